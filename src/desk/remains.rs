//! What stays when something is erased, in one sentence, and where it can be removed: said before *Elimina*.

use crate::archive::remains::Remains;
use crate::validation::rule::listed;

/// So many are named.
const NAMED: usize = 3;

/// Empty where nothing stays.
pub(super) fn in_words(remains: &Remains) -> String {
    let Remains { flussi, stampe, richieste } = remains;
    let when: Vec<String> = stampe.iter().map(|at| at.in_words()).collect();
    let what: Vec<String> = [
        of(flussi, "il file XML del flusso", "i file XML dei flussi"),
        of(&when, "il testo e il log della stampa del", "i testi e i log delle stampe del"),
        of(richieste, "il file della richiesta ISEE", "i file delle richieste ISEE"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let what: Vec<&str> = what.iter().map(String::as_str).collect();
    let proof = !flussi.is_empty() || !richieste.is_empty();
    let end = match (stampe.is_empty(), proof) {
        (true, false) => return String::new(),
        (false, false) => "si eliminano in Gestione stampe",
        (false, true) => {
            "prova di quello che è stato inviato. Testi e log si eliminano in Gestione stampe, il resto con «Conservazione» in Impostazioni, passati gli anni decisi"
        }
        (true, true) => {
            "prova di quello che è stato inviato, e si eliminano con «Conservazione» in Impostazioni, passati gli anni decisi"
        }
    };
    format!("Restano {}: {end}.", listed(&what))
}

/// The first of them, and how many more there are.
fn of(names: &[String], one: &str, many: &str) -> Option<String> {
    let more = names.len().saturating_sub(NAMED);
    let more = if more == 1 { "un altro".to_owned() } else { format!("altri {more}") };
    let mut named: Vec<&str> = names.iter().take(NAMED).map(String::as_str).collect();
    if names.len() > NAMED {
        named.push(&more);
    }
    match names.len() {
        0 => None,
        1 => Some(format!("{one} {}", listed(&named))),
        _ => Some(format!("{many} {}", listed(&named))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::Minute;

    #[track_caller]
    fn check(flussi: &[&str], stampe: &[&str], richieste: &[&str], expected: &str) {
        let [flussi, richieste] =
            [flussi, richieste].map(|names| names.iter().map(|name| (*name).to_owned()).collect());
        let stampe = stampe.iter().map(|at| Minute::read(at)).collect();
        assert_eq!(in_words(&Remains { flussi, stampe, richieste }), expected);
    }

    #[test]
    fn what_stays_is_one_sentence() {
        check(&[], &[], &[], "");
        check(
            &[],
            &["2026-11-23 10:00"],
            &[],
            "Restano il testo e il log della stampa del 23/11/2026 10:00: si eliminano in Gestione stampe.",
        );
        check(
            &["A", "B", "C", "D"],
            &["2026-11-23 10:00"],
            &["R"],
            "Restano i file XML dei flussi A, B, C e un altro, il testo e il log della stampa del 23/11/2026 10:00 e il file della richiesta ISEE R: prova di quello che è stato inviato. Testi e log si eliminano in Gestione stampe, il resto con «Conservazione» in Impostazioni, passati gli anni decisi.",
        );
        check(
            &["A", "B"],
            &[],
            &[],
            "Restano i file XML dei flussi A e B: prova di quello che è stato inviato, e si eliminano con «Conservazione» in Impostazioni, passati gli anni decisi.",
        );
    }
}
