//! `Attestazione`, with the search it answers (`EsitoAttestazione`) or bare.
//!
//! The search comes last, so the element is read twice: first who is asked about, then what is said of them alone.

use super::answer::{Esito, Risposta, Valori, amount, day};
use super::applicable::{Branch, Listed, OfPerson, Ridotto};
use super::purpose::Choices;
use super::unusable::Unusable;
use super::walk::{Ricerca, code, element, said};
use chrono::NaiveDate;
use quick_xml::events::BytesStart;

/// Elements that mean something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Ordinario,
    Nucleo,
    ComponenteNucleo,
    IseeOrdinario,
    /// Of which nothing is kept.
    IseeFamiglia,
    Minorenni,
    Universitari,
    SocioSanitari,
    /// `ComponenteMinorenne`, `StudenteUniversitario`, `ComponenteSocioSanitarieRes`.
    Persona,
    Ridotto,
    SocioSanitariRistretto,
    IseeRistretto,
    IseeOrd,
    NonCalcolabile,
    Valori,
    OmissioneDifformita,
    Other,
}

impl Part {
    fn of(name: &str) -> Self {
        match name {
            "Ordinario" => Self::Ordinario,
            "NucleoFamiliare" => Self::Nucleo,
            "ComponenteNucleo" => Self::ComponenteNucleo,
            "ISEEOrdinario" => Self::IseeOrdinario,
            name if name.starts_with("ISEEFamigli") => Self::IseeFamiglia,
            "ISEEMin" => Self::Minorenni,
            "ISEEUni" => Self::Universitari,
            "ISEESocioSanRes" => Self::SocioSanitari,
            "ComponenteMinorenne" | "StudenteUniversitario" | "ComponenteSocioSanitarieRes" => Self::Persona,
            "Ridotto" => Self::Ridotto,
            "ISEESocioSanResRistretto" => Self::SocioSanitariRistretto,
            "ISEERistretto" => Self::IseeRistretto,
            "ISEEOrd" => Self::IseeOrd,
            "ISEENonCalcolabile" => Self::NonCalcolabile,
            "Valori" => Self::Valori,
            "OmissioneDifformita" => Self::OmissioneDifformita,
            _ => Self::Other,
        }
    }
}

/// People of a household without a search who are looked at: more are in none.
const MOST_PEOPLE: usize = 16;

/// Reads the `EsitoAttestazione` or `Attestazione` with which a text begins.
pub(super) fn read(text: &str, choices: &Choices) -> Result<Risposta, Unusable> {
    let Asked { ricerca, validita, named } = asked(text)?;
    let mut risposta = Risposta { validita, ..about(text, ricerca, choices)? };
    for code in named.into_iter().filter(|code| Some(code) != risposta.codice_fiscale.as_ref()) {
        let ricerca = Ricerca { codice_fiscale: Some(code.clone()), ..Ricerca::default() };
        risposta.altri.push(about(text, ricerca, choices)?);
    }
    Ok(risposta)
}

/// What is said of one person.
fn about(text: &str, ricerca: Ricerca, choices: &Choices) -> Result<Risposta, Unusable> {
    let mut reader = Reader::new(ricerca);
    let mut path: Vec<Part> = Vec::new();
    let mut attestazione: Option<usize> = None;
    let mut over = false;
    element(text, &mut |depth, start| {
        let name = start.local_name();
        match attestazione {
            _ if over => {}
            Some(root) if depth > root => {
                path.truncate(depth - root - 1);
                path.push(Part::of(name.as_ref()));
                reader.open(&path, start);
            }
            Some(_) => over = true,
            None if name.as_ref() == "Attestazione" => {
                attestazione = Some(depth);
                reader.attestazione(start);
            }
            None => {}
        }
    })?;
    Ok(reader.finish(choices))
}

/// Whom an answer is about.
#[derive(Default)]
struct Asked {
    ricerca: Ricerca,
    /// The day at which the ISEE was to be valid.
    validita: Option<NaiveDate>,
    /// Everybody whom an attestation without a search names.
    named: Vec<String>,
}

