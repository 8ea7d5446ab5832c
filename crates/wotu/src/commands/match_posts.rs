//! `wotu match`: posts for a profile, best first, with every part of the score. The forms of the files are documented in
//! `docs/command-line.md`.

use crate::{
    files, installation,
    profiles::Reading,
    words::{self, say},
};
use clap::Args;
use matching::{Evidence, Occupations, PreparedPost, PreparedProfile, Weights};
use platform::clock::Clock;
use std::process::ExitCode;
use vocabulary::{Lang, Refusal};

/// Ranks posts.
#[derive(Args)]
pub struct MatchPosts {
    /// A profile, a facts file or a résumé (JSON Resume, Europass XML); - for standard input.
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
        let (region, shelf) = installation::compiled_in()?;
        let on = self.on.unwrap_or_else(|| region.date_of(Clock::System.now()));
        let reading = Reading { texts: &texts, lang, vocabulary: &shelf.vocabulary(), today: on };
        let profile = match reading.matching_profile(&self.profile)? {
            Ok(profile) => profile,
            Err(refusals) => return Ok(words::refuse(&texts, lang, &refusals)),
        };
        let posts: Vec<matching::Post> = match files::json(&self.posts, &files::text(&self.posts)?) {
            Ok(posts) => posts,
            Err(refusal) => return Ok(words::refuse(&texts, lang, [&refusal])),
        };
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
