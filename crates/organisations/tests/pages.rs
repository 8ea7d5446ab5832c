//! Every page in both languages, as a browser without scripts sees it; and no page with a credit code.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it fails"
)]

use organisations::{acts::register_organisation::RegisterOrganisation, model::Entered};
use platform::{
    Lang, accounts,
    acts::run,
    app::{App, Parts},
    permissions::{Actor, Role},
    testing::{self, Answer, Browser},
};
use testkit::harness::{TestDatabase, TestDatabases};

const CODE: &str = "91350100M000100Y43";
const PASSWORD: &str = "a long enough password";

async fn app(database: &TestDatabase) -> App {
    testing::app(database.url(), vec![organisations::capability()], Parts::default()).await.unwrap()
}

fn visitor(app: &App, lang: Lang) -> Browser {
    let mut browser = Browser::new(app);
    browser.headers.push(("accept-language", lang.html().to_owned()));
    browser
}

async fn signed_in(app: &App, actor: &Actor, lang: Lang) -> Browser {
    let mut browser = visitor(app, lang);
    browser.cookies.insert("wotu".to_owned(), testing::token(app, actor).await);
    browser
}

/// Opens a page and looks at it.
async fn page(browser: &mut Browser, path: &str, lang: Lang) -> Answer {
    let page = browser.get(path).await;
    assert_eq!(page.status, 200, "{path}: {}", page.body);
    look(path, &page, lang);
    page
}

/// It is in that language, with every text there, and without scripts or styles inside.
fn look(path: &str, page: &Answer, lang: Lang) {
    assert!(page.body.contains(&format!("<html lang=\"{}\"", lang.html())), "{path}");
    for key in ["organisations-", "refusal-", "layout-"] {
        // A text that is missing shows as its key.
        for before in [">", "\"", " "] {
            assert!(!page.body.contains(&format!("{before}{key}")), "{path} shows {key}…: {}", page.body);
        }
    }
    assert!(!page.body.contains("style=\"") && !page.body.contains(" onclick"), "{path}");
    assert!(!page.body.contains("<script"), "{path}");
}

