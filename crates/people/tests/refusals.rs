//! What a résumé or a field is refused for is told with all the values that its text asks for, in both languages.

#![allow(missing_docs, reason = "a test crate has no readers of its documentation")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use jiff::civil::date;
use people::model::{Email, IdentityNumber, PersonName, resume};
use platform::{Lang, texts::Texts};
use vocabulary::Refusal;

#[test]
fn refusals_are_told_with_the_values_they_carry() {
    let today = date(2026, 11, 22);
    let resume = |bytes: &[u8]| resume::read(bytes, today).unwrap_err();
    let many = format!("{{\"work\": [{}]}}", vec!["{\"name\": \"x\"}"; 201].join(","));
    let values = format!("{{\"work\": [{}0]}}", "0,".repeat(20_000));
    let refusals: Vec<Refusal> = vec![
        IdentityNumber::parse("1", today).unwrap_err(),
        PersonName::parse(&"x".repeat(500)).unwrap_err(),
        Email::parse("x").unwrap_err(),
        resume::check_size(u64::MAX).unwrap_err(),
        resume(b"{\"facts\": {\"Wrong Name\": 1}}"),
        resume(b"{\"facts\": {\"a\": null}}"),
        resume(b"{\"facts\": {\"a\": {}}}"),
        resume(b"{\"facts\": {\"a\": [1]}}"),
        resume(b"{\"facts\": {}, \"x\": 1}"),
        resume(b"{\"work\": {}}"),
        resume(b"{\"work\": [], \"work\": []}"),
        resume(many.as_bytes()),
        resume(values.as_bytes()),
        resume("[".repeat(3).replace('[', "{\"a\":").as_bytes()),
        resume("{\"a\":".repeat(100).as_bytes()),
        resume(b"<rss/>"),
        resume(b"<Candidate/>"),
        resume(b"<Candidate>&x;</Candidate>"),
        resume(b"<!DOCTYPE x><Candidate/>"),
        resume(b"<?xml version='1.0' encoding='GBK'?><Candidate/>"),
        resume(b"{\"\xff\": 1}"),
        resume(b"PK\x03\x04"),
    ];
    let texts = Texts::read(&[platform::TEXTS, people::capability().texts].concat()).unwrap();
    for lang in Lang::ALL {
        for refusal in &refusals {
            let shown = texts.refusal(lang, refusal);
            let is_told = !shown.contains("{$") && !shown.starts_with("refusal-");
            assert!(is_told, "{lang:?} {}: {shown}", refusal.code);
        }
    }
}
