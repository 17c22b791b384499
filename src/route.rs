//! Routes of the page: `#/stampe` and back. Pure; never holds personal data.

use crate::records::{AssistitoId, FlussoId, Id, ProgettoId, StampaId};

/// A screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// `#/`
    Cruscotto,
    /// `#/importa`
    Importa,
    /// `#/assistiti`, `#/assistiti/:id`
    Assistiti(Option<AssistitoId>),
    /// `#/assistiti/nuovo`
    NuovoAssistito,
    /// `#/assistiti/:id/progetto`: a new case of a person
    NuovoProgetto(AssistitoId),
    /// `#/assistiti/:id/dati`: all that the archive has on a person
    Fascicolo(AssistitoId),
    /// `#/anagrafe`: a civil-registry extract beside the archive
    Estratto,
    /// `#/progetti`, `#/progetti/:id`
    Progetti(Option<ProgettoId>),
    /// `#/progetti/:id/prestazione`: a new benefit of a case
    NuovaPrestazione(ProgettoId),
    /// `#/invio`
    Invio,
    /// `#/stampe`, `#/stampe/:id`
    Stampe(Option<StampaId>),
    /// `#/flussi`, `#/flussi/:id`
    Flussi(Option<FlussoId>),
    /// `#/flussi/:id/prova`: what a flow was and what became of it
    Prova(FlussoId),
    /// `#/esiti`
    Esiti,
    /// `#/verifica`
    Verifica,
    /// `#/isee/richiesta`
    IseeRichiesta,
    /// `#/isee/risposte`
    IseeRisposte,
    /// `#/isee/consultazioni`
    IseeConsultazioni,
    /// `#/registro`
    Registro,
    /// `#/impostazioni`
    Impostazioni,
    /// `#/guida`, `#/guida/:regola`
    Guida(Option<String>),
    /// `#/mv62`
    Mv62,
    /// `#/accessibilita`
    Accessibilita,
    /// Anything else.
    Unknown,
}

