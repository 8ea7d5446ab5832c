//! From tokens to a tree, by precedence. Depth and nodes are limited, and after a mistake reading goes on behind the next
//! comma or bracket, so that one run reports several.

use super::{
    Construct, Mistake, Node, NodeId, Operator, Problem, Span, Tree,
    lex::{Token, lex},
};
use crate::limits;

/// Reads an expression. The tree is whole if there are no mistakes.
///
/// # Errors
/// Every mistake found, at least one.
pub fn parse(text: &str) -> Result<Tree, Vec<Mistake>> {
    let (tree, mistakes) = read(text);
    if mistakes.is_empty() { Ok(tree) } else { Err(mistakes) }
}

/// Reads an expression as far as it can be read: the tree has holes where the mistakes are. The whole grammar of CEL is
/// read, so that what this language leaves out is named, and what stands behind it is found too.
pub(crate) fn read(text: &str) -> (Tree, Vec<Mistake>) {
    let mut mistakes = Vec::new();
    let tokens = lex(text, &mut mistakes);
    // Of a text that was not read to its end nothing more is said.
    let stopped = mistakes.iter().any(|mistake| mistake.problem == Problem::TooLong);
    let mut parser = Parser { tokens, at: 0, nodes: Vec::new(), depths: Vec::new(), mistakes, stopped };
    let root = parser.expression(0);
    if !parser.stopped && *parser.peek() != Token::End {
        parser.unexpected();
    }
    parser.mistakes.sort_by_key(|mistake| mistake.span.start);
    parser.mistakes.truncate(limits::EXPRESSION_FINDINGS);
    (Tree { nodes: parser.nodes, root }, parser.mistakes)
}

struct Parser {
    tokens: Vec<(Token, Span)>,
    at: usize,
    nodes: Vec<(Node, Span)>,
    /// The height of each node: what a walk over the tree will need.
    depths: Vec<u32>,
    mistakes: Vec<Mistake>,
    /// A limit was passed: nothing more is read.
    stopped: bool,
}

/// Words that CEL keeps for the languages that embed it: no names, but fields and methods may be called so.
pub(crate) const RESERVED_WORDS: [&str; 18] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "let",
    "loop",
    "namespace",
    "package",
    "return",
    "var",
    "void",
    "while",
    "null",
];

/// The words that are tokens of their own: not even a field can be called so.
fn is_literal(name: &str) -> bool {
    matches!(name, "true" | "false" | "null" | "in")
}

const END: (Token, Span) = (Token::End, Span::at(0));

/// How tightly the operators bind, from the loosest.
const fn relation(sign: &str) -> Option<Operator> {
    Some(match sign.as_bytes() {
        b"==" => Operator::Equal,
        b"!=" => Operator::NotEqual,
        b"<" => Operator::Less,
        b"<=" => Operator::LessOrEqual,
        b">" => Operator::Greater,
        b">=" => Operator::GreaterOrEqual,
        _ => return None,
    })
}

impl Parser {
    fn peek(&self) -> &Token {
        &self.tokens.get(self.at).unwrap_or(&END).0
    }

    fn span(&self) -> Span {
        self.tokens.get(self.at).or(self.tokens.last()).unwrap_or(&END).1
    }

    fn next(&mut self) -> (Token, Span) {
        let token = self.tokens.get(self.at).or(self.tokens.last()).cloned().unwrap_or(END);
        self.at = (self.at + 1).min(self.tokens.len());
        token
    }

    fn take(&mut self, sign: &'static str) -> bool {
        let found = *self.peek() == Token::Sign(sign);
        if found {
            self.at += 1;
        }
        found
    }

    fn expect(&mut self, sign: &'static str) {
        if !self.take(sign) && !self.stopped {
            self.report_unexpected(sign);
            self.recover();
            self.take(sign);
        }
    }

    fn unexpected(&mut self) -> NodeId {
        let span = self.span();
        self.report_unexpected("");
        self.recover();
        self.add(Node::Broken, span, &[])
    }

