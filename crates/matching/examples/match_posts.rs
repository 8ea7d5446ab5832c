//! The whole way: read a profile and posts, search, rank, and print why. `cargo run -p matching --example match_posts`.
#![expect(clippy::print_stdout, reason = "an example shows its result")]

use jiff::civil::date;
use matching::{
    Evidence, Filter, Occupations, Page, Post, PreparedPost, PreparedProfile, TextIndex, Weights, rank,
};
use std::collections::HashMap;

const PROFILE: &str = r#"{
    "occupations": [{"kind": "wanted", "title": "算法工程师"}], "skills": ["Rust", "Python"], "degree": "master",
    "languages": [{"language": "en", "level": "B1"}], "years_of_experience": 3, "places_wanted": ["220100"],
    "pay_wanted": {"minor": 25000000, "currency": "CNY"}
}"#;

const POSTS: &str = r#"[
    {"id": "1", "title": "汽车算法工程师（虚构）", "text": "长春，感知算法", "place": "220104",
     "hard": {"min_degree": "bachelor", "work_permit": true}, "wished_skills": ["Rust", "CUDA"],
     "wished_languages": [{"language": "en", "level": "B2"}],
     "pay": {"min": {"minor": 20000000, "currency": "CNY"}, "max": {"minor": 30000000, "currency": "CNY"}}},
    {"id": "2", "title": "Software developer (invented)", "text": "Embedded software", "place": "220200"},
    {"id": "3", "title": "护士（虚构）", "text": "儿科", "hard": {"licences": ["护士执业证"]}, "place": "220100"}
]"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let table = Occupations::bundled();
    let profile = PreparedProfile::new(serde_json::from_str(PROFILE)?, table)?;
    let posts: Vec<Post> = serde_json::from_str(POSTS)?;
    let mut index = TextIndex::in_memory()?;
    for post in &posts {
        index.put(post, "")?;
    }
    index.commit()?;
    let found = index.search("汽车 算法", &Filter::default(), Page::default())?;
    let likeness: HashMap<String, i64> = found.hits.into_iter().map(|hit| (hit.id, hit.per_mille)).collect();
    let posts: Vec<PreparedPost> =
        posts.into_iter().map(|post| PreparedPost::new(post, table)).collect::<Result<_, _>>()?;
    let evidence =
        |id: &str| Evidence { text: likeness.get(id).copied(), ..Evidence::on(date(2026, 11, 22)) };
    for found in rank(&profile, &posts, &Weights::default(), evidence, 10) {
        println!(
            "post {}: {}.{:03} points, conditions {:?}",
            found.post,
            found.total / 1000,
            found.total % 1000,
            found.outcome
        );
        for part in &found.parts {
            println!(
                "  {:<11}{:>6} of {:>6}  {:?} {:?}",
                part.name.code(),
                part.points,
                part.max,
                part.speaking_for,
                part.lacking
            );
        }
        for change in found.counterfactuals.iter().take(3) {
            println!("  +{} if {:?}", change.points_gained, change.what);
        }
    }
    Ok(())
}
