//! Files dropped anywhere: recognised by content, led to the screen that takes them, and kept where there are several.

use super::platform::{files, location};
use super::state::{Job, State, Tone, use_state};
use super::tasks::{self, Here};
use crate::desk::{Answer, Destination, Request};
use crate::route::Route;
use leptos::ev;
use leptos::prelude::*;
use web_sys::File;

/// A recognised file.
type Recognised = (Destination, File);

/// Files on their way; cheap to copy.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Drops {
    /// Those that their screen has not taken yet, and whether another one sent them on.
    arriving: RwSignal<Option<(Destination, Vec<File>, bool)>, LocalStorage>,
    /// Those of other screens, until the operator opens them.
    waiting: RwSignal<Vec<Recognised>, LocalStorage>,
    /// Those dropped on the page that nobody has looked at yet: they wait while a job is under way.
    dropped: RwSignal<Vec<File>, LocalStorage>,
    /// Whether some are being recognised.
    sifting: RwSignal<bool>,
    /// Whether one is being dragged over the page.
    over: RwSignal<bool>,
}

impl Destination {
    /// Where a sheet of people is dropped among benefits, or the other way round, the place says what is meant.
    fn as_meant(self, here: Option<Self>) -> Self {
        let sheet = |it| matches!(it, Self::Importa | Self::Estratto);
        here.filter(|here| sheet(*here) && sheet(self)).unwrap_or(self)
    }

    /// Where its files are taken.
    fn route(self) -> Route {
        match self {
            Self::Importa => Route::Importa,
            Self::Esiti => Route::Esiti,
            Self::Estratto => Route::Estratto,
            Self::IseeRisposte => Route::IseeRisposte,
            Self::Verifica => Route::Verifica,
            Self::Copia => Route::Impostazioni,
        }
    }
}

impl Drops {
    /// Listens to the whole page: a file dropped outside any zone must not take the browser away from it.
    pub(in crate::ui) fn start(state: State) -> Self {
        let drops = Self {
            arriving: RwSignal::new_local(None),
            waiting: RwSignal::new_local(Vec::new()),
            dropped: RwSignal::new_local(Vec::new()),
            sifting: RwSignal::new(false),
            over: RwSignal::new(false),
        };
        let _ = window_event_listener(ev::dragover, |event| event.prevent_default());
        let _ = window_event_listener(ev::dragenter, move |event| {
            event.prevent_default();
            let files = event.data_transfer().is_some_and(|it| it.types().includes(&"Files".into(), 0));
            drops.over.set(files);
        });
        // Only what leaves the page itself comes from nowhere.
        let _ = window_event_listener(ev::dragleave, move |event| {
            if event.related_target().is_none() {
                drops.over.set(false);
            }
        });
        let _ = window_event_listener(ev::drop, move |event| {
            drops.over.set(false);
            if event.default_prevented() {
                return;
            }
            event.prevent_default();
            drops.dropped.update(|dropped| dropped.extend(files::dropped(&event)));
        });
        Effect::new(move |_| {
            let free = state.job.with(Option::is_none) && !drops.sifting.get();
            if free && drops.dropped.with(|dropped| !dropped.is_empty()) {
                drops.sift(state, std::mem::take(&mut *drops.dropped.write()), None, |_| {});
            }
        });
        drops
    }

    /// Recognises files and leads them to their screens. Those of the screen `here`, and what nobody knows, which it says
    /// in its own words, are for `take`; where that screen has gone meanwhile, they wait.
    pub(in crate::ui) fn sift(
        self,
        state: State,
        files: Vec<File>,
        here: Option<Destination>,
        take: impl Fn(Vec<File>) + 'static,
    ) {
        // The screen that they were dropped on; it may go while they are being recognised.
        let screen = Here::now();
        self.sifting.set(true);
        tasks::of_page(async move {
            self.recognise(state, files, here, screen, take).await;
            self.sifting.set(false);
        });
    }

    /// Recognises files one by one, all in one job; which nobody knows, for the screen that they were dropped on, and what
    /// there is to say of others. `None` where it was cancelled: nothing more of this drop.
    async fn look(
        state: State,
        files: Vec<File>,
        on_screen: bool,
    ) -> Option<(Vec<Recognised>, Vec<File>, Vec<String>)> {
        let desk = state.desk.get_untracked();
        let (mut known, mut strange, mut said) = (Vec::new(), Vec::new(), Vec::new());
        let total = if files.len() > 1 { files.len() as u32 } else { 0 };
        for (file, done) in files.into_iter().zip(0..) {
            state.job.set(Some(Job { what: "Guardo che file è".to_owned(), done, total, cancellable: true }));
            let bytes = files::bytes(&file).await;
            if state.desk.get_untracked() != desk {
                return None;
            }
            let bytes = match bytes {
                Ok(bytes) => bytes,
                Err(why) => {
                    said.push(why);
                    continue;
                }
            };
            match state.ask_step(Request::Recognise { file_name: file.name() }, bytes).await?.answer {
                Answer::Recognised(destination) => known.push((destination, file)),
                Answer::Refused { .. } if on_screen => strange.push(file),
                Answer::Refused { reasons } => said.extend(reasons),
                _ => return None,
            }
        }
        Some((known, strange, said))
    }

