//! *Conservazione*: for how many years closed cases are kept, and the older ones to be erased for good.

use crate::desk::conservazione::request::{
    ConservazioneAnswer, ConservazioneRequest, ProgettoVecchio, Proposta, Scartati, Scelta,
};
use crate::desk::{Answer, Part, Request};
use crate::records::ProgettoId;
use crate::ui::components::{Pager, TableRow, button, choice, question, table, v_link};
use crate::ui::platform::location;
use crate::ui::state::{State, use_state};
use crate::ui::tasks::{self, late};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use std::collections::BTreeSet;

const HEADINGS: [&str; 7] =
    ["Selez.", "Pratica", "Assistito", "Progetto Sociale", "Ultimo giorno", "Prestazioni", "Inviate"];

/// What would go, in numbers and in words.
type Told = RwSignal<Option<(Scartati, Vec<String>)>>;

/// What is proposed, and what the operator chose of it.
#[derive(Clone, Copy)]
struct Panel {
    state: State,
    proposta: RwSignal<Option<Proposta>>,
    /// Cases that are left: all are chosen at first.
    left: RwSignal<BTreeSet<ProgettoId>>,
    papers: RwSignal<bool>,
    told: Told,
}

impl Panel {
    fn of<T>(self, of: impl Fn(&Proposta) -> T) -> Option<T> {
        self.proposta.with(|it| it.as_ref().map(of))
    }

    fn chosen(self) -> Scelta {
        Scelta { lasciati: self.left.get_untracked().into_iter().collect(), carte: self.papers.get_untracked() }
    }

    /// Asks what would go, and then the operator.
    fn try_out(self) {
        let request = Request::Conservazione(ConservazioneRequest::Try(self.chosen()));
        tasks::here(async move {
            if let Some(ConservazioneAnswer::Prova { scartati, righe }) = told(self.state, request).await {
                self.told.set(Some((scartati, righe)));
            }
        });
    }

    fn erase(self) {
        let Some((detto, _)) = self.told.get_untracked() else { return };
        self.told.set(None);
        let scelta = self.chosen();
        self.state.act(Request::Conservazione(ConservazioneRequest::Erase { scelta, detto }), move |_| {
            self.left.set(BTreeSet::new());
            location::focus("conservazione");
        });
    }
}

async fn told(state: State, request: Request) -> Option<ConservazioneAnswer> {
    match state.ask(request).await?.answer {
        Answer::Conservazione(answer) => Some(*answer),
        _ => None,
    }
}

#[component]
pub(super) fn Retention() -> impl IntoView {
    let state = use_state();
    let it = Panel {
        state,
        proposta: RwSignal::new(None),
        left: RwSignal::new(BTreeSet::new()),
        papers: RwSignal::new(true),
        told: RwSignal::new(None),
    };
    let (page, per_page) = (RwSignal::new(0_u32), RwSignal::new(10_u32));
    Effect::new(move |_| {
        state.version.track();
        let part = Part { page: page.get(), per_page: per_page.get() };
        let request = Request::Conservazione(ConservazioneRequest::List { part });
        tasks::here(async move {
            if let Some(ConservazioneAnswer::Proposta(told)) = told(state, request).await {
                it.proposta.set(Some(told));
            }
        });
    });
    let total = Signal::derive(move || it.of(|it| it.list.found).unwrap_or_default());
    let rows = move || {
        let rows = it.of(|told| told.list.rows.clone()).unwrap_or_default();
        rows.into_iter().map(|told| row(it, told)).collect()
    };
    let decided = move || it.of(|it| it.anni).flatten();
    let nobody = Signal::derive(move || total.get() as usize <= it.left.with(BTreeSet::len));
    view! {
        <section class="panel" aria-labelledby="conservazione">
            <h2 id="conservazione" tabindex="-1">"Conservazione"</h2>
            <p>
                "I dati delle persone non si tengono più a lungo di quanto serve. Qui l'ufficio decide dopo quanti anni un progetto chiuso va eliminato; contano l'ultimo giorno tra chiusura, prestazioni e invii. Niente si elimina da solo."
            </p>
            <Years it/>
            <p aria-live="polite">
                {move || decided().map(|anni| {
                    let many = if anni == 1 { "un anno".to_owned() } else { format!("{anni} anni") };
                    match total.get() {
                        0 => format!("Nessun progetto chiuso ha più di {many}."),
                        1 => format!("Un progetto chiuso ha più di {many}."),
                        found => format!("{found} progetti chiusi hanno più di {many}."),
                    }
                })}
            </p>
            <p>{move || it.of(|it| it.sospesi.clone())}</p>
            <Show when=move || { total.get() > 0 }>
                {move || table("Progetti da eliminare", &HEADINGS, 3, rows())}
                <Pager total page per_page/>
                <div class="form-check">
                    <input
                        id="conservazione-carte"
                        type="checkbox"
                        prop:checked=move || it.papers.get()
                        on:change=late(move |event| it.papers.set(event_target_checked(&event)))
                    />
                    <label for="conservazione-carte">
                        "Eliminare anche i file che parlano solo di chi non c'è più: stampe, XML dei flussi, richieste ISEE (i flussi restano in elenco)"
                    </label>
                </div>
                <div class="toolbar">
                    {button("btn btn-danger", "Elimina definitivamente".into(), nobody, move || it.try_out())}
                    {button(
                        "btn btn-outline-primary",
                        "Scegli tutti".into(),
                        Signal::derive(move || it.left.with(BTreeSet::is_empty)),
                        move || it.left.set(BTreeSet::new()),
                    )}
                </div>
            </Show>
            {question(
                "conservazione-domanda",
                Signal::derive(move || it.told.with(Option::is_some)),
                Signal::stored("Eliminare definitivamente?".to_owned()),
                body(it),
                ("btn btn-danger", "Elimina"),
                move || it.told.set(None),
                move || it.erase(),
            )}
        </section>
    }
}

