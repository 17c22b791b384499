//! Where a benefit stands between us and INPS, and the only steps from one standing to another.
//!
//! A [`Stato`] is made by [`Stato::default`] (to be sent) and by [`Stato::dopo`], the one table of steps; nothing else
//! makes one. Sendable or not is derived from the findings, never stored.

use super::Minute;
use serde::{Deserialize, Serialize};

/// Where a benefit stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Stato {
    fase: Fase,
}

/// The same, to be looked at. Flows are told by their names.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Fase {
    /// To be sent.
    #[default]
    DaInviare,
    /// In this flow, not answered yet.
    Inviata(String),
    /// Taken by INPS, in this flow.
    Acquisita(String),
    /// Taken by INPS in this flow, without the DSU that it did not find.
    AcquisitaSenzaDsu(String),
    /// Refused by INPS in this flow.
    Scartata {
        /// The flow.
        flusso: String,
        /// INPS's words.
        messaggio: String,
    },
    /// Taken by INPS, and to be taken back with the next flow of its ente.
    DaCancellare(Cancellazione),
    /// Its cancellation is in this flow, not answered yet.
    CancellazioneInviata {
        /// What is taken back.
        cancellazione: Cancellazione,
        /// The flow of the cancellation.
        nel: String,
    },
    /// Its cancellation and its new data are in this flow, not answered yet.
    RettificaInviata {
        /// What is taken back.
        cancellazione: Cancellazione,
        /// The flow of both.
        nel: String,
    },
    /// Taken back.
    Annullata {
        /// The flow in which INPS had taken it.
        flusso: String,
        /// The flow of the cancellation.
        nel: String,
    },
}

/// An acquired benefit that is to be taken back.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Cancellazione {
    /// The flow in which INPS has it.
    pub flusso: String,
    /// INPS has it without its DSU.
    #[serde(default)]
    pub senza_dsu: bool,
    /// Whether the benefit is then sent anew.
    pub rettifica: bool,
}

