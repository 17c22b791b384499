//! S13: fewer months than the dates touch.

use crate::codes::Carattere;
use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::text::dates;
use crate::validation::{Check, Context, Fix, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "S13",
    grade: Grade::Advised,
    title: "Meno mesi di quelli tra le date",
    why: "Il periodo di erogazione conta i mesi toccati dalle date: dal 1° febbraio al 31 luglio sono 6.",
    mend: "Lasciarlo vuoto perché lo calcoli il programma, oppure correggere le date.",
    before: "Periodo (mesi): 5; Data inizio: 01/02/2026; Data fine: 31/07/2026",
    after: "Periodo (mesi): 6; Data inizio: 01/02/2026; Data fine: 31/07/2026",
    who: Chi::Ufficio,
    source: "Pratica del programma regionale SISO",
    checks: &[Check::Benefit(check)],
    fix: Some(Fix { label: "Ricalcola i mesi dalle date", apply: |case, _| case.prestazione.periodo.take().is_some() }),
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if let Some((periodo, months)) = months(prestazione)
        && periodo < months
    {
        report.at(
            Attribute::Periodo,
            format!("Il periodo di erogazione è di {periodo} mesi, ma le date ne toccano {months}: correggere l'uno o le altre."),
        );
    }
}

/// The months as written and as the dates of a periodic benefit have them; what is out of range others say.
pub(super) fn months(prestazione: &PrestazioneSociale<'_>) -> Option<(u32, u32)> {
    let periodo = prestazione.periodo.get().filter(|months| (1..=12).contains(months))?;
    let months = dates::months_touched(prestazione.data_inizio.get()?, prestazione.data_fine.get()?);
    let periodic = prestazione.carattere.get() != Some(Carattere::Occasionale);
    (periodic && (1..=12).contains(&months)).then_some((u32::from(periodo), months))
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, check_fix, sample};

    #[test]
    fn months_of_the_dates() {
        let few = sample().with(|it| it.prestazione.periodo = Some(5));
        check_case(&few, &["S13"]);
        check_fix("S13", &few);
        check_case(&sample().with(|it| it.prestazione.periodo = Some(6)), &[]);
    }
}
