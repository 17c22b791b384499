//! What the tests of rules share: a benefit that breaks none, and one `check_*` helper for each kind of look.

use super::{Context, Finding, Seen, Source, Standing, run};
use crate::codes::{
    AreaCognitiva, AreaReddituale, AreaSupporto, AreaUtenza, Carattere, Comportamento, CureSanitarie, FonteInvalidita,
    FonteValutazione, Genere, InvCiv, Mobilita, PresaCarico, ProvaMezzi, Strumento, VitaQuotidiana,
};
use crate::records::{
    Amount, Assistito, AssistitoId, Case, CaseMut, Dsu, Ente, EnteId, Operatore, Prestazione, Progetto, Sina,
};
use crate::schema::{Beneficiario, Fault, FaultKind, Flusso, Node, Place, PrestazioneSociale, from_records};
use crate::text::dates::read_iso;
use chrono::NaiveDate;

/// A case of our records that breaks no rule; tests bend one thing of it.
#[derive(Debug, Clone)]
pub(crate) struct Sample {
    pub(crate) ente: Option<Ente>,
    pub(crate) assistito: Assistito,
    pub(crate) progetto: Progetto,
    pub(crate) prestazione: Prestazione,
}

/// The day of every test.
pub(crate) fn today() -> NaiveDate {
    day("2026-11-23")
}

pub(crate) fn day(text: &str) -> NaiveDate {
    read_iso(text).unwrap()
}

#[allow(clippy::unnecessary_wraps)] // tests set optional fields with it
pub(crate) fn amount(text: &str) -> Option<Amount> {
    Some(text.parse().unwrap())
}

/// A periodic benefit under ISEE, February to July 2026.
pub(crate) fn sample() -> Sample {
    Sample {
        ente: Some(Ente {
            codice: "G478".into(),
            denominazione: "COMUNE DI PROVA".into(),
            sede: "G478".into(),
            operatori: vec![Operatore { nome: "Finta Protti".into(), codice_fiscale: "PRTFNT83P49G478N".into() }],
            ..Ente::default()
        }),
        assistito: Assistito {
            codice_fiscale: "PRVSPL88D52G478R".into(),
            cognome: "PROVETTI".into(),
            nome: "ESEMPLARIA".into(),
            nascita: Some(day("1988-04-12")),
            luogo_nascita: "G478".into(),
            genere: Some(Genere::Femmina),
            cittadinanza: "380".into(),
            nazione_residenza: "380".into(),
            comune_residenza: "G478".into(),
            ..Assistito::default()
        },
        progetto: Progetto {
            ente: Some(EnteId::new(0)),
            assistito: AssistitoId::new(0),
            protocollo: "2026/0004711".into(),
            ..Progetto::default()
        },
        prestazione: Prestazione {
            codice: "A1.07".into(),
            carattere: Some(Carattere::Periodico),
            prova_mezzi: Some(ProvaMezzi::Isee),
            dsu: Dsu {
                protocollo: "INPS-ISEE-2026-01234567A-00".into(),
                anno: Some(2026),
                data: Some(day("2026-01-20")),
            },
            data_inizio: Some(day("2026-02-01")),
            data_fine: Some(day("2026-07-31")),
            importo_mensile: amount("310"),
            quota_ente: amount("240"),
            quota_utente: amount("70"),
            presa_carico: Some(PresaCarico::No),
            ..Prestazione::default()
        },
    }
}

/// A once-only benefit without means test, paid on 14 March 2026.
pub(crate) fn occasional() -> Sample {
    let mut sample = sample();
    sample.prestazione = Prestazione {
        codice: "A1.06".into(),
        carattere: Some(Carattere::Occasionale),
        prova_mezzi: Some(ProvaMezzi::Nessuna),
        data_erogazione: Some(day("2026-03-14")),
        importo_prestazione: amount("150"),
        presa_carico: Some(PresaCarico::No),
        ..Prestazione::default()
    };
    sample
}

