//! Expressions by chance, from a seed: well-typed ones over the shared subset, and others made by breaking some.

#![allow(dead_code, reason = "each test file uses a part")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "only tests use it")]

/// Chance from a seed: SplitMix64.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let at = self.below(of.len());
        &of[at]
    }

    pub fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    Bool,
    Int,
    Text,
    List(Box<Kind>),
}

impl Kind {
    fn list(of: Self) -> Self {
        Self::List(Box::new(of))
    }
}

/// The names that the expressions use, with what they are bound to.
pub const BOUND: [(&str, &str); 6] = [
    ("b", "true"),
    ("i", "7"),
    ("j", "-3"),
    ("s", "'吉林 abc'"),
    ("xs", "[3, 0, -1]"),
    ("ts", "['a', '', '吉林']"),
];

const INTS: [&str; 10] =
    ["0", "1", "2", "-1", "7", "-5", "0x10", "100", "9223372036854775807", "-9223372036854775808"];
const TEXTS: [&str; 9] =
    ["''", "'a'", "\"b\"", "'abc'", "'吉'", "'🐱x'", r"'\n\u0041'", r"r'\d'", "'''it's'''"];

/// Writes one expression of a kind.
pub struct Writer<'a> {
    pub chance: &'a mut Chance,
    /// The variables of the quantifiers around the place.
    locals: Vec<(String, Kind)>,
}

impl<'a> Writer<'a> {
    pub const fn new(chance: &'a mut Chance) -> Self {
        Self { chance, locals: Vec::new() }
    }

    pub fn any(&mut self, depth: u32) -> String {
        let kind = match self.chance.below(6) {
            0 | 1 => Kind::Bool,
            2 | 3 => Kind::Int,
            4 => Kind::Text,
            _ => Kind::list(Kind::Int),
        };
        self.write(&kind, depth, false)
    }

    /// `total`: nothing in it can fail. What stands in a list must be so, since CEL has no list with an error in it.
    pub fn write(&mut self, kind: &Kind, depth: u32, total: bool) -> String {
        if depth == 0 || self.chance.one_in(6) {
            return self.leaf(kind, total);
        }
        let depth = depth - 1;
        if self.chance.one_in(9) {
            let [condition, then, otherwise] =
                [&Kind::Bool, kind, kind].map(|kind| self.write(kind, depth, total));
            return format!("({condition} ? {then} : {otherwise})");
        }
        match kind {
            Kind::Bool => self.truth(depth, total),
            Kind::Int => self.number(depth, total),
            Kind::Text => self.text(depth, total),
            Kind::List(of) => self.items(of, depth, total),
        }
    }

    fn leaf(&mut self, kind: &Kind, total: bool) -> String {
        let locals: Vec<String> =
            self.locals.iter().filter(|(_, of)| of == kind).map(|(name, _)| name.clone()).collect();
        if !locals.is_empty() && !self.chance.one_in(3) {
            return self.chance.pick(&locals).clone();
        }
        match kind {
            Kind::Bool => (*self.chance.pick(&["true", "false", "b"])).to_owned(),
            // Sums of small ones cannot overflow.
            Kind::Int if total => (*self.chance.pick(&["0", "1", "2", "-4", "i", "j"])).to_owned(),
            Kind::Int if self.chance.one_in(3) => (*self.chance.pick(&["i", "j"])).to_owned(),
            Kind::Int => (*self.chance.pick(&INTS)).to_owned(),
            Kind::Text if self.chance.one_in(4) => "s".to_owned(),
            Kind::Text => (*self.chance.pick(&TEXTS)).to_owned(),
            Kind::List(of) if **of == Kind::Int && self.chance.one_in(2) => "xs".to_owned(),
            Kind::List(of) if **of == Kind::Text && self.chance.one_in(2) => "ts".to_owned(),
            Kind::List(of) => {
                let items: Vec<String> = (0..self.chance.below(4)).map(|_| self.leaf(of, true)).collect();
                format!("[{}]", items.join(", "))
            }
        }
    }

