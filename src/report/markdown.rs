//! A document as Markdown: CommonMark with the tables of GitHub.

use super::document::{Block, Cell, Document, Item, Table};

/// `document` as Markdown. Whatever it says is shown as it stands: no sign in it is taken for markup. Merged cells
/// are written once, where they begin; Markdown has none.
pub fn markdown(document: &Document) -> String {
    let mut writer = Writer { out: String::new() };
    for block in &document.blocks {
        writer.block(block);
    }
    writer.out
}

struct Writer {
    out: String,
}

impl Writer {
    fn block(&mut self, block: &Block) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        match block {
            Block::Heading(level, words) => {
                let marks = "#".repeat(usize::from(*level).clamp(1, 6));
                self.line(&format!("{marks} {}", heading(words)));
            }
            Block::Paragraph(words) => self.line(&lines(words, "\\\n")),
            Block::Caption(words) => self.line(&format!("**{}**", heading(words))),
            Block::Fields(fields) => {
                for (name, value) in fields {
                    self.line(&format!("- **{}** {}", heading(name), lines(value, "\\\n  ")));
                }
            }
            Block::Table(table) => self.table(table),
            Block::List(items) => self.list(items, ""),
            Block::Code(first, code) => self.code(*first, code),
        }
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    fn list(&mut self, items: &[Item], margin: &str) {
        let inner = format!("{margin}  ");
        for item in items {
            let text = lines(&item.text, &format!("\\\n{inner}"));
            self.line(&format!("{margin}- {text}"));
            self.list(&item.items, &inner);
        }
    }

    fn table(&mut self, table: &Table) {
        let head: Vec<String> = table.columns.iter().map(|column| in_table(&column.head)).collect();
        self.row(&head);
        let rule: Vec<String> =
            table.columns.iter().map(|column| if column.number { "---:" } else { "---" }.to_owned()).collect();
        self.row(&rule);
        for row in &table.rows {
            let cell = |i: usize| row.cells.get(i).map_or_else(String::new, |cell| self.cell(cell, row.depth, i));
            let cells: Vec<String> = (0..table.columns.len()).map(cell).collect();
            self.row(&cells);
        }
    }

    /// A cell; the first stands in as deep as its row does in the tree.
    fn cell(&self, cell: &Cell, depth: usize, column: usize) -> String {
        let margin = if column == 0 { "\u{3000}".repeat(depth) } else { String::new() };
        format!("{margin}{}", in_table(&cell.text))
    }

    fn row(&mut self, cells: &[String]) {
        self.out.push('|');
        for cell in cells {
            self.out.push(' ');
            self.out.push_str(cell);
            self.out.push_str(if cell.is_empty() { "|" } else { " |" });
        }
        self.out.push('\n');
    }

    fn code(&mut self, first: usize, code: &str) {
        // The fence is longer than any run of its signs within.
        let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        let digits = (first + code.lines().count()).to_string().len();
        self.line(&format!("{fence}text"));
        for (i, line) in code.lines().enumerate() {
            self.line(&format!("{:>digits$} │ {}", first + i, printable(line)));
        }
        self.line(&fence);
    }
}

/// `text` without the signs that no document shows.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c == '\t' { ' ' } else { c }).filter(|c| !c.is_control()).collect()
}

fn heading(words: &str) -> String {
    escaped(&words.split('\n').collect::<Vec<_>>().join(" "), false)
}

/// Running text of one or several lines, put together with `apart`.
fn lines(text: &str, apart: &str) -> String {
    let lines = text.split('\n').map(|line| escaped(line.trim(), true)).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(apart)
}

/// A cell of a table, which has no lines of its own.
fn in_table(text: &str) -> String {
    text.split('\n').map(|line| escaped(line.trim(), false)).collect::<Vec<_>>().join("<br>")
}

