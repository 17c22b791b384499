//! A field that completes a name: a combobox with a list, for mouse and keyboard.

use crate::job::Answer;
use crate::job::anagrafe::view::{Complete, Completion};
use crate::job::anagrafe::{Ask, Told};
use crate::ui::state::use_state;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What a combobox is made of.
pub(in crate::ui) struct Combobox {
    /// Id of the input; its label is the caller's.
    pub id: String,
    /// From what it completes.
    pub what: Complete,
    /// What it shows; also changed from outside.
    pub text: RwSignal<String>,
    /// A birth date, where that matters.
    pub day: Callback<(), String>,
    /// Whether what it holds is at fault.
    pub invalid: Signal<bool>,
    /// Ids of what describes it.
    pub described_by: String,
    /// Called with what is typed.
    pub on_text: Callback<String>,
    /// Called with the row that is chosen.
    pub on_pick: Callback<Completion>,
}

/// The field, without its label.
pub(in crate::ui) fn combobox(it: Combobox) -> AnyView {
    let Combobox { id, what, text, day, invalid, described_by, on_text, on_pick } = it;
    let state = use_state();
    let rows = RwSignal::new(Vec::<Completion>::new());
    let active = RwSignal::new(None::<usize>);
    let open = move || rows.with(|rows| !rows.is_empty());
    let close = move || {
        rows.set(Vec::new());
        active.set(None);
    };
    // Answers come in order, but those to an older text are of no use.
    let seek = move || {
        let typed = text.get_untracked();
        spawn_local(async move {
            let request = Ask::Complete { what, text: typed.clone(), day: day.run(()) };
            if let Some(reply) = state.ask(request.into()).await
                && let Answer::Anagrafe(told) = reply.answer
                && let Told::Completions(found) = *told
                && text.get_untracked() == typed
            {
                active.set(None);
                rows.set(found);
            }
        });
    };
    let pick = move |index: usize| {
        if let Some(row) = rows.with_untracked(|rows| rows.get(index).cloned()) {
            text.set(row.label.clone());
            on_pick.run(row);
        }
        close();
    };
    let step = move |forwards: bool| {
        let last = rows.with_untracked(Vec::len).saturating_sub(1);
        active.update(|active| {
            *active = Some(match *active {
                None => {
                    if forwards {
                        0
                    } else {
                        last
                    }
                }
                Some(at) if forwards => {
                    if at == last {
                        0
                    } else {
                        at + 1
                    }
                }
                Some(at) => at.checked_sub(1).unwrap_or(last),
            });
        });
    };
    let on_key = move |event: KeyboardEvent| {
        let is_open = rows.with_untracked(|rows| !rows.is_empty());
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" => {
                event.prevent_default();
                if is_open { step(event.key() == "ArrowDown") } else { seek() }
            }
            // With the list open the form is not meant: the row shown first is taken.
            "Enter" if is_open => {
                event.prevent_default();
                pick(active.get_untracked().unwrap_or(0));
            }
            "Escape" if is_open => {
                event.prevent_default();
                close();
            }
            _ => {}
        }
    };
    let list_id = format!("{id}-lista");
    let option_id = move |id: &str, at: usize| format!("{id}-{at}");
    let (active_id, rows_id, controls) = (id.clone(), id.clone(), list_id.clone());
    view! {
        <div class="combobox">
            <input
                id=id
                class="form-control"
                role="combobox"
                autocomplete="off"
                aria-autocomplete="list"
                aria-expanded=move || open().to_string()
                aria-controls=controls
                aria-activedescendant=move || active.get().map(|at| option_id(&active_id, at))
                aria-invalid=move || invalid.get().to_string()
                aria-describedby=described_by
                prop:value=move || text.get()
                on:input=move |event| {
                    text.set(event_target_value(&event));
                    on_text.run(text.get_untracked());
                    seek();
                }
                on:keydown=on_key
                on:blur=move |_| close()
            />
            <ul id=list_id role="listbox" aria-label="Proposte" hidden=move || !open()>
                {move || {
                    rows.get()
                        .into_iter()
                        .enumerate()
                        .map(|(at, row)| {
                            view! {
                                <li
                                    id=option_id(&rows_id, at)
                                    role="option"
                                    aria-selected=move || (active.get() == Some(at)).to_string()
                                    on:mousedown=move |event| event.prevent_default()
                                    on:click=move |_| pick(at)
                                >
                                    {row.label}
                                    <span class="small">{row.detail}</span>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
            <span class="visually-hidden" role="status">
                {move || match rows.with(Vec::len) {
                    0 => String::new(),
                    1 => "1 proposta".to_owned(),
                    many => format!("{many} proposte"),
                }}
            </span>
        </div>
    }
    .into_any()
}