    fn report_unexpected(&mut self, expected: &'static str) {
        let place = self.span();
        let told = |mistake: &Mistake| mistake.problem == Problem::Unexpected && mistake.span == place;
        if self.stopped
            || self.mistakes.len() >= limits::EXPRESSION_FINDINGS
            || self.mistakes.iter().any(told)
        {
            return;
        }
        let found = match self.peek() {
            Token::Int(number) => number.to_string(),
            Token::Decimal(number) => number.to_string(),
            Token::Text(text) => format!("{text:?}"),
            Token::Name(name) => name.clone(),
            Token::Sign(sign) => (*sign).to_owned(),
            Token::Outside(construct) => construct.code().to_owned(),
            Token::End => "-".to_owned(),
        };
        let mistake = Mistake::new(Problem::Unexpected, self.span()).with("found", found);
        self.mistakes.push(mistake.with("expected", if expected.is_empty() { "-" } else { expected }));
    }

    /// Skips to the next comma or closing bracket of this level.
    fn recover(&mut self) {
        let mut open = 0_u32;
        loop {
            match self.peek() {
                Token::End => return,
                Token::Sign("(" | "[" | "{") => open += 1,
                Token::Sign(")" | "]" | "}" | ",") if open == 0 => return,
                Token::Sign(")" | "]" | "}") => open -= 1,
                _ => {}
            }
            self.at += 1;
        }
    }

    /// A limit was passed: says where and reads nothing more.
    fn stop(&mut self, problem: Problem, span: Span) {
        if !self.stopped {
            self.stopped = true;
            self.mistakes.push(Mistake::new(problem, span));
            self.at = self.tokens.len();
        }
    }

    fn add(&mut self, node: Node, span: Span, children: &[NodeId]) -> NodeId {
        let below = children.iter().filter_map(|child| self.depths.get(child.0)).max().copied().unwrap_or(0);
        if below >= limits::EXPRESSION_DEPTH {
            self.stop(Problem::TooDeep, span);
        }
        if self.nodes.len() >= limits::EXPRESSION_NODES {
            self.stop(Problem::TooLong, span);
        }
        self.nodes.push((node, span));
        self.depths.push(below + 1);
        NodeId(self.nodes.len() - 1)
    }

    fn span_of(&self, id: NodeId) -> Span {
        self.nodes.get(id.0).map_or(Span::at(0), |(_, span)| *span)
    }

    /// `condition ? then : otherwise`, the loosest. `depth` counts the brackets that are open.
    fn expression(&mut self, depth: u32) -> NodeId {
        if depth >= limits::EXPRESSION_DEPTH {
            self.stop(Problem::TooDeep, self.span());
        }
        if self.stopped {
            return self.add(Node::Broken, self.span(), &[]);
        }
        let condition = self.disjunction(depth);
        if !self.take("?") {
            return condition;
        }
        let then = self.disjunction(depth + 1);
        self.expect(":");
        let otherwise = self.expression(depth + 1);
        let span = self.span_of(condition).to(self.span_of(otherwise));
        self.add(Node::If(condition, then, otherwise), span, &[condition, then, otherwise])
    }

    fn disjunction(&mut self, depth: u32) -> NodeId {
        self.chain("||", depth, Self::conjunction, Node::Or)
    }

    fn conjunction(&mut self, depth: u32) -> NodeId {
        self.chain("&&", depth, |parser, depth| parser.binary(depth, 0), Node::And)
    }

    fn chain(
        &mut self,
        sign: &'static str,
        depth: u32,
        part: fn(&mut Self, u32) -> NodeId,
        node: fn(Vec<NodeId>) -> Node,
    ) -> NodeId {
        let first = part(self, depth);
        let mut parts = vec![first];
        while !self.stopped && self.take(sign) {
            parts.push(part(self, depth));
        }
        if parts.len() == 1 {
            return first;
        }
        let span = self.span_of(first).to(parts.last().map_or(Span::at(0), |last| self.span_of(*last)));
        self.add(node(parts.clone()), span, &parts)
    }

