//! Guida: the nine steps, INPS's messages, what only INPS knows, and every rule explained; one search over all of them.

mod solo_inps;

use crate::desk::esiti::request::{EsitiAnswer, EsitiRequest, Messaggio};
use crate::desk::guida::RuleView;
use crate::desk::{Answer, Request};
use crate::route::Route;
use crate::text::fold;
use crate::ui::components::contents;
use crate::ui::platform::pictures;
use crate::ui::state::use_state;
use crate::ui::tasks;
use leptos::prelude::*;

/// Its parts, in their order.
const PARTS: [(&str, &str); 5] = [
    ("passi", "I passi"),
    ("credenziali", "Prima di cominciare: le credenziali"),
    ("messaggi", "I messaggi di INPS"),
    ("solo-inps", "Che cosa può controllare solo INPS"),
    ("regole", "Le regole"),
];

/// The screen; `rule` is the one that the address names.
#[component]
pub(super) fn Guida(rule: Option<String>) -> impl IntoView {
    let state = use_state();
    let rules = RwSignal::new(Vec::<RuleView>::new());
    let messages = RwSignal::new(Vec::<Messaggio>::new());
    let search = RwSignal::new(rule.unwrap_or_default());
    tasks::here(async move {
        if let Some(reply) = state.ask(Request::Rules).await
            && let Answer::Rules(list) = reply.answer
        {
            rules.set(list);
        }
        if let Some(reply) = state.ask(Request::Esiti(EsitiRequest::Messages)).await
            && let Answer::Esiti(EsitiAnswer::Messages(list)) = reply.answer
        {
            messages.set(list);
        }
    });
    let asked = move || fold(&search.get());
    let searching = move || !asked().is_empty();
    let shown = move || {
        let words = asked();
        let text = |rule: &RuleView| {
            [rule.title.as_str(), &rule.why, &rule.mend, &rule.prima, &rule.dopo, &rule.chi].join(" ")
        };
        let fits = |rule: &RuleView| fold(&rule.id) == words || says(&text(rule), &words);
        rules.get().into_iter().filter(fits).collect::<Vec<_>>()
    };
    let told = move || {
        let words = asked();
        let text = |it: &Messaggio| {
            [it.titolo.as_str(), &it.esempio, &it.effetto, &it.perche, &it.fare, &it.prima, &it.dopo, &it.chi].join(" ")
        };
        messages.get().into_iter().filter(|it| says(&text(it), &words)).collect::<Vec<_>>()
    };
    let steps = move || {
        let words = asked();
        let fits = move |step: &&Step| {
            says(&[step.before, step.link.map_or("", |(_, label)| label), step.after].concat(), &words)
        };
        let all: Vec<AnyView> = STEPS.iter().filter(fits).map(Step::view).collect();
        (!all.is_empty()).then(
            || view! { <section class="panel"><h2 id="passi" tabindex="-1">"I passi"</h2> <ol>{all}</ol></section> },
        )
    };
    let known_to_inps = move || {
        let words = asked();
        let fits = move |(what, fare): &&(&str, &str)| says(&format!("{what} {fare}"), &words);
        let item = |(what, fare): &(&'static str, &'static str)| {
            let (what, fare) = (*what, *fare);
            view! { <li><strong>{what}</strong> " " {fare}</li> }.into_any()
        };
        let all: Vec<AnyView> = solo_inps::ITEMS.iter().filter(fits).map(item).collect();
        (!all.is_empty()).then(|| {
            view! {
                <section class="panel">
                    <h2 id="solo-inps" tabindex="-1">"Che cosa può controllare solo INPS"</h2>
                    <p>"Anche una riga senza rilievi può essere scartata: queste cose le sa solo INPS, e nessun altro programma le può controllare."</p>
                    <ul>{all}</ul>
                </section>
            }
        })
    };
    view! {
        <section class="panel">
            <div class="form-group">
                <label for="guida-cerca">"Cerca tra le regole, i messaggi e i passi"</label>
                <input
                    id="guida-cerca"
                    type="search"
                    class="form-control"
                    aria-keyshortcuts="/"
                    prop:value=move || search.get()
                    on:input=move |event| search.set(event_target_value(&event))
                />
            </div>
            <p role="status">
                {move || format!("{} regole su {}, {} messaggi su {}", shown().len(), rules.get().len(), told().len(), messages.get().len())}
            </p>
        </section>
        <div hidden=searching>{contents(&PARTS)}</div>
        {steps}
        <section class="panel" hidden=searching>
            <h2 id="credenziali" tabindex="-1">"Prima di cominciare: le credenziali"</h2>
            <p>"Nel portale INPS si entra con una di queste, sempre con il codice fiscale dell'operatore:"</p>
            <ul>
                <li><strong>"SPID"</strong> ", l'identità digitale, di livello 2;"</li>
                <li><strong>"CIE"</strong> ", la carta d'identità elettronica, con il suo PIN;"</li>
                <li><strong>"CNS"</strong> ", la carta nazionale dei servizi, con un lettore."</li>
            </ul>
            <p>"INPS non dà più PIN dal 1° ottobre 2020, e quelli di allora non servono più."</p>
            <p>
                "Le credenziali da sole non bastano: ci vuole l'abilitazione al Casellario dell'Assistenza, che si chiede con il "
                <a href=Route::Mv62.to_hash()>{Route::Mv62.heading()}</a> ", da compilare e stampare."
            </p>
        </section>
        <section class="panel" hidden=move || told().is_empty()>
            <h2 id="messaggi" tabindex="-1">"I messaggi di INPS"</h2>
            <p>"Sono quelli conosciuti finora: un messaggio diverso si legge lo stesso, e decide l'operatore."</p>
            {move || told().into_iter().map(message).collect_view()}
        </section>
        {known_to_inps}
        <section class="panel" hidden=move || shown().is_empty()>
            <h2 id="regole" tabindex="-1">"Le regole"</h2>
            <p hidden=searching>"Ogni regola si apre con un clic; cercando, si aprono quelle trovate."</p>
            {move || {
                let open = searching();
                shown().into_iter().map(|rule| card(rule, open)).collect_view()
            }}
        </section>
    }
}

