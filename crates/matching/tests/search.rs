//! Full-text search over posts in both languages: words, filters, pages, changes, and queries that are no queries.
#![expect(clippy::unwrap_used, reason = "the helpers of tests fail as tests do")]

use jiff::civil::date;
use matching::{Filter, Found, Page, Post, TextIndex, Words};
use tantivy::directory::{MmapDirectory, RamDirectory};
use vocabulary::{Currency, Money};

const POSTS: &str = r#"[
    {"id": "a", "title": "汽车算法工程师", "text": "长春市一汽园区，感知算法。", "csco": ["2-02-10-03"], "isco": ["2512"],
     "place": "220104", "pay": {"max": {"minor": 30000000, "currency": "CNY"}}, "opens": "2026-11-01", "closes": "2026-12-01"},
    {"id": "b", "title": "汽车销售顾问", "text": "四平市，负责汽车销售。", "csco": ["4-01-02-01"], "place": "220300",
     "pay": {"min": {"minor": 8000000, "currency": "CNY"}}, "opens": "2026-11-10"},
    {"id": "c", "title": "Software Engineer", "text": "Developing embedded software for cars in Changchun.", "isco": ["2512"],
     "place": "220100", "wished_skills": ["Rust"], "opens": "2026-11-05"},
    {"id": "d", "title": "护士", "text": "儿科护士。", "csco": ["2-05-08-02"], "place": "CA-NS",
     "pay": {"max": {"minor": 30000000, "currency": "CAD"}}}
]"#;

fn posts() -> Vec<Post> {
    serde_json::from_str(POSTS).unwrap()
}

fn index() -> TextIndex {
    filled(TextIndex::in_memory().unwrap())
}

fn filled(mut index: TextIndex) -> TextIndex {
    for post in posts() {
        index.put(&post, if post.id == "b" { "虚构汽车贸易公司" } else { "" }).unwrap();
    }
    index.commit().unwrap();
    index
}

fn find(index: &TextIndex, query: &str, filter: &Filter) -> Found {
    index.search(query, filter, Page::default()).unwrap()
}

fn ids(index: &TextIndex, query: &str) -> Vec<String> {
    find(index, query, &Filter::default()).hits.into_iter().map(|hit| hit.id).collect()
}

fn passing(index: &TextIndex, filter: &Filter) -> Vec<String> {
    find(index, "", filter).hits.into_iter().map(|hit| hit.id).collect()
}

#[test]
fn chinese_words_of_two_characters_find_what_holds_them() {
    let index = index();
    assert_eq!(ids(&index, "长春"), ["a"]);
    assert_eq!(ids(&index, "算法"), ["a"]);
    assert_eq!(ids(&index, "护士"), ["d"]);
    assert_eq!(ids(&index, "汽车"), ["b", "a"], "in title and text before in title alone");
    assert_eq!(ids(&index, "长春 汽车 算法 工程师"), ["a"]);
    assert_eq!(ids(&index, "虚构"), ["b"], "words that came beside the post");
}

#[test]
fn english_words_are_found_by_their_stems_in_any_case() {
    let index = index();
    for query in ["software", "SOFTWARE engineers", "develop", "ｒｕｓｔ", "car"] {
        assert_eq!(ids(&index, query), ["c"], "{query}");
    }
}

#[test]
fn a_compound_does_not_match_by_one_of_its_parts() {
    assert_eq!(ids(&index(), "汽车销售顾问"), ["b"]);
}

#[test]
fn if_no_post_has_all_words_those_with_some_are_given_and_said_so() {
    let index = index();
    let found = find(&index, "汽车 护士", &Filter::default());
    assert_eq!((found.words, found.total), (Words::Any, 3));
    assert_eq!(find(&index, "汽车 算法", &Filter::default()).words, Words::All);
    let found = find(&index, "不存在的词汇", &Filter::default());
    assert_eq!((found.total, found.hits.len()), (0, 0));
}

#[test]
fn relevance_is_told_beside_the_best_hit_on_every_page() {
    let index = index();
    let first = find(&index, "汽车", &Filter::default());
    assert_eq!(first.hits[0].per_mille, 1000);
    assert!((1..1000).contains(&first.hits[1].per_mille), "{first:?}");
    let second = index.search("汽车", &Filter::default(), Page { offset: 1, limit: 1 }).unwrap();
    assert_eq!((second.total, &second.hits[..]), (2, &first.hits[1..]));
}

