//! What the parts of the screen share: the filters, what they found, what is chosen.

use crate::desk::invio::request::{InvioPage, InvioQuery, InvioRequest};
use crate::desk::stampe::request::StampaView;
use crate::desk::{Part, Request};
use crate::records::PrestazioneId;
use crate::ui::platform::{location, preferences};
use crate::ui::state::State;
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
            waas: RwSignal::new(false),
            page: RwSignal::new(0),
            per_page: RwSignal::new(per_page),
        }
    }

    /// The query with the present page.
    pub(super) fn asked(self) -> Option<InvioQuery> {
        let query = self.query.get()?;
        Some(InvioQuery { part: Part { page: self.page.get(), per_page: self.per_page.get() }, ..query })
    }
}

/// Applies a quick fix to one row or to all, and says how many were mended.
pub(super) fn fix(state: State, rule: String, only: Option<PrestazioneId>) {
    // The pressed button goes with its finding.
    state.act(Request::Invio(InvioRequest::Fix { rule, only }), |_| location::focus_soon("invio-trovate"));
}
