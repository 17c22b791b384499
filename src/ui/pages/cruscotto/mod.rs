//! Cruscotto: what to do next, and how much there is.

mod adesso;
mod figure;
mod standing;

use crate::desk::Destination;
use crate::ui::components::{DropZone, StateMark, state_mark};
use crate::ui::demo;
use crate::ui::drops::use_drops;
use crate::ui::safekeeping::Reminder;
use crate::ui::state::use_state;
use leptos::prelude::*;
use standing::Standing;

/// Where nothing is kept: a copy may be there to be put back, and the browser may have deleted what was.
#[component]
fn FirstStart() -> impl IntoView {
    let state = use_state();
    let drops = use_drops();
    let empty = Memo::new(move |_| {
        state.counts.get().is_some_and(|counts| counts.assistiti + counts.prestazioni == 0)
            && state.enti.with(Vec::is_empty)
    });
    move || {
        empty.get().then(|| {
            let wiped = move || {
                state.wiped.get().map(|it| view! { <p class="alert alert-danger" role="alert">{it.in_words()}</p> })
            };
            view! {
                <section class="panel" aria-labelledby="ripristino">
                    <h2 id="ripristino">"C'è già una copia di riserva?"</h2>
                    {wiped}
                    <DropZone
                        id="cruscotto-copia"
                        label="Ripristina una copia"
                        hint="Trascina qui il file .siuss di un archivio già cominciato, qui o su un altro computer"
                        accept=Destination::Copia.endings()
                        on_files=move |files| drops.sift(state, files, None, |_| {})
                    />
                </section>
            }
        })
    }
}

/// How a step of the work stands.
#[derive(Clone, Copy, PartialEq)]
enum Progress {
    Done,
    Now,
    Later,
}

/// The screen.
#[component]
pub(super) fn Cruscotto() -> impl IntoView {
    let state = use_state();
    move || {
        state.counts.get().map(|counts| {
            let ente = !state.enti.get().is_empty();
            let imported = counts.prestazioni > 0;
            let to_send = counts.da_inviare > 0;
            let answers = counts.flussi_in_attesa > 0;
            let progress = |done: bool, now: bool| match (done, now) {
                (true, _) => Progress::Done,
                (_, true) => Progress::Now,
                _ => Progress::Later,
            };
            let sheet = if imported {
                "Un foglio nuovo si aggiunge a quello che c'è: le righe già presenti si riconoscono."
            } else {
                "Trascinare il foglio, dire che cosa c'è in ogni colonna, controllare e confermare."
            };
            view! {
                <Reminder/>
                <FirstStart/>
                <p>"Dal foglio delle prestazioni al file per INPS (SIUSS), senza che i dati escano da questo computer."</p>
                <ol class="steps" class:steps-known=imported>
                    {step(
                        progress(ente, true),
                        "1. Indicare l'ente e l'operatore",
                        "Il codice dell'ente e chi firma gli invii: si scrivono una volta sola.",
                        ("Apri Impostazioni", "#/impostazioni"),
                    )}
                    {step(
                        progress(imported, ente),
                        "2. Importare il foglio delle prestazioni",
                        sheet,
                        ("Vai a Importa", "#/importa"),
                    )}
                    {step(
                        progress(imported && !to_send, ente && to_send),
                        "3. Controllare e preparare l'invio",
                        "Scegliere il periodo, guardare che cosa non si può inviare e perché, generare i file.",
                        ("Vai a Invio prestazioni", "#/invio"),
                    )}
                    {step(
                        progress(false, imported && !to_send && counts.stampe > 0 && !answers),
                        "4. Salvare i file e caricarli sul portale INPS",
                        "I file generati restano in Gestione stampe, con le istruzioni per il portale.",
                        ("Vai a Gestione stampe", "#/stampe"),
                    )}
                    {step(
                        progress(false, answers),
                        "5. Leggere gli esiti di INPS",
                        if answers {
                            "Ci sono flussi caricati che aspettano l'esito: leggere gli scarti del Cruscotto di verifica, o concludere la verifica."
                        } else {
                            "Gli scarti del Cruscotto di verifica dicono che cosa correggere e inviare di nuovo."
                        },
                        ("Vai a Esiti INPS", "#/esiti"),
                    )}
                </ol>
                <demo::Offer/>
                <Standing/>
                <h2>"Nell'archivio"</h2>
                <div class="stat-grid">
                    {stat(counts.assistiti, "Assistiti")} {stat(counts.prestazioni, "Prestazioni")}
                    {stat(counts.da_inviare, "Non trasmesse")} {stat(counts.stampe, "Stampe")}
                </div>
            }
        })
    }
}

fn step(
    progress: Progress,
    title: &'static str,
    text: &'static str,
    (link, href): (&'static str, &'static str),
) -> AnyView {
    let mark = match progress {
        Progress::Done => state_mark(StateMark::Ok, "Fatto").into_any(),
        Progress::Now => state_mark(StateMark::Sent, "Da fare adesso").into_any(),
        Progress::Later => ().into_any(),
    };
    let now = progress == Progress::Now;
    view! {
        <li class="panel step" class:step-now=now>
            <div>
                <h2>{title}</h2>
                <p>{text}</p>
            </div>
            <div class="step-action">
                {mark} <a class=if now { "btn btn-primary" } else { "btn btn-outline-primary" } href=href>
                    {link}
                </a>
            </div>
        </li>
    }
    .into_any()
}

fn stat(value: u32, label: &'static str) -> AnyView {
    view! {
        <div class="stat">
            <span class="stat-value">{value}</span>
            <span class="stat-label">{label}</span>
        </div>
    }
    .into_any()
}
