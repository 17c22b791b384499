//! Rows of a sheet against the archive: new, update, duplicate; then all of them written, or none.

use super::by_hand::{ByHand, residing, unlike};
use super::difference::{Against, Decisions, Difference};
use super::identity::{BenefitKey, CaseKey, PersonKey, benefit_key, case_key, person_key};
use super::{Archive, judgement};
use crate::import::Draft;
use crate::records::raccolta::bundles;
use crate::records::{
    Assistito, AssistitoId, Case, Ente, EnteId, Fase, Prestazione, PrestazioneId, Progetto, ProgettoId,
};
use crate::text::fold;
use crate::validation::{Context, Finding, Source, run};
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};

/// What a row becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowOutcome {
    /// A new benefit.
    New,
    /// A benefit of the archive, changed.
    Update(PrestazioneId),
    /// The archive has it, or an earlier row of the sheet.
    Duplicate,
    /// It would change a benefit that this flow has already sent.
    AlreadySent(String),
}

/// A row that could be read, and what it becomes.
#[derive(Debug, Clone)]
pub struct PlannedRow {
    /// What it becomes.
    pub outcome: RowOutcome,
    /// The benefit of the archive that it is, where it changes or doubles one.
    known: Option<PrestazioneId>,
    /// Index into [`Plan::people`].
    person: usize,
    /// Index into [`Plan::cases`].
    case: usize,
    /// The benefit, merged with the archive's where it updates one.
    prestazione: Prestazione,
    /// The person as this very row has them, for the rules that compare rows.
    as_written: Assistito,
    /// What the row says otherwise than the archive or an earlier row.
    pub differences: Vec<Difference>,
}

/// An import before *Conferma*. It holds copies: the archive is not touched.
#[derive(Debug, Default)]
pub struct Plan {
    people: Vec<(Option<AssistitoId>, Assistito)>,
    cases: Vec<(Option<ProgettoId>, Progetto, usize)>,
    /// One a draft, in their order.
    pub rows: Vec<PlannedRow>,
}

/// What the rows of an import became.
#[derive(Debug, Default)]
pub struct Written {
    /// Keys of the new benefits, one for each row that is new; `None` for the others.
    pub ids: Vec<Option<PrestazioneId>>,
    /// The benefit that each row became, changed or doubles; `None` where it is of none.
    pub rows: Vec<Option<PrestazioneId>>,
}

/// How many rows ended how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PlanCounts {
    /// New benefits.
    pub new: u32,
    /// Changed ones.
    pub updates: u32,
    /// Passed over.
    pub duplicates: u32,
    /// Kept back because their benefit was sent already.
    pub sent: u32,
    /// New people.
    pub people: u32,
}

/// Plans what the rows become. `default_ente` is whose the rows are that name no ente.
#[must_use]
pub fn plan(archive: &Archive, drafts: &[Draft], default_ente: Option<EnteId>) -> Plan {
    plan_as_decided(archive, drafts, default_ente, &Decisions::default())
}

/// The same, with what the operator decided about what the sheet says otherwise.
#[must_use]
pub fn plan_as_decided(
    archive: &Archive,
    drafts: &[Draft],
    default_ente: Option<EnteId>,
    decisions: &Decisions,
) -> Plan {
    let mut planner = Planner::new(archive, default_ente, decisions);
    for draft in drafts {
        let row = planner.row(draft);
        planner.plan.rows.push(row);
    }
    planner.plan
}

