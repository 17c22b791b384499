//! Every rule, in the order in which findings are shown: structure first, then what the specification asks,
//! then INPS's messages, practice, coherence, and our own.

use super::Rule;

/// Lists the modules and the slice at once: a rule file that is not listed does not compile in.
macro_rules! rules {
    ($($module:ident),+ $(,)?) => {
        $(mod $module;)+

        /// The one list of rules.
        pub const RULES: &[&Rule] = &[$(&$module::RULE),+];
    };
}

rules! {
    x01_not_a_flow,
    x02_children_of_flusso,
    x03_flow_name_length,
    x04_not_one_ente,
    x05_ente_code_length,
    x06_ente_name_length,
    x07_ente_seat_length,
    x08_operator_code_shape,
    x09_children_of_beneficiario,
    x10_fiscal_code_shape,
    x11_surname_length,
    x12_name_length,
    x13_birth_year_shape,
    x14_birth_place_length,
    x15_sex_unknown,
    x16_citizenship_shape,
    x17_second_citizenship_shape,
    x18_region_shape,
    x19_comune_or_nation_shape,
    x20_unknown_operation,
    x21_means_test_unknown,
    x22_character_unreadable,
    x23_dsu_protocol_length,
    x24_dsu_year_shape,
    x25_dsu_date_shape,
    x26_benefit_code_length,
    x27_denomination_length,
    x28_request_protocol_length,
    x29_date_unreadable,
    x30_amount_unreadable,
    x31_months_out_of_range,
    x32_hours_unreadable,
    x33_charge_unknown,
    x34_area_unreadable,
    x35_more_than_one_sina,
    x36_children_of_sina,
    x37_sina_incomplete,
    x38_sina_unreadable,
    x39_unknown_part,
    p01_several_benefits_in_one_waas_flow,
    p02_flow_name,
    p02b_waas_flow_name,
    p03_no_character,
    p04_partial_dsu,
    p05_no_first_day,
    p06_across_31_december,
    p07_no_day_of_delivery,
    p08_no_amount,
    p09_no_monthly_amount,
    p10_quotas_do_not_sum,
    p11_share_of_nothing,
    p12_hours_without_minutes,
    p13_in_charge_without_area,
    p14_resident_without_comune,
    p15_code_of_no_table,
    p16_no_update,
    p17_needed_benefit_code,
    p18_date_with_time_zone,
    p19_ente_code_characters,
    p20_flow_too_big,
    p21_dsu_without_means_test,
    m01_rent_fund_not_periodic,
    m02_rent_fund_under_another_code,
    m03_code_of_trento_and_bolzano,
    s01_no_last_day_or_months,
    s02_rent_fund_without_payment_day,
    s03_service_only_when_in_charge,
    s04_no_sina,
    s05_sina_without_charge,
    s06_needed_benefit_unknown,
    s07_isee_without_dsu_in_a_file,
    s08_charge_of_another_coding,
    s09_area_without_charge,
    s10_comune_outside_italy,
    s11_omocodia_in_birth_place,
    s12_dsu_protocol_shape,
    s13_fewer_months_than_dates,
    s14_assessed_after_the_start,
    s15_code_not_of_the_flow,
    s16_threshold_without_isee,
    s17_one_request_several_people,
    a01_wrong_check_character,
    a02_birth_data_unlike_code,
    a03_omocodia_that_the_schema_refuses,
    a04_wrong_check_digit,
    a05_untidy_fiscal_code,
    a06_implausible_birth_year,
    a07_ends_before_it_begins,
    a08_more_months_than_dates,
    a09_dates_that_disagree,
    a10_finer_than_cents,
    a11_unknown_benefit_code,
    a12_denomination_of_another_code,
    a13_double,
    a14_same_citizenship_twice,
    a15_comune_of_another_region,
    a16_comune_no_more,
    a17_fields_of_the_other_character,
    a18_invisible_characters,
    a19_blank_text,
    a20_operator_is_no_person,
    a21_name_unlike_code,
    a22_birth_place_of_another_time,
    a23_person_told_twice,
    a24_already_accepted,
    a25_spoilt_letters,
    a26_either_century,
    k01_isee_without_dsu,
    k02_no_protocol,
    k03_no_benefit_code,
    k04_ente_not_set_up,
}

/// The rule of an id.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}

