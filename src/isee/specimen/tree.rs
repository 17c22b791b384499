//! A small XML as a tree that can be changed and written again; comments and instructions are left behind.

use super::super::unusable::Unusable;
use super::super::walk::walk;
use super::unfit::NoProfile;
use crate::sheets::xml_stream::{Step, push_text};
use quick_xml::events::{BytesStart, Event};

/// Stands where the rows are; no XML holds it.
pub(super) const ROWS: &str = "\u{1}";

/// An element, its names as written, its values unescaped.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Node>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Whether a name is one of INPS's, prefix and case apart.
pub(super) fn is(name: &str, known: &str) -> bool {
    local(name).eq_ignore_ascii_case(known)
}

/// The whole document.
pub(super) fn parse(text: &str) -> Result<Element, NoProfile> {
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    let mut sound = text.starts_with('<') && !text.contains(ROWS);
    let walked = walk(text, &mut |_, event| {
        match event {
            Event::Start(start) => match element(start) {
                Some(element) if root.is_none() => open.push(element),
                _ => sound = false,
            },
            Event::End(_) => {
                if let Some(done) = open.pop() {
                    match open.last_mut() {
                        Some(parent) => parent.children.push(Node::Element(done)),
                        None => root = Some(done),
                    }
                }
            }
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {
                let mut piece = String::new();
                push_text(event, &mut piece);
                match open.last_mut().map(|it| &mut it.children) {
                    Some(children) => match children.last_mut() {
                        Some(Node::Text(text)) => text.push_str(&piece),
                        _ => children.push(Node::Text(piece)),
                    },
                    None => sound &= piece.trim().is_empty(),
                }
            }
            _ => {}
        }
        Ok(if sound { Step::Next } else { Step::Stop })
    });
    match (walked, root) {
        (Err(Unusable::Doctype), _) => Err(NoProfile::Doctype),
        (Ok(()), Some(root)) if sound => Ok(root),
        _ => Err(NoProfile::Damaged),
    }
}

/// Whether XML has such names; the parser is easier.
fn sound_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && name.chars().all(|it| it.is_alphanumeric() || matches!(it, '_' | '-' | '.' | ':'))
}

fn element(start: &BytesStart<'_>) -> Option<Element> {
    let mut attributes = Vec::new();
    if !sound_name(start.name().as_ref()) {
        return None;
    }
    for attribute in start.attributes() {
        let attribute = attribute.ok()?;
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?;
        if !sound_name(attribute.key.as_ref()) {
            return None;
        }
        attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
    }
    Some(Element { name: start.name().as_ref().to_owned(), attributes, children: Vec::new() })
}

impl Element {
    pub(super) fn elements(&self) -> impl Iterator<Item = (usize, &Element)> {
        self.children.iter().enumerate().filter_map(|(index, node)| match node {
            Node::Element(element) => Some((index, element)),
            Node::Text(_) => None,
        })
    }

    /// What it says under a name, as an attribute or as a child.
    pub(super) fn says(&self, name: &str) -> bool {
        let filled = |text: &str| !text.trim().is_empty();
        self.attributes.iter().any(|(key, value)| is(key, name) && filled(value))
            || self.elements().any(|(_, child)| is(&child.name, name) && filled(&child.text()))
    }

    pub(super) fn text(&self) -> String {
        let text = |node: &Node| if let Node::Text(text) = node { text.clone() } else { String::new() };
        self.children.iter().map(text).collect()
    }

    /// Whether it holds elements, and not only a value.
    pub(super) fn has_elements(&self) -> bool {
        self.elements().next().is_some()
    }
}

/// Writes it, escaped.
pub(super) fn write(node: &Node, out: &mut String) {
    match node {
        Node::Text(text) => escape(text, out),
        Node::Element(it) => {
            out.push('<');
            out.push_str(&it.name);
            for (key, value) in &it.attributes {
                out.push(' ');
                out.push_str(key);
                out.push_str("=\"");
                escape(value, out);
                out.push('"');
            }
            if it.children.is_empty() {
                out.push_str("/>");
                return;
            }
            out.push('>');
            for child in &it.children {
                write(child, out);
            }
            out.push_str("</");
            out.push_str(&it.name);
            out.push('>');
        }
    }
}

fn escape(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            letter => out.push(letter),
        }
    }
}
