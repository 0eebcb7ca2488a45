//! TOML, by the toml crate, which goes on after a mistake. Before it, [`lex`] bounds depth and size
//! and sees what is typed full-width; after it, [`fault`] says its errors in our words.

mod fault;
mod keys;
mod lex;

#[cfg(test)]
mod tests;

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::{MAX_DEPTH, MAX_NODES, Problems, cut, shown, trimmed};
use super::tree::{Key, Node, NodeKind};
use crate::diagnostic::Code;

/// In longer files only the first mistake of grammar is reported: the crate keeps a text for each.
const MAX_RECOVERED: usize = 1 << 20;

/// Reads `text`; `None` if it is empty or could not be read.
pub(super) fn read(text: &str, problems: &mut Problems<'_>) -> Option<Node> {
    let lexed = lex::check(text, problems);
    if lexed.hopeless || lexed.empty {
        return None;
    }
    let text = lexed.mended.as_deref().unwrap_or(text);
    let (table, errors) = if text.len() <= MAX_RECOVERED {
        let (table, errors) = DeTable::parse_recoverable(text);
        (Some(table), errors)
    } else {
        match DeTable::parse(text) {
            Ok(table) => (Some(table), Vec::new()),
            Err(error) => (None, vec![error]),
        }
    };
    fault::report(text, &errors, &lexed.said, problems);
    let range = trimmed(text, 0..text.len());
    let mut reader = Reader { text, nodes: 0, problems };
    reader.table(table?.get_ref(), range, 1)
}

struct Reader<'t, 'p, 'f> {
    text: &'t str,
    nodes: usize,
    problems: &'p mut Problems<'f>,
}

impl Reader<'_, '_, '_> {
    fn value(&mut self, value: &Spanned<DeValue<'_>>, depth: usize) -> Option<Node> {
        let range = value.span();
        self.count(&range)?;
        let written = cut(self.text, range.clone());
        let kind = match value.get_ref() {
            DeValue::String(text) => {
                self.problems.no_control(text, range.clone());
                NodeKind::Text(text.clone().into_owned())
            }
            DeValue::Integer(number) if number.radix() == 10 => NodeKind::Number(number.as_str().to_owned()),
            DeValue::Float(number) if !number.as_str().ends_with(['f', 'n']) => {
                NodeKind::Number(number.as_str().to_owned())
            }
            DeValue::Integer(_) | DeValue::Float(_) => {
                // Hexadecimal, `inf`, `nan`: no way to write a fact.
                let problem = self.problems.at(Code::FactsNumberForm, range.clone());
                self.problems.push(problem.arg("text", shown(written)));
                NodeKind::Text(written.to_owned())
            }
            DeValue::Boolean(value) => NodeKind::Bool(*value),
            DeValue::Datetime(_) => NodeKind::Text(written.to_owned()),
            DeValue::Array(items) => {
                self.depth(depth, &range)?;
                let mut nodes = Vec::with_capacity(items.len());
                for item in items.iter() {
                    nodes.push(self.value(item, depth + 1)?);
                }
                NodeKind::Sequence(nodes)
            }
            DeValue::Table(table) => return self.table(table, range, depth),
        };
        Some(Node { span: self.problems.span(range), kind })
    }

    fn table(&mut self, table: &DeTable<'_>, range: Range<usize>, depth: usize) -> Option<Node> {
        self.depth(depth, &range)?;
        let mut entries = Vec::with_capacity(table.len());
        for (key, value) in table {
            let span = self.problems.span(key.span());
            let text = key.get_ref().clone().into_owned();
            self.problems.no_control(&text, key.span());
            entries.push((Key { span, text }, self.value(value, depth + 1)?));
        }
        Some(Node { span: self.problems.span(range), kind: NodeKind::Mapping(entries) })
    }

    fn count(&mut self, range: &Range<usize>) -> Option<()> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            self.problems.too_many(range.clone());
            return None;
        }
        Some(())
    }

    fn depth(&mut self, depth: usize, range: &Range<usize>) -> Option<()> {
        if depth > MAX_DEPTH {
            self.problems.too_deep(range.clone());
            return None;
        }
        Some(())
    }
}
