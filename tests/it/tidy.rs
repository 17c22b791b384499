//! The house keeps its shape: who knows whom, and what is absent where (ARCHITECTURE.md).

use crate::house::House;
use crate::support::project;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A room, and the rooms that it may know besides itself.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("codes", &["text"]),
    ("sheets", &["text"]),
    ("files", &["text", "sheets"]),
    ("records", &["text", "codes"]),
    ("schema", &["text", "codes", "records"]),
    ("import", &["text", "codes", "sheets", "files", "records"]),
    ("response", &["text", "codes", "sheets", "records"]),
    ("validation", &["text", "codes", "records", "schema"]),
    ("flow", &["text", "codes", "files", "records", "schema", "validation::gate"]),
    ("isee", &["text", "codes", "sheets", "records"]),
    ("archive", &["text", "codes", "files", "records", "schema", "import", "validation", "flow", "response", "isee"]),
    (
        "desk",
        &[
            "text",
            "codes",
            "sheets",
            "files",
            "records",
            "schema",
            "import",
            "validation",
            "flow",
            "response",
            "isee",
            "archive",
        ],
    ),
    ("worker", &["archive", "desk"]),
    ("ui", &["text", "desk", "records", "route"]),
];

fn sources(folder: &Path, end: &str, out: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, end, out);
        } else if path.extension().is_some_and(|it| it == end) {
            let text = fs::read_to_string(&path).unwrap();
            out.push((path, text));
        }
    }
}

/// Every file of `src`, its path below `src`, without its tests.
fn all() -> Vec<(String, String)> {
    let root = project("src");
    let mut files = Vec::new();
    sources(&root, "rs", &mut files);
    assert!(!files.is_empty());
    files
        .into_iter()
        .map(|(path, text)| {
            let name = path.strip_prefix(&root).unwrap().display().to_string();
            let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned();
            (name, code)
        })
        .collect()
}

#[test]
fn rooms_know_only_the_rooms_before_them() {
    let house = House::read();
    let rooms: BTreeSet<&str> = house.rooms().collect();
    assert_eq!(rooms, MAY_KNOW.iter().map(|(name, _)| *name).collect(), "the table lists every room, and no other");
    for (module, named) in house.named() {
        let known = MAY_KNOW.iter().find(|(name, _)| *name == module[0]);
        // What stands in no room is the crate's own: the router, and the door to the worker.
        let Some((room, known)) = known.filter(|_| rooms.contains(module[0].as_str())) else {
            assert!(["route", "bin"].contains(&module[0].as_str()), "{module:?}");
            continue;
        };
        for path in named {
            let path = path.join("::");
            let within = |room: &str| path == room || path.starts_with(&format!("{room}::"));
            assert!(
                within(room) || known.iter().any(|other| within(other)),
                "{} may not know {path}",
                module.join("::")
            );
        }
    }
}

#[test]
fn no_file_uses_one_that_uses_it() {
    let circles = House::read().circles();
    assert!(circles.is_empty(), "{circles:#?}");
}

/// What no file outside the named rooms may write.
#[track_caller]
fn check_absent(what: &[&str], except: &[&str]) {
    let files = all();
    for allowed in except {
        assert!(files.iter().any(|(path, _)| path.starts_with(allowed)), "there is no src/{allowed}");
    }
    for (path, code) in files {
        if except.iter().any(|allowed| path.starts_with(allowed)) {
            continue;
        }
        for word in what {
            assert!(!code.contains(word), "src/{path} has {word}");
        }
    }
}

#[test]
fn the_core_does_no_io_and_has_no_clock() {
    let io = [
        "std::fs",
        "std::net",
        "std::env",
        "std::process",
        "std::thread",
        "std::time",
        "println!",
        "Utc::now",
        "Local::now",
    ];
    // Timers are the page's: it has a screen to keep tidy.
    check_absent(&io, &["ui/"]);
    check_absent(&["web_sys", "js_sys", "wasm_bindgen", "leptos"], &["ui/", "worker/", "main.rs", "bin/"]);
}

#[test]
fn only_the_worker_touches_storage() {
    // The folder of copies is the page's: only it can ask the operator for one. It is remembered beside the archive.
    check_absent(&["idb::", "indexed_db"], &["worker/", "ui/platform/folder.rs"]);
    check_absent(&["gloo_storage", "local_storage"], &["ui/platform/"]);
}

#[test]
fn only_the_gate_makes_what_a_flow_is_written_from() {
    check_absent(&["Ready {", "Cancellation {", "Sender {"], &["validation/gate.rs", "archive/stampa.rs"]);
    let stampa = all().into_iter().find(|(path, _)| path == "archive/stampa.rs").unwrap().1;
    assert!(!stampa.contains("Ready {") && !stampa.contains("Cancellation {"));
}

#[test]
fn a_rule_with_a_fix_has_the_test_of_it() {
    let mut files = Vec::new();
    sources(&project("src/validation/rules"), "rs", &mut files);
    let fixing = files.iter().filter(|(_, text)| text.contains("fix: Some("));
    let untested = |(_, text): &&(PathBuf, String)| !text.contains("check_fix");
    assert!(fixing.clone().count() > 0);
    let untested: Vec<_> = fixing.filter(untested).map(|(path, _)| path).collect();
    assert!(untested.is_empty(), "{untested:?}");
}

