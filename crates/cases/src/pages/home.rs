//! The home page of the region, and what its figures mean.

use crate::queries::{Figures, figures};
use askama::Template;
use axum::response::{IntoResponse, Response};
use platform::{
    acts::Outcome,
    components::{Button, Content, FigureTiles, Page},
    pages::show,
    texts,
    web::Caller,
};
use policies::views::Speaker;
use posts::pages::words::in_lang;

/// How many of the newest posts stand on the page.
const NEWEST: usize = 3;

#[derive(Template)]
#[template(path = "cases/home.html")]
struct Home {
    page: Page,
    posts: Vec<Tile>,
    figures: FigureTiles,
    counted: String,
}

struct Tile {
    when: String,
    title: Content,
    href: String,
    text: Content,
}

pub(super) async fn show_home(caller: Caller) -> Outcome<Response> {
    let figures = figures(&caller.app).await?;
    let page = caller.page();
    let region = caller.app.region();
    let tiles = figures.newest.iter().take(NEWEST).map(|post| {
        let employer = in_lang(&post.organisation.name, page.lang).to_string();
        let place = Content::from(region.place_name(&post.place, page.lang)).to_string();
        let closes = texts::date(post.post.details.closes, page.lang);
        Tile {
            when: page.t1("cases-post-closes", "date", closes),
            title: in_lang(&post.title, page.lang),
            href: format!("/posts/{}", post.id),
            text: Content::html(format!("{employer} · {place}")),
        }
    });
    let posts = tiles.collect();
    let home = Home {
        posts,
        figures: tiles_of(&page, &figures),
        counted: page.t1("cases-home-counted", "date", texts::date(figures.on, page.lang)),
        page,
    };
    Ok(show(&home)?.into_response())
}

fn tiles_of(page: &Page, figures: &Figures) -> FigureTiles {
    let of = |count: i64| texts::grouped(u64::try_from(count).unwrap_or(0));
    let sized = |count: usize| texts::grouped(u64::try_from(count).unwrap_or(0));
    page.figures()
        .figure(of(figures.posts), page.t("cases-figure-posts"), "/figures#posts")
        .figure(sized(figures.measures), page.t("cases-figure-measures"), "/figures#measures")
        .figure(of(figures.organisations), page.t("cases-figure-organisations"), "/figures#organisations")
        .figure(of(figures.applications), page.t("cases-figure-applications"), "/figures#applications")
}

#[derive(Template)]
#[template(path = "cases/figures.html")]
struct FiguresPage {
    page: Page,
    lead: String,
    figures: Vec<Defined>,
}

struct Defined {
    id: &'static str,
    name: String,
    value: String,
    definition: String,
    source: String,
}

pub(super) async fn show_figures(caller: Caller) -> Outcome<Response> {
    let figures = figures(&caller.app).await?;
    let page = caller.page();
    let speaker = Speaker::new(&caller.app, caller.lang, &figures.pack.vocabulary);
    let versions = figures.pack.in_force(figures.on, figures.on);
    let versions: Vec<String> = versions.iter().map(|version| speaker.text(&version.short)).collect();
    let of = |count: i64| texts::grouped(u64::try_from(count).unwrap_or(0));
    let sized = |count: usize| texts::grouped(u64::try_from(count).unwrap_or(0));
    let title = speaker.text(&figures.pack.title);
    let listed = vec![
        Defined {
            id: "posts",
            name: page.t("cases-figure-posts"),
            value: of(figures.posts),
            definition: page.t("cases-figure-posts-definition"),
            source: page.t("cases-figure-source-database"),
        },
        Defined {
            id: "organisations",
            name: page.t("cases-figure-organisations"),
            value: of(figures.organisations),
            definition: page.t("cases-figure-organisations-definition"),
            source: page.t("cases-figure-source-database"),
        },
        Defined {
            id: "measures",
            name: page.t("cases-figure-measures"),
            value: sized(figures.measures),
            definition: page.t2(
                "cases-figure-measures-definition",
                "pack",
                &title,
                "versions",
                speaker.list(&versions),
            ),
            source: page.t("cases-figure-source-pack"),
        },
        Defined {
            id: "sources",
            name: page.t("cases-figure-sources"),
            value: sized(figures.sources),
            definition: page.t1("cases-figure-sources-definition", "pack", &title),
            source: page.t("cases-figure-source-pack"),
        },
        Defined {
            id: "applications",
            name: page.t("cases-figure-applications"),
            value: of(figures.applications),
            definition: page.t("cases-figure-applications-definition"),
            source: page.t("cases-figure-source-database"),
        },
    ];
    let lead = page.t1("cases-home-counted", "date", texts::date(figures.on, page.lang));
    Ok(show(&FiguresPage { page, lead, figures: listed })?.into_response())
}
