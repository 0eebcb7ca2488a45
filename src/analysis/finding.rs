//! What is told of a choice: a gap or overlap with its region, facts that show it and an edit that mends it; or that
//! it is not decided.

use crate::diagnostic::{Arg, Code, Diagnostic, Message};
use crate::model::{Expr, Rubric};
use crate::number::Reach;
use crate::source::Span;

use super::adjoining::adjoining;
use super::alternatives;
use super::choice::{Choice, Kind, also, beside, gap_code, here, neighbours, overlap_code, read_by, several, touches};
use super::coverage::Coverage;
use super::fix;
use super::formula::{Formula, Run, Stands, Undecided};
use super::piece::within;
use super::region::{self, Language};
use super::scope::What;
use super::translate::Translator;

/// So many keys of a table are shown beside one that is missing.
const FEW_KEYS: usize = 3;

impl<'m> Coverage<'m, '_> {
    pub(super) fn is_new(&mut self, span: Span, code: Code) -> bool {
        self.told.insert((span, code))
    }

    pub(super) fn language(&self, choice: &Choice<'m, '_>) -> Language {
        Language::of(self.sources.slice(choice.rule.span))
    }

    /// Tells of values that no entry holds, if facts are found that show it.
    pub(super) fn gap_of_values(&mut self, choice: &Choice<'m, '_>, subject: &'m Expr, region: &Reach) -> Run<()> {
        let code = gap_code(choice.kind);
        let place = choice.subject.map_or(choice.rule.span, |subject| subject.span);
        if self.told.contains(&(place, code)) {
            return Ok(());
        }
        let text = region::values(region, &subject.ty, &choice.ends(), self.rubric, self.sources);
        let wanted = region.clone();
        let (path, scope) = (choice.path.clone(), choice.scope.clone());
        let witness = self.finder.find(choice.missing, Some((subject, choice.scope)), &mut |translator| {
            let mut formulas = translator.path(&path)?;
            let pieces = translator.number(subject, &scope)?;
            formulas.push(within(&pieces, &wanted)?);
            Ok(formulas)
        })?;
        let Some(witness) = witness else { return self.unconfirmed(choice, &[subject]) };
        self.is_new(place, code);
        let edits = fix::gap_of_values(self.sources, self.rubric, choice, subject, region);
        let mut diagnostic = Diagnostic::new(code, subject.span).arg("region", text).witness(witness);
        for (span, values) in neighbours(choice) {
            if values.is_none_or(|values| touches(&values, region)) {
                diagnostic = diagnostic.label(span, Message::new(here(choice.kind)));
            }
        }
        self.found.push(fix::with(self.sources, diagnostic, edits));
        Ok(())
    }

    pub(super) fn gap_of_conditions(
        &mut self,
        choice: &Choice<'m, '_>,
        path: &[Formula],
        gap: &Formula,
        held: &Formula,
    ) -> Run<()> {
        let code = gap_code(choice.kind);
        let place = choice.subject.map_or(choice.rule.span, |subject| subject.span);
        if self.told.contains(&(place, code)) {
            return Ok(());
        }
        let language = self.language(choice);
        let text = alternatives::conditions(&self.translator.variables, path, gap, held, language)?;
        let paths = path.to_vec();
        let whats: Vec<What<'m>> = choice.entries.iter().map(|e| e.what).collect();
        let (path, scope) = (choice.path.clone(), choice.scope.clone());
        let shows = choice.subject.map(|s| (s, choice.scope));
        let witness = self.finder.find(choice.missing, shows, &mut |translator| {
            let mut formulas = translator.path(&path)?;
            for what in &whats {
                let (_, fails) = translator.what(*what, &scope)?;
                formulas.push(fails);
            }
            Ok(formulas)
        })?;
        let Some(witness) = witness else {
            let read = read_by(choice);
            return self.unconfirmed(choice, &read);
        };
        self.is_new(place, code);
        let at = match (choice.kind, choice.subject) {
            (Kind::Cases, _) | (_, None) => Span { end: choice.rule.span.end, ..choice.rule.span },
            (_, Some(subject)) => subject.span,
        };
        let edits = fix::gap_of_conditions(self.sources, choice, &text, language);
        let mut diagnostic = Diagnostic::new(code, at).arg("region", text.text.clone()).witness(witness);
        let mut holds = Vec::new();
        for what in &whats {
            holds.push(self.translator.what(*what, choice.scope)?.0);
        }
        let mut near = adjoining(&self.translator.variables, &paths, gap, &holds);
        // Options lie side by side in no order: of many the last shows where another goes.
        if choice.kind == Kind::Lookup && near.len() > FEW_KEYS && near.iter().all(|near| *near) {
            let last = near.len() - 1;
            near.iter_mut().take(last).for_each(|near| *near = false);
        }
        for (entry, _) in choice.entries.iter().zip(near).filter(|(_, near)| *near) {
            diagnostic = diagnostic.label(entry.key, Message::new(here(choice.kind)));
        }
        self.found.push(fix::with(self.sources, diagnostic, edits));
        Ok(())
    }

    pub(super) fn overlap_of_values(
        &mut self,
        choice: &Choice<'m, '_>,
        subject: &'m Expr,
        pair: (usize, usize),
        region: &Reach,
        (all, values): (&[Reach], &Reach),
    ) -> Run<()> {
        let Some((first, second)) = choice.entries.get(pair.0).zip(choice.entries.get(pair.1)) else { return Ok(()) };
        let code = overlap_code(choice.kind);
        if self.told.contains(&(second.key, code)) {
            return Ok(());
        }
        let text = region::values(region, &subject.ty, &choice.ends(), self.rubric, self.sources);
        let wanted = region.clone();
        let (path, scope) = (choice.path.clone(), choice.scope.clone());
        let expected = several(choice, second);
        let other = choice.beside.clone();
        let witness = self.finder.find(expected, Some((subject, choice.scope)), &mut |translator| {
            let mut formulas = translator.path(&path)?;
            formulas.push(beside(&other, &scope, translator)?);
            let pieces = translator.number(subject, &scope)?;
            formulas.push(within(&pieces, &wanted)?);
            Ok(formulas)
        })?;
        let Some(witness) = witness else { return self.unconfirmed(choice, &[subject]) };
        self.is_new(second.key, code);
        self.is_new(choice.rule.span, code);
        let edits = fix::overlap(self.sources, self.rubric, choice, subject, pair, (all, values));
        let diagnostic = Diagnostic::new(code, second.key)
            .arg("region", text)
            .label(first.key, Message::new(also(choice.kind)))
            .witness(witness);
        self.found.push(fix::with(self.sources, diagnostic, edits));
        Ok(())
    }

    pub(super) fn overlap_of_conditions(
        &mut self,
        choice: &Choice<'m, '_>,
        path: &[Formula],
        pair: (usize, usize),
        overlap: &Formula,
        apart: &Formula,
    ) -> Run<()> {
        let Some((first, second)) = choice.entries.get(pair.0).zip(choice.entries.get(pair.1)) else { return Ok(()) };
        let code = overlap_code(choice.kind);
        if self.told.contains(&(second.key, code)) {
            return Ok(());
        }
        let language = self.language(choice);
        let text = alternatives::conditions(&self.translator.variables, path, overlap, apart, language)?;
        let whats = [first.what, second.what];
        let (path, scope) = (choice.path.clone(), choice.scope.clone());
        let expected = several(choice, second);
        let shows = choice.subject.map(|s| (s, choice.scope));
        let other = choice.beside.clone();
        let witness = self.finder.find(expected, shows, &mut |translator| {
            let mut formulas = translator.path(&path)?;
            formulas.push(beside(&other, &scope, translator)?);
            for what in &whats {
                let (holds, _) = translator.what(*what, &scope)?;
                formulas.push(holds);
            }
            Ok(formulas)
        })?;
        let Some(witness) = witness else {
            let read = read_by(choice);
            return self.unconfirmed(choice, &read);
        };
        self.is_new(second.key, code);
        self.is_new(choice.rule.span, code);
        let edits = fix::overlap_of_conditions(self.sources, choice, pair, &text);
        let diagnostic = Diagnostic::new(code, second.key)
            .arg("region", text.text.clone())
            .label(first.key, Message::new(also(choice.kind)))
            .witness(witness);
        self.found.push(fix::with(self.sources, diagnostic, edits));
        Ok(())
    }

    /// No facts were found that show it: told as not decided, with what stands in the way.
    pub(super) fn unconfirmed(&mut self, choice: &Choice<'m, '_>, read: &[&'m Expr]) -> Run<()> {
        // What stands in the way is what was not looked into in what is read.
        let mut opaque = None;
        for expr in read {
            let id = self.translator.opaque_scopes.keys().copied().find(|var| {
                matches!(self.translator.variables.get(*var).map(|v| &v.stands),
                    Some(Stands::Opaque(o)) if o.span.source == expr.span.source)
                    && reads_opaque(self.rubric, expr, &self.translator, *var)
            });
            if let Some(Stands::Opaque(expr)) = id.and_then(|v| self.translator.variables.get(v)).map(|v| &v.stands) {
                opaque = Some(*expr);
                break;
            }
        }
        self.undecided(choice, &Undecided::TooMany, opaque);
        Ok(())
    }

    pub(super) fn undecided(&mut self, choice: &Choice<'m, '_>, reason: &Undecided, opaque: Option<&'m Expr>) {
        let head = Span { end: choice.rule.span.start, ..choice.rule.span };
        let text = self.sources.slice(choice.rule.span);
        let line = text.find(['{', '｛', '\n']).unwrap_or(text.len());
        let trimmed = text.get(..line).map_or(0, |t| t.trim_end().len());
        let head = Span { end: head.start + trimmed as u32, ..head };
        if !self.is_new(choice.rule.span, Code::CoverageUndecided) {
            return;
        }
        let diagnostic = Diagnostic::new(Code::CoverageUndecided, head);
        self.found.push(match opaque {
            Some(expr) => diagnostic
                .arg("reason", Arg::Key("coverage-not-linear"))
                .label(expr.span, Message::new("coverage-not-linear-here")),
            None => diagnostic.arg("reason", reason.reason()),
        });
    }
}

/// Whether `expr` reads the value that `var` stands for.
fn reads_opaque(rubric: &Rubric, expr: &Expr, translator: &Translator<'_, '_>, var: super::linear::Var) -> bool {
    let Some(Stands::Opaque(opaque)) = translator.variables.get(var).map(|v| v.stands.clone()) else { return false };
    let mut found = false;
    crate::model::visit::each_part(expr, &mut |part| {
        found |= part.id == opaque.id;
        if let crate::model::ExprKind::Let(id) = part.kind {
            let value = &rubric.binding(id).value;
            found |= value.id == opaque.id || reads_opaque(rubric, value, translator, var);
        }
    });
    found
}
