//! The shape of INPS's schema: which element holds which, how often and in which order.
//! Source: PS_PSA_SINA201812.xsd, lines 9-42 and 187-430.

use crate::schema::Node;

/// A child that an element may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Child {
    /// Its name.
    pub name: &'static str,
    /// What it is; `None` for an element that holds only text.
    pub node: Option<Node>,
    /// How many there must be.
    pub least: u32,
    /// How many there may be.
    pub most: u32,
}

const MANY: u32 = u32::MAX;

const fn child(name: &'static str, node: Node, least: u32, most: u32) -> Child {
    Child { name, node: Some(node), least, most }
}

/// The children of an element, in the order that the schema asks.
#[must_use]
pub(super) fn children(node: Node) -> &'static [Child] {
    match node {
        Node::Flusso => {
            const {
                &[
                    child("IdentificazioneFlusso", Node::IdentificazioneFlusso, 1, 1),
                    child("Beneficiario", Node::Beneficiario, 1, MANY),
                ]
            }
        }
        Node::IdentificazioneFlusso => const { &[child("Ente", Node::Ente, 1, 1)] },
        Node::Beneficiario => {
            const {
                &[
                    child("Anagrafica", Node::Anagrafica, 1, 1),
                    child("Indirizzo", Node::Indirizzo, 1, 5),
                    child("PrestazioniSociali", Node::PrestazioniSociali, 1, MANY),
                ]
            }
        }
        Node::PrestazioniSociali => const { &[child("SINA", Node::Sina, 0, 1)] },
        Node::Sina => {
            const {
                &[
                    child("NecessitaInterventiSociali", Node::Necessita, 0, 1),
                    child("InvaliditaCivile", Node::Invalidita, 0, 1),
                ]
            }
        }
        Node::Necessita => &[Child { name: "CodicePrestazione", node: None, least: 1, most: MANY }],
        Node::Invalidita => &[Child { name: "InvCiv", node: None, least: 1, most: MANY }],
        Node::Ente | Node::Anagrafica | Node::Indirizzo => &[],
    }
}
