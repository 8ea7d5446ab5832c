//! Every page in both languages, as a browser without scripts sees it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it fails"
)]

mod browser;
mod cast;

use browser::{Visitor, look};
use cast::{app, cast, post, published};
use platform::{Lang, permissions::Role, testing};
use posts::acts::EnteredPost;
use testkit::harness::TestDatabase;

#[tokio::test]
async fn an_employer_writes_publishes_and_closes_a_post() {
    for lang in Lang::ALL {
        let database = TestDatabase::sqlite().unwrap();
        let app = app(database.url()).await;
        let (_, _, employer) = cast(&app).await;
        let token = testing::token(&app, &employer).await;
        let mut staff = Visitor::with(&app, &token, lang);
        let mut anybody = Visitor::new(&app, lang);
        staff.page("/employer").await;
        staff.page("/employer/posts/new").await;

        let wrong = [
            ("title_zh", "农机工程师（虚构）\"><script>"),
            ("closes", "soon"),
            ("pay_from", "many"),
            ("pay_to", "1"),
            ("pay_currency", "CNY"),
            ("pay_per", "month"),
        ];
        let answer = staff.submit("/employer/posts/new", &wrong).await;
        assert_eq!(answer.status, 422);
        look("form", &answer.body, lang);
        assert!(
            answer.body.contains("href=\"#closes\"") && answer.body.contains("closes-error"),
            "{}",
            answer.body
        );
        assert!(answer.body.contains("农机工程师（虚构）&"), "what was entered stays, escaped");

        let right = [
            ("title_zh", "农机工程师（虚构）"),
            ("description_zh", "第一段。\n\n第二段 <b>不是标签</b>。"),
            ("place", "220100"),
            ("closes", "2026-12-31"),
            ("degree", "bachelor"),
            ("skills", "Rust; CAN"),
            ("languages", "en:B2"),
            ("pay_from", "8000"),
            ("pay_to", "12000"),
            ("pay_currency", "CNY"),
            ("pay_per", "month"),
        ];
        let answer = staff.submit("/employer/posts/new", &right).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        let href = answer.header("location").to_owned();
        assert_eq!(anybody.get(&href).await.status, 404, "a draft is nobody else's");
        let own = staff.page(&href).await;
        assert!(!own.contains("ld+json") && own.contains("&#60;b&#62;") || own.contains("&lt;b&gt;"));

        // Without codes it cannot be published: said on the page, with the way to the form.
        let publish = format!("/employer{href}/publish");
        staff.page(&publish).await;
        let answer = staff.submit(&publish, &[]).await;
        assert_eq!(answer.status, 422);
        look("publish", &answer.body, lang);
        let edit = format!("/employer{href}/edit");
        staff.page(&edit).await;
        let mut coded = right.to_vec();
        coded.extend([("csco_code", "2-02-07-01"), ("isco_code", "2144")]);
        assert_eq!(staff.submit(&edit, &coded).await.status, 303);
        assert_eq!(staff.submit(&publish, &[]).await.status, 303);

        let public = anybody.page(&href).await;
        let start = public.find("<script type=\"application/ld+json\">").unwrap();
        let json = &public[start + 35..];
        let json: serde_json::Value = serde_json::from_str(&json[..json.find("</script>").unwrap()]).unwrap();
        assert_eq!(json["@type"], "JobPosting");
        assert_eq!(json["jobLocation"]["address"]["addressCountry"], "CN");
        assert!(public.contains(&format!("/apply{}", href.replace("/posts/", "/post/"))));
        staff.page("/employer").await;

        let close = format!("/employer{href}/close");
        staff.page(&close).await;
        assert_eq!(staff.submit(&close, &[]).await.status, 303);
        let gone = anybody.get(&href).await;
        assert_eq!(gone.status, 410);
        look("gone", &gone.body, lang);
        assert!(!gone.body.contains("ld+json"));
        staff.page(&href).await;
    }
}

