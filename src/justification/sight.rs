//! What an expression can see where it stands, and the values it has there.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::eval::{Evaluation, Place, value_of};
use crate::facts::{Facts, Origin, Row, Slot};
use crate::locale::Locale;
use crate::model::{Expr, ExprKind, FactId, LetId, NodeId, Rubric, TableRef};
use crate::number::Number;
use crate::source::SourceMap;
use crate::value::Value;

use crate::print::{Percents, Words};
use crate::wording::Wording;

/// All that a justification is made from.
pub(super) struct Context<'a> {
    /// The rubric.
    pub rubric: &'a Rubric,
    /// The facts it was evaluated on.
    pub facts: &'a Facts,
    /// The scores and their trace.
    pub evaluation: &'a Evaluation<'a>,
    /// The texts of both.
    pub sources: &'a SourceMap,
    /// The reader's language.
    pub locale: &'a Locale,
    /// Its words for expressions.
    pub words: Words<'a>,
    /// Says expressions in words.
    pub wording: Wording<'a>,
    /// What is shown with %.
    pub percents: Percents,
}

/// What is in sight.
#[derive(Clone, Default)]
pub(super) struct Sight<'a> {
    /// Rows, outermost first.
    pub rows: Vec<RowAt>,
    /// The method being run.
    pub call: Option<Rc<Call<'a>>>,
    /// 满分 of the place.
    pub full: Option<Number>,
    /// The node around it.
    pub node: Option<NodeId>,
    /// The values of 计算 told so far.
    pub lets: BTreeMap<LetId, Value>,
}

/// A row in sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowAt {
    /// A row of a fact.
    Row(FactId, u32),
    /// One of 各项, no matter which.
    Child,
}

/// A method with its arguments, which are read where the caller stands.
pub(super) struct Call<'a> {
    /// One for each parameter.
    pub args: &'a [Expr],
    /// What the caller sees.
    pub caller: Sight<'a>,
}

/// A fact or a field of a row, as the facts file has it.
pub(super) struct Cell<'a> {
    /// Its value; `None` where the file says nothing.
    pub value: Option<&'a Value>,
    /// Where it came from.
    pub origin: Option<&'a Origin>,
}

