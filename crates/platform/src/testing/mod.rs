//! For tests of capabilities: an installation on a given database, a browser that keeps cookies and sends form tokens,
//! and the test that every act refuses strangers. Behind the feature `testing`, so that no installation carries it.

mod browser;
mod installation;
mod strangers;

pub use browser::{Answer, Browser};
pub use installation::{JILIN, NOW, actor, app, app_later, setup, token, web};
pub use strangers::refuses_strangers;
