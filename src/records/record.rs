//! Records as what they are made of: every member can be told in words, taken from another record, and laid over it.

use super::field::{FieldValue, Owner, Place};
use super::{Assistito, Ente, Erogazione, Field, Member, Prestazione, Progetto, Sina};

/// A member that is no field of the table.
pub struct Beside<R> {
    member: Member,
    words: fn(&R) -> String,
    take: fn(&mut R, &R),
}

/// What a record is made of. What it was made by, where it stands and whether it is of the demonstration are none of it.
pub trait Record: Clone + Default + PartialEq + 'static {
    /// Whose fields it has; `None` where the table has none of its fields.
    const OWNER: Option<Owner> = None;
    /// Members that are told before the fields.
    const BEFORE: &'static [Beside<Self>] = &[];
    /// Members that are told after them.
    const AFTER: &'static [Beside<Self>] = &[];

    /// The value of a field; blank where it is not one of its own.
    #[must_use]
    fn get(&self, _field: Field) -> FieldValue {
        FieldValue::Blank
    }

    /// Puts a value in; nothing where the field is not one of its own.
    fn set(&mut self, _field: Field, _value: FieldValue) {}

    /// Its fields, in the order of the table.
    fn fields() -> impl Iterator<Item = Field> {
        Self::OWNER.map(Field::held_by).unwrap_or_default().iter().copied()
    }

    /// Every member with its value as an operator reads it; blank ones are empty. Always the same ones, in the same order.
    #[must_use]
    fn in_words(&self) -> Vec<(Member, String)> {
        let beside = |it: &Beside<Self>| (it.member.clone(), (it.words)(self));
        let fields = Self::fields().map(|field| (Member::Field(field), field.in_words(&self.get(field))));
        Self::BEFORE.iter().map(beside).chain(fields).chain(Self::AFTER.iter().map(beside)).collect()
    }

    /// Takes a member from another record. Nothing of it is lost, as it would be through words.
    fn take(&mut self, member: &Member, other: &Self) {
        if let Member::Field(field) = member
            && !matches!(field.place(), Place::Nowhere)
        {
            self.set(*field, other.get(*field));
        } else if let Some(beside) = Self::BEFORE.iter().chain(Self::AFTER).find(|it| it.member == *member) {
            (beside.take)(self, other);
        }
    }

    /// Whether two records have another value there.
    #[must_use]
    fn differs(&self, member: &Member, other: &Self) -> bool {
        let mut with_its = self.clone();
        with_its.take(member, other);
        with_its != *self
    }

    /// The record, with every field that was written over it; the rest stays.
    #[must_use]
    fn overlaid_by(&self, written: &Self) -> Self {
        overlaid(self, written)
    }

    /// Fills what is blank with what is written elsewhere.
    fn fill(&mut self, written: &Self) {
        for field in Self::fields() {
            if self.get(field) == FieldValue::Blank {
                self.set(field, written.get(field));
            }
        }
    }
}

fn overlaid<R: Record>(known: &R, written: &R) -> R {
    let mut over = known.clone();
    for field in R::fields() {
        let value = written.get(field);
        if value != FieldValue::Blank {
            over.set(field, value);
        }
    }
    over
}

/// A member held as it is told.
macro_rules! beside {
    ($member:ident: $($field:ident),+ => $words:expr) => {
        Beside {
            member: Member::$member,
            words: $words,
            take: |ours, theirs| {
                $(ours.$field.clone_from(&theirs.$field);)+
            },
        }
    };
}

fn yes(value: bool) -> String {
    if value { "sì" } else { "no" }.to_owned()
}

impl Record for Ente {
    const BEFORE: &'static [Beside<Self>] = &[
        beside!(CodiceEnte: codice => |it| it.codice.clone()),
        beside!(DenominazioneEnte: denominazione => |it| it.denominazione.clone()),
        beside!(Sede: sede => |it| it.sede.clone()),
        beside!(Operatori: operatori => |it| {
            let names = it.operatori.iter().map(|it| format!("{} ({})", it.nome, it.codice_fiscale));
            names.collect::<Vec<_>>().join(", ")
        }),
        beside!(RegoleAbbassate: regole_abbassate => |it| it.regole_abbassate.join(", ")),
        beside!(NomeStorico: nome_storico => |it| yes(it.nome_storico)),
        beside!(RettificaUnica: rettifica_unica => |it| yes(it.rettifica_unica)),
        beside!(ErogazioniSingole: erogazioni_singole => |it| yes(it.erogazioni_singole)),
        beside!(TermineGiorni: termine_giorni => |it| it.termine_giorni.map(|days| days.to_string()).unwrap_or_default()),
        beside!(TermineFonte: termine_fonte => |it| it.termine_fonte.clone()),
    ];
}

