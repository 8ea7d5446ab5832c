//! Every page of every pack, in both languages, through the whole web; and a person's results in words.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod support;

use axum::{
    body::to_bytes,
    http::{Request, StatusCode},
};
use jiff::civil::date;
use platform::{app::App, testing};
use policies::views::{Entitlements, MeasureRow, entitlements};
use rules::{Facts, facts::parse_json};
use serde_json::{Value, json};
use support::{app, lin_he, shelf, ze_yi};
use testkit::harness::TestDatabase;
use tower::ServiceExt;
use vocabulary::Lang;

async fn get(app: &App, path: &str, lang: Lang) -> (StatusCode, String) {
    let request =
        Request::get(path).header("accept-language", lang.html()).body(axum::body::Body::empty()).unwrap();
    let response = testing::web(app).oneshot(request).await.unwrap();
    let status = response.status();
    let body = to_bytes(response.into_body(), 4 << 20).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn every_page_of_every_pack_is_shown_in_both_languages() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(&database).await;
    let mut paths = vec!["/policies".to_owned()];
    for pack in shelf().packs() {
        let id = &pack.id;
        paths.extend([
            format!("/policies/{id}"),
            format!("/policies/sources/{id}"),
            format!("/policies/{id}/compare"),
        ]);
        for version in &pack.versions {
            paths.push(format!("/policies/{id}?version={}", version.id));
            paths.push(format!("/policies/{id}/compare?from={}&to={}", pack.versions[0].id, version.id));
            paths.extend(version.measures.iter().map(|m| format!("/policies/{id}/{}/{}", version.id, m.id)));
        }
    }
    assert!(paths.len() > 60, "{}", paths.len());
    for path in &paths {
        for lang in Lang::ALL {
            let (status, body) = get(&app, path, lang).await;
            assert_eq!(status, StatusCode::OK, "{path}");
            assert!(body.contains(&format!("<html lang=\"{}\"", lang.html())), "{path}");
            for wrong in ["policies-", "{ $", "failure-", "finding-", "style="] {
                let at = body.find(wrong).map(|at| body.get(at.saturating_sub(80)..at + 80));
                assert_eq!(at, None, "{path} {lang:?}");
            }
            assert_eq!(body.matches("<h1").count(), 1, "{path}");
        }
    }
}

#[tokio::test]
async fn a_rule_stands_with_article_source_and_amounts() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(&database).await;
    let (_, zh) = get(&app, "/policies/jilin/v3/settling_in", Lang::Zh).await;
    for words in [
        "安家补贴",
        "第 5 条",
        "通知第 1 条",
        "O 官方摘录",
        "150,000 元",
        "分 5 期",
        "省级财政",
        "没有读到",
        "E 类",
    ] {
        assert!(zh.contains(words), "{words}");
    }
    let (_, en) = get(&app, "/policies/jilin/v3/settling_in", Lang::En).await;
    for words in [
        "Settling-in allowance",
        "article 5",
        "O official excerpt",
        "CNY 150,000",
        "5 instalments",
        "could not be read",
    ] {
        assert!(en.contains(words), "{words}");
    }
    let (_, changed) = get(&app, "/policies/jilin/compare?from=v2&to=v3", Lang::Zh).await;
    for words in ["新有", "后一版本未见", "有变化", "2.0 版", "3.0 版"] {
        assert!(changed.contains(words), "{words}");
    }
    assert!(changed.contains("从 2.0 版到 3.0 版"), "no space between Chinese characters");
    let (_, packs) = get(&app, "/policies", Lang::En).await;
    assert!(packs.contains("In force") && packs.contains("Jilin talent policies"));
}

