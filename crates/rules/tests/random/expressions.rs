//! Writes expressions of a type, and the figures, derived values and measures around them.

use super::{CLASSES, Fact, ROLES, Sequence};

/// The type of what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Bool,
    Int,
    Decimal,
    Money,
    Fraction,
    Date,
    Text,
    Grade,
    Role,
    List,
}

/// Writes the parts of a pack.
pub struct Writer<'s> {
    pub sequence: &'s mut Sequence,
    facts: Vec<Fact>,
    derived: Vec<Fact>,
    parameters: Vec<(String, Kind)>,
    /// Name, whether by class or number, and what they hold; no kind: ranges.
    tables: Vec<(String, bool, Option<Kind>)>,
    /// The variables around a place, with their lists.
    around: Vec<(String, usize)>,
}

const SCALARS: [Kind; 8] =
    [Kind::Bool, Kind::Int, Kind::Decimal, Kind::Money, Kind::Date, Kind::Text, Kind::Grade, Kind::Role];

const fn type_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Bool => "bool",
        Kind::Int => "int",
        Kind::Decimal => "decimal",
        Kind::Money => "money",
        Kind::Date => "date",
        Kind::Grade => "enum, scheme: grade",
        Kind::Role => "enum, scheme: role",
        _ => "string",
    }
}

impl<'s> Writer<'s> {
    pub fn new(sequence: &'s mut Sequence, facts: Vec<Fact>) -> Self {
        let (derived, parameters, tables) = (Vec::new(), Vec::new(), Vec::new());
        Self { sequence, facts, derived, parameters, tables, around: Vec::new() }
    }

    fn value(&mut self, kind: Kind) -> String {
        match kind {
            Kind::Bool => self.sequence.pick(&["true", "false"]).to_string(),
            Kind::Int => {
                self.sequence.pick(&["0", "1", "2", "3", "7", "60", "9223372036854775807"]).to_string()
            }
            Kind::Decimal => self
                .sequence
                .pick(&["\"0\"", "\"1\"", "\"0.5\"", "\"1.25\"", "\"15\"", "\"0.333\""])
                .to_string(),
            Kind::Money => self
                .sequence
                .pick(&["\"0\"", "\"1\"", "\"0.01\"", "\"1000.55\"", "\"92233720368547758.07\""])
                .to_string(),
            Kind::Date => {
                self.sequence.pick(&["2000-02-29", "2018-01-31", "1990-12-01", "2023-09-05"]).to_string()
            }
            Kind::Grade => self.sequence.pick(&CLASSES).to_string(),
            Kind::Role => self.sequence.pick(&ROLES).to_string(),
            _ => {
                format!("\"{}\"", self.sequence.pick(&["220000", "220100", "220102", "PT", "nowhere at all"]))
            }
        }
    }

    pub fn parameters(&mut self) -> String {
        let mut text = "parameters:\n".to_owned();
        for number in 0..3 {
            let kind = *self.sequence.pick(&SCALARS);
            let (first, last) = (self.value(kind), self.value(kind));
            let until = if self.sequence.once_in(3) { ", until: 2020-01-01" } else { "" };
            let known = if self.sequence.once_in(4) { ", known_from: 2024-01-01" } else { "" };
            let kind_name = type_of(kind);
            text += &format!(
                "  - name: p{number}\n    type: {}\n{}    title: {{zh: 参, en: p}}\n    values:\n      - {{from: 2010-01-01, value: {first}{until}}}\n      - {{from: 2022-01-01, value: {last}{known}}}\n",
                kind_name.split(',').next().unwrap(),
                kind_name
                    .split_once("scheme: ")
                    .map(|(_, scheme)| format!("    scheme: {scheme}\n"))
                    .unwrap_or_default(),
            );
            self.parameters.push((format!("p{number}"), kind));
        }
        text
    }

