//! Progetti sociali: the list, the *Quadro sinottico* of a case, a new case, a new benefit.

use crate::desk::anagrafe::request::AnagrafeRequest;
use crate::desk::anagrafe::view::{BenefitRow, Subject};
use crate::records::{AssistitoId, ProgettoId};
use crate::route::Route;
use crate::ui::components::{Forms, act, form_view, list_screen, mark_view, question, summary_view};
use crate::ui::pages::assistiti::ListStates;
use crate::ui::pages::invio::InvioState;
use crate::ui::pages::schede::{actions, delete_view, history_view, new_form, new_screen, title_view};
use crate::ui::platform::location;
use crate::ui::state::use_state;
use leptos::prelude::*;

/// The button, and what goes.
const DELETE: (&str, &str) = (
    "Elimina progetto",
    "Se ne vanno anche le sue prestazioni, la storia di tutte le modifiche e quello che INPS ne ha risposto.",
);

/// The benefit that the operator is asked about before it is deleted.
type Asked = RwSignal<Option<BenefitRow>>;

/// The list.
pub(super) fn list() -> AnyView {
    let people = view! { <a class="btn btn-outline-primary" href="#/assistiti">"Vai agli assistiti"</a> }.into_any();
    let empty = "L'archivio non ha ancora progetti: si aggiungono dalla scheda di un assistito, oppure importando un foglio di prestazioni.";
    list_screen(expect_context::<ListStates>().progetti, people, empty)
}

/// A new case of a person.
pub(super) fn new(person: AssistitoId) -> AnyView {
    let ente = use_state().ente.get_untracked();
    let ask = AnagrafeRequest::New { subject: Subject::Progetto(None, person), ente, copy: false };
    new_screen(ask, &Route::Assistiti(Some(person)), |saved| match saved {
        Subject::Progetto(id, _) => Some(Route::Progetti(id)),
        _ => None,
    })
}

/// A new benefit of a case: like the latest one, but for its days, unless the operator wants it empty.
pub(super) fn new_benefit(case: ProgettoId) -> AnyView {
    let ask = move |copy| AnagrafeRequest::New { subject: Subject::Prestazione(None, case), ente: None, copy };
    let forms = Forms::new(ask(true));
    let above = view! {
        <div class="toolbar">
            <button type="button" class="btn btn-sm btn-outline-primary" on:click=move |_| forms.forget(ask(true))>
                "Copia dalla precedente"
            </button>
            <button type="button" class="btn btn-sm btn-outline-primary" on:click=move |_| forms.forget(ask(false))>
                "Comincia da vuoto"
            </button>
        </div>
    };
    new_form(forms, above.into_any(), &Route::Progetti(Some(case)), |saved| match saved {
        Subject::Prestazione(_, id) => Some(Route::Progetti(Some(id))),
        _ => None,
    })
}

