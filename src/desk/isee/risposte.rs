//! *Gestione consultazioni XML*: the requests made, and INPS's answers to them.

use super::MOST_LINES;
use super::request::{CaricataView, IseeAnswer, RichiestaView, RichiesteQuery};
use crate::desk::joined::{self, Joined};
use crate::desk::page::Page;
use crate::desk::reply::Progress;
use crate::desk::request::Answer;
use crate::desk::state::Desk;
use crate::isee;
use crate::records::{Assistito, Atto, Consultazione, ConsultazioneId, RigaConsultazione, StatoConsultazione};

impl Desk {
    /// Takes files of answers in as if they were one: what is undone is all of them.
    pub(in crate::desk) fn carica_risposte(&mut self, files: &Joined, bytes: &[u8], progress: Progress<'_>) -> Answer {
        let (mut risposte, mut illeggibili) = (Vec::new(), Vec::new());
        for ((name, this), done) in joined::each(files, bytes).zip(1..) {
            match isee::read(this, &self.archive.settings.indicatori) {
                Ok(mut of_file) => risposte.append(&mut of_file),
                Err(why) => illeggibili.push(format!("{name}: {why}")),
            }
            progress("Leggo le risposte", done, files.len() as u32);
        }
        let at = self.moment.at;
        let made = self.archive.carica(&risposte, at);
        let stranger = |index: &usize| {
            let it = risposte.get(*index)?;
            let person = it.codice_fiscale.as_deref().unwrap_or("senza codice fiscale");
            let protocol = it.protocollo_domanda.as_deref().unwrap_or("nessuno");
            Some(format!("{person}, protocollo {protocol}: {}", it.esito.as_str()))
        };
        let waiting = || {
            let answered = made.richieste.iter().filter_map(|key| self.archive.consultazioni.get(*key));
            answered.flat_map(|it| &it.righe).filter(|riga| riga.stato == StatoConsultazione::InAttesa)
        };
        let waits = |riga: &RigaConsultazione| {
            let case = self.archive.progetti.get(riga.progetto);
            let person = case.and_then(|it| self.archive.assistiti.get(it.assistito));
            let person = person.map_or_else(|| riga.codice_fiscale.clone(), Assistito::label);
            format!("{person}, {}, {}", riga.codice, riga.protocollo)
        };
        let view = CaricataView {
            risposte: risposte.len() as u32,
            illeggibili,
            automatiche: made.automatiche as u32,
            da_gestire: made.da_gestire as u32,
            errori: made.errori as u32,
            note: made.note as u32,
            completate: made.completate as u32,
            senza_riga: made.senza_riga.len() as u32,
            estranee: made.senza_riga.iter().filter_map(stranger).take(MOST_LINES).collect(),
            senza_risposta: waiting().count() as u32,
            attese: waiting().map(waits).take(MOST_LINES).collect(),
        };
        if made.cambiato {
            let nota = format!(
                "risposte {}, automatiche {}, da gestire {}, errori {}, prestazioni completate {}",
                view.risposte, view.automatiche, view.da_gestire, view.errori, view.completate
            );
            self.fatto(Atto::RisposteIsee, None, nota);
        }
        Answer::Isee(IseeAnswer::Caricata(Box::new(view)))
    }

    pub(in crate::desk) fn richieste(&self, query: &RichiesteQuery) -> Page<RichiestaView> {
        let fits = |(_, it): &(ConsultazioneId, &Consultazione)| {
            query.ricevute.is_none_or(|received| received == it.ricevuta.is_known())
                && query.dal.is_none_or(|dal| it.giorno >= Some(dal))
                && query.ente.is_none_or(|ente| ente == it.ente)
        };
        let found: Vec<(ConsultazioneId, &Consultazione)> =
            self.archive.consultazioni.iter().rev().filter(fits).collect();
        query.part.of(found).map(|(id, it)| self.richiesta_view(id, it))
    }

    fn richiesta_view(&self, id: ConsultazioneId, it: &Consultazione) -> RichiestaView {
        let (answered, all) = (it.con_riscontro(), it.righe.len());
        let received = it.ricevuta.is_known();
        let loaded = if received { format!(", il {}", it.ricevuta.in_words()) } else { String::new() };
        RichiestaView {
            id,
            ricevuta: received,
            esito: format!("{answered} righe su {all} con riscontro{loaded}"),
            identificatore: it.identificatore.clone(),
            creata: format!("{} {}", it.creata.in_words(), it.utente),
            anno: it.anno.map(|anno| anno.to_string()).unwrap_or_default(),
            tipi: it.tipi.join(", "),
            ente: self.ente_name(it.ente),
            file: it.file.clone(),
        }
    }
}
