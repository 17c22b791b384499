//! Impostazioni: enti with their operators, rules lowered to warnings, import profiles, how the archive is kept.

mod copies;
mod enti;
mod folder;
mod indicatori;
mod merge;
mod passphrase;
mod retention;
mod workstation;

use crate::desk::Request;
use crate::desk::importa::request::ImportaRequest;
use crate::ui::components::contents;
use crate::ui::safekeeping::Deletion;
use crate::ui::state::use_state;
use leptos::prelude::*;

/// Its panels, in their order.
const PARTS: [(&str, &str); 10] = [
    ("enti", "Enti e operatori"),
    ("profili", "Profili di importazione"),
    ("indicatori", "Indicatore ISEE"),
    ("copie", "Copie di riserva"),
    ("ripristinare", "Ripristinare una copia"),
    ("cartella", "Cartella delle copie"),
    ("frase-titolo", "Frase di protezione"),
    ("postazione", "Stato della postazione"),
    ("conservazione", "Conservazione"),
    ("cancellare", "Cancellare tutto"),
];

/// The screen.
#[component]
pub(super) fn Impostazioni() -> impl IntoView {
    view! {
        {contents(&PARTS)}
        <enti::Enti/>
        <Profiles/>
        <indicatori::Indicatori/>
        <copies::Copies/>
        <folder::FolderPanel/>
        <passphrase::Passphrase/>
        <workstation::Workstation/>
        <retention::Retention/>
        <Deletion/>
    }
}

/// The saved mappings of sheets.
#[component]
fn Profiles() -> impl IntoView {
    let state = use_state();
    let delete = move |name: String| {
        state.act(Request::Importa(ImportaRequest::DeleteProfile { name }), |_| ());
    };
    let row = move |name: String, columns: u32| {
        let this = name.clone();
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="num">{columns}</td>
                <td class="actions">
                    <button type="button" class="btn btn-sm btn-outline-danger" on:click=move |_| delete(this.clone())>
                        "Elimina profilo"
                    </button>
                </td>
            </tr>
        }
    };
    view! {
        <section class="panel">
            <h2 id="profili" tabindex="-1">"Profili di importazione"</h2>
            <Show
                when=move || !state.profiles.with(Vec::is_empty)
                fallback=|| view! { <p>"Nessun profilo: si salvano durante l'importazione di un foglio."</p> }
            >
                <div class="table-responsive">
                    <table class="table table-sm">
                        <caption class="visually-hidden">"Profili di importazione"</caption>
                        <thead>
                            <tr>
                                <th scope="col">"Profilo"</th>
                                <th scope="col" class="num">"Colonne"</th>
                                <th scope="col">"Funzioni"</th>
                            </tr>
                        </thead>
                        <tbody>
                            {move || state.profiles.get().into_iter().map(|it| row(it.name, it.columns)).collect_view()}
                        </tbody>
                    </table>
                </div>
            </Show>
        </section>
    }
}