/// The years, decided by the office.
#[component]
fn Years(it: Panel) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let refused = RwSignal::new(String::new());
    // What is decided, here or in another tab, is shown; what is being typed stays.
    let known = Memo::new(move |_| it.of(|it| it.anni));
    Effect::new(move |_| {
        if let Some(anni) = known.get() {
            typed.set(anni.map(|anni| anni.to_string()).unwrap_or_default());
        }
    });
    let decide = move |event: SubmitEvent| {
        event.prevent_default();
        let request = ConservazioneRequest::Decide { anni: typed.get_untracked() };
        it.state.act_frankly(request, move |answer| match answer {
            Answer::Refused { reasons } => {
                refused.set(reasons.join(" "));
                location::focus("conservazione-anni");
            }
            _ => refused.set(String::new()),
        });
    };
    view! {
        <form on:submit=decide>
            <p role="alert" class="text-danger">{move || refused.get()}</p>
            <div class="filters">
                <div class="form-group">
                    <label for="conservazione-anni">"Anni di conservazione dei progetti chiusi"</label>
                    <input
                        id="conservazione-anni"
                        class="form-control"
                        inputmode="numeric"
                        maxlength="3"
                        autocomplete="off"
                        aria-describedby="conservazione-aiuto"
                        prop:value=move || typed.get()
                        on:input=move |event| typed.set(event_target_value(&event))
                    />
                    <p id="conservazione-aiuto" class="form-text">"Vuoto: non si propone niente."</p>
                </div>
                <div class="toolbar">
                    <button type="submit" class="btn btn-outline-primary">"Salva gli anni"</button>
                </div>
            </div>
        </form>
    }
}

fn row(it: Panel, told: ProgettoVecchio) -> TableRow {
    let id = told.id;
    let label = format!("Elimina {}, {}", told.assistito, told.progetto);
    let checked = Signal::derive(move || it.left.with(|left| !left.contains(&id)));
    let choose = move |chosen| {
        it.left.update(|left| {
            if chosen {
                left.remove(&id);
            } else {
                left.insert(id);
            }
        });
    };
    let link = v_link(id, &format!("{}, {}", told.assistito, told.progetto)).into_any();
    let cells = vec![
        choice(label, checked, choose),
        link,
        told.assistito.into_any(),
        told.progetto.into_any(),
        told.ultimo.into_any(),
        told.prestazioni.into_any(),
        told.inviate.into_any(),
    ];
    ("", cells)
}

/// What goes, and what it means.
fn body(it: Panel) -> AnyView {
    let lines = move || {
        let lines = it.told.with(|it| it.as_ref().map(|(_, lines)| lines.clone()).unwrap_or_default());
        lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()
    };
    view! {
        <p>"Se ne vanno:"</p>
        <ul>{lines}</ul>
        <p>
            "Vanno via anche le prestazioni che INPS ha: se una si inserisse di nuovo, il programma non potrebbe più avvisare che è già acquisita."
        </p>
        <p>
            "Le copie di riserva già fatte e i file salvati su altri dischi tengono ancora questi dati. Si può annullare solo finché questa pagina resta aperta."
        </p>
    }
    .into_any()
}
