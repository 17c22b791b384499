//! Guida: the nine steps, INPS's messages, and every rule explained.

use crate::desk::esiti::request::{EsitiAnswer, EsitiRequest, Messaggio};
use crate::desk::guida::RuleView;
use crate::desk::{Answer, Request};
use crate::route::Route;
use crate::ui::state::use_state;
use crate::ui::tasks;
use leptos::prelude::*;

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
    let shown = move || {
        let words = search.get().to_ascii_lowercase();
        rules
            .get()
            .into_iter()
            .filter(|rule| {
                words.is_empty()
                    || rule.id.to_ascii_lowercase() == words
                    || format!("{} {} {}", rule.title, rule.why, rule.mend).to_ascii_lowercase().contains(&words)
            })
            .collect::<Vec<_>>()
    };
    view! {
        <section class="panel">
            <h2>"I passi"</h2>
            <ol>
                <li>"Indicare l'ente e l'operatore in " <a href="#/impostazioni">"Impostazioni"</a> " (una volta sola)."</li>
                <li>"Portare dentro il foglio delle prestazioni in " <a href="#/importa">"Importa"</a> "."</li>
                <li>"In " <a href="#/invio">"Invio prestazioni"</a> " scegliere il periodo e premere «Visualizza»."</li>
                <li>"Guardare le non inviabili: ogni riga dice che cosa manca. Correggere e riprovare."</li>
                <li>"Premere «Stampa»: nascono il file per INPS, il testo leggibile e il file di log."</li>
                <li>"Salvare i file da " <a href="#/stampe">"Gestione stampe"</a> "."</li>
                <li>"Entrare nel portale INPS, Casellario dell'assistenza: vedere «Prima di cominciare»."</li>
                <li>"«Trasmissione flussi», «PS-PSA-SINA»: «Sfoglia», poi «Invia». 200 vuol dire caricato, 500 che il file ha un problema."</li>
                <li>"Controllare nel Cruscotto di verifica di INPS che niente sia stato scartato, e leggere gli scarti in " <a href="#/esiti">"Esiti INPS"</a> ". Conviene inviare ogni trimestre."</li>
            </ol>
        </section>
        <section class="panel">
            <h2>"Prima di cominciare: le credenziali"</h2>
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
        <section class="panel">
            <h2>"I messaggi di INPS"</h2>
            <p>"Sono quelli conosciuti finora: un messaggio diverso si legge lo stesso, e decide l'operatore."</p>
            {move || messages.get().into_iter().map(message).collect_view()}
        </section>
        <section class="panel">
            <h2>"Le regole"</h2>
            <div class="form-group">
                <label for="guida-cerca">"Cerca tra le regole"</label>
                <input
                    id="guida-cerca"
                    type="search"
                    class="form-control"
                    prop:value=move || search.get()
                    on:input=move |event| search.set(event_target_value(&event))
                />
            </div>
            <p role="status">{move || format!("{} regole su {}", shown().len(), rules.get().len())}</p>
            {move || shown().into_iter().map(card).collect_view()}
        </section>
    }
}

fn message(it: Messaggio) -> impl IntoView {
    let example = (!it.esempio.is_empty()).then(|| {
        view! {
            <dt>"Messaggio"</dt>
            <dd>{format!("«{}»", it.esempio)}</dd>
        }
    });
    view! {
        <article class="panel">
            <h3>{it.titolo}</h3>
            <dl class="info-list">
                {example}
                <dt>"La prestazione"</dt>
                <dd>{it.effetto}</dd>
                <dt>"Perché"</dt>
                <dd>{it.perche}</dd>
                <dt>"Cosa fare"</dt>
                <dd>{it.fare}</dd>
            </dl>
        </article>
    }
}

fn card(rule: RuleView) -> impl IntoView {
    let fix = (!rule.fix.is_empty()).then(|| {
        view! {
            <dt>"Correzione automatica"</dt>
            <dd>{rule.fix}</dd>
        }
    });
    view! {
        <article class="panel">
            <h3>{format!("{} · {}", rule.id, rule.title)}</h3>
            <dl class="info-list">
                <dt>"Gravità"</dt>
                <dd>{rule.severity}</dd>
                <dt>"Perché conta"</dt>
                <dd>{rule.why}</dd>
                <dt>"Come si corregge"</dt>
                <dd>{rule.mend}</dd>
                {fix}
                <dt>"Fonte"</dt>
                <dd>{rule.source}</dd>
            </dl>
        </article>
    }
}