/// Who is asked about: the person of the search; where none is named, the one for whom the declaration was made.
fn asked(text: &str) -> Result<Asked, Unusable> {
    let mut asked = Asked::default();
    let mut dichiarante = None;
    let mut beneficiario = None;
    let mut ordinario = false;
    let mut open = |_: usize, start: &BytesStart<'_>| {
        let named = match start.local_name().as_ref() {
            "Attestazione" => {
                dichiarante = code(start, "CodiceFiscaleDichiarante");
                None
            }
            "Ordinario" => {
                ordinario = true;
                None
            }
            "ComponenteNucleo" => code(start, "CodiceFiscale"),
            "Ridotto" => {
                let of = code(start, "CodiceFiscaleBeneficiario");
                beneficiario = beneficiario.take().or(of.clone());
                of
            }
            _ => {
                if let Some(ricerca) = Ricerca::of(start) {
                    asked.ricerca = ricerca;
                    asked.validita = said(start, "DataValidita").and_then(|text| day(&text));
                }
                None
            }
        };
        if asked.named.len() < MOST_PEOPLE {
            asked.named.extend(named.filter(|code| !asked.named.contains(code)));
        }
    };
    element(text, &mut open)?;
    if asked.ricerca.codice_fiscale.is_some() {
        asked.named.clear();
    }
    let made_for = if ordinario { dichiarante } else { beneficiario.or(dichiarante) };
    asked.ricerca.codice_fiscale = asked.ricerca.codice_fiscale.or(made_for);
    Ok(asked)
}

#[expect(clippy::struct_excessive_bools, reason = "each is a part of the answer that was seen")]
struct Reader {
    ricerca: Ricerca,
    found: bool,
    risposta: Risposta,
    person: OfPerson,
    validita: Option<NaiveDate>,
    scadenza_corrente: Option<NaiveDate>,
    ordinario_corrente: bool,
    /// Whether the household is told at all.
    household: bool,
    /// Whether the open list entry, and the open reduced household, are of the person asked about, for the first time.
    listed: bool,
    reduced: bool,
}

impl Reader {
    fn new(ricerca: Ricerca) -> Self {
        Self {
            ricerca,
            found: false,
            risposta: Risposta::empty(Esito::DatiNonTrovati),
            person: OfPerson::default(),
            validita: None,
            scadenza_corrente: None,
            ordinario_corrente: false,
            household: false,
            listed: false,
            reduced: false,
        }
    }

    fn attestazione(&mut self, start: &BytesStart<'_>) {
        let date = |name| said(start, name).and_then(|text| day(&text));
        self.found = true;
        self.person.member = self.is_asked(start, "CodiceFiscaleDichiarante");
        self.risposta.protocollo_dsu = said(start, "NumeroProtocolloDSU");
        self.risposta.data_presentazione = date("DataPresentazione");
        self.validita = date("DataValidita");
        self.scadenza_corrente = date("DataScadenzaDSUCorrente");
    }

    fn is_asked(&self, start: &BytesStart<'_>, attribute: &str) -> bool {
        let code = code(start, attribute);
        code.is_some() && code == self.ricerca.codice_fiscale
    }

