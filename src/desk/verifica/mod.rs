//! *Verifica un file XML*: the report on a flow of any program.

pub mod request;

use super::reply::refused;
use crate::desk::note::count_rules;
use crate::desk::request::Answer;
use crate::desk::state::Desk;
use crate::flow;
use crate::text::cut::shortened;
use crate::validation::{Context, Finding, Source, run};
use chrono::NaiveDate;
use request::{Conosciuto, Verifica, VerificaFinding};

/// Findings beyond this are counted, not listed.
const MOST_FINDINGS: usize = 10_000;

impl Desk {
    /// The report on an XML, and whether a flow of this name was sent already.
    pub(super) fn verifica(&self, file_name: &str, bytes: &[u8], waas: bool, today: NaiveDate) -> Answer {
        let mut answer = report(file_name, bytes, waas, today);
        if let Answer::Verifica(made) = &mut answer
            && let Some((id, flusso)) = self.archive.flussi.iter().find(|(_, flusso)| flusso.nome == made.nome)
        {
            let it = self.flusso_view(id, flusso);
            made.conosciuto = Some(Conosciuto { id, words: format!("generato il {}, {}", it.creato, it.esito) });
        }
        answer
    }
}

fn report(file_name: &str, bytes: &[u8], waas: bool, today: NaiveDate) -> Answer {
    let reading = match flow::read(bytes) {
        Ok(reading) => reading,
        Err(unreadable) => return refused(format!("{file_name}: {unreadable}")),
    };
    let flusso = &reading.flusso;
    let context = Context { today, source: Source::Xml { waas, bytes: bytes.len() }, ente: None };
    let findings = run::flusso(flusso, &reading.faults, &context);
    let text = |text: &crate::schema::Text<'_>| shortened(text.as_deref().unwrap_or_default());
    let who = |finding: &Finding| {
        let index = (finding.place.beneficiario as usize).checked_sub(1)?;
        let beneficiario = flusso.beneficiari.get(index)?;
        let anagrafica = &beneficiario.anagrafica;
        Some(
            format!("{} {} {}", text(&anagrafica.cognome), text(&anagrafica.nome), text(&beneficiario.codice_fiscale))
                .trim()
                .to_owned(),
        )
    };
    let ente = &flusso.identificazione.ente;
    Answer::Verifica(Box::new(Verifica {
        file_name: file_name.to_owned(),
        valid: !findings.iter().any(Finding::blocks),
        nome: text(&flusso.identificazione.nome),
        ente: format!("{} {}", text(&ente.codice), text(&ente.denominazione)).trim().to_owned(),
        beneficiari: flusso.beneficiari.len() as u32,
        prestazioni: flusso.beneficiari.iter().map(|it| it.prestazioni.len()).sum::<usize>() as u32,
        rules: count_rules(findings.iter().map(std::slice::from_ref)),
        conosciuto: None,
        findings: findings
            .iter()
            .take(MOST_FINDINGS)
            .map(|finding| VerificaFinding {
                rule: finding.rule.id.to_owned(),
                blocks: finding.blocks(),
                dove: shortened(&finding.dove()),
                who: who(finding).unwrap_or_default(),
                message: finding.message.clone(),
                mend: finding.rule.mend.to_owned(),
            })
            .collect(),
    }))
}