/// A step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passo<'p> {
    /// It is written into this flow.
    Invia(&'p str),
    /// Its cancellation is written into this flow.
    InviaCancellazione(&'p str),
    /// Its cancellation and its new data are written into this flow.
    InviaRettifica(&'p str),
    /// INPS took what was sent.
    Acquisisci,
    /// INPS took it, without its DSU.
    AcquisisciSenzaDsu,
    /// INPS refused it, in these words.
    Scarta(&'p str),
    /// INPS refused its cancellation, in these words.
    ScartaCancellazione(&'p str),
    /// *Predisponi per un nuovo invio*.
    Libera,
    /// *Rettifica*: to be taken back, and sent anew.
    Rettifica,
    /// *Annulla*: to be taken back for good.
    Annulla,
    /// Neither, after all.
    Rinuncia,
}

/// A step that this standing does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("La prestazione è nello stato «{0}»: l'operazione non è possibile.")]
pub struct Vietato(pub &'static str);

impl Stato {
    /// Where it stands.
    #[must_use]
    pub fn fase(&self) -> &Fase {
        &self.fase
    }

    /// The standing after a step.
    ///
    /// # Errors
    /// A step that this standing does not allow.
    pub fn dopo(&self, passo: Passo<'_>) -> Result<Self, Vietato> {
        let fase = match (&self.fase, passo) {
            (Fase::DaInviare, Passo::Invia(flusso)) => Fase::Inviata(flusso.to_owned()),
            (
                Fase::Inviata(flusso) | Fase::Scartata { flusso, .. } | Fase::AcquisitaSenzaDsu(flusso),
                Passo::Acquisisci,
            ) => Fase::Acquisita(flusso.clone()),
            (
                Fase::Inviata(flusso) | Fase::Scartata { flusso, .. } | Fase::Acquisita(flusso),
                Passo::AcquisisciSenzaDsu,
            ) => Fase::AcquisitaSenzaDsu(flusso.clone()),
            // INPS's word may come after the operator's.
            (
                Fase::Inviata(flusso)
                | Fase::Acquisita(flusso)
                | Fase::AcquisitaSenzaDsu(flusso)
                | Fase::Scartata { flusso, .. }
                | Fase::RettificaInviata { nel: flusso, .. },
                Passo::Scarta(messaggio),
            ) => Fase::Scartata { flusso: flusso.clone(), messaggio: messaggio.to_owned() },
            (Fase::Inviata(_) | Fase::Scartata { .. }, Passo::Libera) => Fase::DaInviare,
            (Fase::Acquisita(flusso), Passo::Rettifica | Passo::Annulla) => {
                Fase::DaCancellare(taken_back(flusso, false, passo))
            }
            (Fase::AcquisitaSenzaDsu(flusso), Passo::Rettifica | Passo::Annulla) => {
                Fase::DaCancellare(taken_back(flusso, true, passo))
            }
            (Fase::DaCancellare(it), Passo::Rinuncia) => {
                if it.senza_dsu {
                    Fase::AcquisitaSenzaDsu(it.flusso.clone())
                } else {
                    Fase::Acquisita(it.flusso.clone())
                }
            }
            (Fase::DaCancellare(it), Passo::InviaCancellazione(nel)) => {
                Fase::CancellazioneInviata { cancellazione: it.clone(), nel: nel.to_owned() }
            }
            (Fase::DaCancellare(it), Passo::InviaRettifica(nel)) if it.rettifica => {
                Fase::RettificaInviata { cancellazione: it.clone(), nel: nel.to_owned() }
            }
            (Fase::CancellazioneInviata { cancellazione, nel }, Passo::Acquisisci) => {
                if cancellazione.rettifica {
                    Fase::DaInviare
                } else {
                    Fase::Annullata { flusso: cancellazione.flusso.clone(), nel: nel.clone() }
                }
            }
            (Fase::RettificaInviata { nel, .. }, Passo::Acquisisci) => Fase::Acquisita(nel.clone()),
            (Fase::RettificaInviata { nel, .. }, Passo::AcquisisciSenzaDsu) => Fase::AcquisitaSenzaDsu(nel.clone()),
            (
                Fase::CancellazioneInviata { cancellazione, .. } | Fase::RettificaInviata { cancellazione, .. },
                Passo::ScartaCancellazione(_) | Passo::Libera,
            ) => Fase::DaCancellare(cancellazione.clone()),
            _ => return Err(Vietato(self.label())),
        };
        Ok(Self { fase })
    }

    /// In the operators' words.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match &self.fase {
            Fase::DaInviare => "Non Inviata",
            Fase::Inviata(_) => "Inviata",
            Fase::Acquisita(_) => "Acquisita",
            Fase::AcquisitaSenzaDsu(_) => "Acquisita senza DSU",
            Fase::Scartata { .. } => "Scartata",
            Fase::DaCancellare(it) if it.rettifica => "Da rettificare",
            Fase::DaCancellare(_) => "Da annullare",
            Fase::CancellazioneInviata { .. } => "Cancellazione inviata",
            Fase::RettificaInviata { .. } => "Rettifica inviata",
            Fase::Annullata { .. } => "Annullata",
        }
    }

    /// Whether it waits for a flow.
    #[must_use]
    pub fn da_inviare(&self) -> bool {
        self.fase == Fase::DaInviare
    }

    /// Whether its data may be changed: not what INPS has, or may have, unless it is being taken back to be mended.
    #[must_use]
    pub fn modificabile(&self) -> bool {
        match &self.fase {
            Fase::DaInviare => true,
            Fase::DaCancellare(it) | Fase::CancellazioneInviata { cancellazione: it, .. } => it.rettifica,
            _ => false,
        }
    }

    /// The flow that it belongs to now: the one whose answer is awaited, or the last that was answered.
    #[must_use]
    pub fn flusso(&self) -> Option<&str> {
        match &self.fase {
            Fase::DaInviare => None,
            Fase::Inviata(flusso)
            | Fase::Acquisita(flusso)
            | Fase::AcquisitaSenzaDsu(flusso)
            | Fase::Scartata { flusso, .. }
            | Fase::DaCancellare(Cancellazione { flusso, .. })
            | Fase::CancellazioneInviata { nel: flusso, .. }
            | Fase::RettificaInviata { nel: flusso, .. }
            | Fase::Annullata { nel: flusso, .. } => Some(flusso),
        }
    }

    /// The flows that carry it as it stands, each with whether that is its cancellation; the last of the others is the
    /// one by which INPS has it, or may have it.
    #[must_use]
    pub fn carried(&self) -> Vec<(&str, bool)> {
        match &self.fase {
            Fase::DaInviare => Vec::new(),
            Fase::Inviata(flusso)
            | Fase::Acquisita(flusso)
            | Fase::AcquisitaSenzaDsu(flusso)
            | Fase::Scartata { flusso, .. }
            | Fase::DaCancellare(Cancellazione { flusso, .. }) => vec![(flusso, false)],
            Fase::CancellazioneInviata { cancellazione, nel } => vec![(&cancellazione.flusso, false), (nel, true)],
            Fase::RettificaInviata { cancellazione, nel } => {
                vec![(&cancellazione.flusso, false), (nel, true), (nel, false)]
            }
            Fase::Annullata { flusso, nel } => vec![(flusso, false), (nel, true)],
        }
    }

    /// The same where flows are called otherwise: `called` says how.
    #[must_use]
    pub fn renamed(mut self, called: &dyn Fn(&str) -> Option<String>) -> Self {
        let names = match &mut self.fase {
            Fase::DaInviare => vec![],
            Fase::Inviata(flusso)
            | Fase::Acquisita(flusso)
            | Fase::AcquisitaSenzaDsu(flusso)
            | Fase::Scartata { flusso, .. }
            | Fase::DaCancellare(Cancellazione { flusso, .. }) => vec![flusso],
            Fase::CancellazioneInviata { cancellazione: Cancellazione { flusso, .. }, nel }
            | Fase::RettificaInviata { cancellazione: Cancellazione { flusso, .. }, nel }
            | Fase::Annullata { flusso, nel } => vec![flusso, nel],
        };
        for name in names {
            rename(name, called);
        }
        self
    }

    /// What the next flow takes back.
    #[must_use]
    pub fn to_take_back(&self) -> Option<&Cancellazione> {
        if let Fase::DaCancellare(it) = &self.fase { Some(it) } else { None }
    }

    /// What is taken back, or is to be.
    #[must_use]
    pub fn cancellazione(&self) -> Option<&Cancellazione> {
        match &self.fase {
            Fase::DaCancellare(it)
            | Fase::CancellazioneInviata { cancellazione: it, .. }
            | Fase::RettificaInviata { cancellazione: it, .. } => Some(it),
            _ => None,
        }
    }
}

fn taken_back(flusso: &str, senza_dsu: bool, passo: Passo<'_>) -> Cancellazione {
    Cancellazione { flusso: flusso.to_owned(), senza_dsu, rettifica: passo == Passo::Rettifica }
}

/// A sending that is over: what is left of it when the benefit moves on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Invio {
    /// The flow.
    pub flusso: String,
    /// Whether it was the cancellation that the flow carried.
    #[serde(default)]
    pub cancellazione: bool,
    /// How it ended.
    pub esito: Esito,
    /// When that was written down, `AAAA-MM-GG HH:MM`.
    pub quando: Minute,
}

/// How a sending ended.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Esito {
    /// Freed before INPS answered.
    Liberata,
    /// Refused by INPS, in these words.
    Scartata(String),
    /// Taken by INPS, and taken back later with this flow.
    Cancellata(String),
    /// A cancellation that INPS took.
    Accolta,
}

fn rename(name: &mut String, called: &dyn Fn(&str) -> Option<String>) {
    if let Some(new) = called(name) {
        *name = new;
    }
}

impl Invio {
    /// The same where flows are called otherwise.
    #[must_use]
    pub fn renamed(mut self, called: &dyn Fn(&str) -> Option<String>) -> Self {
        rename(&mut self.flusso, called);
        if let Esito::Cancellata(nel) = &mut self.esito {
            rename(nel, called);
        }
        self
    }
}

impl Esito {
    /// In the operators' words.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Liberata => "Predisposta per un nuovo invio".to_owned(),
            Self::Scartata(messaggio) => format!("Scartata: {messaggio}"),
            Self::Cancellata(nel) => format!("Cancellata con il flusso {nel}"),
            Self::Accolta => "Cancellazione acquisita".to_owned(),
        }
    }
}