/// Plans what rows of a flow sent in the past become: people that are known keep what is known of them, and each row
/// gets a benefit of its own: that of the archive where it is still to be sent, a cancellation one that was sent.
#[must_use]
pub fn plan_history(archive: &Archive, rows: &[(Draft, bool)], ente: EnteId) -> Plan {
    let decisions = Decisions::default();
    let mut planner = Planner::new(archive, Some(ente), &decisions);
    planner.first_rows.fill(Some(0));
    for (draft, cancellation) in rows {
        let mut row = planner.row(draft);
        let fits = |id: &PrestazioneId| match archive.prestazioni.get(id.0).map(|it| it.stato.fase()) {
            Some(Fase::DaInviare) => !cancellation,
            Some(Fase::Inviata(_) | Fase::Acquisita(_) | Fase::AcquisitaSenzaDsu(_) | Fase::DaCancellare(_)) => {
                *cancellation
            }
            _ => false,
        };
        row.known = row.known.filter(fits).filter(|id| planner.taken.insert(*id));
        row.outcome = match row.known {
            Some(_) if *cancellation => RowOutcome::Duplicate,
            Some(id) => RowOutcome::Update(id),
            None => {
                row.prestazione = draft.prestazione.clone();
                RowOutcome::New
            }
        };
        planner.plan.rows.push(row);
    }
    planner.plan
}

impl Plan {
    /// How many rows end how.
    #[must_use]
    pub fn counts(&self) -> PlanCounts {
        let mut counts = PlanCounts {
            people: self.people.iter().filter(|(id, _)| id.is_none()).count() as u32,
            ..PlanCounts::default()
        };
        for row in &self.rows {
            match row.outcome {
                RowOutcome::New => counts.new += 1,
                RowOutcome::Update(_) => counts.updates += 1,
                RowOutcome::Duplicate => counts.duplicates += 1,
                RowOutcome::AlreadySent(_) => counts.sent += 1,
            }
        }
        counts
    }

    /// How many people and cases of the archive change.
    #[must_use]
    pub fn changed_cards(&self, archive: &Archive) -> u32 {
        let people = self.people.iter().filter(|(id, person)| {
            id.is_some_and(|id| archive.assistiti.get(id.0).is_some_and(|before| before != person))
        });
        let cases = self.cases.iter().filter(|(id, case, _)| {
            id.is_some_and(|id| archive.progetti.get(id.0).is_some_and(|before| before != case))
        });
        (people.count() + cases.count()) as u32
    }

    /// What the rules say of each row, as it would be after *Conferma*.
    #[must_use]
    pub fn judge(&self, archive: &Archive, today: NaiveDate) -> Vec<Vec<Finding>> {
        let judged = |row: &PlannedRow| !matches!(row.outcome, RowOutcome::Duplicate | RowOutcome::AlreadySent(_));
        let mut findings: Vec<Vec<Finding>> = vec![Vec::new(); self.rows.len()];
        // Rows that are deliveries are judged as they would be gathered with each other.
        let rows = self.rows.iter().enumerate().filter(|(_, row)| judged(row));
        for bundle in bundles(rows.map(|(index, row)| (index, self.case(archive, row))), |_| false) {
            let case = bundle.case();
            let found = run::whole_case(case, &Context { today, source: Source::Records, ente: case.ente });
            for index in &bundle.keys[1..] {
                findings[*index].clone_from(&found);
            }
            findings[bundle.keys[0]] = found;
        }
        // The sheet's rows are compared with each other and with what the archive has sent.
        let sent = archive.cases().filter(|(_, case)| !case.prestazione.stato.da_inviare());
        let sent = bundles(sent, |_| false);
        let rows = self.rows.iter().enumerate();
        let rows = rows.map(|(index, row)| (index, Case { assistito: &row.as_written, ..self.case(archive, row) }));
        let rows = bundles(rows, |index| judged(&self.rows[index]));
        let mut seen: Vec<_> = sent.iter().map(|bundle| judgement::seen(bundle.case())).collect();
        seen.extend(rows.iter().map(|bundle| judgement::seen(bundle.case())));
        for (index, finding) in run::set(&seen, &Context { today, source: Source::Records, ente: None }) {
            let Some(bundle) = index.checked_sub(sent.len()).and_then(|index| rows.get(index)) else { continue };
            for index in &bundle.keys {
                findings[*index].push(finding.clone());
            }
        }
        findings
    }

