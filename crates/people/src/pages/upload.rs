//! A résumé file instead of many questions: it is read without keeping anything, the person ticks what is right, and only
//! that is saved.

use super::{begin, go_on_from, words::Words};
use crate::{
    acts::{ConfirmDraft, Confirmed},
    model::resume::{self, Draft},
    parts::vocabulary_of,
};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use axum_extra::extract::cookie::CookieJar;
use platform::{
    acts::{Outcome, Stop, run},
    components::{Button, Checkboxes, ErrorSummary, FileUpload, Page},
    pages::{errors_of, show},
    web::{Caller, Posted, Upload},
};
use serde_json::{Map, Value};
use vocabulary::Refusal;

#[derive(Template)]
#[template(path = "people/upload.html")]
struct UploadPage {
    page: Page,
    errors: Option<ErrorSummary>,
    file: FileUpload,
}

#[derive(Template)]
#[template(path = "people/draft.html")]
struct DraftPage {
    page: Page,
    errors: Option<ErrorSummary>,
    form: String,
    form_words: String,
    /// None if the file says nothing that a fact is made of.
    proposals: Option<Checkboxes>,
    /// The proposals' values, as they come back when they are confirmed.
    values: Vec<(String, String)>,
    /// What was read and does not fit the vocabulary: title, words, why not.
    unfit: Vec<(String, String, String)>,
    /// Where in the file, and the words.
    not_understood: Vec<(String, String)>,
    not_used: Vec<String>,
    key: String,
}

fn upload_page(caller: &Caller, refusal: Option<&Refusal>) -> UploadPage {
    let mut page = caller.page();
    let errors = refusal.map(|refusal| errors_of(caller, &mut page, refusal));
    let error = refusal.map(|refusal| page.error(caller.app.texts().refusal(caller.lang, refusal)));
    let file = FileUpload::new("resume", page.t("people-upload-file"))
        .hint(page.t("people-upload-file-hint"))
        .accept(".json,.xml,application/json,application/xml,text/xml")
        .error(error);
    UploadPage { page, errors, file }
}

pub(super) async fn form(caller: Caller) -> Outcome<Response> {
    Ok(show(&upload_page(&caller, None))?.into_response())
}

pub(super) async fn read(caller: Caller, upload: Upload) -> Outcome<Response> {
    let today = caller.app.region().date_of(caller.app.now());
    match resume::read(&upload.bytes, today) {
        Ok(draft) => Ok(show(&draft_page(&caller, &draft))?.into_response()),
        Err(refusal) => {
            let refusal = Refusal { also: apart(&refusal), ..refusal }.at("resume");
            let status =
                StatusCode::from_u16(refusal.kind.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
            Ok((status, show(&upload_page(&caller, Some(&refusal)))?).into_response())
        }
    }
}

/// All that is wrong in a facts file leads to the one field there is.
fn apart(refusal: &Refusal) -> Vec<Refusal> {
    refusal.also.iter().map(|one| one.clone().at("resume")).collect()
}

fn draft_page(caller: &Caller, draft: &Draft) -> DraftPage {
    let page = caller.page();
    let vocabulary = vocabulary_of(&caller.app);
    let words = Words { app: &caller.app, page: &page, vocabulary: &vocabulary };
    let legend = page.t("people-draft-legend");
    let mut proposals = Checkboxes::new("accept", legend).hint(page.t("people-draft-legend-hint"));
    let (mut values, mut unfit, mut ticked) = (Vec::new(), Vec::new(), Vec::new());
    for proposal in &draft.facts {
        let name = proposal.name.as_str();
        let said = proposal.said.to_json();
        let value: Value = serde_json::from_str(&said).unwrap_or_default();
        let declared = vocabulary.fact(name);
        let title = declared.map_or_else(|| name.to_owned(), |fact| fact.title.get(page.lang).to_owned());
        let shown = words.lines(declared, &value).join(&page.t("people-separator"));
        let written = match proposal.holds_since {
            Some(since) => format!("{{\"value\":{said},\"since\":\"{since}\"}}"),
            None => said,
        };
        let file = format!("{{\"facts\":{{\"{name}\":{written}}}}}");
        match rules::facts::parse_json(&file, &vocabulary) {
            Ok(_) if !ticked.iter().any(|known| known == name) => {
                let label = page.t2("people-field-and-value", "field", title, "value", shown);
                let place = page.t1("people-draft-where", "place", &proposal.where_from);
                proposals = proposals.option_with_hint(name, label, place);
                values.push((name.to_owned(), written));
                ticked.push(name.to_owned());
            }
            // A second word about the same fact: the first stands, as in a facts file.
            Ok(_) => {}
            Err(errors) => {
                let why = errors
                    .into_iter()
                    .next()
                    .map(|error| caller.app.texts().refusal(caller.lang, &Refusal::from(error)));
                unfit.push((title, shown, why.unwrap_or_default()));
            }
        }
    }
    let not_understood =
        draft.not_understood.iter().map(|part| (part.where_from.clone(), part.words.clone())).collect();
    DraftPage {
        form: draft.form.word().to_owned(),
        form_words: page.t(&format!("people-form-{}", draft.form.word())),
        proposals: (!ticked.is_empty()).then(|| proposals.values(ticked)),
        values,
        unfit,
        not_understood,
        not_used: draft.not_used.clone(),
        key: caller.form_key(),
        errors: None,
        page,
    }
}

pub(super) async fn confirm(caller: Caller, jar: CookieJar, posted: Posted) -> Outcome<Response> {
    let mut facts: Map<String, Value> = Map::new();
    for name in posted.all("accept") {
        let written = posted.get(&format!("fact-{name}")).unwrap_or_default();
        let value =
            serde_json::from_str(written).map_err(|_| Refusal::invalid("people.facts_not_a_value", name))?;
        facts.insert(name.to_owned(), value);
    }
    let (actor, jar) = begin(&caller, jar).await?;
    if !facts.is_empty() {
        let form = posted.get("form").unwrap_or_default().to_owned();
        match run::<ConfirmDraft>(&caller.app, &actor, Confirmed { form, facts }, posted.key()?).await {
            Err(Stop::Refused(refusal)) if refusal.field.is_some() => {
                let refusal = Refusal { also: apart(&refusal), ..*refusal }.at("resume");
                let page = upload_page(&caller, Some(&refusal));
                return Ok((StatusCode::UNPROCESSABLE_ENTITY, jar, show(&page)?).into_response());
            }
            other => other.map(drop)?,
        }
    }
    Ok((jar, go_on_from(&caller.app, &actor, None).await?).into_response())
}
