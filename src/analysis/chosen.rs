//! The plain values that a choice in an expression may come to.

use std::rc::Rc;

use crate::model::{Expr, Rule, RuleKind};
use crate::number::{Bound, Reach};

use super::formula::{Formula, Run, Undecided};
use super::piece::{Piece, push};
use super::scope::Scope;
use super::translate::{MAX_PIECES, Translator};

impl<'m> Translator<'m, '_> {
    /// The straight lines from corner to corner over the values `at`; `None` where a corner is no constant number.
    pub(super) fn line(
        &mut self,
        at: &[Piece],
        points: &'m [(Expr, Expr)],
        scope: &Rc<Scope<'m>>,
    ) -> Run<Option<Vec<Piece>>> {
        let mut corners = Vec::with_capacity(points.len());
        for (x, y) in points {
            let y = self.number(y, scope)?;
            let y = match y.as_slice() {
                [only] => only.linear()?.and_then(|term| term.as_constant().cloned()),
                _ => None,
            };
            let (Some(x), Some(y)) = (x.kind.constant(), y) else { return Ok(None) };
            corners.push((x, y));
        }
        let mut all = Vec::new();
        for (index, pair) in corners.windows(2).enumerate() {
            let [(x0, y0), (x1, y1)] = pair else { continue };
            let slope = y1.sub(y0)?.div(&x1.sub(x0)?)?;
            let start = y0.sub(&slope.mul(x0)?)?;
            // A corner belongs to the line that ends there.
            let low = if index == 0 { Bound::Closed(x0.clone()) } else { Bound::Open(x0.clone()) };
            let here = Reach::all().above(&low).below(&Bound::Closed(x1.clone()));
            for piece in at {
                let guard = super::piece::within(std::slice::from_ref(piece), &here)?;
                let above = piece.above.scale(&slope)?.plus(&piece.below, &start)?;
                push(&mut all, Piece { guard, above, below: piece.below.clone() });
            }
        }
        Ok(Some(all))
    }

    /// The plain values that `rule` may choose, each with when it does.
    pub(super) fn chosen(&mut self, rule: &'m Rule, scope: &Rc<Scope<'m>>) -> Run<Vec<(Formula, &'m Expr)>> {
        let mut all = Vec::new();
        self.choose(rule, Formula::True, scope, &mut all)?;
        if all.len() > MAX_PIECES { Err(Undecided::TooMany) } else { Ok(all) }
    }

    fn choose(
        &mut self,
        rule: &'m Rule,
        guard: Formula,
        scope: &Rc<Scope<'m>>,
        all: &mut Vec<(Formula, &'m Expr)>,
    ) -> Run<()> {
        if matches!(guard, Formula::False) || all.len() > MAX_PIECES {
            return Ok(());
        }
        match &rule.kind {
            RuleKind::Value(value) => all.push((guard, value)),
            RuleKind::Bands { subject, bands, .. } => {
                for band in bands {
                    let (holds, _) = self.in_range(subject, &band.range, scope)?;
                    self.choose(&band.rule, guard.clone().and(holds), scope, all)?;
                }
            }
            RuleKind::Cases { cases, otherwise } => {
                let mut guard = guard;
                for case in cases {
                    let (holds, fails) = self.condition(&case.condition, scope)?;
                    self.choose(&case.rule, guard.clone().and(holds), scope, all)?;
                    guard = guard.and(fails);
                }
                if let Some(otherwise) = otherwise {
                    self.choose(otherwise, guard, scope, all)?;
                }
            }
            RuleKind::LookupOne { key, entries } => {
                for entry in entries {
                    let (holds, _) = self.key(key, &entry.key, scope)?;
                    self.choose(&entry.rule, guard.clone().and(holds), scope, all)?;
                }
            }
            RuleKind::LookupTwo { row, column, columns, rows } => {
                for entry in rows {
                    let (in_row, _) = self.key(row, &entry.key, scope)?;
                    for (head, value) in columns.iter().zip(&entry.values) {
                        let (in_column, _) = self.key(column, head, scope)?;
                        let both = Formula::all([guard.clone(), in_row.clone(), in_column]);
                        if !matches!(both, Formula::False) {
                            all.push((both, value));
                        }
                    }
                }
            }
            // A line is many values, and no expression of the rubric is one of them.
            _ => return Err(Undecided::TooMany),
        }
        Ok(())
    }
}
