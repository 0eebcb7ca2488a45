//! Expressions with their names, or with their values put in.

use std::cell::Cell;

use crate::diagnostic::Message;
use crate::eval::Outcome;
use crate::model::{AggregateFn, Arith, Expr, ExprKind, FactId, Key, Rubric, TableRef, TypeKind, ValueRange};
use crate::number::Number;
use crate::print::{self, Printed, Printer as _, Tight, Words, is_constant, is_leaf};
use crate::source::SourceMap;
use crate::value::Value;
use crate::wording::Seen;

use super::show::Told;
use super::sight::{Call, Context, RowAt, Sight};

/// As many rows of a table have their values written out; of more, what they come to.
const ROWS_SHOWN: usize = 8;
/// Longer tables are not looked through for the few rows that count.
const ROWS_LOOKED_AT: usize = 24;

/// Writes expressions.
pub(super) struct Printer<'c, 'a> {
    context: &'c Context<'a>,
    sight: &'c Sight<'a>,
    /// Whether values are put in.
    values: bool,
    /// Whether the names stand before the values put in.
    named: bool,
    /// Set when a value was put in that is not all of it.
    rounded: Cell<bool>,
}

impl<'a> Context<'a> {
    /// `expr` with its names, in words.
    pub fn names(&self, sight: &Sight<'a>, expr: &'a Expr) -> String {
        self.wording.phrase(expr, self.seen(sight))
    }

    /// That `condition` holds, or does not, in words.
    pub fn clause(&self, sight: &Sight<'a>, condition: &'a Expr, holds: bool) -> String {
        self.wording.clause_of(condition, holds, self.seen(sight))
    }

    /// What is set as the limit of a formula, in words.
    pub fn limit(&self, sight: &Sight<'a>, limit: &'a Expr) -> String {
        self.wording.limit(limit, self.seen(sight))
    }

    /// What an expression sees, for its words.
    fn seen(&self, sight: &Sight<'a>) -> Seen {
        let rows = sight.rows.iter().map(|row| match row {
            RowAt::Row(fact, _) => TableRef::Fact(*fact),
            RowAt::Child => TableRef::Children,
        });
        let called = |call: &Call<'a>, arg: &'a Expr| {
            let (sight, arg) = self.resolve(&call.caller, arg);
            let named = is_leaf(arg) && !is_constant(arg) && !matches!(arg.kind, ExprKind::Param(_));
            named.then(|| self.names(sight, arg))
        };
        let params = match &sight.call {
            Some(call) => call.args.iter().map(|arg| called(call, arg)).collect(),
            None => Vec::new(),
        };
        Seen { rows: rows.collect(), params }
    }

    /// `expr` with its values put in, and whether they are all exact.
    pub fn values(&self, sight: &Sight<'a>, expr: &'a Expr) -> (String, bool) {
        let printer = Printer { values: true, ..Printer::names(self, sight) };
        let text = printer.text(expr, Tight::Choice);
        (text, !printer.rounded.get())
    }

    /// `expr` with its values put in, each with its name: `签订日期 2024-02-09 + 2个工作日`.
    pub fn named_values(&self, sight: &Sight<'a>, expr: &'a Expr) -> (String, bool) {
        let printer = Printer { values: true, named: true, ..Printer::names(self, sight) };
        let text = printer.text(expr, Tight::Choice);
        (text, !printer.rounded.get())
    }

    /// A range as in the rubric: `[80%, 90%)`, `≥ 100%`.
    pub fn range(&self, sight: &Sight<'a>, range: &'a ValueRange) -> String {
        Printer::names(self, sight).range(range)
    }

    /// A range with the values of its ends beside their names: `≤ 标准造价 5800元/平方米`.
    pub fn range_valued(&self, sight: &Sight<'a>, range: &'a ValueRange) -> String {
        Printer { values: true, named: true, ..Printer::names(self, sight) }.range(range)
    }

    /// A key of a lookup.
    pub fn key(&self, sight: &Sight<'a>, key: &'a Key, subject: &'a Expr) -> String {
        match key {
            Key::Range(range) => self.range(sight, range),
            Key::Options(mask, _) => match subject.ty.kind {
                TypeKind::Option(set) => self.words.all_of(&self.options(set, *mask)),
                _ => String::new(),
            },
            Key::YesNo(yes, _) => self.words.yes_no(*yes),
        }
    }
}

