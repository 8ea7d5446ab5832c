//! Holds each component against the fixtures of govuk-frontend 6.6 (`tests/fixtures`, MIT), and renders the sample pages.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]

#[path = "fixtures/normal.rs"]
mod normal;
#[path = "fixtures/options.rs"]
mod options;
#[path = "fixtures/samples.rs"]
mod samples;
#[path = "fixtures/unsupported.rs"]
mod unsupported;

use std::fmt::Display;
use std::fs;
use std::path::PathBuf;

use platform::components::{
    Accordion, BackLink, Breadcrumbs, Button, CharacterCount, Checkboxes, CookieBanner, DateInput, Details,
    ErrorMessage, ErrorSummary, Fieldset, FileUpload, GenericHeader, Hint, Input, InsetText, Label,
    LanguageNavigation, NotificationBanner, Pagination, Panel, PasswordInput, PhaseBanner, Radios, Select,
    ServiceNavigation, SkipLink, SummaryList, Table, Tabs, Tag, TaskList, TextArea, WarningText,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

type Render = fn(Value) -> Result<String, String>;

fn render<C: DeserializeOwned + Display>(options: Value) -> Result<String, String> {
    serde_json::from_value::<C>(options)
        .map(|component| component.to_string())
        .map_err(|error| error.to_string())
}

/// Every component of the package that we have. Not ours: header and footer (they carry the crown, the crest and Crown
/// copyright; the layout has its own), exit-this-page and feedback (no page of ours needs them).
const COMPONENTS: [(&str, Render); 35] = [
    ("accordion", render::<Accordion>),
    ("back-link", render::<BackLink>),
    ("breadcrumbs", render::<Breadcrumbs>),
    ("button", render::<Button>),
    ("character-count", render::<CharacterCount>),
    ("checkboxes", render::<Checkboxes>),
    ("cookie-banner", render::<CookieBanner>),
    ("date-input", render::<DateInput>),
    ("details", render::<Details>),
    ("error-message", render::<ErrorMessage>),
    ("error-summary", render::<ErrorSummary>),
    ("fieldset", render::<Fieldset>),
    ("file-upload", render::<FileUpload>),
    ("generic-header", render::<GenericHeader>),
    ("hint", render::<Hint>),
    ("input", render::<Input>),
    ("inset-text", render::<InsetText>),
    ("label", render::<Label>),
    ("language-navigation", render::<LanguageNavigation>),
    ("notification-banner", render::<NotificationBanner>),
    ("pagination", render::<Pagination>),
    ("panel", render::<Panel>),
    ("password-input", render::<PasswordInput>),
    ("phase-banner", render::<PhaseBanner>),
    ("radios", render::<Radios>),
    ("select", render::<Select>),
    ("service-navigation", render::<ServiceNavigation>),
    ("skip-link", render::<SkipLink>),
    ("summary-list", render::<SummaryList>),
    ("table", render::<Table>),
    ("tabs", render::<Tabs>),
    ("tag", render::<Tag>),
    ("task-list", render::<TaskList>),
    ("textarea", render::<TextArea>),
    ("warning-text", render::<WarningText>),
];

/// How many cases of the package's fixtures our components render to the same HTML.
const PASSED: usize = 650;

fn fixtures(component: &str) -> Vec<(String, Value, String)> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/{component}.json"));
    let json: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let cases = json["fixtures"].as_array().unwrap();
    let text = |case: &Value, key: &str| case[key].as_str().unwrap().to_owned();
    cases.iter().map(|case| (text(case, "name"), case["options"].clone(), text(case, "html"))).collect()
}

#[test]
fn components_write_the_html_of_govuk_frontend() {
    let mut passed = 0;
    let mut report = String::new();
    for (component, render) in COMPONENTS {
        for (case, options, expected) in fixtures(component) {
            let listed = unsupported::reason(component, &case);
            let expected = normal::normalised(&expected);
            let outcome = render(options::prepared(component, options)).map(|html| normal::normalised(&html));
            match (outcome == Ok(expected.clone()), listed) {
                (true, None) => passed += 1,
                (true, Some(_)) => report += &format!("\n{component}: {case}: passes, take it off the list"),
                (false, Some(_)) => {}
                (false, None) => {
                    report += &format!("\n{component}: {case}\n  theirs {expected:?}\n  ours   {outcome:?}");
                }
            }
        }
    }
    assert!(report.is_empty(), "{passed} passed, but{report}");
    assert_eq!(passed, PASSED);
}

#[test]
fn every_listed_exception_exists_and_has_a_reason() {
    for (component, case, reason) in unsupported::CASES {
        assert!(
            fixtures(component).iter().any(|(name, _, _)| name == case),
            "no case {case:?} of {component} in the package"
        );
        assert!(reason.len() > 10, "{component}: {case} has no reason");
    }
}

#[test]
fn no_page_or_component_has_an_inline_style_or_script() {
    for (name, html) in samples::pages() {
        for forbidden in [" style=", "<style", "<script", " onclick", "javascript:"] {
            assert!(!html.contains(forbidden), "{name} contains {forbidden:?}");
        }
    }
}

#[test]
fn the_sample_pages_speak_both_languages_and_know_every_word() {
    let pages = samples::pages();
    assert_eq!(pages.len(), 8);
    for (name, html) in &pages {
        let tag = if name.ends_with(".en") { "<html lang=\"en\"" } else { "<html lang=\"zh-CN\"" };
        assert!(html.contains(tag), "{name} has no {tag}");
        assert!(!html.contains("layout-missing"), "{name} lacks a word: {html}");
    }
    // The pictures and the accessibility check are made from these files.
    if let Ok(folder) = std::env::var("WOTU_SAMPLE_PAGES") {
        for (name, html) in &pages {
            fs::write(PathBuf::from(&folder).join(format!("{name}.html")), html).unwrap();
        }
    }
}

#[test]
fn the_style_sheets_carry_no_gov_uk_branding() {
    let assets = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets");
    let govuk = fs::read_to_string(assets.join("govuk.css")).unwrap();
    let rules = govuk.split_once("*/").unwrap().1;
    for forbidden in ["@font-face", "GDS Transport", "crown", "crest", "govuk-header__logo", "url("] {
        assert!(!rules.contains(forbidden), "govuk.css still contains {forbidden}");
    }
    let theme = fs::read_to_string(assets.join("theme.css")).unwrap();
    assert!(!theme.contains("url("), "the theme loads nothing");
}