/// One of the nine steps, with a link in the middle of it.
struct Step {
    before: &'static str,
    link: Option<(&'static str, &'static str)>,
    after: &'static str,
    /// A picture of the screen, and what there is to see.
    picture: Option<(&'static str, &'static str)>,
}

impl Step {
    fn view(&self) -> AnyView {
        let link = self.link.map(|(href, label)| view! { <a href=href>{label}</a> });
        let picture = self.picture.map(|(name, alt)| {
            view! { <img class="screen" src=pictures::address(name) alt=alt width="1000" height="562" loading="lazy"/> }
        });
        view! { <li>{self.before} {link} {self.after} {picture}</li> }.into_any()
    }
}

const STEPS: [Step; 9] = [
    Step {
        before: "Indicare l'ente e l'operatore in ",
        link: Some(("#/impostazioni", "Impostazioni")),
        after: " (una volta sola).",
        picture: None,
    },
    Step {
        before: "Portare dentro il foglio delle prestazioni in ",
        link: Some(("#/importa", "Importa")),
        after: ".",
        picture: Some((
            "importa",
            "La schermata Importa: in ogni colonna del foglio il nome del campo che il programma vi ha riconosciuto, e sotto le prime righe come sono lette.",
        )),
    },
    Step {
        before: "In ",
        link: Some(("#/invio", "Invio prestazioni")),
        after: " scegliere il periodo e premere «Visualizza».",
        picture: Some((
            "invio",
            "La schermata Invio prestazioni: i filtri in alto, il numero delle righe trovate, la tabella con una riga per prestazione.",
        )),
    },
    Step {
        before: "Guardare le non inviabili: ogni riga dice che cosa manca. Correggere e riprovare.",
        link: None,
        after: "",
        picture: Some((
            "quadro",
            "Il quadro sinottico di una pratica: in alto l'elenco di che cosa manca, ogni voce porta al suo campo.",
        )),
    },
    Step {
        before: "Premere «Stampa»: nascono il file per INPS, il testo leggibile e il file di log.",
        link: None,
        after: "",
        picture: None,
    },
    Step {
        before: "Salvare i file da ",
        link: Some(("#/stampe", "Gestione stampe")),
        after: ".",
        picture: Some((
            "stampe",
            "La schermata Gestione stampe: i file di una stampa, da salvare uno per uno o insieme.",
        )),
    },
    Step {
        before: "Entrare nel portale INPS, Casellario dell'assistenza: vedere «Prima di cominciare».",
        link: None,
        after: "",
        picture: None,
    },
    Step {
        before: "«Trasmissione flussi», «PS-PSA-SINA»: «Sfoglia», poi «Invia». 200 vuol dire caricato, 500 che il file ha un problema.",
        link: None,
        after: "",
        picture: None,
    },
    Step {
        before: "Controllare nel Cruscotto di verifica di INPS che niente sia stato scartato, e leggere gli scarti in ",
        link: Some(("#/esiti", "Esiti INPS")),
        after: ". Conviene inviare ogni trimestre.",
        picture: Some((
            "esiti",
            "La schermata Esiti INPS: per ogni scarto il messaggio, che cosa significa e che cosa fare.",
        )),
    },
];

