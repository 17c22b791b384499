//! Forms as the worker describes them: what was typed, what the rules say of it, saving.

use crate::desk::Answer;
use crate::desk::anagrafe::request::{AnagrafeAnswer, AnagrafeRequest};
use crate::desk::anagrafe::view::{Checked, Conflict, FieldNote, Form, Scheda, Subject, Typed, TypedValue};
use crate::records::{Ente, EnteId};
use crate::route::Route;
use crate::ui::platform::location;
use crate::ui::state::{State, Tone, use_state};
use crate::ui::tasks::{self, Here};
use leptos::prelude::*;
use std::time::Duration;

/// Id of what tells all faults of a screen: who cannot save is led to it.
pub(in crate::ui) const SUMMARY: &str = "riepilogo";

/// What was typed anywhere and is not saved.
#[derive(Clone, Copy, Default)]
pub(in crate::ui) struct Unsaved {
    typed: RwSignal<Vec<Typed>>,
    /// An ente that was begun, or changed: which, and what it would be.
    pub ente: RwSignal<Option<(Option<EnteId>, Ente)>>,
    /// Raised where something was taken up: forms that are on screen show it then.
    taken_up: RwSignal<u32>,
}

impl Unsaved {
    /// All of it.
    pub(in crate::ui) fn all(self) -> Vec<Typed> {
        self.typed.get_untracked()
    }

    /// Hears when it changes.
    pub(in crate::ui) fn track(self) {
        self.typed.track();
    }

    /// Forgets it: it was of another archive.
    pub(in crate::ui) fn forget(self) {
        self.typed.set(Vec::new());
        self.ente.set(None);
    }

    /// Takes up what was left somewhere, but for what was typed here since. Says of how many it was.
    pub(in crate::ui) fn take_up(self, left: Vec<Typed>) -> usize {
        let here = self.all();
        let new: Vec<Typed> = left.into_iter().filter(|it| here.iter().all(|own| own.subject != it.subject)).collect();
        let count = new.len();
        if count > 0 {
            self.typed.update(|typed| typed.extend(new));
            self.taken_up.update(|times| *times += 1);
        }
        count
    }

    /// Whether there is anything.
    pub(in crate::ui) fn any(self) -> bool {
        self.typed.with_untracked(|typed| !typed.is_empty()) || self.ente.with_untracked(Option::is_some)
    }
}

/// The forms of a screen; cheap to copy.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Forms {
    /// The screen that they are of.
    here: Here,
    /// The state that all screens share.
    pub state: State,
    /// What the worker told; `None` before.
    pub scheda: RwSignal<Option<Scheda>>,
    /// What was typed and is not saved, on this screen or another: to leave a screen loses nothing.
    typed: RwSignal<Vec<Typed>>,
    /// What the rules say.
    pub checked: RwSignal<Checked>,
    /// Raised where fields are filled other than by typing: they show it then.
    pub filled: RwSignal<u32>,
    /// What was changed by somebody else while it was being typed into; to be settled before anything is saved.
    pub conflicts: RwSignal<Vec<Conflict>>,
    /// Counts what was typed: only the latest is worth checking.
    turn: StoredValue<u32>,
    /// Whether something new is being saved, or was: it is not there to be saved again.
    spent: StoredValue<bool>,
    /// Whether somebody tried to save: before that a new form is not done, and no fault of it is told on top.
    tried: RwSignal<bool>,
}

impl Forms {
    /// Forms that are asked for, and asked for again whenever the archive changes. What was typed stays.
    pub(in crate::ui) fn new(ask: AnagrafeRequest) -> Self {
        let (state, unsaved) = (use_state(), expect_context::<Unsaved>());
        let forms = Self {
            here: Here::now(),
            state,
            scheda: RwSignal::new(None),
            typed: unsaved.typed,
            checked: RwSignal::new(Checked::default()),
            filled: RwSignal::new(0),
            conflicts: RwSignal::new(Vec::new()),
            turn: StoredValue::new(0),
            spent: StoredValue::new(false),
            tried: RwSignal::new(false),
        };
        Effect::new(move |_| {
            state.version.track();
            unsaved.taken_up.track();
            forms.load(ask.clone(), false);
        });
        forms
    }