#[tokio::test]
async fn a_file_is_checked_reported_and_taken_over() {
    for lang in Lang::ALL {
        let database = TestDatabase::sqlite().unwrap();
        let app = app(database.url()).await;
        let (_, _, employer) = cast(&app).await;
        let token = testing::token(&app, &employer).await;
        let mut staff = Visitor::with(&app, &token, lang);
        staff.page("/employer/import").await;
        let answer = staff.upload("/employer/import", "a.csv", b"").await;
        assert_eq!(answer.status, 422);
        look("import", &answer.body, lang);
        assert!(answer.body.contains("href=\"#file\"") && answer.body.contains("file-error"));
        let file = include_bytes!("fixtures/posts_zh.csv");
        let answer = staff.upload("/employer/import", "<posts>.csv", file).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        let report = answer.header("location").to_owned();
        let shown = staff.page(&report).await;
        let title = match lang {
            Lang::Zh => "农机软件工程师（虚构）",
            Lang::En => "Farm machinery software engineer (invented)",
        };
        assert!(
            shown.contains(title) && shown.contains("&lt;posts&gt;.csv")
                || shown.contains("&#60;posts&#62;.csv")
        );
        let answer = staff.submit(&report, &[]).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        staff.page(answer.header("location")).await;
        staff.page(&report).await;
    }
}

#[tokio::test]
async fn the_list_is_filtered_by_its_address() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(database.url()).await;
    let (_, organisation, employer) = cast(&app).await;
    for number in 0..25 {
        published(&app, &employer, post(&format!("第{number}号农机工程师（虚构）"))).await;
    }
    let elsewhere =
        EnteredPost { place: "220200".into(), degree: "doctor".into(), ..post("水稻育种（虚构）") };
    published(&app, &employer, elsewhere).await;
    for lang in Lang::ALL {
        let mut anybody = Visitor::new(&app, lang);
        let all = anybody.page("/posts").await;
        assert_eq!(all.matches("class=\"wotu-post\"").count(), 20);
        assert!(all.contains("page=2"));
        let last = anybody.page("/posts?page=2").await;
        assert_eq!(last.matches("class=\"wotu-post\"").count(), 6);
        let one = anybody.page("/posts?place=220200&degree=doctor&q=%E6%B0%B4%E7%A8%BB&min_pay=").await;
        assert_eq!(one.matches("class=\"wotu-post\"").count(), 1);
        assert!(one.contains("wotu-chip__remove"));
        let own = anybody.page(&format!("/posts?organisation={organisation}&place=220200")).await;
        assert!(own.contains("沃野农机（虚构）"));
        let none = anybody.page("/posts?place=220200&degree=master").await;
        assert_eq!(none.matches("class=\"wotu-post\"").count(), 0);
        let wrong = anybody.get("/posts?min_pay=lots&q=!!!").await;
        assert_eq!(wrong.status, 422);
        look("wrong", &wrong.body, lang);
        assert!(wrong.body.contains("href=\"#min_pay\""));
    }
}

#[tokio::test]
async fn an_employers_pages_are_for_nobody_else() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(database.url()).await;
    let (_, organisation, employer) = cast(&app).await;
    let id = cast::draft(&app, &employer, post("秘密的草稿（虚构）")).await.unwrap();
    let person = testing::actor(&app, Role::Person, None, None).await;
    let person = testing::token(&app, &person).await;
    let new_employer = testing::actor(&app, Role::Employer, None, None).await;
    let new_employer = testing::token(&app, &new_employer).await;
    for path in [
        "/employer".to_owned(),
        format!("/employer?organisation={organisation}"),
        "/employer/posts/new".to_owned(),
        "/employer/import".to_owned(),
        "/employer/import/imp_1".to_owned(),
        format!("/employer/posts/{id}/edit"),
        format!("/employer/posts/{id}/publish"),
        format!("/posts/{id}"),
    ] {
        for token in [None, Some(person.as_str()), Some(new_employer.as_str())] {
            let mut stranger = match token {
                Some(token) => Visitor::with(&app, token, Lang::Zh),
                None => Visitor::new(&app, Lang::Zh),
            };
            let answer = stranger.get(&path).await;
            let is_first_step = path == "/employer" && token == Some(new_employer.as_str());
            assert!(is_first_step == (answer.status == 200), "{path} {}", answer.status);
            assert!(!answer.body.contains("秘密"), "{path}");
        }
    }
    Visitor::with(&app, &new_employer, Lang::En).page("/employer").await;
}
