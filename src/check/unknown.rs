//! Names that are not known: what they were probably meant to be.

use super::Checker;
use super::grade::choose_from;
use super::name::Referent;
use super::nearest::{common_unit, split, with_nearest};
use super::scope::Scope;
use crate::diagnostic::{Arg, Code, Diagnostic, Message};
use crate::model::{LetId, OptionSetId, Table};
use crate::source::Span;
use crate::syntax::ast::{self, Name};
use crate::syntax::keyword::{Meaning, reserved, spell_name};

/// Whether a word is a date, which is written without quotes.
fn is_date(word: &str) -> bool {
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    match word.split('-').collect::<Vec<_>>().as_slice() {
        [year, month, day] => {
            digits(year, 4) && digits(month, 2) && digits(day, 2) && word.parse::<jiff::civil::Date>().is_ok()
        }
        _ => false,
    }
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

impl<'a> Checker<'a> {
    /// 级别 = 省级 或 市级: 级别 属于 {省级, 市级}. Kept for the name that is told to stand alone.
    pub(super) fn note_listed(&mut self, span: Span, a: &'a ast::Expr, b: &'a ast::Expr) {
        let mut names = Vec::new();
        let mut whole: Vec<&ast::Expr> = vec![b];
        let mut first = a;
        // 甲 = 一 或 二 或 三 leans to the left.
        while let ast::ExprKind::Binary(ast::BinaryOp::Or, left, right) = &first.kind {
            whole.push(right);
            first = left;
        }
        let ast::ExprKind::Compare(subject, rest) = &first.kind else { return };
        let (ast::ExprKind::Name(subject), [(ast::CompareOp::Eq, option)]) = (&subject.kind, rest.as_slice()) else {
            return;
        };
        whole.push(option);
        for part in whole.into_iter().rev() {
            let ast::ExprKind::Name(name) = &part.kind else { return };
            names.push(spell_name(&name.text));
        }
        let is_in = self.keyword(Meaning::In, span);
        let joint = if self.is_english(span) { ", " } else { "、" };
        let right = format!("{} {is_in} {{{}}}", spell_name(&subject.text), names.join(joint));
        self.listed.retain(|(place, _)| !holds(span, *place));
        if !self.listed.iter().any(|(place, _)| holds(*place, span) && place.source == span.source) {
            self.listed.push((span, right));
        }
    }

    /// A name that is no value in sight.
    pub(super) fn unknown_value(&mut self, name: &Name, scope: &Scope<'a>) {
        let diagnostic = self.unknown_value_diagnostic(name, scope);
        let within = |block: &Span| {
            block.source == name.span.source && block.start <= name.span.start && name.span.end <= block.end
        };
        // 中级 where the set of levels is missing.
        let level = diagnostic.code == Code::NameUnknown && diagnostic.fix.is_none();
        if level && self.leveless.iter().any(within) {
            return;
        }
        self.tell_unknown(&name.text, diagnostic);
    }

    fn unknown_value_diagnostic(&self, name: &Name, scope: &Scope<'a>) -> Diagnostic {
        let word = name.text.as_str();
        let is_name = |w: &str| self.is_value_or_option(w);
        let is_unit = |w: &str| self.units.lookup(w).is_some() || common_unit(w).is_some();
        if let Some(right) = split(word, &is_name, &is_unit) {
            return Diagnostic::new(Code::BlankMissing, name.span)
                .arg("name", word)
                .arg("right", right.as_str())
                .fix(name.span, right);
        }
        if is_date(word) {
            return Diagnostic::new(Code::NameUnknown, name.span)
                .arg("kind", Arg::Key("kind-fact"))
                .arg("name", word)
                .help(Message::new("check-date-unquoted").arg("right", word))
                .fix(name.span, word);
        }
        // 已公开 = "是": what is quoted is a name.
        if let Some(keyword) = reserved(word).filter(|keyword| matches!(keyword.meaning, Meaning::Yes | Meaning::No)) {
            let right = keyword.spelling(word.is_ascii());
            return Diagnostic::new(Code::NameUnknown, name.span)
                .arg("kind", Arg::Key("kind-fact"))
                .arg("name", word)
                .help(Message::new("check-answer-unquoted").arg("right", right))
                .fix(name.span, right);
        }
        if let Some(diagnostic) = self.out_of_sight(name, scope) {
            return diagnostic;
        }
        if let Some(set) = self.option_sets.iter().find(|set| set.options.iter().any(|o| o.name == word)) {
            let diagnostic = Diagnostic::new(Code::OptionAlone, name.span)
                .arg("name", word)
                .arg("set", set.name.as_str())
                .label(set.span, Message::new("check-declared-here"));
            let listed =
                self.listed.iter().find(|(place, _)| place.source == name.span.source && holds(*place, name.span));
            return match listed {
                Some((place, right)) => {
                    let help = Message::new("check-write-instead").arg("right", right.as_str());
                    diagnostic.help(help).fix(*place, right.as_str())
                }
                None => diagnostic,
            };
        }
        let diagnostic = Diagnostic::new(Code::NameUnknown, name.span)
            .arg("kind", Arg::Key(if scope.method.is_some() { "kind-parameter" } else { "kind-fact" }))
            .arg("name", word);
        let in_sight = self.values_in_sight(scope);
        if let Some(right) = negated(word, &in_sight) {
            return diagnostic
                .help(Message::new("check-write-instead").arg("right", right.as_str()))
                .choice(name.span, right);
        }
        let diagnostic = with_nearest(diagnostic, word, name.span, in_sight);
        if !diagnostic.helps.is_empty() {
            // It is a guess: the fact may be missing as well.
            return match scope.method {
                Some(_) => diagnostic,
                None => diagnostic.help(Message::new("check-or-declare").arg("name", word)),
            };
        }
        if self.nodes.iter().any(|node| node.decl.name.text == word) {
            return diagnostic.help(Message::new("check-is-indicator").arg("name", word));
        }
        if self.method_index.contains_key(word) {
            return diagnostic.help(Message::new("check-is-method").arg("name", word));
        }
        diagnostic
    }

    /// Whether a word names a value or an option anywhere.
    fn is_value_or_option(&self, word: &str) -> bool {
        self.fact_index.contains_key(word)
            || self.lets.iter().any(|l| l.decl.name.text == word)
            || self.methods.iter().any(|m| m.params.iter().any(|p| p.name.text == word))
            || self.facts.iter().any(|f| f.table.as_ref().is_some_and(|t| t.fields.iter().any(|c| c.name == word)))
            || self.option_sets.iter().any(|set| set.options.iter().any(|o| o.name == word))
    }

    /// A name that is declared, but is not seen from here.
    fn out_of_sight(&self, name: &Name, scope: &Scope<'a>) -> Option<Diagnostic> {
        let word = name.text.as_str();
        let told = |kind: Referent, span, why: &'static str| {
            Diagnostic::new(Code::NameOutOfSight, name.span)
                .arg("kind", Self::referent_kind(kind))
                .arg("name", word)
                .label(span, Message::new("check-declared-here"))
                .help(Message::new(why).arg("name", word))
        };
        if scope.method.is_some()
            && let Some(id) = self.fact_index.get(word)
            && let Some(fact) = self.fact(*id)
        {
            return Some(told(Referent::Fact(*id), fact.name.span, "check-pass-as-parameter"));
        }
        if let Some(index) = self.lets.iter().position(|l| l.decl.name.text == word) {
            let id = LetId(index as u32);
            return Some(told(Referent::Let(id), self.let_entry(id)?.decl.name.span, "check-move-let-out"));
        }
        for fact in &self.facts {
            let Some(table) = &fact.table else { continue };
            if let Some(column) = table.fields.iter().find(|c| c.name == word) {
                let referent = Referent::Field { frame: 0, column: 0 };
                return Some(
                    Diagnostic::new(Code::NameOutOfSight, name.span)
                        .arg("kind", Self::referent_kind(referent))
                        .arg("name", word)
                        .label(column.span, Message::new("check-declared-here"))
                        .help(Message::new("check-read-in-row").arg("table", fact.name.text.as_str())),
                );
            }
        }
        None
    }

    /// Names of the values in sight.
    fn values_in_sight(&self, scope: &Scope<'a>) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for row in &scope.frames {
            if let crate::model::TableRef::Fact(id) = row.table
                && let Some(table) = self.fact(id).and_then(|f| f.table.as_ref())
            {
                names.extend(table.fields.iter().map(|field| field.name.as_str()));
            }
        }
        // In the order of declaration, so that the answer is always the same.
        names.extend(self.lets.iter().map(|l| l.decl.name.text.as_str()).filter(|name| scope.find_let(name).is_some()));
        match scope.method.and_then(|id| self.method(id)) {
            Some(method) => names.extend(method.params.iter().map(|p| p.name.text.as_str())),
            None => names.extend(self.facts.iter().map(|f| f.name.text.as_str())),
        }
        names
    }

    /// A name that is no option of the set that is due.
    pub(super) fn unknown_option(&mut self, name: &Name, set: OptionSetId) {
        let Some(set) = self.set(set) else { return };
        let is_name = |w: &str| self.is_value_or_option(w);
        let is_unit = |w: &str| self.units.lookup(w).is_some();
        let diagnostic = if let Some(right) = split(&name.text, &is_name, &is_unit) {
            Diagnostic::new(Code::BlankMissing, name.span)
                .arg("name", name.text.as_str())
                .arg("right", right.as_str())
                .fix(name.span, right)
        } else {
            let names: Vec<&str> = set.options.iter().map(|o| o.name.as_str()).collect();
            let diagnostic = Diagnostic::new(Code::OptionUnknown, name.span)
                .arg("name", name.text.as_str())
                .arg("set", set.name.as_str())
                .arg("options", names.clone())
                .label(set.span, Message::new("check-declared-here"));
            choose_from(with_nearest(diagnostic, &name.text, name.span, names.iter().copied()), &names)
        };
        let key = format!("{}/{}", set.name, name.text);
        self.tell_unknown(&key, diagnostic);
    }

    /// A name that is no table.
    pub(super) fn unknown_table(&mut self, name: &Name) {
        let tables = self.facts.iter().filter(|f| f.table.is_some()).map(|f| f.name.text.as_str());
        let diagnostic = Diagnostic::new(Code::NameUnknown, name.span)
            .arg("kind", Arg::Key("kind-table"))
            .arg("name", name.text.as_str());
        let diagnostic = with_nearest(diagnostic, &name.text, name.span, tables);
        let diagnostic = match diagnostic.helps.is_empty() {
            true => diagnostic.help(Message::new("check-declare-table").arg("name", name.text.as_str())),
            false => diagnostic,
        };
        self.tell_unknown(&name.text, diagnostic);
    }

    /// A name that is no column of its table.
    pub(super) fn unknown_column(&mut self, name: &Name, table: &str, columns: &Table) {
        let diagnostic = Diagnostic::new(Code::NameUnknown, name.span)
            .arg("kind", Arg::Key("kind-field"))
            .arg("name", name.text.as_str());
        let names: Vec<&str> = columns.fields.iter().map(|c| c.name.as_str()).collect();
        let diagnostic = choose_from(with_nearest(diagnostic, &name.text, name.span, names.iter().copied()), &names);
        self.tell_unknown(&format!("{table}.{}", name.text), diagnostic);
    }
}

/// 未公开 where there is 已公开: 非 已公开, which nearness would turn round.
fn negated(word: &str, names: &[&str]) -> Option<String> {
    let rest = ["没有", "未", "不", "非", "无"].iter().find_map(|sign| word.strip_prefix(sign))?;
    let meant = [format!("已{rest}"), format!("有{rest}"), format!("是否{rest}"), rest.to_owned()];
    let name = meant.iter().find(|meant| !meant.is_empty() && names.contains(&meant.as_str()))?;
    Some(format!("{} {}", Meaning::Not.keyword().zh, super::nearest::spelt(name)))
}
