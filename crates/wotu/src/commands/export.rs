//! `wotu export`: the published posts as CSV, in the columns that `wotu import` reads.

use crate::{installation::Where, words::say};
use clap::Args;
use std::process::ExitCode;
use vocabulary::Lang;

/// Writes posts.
#[derive(Args)]
pub struct Export {
    #[command(flatten)]
    place: Where,
}

impl Export {
    /// Exit status 0 with the CSV on standard output.
    pub async fn run(self, lang: Lang) -> anyhow::Result<ExitCode> {
        let app = self.place.open_for_work().await?;
        let mut db = app.database().read().await?;
        let published = posts::all_published(&mut db).await?;
        drop(db);
        say(posts::model::export_csv::write(&published, lang).trim_end());
        app.database().close().await;
        Ok(ExitCode::SUCCESS)
    }
}