    pub fn tables(&mut self) -> String {
        let mut text = "tables:\n".to_owned();
        for number in 0..3 {
            let kind = *self.sequence.pick(&[
                Some(Kind::Money),
                Some(Kind::Int),
                Some(Kind::Decimal),
                Some(Kind::Bool),
                Some(Kind::Date),
                None,
            ]);
            let by_class = self.sequence.once_in(2);
            let key = if by_class { "{name: k, scheme: grade}" } else { "{name: k, type: int}" };
            text += &format!(
                "  - name: t{number}\n    title: {{zh: 表, en: t}}\n    keys: [{key}]\n    type: {}\n    rows:\n",
                kind.map_or("money", type_of)
            );
            let keys: &[&str] = if by_class { &CLASSES } else { &["0", "1", "2", "60", "100000"] };
            let mut rows = 0;
            for key in keys {
                if self.sequence.once_in(4) && rows > 0 {
                    continue;
                }
                rows += 1;
                let row = match (kind, self.sequence.below(4)) {
                    (Some(kind), _) => format!("value: {}", self.value(kind)),
                    (None, 0) => "value: \"500\"".to_owned(),
                    (None, 1) => "value: {from: \"10\", to: \"90\"}".to_owned(),
                    (None, 2) => "value: \"70\", at_most: true".to_owned(),
                    (None, _) => "value: \"80\", about: true".to_owned(),
                };
                text += &format!("      - {{when: [{key}], {row}}}\n");
            }
            self.tables.push((format!("t{number}"), by_class, kind));
        }
        text
    }

    pub fn derived(&mut self, number: usize) -> String {
        let kind = *self.sequence.pick(&[Kind::Bool, Kind::Int, Kind::Decimal, Kind::Money, Kind::Date]);
        let list = if self.sequence.once_in(2) { self.list_of_facts() } else { None };
        if let Some(list) = list {
            self.around.push(("member".to_owned(), list));
        }
        let text = self.write(kind, 3);
        self.around.clear();
        let name = format!("d{number}");
        let of = list.map(|list| format!(", of: {}", self.facts[list].name)).unwrap_or_default();
        self.derived.push(Fact {
            name: name.clone(),
            kind,
            may_be_none: false,
            fields: Vec::new(),
            of: list,
        });
        format!(
            "  - {{name: {name}, type: {}{of}, title: {{zh: 推, en: d}}, expr: '{text}'}}\n",
            type_of(kind)
        )
    }

    pub fn measure(&mut self, number: usize) -> Vec<String> {
        let mut parts = vec![format!(
            "  - id: x{number}\n    title: {{zh: 措施, en: x}}\n    kind: money\n    conditions:\n"
        )];
        for condition in 0..1 + self.sequence.below(3) {
            let text = self.write(Kind::Bool, 4);
            let known = if self.sequence.once_in(12) { ", known_from: 2024-01-01" } else { "" };
            parts.push(format!(
                "      - {{id: c{condition}, expr: '{text}', text: {{zh: 条, en: c}}{known}}}\n"
            ));
        }
        if self.sequence.once_in(4) {
            let text = self.write(Kind::Bool, 2);
            parts.push(format!("    refer: {{when: '{text}', text: {{zh: 议, en: r}}}}\n"));
        }
        match self.sequence.below(8) {
            0 => {}
            1 => parts.push("    amount_not_read: true\n".to_owned()),
            _ => {
                let text = self.amount();
                let most = if self.sequence.once_in(5) { ", at_most: true" } else { "" };
                parts.push(format!("    amount: {{expr: '{text}', per: year{most}}}\n"));
                if self.sequence.once_in(2) {
                    let caps: String = (0..1 + self.sequence.below(2))
                        .map(|_| format!("      - {{expr: '{}'}}\n", self.amount()))
                        .collect();
                    parts.push(format!("    caps:\n{caps}"));
                }
            }
        }
        parts
    }

    fn amount(&mut self) -> String {
        let ranges: Vec<(String, bool, Option<Kind>)> =
            self.tables.iter().filter(|(_, _, kind)| kind.is_none()).cloned().collect();
        if ranges.is_empty() || self.sequence.once_in(2) {
            return self.write(Kind::Money, 4);
        }
        let table = self.sequence.pick(&ranges).clone();
        let range = self.row_of(&table, 2);
        match self.sequence.below(3) {
            0 => range,
            1 => format!("({}) ? ({range}) : ({})", self.write(Kind::Bool, 2), self.write(Kind::Money, 2)),
            _ => format!("({}) ? ({}) : ({range})", self.write(Kind::Bool, 2), self.write(Kind::Money, 1)),
        }
    }

    fn row_of(&mut self, (name, by_class, _): &(String, bool, Option<Kind>), depth: usize) -> String {
        let key = if *by_class {
            self.write(Kind::Grade, 0)
        } else {
            self.write(Kind::Int, depth.saturating_sub(1))
        };
        format!("{name}[{key}]")
    }

    fn list_of_facts(&mut self) -> Option<usize> {
        let lists: Vec<usize> =
            (0..self.facts.len()).filter(|index| self.facts[*index].kind == Kind::List).collect();
        (!lists.is_empty()).then(|| *self.sequence.pick(&lists))
    }

