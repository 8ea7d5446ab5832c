//! Posts that fit, as rows: the score as a bar, what fits and what lacks, and the one thing that would help most.

use matching::{Match, Reason, What};
use organisations::queries::Names;
use platform::{
    components::{Chip, Content, Page, PostRow, ScorePart},
    region::Region,
    texts,
};
use posts::{Fit, model::PayPeriod, queries::ListedPost};
use vocabulary::Lang;

/// How many chips of each sort stand in a row.
const CHIPS: usize = 4;
/// The width of the bar, in whole points.
const WHOLE: u32 = 100;

/// A post with its score.
pub(super) fn fitting_row(page: &Page, region: &Region, fit: &Fit) -> PostRow {
    let row = plain_row(page, region, &fit.post)
        .chips(chips(page, &fit.score))
        .score(page.score_bar(parts(page, &fit.score), WHOLE));
    match advice(page, region, &fit.score) {
        Some(words) => row.advice(words),
        None => row,
    }
}

/// A post without one.
pub(super) fn plain_row(page: &Page, region: &Region, post: &ListedPost) -> PostRow {
    let details = &post.post.details;
    let mut facts = vec![in_lang(&post.organisation.name, page.lang).to_string()];
    facts.push(Content::from(region.place_name(&post.place, page.lang)).to_string());
    if let Some(pay) = &details.pay {
        facts.push(Content::from(pay_words(page, pay)).to_string());
    }
    let closes = page.t1("cases-post-closes", "date", texts::date(details.closes, page.lang));
    facts.push(Content::from(closes).to_string());
    PostRow::new(
        in_lang(&post.title, page.lang),
        format!("/posts/{}", post.id),
        Content::html(facts.join(" · ")),
    )
}

/// A text in the page's language if there is one, else in the other, marked as such for those who hear it.
pub(super) fn in_lang(names: &Names, lang: Lang) -> Content {
    let (text, its) = names.get(lang);
    if its == lang {
        return Content::from(text);
    }
    Content::html(format!("<span lang=\"{}\">{}</span>", its.html(), Content::from(text)))
}

/// The unit stands once: behind the range in Chinese, before it in English.
fn pay_words(page: &Page, pay: &posts::model::Pay) -> String {
    let key = match pay.per() {
        PayPeriod::Month => "cases-pay-month",
        PayPeriod::Year => "cases-pay-year",
    };
    let (from, to) = (texts::money(pay.from(), page.lang), texts::money(pay.to(), page.lang));
    let range = match page.lang {
        _ if pay.from() == pay.to() => to,
        Lang::Zh => format!("{}–{to}", from.split(' ').next().unwrap_or_default()),
        Lang::En => format!("{from}–{}", to.split(' ').next_back().unwrap_or_default()),
    };
    page.t1(key, "range", range)
}

/// The parts in whole points that add up to the whole total: the largest remainders are rounded up.
fn parts(page: &Page, score: &Match) -> Vec<ScorePart> {
    let whole = (score.total + 500) / 1000;
    let mut points: Vec<i64> = score.parts.iter().map(|part| part.points / 1000).collect();
    let mut order: Vec<usize> = (0..points.len()).collect();
    order
        .sort_by_key(|place| std::cmp::Reverse(score.parts.get(*place).map_or(0, |part| part.points % 1000)));
    let missing = usize::try_from(whole - points.iter().sum::<i64>()).unwrap_or(0);
    for place in order.into_iter().take(missing) {
        if let Some(points) = points.get_mut(place) {
            *points += 1;
        }
    }
    let part = |(part, points): (&matching::ScorePart, i64)| ScorePart {
        name: page.t(part.name.text_key()),
        points: u32::try_from(points).unwrap_or(0),
        maximum: u32::try_from(part.max / 1000).unwrap_or(0),
        why: String::new(),
    };
    score.parts.iter().zip(points).map(part).collect()
}

fn chips(page: &Page, score: &Match) -> Vec<Chip> {
    let mut fits: Vec<Chip> = Vec::new();
    let mut lacks: Vec<Chip> = Vec::new();
    for condition in &score.hard {
        let name = page.t(condition.name.text_key());
        match condition.result {
            matching::Answer::Yes if !matches!(condition.name, matching::ConditionName::Open) => {
                fits.push(page.fits(name));
            }
            matching::Answer::No => lacks.push(page.lacks(name)),
            matching::Answer::Unknown => lacks.push(Chip::plain(page.t1("cases-chip-unknown", "what", name))),
            matching::Answer::Yes => {}
        }
    }
    for reason in score.parts.iter().flat_map(|part| part.speaking_for.iter().chain(&part.lacking)) {
        match reason {
            Reason::HasSkill { skill } => fits.push(page.fits(skill.as_str())),
            Reason::LacksSkill { skill } => lacks.push(page.lacks(skill.as_str())),
            _ => {}
        }
    }
    fits.into_iter().take(CHIPS).chain(lacks.into_iter().take(CHIPS)).collect()
}

/// The step that brings most points.
fn advice(page: &Page, region: &Region, score: &Match) -> Option<String> {
    let change = score.counterfactuals.first()?;
    let key = change.what.text_key();
    let words = match &change.what {
        What::AddSkill { skill } => page.t1(key, "skill", skill),
        What::SpeakLanguage { language, level } => {
            page.t2(key, "language", language.as_str(), "level", level.code())
        }
        What::HaveYears { years } => page.t1(key, "years", years),
        What::AcceptPlace { place } => page.t1(key, "place", region.place_name(place, page.lang)),
        What::AcceptPay { pay } => page.t1(key, "pay", texts::money(*pay, page.lang)),
        What::HaveDegree { degree } => page.t1(key, "degree", page.t(degree.text_key())),
        What::HaveLicence { licence } => page.t1(key, "licence", licence),
        What::HaveWorkPermit => page.t(key),
        What::BeAvailable { from } => page.t1(key, "from", texts::date(*from, page.lang)),
    };
    let points = (change.points_gained + 500) / 1000;
    (points > 0).then(|| page.t2("cases-post-advice", "step", words, "points", points))
}
