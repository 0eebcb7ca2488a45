//! The facts as sheets: single facts on one, each table on its own. Where each stands, formulas learn here.

use crate::facts::{Facts, Origin, Row, Slot};
use crate::model::{FactId, Field, Table, Type, TypeKind};
use crate::number::{Bound, Number};
use crate::report::Filing;
use crate::value::Value;
use crate::wording::Wording;

use super::amount::{self, Measure};
use super::formula::{Formula, ROW};
use super::grid::{Allowed, Cell, Content, Look, Role, Sheet, Side};
use super::name::{Taken, letters, quoted};
use super::words::{Words, word};

/// Empty rows at the end of a table, for what a recipient adds.
const SPARE: u32 = 5;
/// The first row of a table: title, explanation and head stand above.
pub(super) const FIRST_ROW: u32 = 3;
/// A drop-down list is no longer than this, its commas included.
const LIST: usize = 255;

/// Where the facts stand.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// The single facts, by id.
    pub singles: Vec<Option<Single>>,
    /// The tables, by id.
    pub tables: Vec<Option<TablePlace>>,
}

/// A single fact.
#[derive(Debug)]
pub(super) struct Single {
    /// Its cell.
    pub address: String,
    /// The name that formulas use.
    pub name: String,
    /// By what the number in the cell is multiplied.
    pub factor: Number,
    /// What the cell holds.
    pub content: Content,
    /// Whether its value is known.
    pub known: bool,
}

/// A table.
#[derive(Debug)]
pub(super) struct TablePlace {
    /// Its sheet, by place in the workbook's list of facts sheets.
    pub sheet: usize,
    /// The sheet's name as formulas have it.
    pub quoted: String,
    /// How many rows are filled in.
    pub rows: u32,
    /// The last row, the empty ones included, from 0.
    pub last: u32,
    /// Its columns.
    pub columns: Vec<ColumnPlace>,
    /// The column that tells which rows are filled in.
    pub present: u16,
    /// Whether the facts tell of it at all.
    pub known: bool,
}

/// A column of a table.
#[derive(Debug)]
pub(super) struct ColumnPlace {
    /// By what its numbers are multiplied.
    pub factor: Number,
    /// What its cells hold, row by row.
    pub contents: Vec<Content>,
    /// Whether each is known.
    pub known: Vec<bool>,
    /// The name of its cells.
    pub name: String,
}

impl TablePlace {
    /// The cell of `column` in the row that a formula stands in.
    pub fn here(&self, column: u16) -> Formula {
        Formula::name(format!("${}{ROW}", letters(column)))
    }

    /// All cells of `column`.
    pub fn range(&self, column: u16) -> String {
        let letters = letters(column);
        format!("{}!${letters}${}:${letters}${}", self.quoted, FIRST_ROW + 1, self.last + 1)
    }
}

/// Makes the sheets of the facts.
pub(super) struct Sheets<'a> {
    filing: &'a Filing<'a>,
    words: &'a Words,
    names: &'a mut Taken,
    sheet_names: &'a mut Taken,
    /// The sheets, that of the single facts first.
    pub sheets: Vec<Sheet>,
    /// Where everything stands.
    pub places: Places,
    /// Names of cells and ranges.
    pub defined: Vec<(String, String)>,
}

impl<'a> Sheets<'a> {
    /// The sheets of the facts of `filing`.
    pub fn make(filing: &'a Filing<'a>, words: &'a Words, names: &'a mut Taken, sheet_names: &'a mut Taken) -> Self {
        let mut sheets = Sheets {
            filing,
            words,
            names,
            sheet_names,
            sheets: Vec::new(),
            places: Places::default(),
            defined: Vec::new(),
        };
        sheets.singles();
        sheets.tables();
        sheets
    }

    fn word(&self, key: &'static str) -> String {
        word(self.filing.locale, key)
    }

