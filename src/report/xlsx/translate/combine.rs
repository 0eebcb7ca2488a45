//! Children made one score.

use std::rc::Rc;

use crate::model::{Aggregate, AggregateFn, Combine, Expr};
use crate::number::Number;

use super::super::formula::Formula;
use super::choice::in_turn;
use super::scope::{ChildCell, Frame, Scope};
use super::{Run, Translator, Why, convert};

/// Beyond every score.
const BEYOND: &str = "1E+300";

impl<'a> Translator<'a> {
    /// `children` combined as `combine` says, out of 满分 of the place.
    pub(super) fn combine(&mut self, children: Vec<ChildCell>, combine: Option<&'a Combine>, scope: &Scope<'a>) -> Run {
        match combine.unwrap_or(&Combine::Sum) {
            Combine::Sum => Ok(self.sum(&children, scope)),
            Combine::Aggregate(aggregate, _) => Ok(self.aggregated(*aggregate, &children)),
            Combine::Formula(formula) => {
                let drops = children.iter().all(|child| child.cell.drops);
                let left_out: Vec<Formula> = children.iter().map(|child| self.is_dropped(&child.cell)).collect();
                let inner = Scope { children: Some(Rc::new(children)), ..scope.clone() };
                let value = self.expr(formula, &inner)?;
                if !drops {
                    return Ok(value);
                }
                let all = Formula::call("AND", &left_out.iter().collect::<Vec<_>>());
                Ok(Formula::choose(&all, &Formula::text(&self.words.dropped), &value).dropping(true))
            }
        }
    }

    fn is_dropped(&self, cell: &Formula) -> Formula {
        Formula::compare(cell, "=", &Formula::text(&self.words.dropped))
    }

    /// `value`, or `otherwise` where the child is left out.
    fn kept_or(&self, child: &ChildCell, value: &Formula, otherwise: &Formula) -> Formula {
        if child.cell.drops {
            Formula::choose(&self.is_dropped(&child.cell), otherwise, value).dropping(false)
        } else {
            value.clone()
        }
    }

    fn total(&self, terms: impl Iterator<Item = Formula>) -> Formula {
        terms.reduce(|a, b| Formula::add(&a, &b)).unwrap_or_else(|| Formula::whole(0))
    }

    /// The sum; what was left out is made up for by the others.
    fn sum(&self, children: &[ChildCell], scope: &Scope<'a>) -> Formula {
        let zero = Formula::whole(0);
        let sum = match children {
            // A sum of cells has no value while one of them is open; one cell alone is only read.
            [only] => self.kept_or(only, &only.score, &zero),
            several => self.total(several.iter().map(|child| self.kept_or(child, &child.cell, &zero))),
        };
        if !children.iter().any(|child| child.cell.drops) {
            return sum;
        }
        let points = self.total(children.iter().map(|child| self.kept_or(child, &child.points, &zero)));
        let left_out = Formula::call(
            "OR",
            &children
                .iter()
                .filter(|child| child.cell.drops)
                .map(|child| self.is_dropped(&child.cell))
                .collect::<Vec<_>>()
                .iter()
                .collect::<Vec<_>>(),
        );
        let scaled = Formula::div(&Formula::mul(&sum, &scope.full), &points);
        let kept = Formula::choose(&left_out, &scaled, &sum);
        self.unless_all_dropped(children, &kept)
    }

    fn unless_all_dropped(&self, children: &[ChildCell], value: &Formula) -> Formula {
        if !children.iter().all(|child| child.cell.drops) {
            return value.clone().dropping(false);
        }
        let left_out: Vec<Formula> = children.iter().map(|child| self.is_dropped(&child.cell)).collect();
        let all = Formula::call("AND", &left_out.iter().collect::<Vec<_>>());
        Formula::choose(&all, &Formula::text(&self.words.dropped), value).dropping(true)
    }