/// A benefit at home of a person in charge of the social service, with its SINA.
pub(crate) fn sina_sample() -> Sample {
    sample().with(|it| {
        it.prestazione.codice = "A2.07".into();
        it.prestazione.presa_carico = Some(PresaCarico::Si);
        it.prestazione.area_utenza = Some(AreaUtenza::Disabilita);
        it.prestazione.sina = Some(Sina {
            data: Some(day("2026-01-15")),
            mobilita: Some(Mobilita::Assistito),
            vita_quotidiana: Some(VitaQuotidiana::Parziale),
            area_cognitiva: Some(AreaCognitiva::Lievi),
            comportamento: Some(Comportamento::Assenti),
            cure_sanitarie: Some(CureSanitarie::Media),
            area_reddituale: Some(AreaReddituale::Aiutato),
            area_supporto: Some(AreaSupporto::Parziale),
            fonte_valutazione: Some(FonteValutazione::Uvm),
            strumento: Some(Strumento::Svama),
            fonte_invalidita: Some(FonteInvalidita::Certificazione),
            necessita: vec!["A2.07".into(), "A1.11".into()],
            invalidita: vec![InvCiv::TotaleAccompagnamento],
        });
    })
}

impl Sample {
    pub(crate) fn case(&self) -> Case<'_> {
        Case {
            ente: self.ente.as_ref(),
            assistito: &self.assistito,
            progetto: &self.progetto,
            prestazione: &self.prestazione,
        }
    }

    /// Bends one thing.
    pub(crate) fn with(mut self, bend: impl FnOnce(&mut Self)) -> Self {
        bend(&mut self);
        self
    }

    /// The finished flow that this case alone would make; tests of XML bend it further.
    pub(crate) fn flusso(&self) -> Flusso<'_> {
        let ente = self.ente.as_ref().unwrap();
        let mut flusso = Flusso::default();
        flusso.identificazione.nome = Some(format!("{}.PSA.20261123.0000001", ente.codice).into());
        flusso.identificazione.ente = from_records::ente(ente, &ente.operatori[0]);
        flusso
            .beneficiari
            .push(from_records::beneficiario(self.case(), &from_records::persona(&self.assistito, today())));
        flusso
    }
}