    async fn recognise(
        self,
        state: State,
        files: Vec<File>,
        here: Option<Destination>,
        screen: Here,
        take: impl Fn(Vec<File>),
    ) {
        let desk = state.desk.get_untracked();
        let looked = Self::look(state, files, here.is_some()).await;
        // What took the place of a job that was cancelled may be another one.
        if state.desk.get_untracked() == desk {
            state.job.set(None);
        }
        let Some((known, mut strange, said)) = looked else { return };
        if !said.is_empty() {
            state.say(Tone::Danger, said);
        }
        let known: Vec<Recognised> = known.into_iter().map(|(it, file)| (it.as_meant(here), file)).collect();
        let mine = here.filter(|here| !strange.is_empty() || known.iter().any(|(it, _)| it == here));
        let Some(to) = mine.or(known.first().map(|(it, _)| *it)) else { return };
        let (now, later): (Vec<_>, Vec<_>) = known.into_iter().partition(|(it, _)| *it == to);
        self.waiting.update(|waiting| waiting.extend(later));
        strange.extend(now.into_iter().map(|(_, file)| file));
        match (mine, here) {
            (Some(_), _) if !screen.is_gone() => {
                screen.run(|| take(strange));
            }
            // Who has gone elsewhere meanwhile is not called back.
            (_, Some(_)) if screen.is_gone() => self.keep(to, strange),
            _ => self.lead(to, strange, here.is_some()),
        }
    }

    /// Opens the screen of these files, which takes them when it is there.
    pub(in crate::ui) fn lead(self, to: Destination, files: Vec<File>, sent_on: bool) {
        if let Some((before, never_taken, _)) =
            self.arriving.try_update(|it| it.replace((to, files, sent_on))).flatten()
        {
            self.keep(before, never_taken);
        }
        location::go(&to.route());
    }

    /// For a screen: takes the files that arrive for it.
    pub(in crate::ui) fn arrivals(self, here: Destination, take: impl Fn(Vec<File>) + 'static) {
        let state = use_state();
        let screen = Here::now();
        Effect::new(move |_| {
            if self.arriving.with(|it| it.as_ref().is_some_and(|(to, ..)| *to == here))
                && let Some((_, files, sent_on)) = self.arriving.try_update(Option::take).flatten()
            {
                // Said here, because a notice stays behind on the screen that it was said on.
                if sent_on {
                    state.say(
                        Tone::Info,
                        vec![format!("Il file è un altro ({}): lo legge questa schermata.", here.kind())],
                    );
                }
                // What is begun for them belongs to the screen, not to this run of the effect.
                screen.run(|| take(files));
            }
        });
    }

    /// For a screen that reads one file at a time: the first, the others wait.
    pub(in crate::ui) fn one_at_a_time(self, here: Destination, files: Vec<File>) -> Option<File> {
        let mut files = files.into_iter();
        let first = files.next();
        self.keep(here, files.collect());
        first
    }

    /// Whether files wait that nobody has read: they are lost with the page.
    pub(in crate::ui) fn any_waiting(self) -> bool {
        self.waiting.with_untracked(|waiting| !waiting.is_empty())
            || self.dropped.with_untracked(|dropped| !dropped.is_empty())
    }

    /// Puts files among those that wait.
    pub(in crate::ui) fn keep(self, to: Destination, files: Vec<File>) {
        self.waiting.update(|waiting| waiting.extend(files.into_iter().map(|file| (to, file))));
    }
}

/// The files on their way; screens call this.
pub(in crate::ui) fn use_drops() -> Drops {
    expect_context::<Drops>()
}

/// What is shown over every screen: a hint while a file is dragged, and the files that wait.
#[component]
pub(in crate::ui) fn Waiting() -> impl IntoView {
    let drops = use_drops();
    let state = use_state();
    let take_out = move |index: usize| drops.waiting.try_update(|waiting| waiting.remove(index));
    let row = move |(index, (kind, name)): (usize, (&'static str, String))| {
        let of = format!("{kind}: {name}");
        let (open, drop) = (format!("Apri {name}"), format!("Scarta {name}"));
        let open_it = move |_| {
            if state.job.with_untracked(Option::is_none)
                && let Some((to, file)) = take_out(index)
            {
                drops.lead(to, vec![file], false);
            }
        };
        view! {
            <li>
                <span>{of}</span>
                <button type="button" class="btn btn-sm btn-primary" aria-label=open on:click=open_it>"Apri"</button>
                <button
                    type="button"
                    class="btn btn-sm btn-outline-primary"
                    aria-label=drop
                    on:click=move |_| {
                        take_out(index);
                    }
                >
                    "Scarta"
                </button>
            </li>
        }
    };
    view! {
        {move || drops.over.get().then(|| view! { <p class="drop-overlay no-print" aria-hidden="true">"Lascia qui i file: la pagina riconosce che cosa sono"</p> })}
        {move || {
            let files: Vec<_> =
                drops.waiting.with(|waiting| waiting.iter().map(|(to, file)| (to.kind(), file.name())).collect());
            (!files.is_empty())
                .then(|| {
                    view! {
                        <section class="panel waiting no-print" aria-labelledby="waiting-title">
                            <h2 id="waiting-title">"File in attesa"</h2>
                            <ul>{files.into_iter().enumerate().map(row).collect_view()}</ul>
                        </section>
                    }
                })
        }}
    }
}
