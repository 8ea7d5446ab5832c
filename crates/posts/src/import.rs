//! A file of posts, of whatever kind, as lines that can or cannot be taken over. The same for the dry run, its report, and
//! the taking over: what the report promised is what happens.

use crate::model::{
    Details,
    import_csv::{self, Encoding, Importable, Whose},
    job_posting::{self, Address},
};
use crate::store::{self, Import};
use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use platform::{
    acts::{Outcome, Stop},
    app::App,
    database::Connection,
    region::Region,
};
use std::collections::BTreeSet;
use vocabulary::{Kind, Lang, OrganisationId, PlaceCode, Refusal};

/// The largest file: that of a CSV.
pub(crate) const BYTES_LIMIT: usize = import_csv::BYTES_LIMIT;

/// What a dry run found.
#[derive(Debug)]
pub(crate) struct DryRun {
    pub(crate) lines: Vec<Line>,
    /// Heads of columns, or paths, that were left out.
    pub(crate) not_understood: Vec<String>,
    /// It was read as GB18030, which nothing in a file proves.
    pub(crate) is_guessed: bool,
}

/// One post of a file.
#[derive(Debug)]
pub(crate) struct Line {
    /// The line of a CSV, or the place of a posting in its document, from 1.
    pub(crate) number: u64,
    pub(crate) outcome: Result<Box<Importable>, Refusal>,
}

/// Reads the bytes of an import again.
pub(crate) fn bytes(content: &str) -> Result<Vec<u8>, Refusal> {
    BASE64.decode(content).map_err(|_| Refusal::invalid("posts.import_base64", "content"))
}

/// Reads a file without storing anything.
pub(crate) async fn dry_run(
    db: &mut Connection,
    app: &App,
    file: &[u8],
    organisation: Option<OrganisationId>,
) -> Outcome<DryRun> {
    let known = store::known_references(db, organisation).await?;
    let finder = match organisation {
        Some(_) => None,
        None => Some(organisations::finder(db, app.vault()).await?),
    };
    let find = |written: &str| finder.as_ref().and_then(|finder| finder.find(written));
    let found = if is_json(file) {
        of_json(file, organisation, &find, &known, app.region())
    } else {
        let whose = organisation.map_or(Whose::Named(&find), Whose::One);
        of_csv(file, &whose, &known)
    };
    Ok(found?)
}

/// The dry run of a file that was kept.
pub(crate) async fn again(db: &mut Connection, app: &App, import: &Import) -> Outcome<DryRun> {
    let file = bytes(&import.content).map_err(|_| Stop::Internal("a kept file is not Base64".to_owned()))?;
    dry_run(db, app, &file, import.organisation).await
}

/// A CSV's first line names columns; none begins with a bracket.
fn is_json(file: &[u8]) -> bool {
    let file = file.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(file);
    file.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|byte| matches!(byte, b'{' | b'['))
}

fn of_csv(
    file: &[u8],
    whose: &Whose<'_>,
    known: &BTreeSet<(OrganisationId, String)>,
) -> Result<DryRun, Refusal> {
    let report = import_csv::dry_run(file, whose, known)?;
    Ok(DryRun {
        is_guessed: report.encoding == Encoding::Gb18030,
        not_understood: report.not_understood,
        lines: report
            .lines
            .into_iter()
            .map(|line| Line { number: line.number, outcome: line.outcome })
            .collect(),
    })
}

fn of_json(
    file: &[u8],
    organisation: Option<OrganisationId>,
    find: &dyn Fn(&str) -> Option<OrganisationId>,
    known: &BTreeSet<(OrganisationId, String)>,
    region: &Region,
) -> Result<DryRun, Refusal> {
    let place_of = |address: &Address| place_by_name(region, address);
    let postings = job_posting::read(file, &place_of)?;
    let mut seen = known.clone();
    let mut lines = Vec::new();
    let mut not_understood = Vec::new();
    for (number, posting) in (1_u64..).zip(postings) {
        let path = posting.path;
        not_understood.extend(posting.not_understood);
        let outcome = posting.outcome.and_then(|found| {
            let organisation = match organisation {
                Some(own) => own,
                None => {
                    let name = found.hiring_organisation.name.clone().unwrap_or_default();
                    find(&name).ok_or_else(|| {
                        Refusal::invalid(
                            "posts.csv_organisation_unknown",
                            format!("{path}.hiringOrganization"),
                        )
                        .with("value", name.chars().take(40).collect::<String>())
                    })?
                }
            };
            unrepeated(organisation, found.details, &mut seen, &path)
        });
        lines.push(Line { number, outcome: outcome.map(Box::new) });
    }
    Ok(DryRun { lines, not_understood, is_guessed: false })
}

fn unrepeated(
    organisation: OrganisationId,
    details: Details,
    seen: &mut BTreeSet<(OrganisationId, String)>,
    path: &str,
) -> Result<Importable, Refusal> {
    if let Some(reference) = &details.reference
        && !seen.insert((organisation, reference.clone()))
    {
        let refusal = Refusal::invalid("posts.csv_reference_known", format!("{path}.identifier"));
        return Err(refusal.with("reference", reference));
    }
    Ok(Importable { organisation, details })
}

/// A place of the region by its name in either language, or the region itself.
fn place_by_name(region: &Region, address: &Address) -> Option<PlaceCode> {
    let is_named = |text: &vocabulary::Text, written: &str| {
        Lang::ALL.into_iter().any(|lang| {
            let name = text.get(lang);
            // U+5E02 is "city", which people leave off.
            name.eq_ignore_ascii_case(written)
                || name.strip_suffix('\u{5e02}').is_some_and(|short| short == written)
        })
    };
    let found = |written: &String| {
        let written = written.trim();
        let place = region.places().iter().find(|place| is_named(&place.name, written));
        place
            .map(|place| place.code.clone())
            .or_else(|| is_named(region.name(), written).then(|| region.code().clone()))
    };
    address.locality.as_ref().and_then(found).or_else(|| address.region.as_ref().and_then(found))
}

/// Whether a file is too large to be kept.
pub(crate) fn check_size(file: &[u8]) -> Result<(), Refusal> {
    if file.len() > BYTES_LIMIT {
        let refusal = Refusal::new(Kind::TooLarge, "posts.csv_too_large").at("file");
        return Err(refusal.with("limit_mb", BYTES_LIMIT / 1_000_000));
    }
    Ok(())
}

/// A file as it is kept.
pub fn encoded(file: &[u8]) -> String {
    BASE64.encode(file)
}
