//! What a rule is.

use super::{Report, SetReport};
use crate::records::{Case, CaseMut, Ente};
use crate::schema::{
    Beneficiario, Fault, FaultKind, Flusso, IdentificazioneFlusso, Node, PrestazioneSociale, Text, Value,
};
use chrono::NaiveDate;

/// A rule: texts for the operator, and a check. Plain data: a new one is one file and one line in `RULES`.
///
/// Titles name the fault, never the remedy. All texts are Italian and end up on the page as they are.
#[derive(Debug)]
pub struct Rule {
    /// Id as in the rule book, shown to operators and never reused: `P04`.
    pub id: &'static str,
    /// How strongly it is asked, and by whom.
    pub grade: Grade,
    /// The fault in a few words.
    pub title: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// How it is mended.
    pub mend: &'static str,
    /// Where it is written: schema lines, page of the specification, INPS message.
    pub source: &'static str,
    /// What it looks at, and how: one look suffices for nearly all.
    pub checks: &'static [Check],
    /// The one right answer, where there is one.
    pub fix: Option<Fix>,
}

/// Who asks for a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grade {
    /// INPS's schema (or the law of the thing itself): without it the file or the row is refused. Blocks, always.
    Required,
    /// INPS's specification, or the manual: blocks, but an ente may lower it to a warning.
    Expected,
    /// Coherence and practice: warns.
    Advised,
}

/// What a finding does to its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The row cannot be sent.
    Blocco,
    /// The row can be sent; better look at it.
    Avviso,
}

impl Severity {
    /// As the command line and the files write it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Blocco => "blocco",
            Self::Avviso => "avviso",
        }
    }
}

