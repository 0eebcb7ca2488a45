//! A published table written as JSON (or YAML or TOML, which give the same tree).

use super::number::{Printed, is_none};
use super::published::{Figure, From, Published, ScoreRow, ScoreTable};
use crate::diagnostic::{Arg, Code, Diagnostic, Diagnostics};
use crate::facts::{Key, Node, NodeKind};
use crate::source::Span;

/// The keys at the top and of each table.
const TABLE: &[&str] =
    &["subject", "period", "source", "name", "points", "score", "rate", "grade", "adjustment", "indicators"];
/// The keys of a row.
const ROW: &[&str] = &["name", "indicator", "points", "score", "rate", "children"];
/// The keys of a number.
const FIGURE: &[&str] = &["name", "value", "from", "place"];
/// Most rows and numbers.
const MOST: usize = 100_000;

/// Reads `root`. What cannot be read is told; the rest is there all the same.
pub fn read(root: &Node) -> (Published, Diagnostics) {
    let assessment = root.get("facts_digest").is_some();
    let mut reader = Reader { told: Diagnostics::new(), count: 0, assessment };
    let published = reader.file(root);
    (published, reader.told)
}

struct Reader {
    told: Diagnostics,
    count: usize,
    /// Whether it is an assessment as this program writes it, which says more of each indicator.
    assessment: bool,
}

impl Reader {
    fn file(&mut self, root: &Node) -> Published {
        let mut published = Published::default();
        // A list of rows is a table without a head.
        if root.items().is_some() {
            published.tables.extend(self.rows_table(root));
            return published;
        }
        let mut known: Vec<&str> = TABLE.to_vec();
        known.extend(["tables", "figures"]);
        let Some(entries) = self.mapping(root, &known) else { return published };
        published.subject = words(root.get("subject"));
        published.period = words(root.get("period"));
        if entries.iter().any(|(key, _)| key.text == "indicators") {
            published.tables.push(self.table(root));
        }
        for table in self.items(root.get("tables")) {
            if self.mapping(table, TABLE).is_some() {
                published.tables.push(self.table(table));
            }
        }
        for figure in self.items(root.get("figures")) {
            published.figures.extend(self.figure(figure));
        }
        if published.tables.is_empty() && published.figures.is_empty() {
            self.told.push(Diagnostic::new(Code::PrintedEmpty, root.span));
        }
        published
    }

    fn rows_table(&mut self, node: &Node) -> Option<ScoreTable> {
        let mut table = ScoreTable::default();
        for row in self.items(Some(node)) {
            self.row(row, None, &mut table);
        }
        if table.rows.is_empty() && table.total.is_none() {
            self.told.push(Diagnostic::new(Code::PrintedEmpty, node.span));
            return None;
        }
        Some(table)
    }

    fn table(&mut self, node: &Node) -> ScoreTable {
        let mut table = ScoreTable { name: words(node.get("name")), ..ScoreTable::default() };
        for row in self.items(node.get("indicators")) {
            self.row(row, None, &mut table);
        }
        let adjustments = self.items(node.get("adjustments").filter(|_| self.assessment));
        for adjustment in node.get("adjustment").into_iter().chain(adjustments) {
            let at = table.rows.len();
            self.row(adjustment, None, &mut table);
            table.rows.iter_mut().skip(at).for_each(|row| row.adjustment = true);
        }
        if ["points", "score", "rate"].iter().any(|key| node.get(key).is_some()) {
            let mut total = ScoreRow::new("", node.get("score").map_or(node.span, |score| score.span));
            self.numbers(node, &mut total);
            table.total = Some(total);
        }
        if let Some(grade) = node.get("grade") {
            let text = words(Some(grade));
            table.grade = Some((text, grade.span)).filter(|(text, _)| !text.is_empty());
        }
        table
    }

