//! Invented organisations: each index has its sector by turns, so that every part of the region has some of each.

use super::{
    Region,
    model::{DemoOrganisation, OrganisationKind},
    numbers::credit_code,
    tables::{Kind, Sector, drawn},
};
use crate::seed::{self, Draw};
use vocabulary::Text;

pub(super) fn organisation(region: &Region, index: u64) -> DemoOrganisation {
    let tables = &region.tables;
    let mut draw = Draw::new(region.seed, seed::Kind::Organisation, index);
    let round = u64::try_from(tables.sector_cycle.len()).unwrap_or(1).max(1);
    let slot = usize::try_from(index % round).unwrap_or_default();
    let sector_index = drawn(tables.sector_cycle.get(slot)).to_owned();
    let sector = drawn(tables.sectors.get(sector_index));
    // How many of this sector come before it: the nth of a sector has the nth pair of first and last name.
    let in_round = |upto: usize| {
        u64::try_from(tables.sector_cycle.iter().take(upto).filter(|other| **other == sector_index).count())
            .unwrap_or_default()
    };
    let ordinal = (index / round).saturating_mul(in_round(usize::MAX)).saturating_add(in_round(slot));
    let place = drawn(draw.pick_by(&tables.prefectures, |place| place.weight));
    let (kind, name) = name(region, sector, ordinal);
    DemoOrganisation {
        index,
        name: tables.marked(&name),
        kind: kind.kind,
        employer_kind: kind.employer.clone(),
        sector: sector.id.clone(),
        sector_name: sector.name.clone(),
        credit_code: credit_code(registered_as(kind), index).unwrap_or_default(),
        place: place.code.clone(),
        employees: employees(kind.kind, &mut draw),
        description: tables.phrase("organisation_of", &[("line", &kind.line), ("place", &place.name)]),
        email: format!("jobs-{index}@example.invalid"),
        website: format!("https://organisation-{index}.example.invalid/"),
    }
}

/// The first two digits of a credit code: who registered it, as what (GB 32100, 4.1 and 4.2).
fn registered_as(kind: &Kind) -> &'static str {
    match (kind.kind, kind.employer.as_str()) {
        (OrganisationKind::Cooperative, _) => "93",
        (_, "public_institution") => "12",
        _ => "91",
    }
}

fn employees(kind: OrganisationKind, draw: &mut Draw) -> u32 {
    let (low, high) = match kind {
        OrganisationKind::University => (800, 4_000),
        OrganisationKind::Hospital => (60, 2_500),
        OrganisationKind::School => (60, 600),
        OrganisationKind::Institute => (80, 900),
        OrganisationKind::Park => (10, 80),
        OrganisationKind::Cooperative => (8, 90),
        OrganisationKind::Enterprise => (15, 1_200),
    };
    // Two draws, the smaller: small ones are more frequent than large ones.
    draw.between(low, high).min(draw.between(low, high))
}

/// The nth pair of first and last name of a sector, in an order that mixes both; a number from the second round on.
fn name<'a>(region: &Region, sector: &'a Sector, ordinal: u64) -> (&'a Kind, Text) {
    let firsts = &region.tables.organisation_names;
    let count = |length: usize| u64::try_from(length).unwrap_or(1).max(1);
    let pairs = count(firsts.len()).saturating_mul(count(sector.kinds.len()));
    // 37 is prime and divides no number of pairs that the tables have (a test counts names), so every pair comes once.
    let pair = (ordinal % pairs).saturating_mul(37).saturating_add(region.seed % pairs) % pairs;
    let at = |place: u64| usize::try_from(place).unwrap_or_default();
    let first = drawn(firsts.get(at(pair / count(sector.kinds.len()))));
    let kind = drawn(sector.kinds.get(at(pair % count(sector.kinds.len()))));
    let name = Text::new(format!("{}{}", first.zh, kind.name.zh), format!("{} {}", first.en, kind.name.en));
    let turn = ordinal / pairs;
    if turn == 0 {
        return (kind, name);
    }
    let number = (turn.saturating_add(1)).to_string();
    let number = Text::new(number.clone(), number);
    (kind, region.tables.phrase("numbered", &[("name", &name), ("number", &number)]))
}
