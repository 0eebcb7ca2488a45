//! Why a condition holds or not: the parts that decide it, with their values.

use crate::diagnostic::Message;
use crate::model::{AggregateFn, Comparison, Expr, ExprKind, FactId, TableRef, TypeKind};
use crate::number::Number;
use crate::value::Value;

use super::show::Told;
use super::sight::{Context, Sight};
use crate::print::{is_constant, is_leaf};

/// As many rows are named that decide a condition over a table.
const ROWS_NAMED: usize = 3;

impl<'a> Context<'a> {
    /// The parts of `condition` by which it holds (`held`) or does not, each with its values.
    pub fn why(&self, sight: &Sight<'a>, condition: &'a Expr, held: bool) -> Vec<String> {
        self.reasons(sight, condition, held, false)
    }

    /// As [`Self::why`], with every name, for where the condition itself is not told.
    pub fn why_named(&self, sight: &Sight<'a>, condition: &'a Expr, held: bool) -> Vec<String> {
        self.reasons(sight, condition, held, true)
    }

    fn reasons(&self, sight: &Sight<'a>, condition: &'a Expr, held: bool, named: bool) -> Vec<String> {
        let mut reasons = Vec::new();
        self.collect(sight, condition, held, named, &mut reasons);
        let mut seen = Vec::new();
        reasons.retain(|reason| {
            let new = !reason.is_empty() && !seen.contains(reason);
            seen.push(reason.clone());
            new
        });
        reasons
    }

    fn collect(&self, sight: &Sight<'a>, condition: &'a Expr, held: bool, named: bool, out: &mut Vec<String>) {
        match &condition.kind {
            ExprKind::And(a, b) | ExprKind::Or(a, b) => {
                let all_count = matches!(condition.kind, ExprKind::And(..)) == held;
                let first = self.holds(sight, a);
                if all_count {
                    self.collect(sight, a, held, named, out);
                    self.collect(sight, b, held, named, out);
                } else if first == Some(held) {
                    self.collect(sight, a, held, named, out);
                } else {
                    self.collect(sight, b, held, named, out);
                }
            }
            ExprKind::Not(e) => self.collect(sight, e, !held, named, out),
            ExprKind::If(c, a, b) => {
                if let Some(first) = self.holds(sight, c) {
                    self.collect(sight, c, first, named, out);
                    self.collect(sight, if first { a } else { b }, held, named, out);
                }
            }
            ExprKind::Compare(first, rest) => out.push(self.comparison(sight, first, rest, held, named)),
            ExprKind::InRange(e, range) => {
                let side = self.side(sight, e, None, true, named);
                out.push(format!("{side} {} {}", self.membership(held), self.range_valued(sight, range)));
            }
            ExprKind::InOptions(e, mask) => {
                let options = match e.ty.kind {
                    TypeKind::Option(set) => self.words.all_of(&self.options(set, *mask)),
                    _ => String::new(),
                };
                out.push(format!("{} {} {options}", self.side(sight, e, None, true, named), self.membership(held)));
            }
            ExprKind::Given(..) => {
                out.push(self.clause(sight, condition, held));
            }
            ExprKind::YesNo(_) => {}
            ExprKind::Let(id) => self.collect(sight, &self.rubric.binding(*id).value, held, named, out),
            ExprKind::Param(_) => {
                let (inner, arg) = self.resolve(sight, condition);
                if !matches!(arg.kind, ExprKind::Param(_)) {
                    self.collect(inner, arg, held, named, out);
                }
            }
            ExprKind::Aggregate { function, table: TableRef::Fact(fact), filter, value: Some(value) } => {
                out.push(self.rows_that(sight, *function, *fact, filter.as_deref(), value, held));
            }
            ExprKind::Aggregate { function, table: TableRef::Fact(fact), filter: Some(filter), value: None } => {
                out.push(self.rows_that(sight, *function, *fact, None, filter, held));
            }
            _ if is_leaf(condition) => {
                let message = Message::new("why-yes-no").arg("name", self.names(sight, condition));
                out.push(self.locale.text(&message.arg("value", self.words.yes_no(held))));
            }
            _ => out.push(self.clause(sight, condition, held)),
        }
    }

