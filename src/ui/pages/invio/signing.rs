//! *Chi firma?*: asked where an ente has several operators and none of them is in use, before anything is made.

use super::state::InvioState;
use crate::desk::stampe::request::Signers;
use crate::records::EnteId;
use crate::ui::chooser;
use crate::ui::components::question;
use crate::ui::state::State;
use crate::ui::tasks::late;
use leptos::prelude::*;

/// Makes the files, signed by these.
type Stamp = fn(State, InvioState, Vec<(EnteId, String)>);

/// The question, while there is somebody to be asked about; `stamp` goes on with who was chosen.
pub(super) fn signing(state: State, invio: InvioState, stamp: Stamp) -> AnyView {
    let question = move || {
        let asked = invio.signers.get();
        (!asked.is_empty()).then(|| ask(state, invio, asked, stamp))
    };
    view! { {question} }.into_any()
}

fn ask(state: State, invio: InvioState, asked: Vec<Signers>, stamp: Stamp) -> AnyView {
    let leave = move || invio.signers.set(Vec::new());
    // By its place among the operators of the ente.
    let chosen: Vec<RwSignal<Option<usize>>> = asked.iter().map(|_| RwSignal::new(None)).collect();
    let missing = RwSignal::new(false);
    let fields: Vec<AnyView> = asked.iter().zip(&chosen).map(|(it, chosen)| operators(it, *chosen)).collect();
    let body = view! {
        <p>"Il flusso porta il codice fiscale di chi lo firma sul portale INPS, e il registro il suo nome."</p>
        {fields}
        {move || missing.get().then(|| view! { <p class="alert alert-danger" role="alert">"Scegliere chi firma per ogni ente."</p> })}
    }
    .into_any();
    let go = move || {
        let signer = |(it, place): (&Signers, &RwSignal<Option<usize>>)| {
            let place = place.get_untracked()?;
            it.operatori.get(place).map(|(code, _)| (it.ente, place, code.clone()))
        };
        let Some(signers) = asked.iter().zip(&chosen).map(signer).collect::<Option<Vec<_>>>() else {
            return missing.set(true);
        };
        if let Some((ente, place, code)) = signers.first() {
            chooser::choose(state, *ente, *place, code.clone());
        }
        leave();
        stamp(state, invio, signers.into_iter().map(|(ente, _, code)| (ente, code)).collect());
    };
    let title = Signal::stored("Chi firma?".to_owned());
    question("invio-chi-firma", Signal::stored(true), title, body, ("btn btn-primary", "Stampa"), leave, go)
}

/// The operators of an ente, to choose one of.
fn operators(it: &Signers, chosen: RwSignal<Option<usize>>) -> AnyView {
    let group = format!("firma-{}", it.ente);
    let radio = |(place, (code, name)): (usize, &(String, String))| {
        let id = format!("{group}-{place}");
        view! {
            <div class="form-check">
                <input
                    type="radio"
                    id=id.clone()
                    name=group.clone()
                    prop:checked=move || chosen.get() == Some(place)
                    on:change=late(move |_| chosen.set(Some(place)))
                />
                <label for=id>{format!("{name} ({code})")}</label>
            </div>
        }
    };
    let radios = it.operatori.iter().enumerate().map(radio).collect_view();
    view! {
        <fieldset>
            <legend>{it.name.clone()}</legend>
            {radios}
        </fieldset>
    }
    .into_any()
}
