//! One line per capability. Taking a line out takes out its pages, API, tables and jobs.

use platform::capability::Capability;

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
