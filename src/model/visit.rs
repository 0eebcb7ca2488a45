//! Going through a rubric: one place that knows what everything is made of, for all that look for something in it.

use super::{
    Body, Clause, ClauseKind, Combine, Deduction, Each, Expr, ExprKind, Gate, Key, Rubric, Rule, RuleKind,
    TemplatePart, Then, ValueRange, Verification,
};

/// Sees the parts of a rubric. Each method is told of one part and goes on to what that is made of, unless it
/// is written otherwise; one that looks at some parts alone calls the `walk_…` of the others.
pub trait Visit<'m> {
    /// An expression.
    fn expr(&mut self, expr: &'m Expr) {
        walk_expr(self, expr);
    }

    /// A rule, or a choice among plain values.
    fn rule(&mut self, rule: &'m Rule) {
        walk_rule(self, rule);
    }

    /// A clause of 扣分 or 加减分.
    fn clause(&mut self, clause: &'m Clause) {
        walk_clause(self, clause);
    }

    /// What is worked out for each row of a table: these see one row more than what they stand in.
    fn rows(&mut self, filter: Option<&'m Expr>, value: Option<&'m Expr>) {
        filter.into_iter().chain(value).for_each(|part| self.expr(part));
    }
}

/// All of `rubric`: every node, method and 计算 once, wherever it is used.
pub fn walk_rubric<'m, V: Visit<'m> + ?Sized>(visit: &mut V, rubric: &'m Rubric) {
    rubric.lets.iter().for_each(|binding| visit.expr(&binding.value));
    rubric.methods.iter().for_each(|method| walk_body(visit, &method.body));
    rubric.nodes.iter().for_each(|node| walk_body(visit, &node.body));
    walk_combine(visit, &rubric.combine);
    for adjustment in &rubric.adjustments {
        adjustment.clauses.iter().for_each(|clause| visit.clause(clause));
        walk_verifications(visit, &adjustment.verifications);
        adjustment.note.iter().for_each(|note| walk_template(visit, &note.parts));
    }
    for cap in &rubric.total_caps {
        visit.expr(&cap.limit);
        cap.condition.iter().for_each(|condition| visit.expr(condition));
    }
    rubric.grade_caps.iter().for_each(|cap| visit.expr(&cap.condition));
    walk_verifications(visit, &rubric.verifications);
}

/// What stands in a block. Its children and its 计算 are among those of the rubric and not gone into here.
pub fn walk_body<'m, V: Visit<'m> + ?Sized>(visit: &mut V, body: &'m Body) {
    for gate in &body.gates {
        match gate {
            Gate::Inapplicable { condition, then, .. } => {
                visit.expr(condition);
                if let Then::Score(score) = then {
                    visit.expr(score);
                }
            }
            Gate::Zero { condition, .. } => visit.expr(condition),
        }
    }
    body.rule.iter().for_each(|rule| visit.rule(rule));
    body.combine.iter().for_each(|combine| walk_combine(visit, combine));
    body.deduction.iter().for_each(|deduction| walk_deduction(visit, deduction));
    body.discretion.iter().for_each(|most| visit.expr(most));
    body.note.iter().for_each(|note| walk_template(visit, &note.parts));
    walk_verifications(visit, &body.verifications);
}

/// What a rule is made of.
pub fn walk_rule<'m, V: Visit<'m> + ?Sized>(visit: &mut V, rule: &'m Rule) {
    match &rule.kind {
        RuleKind::Zero => {}
        RuleKind::Value(expr) | RuleKind::FullWhen(expr) | RuleKind::ByRating(expr) => visit.expr(expr),
        RuleKind::Bands { subject, bands, .. } => {
            visit.expr(subject);
            for band in bands {
                walk_range(visit, &band.range);
                visit.rule(&band.rule);
            }
        }
        RuleKind::Cases { cases, otherwise } => {
            for case in cases {
                visit.expr(&case.condition);
                visit.rule(&case.rule);
            }
            otherwise.iter().for_each(|rule| visit.rule(rule));
        }
        RuleKind::LookupOne { key, entries } => {
            visit.expr(key);
            for entry in entries {
                walk_key(visit, &entry.key);
                visit.rule(&entry.rule);
            }
        }
        RuleKind::LookupTwo { row, column, columns, rows } => {
            visit.expr(row);
            visit.expr(column);
            columns.iter().for_each(|key| walk_key(visit, key));
            for entry in rows {
                walk_key(visit, &entry.key);
                entry.values.iter().for_each(|value| visit.expr(value));
            }
        }
        RuleKind::Interpolate { subject, points } => {
            visit.expr(subject);
            for (at, value) in points {
                visit.expr(at);
                visit.expr(value);
            }
        }
        RuleKind::Deduct { base, deduction } => {
            base.iter().for_each(|base| visit.rule(base));
            walk_deduction(visit, deduction);
        }
        RuleKind::Each(each) => walk_each(visit, each),
        RuleKind::Manual(range) => walk_range(visit, range),
        RuleKind::Scaled { base, body } => {
            visit.expr(base);
            walk_body(visit, body);
        }
        RuleKind::Method { args, .. } => args.iter().for_each(|argument| visit.expr(argument)),
    }
}

