//! The JSON that README.md shows is JSON that is read.

use matching::{Post, Profile};

#[test]
fn the_profile_and_the_post_of_the_readme_are_read_and_pass() {
    let readme = include_str!("../README.md");
    let blocks: Vec<&str> =
        readme.split("```json").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    let [profile, post] = blocks[..] else { panic!("a profile and a post") };
    let profile: Profile = serde_json::from_str(profile).unwrap();
    let post: Post = serde_json::from_str(post).unwrap();
    assert_eq!((profile.check(), post.check()), (Ok(()), Ok(())));
    assert!(profile.occupations.is_some() && profile.available_from.is_some() && post.starts.is_some());
}