impl Record for Assistito {
    const OWNER: Option<Owner> = Some(Owner::Assistito);
    const AFTER: &'static [Beside<Self>] = &[beside!(AnnoNascita: anno_nascita => |it| {
        it.anno_nascita.map(|anno| anno.to_string()).unwrap_or_default()
    })];

    fn get(&self, field: Field) -> FieldValue {
        if let Place::Assistito(slot) = field.place() { (slot.get)(self) } else { FieldValue::Blank }
    }

    fn set(&mut self, field: Field, value: FieldValue) {
        if let Place::Assistito(slot) = field.place() {
            (slot.set)(self, value);
        }
    }

    fn overlaid_by(&self, written: &Self) -> Self {
        Self { anno_nascita: written.anno_nascita.or(self.anno_nascita), ..overlaid(self, written) }
    }
}

impl Record for Progetto {
    const OWNER: Option<Owner> = Some(Owner::Progetto);
    const BEFORE: &'static [Beside<Self>] = &[
        Beside {
            member: Member::Field(Field::Ente),
            ..beside!(Assistito: ente, ente_scritto => |it| {
                it.ente.map_or_else(|| it.ente_scritto.clone(), |id| format!("n. {id}"))
            })
        },
        beside!(Assistito: assistito => |it| format!("n. {}", it.assistito)),
    ];
    const AFTER: &'static [Beside<Self>] =
        &[beside!(StatoProgetto: chiuso => |it| if it.chiuso { "chiuso" } else { "aperto" }.to_owned())];

    fn get(&self, field: Field) -> FieldValue {
        if let Place::Progetto(slot) = field.place() { (slot.get)(self) } else { FieldValue::Blank }
    }

    fn set(&mut self, field: Field, value: FieldValue) {
        if let Place::Progetto(slot) = field.place() {
            (slot.set)(self, value);
        }
    }
}

impl Record for Prestazione {
    const OWNER: Option<Owner> = Some(Owner::Prestazione);
    const BEFORE: &'static [Beside<Self>] = &[beside!(Progetto: progetto => |it| format!("n. {}", it.progetto))];

    fn get(&self, field: Field) -> FieldValue {
        match field.place() {
            Place::Prestazione(slot) => (slot.get)(self),
            Place::Sina(slot) => self.sina.as_ref().map_or(FieldValue::Blank, slot.get),
            Place::Erogazione(slot) => self.erogazione.as_ref().map_or(FieldValue::Blank, slot.get),
            _ => FieldValue::Blank,
        }
    }

    fn set(&mut self, field: Field, value: FieldValue) {
        match field.place() {
            Place::Prestazione(slot) => (slot.set)(self, value),
            Place::Sina(slot) => {
                let mut sina = self.sina.take().unwrap_or_default();
                (slot.set)(&mut sina, value);
                self.sina = Some(sina).filter(|it| *it != Sina::default());
            }
            Place::Erogazione(slot) => {
                let mut erogazione = self.erogazione.take().unwrap_or_default();
                (slot.set)(&mut erogazione, value);
                self.erogazione = Some(erogazione).filter(|it| *it != Erogazione::default());
            }
            _ => {}
        }
    }

