//! *Unisci*: a backup of another workstation, compared with the archive and put into it.

use super::NONE_OPEN;
use super::in_hand::InHand;
use crate::archive::difference::ByWhom;
use crate::archive::merge::{self, Conflict, Counts, Decisions, Merged, Other};
use crate::desk::page::Part;
use crate::desk::reply::refused;
use crate::desk::request::Answer;
use crate::desk::safekeeping::request::{MergeConflict, MergePreview, SafekeepingAnswer};
use crate::desk::state::Desk;
use crate::records::Atto;

impl Desk {
    pub(super) fn compare_backup(&mut self, part: Part) -> Answer {
        if let Some(answer) = self.damaged_stays() {
            return answer;
        }
        let chi = self.chi();
        let Some(in_hand) = &mut self.in_hand else { return refused(NONE_OPEN) };
        in_hand.compared = Some(self.archive.registro().count());
        let merged = merge::preview(&self.archive, &in_hand.archive, &in_hand.damages, &self.moment, &chi);
        SafekeepingAnswer::Differences(Box::new(MergePreview {
            new: merged.new.into_iter().collect(),
            taken: merged.taken.into_iter().collect(),
            told: merged.told,
            conflicts: part.of(merged.conflicts).map(view),
        }))
        .into()
    }

    pub(super) fn merge_backup(&mut self, decided: &Decisions) -> Answer {
        let now = self.archive.registro().count();
        match &mut self.in_hand {
            None => return refused(NONE_OPEN),
            Some(in_hand) if in_hand.compared != Some(now) => {
                in_hand.compared = None;
                return refused("L'archivio è cambiato dopo il confronto con la copia: confrontarli di nuovo.");
            }
            Some(_) => {}
        }
        let Some(InHand { quando, archive, damages, files, .. }) = self.in_hand.take() else {
            return refused(NONE_OPEN);
        };
        let other = Other { archive, damages, files: files.into_iter().collect() };
        let chi = self.chi();
        let merged = merge::merge(&mut self.archive, other, decided, &self.moment, &chi);
        if !self.archive.has_unlogged() && merged.new.is_empty() {
            return Answer::Done { message: "Nella copia non c'è niente che qui non ci sia già.".into() };
        }
        let message = in_words(&merged);
        self.log(Atto::ArchiviUniti, None, format!("copia del {quando}: {message}"));
        self.touched();
        Answer::Done { message: format!("Archivi uniti: {message}.") }
    }
}

fn in_words(merged: &Merged) -> String {
    let list = |counts: &Counts| {
        let all: Vec<String> = counts.iter().map(|(kind, count)| kind.count(*count)).collect();
        if all.is_empty() { "niente".to_owned() } else { all.join(", ") }
    };
    let changed: u32 = merged.taken.values().sum();
    let theirs = merged.conflicts.iter().filter(|it| it.taken).count();
    format!(
        "dalla copia {}; valori cambiati solo là e presi {changed}; differenze {}, in {theirs} delle quali vale la copia; schede eliminate {}",
        list(&merged.new),
        merged.conflicts.len(),
        merged.deleted
    )
}

fn view(it: Conflict) -> MergeConflict {
    let by = |by: Option<ByWhom>| {
        by.map_or_else(String::new, |by| {
            let quando = by.quando.in_words();
            if by.chi.is_empty() { quando } else { format!("{}, {quando}", by.chi) }
        })
    };
    MergeConflict {
        id: it.id,
        record: it.what,
        label: it.label,
        ours: it.ours,
        ours_by: by(it.ours_by),
        theirs: it.theirs,
        theirs_by: by(it.theirs_by),
    }
}
