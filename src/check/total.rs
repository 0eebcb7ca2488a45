//! The top of the file: indicators, what is added to their sum, what caps it.

use super::Checker;
use super::body::{Kind, Site, statement_name};
use super::scope::{FullPoints, Scope, Wanted};
use crate::diagnostic::{Arg, Code, Diagnostic, Message};
use crate::model::{Adjustment, Combine, NodeId, TotalCap, Verification};
use crate::source::Span;
use crate::syntax::ast::{self, Item, Statement};

/// What stands at the top of the file.
pub(super) struct WholeFile {
    pub roots: Vec<NodeId>,
    pub combine: Combine,
    pub adjustments: Vec<Adjustment>,
    pub total_caps: Vec<TotalCap>,
    pub verifications: Vec<Verification>,
}

impl<'a> Checker<'a> {
    /// The items of the rubric itself.
    fn top_items(&self) -> impl Iterator<Item = &'a Item> + use<'a> {
        self.files.first().into_iter().flat_map(|file| &file.items)
    }

    pub(super) fn top_statements(&self) -> impl Iterator<Item = &'a Statement> + use<'a> {
        self.top_items().filter_map(|item| match item {
            Item::Statement(statement) => Some(statement),
            _ => None,
        })
    }

    /// The scope of the file, its 计算 declared and worked out.
    pub(super) fn top_scope(&mut self) -> Scope<'a> {
        let outer = Scope::top(self.top_full.clone());
        let (scope, lets) = self.declare_lets(self.top_statements(), &outer);
        self.check_lets(&lets);
        scope
    }

    /// Indicators, adjustments, caps and verifications.
    pub(super) fn whole_file(&mut self, top: &Scope<'a>) -> WholeFile {
        let mut nodes: Vec<&'a ast::NodeDecl> = Vec::new();
        let mut combine: Option<&'a ast::CombineDecl> = None;
        let mut verify = Vec::new();
        for statement in self.top_statements() {
            match statement {
                Statement::Fact(_) | Statement::Let(_) => {}
                Statement::Verify(decl) => verify.push(decl),
                Statement::Node(node) => {
                    if node.part {
                        self.tell(Diagnostic::new(Code::PartAtTop, node.span).arg("name", node.name.text.as_str()));
                    }
                    nodes.push(node);
                }
                Statement::Combine(second) => match combine {
                    Some(first) => self.told_twice("check-combine", second.span, first.span),
                    None => combine = Some(second),
                },
                other => {
                    let (what, span) = statement_name(other);
                    self.tell(
                        Diagnostic::new(Code::StatementMisplaced, span)
                            .arg("what", Arg::Key(what))
                            .arg("place", Arg::Key("kind-file")),
                    );
                }
            }
        }
        let (roots, combined) = self.roots(&nodes, combine, top);
        let adjustments = self.adjustments(top);
        let total_caps = self.total_caps(top);
        let verifications = self.verifications(&verify, top);
        self.calendar_needed();
        WholeFile { roots, combine: combined.unwrap_or(Combine::Sum), adjustments, total_caps, verifications }
    }

    /// Where the rubric is headed.
    fn head_span(&self) -> Option<Span> {
        self.top_items().find_map(|item| match item {
            Item::Header(header) => Some(header.name.span),
            _ => None,
        })
    }

    fn roots(
        &mut self,
        nodes: &[&'a ast::NodeDecl],
        combine: Option<&'a ast::CombineDecl>,
        top: &Scope<'a>,
    ) -> (Vec<NodeId>, Option<Combine>) {
        let head = self.head_span().or_else(|| nodes.first().map(|n| n.name.span)).unwrap_or_default();
        if nodes.is_empty() {
            // A head alone is the beginning of a rubric, not one.
            self.tell(Diagnostic::new(Code::NoIndicators, head));
            return (Vec::new(), None);
        }
        let site = Site { kind: Kind::Node { part: false }, wanted: Wanted::Points, node: None, fixed: true, head };
        self.children(nodes, combine, top, site)
    }

    /// 加减分
    fn adjustments(&mut self, top: &Scope<'a>) -> Vec<Adjustment> {
        let mut adjustments = Vec::new();
        for item in self.top_items() {
            if let Item::Adjust(decl) = item {
                adjustments.push(self.adjustment(decl, top));
            }
        }
        adjustments
    }

    fn adjustment(&mut self, decl: &'a ast::AdjustDecl, top: &Scope<'a>) -> Adjustment {
        let mut top = top.clone();
        if top.full.points == FullPoints::Missing {
            self.tell(Diagnostic::new(Code::FullMissing, decl.name.span));
            // Told; what reads it is not told again.
            top.full.points = FullPoints::Varies;
        }
        let (scope, lets) = self.declare_lets(decl.body.statements.iter(), &top);
        self.check_lets(&lets);
        let (mut clauses, mut verify) = (Vec::new(), Vec::new());
        let (mut note, mut explain): (Option<&'a ast::Text>, Option<&'a ast::Text>) = (None, None);
        let mut any = false;
        for statement in &decl.body.statements {
            match statement {
                Statement::Fact(_) | Statement::Let(_) => {}
                Statement::Verify(decl) => verify.push(decl),
                Statement::Clause(clause) => {
                    any = true;
                    clauses.extend(self.clause(clause, &scope));
                }
                Statement::Note(text) => match note {
                    Some(first) => self.told_twice("check-note", text.span, first.span),
                    None => note = Some(text),
                },
                Statement::Explain(text) => match explain {
                    Some(first) => self.told_twice("check-explain", text.span, first.span),
                    None => explain = Some(text),
                },
                other => {
                    any = true;
                    let (what, span) = statement_name(other);
                    let diagnostic = Diagnostic::new(Code::StatementMisplaced, span)
                        .arg("what", Arg::Key(what))
                        .arg("place", Arg::Key("kind-adjustment"));
                    self.tell(match other {
                        Statement::Rule(_) => diagnostic.help(Message::new("check-bare-clauses")),
                        _ => diagnostic,
                    });
                }
            }
        }
        if !any {
            self.tell(Diagnostic::new(Code::AdjustEmpty, decl.name.span).arg("name", decl.name.text.as_str()));
        }
        let verifications = self.verifications(&verify, &scope);
        let note = note.map(|note| self.note(note, &scope));
        Adjustment {
            name: decl.name.text.clone(),
            span: decl.name.span,
            clauses,
            lets,
            verifications,
            note,
            explain: explain.map(|text| text.value.clone()),
        }
    }

    /// 总分 最多 e 当 c
    fn total_caps(&mut self, top: &Scope<'a>) -> Vec<TotalCap> {
        let mut scope = top.clone();
        scope.rates = true;
        let mut caps = Vec::new();
        for item in self.top_items() {
            let Item::TotalCap(cap) = item else { continue };
            if top.full.points == FullPoints::Missing {
                self.tell(Diagnostic::new(Code::FullMissing, cap.span));
                continue;
            }
            let condition = match &cap.condition {
                None => Some(None),
                Some(condition) => self.condition(condition, &scope).map(Some),
            };
            let given = match &condition {
                Some(Some(condition)) => self.given_if(condition, true),
                _ => Vec::new(),
            };
            // A rate speaks of who is capped; the limit itself is so many points.
            let mut at_most = scope.knowing(&given);
            at_most.rates = false;
            let limit = self.points(&cap.limit, &at_most);
            if let (Some(condition), Some(limit)) = (condition, limit) {
                caps.push(TotalCap { span: cap.span, limit, condition });
            }
        }
        caps
    }
}
