//! Tables: rows, their names, and what holds between the cells of one row.

use std::collections::{BTreeMap, BTreeSet};

use super::amount::{Beside, Manner, UnitField};
use super::cell::{Cell, Measure};
use super::context::{Context, Declared, scalar};
use super::keys::Keyword;
use super::sign::Sign;
use super::text::{folded, nearest, shown};
use super::writing::BLANK;
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::facts::bound::{Origin, Row, Slot, TableRows};
use crate::facts::tree::{Key, Node, NodeKind};
use crate::model::{Field, Table, TypeKind};
use crate::number::Number;
use crate::source::Span;
use crate::value::Value;

/// What may stand beside the columns of a row.
const BESIDE_ROW: &[Keyword] = &[Keyword::Source, Keyword::Note];

/// What binding needs to know of a table, worked out once for all rows.
struct Plan<'r> {
    fields: &'r [Field],
    /// Column by exact name, and by name in narrow characters.
    columns: BTreeMap<&'r str, usize>,
    narrow: BTreeMap<String, usize>,
    /// For each column, the signs of the column right before it that takes them, in the order of its options.
    signs: Vec<Option<Vec<Sign>>>,
}

impl<'r> Plan<'r> {
    fn new(context: &Context<'r>, table: &'r Table) -> Plan<'r> {
        let fields = table.fields.as_slice();
        let columns = fields.iter().enumerate().map(|(i, field)| (field.name.as_str(), i)).collect();
        let narrow = fields.iter().enumerate().map(|(i, field)| (folded(&field.name).into_owned(), i)).collect();
        let signs_of = |field: &Field| -> Option<Vec<Sign>> {
            let TypeKind::Option(set) = field.ty.kind else { return None };
            let options = &context.rubric.option_sets.get(set.index())?.options;
            options.iter().map(|option| Sign::of(&option.name)).collect::<Option<Vec<_>>>().filter(|s| !s.is_empty())
        };
        let takes = |i: usize, field: &Field| {
            let before = fields.get(i.checked_sub(1)?)?;
            matches!(field.ty.kind, TypeKind::Number { .. }).then(|| signs_of(before)).flatten()
        };
        let signs = fields.iter().enumerate().map(|(i, field)| takes(i, field)).collect();
        Plan { fields, columns, narrow, signs }
    }

    fn column(&self, key: &str) -> Option<usize> {
        let key = key.trim();
        self.columns.get(key).or_else(|| self.narrow.get(folded(key).as_ref())).copied()
    }
}