    fn facts(&self) -> &'a Facts {
        self.filing.assessed.facts
    }

    fn singles(&mut self) {
        let rubric = self.filing.rubric();
        let name = self.sheet_names.sheet(&self.word("sheet-facts"));
        let mut sheet = Sheet { name: name.clone(), widths: vec![30, 26, 34, 9, 18, 34], ..Sheet::default() };
        sheet.put(0, 0, Cell::text(self.word("sheet-facts-title"), Look { role: Role::Title, ..Look::default() }));
        sheet.join(0, 0, 5);
        sheet.put(1, 0, Cell::text(self.word("sheet-facts-hint"), Look { role: Role::Subtitle, ..Look::default() }));
        sheet.join(1, 0, 5);
        let heads = ["sheet-name", "sheet-of", "sheet-what", "sheet-unit", "sheet-value", "sheet-source"];
        for (column, key) in heads.into_iter().enumerate() {
            let look = Look::framed(Role::Head).at(Side::Middle);
            sheet.put(2, column as u16, Cell::text(self.word(key), look));
        }
        sheet.repeat = Some((2, 2));
        sheet.freeze = (3, 1);
        let mut row = 3;
        for (index, fact) in rubric.facts.iter().enumerate() {
            if matches!(fact.ty.kind, TypeKind::Table(_)) {
                self.places.singles.push(None);
                continue;
            }
            let slot = self.facts().slots.get(index);
            let origin = self.facts().origins.get(index).and_then(Option::as_ref);
            let value = match slot {
                Some(Slot::Value(value)) => Some(value),
                _ => None,
            };
            let number = match value {
                Some(Value::Number(number)) => Some(number),
                _ => None,
            };
            let measure = amount::measure(rubric, &fact.ty, origin, number);
            let measure = self.holding(measure, &fact.ty, number);
            let of = fact.node.map(|node| rubric.node(node).name.clone()).unwrap_or_default();
            let source = origin.and_then(|o| o.source.clone()).or_else(|| fact.source.clone()).unwrap_or_default();
            sheet.put(row, 0, Cell::text(fact.name.clone(), Look::framed(Role::Plain)));
            sheet.put(row, 1, Cell::text(of, Look::framed(Role::Plain)));
            let what = fact.explain.clone().unwrap_or_default();
            sheet.put(row, 2, Cell::text(what, Look::framed(Role::Plain)));
            let unit = Cell::text(measure.unit.clone(), Look::framed(Role::Plain).at(Side::Middle));
            sheet.put(row, 3, unit);
            let cell = self.cell(&fact.ty, value, origin, &measure, false);
            let content = cell.content.clone();
            let known = value.is_some_and(Value::is_known);
            sheet.put(row, 4, cell);
            sheet.put(row, 5, Cell::text(source, Look::framed(Role::Plain)));
            let address = format!("{}!$E${}", quoted(&name), row + 1);
            let defined = self.names.value(&fact.name);
            let factor = measure.factor.clone();
            self.places.singles.push(Some(Single { address, name: defined, factor, content, known }));
            row += 1;
        }
        self.sheets.push(sheet);
    }

    /// `measure`, or the base unit where no decimal holds the number in `measure`.
    fn holding(&self, measure: Measure, ty: &Type, number: Option<&Number>) -> Measure {
        match (number, ty.dimension()) {
            (Some(number), Some(dimension)) if measure.in_cell(number).is_none() => {
                amount::base(self.filing.rubric(), dimension)
            }
            _ => measure,
        }
    }

    fn tables(&mut self) {
        for (index, fact) in self.filing.rubric().facts.iter().enumerate() {
            let place = match &fact.ty.kind {
                TypeKind::Table(table) => Some(self.table(FactId(index as u32), table)),
                _ => None,
            };
            self.places.tables.push(place);
        }
    }

    fn table(&mut self, id: FactId, table: &Table) -> TablePlace {
        let rubric = self.filing.rubric();
        let fact = rubric.fact(id);
        let facts = self.facts();
        let rows: &'a [Row] = match facts.slots.get(id.index()) {
            Some(Slot::Table(table)) => &table.rows,
            _ => &[],
        };
        let known = matches!(facts.slots.get(id.index()), Some(Slot::Table(_)));
        let name = self.sheet_names.sheet(&fact.name);
        let mut sheet = Sheet { name: name.clone(), ..Sheet::default() };
        sheet.put(0, 0, Cell::text(fact.name.clone(), Look { role: Role::Title, ..Look::default() }));
        let of = fact.node.map(|node| rubric.node(node).name.clone());
        let origin = facts.origins.get(id.index()).and_then(Option::as_ref);
        let source = origin.and_then(|o| o.source.clone()).or_else(|| fact.source.clone());
        let empty = match (known, rows.is_empty()) {
            (false, _) => Some(self.word("sheet-table-missing")),
            (true, true) => Some(self.word("sheet-table-empty")),
            _ => None,
        };
        let told: Vec<String> = [of, fact.explain.clone(), source, empty].into_iter().flatten().collect();
        let line = told.join(&self.word("report-plain-apart"));
        sheet.put(1, 0, Cell::text(line, Look { role: Role::Subtitle, ..Look::default() }));
        let last = FIRST_ROW + rows.len() as u32 + SPARE - 1;
        let mut columns = Vec::new();
        for (at, field) in table.fields.iter().enumerate() {
            columns.push(self.column(&mut sheet, at, field, rows, last));
        }
        let fields = table.fields.len() as u16;
        let head = Look::framed(Role::Head).at(Side::Middle);
        sheet.put(FIRST_ROW - 1, fields, Cell::text(self.word("sheet-source"), head.clone()));
        for row in 0..=last - FIRST_ROW {
            let sources: Vec<&str> = rows.get(row as usize).map(row_sources).unwrap_or_default();
            let text = sources.join(&self.word("joint-list"));
            sheet.put(FIRST_ROW + row, fields, Cell::text(text, Look::framed(Role::Plain)));
        }
        sheet.widths.push(28);
        let present = fields + 1;
        sheet.put(FIRST_ROW - 1, present, Cell::text(self.word("sheet-counts"), head));
        sheet.widths.push(6);
        let last_field = letters(fields.saturating_sub(1));
        for row in FIRST_ROW..=last {
            let formula = format!("IF(COUNTA($A{0}:${last_field}{0})>0,1,0)", row + 1);
            let there = row - FIRST_ROW < rows.len() as u32;
            let shown = super::grid::Shown::Number(if there { Number::ONE } else { Number::ZERO });
            let live = super::grid::Live { formula, array: false, shown };
            sheet.put(row, present, Cell::of(Content::Live(live), Look::framed(Role::Faint).at(Side::Middle)));
        }
        sheet.repeat = Some((FIRST_ROW - 1, FIRST_ROW - 1));
        sheet.freeze = (FIRST_ROW, 1);
        let base = self.names.value(&fact.name);
        let mut place = TablePlace {
            sheet: self.sheets.len(),
            quoted: quoted(&name),
            rows: rows.len() as u32,
            last,
            columns,
            present,
            known,
        };
        for (at, field) in table.fields.iter().enumerate() {
            let defined = self.names.value(&format!("{base}.{}", field.name));
            self.defined.push((defined.clone(), place.range(at as u16)));
            if let Some(column) = place.columns.get_mut(at) {
                column.name = defined;
            }
        }
        self.sheets.push(sheet);
        place
    }

    /// One column of a table, its empty rows included.
    fn column(&mut self, sheet: &mut Sheet, at: usize, field: &Field, rows: &'a [Row], last: u32) -> ColumnPlace {
        let rubric = self.filing.rubric();
        let value = |row: &'a Row| row.cells.get(at).and_then(Option::as_ref);
        let origin = |row: &'a Row| row.origins.get(at).and_then(Option::as_ref);
        let quantity = field.ty.dimension().is_some_and(crate::unit::Dimension::has_variables);
        let first = rows.iter().find_map(|row| match (value(row), origin(row)) {
            (Some(Value::Number(number)), Some(origin)) => Some((number, origin)),
            _ => None,
        });
        let mut measure =
            amount::measure(rubric, &field.ty, first.map(|(_, origin)| origin), first.map(|(number, _)| number));
        for row in rows {
            if let Some(Value::Number(number)) = value(row) {
                measure = self.holding(measure, &field.ty, Some(number));
            }
        }
        let head = if quantity || measure.unit.is_empty() || measure.percent {
            field.name.clone()
        } else {
            let open = self.word("sheet-bracket-open");
            format!("{}{open}{}{}", field.name, measure.unit, self.word("sheet-bracket-close"))
        };
        sheet.put(FIRST_ROW - 1, at as u16, Cell::text(head, Look::framed(Role::Head).at(Side::Middle)));
        let width = match field.ty.kind {
            TypeKind::Text => 32,
            TypeKind::YesNo => 10,
            _ => 15,
        };
        sheet.widths.push(width);
        let (mut contents, mut known) = (Vec::new(), Vec::new());
        for index in 0..=last - FIRST_ROW {
            let row = rows.get(index as usize);
            let (value, origin) = (row.and_then(value), row.and_then(origin));
            let own = if quantity { amount::quantity(rubric, origin) } else { measure.clone() };
            let mut cell = self.cell(&field.ty, value, origin, &own, quantity);
            if row.is_none() {
                cell.look.role = Role::Input;
            }
            contents.push(cell.content.clone());
            known.push(value.is_some_and(Value::is_known));
            sheet.put(FIRST_ROW + index, at as u16, cell);
        }
        let factor = if quantity { Number::ONE } else { measure.factor };
        ColumnPlace { factor, contents, known, name: String::new() }
    }

    /// The cell of a value.
    fn cell(
        &self,
        ty: &Type,
        value: Option<&Value>,
        origin: Option<&Origin>,
        measure: &Measure,
        with_unit: bool,
    ) -> Cell {
        let mut look = Look::framed(Role::Input);
        let written = origin.map(|origin| origin.written.clone()).filter(|text| text != "~").unwrap_or_default();
        let mut note = None;
        let content = match value {
            None => {
                look.role = Role::Open;
                Content::Blank
            }
            Some(Value::Unknown(_)) => {
                look.role = Role::Open;
                if written.is_empty() { Content::Blank } else { Content::Text(written) }
            }
            Some(Value::Absent) => Content::Blank,
            Some(Value::Number(number)) => {
                let shown = measure.in_cell(number).unwrap_or_else(|| number.clone());
                look.format = measure.format(Some(&shown));
                if with_unit {
                    look.format = amount::suffixed(&look.format, &measure.unit);
                }
                if !amount::is_kept(&shown) {
                    note = Some(self.word("sheet-note-digits"));
                }
                Content::Number(shown)
            }
            Some(Value::Date(day)) => {
                look.format = "yyyy-mm-dd".into();
                Content::Day(*day)
            }
            Some(Value::YesNo(yes)) => Content::Text(if *yes { self.words.yes.clone() } else { self.words.no.clone() }),
            Some(Value::Option(index)) => Content::Text(self.option(ty, *index)),
            Some(Value::Text(text)) => Content::Text(text.to_string()),
        };
        if look.format.is_empty() {
            look.format = match &ty.kind {
                TypeKind::Date => "yyyy-mm-dd".into(),
                TypeKind::Number { share: true, .. } => super::grid::PERCENT.into(),
                _ => String::new(),
            };
        }
        look.side = match &ty.kind {
            TypeKind::Number { .. } if matches!(content, Content::Text(_)) => Side::Middle,
            TypeKind::Number { .. } => Side::Right,
            TypeKind::Text => Side::Left,
            _ => Side::Middle,
        };
        Cell { content, look, note, allowed: self.allowed(ty).or_else(|| self.between(ty, measure)) }
    }

    fn option(&self, ty: &Type, index: u16) -> String {
        let TypeKind::Option(set) = ty.kind else { return String::new() };
        let options = &self.filing.rubric().options(set).options;
        options.get(usize::from(index)).map(|option| option.name.clone()).unwrap_or_default()
    }

    /// The range that is declared for a number, in what its cell holds.
    fn between(&self, ty: &Type, measure: &Measure) -> Option<Allowed> {
        let reach = ty.reach.as_ref().filter(|_| matches!(ty.kind, TypeKind::Number { .. }))?;
        let end = |bound: Bound| match bound {
            Bound::Closed(number) => Some(Bound::Closed(measure.in_cell(&number)?)),
            Bound::Open(number) => Some(Bound::Open(measure.in_cell(&number)?)),
            Bound::Unbounded => Some(Bound::Unbounded),
        };
        let (low, high) = (end(reach.lo())?, end(reach.hi())?);
        if matches!((&low, &high), (Bound::Unbounded, Bound::Unbounded)) {
            return None;
        }
        let assessed = &self.filing.assessed;
        let says = Wording::new(assessed.rubric, assessed.sources, self.filing.locale).asked(ty);
        Some(Allowed::Between { low, high, says })
    }

    fn allowed(&self, ty: &Type) -> Option<Allowed> {
        let names: Vec<String> = match ty.kind {
            TypeKind::YesNo => vec![self.words.yes.clone(), self.words.no.clone()],
            TypeKind::Option(set) => {
                self.filing.rubric().options(set).options.iter().map(|option| option.name.clone()).collect()
            }
            _ => return None,
        };
        let length: usize = names.iter().map(|name| name.encode_utf16().count() + 1).sum();
        let apart = names.iter().all(|name| !name.contains([',', '"']));
        (length <= LIST && apart).then_some(Allowed::OneOf(names))
    }
}

/// The sources of a row's cells, each once.
fn row_sources(row: &Row) -> Vec<&str> {
    let mut sources: Vec<&str> = Vec::new();
    for source in row.origins.iter().flatten().filter_map(|origin| origin.source.as_deref()) {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources
}
