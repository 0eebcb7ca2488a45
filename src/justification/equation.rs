//! `支出率 = 年度实际支出 ÷ 财政下达预算数 = 2641.94万元 ÷ 2941.72万元 ≈ 89.81%`.

use crate::model::{Expr, ExprKind};
use crate::number::Number;
use crate::value::Value;

use super::show::Told;
use super::sight::{Context, Sight};
use crate::print::{is_constant, is_leaf};

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
        let expression = self.names(sight, expr);
        let (with_values, exact) = self.values(sight, expr);
        let told = match value {
            Some(value) => self.told_apart(value, &expr.ty, &self.scale(sight, expr), edges),
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
        line.push("=", Some(expression.clone()));
        let is_name = is_leaf(expr) && !is_constant(expr);
        let with_values = Some(with_values).filter(|text| !is_name && *text != expression);
        line.push(if exact { "=" } else { "≈" }, with_values.clone().filter(|text| Some(text) != result.as_ref()));
        // A name and its value stand side by side: 整改及时率 92.4%.
        let sign = if is_name && name.is_none() && sign == "=" { String::new() } else { sign };
        line.push(&sign, result.clone());
        Equation { expression, with_values, value: result, text: line.text }
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