/// What an expression is directly made of.
pub fn walk_expr<'m, V: Visit<'m> + ?Sized>(visit: &mut V, expr: &'m Expr) {
    match &expr.kind {
        ExprKind::Number(_)
        | ExprKind::Date(_)
        | ExprKind::YesNo(_)
        | ExprKind::Option(_)
        | ExprKind::Fact(_)
        | ExprKind::Let(_)
        | ExprKind::Param(_)
        | ExprKind::Field { .. }
        | ExprKind::Full
        | ExprKind::RateOf(_) => {}
        ExprKind::Negate(inner)
        | ExprKind::Not(inner)
        | ExprKind::Abs(inner)
        | ExprKind::Round(inner, _)
        | ExprKind::OptionNumber(inner)
        | ExprKind::Given(_, inner)
        | ExprKind::InOptions(inner, _) => visit.expr(inner),
        ExprKind::Arith(_, a, b)
        | ExprKind::And(a, b)
        | ExprKind::Or(a, b)
        | ExprKind::DateDifference(a, b)
        | ExprKind::Power(a, b)
        | ExprKind::Default(a, b)
        | ExprKind::Workdays(a, b)
        | ExprKind::DateAdd { date: a, amount: b, .. } => {
            visit.expr(a);
            visit.expr(b);
        }
        ExprKind::If(condition, yes, no) => {
            visit.expr(condition);
            visit.expr(yes);
            visit.expr(no);
        }
        ExprKind::Compare(first, rest) => {
            visit.expr(first);
            rest.iter().for_each(|(_, part)| visit.expr(part));
        }
        ExprKind::InRange(inner, range) => {
            visit.expr(inner);
            walk_range(visit, range);
        }
        ExprKind::Choose(rule) => visit.rule(rule),
        ExprKind::Aggregate { filter, value, .. } => visit.rows(filter.as_deref(), value.as_deref()),
    }
}

/// What a clause is made of.
pub fn walk_clause<'m, V: Visit<'m> + ?Sized>(visit: &mut V, clause: &'m Clause) {
    match &clause.kind {
        ClauseKind::Every { count, step } => {
            visit.expr(count);
            visit.expr(step);
        }
        ClauseKind::Beyond { value, threshold, step, .. } => {
            visit.expr(value);
            visit.expr(threshold);
            visit.expr(step);
        }
        ClauseKind::When(condition) => visit.expr(condition),
    }
    visit.expr(&clause.amount);
    clause.at_most.iter().for_each(|most| visit.expr(most));
}

fn walk_deduction<'m, V: Visit<'m> + ?Sized>(visit: &mut V, deduction: &'m Deduction) {
    deduction.clauses.iter().for_each(|clause| visit.clause(clause));
}

fn walk_each<'m, V: Visit<'m> + ?Sized>(visit: &mut V, each: &'m Each) {
    let parts = each.filter.iter().chain(&each.full).chain(&each.by).chain(&each.at_most);
    parts.for_each(|part| visit.expr(part));
    walk_body(visit, &each.body);
}

fn walk_combine<'m, V: Visit<'m> + ?Sized>(visit: &mut V, combine: &'m Combine) {
    if let Combine::Formula(formula) = combine {
        visit.expr(formula);
    }
}

fn walk_verifications<'m, V: Visit<'m> + ?Sized>(visit: &mut V, verifications: &'m [Verification]) {
    verifications.iter().for_each(|verification| visit.expr(&verification.condition));
}

fn walk_template<'m, V: Visit<'m> + ?Sized>(visit: &mut V, parts: &'m [TemplatePart]) {
    for part in parts {
        if let TemplatePart::Value(expr) = part {
            visit.expr(expr);
        }
    }
}

fn walk_key<'m, V: Visit<'m> + ?Sized>(visit: &mut V, key: &'m Key) {
    key.range().into_iter().for_each(|range| walk_range(visit, range));
}

fn walk_range<'m, V: Visit<'m> + ?Sized>(visit: &mut V, range: &'m ValueRange) {
    range.ends().for_each(|end| visit.expr(end));
}

/// What one expression is directly made of.
struct Operands<'v, 'm> {
    each: &'v mut dyn FnMut(&'m Expr),
    choices: bool,
    rows: bool,
}

impl<'m> Visit<'m> for Operands<'_, 'm> {
    fn expr(&mut self, expr: &'m Expr) {
        (self.each)(expr);
    }

    fn rule(&mut self, rule: &'m Rule) {
        if self.choices {
            walk_rule(self, rule);
        }
    }

    fn rows(&mut self, filter: Option<&'m Expr>, value: Option<&'m Expr>) {
        if self.rows {
            filter.into_iter().chain(value).for_each(|part| self.expr(part));
        }
    }
}

/// Calls `each` on every expression that stands directly in `expr` and sees the same rows; those that a choice
/// is made of are among them.
pub fn each_operand<'m>(expr: &'m Expr, each: &mut dyn FnMut(&'m Expr)) {
    walk_expr(&mut Operands { each, choices: true, rows: false }, expr);
}

/// Calls `each` on `expr` and on all that it is made of, in its rows too; choices are not gone into.
pub fn each_part<'m>(expr: &'m Expr, each: &mut dyn FnMut(&'m Expr)) {
    each(expr);
    walk_expr(&mut Operands { each: &mut |part| each_part(part, each), choices: false, rows: true }, expr);
}
