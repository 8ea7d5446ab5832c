//! A text in several languages, as JSON.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use vocabulary::Text;

/// A text in Chinese and English, and in the instrument's language where that is another (`pt`, `fr`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::Words)]
pub struct Words {
    /// Simplified Chinese.
    pub zh: String,
    /// English.
    pub en: String,
    /// By two-letter code.
    #[serde(flatten)]
    pub others: BTreeMap<String, String>,
}

impl From<&Text> for Words {
    fn from(text: &Text) -> Self {
        Self { zh: text.zh.clone(), en: text.en.clone(), others: text.others.clone() }
    }
}