    fn scalar(&mut self) -> Kind {
        self.chance.pick(&[Kind::Bool, Kind::Int, Kind::Int, Kind::Text]).clone()
    }

    fn truth(&mut self, depth: u32, total: bool) -> String {
        let two = |writer: &mut Self, kind: &Kind, sign: &str| {
            let (a, b) = (writer.write(kind, depth, total), writer.write(kind, depth, total));
            format!("({a} {sign} {b})")
        };
        match self.chance.below(12) {
            0 | 1 => two(self, &Kind::Bool, "&&"),
            2 | 3 => two(self, &Kind::Bool, "||"),
            4 => format!("!{}", self.write(&Kind::Bool, depth, total)),
            5 => {
                let sign = *self.chance.pick(&["<", "<=", ">", ">=", "==", "!="]);
                let kind = self.scalar();
                two(self, &kind, sign)
            }
            6 => {
                let sign = *self.chance.pick(&["==", "!="]);
                let kind = Kind::list(self.scalar());
                two(self, &kind, sign)
            }
            7 => {
                let kind = self.scalar();
                // Of an empty list the item decides nothing here, and fails in CEL if it does.
                let (a, b) = (self.write(&kind, depth, true), self.write(&Kind::list(kind), depth, total));
                format!("({a} in {b})")
            }
            8 => {
                let name = *self.chance.pick(&["contains", "startsWith", "endsWith"]);
                let (a, b) = (self.write(&Kind::Text, depth, total), self.write(&Kind::Text, depth, total));
                format!("{a}.{name}({b})")
            }
            _ => {
                let name = *self.chance.pick(&["all", "exists", "exists_one"]);
                self.quantified(name, &Kind::Bool, depth, total)
            }
        }
    }

    fn number(&mut self, depth: u32, total: bool) -> String {
        match self.chance.below(if total { 5 } else { 12 }) {
            0 | 1 => {
                let (a, b) = (self.write(&Kind::Int, depth, total), self.write(&Kind::Int, depth, total));
                format!("({a} + {b})")
            }
            2 => format!("size({})", self.write(&Kind::Text, depth, total)),
            3 => {
                let kind = Kind::list(self.scalar());
                format!("{}.size()", self.write(&kind, depth, total))
            }
            4 => {
                let name = *self.chance.pick(&["indexOf", "lastIndexOf"]);
                let (a, b) = (self.write(&Kind::Text, depth, total), self.write(&Kind::Text, depth, total));
                format!("{a}.{name}({b})")
            }
            5 => format!("-({})", self.write(&Kind::Int, depth, total)),
            6 | 7 => {
                let sign = *self.chance.pick(&["-", "*", "/", "%"]);
                let (a, b) = (self.write(&Kind::Int, depth, total), self.write(&Kind::Int, depth, total));
                format!("({a} {sign} {b})")
            }
            8 => {
                let name = *self.chance.pick(&["abs", "sign"]);
                format!("math.{name}({})", self.write(&Kind::Int, depth, total))
            }
            9 => {
                let name = *self.chance.pick(&["least", "greatest"]);
                let (a, b) = (self.write(&Kind::Int, depth, total), self.write(&Kind::Int, depth, total));
                format!("math.{name}({a}, {b})")
            }
            10 => {
                let (a, b) =
                    (self.write(&Kind::list(Kind::Int), depth, total), self.write(&Kind::Int, depth, total));
                format!("{a}[{b}]")
            }
            _ => {
                format!("int({})", self.chance.pick(&["'12'", "'-7'", "'x'", "''", "'9223372036854775808'"]))
            }
        }
    }

