//! A document in words alone, for readers who hear it: no frames and rules, lists numbered, a row of a table as a
//! sentence that names each column.

use crate::diagnostic::Message;
use crate::locale::Locale;

use super::document::{Block, Document, Item, Table};

/// `document` in words alone, a line for each thing said.
pub fn plain(document: &Document, locale: &Locale) -> String {
    let mut writer = Writer { out: String::new(), locale };
    for block in &document.blocks {
        writer.block(block);
    }
    writer.out
}

struct Writer<'a> {
    out: String,
    locale: &'a Locale,
}

impl Writer<'_> {
    fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    /// A name with what it stands for.
    fn pair(&self, name: &str, value: &str) -> String {
        self.locale.text(&Message::new("report-plain-pair").arg("name", name).arg("value", value))
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(_, words) => {
                if !self.out.is_empty() {
                    self.out.push('\n');
                }
                self.line(words);
            }
            Block::Paragraph(words) | Block::Caption(words) => self.line(words),
            Block::Fields(fields) => {
                for (name, value) in fields {
                    let pair = self.pair(name, value);
                    self.line(&pair);
                }
            }
            Block::Table(table) => self.table(table),
            Block::List(items) => self.list(items, ""),
            Block::Code(first, code) => {
                for (index, line) in code.lines().enumerate() {
                    let line = Message::new("report-plain-line")
                        .arg("number", (first + index).to_string())
                        .arg("text", line.trim());
                    let line = self.locale.text(&line);
                    self.line(&line);
                }
            }
        }
    }

    fn table(&mut self, table: &Table) {
        // Where a row stands in the tree is its number: 1.2 is the second of the first.
        let mut numbers: Vec<usize> = Vec::new();
        let apart = self.locale.format("report-plain-apart", &Vec::new());
        for row in &table.rows {
            numbers.truncate(row.depth + 1);
            if numbers.len() == row.depth + 1 {
                if let Some(last) = numbers.last_mut() {
                    *last += 1;
                }
            } else {
                numbers.resize(row.depth + 1, 1);
            }
            let cells = row.cells.iter().zip(&table.columns).filter(|(cell, _)| !cell.text.trim().is_empty());
            let cells: Vec<String> = cells.map(|(cell, column)| self.pair(&column.head, &cell.text)).collect();
            let number = if row.total { String::new() } else { format!("{} ", numbered(&numbers)) };
            let line = format!("{number}{}", cells.join(&apart));
            self.line(&line);
        }
    }

    fn list(&mut self, items: &[Item], above: &str) {
        for (index, item) in items.iter().enumerate() {
            let number = format!("{above}{}.", index + 1);
            self.line(&format!("{number} {}", item.text));
            self.list(&item.items, &number);
        }
    }
}

fn numbered(numbers: &[usize]) -> String {
    numbers.iter().map(|number| format!("{number}.")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;
    use crate::report::document::{Column, Row};

    #[test]
    fn rows_are_numbered_by_where_they_stand_and_name_their_columns() {
        let row = |name: &str, score: &str, depth, total| Row { depth, total, ..Row::new([name, score]) };
        let table = Table {
            columns: vec![Column::words("指标"), Column::numbers("得分")],
            rows: vec![
                row("甲", "3", 0, false),
                row("子", "1", 1, false),
                row("丑", "2", 1, false),
                row("乙", "", 0, false),
                row("合计", "3", 0, true),
            ],
        };
        let mut document = Document { blocks: vec![Block::Table(table)] };
        let nested = Item { text: "因为".into(), items: vec![Item::text("甲"), Item::text("乙")] };
        document.list(vec![Item::text("一"), nested]);
        document.blocks.push(Block::Code(7, "  得分 = 1分\n".into()));
        let shown = plain(&document, &Locale::new(Language::Zh));
        let wanted = "1. 指标：甲；得分：3\n1.1. 指标：子；得分：1\n1.2. 指标：丑；得分：2\n2. 指标：乙\n指标：合计；得分：3\n1. 一\n2. 因为\n2.1. 甲\n2.2. 乙\n第 7 行：得分 = 1分\n";
        assert_eq!(shown, wanted);
    }
}