impl<'r> Context<'r> {
    /// Reads the table at `node`.
    pub fn table(&mut self, node: &Node, declared: Declared<'r>) -> (Slot, Option<Origin>) {
        let Some(table) = declared.ty.table() else { return (Slot::Missing, None) };
        let nothing = || (if declared.ty.optional { Slot::Value(Value::Absent) } else { Slot::Missing }, None);
        let expected = self.table_shape(declared, table);
        let Some(entry) = self.unwrap(node, declared, expected) else { return (Slot::Missing, None) };
        let Some(value) = entry.value else {
            let problem = self.problem(Code::FactNotPartly, node.span, declared);
            self.push(problem.arg("keys", entry.bounds.iter().map(|(_, key, _)| *key).collect::<Vec<_>>()));
            return (Slot::Missing, None);
        };
        let items = match &value.kind {
            NodeKind::Null => return nothing(),
            NodeKind::Sequence(items) => items,
            _ => {
                let expected = self.table_shape(declared, table);
                self.shape(value, declared.name, expected, Some(declared));
                return (Slot::Missing, None);
            }
        };
        let found = items.len() as u64;
        if found < table.at_least {
            let problem = self.problem(Code::FactTooFewRows, value.span, declared);
            self.push(problem.arg("found", items.len()).arg("least", table.at_least.to_string()));
        }
        let plan = Plan::new(self, table);
        let mut names = Names::default();
        let mut rows = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let Some(mut row) = self.row(item, &plan, declared) else { continue };
            let called = table.name_field.and_then(|column| match row.cells.get(column) {
                Some(Some(Value::Text(text))) => Some(text.to_string()),
                _ => None,
            });
            row.name = names.unique(called.unwrap_or_else(|| (index + 1).to_string()));
            rows.push(row);
        }
        let origin = Origin {
            span: value.span,
            written: if items.is_empty() { "[]".to_owned() } else { String::new() },
            unit: None,
            source: entry.source.map(str::to_owned),
        };
        (Slot::Table(TableRows { rows }), Some(origin))
    }

    /// What a table should look like.
    fn table_shape(&self, declared: Declared<'r>, table: &Table) -> Message {
        let sample = self.writing.rows(&self.row_sample(&table.fields));
        Message::new("fact-shape-table").arg("name", declared.name).arg("sample", sample)
    }

    /// A row with its first columns, to be filled in.
    fn row_sample(&self, fields: &[Field]) -> String {
        const ENOUGH: usize = 3;
        self.writing.entries(fields.iter().take(ENOUGH).map(|field| (field.name.as_str(), BLANK)))
    }

    fn row(&mut self, item: &Node, plan: &Plan<'r>, declared: Declared<'r>) -> Option<Row> {
        let NodeKind::Mapping(entries) = &item.kind else {
            let expected = Message::new("fact-shape-row").arg("sample", self.row_sample(plan.fields));
            self.shape(item, declared.name, expected, Some(declared));
            return None;
        };
        let mut nodes: Vec<Option<(&Key, &Node)>> = vec![None; plan.fields.len()];
        let mut source = None;
        for (key, value) in entries {
            if let Some(column) = plan.column(&key.text) {
                match nodes.get_mut(column) {
                    Some(Some((first, _))) => {
                        let first = first.span;
                        self.twice(key, first);
                    }
                    Some(slot) => *slot = Some((key, value)),
                    None => {}
                }
            } else if let Some(keyword) = Keyword::read(&key.text, BESIDE_ROW) {
                if keyword == Keyword::Source {
                    source = self.words(value, &key.text);
                }
            } else {
                self.unknown_column(key, plan, declared);
            }
        }
        // What lacks in a row is shown at where it begins.
        let head = entries.first().map_or(item.span, |(key, _)| key.span);
        self.told_unit_fields.clear();
        let mut cells = Vec::with_capacity(plan.fields.len());
        let mut origins = Vec::with_capacity(plan.fields.len());
        let mut measures: Vec<(usize, Measure)> = Vec::new();
        for (column, field) in plan.fields.iter().enumerate() {
            let field_declared = Declared { name: &field.name, span: field.span, ty: &field.ty };
            let Some((_, node)) = nodes.get(column).copied().flatten() else {
                cells.push(field.ty.optional.then_some(Value::Absent));
                origins.push(None);
                continue;
            };
            let signs = plan.signs.get(column).and_then(Option::as_ref);
            let beside = beside(field, plan, (head, &nodes), signs.is_some());
            let cell = self.cell(node, field_declared, beside, source);
            if let (Some(sign), Some(signs)) = (cell.sign, signs) {
                let before = column - 1;
                let given = nodes.get(before).is_some_and(|n| n.is_some_and(|(_, n)| n.kind != NodeKind::Null));
                self.sign(&cell, sign, signs, (before, given), plan, &mut cells, &mut origins);
            }
            if let Some(measure) = cell.measure {
                measures.push((column, measure));
            }
            cells.push(cell.value);
            origins.push(cell.origin);
        }
        self.one_measure(plan, &measures);
        Some(Row { name: String::new(), span: item.span, cells, origins })
    }

    /// Puts the sign written with a value into the column before it, the last that was read.
    #[expect(clippy::too_many_arguments, reason = "one step of `row`, set apart for its length")]
    fn sign(
        &mut self,
        cell: &Cell,
        sign: Sign,
        signs: &[Sign],
        (before, given): (usize, bool),
        plan: &Plan<'r>,
        cells: &mut [Option<Value>],
        origins: &mut [Option<Origin>],
    ) {
        let (Some(field), Some(slot), Some(origin)) =
            (plan.fields.get(before), cells.get_mut(before), origins.get_mut(before))
        else {
            return;
        };
        let TypeKind::Option(set) = field.ty.kind else { return };
        let declared = Declared { name: &field.name, span: field.span, ty: &field.ty };
        let options = self.rubric.option_sets.get(set.index()).map(|set| set.options.as_slice()).unwrap_or_default();
        let written = cell.origin.as_ref();
        let span = written.map(|o| o.span).unwrap_or_default();
        let index = signs.iter().position(|s| *s == sign).and_then(|i| u16::try_from(i).ok());
        let Some(index) = index else {
            let problem = self.problem(Code::FactUnknownOption, span, declared);
            let names: Vec<&str> = options.iter().map(|option| option.name.as_str()).collect();
            let problem = problem.arg("written", written.map(|o| shown(&o.written)).unwrap_or_default());
            self.push(problem.help(Message::new("fact-help-options").arg("options", names)));
            return;
        };
        if given {
            if let Some(Value::Option(other)) = slot
                && *other != index
            {
                let problem = self.problem(Code::FactTwoSigns, span, declared);
                let problem = problem.arg("written", written.map(|o| shown(&o.written)).unwrap_or_default());
                let other = options.get(usize::from(*other)).map_or("", |option| option.name.as_str());
                let there = origin.as_ref().map(|o| o.span).unwrap_or_default();
                self.push(problem.label(there, Message::new("fact-two-signs-beside").arg("sign", other)));
            }
            return;
        }
        *slot = Some(Value::Option(index));
        *origin = written.map(|o| Origin {
            span: o.span,
            written: options.get(usize::from(index)).map(|option| option.name.clone()).unwrap_or_default(),
            unit: None,
            source: o.source.clone(),
        });
    }

    /// All 量 of a row measure the same.
    fn one_measure(&mut self, plan: &Plan<'r>, measures: &[(usize, Measure)]) {
        let mut told = measures.iter().filter(|(_, measure)| measure.manner != Manner::Zero);
        let Some((_, first)) = told.next() else { return };
        for (column, other) in told {
            if let Some(field) = plan.fields.get(*column) {
                let declared = Declared { name: &field.name, span: field.span, ty: &field.ty };
                if !self.same_measure(declared, first, other) {
                    return;
                }
            }
        }
    }

    /// Whether the ends of one value measure the same.
    pub fn agree(&mut self, declared: Declared<'r>, measures: &[Measure]) -> bool {
        let mut told = measures.iter().filter(|measure| measure.manner != Manner::Zero);
        let Some(first) = told.next() else { return true };
        told.all(|other| self.same_measure(declared, first, other))
    }

    fn same_measure(&mut self, declared: Declared<'r>, first: &Measure, other: &Measure) -> bool {
        if first.dimension != other.dimension {
            let name = |context: &Self, measure: &Measure| match measure.manner {
                Manner::Percent => "%".to_owned(),
                _ => context.units.dimension_name(&measure.dimension),
            };
            let (of_first, of_other) = (name(self, first), name(self, other));
            let problem = self.problem(Code::FactMixedRow, other.span, declared);
            let problem = problem.arg("written", shown(&other.written)).arg("other", shown(&first.written));
            let key = |unit: &str| if unit.is_empty() { "fact-measures-number" } else { "fact-measures" };
            let problem = problem.at(Message::new(key(&of_other)).arg("unit", of_other.as_str()));
            self.push(problem.label(first.span, Message::new(key(&of_first)).arg("unit", of_first.as_str())));
            return false;
        }
        let percent = |measure: &Measure| measure.manner == Manner::Percent;
        if percent(first) != percent(other) {
            let (share, bare) = if percent(first) { (first, other) } else { (other, first) };
            let problem = self.problem(Code::FactPercentBesideNumber, bare.span, declared);
            let problem = problem.arg("written", shown(&bare.written)).arg("other", shown(&share.written));
            // The digits stand alone unless a measure word or the unit column says what they count.
            let digits = bare.written.ends_with(|c: char| c.is_ascii_digit());
            let problem = if digits { self.percent_meant(problem, bare) } else { problem };
            self.push(problem.label(share.span, Message::new("fact-measures").arg("unit", "%")));
            return false;
        }
        true
    }

    /// `problem` with the share that the bare number of `measure` was probably meant to be.
    fn percent_meant(&self, problem: Diagnostic, measure: &Measure) -> Diagnostic {
        let as_written = self.writing.value(&format!("{}%", measure.written));
        // 0.81 may be eighty-one per cent or less than one.
        let number = Number::parse(&folded(&measure.written).replace(',', "")).ok();
        match number.filter(|number| *number <= Number::ONE) {
            Some(number) => {
                let share = self.writing.value(&number.shown_percent(28).text);
                problem.help(Message::new("fact-help-percent").arg("value", share).arg("other", as_written))
            }
            None if measure.span.range().is_empty() => problem,
            None => problem.choice(measure.span, as_written),
        }
    }

    fn unknown_column(&mut self, key: &Key, plan: &Plan<'r>, declared: Declared<'r>) {
        let names = || plan.fields.iter().map(|field| field.name.as_str());
        let problem = match nearest(&key.text, names()) {
            Some(near) => {
                let at = plan.fields.iter().find(|field| field.name == near).map_or(declared.span, |field| field.span);
                let here = Message::new("fact-nearest-here").arg("near", near);
                let problem = Diagnostic::new(Code::FactUnknownColumn, key.span).label(at, here);
                let help = Message::new("fact-help-nearest").arg("near", near);
                problem.arg("name", declared.name).help(help).choice(key.span, self.writing.key(near))
            }
            None => self
                .problem(Code::FactUnknownColumn, key.span, declared)
                .help(Message::new("fact-help-columns").arg("columns", names().collect::<Vec<_>>())),
        };
        self.push(problem.arg("column", shown(&key.text)));
    }
}

