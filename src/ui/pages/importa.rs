//! ImportaState prestazioni: file → columns → check → *Conferma*. Nothing is written before the last step.

mod check;
mod mapping;
mod state;
mod wording;

use crate::desk::importa::request::ImportaRequest;
use crate::desk::{Destination, Request};
use crate::text::dates;
use crate::ui::components::{DropZone, refusal};
use crate::ui::drops::use_drops;
use crate::ui::platform::location;
use crate::ui::state::{Tone, use_state};
use crate::ui::tasks::late;
use check::Check;
use leptos::prelude::*;
use mapping::Mapping;
pub(in crate::ui) use state::ImportaState;
use state::Step;

/// The screen.
#[component]
pub(super) fn Page() -> impl IntoView {
    let state = use_state();
    let importa = expect_context::<ImportaState>();
    // Only another step is another view: within one, what changes is changed in place.
    let number = Memo::new(move |_| importa.step.with(Step::number));
    // A new step is told to who cannot see it, and read from its top.
    Effect::new(move |before: Option<usize>| {
        let number = number.get();
        if before.is_some_and(|before| before != number) {
            location::focus("heading");
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        number
    });
    let drops = use_drops();
    drops.arrivals(Destination::Importa, move |files| {
        if state.enti.with_untracked(Vec::is_empty) {
            state.say(Tone::Info, vec!["Prima di importare un foglio indicare l'ente in Impostazioni.".into()]);
            drops.keep(Destination::Importa, files);
        } else {
            importa.take(state, drops, files);
        }
    });
    view! {
        <Show
            when=move || !state.enti.with(Vec::is_empty)
            fallback=|| {
                view! {
                    <div class="empty">
                        <p>"Prima di importare serve un ente: a lui appartengono le prestazioni del foglio."</p>
                        <p><a class="btn btn-primary" href="#/impostazioni">"Indicare l'ente in Impostazioni"</a></p>
                    </div>
                }
            }
        >
            <Steps number/>
            {move || refusal(importa.refused.get())}
            {move || match number.get() {
                0 => view! { <Choose importa/> }.into_any(),
                1 => view! { <Mapping importa/> }.into_any(),
                2 => view! { <Check importa/> }.into_any(),
                _ => view! { <Done importa/> }.into_any(),
            }}
        </Show>
    }
}

/// Where the operator is.
#[component]
fn Steps(number: Memo<usize>) -> impl IntoView {
    let now = move || number.get();
    let step = move |index: usize, words: &'static str| {
        let class = move || match index.cmp(&now()) {
            std::cmp::Ordering::Less => "confirmed",
            std::cmp::Ordering::Equal => "active",
            std::cmp::Ordering::Greater => "",
        };
        let state = move || match index.cmp(&now()) {
            std::cmp::Ordering::Less => "fatto",
            std::cmp::Ordering::Equal => "in corso",
            std::cmp::Ordering::Greater => "",
        };
        view! {
            <li class=class aria-current=move || (index == now()).then_some("step")>
                {format!("{}. {words} ", index + 1)}
                <span class="visually-hidden">{state}</span>
            </li>
        }
    };
    view! {
        <div class="steppers">
            <div class="steppers-header">
                <ul>{step(0, "Foglio")} {step(1, "Colonne")} {step(2, "Controllo")} {step(3, "Fatto")}</ul>
                <span class="steppers-index" aria-hidden="true">{move || format!("{}/4", now() + 1)}</span>
            </div>
        </div>
    }
}

#[component]
fn Choose(importa: ImportaState) -> impl IntoView {
    let state = use_state();
    let drops = use_drops();
    view! {
        <DropZone
            id="importa-file"
            label="Scegli un file"
            hint="Trascina qui il foglio delle prestazioni (xlsx, xls, ods o csv)"
            accept=Destination::Importa.endings()
            on_files=move |files| {
                drops.sift(state, files, Some(Destination::Importa), move |files| importa.take(state, drops, files));
            }
        />
        <EnteOfRows/>
        <p>
            "Non serve un formato particolare: basta una riga di intestazioni. Niente viene scritto prima di «Conferma». "
            <button type="button" class="btn btn-sm btn-outline-primary" on:click=move |_| state.save(Request::Importa(ImportaRequest::ModelSheet))>
                "Scarica il foglio modello"
            </button>
        </p>
    }
}

/// Whose the rows are that name no ente; asked only where there are several.
#[component]
fn EnteOfRows() -> impl IntoView {
    let state = use_state();
    move || {
        let enti = state.enti.get();
        (enti.len() > 1).then(|| {
            let options = enti
                .into_iter()
                .map(|view| {
                    let id = view.id;
                    view! {
                        <option value=id.to_string() prop:selected=move || state.ente.get() == Some(id)>
                            {view.name().to_owned()}
                        </option>
                    }
                })
                .collect_view();
            view! {
                <div class="form-group">
                    <label for="importa-ente">"Ente delle righe che non lo indicano"</label>
                    <select
                        id="importa-ente"
                        on:change=late(move |event| state.choose_ente(event_target_value(&event).parse().ok()))
                    >
                        {options}
                    </select>
                </div>
            }
        })
    }
}

#[component]
fn Done(importa: ImportaState) -> impl IntoView {
    let state = use_state();
    let (done, action) = importa.step.with_untracked(|step| match step {
        Step::Done(done, action) => (*done, *action),
        _ => Default::default(),
    });
    view! {
        <section class="panel">
            <h2>"Importazione conclusa"</h2>
            <p>
                {format!(
                    "{} prestazioni nuove, {} aggiornate, {} duplicate non riscritte, {} righe illeggibili lasciate fuori.",
                    done.new,
                    done.updates,
                    done.duplicates,
                    done.unreadable,
                )}
            </p>
            {done
                .periodo
                .map(|(from, to)| {
                    let (from, to) = (dates::italian(from), dates::italian(to));
                    view! { <p>{format!("In Invio prestazioni il periodo è già quello di queste: dal {from} al {to}.")}</p> }
                })}
            <div class="toolbar">
                <a class="btn btn-primary" href="#/invio">"Vai a Invio prestazioni"</a>
                {action.map(|action| view! {
                    <button type="button" class="btn btn-outline-danger" on:click=move |_| state.take_back(action)>
                        "Annulla l'importazione"
                    </button>
                })}
            </div>
        </section>
        // The next sheet can be dropped at once.
        <h2>"Importare un altro foglio"</h2>
        <Choose importa/>
    }
}
