//! A page for a terminal: no marks of Markdown, paragraphs in lines of its width, code indented.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::wrap::Widths;

/// How a page is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageStyle {
    /// Columns of a line; there may be no end to them.
    pub width: usize,
    /// Whether headings are bold and code is coloured.
    pub color: bool,
}

const WIDTHS: Widths = Widths { wide_ambiguous: false };
/// How far code stands in.
const CODE: &str = "    ";
/// Blanks between the columns of a table.
const BETWEEN: usize = 2;

/// `markdown` for a terminal.
pub(super) fn render(markdown: &str, style: &PageStyle) -> String {
    let mut writer = Writer { style: *style, ..Writer::new() };
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        writer.event(event);
    }
    writer.out
}

/// `markdown` as words alone, a line a paragraph.
pub(super) fn words(markdown: &str) -> String {
    let mut writer = Writer::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        writer.event(event);
    }
    writer.out.trim_end().to_owned()
}

struct Writer {
    out: String,
    style: PageStyle,
    /// The words of the paragraph, heading or item that is being read.
    words: String,
    /// Before the first line of the item that is being read.
    bullet: String,
    /// The numbers of the lists that are open; `None` for a list of points.
    lists: Vec<Option<u64>>,
    code: Option<String>,
    /// The rows of the table that is being read.
    rows: Vec<Vec<String>>,
}

impl Writer {
    fn new() -> Writer {
        Writer {
            out: String::new(),
            style: PageStyle { width: usize::MAX, color: false },
            words: String::new(),
            bullet: String::new(),
            lists: Vec::new(),
            code: None,
            rows: Vec::new(),
        }
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                self.paragraph();
                self.code = Some(String::new());
                if let CodeBlockKind::Fenced(info) = kind
                    && let Some(name) = info.split_whitespace().find_map(|word| word.strip_prefix("file="))
                {
                    self.blank_line();
                    self.out.push_str(&format!("  {name}\n"));
                }
            }
            Event::End(TagEnd::CodeBlock) => self.code_block(),
            Event::Start(Tag::List(first)) => {
                self.paragraph();
                if self.lists.is_empty() {
                    self.blank_line();
                }
                self.lists.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                self.lists.pop();
            }
            Event::Start(Tag::Item) => {
                let margin = "  ".repeat(self.lists.len());
                self.bullet = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{margin}{}. ", *number - 1)
                    }
                    _ => format!("{margin}- "),
                };
            }
            Event::Start(Tag::TableHead | Tag::TableRow) => self.rows.push(Vec::new()),
            Event::End(TagEnd::TableCell) => {
                let words = std::mem::take(&mut self.words);
                if let Some(row) = self.rows.last_mut() {
                    row.push(words);
                }
            }
            Event::End(TagEnd::Table) => self.table(),
            Event::End(TagEnd::Heading(level)) => self.heading(level),
            Event::End(TagEnd::Paragraph | TagEnd::Item) => self.paragraph(),
            // What a test is told is nothing for readers.
            Event::Html(html) | Event::InlineHtml(html) => self.command(&html),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => self.words.push_str(&text),
            },
            // Between two of itself the mark could not be told from them.
            Event::Code(text) if text.contains('`') => self.words.push_str(&text),
            Event::Code(text) => self.words.push_str(&format!("`{text}`")),
            // Chinese is written without blanks, so a line end within it is none.
            Event::SoftBreak if self.words.chars().next_back().is_some_and(is_chinese) => {}
            Event::SoftBreak => self.words.push(' '),
            Event::HardBreak => self.words.push('\n'),
            _ => {}
        }
    }

    /// The command that a comment names, where the example is not run by the usual one.
    fn command(&mut self, html: &str) {
        let inside = html.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->")).map(str::trim);
        if let Some(command) = inside.filter(|inside| inside.starts_with("eval ")) {
            self.blank_line();
            self.out.push_str(&format!("  rubric {command}\n"));
        }
    }

    fn blank_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn heading(&mut self, level: HeadingLevel) {
        let words = std::mem::take(&mut self.words);
        self.blank_line();
        for line in WIDTHS.wrap(&words, self.style.width, self.style.width) {
            let (on, off) = match (self.style.color, level) {
                (false, _) => ("", ""),
                (true, HeadingLevel::H1) => ("\u{1b}[1m", "\u{1b}[0m"),
                (true, _) => ("\u{1b}[1;34m", "\u{1b}[0m"),
            };
            self.out.push_str(&format!("{on}{line}{off}\n"));
        }
    }

    fn paragraph(&mut self) {
        let words = std::mem::take(&mut self.words);
        let bullet = std::mem::take(&mut self.bullet);
        if words.trim().is_empty() {
            return;
        }
        if self.lists.is_empty() {
            self.blank_line();
        }
        let rest = " ".repeat(if bullet.is_empty() { self.lists.len() * 4 } else { WIDTHS.of(&bullet) });
        let first = if bullet.is_empty() { &rest } else { &bullet };
        let room = self.style.width.saturating_sub(WIDTHS.of(first));
        for (index, line) in WIDTHS.wrap(&words, room, room).iter().enumerate() {
            self.out.push_str(if index == 0 { first } else { &rest });
            self.out.push_str(line);
            self.out.push('\n');
        }
    }

    /// The rows that were read, the cells of a column one below the other. What is too wide is broken, each column
    /// getting an equal share of what the narrow ones leave.
    fn table(&mut self) {
        self.blank_line();
        let rows = std::mem::take(&mut self.rows);
        let count = rows.iter().map(Vec::len).max().unwrap_or(0);
        let natural = |column: usize| {
            rows.iter().filter_map(|row| row.get(column)).map(|cell| WIDTHS.of(cell)).max().unwrap_or(0)
        };
        let mut columns: Vec<usize> = (0..count).map(natural).collect();
        let mut room = self.style.width.saturating_sub(BETWEEN * count);
        let mut left = count;
        let mut by_width: Vec<usize> = (0..count).collect();
        by_width.sort_by_key(|column| columns.get(*column).copied());
        for column in by_width {
            if let Some(width) = columns.get_mut(column) {
                *width = (*width).min(room / left.max(1)).max(2);
                room = room.saturating_sub(*width);
            }
            left -= 1;
        }
        for row in &rows {
            let cells: Vec<Vec<String>> =
                row.iter().zip(&columns).map(|(cell, width)| WIDTHS.wrap(cell, *width, *width)).collect();
            for number in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
                let mut line = String::new();
                for (cell, width) in cells.iter().zip(&columns) {
                    let part = cell.get(number).map_or("", String::as_str);
                    let blanks = width.saturating_sub(WIDTHS.of(part));
                    line.push_str(&format!("{}{part}{}", " ".repeat(BETWEEN), " ".repeat(blanks)));
                }
                self.out.push_str(line.trim_end());
                self.out.push('\n');
            }
        }
    }

    fn code_block(&mut self) {
        let Some(code) = self.code.take() else { return };
        if !self.out.ends_with(":\n") {
            self.blank_line();
        }
        let (on, off) = if self.style.color { ("\u{1b}[36m", "\u{1b}[0m") } else { ("", "") };
        for line in code.lines() {
            // Code keeps its lines: cut, it could not be copied.
            if line.is_empty() {
                self.out.push('\n');
            } else {
                self.out.push_str(&format!("{CODE}{on}{line}{off}\n"));
            }
        }
    }
}

