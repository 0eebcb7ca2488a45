//! Expressions and ranges.

use std::sync::LazyLock;

use pest::iterators::Pair;
use pest::pratt_parser::{Assoc, Op, PrattParser};

use super::super::ast::{BinaryOp, CallArg, CompareOp, Expr, ExprKind, Name, Range, RangeKind};
use super::super::explain::printed;
use super::super::grammar::Rule;
use super::{Cx, literal, parts, rule};
use crate::source::Span;

/// Which operator of a sum binds tighter, the loosest first.
static SUM: LazyLock<PrattParser<Rule>> = LazyLock::new(|| {
    let left = |rule| Op::infix(rule, Assoc::Left);
    PrattParser::new()
        .op(left(Rule::kw_at_most) | left(Rule::kw_at_least))
        .op(left(Rule::add) | left(Rule::subtract))
        .op(left(Rule::multiply) | left(Rule::divide))
        .op(Op::prefix(Rule::negate))
});

/// The same for a condition.
static CONDITION: LazyLock<PrattParser<Rule>> = LazyLock::new(|| {
    PrattParser::new()
        .op(Op::infix(Rule::kw_or, Assoc::Left))
        .op(Op::infix(Rule::kw_and, Assoc::Left))
        .op(Op::prefix(Rule::kw_not))
});

fn binary_op(rule: Rule) -> Option<BinaryOp> {
    Some(match rule {
        Rule::add => BinaryOp::Add,
        Rule::subtract => BinaryOp::Sub,
        Rule::multiply => BinaryOp::Mul,
        Rule::divide => BinaryOp::Div,
        Rule::kw_and => BinaryOp::And,
        Rule::kw_or => BinaryOp::Or,
        Rule::kw_at_most => BinaryOp::AtMost,
        Rule::kw_at_least => BinaryOp::AtLeast,
        _ => return None,
    })
}

/// The comparison sign that `rule` reads.
pub(super) fn compare_op(rule: Rule) -> Option<CompareOp> {
    Some(match rule {
        Rule::equal => CompareOp::Eq,
        Rule::not_equal => CompareOp::Ne,
        Rule::less_than => CompareOp::Lt,
        Rule::at_most => CompareOp::Le,
        Rule::greater_than => CompareOp::Gt,
        Rule::at_least => CompareOp::Ge,
        _ => return None,
    })
}

fn is_operator(rule: Rule) -> bool {
    matches!(rule, Rule::negate | Rule::kw_not) || binary_op(rule).is_some()
}

