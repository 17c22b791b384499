//! *Cambia un campo*: one value for the rows chosen, or for all that were found.

use super::chosen::Chosen;
use super::state::InvioState;
use crate::desk::anagrafe::view::{FormField, Widget};
use crate::desk::invio::request::{CampoMolte, InvioAnswer, InvioRequest};
use crate::desk::{Answer, Request};
use crate::ui::platform::location;
use crate::ui::state::use_state;
use crate::ui::tasks::{self, late};
use leptos::prelude::*;

/// The button, and its dialog.
#[component]
pub(super) fn ChangeMany(
    invio: InvioState,
    chosen: Chosen,
    /// Rows found that were not sent.
    unsent: Signal<u32>,
) -> impl IntoView {
    let state = use_state();
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    let fields = RwSignal::new(Vec::<FormField>::new());
    let field = RwSignal::new(String::new());
    let text = RwSignal::new(String::new());
    let only_blank = RwSignal::new(true);
    // Why the value cannot be read.
    let fault = RwSignal::new(String::new());
    let count = move || if chosen.seen() == 0 { unsent.get() } else { chosen.seen() as u32 };
    let close = move || {
        if let Some(dialog) = dialog.get() {
            dialog.close();
        }
    };
    let open = move |_| {
        tasks::here(async move {
            if let Some(reply) = state.ask(Request::Invio(InvioRequest::Fields)).await
                && let Answer::Invio(InvioAnswer::Fields(told)) = reply.answer
            {
                if field.with_untracked(String::is_empty) {
                    field.set(told.first().map(|it| it.id.clone()).unwrap_or_default());
                }
                text.set(String::new());
                fault.set(String::new());
                fields.set(told);
                if let Some(dialog) = dialog.get_untracked() {
                    let _ = dialog.show_modal();
                }
            }
        });
    };
    let change = move || {
        let Some(rows) = invio.chosen_rows() else { return };
        let field = CampoMolte {
            field: field.get_untracked(),
            text: text.get_untracked(),
            only_blank: only_blank.get_untracked(),
        };
        state.act_frankly(Request::Invio(InvioRequest::Change { field, rows }), move |answer| match answer {
            Answer::Refused { reasons } => fault.set(reasons.join(" ")),
            _ => {
                close();
                location::focus_soon("invio-trovate");
            }
        });
    };
    let choices = move || {
        let option = |it: FormField| {
            let mine = it.id.clone();
            view! { <option value=it.id prop:selected=move || field.with(|field| *field == mine)>{it.label}</option> }
        };
        fields.get().into_iter().map(option).collect_view()
    };
    let value = move || {
        let asked = fields.with(|fields| fields.iter().find(|it| field.with(|field| *field == it.id)).cloned())?;
        Some(control(asked, text))
    };
    view! {
        <button
            type="button"
            class="btn btn-outline-primary"
            disabled=move || unsent.get() == 0 || chosen.seen() == 0 && chosen.hidden() != 0
            on:click=open
        >
            "Cambia un campo"
        </button>
        <dialog node_ref=dialog aria-labelledby="cambia-titolo">
            <form
                on:submit=move |event| {
                    event.prevent_default();
                    change();
                }
            >
                <div class="dialog-head">
                    <h2 id="cambia-titolo">{move || match count() {
                        1 => "Cambiare un campo in una riga".to_owned(),
                        many => format!("Cambiare un campo in {many} righe"),
                    }}</h2>
                </div>
                <div class="dialog-body">
                    <p>
                        {move || {
                            if chosen.seen() == 0 {
                                "Vale per tutte le righe trovate che non sono state inviate; per alcune soltanto, sceglierle prima nella tabella."
                            } else {
                                "Vale per le righe scelte che non sono state inviate."
                            }
                        }}
                    </p>
                    <div class="form-group">
                        <label for="cambia-campo">"Campo da cambiare"</label>
                        <select id="cambia-campo" on:change=late(move |event| {
                                text.set(String::new());
                                fault.set(String::new());
                                field.set(event_target_value(&event));
                            })>
                            {choices}
                        </select>
                    </div>
                    {value}
                    {move || {
                        let fault = fault.get();
                        (!fault.is_empty()).then(|| view! { <div class="alert alert-danger" role="alert">{fault}</div> })
                    }}
                    <div class="form-check">
                        <input
                            id="cambia-vuoti"
                            type="checkbox"
                            prop:checked=move || only_blank.get()
                            on:change=late(move |event| only_blank.set(event_target_checked(&event)))
                        />
                        <label for="cambia-vuoti">"Solo dove il campo è vuoto"</label>
                    </div>
                </div>
                <div class="dialog-foot">
                    <button type="button" class="btn btn-outline-primary" on:click=move |_| close()>"Annulla"</button>
                    <button type="submit" class="btn btn-primary">"Cambia"</button>
                </div>
            </form>
        </dialog>
    }
}

/// The field as its form has it; what completes there is typed whole here.
fn control(field: FormField, text: RwSignal<String>) -> AnyView {
    let take = move |event| text.set(event_target_value(&event));
    let hint = if field.hint.is_empty() { "Lasciare vuoto per svuotare il campo." } else { "" };
    let control = match field.widget {
        Widget::Choice(options) => {
            let options = options.into_iter().map(|(value, words)| view! { <option value=value>{words}</option> });
            view! { <select id="cambia-valore" on:change=late(take)>{options.collect_view()}</select> }.into_any()
        }
        Widget::Date => {
            view! { <input id="cambia-valore" type="date" class="form-control" on:change=late(take)/> }.into_any()
        }
        _ => view! { <input id="cambia-valore" type="text" class="form-control" autocomplete="off" on:change=late(take)/> }
            .into_any(),
    };
    view! {
        <div class="form-group">
            <label for="cambia-valore">"Nuovo valore"</label>
            {control}
            <p class="small">{field.hint} {hint}</p>
        </div>
    }
    .into_any()
}
