//! The statements of a block, sorted by what they are. Which may stand where is told here.

use super::Checker;
use super::body::{Kind, statement_name};
use crate::diagnostic::{Arg, Code, Diagnostic, Message};
use crate::source::Span;
use crate::syntax::ast::{self, RuleKind, Statement};

/// The statements of a block that yields a score.
#[derive(Default)]
pub(super) struct Parts<'a> {
    pub inapplicable: Vec<&'a ast::InapplicableDecl>,
    pub zero: Vec<(Span, &'a ast::Expr)>,
    pub rule: Option<&'a ast::Rule>,
    /// Rules that may not stand there, to be looked through for mistakes of their own.
    pub surplus: Vec<&'a ast::Rule>,
    pub deduction: Option<(Span, &'a [ast::Clause])>,
    pub children: Vec<&'a ast::NodeDecl>,
    pub combine: Option<&'a ast::CombineDecl>,
    pub discretion: Option<(Span, &'a ast::Expr)>,
    pub note: Option<&'a ast::Text>,
    pub explain: Option<&'a ast::Text>,
    pub verify: Vec<&'a ast::VerifyDecl>,
}

impl<'a> Checker<'a> {
    /// Sorts the statements of a block; facts and 计算 are declared elsewhere.
    pub(super) fn parts(&mut self, block: &'a ast::Block, kind: Kind) -> Parts<'a> {
        let mut parts = Parts::default();
        for statement in &block.statements {
            match statement {
                Statement::Fact(_) | Statement::Let(_) => {}
                Statement::Verify(verify) => parts.verify.push(verify),
                Statement::Node(node) => self.put_child(&mut parts, node, kind),
                Statement::Inapplicable(gate) => parts.inapplicable.push(gate),
                Statement::ZeroWhen { span, condition } => parts.zero.push((*span, condition)),
                Statement::Rule(rule) => self.put_rule(&mut parts, rule),
                Statement::Clause(clause) => self.tell(Diagnostic::new(Code::ClauseMisplaced, clause.span)),
                Statement::Discretion { span, at_most } => {
                    if kind == Kind::Scaled {
                        self.misplaced(statement, kind);
                    } else if self.first("check-discretion", *span, parts.discretion.map(|(first, _)| first)) {
                        parts.discretion = Some((*span, at_most));
                    }
                }
                Statement::Combine(combine) => {
                    if self.first("check-combine", combine.span, parts.combine.map(|c| c.span)) {
                        parts.combine = Some(combine);
                    }
                }
                Statement::Note(note) => {
                    if self.first("check-note", note.span, parts.note.map(|n| n.span)) {
                        parts.note = Some(note);
                    }
                }
                Statement::Explain(text) => {
                    if matches!(kind, Kind::Row | Kind::Scaled) {
                        self.misplaced(statement, kind);
                    } else if self.first("check-explain", text.span, parts.explain.map(|n| n.span)) {
                        parts.explain = Some(text);
                    }
                }
            }
        }
        if let (Some((span, _)), Some(child)) = (parts.discretion, parts.children.iter().find(|c| !c.part)) {
            // Only where nothing below has a score of its own in the table can an award stand.
            let child = child.name.span;
            let label = Message::new("check-indicator-below");
            self.tell(Diagnostic::new(Code::DiscretionAboveIndicators, span).label(child, label));
            parts.discretion = None;
        }
        if let (Some(combine), true) = (parts.combine, parts.children.is_empty()) {
            self.tell(Diagnostic::new(Code::CombineWithoutChildren, combine.span).choice(combine.span, ""));
        }
        parts
    }

    /// Whether a statement is the first of its kind; tells if not.
    fn first(&mut self, what: &'static str, span: Span, earlier: Option<Span>) -> bool {
        if let Some(earlier) = earlier {
            let diagnostic = Self::statement_twice(what, span, earlier);
            // Of a text the place is what stands behind its keyword.
            let whole = !matches!(what, "check-note" | "check-explain");
            self.tell(if whole { diagnostic.choice(span, "") } else { diagnostic });
        }
        earlier.is_none()
    }

    /// Tells that a statement may not stand in such a block.
    pub(super) fn misplaced(&mut self, statement: &Statement, kind: Kind) {
        let (what, span) = statement_name(statement);
        self.tell(
            Diagnostic::new(Code::StatementMisplaced, span)
                .arg("what", Arg::Key(what))
                .arg("place", Arg::Key(kind.key())),
        );
    }

    fn put_child(&mut self, parts: &mut Parts<'a>, node: &'a ast::NodeDecl, kind: Kind) {
        if !node.part && kind != (Kind::Node { part: false }) {
            self.tell(
                Diagnostic::new(Code::IndicatorMisplaced, node.span)
                    .arg("name", node.name.text.as_str())
                    .arg("place", Arg::Key(kind.key())),
            );
        }
        if parts.children.is_empty()
            && let Some(rule) = parts.rule
        {
            self.rule_beside_children(rule.span, node);
        }
        parts.children.push(node);
    }

    fn put_rule(&mut self, parts: &mut Parts<'a>, rule: &'a ast::Rule) {
        let child = parts.children.first().copied();
        match (&rule.kind, parts.rule, child) {
            (RuleKind::Deduct { base: None, clauses }, Some(_), _)
            | (RuleKind::Deduct { base: None, clauses }, _, Some(_)) => {
                if self.first("check-rule-deduct", rule.span, parts.deduction.map(|(span, _)| span)) {
                    parts.deduction = Some((rule.span, clauses));
                } else {
                    parts.surplus.push(rule);
                }
            }
            (_, Some(first), _) => {
                parts.surplus.push(rule);
                self.tell(
                    Diagnostic::new(Code::RuleTwice, rule.span).label(first.span, Message::new("check-first-here")),
                );
            }
            (_, None, Some(child)) => {
                parts.surplus.push(rule);
                self.rule_beside_children(rule.span, child);
            }
            (_, None, None) => parts.rule = Some(rule),
        }
    }

    fn rule_beside_children(&mut self, rule: Span, child: &ast::NodeDecl) {
        let kind = if child.part { "kind-part" } else { "kind-indicator" };
        self.tell(
            Diagnostic::new(Code::RuleBesideChildren, rule)
                .arg("kind", Arg::Key(kind))
                .label(child.name.span, Message::new("check-child-here")),
        );
    }
}