    /// Asks for the screen.
    fn load(self, ask: AnagrafeRequest, anew: bool) {
        tasks::here(async move {
            let Some(AnagrafeAnswer::Scheda(mut scheda)) = told(self.state, ask).await else { return };
            if anew {
                self.clear();
            }
            // What the operator had opened stays open.
            let missing = |subject: &Subject| {
                !subject.is_new()
                    && scheda
                        .benefits
                        .iter()
                        .any(|row| matches!(subject, Subject::Prestazione(Some(id), _) if *id == row.id))
                    && !scheda.forms.iter().any(|form| form.subject == *subject)
            };
            let opened: Vec<Subject> = self.subjects().into_iter().filter(missing).collect();
            if !opened.is_empty()
                && let Some(AnagrafeAnswer::Scheda(more)) = told(self.state, AnagrafeRequest::Forms(opened)).await
            {
                scheda.forms.extend(more.forms);
                scheda.checked.notes.extend(more.checked.notes);
            }
            let new = scheda.forms.iter().any(|form| form.subject.is_new());
            self.checked.set(std::mem::take(&mut scheda.checked));
            self.scheda.set(Some(*scheda));
            self.filled.update(|filled| *filled += 1);
            if new || untrack(|| self.changed()) {
                self.check();
            }
        });
    }

    /// The first form of a kind.
    pub(in crate::ui) fn only(self, of_kind: fn(Subject) -> bool) -> Memo<Option<Form>> {
        self.shape(move |form| of_kind(form.subject))
    }

    /// The form of a subject.
    pub(in crate::ui) fn of(self, subject: Subject) -> Memo<Option<Form>> {
        self.shape(move |form| form.subject == subject)
    }

    /// A form, anew where it is laid out otherwise. Other values are shown by the fields that are there already: who types
    /// into one stays in it.
    fn shape(self, is: impl Fn(&Form) -> bool + Send + Sync + 'static) -> Memo<Option<Form>> {
        let find = move || self.scheda.with(|it| it.as_ref()?.forms.iter().find(|form| is(form)).cloned());
        Memo::new_with_compare(
            move |_| find(),
            |before, now| before.map(Option::as_ref).map(laid_out) != now.map(Option::as_ref).map(laid_out),
        )
    }

    /// The form of a subject.
    pub(in crate::ui) fn form(self, subject: Subject) -> Option<Form> {
        self.scheda.with(|scheda| scheda.as_ref()?.forms.iter().find(|form| form.subject == subject).cloned())
    }

    /// What there are forms of.
    fn subjects(self) -> Vec<Subject> {
        self.scheda.with_untracked(|it| it.iter().flat_map(|it| it.forms.iter().map(|form| form.subject)).collect())
    }

    /// Asks for forms that are not here yet.
    pub(in crate::ui) fn open(self, subject: Subject) {
        if untrack(|| self.form(subject)).is_some() {
            return;
        }
        let task = async move {
            let Some(AnagrafeAnswer::Scheda(more)) = told(self.state, AnagrafeRequest::Forms(vec![subject])).await
            else {
                return;
            };
            let Scheda { forms, checked, .. } = *more;
            self.checked.update(|all| all.notes.extend(checked.notes));
            self.scheda.update(|scheda| {
                if let Some(scheda) = scheda {
                    scheda.forms.extend(forms);
                }
            });
        };
        self.here.run(|| tasks::here(task));
    }

    /// What was typed into a field.
    pub(in crate::ui) fn typed_in(self, subject: Subject, field: &str) -> Option<String> {
        self.typed.with(|typed| {
            let values = &typed.iter().find(|it| it.subject == subject)?.values;
            values.iter().find(|it| it.field == field).map(|it| it.text.clone())
        })
    }

    /// What a field holds: typed, or stored.
    pub(in crate::ui) fn value(self, subject: Subject, field: &str) -> String {
        self.typed_in(subject, field).unwrap_or_else(|| self.stored(subject, field).unwrap_or_default())
    }

    /// What a field holds as it is stored, where its form is here.
    fn stored(self, subject: Subject, field: &str) -> Option<String> {
        self.stored_and_shown(subject, field).map(|(value, _)| value)
    }

    /// The same, and what is read for it.
    pub(in crate::ui) fn stored_and_shown(self, subject: Subject, field: &str) -> Option<(String, String)> {
        self.scheda.with(|scheda| {
            let form = scheda.as_ref()?.forms.iter().find(|form| form.subject == subject)?;
            let mut fields = form.groups.iter().flat_map(|group| &group.fields);
            fields.find(|it| it.id == field).map(|it| (it.value.clone(), it.shown.clone()))
        })
    }

