//! JSON-LD in: every JobPosting of a document as the draft of a post, or refused by JSON path; whatever was not
//! understood is listed by its path, never dropped in silence.

use super::html;
use super::node::{Node, is_deeper_than};
use super::values::{self, Address, Gathered, HiringOrganisation};
use crate::model::{Details, EmploymentType, Field};
use organisations::model::plain_text::has_han;
use serde_json::Value;
use std::collections::BTreeMap;
use vocabulary::{Kind, PlaceCode, Refusal};

/// The largest document: 1 MB.
pub const BYTES_LIMIT: usize = 1_000_000;
/// The deepest nesting.
pub const DEPTH_LIMIT: usize = 32;
/// The most postings of one document.
pub const POSTINGS_LIMIT: usize = 1_000;

/// One JobPosting of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    /// Where it stands: `$`, `$[0]`, `$["@graph"][2]`.
    pub path: String,
    /// What it became; a refusal's field is a JSON path.
    pub outcome: Result<Box<Found>, Refusal>,
    /// The paths of what was left out: without a field here, or in a form that is not understood.
    pub not_understood: Vec<String>,
}

/// A posting that can become a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it says.
    pub details: Details,
    /// Who looks for somebody, in the posting's words.
    pub hiring_organisation: HiringOrganisation,
}

/// Reads a document: one object, an array, or a `@graph`. `place_of` finds the code of an address by the region's names.
///
/// # Errors
/// Only what concerns the whole document: `posts.json_too_large`, `.json_form`, `.json_too_deep`, `.json_no_posting`,
/// `.json_too_many`.
pub fn read(bytes: &[u8], place_of: &dyn Fn(&Address) -> Option<PlaceCode>) -> Result<Vec<Posting>, Refusal> {
    if bytes.len() > BYTES_LIMIT {
        return Err(
            Refusal::new(Kind::TooLarge, "posts.json_too_large").with("limit_mb", BYTES_LIMIT / 1_000_000)
        );
    }
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    let document: Value = serde_json::from_slice(bytes).map_err(|error| {
        let refusal = Refusal::new(Kind::BadRequest, "posts.json_form");
        refusal.with("line", error.line()).with("column", error.column())
    })?;
    if is_deeper_than(&document, DEPTH_LIMIT) {
        return Err(Refusal::new(Kind::Invalid, "posts.json_too_deep").with("limit", DEPTH_LIMIT));
    }
    let nodes: Vec<Node<'_>> = top_nodes(&document);
    let postings: Vec<&Node<'_>> = nodes.iter().filter(|node| node.is_a("JobPosting")).collect();
    if postings.is_empty() {
        return Err(Refusal::new(Kind::Invalid, "posts.json_no_posting"));
    }
    if postings.len() > POSTINGS_LIMIT {
        return Err(Refusal::new(Kind::TooLarge, "posts.json_too_many").with("limit", POSTINGS_LIMIT));
    }
    let by_id = nodes.iter().filter_map(|node| node.said("@id").map(|id| (id, node.clone()))).collect();
    Ok(postings.into_iter().map(|posting| read_posting(posting, &by_id, place_of)).collect())
}

/// The objects at the top: of the document, of its array, of their `@graph`s.
fn top_nodes(document: &Value) -> Vec<Node<'_>> {
    let tops = Node::root(document).items();
    let graphs = tops.iter().filter_map(|top| top.get("@graph")).flat_map(|graph| graph.items());
    tops.iter().cloned().chain(graphs).collect()
}

fn read_posting(
    posting: &Node<'_>,
    by_id: &BTreeMap<String, Node<'_>>,
    place_of: &dyn Fn(&Address) -> Option<PlaceCode>,
) -> Posting {
    let mut gathered = Gathered::default();
    let mut hiring_organisation = HiringOrganisation::default();
    for (name, node) in posting.members().filter(|(_, node)| !node.value.is_null()) {
        let node = referred(node, by_id);
        match name {
            "@type" | "@context" | "@id" | "url" | "directApply" => {}
            "title" => texts(&node, [Field::TitleZh, Field::TitleEn], str::to_owned, &mut gathered),
            "description" => {
                texts(&node, [Field::DescriptionZh, Field::DescriptionEn], html::to_text, &mut gathered);
            }
            "identifier" => text(&node.get("value").unwrap_or(node), Field::Reference, &mut gathered),
            "datePosted" => text(&node, Field::Opens, &mut gathered),
            "validThrough" => text(&node, Field::Closes, &mut gathered),
            "employmentType" => employment_type(&node, &mut gathered),
            "hiringOrganization" => hiring_organisation = values::hiring_organisation(&node),
            "jobLocation" => job_location(&node, place_of, &mut gathered),
            "baseSalary" => values::base_salary(&node, &mut gathered),
            "educationRequirements" => values::education(&node, &mut gathered),
            "experienceRequirements" => values::experience(&node, &mut gathered),
            "skills" => values::skills(&node, &mut gathered),
            "qualifications" => values::qualifications(&node, &mut gathered),
            "occupationalCategory" => values::occupational_category(&node, &mut gathered),
            "totalJobOpenings" => text(&node, Field::PlacesCount, &mut gathered),
            _ => gathered.leave(&node),
        }
    }
    let outcome =
        gathered.entered.parse().map_err(|refusal| at_paths(&refusal, &gathered.paths, &posting.path));
    let found = |details| Box::new(Found { details, hiring_organisation });
    Posting {
        path: posting.path.clone(),
        outcome: outcome.map(found),
        not_understood: gathered.not_understood,
    }
}