    /// Whether `condition` says all there is to say where it holds (`held`), or does not: a yes or no, a fact that
    /// is filled in, a fact that equals a constant.
    pub fn is_plain(&self, condition: &'a Expr, held: bool) -> bool {
        match &condition.kind {
            ExprKind::Not(e) => self.is_plain(e, !held),
            ExprKind::Fact(_) | ExprKind::Field { .. } | ExprKind::Given(..) => true,
            ExprKind::InOptions(e, mask) => held && mask.is_power_of_two() && is_leaf(e),
            ExprKind::Compare(first, rest) => match rest.as_slice() {
                [(Comparison::Eq, constant)] => held && is_leaf(first) && is_constant(constant),
                [(Comparison::Ne, constant)] => !held && is_leaf(first) && is_constant(constant),
                _ => false,
            },
            _ => false,
        }
    }

    /// The parts of `condition` that only ask whether something is filled in, in words.
    pub fn given_parts(&self, sight: &Sight<'a>, condition: &'a Expr) -> Vec<String> {
        match &condition.kind {
            ExprKind::And(a, b) => [self.given_parts(sight, a), self.given_parts(sight, b)].concat(),
            ExprKind::Given(true, _) => vec![self.clause(sight, condition, true)],
            _ => Vec::new(),
        }
    }

    fn membership(&self, held: bool) -> String {
        self.words.get(if held { "word-in" } else { "word-not-in" })
    }

    /// A chain of comparisons; of one that fails, the link that does, with the sign that holds.
    fn comparison(
        &self,
        sight: &Sight<'a>,
        first: &'a Expr,
        rest: &'a [(Comparison, Expr)],
        held: bool,
        named: bool,
    ) -> String {
        let operands: Vec<&'a Expr> = std::iter::once(first).chain(rest.iter().map(|(_, e)| e)).collect();
        let number = |e: &'a Expr| self.number(sight, e);
        let failing = rest.iter().enumerate().find(|(i, (sign, right))| {
            let left = operands.get(*i).and_then(|e| self.value(sight, e));
            matches!((left, self.value(sight, right)), (Some(a), Some(b)) if compare(&a, &b, *sign) == Some(false))
        });
        let links: Vec<(&Expr, Comparison, &Expr)> = match (held, failing) {
            (false, Some((i, (sign, right)))) => {
                operands.get(i).map(|left| (*left, sign.negated(), right)).into_iter().collect()
            }
            (false, None) => match rest {
                [(sign, right)] => vec![(first, sign.negated(), right)],
                _ => return self.names(sight, first),
            },
            (true, _) => operands.iter().zip(rest).map(|(left, (sign, right))| (*left, *sign, right)).collect(),
        };
        // What equals a constant has that value.
        if let [(left, Comparison::Eq, right)] = links.as_slice()
            && is_leaf(left)
            && is_constant(right)
        {
            if matches!(right.kind, ExprKind::Option(_) | ExprKind::YesNo(_)) {
                let message = Message::new("why-yes-no").arg("name", self.names(sight, left));
                return self.locale.text(&message.arg("value", self.values(sight, right).0));
            }
            return self.side(sight, left, None, true, named);
        }
        // Of what is held against an option it is enough to say which it is.
        if let [(left, Comparison::Eq | Comparison::Ne, right)] = links.as_slice()
            && matches!(left.ty.kind, TypeKind::Option(_))
            && let (subject, ExprKind::Option(_)) | (ExprKind::Option(_), subject) = (&left.kind, &right.kind)
            && !matches!(subject, ExprKind::Option(_))
        {
            let subject = if matches!(left.kind, ExprKind::Option(_)) { right } else { left };
            if let Some(value) = self.value(sight, subject) {
                let told = self.told(&value, &subject.ty, &self.scale(sight, subject));
                let message = Message::new("why-yes-no").arg("name", self.names(sight, subject));
                return self.locale.text(&message.arg("value", self.words_for(&told)));
            }
        }
        let mut text = String::new();
        for (i, (left, sign, right)) in links.iter().enumerate() {
            if i == 0 {
                let edge = if is_constant(left) { None } else { number(right) };
                text.push_str(&self.side(sight, left, edge, true, named));
            }
            let edge = if is_constant(right) { None } else { number(left) };
            text.push_str(&format!(" {} {}", sign.sign(), self.side(sight, right, edge, named, named)));
        }
        text
    }

