//! 等级: grades from the best down, and what lowers one.

use std::collections::BTreeMap;

use super::Checker;
use super::scope::{FullPoints, Scope};
use crate::diagnostic::{Arg, Code, Diagnostic, Message};
use crate::model::{ExprKind, Grade, GradeCap, RangeEnd};
use crate::number::reach::Bound;
use crate::source::Span;
use crate::syntax::ast::Item;

impl<'a> Checker<'a> {
    /// The grades. Their ranges are constants, in points.
    pub(super) fn grades(&mut self) -> Vec<Grade> {
        let files = self.files;
        let mut declared = files.first().into_iter().flat_map(|f| &f.items).filter_map(|item| match item {
            Item::Grades(grades) => Some(grades),
            _ => None,
        });
        let Some(decl) = declared.next() else { return Vec::new() };
        for again in declared {
            self.told_twice("kind-grade", again.span, decl.span);
        }
        if self.full == FullPoints::Missing {
            self.tell(Diagnostic::new(Code::GradesWithoutTotal, decl.span));
            return Vec::new();
        }
        let scope = self.constants();
        let mut names = BTreeMap::new();
        let mut grades = Vec::with_capacity(decl.grades.len());
        let mut above: Option<(Bound, Span)> = None;
        let mark = self.mark();
        for (name, range) in &decl.grades {
            self.unique(&mut names, "kind-grade", name);
            let Some(mut checked) = self.range(range, &Self::points_type(), &scope) else { continue };
            let Some((low, _)) = self.constant_ends(&checked) else { continue };
            for end in [&mut checked.low, &mut checked.high].into_iter().flatten() {
                self.settle(end);
            }
            if let Some((higher, span)) = &above
                && !is_lower(&low, higher)
            {
                let diagnostic = Diagnostic::new(Code::GradesOrder, range.span)
                    .arg("name", name.text.as_str())
                    .label(*span, Message::new("check-grade-above"));
                self.tell(diagnostic);
            }
            above = Some((low, range.span));
            grades.push(Grade { name: name.text.clone(), span: name.span.to(range.span), range: checked });
        }
        // A table written from the bottom up is one mistake, and so are limits without their unit.
        self.gather(mark, Code::GradesOrder, &[]);
        self.gather(mark, Code::TypeMismatch, &["found", "wanted"]);
        grades
    }

    /// Puts the value of a constant end in its place.
    fn settle(&mut self, end: &mut RangeEnd) {
        if let Some(value) = self.folded(&end.value) {
            let ty = end.value.ty.clone();
            end.value = self.make(end.value.span, ty, ExprKind::Number(value));
        }
    }

    /// 等级 最高 g 当 c
    pub(super) fn grade_caps(&mut self, grades: &[Grade], top: &Scope<'a>) -> Vec<GradeCap> {
        let files = self.files;
        let mut scope = top.clone();
        scope.rates = true;
        let mut caps = Vec::new();
        let declared = files.first().into_iter().flat_map(|f| &f.items).filter_map(|item| match item {
            Item::Grades(grades) => Some(grades),
            _ => None,
        });
        let names: Vec<&str> = declared.flat_map(|d| &d.grades).map(|(name, _)| name.text.as_str()).collect();
        for item in files.first().into_iter().flat_map(|f| &f.items) {
            let Item::GradeCap(cap) = item else { continue };
            let condition = self.condition(&cap.condition, &scope);
            if !names.contains(&cap.grade.text.as_str()) {
                let diagnostic = Diagnostic::new(Code::NameUnknown, cap.grade.span)
                    .arg("kind", Arg::Key("kind-grade"))
                    .arg("name", cap.grade.text.as_str());
                let diagnostic =
                    super::nearest::with_nearest(diagnostic, &cap.grade.text, cap.grade.span, names.iter().copied());
                self.tell(choose_from(diagnostic, &names));
                continue;
            }
            // A grade whose range has a mistake is not among them; that is told there.
            let grade = grades.iter().position(|g| g.name == cap.grade.text);
            if let (Some(grade), Some(condition)) = (grade, condition) {
                caps.push(GradeCap { span: cap.span, grade, condition });
            }
        }
        caps
    }
}

/// Adds the names there are to choose from.
pub(super) fn choose_from(diagnostic: Diagnostic, names: &[&str]) -> Diagnostic {
    if names.is_empty() {
        return diagnostic.help(Message::new("check-none-declared"));
    }
    diagnostic.help(Message::new("check-choose-from").arg("names", names.to_vec()))
}

/// Whether a grade that begins at `low` lies below one that begins at `higher`.
fn is_lower(low: &Bound, higher: &Bound) -> bool {
    match (low.value(), higher.value()) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(low_value), Some(high_value)) => {
            low_value < high_value || (low_value == high_value && low.is_closed() && !higher.is_closed())
        }
    }
}