#[test]
fn filters_take_places_pay_occupations_and_days() {
    let index = index();
    let place = |code: &str| Filter { place: Some(code.parse().unwrap()), ..Filter::default() };
    assert_eq!(passing(&index, &place("220000")), ["b", "c", "a"], "the newest first");
    assert_eq!(passing(&index, &place("220100")), ["c", "a"]);
    assert_eq!(passing(&index, &place("220104")), ["a"]);
    assert_eq!(passing(&index, &place("CA")), ["d"]);
    let pay = |minor, currency| Filter { min_pay: Some(Money::new(minor, currency)), ..Filter::default() };
    assert_eq!(passing(&index, &pay(30_000_000, Currency::CNY)), ["a"]);
    assert_eq!(passing(&index, &pay(8_000_000, Currency::CNY)), ["b", "a"]);
    assert_eq!(passing(&index, &pay(1, Currency::CAD)), ["d"]);
    let csco = |code: &str| Filter { csco: Some(code.parse().unwrap()), ..Filter::default() };
    assert_eq!(passing(&index, &csco("2")), ["a", "d"]);
    assert_eq!(passing(&index, &csco("2-02-10")), ["a"]);
    let isco = Filter { isco: Some("25".parse().unwrap()), ..Filter::default() };
    assert_eq!(passing(&index, &isco), ["c", "a"]);
    let open = |on| Filter { open_on: Some(on), ..Filter::default() };
    assert_eq!(passing(&index, &open(date(2026, 12, 2))), ["b", "c", "d"]);
    assert_eq!(passing(&index, &open(date(2026, 11, 1))), ["a", "d"]);
    assert_eq!(find(&index, "汽车", &place("220300")).hits[0].id, "b");
    assert_eq!(find(&index, "汽车", &place("110000")).total, 0);
}

#[test]
fn a_post_is_replaced_and_removed_by_its_id() {
    let mut index = index();
    let mut post = posts().remove(0);
    post.title = "焊工".to_owned();
    post.text = String::new();
    index.put(&post, "").unwrap();
    assert_eq!(ids(&index, "算法"), ["a"], "not before the commit");
    index.commit().unwrap();
    assert_eq!(index.count(), 4);
    assert!(ids(&index, "算法").is_empty());
    assert_eq!(ids(&index, "焊工"), ["a"]);
    index.remove("a");
    index.remove("nobody");
    index.commit().unwrap();
    assert_eq!(index.count(), 3);
    index.clear().unwrap();
    assert_eq!((index.count(), passing(&index, &Filter::default()).len()), (0, 0));
    assert!(ids(&index, "汽车").is_empty());
}

#[test]
fn a_query_that_is_no_query_is_answered_plainly() {
    let index = index();
    let refused = |query: &str| index.search(query, &Filter::default(), Page::default()).unwrap_err().code;
    let found = find(&index, " \u{200b}\n", &Filter::default());
    assert_eq!((found.words, found.total), (Words::NoneGiven, 4), "empty: all, the newest first");
    assert_eq!(refused(&"车".repeat(350_000)), "matching.query_too_long");
    assert_eq!(refused(&"a".repeat(201)), "matching.query_too_long");
    assert_eq!(refused("+-&&||!(){}[]^\"~*?:\\/"), "matching.query_without_words");
    let operators = "title:\"汽车\" AND NOT (销售^9 OR *:*) -算法 [a TO z]";
    assert!(find(&index, operators, &Filter::default()).total > 0, "operators are punctuation");
    assert_eq!(ids(&index, "\"汽车销售\"~2"), ids(&index, "汽车销售 2"));
}

#[test]
fn a_page_out_of_reach_is_refused() {
    let index = index();
    for (offset, limit) in [(0, 0), (0, 101), (9_990, 20), (usize::MAX, 1)] {
        let refused = index.search("汽车", &Filter::default(), Page { offset, limit }).unwrap_err();
        assert_eq!(refused.code, "matching.page_out_of_reach");
    }
    assert!(index.search("", &Filter::default(), Page { offset: 50, limit: 10 }).unwrap().hits.is_empty());
}

