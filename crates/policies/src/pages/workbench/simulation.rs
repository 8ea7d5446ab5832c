//! What a draft would mean for those who are registered: asked for, watched while it is reckoned, and read as figures.

use super::{
    chart::{chart, figure},
    draft_id, error_at, href, refused, words,
};
use crate::{
    acts::{SimulateDraft, SimulateOn},
    model::{Cost, Figures, MeasureFigures, SideFigures},
    queries::{DraftAsked, SimulationAnswer, SimulationQuery, read_title},
};
use askama::Template;
use axum::{
    extract::Path,
    response::{Html, IntoResponse as _, Redirect, Response},
};
use platform::{
    acts::{Outcome, Stop, ask, run},
    components::{Button, Cell, Content, ErrorSummary, FigureTiles, Input, Page, Table},
    pages::{errors_of, show},
    texts,
    web::{Caller, Posted},
};
use vocabulary::{DraftId, Refusal};

#[derive(Template)]
#[template(path = "policies/workbench/simulation.html")]
struct SimulationPage {
    page: Page,
    errors: Option<ErrorSummary>,
    title: String,
    back: String,
    at: String,
    on: Input,
    /// It is on its way.
    progress: Option<Progress>,
    /// It was given up.
    is_interrupted: bool,
    /// It is done, and the draft was changed since.
    is_out_of_date: bool,
    result: Option<Shown>,
    key: String,
}

struct Progress {
    done: i64,
    total: i64,
    words: String,
}

struct Shown {
    lead: String,
    tiles: FigureTiles,
    chart: Content,
    persons: Table,
    changes: Table,
}

pub(super) async fn show_simulation(caller: Caller, Path(id): Path<String>) -> Outcome<Html<String>> {
    let id = draft_id(&caller, &id)?;
    render(&caller, id, None, None).await
}

pub(super) async fn simulate(caller: Caller, Path(id): Path<String>, posted: Posted) -> Outcome<Response> {
    let id = draft_id(&caller, &id)?;
    let on = posted.get("on").unwrap_or_default().to_owned();
    let input = SimulateOn { draft: id, on: Some(on.clone()).filter(|on| !on.is_empty()) };
    match run::<SimulateDraft>(&caller.app, &caller.actor, input, posted.key()?).await {
        Ok(_) => Ok(Redirect::to(&format!("{}/simulation", href(id))).into_response()),
        Err(Stop::Refused(refusal)) => {
            Ok(refused(&refusal, render(&caller, id, Some(&on), Some(&refusal)).await?))
        }
        Err(failure) => Err(failure),
    }
}

async fn render(
    caller: &Caller,
    id: DraftId,
    on: Option<&str>,
    refusal: Option<&Refusal>,
) -> Outcome<Html<String>> {
    let mut page = caller.page();
    let errors = refusal.map(|refusal| errors_of(caller, &mut page, refusal));
    let asked = ask::<SimulationQuery>(&caller.app, &caller.actor, DraftAsked { draft: id }).await;
    let simulation = match asked {
        Ok(simulation) => Some(simulation),
        Err(Stop::Refused(refusal)) if refusal.code == "policies.no_simulation" => None,
        Err(stop) => return Err(stop),
    };
    let today = caller.app.region().date_of(caller.app.now()).to_string();
    let is_state = |state: &str| simulation.as_ref().is_some_and(|simulation| simulation.state == state);
    let is_open = is_state("waiting") || is_state("running");
    let progress = simulation.as_ref().filter(|_| is_open).map(|simulation| {
        let count = |count: i64| texts::grouped(u64::try_from(count).unwrap_or(0));
        let words = page.t2(
            "policies-simulation-progress",
            "done",
            count(simulation.done),
            "total",
            count(simulation.total),
        );
        Progress { done: simulation.done, total: simulation.total.max(1), words }
    });
    let result = simulation.as_ref().and_then(|simulation| {
        simulation.figures.as_ref().map(|figures| shown(caller, &page, simulation, figures))
    });
    show(&SimulationPage {
        title: read_title(&caller.app, id).await?,
        back: href(id),
        at: format!("{}/simulation", href(id)),
        on: Input::new("on", page.t("policies-simulation-on"))
            .kind("date")
            .hint(page.t("policies-simulation-on-hint"))
            .width(10)
            .value(on.map_or(today, str::to_owned))
            .error(error_at(caller, &page, refusal, "on")),
        is_interrupted: is_state("interrupted"),
        is_out_of_date: simulation.as_ref().is_some_and(|simulation| simulation.is_out_of_date) && !is_open,
        progress,
        result,
        key: caller.form_key(),
        errors,
        page,
    })
}

