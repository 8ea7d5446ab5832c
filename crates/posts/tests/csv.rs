//! Posts in and out as CSV: every line is reported, a bad one holds up no other, and what goes out comes back in.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test's helpers stop it where it fails"
)]

use jiff::civil::date;
use posts::model::import_csv::{BYTES_LIMIT, Encoding, LINES_LIMIT, Report, Whose, dry_run};
use posts::model::{Degree, Post, export_csv};
use proptest::prelude::*;
use std::collections::BTreeSet;
use uuid::Uuid;
use vocabulary::{Lang, OrganisationId, PostId, Refusal};

const CHINESE: &str = include_str!("fixtures/posts_zh.csv");

fn own() -> OrganisationId {
    OrganisationId::new(Uuid::from_u128(1))
}

fn run(bytes: &[u8]) -> Result<Report, Refusal> {
    dry_run(bytes, &Whose::One(own()), &BTreeSet::new())
}

fn code(bytes: &[u8]) -> &'static str {
    run(bytes).unwrap_err().code
}

/// Line, code and column of every refusal.
fn refused(report: &Report) -> Vec<(u64, &'static str, Option<String>)> {
    report
        .refused()
        .flat_map(|(line, all)| all.each().map(move |r| (line, r.code, r.field.clone())))
        .collect()
}

#[test]
fn every_line_is_reported_and_a_bad_one_holds_up_no_other() {
    let report = run(CHINESE.as_bytes()).unwrap();
    assert_eq!(report.encoding, Encoding::Utf8);
    assert_eq!(report.not_understood, ["备注"]);
    assert_eq!(report.importable().map(|(line, _)| line).collect::<Vec<_>>(), [2, 9]);
    let at = |line, code, column: &str| (line, code, Some(column.to_owned()));
    assert_eq!(
        refused(&report),
        [
            at(5, "posts.place_form", "工作地点代码"),
            at(5, "posts.places_count_form", "招聘人数"),
            at(5, "posts.pay_order", "薪酬上限"),
            at(5, "posts.degree_unknown", "学历要求"),
            at(6, "posts.csv_duplicate_line", "岗位编号"),
            (8, "posts.csv_cells_count", None),
        ]
    );
}

#[test]
fn a_line_says_what_its_cells_say() {
    let report = run(CHINESE.as_bytes()).unwrap();
    let (_, first) = report.importable().next().unwrap();
    let details = &first.details;
    assert_eq!(details.description.zh(), Some("编写播种机的控制软件。\n\n与试验田一起工作。"));
    assert_eq!(details.pay.unwrap().to().minor, 1_200_050);
    assert_eq!(details.degree, Some(Degree::Bachelor));
    assert_eq!(details.skills, ["Rust", "嵌入式", "CAN 总线"]);
    assert_eq!((details.opens, details.closes), (Some(date(2026, 3, 1)), date(2026, 12, 31)));
    let (_, last) = report.importable().last().unwrap();
    assert_eq!(last.details.title.zh(), Some("=焊工（虚构）"), "the sign of the export is taken off");
    assert_eq!((last.details.degree, last.details.experience_months), (None, Some(18)));
}

#[test]
fn a_byte_order_mark_and_the_separator_make_no_difference() {
    let with_mark = format!("\u{FEFF}{CHINESE}");
    assert_eq!(run(with_mark.as_bytes()), run(CHINESE.as_bytes()));
    for separator in [";", "\t"] {
        let file =
            "title_en,description_en,place,closes\nWelder,Welds,220100,2026-12-31\n".replace(',', separator);
        assert_eq!(run(file.as_bytes()).unwrap().importable().count(), 1);
    }
}

#[test]
fn what_a_chinese_excel_saves_is_read_and_said_to_be() {
    let (bytes, _, _) = encoding_rs::GB18030.encode(CHINESE);
    let report = run(&bytes).unwrap();
    assert_eq!(report.encoding, Encoding::Gb18030);
    assert_eq!(report.lines, run(CHINESE.as_bytes()).unwrap().lines);
}

