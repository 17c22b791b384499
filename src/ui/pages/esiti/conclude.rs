//! Verifica conclusa: what a loaded flow still waits for, and INPS did not discard, is INPS's once the operator says so.

use super::{Esiti, to_rows};
use crate::desk::Request;
use crate::desk::esiti::request::FlussoAtteso;
use crate::desk::flussi::request::{FlussiRequest, FlussoPasso};
use crate::ui::components::{button, question};
use leptos::prelude::*;

/// The flows that were loaded and wait, each with its button; nothing where there is none.
pub(super) fn panel(it: Esiti) -> AnyView {
    let loaded = Memo::new(move |_| -> Vec<FlussoAtteso> {
        it.shown().flussi.into_iter().filter(|flusso| flusso.caricato).collect()
    });
    let asking = RwSignal::new(None::<FlussoAtteso>);
    view! {
        {move || {
            let flows: Vec<AnyView> = loaded.get().into_iter().map(|flusso| line(flusso, asking)).collect();
            (!flows.is_empty())
                .then(|| {
                    view! {
                        <section class="panel">
                            <h2>"Verifica conclusa"</h2>
                            <p>
                                "Questi flussi sono caricati (200). Letti qui tutti gli scarti del Cruscotto di verifica, le righe che INPS non ha scartato si segnano acquisite."
                            </p>
                            {flows}
                        </section>
                    }
                })
        }}
        {ask(it, asking)}
    }
    .into_any()
}

fn line(flusso: FlussoAtteso, asking: RwSignal<Option<FlussoAtteso>>) -> AnyView {
    let label = format!("Verifica conclusa per {}", flusso.nome);
    let words = format!(": {} righe in attesa", flusso.righe);
    let open = format!("#/flussi/{}", flusso.id);
    let name = flusso.nome.clone();
    let press = move || asking.set(Some(flusso.clone()));
    view! {
        <div class="toolbar">
            <span><a class="mono" href=open>{name}</a> {words}</span>
            {button("btn btn-sm btn-outline-primary", label, Signal::stored(false), press)}
        </div>
    }
    .into_any()
}

/// Says that answers wait for the operator: what they discard would be marked with the rest.
fn undecided(it: Esiti) -> AnyView {
    let open = |(what, _): &&(String, u32)| matches!(what.as_str(), "Da scegliere" | "Da decidere" | "Non trovata");
    let count: u32 = it.shown().situazioni.iter().filter(open).map(|(_, count)| count).sum();
    if count == 0 {
        return ().into_any();
    }
    let words =
        format!("Ci sono {count} esiti ancora da scegliere, da decidere o non trovati: conviene deciderli prima.");
    view! { <p><strong>{words}</strong></p> }.into_any()
}

/// The question before the rest is marked.
fn ask(it: Esiti, asking: RwSignal<Option<FlussoAtteso>>) -> AnyView {
    let leave = move || asking.set(None);
    let conclude = move || {
        if let Some(FlussoAtteso { id, .. }) = asking.get_untracked() {
            leave();
            let step = FlussiRequest::Step { id, righe: Vec::new(), passo: FlussoPasso::Acquisisci };
            it.act(Request::Flussi(step), to_rows);
        }
    };
    let told = move || {
        let words = |it: FlussoAtteso| format!("{} righe del flusso {} diventano acquisite.", it.righe, it.nome);
        asking.get().map(words).unwrap_or_default()
    };
    let body = view! {
        <p>{told}</p>
        {move || undecided(it)}
        <p>
            "Farlo quando nel Cruscotto di verifica di INPS non ci sono altri scarti per questo flusso. Si può annullare."
        </p>
    };
    question(
        "conclusa-titolo",
        Signal::derive(move || asking.with(Option::is_some)),
        Signal::stored("La verifica è conclusa?".to_owned()),
        body.into_any(),
        ("btn btn-primary", "Segna acquisite"),
        leave,
        conclude,
    )
}
