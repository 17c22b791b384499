//! INPS's answers against what was asked: which row each is of, and what it does there.
//!
//! Source: ISEE.md section 7. INPS's own `IdRichiesta` says nothing to us and is never looked at.

use super::differs;
use crate::archive::Archive;
use crate::isee::{Esito, Risposta, TipoIndicatore};
use crate::records::{Amount, ConsultazioneId, Minute, Posto, RigaConsultazione, Riscontro, StatoConsultazione};
use crate::text::order::InOrder;

/// What a file of answers did.
#[derive(Debug, Default)]
pub struct Caricate {
    /// Rows confirmed at once.
    pub automatiche: usize,
    /// Rows that the operator must decide.
    pub da_gestire: usize,
    /// Rows without an ISEE.
    pub errori: usize,
    /// Rows that had this answer, or a better one.
    pub note: usize,
    /// Benefits that got their ISEE.
    pub completate: usize,
    /// Indexes of the answers that are of no row.
    pub senza_riga: Vec<usize>,
    /// Keys of the requests that were answered.
    pub richieste: Vec<ConsultazioneId>,
    /// Whether anything changed.
    pub cambiato: bool,
}

/// Where rows are, by a word of theirs.
type Index<'a> = Vec<(&'a str, Posto)>;

fn at<'i, 'a>(index: &'i Index<'a>, word: &str) -> &'i [(&'a str, Posto)] {
    let from = index.partition_point(|(other, _)| *other < word);
    let count = index[from..].partition_point(|(other, _)| *other == word);
    &index[from..from + count]
}

/// An answer, the row that it is of, and whether that is certain.
type Abbinata<'r> = (Posto, &'r Risposta, bool);

/// Whether a row waits for an answer, or for a better one.
fn open(riga: &RigaConsultazione) -> bool {
    matches!(riga.stato, StatoConsultazione::InAttesa | StatoConsultazione::Errore)
}

impl Archive {
    /// Takes INPS's answers in. The same answers again change nothing.
    pub fn carica(&mut self, risposte: &[Risposta], at: Minute) -> Caricate {
        let mut caricate = Caricate::default();
        let mut found = self.abbina(risposte, &mut caricate.senza_riga);
        found.order_by_key(|(posto, ..)| *posto);
        for of_request in found.chunk_by(|one, other| one.0.0 == other.0.0) {
            let key = of_request[0].0.0;
            let Some(before) = self.consultazioni.get(key).cloned() else { continue };
            let mut after = before.clone();
            for of_row in of_request.chunk_by(|one, other| one.0 == other.0) {
                let index = of_row[0].0.1 as usize;
                let Some(riga) = self.settled(&before.righe[index], of_row) else {
                    caricate.note += 1;
                    continue;
                };
                match riga.stato {
                    StatoConsultazione::Automatico => {
                        caricate.automatiche += 1;
                        caricate.completate += self.write_isee(&riga, false);
                    }
                    StatoConsultazione::DaGestire => caricate.da_gestire += 1,
                    _ => caricate.errori += 1,
                }
                after.righe[index] = riga;
            }
            caricate.richieste.push(key);
            if after.righe != before.righe {
                after.ricevuta = at;
                self.consultazioni.put_back(key, after);
                caricate.cambiato = true;
            }
        }
        caricate
    }