    /// Relations (0), sums (1), products (2): all to the left.
    fn binary(&mut self, depth: u32, level: u32) -> NodeId {
        let part = |parser: &mut Self| {
            if level == 2 { parser.unary(depth) } else { parser.binary(depth, level + 1) }
        };
        let mut left = part(self);
        loop {
            let operator = match (level, self.peek()) {
                (0, Token::Sign(sign)) => relation(sign),
                (0, Token::Name(name)) if name == "in" => Some(Operator::In),
                (1, Token::Sign("+")) => Some(Operator::Plus),
                (1, Token::Sign("-")) => Some(Operator::Minus),
                (2, Token::Sign("*")) => Some(Operator::Times),
                (2, Token::Sign("/")) => Some(Operator::Over),
                (2, Token::Sign("%")) => Some(Operator::Remainder),
                _ => None,
            };
            let Some(operator) = operator.filter(|_| !self.stopped) else { return left };
            self.at += 1;
            let right = part(self);
            let span = self.span_of(left).to(self.span_of(right));
            left = self.add(Node::Binary(operator, left, right), span, &[left, right]);
        }
    }

    fn unary(&mut self, depth: u32) -> NodeId {
        // Counted, not recursive: `!!!!…x` must not use the stack.
        let mut signs = Vec::new();
        while let Token::Sign(sign @ ("!" | "-")) = *self.peek() {
            if signs.len() >= 64 {
                self.stop(Problem::TooDeep, self.span());
                break;
            }
            signs.push((sign, self.span()));
            self.at += 1;
        }
        // The sign of a number belongs to the number, or the smallest one could not be written. Of a number in brackets
        // it does not: `-(-42)` is 42.
        let signed =
            matches!(self.peek(), Token::Int(_)) && signs.last().is_some_and(|(sign, _)| *sign == "-");
        let mut id = self.postfix(depth, signed);
        if let (true, Some((_, start)), Some((Node::Int(number), _))) =
            (signed, signs.last(), self.nodes.get(id.0))
        {
            let span = start.to(self.span_of(id));
            id = self.add(Node::Int(*number), span, &[]);
            signs.pop();
        }
        for (sign, start) in signs.into_iter().rev() {
            let span = start.to(self.span_of(id));
            id = self.add(if sign == "!" { Node::Not(id) } else { Node::Negative(id) }, span, &[id]);
        }
        id
    }

    fn postfix(&mut self, depth: u32, negative: bool) -> NodeId {
        let mut id = self.primary(depth, negative);
        while !self.stopped {
            let start = self.span_of(id);
            if self.take(".") {
                if *self.peek() == Token::Sign("?") {
                    self.outside(Construct::Optional, self.span());
                    self.at += 1;
                }
                let (token, span) = self.next();
                let name = match token {
                    Token::Name(name) if !is_literal(&name) => name,
                    Token::Outside(Construct::QuotedField) => {
                        id = self.outside(Construct::QuotedField, span);
                        continue;
                    }
                    _ => {
                        self.at = self.at.saturating_sub(1);
                        return self.unexpected();
                    }
                };
                if self.take("(") {
                    let args = self.arguments(")", depth);
                    let mut children = args.clone();
                    children.push(id);
                    id = self.add(Node::Method(id, name, args), start.to(self.last_span()), &children);
                } else {
                    id = self.add(Node::Field(id, name), start.to(span), &[id]);
                }
            } else if self.take("[") {
                let keys = self.arguments("]", depth);
                let mut children = keys.clone();
                children.push(id);
                id = self.add(Node::Index(id, keys), start.to(self.last_span()), &children);
            } else if *self.peek() == Token::Sign("{") {
                self.outside(Construct::Message, start);
                self.at += 1;
                self.entries(depth, true);
                id = self.add(Node::Broken, start.to(self.last_span()), &[id]);
            } else {
                break;
            }
        }
        id
    }

    /// What CEL has and this language does not: said once for each construct.
    fn outside(&mut self, construct: Construct, span: Span) -> NodeId {
        let told = |mistake: &Mistake| mistake.construct() == Some(construct.code());
        if !self.stopped && !self.mistakes.iter().any(told) {
            self.mistakes.push(Mistake::outside(construct, span));
        }
        self.add(Node::Broken, span, &[])
    }

