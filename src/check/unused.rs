//! What is declared and never used. Told only where nothing else is wrong: a mistake may hide a use.

use super::Checker;
use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::model::TypeKind;
use crate::source::Span;

impl Checker<'_> {
    /// Tells of facts, 计算, methods, parameters and option sets that nothing reads.
    pub(super) fn unread(&mut self) {
        if self.is_broken() {
            return;
        }
        let source = self.files.first().map(|file| file.source);
        let mut unread: Vec<(Code, Span, &'static str, String)> = Vec::new();
        for fact in &self.facts {
            // A text can only be shown.
            let text = fact.ty.as_ref().is_some_and(|ty| ty.kind == TypeKind::Text);
            if !fact.read && !text {
                unread.push((Code::FactUnused, fact.name.span, "kind-fact", fact.name.text.clone()));
            }
        }
        for binding in self.lets.iter().filter(|l| !l.read) {
            let name = &binding.decl.name;
            unread.push((Code::LetUnused, name.span, "kind-let", name.text.clone()));
        }
        let called = self.called_methods();
        for (index, method) in self.methods.iter().enumerate() {
            let name = &method.decl.name;
            // What a library offers need not all be used.
            if Some(name.span.source) != source {
                continue;
            }
            if !called.contains(&index) {
                unread.push((Code::MethodUnused, name.span, "kind-method", name.text.clone()));
                continue;
            }
            for param in method.params.iter().filter(|p| !p.read) {
                unread.push((Code::ParameterUnused, param.name.span, "kind-parameter", param.name.text.clone()));
            }
        }
        for (index, set) in self.option_sets.iter().enumerate() {
            let id = crate::model::OptionSetId(index as u32);
            if !self.used_sets.contains(&id) && Some(set.span.source) == source {
                unread.push((Code::OptionsUnused, set.span, "kind-option-set", set.name.clone()));
            }
        }
        // Where units come with the facts, any may. One that converts is used with those it converts to.
        for (name, span) in self.unit_places.iter().filter(|_| !self.open_units) {
            let used =
                |unit: &crate::unit::Unit| unit.dimension.bases().iter().all(|(b, _)| self.used_bases.contains(b));
            if Some(span.source) == source && !self.units.lookup(name).is_some_and(used) {
                unread.push((Code::UnitUnused, *span, "kind-unit", (*name).to_owned()));
            }
        }
        for (code, span, kind, name) in unread {
            self.tell(Diagnostic::new(code, span).arg("kind", Arg::Key(kind)).arg("name", name));
        }
    }

    /// The methods that a rule calls, or that one of these calls.
    fn called_methods(&self) -> Vec<usize> {
        let mut called: Vec<usize> =
            self.methods.iter().enumerate().filter(|(_, m)| m.called).map(|(index, _)| index).collect();
        let mut next = 0;
        while let Some(method) = called.get(next).and_then(|index| self.methods.get(*index)) {
            for (id, _) in &method.calls {
                if !called.contains(&id.index()) {
                    called.push(id.index());
                }
            }
            next += 1;
        }
        called
    }
}
