//! JobPosting in and out: what is written reads back the same, what is not understood is said, and nothing breaks out of
//! the element that carries it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test's helpers stop it where it fails"
)]

use jiff::civil::{Date, date};
use organisations::model::{Entered as EnteredOrganisation, Organisation, plain_text};
use posts::model::job_posting::{Address, Around, Posting, read, write};
use posts::model::{Degree, Details, EmploymentType, Entered, Field, Post, State};
use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;
use vocabulary::{AccountId, Lang, OrganisationId, PlaceCode, PostId, Refusal};

const PUBLISHED: Date = date(2026, 3, 1);

fn place_of(address: &Address) -> Option<PlaceCode> {
    (address.locality.as_deref() == Some("Changchun")).then(|| "220100".parse().unwrap())
}

fn firm() -> Organisation {
    let entered = EnteredOrganisation {
        kind: "employer".into(),
        name_zh: "长春沃野农机（虚构）有限公司".into(),
        name_en: "Changchun Woye (invented)".into(),
        place: "220100".into(),
        ..EnteredOrganisation::default()
    };
    Organisation::register(
        OrganisationId::new(Uuid::from_u128(2)),
        entered.parse().unwrap(),
        date(2026, 1, 1),
    )
    .verify(date(2026, 1, 2), AccountId::new(Uuid::from_u128(1)))
    .unwrap()
}

fn details(pairs: &[(Field, &str)]) -> Details {
    let mut entered = Entered::default();
    for (field, text) in [
        (Field::TitleZh, "农机工程师（虚构）"),
        (Field::DescriptionZh, "设计播种机。"),
        (Field::CscoCode, "2-02-07-01"),
        (Field::IscoCode, "2144"),
        (Field::Place, "220100"),
        (Field::Closes, "2026-06-30"),
    ] {
        entered.set(field, text);
    }
    for (field, text) in pairs {
        entered.set(*field, *text);
    }
    entered.parse().unwrap()
}

fn written(details: Details, lang: Lang) -> String {
    let organisation = firm();
    let post = Post::draft(PostId::new(Uuid::from_u128(3)), organisation.id, details, PUBLISHED);
    let post = post.publish(PUBLISHED, &organisation).unwrap();
    let address =
        Address { country: Some("CN".into()), locality: Some("长春市".into()), ..Address::default() };
    let around =
        Around { organisation: &organisation, url: "https://wotu.example/posts/3", address: &address, lang };
    write(&post, &around).unwrap()
}

fn only(document: &str) -> Posting {
    let mut postings = read(document.as_bytes(), &place_of).unwrap();
    assert_eq!(postings.len(), 1);
    postings.remove(0)
}

fn code(bytes: &[u8]) -> &'static str {
    read(bytes, &place_of).unwrap_err().code
}

#[test]
fn a_published_post_carries_what_google_requires() {
    let text = written(details(&[(Field::PlacesCount, "2")]), Lang::Zh);
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        value,
        json!({
            "@context": "https://schema.org/",
            "@type": "JobPosting",
            "title": "农机工程师（虚构）",
            "description": "<p>设计播种机。</p>",
            "datePosted": "2026-03-01",
            "validThrough": "2026-06-30",
            "url": "https://wotu.example/posts/3",
            "directApply": true,
            "hiringOrganization": {"@type": "Organization", "name": "长春沃野农机（虚构）有限公司"},
            "jobLocation": {
                "@type": "Place",
                "address": {"@type": "PostalAddress", "addressCountry": "CN", "addressLocality": "长春市"},
                "identifier": {"@type": "PropertyValue", "propertyID": "place-code", "value": "220100"}
            },
            "totalJobOpenings": 2,
            "occupationalCategory": [
                {"@type": "CategoryCode", "inCodeSet": "职业分类大典 2022", "codeValue": "2-02-07-01"},
                {"@type": "CategoryCode", "inCodeSet": "ISCO-08", "codeValue": "2144"}
            ]
        })
    );
}

#[test]
fn neither_a_draft_nor_a_closed_post_is_announced() {
    let organisation = firm();
    let address = Address::default();
    let around = Around { organisation: &organisation, url: "u", address: &address, lang: Lang::Zh };
    let draft = Post::draft(PostId::new(Uuid::from_u128(3)), organisation.id, details(&[]), PUBLISHED);
    assert_eq!(write(&draft, &around).unwrap_err().code, "posts.not_published");
    let published = draft.publish(PUBLISHED, &organisation).unwrap();
    let closed = published.close(PUBLISHED, AccountId::new(Uuid::from_u128(1))).unwrap();
    assert!(matches!(closed.state, State::Closed { .. }));
    assert_eq!(write(&closed, &around).unwrap_err().code, "posts.not_published");
}

