//! Expressions as text, in the reader's words. What a name, a number or a form of its own reads like is up to
//! the room that prints: with values put in, or as the prose of a printed table.

mod percents;
mod scale;
mod tree;
mod words;

pub use percents::Percents;
pub use scale::{Figure, Scale, base_scale, fold, literal, points_scale};
pub use tree::{is_constant, is_leaf};
pub use words::Words;

use jiff::civil::Date;

use crate::model::{
    AggregateFn, Arith, DateStep, Expr, ExprKind, OptionSetId, Round, Rubric, Rule, RuleKind, TableRef, TypeKind,
    ValueRange,
};
use crate::number::Number;
use crate::source::SourceMap;

/// How tightly an expression binds; what binds less needs parentheses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tight {
    /// 若, and choices.
    Choice,
    /// 或
    Or,
    /// 且
    And,
    /// 非
    Not,
    /// Comparisons.
    Compare,
    /// 最多, 最少
    Limit,
    /// Sums.
    Sum,
    /// Products.
    Product,
    /// A sign before it.
    Sign,
    /// Names and numbers.
    Atom,
}

/// Text, and how tightly what it says binds.
pub type Printed = (String, Tight);

/// Writes expressions. The forms that [`Printer::own`] leaves alone are written as in a rubric, in the words
/// of the reader.
pub trait Printer<'a> {
    /// The rubric.
    fn rubric(&self) -> &'a Rubric;

    /// Its texts.
    fn sources(&self) -> &'a SourceMap;

    /// The words.
    fn words(&self) -> &Words<'a>;

    /// `expr`, where it reads otherwise here than in a rubric.
    fn own(&self, expr: &'a Expr) -> Option<Printed>;

    /// A fact, a field, a parameter or a 计算.
    fn name(&self, expr: &'a Expr) -> Printed;

    /// The constant `number`, which is `expr`.
    fn number(&self, expr: &'a Expr, number: &Number) -> String;

    /// `expr`, which sees one row of `table` more.
    fn row(&self, table: &TableRef, expr: &'a Expr) -> String;

    /// `expr` where what stands around it binds as `around` does.
    fn text(&self, expr: &'a Expr, around: Tight) -> String {
        let (text, tight) = self.bare(expr);
        if tight < around { format!("({text})") } else { text }
    }

    /// `expr` and how tightly it binds.
    fn bare(&self, expr: &'a Expr) -> Printed {
        self.own(expr).unwrap_or_else(|| self.common(expr))
    }

    /// The word named `key`.
    fn word(&self, key: &'static str) -> String {
        self.words().get(key)
    }

    /// Two operands with a sign between them, the right one binding at least as `right`.
    fn pair(&self, a: &'a Expr, sign: &str, b: &'a Expr, tight: Tight, right: Tight) -> Printed {
        (format!("{} {sign} {}", self.text(a, tight), self.text(b, right)), tight)
    }

    /// A function with its arguments.
    fn call(&self, name: &str, args: &[String]) -> Printed {
        (format!("{name}({})", args.join(", ")), Tight::Atom)
    }

    /// `expr` as in a rubric.
    fn common(&self, expr: &'a Expr) -> Printed {
        match &expr.kind {
            ExprKind::Number(number) => {
                let tight = if number.is_negative() { Tight::Limit } else { Tight::Atom };
                (self.number(expr, number), tight)
            }
            ExprKind::Date(day) => (date(*day), Tight::Atom),
            ExprKind::YesNo(yes) => (self.words().yes_no(*yes), Tight::Atom),
            ExprKind::Option(option) => match expr.ty.kind {
                TypeKind::Option(set) => (option_name(self.rubric(), set, *option), Tight::Atom),
                _ => (String::new(), Tight::Atom),
            },
            ExprKind::Full => (self.word("word-full"), Tight::Atom),
            ExprKind::Fact(_) | ExprKind::Field { .. } | ExprKind::Let(_) | ExprKind::Param(_) => self.name(expr),
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
                    text = format!("{text} {} {}", sign.sign(), self.text(e, Tight::Limit));
                }
                (text, Tight::Compare)
            }
            ExprKind::InRange(e, range) => {
                let text = format!("{} {} {}", self.text(e, Tight::Limit), self.word("word-in"), self.range(range));
                (text, Tight::Compare)
            }
            ExprKind::InOptions(e, mask) => {
                let names = match e.ty.kind {
                    TypeKind::Option(set) => option_names(self.rubric(), set, *mask),
                    _ => Vec::new(),
                };
                let names = names.join(", ");
                (format!("{} {} {{{names}}}", self.text(e, Tight::Limit), self.word("word-in")), Tight::Compare)
            }
            ExprKind::Given(given, e) => {
                let word = self.word(if *given { "word-given" } else { "word-absent" });
                (format!("{word} {}", self.text(e, Tight::Atom)), Tight::Not)
            }
            ExprKind::If(c, a, b) => {
                let text = format!(
                    "{} {} {} {} {} {}",
                    self.word("word-if"),
                    self.text(c, Tight::Choice),
                    self.word("word-then"),
                    // A 若 within it would leave the reader to find out whose 否则 follows.
                    self.text(a, Tight::Or),
                    self.word("word-else"),
                    self.text(b, Tight::Choice)
                );
                (text, Tight::Choice)
            }
            ExprKind::Choose(rule) => self.choice(rule),
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
            ExprKind::Round(e, round) => self.rounded(e, *round),
            ExprKind::Default(x, v) => {
                self.call(&self.word("word-default"), &[self.text(x, Tight::Choice), self.text(v, Tight::Choice)])
            }
            ExprKind::OptionNumber(e) => self.call(&self.word("word-number-of"), &[self.text(e, Tight::Choice)]),
            ExprKind::Workdays(a, b) => {
                let args = [self.text(a, Tight::Choice), self.text(b, Tight::Choice)];
                self.call(&self.word("word-workdays"), &args)
            }
            ExprKind::Aggregate { function, table, filter, value } => {
                self.aggregate(*function, table, filter.as_deref(), value.as_deref())
            }
            ExprKind::RateOf(node) => self.call(&self.word("word-rate-of"), &[self.rubric().node(*node).name.clone()]),
        }
    }

    /// 保留(e, 2位, 四舍五入)
    fn rounded(&self, e: &'a Expr, round: Round) -> Printed {
        let places = format!("{}{}", round.places, self.word("word-places"));
        let args = [self.text(e, Tight::Choice), places, self.words().rounding(round.mode)];
        self.call(&self.word("word-round"), &args)
    }

    /// A choice among values: by its form and its subject.
    fn choice(&self, rule: &'a Rule) -> Printed {
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
            && literal(self.sources(), amount).is_none()
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

    /// 合计(表 当 c, e)
    fn aggregate(
        &self,
        function: AggregateFn,
        table: &TableRef,
        filter: Option<&'a Expr>,
        value: Option<&'a Expr>,
    ) -> Printed {
        let mut rows = match table {
            TableRef::Fact(fact) => self.rubric().fact(*fact).name.clone(),
            TableRef::Children => self.word("word-children"),
        };
        if let Some(filter) = filter {
            rows = format!("{rows} {} {}", self.word("word-when"), self.row(table, filter));
        }
        let mut args = vec![rows];
        args.extend(value.map(|value| self.row(table, value)));
        (format!("{}({})", self.words().aggregate(function), args.join(", ")), Tight::Atom)
    }

    /// A range as in a rubric: `[80%, 90%)`, `≥ 100%`.
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

/// A day in ISO form.
pub fn date(day: i32) -> String {
    let span = jiff::Span::new().try_days(day);
    let date = span.and_then(|span| Date::constant(1970, 1, 1).checked_add(span));
    date.map_or_else(|_| day.to_string(), |date| date.to_string())
}

/// The name of an option.
pub fn option_name(rubric: &Rubric, set: OptionSetId, option: u16) -> String {
    let entry = rubric.option_sets.get(set.index()).and_then(|set| set.options.get(usize::from(option)));
    entry.map(|entry| entry.name.clone()).unwrap_or_default()
}

/// The names of the options in `mask`.
pub fn option_names(rubric: &Rubric, set: OptionSetId, mask: u64) -> Vec<String> {
    (0..64).filter(|i| mask & (1 << i) != 0).map(|i| option_name(rubric, set, i)).collect()
}
