//! *Unisci*: what a copy of another workstation would bring, what both changed, and the choice between the two.

use crate::desk::safekeeping::request::{Kind, MergeConflict, MergePreview, SafekeepingAnswer, SafekeepingRequest};
use crate::desk::{Answer, Part, Request};
use crate::ui::components::{Pager, button};
use crate::ui::platform::location;
use crate::ui::state::use_state;
use crate::ui::tasks::{self, late};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// What was decided: for single conflicts, and for all the others.
#[derive(Clone, Default)]
struct Decided {
    single: BTreeMap<String, bool>,
    others: bool,
}

impl Decided {
    fn takes(&self, id: &str) -> bool {
        self.single.get(id).copied().unwrap_or(self.others)
    }
}

/// The comparison; `over` is done when the copy was merged, `leave` when it was not.
#[component]
pub(super) fn Merging(
    over: impl Fn() + Copy + 'static,
    leave: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let state = use_state();
    let preview = RwSignal::new(None::<MergePreview>);
    let decided = RwSignal::new(Decided::default());
    let (page, per_page) = (RwSignal::new(0), RwSignal::new(25));
    let ask = move || {
        let request = Request::Safekeeping(SafekeepingRequest::Compare {
            part: Part { page: page.get_untracked(), per_page: per_page.get_untracked() },
        });
        tasks::here(async move {
            let reply = state.ask_long(request, None, "Confronto la copia con l'archivio", true).await;
            if let Some(Answer::Safekeeping(SafekeepingAnswer::Differences(it))) = reply.map(|reply| reply.answer) {
                let first = preview.with_untracked(Option::is_none);
                preview.set(Some(*it));
                if first {
                    location::focus_soon("unione");
                }
            }
        });
    };
    Effect::new(move |_| {
        page.track();
        per_page.track();
        ask();
    });
    let merge = move || {
        let Decided { single, others } = decided.get_untracked();
        let request = SafekeepingRequest::Merge { decisions: single.into_iter().collect(), others };
        tasks::of_page(async move {
            if state.doing_long(request.into(), None, "Unisco gli archivi").await.is_some() {
                over();
            }
        });
    };
    let total = Signal::derive(move || preview.with(|it| it.as_ref().map_or(0, |it| it.conflicts.found)));
    let never = Signal::stored(false);
    let all = move |take: bool, words: &'static str| {
        button("btn btn-sm btn-outline-primary", words.into(), never, move || {
            decided.set(Decided { others: take, ..Decided::default() });
        })
    };
    let conflicts = move || {
        let rows = preview.with(|it| it.as_ref().map(|it| it.conflicts.rows.clone()).unwrap_or_default());
        rows.into_iter().map(|it| conflict(decided, it)).collect_view()
    };
    view! {
        <h3 id="unione" tabindex="-1">"Unire la copia all'archivio"</h3>
        {move || preview.get().map(|it| summary(&it))}
        <Show when=move || { total.get() > 0 }>
            <div class="alert alert-info">
                <p>{move || differing_in_words(total.get())}</p>
                <div class="toolbar">
                    {all(false, "Tenere sempre quello che c'è qui")} {all(true, "Prendere sempre dalla copia")}
                </div>
            </div>
            {conflicts}
            <Pager total page per_page/>
        </Show>
        <div class="toolbar">
            {button("btn btn-primary", "Unisci adesso".into(), Signal::derive(move || preview.with(Option::is_none)), merge)}
            {button("btn btn-outline-primary", "Lascia".into(), never, leave)}
        </div>
    }
}

fn summary(it: &MergePreview) -> AnyView {
    let list =
        |counts: &[(Kind, u32)]| counts.iter().map(|(kind, count)| kind.count(*count)).collect::<Vec<_>>().join(", ");
    let new = if it.new.is_empty() {
        "Nella copia non c'è niente di nuovo.".to_owned()
    } else {
        format!("Dalla copia arrivano: {}.", list(&it.new))
    };
    let taken = (!it.taken.is_empty()).then(|| {
        let words = format!("Cambiato solo nella copia, e preso da lì: {}.", list(&it.taken));
        view! { <p>{words}</p> }
    });
    let told = it.told.iter().map(|line| view! { <p class="alert alert-warning">{line.clone()}</p> }).collect_view();
    view! {
        <p>{new}</p>
        {taken}
        {told}
    }
    .into_any()
}

fn differing_in_words(found: u32) -> String {
    if found == 1 {
        return "Una cosa è stata cambiata sia qui sia nella copia: scegliere quale vale. Senza una scelta resta quello che c'è qui.".to_owned();
    }
    format!(
        "{found} cose sono state cambiate sia qui sia nella copia: scegliere quali valgono. Dove non si sceglie resta quello che c'è qui."
    )
}

fn conflict(decided: RwSignal<Decided>, it: MergeConflict) -> AnyView {
    let quoted = |text: &str| if text.is_empty() { "vuoto".to_owned() } else { format!("«{text}»") };
    let by = |by: &str| if by.is_empty() { String::new() } else { format!(", {by}") };
    let group = StoredValue::new(it.id);
    let choice = move |take: bool, words: String| {
        let name = format!("unione-{}-{take}", group.get_value());
        view! {
            <div class="form-check">
                <input
                    type="radio"
                    id=name.clone()
                    name=format!("unione-{}", group.get_value())
                    prop:checked=move || decided.with(|it| group.with_value(|id| it.takes(id)) == take)
                    on:change=late(move |_| decided.update(|it| {
                        it.single.insert(group.get_value(), take);
                    }))
                />
                <label for=name>{words}</label>
            </div>
        }
    };
    view! {
        <fieldset class="difference">
            <legend class="small">{format!("{}: {}", it.record, it.label)}</legend>
            {choice(false, format!("Tenere {} (qui{})", quoted(&it.ours), by(&it.ours_by)))}
            {choice(true, format!("Prendere {} (copia{})", quoted(&it.theirs), by(&it.theirs_by)))}
        </fieldset>
    }
    .into_any()
}
