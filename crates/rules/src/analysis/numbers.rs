//! Numbers and dates in a sentence, Chinese or English: 35, 1,000, 3.5 万, twenty-five, 二十五, 2022 年 9 月 29 日, 29 September
//! 2022; with what stands around them: at least, 不超过, years.

use super::numerals::{chinese, is_numeral};
use crate::{calendar::Unit, ratio::Ratio};
use jiff::civil::Date;

/// On which side of a number something lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    AtLeast,
    AtMost,
    Above,
    Below,
}

/// A number of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: Ratio,
    /// Written in digits and not part of a name: something else must agree with it.
    pub(super) is_firm: bool,
    pub(super) side: Option<Side>,
    pub(super) unit: Option<Unit>,
    /// An amount of money, by the word behind it.
    pub(super) is_amount: bool,
    /// So many times something: `6 个 IAS`, `six times`.
    pub(super) is_multiple: bool,
    /// Written with a point.
    pub(super) is_decimal: bool,
}

/// A date of a sentence, as far as it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DateRead {
    pub(super) year: i16,
    pub(super) month: Option<i8>,
    pub(super) day: Option<i8>,
    /// Only where the sentence says whether the day itself belongs to it.
    pub(super) side: Option<Side>,
}

impl DateRead {
    pub(super) fn whole(self) -> Option<Date> {
        Date::new(self.year, self.month?, self.day?).ok()
    }
}

/// What a sentence says in numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Sentence {
    pub(super) numbers: Vec<Number>,
    pub(super) dates: Vec<DateRead>,
}

impl Sentence {
    /// Whether a number stands in it in any form.
    pub(super) fn says(&self, value: Ratio) -> bool {
        self.numbers.iter().any(|number| number.value == value) || self.date_parts().contains(&value)
    }

