//! `wotu policy invent`: an invented population for a pack, to try a simulation on. Nobody in it exists.

use super::population_run::{Desk, Ended};
use crate::{
    population::{Invention, invent},
    words::{self, say},
};
use clap::Args;
use indicatif::ProgressBar;
use jiff::civil::Date;
use std::{path::PathBuf, process::ExitCode};
use vocabulary::Lang;

/// Invents a population.
#[derive(Args)]
pub struct Invent {
    /// The pack's folder: policies/jilin.
    dir: PathBuf,
    /// How many people.
    #[arg(long, value_name = "N")]
    people: u64,
    /// The file: people.parquet or people.csv; members of lists are written beside it.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// The same number gives the same people.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// The day they live on.
    #[arg(long, value_name = "DATE")]
    on: Date,
}

impl Invent {
    /// Exit status 0, or 2 if the pack is refused.
    pub fn run(self, lang: Lang) -> anyhow::Result<ExitCode> {
        let desk = Desk { texts: words::texts()?, lang };
        let pack = match desk.pack(&self.dir)? {
            Ok(pack) => pack,
            Err(Ended(code)) => return Ok(code),
        };
        let (vocabulary, place) = (&pack.vocabulary, &pack.place);
        let invention = Invention { vocabulary, place, people: self.people, seed: self.seed, today: self.on };
        let bar = ProgressBar::new(self.people);
        let members = invent(invention, &self.out, &|done| bar.set_position(done))?;
        bar.finish_and_clear();
        let mut options = format!("--population {} --id person --group prefecture", self.out.display());
        for members in members {
            options.push_str(&format!(" --members {}={}:person", members.list, members.file.display()));
        }
        let args = [("people", self.people.to_string()), ("options", options)];
        say(desk.say("wotu-invent-done", &args));
        Ok(ExitCode::SUCCESS)
    }
}
