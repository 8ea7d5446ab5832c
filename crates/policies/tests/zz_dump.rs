//! temporary
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]
mod support;
use axum::{body::to_bytes, http::Request};
use jiff::civil::date;
use platform::testing;
use policies::views::entitlements;
use rules::facts::parse_json;
use serde_json::json;
use tower::ServiceExt;
use vocabulary::Lang;
#[tokio::test]
async fn dump() {
    let database = testkit::harness::TestDatabase::sqlite().unwrap();
    let app = support::app(&database).await;
    let out = std::path::Path::new("/tmp/pol_shots");
    std::fs::create_dir_all(out.join("assets")).unwrap();
    for (path, name) in [("/policies","packs"),("/policies/jilin","pack"),("/policies/jilin/v3/settling_in","settling"),("/policies/jilin/v2/rent","rent"),("/policies/regressar/v5/base","regressar"),("/policies/jilin/compare?from=v2&to=v3","compare"),("/policies/sources/jilin","sources"),("/assets/govuk.css","assets/govuk.css"),("/assets/theme.css","assets/theme.css"),("/policies/canada","canada")] {
        for lang in Lang::ALL {
            let request = Request::get(path).header("accept-language", lang.html()).body(axum::body::Body::empty()).unwrap();
            let response = testing::web(&app).oneshot(request).await.unwrap();
            let body = to_bytes(response.into_body(), 4 << 20).await.unwrap();
            let file = if name.contains('/') { name.to_owned() } else { format!("{name}-{}.html", lang.code()) };
            let text = String::from_utf8(body.to_vec()).unwrap();
            std::fs::write(out.join(file), &text).unwrap();
            if name == "packs" {
                for (who, facts, on) in [("linhe", support::lin_he(), date(2023,10,1)), ("zeyi", support::ze_yi(), date(2022,3,1)), ("none", json!({}), date(2026,11,22))] {
                    let pack = policies::shelf_of(&app).unwrap().pack("jilin").unwrap();
                    let facts = parse_json(&json!({"facts": facts}).to_string(), &policies::shelf_of(&app).unwrap().vocabulary()).unwrap();
                    let a = rules::assess(&pack, &facts, on, date(2026,11,22)).unwrap();
                    let e = entitlements(&app, lang, &pack, &a, &facts, "/results");
                    let start = text.find("<h1").unwrap(); let end = text.find("</main>").unwrap();
                    let inner = format!("<p class=\"govuk-caption-l\">{}</p><h1 class=\"govuk-heading-l\">{}</h1>{}{}<h2 class=\"govuk-heading-m\">no</h2>{}</div></div>", e.lead, e.heading, e.bundle.panel().map(|p| p.to_string()).unwrap_or_default(), e.open, e.refused);
                    let page = format!("{}{}{}", &text[..start], inner, &text[end..]);
                    std::fs::write(out.join(format!("results_{who}-{}.html", lang.code())), page).unwrap();
                }
            }
        }
    }
}
