//! Which of the indicators of an attestation is the person's.
//!
//! INPS lists a person under a special indicator because the declaration was made for such benefits: that one is
//! theirs then, and never the ordinario in its place. Where several list them, the benefit asked for decides.
//! Source: D.P.C.M. 159/2013, articles 6 to 8; `ISEE_Attestazione.xsd` 1.4 for what refers to what.

use super::answer::{Esito, TipoIndicatore, Valori};

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
    pub(super) isee: Option<String>,
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
}

/// What a benefit is for, where that decides between indicators.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    University,
    Care,
    Residence,
    Other,
}

fn purpose(benefit: Option<&str>) -> Purpose {
    match benefit.unwrap_or_default() {
        "A2.03" | "A2.04" => Purpose::University,
        "A1.14" | "A3.02" => Purpose::Residence,
        "A1.10" | "A1.11" | "A1.12" | "A1.13" | "A2.07" | "A2.08" | "A3.01" => Purpose::Care,
        _ => Purpose::Other,
    }
}

impl OfPerson {
    /// The indicator that applies to a benefit; `None` where the attestation does not speak of the person.
    pub(super) fn applied(&self, benefit: Option<&str>) -> Option<Applied> {
        let purpose = purpose(benefit);
        let minor = || self.listed(TipoIndicatore::Minorenne, self.minorenne.as_ref());
        let student = || self.listed(TipoIndicatore::Universitario, self.universitario.as_ref());
        let care = || self.listed(care(purpose), self.socio_sanitario.as_ref());
        let reduced = || self.ridotto.as_ref().map(|ridotto| ridotto.applied(purpose));
        let special = [&self.minorenne, &self.universitario, &self.socio_sanitario];
        let listed = special.into_iter().flatten().count() + usize::from(self.ridotto.is_some());
        let applied = match purpose {
            Purpose::University => student().or_else(reduced).or_else(minor).or_else(care),
            Purpose::Care | Purpose::Residence => reduced().or_else(care).or_else(minor).or_else(student),
            Purpose::Other => minor().or_else(reduced).or_else(care).or_else(student),
        }
        .or_else(|| {
            let own = self.member.then_some(self.ordinario.as_ref()).flatten();
            own.map(|valori| Applied::found(TipoIndicatore::Ordinario, false, valori.clone()))
        })
        .or_else(|| (self.member && self.famiglia).then(Applied::of_no_comune));
        // In law the one of students is for the right to study alone.
        let of_study = |it: &Applied| it.tipo == TipoIndicatore::Universitario && purpose != Purpose::University;
        applied.map(|it| Applied { dubbio: listed > 1 || of_study(&it), ..it })
    }

    fn listed(&self, tipo: TipoIndicatore, listed: Option<&Listed>) -> Option<Applied> {
        listed.map(|listed| listed.applied(tipo, false, self.ordinario.as_ref()))
    }
}

fn care(purpose: Purpose) -> TipoIndicatore {
    if purpose == Purpose::Residence { TipoIndicatore::Residenziale } else { TipoIndicatore::SocioSanitario }
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
                };
            }
            Branch::Own => self.own.clone(),
            Branch::Household => household.cloned().unwrap_or_default(),
        };
        let isee = valori.isee.or_else(|| self.isee.clone());
        Applied::found(tipo, ridotto, Valori { isee, ..valori })
    }
}

impl Ridotto {
    fn applied(&self, purpose: Purpose) -> Applied {
        match &self.socio_sanitario {
            Some(listed) if purpose != Purpose::University => listed.applied(care(purpose), true, self.valori.as_ref()),
            _ => {
                let tipo = if purpose == Purpose::University { TipoIndicatore::Dottorato } else { care(purpose) };
                Applied::found(tipo, true, self.valori.clone().unwrap_or_default())
            }
        }
    }
}

impl Applied {
    fn of_no_comune() -> Self {
        let (tipo, esito) = (TipoIndicatore::Famiglia, Esito::SoloFamiglia);
        Self { tipo, ridotto: false, esito, valori: Valori::default(), dubbio: false }
    }

    /// Without an ISEE nothing was found: no other one is put in its place.
    fn found(tipo: TipoIndicatore, ridotto: bool, valori: Valori) -> Self {
        let esito = if valori.isee.is_some() { Esito::Ok } else { Esito::DatiNonTrovati };
        Self { tipo, ridotto, esito, valori, dubbio: false }
    }
}
