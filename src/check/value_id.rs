//! Which expressions must have the same value: equal forms over equal parts share one [`ValueId`].

use std::collections::BTreeMap;

use crate::model::{DateStep, Expr, ExprKind, Key as LookupKey, LetId, Rule, RuleKind, TableRef, ValueId, ValueRange};
use crate::number::Number;

/// What makes a value what it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// A constant.
    Number(Number),
    /// A form by its name, over parts.
    Of(&'static str, Vec<u32>),
}

/// The values met so far.
#[derive(Debug, Default)]
pub(super) struct ValueIds {
    ids: BTreeMap<Form, ValueId>,
    next: u32,
}

impl ValueIds {
    fn intern(&mut self, form: Form) -> ValueId {
        if let Some(id) = self.ids.get(&form) {
            return *id;
        }
        let id = self.unique();
        self.ids.insert(form, id);
        id
    }

    /// A value that no other expression has for certain.
    pub fn unique(&mut self) -> ValueId {
        let id = ValueId(self.next);
        self.next += 1;
        id
    }

    /// The constant `number`.
    pub fn number(&mut self, number: &Number) -> ValueId {
        self.intern(Form::Number(number.clone()))
    }

    /// The parameter `index` of method `method`.
    pub fn param(&mut self, method: u32, index: u16) -> ValueId {
        self.intern(Form::Of("param", vec![method, u32::from(index)]))
    }

    /// A column of the row of `table` in sight at `frame`.
    pub fn field(&mut self, table: TableRef, frame: u16, column: u16) -> ValueId {
        let table = match table {
            TableRef::Fact(fact) => fact.0,
            TableRef::Children => u32::MAX,
        };
        self.intern(Form::Of("field", vec![table, u32::from(frame), u32::from(column)]))
    }

    /// 满分 of the scope numbered `scope`.
    pub fn full(&mut self, scope: u32) -> ValueId {
        self.intern(Form::Of("full", vec![scope]))
    }

    /// An option of a set.
    pub fn option(&mut self, set: u32, index: u16) -> ValueId {
        self.intern(Form::Of("option", vec![set, u32::from(index)]))
    }

    /// The value of an expression of this form. Forms whose value depends on more than their parts
    /// (parameters, fields, 满分, options, a 计算) have functions of their own and are unique here.
    pub fn of(&mut self, kind: &ExprKind) -> ValueId {
        let mut parts = Vec::new();
        let name = match kind {
            ExprKind::Number(number) => return self.number(number),
            ExprKind::Param(_)
            | ExprKind::Field { .. }
            | ExprKind::Full
            | ExprKind::Option(_)
            | ExprKind::Let(LetId(_)) => {
                return self.unique();
            }
            ExprKind::Date(day) => {
                parts.push(day.cast_unsigned());
                "date"
            }
            ExprKind::YesNo(yes) => {
                parts.push(u32::from(*yes));
                "yesno"
            }
            ExprKind::Fact(fact) => {
                parts.push(fact.0);
                "fact"
            }
            ExprKind::Negate(inner) => one("negate", inner, &mut parts),
            ExprKind::Not(inner) => one("not", inner, &mut parts),
            ExprKind::Abs(inner) => one("abs", inner, &mut parts),
            ExprKind::OptionNumber(inner) => one("option-number", inner, &mut parts),
            ExprKind::Arith(op, a, b) => {
                parts.push(*op as u32);
                two("arith", a, b, &mut parts)
            }
            ExprKind::And(a, b) => two("and", a, b, &mut parts),
            ExprKind::Or(a, b) => two("or", a, b, &mut parts),
            ExprKind::DateDifference(a, b) => two("difference", a, b, &mut parts),
            ExprKind::Power(a, b) => two("power", a, b, &mut parts),
            ExprKind::Default(a, b) => two("default", a, b, &mut parts),
            ExprKind::Workdays(a, b) => two("workdays", a, b, &mut parts),
            ExprKind::Compare(first, rest) => {
                parts.push(first.id.0);
                for (op, expr) in rest {
                    parts.extend([*op as u32, expr.id.0]);
                }
                "compare"
            }
            ExprKind::InRange(inner, range) => {
                parts.push(inner.id.0);
                range_parts(range, &mut parts);
                "in-range"
            }
            ExprKind::InOptions(inner, bits) => {
                parts.push(inner.id.0);
                bits_parts(*bits, &mut parts);
                "in-options"
            }
            ExprKind::Given(given, inner) => {
                parts.push(u32::from(*given));
                one("given", inner, &mut parts)
            }
            ExprKind::If(condition, yes, no) => {
                parts.push(condition.id.0);
                two("if", yes, no, &mut parts)
            }
            ExprKind::Choose(rule) => {
                rule_parts(rule, &mut parts);
                "choose"
            }
            ExprKind::DateAdd { date, amount, step, back } => {
                let step = match step {
                    DateStep::Day => 0,
                    DateStep::Month => 1,
                    DateStep::Workday => 2,
                };
                parts.extend([step, u32::from(*back)]);
                two("date-add", date, amount, &mut parts)
            }
            ExprKind::Round(inner, round) => {
                parts.extend([round.places, round.mode as u32]);
                one("round", inner, &mut parts)
            }
            ExprKind::Aggregate { function, table, filter, value } => {
                let table = match table {
                    TableRef::Fact(fact) => fact.0,
                    // 各项 differs from place to place.
                    TableRef::Children => return self.unique(),
                };
                parts.extend([*function as u32, table]);
                for part in [filter, value] {
                    parts.push(u32::from(part.is_some()));
                    parts.extend(part.as_ref().map(|e| e.id.0));
                }
                "aggregate"
            }
            ExprKind::RateOf(node) => {
                parts.push(node.0);
                "rate"
            }
        };
        self.intern(Form::Of(name, parts))
    }
}