#[tokio::test]
async fn a_comparison_shows_words_first_and_an_expression_only_on_demand() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(&database).await;
    let mut expressions = 0;
    for pack in shelf().packs() {
        for from in &pack.versions {
            for to in &pack.versions {
                let path = format!("/policies/{}/compare?from={}&to={}", pack.id, from.id, to.id);
                for lang in Lang::ALL {
                    let (_, body) = get(&app, &path, lang).await;
                    expressions += body.matches("<code>").count();
                    // Every expression stands in a part that is closed at first, under words.
                    for before in body.split("<code>").collect::<Vec<_>>().split_last().unwrap().1 {
                        let opened = before.rfind("<details").expect("a part that opens");
                        assert!(before.rfind("</details").is_none_or(|closed| closed < opened), "{path}");
                        let cell = before.rfind("<td").expect("a cell");
                        let words = before.get(cell..opened).unwrap().split_once('>').unwrap().1;
                        assert!(!words.trim().is_empty(), "{path}: an expression without words");
                    }
                    let shown: String =
                        body.split("<code>").map(|part| part.split("</code>").last().unwrap()).collect();
                    for written in ["&#38;&#38;", "&amp;&amp;", " ? ", "rated_", "has("] {
                        assert!(!shown.contains(written), "{path}: {written}");
                    }
                }
            }
        }
    }
    assert!(expressions > 50, "{expressions}");

    let (_, zh) = get(&app, "/policies/jilin/compare?from=v2&to=v3", Lang::Zh).await;
    assert!(zh.contains("评定为 E 类及以上") && zh.contains("<code>rated_e</code>"), "{zh}");
    assert!(zh.contains("表达式"));
}

#[tokio::test]
async fn what_no_later_version_restates_is_shown_as_carried_over_with_the_version_it_comes_from() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(&database).await;
    let pack = shelf().pack("jilin").unwrap();
    let today = date(2026, 11, 22);
    let carried = pack.carried(today, today);
    assert!(carried.iter().any(|one| one.version.id == "v2"), "3.0 does not restate all of 2.0");

    let (_, zh) = get(&app, "/policies/jilin", Lang::Zh).await;
    let (_, en) = get(&app, "/policies/jilin", Lang::En).await;
    assert!(zh.contains("以下措施沿用自 2.0 版，后来的版本没有重述；2022年9月29日起"), "{zh}");
    assert!(en.contains("Carried over from Policy 2.0"));
    for one in &carried {
        let href = format!("/policies/jilin/{}/{}\"", one.version.id, one.measure.id);
        assert!(zh.contains(&href), "{href}");
    }
    let (_, old) = get(&app, "/policies/jilin?version=v2", Lang::Zh).await;
    assert!(!old.contains("沿用自"), "the version itself is shown whole");

    for (lang, of_row, of_gap) in [
        (Lang::Zh, "；沿用自 2.0 版，后来的版本没有重述", "后来的版本没有重述；2022年9月29日起"),
        (
            Lang::En,
            "; carried over from Policy 2.0, no later version restates it",
            "no later version restates it",
        ),
    ] {
        let results = results(&app, lang, ze_yi(), today);
        let rows: Vec<&MeasureRow> = results.open.rows.iter().chain(&results.refused.rows).collect();
        for row in &rows {
            let is_carried =
                carried.iter().any(|one| one.version.id == row.version && one.measure.id == row.id);
            assert_eq!(
                row.law.contains(of_row),
                is_carried && row.version == "v2",
                "{}: {}",
                row.id,
                row.law
            );
        }
        assert!(rows.iter().any(|row| row.version == "v2"));
        let gap = results.gaps.iter().find(|gap| gap.contains(of_gap)).expect("a gap");
        assert!(
            gap.contains("2.0") && gap.matches(if lang == Lang::Zh { '、' } else { ',' }).count() > 0,
            "{gap}"
        );
    }
}

#[tokio::test]
async fn an_address_that_names_nothing_is_not_found_in_words() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(&database).await;
    for path in [
        "/policies/atlantis",
        "/policies/jilin?version=v9",
        "/policies/jilin/v3/palace",
        "/policies/sources/atlantis",
    ] {
        for lang in Lang::ALL {
            let (status, body) = get(&app, path, lang).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
            assert!(!body.contains("refusal-"), "{path}");
        }
    }
}

fn facts(app: &App, facts: Value) -> Facts {
    let text = json!({ "facts": facts }).to_string();
    parse_json(&text, &policies::shelf_of(app).unwrap().vocabulary()).unwrap()
}

fn results(app: &App, lang: Lang, told: Value, on: jiff::civil::Date) -> Entitlements {
    let pack = policies::shelf_of(app).unwrap().pack("jilin").unwrap();
    let facts = facts(app, told);
    let assessment = rules::assess(&pack, &facts, on, date(2026, 11, 22)).unwrap();
    entitlements(app, lang, &pack, &assessment, &facts, "/results")
}

fn row<'a>(results: &'a Entitlements, id: &str) -> &'a MeasureRow {
    results.open.rows.iter().chain(&results.refused.rows).find(|row| row.id == id).expect(id)
}