/// a 或 b 且 非 c
pub(super) fn condition(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Expr> {
    flat(cx, pair, &CONDITION)
}

/// a + b × -c 最多 d
pub(super) fn sum(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Expr> {
    flat(cx, pair, &SUM)
}

/// A flat list of values and operators.
fn flat(cx: &mut Cx<'_>, pair: Pair<'_, Rule>, parser: &PrattParser<Rule>) -> Option<Expr> {
    let span = cx.place(&pair);
    let operators = pair.clone().into_inner().filter(|part| is_operator(part.as_rule())).count();
    if operators == 0 {
        let only = pair.into_inner().next()?;
        return operand(cx, only);
    }
    let source = cx.source;
    let survey = cx.survey;
    let place = |pair: &Pair<'_, Rule>| Span::new(source, survey.original(super::extent(pair)));
    cx.nest(operators, span, |cx| {
        parser
            .map_primary(|pair| operand(cx, pair))
            .map_prefix(|sign, operand: Option<Expr>| {
                let operand = operand?;
                let span = place(&sign).to(operand.span);
                let kind = match sign.as_rule() {
                    Rule::negate => ExprKind::Negate(Box::new(operand)),
                    _ => ExprKind::Not(Box::new(operand)),
                };
                Some(Expr { span, kind })
            })
            .map_infix(|left, sign, right| {
                let (left, right) = (left?, right?);
                let span = left.span.to(right.span);
                let kind = ExprKind::Binary(binary_op(sign.as_rule())?, Box::new(left), Box::new(right));
                Some(Expr { span, kind })
            })
            .parse(pair.into_inner())
    })
}

/// What stands between operators.
fn operand(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Expr> {
    let span = cx.place(&pair);
    let kind = match pair.as_rule() {
        Rule::comparison => return comparison(cx, pair),
        // The parentheses are not in the tree; the place of what they hold includes them.
        Rule::paren => condition(cx, parts(pair).next()?)?.kind,
        Rule::number => return literal::number(cx, pair),
        Rule::named => return named(cx, pair),
        Rule::given => return given(cx, pair),
        Rule::if_chain => return if_chain(cx, pair),
        Rule::date => ExprKind::Date(literal::date(cx, pair)?.value),
        Rule::yes => ExprKind::YesNo(true),
        Rule::no => ExprKind::YesNo(false),
        Rule::kw_full => ExprKind::Full,
        Rule::kw_children => ExprKind::Children,
        Rule::score_column => {
            let word = pair.clone().into_inner().next()?;
            ExprKind::Name(Name { text: word.as_str().to_owned(), span: cx.place(&word) })
        }
        _ => ExprKind::Choose(Box::new(rule::choose(cx, pair)?)),
    };
    Some(Expr { span, kind })
}

/// a ≤ b < c, x 属于 [a, b), x 属于 {a, b}
fn comparison(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Expr> {
    let span = cx.place(&pair);
    let signs = pair.clone().into_inner().filter(|part| compare_op(part.as_rule()).is_some()).count();
    cx.nest(signs, span, |cx| {
        let mut parts = parts(pair);
        let first = sum(cx, parts.next()?)?;
        let mut rest = Vec::new();
        while let Some(sign) = parts.next() {
            if sign.as_rule() == Rule::kw_in {
                let kind = membership(cx, first, parts.next()?)?;
                return Some(Expr { span, kind });
            }
            rest.push((compare_op(sign.as_rule())?, sum(cx, parts.next()?)?));
        }
        if rest.is_empty() {
            return Some(first);
        }
        Some(Expr { span, kind: ExprKind::Compare(Box::new(first), rest) })
    })
}

fn membership(cx: &mut Cx<'_>, value: Expr, set: Pair<'_, Rule>) -> Option<ExprKind> {
    Some(match set.as_rule() {
        Rule::option_set => {
            let names = parts(set).filter_map(|pair| literal::name(cx, pair)).collect();
            ExprKind::InOptions(Box::new(value), names)
        }
        _ => ExprKind::InRange(Box::new(value), Box::new(range(cx, set)?)),
    })
}

/// A name, 表.字段 or a call.
fn named(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Expr> {
    let span = cx.place(&pair);
    let mut parts = parts(pair);
    let name = literal::name(cx, parts.next()?)?;
    let kind = match parts.next() {
        None => {
            if let Some(diagnostic) = printed::word(cx, &name) {
                cx.tell(diagnostic);
                ExprKind::Full
            } else {
                ExprKind::Name(name)
            }
        }
        Some(args) if args.as_rule() == Rule::call_args => ExprKind::Call(name, call_args(cx, args)),
        Some(field) => ExprKind::Field(name, literal::name(cx, field)?),
    };
    Some(Expr { span, kind })
}

/// (a, T 当 c)
fn call_args(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Vec<CallArg> {
    parts(pair).filter_map(|pair| arg(cx, pair)).collect()
}

fn arg(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<CallArg> {
    let mut parts = parts(pair);
    let value = condition(cx, parts.next()?)?;
    let filter = match parts.seek(Rule::condition) {
        Some(pair) => Some(condition(cx, pair)?),
        None => None,
    };
    Some(CallArg { value, filter })
}

/// 已填 x, 未填 T.x
fn given(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Expr> {
    let span = cx.place(&pair);
    let mut parts = parts(pair);
    let is_given = parts.next()?.as_rule() == Rule::kw_given;
    let value = reference(cx, parts.next()?)?;
    Some(Expr { span, kind: ExprKind::Given(is_given, Box::new(value)) })
}

/// x, T.x
fn reference(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Expr> {
    named(cx, pair)
}

/// 若 c 则 a 否则 b, with any number of 否则 若 between.
fn if_chain(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Expr> {
    let span = cx.place(&pair);
    let branches = pair.clone().into_inner().filter(|part| part.as_rule() == Rule::if_branch).count();
    cx.nest(branches, span, |cx| {
        let mut branches = Vec::new();
        let mut last = None;
        for part in parts(pair) {
            match part.as_rule() {
                Rule::if_branch => branches.push(if_branch(cx, part)?),
                Rule::sum => last = Some(sum(cx, part)?),
                _ => {}
            }
        }
        let mut chain = last?;
        for (condition, value) in branches.into_iter().rev() {
            // An inner 若 begins at its own condition; its end is the end of all.
            let span = condition.span.to(chain.span);
            chain = Expr { span, kind: ExprKind::If(Box::new(condition), Box::new(value), Box::new(chain)) };
        }
        chain.span = span;
        Some(chain)
    })
}

fn if_branch(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<(Expr, Expr)> {
    let mut parts = parts(pair);
    let test = condition(cx, parts.next()?)?;
    let value = sum(cx, parts.seek(Rule::sum)?)?;
    Some((test, value))
}

/// ≥ v, [a, b)
pub(super) fn range(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Range> {
    let span = cx.place(&pair);
    let kind = match pair.as_rule() {
        Rule::interval => interval(cx, pair)?,
        _ => bound(cx, pair)?,
    };
    Some(Range { span, kind })
}

fn bound(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<RangeKind> {
    let mut parts = parts(pair);
    let op = compare_op(parts.next()?.as_rule())?;
    Some(RangeKind::Compare(op, sum(cx, parts.next()?)?))
}

fn interval(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<RangeKind> {
    let has = |rule| pair.clone().into_inner().any(|part| part.as_rule() == rule);
    let (low_closed, high_closed) = (has(Rule::bracket_open), has(Rule::bracket_close));
    let mut ends = pair.into_inner().filter(|part| part.as_rule() == Rule::sum);
    let low = sum(cx, ends.next()?)?;
    let high = sum(cx, ends.next()?)?;
    Some(RangeKind::Interval { low, low_closed, high, high_closed })
}
