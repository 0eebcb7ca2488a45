//! Rules that leave the points of their place.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::diagnostic::{Code, Diagnostic, Edit, Message, Witness};
use crate::model::{ExprKind, Rule, RuleKind};
use crate::number::{Number, Reach};
use crate::source::Span;

use super::formula::{Formula, Run};
use super::region::{Language, points};
use super::scope::{Path, Scope};
use super::translate::Translator;
use crate::model::Comparison;

/// A rule that may leave its points by what each value may be, and what came of a closer look.
pub(super) struct Beyond<'m> {
    rule: &'m Rule,
    beyond: Reach,
    full: Number,
    /// Whether it was looked at, and each time it could not be.
    cleared: Option<bool>,
    pub witness: Option<Witness>,
}

/// All such rules, by their place.
pub(super) type AllBeyond<'m> = BTreeMap<Span, Beyond<'m>>;

impl<'m> Beyond<'m> {
    /// That `rule` may give what lies `beyond` the points of its place, `full`.
    pub fn new(rule: &'m Rule, beyond: Reach, full: Number) -> Self {
        Beyond { rule, beyond, full, cleared: None, witness: None }
    }

    /// Notes whether it cannot be at one place where the rule stands.
    pub fn look(&mut self, cannot: bool) {
        self.cleared = Some(self.cleared.unwrap_or(true) && cannot);
    }

    /// What is told of it.
    pub fn diagnostic(self, language: Language) -> Option<Diagnostic> {
        if self.cleared == Some(true) {
            return None;
        }
        let mut diagnostic = Diagnostic::new(Code::RuleBeyondPoints, self.rule.span)
            .arg("beyond", points(&self.beyond))
            .arg("full", self.full.to_string());
        let shown = self.witness.is_some();
        if let Some(witness) = self.witness {
            diagnostic = diagnostic.witness(witness);
        }
        let RuleKind::Value(value) = &self.rule.kind else { return Some(diagnostic) };
        let own = Reach::point(Number::ZERO);
        let below = self.beyond.compare(&own).less;
        let above = self.beyond.compare(&Reach::point(self.full.clone())).greater;
        let mut added = String::new();
        if above {
            added += language.pick(" 最多 满分", " at most full");
        }
        if below {
            added += language.pick(" 最少 0分", " at least 0 points");
        }
        let (start, end) = (self.rule.span.start, self.rule.span.end);
        let at = |place: u32| Span { start: place, end: place, ..self.rule.span };
        let simple = matches!(
            value.kind,
            ExprKind::Arith(..) | ExprKind::Fact(_) | ExprKind::Let(_) | ExprKind::Param(_) | ExprKind::Field { .. }
        );
        let edits = if simple {
            vec![Edit { span: at(end), replacement: added.clone() }]
        } else {
            let (open, close) = (Edit { span: at(start), replacement: "(".to_owned() }, format!("){added}"));
            vec![open, Edit { span: at(end), replacement: close }]
        };
        let diagnostic = diagnostic.help(Message::new("beyond-mend").arg("new", added.trim()));
        // By what each value may be it leaves its points; whether any facts bring that about was not found.
        let diagnostic = if shown { diagnostic } else { diagnostic.help(Message::new("beyond-not-shown")) };
        Some(diagnostic.edits(edits).choosing())
    }
}

/// That the rule `rule` at its place gives more than full marks, or less than nothing; `None` for rules that
/// are no formula.
pub(super) fn outside<'m>(
    translator: &mut Translator<'m, '_>,
    rule: &'m Rule,
    scope: &Rc<Scope<'m>>,
    path: &Path<'m>,
) -> Run<Option<Vec<Formula>>> {
    let RuleKind::Value(value) = &rule.kind else { return Ok(None) };
    let mut formulas = translator.path(path)?;
    let pieces = translator.number(value, scope)?;
    let fulls = translator.full(&scope.full)?;
    let mut any = Vec::new();
    for piece in &pieces {
        for full in &fulls {
            let guard = piece.guard.clone().and(full.guard.clone());
            let zero = super::piece::constant(Number::ZERO);
            for (end, op) in std::iter::once((full, Comparison::Gt)).chain(zero.iter().map(|z| (z, Comparison::Lt))) {
                match translator.compare_pieces(piece, end, op)? {
                    Some((holds, _)) => any.push(guard.clone().and(holds)),
                    None => return Ok(None),
                }
            }
        }
    }
    formulas.push(Formula::any(any));
    Ok(Some(formulas))
}
