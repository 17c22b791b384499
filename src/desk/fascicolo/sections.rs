//! What there is on a person, section by section, in an operator's words.

use super::request::{Gruppo, Sezione};
use crate::archive::Archive;
use crate::archive::esiti::sent;
use crate::codes::prestazioni;
use crate::desk::state::Desk;
use crate::records::{
    Assistito, AssistitoId, Ente, EnteId, EsitoRicevuto, FlussoInviato, Member, Minute, Prestazione, PrestazioneId,
    Progetto, ProgettoId, Record, RecordKey, RigaConsultazione, Voce,
};
use crate::response;
use crate::text::dates;
use crate::text::order::InOrder;
use std::collections::BTreeSet;

/// Whose data are looked for: a person, with all that is theirs.
pub(super) struct Whose {
    id: AssistitoId,
    cases: BTreeSet<ProgettoId>,
    benefits: BTreeSet<PrestazioneId>,
    /// Their fiscal code, and those that they had.
    pub(super) codes: BTreeSet<String>,
}

impl Whose {
    pub(super) fn of(archive: &Archive, id: AssistitoId) -> Self {
        let all = archive.all_of_assistito(id);
        Self { id, cases: all.cases, benefits: all.benefits, codes: archive.codes_of(id) }
    }

    fn has(&self, su: RecordKey) -> bool {
        match su {
            RecordKey::Assistito(id) => id == self.id,
            RecordKey::Progetto(id) => self.cases.contains(&id),
            RecordKey::Prestazione(id) => self.benefits.contains(&id),
            _ => false,
        }
    }

    fn records(&self) -> impl Iterator<Item = RecordKey> + '_ {
        let cases = self.cases.iter().copied().map(RecordKey::Progetto);
        let benefits = self.benefits.iter().copied().map(RecordKey::Prestazione);
        std::iter::once(RecordKey::Assistito(self.id)).chain(cases).chain(benefits)
    }

    fn is_asked_about(&self, riga: &RigaConsultazione) -> bool {
        self.cases.contains(&riga.progetto) || self.codes.contains(&riga.codice_fiscale)
    }
}

/// A record's own keys: they tell nothing of the person.
const KEYS: [Member; 2] = [Member::Assistito, Member::Progetto];

const FIELDS: [&str; 2] = ["Campo", "Valore"];

pub(in crate::desk) fn section(titolo: &str, colonne: &[&str], gruppi: Vec<Gruppo>) -> Sezione {
    let colonne = colonne.iter().map(|&heading| heading.to_owned()).collect();
    let gruppi: Vec<Gruppo> = gruppi.into_iter().filter(|it| !it.righe.is_empty()).collect();
    let nota = if gruppi.is_empty() { "Niente." } else { "" };
    Sezione { titolo: titolo.to_owned(), nota: nota.to_owned(), colonne, gruppi }
}

pub(in crate::desk) fn one(righe: Vec<Vec<String>>) -> Vec<Gruppo> {
    vec![Gruppo { titolo: String::new(), righe }]
}

impl Desk {
    /// The fields that hold something.
    fn fields(&self, words: Vec<(Member, String)>) -> Vec<Vec<String>> {
        let told = words.into_iter().filter(|(member, value)| !value.is_empty() && !KEYS.contains(member));
        told.map(|(member, value)| vec![member.label().to_owned(), self.value_in_words(&member, &value)]).collect()
    }

    fn case_label(&self, id: ProgettoId) -> String {
        self.archive.progetti.get(id).map(Progetto::label).unwrap_or_default()
    }

    fn benefit_label(&self, id: PrestazioneId) -> String {
        let label = |it: &Prestazione| format!("{} {} {}", it.codice, it.denomination(), it.period_label());
        self.archive.prestazioni.get(id).map(label).unwrap_or_default().trim().to_owned()
    }

    fn label_of(&self, su: RecordKey) -> String {
        match su {
            RecordKey::Progetto(id) => self.case_label(id),
            RecordKey::Prestazione(id) => self.benefit_label(id),
            _ => "Dati della persona".to_owned(),
        }
    }

