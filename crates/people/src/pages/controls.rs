//! The control of a fact by its shape: radios, a list to choose from, three fields of a date, one line, some lines.

use super::entered::{Entered, Shape, rows};
use platform::{
    app::App,
    components::{Content, Input, Page, Radios, Select, TextArea},
};
use rules::{
    Vocabulary,
    facts::{FactDeclaration, FactType},
};

/// What every control of a page needs.
pub(super) struct Controls<'a> {
    pub app: &'a App,
    pub page: &'a Page,
    pub vocabulary: &'a Vocabulary,
    pub entered: &'a Entered,
}

/// Whether the control's caption is the page's only heading, or one of several captions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Caption {
    /// One thing a page: the question is the `h1`.
    Heading,
    /// Among others.
    Plain,
}

macro_rules! finished {
    ($self:ident, $control:expr, $fact:ident, $caption:ident, $error:ident) => {{
        let mut control = $control;
        if let Some(hint) = &$fact.hint {
            control = control.hint(hint.get($self.page.lang));
        }
        if $caption == Caption::Heading {
            control = control.as_heading();
        }
        Content::of(control.error($error.map(|words| $self.page.error(words))))
    }};
}

impl Controls<'_> {
    /// The control of a fact, its fields named `id` and what begins with `id-`.
    pub(super) fn control(
        &self,
        fact: &FactDeclaration,
        id: &str,
        caption: Caption,
        error: Option<String>,
    ) -> Content {
        let question = fact.question.get(self.page.lang);
        let typed = self.entered.get(id).unwrap_or_default();
        match Shape::of(fact, self.vocabulary) {
            Shape::YesNo => {
                let options = [("yes", self.page.t("people-yes")), ("no", self.page.t("people-no"))];
                let radios = Radios::new(id, question).options(options).value(typed);
                finished!(self, self.with_exceptions(radios, fact), fact, caption, error)
            }
            Shape::Radios => {
                let radios = Radios::new(id, question).options(self.classes(fact)).value(typed);
                finished!(self, self.with_exceptions(radios, fact), fact, caption, error)
            }
            Shape::Choose => {
                let mut select = Select::new(id, question).option("", self.page.t("people-choose"));
                select = select.options(self.classes(fact));
                if fact.may_be_none {
                    select = select.option("none", self.page.t("people-none"));
                }
                let select = select.option("unknown", self.page.t("people-unknown")).value(typed);
                finished!(self, select, fact, caption, error)
            }
            Shape::Date => {
                let part = |part: &str| self.entered.get(&format!("{id}-{part}")).unwrap_or_default();
                let date = self.page.date_input(id, question).value(part("year"), part("month"), part("day"));
                finished!(self, date, fact, caption, error)
            }
            Shape::Number => {
                finished!(self, self.line(id, question, typed).numeric().width(5), fact, caption, error)
            }
            Shape::Amount => {
                let mut line = self.line(id, question, typed).width(10);
                line.inputmode = Some("decimal".to_owned());
                if let FactType::Money { currency, .. } = &fact.kind {
                    line = line.suffix(self.page.t1("people-currency", "code", currency));
                }
                finished!(self, line, fact, caption, error)
            }
            Shape::Line | Shape::Language => {
                finished!(self, self.line(id, question, typed), fact, caption, error)
            }
            Shape::Place => self.place(fact, id, caption, error),
            Shape::Lines => {
                let mut area = TextArea::new(id, question).rows(6);
                if !typed.is_empty() {
                    area = area.value(typed);
                }
                finished!(self, area, fact, caption, error)
            }
            Shape::Places => self.places(fact, id, caption, error),
            // Members have pages of their own (members.rs); a list within a list is none that packs may declare.
            Shape::Members => Content::default(),
        }
    }

    /// The id of the control's first field: where an error at the top leads.
    pub(super) fn first_field(&self, fact: &FactDeclaration, id: &str) -> String {
        match (Shape::of(fact, self.vocabulary), self.page.lang) {
            (Shape::Date, platform::Lang::Zh) => format!("{id}-year"),
            (Shape::Date, platform::Lang::En) => format!("{id}-day"),
            (Shape::Places, _) => format!("{id}-1"),
            _ => id.to_owned(),
        }
    }

    fn line(&self, id: &str, question: &str, typed: &str) -> Input {
        let input = Input::new(id, question);
        if typed.is_empty() { input } else { input.value(typed) }
    }

    /// The classes of an enum, in the scheme's order.
    fn classes(&self, fact: &FactDeclaration) -> Vec<(String, String)> {
        let FactType::Enum { scheme } = &fact.kind else { return Vec::new() };
        let Some(scheme) = self.vocabulary.scheme(scheme) else { return Vec::new() };
        let words =
            |class: &rules::facts::Class| (class.id.clone(), class.title.get(self.page.lang).to_owned());
        scheme.values.iter().map(words).collect()
    }

    /// The places of the region, in the order of its file.
    fn region_places(&self) -> Vec<(String, String)> {
        let places = self.app.region().places().iter();
        places.map(|place| (place.code.to_string(), place.name.get(self.page.lang).to_owned())).collect()
    }

    fn with_exceptions(&self, radios: Radios, fact: &FactDeclaration) -> Radios {
        let mut radios = radios.divider(self.page.t("people-or"));
        if fact.may_be_none {
            radios = radios.option("none", self.page.t("people-none"));
        }
        radios.option("unknown", self.page.t("people-unknown"))
    }

    fn place(&self, fact: &FactDeclaration, id: &str, caption: Caption, error: Option<String>) -> Content {
        use platform::components::{Choice, Conditional};
        let code_id = format!("{id}-code");
        let typed = self.entered.get(&code_id).unwrap_or_default();
        let code = self.line(&code_id, &self.page.t("people-place-code"), typed);
        let code = code.hint(self.page.t("people-place-code-hint")).width(10);
        let elsewhere = Choice {
            conditional: Some(Conditional { content: Content::of(code) }),
            ..Choice::new("elsewhere", self.page.t("people-place-elsewhere"))
        };
        let radios = Radios::new(id, fact.question.get(self.page.lang))
            .options(self.region_places())
            .choice(elsewhere)
            .value(self.entered.get(id).unwrap_or_default());
        let mut radios = self.with_exceptions(radios, fact).error(error.map(|words| self.page.error(words)));
        if caption == Caption::Heading {
            radios = radios.as_heading();
        }
        Content::of(radios)
    }

    fn places(&self, fact: &FactDeclaration, id: &str, caption: Caption, error: Option<String>) -> Content {
        use platform::components::Fieldset;
        let mut html = String::new();
        if let Some(words) = error {
            html.push_str(&Content::of(self.page.error(words)).to_string());
        }
        for number in 1..=rows(self.entered, id) {
            let name = format!("{id}-{number}");
            let typed = self.entered.get(&name).unwrap_or_default();
            let mut select = Select::new(name, self.page.t1("people-place-number", "number", number));
            select = select.option("", self.page.t("people-choose")).options(self.region_places());
            let is_ours = self.app.region().places().iter().any(|place| place.code.as_str() == typed);
            if !typed.is_empty() && !is_ours {
                select = select.option(typed, typed);
            }
            html.push_str(&select.value(typed).to_string());
        }
        let mut fieldset = Fieldset::new(fact.question.get(self.page.lang), Content::html(html));
        if let Some(legend) = fieldset.legend.as_mut() {
            let size = if caption == Caption::Heading { "l" } else { "s" };
            legend.is_page_heading = caption == Caption::Heading;
            legend.classes.add(&format!("govuk-fieldset__legend--{size}"));
        }
        Content::of(fieldset)
    }
}