#[test]
fn nothing_in_a_post_ends_the_script_element() {
    let hostile = "</script><script>alert(1)</script> <!-- & \u{2028}";
    let text = written(details(&[(Field::TitleZh, hostile), (Field::DescriptionZh, hostile)]), Lang::Zh);
    assert!(!text.contains(['<', '>', '&', '\u{2028}']), "{text}");
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["title"], json!(plain_text::line(hostile)));
}

#[test]
fn a_graph_is_read_and_what_was_left_out_is_named() {
    let postings = read(include_bytes!("fixtures/job_posting.json"), &place_of).unwrap();
    let [first, second] = postings.as_slice() else { panic!("{postings:?}") };
    let found = first.outcome.as_ref().unwrap();
    let details = &found.details;
    assert_eq!(details.title.get(Lang::En).0, "Field test engineer (invented)");
    assert_eq!(details.title.get(Lang::Zh).0, "田间试验工程师（虚构）");
    assert_eq!(details.description.en(), Some("Test seeders in the field.\n\n- Plan & measure"));
    assert_eq!((details.opens, details.closes), (Some(date(2026, 3, 1)), date(2026, 12, 31)));
    assert_eq!(details.pay.map(|pay| (pay.from().minor, pay.to().minor)), Some((800_000, 1_200_050)));
    assert_eq!(details.degree, Some(Degree::Bachelor), "the least that suffices");
    assert_eq!(
        (details.experience_months, details.employment_type),
        (Some(18), Some(EmploymentType::FullTime))
    );
    assert_eq!(details.skills, ["CAD", "field measurement"]);
    assert_eq!(details.isco.as_ref().map(ToString::to_string).as_deref(), Some("2144"));
    assert_eq!(details.reference.as_deref(), Some("WY-009"));
    assert_eq!(found.hiring_organisation.name.as_deref(), Some("Changchun Woye Farm Machinery (invented)"));
    let path = r#"$["@graph"][1]"#;
    let mut left: Vec<_> = first.not_understood.clone();
    left.sort();
    assert_eq!(
        left,
        [
            format!("{path}.employmentType[1]"),
            format!("{path}.jobBenefits"),
            format!("{path}.occupationalCategory[1]"),
        ]
    );

    let refusal = second.outcome.as_ref().unwrap_err();
    let at: Vec<_> = refusal.each().map(|r| (r.code, r.field.clone().unwrap())).collect();
    let path = r#"$["@graph"][2]"#;
    assert_eq!(
        at,
        [
            ("posts.place_missing", format!("{path}.jobLocation")),
            ("posts.places_count_form", format!("{path}.totalJobOpenings")),
            ("posts.date_form", format!("{path}.validThrough")),
        ]
    );
    assert!(second.not_understood.contains(&format!("{path}.baseSalary")), "an hourly wage is not converted");
}

