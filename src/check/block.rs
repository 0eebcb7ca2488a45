//! The statements of a block, sorted by what they are. Which may stand where is told here.

use super::Checker;
use super::body::{Kind, Site, statement_name};
use crate::diagnostic::{Arg, Code, Diagnostic, Edit, Message};
use crate::source::Span;
use crate::syntax::ast::{self, RuleKind, Statement};
use crate::syntax::keyword::Meaning;

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
    /// Whether what stands here for a rule has been told not to be one.
    pub told: bool,
}

impl<'a> Checker<'a> {
    /// Sorts the statements of a block; facts and 计算 are declared elsewhere.
    pub(super) fn parts(&mut self, block: &'a ast::Block, site: Site) -> Parts<'a> {
        let kind = site.kind;
        let mut parts = Parts::default();
        let mut clauses: Vec<(usize, &'a ast::Clause)> = Vec::new();
        let mark = self.mark();
        for (index, statement) in block.statements.iter().enumerate() {
            match statement {
                Statement::Fact(_) | Statement::Let(_) => {}
                Statement::Verify(verify) => parts.verify.push(verify),
                Statement::Node(node) => self.put_child(&mut parts, node, kind),
                Statement::Inapplicable(gate) => parts.inapplicable.push(gate),
                Statement::ZeroWhen { span, condition } => parts.zero.push((*span, condition)),
                Statement::Rule(rule) => self.put_rule(&mut parts, rule),
                Statement::Clause(clause) => clauses.push((index, clause)),
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
        let label = Message::new("check-stands-in").arg("kind", Arg::Key(kind.key()));
        self.label_since(mark, Code::IndicatorMisplaced, site.head, &label);
        self.gather(mark, Code::IndicatorMisplaced, &[]);
        self.bare_clauses(&mut parts, &clauses);
        if let (Some((span, _)), Some(child)) = (parts.discretion, parts.children.iter().find(|c| !c.part)) {
            // Only where nothing below has a score of its own in the table can an award stand.
            let child = child.name.span;
            let label = Message::new("check-indicator-below");
            self.tell(Diagnostic::new(Code::DiscretionAboveIndicators, span).label(child, label));
            parts.discretion = None;
        }
        if let (Some(combine), true) = (parts.combine, parts.children.is_empty()) {
            // Without it a block that has no rule would be told again.
            let diagnostic = Diagnostic::new(Code::CombineWithoutChildren, combine.span);
            let ruled = parts.rule.is_some();
            self.tell(if ruled { diagnostic.choice(combine.span, "") } else { diagnostic });
            parts.told = true;
        }
        parts
    }

    /// Tells of clauses that stand outside 扣分, all of a block at once.
    fn bare_clauses(&mut self, parts: &mut Parts<'a>, clauses: &[(usize, &'a ast::Clause)]) {
        let (Some((begin, first)), Some((end, last))) = (clauses.first(), clauses.last()) else { return };
        parts.told = true;
        let mut diagnostic = Diagnostic::new(Code::ClauseMisplaced, first.span);
        for (_, clause) in clauses.iter().skip(1) {
            diagnostic = diagnostic.label(clause.span, Message::new("check-also-here"));
        }
        let together = end - begin + 1 == clauses.len() && !clauses.iter().any(|(_, clause)| clause.plus);
        // Before the children it would be a rule beside them.
        let together = together && parts.children.first().is_none_or(|child| child.span < first.span);
        if together
            && parts.deduction.is_none()
            && !matches!(parts.rule.map(|r| &r.kind), Some(RuleKind::Deduct { .. }))
        {
            let deduct = self.keyword(Meaning::Deduct, first.span);
            let (start, end) = (first.span.start, last.span.end);
            diagnostic = diagnostic.edits(vec![
                Edit { span: Span { start, end: start, ..first.span }, replacement: format!("{deduct} {{ ") },
                Edit { span: Span { start: end, end, ..last.span }, replacement: " }".to_owned() },
            ]);
        }
        self.tell(diagnostic);
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
                    .arg("place", Arg::Key(kind.key()))
                    .edits(self.as_parts(node))
                    .choosing(),
            );
        }
        if parts.children.is_empty()
            && let Some(rule) = parts.rule
        {
            self.rule_beside_children(rule.span, node);
        }
        parts.children.push(node);
    }

    /// The edits that make parts of an indicator and of those in it.
    fn as_parts(&self, node: &ast::NodeDecl) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut waiting = vec![node];
        while let Some(node) = waiting.pop() {
            if !node.part {
                let span = Span { end: node.name.span.start, ..node.span };
                edits.push(Edit { span, replacement: format!("{} ", self.keyword(Meaning::Part, span)) });
            }
            waiting.extend(node.body.statements.iter().filter_map(|statement| match statement {
                Statement::Node(inner) => Some(inner),
                _ => None,
            }));
        }
        edits
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
