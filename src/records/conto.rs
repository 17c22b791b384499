//! How the rows that were found became the benefits that were written: numbers that add up, in words and as a table.

use serde::{Deserialize, Serialize};

/// The reckoning of a generation, or of one to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Conto {
    /// Rows found that were to be sent.
    pub trovate: u32,
    /// Those of them that went into flows; the others were left out.
    pub inviabili: u32,
    /// Deliveries that were gathered.
    pub erogazioni: u32,
    /// What they were gathered into.
    pub raccolte: u32,
    /// Benefits that cross 31 December.
    pub divise: u32,
    /// Their parts, one a calendar year.
    pub parti: u32,
    /// Rows of benefits that are sent anew together with the cancellation of what they were.
    pub rettifiche: u32,
    /// `PrestazioniSociali` that take back what was sent.
    pub cancellazioni: u32,
}

impl Conto {
    /// Counts what is sent as one: so many rows, written in so many parts.
    pub fn add(&mut self, rows: u32, parts: u32, rettifica: bool) {
        if rettifica {
            self.rettifiche += rows;
        } else {
            self.inviabili += rows;
        }
        if rows > 1 {
            self.erogazioni += rows;
            self.raccolte += 1;
        }
        if parts > 1 {
            self.divise += 1;
            self.parti += parts;
        }
    }

    /// Rows that were found, and are in no flow.
    #[must_use]
    pub fn lasciate(&self) -> u32 {
        self.trovate.saturating_sub(self.inviabili)
    }

    /// `PrestazioniSociali` written, the cancellations apart.
    #[must_use]
    pub fn prestazioni(&self) -> u32 {
        (self.inviabili + self.rettifiche + self.raccolte + self.parti).saturating_sub(self.erogazioni + self.divise)
    }

    /// In one sentence, once it was done.
    #[must_use]
    pub fn in_words(&self) -> String {
        let (found, rows) = if self.trovate == 1 { ("Trovata", "riga") } else { ("Trovate", "righe") };
        format!("{found} {} {rows}: {}", self.trovate, self.told(&DONE))
    }

    /// In one sentence, before it is, beside how many were found.
    #[must_use]
    pub fn to_come(&self) -> String {
        format!("Con «Stampa»: {}", self.told(&TO_COME))
    }

    fn told(&self, tense: &Tense) -> String {
        let mut words = String::new();
        if self.lasciate() > 0 {
            words.push_str(&format!("{} fuori; ", one_or_many(self.lasciate(), tense.left.0, tense.left.1)));
        }
        let own = self.prestazioni();
        let steps = self.steps();
        if self.inviabili + self.rettifiche == 0 {
            words.push_str("nessuna è inviabile");
        } else if steps.is_empty() {
            words.push_str(&one_or_many(self.inviabili, tense.sent.0, tense.sent.1));
        } else {
            words.push_str(&format!(
                "{} {} {}: {}",
                one_or_many(self.inviabili, "inviabile", "inviabili"),
                if self.inviabili == 1 { tense.turned.0 } else { tense.turned.1 },
                one_or_many(own, "prestazione", "prestazioni"),
                steps.join(", ")
            ));
        }
        if self.cancellazioni > 0 {
            words.push_str(&format!("; in più {}", one_or_many(self.cancellazioni, "cancellazione", "cancellazioni")));
        }
        words.push('.');
        words
    }

    /// Why there are not as many benefits as rows.
    fn steps(&self) -> Vec<String> {
        let mut steps = Vec::new();
        if self.erogazioni > 0 {
            steps.push(format!("{} erogazioni raccolte in {}", self.erogazioni, self.raccolte));
        }
        if self.divise > 0 {
            let divided = one_or_many(self.divise, "divisa", "divise");
            steps.push(format!("{divided} al 31 dicembre in {} parti", self.parti));
        }
        if self.rettifiche > 0 {
            steps.push(one_or_many(self.rettifiche, "rettifica", "rettifiche"));
        }
        steps
    }