/// `text` with a stroke before every sign that would be read as markup. `begins` tells that it begins a line.
fn escaped(text: &str, begins: bool) -> String {
    let text = printable(text);
    let mut out = String::with_capacity(text.len());
    let chars: Vec<char> = text.chars().collect();
    let at = |i: usize| chars.get(i).copied();
    // `1.` or `1)` would number a list.
    let digits = chars.iter().take_while(|c| c.is_ascii_digit()).count();
    let numbers = begins
        && (1..10).contains(&digits)
        && matches!(at(digits), Some('.' | ')'))
        && at(digits + 1).is_none_or(char::is_whitespace);
    for (i, c) in chars.iter().copied().enumerate() {
        let first = begins && i == 0;
        let marks = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '&' | '|' | '~' => true,
            // Within a word it is a letter like others.
            '_' => {
                let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                !(i > 0 && letter(at(i - 1)) && letter(at(i + 1)))
            }
            '#' => first || at(i + 1).is_none(),
            '+' | '-' | '>' | '=' => first,
            '.' | ')' => numbers && i == digits,
            _ => false,
        };
        if marks {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    use super::*;
    use crate::report::document::{Column, Row};

    /// What a reader of `text` sees: the blocks by their first letter, the cells of tables apart.
    fn seen(text: &str) -> Vec<String> {
        let mut seen = vec![String::new()];
        let next = |seen: &mut Vec<String>| {
            if seen.last().is_some_and(|last| !last.is_empty()) {
                seen.push(String::new());
            }
        };
        for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
            match event {
                Event::Text(words) | Event::Code(words) => {
                    if let Some(last) = seen.last_mut() {
                        last.push_str(&words);
                    }
                }
                Event::InlineHtml(html) => assert_eq!(&*html, "<br>"),
                Event::Start(Tag::TableCell) | Event::HardBreak => seen.push(String::new()),
                Event::Start(Tag::Emphasis | Tag::Link { .. } | Tag::Image { .. } | Tag::Strikethrough) => {
                    panic!("markup in {text}")
                }
                Event::End(TagEnd::Table) | Event::Start(_) => next(&mut seen),
                _ => {}
            }
        }
        seen
    }

    const SIGNS: &[&str] = &[
        "甲*乙*丙",
        "a_b_c",
        "_前后_",
        "`代码`",
        "<b>&amp;",
        "1. 一项",
        "3) 三项",
        "- 减",
        "+ 加",
        "# 号 #",
        "> 大于",
        "=====",
        "a | b",
        "a \\| b",
        "\\",
        "[链接](http://x)",
        "![图](x)",
        "~~删~~",
        "| --- |",
        "*",
        "2024. 年",
        "年度实际支出 ≥ 1000万元（含）",
        "Z01_1",
        "“三公”经费",
        "=SUM(A1)",
        "-",
        "--- ---",
        "***",
    ];

    #[test]
    fn no_sign_is_taken_for_markup() {
        for signs in SIGNS {
            let mut document = Document::default();
            document.paragraph(*signs);
            document.heading(3, *signs);
            document.list(vec![Item { text: (*signs).into(), items: vec![Item::text(*signs)] }]);
            let table = Table {
                columns: vec![Column::words(*signs), Column::numbers("2")],
                rows: vec![Row::new([*signs, "x"])],
            };
            document.blocks.push(Block::Table(table));
            let text = markdown(&document);
            let wanted = [signs, signs, signs, signs, signs, "2", signs, "x"].map(|s: &str| s.to_owned());
            let found: Vec<String> = seen(&text).into_iter().filter(|words| !words.is_empty()).collect();
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn lines_stay_lines_and_merged_cells_are_written_once() {
        let table = Table {
            columns: vec![Column::words("指标"), Column::words("说明"), Column::numbers("得分")],
            rows: vec![
                Row { cells: vec![Cell::from("甲").down(2), "一\n二".into(), "1".into()], ..Row::default() },
                Row { cells: vec![Cell::covered(), Cell::from("三").across(2), Cell::covered()], ..Row::default() },
            ],
        };
        let mut document = Document::default();
        document.blocks.push(Block::Fields(vec![("对象".into(), "某局\n某科".into())]));
        document.blocks.push(Block::Table(table));
        document.blocks.push(Block::Code(9, "```\n得分 = 1分\n".into()));
        let wanted = "- **对象** 某局\\\n  某科\n\n| 指标 | 说明 | 得分 |\n| --- | --- | ---: |\n| 甲 | 一<br>二 | 1 |\n| | 三 | |\n\n````text\n 9 │ ```\n10 │ 得分 = 1分\n````\n";
        assert_eq!(markdown(&document), wanted);
    }
}
