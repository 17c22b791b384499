//! A place to drop files, or to choose them.

use crate::ui::platform::files;
use crate::ui::tasks::late;
use leptos::ev::DragEvent;
use leptos::prelude::*;
use web_sys::File;

/// Hands over what is dropped or chosen; `accept` is what the file dialog offers first, any file can be dropped.
#[component]
pub(in crate::ui) fn DropZone(
    /// Id of the input.
    id: &'static str,
    /// The button's words.
    label: &'static str,
    /// What is said above it.
    hint: &'static str,
    /// File name endings.
    #[prop(into)]
    accept: String,
    /// Whether several can be chosen at once.
    #[prop(optional)]
    multiple: bool,
    /// Called with the files.
    on_files: impl Fn(Vec<File>) + Copy + 'static,
) -> impl IntoView {
    // Children fire enter and leave too: only the balance says whether the file is still over the zone.
    let depth = RwSignal::new(0_i32);
    let over = move || depth.get() > 0;
    let input = NodeRef::<leptos::html::Input>::new();
    let take = move |files: Vec<File>| {
        if !files.is_empty() {
            on_files(files);
        }
    };
    view! {
        <div
            class="dropzone"
            class:dragover=over
            on:dragenter=move |event: DragEvent| {
                event.prevent_default();
                depth.update(|depth| *depth += 1);
            }
            on:dragleave=late(move |_| depth.update(|depth| *depth -= 1))
            on:dragover=move |event: DragEvent| event.prevent_default()
            on:drop=move |event: DragEvent| {
                event.prevent_default();
                depth.set(0);
                take(files::dropped(&event));
            }
        >
            {super::icon(super::Icon::Upload)}
            <p>{hint}</p>
            <input
                node_ref=input
                id=id
                class="upload"
                type="file"
                accept=accept
                multiple=multiple
                on:change=late(move |_| {
                    if let Some(input) = input.get() {
                        take(files::chosen(&input));
                    }
                })
            />
            <label for=id class="btn btn-primary">{label}</label>
        </div>
    }
}
