//! Reads scales, dated lists of places and calendars of working days.

use super::{
    Boundary, Bracket, Brackets, During, Figures, PlaceList, Scale, WorkCalendar,
    load_version::{PackFrame, read_sources},
    reader::{Map, Reader},
    yaml::Node,
};
use crate::{finding::Code, ratio::Ratio};
use jiff::civil::{Date, Weekday};
use vocabulary::{Currency, PlaceCode, Text};

/// How many years a calendar may cover.
const CALENDAR_YEARS: i16 = 30;
/// How many brackets a scale may have.
const BRACKETS: usize = 200;

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

const BOUNDARIES: [(&str, Boundary); 3] = [
    ("marginal_rate", Boundary::MarginalRate),
    ("single_amount", Boundary::SingleAmount),
    ("marginal_amount", Boundary::MarginalAmount),
];

pub(super) fn read_figures(reader: &mut Reader<'_>, map: &mut Map<'_>, frame: &PackFrame<'_>) -> Figures {
    let mut figures = Figures::default();
    for node in map.take_list(reader, "scales") {
        let scale = read_scale(reader, node, frame);
        add(reader, node, &mut figures.scales, scale, |scale| &scale.name);
    }
    for node in map.take_list(reader, "places") {
        let places = read_places(reader, node, frame);
        add(reader, node, &mut figures.places, places, |list| &list.name);
    }
    for node in map.take_list(reader, "calendars") {
        let calendar = read_calendar(reader, node, frame);
        add(reader, node, &mut figures.calendars, calendar, |calendar| &calendar.name);
    }
    reader.article = None;
    figures
}

fn add<T>(
    reader: &mut Reader<'_>,
    node: &Node,
    into: &mut Vec<T>,
    found: Option<T>,
    name: impl Fn(&T) -> &String,
) {
    reader.article = None;
    let Some(found) = found else { return };
    if into.iter().any(|other| name(other) == name(&found)) {
        reader.report(node.finding(reader.file(), Code::NameTwice).with("name", name(&found)));
    }
    into.push(found);
}

struct Head {
    name: Option<String>,
    title: Option<Text>,
    sources: Vec<String>,
    article: Option<String>,
}

fn head(reader: &mut Reader<'_>, map: &mut Map<'_>, frame: &PackFrame<'_>) -> Head {
    reader.article = map.take_string(reader, "article");
    Head {
        name: map.need_name(reader, "name"),
        title: map.need_text(reader, "title"),
        sources: read_sources(reader, map, frame),
        article: reader.article.clone(),
    }
}

/// Values that each hold from a day on, until the next or until their own end.
fn read_dated<T>(
    reader: &mut Reader<'_>,
    nodes: &[Node],
    mut read: impl FnMut(&mut Reader<'_>, &mut Map<'_>) -> Option<T>,
) -> Vec<During<T>> {
    let mut values: Vec<During<T>> = Vec::new();
    for node in nodes {
        let Some(mut map) = reader.map(node) else { continue };
        let from = map.need(reader, "from").and_then(|node| reader.date(node));
        let until = map.take_date(reader, "until");
        let known_from = map.take_date(reader, "known_from");
        let value = read(reader, &mut map);
        map.end(reader);
        let (Some(from), Some(value)) = (from, value) else { continue };
        if until.is_some_and(|until| until <= from) {
            reader.report(node.finding(reader.file(), Code::DatesReversed));
        }
        let overlaps = values
            .last()
            .is_some_and(|last| from <= last.from || last.until.is_some_and(|until| from < until));
        if overlaps {
            reader.report(node.finding(reader.file(), Code::ParameterOverlap).with("date", from));
        }
        values.push(During { from, until, known_from, value });
    }
    values
}

fn read_scale(reader: &mut Reader<'_>, node: &Node, frame: &PackFrame<'_>) -> Option<Scale> {
    let mut map = reader.map(node)?;
    let head = head(reader, &mut map, frame);
    let boundary = map.need(reader, "boundary").and_then(|node| reader.choice(node, &BOUNDARIES));
    let currency = map.take("currency").and_then(|node| reader.currency(node)).unwrap_or(frame.currency);
    let nodes = map.need(reader, "values").map(|node| reader.list(node)).unwrap_or_default();
    map.end(reader);
    let boundary = boundary?;
    let values = read_dated(reader, nodes, |reader, map| {
        let node = map.need(reader, "brackets")?;
        read_brackets(reader, node, boundary, currency)
    });
    let Head { name, title, sources, article } = head;
    Some(Scale { name: name?, title: title?, sources, article, boundary, currency, values })
}