    /// Takes in what was typed; the rules are asked when the typing pauses.
    pub(in crate::ui) fn type_in(self, subject: Subject, field: &str, text: String) {
        self.put(subject, field, text);
        self.turn.update_value(|turn| *turn += 1);
        let turn = self.turn.get_value();
        let when_it_pauses = move || {
            if self.turn.get_value() == turn {
                self.check();
            }
        };
        self.here.run(|| tasks::after(Duration::from_millis(300), when_it_pauses));
    }

    /// Fills fields of these forms other than by typing.
    pub(in crate::ui) fn fill(self, subjects: &[Subject], values: &[(String, String)]) {
        for subject in subjects {
            for (field, text) in values {
                self.put(*subject, field, text.clone());
            }
        }
        self.filled.update(|filled| *filled += 1);
        self.check();
    }

    fn put(self, subject: Subject, field: &str, text: String) {
        let base = if subject.is_new() { None } else { untrack(|| self.stored(subject, field)) };
        self.typed.update(|typed| {
            let at = typed.iter().position(|it| it.subject == subject).unwrap_or_else(|| {
                typed.push(Typed { subject, values: Vec::new() });
                typed.len() - 1
            });
            let values = &mut typed[at].values;
            match values.iter_mut().find(|it| it.field == field) {
                Some(value) => value.text = text,
                None => values.push(TypedValue { field: field.to_owned(), text, base }),
            }
        });
    }

    /// Whether a subject is on this screen.
    fn is_here(self, subject: Subject) -> bool {
        self.scheda.with(|scheda| {
            scheda.as_ref().is_some_and(|scheda| {
                scheda.forms.iter().any(|form| form.subject == subject)
                    || matches!(subject, Subject::Prestazione(Some(id), _) if scheda.benefits.iter().any(|row| row.id == id))
            })
        })
    }

    /// Whether something of this screen is not saved.
    pub(in crate::ui) fn changed(self) -> bool {
        self.typed.with(|typed| typed.iter().any(|it| self.is_here(it.subject)))
    }

    /// Forgets what was typed on this screen.
    pub(in crate::ui) fn clear(self) {
        self.typed.update(|typed| typed.retain(|it| !untrack(|| self.is_here(it.subject))));
    }

    /// What is to be written: what was typed here, and all of what is new.
    fn whole(self) -> Vec<Typed> {
        let mut typed = self.typed.get_untracked();
        typed.retain(|it| untrack(|| self.is_here(it.subject)));
        self.scheda.with_untracked(|scheda| {
            for form in scheda.iter().flat_map(|scheda| &scheda.forms).filter(|form| form.subject.is_new()) {
                let fields = form.groups.iter().flat_map(|group| &group.fields);
                let value = |id: &str| untrack(|| self.value(form.subject, id));
                let values =
                    fields.map(|it| TypedValue { field: it.id.clone(), text: value(&it.id), base: None }).collect();
                typed.retain(|it| it.subject != form.subject);
                typed.push(Typed { subject: form.subject, values });
            }
        });
        typed
    }

    fn check(self) {
        let subjects = self
            .scheda
            .with_untracked(|it| it.iter().flat_map(|it| it.forms.iter().map(|form| form.subject)).collect());
        let typed = self.whole();
        let turn = self.turn.get_value();
        let task = async move {
            if let Some(AnagrafeAnswer::Checked(checked)) =
                told(self.state, AnagrafeRequest::Check { subjects, typed }).await
                && self.turn.get_value() == turn
            {
                self.checked.set(checked);
            }
        };
        self.here.run(|| tasks::here(task));
    }

    /// Writes what was typed, and goes where `next` says for the subject that was saved. What is new is written once.
    pub(in crate::ui) fn save(self, next: impl FnOnce(Subject) -> Option<Route> + 'static) {
        self.tried.set(true);
        let typed = self.whole();
        let mine: Vec<Subject> = typed.iter().map(|it| it.subject).collect();
        if self.spent.get_value() {
            return;
        }
        if mine.is_empty() {
            // The second press of a double click leaves the notice of the first, with its way back.
            if self.state.notice.with_untracked(|it| it.as_ref().is_none_or(|it| it.undo.is_none())) {
                self.state.say(Tone::Info, vec!["Non è stato modificato nulla.".into()]);
            }
            return;
        }
        self.spent.set_value(mine.iter().any(|subject| subject.is_new()));
        tasks::of_page(async move {
            let told = match self.state.doing(AnagrafeRequest::Save(typed).into()).await {
                Some(Answer::Anagrafe(told)) => Some(*told),
                _ => None,
            };
            if let Some(AnagrafeAnswer::Saved { .. }) = &told {
                self.typed.update(|typed| typed.retain(|it| !mine.contains(&it.subject)));
            }
            if self.here.is_gone() {
                return;
            }
            match told {
                Some(AnagrafeAnswer::Saved { subject, .. }) => {
                    if let Some(route) = next(subject) {
                        location::go(&route);
                    }
                }
                other => {
                    self.spent.set_value(false);
                    match other {
                        Some(AnagrafeAnswer::Checked(checked)) => self.unreadable(checked),
                        Some(AnagrafeAnswer::Conflicts(conflicts)) => self.conflicts.set(conflicts),
                        _ => {}
                    }
                }
            }
        });
    }

