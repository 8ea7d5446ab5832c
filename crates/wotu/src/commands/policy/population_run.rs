//! What `diff`, `simulate` and `evaluate` share: a pack on a day from the command line, a population that is read while it is
//! computed, and a bar on a terminal.

use crate::{
    files,
    population::{Batch, Open, PopulationFiles, Stop, open},
    words::{self, remark},
};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::civil::Date;
use platform::texts::Texts;
use rules::{Pack, Vocabulary};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    sync::mpsc::sync_channel,
};
use vocabulary::{Lang, Refusal};

/// How many batches are read ahead of the one that is computed.
const AHEAD: usize = 1;

/// Why a command ends early, having said why.
pub struct Ended(pub ExitCode);

/// What a command has at hand.
pub struct Desk {
    /// Its texts.
    pub texts: Texts,
    /// Its language.
    pub lang: Lang,
}

impl Desk {
    /// Loads a pack, or says what is wrong with it.
    pub fn pack(&self, dir: &Path) -> anyhow::Result<Result<Pack, Ended>> {
        let loaded = files::pack(dir)?.and_then(|files| rules::load(&files));
        Ok(loaded.map_err(|findings| Ended(super::show(&self.texts, self.lang, &findings))))
    }

    /// Says what was refused.
    pub fn refuse(&self, refusals: &[Refusal]) -> ExitCode {
        words::refuse(&self.texts, self.lang, refusals)
    }

    /// Says why reading ended.
    pub fn stop(&self, stop: Stop) -> anyhow::Result<ExitCode> {
        match stop {
            Stop::Refused(refusals) => Ok(self.refuse(&refusals)),
            Stop::Failed(error) => Err(error),
        }
    }

    /// A text of ours.
    pub fn say(&self, key: &str, args: &[(&str, String)]) -> String {
        self.texts.say(self.lang, key, args)
    }

    /// Opens a population, and says which facts it tells of nobody.
    pub fn open(&self, population: &PopulationFiles, vocabulary: &Vocabulary) -> Result<Open, Stop> {
        let open = open(population, vocabulary)?;
        if !open.unknown.is_empty() {
            remark(self.say("wotu-population-unknown", &[("facts", open.unknown.join(", "))]));
        }
        Ok(open)
    }
}

/// Reads a population on a thread of its own while `each` computes, batch by batch in order. Answers what was opened, for the
/// names of the groups.
///
/// # Errors
/// What reading, or `each`, ended with. Nothing was said by then.
pub fn run_over(
    mut open: Open,
    quiet: bool,
    mut each: impl FnMut(Batch) -> Result<(), Stop>,
) -> Result<Open, Stop> {
    let bar = bar(open.count(), quiet);
    let outcome = std::thread::scope(|scope| {
        let (sender, receiver) = sync_channel::<Result<Batch, Stop>>(AHEAD);
        let reader = scope.spawn(move || {
            loop {
                match open.next() {
                    Ok(Some(batch)) => {
                        if sender.send(Ok(batch)).is_err() {
                            return open;
                        }
                    }
                    Ok(None) => return open,
                    Err(stop) => {
                        // Nobody listens any more if computing failed first.
                        let _ = sender.send(Err(stop));
                        return open;
                    }
                }
            }
        });
        let mut outcome = Ok(());
        for batch in receiver {
            let rows = batch.as_ref().map_or(0, |batch| batch.population.rows());
            outcome = batch.and_then(&mut each);
            if outcome.is_err() {
                break;
            }
            bar.inc(u64::try_from(rows).unwrap_or(0));
        }
        let open =
            reader.join().map_err(|_| Stop::Failed(anyhow::anyhow!("the reading thread ended early")))?;
        outcome.map(|()| open)
    });
    bar.finish_and_clear();
    outcome
}

fn bar(rows: Option<u64>, quiet: bool) -> ProgressBar {
    let bar = match rows {
        _ if quiet => return ProgressBar::hidden(),
        Some(rows) => ProgressBar::new(rows),
        None => ProgressBar::new_spinner(),
    };
    bar.set_draw_target(ProgressDrawTarget::stderr());
    if rows.is_some()
        && let Ok(style) = ProgressStyle::with_template("{wide_bar} {human_pos}/{human_len} {eta}")
    {
        bar.set_style(style);
    }
    bar
}

/// The row of a population by its number from 0, read again from the files.
pub fn find_row(mut open: Open, row: usize) -> Result<Option<(rules::Facts, Option<String>)>, Stop> {
    while let Some(batch) = open.next()? {
        if let Some(place) = row.checked_sub(batch.first_row).filter(|place| *place < batch.population.rows())
        {
            return Ok(Some((batch.population.facts(place), batch.ids.and_then(|ids| ids.shown(place)))));
        }
    }
    Ok(None)
}

/// A pack's folder, and a day if one stands behind `@`: policies/jilin@2022-06-01.
#[derive(Debug, Clone)]
pub struct PackOnDay {
    /// The folder.
    pub dir: PathBuf,
    /// The day.
    pub on: Option<Date>,
}

/// Reads `DIR` or `DIR@DATE`.
pub fn parse_pack_on_day(text: &str) -> Result<PackOnDay, String> {
    match text.rsplit_once('@') {
        Some((dir, day)) => match day.parse() {
            Ok(on) => Ok(PackOnDay { dir: dir.into(), on: Some(on) }),
            Err(_) => Err(format!("{day}: not a date such as 2022-06-01")),
        },
        None => Ok(PackOnDay { dir: text.into(), on: None }),
    }
}