/// The sendings that end with a step from one standing to the next.
#[must_use]
pub fn ended(before: &Stato, passo: Passo<'_>, quando: Minute) -> Vec<Invio> {
    let ended = |flusso: &str, cancellazione, esito| Invio { flusso: flusso.to_owned(), cancellazione, esito, quando };
    match (before.fase(), passo) {
        (Fase::Inviata(flusso), Passo::Libera) => vec![ended(flusso, false, Esito::Liberata)],
        (Fase::Scartata { flusso, messaggio }, Passo::Libera) => {
            vec![ended(flusso, false, Esito::Scartata(messaggio.clone()))]
        }
        (Fase::CancellazioneInviata { nel, .. }, Passo::Libera) => vec![ended(nel, true, Esito::Liberata)],
        (Fase::CancellazioneInviata { nel, .. }, Passo::ScartaCancellazione(messaggio)) => {
            vec![ended(nel, true, Esito::Scartata(messaggio.to_owned()))]
        }
        (Fase::RettificaInviata { nel, .. }, Passo::Libera) => {
            vec![ended(nel, true, Esito::Liberata), ended(nel, false, Esito::Liberata)]
        }
        // Where INPS keeps the old data, it takes no second copy of the benefit.
        (Fase::RettificaInviata { nel, .. }, Passo::ScartaCancellazione(messaggio)) => vec![
            ended(nel, true, Esito::Scartata(messaggio.to_owned())),
            ended(nel, false, Esito::Scartata(messaggio.to_owned())),
        ],
        (Fase::CancellazioneInviata { cancellazione, nel }, Passo::Acquisisci)
        | (
            Fase::RettificaInviata { cancellazione, nel },
            Passo::Acquisisci | Passo::AcquisisciSenzaDsu | Passo::Scarta(_),
        ) => {
            vec![ended(&cancellazione.flusso, false, Esito::Cancellata(nel.clone())), ended(nel, true, Esito::Accolta)]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: [Passo<'_>; 11] = [
        Passo::Invia("C"),
        Passo::InviaCancellazione("C"),
        Passo::InviaRettifica("C"),
        Passo::Acquisisci,
        Passo::AcquisisciSenzaDsu,
        Passo::Scarta("no"),
        Passo::ScartaCancellazione("no"),
        Passo::Libera,
        Passo::Rettifica,
        Passo::Annulla,
        Passo::Rinuncia,
    ];

    /// A standing that steps lead to.
    fn after(steps: &[Passo<'_>]) -> Stato {
        steps.iter().fold(Stato::default(), |stato, passo| stato.dopo(*passo).unwrap())
    }

    /// Where each of [`STEPS`] leads, in words; `-` where it is not allowed.
    #[track_caller]
    fn check(steps: &[Passo<'_>], leads_to: [&str; 11]) {
        let stato = after(steps);
        let found = STEPS.map(|passo| stato.dopo(passo).map_or("-", |stato| stato.label()));
        assert_eq!(found, leads_to, "{}", stato.label());
    }

    #[test]
    fn every_step_from_every_standing() {
        use Passo::{
            Acquisisci, AcquisisciSenzaDsu, Annulla, Invia, InviaCancellazione, InviaRettifica, Rettifica, Scarta,
        };
        let (no, da, scartata) = ("-", "Non Inviata", "Scartata");
        let (acquisita, senza) = ("Acquisita", "Acquisita senza DSU");
        let (rettifica, annulla) = ("Da rettificare", "Da annullare");
        let (c, both, gone) = ("Cancellazione inviata", "Rettifica inviata", "Annullata");
        check(&[], ["Inviata", no, no, no, no, no, no, no, no, no, no]);
        check(&[Invia("A")], [no, no, no, acquisita, senza, scartata, no, da, no, no, no]);
        check(&[Invia("A"), Acquisisci], [no, no, no, no, senza, scartata, no, no, rettifica, annulla, no]);
        check(&[Invia("A"), AcquisisciSenzaDsu], [no, no, no, acquisita, no, scartata, no, no, rettifica, annulla, no]);
        check(&[Invia("A"), Scarta("x")], [no, no, no, acquisita, senza, scartata, no, da, no, no, no]);
        let rettificare = [Invia("A"), Acquisisci, Rettifica];
        check(&rettificare, [no, c, both, no, no, no, no, no, no, no, acquisita]);
        let annullare = [Invia("A"), AcquisisciSenzaDsu, Annulla];
        check(&annullare, [no, c, no, no, no, no, no, no, no, no, senza]);
        check(&[&rettificare[..], &[InviaCancellazione("B")]].concat(), {
            [no, no, no, da, no, no, rettifica, rettifica, no, no, no]
        });
        check(&[&annullare[..], &[InviaCancellazione("B")]].concat(), {
            [no, no, no, gone, no, no, annulla, annulla, no, no, no]
        });
        check(&[&rettificare[..], &[InviaRettifica("B")]].concat(), {
            [no, no, no, acquisita, senza, scartata, rettifica, rettifica, no, no, no]
        });
        check(&[&annullare[..], &[InviaCancellazione("B"), Acquisisci]].concat(), [no; 11]);
    }

    #[test]
    fn what_may_be_changed() {
        use Passo::{Acquisisci, Annulla, Invia, InviaCancellazione, InviaRettifica, Rettifica};
        for (steps, expected) in [
            (&[][..], true),
            (&[Invia("A")], false),
            (&[Invia("A"), Acquisisci], false),
            (&[Invia("A"), Acquisisci, Annulla], false),
            (&[Invia("A"), Acquisisci, Rettifica], true),
            (&[Invia("A"), Acquisisci, Rettifica, InviaCancellazione("B")], true),
            (&[Invia("A"), Acquisisci, Rettifica, InviaRettifica("B")], false),
        ] {
            assert_eq!(after(steps).modificabile(), expected, "{steps:?}");
        }
    }

    #[test]
    fn older_archives_are_read() {
        for (stored, label, flusso) in [
            ("\"DaInviare\"", "Non Inviata", None),
            ("{\"Inviata\":\"A\"}", "Inviata", Some("A")),
            ("{\"Acquisita\":\"A\"}", "Acquisita", Some("A")),
        ] {
            let stato: Stato = serde_json::from_str(stored).unwrap();
            assert_eq!((stato.label(), stato.flusso()), (label, flusso));
            assert_eq!(serde_json::to_string(&stato).unwrap(), stored);
        }
    }

    #[test]
    fn what_ends_is_told_once() {
        use Passo::{Acquisisci, Invia, InviaCancellazione, Libera, Rettifica, Scarta};
        let steps = [
            Invia("A"),
            Scarta("codice ignoto"),
            Libera,
            Invia("B"),
            Acquisisci,
            Rettifica,
            InviaCancellazione("C"),
            Acquisisci,
            Invia("D"),
        ];
        let mut stato = Stato::default();
        let mut told = Vec::new();
        for passo in steps {
            told.extend(
                ended(&stato, passo, Minute::UNKNOWN)
                    .into_iter()
                    .map(|it| format!("{} {}", it.flusso, it.esito.label())),
            );
            stato = stato.dopo(passo).unwrap();
        }
        assert_eq!(told, ["A Scartata: codice ignoto", "B Cancellata con il flusso C", "C Cancellazione acquisita"]);
        assert_eq!(stato.flusso(), Some("D"));
    }
}