fn ids<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Vec<&'static str> {
    let mut ids: Vec<_> = findings.into_iter().map(|finding| finding.rule.id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Exactly these rules (sorted ids) are broken by a case of our records.
#[track_caller]
pub(crate) fn check_case(sample: &Sample, expected: &[&str]) {
    let context = Context { today: today(), source: Source::Records, ente: sample.ente.as_ref() };
    let findings = run::whole_case(sample.case(), &context);
    assert_eq!(ids(&findings), expected, "{findings:#?}");
}

/// Exactly these rules (sorted ids) are broken by a flow read from XML.
#[track_caller]
pub(crate) fn check_flusso(flusso: &Flusso<'_>, expected: &[&str]) {
    let context = Context { today: today(), source: Source::Xml { waas: false, bytes: 1_000 }, ente: None };
    let findings = run::flusso(flusso, &[], &context);
    assert_eq!(ids(&findings), expected, "{findings:#?}");
}

/// The fix of a rule mends this case: the rule was broken, is no more, and no other rule is newly broken.
#[track_caller]
pub(crate) fn check_fix(rule: &str, sample: &Sample) {
    let mut mended = sample.clone();
    let context = Context { today: today(), source: Source::Records, ente: sample.ente.as_ref() };
    let before = ids(&run::whole_case(sample.case(), &context));
    assert!(before.contains(&rule), "{before:?}");
    let fix = super::rules::by_id(rule).and_then(|rule| rule.fix).expect("the rule has a fix");
    let mut case = CaseMut {
        assistito: &mut mended.assistito,
        progetto: &mut mended.progetto,
        prestazione: &mut mended.prestazione,
    };
    assert!((fix.apply)(&mut case, today()), "the fix does not apply");
    let after = ids(&run::whole_case(mended.case(), &context));
    assert!(!after.contains(&rule), "{rule} is still broken");
    assert!(after.iter().all(|rule| before.contains(rule)), "{after:?} are newly broken");
}

/// The fix of a rule does not pretend to mend this case.
#[track_caller]
pub(crate) fn check_no_fix(rule: &str, sample: &Sample) {
    let mut bent = sample.clone();
    let fix = super::rules::by_id(rule).and_then(|rule| rule.fix).expect("the rule has a fix");
    let mut case =
        CaseMut { assistito: &mut bent.assistito, progetto: &mut bent.progetto, prestazione: &mut bent.prestazione };
    assert!(!(fix.apply)(&mut case, today()), "the fix applies");
}

/// [`check_flusso`], of a sample's flow with one thing bent.
#[track_caller]
pub(crate) fn check_xml(sample: &Sample, bend: impl FnOnce(&mut Flusso<'_>), expected: &[&str]) {
    let mut flusso = sample.flusso();
    bend(&mut flusso);
    check_flusso(&flusso, expected);
}

/// [`check_xml`], with the person bent.
#[track_caller]
pub(crate) fn check_person(bend: impl FnOnce(&mut Beneficiario<'_>), expected: &[&str]) {
    check_xml(&sample(), |flusso| bend(&mut flusso.beneficiari[0]), expected);
}

/// [`check_xml`], with the periodic benefit bent.
#[track_caller]
pub(crate) fn check_benefit(bend: impl FnOnce(&mut PrestazioneSociale<'_>), expected: &[&str]) {
    check_xml(&sample(), |flusso| bend(&mut flusso.beneficiari[0].prestazioni[0]), expected);
}

/// [`check_xml`], with the once-only benefit bent.
#[track_caller]
pub(crate) fn check_occasional(bend: impl FnOnce(&mut PrestazioneSociale<'_>), expected: &[&str]) {
    check_xml(&occasional(), |flusso| bend(&mut flusso.beneficiari[0].prestazioni[0]), expected);
}

/// Exactly these rules are broken by a flow of so many bytes, meant for application cooperation.
#[track_caller]
pub(crate) fn check_waas(bend: impl FnOnce(&mut Flusso<'_>), bytes: usize, expected: &[&str]) {
    let sample = sample();
    let mut flusso = sample.flusso();
    bend(&mut flusso);
    let context = Context { today: today(), source: Source::Xml { waas: true, bytes }, ente: None };
    let findings = run::flusso(&flusso, &[], &context);
    assert_eq!(ids(&findings), expected, "{findings:#?}");
}

/// Exactly these rules see this structure fault; and all the rest of the flow is well.
#[track_caller]
pub(crate) fn check_fault(node: Node, kind: FaultKind, expected: &[&str]) {
    let place = Place::beneficiario(0).prestazione(0);
    let fault = Fault { kind, node, place, path: place.element(node), line: 1 };
    let context = Context { today: today(), source: Source::Xml { waas: false, bytes: 1_000 }, ente: None };
    let findings = run::flusso(&sample().flusso(), std::slice::from_ref(&fault), &context);
    assert_eq!(ids(&findings), expected, "{fault:?}: {findings:#?}");
}

/// What the set rules know of the sample.
pub(crate) fn seen() -> Seen<'static> {
    Seen {
        codice_fiscale: "PRVSPL88D52G478R".into(),
        cognome: "PROVETTI".into(),
        nome: "ESEMPLARIA".into(),
        anno_nascita: Some(1988),
        codice: "A1.07".into(),
        protocollo: "2026/0004711".into(),
        dal: Some(day("2026-02-01")),
        al: Some(day("2026-07-31")),
        standing: Standing::Pending,
    }
}

/// Exactly these rules are broken side by side, each by the benefit of this index.
#[track_caller]
pub(crate) fn check_set(seen: &[Seen<'_>], expected: &[(usize, &str)]) {
    let context = Context { today: today(), source: Source::Records, ente: None };
    let findings: Vec<(usize, &str)> =
        run::set(seen, &context).into_iter().map(|(index, finding)| (index, finding.rule.id)).collect();
    assert_eq!(findings, expected);
}

/// Exactly these rules keep this ente and operator from sending.
#[track_caller]
pub(crate) fn check_ente(bend: impl FnOnce(&mut Ente), expected: &[&str]) {
    let mut ente = sample().ente.unwrap();
    bend(&mut ente);
    let context = Context { today: today(), source: Source::Records, ente: Some(&ente) };
    let findings = super::gate::sender(&ente, &ente.operatori[0], &context).err().unwrap_or_default();
    assert_eq!(ids(&findings), expected, "{findings:#?}");
}

#[test]
fn the_samples_break_no_rule() {
    check_case(&sample(), &[]);
    check_case(&occasional(), &[]);
    check_flusso(&sample().flusso(), &[]);
    check_flusso(&occasional().flusso(), &[]);
    check_case(&sina_sample(), &[]);
    check_flusso(&sina_sample().flusso(), &[]);
}
