//! What stands in sight of an expression.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::model::{LetId, MethodId, OptionSetId, Table, TableRef, ValueId};
use crate::number::Number;
use crate::unit::Base;

/// What an expression can see. Cheap to clone.
#[derive(Clone)]
pub(super) struct Scope<'a> {
    /// The 计算 of this block and of those around it.
    pub lets: Option<Rc<LetBlock<'a>>>,
    /// Rows in sight, from the outermost.
    pub frames: Vec<Frame<'a>>,
    /// The method around it.
    pub method: Option<MethodId>,
    /// 满分
    pub full: Full,
    /// Optional values that are known to be there.
    pub given: Vec<ValueId>,
    /// Those of them that a row in sight is known to have: a 校验 may rely on these alone, for it is tried
    /// whether or not a gate closes.
    pub certain: Vec<ValueId>,
    /// 各项, in a 汇总.
    pub children: Option<Rc<Table>>,
    /// Whether 得分率 may be read: only once everything is scored.
    pub rates: bool,
    /// Whether only constants may stand here.
    pub constants: bool,
}

/// The 计算 declared in one block.
pub(super) struct LetBlock<'a> {
    /// By name.
    pub names: BTreeMap<&'a str, LetId>,
    /// The block around it.
    pub outer: Option<Rc<LetBlock<'a>>>,
}

/// A row in sight.
#[derive(Clone)]
pub(super) struct Frame<'a> {
    /// The table that the row is of.
    pub table: TableRef,
    /// What the table is called; empty for 各项.
    pub name: &'a str,
    /// Its columns.
    pub columns: Rc<Table>,
    /// The row's own variable in the place of the table's, where another row of the table is in sight: the
    /// quantities of two rows need not be alike.
    pub variable: Option<(Base, Base)>,
}

/// 满分 of a place.
#[derive(Clone)]
pub(super) struct Full {
    /// Equal where 满分 is the same.
    pub id: u32,
    /// How much it is.
    pub points: FullPoints,
}

/// How much 满分 is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum FullPoints {
    /// So much.
    Known(Number),
    /// It depends on the caller or the row, or a mistake about it is told elsewhere.
    Varies,
    /// None: a level is yielded here.
    Level,
    /// None: the header names no 满分.
    Missing,
}

/// What a rule must yield.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Points.
    Points,
    /// A level of this set.
    Level(OptionSetId),
}

impl<'a> Scope<'a> {
    /// What the top of a file sees.
    pub fn top(full: Full) -> Scope<'a> {
        Scope {
            lets: None,
            frames: Vec::new(),
            method: None,
            full,
            given: Vec::new(),
            certain: Vec::new(),
            children: None,
            rates: false,
            constants: false,
        }
    }

    /// The same, `given` known to be there as well.
    pub fn knowing(&self, given: &[ValueId]) -> Scope<'a> {
        let mut scope = self.clone();
        scope.given.extend_from_slice(given);
        scope
    }

    /// The same, with nothing known but what its rows are known to have.
    pub fn knowing_rows(&self) -> Scope<'a> {
        let mut scope = self.clone();
        scope.given.clone_from(&self.certain);
        scope
    }

    /// The same with another 满分.
    pub fn with_full(&self, full: Full) -> Scope<'a> {
        let mut scope = self.clone();
        scope.full = full;
        scope
    }

    /// The 计算 of that name.
    pub fn find_let(&self, name: &str) -> Option<LetId> {
        let mut block = self.lets.as_ref();
        while let Some(names) = block {
            if let Some(id) = names.names.get(name) {
                return Some(*id);
            }
            block = names.outer.as_ref();
        }
        None
    }
}
