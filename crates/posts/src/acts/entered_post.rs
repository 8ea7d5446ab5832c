//! The fields of a post as the API takes them: texts, as somebody would write them in a form or a table.

use crate::model::{Details, Entered, Field, export_csv};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! entered {
    ($($(#[$doc:meta])* $name:ident, $field:ident;)*) => {
        /// A post as entered. An empty or absent field is "not said".
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
        #[serde(default, deny_unknown_fields)]
        pub struct EnteredPost { $($(#[$doc])* #[serde(skip_serializing_if = "String::is_empty")] pub $name: String,)* }

        impl EnteredPost {
            /// What somebody entered, to be checked.
            #[must_use]
            pub fn entered(&self) -> Entered {
                let mut entered = Entered::default();
                $(entered.set(Field::$field, self.$name.as_str());)*
                entered
            }

            /// From whatever holds texts by the names of fields: a form, a file.
            #[must_use]
            pub fn from_fields(said: impl Fn(Field) -> Option<String>) -> Self {
                Self { $($name: said(Field::$field).unwrap_or_default(),)* }
            }
        }
    };
}

entered! {
    /// The employer's own number; unique in its organisation.
    reference, Reference;
    /// The title in Chinese; this or the English one is needed.
    title_zh, TitleZh;
    /// The title in English.
    title_en, TitleEn;
    /// The description in Chinese; this or the English one is needed.
    description_zh, DescriptionZh;
    /// The description in English.
    description_en, DescriptionEn;
    /// 职业分类大典 2022, `2-02-10-03`; needed to publish.
    csco_code, CscoCode;
    /// ISCO-08, `2512`; needed to publish.
    isco_code, IscoCode;
    /// The place of work, `220100`; needed.
    place, Place;
    /// How many are looked for.
    places_count, PlacesCount;
    /// The least pay, `8000`; all four of pay or none.
    pay_from, PayFrom;
    /// The most pay.
    pay_to, PayTo;
    /// `CNY`, `EUR`, `CAD`.
    pay_currency, PayCurrency;
    /// `month` or `year`.
    pay_per, PayPer;
    /// `secondary`, `junior_college`, `bachelor`, `master`, `doctor`, or `any`.
    degree, Degree;
    /// `3`, `1.5`, `18 months`, or `any`.
    experience_years, ExperienceYears;
    /// Skills, separated by semicolons.
    skills, Skills;
    /// Languages, separated by semicolons: `en:B2; ja`.
    languages, Languages;
    /// Licences and certificates, separated by semicolons.
    licences, Licences;
    /// `full_time`, `part_time`, `contractor`, `temporary`, `intern`.
    employment_type, EmploymentType;
    /// The first day on which people may apply, `2026-12-01`.
    opens, Opens;
    /// The last day on which people may apply, `2026-12-31`; needed.
    closes, Closes;
}

impl From<&Details> for EnteredPost {
    fn from(details: &Details) -> Self {
        Self::from_fields(|field| export_csv::said(details, field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_a_post_can_be_entered_and_comes_back() {
        let entered = EnteredPost::from_fields(|field| Some(field.id().to_owned()));
        let json = serde_json::to_value(&entered).unwrap();
        let names: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
        for field in Field::ALL.iter().filter(|field| **field != Field::Organisation) {
            assert!(names.contains(&field.id()), "{field:?}");
            assert_eq!(entered.entered().get(*field), field.id());
        }
    }
}
