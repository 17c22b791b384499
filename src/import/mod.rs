//! stub
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draft {
    pub ente: Option<String>,
    pub assistito: crate::records::Assistito,
    pub progetto: crate::records::Progetto,
    pub prestazione: crate::records::Prestazione,
}
