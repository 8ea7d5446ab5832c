//! What can be asked about applications, and the combined answer: one query a file.

mod application;
mod figures;
mod list;
mod next_step;
mod results;
mod status;

pub use application::{Event, OneApplication, ShownApplication, WhichOne};
pub(crate) use figures::{Figures, figures};
pub use list::{ListApplications, Listed, ListedApplications, WhichList};
pub use next_step::NextStep;
pub use results::{Asked, ResultsAnswer, ResultsQuery};
pub(crate) use results::{Results, pack_of, results_of};
pub(crate) use status::look_up;
pub use status::{Status, StatusAnswer, StatusOf};
