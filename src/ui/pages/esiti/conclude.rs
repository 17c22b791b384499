//! Verifica conclusa: what a loaded flow still waits for, and INPS did not discard, is INPS's once the operator says so.

use super::{Esiti, to_rows};
use crate::job::Request;
use crate::job::esiti_view::FlussoAtteso;
use crate::job::flussi_view::{FlussiRequest, FlussoPasso};
use crate::ui::components::button;
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
        {question(it, asking)}
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
fn question(it: Esiti, asking: RwSignal<Option<FlussoAtteso>>) -> AnyView {
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move |_| {
        let open = asking.with(Option::is_some);
        if let Some(dialog) = dialog.get() {
            if open && !dialog.open() {
                let _ = dialog.show_modal();
            } else if !open && dialog.open() {
                dialog.close();
            }
        }
    });
    let leave = move || asking.set(None);
    let conclude = move || {
        if let Some(FlussoAtteso { id, .. }) = asking.get_untracked() {
            leave();
            let step = FlussiRequest::Step { id, righe: Vec::new(), passo: FlussoPasso::Acquisisci };
            it.act(Request::Flussi(step), to_rows);
        }
    };
    let told = move || {
        asking
            .get()
            .map(|it| format!("{} righe del flusso {} diventano acquisite.", it.righe, it.nome))
            .unwrap_or_default()
    };
    view! {
        <dialog node_ref=dialog aria-labelledby="conclusa-titolo" on:close=move |_| leave()>
            <div class="dialog-head">
                <h2 id="conclusa-titolo">"La verifica è conclusa?"</h2>
            </div>
            <div class="dialog-body">
                <p>{told}</p>
                {move || undecided(it)}
                <p>"Farlo quando nel Cruscotto di verifica di INPS non ci sono altri scarti per questo flusso. Si può annullare."</p>
            </div>
            <div class="dialog-foot">
                {button("btn btn-outline-primary", "Lascia".into(), Signal::stored(false), leave)}
                {button("btn btn-primary", "Segna acquisite".into(), Signal::stored(false), conclude)}
            </div>
        </dialog>
    }
    .into_any()
}