/// The form key of a page.
fn key(page: &Answer) -> String {
    let (_, rest) = page.body.split_once("name=\"_key\" value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_employer_registers_an_officer_verifies_and_everybody_sees_it() {
    for lang in Lang::ALL {
        let database = TestDatabase::sqlite().unwrap();
        let app = app(&database).await;
        let employer = testing::actor(&app, Role::Employer, None, None).await;
        let officer = testing::actor(&app, Role::Officer, None, None).await;
        let mut employer = signed_in(&app, &employer, lang).await;
        let mut officer = signed_in(&app, &officer, lang).await;
        let mut everybody = visitor(&app, lang);
        page(&mut employer, "/employer/organisation", lang).await;

        let wrong =
            [("kind", "employer"), ("name_zh", "沃野（虚构）<b>"), ("credit_code", "91350100M000100Y44")];
        let answer = employer.post("/employer/organisation", &wrong).await;
        assert_eq!(answer.status, 422);
        look("register", &answer, lang);
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
        let answer = employer.post("/employer/organisation", &right).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        let href = answer.header("location").to_owned();
        assert_eq!(everybody.get(&href).await.status, 404, "nobody has verified it");
        page(&mut employer, &href, lang).await;

        let list = page(&mut officer, "/officer/organisations", lang).await;
        assert!(list.body.contains("91**************43") && !list.body.contains(CODE));
        let verify = format!("/officer{href}/verify");
        let answer = officer.post(&verify, &[("_key", &key(&list))]).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        page(&mut officer, answer.header("location"), lang).await;
        let public = page(&mut everybody, &href, lang).await.body;
        assert!(
            public.contains("吉林沃土大学（虚构）") && !public.contains(CODE) && !public.contains("91**")
        );
        let industry = match lang {
            Lang::Zh => "教育（P83）",
            Lang::En => "Education (P83)",
        };
        assert!(public.contains(industry), "{public}");

        let close = format!("/officer{href}/close");
        let form = page(&mut officer, &close, lang).await;
        let answer = officer.post(&close, &[("_key", &key(&form))]).await;
        assert_eq!(answer.status, 303);
        page(&mut officer, answer.header("location"), lang).await;
        page(&mut everybody, &href, lang).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_employer_without_an_account_gets_one_with_its_organisation() {
    for (database, lang) in TestDatabases::both().unwrap().iter().zip(Lang::ALL) {
        let app = app(database).await;
        let mut it = visitor(&app, lang);
        let door = page(&mut it, "/sign-in", lang).await;
        assert!(door.body.contains("href=\"/sign-up/employer?"), "{}", door.body);
        assert!(!door.body.contains("href=\"/sign-up?"), "there are no people here to sign up");
        let form = page(&mut it, "/sign-up/employer", lang).await;
        let key = key(&form);

        let wrong = [("email", "x"), ("password", "short"), ("kind", "employer"), ("credit_code", CODE)];
        let answer = it.post("/sign-up/employer", &wrong).await;
        assert_eq!(answer.status, 422);
        look("sign up", &answer, lang);
        for field in ["email", "password", "name_zh", "place"] {
            assert!(answer.body.contains(&format!("href=\"#{field}\"")), "{field}: {}", answer.body);
            assert!(answer.body.contains(&format!("id=\"{field}-error\"")), "{field}: {}", answer.body);
        }
        assert!(!answer.body.contains(CODE) && !answer.body.contains("value=\"short\""));

        let right = [
            ("email", "Hr@Example.invalid"),
            ("password", PASSWORD),
            ("kind", "employer"),
            ("name_zh", "长春沃野农机（虚构）有限公司"),
            ("credit_code", CODE),
            ("place", "220100"),
            ("_key", &key),
        ];
        let mut impatient = it.clone();
        let answer = it.post("/sign-up/employer", &right).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        let href = answer.header("location").to_owned();
        let twice = impatient.post("/sign-up/employer", &right).await;
        assert_eq!((twice.status, twice.header("location")), (303, href.as_str()), "one organisation");

        let own = page(&mut it, &href, lang).await.body;
        let awaits = match lang {
            Lang::Zh => "等待核验",
            Lang::En => "Waiting to be verified",
        };
        assert!(own.contains(awaits) && own.contains("长春沃野农机（虚构）有限公司"), "{own}");
        assert_eq!(visitor(&app, lang).get(&href).await.status, 404, "nobody has verified it");
        for path in ["/sign-up/employer", "/employer/organisation"] {
            assert_eq!(it.get(path).await.status, 303, "{path}: it has all it needs");
        }

        let mut other = visitor(&app, lang);
        for (email, name, field) in [
            ("hr@example.INVALID", "另一家（虚构）", "email"),
            ("b@example.invalid", "乙（虚构）", "credit_code"),
        ] {
            let mut all = right;
            (all[0].1, all[3].1, all[6].1) = (email, name, field);
            let answer = other.post("/sign-up/employer", &all).await;
            assert_eq!(answer.status, 409);
            assert!(answer.body.contains(&format!("href=\"#{field}\"")), "{}", answer.body);
            assert!(answer.body.contains(name) && !answer.body.contains(CODE), "what was typed stays");
        }

        let officer = testing::actor(&app, Role::Officer, None, None).await;
        let mut officer = signed_in(&app, &officer, lang).await;
        let list = page(&mut officer, "/officer/organisations", lang).await;
        assert_eq!(list.body.matches("/verify\"").count(), 1, "nothing half done: {}", list.body);
        officer.post(&format!("/officer{href}/verify"), &[]).await;
        assert!(!page(&mut it, &href, lang).await.body.contains(awaits));
        assert_eq!(it.post("/sign-out", &[]).await.status, 303);
        assert_eq!(it.sign_in("hr@example.invalid", PASSWORD).await.status, 303);
        assert_eq!(it.get("/employer/organisation").await.header("location"), href);
        app.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn too_many_sign_ups_from_one_network_are_refused_and_what_was_typed_stays() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(&database).await;
    let address = "192.0.2.1".parse().unwrap();
    for _ in 0..accounts::SIGN_UPS_OF_NETWORK {
        accounts::count_sign_up(&app, Some(address)).await.unwrap();
    }
    let typed = [
        ("email", "hr@example.invalid"),
        ("password", PASSWORD),
        ("kind", "employer"),
        ("name_zh", "沃野（虚构）"),
        ("place", "220100"),
    ];
    let answer = visitor(&app, Lang::Zh).post("/sign-up/employer", &typed).await;
    assert_eq!(answer.status, 429);
    assert!(answer.body.contains("请过 60 分钟再试") && answer.body.contains("沃野（虚构）"));
    look("sign up", &answer, Lang::Zh);
    let mut db = app.database().read().await.unwrap();
    assert!(accounts::by_login(&mut db, "hr@example.invalid").await.unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_for_officers_and_employers_are_for_nobody_else() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(&database).await;
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
    let (mut nobody, mut person) = (visitor(&app, Lang::Zh), signed_in(&app, &person, Lang::Zh).await);
    for path in
        ["/officer/organisations", "/employer/organisation", &format!("/officer/organisations/{id}/close")]
    {
        assert_eq!(nobody.get(path).await.status, 401, "{path}");
        let answer = person.get(path).await;
        assert_eq!(answer.status, 403, "{path}");
        assert!(!answer.body.contains("甲（虚构）"));
    }
    assert_eq!(person.get("/sign-up/employer").await.status, 409, "an account is one or the other");
    assert_eq!(visitor(&app, Lang::En).get("/organisations/nothing").await.status, 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_industry_has_a_name() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(&database).await;
    for (section, lang) in ('A'..='T').flat_map(|section| Lang::ALL.map(|lang| (section, lang))) {
        let code = organisations::model::IndustryCode::parse(&section.to_string(), "industry").unwrap();
        assert!(app.texts().has(lang, &code.text_key()), "{section} in {lang:?}");
    }
}