#[test]
fn the_first_hits_in_one_go_are_those_of_the_pages() {
    let search = index().searching();
    for query in ["汽车", "汽车 护士", "software", ""] {
        let all = search.first(query, &Filter::default(), 1_000).unwrap();
        assert_eq!(all, search.search(query, &Filter::default(), Page::default()).unwrap(), "{query}");
        let one = search.first(query, &Filter::default(), 0).unwrap();
        assert_eq!((one.total, &one.hits[..]), (all.total, &all.hits[..1]), "at least one");
    }
    assert_eq!(
        search.first(&"a".repeat(201), &Filter::default(), 1).unwrap_err().code,
        "matching.query_too_long"
    );
}

#[test]
fn a_reading_end_follows_the_commits_and_survives_the_index() {
    let mut index = index();
    let search = index.searching();
    let count = |query: &str| search.first(query, &Filter::default(), 10).unwrap().total;
    index.remove("d");
    index.put(&Post { id: "e".to_owned(), title: "焊工".to_owned(), ..Post::default() }, "").unwrap();
    assert_eq!((count("焊工"), count("护士")), (0, 1), "not before the commit");
    index.commit().unwrap();
    assert_eq!((count("焊工"), count("护士"), search.count()), (1, 0, 4));
    drop(index);
    assert_eq!(count("焊工"), 1);
}

#[test]
fn an_index_can_be_changed_by_one_after_another_but_not_by_two_at_once() {
    let directory = RamDirectory::create();
    let mut one = filled(TextIndex::open(directory.clone()).unwrap());
    let mut other = TextIndex::open(directory).unwrap();
    let post = Post { id: "e".to_owned(), title: "焊工".to_owned(), ..Post::default() };
    other.put(&post, "").unwrap();
    assert_eq!(one.put(&post, "").unwrap_err().code, "matching.index_unusable");
    other.commit().unwrap();
    one.put(&post, "").unwrap();
    one.commit().unwrap();
    assert_eq!(one.count(), 5, "replaced, not added a second time");
}

#[test]
fn an_empty_index_finds_nothing() {
    let index = TextIndex::in_memory().unwrap();
    assert_eq!((ids(&index, "汽车").len(), index.count()), (0, 0));
}

#[test]
fn equal_hits_come_by_id() {
    let mut index = TextIndex::in_memory().unwrap();
    for id in ["q", "m", "z", "a"] {
        index.put(&Post { id: id.to_owned(), title: "焊工".to_owned(), ..Post::default() }, "").unwrap();
        index.commit().unwrap();
    }
    assert_eq!(ids(&index, "焊工"), ["a", "m", "q", "z"]);
    assert_eq!(passing(&index, &Filter::default()), ["a", "m", "q", "z"]);
}

#[test]
fn a_post_that_contradicts_itself_is_not_indexed() {
    let mut index = index();
    let mut post = posts().remove(0);
    post.closes = Some(date(2020, 1, 1));
    assert_eq!(index.put(&post, "").unwrap_err().code, "matching.closes_before_opens");
    index.commit().unwrap();
    assert_eq!(index.count(), 4);
}

#[test]
fn an_index_in_a_directory_is_there_again_when_opened_anew() {
    let directory = RamDirectory::create();
    drop(filled(TextIndex::open(directory.clone()).unwrap()));
    let again = TextIndex::open(directory).unwrap();
    assert_eq!((again.count(), ids(&again, "长春")), (4, vec!["a".to_owned()]));
    let folder = tempfile::tempdir().unwrap();
    drop(filled(TextIndex::open(MmapDirectory::open(folder.path()).unwrap()).unwrap()));
    let again = TextIndex::open(MmapDirectory::open(folder.path()).unwrap()).unwrap();
    assert_eq!(ids(&again, "software"), ["c"]);
}

#[test]
fn a_corrupt_index_is_refused_so_that_it_can_be_rebuilt() {
    let folder = tempfile::tempdir().unwrap();
    drop(filled(TextIndex::open(MmapDirectory::open(folder.path()).unwrap()).unwrap()));
    std::fs::write(folder.path().join("meta.json"), "{").unwrap();
    let refused = TextIndex::open(MmapDirectory::open(folder.path()).unwrap()).unwrap_err();
    assert_eq!(refused.code, "matching.index_unusable");
}
