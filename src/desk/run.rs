//! The one function that answers the page: each request to the screen that it is of.

use super::guida;
use super::recognise::recognise;
use super::reply::{Progress, Reply};
use super::state::Desk;
use crate::archive::demo;
use crate::desk::request::{Answer, Request};
use crate::records::Moment;

impl Desk {
    /// Answers a request. `bytes` is the file that came with it, where one did.
    pub fn run(&mut self, request: Request, bytes: Vec<u8>, moment: &Moment, progress: Progress<'_>) -> Reply {
        self.moment = *moment;
        self.action = None;
        let reply = self.answer(request, bytes, progress);
        debug_assert!(!self.archive.has_unlogged(), "a change that no action tells of");
        self.lent.clear();
        Reply { action: self.action, ..reply }
    }

    fn answer(&mut self, request: Request, bytes: Vec<u8>, progress: Progress<'_>) -> Reply {
        let today = self.moment.today;
        match request {
            // The worker unlocks it; whoever runs without one has it open.
            Request::Open { .. } | Request::Unlock { .. } => self.opened(None, today).into(),
            Request::SaveMemory => self.memory(),
            // The worker keeps them; whoever runs without one has none.
            Request::Drafts(_) => Answer::Drafts(Vec::new()).into(),
            Request::Enti(request) => self.run_enti(request).into(),
            Request::Importa(request) => self.run_importa(request, bytes, progress),
            Request::Anagrafe(request) => self.run_anagrafe(request),
            Request::Estratto(request) => self.run_estratto(request, bytes, progress).into(),
            Request::Fascicolo(request) => self.run_fascicolo(&request),
            Request::Invio(request) => self.run_invio(request),
            Request::Stampe(request) => self.run_stampe(request, progress),
            Request::Flussi(request) => self.run_flussi(request, &bytes),
            Request::Esiti(request) => self.run_esiti(request, &bytes),
            Request::Isee(request) => self.run_isee(request, &bytes, progress),
            Request::Registro(request) => self.run_registro(&request),
            Request::Conservazione(request) => self.run_conservazione(request).into(),
            Request::Safekeeping(request) => self.run_safekeeping(request, &bytes, progress),
            Request::Verifica { file_name, waas } => self.verifica(&file_name, &bytes, waas, today).into(),
            Request::Recognise { file_name } => recognise(&file_name, bytes).into(),
            Request::Cruscotto => self.cruscotto(today).into(),
            Request::Rules => Answer::Rules(guida::rules()).into(),
            Request::LoadDemo => self.load_demo(today).into(),
            Request::RemoveDemo { confirmed } => self.remove_demo(confirmed).into(),
            Request::Undo { action } => self.undo(action).into(),
        }
    }

    /// Keys of the stored files that a request needs: the worker lends them before it runs it.
    #[must_use]
    pub fn files_needed(&self, request: &Request) -> Vec<String> {
        match request {
            Request::Stampe(request) => self.stampe_files(request),
            Request::Flussi(request) => self.flussi_files(request),
            Request::Isee(request) => self.isee_files(request),
            Request::Conservazione(request) => self.conservazione_files(request),
            Request::Fascicolo(_) => self.fascicolo_files(),
            Request::RemoveDemo { .. } => demo::files(&self.archive),
            Request::Undo { action } => self.archive.files_made_by(*action),
            _ => Vec::new(),
        }
    }
}