    /// Years, months and days, each as a number.
    pub(super) fn date_parts(&self) -> Vec<Ratio> {
        let mut parts = Vec::new();
        for date in &self.dates {
            parts.push(Ratio::whole(date.year.into()));
            parts.extend([date.month, date.day].into_iter().flatten().map(|part| Ratio::whole(part.into())));
        }
        parts
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WORDS: [(&str, i64); 28] = [
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("twice", 2),
];

const ORDINALS: [(&str, i64); 10] = [
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
];

/// Reads the numbers and dates of a sentence.
pub(super) fn read(text: &str) -> Sentence {
    let mut reading = Reading { chars: text.chars().collect(), at: 0, found: Sentence::default() };
    reading.go();
    reading.found
}

struct Reading {
    chars: Vec<char>,
    at: usize,
    found: Sentence,
}

impl Reading {
    fn char(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    fn text(&self, from: usize, to: usize) -> String {
        self.chars.get(from.min(to)..to.min(self.chars.len())).unwrap_or_default().iter().collect()
    }

    fn skip_spaces(&self, mut at: usize) -> usize {
        while self.char(at).is_some_and(|c| c == ' ' || c == '\u{a0}') {
            at += 1;
        }
        at
    }

    fn starts_with(&self, at: usize, words: &str) -> bool {
        words.chars().enumerate().all(|(place, c)| self.char(at + place) == Some(c))
    }

    /// The digits from a place on, and where they end.
    fn digits(&self, at: usize) -> Option<(i64, usize)> {
        let mut end = at;
        while self.char(end).is_some_and(|c| c.is_ascii_digit()) {
            end += 1;
        }
        if end == at || end - at > 15 { None } else { Some((self.text(at, end).parse().ok()?, end)) }
    }

    fn go(&mut self) {
        while let Some(c) = self.char(self.at) {
            if c.is_ascii_digit() {
                self.number_or_date();
            } else if c.is_ascii_alphabetic() {
                self.word();
            } else if is_numeral(c) {
                self.numeral();
            } else {
                self.at += 1;
            }
        }
    }

    /// 2022-09-29, 2022 年 9 月 29 日, 2022 年.
    fn date(&mut self) -> bool {
        let Some((year, end)) = self.digits(self.at).filter(|(_, end)| end - self.at == 4) else {
            return false;
        };
        let Some(year) = i16::try_from(year).ok().filter(|year| (1900..2200).contains(year)) else {
            return false;
        };
        let part = |at: usize, sign: &str| {
            let (number, end) = self.digits(self.skip_spaces(at))?;
            let end = self.skip_spaces(end);
            let number = i8::try_from(number).ok().filter(|number| (1..=31).contains(number))?;
            self.starts_with(end, sign).then_some((number, end + sign.chars().count()))
        };
        let mut date = DateRead { year, month: None, day: None, side: None };
        let start = self.at;
        let mut after = end;
        if self.char(end) == Some('-') {
            let Some((month, next)) = part(end + 1, "-") else { return false };
            let Some((day, next)) = part(next, "") else { return false };
            (date.month, date.day, after) = (Some(month), Some(day), next);
        } else {
            let sign = self.skip_spaces(end);
            if self.char(sign) != Some('年') {
                return false;
            }
            after = after.max(sign + 1);
            if let Some((month, next)) = part(after, "月") {
                (date.month, after) = (Some(month), next);
                if let Some((day, next)) = part(after, "日") {
                    (date.day, after) = (Some(day), next);
                }
            }
        }
        date.side = self.day_included(start, after);
        self.found.dates.push(date);
        self.at = after;
        true
    }

    /// 29 September 2022, September 2022: at the number or at the month.
    fn english_date(&mut self, day: Option<i8>, at: usize) -> bool {
        let Some(month) = MONTHS.iter().position(|month| self.starts_with(at, month)) else { return false };
        let length = MONTHS.get(month).map_or(0, |month| month.len());
        let Some((year, end)) = self.digits(self.skip_spaces(at + length)) else { return false };
        let Some(year) = i16::try_from(year).ok().filter(|year| (1900..2200).contains(year)) else {
            return false;
        };
        let side = self.day_included(self.at, end);
        self.found.dates.push(DateRead { year, month: i8::try_from(month + 1).ok(), day, side });
        self.at = end;
        true
    }

    fn number_or_date(&mut self) {
        if self.date() {
            return;
        }
        let start = self.at;
        let Some((whole, mut end)) = self.digits(start) else {
            while self.char(self.at).is_some_and(|c| c.is_ascii_digit()) {
                self.at += 1;
            }
            return;
        };
        if let Ok(day) = i8::try_from(whole)
            && (1..=31).contains(&day)
            && self.english_date(Some(day), self.skip_spaces(end))
        {
            return;
        }
        let mut written = self.text(start, end);
        while let (Some(','), Some((_, next))) = (self.char(end), self.digits(end + 1)) {
            if next - end != 4 {
                break;
            }
            written.push_str(&self.text(end + 1, next));
            end = next;
        }
        let mut is_name = false;
        if let (Some('.'), Some((_, next))) = (self.char(end), self.digits(end + 1)) {
            let part = self.text(end + 1, next);
            // 2.0, 3.0: versions.
            is_name = part == "0";
            written = format!("{written}.{part}");
            end = next;
        }
        let Some(mut value) = Ratio::parse(&written) else {
            self.at = end;
            return;
        };
        let next = self.skip_spaces(end);
        let mut unit_at = next;
        let mut counts_in = 1;
        if self.char(next) == Some('万') {
            counts_in = 10_000;
        } else if self.char(next) == Some('亿') {
            counts_in = 100_000_000;
        }
        if counts_in > 1 {
            unit_at = self.skip_spaces(next + 1);
            value = value.times(Ratio::whole(counts_in)).unwrap_or(value);
        } else if self.starts_with(next, "million") {
            unit_at = self.skip_spaces(next + 7);
            value = value.times(Ratio::whole(1_000_000)).unwrap_or(value);
        } else if matches!(self.char(next), Some('至' | '到' | '~' | '–' | '-' | '—'))
            && let Some((_, other)) = self.digits(self.skip_spaces(next + 1))
            && self.char(self.skip_spaces(other)) == Some('万')
        {
            // 3 至 200 万: the first may share the unit of the second.
            let shared = value.times(Ratio::whole(10_000)).unwrap_or(value);
            self.push(Number {
                value: shared,
                is_firm: false,
                side: None,
                unit: None,
                is_amount: false,
                is_multiple: false,
                is_decimal: false,
            });
            is_name = true;
        }
        is_name = is_name || self.is_part_of_a_name(start, end, next);
        let looks_like_year = counts_in == 1 && (1900..2100).contains(&whole) && end - start == 4;
        let (side, unit) = (self.side(start, unit_at), self.unit(unit_at));
        let money = ["元", "yuan", "euro", "dollar", "加元", "欧元"];
        let is_amount = counts_in > 1 || money.iter().any(|word| self.starts_with(unit_at, word));
        if looks_like_year && unit.is_none() && !is_amount && !self.text(0, self.chars.len()).contains('年')
        {
            if let Ok(year) = i16::try_from(whole) {
                self.found.dates.push(DateRead { year, month: None, day: None, side: None });
            }
        } else {
            let (is_multiple, is_decimal) = (self.is_multiple(unit_at), written.contains('.'));
            self.push(Number { value, is_firm: !is_name, side, unit, is_amount, is_multiple, is_decimal });
        }
        self.at = end;
    }

    fn push(&mut self, number: Number) {
        self.found.numbers.push(number);
    }

    /// Article 5, 第 5 条, 18号, 〔2022〕, 95-329, V5: numbers that only name something.
    fn is_part_of_a_name(&self, start: usize, end: usize, next: usize) -> bool {
        let before = self.text(start.saturating_sub(12), start);
        let close = before.trim_end();
        let last = before.chars().last();
        let names = [
            "rticle",
            "rticles",
            "ection",
            "ections",
            "s.",
            "ss.",
            "No.",
            "n.º",
            "item",
            "items",
            "point",
            "measure",
            "condition",
            "conditions",
            "notice",
            "ersion",
        ];
        last.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '〔' | '/' | '(' | '-'))
            || close.ends_with('第')
            || names.iter().any(|name| close.ends_with(name))
            || matches!(self.char(end), Some('〕' | '/' | '('))
            || self.char(end).is_some_and(|c| c.is_ascii_alphabetic())
            || self.char(end) == Some('-') && self.char(end + 1).is_some_and(|c| c.is_ascii_digit())
            || ["号", "版", "条", "项", "articles", "measures", "Yatai"]
                .iter()
                .any(|word| self.starts_with(next, word))
    }

    fn word(&mut self) {
        let start = self.at;
        let mut end = start;
        while self.char(end).is_some_and(|c| c.is_ascii_alphabetic()) {
            end += 1;
        }
        if self.english_date(None, start) {
            return;
        }
        if let Some(month) = MONTHS.iter().position(|month| self.text(start, end) == *month) {
            let value = Ratio::whole(i64::try_from(month + 1).unwrap_or(0));
            self.push(Number {
                value,
                is_firm: false,
                side: None,
                unit: None,
                is_amount: false,
                is_multiple: false,
                is_decimal: false,
            });
        }
        let word = self.text(start, end).to_lowercase();
        let of = |words: &[(&str, i64)], word: &str| {
            words.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
        };
        if let Some(mut value) = of(&WORDS, &word) {
            if (20..100).contains(&value) && self.char(end) == Some('-') {
                let mut last = end + 1;
                while self.char(last).is_some_and(|c| c.is_ascii_alphabetic()) {
                    last += 1;
                }
                if let Some(more) =
                    of(&WORDS, &self.text(end + 1, last).to_lowercase()).filter(|more| *more < 10)
                {
                    value += more;
                    end = last;
                }
            }
            let next = self.skip_spaces(end);
            let (side, unit) = (self.side(start, next), self.unit(next));
            let is_multiple = self.is_multiple(next);
            let (is_firm, is_amount, is_decimal) = (false, false, false);
            let value = Ratio::whole(value);
            self.push(Number { value, is_firm, side, unit, is_amount, is_multiple, is_decimal });
        } else if let Some(value) = of(&ORDINALS, &word) {
            self.push(Number {
                value: Ratio::whole(value),
                is_firm: false,
                side: None,
                unit: None,
                is_amount: false,
                is_multiple: false,
                is_decimal: false,
            });
        }
        self.at = end;
    }

    fn numeral(&mut self) {
        let start = self.at;
        while self.char(self.at).is_some_and(is_numeral) {
            self.at += 1;
        }
        if let Some(value) = chinese(&self.text(start, self.at)) {
            let next = self.skip_spaces(self.at);
            let (side, unit) = (self.side(start, next), self.unit(next));
            let is_multiple = self.is_multiple(next);
            let (is_firm, is_amount, is_decimal) = (false, false, false);
            let value = Ratio::whole(value);
            self.push(Number { value, is_firm, side, unit, is_amount, is_multiple, is_decimal });
        }
    }

    /// "On or after", "（含）以后": the day itself belongs to it.
    fn day_included(&self, start: usize, after: usize) -> Option<Side> {
        let before = self.text(start.saturating_sub(16), start).to_lowercase();
        let behind = self.text(after, after + 8);
        let (before, behind) = (before.trim_end(), behind.trim_start());
        if before.ends_with("on or after")
            || behind.starts_with("（含）以后")
            || behind.starts_with("（含）起")
        {
            Some(Side::AtLeast)
        } else if before.ends_with("on or before")
            || behind.starts_with("（含）以前")
            || behind.starts_with("（含）之前")
        {
            Some(Side::AtMost)
        } else {
            None
        }
    }

    /// `6 个 IAS`, `6 倍`, `six times`: a multiple of something that is named.
    fn is_multiple(&self, at: usize) -> bool {
        let after = self.skip_spaces(at + 1);
        self.starts_with(at, "times")
            || self.char(at) == Some('倍')
            || self.char(at) == Some('个') && self.char(after).is_some_and(|c| c.is_ascii_uppercase())
    }

    fn unit(&self, at: usize) -> Option<Unit> {
        let at = if self.char(at) == Some('-') { at + 1 } else { at };
        let starts = |words: &[&str]| words.iter().any(|word| self.starts_with(at, word));
        if starts(&["个月", "month"]) {
            Some(Unit::Months)
        } else if starts(&["天", "日", "个工作日", "day", "working day"]) {
            Some(Unit::Days)
        } else if starts(&["年", "周岁", "岁", "周年", "year"]) {
            Some(Unit::Years)
        } else {
            None
        }
    }

    /// On which side of the number the sentence says something lies.
    fn side(&self, start: usize, after: usize) -> Option<Side> {
        let before = self.text(start.saturating_sub(24), start);
        let before = before.trim_end().to_lowercase();
        let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
        if ends(&[
            "至少",
            "不少于",
            "不低于",
            "不小于",
            "达到",
            "at least",
            "no fewer than",
            "not less than",
            "no less than",
        ]) {
            return Some(Side::AtLeast);
        }
        if ends(&[
            "不超过",
            "最多",
            "至多",
            "不多于",
            "不高于",
            "不大于",
            "at most",
            "up to",
            "no more than",
            "not more than",
        ]) {
            return Some(Side::AtMost);
        }
        if ends(&[
            "未满",
            "不满",
            "不足",
            "低于",
            "少于",
            "小于",
            "fewer than",
            "less than",
            "below",
            "under",
        ]) {
            return Some(Side::Below);
        }
        if ends(&["超过", "多于", "高于", "大于", "more than", "above", "exceeding"]) {
            return Some(Side::Above);
        }
        let behind: String = self.text(after, after + 28);
        let mut rest = behind.as_str();
        for unit in [
            "周岁", "岁", "个月", "年", "天", "日", "小时", "万元", "元", "人", "years", "year", "months",
            "month", "days", "hours",
        ] {
            if let Some(shorter) = rest.strip_prefix(unit) {
                rest = shorter.trim_start();
                break;
            }
        }
        let begins = |words: &[&str]| words.iter().any(|word| rest.starts_with(word));
        if begins(&["以上", "及以上", "或以上", "or more", "or above", "or longer", "or over", "and above"])
        {
            return Some(Side::AtLeast);
        }
        if begins(&["以下", "以内", "之内", "及以下", "or less", "or fewer", "or below"]) {
            return Some(Side::AtMost);
        }
        if ends(&["满"]) { Some(Side::AtLeast) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn values(text: &str) -> Vec<String> {
        let firm = read(text).numbers.into_iter().filter(|number| number.is_firm);
        firm.map(|number| number.value.to_string()).collect()
    }

    #[test]
    fn numbers_are_read_in_digits_with_their_ten_thousands_and_names_are_not_numbers() {
        assert_eq!(values("A 类 300 万元，E 类 3.5 万至 12 万元"), ["3000000", "35000", "120000"]);
        assert_eq!(values("1,000 yuan, 2.5 per cent"), ["1000", "2.5"]);
        assert_eq!(values("按 2.0 版第 5 条、吉发〔2022〕18号"), Vec::<String>::new());
        assert_eq!(values("SOR/95-329, article 4"), Vec::<String>::new());
    }

    #[test]
    fn dates_are_read_in_both_languages() {
        let whole = |text: &str| read(text).dates.into_iter().filter_map(DateRead::whole).collect::<Vec<_>>();
        let day = [date(2022, 9, 29)];
        assert_eq!(whole("2022 年 9 月 29 日（含）以后"), day);
        assert_eq!(whole("from 29 September 2022 on"), day);
        assert_eq!(whole("from 2022-09-29 on"), day);
        assert_eq!(
            read("in the round of 2023").dates,
            [DateRead { year: 2023, month: None, day: None, side: None }]
        );
    }

    #[test]
    fn the_side_and_the_unit_of_a_number_are_read() {
        let first = |text: &str| read(text).numbers.first().map(|number| (number.side, number.unit));
        assert_eq!(first("在国外居住至少 12 个月"), Some((Some(Side::AtLeast), Some(Unit::Months))));
        assert_eq!(first("不超过 60 周岁"), Some((Some(Side::AtMost), Some(Unit::Years))));
        assert_eq!(first("6 个月以上的合同"), Some((Some(Side::AtLeast), Some(Unit::Months))));
        assert_eq!(first("for twelve months or more"), Some((Some(Side::AtLeast), Some(Unit::Months))));
        assert_eq!(first("less than 3 years ago"), Some((Some(Side::Below), Some(Unit::Years))));
    }

    #[test]
    fn chinese_and_english_words_are_numbers_too() {
        assert!(read("二十五岁").says(Ratio::whole(25)) && read("twenty-five years").says(Ratio::whole(25)));
        assert!(read("两年").says(Ratio::whole(2)));
    }
}