    /// The enti of the person's cases.
    pub(super) fn enti_of(&self, whose: &Whose) -> String {
        let cases = whose.cases.iter().filter_map(|id| self.archive.progetti.get(*id)?.ente);
        let enti: BTreeSet<EnteId> = cases.collect();
        let names: Vec<&str> = enti.into_iter().filter_map(|key| self.archive.enti.get(key).map(Ente::label)).collect();
        names.join(", ")
    }

    pub(super) fn dati(&self, person: &Assistito) -> Sezione {
        section("Dati della persona", &FIELDS, one(self.fields(person.in_words())))
    }

    pub(super) fn progetti(&self, whose: &Whose) -> Sezione {
        let cases = whose.cases.iter().filter_map(|id| self.archive.progetti.get(*id));
        let group = |it: &Progetto| Gruppo { titolo: it.label(), righe: self.fields(it.in_words()) };
        section("Progetti sociali", &FIELDS, cases.map(group).collect())
    }

    pub(super) fn prestazioni(&self, whose: &Whose) -> Sezione {
        let benefits = whose.benefits.iter().filter_map(|id| Some((*id, self.archive.prestazioni.get(*id)?)));
        let group = |(id, it): (PrestazioneId, &Prestazione)| {
            let mut righe = vec![
                vec!["Progetto".to_owned(), self.case_label(it.progetto)],
                vec!["Stato della trasmissione".to_owned(), standing(it)],
            ];
            righe.extend(self.fields(it.in_words()));
            Gruppo { titolo: self.benefit_label(id), righe }
        };
        section("Prestazioni", &FIELDS, benefits.map(group).collect())
    }

    pub(super) fn storia(&self, whose: &Whose) -> Sezione {
        let mut told: Vec<(Minute, Vec<String>)> = Vec::new();
        for su in whose.records() {
            for revisione in self.archive.revisions(su) {
                told.extend(revisione.cambi.iter().map(|it| {
                    let line = vec![
                        revisione.quando.in_words(),
                        revisione.chi.clone(),
                        self.label_of(su),
                        it.campo.label().to_owned(),
                        self.value_in_words(&it.campo, &it.prima),
                        self.value_in_words(&it.campo, &it.dopo),
                    ];
                    (revisione.quando, line)
                }));
            }
        }
        told.order_by_key(|(quando, _)| *quando);
        let headings = ["Quando", "Operatore", "Scheda", "Campo", "Prima", "Dopo"];
        section("Storia delle modifiche", &headings, one(told.into_iter().map(|(_, line)| line).collect()))
    }

    pub(super) fn invii(&self, whose: &Whose) -> Sezione {
        let mut righe = Vec::new();
        for (_, flusso) in self.archive.flussi.iter() {
            for ((id, at), index) in flusso.rows().zip(0..) {
                if whose.benefits.contains(&id) {
                    let row = self.riga(flusso, index, id, at);
                    let operation = if row.cancellazione { "Cancellazione" } else { "Invio" };
                    righe.push(vec![
                        flusso.nome.clone(),
                        day(flusso),
                        operation.to_owned(),
                        format!("{} {}", row.prestazione, row.periodo).trim().to_owned(),
                        flusso.portale.label().to_owned(),
                        row.situazione,
                        row.messaggio,
                    ]);
                }
            }
        }
        let headings =
            ["Flusso", "Giorno", "Operazione", "Prestazione", "Esito del portale", "Situazione", "Messaggio di INPS"];
        section("Invii a INPS", &headings, one(righe))
    }

