//! The fields of an organisation on a form, wherever one is filled in. What was entered stays when something is wrong; the
//! credit code alone is asked again, because it never goes into a page.

use crate::model::{Entered, Headcount, OrganisationKind};
use platform::{
    components::{ErrorMessage, Input, Page, Radios, Select, TextArea},
    web::{Caller, Posted},
};
use vocabulary::Refusal;

/// For `templates/organisations/fields.html`.
pub(super) struct Fields {
    pub(super) kind: Radios,
    pub(super) name_zh: Input,
    pub(super) name_en: Input,
    pub(super) credit_code: Input,
    pub(super) place: Select,
    pub(super) industry: Input,
    pub(super) headcount: Select,
    pub(super) description_zh: TextArea,
    pub(super) description_en: TextArea,
}

/// What stands in the fields of a fresh form.
pub(super) fn fresh() -> Entered {
    Entered { kind: OrganisationKind::Employer.id().to_owned(), ..Entered::default() }
}

/// What was sent.
pub(super) fn entered(posted: &Posted) -> Entered {
    let said = |name: &str| posted.get(name).unwrap_or_default().to_owned();
    Entered {
        kind: said("kind"),
        name_zh: said("name_zh"),
        name_en: said("name_en"),
        credit_code: said("credit_code"),
        place: said("place"),
        industry: said("industry"),
        headcount: said("headcount"),
        description_zh: said("description_zh"),
        description_en: said("description_en"),
    }
}

/// The words for what is wrong with a field, if something is.
pub(super) fn wrong(
    caller: &Caller,
    page: &Page,
    refusal: Option<&Refusal>,
    field: &str,
) -> Option<ErrorMessage> {
    let one = refusal?.each().find(|one| one.field.as_deref() == Some(field))?;
    Some(page.error(caller.app.texts().refusal(caller.lang, one)))
}

/// The fields with what was entered, and what is wrong beside each.
pub(super) fn fields(caller: &Caller, page: &Page, entered: &Entered, refusal: Option<&Refusal>) -> Fields {
    let wrong = |field: &str| wrong(caller, page, refusal, field);
    let line =
        |name: &str, label: String, value: &str| Input::new(name, label).value(value).error(wrong(name));
    let text =
        |name: &str, label: String, value: &str| TextArea::new(name, label).value(value).error(wrong(name));
    let places = caller.app.region().places().iter();
    Fields {
        kind: Radios::new("kind", page.t("organisations-at-kind"))
            .options(OrganisationKind::ALL.map(|kind| (kind.id(), page.t(kind.text_key()))))
            .value(&entered.kind)
            .error(wrong("kind")),
        name_zh: line("name_zh", page.t("organisations-at-name-zh"), &entered.name_zh),
        name_en: line("name_en", page.optional(page.t("organisations-at-name-en")), &entered.name_en),
        credit_code: line("credit_code", page.optional(page.t("organisations-at-code")), "")
            .hint(page.t("organisations-at-code-hint"))
            .width(20)
            .autocomplete("off"),
        place: Select::new("place", page.t("organisations-at-place"))
            .option("", page.t("organisations-choose"))
            .options(places.map(|place| (place.code.as_str(), place.name.get(page.lang))))
            .value(&entered.place)
            .error(wrong("place")),
        industry: line("industry", page.optional(page.t("organisations-at-industry")), &entered.industry)
            .hint(page.t("organisations-at-industry-hint"))
            .width(5),
        headcount: Select::new("headcount", page.optional(page.t("organisations-at-headcount")))
            .option("", page.t("organisations-choose"))
            .options(Headcount::ALL.map(|band| (band.id(), band.id())))
            .value(&entered.headcount)
            .error(wrong("headcount")),
        description_zh: text(
            "description_zh",
            page.optional(page.t("organisations-at-description-zh")),
            &entered.description_zh,
        ),
        description_en: text(
            "description_en",
            page.optional(page.t("organisations-at-description-en")),
            &entered.description_en,
        ),
    }
}
