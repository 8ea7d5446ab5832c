//! A tree as text again: one spelling for each tree, with parentheses only where they are needed. Read again it is the same
//! tree.

use super::{Node, NodeId, Operator, Tree};

/// How tightly a node binds, from the loosest.
const CHOICE: u8 = 0;
const OR: u8 = 1;
const AND: u8 = 2;
const RELATION: u8 = 3;
const SUM: u8 = 4;
const PRODUCT: u8 = 5;
const UNARY: u8 = 6;
const POSTFIX: u8 = 7;
const PRIMARY: u8 = 8;

impl Tree {
    /// As text, on one line.
    #[must_use]
    pub fn print(&self) -> String {
        let mut out = String::new();
        self.write(self.root(), CHOICE, &mut out);
        out
    }

    /// As text, over several lines where its parts at the top are joined by `&&` or `||`: each part one line, its sign first.
    #[must_use]
    pub fn print_lines(&self) -> Vec<String> {
        let (parts, sign, least) = match self.node(self.root()) {
            Node::Or(parts) => (parts, "|| ", AND),
            Node::And(parts) => (parts, "&& ", RELATION),
            _ => return vec![self.print()],
        };
        let line = |(index, part): (usize, &NodeId)| {
            let mut line = if index == 0 { String::new() } else { sign.to_owned() };
            self.write(*part, least, &mut line);
            line
        };
        parts.iter().enumerate().map(line).collect()
    }

    fn binding(&self, id: NodeId) -> u8 {
        match self.node(id) {
            Node::If(..) => CHOICE,
            Node::Or(_) => OR,
            Node::And(_) => AND,
            Node::Binary(operator, ..) => binding(*operator),
            // `-5.x` would be read as the field of another number.
            Node::Not(_) | Node::Negative(_) | Node::Int(_) | Node::Decimal(_) => UNARY,
            Node::Field(..) | Node::Index(..) | Node::Method(..) => POSTFIX,
            _ => PRIMARY,
        }
    }

    /// As deep as the tree, which is limited.
    fn write(&self, id: NodeId, least: u8, out: &mut String) {
        if self.binding(id) < least {
            out.push('(');
            self.write(id, CHOICE, out);
            out.push(')');
            return;
        }
        match self.node(id) {
            Node::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Node::Int(number) => out.push_str(&number.to_string()),
            Node::Decimal(number) => {
                let text = number.to_string();
                out.push_str(&text);
                // Without its point it would be a whole number.
                if !text.contains('.') {
                    out.push_str(".0");
                }
            }
            Node::Text(text) => quote(text, out),
            Node::Name(name) => out.push_str(name),
            Node::List(items) => self.write_all('[', items, ']', out),
            Node::Field(of, name) => {
                self.write(*of, POSTFIX, out);
                out.push('.');
                out.push_str(name);
            }
            Node::Index(of, keys) => {
                self.write(*of, POSTFIX, out);
                self.write_all('[', keys, ']', out);
            }
            Node::Call(name, args) => {
                out.push_str(name);
                self.write_all('(', args, ')', out);
            }
            Node::Method(of, name, args) => {
                self.write(*of, POSTFIX, out);
                out.push('.');
                out.push_str(name);
                self.write_all('(', args, ')', out);
            }
            Node::Not(of) => {
                out.push('!');
                self.write(*of, UNARY, out);
            }
            Node::Negative(of) => {
                out.push('-');
                let mut operand = String::new();
                self.write(*of, UNARY, &mut operand);
                // The sign of a number belongs to the number.
                let is_number = matches!(self.node(*of), Node::Decimal(_));
                if operand.starts_with(|c: char| c.is_ascii_digit()) && !is_number {
                    out.push('(');
                    out.push_str(&operand);
                    out.push(')');
                } else {
                    out.push_str(&operand);
                }
            }
            Node::Binary(operator, a, b) => {
                let own = binding(*operator);
                self.write(*a, own, out);
                out.push(' ');
                out.push_str(operator.sign());
                out.push(' ');
                self.write(*b, own + 1, out);
            }
            Node::And(parts) => self.write_chain(parts, " && ", RELATION, out),
            Node::Or(parts) => self.write_chain(parts, " || ", AND, out),
            Node::If(condition, then, otherwise) => {
                self.write(*condition, OR, out);
                out.push_str(" ? ");
                self.write(*then, OR, out);
                out.push_str(" : ");
                self.write(*otherwise, CHOICE, out);
            }
            Node::Broken => {}
        }
    }

    fn write_all(&self, open: char, items: &[NodeId], close: char, out: &mut String) {
        out.push(open);
        self.write_chain(items, ", ", CHOICE, out);
        out.push(close);
    }

    fn write_chain(&self, parts: &[NodeId], sign: &str, least: u8, out: &mut String) {
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                out.push_str(sign);
            }
            self.write(*part, least, out);
        }
    }

    /// Whether two trees say the same, wherever their parts stand.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        self.print() == other.print()
    }
}

