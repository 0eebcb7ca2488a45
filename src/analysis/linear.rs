//! Linear terms over variables, with exact numbers.

use crate::number::{Number, NumberError};

/// A variable of an analysis: a fact, a field of a row, or a value that is not looked into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Var(pub u32);

/// `Σ coefficient × variable + constant`; no coefficient is 0, variables ascend.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Linear {
    /// Variables with their coefficients.
    pub terms: Vec<(Var, Number)>,
    /// What is added.
    pub constant: Number,
}

impl Linear {
    /// The number itself.
    pub fn constant(constant: Number) -> Linear {
        Linear { terms: Vec::new(), constant }
    }

    /// The variable itself.
    pub fn var(var: Var) -> Linear {
        Linear { terms: vec![(var, Number::ONE)], constant: Number::ZERO }
    }

    /// The number, if no variable is in it.
    pub fn as_constant(&self) -> Option<&Number> {
        self.terms.is_empty().then_some(&self.constant)
    }

    /// The variable and its coefficient, if there is but one.
    pub fn as_single(&self) -> Option<(Var, &Number)> {
        match self.terms.as_slice() {
            [(var, coefficient)] => Some((*var, coefficient)),
            _ => None,
        }
    }

    /// How often `var` is in it.
    pub fn coefficient(&self, var: Var) -> Option<&Number> {
        let at = self.terms.binary_search_by_key(&var, |(v, _)| *v).ok()?;
        self.terms.get(at).map(|(_, c)| c)
    }

    /// `self + factor × other`
    pub fn plus(&self, other: &Linear, factor: &Number) -> Result<Linear, NumberError> {
        let mut terms = Vec::with_capacity(self.terms.len() + other.terms.len());
        let (mut ours, mut theirs) = (self.terms.iter().peekable(), other.terms.iter().peekable());
        loop {
            match (ours.peek(), theirs.peek()) {
                (Some((a, x)), Some((b, y))) if a == b => {
                    let sum = x.add(&y.mul(factor)?)?;
                    if !sum.is_zero() {
                        terms.push((*a, sum));
                    }
                    ours.next();
                    theirs.next();
                }
                (Some((a, x)), other) if other.is_none_or(|(b, _)| a < b) => {
                    terms.push((*a, x.clone()));
                    ours.next();
                }
                (_, Some((b, y))) => {
                    let scaled = y.mul(factor)?;
                    if !scaled.is_zero() {
                        terms.push((*b, scaled));
                    }
                    theirs.next();
                }
                (_, None) => break,
            }
        }
        Ok(Linear { terms, constant: self.constant.add(&other.constant.mul(factor)?)? })
    }

    /// `self + other`
    pub fn add(&self, other: &Linear) -> Result<Linear, NumberError> {
        self.plus(other, &Number::ONE)
    }

    /// `self − other`
    pub fn sub(&self, other: &Linear) -> Result<Linear, NumberError> {
        self.plus(other, &Number::from_i64(-1))
    }

    /// `factor × self`
    pub fn scale(&self, factor: &Number) -> Result<Linear, NumberError> {
        Linear::constant(Number::ZERO).plus(self, factor)
    }

    /// `self` with `value` in the place of `var`.
    pub fn substitute(&self, var: Var, value: &Linear) -> Result<Linear, NumberError> {
        let Some(coefficient) = self.coefficient(var).cloned() else { return Ok(self.clone()) };
        let rest = Linear {
            terms: self.terms.iter().filter(|(v, _)| *v != var).cloned().collect(),
            constant: self.constant.clone(),
        };
        rest.plus(value, &coefficient)
    }
}

/// How a linear term stands to 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sign {
    /// ≤ 0
    AtMost,
    /// < 0
    Below,
    /// = 0
    Zero,
}

/// A linear term that is at most, below, or equal to 0.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Constraint {
    /// The term.
    pub term: Linear,
    /// How it stands to 0.
    pub sign: Sign,
}

impl Constraint {
    /// `term` in relation `sign` to 0.
    pub fn new(term: Linear, sign: Sign) -> Constraint {
        Constraint { term, sign }
    }

    /// Whether it holds, where no variable is in it.
    pub fn decided(&self) -> Option<bool> {
        let order = self.term.as_constant()?.signum();
        Some(match self.sign {
            Sign::AtMost => order <= 0,
            Sign::Below => order < 0,
            Sign::Zero => order == 0,
        })
    }
}
