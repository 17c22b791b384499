//! *Prima di stampare*: what INPS will probably discard of the rows about to be sent, for the page.

use super::request::{InvioAnswer, InvioQuery, MotivoScarto, RigaScarto};
use crate::archive::scarti_probabili::{MotivoProbabile, ScartiProbabili, scarti_probabili};
use crate::desk::invio::table;
use crate::desk::request::Answer;
use crate::desk::state::Desk;
use crate::records::PrestazioneId;
use crate::text::order::InOrder;
use chrono::NaiveDate;

/// Rows told of each reason; the count is of all.
const MOST_ROWS: usize = 50;

impl Desk {
    /// Of what *Stampa* would send.
    pub(in crate::desk) fn scarti_probabili(
        &mut self,
        query: &InvioQuery,
        only: &[PrestazioneId],
        today: NaiveDate,
    ) -> Answer {
        self.judge_within(today, (query.from, query.to));
        let judgement = self.judgement();
        let mut ids: Vec<PrestazioneId> = table::find(&self.archive, judgement, query)
            .into_iter()
            .filter(|(id, case)| case.prestazione.stato.da_inviare() && !judgement.blocks(*id))
            .map(|(id, _)| id)
            .collect();
        if !only.is_empty() {
            ids.retain(|id| only.contains(id));
        }
        ids.order();
        let groups = scarti_probabili(&self.archive, judgement, &ids);
        Answer::Invio(InvioAnswer::ScartiProbabili(groups.iter().map(|group| self.motivo(group)).collect()))
    }

    fn motivo(&self, group: &ScartiProbabili) -> MotivoScarto {
        let (rule, title, mend, fix) = match group.motivo {
            MotivoProbabile::TaleEQuale => (
                "",
                "Già inviate, e da allora non cambiate",
                "Né la prestazione, né il progetto, né la persona sono stati modificati dopo quell'invio: se INPS l'ha scartata, la scarterà di nuovo. Se invece il flusso non era mai arrivato, si può stampare lo stesso.",
                "",
            ),
            MotivoProbabile::Persona => (
                "",
                "Persone già scartate da INPS e non corrette",
                "Verificare codice fiscale, cognome e nome con l'anagrafe del comune e correggerli nella scheda.",
                "",
            ),
            MotivoProbabile::Comune => (
                "",
                "Codici di comune che INPS non ha trovato",
                "Verificare il comune di nascita e di residenza nella scheda della persona.",
                "",
            ),
            MotivoProbabile::Isee => (
                "",
                "ISEE non valido alla data dell'evento",
                "Indicare la DSU valida in quel giorno: INPS cerca quella, o acquisisce senza DSU.",
                "",
            ),
            MotivoProbabile::Regola(rule) => (rule.id, rule.title, rule.mend, rule.fix.map_or("", |fix| fix.label)),
        };
        let row = |(id, message): &(PrestazioneId, String)| {
            let case = self.archive.case(*id)?;
            Some(RigaScarto {
                case: case.prestazione.progetto,
                who: case.assistito.label(),
                what: [case.prestazione.codice.as_str(), &case.prestazione.period_label()].join(" "),
                message: message.clone(),
            })
        };
        MotivoScarto {
            rule: rule.to_owned(),
            title: title.to_owned(),
            mend: mend.to_owned(),
            fix: fix.to_owned(),
            count: group.righe.len() as u32,
            rows: group.righe.iter().take(MOST_ROWS).filter_map(row).collect(),
        }
    }
}
