//! A post as one form: new, or to be revised. What was entered stays when something is wrong.

use super::id;
use crate::{
    acts::{
        EnteredPost,
        draft_post::{DraftPost, Input as DraftInput},
        revise_post::{Input as ReviseInput, RevisePost},
    },
    model::{Degree, EmploymentType, Field, PayPeriod},
    queries::post::{Input as PostInput, OnePost},
};
use askama::Template;
use axum::{
    extract::{Path, RawQuery},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use matching::Occupations;
use platform::{
    acts::{Outcome, Stop, ask, run},
    components::{Button, Content, ErrorMessage, ErrorSummary, Input, Page, Select, TextArea},
    pages::{errors_of, show},
    permissions::Role,
    web::{Caller, Posted},
};
use vocabulary::{Currency, Kind, OrganisationId, Refusal};

/// How surely a code must be meant by a title to be suggested, in per mille.
const SUGGESTED: i64 = 500;

#[derive(Template)]
#[template(path = "posts/form.html")]
struct Form {
    page: Page,
    title: String,
    back: String,
    key: String,
    /// Whose post, where an officer writes it down.
    organisation: Option<OrganisationId>,
    errors: Option<ErrorSummary>,
    sections: Vec<Section>,
}

struct Section {
    title: String,
    hint: Option<String>,
    fields: Vec<Content>,
}

/// What the form is for.
enum For {
    New(Option<OrganisationId>),
    Old(vocabulary::PostId),
}

pub(super) async fn new(caller: Caller, RawQuery(query): RawQuery) -> Outcome<Response> {
    may_write(&caller)?;
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_str(&query.unwrap_or_default()).unwrap_or_default();
    let named = pairs.iter().find(|(key, _)| key == "organisation").and_then(|(_, id)| id.parse().ok());
    let entered = EnteredPost {
        pay_currency: caller.app.region().currency().code().to_owned(),
        pay_per: PayPeriod::Month.id().to_owned(),
        ..EnteredPost::default()
    };
    Ok(show(&form(&caller, &For::New(named), &entered, None))?.into_response())
}

pub(super) async fn draft(caller: Caller, posted: Posted) -> Outcome<Response> {
    let organisation = posted.get("organisation").and_then(|id| id.parse().ok());
    let entered = entered(&posted);
    let input = DraftInput { organisation, post: entered.clone() };
    match run::<DraftPost>(&caller.app, &caller.actor, input, posted.key()?).await {
        Ok(made) => Ok(Redirect::to(&format!("/posts/{}", made.id)).into_response()),
        Err(stop) => again(&caller, &For::New(organisation), &entered, stop),
    }
}

pub(super) async fn edit(caller: Caller, Path(text): Path<String>) -> Outcome<Response> {
    let id = id(&text)?;
    let found = ask::<OnePost>(&caller.app, &caller.actor, PostInput { id }).await?;
    if !found.is_own {
        may_write(&caller)?;
        return Err(Refusal::new(Kind::Forbidden, "platform.forbidden").into());
    }
    let entered = EnteredPost::from(&found.post.listed.post.details);
    Ok(show(&form(&caller, &For::Old(id), &entered, None))?.into_response())
}

pub(super) async fn revise(caller: Caller, Path(text): Path<String>, posted: Posted) -> Outcome<Response> {
    let id = id(&text)?;
    let entered = entered(&posted);
    let input = ReviseInput { id, post: entered.clone() };
    match run::<RevisePost>(&caller.app, &caller.actor, input, posted.key()?).await {
        Ok(_) => Ok(Redirect::to(&format!("/posts/{id}")).into_response()),
        Err(stop) => again(&caller, &For::Old(id), &entered, stop),
    }
}

/// Whoever could not send the form is told before filling it in.
fn may_write(caller: &Caller) -> Result<(), Refusal> {
    let actor = &caller.actor;
    let may = actor.is(Role::Officer) || (actor.is(Role::Employer) && actor.organisation.is_some());
    match (may, actor.is_signed_in()) {
        (true, _) => Ok(()),
        (false, true) => Err(Refusal::new(Kind::Forbidden, "platform.forbidden")),
        (false, false) => Err(Refusal::new(Kind::SignInFirst, "platform.sign_in_first")),
    }
}

fn entered(posted: &Posted) -> EnteredPost {
    EnteredPost::from_fields(|field| posted.get(field.id()).map(str::to_owned))
}

fn again(caller: &Caller, what: &For, entered: &EnteredPost, stop: Stop) -> Outcome<Response> {
    match stop {
        Stop::Refused(refusal) if refusal.field.is_some() => {
            let status =
                StatusCode::from_u16(refusal.kind.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
            Ok((status, show(&form(caller, what, entered, Some(&refusal)))?).into_response())
        }
        stop => Err(stop),
    }
}

fn form(caller: &Caller, what: &For, entered: &EnteredPost, refusal: Option<&Refusal>) -> Form {
    let mut page = caller.page();
    let errors = refusal.map(|refusal| errors_of(caller, &mut page, refusal));
    let fields = Fields { caller, page: &page, said: entered.entered(), refusal };
    let sections = fields.sections();
    let (title, back, organisation) = match what {
        For::New(organisation) => (page.t("posts-new"), "/employer".to_owned(), *organisation),
        For::Old(id) => (page.t("posts-edit"), format!("/posts/{id}"), None),
    };
    Form { title, back, key: caller.form_key(), organisation, errors, sections, page }
}

struct Fields<'a> {
    caller: &'a Caller,
    page: &'a Page,
    said: crate::model::Entered,
    refusal: Option<&'a Refusal>,
}

impl Fields<'_> {
    fn sections(&self) -> Vec<Section> {
        let section = |key: &str, fields: Vec<Content>| Section {
            title: self.page.t(&format!("posts-form-{key}")),
            hint: self.hint_of(&format!("posts-form-{key}-hint")),
            fields,
        };
        vec![
            section(
                "what",
                vec![
                    self.line(Field::TitleZh),
                    self.line(Field::TitleEn),
                    self.text(Field::DescriptionZh),
                    self.text(Field::DescriptionEn),
                    self.short(Field::Reference),
                ],
            ),
            section("occupation", vec![self.code(Field::CscoCode), self.code(Field::IscoCode)]),
            section("where", vec![self.place(), self.short(Field::PlacesCount), self.employment()]),
            section(
                "pay",
                vec![self.short(Field::PayFrom), self.short(Field::PayTo), self.currency(), self.period()],
            ),
            section(
                "asked",
                vec![
                    self.degree(),
                    self.short(Field::ExperienceYears),
                    self.text(Field::Skills),
                    self.line(Field::Languages),
                    self.line(Field::Licences),
                ],
            ),
            section("when", vec![self.short(Field::Opens), self.short(Field::Closes)]),
        ]
    }

    fn label(&self, field: Field) -> String {
        let label = self.page.t(&format!("posts-field-{}", field.id()));
        match field {
            Field::TitleZh | Field::DescriptionZh | Field::Place | Field::Closes => label,
            // Always chosen; without amounts they say nothing.
            Field::PayCurrency | Field::PayPer => label,
            _ => self.page.optional(label),
        }
    }

    fn hint(&self, field: Field) -> Option<String> {
        self.hint_of(&format!("posts-hint-{}", field.id()))
    }

    fn hint_of(&self, key: &str) -> Option<String> {
        self.caller.app.texts().has(self.page.lang, key).then(|| self.page.t(key))
    }

    /// Every refusal of the field, in one message.
    fn error(&self, field: Field) -> Option<ErrorMessage> {
        let texts = self.caller.app.texts();
        let words: Vec<String> = self
            .refusal?
            .each()
            .filter(|one| one.field.as_deref() == Some(field.id()))
            .map(|one| texts.refusal(self.page.lang, one))
            .collect();
        (!words.is_empty()).then(|| self.page.error(words.join(" ")))
    }

    fn input(&self, field: Field) -> Input {
        let input =
            Input::new(field.id(), self.label(field)).value(self.said.get(field)).error(self.error(field));
        match self.hint(field) {
            Some(hint) => input.hint(hint),
            None => input,
        }
    }

    fn line(&self, field: Field) -> Content {
        Content::of(self.input(field))
    }

    fn short(&self, field: Field) -> Content {
        Content::of(self.input(field).width(10))
    }

    fn text(&self, field: Field) -> Content {
        let rows = if field == Field::Skills { 3 } else { 8 };
        let area = TextArea::new(field.id(), self.label(field))
            .rows(rows)
            .value(self.said.get(field))
            .error(self.error(field));
        Content::of(match self.hint(field) {
            Some(hint) => area.hint(hint),
            None => area,
        })
    }

    /// A code, with those that the title may mean.
    fn code(&self, field: Field) -> Content {
        let input = self.input(field).width(10);
        let suggested = if self.said.get(field).is_empty() { self.suggested(field) } else { None };
        Content::of(match suggested {
            Some(words) => input.hint(self.page.t1("posts-code-suggested", "codes", words)),
            None => input,
        })
    }

    fn suggested(&self, field: Field) -> Option<String> {
        let table = Occupations::bundled();
        let titles = [self.said.get(Field::TitleZh), self.said.get(Field::TitleEn)];
        let mut found: Vec<String> = Vec::new();
        for coded in
            titles.into_iter().filter(|title| !title.is_empty()).flat_map(|title| table.code_of_title(title))
        {
            let words = match field {
                Field::CscoCode => coded.csco.map(|code| (code.to_string(), table.csco_name(code))),
                _ => coded.isco.map(|code| (code.to_string(), table.isco_name(code))),
            };
            if let Some((code, name)) = words.filter(|_| coded.confidence >= SUGGESTED) {
                let words = format!("{code} {}", name.unwrap_or_default());
                if found.len() < 3 && !found.contains(&words) {
                    found.push(words);
                }
            }
        }
        (!found.is_empty()).then(|| found.join(&self.page.t("posts-list-separator")))
    }

    fn select(&self, field: Field, options: Vec<(String, String)>) -> Content {
        let said = self.said.get(field).to_owned();
        let mut select = Select::new(field.id(), self.label(field)).error(self.error(field));
        // What was entered by another door, and is not among the options, is not lost.
        let is_listed = said.is_empty() || options.iter().any(|(value, _)| *value == said);
        select = select.options(options);
        if !is_listed {
            select = select.option(said.clone(), said.clone());
        }
        let select = select.value(said);
        Content::of(match self.hint(field) {
            Some(hint) => select.hint(hint),
            None => select,
        })
    }

    fn place(&self) -> Content {
        let region = self.caller.app.region();
        let choose = (String::new(), self.page.t("posts-choose"));
        let places = region
            .places()
            .iter()
            .map(|place| (place.code.to_string(), place.name.get(self.page.lang).to_owned()));
        self.select(Field::Place, std::iter::once(choose).chain(places).collect())
    }

    fn degree(&self) -> Content {
        let none = (String::new(), self.page.t("posts-degree-any"));
        let degrees =
            Degree::ALL.into_iter().map(|degree| (degree.id().to_owned(), self.page.t(degree.text_key())));
        self.select(Field::Degree, std::iter::once(none).chain(degrees).collect())
    }

    fn employment(&self) -> Content {
        let none = (String::new(), self.page.t("posts-not-said"));
        let kinds =
            EmploymentType::ALL.into_iter().map(|kind| (kind.id().to_owned(), self.page.t(kind.text_key())));
        self.select(Field::EmploymentType, std::iter::once(none).chain(kinds).collect())
    }

    fn currency(&self) -> Content {
        let codes = [Currency::CNY, Currency::EUR, Currency::CAD].map(|currency| currency.code().to_owned());
        self.select(Field::PayCurrency, codes.into_iter().map(|code| (code.clone(), code)).collect())
    }

    fn period(&self) -> Content {
        let periods =
            PayPeriod::ALL.into_iter().map(|period| (period.id().to_owned(), self.page.t(period.text_key())));
        self.select(Field::PayPer, periods.collect())
    }
}
