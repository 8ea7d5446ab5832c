//! Invented posts, each of an organisation of the region and of a kind of work of its sector.

use super::{
    Region,
    model::{DemoLanguage, DemoPay, DemoPost},
    tables::{Archetype, drawn},
};
use crate::seed::{Draw, Kind};
use jiff::Span;
use vocabulary::Text;

pub(super) fn post(region: &Region, index: u64) -> DemoPost {
    let tables = &region.tables;
    let mut draw = Draw::new(region.seed, Kind::Post, index);
    let end = u32::try_from(region.scale.organisations).unwrap_or(u32::MAX);
    let organisation = super::organisations::organisation(region, u64::from(draw.below(end)));
    let fitting: Vec<&Archetype> = tables
        .archetypes
        .iter()
        .filter(|one| one.sector == organisation.sector)
        .filter(|one| one.at.is_empty() || one.at.contains(&organisation.kind))
        .collect();
    // A kind of organisation without work of its own takes any of the region.
    let archetype = drawn(draw.pick(&fitting).copied().or_else(|| draw.pick(&tables.archetypes)));
    let years = archetype.years.saturating_add(draw.below(3).saturating_sub(1));
    let least = draw.between(2, 4).max(3);
    let skills: Vec<Text> =
        draw.some(&archetype.skills, usize::try_from(least).unwrap_or(3)).into_iter().cloned().collect();
    let mut places = vec![organisation.place.clone()];
    if draw.chance(8)
        && let Some(other) = draw.pick_by(&tables.prefectures, |place| place.weight)
        && other.code != organisation.place
    {
        places.push(other.code.clone());
    }
    let opens = region.today.saturating_add(Span::new().days(14 - i64::from(draw.below(75))));
    // Nobody sees tomorrow's post: what would open later opens today.
    let opens = if draw.chance(95) { opens.min(region.today) } else { opens };
    DemoPost {
        index,
        organisation: organisation.index,
        archetype: archetype.id.clone(),
        title: archetype.title.clone(),
        description: describe(region, &organisation.name, archetype, &skills, years),
        csco: archetype.csco.clone(),
        isco: archetype.isco.clone(),
        places,
        pay: pay(archetype, &mut draw),
        degree: archetype.degree.clone(),
        years,
        skills,
        languages: archetype.language.iter().map(language).collect(),
        is_full_time: draw.chance(93),
        openings: draw.between(1, 5).min(draw.between(1, 5)),
        opens,
        closes: opens.saturating_add(Span::new().days(30 + i64::from(draw.below(61)))),
    }
}

fn language((language, level): &(String, String)) -> DemoLanguage {
    DemoLanguage { language: language.clone(), level: level.clone() }
}

/// The range of the kind of work, a little up or down, in steps of 500 yuan; nine in ten say it.
fn pay(archetype: &Archetype, draw: &mut Draw) -> Option<DemoPay> {
    let share = draw.between(88, 118);
    let fen = |yuan: u32| i64::from(yuan.saturating_mul(share) / 100 / 500).saturating_mul(50_000);
    let (low_fen, high_fen) = (fen(archetype.pay.0), fen(archetype.pay.1));
    draw.chance(90).then_some(DemoPay { low_fen, high_fen })
}

fn describe(
    region: &Region,
    organisation: &Text,
    archetype: &Archetype,
    skills: &[Text],
    years: u32,
) -> Text {
    let tables = &region.tables;
    let joined = |separator: &str, pick: fn(&Text) -> &str| {
        skills.iter().map(pick).collect::<Vec<_>>().join(separator)
    };
    let enumeration = tables.phrase("comma", &[]);
    let skills = Text::new(joined(&enumeration.zh, |text| &text.zh), joined(", ", |text| &text.en));
    let number = Text::new(years.to_string(), years.to_string());
    let sentences = [
        tables.phrase("post_of", &[("organisation", organisation), ("title", &archetype.title)]),
        tables.phrase("post_duty", &[("duty", &archetype.duty)]),
        tables.phrase("post_skills", &[("skills", &skills)]),
        if years == 0 {
            tables.phrase("post_no_years", &[])
        } else {
            tables.phrase("post_years", &[("years", &number)])
        },
        tables.phrase("post_invented", &[]),
    ];
    let zh: Vec<&str> = sentences.iter().map(|text| text.zh.as_str()).collect();
    let en: Vec<&str> = sentences.iter().map(|text| text.en.as_str()).collect();
    Text::new(zh.concat(), en.join(" "))
}