/// Whether a text has all the words, in any order.
fn says(text: &str, words: &str) -> bool {
    let text = fold(text);
    words.split(' ').all(|word| text.contains(word))
}

/// The rows of an example, where there is one.
fn example(prima: String, dopo: String) -> Option<impl IntoView> {
    (!prima.is_empty()).then(|| {
        view! {
            <dt>"Prima"</dt>
            <dd>{prima}</dd>
            <dt>"Dopo"</dt>
            <dd>{dopo}</dd>
        }
    })
}

fn message(it: Messaggio) -> impl IntoView {
    let words = (!it.esempio.is_empty()).then(|| {
        view! {
            <dt>"Messaggio"</dt>
            <dd>{format!("«{}»", it.esempio)}</dd>
        }
    });
    view! {
        <article class="panel">
            <h3>{it.titolo}</h3>
            <dl class="info-list">
                {words}
                <dt>"La prestazione"</dt>
                <dd>{it.effetto}</dd>
                <dt>"Perché"</dt>
                <dd>{it.perche}</dd>
                <dt>"Cosa fare"</dt>
                <dd>{it.fare}</dd>
                <dt>"Chi"</dt>
                <dd>{it.chi}</dd>
                {example(it.prima, it.dopo)}
            </dl>
        </article>
    }
}

/// A rule; closed it shows its name alone, for there are many.
fn card(rule: RuleView, open: bool) -> impl IntoView {
    let fix = (!rule.fix.is_empty()).then(|| {
        view! {
            <dt>"Correzione automatica"</dt>
            <dd>{rule.fix}</dd>
        }
    });
    view! {
        <details class="panel rule" open=open>
            <summary><h3>{format!("{} · {}", rule.id, rule.title)}</h3></summary>
            <dl class="info-list">
                <dt>"Gravità"</dt>
                <dd>{rule.severity}</dd>
                <dt>"Perché conta"</dt>
                <dd>{rule.why}</dd>
                <dt>"Come si corregge"</dt>
                <dd>{rule.mend}</dd>
                <dt>"Chi"</dt>
                <dd>{rule.chi}</dd>
                {example(rule.prima, rule.dopo)}
                {fix}
                <dt>"Fonte"</dt>
                <dd>{rule.source}</dd>
            </dl>
        </details>
    }
}