    /// As a table: what, and how many; steps that did not happen are not in it.
    #[must_use]
    pub fn table(&self) -> Vec<(String, String)> {
        let signed = |count: u32, minus: bool| format!("{}{count}", if minus { "−" } else { "+" });
        let all = [
            ("Righe trovate", self.trovate.to_string(), true),
            ("Lasciate fuori", signed(self.lasciate(), true), self.lasciate() > 0),
            ("Rettifiche", signed(self.rettifiche, false), self.rettifiche > 0),
            ("Erogazioni raccolte", signed(self.erogazioni, true), self.erogazioni > 0),
            ("Prestazioni fatte di erogazioni", signed(self.raccolte, false), self.erogazioni > 0),
            ("Prestazioni a cavallo del 31 dicembre", signed(self.divise, true), self.divise > 0),
            ("Parti in cui sono divise, una per anno", signed(self.parti, false), self.divise > 0),
            ("Prestazioni scritte nei flussi", self.prestazioni().to_string(), true),
            ("Cancellazioni scritte nei flussi", self.cancellazioni.to_string(), self.cancellazioni > 0),
        ];
        all.into_iter().filter(|(_, _, shown)| *shown).map(|(what, count, _)| (what.to_owned(), count)).collect()
    }
}

/// The words of one row, and of many.
struct Tense {
    left: (&'static str, &'static str),
    sent: (&'static str, &'static str),
    turned: (&'static str, &'static str),
}

const DONE: Tense =
    Tense { left: ("lasciata", "lasciate"), sent: ("inviata", "inviate"), turned: ("è diventata", "sono diventate") };

const TO_COME: Tense =
    Tense { left: ("resta", "restano"), sent: ("da inviare", "da inviare"), turned: ("diventerà", "diventeranno") };

impl std::ops::AddAssign for Conto {
    fn add_assign(&mut self, other: Self) {
        self.trovate += other.trovate;
        self.inviabili += other.inviabili;
        self.erogazioni += other.erogazioni;
        self.raccolte += other.raccolte;
        self.divise += other.divise;
        self.parti += other.parti;
        self.rettifiche += other.rettifiche;
        self.cancellazioni += other.cancellazioni;
    }
}

fn one_or_many(count: u32, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `groups`: rows sent as one, and their parts. The table adds up to what was written.
    #[track_caller]
    fn check(trovate: u32, groups: &[(u32, u32)], cancellazioni: u32, written: u32, words: &str) {
        let mut conto = Conto { trovate, cancellazioni, ..Conto::default() };
        for (rows, parts) in groups {
            conto.add(*rows, *parts, false);
        }
        assert_eq!((conto.prestazioni(), conto.in_words().as_str()), (written, words));
        let table = conto.table();
        let number = |text: &str| text.replace('−', "-").parse::<i64>().unwrap();
        let end = table.iter().position(|(what, _)| what.starts_with("Prestazioni scritte")).unwrap();
        assert_eq!(table[..end].iter().map(|(_, count)| number(count)).sum::<i64>(), i64::from(written));
    }

    #[test]
    fn the_numbers_add_up_and_are_said() {
        check(3, &[(1, 1), (1, 1), (1, 1)], 0, 3, "Trovate 3 righe: 3 inviate.");
        check(1, &[(1, 1)], 0, 1, "Trovata 1 riga: 1 inviata.");
        check(2, &[], 0, 0, "Trovate 2 righe: 2 lasciate fuori; nessuna è inviabile.");
        check(3, &[(1, 1)], 0, 1, "Trovate 3 righe: 2 lasciate fuori; 1 inviata.");
        check(
            9,
            &[(5, 1), (1, 2), (1, 1)],
            2,
            4,
            "Trovate 9 righe: 2 lasciate fuori; 7 inviabili sono diventate 4 prestazioni: 5 erogazioni raccolte in 1, 1 divisa al 31 dicembre in 2 parti; in più 2 cancellazioni.",
        );
        check(
            1,
            &[(1, 2)],
            0,
            2,
            "Trovata 1 riga: 1 inviabile è diventata 2 prestazioni: 1 divisa al 31 dicembre in 2 parti.",
        );
        let mut conto = Conto { trovate: 6, ..Conto::default() };
        conto.add(5, 1, false);
        let words = "Con «Stampa»: 1 resta fuori; 5 inviabili diventeranno 1 prestazione: 5 erogazioni raccolte in 1.";
        assert_eq!(conto.to_come(), words);
    }
}
