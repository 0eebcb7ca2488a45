//! The file and what stands at its top.

use std::ops::Range as Bytes;

use pest::iterators::Pair;

use super::super::ast::{
    AdjustDecl, CalendarDecl, CalendarEntry, Date, Expr, File, GradeCap, GradesDecl, Header, HeaderItem, Item,
    MethodDecl, Name, NumberLiteral, OptionDecl, OptionValue, OptionsDecl, Range, RoundDecl, RoundLevel, Text,
    TotalCap, UnitDecl,
};
use super::super::grammar::Rule;
use super::{Cx, entries, expr, extent, literal, parts, rule, statement, types};
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::source::Spanned;

/// The whole text.
pub(super) fn file(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> File {
    let source = cx.source;
    let mut items = Vec::new();
    entries(cx, pair, Rule::try_item, |cx, pair| {
        // Each item counts its operators anew.
        cx.depth = 0;
        let item = match pair.as_rule() {
            Rule::header => header(cx, pair).map(Item::Header),
            Rule::use_decl => use_decl(cx, pair).map(Item::Use),
            Rule::units => Some(Item::Units(units(cx, pair))),
            Rule::options => options(cx, pair).map(Item::Options),
            Rule::grades => Some(Item::Grades(grades(cx, pair))),
            Rule::grade_cap => grade_cap(cx, pair).map(Item::GradeCap),
            Rule::total_cap => total_cap(cx, pair).map(Item::TotalCap),
            Rule::calendar => calendar(cx, pair).map(Item::Calendar),
            Rule::method => method(cx, pair).map(Item::Method),
            Rule::adjust => adjust(cx, pair).map(Item::Adjust),
            _ => {
                let mut read = Vec::new();
                statement::statement(cx, pair, &mut read);
                items.extend(read.into_iter().map(Item::Statement));
                None
            }
        };
        items.extend(item);
    });
    let (allows, unread) = (std::mem::take(&mut cx.allows), std::mem::take(&mut cx.unread));
    File { source, english: cx.survey.english, items, allows, unread }
}

/// What is lost of an entry that could not be read: all but the block of an indicator whose head is wrong.
pub(super) fn unread(pair: &Pair<'_, Rule>) -> Bytes<usize> {
    let range = extent(pair);
    let head = pair.clone().into_inner().find(|inner| inner.as_rule() == Rule::bad_head);
    let parts: Vec<_> = head.map(|head| head.into_inner().collect()).unwrap_or_default();
    let node = parts.first().is_some_and(|part| matches!(part.as_rule(), Rule::kw_indicator | Rule::kw_part));
    let named = parts.iter().any(|part| part.as_rule() == Rule::name);
    match parts.last().filter(|body| node && named && body.as_rule() == Rule::block) {
        Some(body) => range.start..body.as_span().start(),
        None => range,
    }
}

/// 评分表 n 版本 "v" { … }
fn header(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Header> {
    let span = cx.place(&pair);
    let mut parts = parts(pair);
    let name = literal::name(cx, parts.seek(Rule::name)?)?;
    let version = parts.one(Rule::version).and_then(|pair| version(cx, pair));
    let items = header_body(cx, parts.one(Rule::header_body)?);
    Some(Header { span, name, version, items })
}

fn version(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Text> {
    literal::text(cx, parts(pair).seek(Rule::text)?)
}

/// The lines of the header.
pub(super) fn header_body(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Vec<HeaderItem> {
    let mut items = Vec::new();
    entries(cx, pair, Rule::try_header_item, |cx, pair| {
        items.extend(match pair.as_rule() {
            Rule::basis => basis(cx, pair).map(HeaderItem::Basis),
            Rule::valid => valid(cx, pair),
            Rule::full_points => full_points(cx, pair).map(HeaderItem::Full),
            Rule::round_decl => round_decl(cx, pair).map(HeaderItem::Round),
            Rule::exact => Some(HeaderItem::Exact(cx.place(&pair))),
            _ => statement::explain(cx, pair).map(HeaderItem::Explain),
        });
    });
    items
}

/// 依据 "…"
fn basis(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Text> {
    literal::text(cx, parts(pair).seek(Rule::text)?)
}

/// 适用 a 至 b
fn valid(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<HeaderItem> {
    let mut parts = parts(pair);
    let from = literal::date(cx, parts.seek(Rule::date)?)?;
    let to = literal::date(cx, parts.seek(Rule::date)?)?;
    Some(HeaderItem::Valid { from, to })
}

/// 满分 100分
fn full_points(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Expr> {
    literal::number(cx, parts(pair).seek(Rule::number)?)
}

/// 舍入 指标 2位 四舍五入
fn round_decl(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<RoundDecl> {
    let span = cx.place(&pair);
    let mut pairs = parts(pair);
    let level = round_level(cx, pairs.seek(Rule::round_level)?)?;
    // round_how: the number and the mode.
    let mut how = parts(pairs.one(Rule::round_how)?);
    let places = literal::number(cx, how.one(Rule::number)?)?;
    let mut mode = how.one(Rule::name).and_then(|pair| literal::name(cx, pair));
    // half up is halfup.
    if let (Some(first), Some(second)) = (&mut mode, how.one(Rule::name).and_then(|pair| literal::name(cx, pair))) {
        first.text.push_str(&second.text);
        first.span = first.span.to(second.span);
    }
    Some(RoundDecl { span, level, places, mode })
}

fn round_level(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Spanned<RoundLevel>> {
    let span = cx.place(&pair);
    let level = match parts(pair).next()?.as_rule() {
        Rule::kw_indicator => RoundLevel::Indicator,
        Rule::kw_each => RoundLevel::Row,
        _ => RoundLevel::Total,
    };
    Some(Spanned::new(level, span))
}

/// 引用 "…"
fn use_decl(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Text> {
    literal::text(cx, parts(pair).seek(Rule::text)?)
}

/// 单位 a、b = 10 c
fn units(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Vec<UnitDecl> {
    parts(pair).filter(|part| part.as_rule() == Rule::unit_decl).filter_map(|pair| unit_decl(cx, pair)).collect()
}

fn unit_decl(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<UnitDecl> {
    let mut parts = parts(pair);
    let name = literal::name(cx, parts.one(Rule::name)?)?;
    let equals = parts.seek(Rule::unit_amount).and_then(|pair| unit_amount(cx, pair));
    Some(UnitDecl { name, equals })
}

/// 10000 人次
fn unit_amount(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<(NumberLiteral, Name)> {
    let mut parts = parts(pair);
    let amount = literal::digits(cx, &parts.one(Rule::digits)?);
    Some((amount, literal::name(cx, parts.one(Rule::name)?)?))
}

/// 选项 S { a, b = 95% } or { a < b }
fn options(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<OptionsDecl> {
    let (span, whole) = (cx.place(&pair), cx.whole(extent(&pair)));
    let mut list = Vec::new();
    // The first sign of each kind between two options.
    let (mut less, mut plain) = (None, None);
    let mut name = None;
    let inner: Vec<_> = pair.into_inner().collect();
    for (at, part) in inner.iter().enumerate() {
        match part.as_rule() {
            Rule::name => name = literal::name(cx, part.clone()),
            Rule::option => list.extend(option(cx, part.clone())),
            Rule::less_than => less = less.or(Some(cx.place(part))),
            Rule::comma | Rule::pause | Rule::end_mark
                if inner.get(at + 1).is_some_and(|next| next.as_rule() == Rule::option) =>
            {
                plain = plain.or(Some(cx.place(part)));
            }
            _ => {}
        }
    }
    if let (Some(less), Some(plain)) = (less, plain) {
        let diagnostic = Diagnostic::new(Code::MixedOrder, plain).label(less, Message::new("mixed-order-less"));
        cx.tell(diagnostic);
    }
    Some(OptionsDecl { span, whole, name: name?, options: list, ordered: less.is_some() })
}

fn option(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<OptionDecl> {
    let mut parts = parts(pair);
    let name = literal::name(cx, parts.one(Rule::name)?)?;
    let value = parts.seek(Rule::option_value).and_then(|pair| option_value(cx, pair));
    Some(OptionDecl { name, value })
}

fn option_value(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<OptionValue> {
    let value = parts(pair).next()?;
    Some(if rule::is_range(value.as_rule()) {
        OptionValue::Range(expr::range(cx, value)?)
    } else {
        OptionValue::Number(expr::sum(cx, value)?)
    })
}

/// 等级 { 优 : [90分, 100分] … }
fn grades(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> GradesDecl {
    let span = cx.place(&pair);
    let mut grades = Vec::new();
    entries(cx, pair, Rule::try_grade, |cx, pair| {
        if pair.as_rule() == Rule::grade {
            grades.extend(grade(cx, pair));
        }
    });
    GradesDecl { span, grades }
}

fn grade(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<(Name, Range)> {
    let mut parts = parts(pair);
    let name = literal::name(cx, parts.one(Rule::name)?)?;
    Some((name, expr::range(cx, parts.next()?)?))
}

/// 等级 最高 g 当 c
fn grade_cap(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<GradeCap> {
    let span = cx.place(&pair);
    let mut parts = parts(pair);
    let grade = literal::name(cx, parts.seek(Rule::name)?)?;
    let condition = expr::condition(cx, parts.seek(Rule::condition)?)?;
    Some(GradeCap { span, grade, condition })
}

/// 总分 最多 e 当 c
fn total_cap(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<TotalCap> {
    let span = cx.place(&pair);
    let mut parts = parts(pair);
    let limit = expr::sum(cx, parts.seek(Rule::sum)?)?;
    let condition = match parts.seek(Rule::condition) {
        Some(pair) => Some(expr::condition(cx, pair)?),
        None => None,
    };
    Some(TotalCap { span, limit, condition })
}

/// 工作日历 2024 { … }
fn calendar(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<CalendarDecl> {
    let span = cx.place(&pair);
    let year = year(cx, pair.clone().into_inner().find(|part| part.as_rule() == Rule::year)?)?;
    let mut days = Vec::new();
    entries(cx, pair, Rule::try_calendar_entry, |cx, pair| {
        if pair.as_rule() == Rule::calendar_entry {
            calendar_entry(cx, pair, &mut days);
        }
    });
    Some(CalendarDecl { span, year, entries: days })
}

fn year(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Spanned<u16>> {
    let span = cx.place(&pair);
    let digits: String = pair.as_str().chars().filter_map(literal::narrow_digit).collect();
    Some(Spanned::new(digits.parse().ok()?, span))
}

/// 休 a 至 b、c
fn calendar_entry(cx: &mut Cx<'_>, pair: Pair<'_, Rule>, days: &mut Vec<CalendarEntry>) {
    let mut worked = false;
    for part in parts(pair) {
        match part.as_rule() {
            Rule::day_span => {
                let span = day_span(cx, part);
                days.extend(span.map(|(from, to)| CalendarEntry { worked, from, to }));
            }
            kind => worked = kind == Rule::kw_on,
        }
    }
}

fn day_span(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<(Spanned<Date>, Spanned<Date>)> {
    let mut parts = parts(pair);
    let from = literal::date(cx, parts.seek(Rule::date)?)?;
    let to = parts.seek(Rule::date).and_then(|pair| literal::date(cx, pair));
    Some((from, to.unwrap_or(from)))
}

/// 计分方法 n（…） { … }
fn method(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<MethodDecl> {
    let start = extent(&pair).start;
    let whole = cx.whole(extent(&pair));
    let mut parts = parts(pair);
    let name = parts.seek(Rule::name)?;
    let mut end = extent(&name).end;
    let name = literal::name(cx, name)?;
    let params = match parts.one(Rule::params) {
        Some(pair) => {
            end = extent(&pair).end;
            params(cx, pair)
        }
        None => Vec::new(),
    };
    let body = statement::block(cx, parts.one(Rule::block)?);
    Some(MethodDecl { span: cx.span(start..end), whole, name, params, body })
}

fn params(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Vec<super::super::ast::Field> {
    parts(pair).one(Rule::fields).map(|pair| types::fields(cx, pair)).unwrap_or_default()
}

/// 加减分 n { … }
fn adjust(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<AdjustDecl> {
    let start = extent(&pair).start;
    let mut parts = parts(pair);
    let name = parts.seek(Rule::name)?;
    let end = extent(&name).end;
    let name = literal::name(cx, name)?;
    let body = statement::adjust_body(cx, parts.one(Rule::adjust_body)?);
    Some(AdjustDecl { span: cx.span(start..end), name, body })
}