    fn text(&mut self, depth: u32, total: bool) -> String {
        match self.chance.below(if total { 6 } else { 9 }) {
            0 | 1 => {
                let (a, b) = (self.write(&Kind::Text, depth, total), self.write(&Kind::Text, depth, total));
                format!("({a} + {b})")
            }
            2 => format!("string({})", self.write(&Kind::Int, depth, total)),
            3 => {
                let name = *self.chance.pick(&["lowerAscii", "upperAscii", "trim", "reverse"]);
                format!("{}.{name}()", self.write(&Kind::Text, depth, total))
            }
            4 => {
                let [a, b, c] = [(); 3].map(|()| self.write(&Kind::Text, depth, total));
                let most = *self.chance.pick(&["", ", 0", ", 1", ", 2", ", -1"]);
                format!("{a}.replace({b}, {c}{most})")
            }
            5 => {
                let between = *self.chance.pick(&["", "'-'", "s"]);
                format!("{}.join({between})", self.write(&Kind::list(Kind::Text), depth, total))
            }
            6 => {
                let a = self.write(&Kind::Text, depth, total);
                let (b, c) = (self.below_six(), self.below_six());
                if self.chance.one_in(2) {
                    format!("{a}.substring({b})")
                } else {
                    format!("{a}.substring({b}, {c})")
                }
            }
            7 => {
                let (a, b) = (self.write(&Kind::Text, depth, total), self.below_six());
                format!("{a}.charAt({b})")
            }
            _ => {
                let (a, b) =
                    (self.write(&Kind::list(Kind::Text), depth, total), self.write(&Kind::Int, depth, total));
                format!("{a}[{b}]")
            }
        }
    }

    fn below_six(&mut self) -> String {
        (i64::try_from(self.chance.below(7)).unwrap() - 1).to_string()
    }

    fn items(&mut self, of: &Kind, depth: u32, total: bool) -> String {
        let list = Kind::list(of.clone());
        match self.chance.below(7) {
            5 if of == &Kind::Text => {
                let (a, b) = (self.write(&Kind::Text, depth, total), self.write(&Kind::Text, depth, total));
                let most = *self.chance.pick(&["", ", 0", ", 1", ", 2", ", -1"]);
                format!("{a}.split({b}{most})")
            }
            6 if self.locals.len() < 2 => {
                let over = self.scalar();
                let source = self.write(&Kind::list(over.clone()), depth, total);
                let variable = format!("v{}", self.locals.len());
                self.locals.push((variable.clone(), over));
                let (which, what) = (self.write(&Kind::Bool, depth, true), self.write(of, depth, true));
                self.locals.pop();
                format!("{source}.map({variable}, {which}, {what})")
            }
            0 => {
                let (a, b) = (self.write(&list, depth, total), self.write(&list, depth, total));
                format!("({a} + {b})")
            }
            1 => {
                let items: Vec<String> =
                    (0..self.chance.below(4)).map(|_| self.write(of, depth, true)).collect();
                format!("[{}]", items.join(", "))
            }
            2 => self.quantified_over("filter", of.clone(), &Kind::Bool, depth, total),
            3 => self.quantified("map", of, depth, true),
            _ => self.leaf(&list, total),
        }
    }

    fn quantified(&mut self, name: &str, body: &Kind, depth: u32, total: bool) -> String {
        let over = self.scalar();
        self.quantified_over(name, over, body, depth, total)
    }

    fn quantified_over(&mut self, name: &str, over: Kind, body: &Kind, depth: u32, total: bool) -> String {
        if self.locals.len() >= 2 {
            let whole = if body == &Kind::Bool && name != "filter" && name != "map" {
                Kind::Bool
            } else {
                Kind::list(if name == "map" { body.clone() } else { over })
            };
            return self.leaf(&whole, total);
        }
        let list = self.write(&Kind::list(over.clone()), depth, total);
        let variable = format!("v{}", self.locals.len());
        self.locals.push((variable.clone(), over));
        // Of a member for whom the filter fails the list has not lost its other members here; in CEL it has.
        let body = self.write(body, depth, total || name == "map" || name == "filter");
        self.locals.pop();
        format!("{list}.{name}({variable}, {body})")
    }
}