/// Whether no blank stands between `c` and what follows it on the next line.
fn is_chinese(c: char) -> bool {
    WIDTHS.of_char(c) == 2 || matches!(c, '“' | '”' | '—' | '…')
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# E9: a `title`\n\nOne two\nthree **four** five six seven eight nine.\n\n中文的一行\n下一行。\n\n- first\n- second thing that is too long for one line of forty\n\n## Wrong\n\n<!-- eval --deny departures -->\n<!-- not for readers -->\n\n```rubric file=a.rubric\na\n\n  b\n```\n";

    #[test]
    fn nothing_of_markdown_is_left() {
        let shown = render(PAGE, &PageStyle { width: 40, color: false });
        let wanted = "E9: a `title`\n\nOne two three four five six seven eight\nnine.\n\n中文的一行下一行。\n\n  - first\n  - second thing that is too long for\n    one line of forty\n\nWrong\n\n  rubric eval --deny departures\n\n  a.rubric\n\n    a\n\n      b\n";
        assert_eq!(shown, wanted);
    }

    #[test]
    fn headings_and_code_have_colours_where_there_are_any() {
        let shown = render(PAGE, &PageStyle { width: 40, color: true });
        assert!(shown.contains("\u{1b}[1mE9: a `title`\u{1b}[0m\n"), "{shown}");
        assert!(shown.contains("    \u{1b}[36m  b\u{1b}[0m\n"), "{shown}");
    }

    #[test]
    fn the_columns_of_a_table_stand_below_one_another() {
        let table = "|写法|应写|\n|---|---|\n|不低于、不少于|`≥`|\n|高于|a very long remark that is broken|\n";
        let shown = render(table, &PageStyle { width: 40, color: false });
        let wanted = "  写法            应写\n  不低于、不少于  `≥`\n  高于            a very long remark\n                  that is broken\n";
        assert_eq!(shown, wanted);
    }

    #[test]
    fn words_alone_have_no_lines_but_paragraphs() {
        assert_eq!(words("One\ntwo.\n\n三\n四\n"), "One two.\n\n三四");
    }
}
