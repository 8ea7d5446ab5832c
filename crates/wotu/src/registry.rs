//! One line per capability. Taking a line out takes out its pages, API, tables and jobs.

use platform::{capability::Capability, texts::TextFile};

/// Every capability, lower ones first.
#[must_use]
pub fn capabilities() -> Vec<Capability> {
    vec![
        organisations::capability(),
        people::capability(),
        posts::capability(),
        policies::capability(),
        cases::capability(),
    ]
}

/// The command line's own texts.
pub const TEXTS: &[TextFile] = platform::text_files!("wotu");
