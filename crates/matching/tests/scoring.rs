//! Scores, conditions, counterfactuals and rankings, checked by table and by recomputation.
#![expect(clippy::unwrap_used, reason = "the helpers of tests fail as tests do")]

use jiff::civil::{Date, date};
use matching::{
    Answer, Condition, ConditionName, Evidence, Has, ListField, Match, Occupations, PartName, Post,
    PreparedPost, PreparedProfile, Profile, Reason, TOTAL_POINTS, Value, Weights, mutual, rank, rank_people,
    score,
};

const ON: Date = date(2026, 11, 22);

const POST: &str = r#"{
    "id": "post-1", "title": "算法工程师（虚构汽车公司）", "text": "负责汽车感知算法。", "csco": ["2-02-10-03"],
    "hard": {
        "min_degree": "bachelor", "licences": ["C1 驾驶证"], "languages": [{"language": "en", "level": "B1"}],
        "min_years": 1, "places": ["220100"], "work_permit": true
    },
    "wished_skills": ["Rust", "CUDA", "Python", "机器学习"],
    "wished_languages": [{"language": "en", "level": "B2"}, {"language": "de", "level": "A2"}],
    "wished_years": 4,
    "pay": {"min": {"minor": 20000000, "currency": "CNY"}, "max": {"minor": 30000000, "currency": "CNY"}},
    "place": "220104", "openings": 2, "opens": "2026-11-01", "closes": "2026-12-31", "starts": "2027-02-01"
}"#;

const PROFILE: &str = r#"{
    "id": "person-1",
    "occupations": [{"kind": "wanted", "title": "算法工程师"}],
    "skills": ["rust", "ＰＹＴＨＯＮ"], "degree": "master",
    "languages": [{"language": "zh", "level": "native"}, {"language": "en", "level": "B1"}],
    "years_of_experience": 2, "places_wanted": ["220200"], "current_place": "220100",
    "pay_wanted": {"minor": 25000000, "currency": "CNY"}, "work_permit": true,
    "licences": ["c1 驾驶证"], "available_from": "2027-01-01"
}"#;

fn post(text: &str) -> PreparedPost {
    let post: Post = serde_json::from_str(text).unwrap();
    PreparedPost::new(post, Occupations::bundled()).unwrap()
}

fn profile(text: &str) -> PreparedProfile {
    prepared(serde_json::from_str(text).unwrap())
}

fn prepared(profile: Profile) -> PreparedProfile {
    PreparedProfile::new(profile, Occupations::bundled()).unwrap()
}

fn matched(profile: &PreparedProfile, post: &PreparedPost) -> Match {
    score(profile, post, &Weights::default(), &Evidence::on(ON))
}

fn points(found: &Match, name: PartName) -> i64 {
    found.parts.iter().find(|part| part.name == name).unwrap().points
}

fn result(found: &Match, name: &ConditionName) -> Answer {
    found.hard.iter().find(|condition| condition.name == *name).unwrap().result
}

#[test]
fn every_part_has_the_points_that_its_rule_gives() {
    let found = matched(&profile(PROFILE), &post(POST));
    let by_part = PartName::ALL.map(|name| points(&found, name));
    // Title the same: all of 35. Two of four skills: 12.5 of 25. Two of four years: 5 of 10. Another prefecture of the
    // province: 200 per mille of 15. Half way through the pay range: 850 per mille of 10. English three of four steps,
    // German none: 375 per mille of 5.
    assert_eq!(by_part, [35_000, 12_500, 5_000, 3_000, 8_500, 1_875]);
    assert_eq!(found.total, 65_875);
    assert_eq!(found.outcome, Answer::Yes);
    assert_eq!((found.post.as_str(), found.person.as_str()), ("post-1", "person-1"));
    let lacks = |skill: &str| found.lacking.contains(&Reason::LacksSkill { skill: skill.to_owned() });
    assert!(lacks("CUDA") && lacks("机器学习") && !lacks("Rust"));
}

#[test]
fn every_condition_shows_both_values() {
    let found = matched(&profile(PROFILE), &post(POST));
    let names: Vec<&ConditionName> = found.hard.iter().map(|condition| &condition.name).collect();
    let expected = [
        ConditionName::Open,
        ConditionName::Degree,
        ConditionName::Licence,
        ConditionName::Language,
        ConditionName::Experience,
        ConditionName::Place,
        ConditionName::WorkPermit,
        ConditionName::Available,
    ];
    assert_eq!(names, expected.iter().collect::<Vec<_>>());
    assert!(found.hard.iter().all(|condition| condition.result == Answer::Yes), "{:?}", found.hard);
    let years = found.hard.iter().find(|condition| condition.name == ConditionName::Experience).unwrap();
    assert_eq!((&years.asked, &years.has), (&Value::Years(1), &Has::This(Value::Years(2))));
}