    /// A row with everything it would belong to.
    #[must_use]
    pub fn case<'a>(&'a self, archive: &'a Archive, row: &'a PlannedRow) -> Case<'a> {
        let progetto = &self.cases[row.case].1;
        Case {
            ente: progetto.ente.and_then(|ente| archive.enti.get(ente.0)),
            assistito: &self.people[row.person].1,
            progetto,
            prestazione: &row.prestazione,
        }
    }

    /// Writes every row that is new or changes something.
    pub fn apply(self, archive: &mut Archive) -> Written {
        let mut written = Written::default();
        let mut people = Vec::with_capacity(self.people.len());
        for (id, person) in self.people {
            people.push(match id {
                Some(id) => {
                    archive.assistiti.replace(id.0, person);
                    id
                }
                None => AssistitoId(archive.assistiti.insert(person)),
            });
        }
        let mut cases = Vec::with_capacity(self.cases.len());
        for (id, case, person) in self.cases {
            let case = Progetto { assistito: people[person], ..case };
            cases.push(match id {
                Some(id) => {
                    archive.progetti.replace(id.0, case);
                    id
                }
                None => ProgettoId(archive.progetti.insert(case)),
            });
        }
        for row in self.rows {
            let prestazione = Prestazione { progetto: cases[row.case], ..row.prestazione };
            let new = match row.outcome {
                RowOutcome::New => Some(PrestazioneId(archive.prestazioni.insert(prestazione))),
                RowOutcome::Update(id) => {
                    archive.prestazioni.replace(id.0, prestazione);
                    None
                }
                RowOutcome::Duplicate | RowOutcome::AlreadySent(_) => None,
            };
            written.ids.push(new);
            written.rows.push(new.or(row.known));
        }
        written
    }
}

/// Something that a row can be matched with: a benefit of the archive, or an earlier row.
struct Known {
    id: Option<PrestazioneId>,
    prestazione: Prestazione,
    claimed: bool,
}

struct Planner<'a> {
    archive: &'a Archive,
    default_ente: Option<EnteId>,
    plan: Plan,
    people: HashMap<PersonKey, usize>,
    /// Of each person, the first row that spoke of them.
    first_rows: Vec<Option<usize>>,
    cases: HashMap<CaseKey, usize>,
    benefits: HashMap<BenefitKey, Vec<Known>>,
    enti: HashMap<String, EnteId>,
    taken: HashSet<PrestazioneId>,
    by_hand: ByHand<'a>,
    decisions: &'a Decisions,
}

impl<'a> Planner<'a> {
    fn new(archive: &'a Archive, default_ente: Option<EnteId>, decisions: &'a Decisions) -> Self {
        let mut enti = HashMap::new();
        for (key, ente) in archive.enti.iter() {
            for name in names_of(ente) {
                enti.entry(name).or_insert(EnteId(key));
            }
        }
        let mut planner = Self {
            archive,
            default_ente,
            plan: Plan::default(),
            people: HashMap::new(),
            first_rows: Vec::new(),
            cases: HashMap::new(),
            benefits: HashMap::new(),
            enti,
            taken: HashSet::new(),
            by_hand: ByHand::of(archive),
            decisions,
        };
        planner.know_archive();
        planner
    }

    /// The archive's people, cases and benefits, to be matched.
    fn know_archive(&mut self) {
        let mut people = HashMap::new();
        for (key, person) in self.archive.assistiti.iter() {
            let index = self.plan.people.len();
            self.plan.people.push((Some(AssistitoId(key)), person.clone()));
            people.insert(key, index);
            if let Some(key) = person_key(person) {
                self.people.entry(key).or_insert(index);
            }
        }
        self.first_rows = vec![None; self.plan.people.len()];
        for (code, id) in self.by_hand.former_codes() {
            if let Some(index) = people.get(&id.0) {
                self.people.entry(PersonKey::Code(code.to_owned())).or_insert(*index);
            }
        }
        let mut cases = HashMap::new();
        for (key, case) in self.archive.progetti.iter() {
            let Some(person) = people.get(&case.assistito.0) else { continue };
            let index = self.plan.cases.len();
            self.plan.cases.push((Some(ProgettoId(key)), case.clone(), *person));
            cases.insert(key, index);
            self.cases.entry(case_key(*person, case)).or_insert(index);
        }
        for (key, benefit) in self.archive.prestazioni.iter() {
            let Some(case) = cases.get(&benefit.progetto.0) else { continue };
            let known = Known { id: Some(PrestazioneId(key)), prestazione: benefit.clone(), claimed: false };
            self.benefits.entry(benefit_key(*case, benefit)).or_default().push(known);
        }
    }