#[test]
fn the_page_asks_nothing_of_the_network() {
    check_absent(&["fetch(", "XmlHttpRequest", "WebSocket", "EventSource", "send_beacon"], &[]);
    check_absent(&["inner_html"], &[]);
}

/// A browser that translates the page, or checks spelling on a server, sends it there.
#[test]
fn browsers_are_asked_to_send_no_names_away() {
    let page = std::fs::read_to_string(project("index.html")).unwrap();
    assert!(page.contains("<html lang=\"it\" translate=\"no\">") && page.contains("<body spellcheck=\"false\">"));
}

#[test]
fn every_file_says_what_it_is() {
    for (path, code) in all() {
        assert!(code.starts_with("//! "), "src/{path} begins without a //! sentence");
    }
}

#[test]
fn nothing_is_left_undone() {
    check_absent(&["todo!(", "unimplemented!(", "FIXME", "TODO"], &[]);
}

#[test]
fn the_page_begins_tasks_and_timers_in_one_place() {
    let begins =
        ["spawn_local", "set_timeout", "set_interval", "request_animation_frame", "window_event_listener", "Closure"];
    for (path, code) in all().into_iter().filter(|(path, _)| path.starts_with("ui/")) {
        // The page as a whole hears of what is dragged over it.
        if ["ui/tasks.rs", "ui/platform/", "ui/drops.rs"].iter().any(|allowed| path.starts_with(allowed)) {
            continue;
        }
        for word in begins {
            assert!(!code.contains(word), "src/{path} has {word}: see ui/tasks.rs");
        }
    }
}

/// What an element fires only while it is on screen. All else it may fire while it goes, or after.
const FIRED_ON_SCREEN: &[&str] = &["click", "input", "keydown", "submit", "mousedown", "dragenter", "dragover", "drop"];

#[test]
fn what_a_dying_element_fires_finds_nobody() {
    let mut heard = 0;
    for (path, code) in all().into_iter().filter(|(path, _)| path.starts_with("ui/")) {
        for (at, _) in code.match_indices(" on:") {
            let (event, handler) = code[at + " on:".len()..].split_once('=').unwrap();
            if !FIRED_ON_SCREEN.contains(&event) {
                heard += 1;
                assert!(handler.starts_with("late("), "src/{path}: on:{event} is not heard through tasks::late");
            }
        }
    }
    assert!(heard > 0, "no such handler was found: is the page still written like this?");
}

#[test]
fn no_screen_is_built_by_a_task() {
    check_absent(&["Suspend", "<Await", "<Transition", "LocalResource"], &[]);
}

/// Every test, its path below `tests` and its text with any white space as one space.
fn tests() -> Vec<(String, String)> {
    let root = project("tests");
    let mut files = Vec::new();
    for end in ["rs", "mjs"] {
        let before = files.len();
        sources(&root, end, &mut files);
        assert!(files.len() > before, "no .{end} in tests/");
    }
    let named = |path: &Path| path.strip_prefix(&root).unwrap().display().to_string();
    let spaced = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    files
        .into_iter()
        .map(|(path, text)| (named(&path), spaced(text)))
        .filter(|(path, _)| path != "it/tidy.rs")
        .collect()
}

/// What no test outside the named files may write.
#[track_caller]
fn check_absent_in_tests(within: &str, what: &[&str], except: &[&str], instead: &str) {
    let files: Vec<_> = tests().into_iter().filter(|(path, _)| path.starts_with(within)).collect();
    assert!(!files.is_empty());
    for allowed in except {
        assert!(files.iter().any(|(path, _)| path == allowed), "there is no tests/{allowed}");
    }
    for (path, code) in files.iter().filter(|(path, _)| !except.contains(&path.as_str())) {
        for word in what {
            assert!(!code.contains(word), "tests/{path} has {word}: {instead}");
        }
    }
}

/// What is beside the project is not there on other machines: one door, which says so.
#[test]
fn what_is_beside_the_project_is_reached_through_one_door() {
    let doors = ["it/support.rs", "e2e/schemas.mjs"];
    check_absent_in_tests(
        "",
        &["\"../shared", "'../shared", "`../shared", "\"shared\"", "\"shared/", "/shared/"],
        &doors,
        "see support::with_shared",
    );
}

/// Who finds nothing to look at must say so.
#[test]
fn no_test_ends_early_because_something_is_missing() {
    let ends = [
        "else { return }",
        "else { return; }",
        "else { return Ok(()) }",
        "else { return Ok(()); }",
        "else { continue }",
        "else { continue; }",
    ];
    let instead = "unwrap it, or prop_assume that it is there; for what is in ../shared see support::with_shared";
    for within in ["it/", "hostile/", "web/"] {
        check_absent_in_tests(within, &ends, &[], instead);
    }
    check_absent_in_tests("it/", &[".exists()"], &["it/support.rs"], instead);
    check_absent_in_tests(
        "it/",
        &["read_dir("],
        &["it/support.rs", "it/house.rs"],
        "see support::files_in, which finds some",
    );
}