    /// The entries of a map (`key: value`) or of a message (`field: value`), to the closing brace.
    fn entries(&mut self, depth: u32, fields: bool) {
        while !self.stopped && !self.take("}") {
            if *self.peek() == Token::Sign("?") {
                self.outside(Construct::Optional, self.span());
                self.at += 1;
            }
            if fields {
                match self.next().0 {
                    Token::Name(_) | Token::Outside(Construct::QuotedField) => {}
                    _ => {
                        self.at = self.at.saturating_sub(1);
                        self.unexpected();
                    }
                }
            } else {
                self.expression(depth + 1);
            }
            self.expect(":");
            self.expression(depth + 1);
            if !self.take(",") {
                self.expect("}");
                break;
            }
        }
    }

    fn last_span(&self) -> Span {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).unwrap_or(&END).1
    }

    fn arguments(&mut self, close: &'static str, depth: u32) -> Vec<NodeId> {
        let mut args = Vec::new();
        if self.take(close) {
            return args;
        }
        loop {
            if close == "]" && *self.peek() == Token::Sign("?") {
                self.outside(Construct::Optional, self.span());
                self.at += 1;
            }
            args.push(self.expression(depth + 1));
            if self.stopped || !self.take(",") {
                break;
            }
        }
        self.expect(close);
        args
    }

    /// The items of a list; as in CEL a comma may stand after the last.
    fn items(&mut self, depth: u32) -> Vec<NodeId> {
        let mut items = Vec::new();
        if self.take(",") {
            self.expect("]");
            return items;
        }
        while !self.stopped && !self.take("]") {
            if *self.peek() == Token::Sign("?") {
                self.outside(Construct::Optional, self.span());
                self.at += 1;
            }
            items.push(self.expression(depth + 1));
            if !self.take(",") {
                self.expect("]");
                break;
            }
        }
        items
    }

    fn primary(&mut self, depth: u32, negative: bool) -> NodeId {
        let (token, span) = self.next();
        match token {
            // After a minus the magnitude is kept negative: its range is one larger.
            Token::Int(number) if negative => match 0_i64.checked_sub_unsigned(number) {
                Some(number) => self.add(Node::Int(number), span, &[]),
                None => self.number_too_large(number, span),
            },
            Token::Int(number) => match i64::try_from(number) {
                Ok(number) => self.add(Node::Int(number), span, &[]),
                Err(_) => self.number_too_large(number, span),
            },
            Token::Decimal(number) => self.add(Node::Decimal(number), span, &[]),
            Token::Text(text) => self.add(Node::Text(text), span, &[]),
            Token::Name(name) => match name.as_str() {
                "true" => self.add(Node::Bool(true), span, &[]),
                "false" => self.add(Node::Bool(false), span, &[]),
                "null" => self.outside(Construct::Null, span),
                name if name == "in" || RESERVED_WORDS.contains(&name) => {
                    self.at -= 1;
                    self.unexpected()
                }
                _ if self.take("(") => {
                    let args = self.arguments(")", depth);
                    self.add(Node::Call(name, args.clone()), span.to(self.last_span()), &args)
                }
                _ => self.add(Node::Name(name), span, &[]),
            },
            Token::Sign("(") => {
                let inner = self.expression(depth + 1);
                self.expect(")");
                inner
            }
            Token::Sign("[") => {
                let items = self.items(depth);
                self.add(Node::List(items.clone()), span.to(self.last_span()), &items)
            }
            Token::Sign("{") => {
                let id = self.outside(Construct::Map, span);
                self.entries(depth, false);
                id
            }
            Token::Sign(".") if matches!(self.peek(), Token::Name(_)) => {
                let id = self.outside(Construct::AbsoluteName, span);
                self.at += 1;
                if self.take("(") {
                    self.arguments(")", depth);
                }
                id
            }
            Token::Outside(construct) => self.outside(construct, span),
            Token::Sign(_) | Token::End => {
                self.at = self.tokens.len().min(self.at).saturating_sub(1);
                if self.stopped {
                    return self.add(Node::Broken, span, &[]);
                }
                self.unexpected()
            }
        }
    }

    fn number_too_large(&mut self, number: u64, span: Span) -> NodeId {
        self.mistakes.push(Mistake::new(Problem::Number, span).with("found", number));
        self.add(Node::Broken, span, &[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn problems(text: &str) -> Vec<(Problem, usize)> {
        parse(text).unwrap_err().iter().map(|m| (m.problem, m.span.start)).collect()
    }

    #[test]
    fn products_bind_tighter_than_sums_and_sums_tighter_than_relations() {
        let tree = parse("a + b * 2 >= 3 && !c || d").unwrap();
        let Node::Or(parts) = tree.node(tree.root()) else { panic!() };
        let Node::And(inner) = tree.node(parts[0]) else { panic!() };
        let Node::Binary(Operator::GreaterOrEqual, sum, _) = tree.node(inner[0]) else { panic!() };
        assert!(matches!(tree.node(*sum), Node::Binary(Operator::Plus, _, _)));
        assert!(matches!(tree.node(inner[1]), Node::Not(_)));
    }

    #[test]
    fn the_smallest_number_can_be_written() {
        let tree = parse("-9223372036854775808").unwrap();
        assert_eq!(tree.node(tree.root()), &Node::Int(i64::MIN));
        assert_eq!(problems("9223372036854775808"), [(Problem::Number, 0)]);
        let tree = parse("-(-42)").unwrap();
        assert!(matches!(tree.node(tree.root()), Node::Negative(_)));
        let tree = parse("3-2").unwrap();
        assert!(matches!(tree.node(tree.root()), Node::Binary(Operator::Minus, _, _)));
    }

    #[test]
    fn several_mistakes_are_reported_each_at_its_place() {
        assert_eq!(problems("min(a +, b) && max(, c)").len(), 2);
        assert_eq!(problems("a b"), [(Problem::Unexpected, 2)]);
        assert_eq!(problems("\"open"), [(Problem::Quote, 0)]);
        assert_eq!(problems("1.5e3"), [(Problem::Outside, 0)]);
        assert_eq!(problems("1.5x"), [(Problem::Number, 0)]);
        assert_eq!(problems("a ; b")[0], (Problem::Character, 2));
        assert_eq!(problems(""), [(Problem::Unexpected, 0)]);
    }

    #[test]
    fn a_long_chain_and_deep_nesting_are_refused_with_a_place_and_never_overflow_the_stack() {
        let chain = |sign: &str, n: usize| vec!["a"; n].join(sign);
        assert_eq!(problems(&chain(" + ", 10_001))[0].0, Problem::TooDeep);
        assert_eq!(problems(&chain(" && ", 10_001))[0].0, Problem::TooLong);
        assert!(parse(&chain(" && ", 500)).is_ok());
        for (open, close) in [("(", ")"), ("[", "]"), ("f(", ")"), ("!", ""), ("-", ""), ("a ? b : ", "")] {
            let text = format!("{}a{}", open.repeat(5_000), close.repeat(5_000));
            assert_eq!(problems(&text)[0].0, Problem::TooDeep, "{open}");
        }
        assert_eq!(problems(&"a.b".repeat(5_000))[0].0, Problem::TooDeep);
        assert_eq!(problems(&" ".repeat(70_000))[0].0, Problem::TooLong);
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_panic(text in ".{0,200}") {
            let _ = parse(&text);
        }

        #[test]
        fn no_sequence_of_tokens_makes_the_parser_panic(
            parts in proptest::collection::vec(
                prop::sample::select(vec!["a", "1", "1.5", "\"t\"", "(", ")", "[", "]", ",", ".", "?", ":", "!", "-", "+", "&&", "||", "==", "in", "has", "all", "'", "="]),
                0..60,
            )
        ) {
            let _ = parse(&parts.join(" "));
        }
    }
}
