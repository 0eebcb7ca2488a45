//! A report as headings, paragraphs, tables and lists, whatever it is then written as.

use crate::model::FactId;
use crate::number::Number;

/// A document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its parts in order.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading; 1 is the title.
    Heading(u8, String),
    /// Running text.
    Paragraph(String),
    /// Names with what they stand for.
    Fields(Vec<(String, String)>),
    /// What stands over the table that follows.
    Caption(String),
    /// A table.
    Table(Table),
    /// A list.
    List(Vec<Item>),
    /// Text that keeps its lines, with the number of the first.
    Code(usize, String),
}

/// A table. One whose columns all have empty heads is a form: its first row is no head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What stands over it.
    pub head: String,
    /// Whether it holds numbers, which stand at the right.
    pub number: bool,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// One a column; those that a cell above or before reaches over stand as [`Cell::covered`].
    pub cells: Vec<Cell>,
    /// How deep the first cell stands in the tree.
    pub depth: usize,
    /// Whether it sums up.
    pub total: bool,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What it says; several lines are parted by `\n`.
    pub text: String,
    /// How many rows it reaches over, its own included; 0 where another reaches over it.
    pub down: usize,
    /// How many columns it reaches over, its own included; 0 where another reaches over it.
    pub across: usize,
    /// Which number it shows, for writers that can work it out anew.
    pub shows: Option<Shows>,
}

/// A number of the assessment that a cell shows. Nodes are named by their path, rows that are scored each by that of
/// their node and their own name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shows {
    /// Full marks of an indicator; of the whole where `None`.
    Points(Option<String>),
    /// The awarded score of an indicator; of the whole where `None`.
    Score(Option<String>),
    /// The rule's score of an indicator; of the whole where `None`.
    RuleScore(Option<String>),
    /// Score by points of an indicator; of the whole where `None`.
    Rate(Option<String>),
    /// The awarded score less the rule's, of an indicator.
    Difference(String),
    /// The awarded score of a row, by the path of the node that scores it and its place among the rows.
    RowScore(String, u32),
    /// A cell of the facts: the row and column of a table.
    Fact(FactId, u32, u16),
    /// Money of the facts, so many base units being one of what is shown.
    Amount(Money, Number),
    /// One amount by another.
    Share(Money, Money),
    /// The awarded grade.
    Grade,
}

/// Money of the facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Money {
    /// A single fact.
    Single(FactId),
    /// A cell of a table, by row and column.
    Cell(FactId, u32, u16),
    /// The sum of a column of a table.
    Column(FactId, u16),
}

impl Cell {
    /// A cell that another reaches over.
    pub fn covered() -> Cell {
        Cell { text: String::new(), down: 0, across: 0, shows: None }
    }

    /// The same, over `rows` rows.
    #[must_use]
    pub fn down(mut self, rows: usize) -> Cell {
        self.down = rows;
        self
    }

    /// The same, over `columns` columns.
    #[must_use]
    pub fn across(mut self, columns: usize) -> Cell {
        self.across = columns;
        self
    }

    /// The same, showing `shows`.
    #[must_use]
    pub fn showing(mut self, shows: Shows) -> Cell {
        self.shows = Some(shows);
        self
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell { text, down: 1, across: 1, shows: None }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        text.to_owned().into()
    }
}

impl Row {
    /// A row of these cells.
    pub fn new(cells: impl IntoIterator<Item = impl Into<Cell>>) -> Row {
        Row { cells: cells.into_iter().map(Into::into).collect(), depth: 0, total: false }
    }
}

/// An item of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// What it says.
    pub text: String,
    /// The items in it.
    pub items: Vec<Item>,
}

impl Document {
    /// Adds a heading.
    pub fn heading(&mut self, level: u8, text: impl Into<String>) {
        self.blocks.push(Block::Heading(level, text.into()));
    }

    /// Adds running text, unless it is empty.
    pub fn paragraph(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.blocks.push(Block::Paragraph(text));
        }
    }

    /// Adds a table with what stands over it, unless it has no rows.
    pub fn table(&mut self, caption: impl Into<String>, table: Table) {
        if !table.rows.is_empty() {
            self.blocks.extend([Block::Caption(caption.into()), Block::Table(table)]);
        }
    }

    /// Adds a list, unless it is empty.
    pub fn list(&mut self, items: Vec<Item>) {
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }
}

impl Table {
    /// Whether it has heads over its columns.
    pub fn has_heads(&self) -> bool {
        self.columns.iter().any(|column| !column.head.is_empty())
    }

    /// For every cell, by row and column, the place of the cell that stands there: its own, or that of the one that
    /// reaches over it. A cell that claims to be covered and is not stands for itself.
    pub fn owners(&self) -> Vec<Vec<(usize, usize)>> {
        let mut owners: Vec<Vec<(usize, usize)>> =
            self.rows.iter().enumerate().map(|(y, row)| (0..row.cells.len()).map(|x| (y, x)).collect()).collect();
        for (y, row) in self.rows.iter().enumerate() {
            for (x, cell) in row.cells.iter().enumerate() {
                for under in owners.iter_mut().skip(y).take(cell.down) {
                    for owner in under.iter_mut().skip(x).take(cell.across) {
                        *owner = (y, x);
                    }
                }
            }
        }
        owners
    }
}

impl Item {
    /// An item without further ones.
    pub fn text(text: impl Into<String>) -> Item {
        Item { text: text.into(), items: Vec::new() }
    }
}

impl Column {
    /// A column of words.
    pub fn words(head: impl Into<String>) -> Column {
        Column { head: head.into(), number: false }
    }

    /// A column of numbers.
    pub fn numbers(head: impl Into<String>) -> Column {
        Column { head: head.into(), number: true }
    }
}
