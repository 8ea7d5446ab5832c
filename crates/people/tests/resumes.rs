//! Résumé files of plainly invented people, read whole; and the same files cut short and mutated, which never panic.

#![allow(missing_docs, reason = "a test crate has no readers of its documentation")]
#![allow(clippy::unwrap_used, reason = "the helpers of tests fail as tests do")]

use jiff::civil::{Date, date};
use people::model::resume::{self, Draft, Form};
use proptest::prelude::*;

const TODAY: Date = date(2026, 11, 22);

const JSON_EN: &str = include_str!("fixtures/resume-en.json");
const JSON_ZH: &str = include_str!("fixtures/resume-zh.json");
const PASSPORT: &str = include_str!("fixtures/europass-skills-passport-zh.xml");
const CANDIDATE: &str = include_str!("fixtures/europass-candidate-en.xml");
const ALL: [&str; 4] = [JSON_EN, JSON_ZH, PASSPORT, CANDIDATE];

fn read(text: &str) -> Draft {
    resume::read(text.as_bytes(), TODAY).unwrap()
}

fn facts(draft: &Draft) -> Vec<String> {
    draft
        .facts
        .iter()
        .map(|fact| format!("{} = {} ({})", fact.name, fact.said.to_json(), fact.where_from))
        .collect()
}

fn not_understood(draft: &Draft) -> Vec<(&str, &str)> {
    draft.not_understood.iter().map(|words| (words.where_from.as_str(), words.words.as_str())).collect()
}

#[test]
fn an_english_json_resume_becomes_a_draft() {
    let draft = read(JSON_EN);
    assert_eq!(draft.form, Form::JsonResume);
    assert_eq!(draft.name.as_ref().unwrap().as_str(), "Alex Sample (invented)");
    assert_eq!(draft.email.as_ref().unwrap().as_str(), "alex.sample@example.org");
    assert_eq!(draft.phone.as_ref().unwrap().as_str(), "+351210000000");
    assert_eq!(
        facts(&draft),
        [
            "degree = \"master\" (education[1])",
            "occupation = \"Rice breeder\" (basics.label)",
            "skills = [{\"name\":\"Plant breeding\"},{\"name\":\"Statistics\"},{\"name\":\"R\"}] (skills)",
            "languages = [{\"language\":\"pt\",\"level\":\"native\"},{\"language\":\"en\",\"level\":\"fluent\"}] (languages)",
        ]
    );
    assert_eq!(
        not_understood(&draft),
        [("education[0].studyType", "PhD candidate"), ("languages[2]", "so-so"), ("languages[2]", "Klingon")]
    );
    assert_eq!(draft.not_used, ["basics.image", "basics.summary", "basics.location", "awards"]);
    assert_eq!(draft.work[0].summary.as_deref(), Some("Cold-tolerant lines.\nTwo registered varieties"));
    assert_eq!(draft.work.iter().map(|job| job.is_current).collect::<Vec<_>>(), [None, Some(false)]);
}

#[test]
fn a_chinese_json_resume_becomes_a_draft() {
    let draft = read(JSON_ZH);
    assert_eq!(draft.phone.as_ref().unwrap().as_str(), "+8613800000000");
    assert_eq!(
        facts(&draft),
        [
            "degree = \"master\" (education[0])",
            "occupation = \"土木工程师\" (basics.label)",
            "skills = [{\"name\":\"结构设计\"},{\"name\":\"抗震分析\"},{\"name\":\"BIM\"}] (skills)",
            "languages = [{\"language\":\"zh\",\"level\":\"native\"},{\"language\":\"en\",\"level\":\"fluent\"}] (languages)",
        ]
    );
    assert_eq!(not_understood(&draft), [("education[2].studyType", "结业证书")]);
}

#[test]
fn a_europass_skills_passport_becomes_a_draft() {
    let draft = read(PASSPORT);
    assert_eq!(draft.form, Form::EuropassSkillsPassport);
    assert_eq!(draft.name.as_ref().unwrap().as_str(), "王示例");
    assert_eq!(
        facts(&draft),
        [
            "birth_date = \"1991-04-18\" (Birthdate)",
            "degree = \"master\" (Education[0])",
            "occupation = \"数据分析师\" (Headline)",
            "contract_start = \"2020-03-01\" (WorkExperience[0])",
            "skills = [{\"name\":\"Python\"},{\"name\":\"SQL\"},{\"name\":\"数据可视化\"}] (skills)",
            "languages = [{\"language\":\"zh\",\"level\":\"native\"},{\"language\":\"en\",\"level\":\"working\"}] (languages)",
        ]
    );
    assert_eq!(
        not_understood(&draft),
        [
            ("Education[1].Title", "Diplom"),
            ("Communication", "I speak well before large audiences, as many colleagues told me."),
        ]
    );
    assert_eq!(draft.work[0].summary.as_deref(), Some("做报表\n建模型"));
    assert_eq!(draft.work[1].until.unwrap().to_string(), "2020-02");
    assert_eq!(draft.education[0].eqf_level, Some(7));
    assert_eq!(draft.not_used, ["Address", "Gender", "NationalityList", "Driving"]);
}

