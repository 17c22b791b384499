//! What the rules say of the rows of an import, as they would be after *Conferma*.

use super::plan::{Becomes, Plan};
use super::source::Source;
use crate::archive::findings::Findings;
use crate::archive::{Archive, judgement};
use crate::records::Case;
use crate::records::raccolta::bundles;
use crate::validation::{Context, Seen, Source as Checked, run};
use chrono::NaiveDate;

impl Plan {
    /// Judges every row that is written, and compares all of them with each other and with what the archive has sent.
    /// They are read case by case: rows that are deliveries are judged as they would be gathered with each other, and
    /// those are of one case.
    #[must_use]
    pub fn judge(&self, archive: &Archive, rows: &dyn Source, today: NaiveDate) -> Findings {
        let context = Context { today, source: Checked::Records, ente: None };
        let mut findings = Findings::of_rows(self.rows.len());
        let sent = archive.cases().filter(|(_, case)| !case.prestazione.stato.da_inviare());
        let sent = bundles(sent, |_| false);
        let mut seen: Vec<Seen<'_>> = sent.iter().map(|bundle| judgement::seen(bundle.case())).collect();
        // A bundle stands in the place of its first row; the others say nothing.
        let before = seen.len();
        seen.resize(before + self.rows.len(), Seen::default());
        let mut gathered = Vec::new();
        let mut by_case: Vec<Vec<usize>> = vec![Vec::new(); self.cases.len()];
        for (index, row) in self.rows.iter().enumerate() {
            by_case[row.case as usize].push(index);
        }
        for of_case in by_case.into_iter().filter(|it| !it.is_empty()) {
            let read = |index| (index, self.becomes(archive, rows, &self.rows[index]));
            let of_case: Vec<(usize, Becomes<'_>)> = of_case.into_iter().map(read).collect();
            let as_written = of_case.iter().map(|(index, it)| (*index, it.as_written()));
            for bundle in bundles(as_written, |index| self.rows[index].outcome.is_written()) {
                let (first, others) = (bundle.keys[0], &bundle.keys[1..]);
                if self.rows[first].outcome.is_written() {
                    // What all rows together say of the person: a case has one.
                    let case = Case { assistito: of_case[0].1.case().assistito, ..bundle.case() };
                    for finding in run::whole_case(case, &Context { ente: case.ente, ..context }) {
                        findings.add(first, finding);
                    }
                }
                seen[before + first] = judgement::seen(bundle.case()).kept();
                gathered.extend(others.iter().map(|other| (first, *other)));
            }
        }
        for (index, finding) in run::set(&seen, &context) {
            if let Some(row) = index.checked_sub(before) {
                findings.add(row, finding);
            }
        }
        for (first, other) in gathered {
            findings.copy(first, other);
        }
        findings
    }
}
