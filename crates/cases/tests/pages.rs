//! Applying, following and the desks as somebody without scripts walks them, in both languages.

#![allow(missing_docs, reason = "a test crate has no readers of its documentation")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use cases::acts::ApplyForMeasure;
use platform::acts::run;
use serde_json::json;
use support::{
    app, employer, lin_he, never_rated, officer, person, post, residence, settling_in,
    walk::{Walk, words_of},
};
use testkit::harness::TestDatabase;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_applies_follows_and_withdraws() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(database.url()).await;
    for (lang, received, accepted) in
        [("zh", "申请已收到", "容缺受理"), ("en", "Application received", "Accepted, papers missing")]
    {
        let lin = person(&app, "林禾（虚构）", lin_he()).await;
        let mut it = Walk::of(&app, &lin, lang).await;
        let path = "/apply/measure/jilin/settling_in?on=2023-10-01";
        it.open(path).await;
        it.shows(&[
            "150,000",
            "name=\"despite\"",
            "/check/talent_class_3?back=/apply/measure/jilin/settling_in%3Fon%3D2023-10-01",
        ]);
        it.keep("apply");
        it.send(path, &[]).await;
        assert_eq!(it.status, 422);
        it.shows(&["govuk-error-summary", "href=\"#despite\""]);
        it.send(path, &[("despite", "1")]).await;
        assert_eq!(it.status, 303);
        let page = it.location.clone();
        let reference = page.split('/').next_back().unwrap().split('?').next().unwrap().to_owned();
        it.open(&page).await;
        it.shows(&[received, &reference, "govuk-panel--confirmation"]);
        it.has_no_gaps();
        it.keep("application-new");
        it.open(path).await;
        it.shows(&[&format!("/applications/{reference}")]);
        assert!(!it.html.contains("name=\"despite\""), "nobody applies twice");
        it.open("/my/applications").await;
        it.shows(&[&reference]);
        it.keep("mine");

        let desk = officer(&app).await;
        let mut desk = Walk::of(&app, &desk, lang).await;
        desk.open("/officer/applications?state=received").await;
        desk.shows(&[&reference, "林禾（虚构）"]);
        desk.keep("worklist");
        desk.open(&format!("/applications/{reference}")).await;
        assert_eq!(desk.status, 303);
        let case = desk.location.clone();
        assert!(case.starts_with("/officer/applications/app_"));
        desk.open(&case).await;
        desk.shows(&["wotu-timeline", "name=\"missing\"", "2023"]);
        desk.has_no_gaps();
        desk.keep("case");
        desk.send(&format!("{case}/accept"), &[("missing", "contract")]).await;
        assert_eq!(desk.status, 303);
        desk.open(&case).await;
        desk.shows(&[accepted]);

        let mut nobody = Walk::of_a_visitor(&app, lang);
        nobody.open(&format!("/status?reference={}", reference.to_lowercase())).await;
        nobody.shows(&[&reference, accepted]);
        assert!(!nobody.html.contains("林禾"), "no name by reference");
        nobody.has_no_gaps();
        nobody.keep("status");
        nobody.open("/status?reference=JL-26-00000000-0").await;
        assert_ne!(nobody.status, 200);
        nobody.open(&format!("/applications/{reference}")).await;
        assert_eq!(nobody.location, format!("/status?reference={reference}"));

        it.open(&format!("/applications/{reference}")).await;
        it.shows(&[accepted]);
        it.keep("application");
        it.open(&format!("/applications/{reference}/withdraw")).await;
        it.has_no_gaps();
        it.keep("withdraw");
        it.send(&format!("/applications/{reference}/withdraw"), &[]).await;
        let page = it.location.clone();
        it.open(&page).await;
        assert!(!it.html.contains("/withdraw\""), "it cannot be withdrawn twice");
        it.keep("application-withdrawn");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_officer_reads_each_thing_once_and_nothing_that_was_never_told() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(database.url()).await;
    let desk = officer(&app).await;
    for (lang, received, heading, told, not_told, nothing) in [
        ("zh", "已收到", "等待受理", "本人自述", "没有填写", "没有随申请封存的信息"),
        (
            "en",
            "Received",
            "Waiting to be accepted",
            "told by the applicant",
            "not told",
            "no facts are sealed with this application",
        ),
    ] {
        let some = person(&app, "初来（虚构）", json!({"talent_class_3": "E"})).await;
        let wish = settling_in(Some("2023-10-01"), true);
        let applied = run::<ApplyForMeasure>(&app, &some, wish, None).await.unwrap();
        let mut it = Walk::of(&app, &desk, lang).await;
        it.open(&format!("/officer/applications/{}", applied.id)).await;
        it.keep("case-few");
        it.shows(&[heading]);
        let line = words_of(it.between("<p class=\"wotu-clock\">", "</span>"));
        assert_eq!(line.matches(received).count(), 1, "{line}");
        let rows: Vec<String> = it
            .between("<tbody", "</tbody>")
            .split("<td class=\"govuk-table__cell\">")
            .map(words_of)
            .collect();
        let untold: Vec<&String> = rows.iter().filter(|row| row.contains(not_told)).collect();
        assert!(!untold.is_empty());
        assert!(untold.iter().all(|row| !row.contains(told)), "nobody said what was never told: {untold:?}");
        assert!(rows.iter().any(|row| row.contains(told)), "what was told says by whom");
        assert!(it.html.contains("<dt class=\"wotu-quiet\">"), "names stand above their values");
        it.shows(&["150,000"]);
        assert!(!it.html.contains("wotu-sum__amount"), "a sum that is not decided is not bold");

        let silent = person(&app, "未答（虚构）", json!({})).await;
        let applied = run::<ApplyForMeasure>(&app, &silent, residence(), None).await.unwrap();
        it.open(&format!("/officer/applications/{}", applied.id)).await;
        it.shows(&[nothing]);
        assert!(!it.html.contains("(0)") && !it.html.contains("（0 条）"), "nothing opens to nothing");
        let mut own = Walk::of(&app, &silent, lang).await;
        own.open(&format!("/applications/{}", applied.reference)).await;
        own.shows(&[nothing, "SHA-256"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_without_an_account_sees_everything_and_signs_up_to_send() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(database.url()).await;
    let (_, firm) = employer(&app, "沃野农机（虚构）").await;
    let open = post(&app, &firm, "农机工程师（虚构）", "bachelor").await;
    for lang in ["zh", "en"] {
        let mut it = Walk::of_a_visitor(&app, lang);
        it.open("/apply/measure/jilin/residence").await;
        it.shows(&[
            "/sign-up?back=/apply/measure/jilin/residence",
            "/sign-in?back=/apply/measure/jilin/residence",
        ]);
        assert!(!it.html.contains("method=\"post\""), "the page has no form for nobody");
        it.keep("apply-nobody");
        it.send("/apply/measure/jilin/residence", &[]).await;
        assert_eq!(it.status, 401, "nobody applies without signing in");
        it.open(&format!("/apply/post/{open}")).await;
        it.shows(&["/sign-up?back=/apply/post/"]);
        it.open("/apply/post/nothing").await;
        assert_eq!(it.status, 404);
        for path in ["/my/applications", "/officer/applications", "/employer/applications"] {
            it.open(path).await;
            assert_eq!(it.status, 401, "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_applies_for_a_post_and_its_employer_marks_it_seen() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(database.url()).await;
    let (_, firm) = employer(&app, "沃野农机（虚构）").await;
    let open = post(&app, &firm, "农机工程师（虚构）", "bachelor").await;
    let hard = post(&app, &firm, "博士后（虚构）", "doctor").await;
    for (lang, seen, own, applicants, meets, lacking) in [
        ("zh", "单位已查看", "您自述", "申请人自述", "符合硬性条件", "硬性条件您没有满足：学历"),
        (
            "en",
            "Seen by the employer",
            "by your own word",
            "by the applicant’s own word",
            "Meets the conditions",
            "requires: Degree",
        ),
    ] {
        let lin = person(&app, "林禾（虚构）", lin_he()).await;
        let mut it = Walk::of(&app, &lin, lang).await;
        let path = format!("/apply/post/{open}");
        it.open(&path).await;
        it.shows(&["name=\"contact\"", "name=\"consents\"", "林禾（虚构）", own]);
        it.keep("apply-post");
        it.send(&path, &[("contact", "")]).await;
        assert_eq!(it.status, 422);
        it.shows(&["href=\"#contact\"", "href=\"#consents\""]);
        it.send(&path, &[("contact", "lin.he@example.invalid"), ("consents", "1")]).await;
        assert_eq!(it.status, 303, "{}", it.html);
        let page = it.location.clone();
        it.open(&page).await;
        it.keep("application-post");

        let mut desk = Walk::of(&app, &firm, lang).await;
        desk.open("/employer/applications").await;
        desk.shows(&["林禾（虚构）"]);
        assert_eq!(desk.html.matches("aria-current=\"page\"").count(), 1, "one line of the navigation");
        desk.keep("applicants");
        desk.open(page.split('?').next().unwrap()).await;
        let case = desk.location.clone();
        desk.open(&case).await;
        desk.shows(&["lin.he@example.invalid", "林禾（虚构）", applicants, meets]);
        desk.shows(&["href=\"/employer/applications\" aria-current=\"page\""]);
        assert_eq!(desk.html.matches("aria-current=\"page\"").count(), 1, "one line of the navigation");
        assert!(!desk.html.contains("1992"), "no date of birth");
        assert!(!desk.html.contains(own), "nobody else's word is yours");
        desk.has_no_gaps();
        desk.keep("candidate");
        desk.send(&format!("{case}/accept"), &[]).await;
        desk.open(&case).await;
        desk.shows(&[seen]);

        it.open(&format!("/apply/post/{hard}")).await;
        it.shows(&[lacking]);
        assert!(!it.html.contains("name=\"consents\""), "a condition that is not met is said before");
        it.open("/officer/applications").await;
        assert_eq!(it.status, 403);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_unrated_is_told_yes() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(database.url()).await;
    let wei = person(&app, "未评（虚构）", never_rated()).await;
    let mut it = Walk::of(&app, &wei, "zh").await;
    it.open("/apply/measure/jilin/settling_in?on=2023-10-01").await;
    it.shows(&["按规则不符合条件，没有满足的条款：第 5 条", "name=\"despite\""]);
    it.keep("apply-no");
    it.send("/apply/measure/jilin/settling_in?on=2023-10-01", &[("despite", "1")]).await;
    assert_eq!(it.status, 303);
    it.open("/my/applications").await;
    it.shows(&["安家补贴"]);
}
