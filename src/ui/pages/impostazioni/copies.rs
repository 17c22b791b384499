//! Copies of the archive: making one, and putting one back.

use super::merge::Merging;
use crate::desk::safekeeping::request::{Contents, OpenedBackup, SafekeepingAnswer, SafekeepingRequest};
use crate::desk::{Answer, Destination, Request};
use crate::ui::components::{DropZone, Unsaved, button, question, secret_field, table};
use crate::ui::drops::use_drops;
use crate::ui::platform::{files, location};
use crate::ui::safekeeping::{copied, last_copy_in_words, save_copy};
use crate::ui::state::{Tone, use_state};
use crate::ui::tasks;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use web_sys::File;

/// A backup file that was chosen, as far as it was opened.
#[derive(Clone)]
enum Chosen {
    /// It wants its passphrase.
    Sealed(String),
    Opened(OpenedBackup),
    Refused(Vec<String>),
}

#[component]
pub(super) fn Copies() -> impl IntoView {
    let state = use_state();
    let phrase = RwSignal::new(String::new());
    let file = RwSignal::new_local(None::<File>);
    let chosen = RwSignal::new(None::<Chosen>);
    let open = move |phrase: String| {
        let Some(file) = file.get_untracked() else { return };
        tasks::here(async move {
            let bytes = match files::bytes(&file).await {
                Ok(bytes) => bytes,
                Err(why) => return chosen.set(Some(Chosen::Refused(vec![why]))),
            };
            let request = Request::Safekeeping(SafekeepingRequest::Open { phrase });
            let reply = state.ask_long_frankly(request, Some(bytes), "Apro la copia", true).await;
            let (next, focus) = match reply.map(|reply| reply.answer) {
                Some(Answer::Safekeeping(SafekeepingAnswer::Sealed { when })) => (Chosen::Sealed(when), "copia-frase"),
                Some(Answer::Safekeeping(SafekeepingAnswer::Opened(opened))) => {
                    (Chosen::Opened(opened), "copia-aperta")
                }
                Some(Answer::Refused { reasons }) => match chosen.get_untracked() {
                    // A wrong passphrase can be typed again.
                    Some(Chosen::Sealed(when)) => {
                        state.say(Tone::Danger, reasons);
                        (Chosen::Sealed(when), "copia-frase")
                    }
                    _ => (Chosen::Refused(reasons), "copia-file"),
                },
                _ => return,
            };
            chosen.set(Some(next));
            location::focus_soon(focus);
        });
    };
    let drops = use_drops();
    let take = move |dropped| {
        if let Some(first) = drops.one_at_a_time(Destination::Copia, dropped) {
            file.set(Some(first));
            chosen.set(None);
            open(String::new());
        }
    };
    drops.arrivals(Destination::Copia, take);
    let leave = move || {
        chosen.set(None);
        file.set(None);
        state.act(SafekeepingRequest::Leave, |_| ());
        location::focus("ripristinare");
    };
    view! {
        <section class="panel" aria-labelledby="copie">
            <h2 id="copie" tabindex="-1">"Copie di riserva"</h2>
            <p>
                "Una copia è un solo file con tutto quello che c'è nell'archivio. Va tenuta fuori da questo computer: su una cartella di rete o una chiavetta dell'ufficio."
            </p>
            <p>{move || state.keeping.with(last_copy_in_words)}</p>
            <Show when=move || !state.keeping.with(|it| it.protected)>
                {secret_field(
                    "copia-nuova-frase",
                    "Frase per questa copia (facoltativa)",
                    "Con una frase la copia si apre solo con quella; senza, chi ha il file legge i dati di tutti.",
                    phrase,
                )}
            </Show>
            <div class="toolbar">
                {button("btn btn-primary", "Salva una copia".into(), Signal::stored(false), move || {
                    save_copy(state, phrase.get_untracked(), move || phrase.set(String::new()));
                })}
            </div>
        </section>
        <section class="panel" aria-labelledby="ripristinare">
            <h2 id="ripristinare" tabindex="-1">"Ripristinare una copia"</h2>
            <DropZone
                id="copia-file"
                label="Apri una copia"
                hint="Trascina qui un file .siuss"
                accept=Destination::Copia.endings()
                on_files=move |dropped| drops.sift(state, dropped, Some(Destination::Copia), take)
            />
            {move || {
                chosen
                    .get()
                    .map(|it| match it {
                        Chosen::Refused(reasons) => view! {
                            <div class="alert alert-danger" role="alert">
                                {reasons.into_iter().map(|it| view! { <p>{it}</p> }).collect_view()}
                            </div>
                        }
                        .into_any(),
                        Chosen::Sealed(when) => view! { <Sealed when open/> }.into_any(),
                        Chosen::Opened(opened) => view! { <Opened opened chosen leave/> }.into_any(),
                    })
            }}
        </section>
    }
}