fn one(name: &'static str, inner: &Expr, parts: &mut Vec<u32>) -> &'static str {
    parts.push(inner.id.0);
    name
}

fn two(name: &'static str, a: &Expr, b: &Expr, parts: &mut Vec<u32>) -> &'static str {
    parts.extend([a.id.0, b.id.0]);
    name
}

fn bits_parts(bits: u64, parts: &mut Vec<u32>) {
    parts.extend([bits as u32, (bits >> 32) as u32]);
}

fn range_parts(range: &ValueRange, parts: &mut Vec<u32>) {
    for end in [&range.low, &range.high] {
        match end {
            None => parts.push(0),
            Some(end) => parts.extend([if end.closed { 1 } else { 2 }, end.value.id.0]),
        }
    }
}

fn key_parts(key: &LookupKey, parts: &mut Vec<u32>) {
    match key {
        LookupKey::Range(range) => {
            parts.push(0);
            range_parts(range, parts);
        }
        LookupKey::Options(bits, _) => {
            parts.push(1);
            bits_parts(*bits, parts);
        }
        LookupKey::YesNo(yes, _) => parts.extend([2, u32::from(*yes)]),
    }
}

/// The parts of a choice among plain values. A number before each list tells where it ends.
fn rule_parts(rule: &Rule, parts: &mut Vec<u32>) {
    match &rule.kind {
        RuleKind::Value(value) => parts.extend([0, value.id.0]),
        RuleKind::Bands { subject, bands, .. } => {
            parts.extend([1, subject.id.0, bands.len() as u32]);
            for band in bands {
                range_parts(&band.range, parts);
                rule_parts(&band.rule, parts);
            }
        }
        RuleKind::Cases { cases, otherwise } => {
            parts.extend([2, cases.len() as u32, u32::from(otherwise.is_some())]);
            for case in cases {
                parts.push(case.condition.id.0);
                rule_parts(&case.rule, parts);
            }
            if let Some(otherwise) = otherwise {
                rule_parts(otherwise, parts);
            }
        }
        RuleKind::LookupOne { key, entries } => {
            parts.extend([3, key.id.0, entries.len() as u32]);
            for entry in entries {
                key_parts(&entry.key, parts);
                rule_parts(&entry.rule, parts);
            }
        }
        RuleKind::LookupTwo { row, column, columns, rows } => {
            parts.extend([4, row.id.0, column.id.0, columns.len() as u32, rows.len() as u32]);
            for key in columns {
                key_parts(key, parts);
            }
            for row in rows {
                key_parts(&row.key, parts);
                parts.extend(row.values.iter().map(|v| v.id.0));
            }
        }
        RuleKind::Interpolate { subject, points } => {
            parts.extend([5, subject.id.0, points.len() as u32]);
            for (x, y) in points {
                parts.extend([x.id.0, y.id.0]);
            }
        }
        // Rules that score cannot be chosen as plain values; should one come, its place tells it apart.
        _ => parts.extend([6, rule.span.source.0, rule.span.start, rule.span.end]),
    }
}
