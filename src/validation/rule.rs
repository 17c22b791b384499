//! What a rule is, and what it answers.

use super::seen::Seen;
use crate::records::{Case, CaseMut, Chi, Ente};
use crate::schema::{
    Attribute, Beneficiario, Fault, FaultKind, Flusso, IdentificazioneFlusso, Node, Place, PrestazioneSociale, Text,
    Value,
};
use crate::text::cut::with_short_quotes;
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
    /// A wrong value as an operator meets it: fields by their labels, attributes as in the file. The tests break the rule by
    /// it, so it is written as they read it (`tests/it/examples.rs`).
    pub before: &'static str,
    /// The same, mended.
    pub after: &'static str,
    /// Who must act.
    pub who: Chi,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
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

/// One fault of one row, at its place.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule that it breaks.
    pub rule: &'static Rule,
    /// What it does to the row.
    pub severity: Severity,
    /// What it points at.
    pub attribute: Attribute,
    /// Where in the flow.
    pub place: Place,
    /// Where exactly, for structure faults that have no attribute of their own.
    pub path: Option<String>,
    /// The sentence that an operator reads: what is wrong, and what to do.
    pub message: String,
}

impl Finding {
    /// Whether it keeps its row from being sent.
    #[must_use]
    pub fn blocks(&self) -> bool {
        self.severity == Severity::Blocco
    }

    /// An XPath-like place.
    #[must_use]
    pub fn dove(&self) -> String {
        self.path.clone().unwrap_or_else(|| self.place.path(self.attribute))
    }
}

/// Where a check puts its findings; it knows the rule and the place already.
#[derive(Debug)]
pub struct Report<'r> {
    pub(super) rule: &'static Rule,
    pub(super) context: &'r Context<'r>,
    pub(super) place: Place,
    pub(super) out: &'r mut Vec<Finding>,
}

impl<'r> Report<'r> {
    pub(super) fn new(rule: &'static Rule, context: &'r Context<'_>, place: Place, out: &'r mut Vec<Finding>) -> Self {
        Self { rule, context, place, out }
    }

    /// A finding at an attribute.
    pub fn at(&mut self, attribute: Attribute, message: impl Into<String>) {
        self.push(attribute, self.place, message.into());
    }

    /// A finding at an attribute, where there is something to say.
    pub fn maybe(&mut self, attribute: Attribute, message: Option<String>) {
        if let Some(message) = message {
            self.at(attribute, message);
        }
    }

    /// A finding at an attribute of one of the person's addresses, by index from 0.
    pub fn at_address(&mut self, index: usize, attribute: Attribute, message: impl Into<String>) {
        self.push(attribute, self.place.indirizzo(index), message.into());
    }

    fn push(&mut self, attribute: Attribute, place: Place, message: String) {
        let severity = self.context.severity(self.rule);
        let message = with_short_quotes(message);
        self.out.push(Finding { rule: self.rule, severity, attribute, place, path: None, message });
    }
}

/// Where a set check puts its findings, each with the index of the benefit in the set.
#[derive(Debug)]
pub struct SetReport<'r> {
    pub(super) rule: &'static Rule,
    pub(super) severity: Severity,
    pub(super) out: &'r mut Vec<(usize, Finding)>,
}

impl SetReport<'_> {
    /// A finding of one benefit of the set. The caller of the set rules knows its place.
    pub fn at(&mut self, index: usize, attribute: Attribute, message: impl Into<String>) {
        let finding = Finding {
            rule: self.rule,
            severity: self.severity,
            attribute,
            place: Place::default(),
            path: None,
            message: with_short_quotes(message.into()),
        };
        self.out.push((index, finding));
    }
}
