//! The page: what is seen. Holds no archive, only what is on screen. Compiled for the browser only.

// What the component macro makes is wider than what it is made from.
#![allow(unreachable_pub)]

mod chooser;
mod components;
mod demo;
mod pages;
mod platform;
mod shell;
mod state;

/// Shows the page.
pub fn mount() {
    leptos::mount::mount_to_body(shell::App);
}