    fn row(&mut self, node: &Node, parent: Option<usize>, table: &mut ScoreTable) {
        self.count += 1;
        if self.count > MOST {
            return;
        }
        // What is worked out within an indicator stands in no published table.
        let part = self.assessment && words(node.get("kind")) == "part";
        if part || self.mapping(node, ROW).is_none() {
            return;
        }
        let name = node.get("name").or(node.get("indicator"));
        let text = words(name);
        let Some(name) = name.filter(|_| !text.is_empty()) else {
            self.told.push(Diagnostic::new(Code::PrintedShape, node.span).arg("expected", Arg::Key("printed-row")));
            return;
        };
        let mut row = ScoreRow::new(&text, name.span);
        row.parent = parent;
        self.numbers(node, &mut row);
        if parent.is_none() && super::matching::is_total(&text) {
            table.total = Some(row);
            return;
        }
        let at = table.rows.len();
        table.rows.push(row);
        for child in self.items(node.get("children")) {
            self.row(child, Some(at), table);
        }
    }

    fn numbers(&mut self, node: &Node, row: &mut ScoreRow) {
        row.points = self.number(node.get("points"));
        row.score = self.number(node.get("score"));
        row.rate = self.number(node.get("rate"));
    }

    fn figure(&mut self, node: &Node) -> Option<Figure> {
        self.count += 1;
        if self.count > MOST {
            return None;
        }
        self.mapping(node, FIGURE)?;
        let name = words(node.get("name"));
        let value = self.number(node.get("value"));
        let Some(value) = value.filter(|_| !name.is_empty()) else {
            let shape = Diagnostic::new(Code::PrintedShape, node.span);
            self.told.push(shape.arg("expected", Arg::Key("printed-figure")));
            return None;
        };
        let from = node.get("from").filter(|node| node.kind != NodeKind::Null).and_then(|node| {
            let text = words(Some(node));
            let from = From::read(&text, node.span);
            if from.is_none() {
                self.told.push(Diagnostic::new(Code::PrintedFrom, node.span).arg("written", text));
            }
            from
        });
        Some(Figure { name, value, from, place: words(node.get("place")) })
    }

    fn number(&mut self, node: Option<&Node>) -> Option<Printed> {
        let node = node?;
        let text = words(Some(node));
        if is_none(&text) {
            return None;
        }
        let number = Printed::read(&text, node.span);
        if number.is_none() {
            self.told.push(not_number(&text, node.span));
        }
        number
    }

    /// The entries of a mapping whose keys are all `known`; an assessment has others.
    fn mapping<'n>(&mut self, node: &'n Node, known: &[&str]) -> Option<&'n [(Key, Node)]> {
        let Some(entries) = node.entries() else {
            let shape = Diagnostic::new(Code::PrintedShape, node.span);
            self.told.push(shape.arg("expected", Arg::Key("printed-mapping")));
            return None;
        };
        let assessment = self.assessment;
        for (key, _) in entries.iter().filter(|(key, _)| !assessment && !known.contains(&key.text.as_str())) {
            let keys: Vec<&str> = known.to_vec();
            self.told.push(Diagnostic::new(Code::PrintedKey, key.span).arg("key", key.text.as_str()).arg("keys", keys));
        }
        Some(entries)
    }

    /// The items of a list; nothing where there is none.
    fn items<'n>(&mut self, node: Option<&'n Node>) -> &'n [Node] {
        match node.map(|node| (node, &node.kind)) {
            None | Some((_, NodeKind::Null)) => &[],
            Some((_, NodeKind::Sequence(items))) => items,
            Some((node, _)) => {
                let shape = Diagnostic::new(Code::PrintedShape, node.span);
                self.told.push(shape.arg("expected", Arg::Key("printed-list")));
                &[]
            }
        }
    }
}

/// Tells that `text` is no number.
pub fn not_number(text: &str, span: Span) -> Diagnostic {
    let shown: String = text.chars().take(40).collect();
    Diagnostic::new(Code::PrintedNotNumber, span).arg("written", shown)
}

/// The text of a scalar; empty for anything else.
fn words(node: Option<&Node>) -> String {
    match node.map(|node| &node.kind) {
        Some(NodeKind::Text(text) | NodeKind::Number(text)) => text.trim().to_owned(),
        _ => String::new(),
    }
}