#[test]
fn each_condition_can_fail_and_can_be_unknown() {
    let post = post(POST);
    for (name, fails, unknown) in [
        (ConditionName::Degree, ("degree", "\"short_cycle\""), "degree"),
        (ConditionName::Licence, ("licences", "[\"护士执业证\"]"), "licences"),
        (ConditionName::Language, ("languages", "[{\"language\": \"zh\"}]"), "languages"),
        (ConditionName::Language, ("languages", "[{\"language\": \"en\", \"level\": \"A2\"}]"), "languages"),
        (ConditionName::Experience, ("years_of_experience", "0"), "years_of_experience"),
        (ConditionName::Place, ("current_place", "\"110000\""), "current_place"),
        (ConditionName::WorkPermit, ("work_permit", "false"), "work_permit"),
        (ConditionName::Available, ("available_from", "\"2027-02-02\""), "available_from"),
    ] {
        let mut facts: serde_json::Value = serde_json::from_str(PROFILE).unwrap();
        facts[fails.0] = serde_json::from_str(fails.1).unwrap();
        let found = matched(&profile(&facts.to_string()), &post);
        assert_eq!((result(&found, &name), found.outcome), (Answer::No, Answer::No), "{name:?}");
        facts[unknown] = serde_json::Value::Null;
        let found = matched(&profile(&facts.to_string()), &post);
        assert_eq!((result(&found, &name), found.outcome), (Answer::Unknown, Answer::Unknown), "{name:?}");
    }
}

