//! Answers in words, for the pages of this capability and those above it: every value is resolved for one language here,
//! so that templates hold no rule and no number.
//!
//! [`entitlements`] makes the view of a person's results from an assessment; write it into a template with
//! `{{ entitlements.open }}`, or include `policies/measure_rows.html` with `rows` in scope.

mod bundle;
mod cites;
mod entitlements;
mod measure_row;
mod reasons;
mod speaker;

pub use bundle::{BundleLine, BundleView};
pub use cites::{Cite, letter};
pub use entitlements::{Entitlements, entitlements};
pub use measure_row::{MeasureRow, MeasureRows, Question};
pub use reasons::{FactLine, ReasonView, Reasons, Remark};
pub use speaker::Speaker;
