//! The posts that everybody may see: all of them, the newest first, or those with some words, the most relevant first.

use super::ListedPost;
use crate::{
    board::Board,
    model::{CscoCode, Degree},
    store::{self, Conditions},
};
use organisations::model::plain_text::half_width;
use platform::{
    acts::{Looking, Outcome, Query},
    permissions::{Grant, Role, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocabulary::{Kind, Money, OrganisationId, PlaceCode, Refusal};

/// How many stand on one page.
pub const LIMIT: u32 = 20;
/// The last page that can be asked for.
pub const LAST_PAGE: u32 = 500;

/// The query.
pub struct ListPosts;

/// What is looked for; an absent or empty parameter lets all pass.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
pub struct Input {
    /// Words in Chinese or English, 200 characters at most. With words, the thousand most relevant posts are looked at.
    pub q: String,
    /// The place of work or what it lies in: `220100`.
    pub place: String,
    /// An occupation of 职业分类大典 2022 or a group of it: `2-02-10-03`, `2-02`.
    pub csco: String,
    /// The least pay of a year, in units of the region's currency: `120000`.
    pub min_pay: String,
    /// The degree one has: posts that ask for more are left out.
    pub degree: String,
    /// The posts of one organisation.
    #[param(value_type = Option<String>)]
    pub organisation: String,
    /// From 1.
    pub page: Option<u32>,
}

/// A page.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ListedPosts)]
pub struct Output {
    /// At most twenty.
    pub posts: Vec<ListedPost>,
    /// How many there are in all.
    pub total: i64,
    /// Which page this is.
    pub page: u32,
    /// How many pages can be asked for.
    pub pages: u32,
    /// `none` were asked for, `all` of them occur in each post, or `any` of them, because no post has all.
    pub words: &'static str,
}

impl Input {
    /// What the parameters ask.
    pub(crate) fn conditions(&self, cx: &Looking<'_>) -> Result<Conditions, Refusal> {
        let shown = |text: &str| text.chars().take(40).collect::<String>();
        let said = |text: &str| Some(half_width(text)).filter(|text| !text.is_empty());
        let mut refusals = Vec::new();
        let mut keep = |refusal: Refusal, text: &str| refusals.push(refusal.with("value", shown(text)));
        let place = said(&self.place).and_then(|text| {
            let place = text.to_ascii_uppercase().parse::<PlaceCode>();
            place.map_err(|_| keep(Refusal::invalid("posts.place_form", "place"), &text)).ok()
        });
        let csco = said(&self.csco).and_then(|text| {
            let padded = format!("{text}{}", "-00".repeat(3_usize.saturating_sub(text.matches('-').count())));
            CscoCode::parse(&padded, "csco")
                .map_err(|_| keep(Refusal::invalid("posts.csco_form", "csco"), &text))
                .ok()
        });
        let min_pay = said(&self.min_pay).and_then(|text| {
            let amount =
                Money::parse(&text, cx.app.region().currency()).ok().filter(|amount| amount.minor >= 0);
            if amount.is_none() {
                keep(Refusal::invalid("posts.pay_form", "min_pay"), &text);
            }
            amount
        });
        let degree = said(&self.degree).and_then(|text| {
            let degree = Degree::from_word(&text);
            if degree.is_none() {
                keep(Refusal::invalid("posts.degree_unknown", "degree"), &text);
            }
            degree
        });
        let organisation = said(&self.organisation).and_then(|text| {
            let id = text.parse::<OrganisationId>();
            id.map_err(|_| keep(Refusal::invalid("posts.organisation_form", "organisation"), &text)).ok()
        });
        Refusal::all(refusals)?;
        Ok(Conditions { today: cx.today(), place, csco, min_pay, degree, organisation })
    }
}

impl Query for ListPosts {
    const NAME: &'static str = "posts.list";
    const SUMMARY: &'static str = "Published posts, filtered and searched, twenty a page.";
    const WHO: &'static [Grant] = &[Grant::any(Role::Visitor)];
    type Input = Input;
    type Output = Output;

    async fn run(cx: &mut Looking<'_>, input: Input) -> Outcome<Output> {
        cx.authorize(&Subject::default())?;
        let conditions = input.conditions(cx)?;
        let page = input.page.unwrap_or(1);
        if !(1..=LAST_PAGE).contains(&page) {
            return Err(Refusal::new(Kind::Invalid, "posts.page").at("page").with("last", LAST_PAGE).into());
        }
        let offset = (page - 1) * LIMIT;
        let (total, ids, words) = if input.q.trim().is_empty() {
            let (total, ids) = store::newest(cx.db, &conditions, offset, LIMIT).await?;
            (total, ids, "none")
        } else {
            let (found, words) = Board::of(cx.app, cx.db).await?.search(&input.q, &conditions)?;
            let passing = store::passing(cx.db, &conditions, &found).await?;
            let total = i64::try_from(passing.len()).unwrap_or(i64::MAX);
            let skipped = usize::try_from(offset).unwrap_or(usize::MAX);
            let limit = usize::try_from(LIMIT).unwrap_or(usize::MAX);
            (total, passing.into_iter().skip(skipped).take(limit).collect(), words)
        };
        let posts = store::shown_by_ids(cx.db, &ids, conditions.today).await?;
        let owners: Vec<OrganisationId> = posts.iter().map(|post| post.organisation).collect();
        let names = organisations::names_of(cx.db, &owners).await?;
        let pages = u32::try_from(total.max(0)).unwrap_or(u32::MAX).div_ceil(LIMIT).clamp(1, LAST_PAGE);
        Ok(Output { posts: ListedPost::all(posts, &names), total, page, pages, words })
    }
}
