//! `cargo xtask new-capability NAME`: a folder that looks like every other capability's, compiles, and passes its tests.

mod scaffold;

pub use scaffold::{Options, run};
