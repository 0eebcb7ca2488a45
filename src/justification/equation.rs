//! `支出率 = 年度实际支出 ÷ 财政下达预算数 = 2641.94万元 ÷ 2941.72万元 ≈ 89.81%`.

use crate::diagnostic::Message;
use crate::model::{Arith, Expr, ExprKind};
use crate::number::Number;
use crate::value::Value;

use super::show::Told;
use super::sight::{Context, Sight};
use crate::print::{Figure, is_constant, is_leaf};

/// An expression worked out on paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Equation {
    /// The expression with its names.
    pub expression: String,
    /// With its values; `None` where that says nothing more.
    pub with_values: Option<String>,
    /// What it comes to; `None` where nothing is known.
    pub value: Option<String>,
    /// All of it in one line, the name before it.
    pub text: String,
}

impl<'a> Context<'a> {
    /// `expr`, which came to `value`, worked out; `name` is what it is called. Digits are added until it is
    /// seen on which side of each of `edges` it lies.
    pub fn equation(
        &self,
        sight: &Sight<'a>,
        name: Option<&str>,
        expr: &'a Expr,
        value: Option<&Value>,
        edges: &[Number],
    ) -> Equation {
        let expression =
            if matches!(expr.kind, ExprKind::Number(_)) { self.values(sight, expr).0 } else { self.names(sight, expr) };
        let whole = expr;
        let mut why = Vec::new();
        let (expr, limits) = self.unlimited(sight, expr, &mut why);
        let (with_values, exact) = self.values(sight, expr);
        let beyond = self.beyond_limit(sight, expr, &limits, value);
        let told = match value {
            Some(value) => self.told_apart(value, &whole.ty, &self.scale(sight, whole), edges),
            None => Told::Unknown,
        };
        // A fact reads best as it is written in the facts file.
        let told = match (&expr.kind, self.written(sight, expr)) {
            (ExprKind::Fact(_) | ExprKind::Field { .. }, Some(figure)) if matches!(told, Told::Is(_)) => {
                Told::Is(figure)
            }
            _ => told,
        };
        let (sign, result) = match &told {
            Told::Is(figure) => (if figure.exact && exact { "=" } else { "≈" }.to_owned(), Some(figure.text.clone())),
            Told::Beyond(text) => (String::new(), Some(text.clone())),
            Told::Within(figure) => {
                (if figure.exact && exact { "=" } else { "≈" }.to_owned(), Some(figure.text.clone()))
            }
            Told::Unknown => ("=".to_owned(), None),
        };
        let mut line = Line::default();
        line.push("=", name.map(str::to_owned));
        // A constant is written in one way.
        let constant = matches!(expr.kind, ExprKind::Number(_));
        let names = if constant { with_values.clone() } else { self.names(sight, expr) };
        // A limit is told where it binds, or where nobody knows yet.
        let open = !matches!(told, Told::Is(_)) && !limits.is_empty();
        line.push("=", Some(if open { self.limited(sight, names.clone(), &limits) } else { names.clone() }));
        let is_name = is_leaf(expr) && !is_constant(expr);
        let with_values = Some(with_values).filter(|text| !is_name && *text != names);
        line.push(if exact { "=" } else { "≈" }, with_values.clone().filter(|text| Some(text) != result.as_ref()));
        // A name and its value stand side by side: 整改及时率 92.4%.
        let sign = if is_name && name.is_none() && sign == "=" { String::new() } else { sign };
        match (&beyond, &result) {
            (Some(beyond), Some(result)) => {
                let sign = if beyond.exact && exact { "=" } else { "≈" };
                line.push(sign, Some(beyond.text.clone()));
                line.text.push_str(&self.words.get("joint-comma"));
                let binds = Message::new("step-limited").arg("limit", self.limits(sight, &limits));
                line.text.push_str(&self.locale.text(&binds.arg("value", result.clone())));
            }
            _ => line.push(&sign, result.clone()),
        }
        // Which way of a 若 was taken is seen by what it was taken for.
        if !why.is_empty() {
            let (open, close) = (self.words.get("joint-open"), self.words.get("joint-close"));
            line.text.push_str(&format!("{open}{}{close}", self.words.all_of(&why)));
        }
        // A blank beside a wide parenthesis would be twice as wide.
        let text = line.text.replace("） ", "）");
        Equation { expression, with_values, value: result, text }
    }
}

impl<'a> Context<'a> {
    /// Of 若 the way that is taken, where it is known, and into `why` what it is taken for.
    fn taken(&self, sight: &Sight<'a>, expr: &'a Expr, why: &mut Vec<String>) -> &'a Expr {
        let mut taken = expr;
        while let ExprKind::If(condition, then, otherwise) = &taken.kind
            && let Some(holds) = self.holds(sight, condition)
        {
            let reasons = self.why_named(sight, condition, holds);
            why.extend(reasons.into_iter().filter(|reason| !why.contains(reason)).collect::<Vec<_>>());
            taken = if holds { then } else { otherwise };
        }
        taken
    }

    /// `expr` without the limits set to all of it, and these, the innermost first.
    fn unlimited(
        &self,
        sight: &Sight<'a>,
        expr: &'a Expr,
        why: &mut Vec<String>,
    ) -> (&'a Expr, Vec<(Arith, &'a Expr)>) {
        let mut limits = Vec::new();
        let mut inner = self.taken(sight, expr, why);
        while let ExprKind::Arith(op @ (Arith::Min | Arith::Max), e, limit) = &inner.kind {
            // The smaller of two facts is no limit of either.
            if !is_constant(limit) {
                break;
            }
            limits.push((*op, limit.as_ref()));
            inner = self.taken(sight, e, why);
        }
        limits.reverse();
        (inner, limits)
    }

    /// What `inner` comes to, where the limits make something else of it.
    fn beyond_limit(
        &self,
        sight: &Sight<'a>,
        inner: &'a Expr,
        limits: &[(Arith, &'a Expr)],
        value: Option<&Value>,
    ) -> Option<Figure> {
        let value = value.filter(|_| !limits.is_empty())?;
        let Value::Number(number) = self.value(sight, inner)? else { return None };
        let differs = matches!(value, Value::Number(limited) if *limited != number);
        differs.then(|| self.scale(sight, inner).show(&number))
    }

    /// `最高不超过 100%`
    fn limits(&self, sight: &Sight<'a>, limits: &[(Arith, &'a Expr)]) -> String {
        let said = limits.iter().map(|(op, limit)| {
            let key = if *op == Arith::Min { "limit-at-most" } else { "limit-at-least" };
            self.locale.text(&Message::new(key).arg("limit", self.limit(sight, limit)))
        });
        said.collect::<Vec<_>>().join(&self.words.get("joint-comma"))
    }

    fn limited(&self, sight: &Sight<'a>, names: String, limits: &[(Arith, &'a Expr)]) -> String {
        let (open, close) = (self.words.get("joint-open"), self.words.get("joint-close"));
        format!("{names}{open}{}{close}", self.limits(sight, limits))
    }
}

/// Pieces with signs between them; a piece that repeats the one before is left out.
#[derive(Default)]
struct Line {
    text: String,
    last: String,
}

impl Line {
    fn push(&mut self, sign: &str, piece: Option<String>) {
        let Some(piece) = piece.filter(|piece| !piece.is_empty() && *piece != self.last) else { return };
        if !self.text.is_empty() {
            self.text.push(' ');
            self.text.push_str(sign);
            if !sign.is_empty() {
                self.text.push(' ');
            }
        }
        self.text.push_str(&piece);
        self.last = piece;
    }
}