    fn row(&mut self, draft: &Draft) -> PlannedRow {
        let (person, mut differences) = self.person(&draft.assistito);
        let case = self.case(draft, person);
        let (outcome, known, prestazione) = self.benefit(case, &draft.prestazione, &mut differences);
        PlannedRow { outcome, known, person, case, prestazione, as_written: draft.assistito.clone(), differences }
    }

    /// The first row of a sheet has the last word on a person of the archive, but for what somebody mended by hand; later
    /// rows only fill what is blank, and what they say otherwise is told.
    fn person(&mut self, written: &Assistito) -> (usize, Vec<Difference>) {
        let row = self.plan.rows.len();
        let key = person_key(written);
        let Some(index) = key.as_ref().and_then(|key| self.people.get(key)).copied() else {
            let index = self.plan.people.len();
            self.plan.people.push((None, written.clone()));
            self.first_rows.push(Some(row));
            if let Some(key) = key {
                self.people.insert(key, index);
            }
            return (index, Vec::new());
        };
        let (id, known) = &mut self.plan.people[index];
        let settle = |over: &mut Assistito| {
            let ours = id.and_then(|id| Some((id, self.archive.assistiti.get(id.0)?)));
            ours.map(|(id, ours)| self.by_hand.settle_person(id, ours, over, self.decisions)).unwrap_or_default()
        };
        let (said, written) = (residing(known, written), &*residing(written, known));
        let mut over = merge_person(&said, written);
        let unchanged = over == *known;
        let mut differences = settle(&mut over);
        if let Some(first) = self.first_rows[index] {
            differences.retain(|it| !it.taken);
            if !unchanged {
                for (field, ours, sheet) in unlike(&*said, &merge_person(&said, written)) {
                    let told = differences.iter().any(|it| it.field == field && it.ours == ours);
                    if !told && !ours.is_empty() && fold(&ours) != fold(&sheet) {
                        let against = Against::EarlierRow(first);
                        differences.push(Difference { field, ours, sheet, against, taken: false });
                    }
                }
            }
            over = merge_person(written, &said);
            settle(&mut over);
        }
        *known = over;
        self.first_rows[index].get_or_insert(row);
        (index, differences)
    }

    fn case(&mut self, draft: &Draft, person: usize) -> usize {
        let (ente, ente_scritto) = self.ente(draft);
        let written = Progetto { ente, ente_scritto, ..draft.progetto.clone() };
        let key = case_key(person, &written);
        if let Some(index) = self.cases.get(&key).copied() {
            let known = &mut self.plan.cases[index].1;
            fill(&mut known.tipo, &written.tipo);
            fill(&mut known.macro_tipo, &written.macro_tipo);
            fill(&mut known.numero, &written.numero);
            fill(&mut known.comune, &written.comune);
            known.anno = known.anno.or(written.anno);
            known.data = known.data.or(written.data);
            return index;
        }
        let index = self.plan.cases.len();
        self.plan.cases.push((None, written, person));
        self.cases.insert(key, index);
        index
    }

    fn ente(&self, draft: &Draft) -> (Option<EnteId>, String) {
        match draft.ente.as_deref().map(str::trim).filter(|ente| !ente.is_empty()) {
            None => (self.default_ente, String::new()),
            Some(written) => match self.enti.get(&fold(written)) {
                Some(id) => (Some(*id), String::new()),
                None => (None, written.to_owned()),
            },
        }
    }

