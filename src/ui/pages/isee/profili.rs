//! The profile that writes the request: chosen, made from a specimen of INPS's, deleted.

use crate::desk::isee::request::{CampioneView, IseeAnswer, IseeRequest, ProfiloView};
use crate::desk::{Answer, Request};
use crate::ui::components::{Choice, DropZone, button, text_field};
use crate::ui::platform::files;
use crate::ui::state::{State, Tone};
use crate::ui::tasks::{self, Here};
use leptos::prelude::*;
use web_sys::File;

/// The profiles, and the specimen that is being looked at.
#[derive(Clone, Copy)]
pub(super) struct Profili {
    state: State,
    all: RwSignal<Vec<ProfiloView>>,
    /// Id of the one in use.
    pub(super) chosen: RwSignal<String>,
    specimen: RwSignal<Option<File>, LocalStorage>,
    shown: RwSignal<Option<CampioneView>>,
    name: RwSignal<String>,
}

impl Profili {
    pub(super) fn new(state: State) -> Self {
        let it = Self {
            state,
            all: RwSignal::new(Vec::new()),
            chosen: RwSignal::new(String::new()),
            specimen: RwSignal::new_local(None),
            shown: RwSignal::new(None),
            name: RwSignal::new(String::new()),
        };
        Effect::new(move |_| {
            state.version.track();
            tasks::here(async move {
                if let Some(reply) = state.ask(Request::Isee(IseeRequest::Profili)).await
                    && let Answer::Isee(IseeAnswer::Profili(all)) = reply.answer
                {
                    it.show(all);
                }
            });
        });
        it
    }

    pub(super) fn choices(self) -> Signal<Vec<Choice>> {
        Signal::derive(move || self.all.with(|all| all.iter().map(|it| (it.id.clone(), it.label.clone())).collect()))
    }

    /// Takes in the profiles; a new one is there to be used.
    fn show(self, all: Vec<ProfiloView>) {
        let name = self.name.get_untracked().trim().to_owned();
        let kept = self.chosen.get_untracked();
        let known = |id: &str| all.iter().any(|it| it.id == id);
        let first = all.first().map(|it| it.id.clone()).unwrap_or_default();
        let next = [name, kept].into_iter().find(|id| known(id)).unwrap_or(first);
        self.all.set(all);
        self.chosen.set(next);
    }

    /// Looks at a specimen.
    fn look(self, file: File) {
        let state = self.state;
        tasks::here(async move {
            let bytes = match files::bytes(&file).await {
                Ok(bytes) => bytes,
                Err(why) => return state.say(Tone::Danger, vec![why]),
            };
            let request = Request::Isee(IseeRequest::Campione);
            let reply = state.ask_long(request, Some(bytes), "Leggo il campione", true).await;
            if let Some(Answer::Isee(IseeAnswer::Campione(shown))) = reply.map(|reply| reply.answer) {
                self.shown.set(Some(*shown));
                self.specimen.set(Some(file));
            }
        });
    }

    /// Keeps the profile that the specimen makes.
    fn save(self) {
        let Some(file) = self.specimen.get_untracked() else { return };
        let (state, here) = (self.state, Here::now());
        let request = Request::Isee(IseeRequest::SalvaProfilo { nome: self.name.get_untracked() });
        tasks::of_page(async move {
            let bytes = match files::bytes(&file).await {
                Ok(bytes) => bytes,
                Err(why) => return state.say(Tone::Danger, vec![why]),
            };
            let answer = state.doing_long(request, Some(bytes), "Leggo il campione").await.map(|reply| reply.answer);
            if let Some(Answer::Isee(IseeAnswer::Profili(all))) = answer
                && !here.is_gone()
            {
                self.show(all);
                self.name.set(String::new());
                self.shown.set(None);
            }
        });
    }

    /// Making one from a specimen, and the ones that were made.
    pub(super) fn details(self) -> AnyView {
        let take = move |file: File| self.look(file);
        view! {
            <details>
                <summary>"Il tracciato di INPS: fare un profilo da un campione"</summary>
                <p>
                    "INPS non pubblica il tracciato della richiesta massiva: quello proposto è una bozza. Chi ha un campione di INPS (un file XML di richiesta, anche con dati di prova) può caricarlo: il programma trova la parte che si ripete per ogni persona e scrive le richieste nello stesso modo. Del campione non si conserva nessun dato personale."
                </p>
                <DropZone
                    id="isee-campione"
                    label="Scegli un campione"
                    hint="Trascina qui un campione della richiesta di INPS (XML)"
                    accept=".xml"
                    on_files=move |files| files.into_iter().take(1).for_each(take)
                />
                {move || self.shown.get().map(|shown| self.shown_view(shown))}
                {move || self.made()}
            </details>
        }
        .into_any()
    }

    fn shown_view(self, it: CampioneView) -> AnyView {
        let save = move || self.save();
        let missing = it.mancano.join(", ");
        view! {
            <div class="alert alert-info">
                <p>
                    <strong>{format!("Si ripete l'elemento «{}», presente {} volte nel campione.", it.elemento, it.volte)}</strong>
                </p>
                <p>{format!("Compilati dal programma: {}.", it.campi.join(", "))}</p>
                {(!missing.is_empty())
                    .then(|| view! { <p>{format!("Nel campione non ci sono: {missing}. Le risposte si abbineranno con meno certezza.")}</p> })}
                <p>"Con una persona inventata la richiesta sarebbe:"</p>
                <pre tabindex="0" aria-label="Esempio di richiesta">{it.prova}</pre>
                <div class="toolbar">
                    {text_field("isee-profilo-nome", "Nome del profilo", "text", self.name)}
                    {button("btn btn-primary", "Salva profilo".into(), Signal::stored(false), save)}
                </div>
            </div>
        }
        .into_any()
    }

    /// The profiles that were made, each to be deleted.
    fn made(self) -> AnyView {
        let line = |it: ProfiloView| {
            let nome = it.id.clone();
            let delete = move || {
                self.state.act(Request::Isee(IseeRequest::EliminaProfilo { nome: nome.clone() }), |_| ());
            };
            view! {
                <li>{button("btn btn-sm btn-outline-primary", format!("Elimina il profilo {}", it.id), Signal::stored(false), delete)}</li>
            }
            .into_any()
        };
        let made: Vec<AnyView> = self.all.with(|all| all.iter().filter(|it| it.proprio).cloned().map(line).collect());
        if made.is_empty() { ().into_any() } else { view! { <ul class="plain">{made}</ul> }.into_any() }
    }
}
