//! What records are made of, by names that are stored: histories and merges go by them, whatever a screen calls them.

use super::Field;
use serde::{Deserialize, Serialize};

macro_rules! members {
    ($($name:ident $id:literal $label:literal,)+) => {
        /// A field of the table, or what records have beside them.
        #[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(from = "String", into = "String")]
        pub enum Member {
            /// A field of the table.
            Field(Field),
            $(#[doc = $label] $name,)+
            /// What this program does not know: a newer or older one wrote it down.
            Unknown(String),
        }

        impl Member {
            /// What is no field of the table.
            const BESIDE: &'static [(Self, &'static str, &'static str)] = &[$((Self::$name, $id, $label),)+];
        }
    };
}

members! {
    AnnoNascita "anno_di_nascita" "Anno di nascita",
    Assistito "assistito" "Assistito",
    Progetto "progetto" "Progetto",
    StatoProgetto "stato_progetto" "Stato del progetto",
    CodiceEnte "codice_ente" "Codice",
    DenominazioneEnte "denominazione_ente" "Denominazione",
    Sede "sede" "Sede",
    Operatori "operatori" "Operatori",
    RegoleAbbassate "regole_abbassate" "Regole che danno solo un avviso",
    NomeStorico "nome_storico" "Nome del flusso nella forma storica",
    RettificaUnica "rettifica_unica" "Rettifiche in un flusso solo",
    ErogazioniSingole "erogazioni_singole" "Erogazioni a tempo inviate una per una",
    TermineGiorni "termine_giorni" "Giorni entro cui inviare",
    TermineFonte "termine_fonte" "Fonte del termine",
    // Of a merge: where a benefit stands, and whether a record is there at all.
    Stato "stato" "Stato",
    Scheda "scheda" "Scheda",
}

impl Member {
    /// The name that is stored.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Field(field) => field.id(),
            Self::Unknown(text) => text,
            known => known.told().0,
        }
    }

    /// The name that an operator reads.
    #[must_use]
    pub fn label(&self) -> &str {
        match self {
            Self::Field(field) => field.label(),
            Self::Unknown(text) => text,
            known => known.told().1,
        }
    }

    fn told(&self) -> (&'static str, &'static str) {
        Self::BESIDE.iter().find(|(member, ..)| member == self).map_or(("", ""), |(_, id, label)| (*id, *label))
    }
}

impl From<Field> for Member {
    fn from(field: Field) -> Self {
        Self::Field(field)
    }
}

/// By the name that is stored; before format 5 that was the label.
impl From<String> for Member {
    fn from(text: String) -> Self {
        let field = Field::ALL.iter().find(|field| text == field.id() || text == field.label());
        let beside = || Self::BESIDE.iter().find(|(_, id, label)| text == *id || text == *label);
        match (field, beside) {
            (Some(field), _) => Self::Field(*field),
            (None, beside) => beside().map(|(member, ..)| member.clone()).unwrap_or(Self::Unknown(text)),
        }
    }
}

impl From<Member> for String {
    fn from(member: Member) -> Self {
        member.id().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_is_read_by_its_name_and_by_its_former_one() {
        let fields = Field::ALL.iter().copied().map(Member::Field);
        let all: Vec<Member> = fields.chain(Member::BESIDE.iter().map(|(member, ..)| member.clone())).collect();
        let mut names = HashSet::new();
        for member in all {
            for name in [member.id(), member.label()] {
                assert!(names.insert(name.to_owned()), "{name} means two things");
                assert_eq!(Member::from(name.to_owned()), member);
            }
            assert_eq!(Member::from(String::from(member.clone())), member);
        }
        let unknown = Member::from("Campo di domani".to_owned());
        assert_eq!(unknown.label(), "Campo di domani");
        assert_eq!(String::from(unknown), "Campo di domani");
    }
}
