//! Opening an installation: where its database, keys, region and packs are, from the command line, the environment or a
//! TOML file, in that order.

use crate::{registry, words};
use anyhow::{Context as _, bail};
use clap::Args;
use platform::{
    app::{App, Parts, Serving, Setup},
    clock::{Clock, Entropy},
    region::Region,
    vault::Vault,
};
use serde::Deserialize;
use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

/// The region that ships.
const JILIN: &str = include_str!("../../../regions/jilin.toml");

/// Where an installation's parts are.
#[derive(Args, Clone, Default)]
pub struct Where {
    /// A TOML file with any of: database, keys, region, packs.
    #[arg(long, value_name = "FILE", env = "WOTU_CONFIG")]
    pub config: Option<PathBuf>,
    /// sqlite:PATH or postgres://USER@HOST/NAME. Without it: sqlite:wotu.db.
    #[arg(long, value_name = "ADDRESS", env = "WOTU_DATABASE")]
    pub database: Option<String>,
    /// The file with the keys for sensitive numbers; made if it is not there. Without it: wotu.keys.
    #[arg(long, value_name = "FILE", env = "WOTU_KEYS")]
    pub keys: Option<PathBuf>,
    /// The region's file. Without it: Jilin.
    #[arg(long, value_name = "FILE", env = "WOTU_REGION")]
    pub region: Option<PathBuf>,
    /// The folder of policy packs. Without it: those compiled in.
    #[arg(long, value_name = "DIR", env = "WOTU_PACKS")]
    pub packs: Option<PathBuf>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct ConfigFile {
    database: Option<String>,
    keys: Option<PathBuf>,
    region: Option<PathBuf>,
    packs: Option<PathBuf>,
}

impl Where {
    fn resolved(&self) -> anyhow::Result<Self> {
        let file: ConfigFile = match &self.config {
            None => ConfigFile::default(),
            Some(path) => {
                let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
                toml::from_str(&text).with_context(|| path.display().to_string())?
            }
        };
        Ok(Self {
            config: None,
            database: self.database.clone().or(file.database),
            keys: self.keys.clone().or(file.keys),
            region: self.region.clone().or(file.region),
            packs: self.packs.clone().or(file.packs),
        })
    }

    /// The database's address.
    pub fn address(&self) -> anyhow::Result<String> {
        Ok(self.resolved()?.database.unwrap_or_else(|| "sqlite:wotu.db".to_owned()))
    }

    /// Opens the installation.
    pub async fn open(&self, clock: Clock, entropy: Entropy, serving: Serving) -> anyhow::Result<App> {
        let place = self.resolved()?;
        let region_text = match &place.region {
            None => JILIN.to_owned(),
            Some(path) => fs::read_to_string(path).with_context(|| path.display().to_string())?,
        };
        let region = Region::read(&region_text)?;
        let keys = place.keys.unwrap_or_else(|| "wotu.keys".into());
        let vault = open_vault(&keys, &entropy)?;
        let parts = parts(&region, place.packs.as_deref())?;
        let database = place.database.unwrap_or_else(|| "sqlite:wotu.db".to_owned());
        let capabilities = registry::capabilities();
        let setup = Setup { database, region, vault, clock, entropy, capabilities, parts, serving };
        let app = App::start(setup).await?;
        // What was published from the workbench stands before the packs of the folder from the first page on.
        policies::refresh_editions(&app).await?;
        Ok(app)
    }

    /// Opens the installation for a command that does its work and ends.
    pub async fn open_for_work(&self) -> anyhow::Result<App> {
        let serving = Serving { is_demo: false, has_secure_cookies: true, trusted_hops: 0 };
        self.open(Clock::System, Entropy::System, serving).await
    }
}

/// The region that ships and the packs compiled in: for commands that open no installation.
///
/// # Errors
/// A mistake in them; a test would have found it.
pub fn compiled_in() -> anyhow::Result<(Region, policies::Shelf)> {
    let region = Region::read(JILIN)?;
    let shelf = policies::Shelf::compiled(region.packs())
        .map_err(|findings| anyhow::anyhow!("{} mistakes in the packs compiled in", findings.len()))?;
    Ok((region, shelf))
}

fn open_vault(path: &Path, entropy: &Entropy) -> anyhow::Result<Vault> {
    if !path.exists() {
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;
            options.mode(0o600);
        }
        let mut file = options.open(path).with_context(|| path.display().to_string())?;
        file.write_all(Vault::fresh_key_file(entropy).as_bytes())?;
        file.sync_all()?;
    }
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    Vault::from_key_file(&text).with_context(|| path.display().to_string())
}

