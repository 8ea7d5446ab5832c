//! `wotu match`: posts for a profile, best first, with every part of the score. The forms of both files are documented in
//! `crates/matching/README.md`.

use crate::{
    files,
    words::{self, say},
};
use anyhow::Context as _;
use clap::Args;
use matching::{Evidence, Occupations, PreparedPost, PreparedProfile, Weights};
use std::process::ExitCode;
use vocabulary::{Lang, Refusal};

/// Ranks posts.
#[derive(Args)]
pub struct MatchPosts {
    /// A profile, JSON; - for standard input.
    #[arg(long, value_name = "FILE")]
    profile: String,
    /// Posts: a JSON array.
    #[arg(long, value_name = "FILE")]
    posts: String,
    /// How many to show.
    #[arg(long, default_value_t = 10)]
    top: usize,
    /// The day on which posts are open or closed; without it, today.
    #[arg(long, value_name = "DATE")]
    on: Option<jiff::civil::Date>,
    /// For a program: a JSON array of matches.
    #[arg(long)]
    json: bool,
}

impl MatchPosts {
    /// Exit status 0 with the ranking, 2 if the profile or a post is refused.
    pub fn run(self, lang: Lang) -> anyhow::Result<ExitCode> {
        let texts = words::texts()?;
        let profile: matching::Profile =
            serde_json::from_str(&files::text(&self.profile)?).with_context(|| self.profile.clone())?;
        let posts: Vec<matching::Post> =
            serde_json::from_str(&files::text(&self.posts)?).with_context(|| self.posts.clone())?;
        let on = self
            .on
            .unwrap_or_else(|| platform::clock::Clock::System.now().to_zoned(jiff::tz::TimeZone::UTC).date());
        let table = Occupations::bundled();
        let profile = match PreparedProfile::new(profile, table) {
            Ok(profile) => profile,
            Err(refusal) => return Ok(words::refuse(&texts, lang, refusal.each())),
        };
        let mut ready = Vec::with_capacity(posts.len());
        let mut refused: Vec<Refusal> = Vec::new();
        for post in posts {
            let id = post.id.clone();
            match PreparedPost::new(post, table) {
                Ok(post) => ready.push(post),
                Err(refusal) => {
                    let field = refusal.field.clone().unwrap_or_default();
                    refused.push(refusal.at(format!("{id}: {field}")));
                }
            }
        }
        if !refused.is_empty() {
            return Ok(words::refuse(&texts, lang, &refused));
        }
        let ranked = matching::rank(&profile, &ready, &Weights::default(), |_| Evidence::on(on), self.top);
        if self.json {
            say(serde_json::to_string_pretty(&ranked)?);
            return Ok(ExitCode::SUCCESS);
        }
        for (number, one) in ranked.iter().enumerate() {
            let title =
                ready.iter().find(|post| post.post().id == one.post).map(|post| post.post().title.clone());
            let points = one.total / 1_000;
            let args = [
                ("rank", (number + 1).to_string()),
                ("id", one.post.clone()),
                ("title", title.unwrap_or_default()),
                ("points", points.to_string()),
            ];
            say(texts.say(lang, "wotu-match-line", &args));
            for part in &one.parts {
                let key = part.name.text_key();
                let max = part.max / 1_000;
                say(format_args!("     {:>3}/{max:<3} {}", part.points / 1_000, texts.say(lang, key, &[])));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
