//! A field that completes a name: a combobox with a list, for mouse and keyboard.

use crate::desk::Answer;
use crate::desk::anagrafe::request::{AnagrafeAnswer, AnagrafeRequest};
use crate::desk::anagrafe::view::{Complete, Completion};
use crate::ui::state::use_state;
use crate::ui::tasks::{self, Here, late};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use std::rc::Rc;

/// What a combobox is made of.
pub(in crate::ui) struct Combobox {
    /// Id of the input; its label is the caller's.
    pub id: String,
    /// From what it completes.
    pub what: Complete,
    /// What it shows; also changed from outside.
    pub text: RwSignal<String>,
    /// What matters beside it (see [`AnagrafeRequest::Complete`]).
    pub beside: Rc<dyn Fn() -> String>,
    /// Whether what it holds is at fault.
    pub invalid: Signal<bool>,
    /// Whether INPS always asks for it.
    pub required: bool,
    /// Ids of what describes it.
    pub described_by: String,
    /// Called with what is typed.
    pub on_text: Callback<String>,
    /// Called with the row that is chosen.
    pub on_pick: Callback<Completion>,
}

/// The field, without its label.
pub(in crate::ui) fn combobox(it: Combobox) -> AnyView {
    let Combobox { id, what, text, beside, invalid, required, described_by, on_text, on_pick } = it;
    let state = use_state();
    let rows = RwSignal::new(Vec::<Completion>::new());
    // Counted from 1; 0 is none.
    let active = RwSignal::new(0_u32);
    let open = move || rows.with(|rows| !rows.is_empty());
    // A row that is chosen goes with the list: what follows from its choice does not.
    let here = Here::now();
    let close = move || {
        rows.set(Vec::new());
        active.set(0);
    };
    // Answers come in order, but those to an older text are of no use.
    let seek = Rc::new(move || {
        let typed = text.get_untracked();
        let request = AnagrafeRequest::Complete { what, text: typed.clone(), beside: beside() };
        tasks::here(async move {
            if let Some(reply) = state.ask(request.into()).await
                && let Answer::Anagrafe(told) = reply.answer
                && let AnagrafeAnswer::Completions(found) = *told
                && text.get_untracked() == typed
            {
                active.set(0);
                rows.set(found);
            }
        });
    });
    let seek_again = seek.clone();
    let pick = move |at: u32| {
        if let Some(row) = rows.with_untracked(|rows| rows.get(at.max(1) as usize - 1).cloned()) {
            text.set(row.label.clone());
            here.run(|| on_pick.run(row));
        }
        close();
    };
    let step = move |forwards: bool| {
        let last = rows.with_untracked(Vec::len) as u32;
        // Round and round: after the last comes the first, before the first (and before none) the last.
        active.update(|at| {
            *at = if forwards {
                *at % last + 1
            } else if *at > 1 {
                *at - 1
            } else {
                last
            }
        });
    };
    let on_key = move |event: KeyboardEvent| {
        let is_open = rows.with_untracked(|rows| !rows.is_empty());
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" => {
                event.prevent_default();
                if is_open { step(event.key() == "ArrowDown") } else { seek_again() }
            }
            // With the list open the form is not meant: the row shown first is taken, unless something new may be written.
            "Enter" if is_open => {
                event.prevent_default();
                let at = active.get_untracked();
                if at == 0 && what == Complete::Usati { close() } else { pick(at) }
            }
            "Escape" if is_open => {
                event.prevent_default();
                close();
            }
            _ => {}
        }
    };
    let list_id = format!("{id}-lista");
    let option_id = |id: &str, at: u32| format!("{id}-{at}");
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
                aria-activedescendant=move || Some(active.get()).filter(|at| *at > 0).map(|at| option_id(&active_id, at))
                aria-invalid=move || invalid.get().to_string()
                aria-required=required.then_some("true")
                aria-describedby=described_by
                prop:value=move || text.get()
                on:input=move |event| {
                    text.set(event_target_value(&event));
                    on_text.run(text.get_untracked());
                    seek();
                }
                on:keydown=on_key
                on:blur=late(move |_| close())
            />
            <ul id=list_id role="listbox" aria-label="Proposte" hidden=move || !open()>
                {move || {
                    (1..)
                        .zip(rows.get())
                        .map(|(at, row)| {
                            view! {
                                <li
                                    id=option_id(&rows_id, at)
                                    role="option"
                                    aria-selected=move || (active.get() == at).to_string()
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
