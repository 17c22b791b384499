//! What the parts of the screen share: the filters, what they found, what is chosen.

use crate::desk::invio::request::{InvioPage, InvioQuery, InvioRequest, Rows};
use crate::desk::stampe::request::{Signers, StampaView};
use crate::desk::{Part, Request};
use crate::records::{PrestazioneId, ProgettoId};
use crate::ui::platform::{location, preferences};
use crate::ui::state::State;
use chrono::NaiveDate;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// What the screen remembers while the operator is elsewhere.
#[derive(Clone, Copy)]
pub(in crate::ui) struct InvioState {
    /// The filters as they stand in the form.
    pub(super) form: RwSignal<InvioQuery>,
    /// The query of the last *Visualizza*; `None` before the first.
    pub(super) query: RwSignal<Option<InvioQuery>>,
    pub(super) found: RwSignal<Option<InvioPage>>,
    pub(super) selected: RwSignal<BTreeSet<PrestazioneId>>,
    pub(super) made: RwSignal<Option<StampaView>>,
    /// Whose signers are asked for, before a *Stampa*.
    pub(super) signers: RwSignal<Vec<Signers>>,
    /// Whether *Stampa* writes for WaaS.
    pub(super) waas: RwSignal<bool>,
    pub(super) page: RwSignal<u32>,
    pub(super) per_page: RwSignal<u32>,
}

impl InvioState {
    /// Nothing found yet; the present year.
    pub(in crate::ui) fn new() -> Self {
        let per_page = preferences::read("righe").map_or(25, |[rows]| rows);
        Self {
            form: RwSignal::new(InvioQuery::default()),
            query: RwSignal::new(None),
            found: RwSignal::new(None),
            selected: RwSignal::new(BTreeSet::new()),
            made: RwSignal::new(None),
            signers: RwSignal::new(Vec::new()),
            waas: RwSignal::new(false),
            page: RwSignal::new(0),
            per_page: RwSignal::new(per_page),
        }
    }

    /// What is to be found when the screen is opened.
    pub(in crate::ui) fn show(self, query: InvioQuery) {
        self.page.set(0);
        self.made.set(None);
        self.selected.update(BTreeSet::clear);
        self.form.set(InvioQuery { search: String::new(), ..query.clone() });
        self.query.set(Some(query));
    }

    /// What was just imported is what is sent next: its period stands in the filters, for *Visualizza*.
    pub(in crate::ui) fn propose(self, periodo: Option<(NaiveDate, NaiveDate)>) {
        let Some((from, to)) = periodo else { return };
        self.query.set(None);
        self.found.set(None);
        self.made.set(None);
        self.selected.update(BTreeSet::clear);
        self.form.set(InvioQuery { from: Some(from), to: Some(to), ..InvioQuery::default() });
    }

    /// The rows found, or of them `only` those.
    pub(super) fn rows(self, only: Vec<PrestazioneId>) -> Option<Rows> {
        self.query.get_untracked().map(|query| Rows::Found { query, only })
    }

    /// The rows that are chosen; where none is, all that were found.
    pub(super) fn chosen_rows(self) -> Option<Rows> {
        self.rows(self.selected.with_untracked(|chosen| chosen.iter().copied().collect()))
    }

    /// The case of the next row of this page that is blocked, after those of a case; `None` where it is the last.
    pub(in crate::ui) fn next_blocked(self, case: ProgettoId) -> Option<ProgettoId> {
        self.found.with_untracked(|found| {
            let rows = &found.as_ref()?.list.rows;
            let last = rows.iter().rposition(|row| row.case == case)?;
            rows[last..].iter().find(|row| row.blocked && row.case != case).map(|row| row.case)
        })
    }

    /// The query with the present page.
    pub(super) fn asked(self) -> Option<InvioQuery> {
        let query = self.query.get()?;
        Some(InvioQuery { part: Part { page: self.page.get(), per_page: self.per_page.get() }, ..query })
    }
}

/// Applies a quick fix, and says how many rows were mended.
pub(super) fn fix(state: State, rule: String, rows: Rows) {
    // The pressed button goes with its finding.
    state.act(Request::Invio(InvioRequest::Fix { rule, rows }), |_| location::focus_soon("invio-trovate"));
}
