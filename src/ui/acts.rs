//! What writes: one door. The page asks in its own name, so that an action comes to its end, with its notice and its way
//! back, wherever the operator goes meanwhile; what asked hears of it only while it is still on screen.

use super::platform::archive::Reply;
use super::state::{State, Tone, few};
use super::tasks::{self, Here};
use crate::desk::anagrafe::request::AnagrafeAnswer;
use crate::desk::enti::request::EntiRequest;
use crate::desk::esiti::request::EsitiAnswer;
use crate::desk::importa::request::{ImportaAnswer, ImportaRequest};
use crate::desk::invio::request::InvioAnswer;
use crate::desk::isee::request::{IseeAnswer, IseeRequest};
use crate::desk::stampe::request::{StampeAnswer, StampeRequest};
use crate::desk::{ActionId, Answer, Request};
use js_sys::ArrayBuffer;
use leptos::prelude::*;
use std::time::Duration;

/// The second press of a double click comes no later after what the first one did.
const DOUBLE_CLICK: Duration = Duration::from_millis(500);

/// What is said of an action that is done.
pub(super) struct Outcome {
    /// Sentences; none where the screen says it itself.
    pub said: Vec<String>,
    /// Whether the archive is another one now.
    pub changed: bool,
}

impl State {
    /// Asks for something that writes; `then` hears the answer while what asked is on screen.
    pub(super) fn act(self, request: impl Into<Request>, then: impl FnOnce(Answer) + 'static) {
        let (request, here) = (request.into(), Here::now());
        tasks::of_page(async move {
            if let Some(answer) = self.doing(request).await {
                here.run(|| then(answer));
            }
        });
    }

    /// The same; where it is refused, `then` hears that too and says it in its own place.
    pub(super) fn act_frankly(self, request: impl Into<Request>, then: impl FnOnce(Answer) + 'static) {
        let (request, here) = (request.into(), Here::now());
        tasks::of_page(async move {
            let Some(reply) = self.once(request.clone(), None, None).await else { return };
            let refused = matches!(reply.answer, Answer::Refused { .. });
            let reply = if refused && !here.is_gone() { Some(reply) } else { self.finish(&request, reply) };
            if let Some(Reply { answer, .. }) = reply {
                here.run(|| then(answer));
            }
        });
    }

    /// For a task of the page: asks for something that writes, and says what was done. `None` where it was not.
    pub(super) async fn doing(self, request: Request) -> Option<Answer> {
        let reply = self.once(request.clone(), None, None).await?;
        self.finish(&request, reply).map(|reply| reply.answer)
    }

    /// The same, with a file's bytes beside, under the dialog of long jobs.
    pub(super) async fn doing_long(
        self,
        request: Request,
        bytes: Option<ArrayBuffer>,
        what: &'static str,
    ) -> Option<Reply> {
        let reply = self.once(request.clone(), bytes, Some(what)).await?;
        self.finish(&request, reply)
    }

    /// Takes back what a notice, or a screen, offers to.
    pub(super) fn take_back(self, action: ActionId) {
        self.notice.set(None);
        tasks::of_page(async move {
            if let Some(reply) = self.once(Request::Undo { action }, None, None).await
                && let Some(Reply { answer: Answer::Done { message }, .. }) = self.sift(reply)
            {
                self.say(Tone::Info, vec![message]);
                self.undone.update(|undone| *undone += 1);
                self.changed();
            }
        });
    }

    /// Says what was done, with the way back where it was an action, and that the archive changed.
    pub(super) fn done(self, outcome: Outcome, action: Option<ActionId>) {
        let Outcome { said, changed } = outcome;
        match (changed, action) {
            // What was offered to be taken back before may be sent now.
            (true, _) if said.is_empty() => self.notice.set(None),
            (true, Some(action)) => self.say_undoable(few(said).join(" "), action),
            (true, None) => self.say(Tone::Success, said),
            (false, _) if said.is_empty() => {}
            (false, _) => self.say(Tone::Info, said),
        }
        if changed {
            self.changed();
        }
    }

    /// Adds what did not work to the notice of what did: for who is no longer there to be shown it in its place.
    pub(super) fn say_too(self, faults: Vec<String>) {
        if faults.is_empty() {
            return;
        }
        match self.notice.get_untracked() {
            Some(mut notice) => {
                notice.lines.extend(few(faults));
                self.notice.set(Some(notice));
            }
            None => self.say(Tone::Danger, faults),
        }
    }

    fn finish(self, request: &Request, reply: Reply) -> Option<Reply> {
        let reply = self.sift(reply)?;
        if let Answer::Enti(enti) = &reply.answer {
            self.set_enti(enti.clone());
        }
        self.done(outcome(request, &reply.answer), reply.action);
        Some(reply)
    }

