//! What to do after a red "500": the likely reasons in order, and *Verifica* of that very file.

use crate::desk::flussi::request::{FlussiRequest, FlussoView};
use crate::desk::{Answer, Destination, Reply, Request};
use crate::records::FlussoId;
use crate::ui::components::button;
use crate::ui::drops::use_drops;
use crate::ui::platform::files;
use crate::ui::state::State;
use crate::ui::tasks;
use leptos::prelude::*;

/// INPS publishes no list: from what a file can suffer between here and the portal, what is looked at soonest first.
const REASONS: [(&str, &str); 4] = [
    (
        "Il file caricato non è quello salvato da qui.",
        "È stato aperto e salvato di nuovo con un altro programma, oppure è stato caricato il testo, il log o lo zip. Salvare di nuovo il file XML e caricare quello, senza aprirlo.",
    ),
    (
        "Nel file c'è un errore.",
        "«Verifica questo file» lo controlla con tutte le regole conosciute e dice riga per riga che cosa correggere. Poi si cestina il flusso, si correggono le prestazioni e si invia di nuovo.",
    ),
    (
        "Il portale conosce già un flusso con questo nome.",
        "Guardare nel Cruscotto di verifica di INPS se era già stato caricato. Altrimenti cestinare il flusso e farne un altro: avrà un nome nuovo.",
    ),
    (
        "Chi ha caricato il file non è abilitato per questo ente, o il portale era fermo.",
        "Controllare con quale ente si è entrati e l'abilitazione al Casellario (modulo MV62); se è quello giusto, riprovare più tardi con lo stesso file.",
    ),
];

/// Nothing of the flow is changed by it.
pub(super) fn refused(state: State, id: FlussoId, flusso: &FlussoView) -> AnyView {
    let drops = use_drops();
    let check = move || {
        tasks::of_page(async move {
            let request = Request::Flussi(FlussiRequest::File { id });
            if let Some(Reply { answer: Answer::File { name, mime }, bytes: Some(bytes), .. }) =
                state.ask(request).await
                && let Some(file) = files::made(&name, &mime, &bytes)
            {
                drops.lead(Destination::Verifica, vec![file], false);
            }
        });
    };
    let reason = |(what, mend): (&'static str, &'static str)| view! { <li><strong>{what}</strong> " " {mend}</li> };
    view! {
        <section class="alert alert-warning" aria-label="Che cosa fare dopo un 500">
            <p>
                {format!("Il portale ha rifiutato {} per intero: INPS non ha preso nulla. Le ragioni più probabili, nell'ordine in cui conviene guardarle:", flusso.nome)}
            </p>
            <ol>{REASONS.map(reason).collect_view()}</ol>
            {button("btn btn-primary", "Verifica questo file".into(), Signal::stored(false), check)}
        </section>
    }
    .into_any()
}
