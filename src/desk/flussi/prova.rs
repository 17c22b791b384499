//! *Prova d'invio*: what a flow was, who sent it, what the portal and INPS said, and what became of what was discarded.

use crate::desk::fascicolo::request::{Fascicolo, Sezione};
use crate::desk::fascicolo::{as_file, one, section};
use crate::desk::reply::{Reply, refused};
use crate::desk::request::Answer;
use crate::desk::state::Desk;
use crate::records::{Esito, Fase, FlussoId, FlussoInviato, Prestazione, RecordKey};
use sha2::{Digest, Sha256};

impl Desk {
    /// As a page, or as a workbook.
    pub(super) fn prova(&self, id: FlussoId, sheet: bool) -> Reply {
        let Some(flusso) = self.archive.flussi.get(id) else {
            return refused("Il flusso non c'è più.").into();
        };
        let made = Fascicolo {
            titolo: flusso.nome.clone(),
            testata: self.testata_della_prova(id, flusso),
            perche: "L'impronta SHA-256 dice se un file è proprio quello inviato: un solo carattere diverso ne fa un'altra. Si ricalcola con qualunque programma, per esempio «certutil -hashfile FILE SHA256» in Windows.".to_owned(),
            sezioni: vec![self.righe_inviate(flusso), self.scarti_del_flusso(flusso), self.registro_del_flusso(id)],
        };
        if sheet {
            as_file(&made, &format!("{}.prova.xlsx", flusso.nome))
        } else {
            Answer::Fascicolo(Box::new(made)).into()
        }
    }

    fn testata_della_prova(&self, id: FlussoId, flusso: &FlussoInviato) -> Vec<(String, String)> {
        let view = self.flusso_view(id, flusso);
        let bytes = self.archive.xml_key(flusso).and_then(|key| self.stored_file(&key));
        let hash = bytes.map_or_else(
            || "il file non c'è più nell'archivio".to_owned(),
            |bytes| Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect(),
        );
        let signed = [flusso.utente.as_str(), flusso.operatore.as_str()].into_iter().filter(|it| !it.is_empty());
        let facts = [
            ("Flusso", flusso.nome.clone()),
            ("Ente", view.ente),
            ("Operatore che firma", signed.collect::<Vec<_>>().join(", ")),
            ("Generato il", view.creato),
            ("Periodo", view.periodo),
            ("Beneficiari scritti", flusso.beneficiari.to_string()),
            ("Prestazioni scritte", flusso.inviate.to_string()),
            ("Righe", view.righe),
            ("Esito del portale", view.esito),
            ("File", format!("{}.xml", flusso.nome)),
            ("Lunghezza del file", bytes.map(|bytes| format!("{} byte", bytes.len())).unwrap_or_default()),
            ("Impronta SHA-256 del file", hash),
            ("Prova fatta il", self.moment.at.in_words()),
        ];
        facts.into_iter().filter(|(_, value)| !value.is_empty()).map(|(what, value)| (what.to_owned(), value)).collect()
    }

    fn righe_inviate(&self, flusso: &FlussoInviato) -> Sezione {
        let rows = flusso.rows().zip(0..).map(|((id, at), index)| {
            let it = self.riga(flusso, index, id, at);
            let what = it.what().to_owned();
            vec![it.assistito, it.codice_fiscale, it.prestazione, it.periodo, what, it.situazione]
        });
        let columns = ["Assistito", "Codice fiscale", "Prestazione", "Periodo", "Che cosa", "Situazione"];
        section("Righe del flusso", &columns, one(rows.collect()))
    }

    fn scarti_del_flusso(&self, flusso: &FlussoInviato) -> Sezione {
        let mut rows = Vec::new();
        for ((id, at), index) in flusso.rows().zip(0..) {
            let Some(it) = self.archive.prestazioni.get(id) else { continue };
            if let Some(message) = discard(it, &flusso.nome) {
                let words = self.riga(flusso, index, id, at);
                rows.push(vec![
                    words.assistito,
                    words.codice_fiscale,
                    words.prestazione,
                    message,
                    since(it, &flusso.nome),
                ]);
            }
        }
        let columns = ["Assistito", "Codice fiscale", "Prestazione", "Messaggio di INPS", "Che cosa ne è stato"];
        section("Scarti, e che cosa ne è stato", &columns, one(rows))
    }

    fn registro_del_flusso(&self, id: FlussoId) -> Sezione {
        let entries = self.archive.registro().filter(|(_, voce)| voce.su() == Some(RecordKey::Flusso(id)));
        let rows = entries.map(|(_, voce)| {
            vec![
                voce.quando().in_words(),
                voce.chi().to_owned(),
                voce.atto().label().to_owned(),
                voce.nota().to_owned(),
            ]
        });
        section("Registro attività", &["Quando", "Operatore", "Operazione", "Dettaglio"], one(rows.collect()))
    }
}

/// INPS's words, where a flow's benefit was discarded.
fn discard(it: &Prestazione, nome: &str) -> Option<String> {
    if let Fase::Scartata { flusso, messaggio } = it.stato.fase()
        && flusso == nome
    {
        return Some(messaggio.clone());
    }
    it.invii.iter().rev().find_map(|past| match &past.esito {
        Esito::Scartata(messaggio) if past.flusso == nome && !past.cancellazione => Some(messaggio.clone()),
        _ => None,
    })
}

/// What became of a benefit that was discarded in a flow.
fn since(it: &Prestazione, nome: &str) -> String {
    match it.stato.flusso() {
        Some(flusso) if flusso == nome => "ancora scartata".to_owned(),
        Some(flusso) => format!("inviata di nuovo con {flusso}: {}", it.stato.label().to_lowercase()),
        None => "predisposta per un nuovo invio".to_owned(),
    }
}
