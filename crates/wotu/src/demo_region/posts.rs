//! The invented posts: published by their organisations, and those whose last day has passed closed.

use super::CHUNK;
use anyhow::{Context as _, bail};
use indicatif::ProgressBar;
use jiff::ToSpan as _;
use organisations::model::Organisation;
use platform::app::App;
use posts::model::{Entered, Field, Post};
use testkit::region::{DemoPost, Region};
use vocabulary::{Money, PostId};

/// Puts all of them in.
pub async fn fill(
    app: &App,
    region: &Region,
    organisations: &[Organisation],
    bar: &ProgressBar,
) -> anyhow::Result<()> {
    let mut chunk = Vec::with_capacity(CHUNK);
    for demo in region.posts() {
        let organisation = usize::try_from(demo.organisation)?;
        let organisation = organisations.get(organisation).context("a post's organisation")?;
        chunk.push(post(app, &demo, organisation)?);
        if chunk.len() == CHUNK {
            save(app, std::mem::take(&mut chunk), bar).await?;
        }
    }
    save(app, chunk, bar).await
}

async fn save(app: &App, rows: Vec<Post>, bar: &ProgressBar) -> anyhow::Result<()> {
    bar.inc(u64::try_from(rows.len())?);
    app.database().write(move |db| Box::pin(async move { posts::insert_many(db, &rows).await })).await??;
    Ok(())
}

fn post(app: &App, demo: &DemoPost, organisation: &Organisation) -> anyhow::Result<Post> {
    let details = match entered(app, demo).parse() {
        Ok(details) => details,
        Err(refusal) => bail!("the invented post {}: {refusal}", demo.index),
    };
    let today = app.region().date_of(app.now());
    // Published on its first day, as its organisation would have done; a first day to come is published today.
    let published = demo.opens.min(today).min(demo.closes);
    let id = PostId::new(app.entropy().uuid(app.now()));
    let draft = Post::draft(id, organisation.id, details, published);
    let post = draft.publish(published, organisation).map_err(|refusal| anyhow::anyhow!("{refusal}"))?;
    if demo.closes < today {
        let day_after = demo.closes.checked_add(1.day())?;
        return post.expire(day_after).map_err(|refusal| anyhow::anyhow!("{refusal}"));
    }
    Ok(post)
}

/// A post does not tell the two kinds of upper-secondary school apart.
fn degree(word: &str) -> &str {
    match word {
        "secondary_vocational" | "upper_secondary" => "secondary",
        other => other,
    }
}

/// The generator speaks the packs' words for how well a language is spoken; a post asks for a level of the CEFR.
fn level(word: &str) -> &str {
    match word {
        "basic" => "A2",
        "working" => "B2",
        "fluent" => "C1",
        other => other,
    }
}

fn entered(app: &App, demo: &DemoPost) -> Entered {
    let mut entered = Entered::default();
    let units = |fen: i64| {
        let money = Money::new(fen, app.region().currency());
        format!("{}.{:02}", money.minor / 100, money.minor % 100)
    };
    let (from, to) =
        demo.pay.map_or((String::new(), String::new()), |pay| (units(pay.low_fen), units(pay.high_fen)));
    let skills: Vec<&str> = demo.skills.iter().map(|skill| skill.zh.as_str()).collect();
    let languages: Vec<String> =
        demo.languages.iter().map(|need| format!("{}:{}", need.language, level(&need.level))).collect();
    let place = demo.places.first().map(ToString::to_string).unwrap_or_default();
    let has_pay = demo.pay.is_some();
    for (field, text) in [
        (Field::Reference, format!("D{}", demo.index)),
        (Field::TitleZh, demo.title.zh.clone()),
        (Field::TitleEn, demo.title.en.clone()),
        (Field::DescriptionZh, demo.description.zh.clone()),
        (Field::DescriptionEn, demo.description.en.clone()),
        (Field::CscoCode, demo.csco.clone()),
        (Field::IscoCode, demo.isco.clone()),
        (Field::Place, place),
        (Field::PlacesCount, demo.openings.to_string()),
        (Field::PayFrom, from),
        (Field::PayTo, to),
        (Field::PayCurrency, if has_pay { app.region().currency().to_string() } else { String::new() }),
        (Field::PayPer, if has_pay { "month".to_owned() } else { String::new() }),
        (Field::Degree, degree(demo.degree.as_deref().unwrap_or_default()).to_owned()),
        (Field::ExperienceYears, demo.years.to_string()),
        (Field::Skills, skills.join("; ")),
        (Field::Languages, languages.join("; ")),
        (Field::EmploymentType, if demo.is_full_time { "full_time" } else { "part_time" }.to_owned()),
        (Field::Opens, demo.opens.to_string()),
        (Field::Closes, demo.closes.to_string()),
    ] {
        entered.set(field, text);
    }
    entered
}
