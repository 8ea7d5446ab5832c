//! Units: rates given to the wrong function, currencies that are not the pack's, places outside of it, how often something
//! is paid.

use super::{Report, expressions_of, interpret::constant};
use crate::{
    evaluate::Val,
    facts::FactType,
    finding::Code,
    language::{Op, Type},
    pack::{Amount, Measure, Per, Version},
    ratio::Ratio,
};
use vocabulary::PlaceCode;

pub(super) fn check(report: &mut Report<'_>, number: usize, version: &Version) {
    for part in expressions_of(version) {
        let code = &part.expression.code;
        for (index, op) in code.ops.iter().enumerate() {
            let id = crate::language::OpId(index);
            match op {
                Op::Share { hundredths, rate, .. } => {
                    let Some(Val::Decimal(number_of)) = constant(code, *rate) else { continue };
                    let found = odd_rate(*hundredths, *number_of);
                    if let Some(found) = found {
                        let place = report.in_expression(number, &part, id);
                        report.add(place, found, part.article, &[("rate", number_of.to_string())]);
                    }
                }
                Op::Within(_, area) => {
                    let Some(Val::Text(text)) = constant(code, *area) else { continue };
                    let Ok(area_code) = text.parse::<PlaceCode>() else { continue };
                    let place = &report.pack.place;
                    if !area_code.is_within(place) && !place.is_within(&area_code) {
                        let at = report.in_expression(number, &part, *area);
                        let args = [("place", text.to_string()), ("of", place.to_string())];
                        report.add(at, Code::PlaceOutside, part.article, &args);
                    }
                }
                Op::Constant(Val::Money(money)) if money.currency != report.pack.currency => {
                    let place = report.in_expression(number, &part, id);
                    let args = [
                        ("found", money.currency.to_string()),
                        ("expected", report.pack.currency.to_string()),
                    ];
                    report.add(place, Code::CurrencyOther, part.article, &args);
                }
                _ => {}
            }
        }
    }
    let figures = version.tables.iter().map(|table| ("tables", &table.name, &table.kind, &table.article));
    let parameters =
        version.parameters.iter().map(|found| ("parameters", &found.name, &found.kind, &found.article));
    for (list, name, kind, article) in figures.chain(parameters) {
        let (Type::Money(currency) | Type::Estimate(currency)) = kind else { continue };
        if *currency != report.pack.currency {
            let place = report.place(number, &[list, name, "currency"]);
            let args = [("found", currency.to_string()), ("expected", report.pack.currency.to_string())];
            report.add(place, Code::CurrencyOther, article.as_deref(), &args);
        }
    }
    for measure in &version.measures {
        how_often(report, number, measure);
    }
    if number == 0 {
        facts(report);
    }
}

/// `percent` takes 15 for fifteen in a hundred, `times` takes 0.15.
fn odd_rate(hundredths: bool, rate: Ratio) -> Option<Code> {
    let (zero, one) = (Ratio::whole(0), Ratio::whole(1));
    if hundredths {
        (rate > zero && rate < one || rate > Ratio::whole(100)).then_some(Code::PercentRate)
    } else {
        (rate >= Ratio::whole(10)).then_some(Code::TimesRate)
    }
}

fn facts(report: &mut Report<'_>) {
    let pack = report.pack;
    for fact in pack.vocabulary.facts() {
        let Some(place) =
            pack.places.elsewhere(&["facts", &fact.name]).filter(|place| !place.0.starts_with("../"))
        else {
            continue;
        };
        let (empty, currency) = match &fact.kind {
            FactType::Int { min: Some(min), max: Some(max) } => (min > max, None),
            FactType::Decimal { min: Some(min), max: Some(max) } => (min > max, None),
            FactType::Money { min, max, currency } => {
                (min.zip(*max).is_some_and(|(min, max)| min > max), Some(*currency))
            }
            _ => (false, None),
        };
        if empty {
            report.add(place.clone(), Code::LimitsReversed, None, &[("name", fact.name.clone())]);
        }
        if let Some(currency) = currency.filter(|currency| *currency != pack.currency) {
            let args = [("found", currency.to_string()), ("expected", pack.currency.to_string())];
            report.add(place, Code::CurrencyOther, None, &args);
        }
    }
}

/// How often an amount is paid, where the summary says so.
fn how_often(report: &mut Report<'_>, number: usize, measure: &Measure) {
    let (Amount::Stated { per, .. }, Some(summary)) = (&measure.amount, &measure.summary) else { return };
    let says = |zh: &[&str], en: &[&str]| {
        zh.iter().any(|words| summary.zh.contains(words)) || en.iter().any(|words| summary.en.contains(words))
    };
    let year = says(&["每年", "按年", "年度"], &["a year", "per year", "yearly", "annual", "each year"]);
    let month = says(&["每月", "按月", "每个月"], &["a month", "per month", "monthly", "each month"]);
    let paid_yearly = says(&["每年补贴", "每年发", "每年给", "每年补助", "每年奖励"], &[]);
    let paid_monthly = says(&["每月补贴", "每月发", "每月给", "每月补助"], &[]);
    let differs = match per {
        Per::Once => paid_yearly || paid_monthly,
        Per::Year => !year,
        Per::Month => !month,
    };
    if differs {
        let place = report.place(number, &["measures", &measure.id, "amount", "per"]);
        report.add(place, Code::PerDiffers, measure.article.as_deref(), &[("per", per.as_str().to_owned())]);
    }
}
