//! The page: what is seen. Holds no archive, only what is on screen. Compiled for the browser only.

mod components;
mod pages;
mod platform;
mod shell;
mod state;

/// Shows the page.
pub fn mount() {
    leptos::mount::mount_to_body(shell::App);
}