    /// A name of a kind: a fact, a parameter, a derived value, a field of a member around this place.
    fn name(&mut self, kind: Kind) -> Option<String> {
        let mut names: Vec<String> = Vec::new();
        let facts = self.facts.iter().filter(|fact| fact.kind == kind).map(|fact| fact.name.clone());
        names.extend(facts);
        names
            .extend(self.parameters.iter().filter(|(_, other)| *other == kind).map(|(name, _)| name.clone()));
        let derived = |fact: &&Fact| fact.kind == kind;
        names.extend(
            self.derived
                .iter()
                .filter(derived)
                .filter(|fact| fact.of.is_none())
                .map(|fact| fact.name.clone()),
        );
        for (variable, list) in &self.around {
            let fields =
                self.facts[*list].fields.iter().chain(self.derived.iter().filter(|d| d.of == Some(*list)));
            // More than once, so that members are looked at where there are any.
            for field in fields.filter(derived) {
                names.extend([format!("{variable}.{}", field.name), format!("{variable}.{}", field.name)]);
            }
        }
        (!names.is_empty()).then(|| self.sequence.pick(&names).clone())
    }

    /// A list of members, and the variable that stands for one.
    fn members(&mut self, depth: usize) -> Option<(String, String, usize)> {
        if self.around.len() >= 3 {
            return None;
        }
        let list = self.list_of_facts()?;
        let mut text = self.facts[list].name.clone();
        let variable = format!("v{}", self.around.len());
        if self.sequence.once_in(3) && depth > 0 {
            self.around.push((variable.clone(), list));
            let kept = self.write(Kind::Bool, depth - 1);
            self.around.pop();
            text = format!("{text}.filter({variable}, {kept})");
        }
        Some((text, variable, list))
    }

    fn mapped(&mut self, kind: Kind, depth: usize) -> Option<String> {
        let (text, variable, list) = self.members(depth)?;
        self.around.push((variable.clone(), list));
        let body = self.write(kind, depth.saturating_sub(1));
        self.around.pop();
        Some(format!("{text}.map({variable}, {body})"))
    }

    pub fn write(&mut self, kind: Kind, depth: usize) -> String {
        let is_leaf = depth == 0 || self.sequence.once_in(6);
        if is_leaf
            && !self.sequence.once_in(4)
            && let Some(name) = self.name(kind)
        {
            return name;
        }
        if is_leaf {
            return self.literal(kind);
        }
        if self.sequence.once_in(8) {
            let condition = self.write(Kind::Bool, depth - 1);
            let (a, b) = (self.write(kind, depth - 1), self.write(kind, depth - 1));
            return format!("(({condition}) ? ({a}) : ({b}))");
        }
        let tables: Vec<_> = self.tables.iter().filter(|(_, _, held)| *held == Some(kind)).cloned().collect();
        if !tables.is_empty() && self.sequence.once_in(5) {
            let table = self.sequence.pick(&tables).clone();
            return self.row_of(&table, depth);
        }
        match kind {
            Kind::Bool => self.truth(depth - 1),
            Kind::Int => self.int(depth - 1),
            Kind::Decimal => self.decimal(depth - 1),
            Kind::Money => self.money(depth - 1),
            Kind::Fraction => self.fraction(depth - 1),
            Kind::Date => self.date(depth - 1),
            _ => self.name(kind).unwrap_or_else(|| self.literal(kind)),
        }
    }

    fn literal(&mut self, kind: Kind) -> String {
        match kind {
            Kind::Int if self.sequence.once_in(40) => "9223372036854775807".to_owned(),
            Kind::Int => self.sequence.pick(&["0", "1", "2", "3", "12", "60", "1000"]).to_string(),
            Kind::Decimal => self.sequence.pick(&["0.5", "1.25", "2.0", "0.333", "10.0"]).to_string(),
            Kind::Money => {
                format!(
                    "money(\"{}\")",
                    self.sequence.pick(&["0", "0.01", "1", "99.99", "1000", "123456.78"])
                )
            }
            Kind::Fraction => "percent(money(\"10.01\"), \"15\")".to_owned(),
            Kind::Date => {
                format!("date(\"{}\")", self.sequence.pick(&["2000-02-29", "1990-01-31", "2023-09-05"]))
            }
            // A class alone has no scheme: it stands in a fact or a choice of two.
            Kind::Grade | Kind::Role => self.name(kind).unwrap_or_else(|| "true".to_owned()),
            Kind::Text => format!("\"{}\"", self.sequence.pick(&["220000", "220100", "220102", "PT"])),
            _ => self.sequence.pick(&["true", "false"]).to_string(),
        }
    }