/// What bears on a number of this row.
fn beside<'a>(
    field: &Field,
    plan: &Plan<'a>,
    (row, nodes): (Span, &[Option<(&'a Key, &'a Node)>]),
    takes_sign: bool,
) -> Beside<'a> {
    let TypeKind::Number { unit_field: Some(column), .. } = field.ty.kind else {
        return Beside { takes_sign, ..Beside::default() };
    };
    let node = nodes.get(column).copied().flatten().map(|(_, node)| node);
    // The unit may itself come with a source.
    let value = node.map(|node| match &node.kind {
        NodeKind::Mapping(entries) => entries
            .iter()
            .find(|(key, _)| Keyword::read(&key.text, &[Keyword::Value]).is_some())
            .map_or(node, |(_, value)| value),
        _ => node,
    });
    let unit: Option<(&str, Span)> = value.and_then(|node| Some((scalar(node)?, node.span)));
    let unit_field = plan.fields.get(column).map(|field| UnitField {
        column,
        name: &field.name,
        span: value.map_or(row, |node| node.span),
        written: node.is_some(),
    });
    Beside { unit, unit_field, takes_sign }
}

/// Names that rows were given.
#[derive(Default)]
struct Names {
    taken: BTreeSet<String>,
    /// How many rows have asked for a name.
    asked: BTreeMap<String, u64>,
}

impl Names {
    /// `name`, or with `#2` for the second of that name.
    fn unique(&mut self, name: String) -> String {
        if self.taken.insert(name.clone()) {
            return name;
        }
        let count = self.asked.entry(name.clone()).or_insert(1);
        loop {
            *count += 1;
            let numbered = format!("{name}#{count}");
            // A row may be called `x#2` by its own text.
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}
