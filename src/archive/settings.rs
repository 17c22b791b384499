//! What an office decided for its whole archive, rather than for an ente.

use crate::isee::purpose::Choices;
use serde::{Deserialize, Serialize};

/// The decisions. They are stored in the archive's own record.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Settings {
    /// After how many years a closed case is proposed to be erased; `None`: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conservazione: Option<u16>,
    /// Where another ISEE indicator counts than the one that the law names, by the code that INPS is asked about.
    #[serde(default, skip_serializing_if = "Choices::is_empty")]
    pub indicatori: Choices,
}
