//! The form MV62, by which a comune asks INPS to enable an operator: filled in here, printed as one page, kept nowhere.

use crate::text::dates;
use crate::ui::components::{button, text_field};
use crate::ui::platform::location;
use crate::ui::state::use_state;
use crate::ui::tasks::late;
use leptos::prelude::*;

/// A field of the form: id, label, kind of input, whether INPS always wants it.
type Entry = (&'static str, &'static str, &'static str, bool);

const SEDE: &[Entry] = &[("mv62-sede", "Sede INPS di", "text", true)];
const OPERATORE: &[Entry] = &[
    ("mv62-cognome", "Cognome", "text", true),
    ("mv62-nome", "Nome", "text", true),
    ("mv62-codice", "Codice fiscale", "text", true),
    ("mv62-nascita", "Data di nascita", "date", true),
    ("mv62-luogo", "Luogo di nascita", "text", true),
    ("mv62-provincia", "Provincia di nascita", "text", false),
    ("mv62-telefono", "Telefono", "tel", true),
    ("mv62-cellulare", "Cellulare", "tel", true),
    ("mv62-email", "Email", "email", true),
    ("mv62-pec", "PEC", "email", true),
];
const DOCUMENTO: &[Entry] = &[
    ("mv62-documento", "Documento di identità", "text", true),
    ("mv62-numero", "Numero del documento", "text", true),
    ("mv62-rilascio", "Rilasciato da", "text", true),
    ("mv62-scadenza", "Scadenza del documento", "date", true),
];
const ENTE: &[Entry] = &[("mv62-comune", "Dipendente incaricato del Comune di", "text", true)];
const GROUPS: [(&str, &[Entry]); 4] = [
    ("A chi si manda", SEDE),
    ("Chi chiede l'abilitazione", OPERATORE),
    ("Documento", DOCUMENTO),
    ("Per quale ente", ENTE),
];

/// The services that can be asked for; the first one is SIUSS.
const SERVICES: [&str; 9] = [
    "Casellario dell'Assistenza",
    "SIA",
    "Domande carta acquisti",
    "ReI",
    "Variazioni anagrafiche",
    "ISEE: solo consultazione",
    "ISEE: consultazione e acquisizione",
    "Prestazioni sociali dei comuni: solo consultazione",
    "Prestazioni sociali dei comuni: consultazione e acquisizione",
];

/// What was written so far.
#[derive(Clone)]
struct Form {
    fields: Vec<(Entry, RwSignal<String>)>,
    services: Vec<RwSignal<bool>>,
}

impl Form {
    fn new(comune: String) -> Self {
        let entries = GROUPS.iter().flat_map(|(_, entries)| entries.iter());
        let fields: Vec<_> = entries.map(|entry| (*entry, RwSignal::new(String::new()))).collect();
        let form = Self { fields, services: (0..SERVICES.len()).map(|at| RwSignal::new(at == 0)).collect() };
        form.signal("mv62-comune").set(comune);
        form
    }

    fn signal(&self, id: &str) -> RwSignal<String> {
        self.fields.iter().find(|((own, ..), _)| *own == id).map_or_else(RwSignal::default, |(_, signal)| *signal)
    }

    /// What is written in a field; a line to write on by hand where nothing is.
    fn written(&self, id: &str) -> String {
        let text = self.signal(id).get();
        let day = dates::read_iso(&text).map(dates::italian);
        match day {
            Some(day) => day,
            None if text.trim().is_empty() => "…………………………".to_owned(),
            None => text,
        }
    }

    fn missing(&self) -> Vec<&'static str> {
        let blank = |(entry, signal): &(Entry, RwSignal<String>)| {
            let (_, label, _, required) = *entry;
            (required && signal.with(|text| text.trim().is_empty())).then_some(label)
        };
        self.fields.iter().filter_map(blank).collect()
    }
}

