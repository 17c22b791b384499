//! Enti e operatori: who grants and who signs, with the rules that an ente lowers to warnings.

use crate::desk::enti::request::{EnteView, EntiRequest};
use crate::desk::guida::RuleView;
use crate::desk::{Answer, Request};
use crate::records::{Ente, EnteId, Operatore};
use crate::ui::components::{StateMark, Unsaved, refusal, state_mark};
use crate::ui::platform::location;
use crate::ui::state::use_state;
use crate::ui::tasks::{self, late};
use leptos::prelude::*;

/// The ente being edited: `None` for a new one.
type Editing = RwSignal<Option<(Option<EnteId>, Ente)>>;

/// The panel.
#[component]
pub(super) fn Enti() -> impl IntoView {
    let state = use_state();
    let editing: Editing = RwSignal::new(None);
    // A first visitor finds the form open, and who left it half-typed finds it so.
    let begun = expect_context::<Unsaved>().ente.with_untracked(|begun| begun.as_ref().map(|(id, _)| *id));
    let stored =
        |id: EnteId| state.enti.with_untracked(|all| all.iter().find(|it| it.id == id).map(|it| it.ente.clone()));
    if let Some(id) = begun {
        editing.set(id.map_or_else(|| Some((None, new_ente())), |key| Some((id, stored(key)?))));
    } else if state.enti.get_untracked().is_empty() {
        editing.set(Some((None, new_ente())));
    }
    view! {
        <section class="panel">
            <div class="panel-head">
                <h2 id="enti" tabindex="-1">"Enti e operatori"</h2>
                <Show when=move || editing.with(Option::is_none)>
                    <button
                        type="button"
                        class="btn btn-primary"
                        on:click=move |_| {
                            editing.set(Some((None, new_ente())));
                            location::focus_soon("ente-codice");
                        }
                    >
                        "Aggiungi ente"
                    </button>
                </Show>
            </div>
            <Show when=move || state.enti.with(Vec::is_empty)>
                <p>"Per cominciare serve l'ente che eroga le prestazioni, con l'operatore che firma i flussi. Si indica una volta sola."</p>
            </Show>
            {move || editing.get().map(|(id, ente)| view! { <EnteForm editing id ente/> })}
            {move || state.enti.get().into_iter().map(|view| view! { <EnteCard editing view/> }).collect_view()}
        </section>
    }
}

fn new_ente() -> Ente {
    Ente { operatori: vec![Operatore::default()], ..Ente::default() }
}

#[component]
fn EnteCard(editing: Editing, view: EnteView) -> impl IntoView {
    let state = use_state();
    let id = view.id;
    let ente = view.ente.clone();
    let edit = view.ente.clone();
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    let in_use = move || state.ente.get() == Some(id);
    let close = move || {
        if let Some(dialog) = dialog.get() {
            dialog.close();
        }
    };
    let delete = move |_| {
        close();
        state.act(Request::Enti(EntiRequest::Delete { id }), |_| ());
    };
    let name = ente.label().to_owned();
    view! {
        <article class="panel">
            <div class="panel-head">
                <h3>{name.clone()}</h3>
                {move || in_use().then(|| state_mark(StateMark::Ok, "In uso"))}
            </div>
            <dl class="info-list">
                <dt>"Codice"</dt>
                <dd class="mono">{ente.codice.clone()}</dd>
                <dt>"Sede (Belfiore)"</dt>
                <dd class="mono">{ente.sede.clone()}</dd>
                <dt>"Operatori"</dt>
                <dd>
                    {ente
                        .operatori
                        .iter()
                        .map(|it| view! { <div>{format!("{} ({})", it.nome, it.codice_fiscale)}</div> })
                        .collect_view()}
                </dd>
                <dt>"Progetti"</dt>
                <dd>
                    {match view.progetti {
                        0 => "nessuno".to_owned(),
                        many => format!("{many} (finché ce ne sono, l'ente non si può eliminare)"),
                    }}
                </dd>
            </dl>
            <div class="toolbar">
                <Show when=move || !in_use()>
                    <button type="button" class="btn btn-sm btn-outline-primary" on:click=move |_| state.choose_ente(Some(id))>
                        "Usa questo ente"
                    </button>
                </Show>
                <button
                    type="button"
                    class="btn btn-sm btn-outline-primary"
                    on:click=move |_| {
                        editing.set(Some((Some(id), edit.clone())));
                        location::focus_soon("ente-codice");
                    }
                >
                    "Modifica"
                </button>
                <button
                    type="button"
                    class="btn btn-sm btn-outline-danger"
                    disabled=view.progetti != 0
                    on:click=move |_| {
                        if let Some(dialog) = dialog.get() {
                            let _ = dialog.show_modal();
                        }
                    }
                >
                    "Elimina ente"
                </button>
            </div>
            <dialog node_ref=dialog aria-label="Conferma eliminazione">
                <div class="dialog-body">
                    <p>{format!("Eliminare {name}?")}</p>
                </div>
                <div class="dialog-foot">
                    <button type="button" class="btn btn-outline-primary" on:click=move |_| close()>"Annulla"</button>
                    <button type="button" class="btn btn-danger" on:click=delete>"Elimina"</button>
                </div>
            </dialog>
        </article>
    }
}

