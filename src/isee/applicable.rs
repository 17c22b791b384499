//! Which of the indicators of an attestation is the person's.
//!
//! The benefit asked for decides ([`purpose`](super::purpose)): the indicator named for it is the person's, never the
//! ordinario in the place of a special one in which INPS lists them, and no special one in the place of the ordinario.
//! What else there is of the person is told beside it. Where no benefit is asked for, the special one was asked for by
//! whoever made the declaration.
//! Source: D.P.C.M. 159/2013, articles 6 to 8; `ISEE_Attestazione.xsd` 1.4 for what refers to what.

use super::answer::{Esito, TipoIndicatore, Valori};
use super::purpose::{Choices, Purpose};
use crate::records::Amount;

/// What an attestation says of the person asked about.
#[derive(Debug, Default)]
pub(super) struct OfPerson {
    /// The ordinario, where the person is of its household.
    pub(super) ordinario: Option<Valori>,
    /// Whether there is an indicator for families and inclusion, which no benefit of a comune has.
    pub(super) famiglia: bool,
    pub(super) minorenne: Option<Listed>,
    pub(super) universitario: Option<Listed>,
    pub(super) socio_sanitario: Option<Listed>,
    /// The reduced household that was made for the person.
    pub(super) ridotto: Option<Ridotto>,
    /// Whether the person is of the ordinario's household.
    pub(super) member: bool,
}

/// A person listed under a special indicator.
#[derive(Debug, Default)]
pub(super) struct Listed {
    pub(super) branch: Branch,
    /// Values of the indicator itself.
    pub(super) own: Valori,
    /// The indicator as the list repeats it.
    pub(super) isee: Option<Amount>,
}

/// Where the values of a special indicator are.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Branch {
    /// Its own.
    #[default]
    Own,
    /// Those of the household (`ISEEOrd`, or `ISEERistretto` within the reduced one).
    Household,
    /// Nowhere: it cannot be computed.
    NotComputable,
}

/// A reduced household.
#[derive(Debug, Default)]
pub(super) struct Ridotto {
    pub(super) corrente: bool,
    pub(super) valori: Option<Valori>,
    pub(super) socio_sanitario: Option<Listed>,
}

/// The indicator that applies.
#[derive(Debug)]
pub(super) struct Applied {
    pub(super) tipo: TipoIndicatore,
    pub(super) ridotto: bool,
    pub(super) esito: Esito,
    pub(super) valori: Valori,
    /// Whether the law, or the list itself, leaves room for another one.
    pub(super) dubbio: bool,
    /// What else the attestation says of the person: indicator and value.
    pub(super) altri: Vec<(TipoIndicatore, Option<Amount>)>,
}

impl OfPerson {
    /// The indicator that applies to a benefit; `None` where the attestation does not speak of the person.
    pub(super) fn applied(&self, benefit: Option<&str>, choices: &Choices) -> Option<Applied> {
        let purpose = benefit.map(|benefit| Purpose::of(benefit, choices));
        let minor = self.listed(TipoIndicatore::Minorenne, self.minorenne.as_ref());
        let student = self.listed(TipoIndicatore::Universitario, self.universitario.as_ref());
        let care = self.listed(care(purpose), self.socio_sanitario.as_ref());
        let reduced = self.ridotto.as_ref().map(|ridotto| ridotto.applied(purpose));
        let own = self.member.then_some(self.ordinario.as_ref()).flatten();
        let own = own.map(|valori| Applied::found(TipoIndicatore::Ordinario, false, valori.clone()));
        // The one that the law names first; then the others, in whose place it never is.
        let (named, others) = match purpose {
            Some(Purpose::University) => (2, [student, reduced, own, minor, care]),
            Some(Purpose::Care | Purpose::Residence) => (2, [reduced, care, own, minor, student]),
            Some(Purpose::Minors) => (1, [minor, own, reduced, care, student]),
            Some(Purpose::Other) => (1, [own, minor, reduced, care, student]),
            None => (3, [minor, reduced, care, student, own]),
        };
        let mut there: Vec<(usize, Applied)> =
            others.into_iter().enumerate().filter_map(|(place, it)| Some((place, it?))).collect();
        if there.is_empty() {
            return (self.member && self.famiglia).then(Applied::of_no_comune);
        }
        let (place, applied) = there.remove(0);
        // The ordinario is of everybody, and one of the same value makes no difference.
        let special = |it: &Applied| it.tipo != TipoIndicatore::Ordinario;
        let differs = |(_, it): &(usize, Applied)| special(it) && it.valori.isee != applied.valori.isee;
        let dubbio = there.iter().any(differs) || place >= named && special(&applied);
        let altri = there.into_iter().map(|(_, it)| (it.tipo, it.valori.isee)).collect();
        Some(Applied { dubbio, altri, ..applied })
    }

    fn listed(&self, tipo: TipoIndicatore, listed: Option<&Listed>) -> Option<Applied> {
        listed.map(|listed| listed.applied(tipo, false, self.ordinario.as_ref()))
    }
}

fn care(purpose: Option<Purpose>) -> TipoIndicatore {
    if purpose == Some(Purpose::Residence) { TipoIndicatore::Residenziale } else { TipoIndicatore::SocioSanitario }
}

impl Listed {
    fn applied(&self, tipo: TipoIndicatore, ridotto: bool, household: Option<&Valori>) -> Applied {
        let valori = match self.branch {
            Branch::NotComputable => {
                return Applied {
                    tipo,
                    ridotto,
                    esito: Esito::NonCalcolabile,
                    valori: Valori::default(),
                    dubbio: false,
                    altri: Vec::new(),
                };
            }
            Branch::Own => self.own.clone(),
            Branch::Household => household.cloned().unwrap_or_default(),
        };
        let isee = valori.isee.or(self.isee);
        Applied::found(tipo, ridotto, Valori { isee, ..valori })
    }
}

impl Ridotto {
    fn applied(&self, purpose: Option<Purpose>) -> Applied {
        match &self.socio_sanitario {
            Some(listed) if purpose != Some(Purpose::University) => {
                listed.applied(care(purpose), true, self.valori.as_ref())
            }
            _ => {
                let tipo = if purpose == Some(Purpose::University) { TipoIndicatore::Dottorato } else { care(purpose) };
                Applied::found(tipo, true, self.valori.clone().unwrap_or_default())
            }
        }
    }
}

impl Applied {
    fn of_no_comune() -> Self {
        let (tipo, esito) = (TipoIndicatore::Famiglia, Esito::SoloFamiglia);
        Self { tipo, ridotto: false, esito, valori: Valori::default(), dubbio: false, altri: Vec::new() }
    }

    /// Without an ISEE nothing was found: no other one is put in its place.
    fn found(tipo: TipoIndicatore, ridotto: bool, valori: Valori) -> Self {
        let esito = if valori.isee.is_some() { Esito::Ok } else { Esito::DatiNonTrovati };
        Self { tipo, ridotto, esito, valori, dubbio: false, altri: Vec::new() }
    }
}