    /// Asks, unless the same is being done, or was made a moment ago: who presses twice means it once.
    async fn once(self, request: Request, bytes: Option<ArrayBuffer>, job: Option<&'static str>) -> Option<Reply> {
        let begins = self.under_way.try_update_value(|all| {
            let begins = !all.iter().any(|other| same(other, &request));
            if begins {
                all.push(request.clone());
            }
            begins
        });
        if begins != Some(true) {
            return None;
        }
        let reply = match job {
            Some(what) => self.ask_long_frankly(request.clone(), bytes, what, false).await,
            None => self.ask_frankly(request.clone()).await,
        };
        let nothing =
            |answer: &Answer| matches!(answer, Answer::Refused { .. } | Answer::Stampe(StampeAnswer::WhoSigns(_)));
        let made = makes(&request) && !reply.as_ref().is_some_and(|it| nothing(&it.answer));
        let over = move || self.under_way.update_value(|all| all.retain(|it| *it != request));
        if made {
            tasks::in_time(DOUBLE_CLICK, over);
        } else {
            over();
        }
        reply
    }
}

/// Whether two requests are one press too many. What was chosen for a *Stampa* or an ISEE request is forgotten once it is
/// made: the second press would be for all that was found.
fn same(one: &Request, other: &Request) -> bool {
    use IseeRequest::Chiedi;
    let a_kind = matches!(
        (one, other),
        (Request::Stampe(StampeRequest::Make { .. }), Request::Stampe(StampeRequest::Make { .. }))
            | (Request::Isee(Chiedi { .. }), Request::Isee(Chiedi { .. }))
    );
    a_kind || one == other
}

/// Whether a request makes something anew each time that it is asked for: a sheet or a flow that was taken in is refused
/// by the worker, and another one is no second press.
fn makes(request: &Request) -> bool {
    matches!(
        request,
        Request::Enti(EntiRequest::Save { id: None, .. })
            | Request::Stampe(StampeRequest::Make { .. })
            | Request::LoadDemo
            | Request::Isee(IseeRequest::Chiedi { .. })
    )
}

/// What there is to say of an answer.
fn outcome(request: &Request, answer: &Answer) -> Outcome {
    let done = |said: String| Outcome { said: vec![said], changed: true };
    let nothing = |said: Vec<String>| Outcome { said, changed: false };
    match answer {
        Answer::Done { message } => done(message.clone()),
        Answer::Invio(InvioAnswer::Fixed { count: 0, .. }) => nothing(vec!["Nessuna riga è stata cambiata.".into()]),
        Answer::Invio(InvioAnswer::Fixed { count, label }) => done(format!("{label}: fatto su {count} righe.")),
        Answer::Importa(ImportaAnswer::Done(it)) => done(format!("Scritte {} prestazioni.", it.new + it.updates)),
        Answer::Stampe(StampeAnswer::Made(_)) => Outcome { said: Vec::new(), changed: true },
        Answer::Enti(_) if matches!(request, Request::Enti(EntiRequest::Delete { .. })) => {
            done("Ente eliminato.".into())
        }
        Answer::Enti(enti)
            if enti.len() == 1 && matches!(request, Request::Enti(EntiRequest::Save { id: None, .. })) =>
        {
            done("Ente salvato. Ora si può importare il foglio delle prestazioni.".into())
        }
        Answer::Enti(_) => done("Ente salvato.".into()),
        Answer::Importa(ImportaAnswer::Profiles(_))
            if matches!(request, Request::Importa(ImportaRequest::DeleteProfile { .. })) =>
        {
            done("Profilo eliminato.".into())
        }
        Answer::Importa(ImportaAnswer::Profiles(_)) => {
            done("Profilo salvato: si potrà applicare ai prossimi fogli fatti così.".into())
        }
        Answer::Anagrafe(told) => match &**told {
            AnagrafeAnswer::Saved { message, .. } => done(message.clone()),
            _ => nothing(Vec::new()),
        },
        Answer::Esiti(EsitiAnswer::Read { files, new }) => {
            let good = files.iter().filter(|(_, whole)| *whole).map(|(sentence, _)| sentence.clone());
            Outcome { said: good.collect(), changed: *new }
        }
        Answer::Isee(IseeAnswer::Caricata(it)) => match it.automatiche + it.da_gestire + it.errori {
            // None of the files was one of answers: the screen says why.
            0 if it.risposte == 0 => nothing(Vec::new()),
            0 => nothing(vec!["Nessuna riga è cambiata.".into()]),
            _ => done(format!("Risposte caricate: {}.", it.risposte)),
        },
        Answer::Isee(IseeAnswer::Fatta(it)) => {
            done(format!("Richiesta {} generata: {} righe.", it.identificatore, it.righe))
        }
        Answer::Isee(IseeAnswer::Profili(_)) if matches!(request, Request::Isee(IseeRequest::SalvaProfilo { .. })) => {
            done("Profilo salvato.".into())
        }
        Answer::Isee(IseeAnswer::Profili(_)) => done("Profilo eliminato.".into()),
        _ => nothing(Vec::new()),
    }
}