#[component]
fn EnteForm(editing: Editing, id: Option<EnteId>, ente: Ente) -> impl IntoView {
    let state = use_state();
    let first = state.enti.with_untracked(Vec::is_empty);
    let unsaved = expect_context::<Unsaved>();
    let begun = unsaved.ente.get_untracked().filter(|(of, _)| *of == id).map(|(_, ente)| ente);
    let draft = RwSignal::new(begun.unwrap_or_else(|| ente.clone()));
    let keep = move || {
        let now = draft.get_untracked();
        unsaved.ente.set((now != ente).then_some((id, now)));
    };
    let keep_too = keep.clone();
    let refused = RwSignal::new(Vec::<String>::new());
    let close = move || {
        unsaved.ente.set(None);
        editing.set(None);
    };
    let save = move || {
        let mut ente = draft.get_untracked();
        ente.operatori.retain(|it| !(it.nome.trim().is_empty() && it.codice_fiscale.trim().is_empty()));
        state.act_frankly(Request::Enti(EntiRequest::Save { id, ente }), move |answer| match answer {
            Answer::Refused { reasons } => {
                refused.set(reasons);
                location::focus("ente-rifiuto");
            }
            _ => {
                close();
                location::focus("heading");
            }
        });
    };
    // A comune's seat is itself.
    let codice_left = move || {
        draft.update(|draft| {
            if draft.sede.is_empty() && draft.codice.trim().len() == 4 {
                draft.sede = draft.codice.trim().to_ascii_uppercase();
            }
        });
    };
    view! {
        <form
            class="panel"
            on:input=move |_| keep()
            on:change=late(move |_| keep_too())
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <h3>{if id.is_some() { "Modifica ente" } else { "Nuovo ente" }}</h3>
            <div id="ente-rifiuto" tabindex="-1">
                {move || refusal(refused.get())}
            </div>
            <div class="filters">
                <div class="form-group">
                    <label class="required" for="ente-codice">"Codice ente"</label>
                    <input
                        id="ente-codice"
                        aria-required="true"
                        class="form-control"
                        maxlength="32"
                        aria-describedby="ente-codice-aiuto"
                        prop:value=move || draft.with(|it| it.codice.clone())
                        on:input=move |event| draft.update(|it| it.codice = event_target_value(&event))
                        on:blur=late(move |_| codice_left())
                    />
                    <p id="ente-codice-aiuto" class="form-text">"Il codice dato da INPS; per un comune è il codice catastale, per esempio A129."</p>
                </div>
                <div class="form-group">
                    <label for="ente-denominazione">"Denominazione"</label>
                    <input
                        id="ente-denominazione"
                        class="form-control"
                        maxlength="100"
                        prop:value=move || draft.with(|it| it.denominazione.clone())
                        on:input=move |event| draft.update(|it| it.denominazione = event_target_value(&event))
                    />
                </div>
                <div class="form-group">
                    <label class="required" for="ente-sede">"Codice Belfiore della sede"</label>
                    <input
                        id="ente-sede"
                        aria-required="true"
                        class="form-control"
                        maxlength="4"
                        aria-describedby="ente-sede-aiuto"
                        prop:value=move || draft.with(|it| it.sede.clone())
                        on:input=move |event| draft.update(|it| it.sede = event_target_value(&event))
                    />
                    <p id="ente-sede-aiuto" class="form-text">"Codice catastale del comune dove ha sede l'ente (4 caratteri)."</p>
                </div>
            </div>
            {move || {
                let many = draft.with(|it| it.operatori.len());
                (0..many).map(|index| view! { <OperatoreFields draft index many/> }).collect_view()
            }}
            <div class="toolbar">
                <button
                    type="button"
                    class="btn btn-sm btn-outline-primary"
                    on:click=move |_| draft.update(|it| it.operatori.push(Operatore::default()))
                >
                    "Aggiungi operatore"
                </button>
            </div>
            {SETTINGS.iter().map(|it| setting(draft, it)).collect_view()}
            {term(draft)}
            <LoweredRules draft/>
            <div class="toolbar">
                <button type="submit" class="btn btn-primary">"Salva ente"</button>
                {(!first)
                    .then(|| {
                        view! {
                            <button type="button" class="btn btn-outline-primary" on:click=move |_| close()>
                                "Annulla"
                            </button>
                        }
                    })}
            </div>
        </form>
    }
}