#[cfg(test)]
mod tests {
    use super::RULES;
    use crate::schema::{Fault, FaultKind, Node, Place};
    use crate::validation::Check;
    use std::collections::BTreeSet;

    /// The rule book, section by section.
    const BOOK: &[&str] = &[
        "X01", "X02", "X03", "X04", "X05", "X06", "X07", "X08", "X09", "X10", "X11", "X12", "X13", "X14", "X15", "X16",
        "X17", "X18", "X19", "X20", "X21", "X22", "X23", "X24", "X25", "X26", "X27", "X28", "X29", "X30", "X31", "X32",
        "X33", "X34", "X35", "X36", "X37", "X38", "X39", "P01", "P02", "P02b", "P03", "P04", "P05", "P06", "P07",
        "P08", "P09", "P10", "P11", "P12", "P13", "P14", "P15", "P16", "P17", "P18", "P19", "P20", "P21", "M01", "M02",
        "M03", "S01", "S02", "S03", "S04", "S05", "S06", "S07", "S08", "S09", "S10", "S11", "S12", "S13", "S14", "S15",
        "S16", "S17", "A01", "A02", "A03", "A04", "A05", "A06", "A07", "A08", "A09", "A10", "A11", "A12", "A13", "A14",
        "A15", "A16", "A17", "A18", "A19", "A20", "A21", "A22", "A23", "A24", "A25", "A26", "K01", "K02", "K03", "K04",
    ];

    #[test]
    fn the_whole_book_in_its_order() {
        let ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
        assert_eq!(ids, BOOK);
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    }

    #[test]
    fn files_are_named_after_the_rules() {
        let files: Vec<String> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/validation/rules"))
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        assert_eq!(files.len(), RULES.len());
        for rule in RULES {
            let prefix = format!("{}_", rule.id.to_lowercase());
            assert_eq!(files.iter().filter(|file| file.starts_with(&prefix)).count(), 1, "{prefix}");
        }
    }

    #[test]
    fn texts_are_sentences() {
        for rule in RULES {
            let id = rule.id;
            for sentence in [rule.why, rule.mend] {
                assert!(sentence.len() > 20 && sentence.ends_with('.'), "{id}: {sentence}");
                assert!(sentence.starts_with(char::is_uppercase), "{id}: {sentence}");
            }
            for label in [Some(rule.title), Some(rule.source), rule.fix.map(|fix| fix.label)].into_iter().flatten() {
                assert!(label.len() > 5 && !label.ends_with('.') && label.trim() == label, "{id}: {label}");
                assert!(!label.starts_with(char::is_lowercase), "{id}: {label}");
            }
            assert!(!rule.checks.is_empty(), "{id}");
        }
        let titles: BTreeSet<&str> = RULES.iter().map(|rule| rule.title).collect();
        assert!(titles.len() >= RULES.len() - 1, "K01 and S07 alone are one fault");
    }

    #[test]
    fn every_structure_fault_is_of_one_rule() {
        let kinds = [
            FaultKind::NotWellFormed("…".into()),
            FaultKind::SpoiltLetters("…"),
            FaultKind::Doctype,
            FaultKind::WrongRoot("…".into()),
            FaultKind::WrongNamespace("…".into()),
            FaultKind::UnknownElement("…".into()),
            FaultKind::UnknownAttribute("…".into()),
            FaultKind::MissingElement("…"),
            FaultKind::TooMany("…"),
            FaultKind::OutOfOrder("…"),
            FaultKind::EmptyContainer("…"),
            FaultKind::StrayText,
        ];
        let nodes = [
            Node::Flusso,
            Node::IdentificazioneFlusso,
            Node::Ente,
            Node::Beneficiario,
            Node::Anagrafica,
            Node::Indirizzo,
            Node::PrestazioniSociali,
            Node::Sina,
            Node::Necessita,
            Node::Invalidita,
        ];
        for kind in &kinds {
            for node in nodes {
                let fault = Fault { kind: kind.clone(), node, place: Place::default(), path: String::new(), line: 1 };
                let said: Vec<&str> = RULES
                    .iter()
                    .filter(|rule| {
                        rule.checks
                            .iter()
                            .any(|check| matches!(check, Check::Structure(check) if check(&fault).is_some()))
                    })
                    .map(|rule| rule.id)
                    .collect();
                assert_eq!(said.len(), 1, "{fault:?}: {said:?}");
            }
        }
    }
}
