//! Every page in both languages, as a browser without scripts sees it; and no page with a credit code.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it fails"
)]

mod browser;

use browser::{get, look, page, submit, submit_from};
use organisations::{acts::register_organisation::RegisterOrganisation, model::Entered};
use platform::{Lang, acts::run, app::Parts, permissions::Role, testing};
use testkit::harness::TestDatabase;

const CODE: &str = "91350100M000100Y43";

#[tokio::test]
async fn an_employer_registers_an_officer_verifies_and_everybody_sees_it() {
    for lang in Lang::ALL {
        let database = TestDatabase::sqlite().unwrap();
        let app =
            testing::app(database.url(), vec![organisations::capability()], Parts::default()).await.unwrap();
        let employer = testing::actor(&app, Role::Employer, None, None).await;
        let officer = testing::actor(&app, Role::Officer, None, None).await;
        let (employer, officer) =
            (testing::token(&app, &employer).await, testing::token(&app, &officer).await);
        let (employer, officer) = (Some(employer.as_str()), Some(officer.as_str()));
        page(&app, "/employer/organisation", employer, lang).await;

        let wrong =
            [("kind", "employer"), ("name_zh", "沃野（虚构）<b>"), ("credit_code", "91350100M000100Y44")];
        let answer = submit(&app, "/employer/organisation", employer, lang, &wrong).await;
        assert_eq!(answer.status, 422);
        look("register", &answer.body, lang);
        assert!(
            answer.body.contains("沃野（虚构）&#60;b&#62;") || answer.body.contains("沃野（虚构）&lt;b&gt;")
        );
        assert!(answer.body.contains("href=\"#credit_code\"") && answer.body.contains("credit_code-error"));
        assert!(!answer.body.contains("91350100M000100Y44"), "a credit code never goes back into a page");

        let right = [
            ("kind", "university"),
            ("name_zh", "吉林沃土大学（虚构）"),
            ("credit_code", CODE),
            ("place", "220100"),
            ("industry", "P83"),
            ("headcount", "1000+"),
            ("description_en", "Teaches.\n\nAnd learns."),
        ];
        let answer = submit(&app, "/employer/organisation", employer, lang, &right).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        let href = answer.location.unwrap();
        assert_eq!(get(&app, &href, None, lang).await.status, 404, "nobody has verified it");
        page(&app, &href, employer, lang).await;

        let list = page(&app, "/officer/organisations", officer, lang).await;
        assert!(list.contains("91**************43") && !list.contains(CODE));
        let verify = format!("/officer{href}/verify");
        let answer = submit_from(&app, "/officer/organisations", &verify, officer, lang, &[]).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        page(&app, &answer.location.unwrap(), officer, lang).await;
        let public = page(&app, &href, None, lang).await;
        assert!(
            public.contains("吉林沃土大学（虚构）") && !public.contains(CODE) && !public.contains("91**")
        );

        let close = format!("/officer{href}/close");
        page(&app, &close, officer, lang).await;
        let answer = submit(&app, &close, officer, lang, &[]).await;
        assert_eq!(answer.status, 303);
        page(&app, &answer.location.unwrap(), officer, lang).await;
        page(&app, &href, None, lang).await;
    }
}

#[tokio::test]
async fn pages_for_officers_and_employers_are_for_nobody_else() {
    let database = TestDatabase::sqlite().unwrap();
    let app =
        testing::app(database.url(), vec![organisations::capability()], Parts::default()).await.unwrap();
    let officer = testing::actor(&app, Role::Officer, None, None).await;
    let entered = Entered {
        kind: "employer".into(),
        name_zh: "甲（虚构）".into(),
        credit_code: CODE.into(),
        place: "220100".into(),
        ..Entered::default()
    };
    let id = run::<RegisterOrganisation>(&app, &officer, entered, None).await.unwrap().id;
    let person = testing::actor(&app, Role::Person, None, None).await;
    let person = testing::token(&app, &person).await;
    for path in
        ["/officer/organisations", "/employer/organisation", &format!("/officer/organisations/{id}/close")]
    {
        assert_eq!(get(&app, path, None, Lang::Zh).await.status, 401, "{path}");
        let answer = get(&app, path, Some(&person), Lang::Zh).await;
        assert_eq!(answer.status, 403, "{path}");
        assert!(!answer.body.contains("甲（虚构）"));
    }
    assert_eq!(get(&app, "/organisations/nothing", None, Lang::En).await.status, 404);
}
