//! The empty form of `rubric facts`, filled in and read again.

use calamine::{Data, Reader};
use rubric_lang::facts::{Node, NodeKind};
use rubric_lang::form::{self, Form};
use rubric_lang::model::Rubric;

use super::filled::{scalar, value};
use crate::support::workbook::{opened, typed};

/// What is typed, and where: sheet, row, column.
struct Typist {
    book: calamine::Xlsx<std::io::Cursor<Vec<u8>>>,
    cells: Vec<(String, usize, usize, String)>,
}

impl Typist {
    /// The rows of a sheet as the form has them.
    fn rows(&mut self, sheet: &str) -> Vec<Vec<String>> {
        let range = self.book.worksheet_range(sheet).unwrap();
        let start = range.start().unwrap();
        assert_eq!(start, (0, 0), "{sheet}");
        let shown = |cell: &Data| if let Data::String(text) = cell { text.clone() } else { cell.to_string() };
        range.rows().map(|row| row.iter().map(shown).collect()).collect()
    }

    fn type_in(&mut self, sheet: &str, row: usize, column: usize, text: &str) {
        if !text.is_empty() {
            self.cells.push((sheet.to_owned(), row, column, text.to_owned()));
        }
    }
}

fn column(head: &[String], name: &str) -> Option<usize> {
    head.iter().position(|found| found == name || found.starts_with(&format!("{name}（")))
}

/// The empty form of `rubric` with the facts and awards of `root` typed into it, each value as the facts file has it.
pub fn filled_in(rubric: &Rubric, root: &Node) -> Vec<u8> {
    let empty = form::xlsx(&Form::new(rubric)).unwrap();
    let mut typist = Typist { book: opened(&empty), cells: Vec::new() };
    let about = typist.rows("概况");
    for key in ["对象", "期间"] {
        let row = about.iter().position(|row| row[0] == key).unwrap();
        typist.type_in("概况", row, 1, &root.get(key).map(scalar).unwrap());
    }
    let facts = root.get("数据").unwrap();
    let single = typist.rows("数据");
    let (at, from) = (column(&single[0], "值").unwrap(), column(&single[0], "来源").unwrap());
    for (name, node) in facts.entries().unwrap() {
        let fact = rubric.facts.iter().find(|fact| fact.name == name.text).unwrap();
        let Some(table) = fact.ty.table() else {
            let row = single.iter().position(|row| row[0] == name.text).unwrap();
            let (written, source) = value(node);
            typist.type_in("数据", row, at, &written);
            typist.type_in("数据", row, from, &source);
            continue;
        };
        let rows = typist.rows(&name.text);
        let top =
            rows.iter().position(|row| table.fields.iter().all(|field| column(row, &field.name).is_some())).unwrap();
        let mut head = rows[top].clone();
        while head.last().is_some_and(String::is_empty) {
            head.pop();
        }
        let source = column(&head, "来源").unwrap();
        let list = match &node.kind {
            NodeKind::Sequence(items) => items.as_slice(),
            _ => node.get("值").and_then(Node::items).unwrap(),
        };
        if list.is_empty() {
            typist.type_in(&name.text, top + 1, 0, "无");
            typist.type_in(&name.text, top + 1, source, &value(node).1);
        }
        for (i, item) in list.iter().enumerate() {
            for (key, node) in item.entries().unwrap() {
                let (written, from) = value(node);
                let at = column(&head, &key.text).unwrap();
                typist.type_in(&name.text, top + 1 + i, at, &written);
                if from.is_empty() {
                    continue;
                }
                // Where one column has a source of its own, a column is added for it.
                let own = format!("{}来源", key.text);
                let at = column(&head, &own).unwrap_or_else(|| {
                    head.push(own.clone());
                    typist.type_in(&name.text, top, head.len() - 1, &own);
                    head.len() - 1
                });
                typist.type_in(&name.text, top + 1 + i, at, &from);
            }
        }
    }
    let head = typist.rows("评定").into_iter().next().unwrap();
    for (i, (key, entry)) in root.get("评定").and_then(Node::entries).unwrap_or_default().iter().enumerate() {
        let (indicator, row) = key.text.split_once('/').unwrap_or((&key.text, ""));
        typist.type_in("评定", i + 1, column(&head, "指标").unwrap(), indicator);
        typist.type_in("评定", i + 1, column(&head, "行").unwrap(), row);
        for (name, node) in entry.entries().unwrap() {
            typist.type_in("评定", i + 1, column(&head, &name.text).unwrap(), &scalar(node));
        }
    }
    typed(&empty, &typist.cells)
}
