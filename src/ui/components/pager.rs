//! Pages of a list.

use crate::ui::tasks::late;
use leptos::prelude::*;

/// "Pagina 1 di 4", with the buttons and the rows a page.
#[component]
pub(in crate::ui) fn Pager(
    /// Rows in all.
    #[prop(into)]
    total: Signal<u32>,
    /// Page from 0.
    page: RwSignal<u32>,
    /// Rows a page.
    per_page: RwSignal<u32>,
) -> impl IntoView {
    let pages = move || total.get().div_ceil(per_page.get().max(1)).max(1);
    let is_last = move || page.get() + 1 >= pages();
    view! {
        <nav class="table-foot" aria-label="Pagine">
            <span>
                {move || {
                    let (from, per) = (page.get() * per_page.get(), per_page.get());
                    let to = (from + per).min(total.get());
                    if total.get() == 0 { String::new() } else { format!("Righe {}-{to} di {}", from + 1, total.get()) }
                }}
            </span>
            <label class="toolbar">
                "Righe per pagina"
                <select
                    on:change=late(move |event| {
                        if let Ok(rows) = event_target_value(&event).parse() {
                            page.set(0);
                            per_page.set(rows);
                        }
                    })
                    prop:value=move || per_page.get().to_string()
                >
                    {[10, 25, 50, 100]
                        .map(|rows: u32| view! { <option value=rows.to_string() prop:selected=move || per_page.get() == rows>{rows}</option> })
                        .collect_view()}
                </select>
            </label>
            <span class="toolbar">
                <button
                    type="button"
                    class="btn btn-sm btn-outline-primary"
                    disabled=move || page.get() == 0
                    on:click=move |_| page.update(|page| *page = page.saturating_sub(1))
                >
                    "Pagina precedente"
                </button>
                <span>{move || format!("pag. n. {} di {}", page.get() + 1, pages())}</span>
                <button
                    type="button"
                    class="btn btn-sm btn-outline-primary"
                    disabled=is_last
                    on:click=move |_| page.update(|page| *page += 1)
                >
                    "Pagina successiva"
                </button>
            </span>
        </nav>
    }
}
