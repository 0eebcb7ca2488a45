//! Conditions as formulas over linear constraints and choices among few values.

use std::rc::Rc;

use crate::diagnostic::Arg;
use crate::model::{Comparison, Expr, ValueId};
use crate::number::{Number, Reach};

use super::linear::{Constraint, Linear, Sign, Var};

/// A condition. Nothing is negated in it: what does not hold is written as what holds instead.
#[derive(Clone, Debug)]
pub(super) enum Formula {
    /// Always.
    True,
    /// Never.
    False,
    /// A linear constraint.
    Linear(Rc<Constraint>),
    /// A choice that is among those of the bits.
    Among(Var, u64),
    /// All of them.
    And(Rc<Vec<Formula>>),
    /// One of them.
    Or(Rc<Vec<Formula>>),
    /// A comparison as its author wrote it; or, where false, that it does not hold.
    Literal(Rc<Literal>, bool),
}

/// A comparison as its author wrote it.
#[derive(Debug)]
pub(super) struct Literal {
    /// How it is shown.
    pub shown: Shown,
    /// When it holds.
    pub holds: Formula,
    /// When it does not. Where neither is so, it has no value (a division by zero).
    pub fails: Formula,
}

/// How a comparison is shown.
#[derive(Clone, Debug)]
pub(super) enum Shown {
    /// `left op right`
    Compare {
        /// The values that stand on the left at all, where that is known.
        all: Option<Reach>,
        /// Which value stands on the left, and in which scope.
        left: (ValueId, u32),
        /// Its text.
        text: String,
        /// The comparison.
        op: Comparison,
        /// The number on the right, if it is a constant.
        right: Option<Number>,
        /// Its text.
        right_text: String,
    },
    /// `value 属于 {options}`
    Options {
        /// Which value.
        left: (ValueId, u32),
        /// Its text.
        text: String,
        /// Options: bit i is option i.
        bits: u64,
        /// All that the set has.
        all: u64,
        /// Their names.
        names: Rc<Vec<String>>,
    },
    /// A yes or no.
    YesNo {
        /// Which value.
        left: (ValueId, u32),
        /// Its text.
        text: String,
    },
    /// `已填 value`
    Given {
        /// Which value.
        left: (ValueId, u32),
        /// Its text.
        text: String,
    },
    /// Any other condition.
    Other {
        /// Which value.
        left: (ValueId, u32),
        /// Its text.
        text: String,
    },
}

impl Formula {
    /// The constraint `term sign 0`.
    pub fn constraint(term: Linear, sign: Sign) -> Formula {
        let constraint = Constraint::new(term, sign);
        match constraint.decided() {
            Some(true) => Formula::True,
            Some(false) => Formula::False,
            None => Formula::Linear(Rc::new(constraint)),
        }
    }

    /// All of `parts`.
    pub fn all(parts: impl IntoIterator<Item = Formula>) -> Formula {
        let mut list = Vec::new();
        for part in parts {
            match part {
                Formula::True => {}
                Formula::False => return Formula::False,
                Formula::And(inner) => list.extend(inner.iter().cloned()),
                other => list.push(other),
            }
        }
        if list.len() > 1 { Formula::And(Rc::new(list)) } else { list.pop().unwrap_or(Formula::True) }
    }

    /// One of `parts`.
    pub fn any(parts: impl IntoIterator<Item = Formula>) -> Formula {
        let mut list = Vec::new();
        for part in parts {
            match part {
                Formula::False => {}
                Formula::True => return Formula::True,
                Formula::Or(inner) => list.extend(inner.iter().cloned()),
                other => list.push(other),
            }
        }
        if list.len() > 1 { Formula::Or(Rc::new(list)) } else { list.pop().unwrap_or(Formula::False) }
    }

    /// Both.
    pub fn and(self, other: Formula) -> Formula {
        Formula::all([self, other])
    }

    /// Either.
    pub fn or(self, other: Formula) -> Formula {
        Formula::any([self, other])
    }

    /// A literal and its negation.
    pub fn literal(shown: Shown, holds: Formula, fails: Formula) -> (Formula, Formula) {
        let literal = Rc::new(Literal { shown, holds, fails });
        (Formula::Literal(literal.clone(), true), Formula::Literal(literal, false))
    }

    /// What the literal says, for a formula that is none itself.
    pub fn opened(&self) -> &Formula {
        match self {
            Formula::Literal(literal, true) => &literal.holds,
            Formula::Literal(literal, false) => &literal.fails,
            other => other,
        }
    }

    /// Tells `each` of every variable in it.
    pub fn variables(&self, each: &mut impl FnMut(Var)) {
        match self.opened() {
            Formula::Linear(constraint) => constraint.term.terms.iter().for_each(|(var, _)| each(*var)),
            Formula::Among(var, _) => each(*var),
            Formula::And(parts) | Formula::Or(parts) => parts.iter().for_each(|part| part.variables(each)),
            Formula::Literal(..) => self.opened().variables(each),
            Formula::True | Formula::False => {}
        }
    }
}

/// What a variable stands for.
#[derive(Clone, Debug)]
pub(super) enum Stands<'m> {
    /// A fact or field, or whether it is there.
    Given,
    /// An expression that is not looked into.
    Opaque(&'m Expr),
    /// Something that helps to say another thing.
    Helper,
}

/// The values that a variable may take.
#[derive(Clone, Debug)]
pub(super) enum Domain {
    /// Numbers, or days.
    Numbers(Reach),
    /// Choices, by bits.
    Choices(u64),
}

/// A variable.
#[derive(Clone, Debug)]
pub(super) struct Variable<'m> {
    /// What it stands for.
    pub stands: Stands<'m>,
    /// Its values.
    pub domain: Domain,
    /// What ties it to others.
    pub tied: Option<Formula>,
    /// A value that reads naturally.
    pub natural: Number,
}

/// Every variable of an analysis.
#[derive(Debug, Default)]
pub(super) struct Variables<'m> {
    list: Vec<Variable<'m>>,
}

impl<'m> Variables<'m> {
    /// Adds one.
    pub fn add(&mut self, variable: Variable<'m>) -> Var {
        self.list.push(variable);
        Var(self.list.len() as u32 - 1)
    }

    /// The variable named by `var`.
    pub fn get(&self, var: Var) -> Option<&Variable<'m>> {
        self.list.get(var.0 as usize)
    }

    /// Ties `var` to others.
    pub fn tie(&mut self, var: Var, formula: Formula) {
        if let Some(variable) = self.list.get_mut(var.0 as usize) {
            variable.tied = Some(formula);
        }
    }

    /// The numbers that `var` may take.
    pub fn numbers(&self, var: Var) -> Reach {
        match self.get(var).map(|v| &v.domain) {
            Some(Domain::Numbers(reach)) => reach.clone(),
            _ => Reach::all(),
        }
    }
}

/// Why something is not decided.
#[derive(Clone, Debug)]
pub(super) enum Undecided {
    /// Too many combinations.
    TooMany,
}

impl Undecided {
    /// In words.
    pub fn reason(&self) -> Arg {
        match self {
            Undecided::TooMany => Arg::Key("coverage-too-many"),
        }
    }
}

impl From<crate::number::NumberError> for Undecided {
    fn from(_: crate::number::NumberError) -> Self {
        Undecided::TooMany
    }
}

/// A result, or that it is not decided.
pub(super) type Run<T> = Result<T, Undecided>;