impl<'a> print::Printer<'a> for Printer<'_, 'a> {
    fn rubric(&self) -> &'a Rubric {
        self.context.rubric
    }

    fn sources(&self) -> &'a SourceMap {
        self.context.sources
    }

    fn words(&self) -> &Words<'a> {
        &self.context.words
    }

    fn number(&self, expr: &'a Expr, number: &Number) -> String {
        self.context.constant(self.sight, expr, number).text
    }

    fn row(&self, table: &TableRef, expr: &'a Expr) -> String {
        // Names alone are wanted, so any row will do.
        let inner = self.context.inside(self.sight, table, 0);
        self.context.names(&inner, expr)
    }

    fn own(&self, expr: &'a Expr) -> Option<Printed> {
        if !self.values {
            return None;
        }
        match &expr.kind {
            ExprKind::Full => {
                let full = self.sight.full.as_ref()?;
                Some((self.context.points().show(full).text, Tight::Atom))
            }
            ExprKind::Given(_, e) => {
                let is = !matches!(self.context.value(self.sight, e), Some(Value::Absent));
                Some((self.word(if is { "word-given" } else { "word-absent" }), Tight::Atom))
            }
            ExprKind::If(c, a, b) => {
                let holds = self.context.holds(self.sight, c)?;
                Some(self.bare(if holds { a } else { b }))
            }
            ExprKind::Default(x, v) => Some(match self.context.value(self.sight, x) {
                Some(Value::Absent) => self.bare(v),
                _ => self.bare(x),
            }),
            ExprKind::Arith(op @ (Arith::Min | Arith::Max), a, b) => {
                let key = if *op == Arith::Min { "wording-smaller" } else { "wording-larger" };
                let (a, b) = (self.text(a, Tight::Sum), self.text(b, Tight::Sum));
                let message = Message::new(key).arg("first", a).arg("second", b);
                Some((self.context.locale.text(&message), Tight::Limit))
            }
            ExprKind::OptionNumber(e) => Some(self.result(expr).unwrap_or_else(|| self.name(e))),
            ExprKind::Aggregate { function, table, filter, value: Some(value) } => Some(
                self.of_rows(*function, table, filter.as_deref(), value)
                    .or_else(|| self.result(expr))
                    .unwrap_or_else(|| (self.word("word-unknown"), Tight::Atom)),
            ),
            ExprKind::Aggregate { .. } | ExprKind::RateOf(_) | ExprKind::Choose(_) => {
                Some(self.result(expr).unwrap_or_else(|| (self.word("word-unknown"), Tight::Atom)))
            }
            _ => None,
        }
    }

    /// A name, or what it stands for.
    fn name(&self, expr: &'a Expr) -> Printed {
        if let ExprKind::Param(_) = &expr.kind {
            let (sight, arg) = self.context.resolve(self.sight, expr);
            if matches!(arg.kind, ExprKind::Param(_)) {
                return (self.word("word-unknown"), Tight::Atom);
            }
            if !self.values && is_leaf(arg) && !is_constant(arg) {
                return Printer::names(self.context, sight).bare(arg);
            }
            if !self.values {
                return (self.parameter_name(expr), Tight::Atom);
            }
            let inner = Printer { values: true, named: self.named, ..Printer::names(self.context, sight) };
            let shown = if is_leaf(arg) { Some(inner.bare(arg)) } else { inner.result(arg) };
            self.rounded.set(self.rounded.get() || inner.rounded.get());
            return shown.unwrap_or_else(|| (self.word("word-unknown"), Tight::Atom));
        }
        if !self.values {
            return (self.context.name(self.sight, expr).unwrap_or_default(), Tight::Atom);
        }
        let before = match self.context.name(self.sight, expr) {
            Some(name) if self.named => format!("{name} "),
            _ => String::new(),
        };
        if let Some(figure) = self.context.written(self.sight, expr) {
            return (format!("{before}{}", figure.text), tight_of(&figure.text));
        }
        let result = self.result(expr).map(|(text, tight)| (format!("{before}{text}"), tight));
        result.unwrap_or_else(|| {
            let missing = matches!(expr.kind, ExprKind::Fact(_) | ExprKind::Field { .. });
            let name = self.context.name(self.sight, expr).unwrap_or_default();
            if missing {
                let (open, close) = (self.word("joint-open"), self.word("joint-close"));
                (format!("{name}{open}{}{close}", self.word("word-missing")), Tight::Atom)
            } else {
                (name, Tight::Atom)
            }
        })
    }
}

impl<'c, 'a> Printer<'c, 'a> {
    fn names(context: &'c Context<'a>, sight: &'c Sight<'a>) -> Printer<'c, 'a> {
        Printer { context, sight, values: false, named: false, rounded: Cell::new(false) }
    }

