//! What is declared and never used. Told only where nothing else is wrong: a mistake may hide a use.

use super::{Checker, MethodEntry};
use crate::diagnostic::{Arg, Code, Diagnostic, Edit};
use crate::model::TypeKind;
use crate::source::Span;
use crate::syntax::ast::Item;

impl Checker<'_> {
    /// Tells of facts, 计算, methods, parameters and option sets that nothing reads.
    pub(super) fn unread(&mut self) {
        if self.is_broken() {
            return;
        }
        let source = self.files.first().map(|file| file.source);
        let mut unread: Vec<(Code, Span, &'static str, String, Vec<Edit>)> = Vec::new();
        let out = |span: Span| vec![Edit { span, replacement: String::new() }];
        for fact in &self.facts {
            // A text can only be shown.
            let text = fact.ty.as_ref().is_some_and(|ty| ty.kind == TypeKind::Text);
            if !fact.read && !text {
                unread.push((Code::FactUnused, fact.name.span, "kind-fact", fact.name.text.clone(), Vec::new()));
            }
        }
        for binding in self.lets.iter().filter(|l| !l.read) {
            let name = &binding.decl.name;
            unread.push((Code::LetUnused, name.span, "kind-let", name.text.clone(), out(binding.decl.whole)));
        }
        let called = self.called_methods();
        for (index, method) in self.methods.iter().enumerate() {
            let name = &method.decl.name;
            // What a library offers need not all be used.
            if Some(name.span.source) != source {
                continue;
            }
            if !called.contains(&index) {
                let edits = out(method.decl.whole);
                unread.push((Code::MethodUnused, name.span, "kind-method", name.text.clone(), edits));
                continue;
            }
            for (at, param) in method.params.iter().enumerate().filter(|(_, p)| !p.read) {
                let edits = without_parameter(method, at).unwrap_or_default();
                let name = param.name;
                unread.push((Code::ParameterUnused, name.span, "kind-parameter", name.text.clone(), edits));
            }
        }
        for (index, set) in self.option_sets.iter().enumerate() {
            let id = crate::model::OptionSetId(index as u32);
            if !self.used_sets.contains(&id) && Some(set.span.source) == source {
                let mut declared = self.files.iter().flat_map(|file| &file.items).filter_map(|item| match item {
                    Item::Options(decl) if decl.name.span == set.span => Some(decl.whole),
                    _ => None,
                });
                let edits = declared.next().map(out).unwrap_or_default();
                unread.push((Code::OptionsUnused, set.span, "kind-option-set", set.name.clone(), edits));
            }
        }
        // Where units come with the facts, any may. One that converts is used with those it converts to.
        for (name, span) in self.unit_places.iter().filter(|_| !self.open_units) {
            let used =
                |unit: &crate::unit::Unit| unit.dimension.bases().iter().all(|(b, _)| self.used_bases.contains(b));
            if Some(span.source) == source && !self.units.lookup(name).is_some_and(used) {
                unread.push((Code::UnitUnused, *span, "kind-unit", (*name).to_owned(), Vec::new()));
            }
        }
        for (code, span, kind, name, edits) in unread {
            let diagnostic = Diagnostic::new(code, span).arg("kind", Arg::Key(kind)).arg("name", name);
            // Whether it is to go or to be used, the author knows.
            self.tell(if edits.is_empty() { diagnostic } else { diagnostic.edits(edits).choosing() });
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

/// Takes the parameter at `at` out of the declaration of `method` and its argument out of every call.
fn without_parameter(method: &MethodEntry<'_>, at: usize) -> Option<Vec<Edit>> {
    let fields = &method.decl.params;
    let own = fields.get(at)?;
    let before = at.checked_sub(1).and_then(|before| fields.get(before));
    let after = fields.get(at + 1);
    // Names side by side share their type.
    let shares = |other: &&crate::syntax::ast::Field| other.ty.span == own.ty.span;
    let declared = match (before, after) {
        (Some(before), _) if shares(&before) => before.name.span.behind().to(own.name.span),
        (_, Some(after)) if shares(&after) => own.name.span.to(after.name.span.ahead()),
        (Some(before), _) => before.ty.span.behind().to(own.ty.span),
        (None, Some(after)) => own.name.span.to(after.name.span.ahead()),
        (None, None) => own.name.span.to(own.ty.span),
    };
    let mut edits = vec![Edit { span: declared, replacement: String::new() }];
    for arguments in &method.uses {
        let own = arguments.get(at)?;
        let before = at.checked_sub(1).and_then(|before| arguments.get(before));
        let span = match (before, arguments.get(at + 1)) {
            (Some(before), _) => before.behind().to(*own),
            (None, Some(after)) => own.to(after.ahead()),
            (None, None) => *own,
        };
        edits.push(Edit { span, replacement: String::new() });
    }
    Some(edits)
}