    fn truth(&mut self, depth: usize) -> String {
        let sign = *self.sequence.pick(&["==", "!=", "<", "<=", ">", ">="]);
        let equality = *self.sequence.pick(&["==", "!="]);
        match self.sequence.below(17) {
            0 => format!("!({})", self.write(Kind::Bool, depth)),
            1 => format!("(({}) && ({}))", self.write(Kind::Bool, depth), self.write(Kind::Bool, depth)),
            2 => format!(
                "(({}) || ({}) || ({}))",
                self.write(Kind::Bool, depth),
                self.write(Kind::Bool, depth),
                self.write(Kind::Bool, depth)
            ),
            3 => format!("({} {sign} {})", self.write(Kind::Int, depth), self.write(Kind::Int, depth)),
            4 => format!("({} {sign} {})", self.write(Kind::Money, depth), self.write(Kind::Fraction, depth)),
            5 => format!("({} {sign} {})", self.write(Kind::Date, depth), self.write(Kind::Date, depth)),
            6 => {
                format!("({} {sign} {})", self.write(Kind::Decimal, depth), self.write(Kind::Decimal, depth))
            }
            7 => format!("({} {sign} {})", self.write(Kind::Int, depth), self.write(Kind::Decimal, depth)),
            8 => {
                let class = *self.sequence.pick(&CLASSES);
                format!("({} {sign} \"{class}\")", self.write(Kind::Grade, depth))
            }
            9 => {
                let items = if self.sequence.once_in(2) {
                    format!("[\"{}\", \"{}\"]", self.sequence.pick(&CLASSES), self.sequence.pick(&CLASSES))
                } else {
                    self.mapped(Kind::Grade, depth).unwrap_or_else(|| "[\"A\"]".to_owned())
                };
                format!("({} in {items})", self.write(Kind::Grade, depth))
            }
            10 => format!("({} {equality} {})", self.write(Kind::Text, depth), self.write(Kind::Text, depth)),
            11 => {
                let kind = *self.sequence.pick(&SCALARS);
                let about = *self.sequence.pick(&["has", "known"]);
                format!("{about}({})", self.write(kind, depth))
            }
            12 | 13 => match self.members(depth) {
                Some((text, variable, list)) => {
                    self.around.push((variable.clone(), list));
                    let body = self.write(Kind::Bool, depth);
                    self.around.pop();
                    let quantifier = *self.sequence.pick(&["all", "exists"]);
                    format!("{text}.{quantifier}({variable}, {body})")
                }
                None => {
                    format!("({} in [1, 2, {}])", self.write(Kind::Int, depth), self.write(Kind::Int, depth))
                }
            },
            14 => format!("within({}, {})", self.write(Kind::Text, depth), self.write(Kind::Text, 0)),
            15 => format!("({} {equality} {})", self.write(Kind::Bool, depth), self.write(Kind::Bool, depth)),
            _ if self.around.len() < 3 => {
                let limit = self.write(Kind::Int, depth);
                format!("[1, {limit}, 3].exists(w, w > {})", self.write(Kind::Int, depth))
            }
            _ => format!("({} {equality} {})", self.write(Kind::Role, depth), self.write(Kind::Role, depth)),
        }
    }

    fn int(&mut self, depth: usize) -> String {
        match self.sequence.below(9) {
            0 => format!("({} + {})", self.write(Kind::Int, depth), self.write(Kind::Int, depth)),
            1 => format!("({} - {})", self.write(Kind::Int, depth), self.write(Kind::Int, depth)),
            2 => format!("({} * {})", self.write(Kind::Int, depth), self.write(Kind::Int, depth)),
            3 => {
                let sign = *self.sequence.pick(&["/", "%"]);
                let divisor = self.name(Kind::Int).unwrap_or_else(|| "7".to_owned());
                format!("({} {sign} {divisor})", self.write(Kind::Int, depth))
            }
            4 => {
                let unit = *self.sequence.pick(&["years", "months", "days"]);
                format!(
                    "{unit}_between({}, {})",
                    self.write(Kind::Date, depth),
                    self.write(Kind::Date, depth)
                )
            }
            5 => self.members(depth).map_or_else(|| "4".to_owned(), |(text, ..)| format!("size({text})")),
            6 => self.mapped(Kind::Int, depth).map_or_else(|| "5".to_owned(), |list| format!("sum({list})")),
            7 => {
                let pick = *self.sequence.pick(&["min", "max"]);
                format!("{pick}({}, {})", self.write(Kind::Int, depth), self.write(Kind::Int, depth))
            }
            _ => format!("-({})", self.write(Kind::Int, depth)),
        }
    }

