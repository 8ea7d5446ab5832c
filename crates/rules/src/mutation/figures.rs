//! Changes to what stands around the expressions: conditions, caps, rows, values, dates, exclusions.

use super::{Changes, Sort, expressions::of_expression};
use crate::editing::located::{Entry, Kind, Located};
use jiff::{ToSpan as _, civil::Date};

/// Adds every change to one version's file.
pub(super) fn of_version(changes: &mut Changes<'_>, root: &Located) {
    if let Some(in_force) = root.get("in_force") {
        for key in ["from", "until", "after_not_read"] {
            dates(changes, in_force.get(key));
        }
    }
    dates(changes, root.get("known_from"));
    for parameter in list(root, "parameters") {
        for value in list(parameter, "values") {
            for key in ["from", "until", "known_from"] {
                dates(changes, value.get(key));
            }
            figure(changes, value.get("value"));
        }
    }
    for table in list(root, "tables") {
        let rows = table.get("rows");
        for (index, row) in list(table, "rows").iter().enumerate() {
            match row.get("value") {
                Some(range) if matches!(range.kind, Kind::Map { .. }) => {
                    figure(changes, range.get("from"));
                    figure(changes, range.get("to"));
                }
                value => figure(changes, value),
            }
            let keys = row
                .get("when")
                .map(|when| when.items().iter().filter_map(Located::text).collect::<Vec<_>>().join(", "));
            let shown = keys.unwrap_or_default();
            remove(changes, Sort::RowDropped, rows, index, &shown, table.entry("rows"));
        }
    }
    for derived in list(root, "derived") {
        expression(changes, derived.get("expr"));
    }
    for measure in list(root, "measures") {
        of_measure(changes, measure);
    }
}

fn list<'n>(node: &'n Located, key: &str) -> &'n [Located] {
    node.get(key).map(Located::items).unwrap_or_default()
}

fn expression(changes: &mut Changes<'_>, node: Option<&Located>) {
    if let Some(node) = node {
        of_expression(changes, node);
    }
}

fn of_measure(changes: &mut Changes<'_>, measure: &Located) {
    let id = measure.get("id").and_then(Located::text).unwrap_or_default().to_owned();
    dates(changes, measure.get("known_from"));
    for condition in list(measure, "conditions") {
        dates(changes, condition.get("known_from"));
        if let Some(node) = condition.get("expr") {
            let name = condition.get("id").and_then(Located::text).unwrap_or_default();
            let replaced = (node.start, node.end, "'true'".to_owned());
            changes.add(Sort::ConditionDropped, node.start, (name, ""), replaced);
            of_expression(changes, node);
        }
    }
    if let Some(refer) = measure.get("refer") {
        if let Some(node) = refer.get("when") {
            let replaced = (node.start, node.end, "'false'".to_owned());
            changes.add(Sort::ReferralDropped, node.start, ("refer", ""), replaced);
        }
        expression(changes, refer.get("when"));
    }
    if let Some(amount) = measure.get("amount") {
        expression(changes, amount.get("expr"));
        if let Some(per) = amount.get("per") {
            let other = match per.text() {
                Some("once") => "year",
                Some("year") => "month",
                _ => "once",
            };
            changes.rewrite(Sort::PaymentChanged, per, other);
        }
        if let Some(at_most) = amount.get("at_most") {
            let other = if at_most.text() == Some("true") { "false" } else { "true" };
            changes.rewrite(Sort::PaymentChanged, at_most, other);
        }
    }
    for (index, cap) in list(measure, "caps").iter().enumerate() {
        expression(changes, cap.get("expr"));
        let shown = cap.get("expr").and_then(Located::text).unwrap_or_default();
        remove(changes, Sort::CapDropped, measure.get("caps"), index, shown, measure.entry("caps"));
    }
    for (index, exclusion) in list(measure, "not_with").iter().enumerate() {
        let other = exclusion.get("measure").and_then(Located::text).unwrap_or_default();
        if !stated_by_both(changes, &id, other) {
            let whole = measure.entry("not_with");
            remove(changes, Sort::ExclusionDropped, measure.get("not_with"), index, other, whole);
        }
    }
    if let Some(instalments) = measure.get("instalments") {
        if instalments.get("split").is_some_and(|split| split.text().is_some()) {
            number(changes, instalments.get("count"));
        }
        for part in list(instalments, "split") {
            of_expression(changes, part);
        }
    }
    // How long it is paid counts only where an amount is paid again and again.
    let again = measure.get("amount").and_then(|amount| amount.get("per")).and_then(Located::text);
    if let Some(duration) = measure.get("duration").filter(|_| again.is_some_and(|per| per != "once")) {
        number(changes, duration.get("years"));
        number(changes, duration.get("months"));
    }
}

