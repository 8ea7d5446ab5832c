//! What holds for any person and any post: exact sums, bounds, monotony, and counterfactuals that come true.
#![expect(clippy::unwrap_used, reason = "the helpers of tests fail as tests do")]

use jiff::civil::{Date, date};
use matching::{
    Answer, Cefr, Degree, Evidence, HardConditions, LanguageNeed, LanguageSkill, ListField, Match,
    Occupation, OccupationKind, Occupations, PayRange, Post, PreparedPost, PreparedPosts, PreparedProfile,
    Profile, TOTAL_POINTS, Weights, normalise, rank, score,
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use vocabulary::{Currency, Money};

const ON: Date = date(2026, 11, 22);
const SKILLS: [&str; 5] = ["Rust", "焊接", "Python", "机器学习", "英语教学"];
const TITLES: [&str; 5] = ["算法工程师", "焊工", "nurse", "汽车销售顾问", "software developer"];
const PLACES: [&str; 5] = ["220100", "220104", "220000", "110000", "CA-NS"];

fn money() -> impl Strategy<Value = Money> {
    (0..60_i64, select(vec![Currency::CNY, Currency::CNY, Currency::EUR]))
        .prop_map(|(n, c)| Money::new(n * 1_000_000, c))
}

fn names(most: usize) -> impl Strategy<Value = Vec<String>> {
    vec(select(SKILLS.to_vec()).prop_map(str::to_owned), 0..most)
}

fn needs() -> impl Strategy<Value = Vec<LanguageNeed>> {
    let need = |language: &'static str| {
        option::of(select(Cefr::ALL.to_vec())).prop_map(move |level| {
            level.map(|level| LanguageNeed { language: language.parse().unwrap(), level })
        })
    };
    (need("en"), need("de")).prop_map(|(one, other)| one.into_iter().chain(other).collect())
}

fn occupation() -> impl Strategy<Value = Occupation> {
    let kind = select(vec![OccupationKind::Wanted, OccupationKind::Held]);
    let csco = option::of(select(vec!["2-02-10-03", "6-18-02-04", "2-02"]));
    (kind, select(TITLES.to_vec()), csco).prop_map(|(kind, title, csco)| Occupation {
        kind,
        title: Some(title.to_owned()),
        csco: csco.map(|code| code.parse().unwrap()),
        isco: None,
    })
}

fn profile() -> impl Strategy<Value = Profile> {
    let spoken = vec(
        (select(vec!["en", "de", "zh"]), option::of(select(Cefr::ALL.to_vec())))
            .prop_map(|(tag, level)| LanguageSkill { language: tag.parse().unwrap(), level }),
        0..3,
    );
    let place = || select(PLACES.to_vec()).prop_map(|code| code.parse().unwrap());
    let one = (
        option::of(vec(occupation(), 0..3)),
        option::of(names(4)),
        option::of(select(Degree::ALL.to_vec())),
        option::of(spoken),
        option::of(0..12_u16),
        option::of(vec(place(), 0..3)),
    );
    let other = (
        option::of(place()),
        option::of(money()),
        option::of(any::<bool>()),
        option::of(names(3)),
        option::of((1..28_i8).prop_map(|day| date(2027, 1, day))),
        option::of(select(vec![ListField::Skills, ListField::Languages, ListField::Licences])),
    );
    (one, other).prop_map(|(one, other)| Profile {
        id: "person".to_owned(),
        occupations: one.0,
        skills: one.1,
        degree: one.2,
        languages: one.3,
        years_of_experience: one.4,
        places_wanted: one.5,
        current_place: other.0,
        pay_wanted: other.1,
        work_permit: other.2,
        licences: other.3,
        available_from: other.4,
        incomplete: other.5.into_iter().collect(),
    })
}

fn post() -> impl Strategy<Value = Post> {
    let hard = (
        option::of(select(Degree::ALL.to_vec())),
        names(2),
        needs(),
        option::of(0..5_u16),
        vec(select(PLACES.to_vec()).prop_map(|code| code.parse().unwrap()), 0..2),
        any::<bool>(),
    );
    let wishes = (
        select(TITLES.to_vec()),
        names(5),
        needs(),
        option::of(5..9_u16),
        option::of((option::of(0..30_i64), option::of(30..60_i64))),
        option::of(select(PLACES.to_vec())),
        option::of((1..28_i8).prop_map(|day| date(2027, 1, day))),
    );
    (hard, wishes).prop_map(|(hard, wishes)| Post {
        id: "post".to_owned(),
        title: wishes.0.to_owned(),
        hard: HardConditions {
            min_degree: hard.0,
            licences: hard.1,
            languages: hard.2,
            min_years: hard.3,
            places: hard.4,
            work_permit: hard.5,
        },
        wished_skills: wishes.1,
        wished_languages: wishes.2,
        wished_years: wishes.3,
        pay: wishes.4.map(|(min, max)| {
            let yuan = |n: i64| Money::new(n * 1_000_000, Currency::CNY);
            PayRange { min: min.map(yuan), max: max.map(yuan) }
        }),
        place: wishes.5.map(|code| code.parse().unwrap()),
        starts: wishes.6,
        ..Post::default()
    })
}