/// A yes or no of an ente: id, words, where it stands.
type Setting = (&'static str, &'static str, fn(&mut Ente) -> &mut bool);

const SETTINGS: [Setting; 3] = [
    ("ente-storico", "Nome del flusso nella forma storica (….INPS.…)", |it| &mut it.nome_storico),
    ("ente-rettifica", "Rettifiche in un flusso solo (cancellazione e nuovi dati insieme)", |it| {
        &mut it.rettifica_unica
    }),
    ("ente-singole", "Erogazioni a tempo inviate una per una, senza raccoglierle per anno", |it| {
        &mut it.erogazioni_singole
    }),
];

fn setting(draft: RwSignal<Ente>, (id, words, field): &'static Setting) -> AnyView {
    view! {
        <div class="form-check">
            <input
                id=*id
                type="checkbox"
                prop:checked=move || *field(&mut draft.get())
                on:change=late(move |event| draft.update(|it| *field(it) = event_target_checked(&event)))
            />
            <label for=*id>{*words}</label>
        </div>
    }
    .into_any()
}

/// Within how many days benefits are to be sent, and who says so.
fn term(draft: RwSignal<Ente>) -> AnyView {
    let days = move || draft.with(|it| it.termine_giorni.map(|days| days.to_string()).unwrap_or_default());
    view! {
        <div class="filters">
            <div class="form-group">
                <label for="ente-termine">"Giorni entro cui inviare una prestazione"</label>
                <input
                    id="ente-termine"
                    class="form-control"
                    type="number"
                    min="1"
                    max="999"
                    aria-describedby="ente-termine-aiuto"
                    prop:value=days
                    on:input=move |event| {
                        draft.update_untracked(|it| it.termine_giorni = event_target_value(&event).parse().ok());
                    }
                />
                <p id="ente-termine-aiuto" class="form-text">
                    "Dal suo primo giorno, se un regolamento o un bando lo chiede; vuoto: si invia per trimestre. Il Cruscotto dice che cosa è in ritardo."
                </p>
            </div>
            <div class="form-group">
                <label for="ente-termine-fonte">"Fonte del termine"</label>
                <input
                    id="ente-termine-fonte"
                    class="form-control"
                    maxlength="200"
                    prop:value=move || draft.with(|it| it.termine_fonte.clone())
                    on:input=move |event| draft.update_untracked(|it| it.termine_fonte = event_target_value(&event))
                />
            </div>
        </div>
    }
    .into_any()
}