/// Either measure excludes the other: to leave out one of two statements changes nothing.
fn stated_by_both(changes: &Changes<'_>, measure: &str, other: &str) -> bool {
    let own = &changes.version.id;
    let (version, id) = match other.split('/').collect::<Vec<_>>().as_slice() {
        [_, version, id] => ((*version).to_owned(), (*id).to_owned()),
        _ => (own.clone(), other.to_owned()),
    };
    let found = changes.pack.version(&version).and_then(|version| version.measure(&id));
    found.is_some_and(|found| {
        found.not_with.iter().any(|back| back.version == *own && back.measure == measure)
    })
}

/// A day earlier and a day later.
fn dates(changes: &mut Changes<'_>, node: Option<&Located>) {
    let Some(node) = node else { return };
    let Some(date) = node.text().and_then(|text| text.parse::<Date>().ok()) else { return };
    for other in [date.checked_sub(1.day()), date.checked_add(1.day())].into_iter().flatten() {
        changes.rewrite(Sort::DateShifted, node, &other.to_string());
    }
}

fn number(changes: &mut Changes<'_>, node: Option<&Located>) {
    let Some(node) = node else { return };
    let Some(number) = node.text().and_then(|text| text.parse::<i64>().ok()) else { return };
    if let Some(other) = number.checked_add(1) {
        changes.rewrite(Sort::PaymentChanged, node, &other.to_string());
    }
}

/// A value of a table or parameter: one more, the other truth value, the day after.
fn figure(changes: &mut Changes<'_>, node: Option<&Located>) {
    let Some(node) = node else { return };
    let Some(text) = node.text() else { return };
    let after = match text {
        "true" => "false".to_owned(),
        "false" => "true".to_owned(),
        text => {
            let date = text.parse::<Date>().ok().and_then(|date| date.checked_add(1.day()).ok());
            match (date, text.split_once('.')) {
                (Some(date), _) => date.to_string(),
                (None, Some((whole, part))) => match whole.replace(',', "").parse::<i64>() {
                    Ok(whole) => format!("{}.{part}", whole.saturating_add(1)),
                    Err(_) => return,
                },
                (None, None) => match text.replace(',', "").parse::<i64>() {
                    Ok(whole) => whole.saturating_add(1).to_string(),
                    Err(_) => return,
                },
            }
        }
    };
    changes.rewrite(Sort::ValueChanged, node, &after);
}

/// Leaves out one item of a list; the whole entry where it is the only one.
fn remove(
    changes: &mut Changes<'_>,
    sort: Sort,
    list: Option<&Located>,
    index: usize,
    shown: &str,
    whole: Option<&Entry>,
) {
    let Some(Located { kind: Kind::List { items, flow }, .. }) = list else { return };
    let Some(item) = items.get(index) else { return };
    let range = if items.len() == 1 {
        // An empty list is a list; what is not there may be asked for.
        let Some(list) = whole.map(|entry| &entry.value) else { return };
        if !flow {
            return only_item(changes, sort, shown, whole);
        }
        (list.start, list.end, "[]".to_owned())
    } else if *flow {
        match (items.get(index + 1), index.checked_sub(1).and_then(|before| items.get(before))) {
            (Some(next), _) => (item.start, next.start, String::new()),
            (None, Some(before)) => (before.end, item.end, String::new()),
            (None, None) => return,
        }
    } else {
        let start = changes.text.get(..item.start).and_then(|head| head.rfind('\n')).map_or(0, |at| at + 1);
        let end = changes.text.get(item.end..).and_then(|tail| tail.find('\n'));
        (start, end.map_or(changes.text.len(), |at| item.end + at + 1), String::new())
    };
    changes.add(sort, item.start, (shown, ""), range);
}

/// The only item of a list that is written by lines: an empty list in brackets stands in its place.
fn only_item(changes: &mut Changes<'_>, sort: Sort, shown: &str, whole: Option<&Entry>) {
    let Some(entry) = whole else { return };
    let Some(colon) = changes.text.get(entry.key_end..entry.value.start).and_then(|gap| gap.find(':')) else {
        return;
    };
    let start = entry.key_end + colon + 1;
    changes.add(sort, entry.value.start, (shown, ""), (start, entry.value.end, " []".to_owned()));
}