impl<'a> Context<'a> {
    /// What `evaluation` of `facts` by `rubric` is explained from, in words of `locale`.
    pub fn new(
        rubric: &'a Rubric,
        facts: &'a Facts,
        evaluation: &'a Evaluation<'a>,
        sources: &'a SourceMap,
        locale: &'a Locale,
    ) -> Context<'a> {
        let percents = Percents::of(rubric, sources);
        let wording = Wording::new(rubric, sources, locale);
        Context { rubric, facts, evaluation, sources, locale, words: Words::new(locale), wording, percents }
    }

    /// The row `row` of the table `fact`.
    pub fn row(&self, fact: FactId, row: u32) -> Option<&'a Row> {
        match self.facts.slots.get(fact.index())? {
            Slot::Table(table) => table.rows.get(row as usize),
            _ => None,
        }
    }

    /// The rows of a table, if it is there.
    pub fn rows(&self, fact: FactId) -> Option<&'a [Row]> {
        match self.facts.slots.get(fact.index())? {
            Slot::Table(table) => Some(&table.rows),
            _ => None,
        }
    }

    /// The expression that `expr`, if it is a parameter, stands for, and what it sees.
    pub fn resolve<'s, 'e>(&self, sight: &'s Sight<'a>, expr: &'e Expr) -> (&'s Sight<'a>, &'e Expr)
    where
        'a: 'e,
    {
        let (mut sight, mut expr) = (sight, expr);
        while let ExprKind::Param(index) = &expr.kind
            && let Some(call) = &sight.call
            && let Some(arg) = call.args.get(usize::from(*index))
        {
            (sight, expr) = (&call.caller, arg);
        }
        (sight, expr)
    }

    /// The fact or field that `expr` names.
    pub fn cell(&self, sight: &Sight<'a>, expr: &'a Expr) -> Option<Cell<'a>> {
        let (sight, expr) = self.resolve(sight, expr);
        match &expr.kind {
            ExprKind::Fact(id) => {
                let value = match self.facts.slots.get(id.index()) {
                    Some(Slot::Value(value)) => Some(value),
                    _ => None,
                };
                Some(Cell { value, origin: self.facts.origins.get(id.index()).and_then(Option::as_ref) })
            }
            ExprKind::Field { frame, column } => {
                let RowAt::Row(fact, row) = sight.rows.get(usize::from(*frame))? else { return None };
                let row = self.row(*fact, *row)?;
                let column = usize::from(*column);
                Some(Cell {
                    value: row.cells.get(column).and_then(Option::as_ref),
                    origin: row.origins.get(column).and_then(Option::as_ref),
                })
            }
            _ => None,
        }
    }

    /// What a field is called. Of several rows in sight, the table's name stands before it, for those further out
    /// and for what two of them have.
    pub fn field_name(&self, sight: &Sight<'a>, frame: u16, column: u16) -> Option<String> {
        let RowAt::Row(fact, _) = sight.rows.get(usize::from(frame))? else {
            return Some(self.words.get(if column == 0 { "word-child-name" } else { "word-child-score" }));
        };
        let table = self.rubric.fact(*fact).ty.table()?;
        let name = &table.fields.get(usize::from(column))?.name;
        let elsewhere = sight.rows.iter().enumerate().any(|(at, row)| {
            let RowAt::Row(other, _) = row else { return false };
            let table = self.rubric.fact(*other).ty.table();
            at != usize::from(frame) && table.is_some_and(|table| table.fields.iter().any(|field| field.name == *name))
        });
        Some(if elsewhere || usize::from(frame) + 1 < sight.rows.len() {
            format!("{}.{name}", self.rubric.fact(*fact).name)
        } else {
            name.clone()
        })
    }

    /// The value of `expr`; `None` where it has none.
    pub fn value(&self, sight: &Sight<'a>, expr: &'a Expr) -> Option<Value> {
        match &expr.kind {
            ExprKind::Number(number) => Some(Value::Number(number.clone())),
            ExprKind::Date(day) => Some(Value::Date(*day)),
            ExprKind::YesNo(yes) => Some(Value::YesNo(*yes)),
            ExprKind::Option(option) => Some(Value::Option(*option)),
            ExprKind::Full => sight.full.clone().map(Value::Number),
            ExprKind::Fact(_) | ExprKind::Field { .. } => match self.cell(sight, expr) {
                Some(cell) => cell.value.cloned(),
                None => self.evaluated(sight, expr),
            },
            ExprKind::Param(_) => {
                let (inner, arg) = self.resolve(sight, expr);
                if matches!(arg.kind, ExprKind::Param(_)) { None } else { self.value(inner, arg) }
            }
            ExprKind::Let(id) => match sight.lets.get(id) {
                Some(value) => Some(value.clone()),
                None => self.value(sight, &self.rubric.binding(*id).value),
            },
            _ => self.evaluated(sight, expr),
        }
    }

    /// Whether `condition` holds; `None` where that is not known.
    pub fn holds(&self, sight: &Sight<'a>, condition: &'a Expr) -> Option<bool> {
        match self.value(sight, condition)? {
            Value::YesNo(yes) => Some(yes),
            _ => None,
        }
    }

    /// The number that `expr` comes to.
    pub fn number(&self, sight: &Sight<'a>, expr: &'a Expr) -> Option<Number> {
        match self.value(sight, expr)? {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Asks the evaluator.
    fn evaluated(&self, sight: &Sight<'a>, expr: &'a Expr) -> Option<Value> {
        let rows: Option<Vec<(FactId, u32)>> = sight
            .rows
            .iter()
            .map(|row| match row {
                RowAt::Row(fact, row) => Some((*fact, *row)),
                RowAt::Child => None,
            })
            .collect();
        let rows = rows?;
        let params: Option<Vec<Value>> = sight
            .call
            .as_ref()
            .map(|call| call.args.iter().map(|arg| self.value(&call.caller, arg).unwrap_or(Value::Absent)).collect());
        let place = Place {
            rows: &rows,
            params: params.as_deref(),
            full: sight.full.as_ref(),
            node: sight.node,
            awarded: true,
        };
        value_of(self.rubric, self.facts, self.evaluation, &place, expr)
    }

    /// `sight` with the row `row` of `table` in it.
    pub fn inside(&self, sight: &Sight<'a>, table: &TableRef, row: u32) -> Sight<'a> {
        let mut inner = sight.clone();
        inner.rows.push(match table {
            TableRef::Fact(fact) => RowAt::Row(*fact, row),
            TableRef::Children => RowAt::Child,
        });
        inner
    }
}