    fn benefit(
        &mut self,
        case: usize,
        written: &Prestazione,
        differences: &mut Vec<Difference>,
    ) -> (RowOutcome, Option<PrestazioneId>, Prestazione) {
        let (by_hand, decisions) = (&self.by_hand, self.decisions);
        let known = self.benefits.entry(benefit_key(case, written)).or_default();
        // What a benefit of the archive becomes: what somebody mended by hand stays, unless it is decided otherwise.
        let merged = |known: &Known| {
            let mut merged = known.prestazione.overlaid_by(written);
            let told = known.id.map(|id| by_hand.settle_benefit(id, &known.prestazione, &mut merged, decisions));
            (merged, told.unwrap_or_default())
        };
        // What adds nothing is a duplicate; only then is one that differs taken for its older self.
        // Within a sheet only an exact copy is one: two rows that differ may well be two deliveries.
        let adds_nothing = |known: &Known| match known.id {
            Some(_) => merged(known).0 == known.prestazione,
            None => known.prestazione == *written,
        };
        if let Some(same) = known.iter_mut().find(|known| adds_nothing(known)) {
            same.claimed = true;
            differences.extend(merged(same).1);
            return (RowOutcome::Duplicate, same.id, same.prestazione.clone());
        }
        // What INPS has no more is not in the way of another benefit.
        let gone = |known: &Known| matches!(known.prestazione.stato.fase(), Fase::Annullata { .. });
        if let Some(older) = known.iter_mut().find(|known| known.id.is_some() && !known.claimed && !gone(known)) {
            older.claimed = true;
            if let Some(flusso) = older.prestazione.stato.flusso().filter(|_| !older.prestazione.stato.modificabile()) {
                return (RowOutcome::AlreadySent(flusso.to_owned()), older.id, written.clone());
            }
            let (merged, more) = merged(older);
            differences.extend(more);
            older.prestazione = merged.clone();
            if let Some(id) = older.id {
                return (RowOutcome::Update(id), Some(id), merged);
            }
        }
        known.push(Known { id: None, prestazione: written.clone(), claimed: true });
        (RowOutcome::New, None, written.clone())
    }
}

/// By what a sheet may call an ente, folded: code, name, and the name without "Comune di".
pub fn names_of(ente: &Ente) -> Vec<String> {
    let name = fold(&ente.denominazione);
    let bare = ["COMUNE DI ", "COMUNE ", "CITTA DI "].iter().find_map(|prefix| name.strip_prefix(prefix));
    let mut names = vec![fold(&ente.codice)];
    names.extend(bare.map(str::to_owned));
    names.push(name);
    names.retain(|name| !name.is_empty());
    names
}

fn fill(known: &mut String, written: &str) {
    if known.is_empty() {
        written.clone_into(known);
    }
}

fn text(known: &str, written: &str) -> String {
    if written.is_empty() { known } else { written }.to_owned()
}

/// The known person, with all that was written over it.
fn merge_person(known: &Assistito, written: &Assistito) -> Assistito {
    Assistito {
        codice_fiscale: text(&known.codice_fiscale, &written.codice_fiscale),
        cognome: text(&known.cognome, &written.cognome),
        nome: text(&known.nome, &written.nome),
        nascita: written.nascita.or(known.nascita),
        anno_nascita: written.anno_nascita.or(known.anno_nascita),
        luogo_nascita: text(&known.luogo_nascita, &written.luogo_nascita),
        genere: written.genere.or(known.genere),
        cittadinanza: text(&known.cittadinanza, &written.cittadinanza),
        seconda_cittadinanza: text(&known.seconda_cittadinanza, &written.seconda_cittadinanza),
        nazione_residenza: text(&known.nazione_residenza, &written.nazione_residenza),
        comune_residenza: text(&known.comune_residenza, &written.comune_residenza),
        indirizzo: text(&known.indirizzo, &written.indirizzo),
        dimostrativo: known.dimostrativo,
    }
}