    /// One side of a comparison: its value, with how it came about. The left says what it is.
    fn side(&self, sight: &Sight<'a>, expr: &'a Expr, edge: Option<Number>, left: bool, named: bool) -> String {
        let edges: Vec<Number> = edge.into_iter().collect();
        if is_constant(expr) {
            return self.values(sight, expr).0;
        }
        let value = self.value(sight, expr);
        if is_leaf(expr) {
            let shown = match (self.written(sight, expr), &value) {
                (Some(figure), Some(Value::Unknown(_))) if !figure.text.starts_with(['[', '(']) => {
                    format!("({})", figure.text)
                }
                (Some(figure), _) => figure.text,
                (None, Some(value)) => match self.told_apart(value, &expr.ty, &self.scale(sight, expr), &edges) {
                    Told::Beyond(text) => format!("({text})"),
                    told => self.words_for(&told),
                },
                (None, None) => format!("({})", self.words.get("word-missing")),
            };
            return if left { format!("{} {shown}", self.names(sight, expr)) } else { shown };
        }
        let (with_values, exact) = if named { self.named_values(sight, expr) } else { self.values(sight, expr) };
        match value.map(|value| self.told_apart(&value, &expr.ty, &self.scale(sight, expr), &edges)) {
            Some(Told::Is(figure)) if figure.text != with_values => {
                let sign = if figure.exact && exact { "=" } else { "≈" };
                let what = match expr.kind {
                    ExprKind::Aggregate { .. } if left => format!("{} = ", self.names(sight, expr)),
                    _ => String::new(),
                };
                format!("{what}{with_values} {sign} {}", figure.text)
            }
            Some(told) if left && matches!(expr.kind, ExprKind::Aggregate { .. }) => {
                format!("{} {}", self.names(sight, expr), self.words_for(&told))
            }
            _ => with_values,
        }
    }

    /// What something is held against, as the threshold of a clause: a constant as written, else with its name and its value.
    pub fn threshold(&self, sight: &Sight<'a>, expr: &'a Expr) -> String {
        self.side(sight, expr, None, true, true)
    }

    /// What is told of a value, as text by itself.
    pub fn words_for(&self, told: &Told) -> String {
        match told {
            Told::Is(figure) | Told::Within(figure) => figure.text.clone(),
            Told::Beyond(text) => text.clone(),
            Told::Unknown => self.words.get("word-unknown"),
        }
    }

    /// The rows that decide 存在 or 全部.
    fn rows_that(
        &self,
        sight: &Sight<'a>,
        function: AggregateFn,
        fact: FactId,
        filter: Option<&'a Expr>,
        condition: &'a Expr,
        held: bool,
    ) -> String {
        // 全部 fails, and 存在 holds, by single rows; otherwise it is the table as a whole that decides.
        let by_single = matches!((function, held), (AggregateFn::All, false) | (AggregateFn::Any, true));
        let name = &self.rubric.fact(fact).name;
        let rows = self.rows(fact).unwrap_or_default();
        let mut deciding = Vec::new();
        let mut counted = 0_usize;
        for (index, row) in (0..).zip(rows) {
            let inner = self.inside(sight, &TableRef::Fact(fact), index);
            if filter.is_some_and(|filter| self.holds(&inner, filter) != Some(true)) {
                continue;
            }
            counted += 1;
            if by_single && self.holds(&inner, condition) == Some(held) {
                let why = self.why_named(&inner, condition, held);
                deciding.push(format!("{}{}{}", row.name, self.words.get("joint-colon"), self.words.all_of(&why)));
            }
        }
        if !by_single || deciding.is_empty() {
            let message = Message::new("why-rows").arg("table", name.clone()).arg("count", counted);
            return self.locale.text(&message.arg("all", if function == AggregateFn::All { "yes" } else { "no" }));
        }
        let more = deciding.len() > ROWS_NAMED;
        deciding.truncate(ROWS_NAMED);
        let text = deciding.join(&self.words.get("joint-semicolon"));
        if more { format!("{text}…") } else { text }
    }
}

/// Whether `a sign b` holds.
fn compare(a: &Value, b: &Value, sign: Comparison) -> Option<bool> {
    let order = match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.cmp(b),
        (Value::Date(a), Value::Date(b)) => a.cmp(b),
        (Value::Option(a), Value::Option(b)) => a.cmp(b),
        (Value::YesNo(a), Value::YesNo(b)) => a.cmp(b),
        (Value::Text(a), Value::Text(b)) => a.cmp(b),
        _ => return None,
    };
    Some(sign.holds(order))
}
