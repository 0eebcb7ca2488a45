//! In which unit a number is shown: the one the facts were written in, as far as that can be told.

use crate::model::visit::each_operand;
use crate::model::{Arith, Expr, ExprKind, Round, TypeKind};
use crate::number::Number;
use crate::print::{Scale, base_scale, literal, points_scale};
use crate::unit::{Base, Dimension};

use super::sight::{Context, Sight};

impl<'a> Context<'a> {
    /// How points are shown.
    pub fn points(&self) -> Scale {
        points_scale(&self.words)
    }

    /// How the number that `expr` yields is shown.
    pub fn scale(&self, sight: &Sight<'a>, expr: &'a Expr) -> Scale {
        let TypeKind::Number { dimension, share, .. } = &expr.ty.kind else { return Scale::plain() };
        let share = *share && !self.percents.is_plain(expr);
        if share || (dimension.is_none() && (self.percents.has(expr) || self.is_share(sight, expr))) {
            return Scale::percent();
        }
        if dimension.is_none() {
            // A measure word stands for 1, and reads well where it was written.
            let unit = self.cell(sight, expr).and_then(|cell| cell.origin).and_then(|origin| origin.unit.as_deref());
            return unit.map_or_else(Scale::plain, |unit| self.unit_scale(unit));
        }
        if *dimension == Dimension::base(Base::POINTS) {
            return Scale { round: self.rounding(sight), ..self.points() };
        }
        match self.written_unit(sight, expr, dimension) {
            Some(unit) if unit == "%" => Scale::percent(),
            Some(unit) => self.unit_scale(&unit),
            None => self.base_scale(dimension),
        }
    }

    /// How the score of the place is rounded.
    pub fn rounding(&self, sight: &Sight<'a>) -> Option<Round> {
        let rounding = &self.rubric.rounding;
        match (sight.rows.is_empty(), sight.node) {
            (false, _) => rounding.row,
            (true, Some(node)) if self.rubric.node(node).part => None,
            (true, Some(_)) => rounding.indicator,
            (true, None) => rounding.total,
        }
    }

    /// How a number is shown of which only the dimension is known.
    pub fn base_scale(&self, dimension: &Dimension) -> Scale {
        base_scale(&self.rubric.units, &self.words, dimension)
    }

    pub fn unit_scale(&self, name: &str) -> Scale {
        // A unit that came with the facts is the only one of its dimension.
        let factor = self.rubric.units.lookup(name).map_or(Number::ONE, |unit| unit.factor.clone());
        Scale::unit(name, factor)
    }

    /// The unit of `dimension` that a fact or literal in `expr` is written in.
    fn written_unit(&self, sight: &Sight<'a>, expr: &'a Expr, dimension: &Dimension) -> Option<String> {
        let (sight, expr) = self.resolve(sight, expr);
        let fits = |unit: &str| match self.rubric.units.lookup(unit) {
            Some(known) => known.dimension == *dimension || dimension.has_variables(),
            None => dimension.has_variables(),
        };
        match &expr.kind {
            ExprKind::Fact(_) | ExprKind::Field { .. } if expr.ty.dimension() == Some(dimension) => {
                let origin = self.cell(sight, expr).and_then(|cell| cell.origin);
                let declared = match &expr.ty.kind {
                    TypeKind::Number { unit, .. } => unit.as_deref(),
                    _ => None,
                };
                let written = origin.and_then(|origin| origin.unit.as_deref()).or(declared);
                written.filter(|unit| *unit == "%" || fits(unit)).map(str::to_owned)
            }
            ExprKind::Let(id) => self.written_unit(sight, &self.rubric.binding(*id).value, dimension),
            ExprKind::Number(_) if expr.ty.dimension() == Some(dimension) => {
                literal(self.sources, expr).map(|(_, unit)| unit).filter(|unit| !unit.is_empty() && fits(unit))
            }
            ExprKind::Aggregate { table, value: Some(value), .. } if self.has_row(table) => {
                self.written_unit(&self.inside(sight, table, 0), value, dimension)
            }
            _ => {
                let mut found = None;
                each_operand(expr, &mut |operand| {
                    if found.is_none() {
                        found = self.written_unit(sight, operand, dimension);
                    }
                });
                found
            }
        }
    }

    fn has_row(&self, table: &crate::model::TableRef) -> bool {
        match table {
            crate::model::TableRef::Fact(fact) => self.rows(*fact).is_some_and(|rows| !rows.is_empty()),
            crate::model::TableRef::Children => false,
        }
    }

    /// Whether the bare number that `expr` yields reads best with %: a share, or the quotient of two
    /// amounts of one kind.
    fn is_share(&self, sight: &Sight<'a>, expr: &'a Expr) -> bool {
        // As the author writes what it is held against.
        if self.percents.is_plain(expr) {
            return false;
        }
        let (sight, expr) = self.resolve(sight, expr);
        if matches!(expr.ty.kind, TypeKind::Number { share: true, .. }) || self.percents.has(expr) {
            return true;
        }
        if self.percents.is_plain(expr) {
            return false;
        }
        match &expr.kind {
            ExprKind::Number(_) => literal(self.sources, expr).is_some_and(|(_, unit)| unit == "%"),
            ExprKind::Fact(_) | ExprKind::Field { .. } => {
                let origin = self.cell(sight, expr).and_then(|cell| cell.origin);
                origin.and_then(|origin| origin.unit.as_deref()) == Some("%")
            }
            ExprKind::Let(id) => self.is_share(sight, &self.rubric.binding(*id).value),
            ExprKind::Arith(Arith::Div, over, under) => match over.ty.dimension() {
                // Of bare numbers only what is held against a percentage is one.
                Some(dimension) => !dimension.is_none() && under.ty.dimension() == Some(dimension),
                None => false,
            },
            ExprKind::Arith(Arith::Mul, a, b) => self.is_share(sight, a) && self.is_share(sight, b),
            ExprKind::Arith(_, a, b) => self.is_share(sight, a) || self.is_share(sight, b),
            ExprKind::Negate(e) | ExprKind::Abs(e) | ExprKind::Round(e, _) | ExprKind::Default(e, _) => {
                self.is_share(sight, e)
            }
            ExprKind::If(_, a, b) => self.is_share(sight, a) || self.is_share(sight, b),
            ExprKind::RateOf(_) => true,
            ExprKind::Aggregate { value: Some(value), table, .. } if self.has_row(table) => {
                self.is_share(&self.inside(sight, table, 0), value)
            }
            _ => false,
        }
    }
}