impl Route {
    /// The route of a location's hash, with or without its `#`.
    /// Other anchors (skip links) are no routes: `None`.
    #[must_use]
    pub fn from_hash(hash: &str) -> Option<Self> {
        let hash = hash.strip_prefix('#').unwrap_or(hash);
        if hash.is_empty() {
            return Some(Self::Cruscotto);
        }
        let path = hash.strip_prefix('/')?;
        let path = path.split('?').next().unwrap_or_default().trim_end_matches('/');
        let parts: Vec<&str> = path.split('/').collect();
        Some(match parts.as_slice() {
            [""] => Self::Cruscotto,
            ["importa"] => Self::Importa,
            ["assistiti"] => Self::Assistiti(None),
            ["assistiti", "nuovo"] => Self::NuovoAssistito,
            ["assistiti", one, "progetto"] => Self::of(one, Self::NuovoProgetto),
            ["assistiti", one, "dati"] => Self::of(one, Self::Fascicolo),
            ["progetti", one, "prestazione"] => Self::of(one, Self::NuovaPrestazione),
            ["assistiti", one] => Self::of(one, |id| Self::Assistiti(Some(id))),
            ["anagrafe"] => Self::Estratto,
            ["progetti"] => Self::Progetti(None),
            ["progetti", one] => Self::of(one, |id| Self::Progetti(Some(id))),
            ["invio"] => Self::Invio,
            ["stampe"] => Self::Stampe(None),
            ["stampe", one] => Self::of(one, |id| Self::Stampe(Some(id))),
            ["flussi"] => Self::Flussi(None),
            ["flussi", one, "prova"] => Self::of(one, Self::Prova),
            ["flussi", one] => Self::of(one, |id| Self::Flussi(Some(id))),
            ["esiti"] => Self::Esiti,
            ["verifica"] => Self::Verifica,
            ["isee", "richiesta"] => Self::IseeRichiesta,
            ["isee", "risposte"] => Self::IseeRisposte,
            ["isee", "consultazioni"] => Self::IseeConsultazioni,
            ["registro"] => Self::Registro,
            ["impostazioni"] => Self::Impostazioni,
            ["guida"] => Self::Guida(None),
            ["mv62"] => Self::Mv62,
            ["accessibilita"] => Self::Accessibilita,
            ["guida", rule] if rule.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
                Self::Guida(Some((*rule).to_owned()))
            }
            _ => Self::Unknown,
        })
    }

    /// The screen of a record, by what an address calls it.
    fn of<R>(text: &str, screen: impl FnOnce(Id<R>) -> Self) -> Self {
        text.parse().map_or(Self::Unknown, screen)
    }

    /// The hash of a route.
    #[must_use]
    pub fn to_hash(&self) -> String {
        match self {
            Self::Cruscotto | Self::Unknown => "#/".into(),
            Self::Importa => "#/importa".into(),
            Self::Assistiti(id) => with_id("assistiti", *id),
            Self::NuovoAssistito => "#/assistiti/nuovo".into(),
            Self::NuovoProgetto(id) => format!("#/assistiti/{id}/progetto"),
            Self::Fascicolo(id) => format!("#/assistiti/{id}/dati"),
            Self::Estratto => "#/anagrafe".into(),
            Self::Progetti(id) => with_id("progetti", *id),
            Self::NuovaPrestazione(id) => format!("#/progetti/{id}/prestazione"),
            Self::Invio => "#/invio".into(),
            Self::Stampe(id) => with_id("stampe", *id),
            Self::Flussi(id) => with_id("flussi", *id),
            Self::Prova(id) => format!("#/flussi/{id}/prova"),
            Self::Esiti => "#/esiti".into(),
            Self::Verifica => "#/verifica".into(),
            Self::IseeRichiesta => "#/isee/richiesta".into(),
            Self::IseeRisposte => "#/isee/risposte".into(),
            Self::IseeConsultazioni => "#/isee/consultazioni".into(),
            Self::Registro => "#/registro".into(),
            Self::Impostazioni => "#/impostazioni".into(),
            Self::Guida(None) => "#/guida".into(),
            Self::Mv62 => "#/mv62".into(),
            Self::Accessibilita => "#/accessibilita".into(),
            Self::Guida(Some(rule)) => format!("#/guida/{rule}"),
        }
    }

    /// The entry of the navigation that a screen belongs to.
    #[must_use]
    pub fn section(&self) -> Self {
        match self {
            Self::Assistiti(_)
            | Self::NuovoAssistito
            | Self::NuovoProgetto(_)
            | Self::Fascicolo(_)
            | Self::Estratto => Self::Assistiti(None),
            Self::Progetti(_) | Self::NuovaPrestazione(_) => Self::Progetti(None),
            Self::Prova(_) => Self::Flussi(None),
            Self::IseeRisposte | Self::IseeConsultazioni => Self::IseeRichiesta,
            Self::Mv62 => Self::Guida(None),
            other => other.clone(),
        }
    }

    /// The screen's heading.
    #[must_use]
    pub fn heading(&self) -> &'static str {
        match self {
            Self::Cruscotto => "Cruscotto",
            Self::Importa => "Importa prestazioni",
            Self::Assistiti(_) | Self::NuovoAssistito => "Assistiti",
            Self::NuovoProgetto(_) => "Nuovo progetto sociale",
            Self::Fascicolo(_) => "Tutti i dati della persona",
            Self::Estratto => "Confronto con l'anagrafe",
            Self::Progetti(None) => "Progetti sociali",
            Self::Progetti(Some(_)) => "Quadro sinottico",
            Self::NuovaPrestazione(_) => "Nuova prestazione",
            Self::Invio => "Invio Prestazioni PS-PSA-SINA",
            Self::Stampe(_) => "Gestione stampe",
            Self::Flussi(_) => "Gestione flussi",
            Self::Prova(_) => "Prova d'invio",
            Self::Esiti => "Esiti INPS",
            Self::Verifica => "Verifica un file XML",
            Self::IseeRichiesta => "Generazione XML di richiesta",
            Self::IseeRisposte => "Gestione consultazioni XML",
            Self::IseeConsultazioni => "Gestione Consultazioni",
            Self::Registro => "Registro attività",
            Self::Impostazioni => "Impostazioni",
            Self::Guida(_) => "Guida",
            Self::Mv62 => "Modulo MV62",
            Self::Accessibilita => "Dichiarazione di accessibilità",
            Self::Unknown => "Pagina non trovata",
        }
    }
}

/// The list's address, or that of one of its records.
fn with_id<R>(path: &str, id: Option<Id<R>>) -> String {
    id.map_or_else(|| format!("#/{path}"), |id| format!("#/{path}/{id}"))
}

#[cfg(test)]
mod tests {
    use super::{Id, Route};

    #[test]
    fn there_and_back() {
        for route in [
            Route::Cruscotto,
            Route::Importa,
            Route::Assistiti(None),
            Route::Assistiti(Some(Id::new(3))),
            Route::NuovoAssistito,
            Route::NuovoProgetto(Id::new(3)),
            Route::Fascicolo(Id::new(3)),
            Route::Estratto,
            Route::Progetti(Some(Id::new(12))),
            Route::NuovaPrestazione(Id::new(12)),
            Route::Invio,
            Route::Stampe(Some(Id::new(0))),
            Route::Flussi(None),
            Route::Prova(Id::new(3)),
            Route::Esiti,
            Route::Verifica,
            Route::IseeRichiesta,
            Route::IseeRisposte,
            Route::IseeConsultazioni,
            Route::Registro,
            Route::Impostazioni,
            Route::Guida(Some("P04".into())),
            Route::Mv62,
            Route::Accessibilita,
        ] {
            assert_eq!(Route::from_hash(&route.to_hash()), Some(route));
        }
    }

    #[test]
    fn what_is_no_route() {
        assert_eq!(Route::from_hash("#main"), None);
        assert_eq!(Route::from_hash(""), Some(Route::Cruscotto));
        assert_eq!(Route::from_hash("#/flussi/ciao"), Some(Route::Unknown));
        assert_eq!(Route::from_hash("#/altro"), Some(Route::Unknown));
        assert_eq!(Route::from_hash("#/stampe/?x"), Some(Route::Stampe(None)));
    }
}