    /// Each answer with its rows; those of no row are told by their index.
    fn abbina<'r>(&self, risposte: &'r [Risposta], senza_riga: &mut Vec<usize>) -> Vec<Abbinata<'r>> {
        let mut by_protocol = Index::new();
        let mut by_person = Index::new();
        for (key, consultazione) in self.consultazioni.iter() {
            for (riga, index) in consultazione.righe.iter().zip(0..) {
                by_protocol.push((&riga.protocollo, (key, index)));
                by_person.push((&riga.codice_fiscale, (key, index)));
            }
        }
        by_protocol.order_by_key(|row| *row);
        by_person.order_by_key(|row| *row);
        let mut found = Vec::new();
        for (index, risposta) in risposte.iter().enumerate() {
            let before = found.len();
            let searched = risposta.protocollo_domanda.is_some() || risposta.prestazione.is_some();
            if searched || risposta.validita.is_some() {
                let (rows, sure) = self.rows_of(risposta, &by_protocol, &by_person);
                found.extend(rows.into_iter().map(|posto| (posto, risposta, sure)));
            } else {
                // Nobody was asked about in it: whoever of the household we asked about may be meant.
                let positive = |it: &&Risposta| it.esito == Esito::Ok || it.altri.is_empty();
                for it in std::iter::once(risposta).chain(&risposta.altri).filter(positive) {
                    let rows = self.of_person(it, &by_person, |_| true);
                    found.extend(rows.into_iter().map(|posto| (posto, it, false)));
                }
            }
            if found.len() == before {
                senza_riga.push(index);
            }
        }
        found
    }

    fn row(&self, (key, index): Posto) -> Option<&RigaConsultazione> {
        self.consultazioni.get(key)?.righe.get(index as usize)
    }

    /// Rows about the person that fit; where some are open, those alone.
    fn of_person(&self, it: &Risposta, by_person: &Index<'_>, fits: impl Fn(&RigaConsultazione) -> bool) -> Vec<Posto> {
        let person = it.codice_fiscale.as_deref().unwrap_or_default();
        if person.is_empty() {
            return Vec::new();
        }
        let mut rows: Vec<Posto> = at(by_person, person).iter().map(|(_, posto)| *posto).collect();
        rows.retain(|posto| self.row(*posto).is_some_and(&fits));
        if rows.iter().any(|posto| self.row(*posto).is_some_and(open)) {
            rows.retain(|posto| self.row(*posto).is_some_and(open));
        }
        rows
    }

    /// The rows of an answer that says what was asked, and whether there is no doubt.
    fn rows_of(&self, it: &Risposta, by_protocol: &Index<'_>, by_person: &Index<'_>) -> (Vec<Posto>, bool) {
        if let Some(protocollo) = &it.protocollo_domanda
            && let [(_, posto)] = at(by_protocol, protocollo)
        {
            let person = self.row(*posto).map(|riga| riga.codice_fiscale.as_str());
            return match &it.codice_fiscale {
                Some(code) if person != Some(code) => (Vec::new(), false),
                code => (vec![*posto], code.is_some()),
            };
        }
        let same_question = |riga: &RigaConsultazione| {
            riga.validita.is_some() && riga.validita == it.validita && it.prestazione.as_deref() == Some(&riga.codice)
        };
        let rows = self.of_person(it, by_person, same_question);
        // A protocol that is none of ours answers somebody else's question.
        let sure = rows.len() == 1 && it.protocollo_domanda.is_none();
        (rows, sure)
    }

    /// What a row becomes with these answers; `None` where it has nothing new from them.
    fn settled(&self, riga: &RigaConsultazione, answers: &[Abbinata<'_>]) -> Option<RigaConsultazione> {
        let mut told: Vec<Riscontro> = Vec::new();
        for it in answers.iter().map(|(_, it, _)| riscontro(it)) {
            if !told.contains(&it) {
                told.push(it);
            }
        }
        if riga.riscontro.as_ref().is_some_and(|known| told.contains(known)) {
            return None;
        }
        let sure = answers.iter().all(|(.., sure)| *sure);
        let doubt = answers.iter().find(|(_, it, _)| it.dubbio).map(|(_, it, _)| *it);
        let Some(inps) = told.iter().find(|it| it.valore.is_some()) else {
            // Bad news is none of a row that has its ISEE.
            return open(riga).then(|| RigaConsultazione {
                stato: StatoConsultazione::Errore,
                riscontro: told.first().cloned(),
                motivi: answers.first().map(|(_, it, _)| it.esito.remedy()).into_iter().collect(),
                ..riga.clone()
            });
        };
        let motivi = self.reasons(riga, inps, sure, doubt, told.len() > 1);
        let stato = if motivi.is_empty() { StatoConsultazione::Automatico } else { StatoConsultazione::DaGestire };
        Some(RigaConsultazione { stato, riscontro: Some(inps.clone()), motivi, ..riga.clone() })
    }

    /// Why the operator must decide.
    fn reasons(
        &self,
        riga: &RigaConsultazione,
        inps: &Riscontro,
        sure: bool,
        doubt: Option<&Risposta>,
        several: bool,
    ) -> Vec<String> {
        let ours: Vec<_> = self.asked(riga).map(|(_, it)| it).collect();
        let person = self.progetti.get(riga.progetto).and_then(|it| self.assistiti.get(it.assistito));
        let expired = inps.scadenza.zip(riga.validita).is_some_and(|(last, day)| last < day);
        let dsu_told = inps.anno_dsu().is_some() && inps.presentazione.is_some();
        let reasons = [
            (
                !sure,
                "L'abbinamento non è certo: la risposta non riporta tutto ciò che è stato chiesto per questa riga.",
            ),
            (several, "INPS ha dato più risposte diverse."),
            (!open(riga), "INPS aveva già risposto diversamente."),
            (inps.difformita, "L'attestazione ha omissioni o difformità."),
            (expired, "L'attestazione non è valida nel giorno chiesto."),
            (!dsu_told, "La risposta non dice protocollo e data della DSU."),
            (ours.iter().any(|it| differs(it, inps)), "Il nostro ISEE è diverso da quello di INPS."),
            (ours.is_empty(), "Le prestazioni di questa riga non ci sono più."),
            (
                person.is_none_or(|it| it.codice_fiscale != riga.codice_fiscale),
                "Il codice fiscale dell'assistito è cambiato dopo la richiesta.",
            ),
        ];
        let others = doubt.map(other_indicators).into_iter();
        others.chain(reasons.into_iter().filter(|(so, _)| *so).map(|(_, why)| why.to_owned())).collect()
    }
}

/// That another indicator may be meant, with what each of them is.
fn other_indicators(it: &Risposta) -> String {
    let one = |(tipo, isee): &(TipoIndicatore, Option<Amount>)| {
        format!("{} {}", tipo.as_str(), isee.map_or_else(|| "senza valore".to_owned(), Amount::italian))
    };
    let others: Vec<String> = it.altri_indicatori.iter().map(one).collect();
    let proposed = it.tipo.map(TipoIndicatore::as_str).unwrap_or_default();
    if others.is_empty() {
        return format!(
            "L'attestazione ha per la persona solo l'indicatore {proposed}, che non è quello di questa prestazione."
        );
    }
    format!(
        "Proposto l'indicatore {proposed}; nella stessa attestazione la persona ha anche: {}. Verificare quale vale per questa prestazione.",
        others.join(", ")
    )
}

/// What is kept of an answer.
fn riscontro(it: &Risposta) -> Riscontro {
    Riscontro {
        esito: it.esito.as_str().to_owned(),
        valore: it.valori.isee.filter(|_| it.esito == Esito::Ok),
        tipo: it.tipo.map(TipoIndicatore::as_str).unwrap_or_default().to_owned(),
        ridotto: it.ridotto,
        protocollo_dsu: it.protocollo_dsu.clone().unwrap_or_default(),
        presentazione: it.data_presentazione,
        scadenza: it.scadenza,
        corrente: it.corrente,
        difformita: it.difformita,
    }
}
