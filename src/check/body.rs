//! A block that yields a score: gates, then the rule or the children, then what is deducted.

use super::Checker;
use super::scope::{FullPoints, Scope, Wanted};
use crate::diagnostic::{Arg, Code, Diagnostic, Edit, Message};
use crate::model::{Body, Gate, NodeId, Note, TemplatePart, Then, Verification};
use crate::source::Span;
use crate::syntax::ast::{self, Inapplicable, Statement};

use super::block::Parts;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An indicator or part.
    Node { part: bool },
    /// A method.
    Method,
    /// A row of 逐项.
    Row,
    /// 折算
    Scaled,
}

impl Kind {
    /// Its name in messages.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Node { part: false } => "kind-indicator",
            Kind::Node { part: true } => "kind-part",
            Kind::Method => "kind-method",
            Kind::Row => "check-row-rule",
            Kind::Scaled => "check-rule-scaled",
        }
    }
}

/// Where a block stands.
#[derive(Clone, Copy)]
pub(super) struct Site {
    /// What it is.
    pub kind: Kind,
    /// What it must yield.
    pub wanted: Wanted,
    /// The indicator or part that it is the block of.
    pub node: Option<NodeId>,
    /// Whether its points are those of a row of the printed table, and so are its children's.
    pub fixed: bool,
    /// What a message about the whole block points at.
    pub head: Span,
}

impl<'a> Checker<'a> {
    /// A block that yields a score. What has a mistake is missing in it.
    pub(super) fn body(&mut self, block: &'a ast::Block, outer: &Scope<'a>, site: Site) -> Body {
        let (scope, lets) = self.declare_lets(block.statements.iter(), outer);
        self.check_lets(&lets);
        let parts = self.parts(block, site);
        if let (Some(node), Some(explain)) = (site.node.and_then(|id| self.nodes.get_mut(id.index())), parts.explain) {
            node.explain = Some(explain.value.clone());
        }
        let mut body = Body { lets, ..Body::default() };
        let open = self.gates(&parts, &scope, site, &mut body);
        match open {
            Some(open) => self.inside(&parts, &open, site, &mut body),
            // What the gates would have said of absent facts is not known.
            None => self.without_needs(|checker| checker.inside(&parts, &scope, site, &mut body)),
        }
        let certain = scope.knowing_rows();
        body.verifications = self.verifications(&parts.verify, &certain);
        body
    }