    pub(super) fn risposte(&self, whose: &Whose) -> Sezione {
        let about = |it: &EsitoRicevuto| {
            let theirs = |id: PrestazioneId| whose.benefits.contains(&id);
            // One that names somebody else says nothing of this person.
            let of_another = !it.codice_fiscale.is_empty() && !whose.codes.contains(&it.codice_fiscale);
            whose.codes.contains(&it.codice_fiscale)
                || !of_another
                    && it.righe.iter().any(|at| sent(&self.archive, *at).is_some_and(|(_, id, _)| theirs(id)))
        };
        let row = |it: &EsitoRicevuto| {
            let known = it.righe.first().and_then(|at| self.archive.flussi.get(at.flusso));
            vec![
                it.quando.in_words(),
                known.map_or_else(|| it.flusso.clone(), |flusso| flusso.nome.clone()),
                it.soggetto.clone(),
                it.messaggio.clone(),
                response::meaning(&it.significato).title.to_owned(),
                self.situazione(it),
                it.codice_acquisizione.clone(),
            ]
        };
        let headings = [
            "Letta il",
            "Flusso",
            "Soggetto",
            "Messaggio",
            "Significato",
            "Situazione",
            "Numero di acquisizione SIUSS",
        ];
        let found = self.archive.esiti.iter().map(|(_, it)| it).filter(|it| about(it));
        section("Risposte di INPS", &headings, one(found.map(row).collect()))
    }

    pub(super) fn isee(&self, whose: &Whose) -> Sezione {
        let mut gruppi = Vec::new();
        for (_, it) in self.archive.consultazioni.iter() {
            let asked = it.righe.iter().filter(|riga| !riga.is_forgotten() && whose.is_asked_about(riga));
            gruppi.extend(asked.map(|riga| Gruppo {
                titolo: format!("Richiesta {}", it.identificatore),
                righe: isee_lines(&it.creata.in_words(), riga, self.case_label(riga.progetto)),
            }));
        }
        section("Richieste ISEE", &FIELDS, gruppi)
    }

    pub(super) fn registro_di(&self, whose: &Whose) -> Sezione {
        let row = |it: &Voce| {
            vec![
                it.quando().in_words(),
                it.chi().to_owned(),
                it.atto().label().to_owned(),
                it.su().map(|su| self.label_of(su)).unwrap_or_default(),
                it.nota().to_owned(),
            ]
        };
        let theirs = self.archive.registro().map(|(_, it)| it).filter(|it| it.su().is_some_and(|su| whose.has(su)));
        let headings = ["Quando", "Operatore", "Operazione", "Scheda", "Dettaglio"];
        section("Registro attività", &headings, one(theirs.map(row).collect()))
    }
}

fn day(flusso: &FlussoInviato) -> String {
    flusso.giorno.map_or_else(|| flusso.creato.in_words(), dates::italian)
}

fn standing(it: &Prestazione) -> String {
    match it.stato.flusso() {
        None => it.stato.label().to_owned(),
        Some(flusso) => format!("{} nel flusso {flusso}", it.stato.label()),
    }
}

/// What was asked, and what INPS answered.
fn isee_lines(when: &str, riga: &RigaConsultazione, case: String) -> Vec<Vec<String>> {
    let day = |day: Option<chrono::NaiveDate>| day.map(dates::italian).unwrap_or_default();
    let yes = |so: bool| if so { "sì" } else { "no" }.to_owned();
    let name = prestazioni::by_code(&riga.codice).map_or("", |row| row.denominazione);
    let mut lines = vec![
        ("Fatta il", when.to_owned()),
        ("Progetto", case),
        ("Codice fiscale chiesto", riga.codice_fiscale.clone()),
        ("Prestazione da erogare", format!("{} {name}", riga.codice).trim().to_owned()),
        ("Valida al", day(riga.validita)),
        ("Protocollo della richiesta", riga.protocollo.clone()),
        ("Stato", riga.stato.label().to_owned()),
        ("Motivi", riga.motivi.join(" ")),
    ];
    if let Some(inps) = &riga.riscontro {
        lines.extend([
            ("Esito di INPS", inps.esito.clone()),
            ("Valore ISEE", inps.valore.map(|it| format!("{} €", it.italian())).unwrap_or_default()),
            ("Indicatore", inps.tipo.clone()),
            ("Nucleo ridotto", yes(inps.ridotto)),
            ("Corrente", yes(inps.corrente)),
            ("Protocollo DSU", inps.protocollo_dsu.clone()),
            ("Presentata il", day(inps.presentazione)),
            ("Scadenza", day(inps.scadenza)),
            ("Omissioni o difformità", yes(inps.difformita)),
        ]);
    }
    let told = lines.into_iter().filter(|(_, value)| !value.is_empty());
    told.map(|(label, value)| vec![label.to_owned(), value]).collect()
}
