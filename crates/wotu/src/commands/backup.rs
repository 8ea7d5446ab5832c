//! `wotu backup` and `wotu restore`, for the embedded database: `VACUUM INTO` copies it whole in one go while it serves
//! (the incremental interface starves under writes). For PostgreSQL its own tools are the right ones, and we say so.

use crate::{installation::Where, words::say};
use anyhow::{Context as _, bail};
use clap::Args;
use platform::audit::{Verdict, verify};
use std::{fs, path::PathBuf, process::ExitCode};

/// Copies the database.
#[derive(Args)]
pub struct Backup {
    #[command(flatten)]
    place: Where,
    /// The file to write; it must not be there yet. The keys are not in it: keep a copy of them elsewhere.
    to: PathBuf,
}

fn sqlite_path(address: &str) -> anyhow::Result<PathBuf> {
    let Some(path) = address.strip_prefix("sqlite:") else {
        bail!("this is PostgreSQL: use pg_basebackup or pg_dump, and pg_verifybackup");
    };
    Ok(PathBuf::from(path.trim_start_matches("//")))
}

impl Backup {
    /// Exit status 0 when the copy is on the disk and its audit log verified.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let address = self.place.address()?;
        let from = sqlite_path(&address)?;
        if !from.is_file() {
            bail!("{}: there is no database", from.display());
        }
        if self.to.exists() {
            bail!("{}: is there already", self.to.display());
        }
        let app = self.place.open_for_work().await?;
        let target = self.to.to_string_lossy().into_owned();
        // Outside a transaction, on a reading connection: VACUUM INTO writes only the new file.
        let mut db = app.database().read().await?;
        db.execute("pragma query_only = off", vec![]).await?;
        db.execute("vacuum into $1", vec![target.into()]).await?;
        db.execute("pragma query_only = on", vec![]).await?;
        drop(db);
        app.database().close().await;
        fs::File::open(&self.to)?.sync_all()?;
        check(&self.place, &self.to).await?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Puts a backup in place.
#[derive(Args)]
pub struct Restore {
    #[command(flatten)]
    place: Where,
    /// The backup.
    from: PathBuf,
}

impl Restore {
    /// Exit status 0 when the restored database opened and its audit log verified.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let to = sqlite_path(&self.place.address()?)?;
        if to.exists() {
            bail!("{}: is there already; move it away first, nothing is overwritten", to.display());
        }
        fs::copy(&self.from, &to).with_context(|| self.from.display().to_string())?;
        fs::File::open(&to)?.sync_all()?;
        check(&self.place, &to).await?;
        Ok(ExitCode::SUCCESS)
    }
}

async fn check(place: &Where, path: &std::path::Path) -> anyhow::Result<()> {
    let place = Where { database: Some(format!("sqlite:{}", path.display())), ..place.clone() };
    let app = place.open_for_work().await?;
    let mut db = app.database().read().await?;
    let verdict = verify(&mut db).await?;
    let sound =
        db.fetch_one("select integrity_check as said from pragma_integrity_check limit 1", vec![]).await?;
    drop(db);
    app.database().close().await;
    match (verdict, sound.text("said")?.as_str()) {
        (Verdict::Whole { entries, head }, "ok") => {
            say(format_args!("{}: sound, {entries} audit entries, head {head}", path.display()));
            Ok(())
        }
        (verdict, said) => bail!("{}: {said}; audit log: {verdict:?}", path.display()),
    }
}
