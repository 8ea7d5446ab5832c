//! What must be said about the service: accessibility, privacy, open data, the API, the source.

use super::show;
use crate::{
    acts::{Outcome, QueryEntry},
    components::Page,
    permissions::{Relation, Role},
    web::Caller,
};
use askama::Template;
use axum::response::Html;
use utoipa::openapi::{Required, path::Parameter};

#[derive(Template)]
#[template(path = "pages/about.html")]
struct About {
    page: Page,
    title: String,
    paragraphs: Vec<String>,
    links: Vec<DataLink>,
}

/// An address that a program may read.
struct DataLink {
    /// What stands on the page.
    text: String,
    /// Where it leads; none if it needs parameters that a link cannot know.
    href: Option<String>,
    /// One sentence of the API's description, in English.
    summary: &'static str,
    /// Which parameters it cannot do without.
    needs: String,
}

fn about(caller: &Caller, key: &'static str, paragraphs: u8) -> About {
    let page = caller.page();
    let title = page.t(&format!("{key}-title"));
    let paragraphs = (1..=paragraphs).map(|number| page.t(&format!("{key}-{number}"))).collect();
    About { page, title, paragraphs, links: Vec::new() }
}

pub(super) async fn accessibility(caller: Caller) -> Outcome<Html<String>> {
    show(&about(&caller, "about-accessibility", 3))
}

pub(super) async fn privacy(caller: Caller) -> Outcome<Html<String>> {
    show(&about(&caller, "about-privacy", 4))
}

pub(super) async fn api(caller: Caller) -> Outcome<Html<String>> {
    let mut about = about(&caller, "about-api", 3);
    let document = "/api/openapi.json".to_owned();
    about.links =
        vec![DataLink { text: document.clone(), href: Some(document), summary: "", needs: String::new() }];
    show(&about)
}

pub(super) async fn open_data(caller: Caller) -> Outcome<Html<String>> {
    let mut about = about(&caller, "about-data", 2);
    about.paragraphs.push(match caller.app.region().open_data_licence() {
        Some(licence) => about.page.t1("about-data-licence", "licence", licence.get(caller.lang)),
        None => about.page.t("about-data-no-licence"),
    });
    about.links = caller.app.queries().iter().filter(|query| is_public(query)).map(link).collect();
    about.paragraphs.push(about.page.t(match about.links.is_empty() {
        true => "about-data-none",
        false => "about-data-list",
    }));
    show(&about)
}

pub(super) async fn source(caller: Caller) -> Outcome<Html<String>> {
    let mut about = about(&caller, "about-source", 1);
    about.paragraphs.push(about.page.t1("about-source-version", "version", env!("CARGO_PKG_VERSION")));
    about.paragraphs.push(about.page.t(match caller.app.region().source() {
        Some(_) => "about-source-address",
        None => "about-source-no-address",
    }));
    let link = |address: &str| DataLink {
        text: address.to_owned(),
        href: Some(address.to_owned()),
        summary: "",
        needs: String::new(),
    };
    about.links = caller.app.region().source().map(link).into_iter().collect();
    show(&about)
}

/// Whether everybody may ask it about everything: what is one's own only is no open data.
fn is_public(query: &QueryEntry) -> bool {
    query.who.iter().any(|grant| grant.role == Role::Visitor && grant.relation == Relation::Any)
}

fn link(query: &QueryEntry) -> DataLink {
    let address = format!("/api/queries/{}", query.name);
    let is_needed = |parameter: &&Parameter| matches!(parameter.required, Required::True);
    let needs: Vec<String> =
        (query.parameters)().iter().filter(is_needed).map(|parameter| parameter.name.clone()).collect();
    DataLink {
        href: needs.is_empty().then(|| address.clone()),
        text: address,
        summary: query.summary,
        needs: needs.join(", "),
    }
}