fn found(profile: &Profile, post: &Post) -> Match {
    let table = Occupations::bundled();
    let profile = PreparedProfile::new(profile.clone(), table).unwrap();
    let post = PreparedPost::new(post.clone(), table).unwrap();
    score(&profile, &post, &Weights::default(), &Evidence::on(ON))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_total_is_the_exact_sum_of_parts_within_their_bounds(profile in profile(), post in post()) {
        let found = found(&profile, &post);
        prop_assert_eq!(found.total, found.parts.iter().map(|part| part.points).sum::<i64>());
        prop_assert!((0..=TOTAL_POINTS).contains(&found.total));
        prop_assert!(found.parts.iter().all(|part| (0..=part.max).contains(&part.points)));
        prop_assert!(found.parts.iter().all(|part| part.points == part.max || !part.lacking.is_empty() || !part.speaking_for.is_empty()));
        let hard = found.hard.iter().fold(Answer::Yes, |all, condition| all.and(condition.result));
        prop_assert_eq!(found.outcome, hard);
    }

    #[test]
    fn a_wished_skill_more_never_lowers(profile in profile(), post in post(), skill in select(SKILLS.to_vec())) {
        let mut more = profile.clone();
        more.skills.get_or_insert_default().push(skill.to_owned());
        prop_assert!(found(&more, &post).total >= found(&profile, &post).total);
    }

    #[test]
    fn more_experience_never_lowers(profile in profile(), post in post(), years in 0..20_u16) {
        let mut more = profile.clone();
        more.years_of_experience = Some(profile.years_of_experience.unwrap_or(0) + years);
        prop_assert!(found(&more, &post).total >= found(&profile, &post).total);
        prop_assert!(found(&more, &post).outcome >= found(&profile, &post).outcome || profile.years_of_experience.is_none());
    }

    #[test]
    fn lower_pay_wanted_never_lowers(profile in profile(), post in post(), less in 0..60_000_000_i64) {
        let mut modest = profile.clone();
        modest.pay_wanted = profile.pay_wanted.map(|pay| Money::new((pay.minor - less).max(0), pay.currency));
        prop_assert!(found(&modest, &post).total >= found(&profile, &post).total);
    }

    #[test]
    fn a_better_level_of_a_language_never_lowers(profile in profile(), post in post(), level in select(Cefr::ALL.to_vec())) {
        let mut better = profile.clone();
        let skill = LanguageSkill { language: "en".parse().unwrap(), level: Some(level) };
        better.languages.get_or_insert_default().push(skill);
        prop_assert!(found(&better, &post).total >= found(&profile, &post).total);
    }

    #[test]
    fn every_counterfactual_comes_true(profile in profile(), post in post()) {
        let before = found(&profile, &post);
        for change in &before.counterfactuals {
            let after = found(&change.what.apply(&profile), &post);
            prop_assert_eq!(after.total - before.total, change.points_gained, "{:?}", &change.what);
            prop_assert_eq!(after.outcome, change.outcome, "{:?}", &change.what);
            prop_assert!(change.points_gained >= 0 || change.outcome > before.outcome, "{:?}", &change.what);
        }
    }

    #[test]
    fn a_ranking_is_the_scores_in_order(profile in profile(), mut posts in vec(post(), 0..8), n in 0..9_usize) {
        let table = Occupations::bundled();
        for (place, post) in posts.iter_mut().enumerate() {
            post.id = format!("post-{}", 9 - place);
        }
        let profile = PreparedProfile::new(profile, table).unwrap();
        let posts: Vec<PreparedPost> = posts.into_iter().map(|post| PreparedPost::new(post, table).unwrap()).collect();
        let ranked = rank(&profile, &posts, &Weights::default(), |_| Evidence::on(ON), n);
        let mut expected: Vec<Match> =
            posts.iter().map(|post| score(&profile, post, &Weights::default(), &Evidence::on(ON))).collect();
        expected.retain(|found| found.outcome != Answer::No);
        expected.sort_by(|a, b| (-a.total, b.outcome, &a.post).cmp(&(-b.total, a.outcome, &b.post)));
        expected.truncate(n);
        prop_assert_eq!(ranked, expected);
    }

    #[test]
    fn posts_kept_by_what_they_have_in_common_rank_as_one_by_one(
        profile in profile(), mut posts in vec(post(), 0..40), removed in 0..10_usize, n in 0..12_usize,
    ) {
        let table = Occupations::bundled();
        for (place, post) in posts.iter_mut().enumerate() {
            post.id = format!("post-{}", (place * 7) % 41);
            // Some posts have occupation and place in common.
            if place % 3 == 0 {
                post.title = "焊工".to_owned();
                post.place = "220104".parse().ok();
            }
        }
        let profile = PreparedProfile::new(profile, table).unwrap();
        let posts: Vec<PreparedPost> = posts.into_iter().map(|post| PreparedPost::new(post, table).unwrap()).collect();
        let mut kept = PreparedPosts::default();
        for post in &posts {
            kept.put(post.clone());
        }
        let (gone, left) = posts.split_at(removed.min(posts.len()));
        gone.iter().for_each(|post| kept.remove(post));
        gone.iter().for_each(|post| kept.remove(post));
        let weights = Weights::default();
        let one_by_one = rank(&profile, left, &weights, |_| Evidence::on(ON), n);
        prop_assert_eq!(kept.rank(&profile, &weights, ON, n), one_by_one);
    }

    #[test]
    fn profiles_and_posts_read_back_what_they_write(profile in profile(), post in post()) {
        prop_assert_eq!(&serde_json::from_str::<Profile>(&serde_json::to_string(&profile).unwrap()).unwrap(), &profile);
        prop_assert_eq!(&serde_json::from_str::<Post>(&serde_json::to_string(&post).unwrap()).unwrap(), &post);
    }

    #[test]
    fn any_title_is_normalised_and_coded(title in "\\PC{0,60}|[0-9a-z万元k（）()-]{0,40}") {
        let normal = normalise(&title);
        prop_assert!(normal.chars().count() <= 400);
        let coded = Occupations::bundled().code_of_title(&title);
        prop_assert!(coded.iter().all(|coded| (1..=1000).contains(&coded.confidence)));
    }
}
