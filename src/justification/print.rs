//! Expressions as text, in the reader's spelling: with the names as written, or with their values put in.

use std::cell::Cell;

use crate::model::{
    AggregateFn, Arith, Comparison, DateStep, Expr, ExprKind, Key, Rule, RuleKind, TableRef, TypeKind, ValueRange,
};
use crate::value::Value;

use super::scale::Scale;
use super::show::Told;
use super::sight::{Context, Sight};

/// How tightly an expression binds; what binds less needs parentheses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tight {
    Choice,
    Or,
    And,
    Not,
    Compare,
    Limit,
    Sum,
    Product,
    Sign,
    Atom,
}

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
    /// `expr` with its names.
    pub fn names(&self, sight: &Sight<'a>, expr: &'a Expr) -> String {
        Printer { context: self, sight, values: false, named: false, rounded: Cell::new(false) }
            .text(expr, Tight::Choice)
    }

    /// `expr` with its values put in, and whether they are all exact.
    pub fn values(&self, sight: &Sight<'a>, expr: &'a Expr) -> (String, bool) {
        let printer = Printer { context: self, sight, values: true, named: false, rounded: Cell::new(false) };
        let text = printer.text(expr, Tight::Choice);
        (text, !printer.rounded.get())
    }

    /// `expr` with its values put in, each with its name: `签订日期 2024-02-09 + 2个工作日`.
    pub fn named_values(&self, sight: &Sight<'a>, expr: &'a Expr) -> (String, bool) {
        let printer = Printer { context: self, sight, values: true, named: true, rounded: Cell::new(false) };
        let text = printer.text(expr, Tight::Choice);
        (text, !printer.rounded.get())
    }

    /// A range as in the rubric: `[80%, 90%)`, `≥ 100%`. `scale` is for ends that are no literals.
    pub fn range(&self, sight: &Sight<'a>, range: &'a ValueRange) -> String {
        Printer { context: self, sight, values: false, named: false, rounded: Cell::new(false) }.range(range)
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

impl<'c, 'a> Printer<'c, 'a> {
    fn word(&self, key: &'static str) -> String {
        self.context.words.get(key)
    }

    fn text(&self, expr: &'a Expr, around: Tight) -> String {
        let (text, tight) = self.bare(expr);
        if tight < around { format!("({text})") } else { text }
    }

    fn pair(&self, a: &'a Expr, sign: &str, b: &'a Expr, tight: Tight, right: Tight) -> (String, Tight) {
        (format!("{} {sign} {}", self.text(a, tight), self.text(b, right)), tight)
    }

    fn call(&self, name: &str, args: &[String]) -> (String, Tight) {
        (format!("{name}({})", args.join(", ")), Tight::Atom)
    }

    fn bare(&self, expr: &'a Expr) -> (String, Tight) {
        match &expr.kind {
            ExprKind::Number(number) => {
                let figure = self.context.constant(self.sight, expr, number);
                let tight = if number.is_negative() { Tight::Limit } else { Tight::Atom };
                (figure.text, tight)
            }
            ExprKind::Date(day) => (self.context.date(*day), Tight::Atom),
            ExprKind::YesNo(yes) => (self.context.words.yes_no(*yes), Tight::Atom),
            ExprKind::Option(option) => match expr.ty.kind {
                TypeKind::Option(set) => (self.context.option(set, *option), Tight::Atom),
                _ => (String::new(), Tight::Atom),
            },
            ExprKind::Full => match &self.sight.full {
                Some(full) if self.values => (self.context.points().show(full).text, Tight::Atom),
                _ => (self.word("word-full"), Tight::Atom),
            },
            ExprKind::Fact(_) | ExprKind::Field { .. } | ExprKind::Let(_) | ExprKind::Param(_) => self.leaf(expr),
            ExprKind::Negate(e) => (format!("-{}", self.text(e, Tight::Atom)), Tight::Sign),
            ExprKind::Not(e) => (format!("{} {}", self.word("word-not"), self.text(e, Tight::Compare)), Tight::Not),
            ExprKind::Arith(op, a, b) => match op {
                Arith::Add => self.pair(a, "+", b, Tight::Sum, Tight::Product),
                Arith::Sub => self.pair(a, "-", b, Tight::Sum, Tight::Product),
                Arith::Mul => self.pair(a, "×", b, Tight::Product, Tight::Atom),
                Arith::Div => self.pair(a, "÷", b, Tight::Product, Tight::Atom),
                Arith::Min => self.pair(a, &self.word("word-at-most"), b, Tight::Limit, Tight::Sum),
                Arith::Max => self.pair(a, &self.word("word-at-least"), b, Tight::Limit, Tight::Sum),
            },
            ExprKind::And(a, b) => self.pair(a, &self.word("word-and"), b, Tight::And, Tight::Not),
            ExprKind::Or(a, b) => self.pair(a, &self.word("word-or"), b, Tight::Or, Tight::And),
            ExprKind::Compare(first, rest) => {
                let mut text = self.text(first, Tight::Limit);
                for (sign, e) in rest {
                    text = format!("{text} {} {}", sign_text(*sign), self.text(e, Tight::Limit));
                }
                (text, Tight::Compare)
            }
            ExprKind::InRange(e, range) => {
                let text = format!("{} {} {}", self.text(e, Tight::Limit), self.word("word-in"), self.range(range));
                (text, Tight::Compare)
            }
            ExprKind::InOptions(e, mask) => {
                let names = match e.ty.kind {
                    TypeKind::Option(set) => self.context.options(set, *mask),
                    _ => Vec::new(),
                };
                let names = names.join(", ");
                (format!("{} {} {{{names}}}", self.text(e, Tight::Limit), self.word("word-in")), Tight::Compare)
            }
            ExprKind::Given(given, e) => {
                let word = |given: bool| self.word(if given { "word-given" } else { "word-absent" });
                if self.values {
                    let is = !matches!(self.context.value(self.sight, e), Some(Value::Absent));
                    (word(is), Tight::Atom)
                } else {
                    (format!("{} {}", word(*given), self.text(e, Tight::Atom)), Tight::Not)
                }
            }
            ExprKind::If(c, a, b) => self.conditional(c, a, b),
            ExprKind::Choose(rule) => self.choice(expr, rule),
            ExprKind::DateAdd { date, amount, step, back } => {
                let date = self.text(date, Tight::Sum);
                let sign = if *back { '-' } else { '+' };
                (format!("{date} {sign} {}", self.amount(amount, *step)), Tight::Sum)
            }
            ExprKind::DateDifference(a, b) => self.pair(a, "-", b, Tight::Sum, Tight::Product),
            ExprKind::Abs(e) => self.call(&self.word("word-abs"), &[self.text(e, Tight::Choice)]),
            ExprKind::Power(x, n) => {
                let args = [self.text(x, Tight::Choice), self.text(n, Tight::Choice)];
                self.call(&self.word("word-power"), &args)
            }
            ExprKind::Round(e, round) => {
                let places = format!("{}{}", round.places, self.word("word-places"));
                let args = [self.text(e, Tight::Choice), places, self.context.words.rounding(round.mode)];
                self.call(&self.word("word-round"), &args)
            }
            ExprKind::Default(x, v) => self.default(x, v),
            ExprKind::OptionNumber(e) if self.values => self.result(expr).unwrap_or_else(|| self.leaf(e)),
            ExprKind::OptionNumber(e) => self.call(&self.word("word-number-of"), &[self.text(e, Tight::Choice)]),
            ExprKind::Workdays(a, b) => {
                let args = [self.text(a, Tight::Choice), self.text(b, Tight::Choice)];
                self.call(&self.word("word-workdays"), &args)
            }
            ExprKind::Aggregate { .. } | ExprKind::RateOf(_) if self.values => {
                self.result(expr).unwrap_or_else(|| (self.word("word-unknown"), Tight::Atom))
            }
            ExprKind::Aggregate { function, table, filter, value } => {
                self.aggregate(*function, *table, filter.as_deref(), value.as_deref())
            }
            ExprKind::RateOf(node) => {
                self.call(&self.word("word-rate-of"), &[self.context.rubric.node(*node).name.clone()])
            }
        }
    }

    /// A name, or what it stands for.
    fn leaf(&self, expr: &'a Expr) -> (String, Tight) {
        if let ExprKind::Param(_) = &expr.kind {
            let (sight, arg) = self.context.resolve(self.sight, expr);
            if matches!(arg.kind, ExprKind::Param(_)) {
                return (self.word("word-unknown"), Tight::Atom);
            }
            if !self.values && super::tree::is_leaf(arg) && !super::tree::is_constant(arg) {
                return Printer {
                    context: self.context,
                    sight,
                    values: false,
                    named: false,
                    rounded: Cell::new(false),
                }
                .bare(arg);
            }
            if !self.values {
                return (self.parameter_name(expr), Tight::Atom);
            }
            let inner =
                Printer { context: self.context, sight, values: true, named: self.named, rounded: Cell::new(false) };
            let shown = if super::tree::is_leaf(arg) { Some(inner.bare(arg)) } else { inner.result(arg) };
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
            if missing { (format!("{name}({})", self.word("word-missing")), Tight::Atom) } else { (name, Tight::Atom) }
        })
    }

    fn parameter_name(&self, expr: &'a Expr) -> String {
        // A parameter's own name is where it is read.
        super::scale::fold(self.context.sources.slice(expr.span)).trim().to_owned()
    }

    /// What `expr` comes to.
    fn result(&self, expr: &'a Expr) -> Option<(String, Tight)> {
        let value = self.context.value(self.sight, expr)?;
        let scale = self.context.scale(self.sight, expr);
        match self.context.told(&value, &expr.ty, &scale) {
            Told::Is(figure) => {
                self.rounded.set(self.rounded.get() || !figure.exact);
                let tight = tight_of(&figure.text);
                Some((figure.text, tight))
            }
            Told::Beyond(text) | Told::Within(text) => {
                let tight = tight_of(&text);
                Some((text, tight))
            }
            Told::Unknown => None,
        }
    }

    fn conditional(&self, c: &'a Expr, a: &'a Expr, b: &'a Expr) -> (String, Tight) {
        if self.values
            && let Some(holds) = self.context.holds(self.sight, c)
        {
            return self.bare(if holds { a } else { b });
        }
        let text = format!(
            "{} {} {} {} {} {}",
            self.word("word-if"),
            self.text(c, Tight::Choice),
            self.word("word-then"),
            self.text(a, Tight::Choice),
            self.word("word-else"),
            self.text(b, Tight::Choice)
        );
        (text, Tight::Choice)
    }

    fn default(&self, x: &'a Expr, v: &'a Expr) -> (String, Tight) {
        if self.values {
            return match self.context.value(self.sight, x) {
                Some(Value::Absent) => self.bare(v),
                _ => self.bare(x),
            };
        }
        self.call(&self.word("word-default"), &[self.text(x, Tight::Choice), self.text(v, Tight::Choice)])
    }

    /// A choice among values: by its form and its subject, or what it comes to.
    fn choice(&self, expr: &'a Expr, rule: &'a Rule) -> (String, Tight) {
        if self.values {
            return self.result(expr).unwrap_or_else(|| (self.word("word-unknown"), Tight::Atom));
        }
        let (word, subjects): (_, Vec<&'a Expr>) = match &rule.kind {
            RuleKind::Value(e) => return self.bare(e),
            RuleKind::Bands { subject, .. } => ("word-by-bands", vec![subject]),
            RuleKind::LookupOne { key, .. } => ("word-by-lookup", vec![key]),
            RuleKind::LookupTwo { row, column, .. } => ("word-by-lookup", vec![row, column]),
            RuleKind::Interpolate { subject, .. } => ("word-by-interpolation", vec![subject]),
            _ => ("word-by-cases", Vec::new()),
        };
        let subjects: Vec<String> = subjects.iter().map(|e| self.text(e, Tight::Choice)).collect();
        if subjects.is_empty() { (self.word(word), Tight::Atom) } else { self.call(&self.word(word), &subjects) }
    }

    /// By how much a date is moved.
    fn amount(&self, amount: &'a Expr, step: DateStep) -> String {
        if let ExprKind::Number(number) = &amount.kind
            && self.context.literal(amount).is_none()
        {
            let key = match step {
                DateStep::Day => "unit-days",
                DateStep::Month => "unit-months",
                DateStep::Workday => "unit-workdays",
            };
            let scale = Scale { suffix: self.word(key), ..Scale::plain() };
            return scale.show(number).text;
        }
        self.text(amount, Tight::Product)
    }

    fn aggregate(
        &self,
        function: AggregateFn,
        table: TableRef,
        filter: Option<&'a Expr>,
        value: Option<&'a Expr>,
    ) -> (String, Tight) {
        // Names alone are wanted, so any row will do.
        let inner_sight = self.context.inside(self.sight, &table, 0);
        let inner = Printer {
            context: self.context,
            sight: &inner_sight,
            values: false,
            named: false,
            rounded: Cell::new(false),
        };
        let mut rows = match table {
            TableRef::Fact(fact) => self.context.rubric.fact(fact).name.clone(),
            TableRef::Children => self.word("word-children"),
        };
        let field = |e: &'a Expr| inner.text(e, Tight::Choice);
        if let Some(filter) = filter {
            rows = format!("{rows} {} {}", self.word("word-when"), field(filter));
        }
        let mut args = vec![rows];
        args.extend(value.map(field));
        (format!("{}({})", self.context.words.aggregate(function), args.join(", ")), Tight::Atom)
    }

    fn range(&self, range: &'a ValueRange) -> String {
        let end = |e: &'a Expr| self.text(e, Tight::Limit);
        match (&range.low, &range.high) {
            (Some(low), Some(high)) => {
                let (a, b) = (end(&low.value), end(&high.value));
                if low.closed && high.closed && a == b {
                    return format!("= {a}");
                }
                let open = if low.closed { '[' } else { '(' };
                let close = if high.closed { ']' } else { ')' };
                format!("{open}{a}, {b}{close}")
            }
            (Some(low), None) => format!("{} {}", if low.closed { "≥" } else { ">" }, end(&low.value)),
            (None, Some(high)) => format!("{} {}", if high.closed { "≤" } else { "<" }, end(&high.value)),
            (None, None) => self.word("word-unknown"),
        }
    }
}

/// The sign of a comparison.
pub(super) fn sign_text(sign: Comparison) -> &'static str {
    match sign {
        Comparison::Eq => "=",
        Comparison::Ne => "≠",
        Comparison::Lt => "<",
        Comparison::Le => "≤",
        Comparison::Gt => ">",
        Comparison::Ge => "≥",
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
