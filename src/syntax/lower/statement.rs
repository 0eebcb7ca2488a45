//! Blocks and the statements in them.

use pest::iterators::Pair;

use super::super::ast::{
    Block, Combine, CombineDecl, Expr, FactDecl, Inapplicable, InapplicableDecl, LetDecl, Name, NodeDecl,
    Rule as Scoring, RuleKind, Statement, Text, VerifyDecl,
};
use super::super::grammar::Rule;
use super::types::TypeParts;
use super::{Cx, Parts, entries, expr, extent, literal, once, parts, rule};
use crate::source::{Span, Spanned};

/// { … }
pub(super) fn block(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Block {
    statements(cx, pair)
}

/// { … } of 加减分
pub(super) fn adjust_body(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Block {
    statements(cx, pair)
}

fn statements(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Block {
    let span = cx.place(&pair);
    let mut read = Vec::new();
    entries(cx, pair, Rule::try_statement, |cx, pair| statement(cx, pair, &mut read));
    Block { span, statements: read }
}

/// Any statement.
pub(super) fn statement(cx: &mut Cx<'_>, pair: Pair<'_, Rule>, read: &mut Vec<Statement>) {
    let lowered = match pair.as_rule() {
        Rule::fact => {
            // An 解释 after it may turn out to be the block's.
            read.extend(fact(cx, pair).into_iter().flatten());
            return;
        }
        Rule::bad_head => {
            read.extend(bad_head(cx, pair));
            return;
        }
        Rule::let_decl => let_decl(cx, pair).map(Statement::Let),
        Rule::verify => verify(cx, pair).map(Statement::Verify),
        Rule::node => node(cx, pair).map(Statement::Node),
        Rule::explain => explain(cx, pair).map(Statement::Explain),
        Rule::note => note(cx, pair).map(Statement::Note),
        Rule::inapplicable => inapplicable(cx, pair).map(Statement::Inapplicable),
        Rule::zero_when => zero_when(cx, pair),
        Rule::discretion => discretion(cx, pair),
        Rule::combine => combine(cx, pair).map(Statement::Combine),
        Rule::when_clause => rule::when_clause(cx, pair).map(Statement::Clause),
        Rule::bare => bare(cx, pair),
        _ => rule::scoring(cx, pair).map(Statement::Rule),
    };
    read.extend(lowered);
}

/// 数据 a、b : T …
fn fact(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Vec<Statement>> {
    let start = extent(&pair).start;
    let mut parts = parts(pair);
    parts.one(Rule::kw_fact)?;
    let names = name_list(cx, parts.one(Rule::name_list)?);
    let core = parts.next()?;
    let mut end = extent(&core).end;
    let mut ty = TypeParts::new(cx, core)?;
    let (mut source_text, mut explain_text) = (None, None);
    let mut of_block = Vec::new();
    for part in parts {
        let range = extent(&part);
        let span = cx.span(range.clone());
        match part.as_rule() {
            Rule::source => {
                if let Some(text) = source(cx, part) {
                    once(cx, &mut source_text, Spanned::new(text, span));
                }
            }
            Rule::explain => {
                let text = explain(cx, part);
                if !of_block.is_empty() || is_of_block(cx, start, end, range.start) {
                    of_block.extend(text.map(Statement::Explain));
                    continue;
                }
                if let Some(text) = text {
                    once(cx, &mut explain_text, Spanned::new(text, span));
                }
            }
            _ => {
                ty.take(cx, part);
            }
        }
        end = end.max(range.end);
    }
    let ty = ty.finish(cx);
    let fact = FactDecl {
        span: cx.span(start..end),
        names,
        ty,
        source: source_text.map(|text| text.value),
        explain: explain_text.map(|text| text.value),
    };
    of_block.insert(0, Statement::Fact(fact));
    Some(of_block)
}

/// Whether an 解释 at `at` belongs to the block and not to the fact that begins at `start` and ends at `end`: it
/// begins a line and is not indented under 数据. This is the one place where the layout counts; the reader of the
/// page reads it so, too.
fn is_of_block(cx: &Cx<'_>, start: usize, end: usize, at: usize) -> bool {
    let text = &cx.survey.text;
    let column = |at: usize| {
        let before = text.get(..at).unwrap_or_default();
        let line = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
        before.get(line..).unwrap_or_default().chars().count()
    };
    text.get(end..at).unwrap_or_default().contains(['\n', '\r']) && column(at) <= column(start)
}

fn name_list(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Vec<Name> {
    parts(pair).filter_map(|pair| literal::name(cx, pair)).collect()
}

/// 来源 "…"
fn source(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Text> {
    literal::text(cx, parts(pair).seek(Rule::text)?)
}

/// 解释 "…"
pub(super) fn explain(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Text> {
    literal::text(cx, parts(pair).seek(Rule::text)?)
}

/// 说明 "…"
fn note(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Text> {
    literal::text(cx, parts(pair).seek(Rule::text)?)
}

/// 计算 n = e
fn let_decl(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<LetDecl> {
    let (span, whole) = (cx.place(&pair), cx.whole(extent(&pair)));
    let mut parts = parts(pair);
    let name = literal::name(cx, parts.seek(Rule::name)?)?;
    let value = expr::condition(cx, parts.seek(Rule::condition)?)?;
    Some(LetDecl { span, whole, name, value })
}

/// 校验 c 否则 "…"
fn verify(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<VerifyDecl> {
    let span = cx.place(&pair);
    let mut parts = parts(pair);
    let condition = expr::condition(cx, parts.seek(Rule::condition)?)?;
    let message = parts.seek(Rule::text).and_then(|pair| literal::text(cx, pair));
    Some(VerifyDecl { span, condition, message })
}

/// 指标 n 20分 { … }, 分项 n 40% { … }
fn node(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<NodeDecl> {
    let mut parts = parts(pair);
    let keyword = parts.next()?;
    let part = keyword.as_rule() == Rule::kw_part;
    let mut span = cx.place(&keyword);
    let name = literal::name(cx, parts.one(Rule::name)?)?;
    span = span.to(name.span);
    let (mut value, mut share) = (None, None);
    for pair in parts {
        let place = cx.place(&pair);
        match pair.as_rule() {
            Rule::worth => {
                span = span.to(place);
                if let Some(written) = worth(cx, pair) {
                    once(cx, &mut value, Spanned::new(written, place));
                }
            }
            Rule::weight => {
                span = span.to(place);
                if let Some(written) = weight(cx, pair) {
                    once(cx, &mut share, Spanned::new(written, place));
                }
            }
            Rule::block => {
                let body = block(cx, pair);
                let (worth, weight) = (value.map(|v| v.value), share.map(|v| v.value));
                return Some(NodeDecl { span, part, name, worth, weight, body });
            }
            _ => {}
        }
    }
    None
}

/// 20分, 40%, 成熟度
fn worth(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Expr> {
    let pair = parts(pair).next()?;
    match pair.as_rule() {
        Rule::number => literal::number(cx, pair),
        _ => {
            let name = literal::name(cx, pair)?;
            Some(Expr { span: name.span, kind: super::super::ast::ExprKind::Name(name) })
        }
    }
}

/// 权重 0.3
fn weight(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Expr> {
    worth(cx, parts(pair).seek(Rule::worth)?)
}

/// 不适用 当 c 则 …
fn inapplicable(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<InapplicableDecl> {
    let span = cx.place(&pair);
    let mut parts = parts(pair);
    let condition = expr::condition(cx, parts.seek(Rule::condition)?)?;
    parts.one(Rule::kw_then)?;
    let then = parts.next()?;
    let then = match then.as_rule() {
        Rule::kw_drop => Inapplicable::Drop(cx.place(&then)),
        _ => Inapplicable::Score(expr::sum(cx, then)?),
    };
    Some(InapplicableDecl { span, condition, then })
}

/// 不得分 当 c
fn zero_when(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Statement> {
    let span = cx.place(&pair);
    let condition = expr::condition(cx, parts(pair).seek(Rule::condition)?)?;
    Some(Statement::ZeroWhen { span, condition })
}

/// 酌情扣分 最多 2分
fn discretion(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Statement> {
    let span = cx.place(&pair);
    let at_most = expr::sum(cx, parts(pair).seek(Rule::sum)?)?;
    Some(Statement::Discretion { span, at_most })
}

/// 汇总 平均, 汇总 = e
fn combine(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<CombineDecl> {
    let span = cx.place(&pair);
    let how = parts(pair).last()?;
    let how = match how.as_rule() {
        Rule::aggregate => Combine::Aggregate(rule::aggregate(cx, how)?),
        _ => Combine::Formula(expr::sum(cx, how)?),
    };
    Some(CombineDecl { span, how })
}

/// A clause, or a value that is the rule.
fn bare(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Statement> {
    let is_clause = pair.clone().into_inner().any(|part| part.as_rule() == Rule::clause_tail);
    if is_clause {
        return rule::clause(cx, pair).map(Statement::Clause);
    }
    let value = expr::sum(cx, parts(pair).next()?)?;
    Some(Statement::Rule(Scoring { span: value.span, kind: RuleKind::Value(value) }))
}

/// What could be read behind a head that could not: the body's statements, in a node if it is one. The head is told
/// already.
fn bad_head(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Vec<Statement> {
    let mut parts: Parts<'_> = parts(pair);
    let Some(keyword) = parts.next() else { return Vec::new() };
    let mut span: Span = cx.place(&keyword);
    let name = parts.one(Rule::name).and_then(|pair| literal::name(cx, pair));
    let body = parts.find(|part| part.as_rule() != Rule::head_rest);
    let Some(body) = body else { return Vec::new() };
    match body.as_rule() {
        Rule::block | Rule::adjust_body => {
            let body = statements(cx, body);
            let part = keyword.as_rule() == Rule::kw_part;
            match (keyword.as_rule(), name) {
                (Rule::kw_indicator | Rule::kw_part, Some(name)) => {
                    span = span.to(name.span);
                    vec![Statement::Node(NodeDecl { span, part, name, worth: None, weight: None, body })]
                }
                // Facts belong to the whole file, so they are kept whatever stood around them.
                _ => body.statements.into_iter().filter(|s| matches!(s, Statement::Fact(_))).collect(),
            }
        }
        // Read for the mistakes in it.
        Rule::bands_body => {
            rule::bands_body(cx, body);
            Vec::new()
        }
        Rule::cases_body => {
            rule::cases_body(cx, body);
            Vec::new()
        }
        Rule::interpolate_body => {
            rule::interpolate_body(cx, body);
            Vec::new()
        }
        Rule::deduct_body => {
            rule::deduct_body(cx, body);
            Vec::new()
        }
        _ => {
            super::item::header_body(cx, body);
            Vec::new()
        }
    }
}
