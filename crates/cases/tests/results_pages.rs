//! The home page and the results as somebody without scripts walks them, in both languages.

#![allow(missing_docs, reason = "a test crate has no readers of its documentation")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use serde_json::json;
use support::{app, employer, lin_he, person, post, walk::Walk};
use testkit::harness::TestDatabase;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_home_page_counts_what_there_is_and_says_how() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(database.url()).await;
    let (_, firm) = employer(&app, "沃野农机（虚构）").await;
    for number in 1..=4 {
        post(&app, &firm, &format!("农机工程师 {number}（虚构）"), "bachelor").await;
    }
    for (lang, words, definition) in [
        ("zh", ["回来，或留下，", "开始查询", "沃野农机（虚构）"], "截止日期还没有过"),
        (
            "en",
            ["Come back, or stay:", "Start now", "Farm machinery engineer (invented)"],
            "last day for applying",
        ),
    ] {
        let mut it = Walk::of_a_visitor(&app, lang);
        it.open("/").await;
        it.shows(&words);
        it.shows(&[">4</dd>", "href=\"/check\"", "href=\"/status\"", "/figures#posts"]);
        it.keep("home");
        it.open("/figures").await;
        it.shows(&[definition, "id=\"measures\""]);
        it.keep("figures");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_results_say_what_why_and_what_is_missing() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(database.url()).await;
    let (_, firm) = employer(&app, "沃野农机（虚构）").await;
    post(&app, &firm, "农机工程师（虚构）", "bachelor").await;
    let lin = person(&app, "林禾（虚构）", lin_he()).await;
    for (lang, words) in [
        ("zh", ["林禾（虚构）", "150,000 元", "可享受（", "适合您的岗位", "不符合条件（"]),
        ("en", ["2023", "CNY 150,000", "Entitled (", "Posts that fit you", "Not entitled ("]),
    ] {
        let mut it = Walk::of(&app, &lin, lang).await;
        it.open("/results?on=2023-10-01").await;
        assert_eq!(it.status, 200);
        it.shows(&words);
        it.shows(&[
            "/apply/measure/jilin/settling_in?version=v3",
            "wotu-score__bar",
            "href=\"/policies/jilin/v3/settling_in\"",
        ]);
        it.keep("results");
        it.open("/results").await;
        it.keep("results-today");
        it.open("/results?pack=regressar").await;
        it.keep("results-regressar");
        it.open("/results?on=1950-01-01").await;
        assert_eq!(it.status, 422);
        it.shows(&["govuk-error-summary", "value=\"1950-01-01\""]);
        it.open("/results?pack=nowhere").await;
        assert_eq!(it.status, 404);

        let mut nobody = Walk::of_a_visitor(&app, lang);
        nobody.open("/results").await;
        nobody.shows(&["href=\"/check\""]);
        assert!(!nobody.html.contains("wotu-sum"), "nothing is summed for nobody");
        nobody.keep("results-nothing");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_few_answers_the_nearest_measures_stand_open_and_the_rest_is_folded() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(database.url()).await;
    let (_, firm) = employer(&app, "沃野农机（虚构）").await;
    post(&app, &firm, "农机工程师（虚构）", "bachelor").await;
    let told = json!({"degree": "master", "work_place": "220100", "birth_date": "1994-05-17"});
    let new = person(&app, "初来（虚构）", told).await;
    for (lang, folded, quiet) in [
        ("zh", "项也差一点信息", "如符合条件："),
        ("en", "further measures need more facts", "If it applies: "),
    ] {
        let mut it = Walk::of(&app, &new, lang).await;
        it.open("/results").await;
        it.keep("results-few");
        it.shows(&[folded, quiet, "href=\"#posts\"", "id=\"posts\""]);
        // Entitled, to be agreed, undecided; then the posts; what the rules say no to comes last.
        let marks = ["group-yes", "group-refer", "group-unknown", "posts", "group-refused", "other"];
        let places: Vec<usize> =
            marks.iter().filter_map(|mark| it.html.find(&format!("id=\"{mark}\""))).collect();
        assert!(places.is_sorted() && places.len() >= 4, "{places:?}");
        let (open, rest) = it
            .between("id=\"group-unknown\"", "id=\"posts\"")
            .split_once("<details class=\"govuk-details\" id=\"more-unknown\">")
            .unwrap();
        let (near, far) = (open.matches("<li id=").count(), rest.matches("<li id=").count());
        assert_eq!(near, 6);
        assert!(far > 6 && rest.contains(&format!("{far} ")), "the words say how many are folded: {far}");
        assert!(
            it.html.contains(&format!("({})", near + far))
                || it.html.contains(&format!("（{} 项）", near + far))
        );
        assert!(
            !open.contains("wotu-measure__amount") && !rest.contains("wotu-measure__amount"),
            "only sure sums are bold"
        );
        assert!(it.html.contains("</a> <svg"), "the arrow stands behind the link, not in it");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_applied_for_now_has_no_button() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(database.url()).await;
    let lin = person(&app, "林禾（虚构）", lin_he()).await;
    for (lang, late, applied) in [
        ("zh", "截止日期是2023年11月30日", "已申请，受理编号 JL-"),
        ("en", "The last day was 30 November 2023", "Applied: JL-"),
    ] {
        let mut it = Walk::of(&app, &lin, lang).await;
        it.open("/results?on=2023-10-01").await;
        let row = it.between("id=\"v3-settling_in\"", "</div></li>");
        assert!(row.contains(late) && row.contains("150,000"), "{row}");
        assert!(!row.contains("govuk-button"), "the last day has passed: {row}");
        it.open("/results?on=2027-01-01").await;
        assert_eq!(it.status, 200);
        assert!(!it.html.contains("/apply/measure/"), "nobody applies for a day that has not come");
        if lang == "zh" {
            it.open("/results").await;
            it.shows(&["href=\"/apply/measure/jilin/residence?version=v3\""]);
            it.open("/apply/measure/jilin/residence").await;
            it.send("/apply/measure/jilin/residence", &[]).await;
        }
        it.open("/results").await;
        assert!(!it.html.contains("href=\"/apply/measure/jilin/residence?"), "nobody applies twice");
        it.shows(&[applied]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_goes_on_from_an_earlier_version_is_offered_with_its_doubt() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(database.url()).await;
    let lin = person(&app, "林禾（虚构）", json!({"work_place": "220102"})).await;
    for (lang, doubt) in [
        ("zh", "未能读到本版本自 2022-09-29 起是否仍然适用。您仍可以申请，是否适用由窗口答复。"),
        ("en", "from 2022-09-29 on could not be read. You can apply all the same"),
    ] {
        let mut it = Walk::of(&app, &lin, lang).await;
        it.open("/results").await;
        it.shows(&["href=\"/apply/measure/jilin/rent?version=v2\""]);
        it.open("/apply/measure/jilin/rent?version=v2").await;
        assert_eq!(it.status, 200);
        it.shows(&[doubt]);
        it.keep("apply-goes-on");
        assert!(!it.html.contains("wotu-measure__amount"), "a sum that is not decided is not bold");
    }
    let mut it = Walk::of(&app, &lin, "zh").await;
    it.open("/apply/measure/jilin/rent?version=v2").await;
    it.send("/apply/measure/jilin/rent?version=v2", &[]).await;
    assert_eq!(it.status, 303);
}