/// The case with all that belongs to it.
pub(super) fn quadro(id: ProgettoId) -> AnyView {
    let ask = AnagrafeRequest::Quadro(id);
    let forms = Forms::new(ask.clone());
    let state = forms.state;
    let person = forms.only(|subject| matches!(subject, Subject::Assistito(_)));
    let case = forms.only(|subject| matches!(subject, Subject::Progetto(..)));
    let assistito = move || forms.scheda.with(|it| it.as_ref().and_then(|it| it.assistito));
    let benefits =
        Memo::new(move |_| forms.scheda.with(|it| it.as_ref().map(|it| it.benefits.clone()).unwrap_or_default()));
    let chiuso = move || forms.scheda.with(|it| it.as_ref().is_some_and(|it| it.chiuso));
    let asked: Asked = RwSignal::new(None);
    view! {
        <div class="panel-head">
            {title_view(forms)}
            <div class="toolbar">
                {move || assistito().map(|id| view! { <a class="btn btn-outline-primary" href=format!("#/assistiti/{}", id)>"Vai all'assistito"</a> })}
                <button
                    type="button"
                    class="btn btn-outline-primary"
                    on:click=move |_| act(state, AnagrafeRequest::Close { id, chiuso: !untrack(chiuso) }, None)
                >
                    {move || if chiuso() { "Riapri progetto" } else { "Chiudi progetto" }}
                </button>
                <a class="btn btn-primary" href=Route::NuovaPrestazione(id).to_hash()>"Nuova prestazione"</a>
            </div>
        </div>
        {summary_view(forms)}
        {move || chiuso().then(|| view! { <div class="alert alert-info">"Il progetto è chiuso: le sue prestazioni si possono ancora correggere e inviare."</div> })}
        <form
            on:submit=move |event| {
                event.prevent_default();
                forms.save(|_| None);
            }
        >
            <section class="panel" aria-labelledby="quadro-assistito">
                <h3 id="quadro-assistito">"Assistito"</h3>
                {move || person.get().map(|form| form_view(forms, form))}
            </section>
            <section class="panel" aria-labelledby="quadro-progetto">
                <h3 id="quadro-progetto">"Progetto sociale"</h3>
                {move || case.get().map(|form| form_view(forms, form))}
            </section>
            <section class="panel" aria-labelledby="quadro-prestazioni">
                <h3 id="quadro-prestazioni">"Prestazioni, ISEE e SINA"</h3>
                {move || {
                    let rows = benefits.get();
                    if rows.is_empty() {
                        view! { <div class="empty"><p>"Il progetto non ha ancora prestazioni."</p></div> }.into_any()
                    } else {
                        rows.into_iter().map(|row| benefit_view(forms, asked, id, row)).collect_view().into_any()
                    }
                }}
            </section>
            {actions(forms, "Modifica", ask, next_view(forms, id))}
        </form>
        {history_view(forms)}
        {delete_view(forms, DELETE, AnagrafeRequest::DeleteProgetto(id), Route::Progetti(None))}
        {delete_benefit(forms, asked)}
    }
    .into_any()
}

/// Saves, and goes on to the next case that *Invio* found not to be sendable; nothing for who did not come from there.
fn next_view(forms: Forms, case: ProgettoId) -> Option<AnyView> {
    let next = Route::Progetti(Some(expect_context::<InvioState>().next_blocked(case)?));
    let go = move |_| {
        let next = next.clone();
        if forms.changed() {
            forms.save(move |_| Some(next));
        } else {
            location::go(&next);
        }
    };
    let button = view! {
        <button type="button" class="btn btn-outline-primary" aria-keyshortcuts="Control+Enter" on:click=go>
            "Salva e vai alla prossima"
        </button>
    };
    Some(button.into_any())
}

/// A benefit of the case; its form is asked for when it is opened.
fn benefit_view(forms: Forms, asked: Asked, case: ProgettoId, row: BenefitRow) -> AnyView {
    let subject = Subject::Prestazione(Some(row.id), case);
    let open = untrack(|| forms.form(subject)).is_some();
    let form = forms.of(subject);
    let label = row.label.clone();
    let this = row.clone();
    let delete = row.open.then(|| {
        view! {
            <button
                type="button"
                class="btn btn-sm btn-outline-danger"
                on:click=move |_| {
                    if this.stays.is_empty() {
                        act(forms.state, AnagrafeRequest::DeletePrestazione(this.id), None);
                    } else {
                        asked.set(Some(this.clone()));
                    }
                }
            >
                "Elimina prestazione"
            </button>
        }
    });
    view! {
        <details open=open class="benefit">
            <summary on:click=move |_| forms.open(subject)>
                {row.label} " " {mark_view(row.mark, row.state)}
            </summary>
            <div role="group" aria-label=label>
                {move || form.get().map(|form| form_view(forms, form))}
                {delete}
            </div>
        </details>
    }
    .into_any()
}

/// The question before a benefit is deleted of which something stays.
fn delete_benefit(forms: Forms, asked: Asked) -> AnyView {
    let of = move |of: fn(&BenefitRow) -> &String| asked.with(|it| it.as_ref().map(of).cloned().unwrap_or_default());
    let go = move || {
        if let Some(row) = asked.get_untracked() {
            asked.set(None);
            act(forms.state, AnagrafeRequest::DeletePrestazione(row.id), None);
        }
    };
    question(
        "elimina-prestazione-domanda",
        Signal::derive(move || asked.with(Option::is_some)),
        Signal::derive(move || format!("Eliminare {}?", of(|it| &it.label))),
        view! {
            <p>"Se ne va anche la storia delle sue modifiche."</p>
            <p>{move || of(|it| &it.stays)}</p>
        }
        .into_any(),
        ("btn btn-danger", "Elimina"),
        move || asked.set(None),
        go,
    )
}
