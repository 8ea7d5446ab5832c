//! The tree of an expression as written. Nodes lie in one vector and name each other by number: no recursion is needed
//! to drop or to walk it.

use super::Span;
use crate::ratio::Ratio;

/// The number of a node in its [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(crate) usize);

/// An operator between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is its sign")]
pub enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Plus,
    Minus,
    Times,
    Over,
    Remainder,
    In,
}

impl Operator {
    /// The same between the two sides exchanged.
    #[must_use]
    pub const fn turned(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
            other => other,
        }
    }

    /// As it is written.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Times => "*",
            Self::Over => "/",
            Self::Remainder => "%",
            Self::In => "in",
        }
    }
}

/// What stands at a node.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a point, exact.
    Decimal(Ratio),
    /// A quoted text.
    Text(String),
    /// A name.
    Name(String),
    /// `[a, b]`.
    List(Vec<NodeId>),
    /// `x.field`.
    Field(NodeId, String),
    /// `table[a, b]`.
    Index(NodeId, Vec<NodeId>),
    /// `f(a, b)`.
    Call(String, Vec<NodeId>),
    /// `x.all(m, …)`.
    Method(NodeId, String, Vec<NodeId>),
    /// `!x`.
    Not(NodeId),
    /// `-x`.
    Negative(NodeId),
    /// An operator between two operands.
    Binary(Operator, NodeId, NodeId),
    /// `a && b && …`, in one node however many.
    And(Vec<NodeId>),
    /// `a || b || …`, in one node however many.
    Or(Vec<NodeId>),
    /// `condition ? then : otherwise`.
    If(NodeId, NodeId, NodeId),
    /// What could not be read; the mistake was reported.
    Broken,
}

/// An expression as written.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    pub(crate) nodes: Vec<(Node, Span)>,
    pub(crate) root: NodeId,
}

impl Tree {
    /// The node at the top.
    #[must_use]
    pub const fn root(&self) -> NodeId {
        self.root
    }

    /// What stands at a node.
    #[must_use]
    pub fn node(&self, id: NodeId) -> &Node {
        self.nodes.get(id.0).map_or(&Node::Broken, |(node, _)| node)
    }

    /// Where a node stands in the text.
    #[must_use]
    pub fn span(&self, id: NodeId) -> Span {
        self.nodes.get(id.0).map_or(Span::at(0), |(_, span)| *span)
    }
}
