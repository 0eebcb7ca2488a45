//! The facts to be collected.

use crate::diagnostic::Message;
use crate::model::{Fact, Field, TypeKind};
use crate::report::document::{Block, Cell, Column, Row, Table};

use super::Maker;

impl Maker<'_> {
    /// The facts to be collected: of whom they are asked, what they are and where they are to be found.
    pub(super) fn facts(&mut self) {
        let rubric = self.rubric();
        if rubric.facts.is_empty() {
            return;
        }
        self.section("published-facts");
        let keys = [
            "published-fact-indicator",
            "published-fact",
            "published-fact-column",
            "published-fact-asked",
            "published-fact-source",
        ];
        let columns = keys.map(|key| Column::words(self.word(key))).to_vec();
        let mut rows: Vec<Row> = Vec::new();
        // Facts of one indicator stand together, in the order of their first.
        let mut groups: Vec<(Option<String>, Vec<&Fact>)> = Vec::new();
        for fact in &rubric.facts {
            let of = self.owner(fact);
            match groups.iter_mut().find(|(group, _)| *group == of) {
                Some((_, facts)) => facts.push(fact),
                None => groups.push((of, vec![fact])),
            }
        }
        // What several indicators read comes last.
        groups.sort_by_key(|(of, _)| of.is_none());
        for (of, facts) in groups {
            let start = rows.len();
            for fact in facts {
                rows.extend(self.fact(fact));
            }
            let down = rows.len() - start;
            let name = of.unwrap_or_else(|| self.word("published-fact-whole"));
            for (i, row) in rows.iter_mut().skip(start).enumerate() {
                row.cells.insert(0, if i == 0 { Cell::from(name.as_str()).down(down) } else { Cell::covered() });
            }
        }
        self.document.blocks.push(Block::Table(Table { columns, rows }));
    }

    /// The indicator or adjustment that a fact is declared in; `None` for the whole.
    fn owner(&self, fact: &Fact) -> Option<String> {
        if let Some(adjustment) = fact.adjustment {
            return self.rubric().adjustments.get(adjustment.index()).map(|adjustment| adjustment.name.clone());
        }
        let mut node = self.rubric().node(fact.node?);
        // A part is no row of the table.
        while node.part
            && let Some(parent) = node.parent
        {
            node = self.rubric().node(parent);
        }
        Some(node.name.clone())
    }

    /// The rows of a fact but for their first cell: one, or one a column of its table.
    fn fact(&self, fact: &Fact) -> Vec<Row> {
        let source = fact.source.clone().unwrap_or_default();
        let name = match &fact.explain {
            Some(explain) => self.say(
                Message::new("published-fact-explained").arg("name", fact.name.clone()).arg("explain", explain.clone()),
            ),
            None => fact.name.clone(),
        };
        let TypeKind::Table(table) = &fact.ty.kind else {
            let cells = [
                Cell::from(name).across(2),
                Cell::covered(),
                Cell::from(self.wording.asked(&fact.ty)),
                Cell::from(source),
            ];
            return vec![Row::new(cells)];
        };
        let down = table.fields.len().max(1);
        let name = format!("{name}\n{}", self.wording.asked(&fact.ty));
        let field_row = |(i, field): (usize, &Field)| {
            let (name, source) = if i == 0 {
                (Cell::from(name.as_str()).down(down), Cell::from(source.as_str()).down(down))
            } else {
                (Cell::covered(), Cell::covered())
            };
            Row::new([name, Cell::from(field.name.as_str()), Cell::from(self.wording.asked(&field.ty)), source])
        };
        table.fields.iter().enumerate().map(field_row).collect()
    }
}
