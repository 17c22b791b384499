//! Records field by field, in the order of their words, each to be taken from another record of the same kind: nothing of
//! a value is lost on the way, as it would be through words.

use crate::records::{Assistito, Ente, Erogazione, InWords, Prestazione, Progetto, Sina};

/// Whether two records differ in a field; where it is to be taken, the first then has what the second has.
pub(super) type Field<R> = fn(&mut R, &R, bool) -> bool;

/// A record whose fields can be taken one by one.
pub(super) trait Fields: InWords + Clone + PartialEq + 'static {
    /// In the order of [`InWords::in_words`].
    const ALL: &'static [Field<Self>];
}

/// A field of the record itself.
macro_rules! own {
    ($($path:ident).+) => {
        |ours, theirs, take| {
            let differs = ours.$($path).+ != theirs.$($path).+;
            if differs && take {
                ours.$($path).+.clone_from(&theirs.$($path).+);
            }
            differs
        }
    };
}

/// A field of a group that may be missing.
macro_rules! of {
    ($group:ident: $kind:ty, $field:ident) => {
        |ours, theirs, take| {
            let nothing = <$kind>::default();
            let from = &theirs.$group.as_ref().unwrap_or(&nothing).$field;
            let differs = ours.$group.as_ref().unwrap_or(&nothing).$field != *from;
            if differs && take {
                ours.$group.get_or_insert_default().$field.clone_from(from);
            }
            differs
        }
    };
}

impl Fields for Ente {
    const ALL: &'static [Field<Self>] = &[
        own!(codice),
        own!(denominazione),
        own!(sede),
        own!(operatori),
        own!(regole_abbassate),
        own!(nome_storico),
        own!(rettifica_unica),
        own!(erogazioni_singole),
    ];
}

impl Fields for Assistito {
    const ALL: &'static [Field<Self>] = &[
        own!(codice_fiscale),
        own!(cognome),
        own!(nome),
        own!(nascita),
        own!(anno_nascita),
        own!(luogo_nascita),
        own!(genere),
        own!(cittadinanza),
        own!(seconda_cittadinanza),
        own!(nazione_residenza),
        own!(comune_residenza),
        own!(indirizzo),
    ];
}

impl Fields for Progetto {
    const ALL: &'static [Field<Self>] = &[
        |ours, theirs, take| {
            let differs = ours.ente != theirs.ente || ours.ente_scritto != theirs.ente_scritto;
            if differs && take {
                ours.ente = theirs.ente;
                ours.ente_scritto.clone_from(&theirs.ente_scritto);
            }
            differs
        },
        own!(assistito),
        own!(tipo),
        own!(macro_tipo),
        own!(anno),
        own!(numero),
        own!(data),
        own!(comune),
        own!(protocollo),
        own!(chiuso),
    ];
}

impl Fields for Prestazione {
    const ALL: &'static [Field<Self>] = &[
        own!(progetto),
        own!(tipo),
        own!(codice),
        own!(denominazione),
        own!(carattere),
        own!(prova_mezzi),
        own!(dsu.protocollo),
        own!(dsu.anno),
        own!(dsu.data),
        own!(valore_isee),
        own!(data_evento),
        own!(data_inizio),
        own!(data_fine),
        own!(data_erogazione),
        own!(importo_prestazione),
        own!(importo_mensile),
        own!(periodo),
        own!(quota_ente),
        own!(quota_utente),
        own!(quota_ssn),
        own!(importo_richiesto),
        own!(soglia_isee),
        own!(ore_mensili),
        own!(presa_carico),
        own!(area_utenza),
        of!(sina: Sina, data),
        of!(sina: Sina, mobilita),
        of!(sina: Sina, vita_quotidiana),
        of!(sina: Sina, area_cognitiva),
        of!(sina: Sina, comportamento),
        of!(sina: Sina, cure_sanitarie),
        of!(sina: Sina, area_reddituale),
        of!(sina: Sina, area_supporto),
        of!(sina: Sina, fonte_valutazione),
        of!(sina: Sina, strumento),
        of!(sina: Sina, fonte_invalidita),
        of!(sina: Sina, necessita),
        of!(sina: Sina, invalidita),
        of!(erogazione: Erogazione, prevista),
        of!(erogazione: Erogazione, dalle),
        of!(erogazione: Erogazione, alle),
        of!(erogazione: Erogazione, effettiva),
        of!(erogazione: Erogazione, ore),
        of!(erogazione: Erogazione, quantita),
        of!(erogazione: Erogazione, costo),
        of!(erogazione: Erogazione, costo_calcolato),
        of!(erogazione: Erogazione, recupero),
    ];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::{Enumeration, Genere, Mobilita};
    use crate::records::{Amount, AssistitoId, EnteId, Operatore, ProgettoId};

    /// Each field, where it differs, is taken with its own words and no others; all of them make the other record.
    #[track_caller]
    fn check<R: Fields + std::fmt::Debug>(ours: &R, theirs: &R, differing: usize) {
        assert_eq!(R::ALL.len(), ours.in_words().len(), "a field for each of the words");
        let mut whole = ours.clone();
        let mut count = 0;
        for (at, field) in R::ALL.iter().enumerate() {
            let mut one = ours.clone();
            let differs = field(&mut one, theirs, false);
            assert_eq!(&one, ours, "nothing is taken unasked");
            assert_eq!(field(&mut one, theirs, true), differs);
            count += usize::from(differs);
            let words = ours.in_words().into_iter().zip(theirs.in_words()).enumerate();
            let expected: Vec<_> = words.map(|(index, (mine, its))| if index == at { its } else { mine }).collect();
            assert_eq!(one.in_words(), expected);
            field(&mut whole, theirs, true);
        }
        assert_eq!((&whole, count), (theirs, differing));
    }

    #[test]
    fn each_field_is_taken_by_itself_and_all_make_the_other() {
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
        let case = Progetto { ente: Some(EnteId(3)), assistito: AssistitoId(4), chiuso: true, ..Progetto::default() };
        check(&Progetto { ente_scritto: "COMUNE FINTO".into(), anno: Some(2026), ..Progetto::default() }, &case, 4);
        let sina = Sina { mobilita: Mobilita::all().first().copied(), ..Sina::default() };
        let benefit = Prestazione {
            progetto: ProgettoId(7),
            importo_mensile: "12.3456".parse::<Amount>().ok(),
            sina: Some(sina),
            erogazione: Some(Erogazione { quantita: Some(3), ..Erogazione::default() }),
            ..Prestazione::default()
        };
        check(&Prestazione::default(), &benefit, 4);
    }
}