/// Asks for the passphrase of the file.
#[component]
fn Sealed(when: String, open: impl Fn(String) + 'static) -> impl IntoView {
    let phrase = RwSignal::new(String::new());
    let go = move |event: SubmitEvent| {
        event.prevent_default();
        open(phrase.get_untracked());
        phrase.set(String::new());
    };
    view! {
        <form on:submit=go>
            <p>{format!("La copia del {when} è chiusa con una frase.")}</p>
            {secret_field("copia-frase", "Frase della copia", "Quella dell'archivio da cui è stata fatta, la sua chiave di recupero, o quella scritta per il file.", phrase)}
            <button type="submit" class="btn btn-primary">"Apri"</button>
        </form>
    }
}

/// What is in it beside what is here, and the button that puts it in its place.
#[component]
fn Opened(
    opened: OpenedBackup,
    chosen: RwSignal<Option<Chosen>>,
    leave: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let state = use_state();
    let asking = RwSignal::new(false);
    let merging = RwSignal::new(false);
    let over = move || {
        chosen.try_set(None);
        location::focus("heading");
    };
    let unsaved = expect_context::<Unsaved>();
    let OpenedBackup { when, contents, lost, here } = opened;
    let holds = here != Contents::default();
    let restore = move || {
        asking.set(false);
        tasks::of_page(async move {
            // What is here is copied first: nothing that was not saved may go.
            if holds && !copied(state, String::new()).await {
                return;
            }
            let request = Request::Safekeeping(SafekeepingRequest::Restore);
            if state.doing_long(request, None, "Ripristino la copia").await.is_some() {
                unsaved.forget();
                over();
            }
        });
    };
    let go = move || if holds { asking.set(true) } else { restore() };
    let row = |name: &'static str, of: fn(&Contents) -> u32| {
        let cells = vec![name.into_any(), of(&contents).into_any(), of(&here).into_any()];
        ("", cells)
    };
    let rows = vec![
        row("Assistiti", |it| it.assistiti),
        row("Progetti", |it| it.progetti),
        row("Prestazioni", |it| it.prestazioni),
        row("Flussi", |it| it.flussi),
    ];
    let damage = (!lost.is_empty()).then(|| {
        let what = format!(
            "La copia è rovinata in parte: questo non si legge più e non tornerà ({}). Il resto è intero. Se c'è un'altra copia, provare prima con quella.",
            lost.join(", ")
        );
        view! { <p class="alert alert-warning" role="alert">{what}</p> }
    });
    view! {
        <h3 id="copia-aperta" tabindex="-1">{format!("Copia del {when}")}</h3>
        {damage}
        {table("Che cosa c'è nella copia e che cosa c'è qui", &["", "Nella copia", "Qui adesso"], 0, rows)}
        <div class="toolbar">
            {button("btn btn-primary", "Ripristina".into(), Signal::stored(false), go)}
            {holds.then(|| button("btn btn-outline-primary", "Unisci".into(), merging.into(), move || merging.set(true)))}
            {button("btn btn-outline-primary", "Lascia".into(), Signal::stored(false), leave)}
        </div>
        <Show when=move || merging.get()>
            <Merging over leave/>
        </Show>
        {question(
            "ripristino-domanda",
            asking.into(),
            Signal::stored("Sostituire l'archivio?".to_owned()),
            view! {
                <p>"Quello che c'è qui adesso prima si salva su un file, come copia di riserva, e poi lascia il posto a quello della copia."</p>
            }
            .into_any(),
            ("btn btn-danger", "Salva e sostituisci"),
            move || asking.set(false),
            restore,
        )}
    }
}
