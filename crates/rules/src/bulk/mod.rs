//! What a policy office asks of a whole population: what a bundle comes to in each row, who gains and loses between two
//! versions, what a version costs and when the appropriation runs out. All of it over the columns of a
//! [`Plan`](crate::columns::Plan), batch by batch, so that memory does not grow with the population.

mod difference;
mod effect;
mod only;
mod paid;
mod schedule;
mod side;
mod spending;
mod spending_report;
mod sums;

pub use difference::{Because, Difference, DifferenceReport, MeasureDifference, Transition};
pub use effect::{Effect, GroupEffect};
pub use only::only_version;
pub use schedule::{Open, Spread};
pub use side::Side;
pub use spending::{Appropriation, Spending};
pub use spending_report::{GroupCost, MeasureCost, Outlook, RunsOut, SpendingReport, UnknownCost, YearCost};
pub use sums::{BulkError, Span};
