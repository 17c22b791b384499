//! S12: a DSU protocol unlike INPS's.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Fix, Grade, Report, Rule, rule::present};

pub(super) const RULE: Rule = Rule {
    id: "S12",
    grade: Grade::Advised,
    title: "Protocollo della DSU in una forma insolita",
    why: "Il protocollo che INPS dà alla DSU è fatto così: INPS-ISEE-2026-01234567A-00. Se è scritto in un altro modo, INPS non lo ritrova.",
    mend: "Copiarlo dall'attestazione ISEE, lettera per lettera.",
    before: "Protocollo DSU: INPS ISEE 2026 01234567A 00",
    after: "Protocollo DSU: INPS-ISEE-2026-01234567A-00",
    who: Chi::Ufficio,
    source: "Schema ISEE_TipiComuni.xsd di INPS, TypeProtocollo",
    checks: &[Check::Benefit(check)],
    fix: Some(Fix {
        label: "Riscrivi il protocollo nella forma di INPS",
        apply: |case, _| {
            let dsu = &mut case.prestazione.dsu;
            tidied(&dsu.protocollo).map(|tidy| dsu.protocollo = tidy).is_some()
        },
    }),
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if let Some(protocollo) = present(&prestazione.protocollo_dsu)
        && protocollo.chars().count() <= 30
        && year_of(protocollo).is_none()
    {
        report.at(
            Attribute::ProtocolloDsu,
            format!("Il protocollo della DSU «{protocollo}» non è come quelli di INPS (INPS-ISEE-2026-01234567A-00): ricopiarlo dall'attestazione."),
        );
    }
}

/// The year of a protocol as INPS writes it: `INPS-ISEE-[0-9]{4}-[0-9]{8}[A-Z]-[0-9]{2}`.
pub(super) fn year_of(protocollo: &str) -> Option<u16> {
    let rest = protocollo.strip_prefix("INPS-ISEE-")?;
    let shaped = rest.len() == 17
        && rest.bytes().enumerate().all(|(index, byte)| match index {
            4 | 14 => byte == b'-',
            13 => byte.is_ascii_uppercase(),
            _ => byte.is_ascii_digit(),
        });
    if shaped { rest[..4].parse().ok() } else { None }
}

/// The same letters and digits in INPS's shape, where that is all that is wrong.
fn tidied(protocollo: &str) -> Option<String> {
    let bare: String = protocollo.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    let rest = bare.strip_prefix("INPSISEE").filter(|rest| rest.len() == 15)?;
    let tidy = format!("INPS-ISEE-{}-{}-{}", &rest[..4], &rest[4..13], &rest[13..]);
    year_of(&tidy).is_some().then_some(tidy)
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, check_fix, check_no_fix, sample};

    #[test]
    fn as_inps_writes_it() {
        let written = |text: &str| sample().with(|it| it.prestazione.dsu.protocollo = text.into());
        for wrong in ["inps-isee-2026-01234567a-00", "INPS ISEE 2026 01234567A 00", "INPS_ISEE_2026_01234567A_00"] {
            check_case(&written(wrong), &["S12"]);
            check_fix("S12", &written(wrong));
        }
        check_case(&written("DSU 4711"), &["S12"]);
        check_no_fix("S12", &written("DSU 4711"));
        check_no_fix("S12", &written("INPS-ISEE-2026-0123456A-00"));
    }
}