    fn decimal(&mut self, depth: usize) -> String {
        match self.sequence.below(8) {
            0 => format!("({} + {})", self.write(Kind::Decimal, depth), self.write(Kind::Int, depth)),
            1 => format!("({} * {})", self.write(Kind::Decimal, depth), self.write(Kind::Decimal, depth)),
            2 => format!("({} / {})", self.write(Kind::Decimal, depth), self.literal(Kind::Decimal)),
            3 => format!("({} / {})", self.write(Kind::Decimal, depth), self.write(Kind::Decimal, depth)),
            4 => format!("({} / {})", self.write(Kind::Money, depth), self.write(Kind::Money, depth)),
            5 => format!("max({}, {})", self.write(Kind::Decimal, depth), self.write(Kind::Int, depth)),
            6 => self
                .mapped(Kind::Decimal, depth)
                .map_or_else(|| "0.25".to_owned(), |list| format!("sum({list})")),
            _ => format!("({} - {})", self.write(Kind::Int, depth), self.write(Kind::Decimal, depth)),
        }
    }

    fn money(&mut self, depth: usize) -> String {
        let round = *self.sequence.pick(&["round_half_up", "round_down", "round_up"]);
        match self.sequence.below(10) {
            0 => format!("({} + {})", self.write(Kind::Money, depth), self.write(Kind::Money, depth)),
            1 => format!("({} - {})", self.write(Kind::Money, depth), self.write(Kind::Money, depth)),
            2 => format!("({} * {})", self.write(Kind::Money, depth), self.write(Kind::Int, depth)),
            3 | 4 => format!("{round}({})", self.write(Kind::Fraction, depth)),
            5 => format!("{round}({} / {})", self.write(Kind::Money, depth), self.write(Kind::Int, depth)),
            6 => self
                .mapped(Kind::Money, depth)
                .map_or_else(|| "money(\"3\")".to_owned(), |list| format!("sum({list})")),
            7 => format!("min({}, {})", self.write(Kind::Money, depth), self.write(Kind::Money, depth)),
            8 => format!(
                "max({}, {}, {})",
                self.write(Kind::Money, depth),
                self.write(Kind::Money, depth),
                self.write(Kind::Money, 0)
            ),
            _ => format!("-({})", self.write(Kind::Money, depth)),
        }
    }

    fn fraction(&mut self, depth: usize) -> String {
        let percentage = *self.sequence.pick(&["15", "0.5", "33.33", "100"]);
        match self.sequence.below(9) {
            0 | 1 => format!("percent({}, \"{percentage}\")", self.write(Kind::Money, depth)),
            2 => format!("percent({}, {})", self.write(Kind::Money, depth), self.write(Kind::Decimal, depth)),
            3 => format!("times({}, \"{percentage}\")", self.write(Kind::Fraction, depth)),
            4 => format!("({} / {})", self.write(Kind::Money, depth), self.write(Kind::Int, 0)),
            5 => format!("({} * {})", self.write(Kind::Money, depth), self.write(Kind::Decimal, depth)),
            6 => format!("({} + {})", self.write(Kind::Fraction, depth), self.write(Kind::Money, depth)),
            7 => format!("({} / 3)", self.write(Kind::Fraction, depth)),
            _ => self
                .mapped(Kind::Fraction, depth)
                .map_or_else(|| "percent(money(\"7\"), \"3\")".to_owned(), |list| format!("sum({list})")),
        }
    }

    fn date(&mut self, depth: usize) -> String {
        match self.sequence.below(6) {
            0 => "on".to_owned(),
            1 => format!("add_days({}, {})", self.write(Kind::Date, depth), self.write(Kind::Int, depth)),
            2 | 3 => {
                let unit = *self.sequence.pick(&["years", "months"]);
                let end = *self.sequence.pick(&["clamp", "roll"]);
                format!(
                    "add_{unit}({}, {}, \"{end}\")",
                    self.write(Kind::Date, depth),
                    self.write(Kind::Int, depth)
                )
            }
            4 => format!("later({}, {})", self.write(Kind::Date, depth), self.write(Kind::Date, depth)),
            _ => format!("earlier({}, {})", self.write(Kind::Date, depth), self.write(Kind::Date, depth)),
        }
    }
}
