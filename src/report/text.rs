//! A document for the terminal: columns line up by display width, Chinese characters being two wide.

use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table as Grid, Width, presets};

use crate::wrap::Widths;

use super::document::{Block, Document, Item, Table};

/// The widest that a report is made, however wide the terminal.
pub const WIDEST: usize = 100;
/// The narrowest that a report is made.
pub const NARROWEST: usize = 40;
/// How far each level of a tree stands in.
const INDENT: usize = 2;
/// A column of words is made no narrower than this.
const NARROW_COLUMN: usize = 10;

/// How a document is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextStyle {
    /// Columns of the terminal; held between 40 and 100.
    pub width: usize,
    /// Whether headings are bold.
    pub color: bool,
}

/// `document` as text.
pub fn text(document: &Document, style: TextStyle) -> String {
    let width = style.width.clamp(NARROWEST, WIDEST);
    let mut writer = Writer { out: String::new(), width, color: style.color, widths: Widths { wide_ambiguous: false } };
    for (i, block) in document.blocks.iter().enumerate() {
        writer.block(block, i == 0);
    }
    writer.out
}

struct Writer {
    out: String,
    width: usize,
    color: bool,
    widths: Widths,
}

impl Writer {
    fn block(&mut self, block: &Block, first: bool) {
        match block {
            Block::Heading(level, words) => {
                if !first {
                    self.out.push('\n');
                }
                self.heading(*level, words);
            }
            Block::Paragraph(words) | Block::Caption(words) => {
                self.out.push('\n');
                self.hang("", "", words);
            }
            Block::Fields(fields) => {
                let widest = fields.iter().map(|(name, _)| self.widths.of(name)).max().unwrap_or(0);
                for (name, value) in fields {
                    let blanks = " ".repeat(widest - self.widths.of(name) + INDENT);
                    self.hang(&format!("{name}{blanks}"), &" ".repeat(widest + INDENT), value);
                }
            }
            Block::Table(table) => {
                self.out.push('\n');
                self.table(table);
            }
            Block::List(items) => self.list(items, 0),
            Block::Code(first, code) => {
                let last = first + code.lines().count();
                let digits = last.to_string().len();
                for (i, line) in code.lines().enumerate() {
                    let line = format!("{:>digits$} │ {line}", first + i);
                    self.out.push_str(line.trim_end());
                    self.out.push('\n');
                }
            }
        }
    }

    fn heading(&mut self, level: u8, words: &str) {
        let lines = self.widths.wrap(words, self.width, self.width);
        let widest = lines.iter().map(|line| self.widths.of(line)).max().unwrap_or(0);
        for line in &lines {
            if self.color {
                self.out.push_str(&format!("\u{1b}[1m{line}\u{1b}[0m\n"));
            } else {
                self.out.push_str(&format!("{line}\n"));
            }
        }
        let rule = match level {
            1 => "═",
            2 => "─",
            _ => return,
        };
        self.out.push_str(&rule.repeat(widest));
        self.out.push('\n');
    }

    fn list(&mut self, items: &[Item], depth: usize) {
        let margin = " ".repeat(depth * INDENT + INDENT);
        for item in items {
            self.hang(&format!("{margin}- "), &format!("{margin}  "), &item.text);
            self.list(&item.items, depth + 1);
        }
    }

    /// Writes `words` behind `first`, further lines behind `rest`.
    fn hang(&mut self, first: &str, rest: &str, words: &str) {
        let room = |before: &str| self.width.saturating_sub(self.widths.of(before));
        let lines = self.widths.wrap(words, room(first), room(rest));
        if lines.is_empty() {
            self.out.push_str(first.trim_end());
            self.out.push('\n');
        }
        for (i, line) in lines.iter().enumerate() {
            self.out.push_str(if i == 0 { first } else { rest });
            self.out.push_str(line);
            self.out.push('\n');
        }
    }

    fn table(&mut self, table: &Table) {
        let columns = self.columns(table);
        let mut grid = Grid::new();
        grid.load_style(presets::UTF8_BORDERS_ONLY);
        grid.set_content_arrangement(ContentArrangement::Disabled);
        grid.set_header(table.columns.iter().map(|column| Cell::new(&column.head)));
        for row in &table.rows {
            let cells = row.cells.iter().enumerate().map(|(i, cell)| {
                let width = columns.get(i).copied().unwrap_or(NARROW_COLUMN);
                if i > 0 {
                    return Cell::new(self.widths.wrap(&cell.text, width, width).join("\n"));
                }
                // Further lines of a name stand in as far as the first.
                let margin = " ".repeat(row.depth * INDENT);
                let room = width.saturating_sub(margin.len()).max(2);
                let lines = self.widths.wrap(&cell.text, room, room);
                Cell::new(lines.iter().map(|line| format!("{margin}{line}")).collect::<Vec<_>>().join("\n"))
            });
            grid.add_row(cells);
        }
        for (i, column) in table.columns.iter().enumerate() {
            if let Some(grid_column) = grid.column_mut(i) {
                if column.number {
                    grid_column.set_cell_alignment(CellAlignment::Right);
                }
                let width = columns.get(i).copied().unwrap_or(NARROW_COLUMN);
                // One blank at either side belongs to the column.
                let width = u16::try_from(width + 2).unwrap_or(u16::MAX);
                grid_column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
            }
        }
        for line in grid.lines() {
            self.out.push_str(&line);
            self.out.push('\n');
        }
    }

    /// How wide each column is, without the blanks beside it: numbers as wide as they are; words share what
    /// is left.
    fn columns(&self, table: &Table) -> Vec<usize> {
        let natural: Vec<usize> = table
            .columns
            .iter()
            .enumerate()
            .map(|(i, column)| {
                let cells = table.rows.iter().map(|row| {
                    let margin = if i == 0 { row.depth * INDENT } else { 0 };
                    row.cells.get(i).map_or(0, |cell| self.widths.of(&cell.text) + margin)
                });
                cells.chain([self.widths.of(&column.head)]).max().unwrap_or(0)
            })
            .collect();
        // Two blanks a column, one between columns, a border at either end.
        let mut room = self.width.saturating_sub(natural.len() * 3 + 1);
        let mut widths = natural.clone();
        let is_words = |i: usize| table.columns.get(i).is_some_and(|column| !column.number);
        for (i, width) in natural.iter().enumerate() {
            if !is_words(i) {
                room = room.saturating_sub(*width);
            }
        }
        let mut open: Vec<usize> = (0..natural.len()).filter(|i| is_words(*i)).collect();
        // Columns that need less than their share leave the rest to the others.
        while !open.is_empty() {
            let share = room / open.len();
            let Some(at) = open.iter().position(|i| natural.get(*i).is_some_and(|width| *width <= share)) else {
                for i in open {
                    if let Some(width) = widths.get_mut(i) {
                        *width = share.max(NARROW_COLUMN);
                    }
                }
                break;
            };
            let i = open.remove(at);
            room -= natural.get(i).copied().unwrap_or(0);
        }
        widths
    }
}