#[test]
fn a_europass_candidate_becomes_a_draft() {
    let draft = read(CANDIDATE);
    assert_eq!(draft.form, Form::EuropassCandidate);
    assert_eq!(draft.name.as_ref().unwrap().as_str(), "Maria Exemplo (inventada)");
    assert_eq!(draft.phone.as_ref().unwrap().as_str(), "+351910000000");
    assert_eq!(
        facts(&draft),
        [
            "birth_date = \"1988-02-29\" (BirthDate)",
            "degree = \"bachelor\" (EducationOrganizationAttendance[0])",
            "occupation = \"Nurse\" (EmployerHistory[0].PositionHistory[0])",
            "contract_start = \"2015-10-05\" (EmployerHistory[0].PositionHistory[0])",
            "skills = [{\"name\":\"Excel\"},{\"name\":\"Patient records\"}] (skills)",
            "languages = [{\"language\":\"pt\",\"level\":\"native\"},{\"language\":\"en\",\"level\":\"basic\"}] (languages)",
        ]
    );
    assert_eq!(draft.work[0].summary.as_deref(), Some("Wards & training"));
    assert_eq!(draft.education[1].is_finished, Some(false));
    assert!(draft.not_understood.is_empty(), "{:?}", draft.not_understood);
    assert_eq!(draft.not_used, ["Address", "NationalityCode", "ExecutiveSummary"]);
}

#[test]
fn a_degree_is_proposed_only_once_it_is_finished() {
    let resume = |end: &str| format!(r#"{{"education": [{{"studyType": "PhD", "endDate": "{end}"}}]}}"#);
    for (end, proposed) in
        [("2026-10", true), ("2026-11-22", true), ("2026-11", false), ("2026", false), ("2027", false)]
    {
        assert_eq!(facts(&read(&resume(end))).len() == 1, proposed, "{end}");
    }
}

#[test]
fn a_wrong_type_names_its_place() {
    for (text, place) in [
        (r#"{"work": {}}"#, "work"),
        (r#"{"work": [1]}"#, "work[0]"),
        (r#"{"work": [{"name": 1}]}"#, "work[0].name"),
        (r#"{"basics": []}"#, "basics"),
        (r#"{"skills": [{"keywords": [{}]}]}"#, "skills[0].keywords"),
    ] {
        let refusal = resume::read(text.as_bytes(), TODAY).unwrap_err();
        assert_eq!(
            (refusal.code, refusal.field.as_deref()),
            ("people.resume_wrong_type", Some(place)),
            "{text}"
        );
    }
}

#[test]
fn a_billion_laughs_are_refused_before_one_is_heard() {
    let mut laughs = String::from("<?xml version=\"1.0\"?>\n<!DOCTYPE Candidate [<!ENTITY l0 \"lol\">");
    for level in 1..=40 {
        laughs.push_str(&format!("<!ENTITY l{level} \"{}\">", format!("&l{};", level - 1).repeat(10)));
    }
    laughs.push_str("]><Candidate><CandidatePerson>&l40;</CandidatePerson></Candidate>");
    let refusal = resume::read(laughs.as_bytes(), TODAY).unwrap_err();
    assert_eq!(refusal.code, "people.resume_doctype");
    assert!(refusal.args.contains(&("line", "2".to_owned())), "{refusal}");
}

#[test]
fn a_file_that_breaks_off_is_refused_with_its_place() {
    for text in ALL {
        let mut half = text.len() / 2;
        while !text.is_char_boundary(half) {
            half -= 1;
        }
        let refusal = resume::read(&text.as_bytes()[..half], TODAY).unwrap_err();
        assert_eq!(refusal.code, "people.resume_malformed");
        let line = refusal.args.iter().find(|(name, _)| *name == "line").unwrap().1.parse::<usize>().unwrap();
        assert!(line > 5, "{refusal}");
    }
}

#[test]
fn more_entries_than_a_life_holds_are_refused() {
    let many = format!(r#"{{"work": [{}]}}"#, vec![r#"{"name": "x"}"#; 201].join(","));
    assert_eq!(resume::read(many.as_bytes(), TODAY).unwrap_err().code, "people.resume_too_many_entries");
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = resume::read(&bytes, TODAY);
    }

    #[test]
    fn no_mutated_file_makes_a_reader_panic(
        which in 0..ALL.len(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in any::<prop::sample::Index>(),
        cuts in any::<bool>(),
    ) {
        let mut bytes = ALL[which].as_bytes().to_vec();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cuts {
            bytes.truncate(cut.index(bytes.len()));
        }
        let _ = resume::read(&bytes, TODAY);
    }

    #[test]
    fn swapped_pieces_of_files_do_not_make_a_reader_panic(which in 0..ALL.len(), from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>()) {
        let mut pieces: Vec<&str> = ALL[which].split_inclusive(['<', '"', '{', '[', ',']).collect();
        let (from, to) = (from.index(pieces.len()), to.index(pieces.len()));
        pieces.swap(from, to);
        let _ = resume::read(pieces.concat().as_bytes(), TODAY);
    }
}