    fn aggregated(&self, aggregate: Aggregate, children: &[ChildCell]) -> Formula {
        let zero = Formula::whole(0);
        let value = match aggregate {
            Aggregate::Sum | Aggregate::Mean | Aggregate::Weighted => {
                let weight = |child: &ChildCell| match aggregate {
                    Aggregate::Weighted => Formula::number(&child.weight),
                    _ => Formula::whole(1),
                };
                let terms = children.iter().map(|child| {
                    let score = child.score.clone().dropping(false);
                    let term = match aggregate {
                        Aggregate::Weighted => Formula::mul(&score, &weight(child)),
                        _ => score,
                    };
                    self.kept_or(child, &term, &zero)
                });
                let sum = self.total(terms);
                if aggregate == Aggregate::Sum {
                    sum
                } else if children.iter().any(|child| child.cell.drops) {
                    let weights = children.iter().map(|child| self.kept_or(child, &weight(child), &zero));
                    Formula::div(&sum, &self.total(weights))
                } else {
                    let weights = children.iter().try_fold(Number::ZERO, |sum, child| {
                        sum.add(if aggregate == Aggregate::Weighted { &child.weight } else { &Number::ONE })
                    });
                    weights.map_or_else(|_| Formula::none(), |weights| Formula::div(&sum, &Formula::number(&weights)))
                }
            }
            Aggregate::Lowest | Aggregate::Highest => {
                let lowest = aggregate == Aggregate::Lowest;
                let (name, end) = if lowest {
                    ("MIN", Formula::name(BEYOND))
                } else {
                    ("MAX", Formula::negate(&Formula::name(BEYOND)))
                };
                let set = children.iter().find_map(|child| child.set);
                let values: Vec<Formula> = children
                    .iter()
                    .map(|child| {
                        let value = match child.set {
                            Some(set) => convert::rank(self.rubric, &child.score, set),
                            None => child.score.clone(),
                        };
                        self.kept_or(child, &value, &end)
                    })
                    .collect();
                let best = Formula::call(name, &values.iter().collect::<Vec<_>>());
                match set {
                    Some(set) => convert::ranked(self.rubric, &best, set),
                    None => best,
                }
            }
        };
        self.unless_all_dropped(children, &value)
    }

    /// A function over 各项, written out child by child.
    pub(super) fn children_aggregate(
        &mut self,
        function: AggregateFn,
        filter: Option<&'a Expr>,
        value: Option<&'a Expr>,
        scope: &Scope<'a>,
    ) -> Run {
        let children = scope.children.clone().unwrap_or_default();
        let (zero, one) = (Formula::whole(0), Formula::whole(1));
        // Of each child: whether it counts, where that is not certain, and its value.
        let mut terms: Vec<(Option<Formula>, Formula)> = Vec::new();
        for child in children.iter() {
            let inner = scope.over(Frame::Child(child.name.clone(), child.score.clone().dropping(false)));
            let mut counts = filter.map(|filter| self.expr(filter, &inner)).transpose()?;
            if child.cell.drops {
                let dropped = self.is_dropped(&child.cell);
                let rest = counts.unwrap_or_else(|| Formula::yes_no(true));
                counts = Some(Formula::choose(&dropped, &Formula::yes_no(false), &rest));
            }
            let value = match value {
                Some(value) => self.expr(value, &inner)?,
                None => one.clone(),
            };
            terms.push((counts, value));
        }
        let or = |(counts, value): &(Option<Formula>, Formula), otherwise: &Formula| match counts {
            Some(counts) => Formula::choose(counts, value, otherwise),
            None => value.clone(),
        };
        let certain = terms.iter().all(|(counts, _)| counts.is_none());
        let sum = self.total(terms.iter().map(|term| or(term, &zero)));
        let count = self.total(terms.iter().map(|(counts, _)| or(&(counts.clone(), one.clone()), &zero)));
        let extreme = |name: &str, end: &Formula| {
            let values: Vec<Formula> = terms.iter().map(|term| or(term, end)).collect();
            Formula::call(name, &values.iter().collect::<Vec<_>>())
        };
        let counted = |best: Formula| {
            if certain { best } else { Formula::choose(&Formula::compare(&count, "=", &zero), &Formula::none(), &best) }
        };
        let beyond = Formula::name(BEYOND);
        Ok(match function {
            AggregateFn::Count => count.fixed(true),
            AggregateFn::Sum => sum,
            AggregateFn::Mean => Formula::div(&sum, &count),
            AggregateFn::Min => counted(extreme("MIN", &beyond)),
            AggregateFn::Max => counted(extreme("MAX", &Formula::negate(&beyond))),
            AggregateFn::Median if certain => extreme("MEDIAN", &zero),
            AggregateFn::Any => {
                let tests = terms.iter().map(|term| (or(term, &Formula::yes_no(false)), Formula::yes_no(true)));
                in_turn(tests.collect(), Formula::yes_no(false))
            }
            AggregateFn::All => {
                let tests = terms
                    .iter()
                    .map(|term| (super::expr::negated(&or(term, &Formula::yes_no(true))), Formula::yes_no(false)));
                in_turn(tests.collect(), Formula::yes_no(true))
            }
            AggregateFn::Median | AggregateFn::CountDistinct => return Err(Why::DistinctInRow),
        }
        .fixed(matches!(function, AggregateFn::Count)))
    }
}