fn parts(region: &Region, packs: Option<&Path>) -> anyhow::Result<Parts> {
    let shelf = match packs {
        None => policies::Shelf::compiled(region.packs()),
        Some(folder) => policies::Shelf::read(folder, region.packs()),
    };
    let shelf = match shelf {
        Ok(shelf) => shelf,
        Err(findings) => bail!("a policy pack has mistakes:\n{}", mistakes(&findings)?),
    };
    let mut parts = Parts::default();
    parts.insert(policies::fact_vocabulary());
    parts.insert(people::NextQuestion::new(|app, facts, _| next_question(app, facts)));
    parts.insert(posts::Board::new());
    parts.insert(shelf);
    Ok(parts)
}

/// One mistake a line: place, what is wrong, what to do.
fn mistakes(findings: &[policies::PackFinding]) -> anyhow::Result<String> {
    let (texts, lang) = (words::texts()?, words::lang_of_environment());
    let line = |found: &policies::PackFinding| {
        let finding = &found.finding;
        let args: Vec<(&str, String)> =
            finding.args.iter().map(|(name, value)| (*name, value.clone())).collect();
        let said = texts.say(lang, &finding.key(), &args);
        format!("{}/{}:{}:{}: {said}", found.pack, finding.file, finding.line, finding.column)
    };
    Ok(findings.iter().map(line).collect::<Vec<_>>().join("\n"))
}

/// Asked first: they say what somebody does, and nearly every measure and every post reads them.
const FIRST: [&str; 2] = ["occupation", "degree"];
/// Asked last: they choose among posts, and change no entitlement.
const LAST: [&str; 4] = ["years_of_experience", "skills", "languages", "desired_places"];

/// What to ask next: what somebody does; then whatever can still change an answer of the region's own pack on the day, the
/// question expected to bring most first; then what chooses among posts.
fn next_question(app: &App, facts: &rules::Facts) -> Option<people::Ahead> {
    let shelf = app.part::<policies::Shelf>()?;
    let pack = shelf.pack(app.region().packs().first()?)?;
    let today = app.region().date_of(app.now());
    let found =
        rules::next_questions(&pack, facts, today, today, &rules::Likelihoods::new()).unwrap_or_default();
    Some(in_turn(facts, &found)).filter(|ahead| !ahead.fact.is_empty())
}

/// The first question that is open, and how many are.
fn in_turn(facts: &rules::Facts, found: &rules::Questions) -> people::Ahead {
    let mut turn: Vec<&str> = Vec::new();
    // A question about one member of a household is asked on the household's page, once.
    let of_pack = found.questions.iter().map(|question| question.fact.split('[').next().unwrap_or_default());
    for name in FIRST.into_iter().chain(of_pack).chain(LAST) {
        if facts.given(name).is_none() && !turn.contains(&name) {
            turn.push(name);
        }
    }
    let fact = turn.first().copied().unwrap_or_default();
    let best = found.questions.first().filter(|best| best.fact == fact);
    let spared = best.and_then(|best| usize::try_from(best.spares_thousandths / 1_000).ok());
    let then = spared.map(|spared| turn.len().saturating_sub(spared.max(1)));
    people::Ahead { fact: fact.to_owned(), at_most: turn.len(), then }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(fact: &str, spares_thousandths: u64) -> rules::Question {
        rules::Question {
            fact: fact.to_owned(),
            waiting: 1,
            decides_thousandths: 0,
            spares_thousandths,
            gain: 1,
        }
    }

    #[test]
    fn what_somebody_does_is_asked_first_then_the_best_question_and_never_a_list_twice() {
        let questions = vec![
            question("household[0].role", 1_000),
            question("talent_class_3", 4_600),
            question("degree", 1_000),
        ];
        let found = rules::Questions { questions, at_most: 3 };
        let nobody = in_turn(&rules::Facts::new(), &found);
        // Occupation and degree, the household, the class, and the four that choose among posts.
        assert_eq!((nobody.fact.as_str(), nobody.at_most, nobody.then), ("occupation", 8, None));
        let household = rules::Value::List(vec![rules::facts::Member::new()]);
        let mut told = rules::Facts::new().with("household", household).with("occupation", "x");
        told.unknown("degree");
        let next = in_turn(&told, &found);
        assert_eq!((next.fact.as_str(), next.at_most), ("talent_class_3", 5));
        let only = rules::Questions { questions: vec![question("talent_class_3", 4_600)], at_most: 1 };
        assert_eq!(in_turn(&told, &only).then, Some(1));
        LAST.iter().for_each(|name| told.unknown(*name));
        told.unknown("talent_class_3");
        assert_eq!(in_turn(&told, &found).at_most, 0);
    }
}