    /// An element begins; `path` leads from below the attestation to it.
    fn open(&mut self, path: &[Part], start: &BytesStart<'_>) {
        let corrente = || said(start, "Corrente").is_some_and(|word| word.eq_ignore_ascii_case("SI"));
        let valori = || Valori::of(|name| said(start, name));
        match path {
            [Part::OmissioneDifformita] => self.risposta.difformita = true,
            [Part::Ordinario] => self.ordinario_corrente = corrente(),
            [Part::Ordinario, Part::Nucleo, Part::ComponenteNucleo] => {
                self.household = true;
                self.person.member |= self.is_asked(start, "CodiceFiscale");
            }
            [Part::IseeFamiglia] | [Part::Ordinario, Part::IseeFamiglia] => self.person.famiglia = true,
            [Part::Ordinario, Part::IseeOrdinario, Part::Valori] => self.person.ordinario = Some(valori()),
            [Part::Ridotto] => {
                self.reduced = self.person.ridotto.is_none() && self.is_asked(start, "CodiceFiscaleBeneficiario");
                if self.reduced {
                    self.person.ridotto = Some(Ridotto { corrente: corrente(), ..Ridotto::default() });
                }
            }
            [Part::Ridotto, Part::IseeRistretto, Part::Valori] if self.reduced => {
                if let Some(ridotto) = &mut self.person.ridotto {
                    ridotto.valori = Some(valori());
                }
            }
            [Part::Ordinario | Part::Ridotto, list, Part::Persona] => {
                let fits = self.is_asked(start, "CodiceFiscale");
                self.listed = false;
                if let Some(slot) = self.slot(path[0], *list).filter(|slot| slot.is_none() && fits) {
                    let isee = said(start, "ISEE").and_then(|text| amount(&text));
                    *slot = Some(Listed { isee, ..Listed::default() });
                    self.listed = true;
                }
            }
            [_, list, Part::Persona, branch] if self.listed => {
                let branch = match branch {
                    Part::IseeOrd | Part::IseeRistretto => Branch::Household,
                    Part::NonCalcolabile => Branch::NotComputable,
                    _ => Branch::Own,
                };
                if let Some(Some(listed)) = self.slot(path[0], *list) {
                    listed.branch = branch;
                }
            }
            [_, list, Part::Persona, _, Part::Valori] if self.listed => {
                let valori = valori();
                if let Some(Some(listed)) = self.slot(path[0], *list) {
                    listed.own = valori;
                }
            }
            _ => {}
        }
    }

    /// Where an entry of a list is kept.
    fn slot(&mut self, household: Part, list: Part) -> Option<&mut Option<Listed>> {
        match (household, list) {
            (Part::Ordinario, Part::Minorenni) => Some(&mut self.person.minorenne),
            (Part::Ordinario, Part::Universitari) => Some(&mut self.person.universitario),
            (Part::Ordinario, Part::SocioSanitari) => Some(&mut self.person.socio_sanitario),
            (Part::Ridotto, Part::SocioSanitariRistretto) if self.reduced => {
                self.person.ridotto.as_mut().map(|ridotto| &mut ridotto.socio_sanitario)
            }
            _ => None,
        }
    }

    fn finish(self, choices: &Choices) -> Risposta {
        let Self { ricerca, mut person, mut risposta, .. } = self;
        // A household that is not told cannot leave the person out.
        person.member |= !self.household;
        let applied = person.applied(ricerca.prestazione.as_deref(), choices).filter(|_| self.found);
        let base = Risposta {
            codice_fiscale: ricerca.codice_fiscale,
            protocollo_domanda: ricerca.protocollo,
            prestazione: ricerca.prestazione,
            ..Risposta::empty(Esito::DatiNonTrovati)
        };
        let Some(applied) = applied else { return base };
        let reduced_corrente = person.ridotto.as_ref().is_some_and(|ridotto| ridotto.corrente);
        // The expiry alone says it too, where no household does.
        let said_nowhere = !self.ordinario_corrente && !reduced_corrente;
        let corrente = if applied.ridotto { reduced_corrente } else { self.ordinario_corrente }
            || (said_nowhere && self.scadenza_corrente.is_some());
        risposta.scadenza = self.scadenza_corrente.filter(|_| corrente).or(self.validita);
        Risposta {
            esito: applied.esito,
            valori: applied.valori,
            tipo: Some(applied.tipo),
            ridotto: applied.ridotto,
            protocollo_dsu: risposta.protocollo_dsu,
            data_presentazione: risposta.data_presentazione,
            scadenza: risposta.scadenza,
            corrente,
            difformita: risposta.difformita,
            dubbio: applied.dubbio,
            altri_indicatori: applied.altri,
            ..base
        }
    }
}
