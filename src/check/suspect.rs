//! A name that is not known and a declaration that nothing reads are often one slip: the two are shown together.

use std::collections::BTreeSet;

use super::Checker;
use super::nearest::nearest;
use crate::diagnostic::{Arg, Code, Diagnostic, Message};
use crate::model::TypeKind;
use crate::source::Span;

/// A declaration that nothing reads.
struct Unread {
    name: String,
    span: Span,
}

impl Checker<'_> {
    /// Adds to unknown values the declaration that was probably meant: one like it that nothing reads, or the only one
    /// that nothing reads.
    pub(super) fn show_suspects(&mut self) {
        let of_value = |told: &Diagnostic| matches!(told.code, Code::NameUnknown | Code::NameOutOfSight);
        if !self.unknown.iter().any(|(_, told)| of_value(told)) {
            return;
        }
        let unread = self.unread_values();
        // Where a line could not be read, it may be that which reads it.
        let whole = self.files.iter().all(|file| file.unread.is_empty());
        let alone = whole && unread.len() == 1 && self.unknown.iter().filter(|(_, told)| of_value(told)).count() == 1;
        for (_, told) in self.unknown.iter_mut().filter(|(_, told)| of_value(told)) {
            let word = told.args.iter().find_map(|(name, arg)| match arg {
                Arg::Text(text) if *name == "name" => Some(text.clone()),
                _ => None,
            });
            let near = word.and_then(|word| {
                let near = *nearest(&word, unread.iter().map(|unread| unread.name.as_str())).first()?;
                unread.iter().find(|unread| unread.name == near)
            });
            let Some(suspect) = near.or(unread.first().filter(|_| alone)) else { continue };
            if !told.labels.iter().any(|label| label.span == suspect.span) {
                let message = Message::new("check-unread-here").arg("name", suspect.name.as_str());
                *told = told.clone().label(suspect.span, message);
            }
        }
    }

    /// Facts, columns, 计算 and parameters of the rubric that nothing reads. A text can only be shown.
    fn unread_values(&self) -> Vec<Unread> {
        let read: BTreeSet<Span> = self.columns.values().map(|(_, span)| *span).collect();
        let mut unread = Vec::new();
        let mut add = |name: &str, span: Span| unread.push(Unread { name: name.to_owned(), span });
        for fact in &self.facts {
            let text = fact.ty.as_ref().is_some_and(|ty| ty.kind == TypeKind::Text);
            if !fact.read && !text {
                add(&fact.name.text, fact.name.span);
            }
            let columns = fact.table.iter().flat_map(|table| &table.fields);
            for column in columns.filter(|column| column.ty.kind != TypeKind::Text && !read.contains(&column.span)) {
                add(&column.name, column.span);
            }
        }
        for binding in self.lets.iter().filter(|binding| !binding.read) {
            add(&binding.decl.name.text, binding.decl.name.span);
        }
        for param in self.methods.iter().flat_map(|method| &method.params).filter(|param| !param.read) {
            add(&param.name.text, param.name.span);
        }
        unread
    }
}