#[tokio::test]
async fn results_say_the_conclusion_first_then_the_reason() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(&database).await;
    let zh = results(&app, Lang::Zh, lin_he(), date(2023, 10, 1));
    let settling = row(&zh, "settling_in");
    assert_eq!(settling.tag.words.to_string(), "可享受");
    assert_eq!((settling.amount.as_str(), settling.law.as_str()), ("150,000 元", "依据：3.0 版，第 5 条"));
    assert_eq!(settling.note, "分 5 期，每期多少未能读到");
    assert_eq!(settling.href, "/policies/jilin/v3/settling_in");
    assert_eq!(zh.open.rows.first().unwrap().outcome, rules::Outcome::Yes);
    assert_eq!(zh.bundle.total, "150,000 元");
    assert!(zh.heading.starts_with("您能享受 1 项"), "{}", zh.heading);
    assert!(zh.lead.contains("2023年10月1日") && zh.lead.contains("3.0 版"), "{}", zh.lead);

    let shown = zh.open.to_string();
    for words in ["2026年1月4日", "长春市", "企业", "满足", "逐条理由", "O 官方摘录"] {
        assert!(shown.contains(words), "{words}");
    }
    let en = results(&app, Lang::En, lin_he(), date(2023, 10, 1));
    assert_eq!(row(&en, "settling_in").amount, "CNY 150,000");
    assert!(en.heading.starts_with("You are entitled to 1 measure"), "{}", en.heading);
    assert!(en.open.to_string().contains("4 January 2026"));
}

#[tokio::test]
async fn results_name_what_is_missing_and_where_to_answer_it() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(&database).await;
    for lang in Lang::ALL {
        let results = results(&app, lang, json!({}), date(2023, 10, 1));
        assert!(results.refused.rows.is_empty(), "nothing told is never a no");
        let settling = row(&results, "settling_in");
        assert_eq!(settling.outcome, rules::Outcome::Unknown);
        let question =
            settling.questions.iter().find(|question| question.fact == "full_time").expect("a question");
        assert_eq!(question.href, "/check/full_time?back=/results");
        assert!(!question.text.is_empty() && !question.title.is_empty());
        assert!(results.next.is_some());
        assert!(results.bundle.panel().is_none());
    }
}

#[tokio::test]
async fn results_give_the_reason_for_what_the_best_combination_leaves_out() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(&database).await;
    let zh = results(&app, Lang::Zh, ze_yi(), date(2022, 3, 1));
    let rent = row(&zh, "rent");
    assert!(rent.is_left_out);
    assert_eq!(rent.tag.words.to_string(), "不能同时享受");
    assert!(rent.why.contains("安家补贴"), "{}", rent.why);
    assert_eq!(
        zh.bundle.left_out.iter().map(|line| line.measure.as_str()).collect::<Vec<_>>(),
        ["talent_apartment", "rent"]
    );
    let panel = zh.bundle.panel().expect("a total").to_string();
    assert!(panel.contains("350,000 元") && panel.contains("金额最高"), "{panel}");
}

#[tokio::test]
async fn an_amount_is_worded_as_the_instrument_words_it() {
    use policies::views::Speaker;
    use rules::{Estimate, Worth};
    use vocabulary::{Currency, Money};
    let database = TestDatabase::sqlite().unwrap();
    let app = app(&database).await;
    let vocabulary = rules::Vocabulary::default();
    let say = |lang: Lang, worth: Worth| Speaker::new(&app, lang, &vocabulary).worth(worth);
    let estimate = |from: Option<i64>, to: i64, about: bool, at_most: bool| {
        Worth::Estimate(Estimate { from, to, currency: Currency::CNY, about, at_most })
    };
    for (worth, zh, en) in [
        (Worth::Exact(Money::new(15_000_000, Currency::CNY)), "150,000 元", "CNY 150,000"),
        (
            estimate(Some(3_500_000), 12_000_000, false, false),
            "35,000 至 120,000\u{a0}元",
            "CNY\u{a0}35,000 to 120,000",
        ),
        (estimate(Some(5_000_000), 5_000_000, true, false), "约 50,000 元", "about CNY 50,000"),
        (estimate(None, 5_000_050, false, true), "最高 50,000.50 元", "up to CNY 50,000.50"),
    ] {
        assert_eq!(say(Lang::Zh, worth), zh);
        assert_eq!(say(Lang::En, worth), en);
    }
}
