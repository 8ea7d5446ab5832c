//! `wotu audit verify`: recomputes the chain of the audit log.

use crate::{
    installation::Where,
    words::{remark, say},
};
use clap::Subcommand;
use platform::audit::{Verdict, verify};
use std::process::ExitCode;

/// What can be done with the audit log.
#[derive(Subcommand)]
pub enum Audit {
    /// Recomputes every hash; exit status 1 if the log was changed.
    Verify {
        #[command(flatten)]
        place: Where,
        /// A head that was noted elsewhere: shows a tail that was cut off.
        #[arg(long)]
        head: Option<String>,
    },
}

impl Audit {
    /// Exit status 0 if the chain is whole.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let Self::Verify { place, head: noted } = self;
        let app = place.open_for_work().await?;
        let mut db = app.database().read().await?;
        let verdict = verify(&mut db).await?;
        let still_there = match &noted {
            None => true,
            Some(noted) => {
                let sql = "select number from audit_log where hash = $1";
                db.fetch_optional(sql, vec![noted.into()]).await?.is_some()
            }
        };
        drop(db);
        app.database().close().await;
        match verdict {
            Verdict::Whole { entries, head } if still_there => {
                say(format_args!("whole: {entries} entries, head {head}"));
                Ok(ExitCode::SUCCESS)
            }
            Verdict::Whole { entries, .. } => {
                remark(format_args!(
                    "cut off: {entries} entries are whole, and the noted head is not among them"
                ));
                Ok(ExitCode::FAILURE)
            }
            Verdict::Broken { at } => {
                remark(format_args!("broken at entry {at}"));
                Ok(ExitCode::FAILURE)
            }
        }
    }
}