fn read_brackets(
    reader: &mut Reader<'_>,
    node: &Node,
    boundary: Boundary,
    currency: Currency,
) -> Option<Brackets> {
    let nodes = reader.list(node);
    let mut brackets: Vec<Bracket> = Vec::new();
    if let Some(excess) = nodes.get(BRACKETS) {
        reader.report(excess.finding(reader.file(), Code::YamlTooLarge));
        return None;
    }
    for node in nodes {
        let mut map = reader.map(node)?;
        let threshold = map.need(reader, "threshold").and_then(|node| reader.money(node, currency));
        let (mut rate, mut amount) = (None, None);
        if boundary == Boundary::MarginalRate {
            let percent = map.need(reader, "percent").and_then(|node| reader.decimal(node));
            rate = percent.and_then(|percent| percent.over(Ratio::whole(100)));
        } else {
            amount = map.need(reader, "amount").and_then(|node| reader.money(node, currency));
        }
        map.end(reader);
        let threshold = threshold?;
        if rate.is_none() && amount.is_none() {
            return None;
        }
        if brackets.last().is_some_and(|last| threshold.minor <= last.threshold.minor) {
            reader.report(node.finding(reader.file(), Code::ScaleOrder).with("threshold", threshold));
        }
        brackets.push(Bracket { threshold, rate, amount });
    }
    if brackets.is_empty() {
        reader.report(node.finding(reader.file(), Code::KeyMissing).with("key", "threshold"));
        return None;
    }
    Some(Brackets(brackets))
}

fn read_places(reader: &mut Reader<'_>, node: &Node, frame: &PackFrame<'_>) -> Option<PlaceList> {
    let mut map = reader.map(node)?;
    let head = head(reader, &mut map, frame);
    let nodes = map.need(reader, "values").map(|node| reader.list(node)).unwrap_or_default();
    map.end(reader);
    let values = read_dated(reader, nodes, |reader, map| {
        let mut codes: Vec<PlaceCode> = Vec::new();
        for node in map.need(reader, "codes").map(|node| reader.list(node)).unwrap_or_default() {
            let text = reader.string(node)?;
            match text.parse() {
                Ok(code) => codes.push(code),
                Err(_) => {
                    reader.report(node.finding(reader.file(), Code::NotAPlace).with("found", text));
                }
            }
        }
        codes.sort();
        Some(codes)
    });
    let Head { name, title, sources, article } = head;
    Some(PlaceList { name: name?, title: title?, sources, article, values })
}

fn read_calendar(reader: &mut Reader<'_>, node: &Node, frame: &PackFrame<'_>) -> Option<WorkCalendar> {
    let mut map = reader.map(node)?;
    let head = head(reader, &mut map, frame);
    let from = map.need(reader, "from").and_then(|node| reader.date(node));
    let until = map.need(reader, "until").and_then(|node| reader.date(node));
    let weekend: Vec<Weekday> = map
        .need(reader, "weekend")
        .map(|node| reader.list(node))
        .unwrap_or_default()
        .iter()
        .filter_map(|node| reader.choice(node, &WEEKDAYS))
        .collect();
    let (holidays, workdays) = (map.take_list(reader, "holidays"), map.take_list(reader, "workdays"));
    map.end(reader);
    let (from, until) = (from?, until?);
    if until <= from || until.year() - from.year() > CALENDAR_YEARS {
        reader
            .report(node.finding(reader.file(), Code::CalendarDays).with("days", format!("{from}–{until}")));
        return None;
    }
    let mut dates = |nodes: &[Node]| {
        let mut dates: Vec<Date> = Vec::new();
        for node in nodes {
            let Some(date) = reader.date(node) else { continue };
            if date < from || date >= until {
                reader.report(node.finding(reader.file(), Code::CalendarDays).with("days", date));
            }
            dates.push(date);
        }
        dates.sort_unstable();
        dates
    };
    let (holidays, workdays) = (dates(holidays), dates(workdays));
    let is_working = |day: &Date| {
        let rests = weekend.contains(&day.weekday()) || holidays.binary_search(day).is_ok();
        !rests || workdays.binary_search(day).is_ok()
    };
    let days = std::iter::successors(Some(from), |day| day.tomorrow().ok()).take_while(|day| *day < until);
    let working = days.filter(is_working).collect();
    let Head { name, title, sources, .. } = head;
    Some(WorkCalendar { name: name?, title: title?, sources, from, until, working })
}
