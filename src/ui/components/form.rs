//! Fields, buttons and tables made from data: one function each, whatever the screen.

use crate::ui::tasks::late;
use leptos::prelude::*;

/// A value to choose, and its words.
pub(in crate::ui) type Choice = (String, String);

/// A labelled input of this type (`text`, `search`, `date`); the value is taken when the operator leaves it.
pub(in crate::ui) fn text_field(
    id: &'static str,
    label: &'static str,
    kind: &'static str,
    value: RwSignal<String>,
) -> AnyView {
    view! {
        <div class="form-group">
            <label for=id>{label}</label>
            <input
                id=id
                type=kind
                class="form-control"
                prop:value=move || value.get()
                on:change=late(move |event| value.set(event_target_value(&event)))
            />
        </div>
    }
    .into_any()
}

/// A labelled passphrase; the value is taken as it is typed, so that Enter sends it.
pub(in crate::ui) fn secret_field(
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    value: RwSignal<String>,
) -> AnyView {
    let hint_id = format!("{id}-aiuto");
    view! {
        <div class="form-group">
            <label for=id>{label}</label>
            <input
                id=id
                type="password"
                class="form-control"
                autocomplete="off"
                aria-describedby=hint_id.clone()
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
            <p id=hint_id class="form-text">{hint}</p>
        </div>
    }
    .into_any()
}

/// A labelled list to choose one value from.
pub(in crate::ui) fn select_field(
    id: &'static str,
    label: &'static str,
    choices: Signal<Vec<Choice>>,
    value: RwSignal<String>,
) -> AnyView {
    let option = move |(is, words): Choice| {
        let chosen = is.clone();
        view! { <option value=is prop:selected=move || value.get() == chosen>{words}</option> }
    };
    view! {
        <div class="form-group">
            <label for=id>{label}</label>
            <select id=id on:change=late(move |event| value.set(event_target_value(&event)))>
                {move || choices.get().into_iter().map(option).collect_view()}
            </select>
        </div>
    }
    .into_any()
}

/// A button that can be pressed unless `disabled`.
pub(in crate::ui) fn button(
    class: &'static str,
    label: String,
    disabled: Signal<bool>,
    on_press: impl Fn() + 'static,
) -> AnyView {
    plain_button(class, label, disabled, Box::new(on_press))
}

fn plain_button(class: &'static str, label: String, disabled: Signal<bool>, on_press: Box<dyn Fn()>) -> AnyView {
    view! {
        <button type="button" class=class disabled=move || disabled.get() on:click=move |_| on_press()>
            {label}
        </button>
    }
    .into_any()
}

/// A box to tick in a table, whose label is heard and not seen.
pub(in crate::ui) fn choice(label: String, checked: Signal<bool>, on_change: impl Fn(bool) + 'static) -> AnyView {
    view! {
        <input
            class="check-plain"
            type="checkbox"
            aria-label=label
            prop:checked=move || checked.get()
            on:change=late(move |event| on_change(event_target_checked(&event)))
        />
    }
    .into_any()
}

/// A row of a table: its class, and its cells.
pub(in crate::ui) type TableRow = (&'static str, Vec<AnyView>);

/// A table in its own scrolling region. `head`: which cell of a row heads it.
pub(in crate::ui) fn table(caption: &str, headings: &[impl AsRef<str>], head: usize, rows: Vec<TableRow>) -> AnyView {
    let (caption, label) = (caption.to_owned(), caption.to_owned());
    let headings: Vec<AnyView> =
        headings.iter().map(|words| view! { <th scope="col">{words.as_ref().to_owned()}</th> }.into_any()).collect();
    let cell = |(index, cell): (usize, AnyView)| {
        if index == head {
            view! { <th scope="row">{cell}</th> }.into_any()
        } else {
            view! { <td>{cell}</td> }.into_any()
        }
    };
    let row = |(class, cells): TableRow| {
        let cells: Vec<AnyView> = cells.into_iter().enumerate().map(cell).collect();
        view! { <tr class=class>{cells}</tr> }.into_any()
    };
    let rows: Vec<AnyView> = rows.into_iter().map(row).collect();
    view! {
        <div class="table-responsive" tabindex="0" role="region" aria-label=label>
            <table class="table table-sm">
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>{headings}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