fn shown(caller: &Caller, page: &Page, simulation: &SimulationAnswer, figures: &Figures) -> Shown {
    let at = simulation.ended_at.unwrap_or(simulation.asked_at);
    let lead = page.t_with(
        "policies-simulation-result",
        &[
            ("date", texts::date(simulation.on, caller.lang)),
            ("at", texts::moment(at, caller.app.region(), caller.lang)),
            ("name", simulation.asked_by.clone()),
        ],
    );
    let tiles = page
        .figures()
        .plain(figure(page, figures.persons), page.t("policies-simulation-persons"))
        .plain(figure(page, figures.gain), page.t("policies-simulation-gain"))
        .plain(figure(page, figures.lose), page.t("policies-simulation-lose"))
        .plain(figure(page, figures.mixed), page.t("policies-simulation-mixed"))
        .plain(
            cost(caller, page, figures.total_before.as_deref()),
            page.t("policies-simulation-total-before"),
        )
        .plain(cost(caller, page, figures.total_after.as_deref()), page.t("policies-simulation-total-after"));
    Shown {
        lead,
        tiles,
        chart: chart(page, &figures.measures, caller.lang),
        persons: persons(caller, page, &figures.measures),
        changes: changes(caller, page, &figures.measures),
    }
}

/// Who comes out how, and what it costs: two rows for each measure.
fn persons(caller: &Caller, page: &Page, measures: &[MeasureFigures]) -> Table {
    let heads = [
        "policies-simulation-measure",
        "policies-simulation-side",
        "policies-simulation-yes",
        "policies-simulation-no",
        "policies-simulation-unknown",
        "policies-simulation-refer",
        "policies-simulation-cost",
    ];
    let table = Table::new(page.t("policies-simulation-table-persons"))
        .head(heads.map(|key| page.t(key)))
        .with_row_headers();
    let numeric = |words: String| Cell::numeric(words);
    let cells = |side: Option<&SideFigures>, per: Option<&str>| match side {
        None => {
            let absent = Cell { colspan: Some(5), ..Cell::from(page.t("policies-simulation-absent")) };
            vec![absent]
        }
        Some(side) => {
            let mut cells: Vec<Cell> = [side.yes, side.no, side.unknown, side.refer]
                .into_iter()
                .map(|of| numeric(figure(page, of)))
                .collect();
            cells.push(numeric(side_cost(caller, page, side, per)));
            cells
        }
    };
    measures.iter().fold(table, |table, measure| {
        let title = words(&measure.title, caller.lang);
        let row = |key: &str, side: Option<&SideFigures>| {
            let mut row = vec![Cell::from(title.clone()), Cell::from(page.t(key))];
            row.extend(cells(side, measure.per.as_deref()));
            row
        };
        table
            .row(row("policies-changes-before", measure.before.as_ref()))
            .row(row("policies-changes-after", measure.after.as_ref()))
    })
}

/// Who gains and who loses, measure by measure.
fn changes(caller: &Caller, page: &Page, measures: &[MeasureFigures]) -> Table {
    let heads = [
        "policies-simulation-measure",
        "policies-simulation-granted",
        "policies-simulation-more",
        "policies-simulation-less",
        "policies-simulation-withdrawn",
    ];
    let table = Table::new(page.t("policies-simulation-table-changes"))
        .head(heads.map(|key| page.t(key)))
        .with_row_headers();
    measures.iter().fold(table, |table, measure| {
        let figures = [measure.granted, measure.more, measure.less, measure.withdrawn];
        let mut row = vec![Cell::from(words(&measure.title, caller.lang))];
        row.extend(figures.map(|of| Cell::numeric(figure(page, of))));
        table.row(row)
    })
}

/// A side's cost, of a year or a month where the measure is paid so.
fn side_cost(caller: &Caller, page: &Page, side: &SideFigures, per: Option<&str>) -> String {
    let cost = cost(caller, page, side.cost.as_deref());
    match (side.cost.as_deref(), per) {
        (Some([_, ..]), Some("year")) => page.t1("policies-simulation-a-year", "cost", cost),
        (Some([_, ..]), Some("month")) => page.t1("policies-simulation-a-month", "cost", cost),
        _ => cost,
    }
}

fn cost(caller: &Caller, page: &Page, costs: Option<&[Cost]>) -> String {
    let Some(costs) = costs else { return page.t("policies-simulation-withheld") };
    if costs.is_empty() {
        return "0".to_owned();
    }
    let one = |cost: &Cost| {
        let (from, to) = (texts::money(cost.range.0, caller.lang), texts::money(cost.range.1, caller.lang));
        if from == to { from } else { page.t2("policies-worth-range", "from", from, "to", to) }
    };
    costs.iter().map(one).collect::<Vec<_>>().join(&page.t("policies-list-separator"))
}