pub(super) fn page() -> AnyView {
    let state = use_state();
    let comune = state.current_ente().map(|ente| ente.name().to_owned()).unwrap_or_default();
    let comune = comune.strip_prefix("COMUNE DI ").map(str::to_owned).unwrap_or(comune);
    let form = StoredValue::new(Form::new(comune));
    let groups: Vec<AnyView> = GROUPS.iter().map(|(title, entries)| group(form, title, entries)).collect();
    let missing = move || {
        let missing = form.with_value(Form::missing);
        match missing.as_slice() {
            [] => "Tutti i campi sono compilati.".to_owned(),
            labels => format!("Restano in bianco, da scrivere a mano: {}.", labels.join(", ")),
        }
    };
    view! {
        <section class="panel no-print">
            <h2>"A che cosa serve"</h2>
            <p>
                "Per caricare i flussi serve l'abilitazione al Casellario dell'Assistenza (SIUSS), legata al codice fiscale dell'operatore. Si entra nel portale con SPID, CIE o CNS: dal 1° ottobre 2020 INPS non dà più PIN."
            </p>
            <p>
                "Compilato e firmato, il modulo si manda dalla PEC dell'ente alla sede INPS del territorio, con la copia del documento; l'abilitazione arriva in alcuni giorni. L'indirizzo della sede è sul sito di INPS, tra le sedi e i contatti."
            </p>
            <p>"Quello che si scrive qui non viene conservato: sparisce quando si lascia la schermata."</p>
        </section>
        <section class="panel no-print">
            {groups}
            <fieldset class="choices">
                <legend>"Servizi richiesti"</legend>
                {SERVICES.iter().enumerate().map(|(at, name)| service(form, at, name)).collect::<Vec<_>>()}
            </fieldset>
            <p role="status">{missing}</p>
            <div class="toolbar">{button("btn btn-primary", "Stampa il modulo".into(), Signal::stored(false), location::print)}</div>
        </section>
        {move || sheet(&form.get_value())}
    }
    .into_any()
}

fn group(form: StoredValue<Form>, title: &'static str, entries: &'static [Entry]) -> AnyView {
    let field = |(id, label, kind, _): &Entry| text_field(id, label, kind, form.with_value(|form| form.signal(id)));
    let fields: Vec<AnyView> = entries.iter().map(field).collect();
    view! {
        <fieldset>
            <legend>{title}</legend>
            <div class="filters">{fields}</div>
        </fieldset>
    }
    .into_any()
}

fn service(form: StoredValue<Form>, at: usize, name: &'static str) -> AnyView {
    let id = format!("mv62-servizio-{at}");
    let signal = form.with_value(|form| form.services[at]);
    view! {
        <div class="form-check">
            <input
                id=id.clone()
                type="checkbox"
                prop:checked=move || signal.get()
                on:change=late(move |event| signal.set(event_target_checked(&event)))
            />
            <label for=id>{name}</label>
        </div>
    }
    .into_any()
}

/// The page that is printed, as it will be.
fn sheet(form: &Form) -> AnyView {
    let it = |id: &str| form.written(id);
    let services: Vec<AnyView> = SERVICES
        .iter()
        .zip(&form.services)
        .map(|(name, chosen)| {
            let mark = if chosen.get() { "☒" } else { "☐" };
            view! { <li>{mark} " " {*name}</li> }.into_any()
        })
        .collect();
    view! {
        <article class="paper" aria-label="Il modulo come sarà stampato">
            <p class="paper-head">
                <strong>"MV62"</strong>
                " Richiesta di abilitazione ai servizi telematici per le Amministrazioni comunali"
            </p>
            <p>{format!("Alla sede INPS di {}", it("mv62-sede"))}</p>
            <p>
                {format!("Il/La sottoscritto/a {} {}, codice fiscale {},", it("mv62-cognome"), it("mv62-nome"), it("mv62-codice"))}
                <br/>
                {format!("nato/a il {} a {} (provincia {}),", it("mv62-nascita"), it("mv62-luogo"), it("mv62-provincia"))}
                <br/>
                {format!("telefono {}, cellulare {},", it("mv62-telefono"), it("mv62-cellulare"))}
                <br/>
                {format!("email {}, PEC {},", it("mv62-email"), it("mv62-pec"))}
                <br/>
                {format!(
                    "documento {} n. {}, rilasciato da {}, con scadenza {},",
                    it("mv62-documento"),
                    it("mv62-numero"),
                    it("mv62-rilascio"),
                    it("mv62-scadenza"),
                )}
                <br/>
                {format!("dipendente incaricato/a del Comune di {},", it("mv62-comune"))}
            </p>
            <p>
                "consapevole delle conseguenze penali e della perdita dei benefici previste per chi dichiara il falso (articoli 75 e 76 del D.P.R. 445/2000), e dei controlli dell'articolo 71, sotto la propria responsabilità dichiara, ai sensi degli articoli 46 e 47 dello stesso decreto, che quanto scritto sopra è vero, e chiede di essere abilitato/a ai servizi:"
            </p>
            <ul class="paper-list">{services}</ul>
            <p class="paper-signs">
                <span>"Luogo e data ………………………………………"</span>
                <span>"Firma dell'operatore ………………………………………"</span>
            </p>
            <p class="paper-signs">
                <span>"Timbro dell'ente"</span>
                <span>"Firma del responsabile ………………………………………"</span>
            </p>
            <p class="small">"Allegare la copia del documento di identità di chi firma."</p>
        </article>
    }
    .into_any()
}
