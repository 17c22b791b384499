//! Pictures of our own screens, for the guide: beside the page on a server, inside of it in one file.

use leptos::prelude::document;

/// Where a picture is found.
#[must_use]
pub fn address(name: &str) -> String {
    let inside = document().get_element_by_id(&format!("picture-{name}")).and_then(|it| it.text_content());
    inside.unwrap_or_else(|| format!("pictures/{name}.webp"))
}
