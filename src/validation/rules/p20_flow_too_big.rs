//! P20: a flow too big for application cooperation.

use crate::records::Chi;
use crate::schema::{Attribute, Flusso};
use crate::validation::{Check, Context, Grade, Report, Rule, Source};

pub(super) const RULE: Rule = Rule {
    id: "P20",
    grade: Grade::Expected,
    title: "Flusso troppo grande per la cooperazione applicativa",
    why: "Tra sistemi (WaaS) un flusso codificato in base64 non può superare 10.000.000 di caratteri, circa 7,5 MB di file.",
    mend: "Dividere il flusso in più file.",
    before: "File XML: 9.000.000 byte",
    after: "File XML: 4.500.000 byte (diviso in due flussi)",
    who: Chi::Programma,
    source: "Interfaccia api-comuni.yaml 2.0.1, Flusso.flusso.maxLength",
    checks: &[Check::Document(check)],
    fix: None,
};

/// Length of a base64 text that the interface takes.
const MOST: usize = 10_000_000;

fn check(_: &Flusso<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    if let Source::Xml { waas: true, bytes } = context.source
        && bytes.div_ceil(3) * 4 > MOST
    {
        report.at(
            Attribute::Flusso,
            format!(
                "Il file è di {bytes} byte: tra sistemi INPS ne accetta {}. Va diviso in più flussi.",
                MOST / 4 * 3
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::check_waas;

    #[test]
    fn four_characters_for_three_bytes() {
        check_waas(|_| {}, 7_500_000, &[]);
        check_waas(|_| {}, 7_500_001, &["P20"]);
    }
}
