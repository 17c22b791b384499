//! Dichiarazione di accessibilità: what holds, what does not yet, how it was tried, and whom to tell.

use leptos::prelude::*;

/// What is known not to be as it should, a sentence each.
const NOT_YET: [&str; 3] = [
    "I PDF non sono prodotti dal programma: quello che si stampa ha l'accessibilità che gli dà il browser.",
    "Le tabelle con molte colonne, sotto i 640 punti di larghezza, scorrono di lato dentro il loro riquadro.",
    "Il programma non è ancora stato provato da persone che usano ogni giorno un lettore di schermo.",
];

const TRIED: [&str; 4] = [
    "a ogni versione, le schermate e le domande nelle prove automatiche, con axe-core, senza violazioni;",
    "le attività principali con la sola tastiera, dal foglio al file per INPS;",
    "lo schermo da 1366x768 e quello stretto da 375 punti, senza che niente esca di lato;",
    "i contrasti e le etichette dei componenti di Bootstrap Italia, da cui viene l'aspetto.",
];

pub(super) fn page() -> AnyView {
    let list = |lines: &[&'static str]| lines.iter().map(|line| view! { <li>{*line}</li> }).collect_view();
    view! {
        <section class="panel">
            <h2>"Stato di conformità"</h2>
            <p>
                "Il programma è parzialmente conforme ai requisiti della norma UNI CEI EN 301549 e alle WCAG 2.1, livello AA, che la legge 4/2004 chiede ai siti e alle applicazioni della pubblica amministrazione."
            </p>
            <h2>"Che cosa non è ancora come dovrebbe"</h2>
            <ul>{list(&NOT_YET)}</ul>
            <h2>"Come è stato provato"</h2>
            <ul>{list(&TRIED)}</ul>
            <h2>"Da tastiera"</h2>
            <p>"«Ctrl+Z» riprende l'ultima operazione; mentre si scrive in un campo, «F8» porta all'avviso e «Invio» la riprende. «Esc» chiude le domande. Il primo collegamento di ogni schermata salta al contenuto."</p>
            <h2>"A chi segnalare un problema"</h2>
            <p>
                "All'ente che pubblica questa pagina, che è tenuto a rispondere entro 30 giorni; se la risposta manca o non basta, al Difensore civico per il digitale di AgID. Il programma è libero: chi lo sviluppa riceve le segnalazioni nel suo deposito dei sorgenti."
            </p>
            <p>"Dichiarazione redatta con un'autovalutazione il 26/11/2026, per la versione " {env!("CARGO_PKG_VERSION")} "."</p>
        </section>
    }
    .into_any()
}