const fn binding(operator: Operator) -> u8 {
    match operator {
        Operator::Plus | Operator::Minus => SUM,
        Operator::Times | Operator::Over | Operator::Remainder => PRODUCT,
        _ => RELATION,
    }
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() && u32::from(c) <= 0xffff => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)))
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::parse;
    use proptest::prelude::*;

    /// A node without its place.
    fn shape(tree: &Tree, id: NodeId) -> String {
        let all = |ids: &[NodeId]| ids.iter().map(|id| shape(tree, *id)).collect::<Vec<_>>().join(",");
        match tree.node(id) {
            Node::List(items) => format!("L[{}]", all(items)),
            Node::Field(of, name) => format!("F[{},{name}]", shape(tree, *of)),
            Node::Index(of, keys) => format!("X[{};{}]", shape(tree, *of), all(keys)),
            Node::Call(name, args) => format!("C[{name};{}]", all(args)),
            Node::Method(of, name, args) => format!("M[{},{name};{}]", shape(tree, *of), all(args)),
            Node::Not(of) => format!("![{}]", shape(tree, *of)),
            Node::Negative(of) => format!("-[{}]", shape(tree, *of)),
            Node::Binary(operator, a, b) => {
                format!("B[{operator:?},{},{}]", shape(tree, *a), shape(tree, *b))
            }
            Node::And(parts) => format!("A[{}]", all(parts)),
            Node::Or(parts) => format!("O[{}]", all(parts)),
            Node::If(a, b, c) => format!("I[{},{},{}]", shape(tree, *a), shape(tree, *b), shape(tree, *c)),
            leaf => format!("{leaf:?}"),
        }
    }

    fn printed(text: &str) -> String {
        parse(text).unwrap().print()
    }

    #[test]
    fn one_spelling_with_parentheses_only_where_needed() {
        for (text, expected) in [
            ("((a))&&( b||c )", "a && (b || c)"),
            ("a  ||(b&&c)", "a || b && c"),
            ("(a+b)*c-(d-e)", "(a + b) * c - (d - e)"),
            ("(a+b)+c", "a + b + c"),
            ("!(a==b)", "!(a == b)"),
            ("(x?y:z)?1:(p?q:r)", "(x ? y : z) ? 1 : p ? q : r"),
            ("x.all(m,( m.born<on ))", "x.all(m, m.born < on)"),
            ("t[ 'A',2 ]", "t[\"A\", 2]"),
            ("-(5)", "-(5)"),
            ("-5", "-5"),
            ("2.0", "2.0"),
            ("'甲\"乙'", "\"甲\\\"乙\""),
        ] {
            assert_eq!(printed(text), expected);
        }
        let tree = parse("a && b || c && (d || e)").unwrap();
        assert_eq!(tree.print_lines(), ["a && b", "|| c && (d || e)"]);
    }

    /// Expressions of every form, as texts with more brackets and fewer spaces than needed.
    fn expressions() -> impl Strategy<Value = String> {
        let leaf = prop::sample::select(vec![
            "a",
            "b.c",
            "true",
            "1",
            "-3",
            "2.50",
            "'t'",
            "\"E\"",
            "on",
            "f()",
            "[]",
            "-9223372036854775808",
        ]);
        leaf.prop_map(str::to_owned).prop_recursive(5, 40, 3, |inner| {
            let binary = prop::sample::select(vec![
                "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", " in ", "&&", "||",
            ]);
            prop_oneof![
                (inner.clone(), binary.clone(), inner.clone())
                    .prop_map(|(a, sign, b)| format!("({a}){sign}({b})")),
                (inner.clone(), binary, inner.clone()).prop_map(|(a, sign, b)| format!("{a} {sign} {b}")),
                inner.clone().prop_map(|a| format!("!({a})")),
                inner.clone().prop_map(|a| format!("-({a})")),
                inner.clone().prop_map(|a| format!("- {a}")),
                (inner.clone(), inner.clone(), inner.clone())
                    .prop_map(|(a, b, c)| format!("({a})?({b}):({c})")),
                (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("f({a},{b})")),
                (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}).all(m,{b})")),
                (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a})[{b}]")),
                (inner.clone(), inner).prop_map(|(a, b)| format!("[{a},{b}]")),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn what_is_printed_reads_as_the_same_tree_and_prints_the_same(text in expressions()) {
            let Ok(tree) = parse(&text) else { return Ok(()) };
            let printed = tree.print();
            let again = parse(&printed).map_err(|mistakes| TestCaseError::fail(format!("{printed}: {mistakes:?}")))?;
            prop_assert_eq!(shape(&tree, tree.root()), shape(&again, again.root()), "{} -> {}", text, &printed);
            prop_assert_eq!(&again.print(), &printed);
            let lines = tree.print_lines().join("\n");
            let again = parse(&lines).map_err(|mistakes| TestCaseError::fail(format!("{lines}: {mistakes:?}")))?;
            prop_assert_eq!(again.print(), printed);
        }
    }
}