/// What `{"@id": ...}` refers to, if it stands at the top of the same document; one step only.
fn referred<'a>(node: Node<'a>, by_id: &BTreeMap<String, Node<'a>>) -> Node<'a> {
    let is_reference = node.value.as_object().is_some_and(|members| members.len() == 1);
    let found = if is_reference { node.said("@id").and_then(|id| by_id.get(&id)) } else { None };
    found.cloned().unwrap_or(node)
}

fn text(node: &Node<'_>, field: Field, gathered: &mut Gathered) {
    match node.items().first().and_then(Node::text) {
        Some(text) => gathered.say(field, text, node),
        None => gathered.leave(node),
    }
}

/// A text in one language or several: by `@language` where it is said, else by whether it has Chinese characters.
fn texts(node: &Node<'_>, fields: [Field; 2], normal: impl Fn(&str) -> String, gathered: &mut Gathered) {
    let [zh, en] = fields;
    for item in node.items() {
        let Some(text) = item.text().map(|text| normal(&text)) else {
            gathered.leave(&item);
            continue;
        };
        let tag = item.said("@language").map(|tag| tag.to_ascii_lowercase());
        let field = match tag.as_deref() {
            Some(tag) if tag.starts_with("zh") => zh,
            Some(_) => en,
            None if has_han(&text) => zh,
            None => en,
        };
        if gathered.entered.get(field).is_empty() {
            gathered.say(field, text, &item);
        } else {
            gathered.leave(&item);
        }
    }
}

/// The first kind that is known; the others are told back.
fn employment_type(node: &Node<'_>, gathered: &mut Gathered) {
    for item in node.items() {
        let kind = item.text().as_deref().and_then(EmploymentType::from_word);
        match kind {
            Some(kind) if gathered.entered.get(Field::EmploymentType).is_empty() => {
                gathered.say(Field::EmploymentType, kind.id(), &item);
            }
            _ => gathered.leave(&item),
        }
    }
}

/// The first place whose code is known; the others are told back.
fn job_location(node: &Node<'_>, place_of: &dyn Fn(&Address) -> Option<PlaceCode>, gathered: &mut Gathered) {
    for place in node.items() {
        let code = values::place_code(&place)
            .or_else(|| place_of(&values::address(&place)).map(|code| code.to_string()));
        match code {
            Some(code) if gathered.entered.get(Field::Place).is_empty() => {
                gathered.say(Field::Place, code, &place)
            }
            _ => gathered.leave(&place),
        }
    }
}

/// The refusals at the paths of the document instead of the names of fields.
fn at_paths(refusal: &Refusal, paths: &BTreeMap<Field, String>, posting: &str) -> Refusal {
    let placed = refusal.each().map(|one| {
        let one = Refusal { also: Vec::new(), ..one.clone() };
        let field = Field::ALL.iter().copied().find(|field| Some(field.id()) == one.field.as_deref());
        let path = field.map(|field| {
            paths.get(&field).cloned().unwrap_or_else(|| format!("{posting}.{}", property(field)))
        });
        match path {
            Some(path) => one.at(path),
            None => one,
        }
    });
    Refusal::all(placed.collect()).err().unwrap_or_else(|| refusal.clone())
}

/// The property of a JobPosting in which a field is said.
const fn property(field: Field) -> &'static str {
    match field {
        Field::Organisation => "hiringOrganization",
        Field::Reference => "identifier",
        Field::TitleZh | Field::TitleEn => "title",
        Field::DescriptionZh | Field::DescriptionEn => "description",
        Field::CscoCode | Field::IscoCode => "occupationalCategory",
        Field::Place => "jobLocation",
        Field::PlacesCount => "totalJobOpenings",
        Field::PayFrom | Field::PayTo | Field::PayCurrency | Field::PayPer => "baseSalary",
        Field::Degree => "educationRequirements",
        Field::ExperienceYears => "experienceRequirements",
        Field::Skills | Field::Languages => "skills",
        Field::Licences => "qualifications",
        Field::EmploymentType => "employmentType",
        Field::Opens => "datePosted",
        Field::Closes => "validThrough",
    }
}