#[test]
fn a_document_without_a_readable_posting_is_refused_as_a_whole() {
    assert_eq!(code(b"{"), "posts.json_form");
    assert_eq!(code(b"<html>"), "posts.json_form");
    assert_eq!(code(b"\xFF"), "posts.json_form");
    assert_eq!(code(b"{}"), "posts.json_no_posting");
    assert_eq!(code(b"[1, null, \"JobPosting\"]"), "posts.json_no_posting");
    assert_eq!(code(format!("{}1{}", "[".repeat(40), "]".repeat(40)).as_bytes()), "posts.json_too_deep");
    assert_eq!(code("[".repeat(100_000).as_bytes()), "posts.json_form");
    assert_eq!(code(&vec![b' '; 1_000_001]), "posts.json_too_large");
    let many = format!("[{}]", vec![r#"{"@type":"JobPosting"}"#; 1_001].join(","));
    assert_eq!(code(many.as_bytes()), "posts.json_too_many");
}

#[test]
fn members_of_the_wrong_kind_are_refused_or_named_and_never_guessed() {
    let posting = only(
        r#"{"@type": ["JobPosting"], "title": {"a": 1}, "description": 7, "skills": [null, true], "baseSalary": 8000,
            "jobLocation": [], "validThrough": ["2026-12-31"], "identifier": {"value": {}}}"#,
    );
    let codes: Vec<_> = posting.outcome.as_ref().unwrap_err().each().map(|r| r.code).collect();
    assert_eq!(codes, ["posts.title_missing", "posts.place_missing"]);
    for path in ["$.title", "$.skills[0]", "$.skills[1]", "$.baseSalary", "$.identifier.value"] {
        assert!(
            posting.not_understood.iter().any(|left| left == path),
            "{path}: {:?}",
            posting.not_understood
        );
    }
}

/// A line of text in normal form, not blank, with a Chinese character (so that its language is told without a mark).
fn chinese_line() -> impl Strategy<Value = String> {
    "\\PC{0,60}".prop_map(|text| plain_text::line(&format!("岗{text}")))
}

fn chinese_paragraphs() -> impl Strategy<Value = String> {
    "[^\u{0}]{0,200}".prop_map(|text| plain_text::paragraphs(&format!("岗{text}")))
}

fn optional(pattern: &'static str) -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), pattern.prop_map(|text| text)]
}

fn said() -> impl Strategy<Value = Vec<(Field, String)>> {
    let words = (
        chinese_line(),
        chinese_paragraphs(),
        optional("[A-Z]{2}-[0-9]{1,6}"),
        optional("[a-zA-Z#+ 车]{1,20}(;[a-zA-Z#+ 车]{1,20}){0,3}"),
    );
    let closed = (
        prop_oneof![
            Just(""),
            Just("secondary"),
            Just("junior_college"),
            Just("bachelor"),
            Just("master"),
            Just("doctor")
        ],
        prop_oneof![
            Just(""),
            Just("full_time"),
            Just("part_time"),
            Just("contractor"),
            Just("temporary"),
            Just("intern")
        ],
        prop_oneof![Just(""), Just("en:B2;ja"), Just("ko:A1")],
        prop_oneof![Just(""), Just("焊工证"), Just("焊工证;驾驶证 B2")],
    );
    let numbers = (
        0_u32..=20,
        0_u16..=600,
        prop::option::of((1_i64..=500_000_000_000, 0_i64..=500_000_000_000)),
        any::<bool>(),
    );
    (words, closed, numbers).prop_map(
        |((title, description, reference, skills), (degree, kind, languages, licences), numbers)| {
            let (places, months, pay, is_monthly) = numbers;
            let mut said = vec![
                (Field::TitleZh, title),
                (Field::DescriptionZh, description),
                (Field::Reference, reference),
                (Field::Skills, skills),
                (Field::Degree, degree.to_owned()),
                (Field::EmploymentType, kind.to_owned()),
                (Field::Languages, languages.to_owned()),
                (Field::Licences, licences.to_owned()),
                (Field::PlacesCount, if places == 0 { String::new() } else { places.to_string() }),
                (Field::ExperienceYears, format!("{months} months")),
                (Field::Opens, "2026-03-02".to_owned()),
            ];
            if let Some((from, more)) = pay {
                let amount = |minor: i64| format!("{}.{:02}", minor / 100, minor % 100);
                said.push((Field::PayFrom, amount(from)));
                said.push((Field::PayTo, amount(from + more)));
                said.push((Field::PayCurrency, "EUR".to_owned()));
                said.push((Field::PayPer, if is_monthly { "month" } else { "year" }.to_owned()));
            }
            said
        },
    )
}

proptest! {
    #[test]
    fn what_is_written_reads_back_the_same(said in said()) {
        let pairs: Vec<(Field, &str)> = said.iter().map(|(field, text)| (*field, text.as_str())).collect();
        let details = details(&pairs);
        let posting = only(&written(details.clone(), Lang::Zh));
        prop_assert_eq!(&posting.not_understood, &Vec::<String>::new());
        let found: Result<Details, Refusal> = posting.outcome.map(|found| found.details);
        prop_assert_eq!(found, Ok(details));
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes, &place_of);
    }

    #[test]
    fn no_value_in_any_member_makes_it_panic(
        name in prop_oneof![
            Just("title"), Just("description"), Just("datePosted"), Just("validThrough"), Just("employmentType"),
            Just("hiringOrganization"), Just("jobLocation"), Just("baseSalary"), Just("educationRequirements"),
            Just("experienceRequirements"), Just("skills"), Just("qualifications"), Just("occupationalCategory"),
            Just("totalJobOpenings"), Just("identifier"), Just("@graph"), Just("@id")
        ],
        inner in prop_oneof![
            Just("value"), Just("@value"), Just("name"), Just("minValue"), Just("unitText"), Just("@id"), Just("address"),
            Just("identifier"), Just("monthsOfExperience"), Just("codeValue")
        ],
        leaf in prop_oneof![
            Just(json!(null)), Just(json!(1e300)), Just(json!(-1)), Just(json!([])), Just(json!({})), Just(json!([[{}]])),
            any::<String>().prop_map(|text| json!(text))
        ],
    ) {
        for value in [leaf.clone(), json!([leaf.clone()]), json!({inner: leaf.clone()}), json!([{inner: {inner: leaf}}])] {
            let document = json!({"@type": "JobPosting", name: value}).to_string();
            let _ = read(document.as_bytes(), &place_of);
        }
    }
}
