//! How long preparing, ranking, a score with its counterfactuals and coding a title take: for `cargo xtask bench`, and by
//! `cargo run --release -p matching --example timing`. Figures are of one machine; compare them within one run only.
#![expect(clippy::print_stdout, reason = "an example shows its result")]

use jiff::civil::date;
use matching::{
    Evidence, HardConditions, Occupations, Post, PreparedPost, PreparedPosts, PreparedProfile, Profile,
    Weights, rank, score,
};
use std::{hint::black_box, time::Instant};

const TITLES: [&str; 6] =
    ["算法工程师", "焊工", "汽车销售顾问", "software developer", "护士", "机械设计工程师"];
const SKILLS: [&str; 6] = ["Rust", "焊接", "Python", "机器学习", "CAD", "CUDA"];

fn posts() -> Vec<Post> {
    let post = |n: usize| {
        let skill = |k: usize| SKILLS.get((n + k) % SKILLS.len()).map(|name| (*name).to_owned());
        Post {
            id: format!("post-{n:05}"),
            title: TITLES.get(n % TITLES.len()).map(|title| (*title).to_owned()).unwrap_or_default(),
            wished_skills: (0..4).filter_map(skill).collect(),
            wished_years: u16::try_from(n % 7).ok(),
            place: "220104".parse().ok(),
            hard: HardConditions {
                min_degree: Some(matching::Degree::Bachelor),
                ..HardConditions::default()
            },
            ..Post::default()
        }
    };
    (0..1500).map(post).collect()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let start = Instant::now();
    let table = Occupations::bundled();
    println!("table of occupations read       {:>12.3?}", start.elapsed());
    let profile: Profile = serde_json::from_str(
        r#"{"occupations": [{"kind": "wanted", "title": "算法工程师"}, {"kind": "held", "title": "软件开发"}],
            "skills": ["Rust", "Python"], "degree": "master", "years_of_experience": 3, "places_wanted": ["220100"]}"#,
    )?;
    let profile = PreparedProfile::new(profile, table)?;
    let evidence = |_: &str| Evidence::on(date(2026, 11, 22));
    let weights = Weights::default();
    let start = Instant::now();
    let posts: Vec<PreparedPost> =
        posts().into_iter().map(|post| PreparedPost::new(post, table)).collect::<Result<_, _>>()?;
    let count = u32::try_from(posts.len())?;
    println!("one post prepared               {:>12.3?}", start.elapsed() / count);
    let start = Instant::now();
    posts.iter().for_each(|post| drop(black_box(score(&profile, post, &weights, &evidence("")))));
    println!("one score with counterfactuals  {:>12.3?}", start.elapsed() / count);
    let start = Instant::now();
    drop(black_box(rank(&profile, &posts, &weights, evidence, 20)));
    println!("one post ranked, best 20 shown  {:>12.3?}", start.elapsed() / count);
    let mut kept = PreparedPosts::default();
    posts.into_iter().for_each(|post| drop(kept.put(post)));
    let start = Instant::now();
    drop(black_box(kept.rank(&profile, &weights, date(2026, 11, 22), 20)));
    println!("the same kept together, a post  {:>12.3?}", start.elapsed() / count);
    let start = Instant::now();
    TITLES.iter().for_each(|title| drop(black_box(table.code_of_title(title))));
    println!("one title coded                 {:>12.3?}", start.elapsed() / 6);
    Ok(())
}
