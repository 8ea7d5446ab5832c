//! The demonstration region, put into an installation: what testkit invents, through the same models that real data
//! passes (a mistake of the generator is refused, not stored).

mod organisations;
mod people;
mod posts;
mod sign_in;

pub use sign_in::sign_in_links;

use anyhow::Context as _;
use platform::app::App;
use testkit::region::{Region, Scale};
use vocabulary::{AccountId, Lang};

/// How many rows go into one transaction.
const CHUNK: usize = 2_000;

/// Fills an empty installation; one that is filled already stays as it is.
pub async fn fill(app: &App, people: u64, seed: u64, lang: Lang, is_quiet: bool) -> anyhow::Result<()> {
    if is_filled(app).await? {
        return Ok(());
    }
    let today = app.region().date_of(app.now());
    let region = Region::new(seed, today, Scale::of_people(people)).context("the generator's tables")?;
    let texts = crate::words::texts()?;
    let officer = sign_in::make_staff(app, &texts).await?;
    let scale = region.scale();
    let bar = progress(scale.people + scale.organisations + scale.posts, is_quiet);
    bar.set_message(texts.say(
        lang,
        "wotu-demo-filling",
        &[
            ("people", scale.people.to_string()),
            ("organisations", scale.organisations.to_string()),
            ("posts", scale.posts.to_string()),
        ],
    ));
    app.database().begin_filling().await?;
    let made = organisations::fill(app, &region, officer, &bar).await?;
    posts::fill(app, &region, &made, &bar).await?;
    let person = people::fill(app, &region, officer, &bar).await?;
    app.database().end_filling().await?;
    sign_in::make_people(app, &texts, person, made.first().map(|organisation| organisation.id)).await?;
    bar.finish_and_clear();
    Ok(())
}

fn progress(all: u64, is_quiet: bool) -> indicatif::ProgressBar {
    if is_quiet {
        return indicatif::ProgressBar::hidden();
    }
    let bar = indicatif::ProgressBar::new(all);
    if let Ok(style) = indicatif::ProgressStyle::with_template("{msg}\n{wide_bar} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar
}

async fn is_filled(app: &App) -> anyhow::Result<bool> {
    let mut db = app.database().read().await?;
    Ok(platform::accounts::by_login(&mut db, sign_in::OFFICER).await?.is_some())
}

/// An account of the demonstration, by its fixed login.
async fn account(app: &App, login: &str) -> anyhow::Result<Option<AccountId>> {
    let mut db = app.database().read().await?;
    Ok(platform::accounts::by_login(&mut db, login).await?.map(|account| account.id))
}