#[test]
fn a_language_of_unknown_level_is_unknown_and_not_no() {
    let mut facts: Profile = serde_json::from_str(PROFILE).unwrap();
    facts.languages = serde_json::from_str(r#"[{"language": "en"}]"#).unwrap();
    let found = matched(&prepared(facts), &post(POST));
    assert_eq!(result(&found, &ConditionName::Language), Answer::Unknown);
}

#[test]
fn what_an_incomplete_list_lacks_is_unknown() {
    let mut facts: Profile = serde_json::from_str(PROFILE).unwrap();
    facts.licences = Some(Vec::new());
    assert_eq!(matched(&prepared(facts.clone()), &post(POST)).outcome, Answer::No);
    facts.incomplete = vec![ListField::Licences];
    assert_eq!(matched(&prepared(facts), &post(POST)).outcome, Answer::Unknown);
}

#[test]
fn a_person_of_whom_nothing_is_known_is_asked_and_not_dropped() {
    let nobody = prepared(Profile::default());
    let found = matched(&nobody, &post(POST));
    assert_eq!((found.outcome, found.total), (Answer::Unknown, 0));
    assert_eq!(rank(&nobody, &[post(POST)], &Weights::default(), |_| Evidence::on(ON), 5).len(), 1);
    let unknown = found.lacking.iter().filter(|reason| matches!(reason, Reason::Unknown { .. })).count();
    assert_eq!(unknown, PartName::ALL.len());
}

#[test]
fn a_post_is_offered_from_its_first_to_its_last_day() {
    let outcome = |on| score(&profile(PROFILE), &post(POST), &Weights::default(), &Evidence::on(on)).outcome;
    assert_eq!([date(2026, 10, 31), date(2027, 1, 1)].map(outcome), [Answer::No, Answer::No]);
    assert_eq!([date(2026, 11, 1), date(2026, 12, 31)].map(outcome), [Answer::Yes, Answer::Yes]);
}

#[test]
fn a_condition_judged_elsewhere_decides_with_the_others() {
    for answer in [Answer::No, Answer::Unknown, Answer::Yes] {
        let ruled = Condition {
            name: ConditionName::Ruled("age_limit".to_owned()),
            result: answer,
            asked: Value::Said("≤ 35".to_owned()),
            has: Has::Unknown,
        };
        let evidence = Evidence { conditions: vec![ruled.clone()], ..Evidence::on(ON) };
        let found = score(&profile(PROFILE), &post(POST), &Weights::default(), &evidence);
        assert_eq!((found.outcome, found.hard.last()), (answer, Some(&ruled)));
    }
}

#[test]
fn every_counterfactual_is_what_scoring_anew_gives() {
    let post = post(POST);
    let mut seen = 0;
    for text in [PROFILE, "{}", r#"{"skills": [], "languages": [], "licences": [], "places_wanted": []}"#] {
        let before: Profile = serde_json::from_str(text).unwrap();
        let found = matched(&prepared(before.clone()), &post);
        assert!(found.counterfactuals.is_sorted_by_key(|change| -change.points_gained));
        for change in &found.counterfactuals {
            let after = matched(&prepared(change.what.apply(&before)), &post);
            assert_eq!(after.total - found.total, change.points_gained, "{:?}", change.what);
            assert_eq!(after.outcome, change.outcome, "{:?}", change.what);
            seen += 1;
        }
    }
    assert!(seen > 25, "{seen}");
}

#[test]
fn text_evidence_counts_up_to_its_cap() {
    let stranger = profile(r#"{"occupations": [{"kind": "wanted", "title": "护士"}]}"#);
    let with = |text| {
        let evidence = Evidence { text, ..Evidence::on(ON) };
        points(&score(&stranger, &post(POST), &Weights::default(), &evidence), PartName::Occupation)
    };
    assert_eq!([with(Some(500)), with(Some(1000))], [17_500, 21_000]);
    assert!(with(None) < 5_000, "{}", with(None));
}

#[test]
fn an_occupation_in_english_is_near_its_chinese_code() {
    let found = |title: &str| {
        let text = format!("{{\"occupations\": [{{\"kind\": \"wanted\", \"title\": \"{title}\"}}]}}");
        points(&matched(&profile(&text), &post(POST)), PartName::Occupation)
    };
    assert!(found("software developer") > 20_000, "{}", found("software developer"));
    assert!(found("nurse") < 5_000, "{}", found("nurse"));
}

#[test]
fn an_occupation_held_counts_less_than_one_wanted() {
    let found = |kind: &str| {
        let text = format!("{{\"occupations\": [{{\"kind\": \"{kind}\", \"csco\": \"2-02-10-03\"}}]}}");
        points(&matched(&profile(&text), &post(POST)), PartName::Occupation)
    };
    assert_eq!([found("wanted"), found("held")], [35_000, 29_750]);
}

#[test]
fn the_order_is_by_points_then_conditions_then_id() {
    let variant = |id: &str, change: &dyn Fn(&mut Post)| {
        let mut post: Post = serde_json::from_str(POST).unwrap();
        post.id = id.to_owned();
        change(&mut post);
        PreparedPost::new(post, Occupations::bundled()).unwrap()
    };
    let posts = [
        variant("d", &|_| {}),
        variant("c", &|post| post.hard.licences = vec!["律师执业证".to_owned()]),
        variant("b", &|_| {}),
        variant("a", &|post| post.place = "220200".parse().ok()),
        variant("e", &|post| post.wished_skills = vec!["COBOL".to_owned()]),
    ];
    let ids = |posts: &[PreparedPost], n| -> Vec<String> {
        let found = rank(&profile(PROFILE), posts, &Weights::default(), |_| Evidence::on(ON), n);
        assert!(found.is_sorted_by_key(|found| -found.total));
        found.into_iter().map(|found| found.post).collect()
    };
    assert_eq!(ids(&posts, 10), ["a", "b", "d", "e"], "c asks a licence that the person does not have");
    assert_eq!(ids(&posts, 2), ["a", "b"]);
    let mut reversed = posts.clone();
    reversed.reverse();
    assert_eq!(ids(&reversed, 3), ["a", "b", "d"]);
    assert!(ids(&posts, 0).is_empty());
}

#[test]
fn people_are_ranked_for_a_post_as_posts_are_for_a_person() {
    let person = |id: &str, years| {
        let mut facts: Profile = serde_json::from_str(PROFILE).unwrap();
        (facts.id, facts.years_of_experience) = (id.to_owned(), years);
        prepared(facts)
    };
    let people = [person("c", Some(3)), person("b", Some(3)), person("a", None), person("z", Some(0))];
    let found = rank_people(&post(POST), &people, &Weights::default(), |_| Evidence::on(ON), 9);
    let ids: Vec<&str> = found.iter().map(|found| found.person.as_str()).collect();
    assert_eq!(ids, ["b", "c", "a"], "z has too few years, a is asked");
    assert_eq!(found[0], score(&people[1], &post(POST), &Weights::default(), &Evidence::on(ON)));
}

#[test]
fn a_weight_of_nothing_takes_a_part_out() {
    let weights =
        [("occupation", 1000), ("skills", 0), ("experience", 0), ("place", 0), ("pay", 0), ("language", 0)];
    let found = score(&profile(PROFILE), &post(POST), &Weights::new(weights).unwrap(), &Evidence::on(ON));
    assert_eq!(found.total, TOTAL_POINTS);
}

#[test]
fn the_mutual_score_is_high_only_if_both_sides_are() {
    let pairs = [(100_000, 100_000), (100_000, 50_000), (100_000, 0), (0, 0), (-5, 100_000)];
    assert_eq!(pairs.map(|(one, other)| mutual(one, other)), [100_000, 66_666, 0, 0, 0]);
}

#[test]
fn a_match_is_written_as_documented() {
    let found = serde_json::to_value(matched(&profile(PROFILE), &post(POST))).unwrap();
    assert_eq!(found["parts"][1]["name"], "skills");
    assert_eq!(found["parts"][1]["for"][0], serde_json::json!({"reason": "has_skill", "skill": "Rust"}));
    assert_eq!(found["hard"][1]["asked"], serde_json::json!({"degree": "bachelor"}));
    assert_eq!(found["outcome"], "yes");
    assert!(found["counterfactuals"][0]["what"]["change"].is_string());
}

#[test]
fn what_is_prepared_may_cross_threads() {
    fn crosses<T: Send + Sync>() {}
    crosses::<PreparedProfile>();
    crosses::<PreparedPost>();
    crosses::<Occupations>();
    crosses::<matching::TextIndex>();
    crosses::<Match>();
}
