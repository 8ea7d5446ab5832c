//! The fields of a post by name. The same names stand at the head of a CSV's columns, at the inputs of a form, and in
//! refusals; adding a field here makes the compiler ask for it everywhere.

use organisations::model::plain_text::half_width;

macro_rules! fields {
    ($($(#[$doc:meta])* $variant:ident, $id:literal, $zh:literal;)*) => {
        /// A field of a post.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field { $($(#[$doc])* $variant,)* }

        impl Field {
            /// All, in the order of the columns.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Its name in code, in refusals, and at the head of an English CSV.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }

            /// Its name at the head of a Chinese CSV.
            #[must_use]
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$variant => $zh,)* }
            }
        }
    };
}

fields! {
    /// The organisation: its id, credit code or name, where a file holds posts of several.
    Organisation, "organisation", "用人单位";
    /// The employer's own number of the post.
    Reference, "reference", "岗位编号";
    /// The title in Chinese.
    TitleZh, "title_zh", "岗位名称";
    /// The title in English.
    TitleEn, "title_en", "岗位英文名称";
    /// The description in Chinese.
    DescriptionZh, "description_zh", "岗位描述";
    /// The description in English.
    DescriptionEn, "description_en", "岗位英文描述";
    /// 职业分类大典 (2022).
    CscoCode, "csco_code", "国家职业编码";
    /// ISCO-08.
    IscoCode, "isco_code", "国际职业编码";
    /// The code of the place of work.
    Place, "place", "工作地点代码";
    /// How many are looked for.
    PlacesCount, "places_count", "招聘人数";
    /// The least pay, in units of the currency.
    PayFrom, "pay_from", "薪酬下限";
    /// The most pay, in units of the currency.
    PayTo, "pay_to", "薪酬上限";
    /// ISO 4217.
    PayCurrency, "pay_currency", "币种";
    /// `month` or `year`.
    PayPer, "pay_per", "薪酬周期";
    /// The least degree.
    Degree, "degree", "学历要求";
    /// Years of experience.
    ExperienceYears, "experience_years", "工作年限";
    /// Skills, separated.
    Skills, "skills", "技能要求";
    /// Languages with levels, separated.
    Languages, "languages", "语言要求";
    /// Licences and certificates, separated.
    Licences, "licences", "证书要求";
    /// The kind of employment.
    EmploymentType, "employment_type", "用工形式";
    /// The first day on which people may apply.
    Opens, "opens", "开始日期";
    /// The last day on which people may apply.
    Closes, "closes", "截止日期";
}

impl Field {
    /// The field of a column's head, in Chinese or English; blanks around, capitals and full-width characters do not matter.
    #[must_use]
    pub fn from_header(header: &str) -> Option<Self> {
        let header = half_width(header).to_ascii_lowercase().replace([' ', '-'], "_");
        Self::ALL.iter().copied().find(|field| field.id() == header || field.zh() == header)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_field_is_known_by_both_its_names_and_no_two_share_one() {
        let mut names = BTreeSet::new();
        for field in Field::ALL {
            assert_eq!(Field::from_header(field.id()), Some(*field));
            assert_eq!(Field::from_header(&format!(" {} ", field.zh())), Some(*field));
            assert!(names.insert(field.id()) && names.insert(field.zh()), "{field:?}");
        }
        assert_eq!(Field::from_header("Title ZH"), Some(Field::TitleZh));
        assert_eq!(Field::from_header("salary"), None);
    }
}
