//! A choice written anew as 分情况, in which the first case that holds counts: what two entries held before goes to
//! the earlier, and what none held can be given to 否则.

use crate::diagnostic::Edit;
use crate::model::{Expr, ExprKind, Key, LookupRow, RuleKind, ValueRange};
use crate::source::{SourceMap, Span};

use super::choice::Choice;
use super::region::Language;
use super::scope::What;

/// `choice` as 分情况, with `otherwise` as 否则 where that is given; `None` for what has no keys to make conditions
/// of.
pub(super) fn edits(sources: &SourceMap, choice: &Choice<'_, '_>, otherwise: Option<&str>) -> Option<Vec<Edit>> {
    let writer = Writer { sources, language: Language::of(sources.slice(choice.rule.span)) };
    match &choice.rule.kind {
        RuleKind::Bands { subject, .. } | RuleKind::LookupOne { key: subject, .. } => {
            writer.in_place(choice, subject, otherwise)
        }
        RuleKind::LookupTwo { row, column, columns, rows } => {
            let text = writer.grid((row, column), columns, rows, choice.rule.span, otherwise)?;
            Some(vec![Edit { span: choice.rule.span, replacement: text }])
        }
        _ => None,
    }
}

struct Writer<'a> {
    sources: &'a SourceMap,
    language: Language,
}

impl Writer<'_> {
    /// Head and keys put anew; what the entries yield, and the lines that they stand on, stay.
    fn in_place(&self, choice: &Choice<'_, '_>, subject: &Expr, otherwise: Option<&str>) -> Option<Vec<Edit>> {
        let text = &self.sources.get(choice.rule.span.source)?.text;
        let (start, end) = (choice.rule.span.start as usize, choice.rule.span.end as usize);
        let behind = text.get(subject.span.end as usize..end)?;
        let brace = behind.find(['{', '｛'])?;
        if !behind.get(..brace)?.chars().all(|c| c.is_whitespace() || matches!(c, ')' | '）')) {
            return None;
        }
        let head = Span::new(choice.rule.span.source, start..subject.span.end as usize + brace);
        let cases = self.language.pick("分情况 ", "cases ").to_owned();
        let mut edits = vec![Edit { span: head, replacement: cases }];
        for entry in &choice.entries {
            let condition = match entry.what {
                What::Range(of, range) => self.in_range(of, range),
                What::Key(of, key) => self.is_key(of, key),
                _ => return None,
            };
            edits.push(Edit { span: entry.key, replacement: format!("{} {condition}", self.when()) });
        }
        if let Some(otherwise) = otherwise {
            let entry = format!("{} : {otherwise}", self.language.pick("否则", "else"));
            edits.push(super::fix::insert_entries(self.sources, choice.entries.last()?, &[entry]));
        }
        Some(edits)
    }

    /// A table by two keys, a case for each of its values.
    fn grid(
        &self,
        (row, column): (&Expr, &Expr),
        columns: &[Key],
        rows: &[LookupRow],
        span: Span,
        otherwise: Option<&str>,
    ) -> Option<String> {
        let text = &self.sources.get(span.source)?.text;
        let line = text.get(..span.start as usize)?.rsplit('\n').next()?;
        let indent: String = line.chars().take_while(|c| c.is_whitespace()).collect();
        let mut written = self.language.pick("分情况 {\n", "cases {\n").to_owned();
        let and = self.language.pick("且", "and");
        for entry in rows {
            for (head, value) in columns.iter().zip(&entry.values) {
                let (first, second) = (self.is_key(row, &entry.key), self.is_key(column, head));
                let value = self.sources.slice(value.span).trim();
                written += &format!("{indent}  {} {first} {and} {second} : {value}\n", self.when());
            }
        }
        if let Some(otherwise) = otherwise {
            written += &format!("{indent}  {} : {otherwise}\n", self.language.pick("否则", "else"));
        }
        written += &indent;
        written.push('}');
        Some(written)
    }

    fn when(&self) -> &'static str {
        self.language.pick("当", "when")
    }

    fn is_key(&self, subject: &Expr, key: &Key) -> String {
        let value = self.subject(subject);
        match key {
            Key::Range(range) => self.in_range(subject, range),
            Key::Options(_, span) => {
                format!("{value} {} {{{}}}", self.language.pick("属于", "in"), self.sources.slice(*span).trim())
            }
            Key::YesNo(true, _) => value,
            Key::YesNo(false, _) => format!("{} {value}", self.language.pick("非", "not")),
        }
    }

    fn in_range(&self, subject: &Expr, range: &ValueRange) -> String {
        let (value, range) = (self.subject(subject), self.sources.slice(range.span).trim());
        if range.starts_with(['[', '(', '［', '（']) {
            format!("{value} {} {range}", self.language.pick("属于", "in"))
        } else {
            format!("{value} {range}")
        }
    }

    /// What is looked up, in brackets where something might join it.
    fn subject(&self, subject: &Expr) -> String {
        let text: Vec<&str> = self.sources.slice(subject.span).split_whitespace().collect();
        let text = text.join(" ");
        match subject.kind {
            ExprKind::Fact(_)
            | ExprKind::Let(_)
            | ExprKind::Param(_)
            | ExprKind::Field { .. }
            | ExprKind::Aggregate { .. }
            | ExprKind::Round(..)
            | ExprKind::Abs(_) => text,
            _ => format!("({text})"),
        }
    }
}