#[test]
fn what_is_no_csv_is_refused_as_a_whole() {
    assert_eq!(code(b""), "posts.csv_empty");
    assert_eq!(code(b"\xFF\xFEa\0,\0"), "posts.csv_utf16");
    assert_eq!(code(b"PK\x03\x04\0\0"), "posts.csv_encoding");
    assert_eq!(code(b"\xFF\xFF\xFF"), "posts.csv_encoding");
    assert_eq!(code(b"name,salary\nx,1\n"), "posts.csv_column_missing");
    assert_eq!(code("title_zh,岗位名称,description_zh,place,closes\n".as_bytes()), "posts.csv_column_twice");
    assert_eq!(code(&[b','; 200]), "posts.csv_too_many_columns");
    assert_eq!(code(&vec![b'a'; BYTES_LIMIT + 1]), "posts.csv_too_large");
    let head = "title_en,description_en,place,closes\n";
    let lines = |count| format!("{head}{}", "a,b,220100,2026-12-31\n".repeat(count));
    assert_eq!(run(lines(LINES_LIMIT).as_bytes()).unwrap().importable().count(), LINES_LIMIT);
    assert_eq!(code(lines(LINES_LIMIT + 1).as_bytes()), "posts.csv_too_many_lines");
}

#[test]
fn a_missing_column_is_named_in_both_languages() {
    let refusal = run(b"title_en,description_en\n").unwrap_err();
    let names: Vec<_> = refusal.each().flat_map(|r| r.args.iter().map(|(_, value)| value.as_str())).collect();
    assert_eq!(names, ["工作地点代码", "place", "截止日期", "closes"]);
}

#[test]
fn an_open_quotation_mark_is_said_not_to_swallow_lines_in_silence() {
    let file = "title_en,description_en,place,closes\na,\"b,220100,2026-12-31\nc,d,220100,2026-12-31\n";
    assert_eq!(refused(&run(file.as_bytes()).unwrap()), [(2, "posts.csv_quote_open", None)]);
}

#[test]
fn a_reference_that_the_organisation_has_already_is_refused() {
    let file = b"reference,title_en,description_en,place,closes\nA1,a,b,220100,2026-12-31\nA2,a,b,220100,2026-12-31\n";
    let known = BTreeSet::from([
        (own(), "A1".to_owned()),
        (OrganisationId::new(Uuid::from_u128(2)), "A2".to_owned()),
    ]);
    let report = dry_run(file, &Whose::One(own()), &known).unwrap();
    assert_eq!(refused(&report), [(2, "posts.csv_reference_known", Some("reference".to_owned()))]);
    assert_eq!(report.importable().count(), 1);
}

#[test]
fn an_organisation_imports_no_posts_of_another() {
    let other = OrganisationId::new(Uuid::from_u128(2));
    let file = format!(
        "organisation,title_en,description_en,place,closes\n{other},a,b,220100,2026-12-31\n{},a,b,220100,2026-12-31\n",
        own()
    );
    let report = run(file.as_bytes()).unwrap();
    assert_eq!(refused(&report), [(2, "posts.csv_other_organisation", Some("organisation".to_owned()))]);

    let find = |name: &str| (name == "沃野").then(own);
    let named = |file: &str| dry_run(file.as_bytes(), &Whose::Named(&find), &BTreeSet::new());
    let file = "用人单位,title_en,description_en,place,closes\n沃野,a,b,220100,2026-12-31\n无名,a,b,220100,2026-12-31\n,a,b,220100,2026-12-31\n";
    let report = named(file).unwrap();
    assert_eq!(report.importable().next().unwrap().1.organisation, own());
    let codes: Vec<_> = report.refused().map(|(_, refusal)| refusal.code).collect();
    assert_eq!(codes, ["posts.csv_organisation_unknown", "posts.csv_organisation_missing"]);
    assert_eq!(named("title_en,description_en,place,closes\n").unwrap_err().code, "posts.csv_column_missing");
}

#[test]
fn what_is_exported_imports_again_the_same() {
    let report = run(CHINESE.as_bytes()).unwrap();
    let posts: Vec<Post> = report
        .importable()
        .map(|(line, post)| {
            let id = PostId::new(Uuid::from_u128(line.into()));
            Post::draft(id, own(), post.details.clone(), date(2026, 1, 1))
        })
        .collect();
    for lang in Lang::ALL {
        let file = export_csv::write(&posts, lang);
        assert!(file.contains("\"'=焊工（虚构）\""), "formulas are disarmed");
        let again = run(file.as_bytes()).unwrap();
        let details: Vec<_> = again.importable().map(|(_, post)| post.details.clone()).collect();
        assert_eq!(details, posts.iter().map(|post| post.details.clone()).collect::<Vec<_>>());
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = run(&bytes);
    }

    #[test]
    fn no_lines_under_a_right_head_make_it_panic(lines in "[a-z0-9,\";\n\r' =岗-]{0,200}") {
        let _ = run(format!("title_en,description_en,place,closes,reference\n{lines}").as_bytes());
    }
}