    /// The gates, in the order they are tried; yields the scope of what they leave open.
    fn gates(&mut self, parts: &Parts<'a>, scope: &Scope<'a>, site: Site, body: &mut Body) -> Option<Scope<'a>> {
        let mut open = Some(scope.clone());
        for gate in &parts.inapplicable {
            let here = open.clone().unwrap_or_else(|| scope.clone());
            let condition = match &open {
                Some(_) => self.condition(&gate.condition, &here),
                None => self.without_needs(|c| c.condition(&gate.condition, &here)),
            };
            let held = condition.as_ref().map_or_else(Vec::new, |c| self.given_if(c, true));
            let then = match &gate.then {
                Inapplicable::Drop(_) => Some(Then::Drop),
                Inapplicable::Score(score) => {
                    let inner = here.knowing(&held);
                    let score = if condition.is_some() {
                        self.score(score, &inner, site.wanted)
                    } else {
                        self.without_needs(|c| c.score(score, &inner, site.wanted))
                    };
                    score.map(Then::Score)
                }
            };
            open = self.left_open(open, condition.as_ref());
            if let (Some(condition), Some(then)) = (condition, then) {
                body.gates.push(Gate::Inapplicable { span: gate.span, condition, then });
            }
        }
        for (span, condition) in &parts.zero {
            if site.wanted != Wanted::Points {
                self.no_levels(*span, "check-rule-zero", scope);
            }
            let here = open.clone().unwrap_or_else(|| scope.clone());
            let condition = match &open {
                Some(_) => self.condition(condition, &here),
                None => self.without_needs(|c| c.condition(condition, &here)),
            };
            open = self.left_open(open, condition.as_ref());
            if let Some(condition) = condition {
                body.gates.push(Gate::Zero { span: *span, condition });
            }
        }
        open
    }

    /// What is known once a gate did not close.
    fn left_open(&self, open: Option<Scope<'a>>, condition: Option<&crate::model::Expr>) -> Option<Scope<'a>> {
        let (open, condition) = (open?, condition?);
        Some(open.knowing(&self.given_if(condition, false)))
    }

    /// The rule or the children, and what follows.
    fn inside(&mut self, parts: &Parts<'a>, scope: &Scope<'a>, site: Site, body: &mut Body) {
        if let Some(rule) = parts.rule {
            body.rule = self.rule(rule, scope, site.wanted);
        } else if parts.children.is_empty() && !parts.told {
            self.tell(Diagnostic::new(Code::RuleMissing, site.head).arg("kind", Arg::Key(site.kind.key())));
        }
        for rule in &parts.surplus {
            self.rule(rule, scope, site.wanted);
        }
        if !parts.children.is_empty() {
            (body.children, body.combine) = self.children(&parts.children, parts.combine, scope, site);
        }
        if let Some((span, clauses)) = parts.deduction {
            if site.wanted == Wanted::Points {
                body.deduction = self.deduction(span, clauses, scope);
            } else {
                self.no_levels(span, "check-rule-deduct", scope);
            }
        }
        if let Some((span, at_most)) = parts.discretion {
            if site.wanted == Wanted::Points {
                body.discretion = self.points(at_most, scope);
                let most = body.discretion.as_ref().and_then(|value| self.linear(value));
                let most = most.and_then(|most| most.value(&scope.full.points));
                match (most, &scope.full.points) {
                    (Some(most), _) if !most.is_positive() => {
                        self.tell(Diagnostic::new(Code::NotPositive, at_most.span));
                    }
                    (Some(most), FullPoints::Known(full)) if most > *full => {
                        let word = if self.is_english(at_most.span) { "full" } else { "满分" };
                        let edit = Edit { span: at_most.span, replacement: word.to_owned() };
                        let diagnostic = Diagnostic::new(Code::DiscretionExcess, at_most.span)
                            .arg("amount", most.to_string())
                            .arg("full", full.to_string());
                        let help = Message::new("discretion-excess-mend").arg("new", word);
                        self.tell(diagnostic.help(help).edits(vec![edit]).choosing());
                    }
                    _ => {}
                }
            } else {
                self.no_levels(span, "check-discretion", scope);
            }
        }
        if let Some(note) = parts.note {
            body.note = Some(self.note(note, scope));
        }
    }

    /// 校验
    pub(super) fn verifications(&mut self, decls: &[&'a ast::VerifyDecl], scope: &Scope<'a>) -> Vec<Verification> {
        let mut verifications = Vec::with_capacity(decls.len());
        for decl in decls {
            let message = decl.message.as_ref().map_or_else(String::new, |m| m.value.clone());
            if let Some(condition) = self.condition(&decl.condition, scope) {
                verifications.push(Verification { span: decl.span, condition, message });
            }
        }
        verifications
    }

    /// 说明 "… {name} …"
    pub(super) fn note(&mut self, note: &'a ast::Text, scope: &Scope<'a>) -> Note {
        let mut parts = Vec::new();
        let mut rest = note.value.as_str();
        // Where the text stands between its quotes, unless something in it is escaped.
        let length = note.span.range().len();
        let quote = match length.checked_sub(note.value.len()) {
            Some(2) => Some(1),
            Some(6) => Some(3),
            _ => None,
        };
        let place = |offset: usize, length: usize| match quote {
            Some(quote) => {
                let start = note.span.range().start + quote + offset;
                Span::new(note.span.source, start..start + length)
            }
            None => note.span,
        };
        while let Some((before, after)) = rest.split_once('{') {
            self.stray_brace(before, note.value.len() - rest.len(), &place);
            if !before.is_empty() {
                parts.push(TemplatePart::Text(before.to_owned()));
            }
            let offset = note.value.len() - after.len();
            let Some((name, after)) = after.split_once('}').filter(|(name, _)| !name.contains('{')) else {
                self.open_brace(after, offset, quote.is_some(), &place, scope);
                // What stands behind may hold a whole one.
                let next = after.find('{').unwrap_or(after.len());
                rest = after.get(next..).unwrap_or_default();
                continue;
            };
            rest = after;
            let span = place(offset, name.len());
            let name = name.trim().trim_matches(['"', '“', '”']);
            if let Some(value) = self.note_value(name, span, scope) {
                parts.push(TemplatePart::Value(value));
            }
        }
        self.stray_brace(rest, note.value.len() - rest.len(), &place);
        if !rest.is_empty() {
            parts.push(TemplatePart::Text(rest.to_owned()));
        }
        Note { span: note.span, parts }
    }

    /// Tells of a `}` in `text`, which stands at `offset` of a note outside all braces.
    fn stray_brace(&mut self, text: &str, offset: usize, place: &dyn Fn(usize, usize) -> Span) {
        if let Some(at) = text.find('}') {
            let message = Message::new("check-brace-unopened");
            self.tell(Diagnostic::new(Code::NoteBrace, place(offset + at, 1)).at(message));
        }
    }

    /// Tells of a `{` before `after`, which stands at `offset` of a note, that is not closed before the next.
    fn open_brace(
        &mut self,
        after: &str,
        offset: usize,
        placed: bool,
        place: &dyn Fn(usize, usize) -> Span,
        scope: &Scope<'a>,
    ) {
        let name =
            after.split(['{', '}', '，', ',', '。', '；', ';', '、', ' ', '　', '\n']).next().unwrap_or_default();
        let full = matches!(name, "满分" | "full");
        let mut diagnostic = Diagnostic::new(Code::NoteBrace, place(offset.saturating_sub(1), 1 + name.len()));
        if placed && (full || self.referent(name, scope).is_some()) {
            diagnostic = diagnostic.fix(place(offset + name.len(), 0), "}");
        }
        self.tell(diagnostic);
    }

    /// A value put into a 说明. One that may be absent is shown as such.
    fn note_value(&mut self, name: &str, span: Span, scope: &Scope<'a>) -> Option<crate::model::Expr> {
        if matches!(name, "满分" | "full") {
            return self.full(span, scope);
        }
        match self.referent(name, scope) {
            Some(referent) => self.value(referent, span, name, scope, true),
            None => {
                self.unknown_value(&ast::Name { text: name.to_owned(), span }, scope);
                None
            }
        }
    }
}

/// What a statement is called, and its place.
pub(super) fn statement_name(statement: &Statement) -> (&'static str, Span) {
    match statement {
        Statement::Fact(fact) => ("kind-fact", fact.span),
        Statement::Let(binding) => ("kind-let", binding.span),
        Statement::Verify(verify) => ("kind-check", verify.span),
        Statement::Node(node) if node.part => ("kind-part", node.span),
        Statement::Node(node) => ("kind-indicator", node.span),
        Statement::Explain(text) => ("check-explain", text.span),
        Statement::Note(text) => ("check-note", text.span),
        Statement::Inapplicable(gate) => ("check-inapplicable", gate.span),
        Statement::ZeroWhen { span, .. } => ("check-rule-zero", *span),
        Statement::Rule(rule) => ("kind-rule", rule.span),
        Statement::Clause(clause) => ("kind-clause", clause.span),
        Statement::Discretion { span, .. } => ("check-discretion", *span),
        Statement::Combine(combine) => ("check-combine", combine.span),
    }
}
