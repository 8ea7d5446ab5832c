//! `/posts`: the list that everybody may filter. Unfiltered first; the address holds the filters, so that it can be sent to
//! somebody else.

use super::words;
use crate::{
    model::Degree,
    queries::list::{Input, ListPosts, Output},
};
use askama::Template;
use axum::{
    extract::RawQuery,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use organisations::queries::organisation::{Input as OrganisationInput, OneOrganisation};
use platform::{
    acts::{Outcome, Stop, ask},
    components::{Button, ErrorSummary, FilterChips, Input as TextInput, Page, Pagination, PostRow, Select},
    pages::{errors_of, show},
    texts,
    web::Caller,
};
use vocabulary::{Money, Refusal};

#[derive(Template)]
#[template(path = "posts/list.html")]
struct List {
    page: Page,
    errors: Option<ErrorSummary>,
    /// Words, place, degree, pay.
    q: TextInput,
    place: Select,
    degree: Select,
    min_pay: TextInput,
    /// Filters that have no field of their own are kept.
    hidden: Vec<(&'static str, String)>,
    chips: FilterChips,
    total: String,
    note: Option<String>,
    rows: Vec<PostRow>,
    pagination: Option<Pagination>,
}

pub(super) async fn page(caller: Caller, RawQuery(query): RawQuery) -> Outcome<Response> {
    // A form sends its empty fields too, and a link may carry a stranger's parameter: neither is a mistake here.
    let input = input(&query.unwrap_or_default());
    let answer = ask::<ListPosts>(&caller.app, &caller.actor, input.clone()).await;
    match answer {
        Ok(found) => {
            let template = template(&caller, &input, Some(&found), None).await?;
            Ok(show(&template)?.into_response())
        }
        Err(Stop::Refused(refusal)) if refusal.field.is_some() => {
            let template = template(&caller, &input, None, Some(&refusal)).await?;
            let status =
                StatusCode::from_u16(refusal.kind.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
            Ok((status, show(&template)?).into_response())
        }
        Err(stop) => Err(stop),
    }
}

fn input(query: &str) -> Input {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
    let said = |name: &str| {
        pairs
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.trim().to_owned())
            .unwrap_or_default()
    };
    Input {
        q: said("q"),
        place: said("place"),
        csco: said("csco"),
        min_pay: said("min_pay"),
        degree: said("degree"),
        organisation: said("organisation"),
        page: Some(said("page").parse().unwrap_or(1)),
    }
}

/// The address of the list with some filters.
fn address(filters: &[(&'static str, String)], page: u32) -> String {
    let mut pairs: Vec<(&str, String)> = filters
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (*name, value.clone()))
        .collect();
    if page > 1 {
        pairs.push(("page", page.to_string()));
    }
    if pairs.is_empty() {
        return "/posts".to_owned();
    }
    // Pairs of texts can always be written.
    format!("/posts?{}", serde_urlencoded::to_string(&pairs).unwrap_or_default())
}

async fn template(
    caller: &Caller,
    input: &Input,
    found: Option<&Output>,
    refusal: Option<&Refusal>,
) -> Outcome<List> {
    let mut page = caller.page();
    let region = caller.app.region();
    let errors = refusal.map(|refusal| errors_of(caller, &mut page, refusal));
    let wrong = |field: &str| {
        let one = refusal?.each().find(|one| one.field.as_deref() == Some(field))?;
        Some(page.error(caller.app.texts().refusal(caller.lang, one)))
    };
    let any = page.t("posts-filter-any");
    let place = Select::new("place", page.t("posts-filter-place"))
        .option("", any.clone())
        .options(region.places().iter().map(|place| (place.code.as_str(), place.name.get(page.lang))))
        .value(&input.place)
        .error(wrong("place"));
    let degree = Select::new("degree", page.t("posts-filter-degree"))
        .option("", any)
        .options(Degree::ALL.into_iter().rev().map(|degree| (degree.id(), page.t(degree.text_key()))))
        .value(&input.degree)
        .error(wrong("degree"));
    let min_pay = TextInput::new("min_pay", page.t1("posts-filter-pay", "currency", region.currency()))
        .hint(page.t("posts-filter-pay-hint"))
        .numeric()
        .width(10)
        .value(&input.min_pay)
        .error(wrong("min_pay"));
    let q = TextInput::new("q", page.t("posts-filter-words"))
        .hint(page.t("posts-filter-words-hint"))
        .kind("search")
        .value(&input.q)
        .error(wrong("q"));
    let chips = chips(caller, &page, input).await;
    let filters = filters(input);
    let pagination = found.filter(|found| found.pages > 1).map(|found| {
        page.pagination(found.page.min(found.pages), found.pages, |number| address(&filters, number))
    });
    Ok(List {
        errors,
        q,
        place,
        degree,
        min_pay,
        hidden: filters
            .iter()
            .filter(|(name, value)| matches!(*name, "csco" | "organisation") && !value.is_empty())
            .cloned()
            .collect(),
        chips,
        total: found.map_or_else(String::new, |found| {
            let count = texts::grouped(u64::try_from(found.total).unwrap_or(0));
            page.t1("posts-list-total", "count", count)
        }),
        note: found.filter(|found| found.words == "any").map(|_| page.t("posts-list-any-word")),
        rows: found
            .iter()
            .flat_map(|found| &found.posts)
            .map(|post| words::row(&page, region, post))
            .collect(),
        pagination,
        page,
    })
}

fn filters(input: &Input) -> [(&'static str, String); 6] {
    [
        ("q", input.q.clone()),
        ("place", input.place.clone()),
        ("csco", input.csco.clone()),
        ("min_pay", input.min_pay.clone()),
        ("degree", input.degree.clone()),
        ("organisation", input.organisation.clone()),
    ]
}

/// Each filter in use, as a link to the list without it.
async fn chips(caller: &Caller, page: &Page, input: &Input) -> FilterChips {
    let region = caller.app.region();
    let mut chips = page.filter_chips("/posts");
    for (name, value) in filters(input).into_iter().filter(|(_, value)| !value.is_empty()) {
        let words = match name {
            "q" => page.t1("posts-chip-words", "words", &value),
            "place" => {
                value.parse().map_or_else(|_| value.clone(), |code| region.place_name(&code, page.lang))
            }
            "degree" => Degree::from_word(&value).map_or_else(
                || value.clone(),
                |degree| page.t1("posts-chip-degree", "degree", page.t(degree.text_key())),
            ),
            "min_pay" => Money::parse(&value, region.currency()).map_or_else(
                |_| value.clone(),
                |pay| page.t1("posts-chip-pay", "pay", texts::money(pay, page.lang)),
            ),
            "csco" => page.t1("posts-chip-occupation", "code", &value),
            _ => organisation_name(caller, &value).await.unwrap_or_else(|| value.clone()),
        };
        let without: Vec<_> = filters(input).into_iter().filter(|(other, _)| *other != name).collect();
        chips = chips.filter(words, address(&without, 1));
    }
    chips
}

async fn organisation_name(caller: &Caller, id: &str) -> Option<String> {
    let id = id.parse().ok()?;
    let found = ask::<OneOrganisation>(&caller.app, &caller.actor, OrganisationInput { id }).await.ok()?;
    Some(found.name.get(caller.lang).0.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_every_filter_and_can_be_read_back() {
        let read = input("q=%E5%86%9C%E6%9C%BA+a&place=220100&min_pay=&stranger=1&page=3");
        assert_eq!((read.q.as_str(), read.place.as_str(), read.page), ("农机 a", "220100", Some(3)));
        let written = address(&filters(&read), 3);
        assert_eq!(written, "/posts?q=%E5%86%9C%E6%9C%BA+a&place=220100&page=3");
        assert_eq!(address(&filters(&Input::default()), 1), "/posts");
    }
}
