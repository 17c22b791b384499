//! Routes of the page: `#/stampe` and back. Pure; never holds personal data.

/// A screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// `#/`
    Cruscotto,
    /// `#/importa`
    Importa,
    /// `#/assistiti`, `#/assistiti/:id`
    Assistiti(Option<u32>),
    /// `#/assistiti/nuovo`
    NuovoAssistito,
    /// `#/assistiti/:id/progetto`: a new case of a person
    NuovoProgetto(u32),
    /// `#/assistiti/:id/dati`: all that the archive has on a person
    Fascicolo(u32),
    /// `#/anagrafe`: a civil-registry extract beside the archive
    Estratto,
    /// `#/progetti`, `#/progetti/:id`
    Progetti(Option<u32>),
    /// `#/progetti/:id/prestazione`: a new benefit of a case
    NuovaPrestazione(u32),
    /// `#/invio`
    Invio,
    /// `#/stampe`, `#/stampe/:id`
    Stampe(Option<u32>),
    /// `#/flussi`, `#/flussi/:id`
    Flussi(Option<u32>),
    /// `#/flussi/:id/prova`: what a flow was and what became of it
    Prova(u32),
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
        let id = |text: &str| text.parse::<u32>().ok();
        let with_id = |make: fn(Option<u32>) -> Self, text: &str| id(text).map_or(Self::Unknown, |id| make(Some(id)));
        Some(match parts.as_slice() {
            [""] => Self::Cruscotto,
            ["importa"] => Self::Importa,
            ["assistiti"] => Self::Assistiti(None),
            ["assistiti", "nuovo"] => Self::NuovoAssistito,
            ["assistiti", one, "progetto"] => id(one).map_or(Self::Unknown, Self::NuovoProgetto),
            ["assistiti", one, "dati"] => id(one).map_or(Self::Unknown, Self::Fascicolo),
            ["progetti", one, "prestazione"] => id(one).map_or(Self::Unknown, Self::NuovaPrestazione),
            ["assistiti", one] => with_id(Self::Assistiti, one),
            ["anagrafe"] => Self::Estratto,
            ["progetti"] => Self::Progetti(None),
            ["progetti", one] => with_id(Self::Progetti, one),
            ["invio"] => Self::Invio,
            ["stampe"] => Self::Stampe(None),
            ["stampe", one] => with_id(Self::Stampe, one),
            ["flussi"] => Self::Flussi(None),
            ["flussi", one, "prova"] => id(one).map_or(Self::Unknown, Self::Prova),
            ["flussi", one] => with_id(Self::Flussi, one),
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

    /// The hash of a route.
    #[must_use]
    pub fn to_hash(&self) -> String {
        let with_id = |path: &str, id: &Option<u32>| id.map_or(format!("#/{path}"), |id| format!("#/{path}/{id}"));
        match self {
            Self::Cruscotto | Self::Unknown => "#/".into(),
            Self::Importa => "#/importa".into(),
            Self::Assistiti(id) => with_id("assistiti", id),
            Self::NuovoAssistito => "#/assistiti/nuovo".into(),
            Self::NuovoProgetto(id) => format!("#/assistiti/{id}/progetto"),
            Self::Fascicolo(id) => format!("#/assistiti/{id}/dati"),
            Self::Estratto => "#/anagrafe".into(),
            Self::Progetti(id) => with_id("progetti", id),
            Self::NuovaPrestazione(id) => format!("#/progetti/{id}/prestazione"),
            Self::Invio => "#/invio".into(),
            Self::Stampe(id) => with_id("stampe", id),
            Self::Flussi(id) => with_id("flussi", id),
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

#[cfg(test)]
mod tests {
    use super::Route;

    #[test]
    fn there_and_back() {
        for route in [
            Route::Cruscotto,
            Route::Importa,
            Route::Assistiti(None),
            Route::Assistiti(Some(3)),
            Route::NuovoAssistito,
            Route::NuovoProgetto(3),
            Route::Fascicolo(3),
            Route::Estratto,
            Route::Progetti(Some(12)),
            Route::NuovaPrestazione(12),
            Route::Invio,
            Route::Stampe(Some(0)),
            Route::Flussi(None),
            Route::Prova(3),
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
