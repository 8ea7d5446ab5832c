//! An administrator, or the machine's own signal, has the packs read again: whoever edited a pack sees it at once, and
//! nothing is interrupted. With one mistake in any of them all stay as they are, and each mistake is told with its place
//! and what to do.
//!
//! The shelf is in memory: the packs are read again by the one program that runs the act. Where several programs serve one
//! database, each is asked (or signalled) by itself. Which packs there are is the region's file; a new one needs a start.
//! What was published from the workbench is read from the database too; a job of each program does that anyway.

use crate::{CannotReload, PackFinding, Reloaded, jobs::refresh, queries::shelf_of};
use platform::{
    Lang,
    acts::{Act, Context, Outcome, Records, Stop},
    app::App,
    permissions::{Grant, Role, Subject},
};
use serde::{Deserialize, Serialize};
use tokio::task::spawn_blocking;
use utoipa::ToSchema;
use vocabulary::Refusal;

/// Reads the packs again.
pub struct ReloadPacks;

/// There is nothing to choose: all packs are read.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = policies::ReloadPacks)]
pub struct NoChoice {}

/// What became of the packs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::ReloadedPacks)]
pub struct ReloadedPacks {
    /// Those that are different now, by name.
    pub changed: Vec<String>,
    /// Those that are as they were.
    pub unchanged: Vec<String>,
}

impl From<Reloaded> for ReloadedPacks {
    fn from(reloaded: Reloaded) -> Self {
        Self { changed: reloaded.changed, unchanged: reloaded.unchanged }
    }
}

impl Act for ReloadPacks {
    const NAME: &'static str = "policies.reload_packs";
    const SUMMARY: &'static str = "Reads the packs of the program that is asked again from their folder; with one mistake all stay as they were.";
    const WHO: &'static [Grant] = &[Grant::any(Role::Administrator)];
    const RECORDS: Records = &["changed", "unchanged"];
    type Input = NoChoice;
    type Output = ReloadedPacks;

    async fn run(cx: &mut Context<'_>, _: NoChoice) -> Outcome<ReloadedPacks> {
        cx.authorize(&Subject::default())?;
        // What was published stands in the database; a pack in the binary has no folder to be read again.
        let published = refresh(cx.app, cx.db).await?;
        let app = cx.app.clone();
        let reloaded = spawn_blocking(move || shelf_of(&app).map(|shelf| shelf.reload())).await;
        let reloaded = match reloaded.map_err(|error| Stop::Internal(error.to_string()))?? {
            Err(CannotReload::CompiledIn) if published.is_any => Ok(Reloaded::default()),
            other => other,
        };
        // Last, because it cannot be undone: only the audit entry and the commit come after it.
        let done: ReloadedPacks =
            together(published.reloaded, reloaded.map_err(|why| refuse(cx.app, why))?).into();
        cx.record("changed", done.changed.join(" "));
        cx.record("unchanged", done.unchanged.len());
        Ok(done)
    }
}

/// What became of the packs, first by what was published and then by what stands in the folder.
fn together(published: Reloaded, folder: Reloaded) -> Reloaded {
    let Reloaded { mut changed, unchanged } = published;
    let more: Vec<String> = folder.changed.into_iter().filter(|pack| !changed.contains(pack)).collect();
    changed.extend(more);
    let all = unchanged.into_iter().chain(folder.unchanged);
    let mut same: Vec<String> = all.filter(|pack| !changed.contains(pack)).collect();
    same.sort();
    same.dedup();
    Reloaded { changed, unchanged: same }
}

fn refuse(app: &App, why: CannotReload) -> Stop {
    let mistakes = match why {
        CannotReload::CompiledIn => return Refusal::conflict("policies.packs_compiled_in").into(),
        CannotReload::Mistakes(mistakes) => mistakes,
    };
    match Refusal::all(mistakes.iter().map(|one| mistake(app, one)).collect()) {
        Err(refusal) => refusal.into(),
        Ok(()) => Stop::Internal("packs were refused without a mistake".to_owned()),
    }
}

/// One mistake: its place is the field. The engine's own words say what is wrong and what to do, so both languages go along.
fn mistake(app: &App, found: &PackFinding) -> Refusal {
    let finding = &found.finding;
    let args: Vec<(&str, String)> = finding.args.iter().map(|(name, value)| (*name, value.clone())).collect();
    let words = |lang| app.texts().say(lang, &finding.key(), &args);
    let place = format!("{}/{}:{}:{}", found.pack, finding.file, finding.line, finding.column);
    Refusal::invalid("policies.pack_mistake", place.clone())
        .with("place", place)
        .with("zh", words(Lang::Zh))
        .with("en", words(Lang::En))
}