    /// A sum, mean, extreme or median of few rows: the values of the rows. `None` of others.
    fn of_rows(
        &self,
        function: AggregateFn,
        table: &TableRef,
        filter: Option<&'a Expr>,
        value: &'a Expr,
    ) -> Option<Printed> {
        use AggregateFn::{Max, Mean, Median, Min, Sum};
        if !matches!(function, Sum | Mean | Max | Min | Median) {
            return None;
        }
        let terms = match table {
            TableRef::Fact(fact) => self.of_fact(*fact, filter, value)?,
            TableRef::Children => self.of_children(filter, value)?,
        };
        match terms.as_slice() {
            [] => None,
            [only] => Some(only.clone()),
            _ if function == Sum => {
                let term =
                    |(text, tight): &Printed| if *tight < Tight::Product { format!("({text})") } else { text.clone() };
                Some((terms.iter().map(term).collect::<Vec<_>>().join(" + "), Tight::Sum))
            }
            _ => {
                let texts: Vec<String> = terms.into_iter().map(|(text, _)| text).collect();
                Some((format!("{}({})", self.context.words.aggregate(function), texts.join(", ")), Tight::Atom))
            }
        }
    }

    /// `value` in each row of a short table that meets `filter`; `None` where they are many or not all decided.
    fn of_fact(&self, fact: FactId, filter: Option<&'a Expr>, value: &'a Expr) -> Option<Vec<Printed>> {
        let rows = self.context.rows(fact).filter(|rows| rows.len() <= ROWS_LOOKED_AT)?;
        let mut terms = Vec::new();
        for index in (0..).take(rows.len()) {
            let inner = self.context.inside(self.sight, &TableRef::Fact(fact), index);
            match filter.map(|filter| self.context.holds(&inner, filter)) {
                Some(Some(false)) => continue,
                Some(None) => return None,
                None | Some(Some(true)) => {}
            }
            let printer = Printer { values: true, ..Printer::names(self.context, &inner) };
            let term = if is_leaf(value) { Some(printer.bare(value)) } else { printer.result(value) };
            self.rounded.set(self.rounded.get() || printer.rounded.get());
            terms.push(term?);
        }
        (terms.len() <= ROWS_SHOWN).then_some(terms)
    }

    /// The scores of the children that are combined, where nothing else is made of them.
    fn of_children(&self, filter: Option<&'a Expr>, value: &'a Expr) -> Option<Vec<Printed>> {
        if filter.is_some() || !matches!(value.kind, ExprKind::Field { column: 1, .. }) {
            return None;
        }
        let children = match self.sight.node {
            Some(node) => &self.context.rubric.node(node).body.children,
            None => &self.context.rubric.roots,
        };
        let mut terms = Vec::new();
        for child in children {
            match &self.context.evaluation.nodes.get(child.index())?.awarded {
                Outcome::Points(points) => {
                    let figure = self.context.points().show(points);
                    self.rounded.set(self.rounded.get() || !figure.exact);
                    terms.push((figure.text, Tight::Atom));
                }
                Outcome::Dropped => {}
                _ => return None,
            }
        }
        (terms.len() <= ROWS_SHOWN).then_some(terms)
    }

    fn parameter_name(&self, expr: &'a Expr) -> String {
        // A parameter's own name is where it is read.
        print::fold(self.context.sources.slice(expr.span)).trim().to_owned()
    }

    /// What `expr` comes to.
    fn result(&self, expr: &'a Expr) -> Option<Printed> {
        let value = self.context.value(self.sight, expr)?;
        let scale = self.context.scale(self.sight, expr);
        match self.context.told(&value, &expr.ty, &scale) {
            Told::Is(figure) => {
                self.rounded.set(self.rounded.get() || !figure.exact);
                let tight = tight_of(&figure.text);
                Some((figure.text, tight))
            }
            Told::Within(figure) => {
                self.rounded.set(self.rounded.get() || !figure.exact);
                let tight = tight_of(&figure.text);
                Some((figure.text, tight))
            }
            Told::Beyond(text) => {
                let tight = tight_of(&text);
                Some((text, tight))
            }
            Told::Unknown => None,
        }
    }
}

/// A negative number, a fraction and a range need parentheses beside a sign.
fn tight_of(text: &str) -> Tight {
    match text.chars().next() {
        Some('-') => Tight::Limit,
        Some('≥' | '≤' | '<' | '>') => Tight::Choice,
        // An interval has brackets of its own.
        Some('[' | '(') if text.ends_with([']', ')']) => Tight::Atom,
        _ if text.contains([' ', '/']) && !text.ends_with(char::is_alphabetic) => Tight::Limit,
        _ => Tight::Atom,
    }
}