/// What a rule looks at. The narrowest view that suffices is the right one.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// A structure fault that the reader found; the message, where the fault is this rule's.
    Structure(fn(&Fault) -> Option<String>),
    /// A whole XML flow.
    Document(fn(&Flusso<'_>, &Context<'_>, &mut Report<'_>)),
    /// Who sends, and the name of the flow.
    Identification(fn(&IdentificazioneFlusso<'_>, &Context<'_>, &mut Report<'_>)),
    /// A person, with their addresses.
    Person(fn(&Beneficiario<'_>, &Context<'_>, &mut Report<'_>)),
    /// A benefit, and whose it is. Records crossing 31 December arrive already split by year.
    Benefit(fn(&PrestazioneSociale<'_>, &Beneficiario<'_>, &Context<'_>, &mut Report<'_>)),
    /// A case of our records, before it becomes a flow. Never run on XML.
    Case(fn(Case<'_>, &Context<'_>, &mut Report<'_>)),
    /// All benefits side by side.
    Set(fn(&[Seen<'_>], &mut SetReport<'_>)),
}

/// A quick fix: offered where there is one right answer.
#[derive(Debug, Clone, Copy)]
pub struct Fix {
    /// The button: "Togli la seconda cittadinanza".
    pub label: &'static str,
    /// Mends the record; `false` where it does not apply. It must silence its own rule and wake no other.
    pub apply: fn(&mut CaseMut<'_>, NaiveDate) -> bool,
}

/// What a check may know besides what it looks at.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The day of the check.
    pub today: NaiveDate,
    /// What is being checked.
    pub source: Source,
    /// Whose settings lower rules; `None` when a file of unknown origin is checked.
    pub ente: Option<&'a Ente>,
}

impl Context<'_> {
    /// Whether our own records are checked, before they are sent.
    #[must_use]
    pub fn on_records(&self) -> bool {
        self.source == Source::Records
    }

    /// What a finding of this rule does to its row.
    #[must_use]
    pub fn severity(&self, rule: &Rule) -> Severity {
        match rule.grade {
            Grade::Advised => Severity::Avviso,
            Grade::Expected if self.ente.is_some_and(|ente| ente.lowers(rule.id)) => Severity::Avviso,
            Grade::Expected | Grade::Required => Severity::Blocco,
        }
    }
}

/// What is being checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Our records.
    Records,
    /// A finished XML, of any program.
    Xml {
        /// For application cooperation rather than the portal's upload.
        waas: bool,
        /// Size of the file.
        bytes: usize,
    },
}

/// What the set rules know of a benefit: enough to tell doubles, and light enough for 100,000 of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen<'a> {
    /// Fiscal code.
    pub codice_fiscale: &'a str,
    /// Surname.
    pub cognome: &'a str,
    /// Name.
    pub nome: &'a str,
    /// Birth year.
    pub anno_nascita: Option<u16>,
    /// Benefit code.
    pub codice: &'a str,
    /// `ProtocolloDomanda`.
    pub protocollo: &'a str,
    /// First day, or the day of delivery.
    pub dal: Option<NaiveDate>,
    /// Last day of a periodic one.
    pub al: Option<NaiveDate>,
    /// Where it stands.
    pub standing: Standing<'a>,
}

/// Where a benefit stands, for the set rules. Only pending ones get findings; the others are what they are compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing<'a> {
    /// To be sent, or in the XML under check.
    Pending,
    /// In a flow of this name, not answered.
    Sent(&'a str),
    /// Accepted by INPS in a flow of this name.
    Accepted(&'a str),
    /// Taken back: INPS has it no more.
    Gone,
}

/// A typed attribute that must be there: the messages that most X rules share. `name` comes with its article: "il genere".
///
/// `Some` holds what is wrong: missing, or written in a form that the schema refuses.
#[must_use]
pub fn required<T>(value: &Value<T>, name: &str, form: &str) -> Option<String> {
    match value {
        Value::Absent => Some(format!("Manca {name}. Si scrive così: {form}.")),
        Value::Unreadable(_) | Value::Read(_) | Value::Odd(..) => optional(value, name, form),
    }
}

/// A typed attribute that may be left out, but not be written wrong.
#[must_use]
pub fn optional<T>(value: &Value<T>, name: &str, form: &str) -> Option<String> {
    let text = value.unreadable()?;
    let name = capital(name);
    Some(if text.is_empty() {
        format!("{name} c'è ma non dice nulla: togliere il campo, oppure scrivere {form}.")
    } else {
        format!("{name} «{text}» non è in una forma che INPS accetta. Si scrive così: {form}.")
    })
}

/// A text attribute that must have so many characters.
#[must_use]
pub fn length(text: Option<&str>, name: &str, least: usize, most: usize) -> Option<String> {
    let Some(text) = text else { return Some(format!("Manca {name}: serve per trasmettere.")) };
    // Characters are never more than bytes: nearly all texts are settled without counting.
    if text.is_ascii() && (least..=most).contains(&text.len()) {
        return None;
    }
    let count = text.chars().count();
    if (least..=most).contains(&count) {
        return None;
    }
    let name = capital(name);
    Some(if count == 0 {
        format!("{name} c'è ma non dice nulla: va riempito il campo, o tolto se non serve.")
    } else if least == most {
        format!("{name} «{text}» ha {count} caratteri: devono essere {most}.")
    } else if count < least {
        format!("{name} «{text}» ha solo {count} caratteri: ne servono almeno {least}.")
    } else {
        format!("{name} ha {count} caratteri: INPS ne ammette {most}. Va abbreviato il testo.")
    })
}

/// A text attribute that, where it is, must be just so many digits.
#[must_use]
pub fn digits(text: Option<&str>, name: &str, count: usize) -> Option<String> {
    let text = text?;
    if text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let name = capital(name);
    Some(if text.is_empty() {
        format!("{name} c'è ma non dice nulla: servono {count} cifre.")
    } else {
        format!("{name} «{text}» non va bene: servono {count} cifre, zeri iniziali compresi.")
    })
}

/// What is wrong with the children of some elements; `order` says what they should be.
#[must_use]
pub fn children(fault: &Fault, nodes: &[Node], order: &str) -> Option<String> {
    if !nodes.contains(&fault.node) {
        return None;
    }
    match &fault.kind {
        FaultKind::MissingElement(name) => Some(format!("Manca {name}. {order}")),
        FaultKind::TooMany(name) => Some(format!("{name} compare troppe volte. {order}")),
        FaultKind::OutOfOrder(name) => Some(format!("{name} è fuori posto. {order}")),
        FaultKind::EmptyContainer(name) => {
            Some(format!("{name} è vuoto: va tolto, se non c'è nulla da scriverci. {order}"))
        }
        _ => None,
    }
}

/// A text that says something: neither absent nor blank.
#[must_use]
pub fn present<'t>(text: &'t Text<'_>) -> Option<&'t str> {
    text.as_deref().filter(|text| !text.trim().is_empty())
}

/// `a, b e c`.
#[must_use]
pub fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} e {last}", first.join(", ")),
    }
}

/// A letter and three digits, like the Belfiore code of a comune or of a foreign state.
#[must_use]
pub fn belfiore_shaped(code: &str) -> bool {
    matches!(code.as_bytes(), [letter, rest @ ..]
        if letter.is_ascii_alphabetic() && rest.len() == 3 && rest.iter().all(u8::is_ascii_digit))
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
