//! The rules of the algebra of scoring.

use pest::iterators::Pair;

use super::super::ast::{
    Aggregate, Bands, Cases, Clause, ClauseKind, Each, Expr, ExprKind, Key, Lookup, PartialStep, Range,
    Rule as Scoring, RuleKind,
};
use super::super::grammar::Rule;
use super::{Cx, entries, expr, extent, literal, once, parts, statement};
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::source::{Span, Spanned};

/// What stands after a colon: a rule, perhaps with 扣分 after it.
pub(super) fn colon_rule(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Scoring> {
    let span = cx.place(&pair);
    let mut parts = parts(pair);
    let first = scoring(cx, parts.next()?)?;
    let Some(then) = parts.one(Rule::deduct) else { return Some(first) };
    let clauses = deduct(cx, then);
    Some(Scoring { span, kind: RuleKind::Deduct { base: Some(Box::new(first)), clauses } })
}

/// A rule of any form.
pub(super) fn scoring(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Scoring> {
    let span = cx.place(&pair);
    let kind = match pair.as_rule() {
        Rule::kw_zero => RuleKind::Zero,
        Rule::score => RuleKind::Value(score(cx, pair)?),
        Rule::full_when => RuleKind::FullWhen(full_when(cx, pair)?),
        Rule::by_rating => RuleKind::ByRating(by_rating(cx, pair)?),
        Rule::manual => RuleKind::Manual(manual(cx, pair)?),
        Rule::scaled => return scaled(cx, pair),
        Rule::each => RuleKind::Each(Box::new(each(cx, pair)?)),
        Rule::deduct => RuleKind::Deduct { base: None, clauses: deduct(cx, pair) },
        Rule::sum => {
            let value = expr::sum(cx, pair)?;
            match value.kind {
                // A rule that chooses stands here for itself and not for a value.
                ExprKind::Choose(rule) => return Some(Scoring { span: value.span, kind: rule.kind }),
                _ => RuleKind::Value(value),
            }
        }
        _ => return choose(cx, pair),
    };
    Some(Scoring { span, kind })
}

/// 得分 = e
fn score(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Expr> {
    expr::sum(cx, parts(pair).seek(Rule::sum)?)
}

/// 得满分 当 c
fn full_when(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Expr> {
    expr::condition(cx, parts(pair).seek(Rule::condition)?)
}

/// 按评级 x
fn by_rating(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Expr> {
    expr::sum(cx, parts(pair).seek(Rule::sum)?)
}

/// 人工评分 [0分, 满分]
fn manual(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Range> {
    expr::range(cx, parts(pair).find(|part| is_range(part.as_rule()))?)
}

pub(super) fn is_range(rule: Rule) -> bool {
    matches!(rule, Rule::bound | Rule::interval | Rule::at_or_beyond)
}

/// 折算 10分 { … }
fn scaled(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Scoring> {
    let span = cx.place(&pair);
    let mut parts = parts(pair);
    let base = expr::sum(cx, parts.seek(Rule::sum)?);
    // The body is read even where its head is no good, for the mistakes in it.
    let body = statement::block(cx, parts.one(Rule::block)?);
    Some(Scoring { span, kind: RuleKind::Scaled { base: base?, body } })
}

/// 逐项 T 当 c 满分 e 取 加权平均 按 w 最多 p { … }
fn each(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Each> {
    let start = extent(&pair).start;
    let mut parts = parts(pair);
    let table = literal::name(cx, parts.seek(Rule::name)?)?;
    let filter = parts.one(Rule::each_filter).and_then(|pair| each_filter(cx, pair));
    let full = parts.one(Rule::each_full).and_then(|pair| each_full(cx, pair));
    let combined = parts.seek(Rule::aggregate)?;
    let mut end = extent(&combined).end;
    let combined = aggregate(cx, combined)?;
    let by = parts.one(Rule::each_by).and_then(|pair| {
        end = extent(&pair).end;
        each_by(cx, pair)
    });
    let at_most = parts.one(Rule::each_cap).and_then(|pair| {
        end = extent(&pair).end;
        each_cap(cx, pair)
    });
    let span = cx.span(start..end);
    let body = statement::block(cx, parts.one(Rule::block)?);
    Some(Each { span, table, filter, full, aggregate: combined, by, at_most, body })
}

fn each_filter(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Expr> {
    expr::condition(cx, parts(pair).seek(Rule::condition)?)
}

fn each_full(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Expr> {
    expr::sum(cx, parts(pair).seek(Rule::sum)?)
}

fn each_by(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Expr> {
    expr::sum(cx, parts(pair).seek(Rule::plain_sum)?)
}

fn each_cap(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Expr> {
    expr::sum(cx, parts(pair).seek(Rule::sum)?)
}

/// 平均, 合计, 最低, 最高, 加权平均
pub(super) fn aggregate(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Spanned<Aggregate>> {
    let span = cx.place(&pair);
    let aggregate = match parts(pair).next()?.as_rule() {
        Rule::kw_mean => Aggregate::Mean,
        Rule::kw_sum => Aggregate::Sum,
        Rule::kw_lowest => Aggregate::Lowest,
        Rule::kw_highest => Aggregate::Highest,
        _ => Aggregate::Weighted,
    };
    Some(Spanned::new(aggregate, span))
}

/// 分档, 分情况, 查表, 插值
pub(super) fn choose(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Scoring> {
    let span = cx.place(&pair);
    let kind = match pair.as_rule() {
        Rule::bands => RuleKind::Bands(bands(cx, pair)?),
        Rule::cases => RuleKind::Cases(cases(cx, pair)?),
        Rule::lookup => RuleKind::Lookup(lookup(cx, pair)?),
        Rule::interpolate => interpolate(cx, pair)?,
        _ => return None,
    };
    Some(Scoring { span, kind })
}

/// 分档 e { range : rule … }
fn bands(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Bands> {
    let mut parts = parts(pair);
    let subject = expr::sum(cx, parts.seek(Rule::sum)?);
    let bands = bands_body(cx, parts.one(Rule::bands_body)?);
    Some(Bands { subject: subject?, bands })
}

/// The bands between the braces.
pub(super) fn bands_body(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Vec<(Range, Scoring)> {
    let mut bands = Vec::new();
    entries(cx, pair, Rule::try_band, |cx, pair| bands.extend(band(cx, pair)));
    bands
}

fn band(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<(Range, Scoring)> {
    let mut parts = parts(pair);
    let range = expr::range(cx, parts.next()?)?;
    Some((range, colon_rule(cx, parts.one(Rule::colon_rule)?)?))
}

/// 分情况 { 当 c : rule … 否则 : rule }
fn cases(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Cases> {
    Some(cases_body(cx, parts(pair).seek(Rule::cases_body)?))
}

/// The cases between the braces.
pub(super) fn cases_body(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Cases {
    let mut cases = Vec::new();
    let mut last: Option<Spanned<Scoring>> = None;
    entries(cx, pair, Rule::try_case, |cx, pair| {
        let span = cx.place(&pair);
        match pair.as_rule() {
            Rule::otherwise => {
                if let Some(rule) = otherwise(cx, pair) {
                    once(cx, &mut last, Spanned::new(rule, span));
                }
            }
            _ => {
                if let Some(otherwise) = &last {
                    let diagnostic = Diagnostic::new(Code::AfterOtherwise, span)
                        .label(otherwise.span, Message::new("after-otherwise-taken"));
                    cx.tell(diagnostic);
                }
                cases.extend(case(cx, pair));
            }
        }
    });
    Cases { cases, otherwise: last.map(|rule| Box::new(rule.value)) }
}

fn case(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<(Expr, Scoring)> {
    let mut parts = parts(pair);
    let condition = expr::condition(cx, parts.seek(Rule::condition)?)?;
    Some((condition, colon_rule(cx, parts.one(Rule::colon_rule)?)?))
}

fn otherwise(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Scoring> {
    colon_rule(cx, parts(pair).seek(Rule::colon_rule)?)
}

/// 查表 a { … }, 查表 a, b { … }
fn lookup(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Lookup> {
    let mut parts = parts(pair);
    let first = expr::sum(cx, parts.seek(Rule::sum)?);
    if let Some(second) = parts.one(Rule::sum) {
        let second = expr::sum(cx, second);
        let (columns, rows) = grid_body(cx, parts.one(Rule::grid_body)?);
        return Some(Lookup::Two { row: first?, column: second?, columns, rows });
    }
    let entries = table_body(cx, parts.one(Rule::table_body)?);
    Some(Lookup::One { key: first?, entries })
}

fn table_body(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Vec<(Key, Scoring)> {
    let mut read = Vec::new();
    entries(cx, pair, Rule::try_lookup_entry, |cx, pair| read.extend(lookup_entry(cx, pair)));
    read
}

fn lookup_entry(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<(Key, Scoring)> {
    let mut parts = parts(pair);
    let key = key(cx, parts.one(Rule::key)?)?;
    Some((key, colon_rule(cx, parts.one(Rule::colon_rule)?)?))
}

/// The heads of the columns, and the rows.
type Grid = (Vec<Key>, Vec<(Key, Vec<Expr>)>);

fn grid_body(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Grid {
    let (mut heads, mut rows) = (Vec::new(), Vec::new());
    entries(cx, pair, Rule::try_grid_row, |cx, pair| match pair.as_rule() {
        Rule::columns => heads = columns(cx, pair),
        _ => rows.extend(grid_row(cx, pair)),
    });
    (heads, rows)
}

/// : 新建, 续建
fn columns(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Vec<Key> {
    parts(pair).filter_map(|pair| column_key(cx, pair)).collect()
}

fn column_key(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Key> {
    key(cx, pair)
}

/// ≥ 1000万元 : 10分, 6分
fn grid_row(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<(Key, Vec<Expr>)> {
    let mut parts = parts(pair);
    let key = key(cx, parts.one(Rule::key)?)?;
    let mut values = Vec::new();
    while let Some(value) = parts.one(Rule::sum) {
        values.push(expr::sum(cx, value)?);
    }
    Some((key, values))
}

/// A range, or 新建、续建, or 是.
fn key(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Key> {
    let mut parts = parts(pair);
    if parts.peek().is_some_and(is_range) {
        return Some(Key::Range(expr::range(cx, parts.next()?)?));
    }
    let mut names = Vec::new();
    for part in parts {
        let span = cx.place(&part);
        let kind = match part.as_rule() {
            Rule::yes => ExprKind::YesNo(true),
            Rule::no => ExprKind::YesNo(false),
            _ => ExprKind::Name(literal::name(cx, part)?),
        };
        names.push(Expr { span, kind });
    }
    Some(Key::Names(names))
}

/// 插值 e { x : p … }
fn interpolate(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<RuleKind> {
    let mut parts = parts(pair);
    let subject = expr::sum(cx, parts.seek(Rule::sum)?);
    let points = interpolate_body(cx, parts.one(Rule::interpolate_body)?);
    Some(RuleKind::Interpolate { subject: subject?, points })
}

pub(super) fn interpolate_body(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Vec<(Expr, Expr)> {
    let mut corners = Vec::new();
    entries(cx, pair, Rule::try_corner, |cx, pair| corners.extend(corner(cx, pair)));
    corners
}

fn corner(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<(Expr, Expr)> {
    let mut parts = parts(pair);
    let x = expr::sum(cx, parts.next()?)?;
    Some((x, expr::sum(cx, parts.next()?)?))
}

/// 扣分 { clause … }
fn deduct(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Vec<Clause> {
    parts(pair).seek(Rule::deduct_body).map(|pair| deduct_body(cx, pair)).unwrap_or_default()
}

pub(super) fn deduct_body(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Vec<Clause> {
    let mut clauses = Vec::new();
    entries(cx, pair, Rule::try_clause, |cx, pair| {
        clauses.extend(match pair.as_rule() {
            Rule::when_clause => when_clause(cx, pair),
            _ => clause(cx, pair),
        });
    });
    clauses
}

/// 当 c 扣 p
pub(super) fn when_clause(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Clause> {
    let span = cx.place(&pair);
    let mut parts = parts(pair);
    let condition = expr::condition(cx, parts.seek(Rule::condition)?)?;
    effect(cx, span, ClauseKind::When(condition), parts.one(Rule::effect)?)
}

/// n 每 1项 扣 p, x 低于 t，每 s 扣 p
pub(super) fn clause(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Clause> {
    let span = cx.place(&pair);
    let mut parts = parts(pair);
    let counted = expr::sum(cx, parts.one(Rule::sum)?)?;
    let mut tail = super::parts(parts.one(Rule::clause_tail)?);
    let counting = tail.next()?;
    let kind = match counting.as_rule() {
        Rule::every => ClauseKind::Every { count: counted, step: every(cx, counting)? },
        _ => beyond(cx, counted, counting)?,
    };
    effect(cx, span, kind, tail.one(Rule::effect)?)
}

/// 每 s
fn every(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Expr> {
    expr::sum(cx, parts(pair).seek(Rule::sum)?)
}

/// 超过 t，每 s
fn beyond(cx: &mut Cx<'_>, value: Expr, pair: Pair<'_, Rule>) -> Option<ClauseKind> {
    let mut parts = parts(pair);
    let above = parts.next()?.as_rule() == Rule::kw_above;
    let threshold = expr::sum(cx, parts.one(Rule::sum)?)?;
    let step = every(cx, parts.one(Rule::every)?)?;
    Some(ClauseKind::Beyond { value, above, threshold, step })
}

/// 扣 p，不足不计，累计最多 q
fn effect(cx: &mut Cx<'_>, span: Span, kind: ClauseKind, pair: Pair<'_, Rule>) -> Option<Clause> {
    let mut parts = parts(pair);
    let plus = parts.next()?.as_rule() == Rule::kw_plus;
    let amount = expr::sum(cx, parts.one(Rule::plain_sum)?)?;
    let (mut partial, mut at_most) = (None, None);
    for part in parts {
        let place = cx.place(&part);
        let step = match part.as_rule() {
            Rule::kw_whole_steps => PartialStep::Whole,
            Rule::kw_started_steps => PartialStep::Started,
            Rule::kw_in_proportion => PartialStep::Proportional,
            Rule::in_all => {
                let limit = in_all(cx, part)?;
                once(cx, &mut at_most, Spanned::new(limit, place));
                continue;
            }
            _ => continue,
        };
        once(cx, &mut partial, Spanned::new(step, place));
    }
    Some(Clause { span, kind, plus, amount, partial, at_most: at_most.map(|limit| limit.value) })
}

/// 累计最多 q
fn in_all(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Expr> {
    expr::sum(cx, parts(pair).seek(Rule::sum)?)
}