    /// An assessment is one whole: what a later one does not say is not said.
    fn overlaid_by(&self, written: &Self) -> Self {
        let sina = written.sina.as_ref().or(self.sina.as_ref()).cloned();
        Self { sina, ..overlaid(self, written) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::{Enumeration, Genere, Mobilita};
    use crate::records::{Amount, AssistitoId, EnteId, Hours, Operatore, ProgettoId};
    use serde::Serialize;

    /// Each member, where it differs, is taken with its own words and no others; all of them make the other record.
    #[track_caller]
    fn check<R: Record + std::fmt::Debug>(ours: &R, theirs: &R, differing: usize) {
        let mut whole = ours.clone();
        let mut count = 0;
        for (at, (member, _)) in ours.in_words().iter().enumerate() {
            let mut one = ours.clone();
            count += usize::from(ours.differs(member, theirs));
            one.take(member, theirs);
            assert_eq!(one != *ours, ours.differs(member, theirs));
            let words = ours.in_words().into_iter().zip(theirs.in_words()).enumerate();
            let expected: Vec<_> = words.map(|(index, (mine, its))| if index == at { its } else { mine }).collect();
            assert_eq!(one.in_words(), expected);
            whole.take(member, theirs);
        }
        assert_eq!((&whole, count), (theirs, differing));
    }

    #[test]
    fn each_member_is_taken_by_itself_and_all_make_the_other() {
        let somebody = Operatore { nome: "Finta Protti".into(), codice_fiscale: "PRTFNT83P49G478N".into() };
        let ente = Ente { codice: "G478".into(), operatori: vec![somebody], nome_storico: true, ..Ente::default() };
        check(&Ente::default(), &ente, 3);
        check(&ente, &Ente { sede: "G478".into(), ..Ente::default() }, 4);
        let person = Assistito {
            cognome: "FINTI".into(),
            genere: Genere::all().first().copied(),
            luogo_nascita: "G478".into(),
            ..Assistito::default()
        };
        check(&Assistito::default(), &person, 3);
        let case = Progetto {
            ente: Some(EnteId::new(3)),
            assistito: AssistitoId::new(4),
            chiuso: true,
            ..Progetto::default()
        };
        check(&Progetto { ente_scritto: "COMUNE FINTO".into(), anno: Some(2026), ..Progetto::default() }, &case, 4);
        let sina = Sina { mobilita: Mobilita::all().first().copied(), ..Sina::default() };
        let benefit = Prestazione {
            progetto: ProgettoId::new(7),
            importo_mensile: "12.3456".parse::<Amount>().ok(),
            sina: Some(sina),
            erogazione: Some(Erogazione { quantita: Some(3), ..Erogazione::default() }),
            ..Prestazione::default()
        };
        check(&Prestazione::default(), &benefit, 4);
    }

    /// A value that the field can hold.
    fn some_value(field: Field) -> Vec<FieldValue> {
        let choice = field.choices().first().copied();
        let plain = [
            FieldValue::Text("G478".into()),
            FieldValue::Date(chrono::NaiveDate::default()),
            FieldValue::Amount(Amount::from_cents(1)),
            FieldValue::Hours(Hours::new(1, 5).unwrap_or_default()),
            FieldValue::Number(7),
            FieldValue::Codes(vec!["A1.04".into(), "A2.08".into()]),
        ];
        let chosen = choice.into_iter().flat_map(|it| [FieldValue::Choice(it), FieldValue::Choices(vec![it])]);
        plain.into_iter().chain(chosen).collect()
    }

    /// The members of a record, as it is stored, that no field fills.
    fn not_filled<R: Record + Serialize>(holes: &[&str]) -> Vec<String> {
        let mut whole = R::default();
        for field in R::fields() {
            let fits = |value: &FieldValue| {
                let mut one = whole.clone();
                one.set(field, value.clone());
                (one.get(field) == *value).then_some(one)
            };
            whole = some_value(field).iter().find_map(fits).unwrap_or_else(|| panic!("{field:?} holds nothing"));
        }
        let blank = members(&R::default(), holes);
        members(&whole, holes).into_iter().filter(|it| blank.contains(it)).map(|(name, _)| name).collect()
    }

    /// Names and values; those of records within under names of their own.
    fn members<R: Serialize>(record: &R, holes: &[&str]) -> Vec<(String, serde_json::Value)> {
        let serde_json::Value::Object(all) = serde_json::to_value(record).unwrap() else { panic!("no record") };
        let within = |(name, value): (String, serde_json::Value)| match value {
            serde_json::Value::Object(inner) if holes.contains(&name.as_str()) => {
                inner.into_iter().map(|(inner, value)| (format!("{name}.{inner}"), value)).collect()
            }
            value => vec![(name, value)],
        };
        all.into_iter().flat_map(within).collect()
    }

    /// What a record holds and no field: each is told beside them, or is named here with why it is not.
    #[test]
    fn nothing_of_a_record_is_forgotten() {
        assert_eq!(not_filled::<Assistito>(&[]), ["anno_nascita"]);
        assert_eq!(not_filled::<Progetto>(&[]), ["assistito", "chiuso", "ente", "ente_scritto"]);
        // Where it stands has its own history.
        assert_eq!(not_filled::<Prestazione>(&["dsu", "sina", "erogazione"]), ["invii", "progetto", "stato"]);
    }
}