    /// Settles a field that was changed meanwhile: what was typed is meant for what is stored now, or is forgotten. Once
    /// all are settled, the rest is saved.
    pub(in crate::ui) fn settle(self, conflict: &Conflict, keep_typed: bool, next: fn(Subject) -> Option<Route>) {
        let mine = |it: &TypedValue| it.field == conflict.field;
        self.typed.update(|typed| {
            for it in typed.iter_mut().filter(|it| it.subject == conflict.subject) {
                if keep_typed {
                    it.values.iter_mut().filter(|it| mine(it)).for_each(|it| it.base = Some(conflict.stored.clone()));
                } else {
                    it.values.retain(|it| !mine(it));
                }
            }
            typed.retain(|it| !it.values.is_empty());
        });
        self.filled.update(|filled| *filled += 1);
        self.conflicts.update(|all| all.retain(|it| it != conflict));
        if self.conflicts.with_untracked(Vec::is_empty) {
            self.save(next);
        }
    }

    /// Shows what cannot be saved, and goes to where all of it is told.
    fn unreadable(self, checked: Checked) {
        self.checked.set(checked);
        location::focus_soon(SUMMARY);
        let sentence = "Non è stato salvato nulla: ci sono valori che non si leggono, segnati accanto ai campi.";
        self.state.say(Tone::Danger, vec![sentence.into()]);
    }

    /// Asks for the screen anew, without what was typed.
    pub(in crate::ui) fn forget(self, ask: AnagrafeRequest) {
        self.load(ask, true);
    }

    /// What blocks, of all forms of the screen.
    pub(in crate::ui) fn faults(self) -> Vec<FieldNote> {
        let tried = self.tried.get();
        let told = |it: &&FieldNote| it.note.blocks && (tried || !it.subject.is_new());
        self.checked.with(|checked| checked.notes.iter().filter(told).cloned().collect())
    }

    /// The notes of a field; of the form itself, where no field is named.
    /// A new form into which nothing was typed yet is not found fault with.
    pub(in crate::ui) fn notes(self, subject: Subject, field: &str) -> Vec<FieldNote> {
        if subject.is_new() && !self.typed.with(|typed| typed.iter().any(|it| it.subject == subject)) {
            return Vec::new();
        }
        self.checked.with(|checked| {
            checked.notes.iter().filter(|it| it.subject == subject && it.field == field).cloned().collect()
        })
    }
}

/// A form without its values, unless they are all that it shows.
fn laid_out(form: Option<&Form>) -> Option<Form> {
    let mut form = form?.clone();
    if form.locked.is_empty() {
        for group in &mut form.groups {
            group.open = false;
            for field in &mut group.fields {
                field.value.clear();
                field.shown.clear();
            }
        }
    }
    Some(form)
}

/// Asks about people and cases.
pub(in crate::ui) async fn told(state: State, ask: AnagrafeRequest) -> Option<AnagrafeAnswer> {
    match state.ask(ask.into()).await?.answer {
        Answer::Anagrafe(told) => Some(*told),
        _ => None,
    }
}

/// Does something that can be taken back, says so, and goes to another screen or to the top of this one.
pub(in crate::ui) fn act(state: State, ask: AnagrafeRequest, go: Option<Route>) {
    state.act(ask, move |_| match go {
        Some(route) => location::go(&route),
        None => location::focus("scheda-titolo"),
    });
}

/// The id of a field's control.
pub(in crate::ui) fn field_id(subject: Subject, field: &str) -> String {
    let key = match subject {
        Subject::Assistito(id) => format!("a{}", id.map_or(0, |id| id.place() + 1)),
        Subject::Progetto(id, _) => format!("p{}", id.map_or(0, |id| id.place() + 1)),
        Subject::Prestazione(id, _) => format!("b{}", id.map_or(0, |id| id.place() + 1)),
    };
    format!("{key}-{field}")
}