/// One operator; the first signs the flows.
#[component]
fn OperatoreFields(draft: RwSignal<Ente>, index: usize, many: usize) -> impl IntoView {
    let of = move |get: fn(&Operatore) -> &String| {
        draft.with(|it| it.operatori.get(index).map(get).cloned().unwrap_or_default())
    };
    let change = move |set: &dyn Fn(&mut Operatore)| {
        draft.update_untracked(|it| {
            if let Some(operatore) = it.operatori.get_mut(index) {
                set(operatore);
            }
        });
    };
    // The labels of further operators are numbered, so that each is found by its own.
    let suffix = if index == 0 { String::new() } else { format!(" {}", index + 1) };
    let (name_id, code_id) = (format!("operatore-nome-{index}"), format!("operatore-cf-{index}"));
    let legend = if index == 0 { "Operatore che firma i flussi".to_owned() } else { format!("Operatore{suffix}") };
    view! {
        <fieldset class="choices">
            <legend>{legend}</legend>
            <div class="filters">
                <div class="form-group">
                    <label for=name_id.clone()>{format!("Nome operatore{suffix}")}</label>
                    <input
                        id=name_id
                        class="form-control"
                        autocomplete="off"
                        prop:value=move || of(|it| &it.nome)
                        on:input=move |event| {
                            let value = event_target_value(&event);
                            change(&|it| it.nome.clone_from(&value));
                        }
                    />
                </div>
                <div class="form-group">
                    <label class="required" for=code_id.clone()>{format!("Codice fiscale operatore{suffix}")}</label>
                    <input
                        id=code_id
                        aria-required="true"
                        class="form-control"
                        maxlength="16"
                        autocomplete="off"
                        prop:value=move || of(|it| &it.codice_fiscale)
                        on:input=move |event| {
                            let value = event_target_value(&event);
                            change(&|it| it.codice_fiscale.clone_from(&value));
                        }
                    />
                </div>
                {(many > 1)
                    .then(|| {
                        let remove = move |_| {
                            draft.update(|it| {
                                it.operatori.remove(index);
                            });
                        };
                        view! {
                            <div class="toolbar">
                                <button type="button" class="btn btn-sm btn-outline-primary" on:click=remove>
                                    {format!("Togli operatore{suffix}")}
                                </button>
                            </div>
                        }
                    })}
            </div>
        </fieldset>
    }
}

/// Rules that this ente lowers to a warning.
#[component]
fn LoweredRules(draft: RwSignal<Ente>) -> impl IntoView {
    let state = use_state();
    let rules = RwSignal::new(Vec::<RuleView>::new());
    tasks::here(async move {
        if let Some(reply) = state.ask(Request::Rules).await
            && let Answer::Rules(list) = reply.answer
        {
            rules.set(list.into_iter().filter(|rule| rule.lowerable).collect());
        }
    });
    let line = move |rule: RuleView| {
        let (id, this) = (rule.id.clone(), rule.id.clone());
        let input = format!("abbassa-{}", rule.id);
        let choose = move |event| {
            let lowered = event_target_checked(&event);
            draft.update_untracked(|it| {
                it.regole_abbassate.retain(|other| *other != id);
                if lowered {
                    it.regole_abbassate.push(id.clone());
                }
            });
        };
        view! {
            <div class="form-check">
                <input
                    id=input.clone()
                    type="checkbox"
                    prop:checked=draft.with_untracked(|it| it.lowers(&this))
                    on:change=late(choose)
                />
                <label for=input>{format!("Solo avviso: {} {}", rule.id, rule.title)}</label>
            </div>
        }
    };
    view! {
        <details>
            <summary>"Regole che per questo ente danno solo un avviso"</summary>
            <p>
                "Queste regole vengono dalle specifiche di INPS o dal manuale. Normalmente bloccano la riga; qui si può scegliere di inviarla lo stesso."
            </p>
            {move || rules.get().into_iter().map(line).collect_view()}
        </details>
    }
}
