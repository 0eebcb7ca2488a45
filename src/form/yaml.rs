//! The form as YAML: what is to be filled in stands in comments above each blank value.

use super::asked::Column;
use super::words::Words;
use super::{Entry, Form, Group, Place};
use crate::diagnostic::Message;
use crate::facts::{Format, Keyword, Spelling, Writing, visible};
use crate::wrap::Widths;

/// Columns that a comment takes.
const WIDTH: usize = 100;

/// `form` as an empty facts file in YAML, of which every value is missing.
pub fn yaml(form: &Form) -> String {
    let words = Words::new(form);
    let spelling = if form.english { Spelling::English } else { Spelling::Chinese };
    let writing = Writing { format: Format::Yaml, spelling };
    let mut yaml = Yaml { words, writing, text: String::new() };
    yaml.form(form);
    yaml.text
}

struct Yaml {
    words: Words,
    writing: Writing,
    text: String,
}

impl Yaml {
    fn form(&mut self, form: &Form) {
        let title = self.words.title(form);
        let title = self.words.text(&Message::new("form-yaml-title").arg("title", title));
        self.comment(0, &title);
        self.line(0, "#");
        self.comment(0, &self.words.word("form-yaml-how"));
        self.blank();
        self.comment(0, &self.words.word("form-subject-hint"));
        self.line(0, &self.entry(Keyword::Subject));
        let example = self.words.word("form-period-hint");
        self.comment(0, &example);
        if let Some((first, last)) = &form.valid {
            let within = Message::new("form-period-valid").arg("first", first.as_str()).arg("last", last.as_str());
            self.comment(0, &self.words.text(&within));
        }
        self.line(0, &self.entry(Keyword::Period));
        self.blank();
        self.line(0, &self.entry(Keyword::Facts));
        for group in &form.groups {
            self.group(group);
        }
        if !form.places.is_empty() {
            self.blank();
            self.comment(0, &self.words.word("form-yaml-awards"));
            self.line(0, &self.entry(Keyword::Awards));
            for place in &form.places {
                self.place(place);
            }
        }
    }

    fn group(&mut self, group: &Group) {
        self.blank();
        let owner = group.owner.as_ref().map_or_else(|| self.words.word("form-yaml-others"), |name| visible(name));
        self.comment(1, &format!("── {owner} ──"));
        if let Some(explain) = &group.explain {
            self.comment(1, &visible(explain));
        }
        for entry in &group.entries {
            self.blank();
            self.fact(entry);
        }
    }

    fn fact(&mut self, entry: &Entry) {
        let about = self.words.about(entry);
        self.comment(1, &about.join("\n"));
        let name = format!("{}:", self.writing.key(&entry.name));
        if let Some(columns) = entry.asked.columns() {
            self.comment(1, &self.words.word("form-yaml-columns"));
            for column in columns {
                self.column(column);
            }
            self.line(1, &name);
            self.row(columns);
            return;
        }
        self.line(1, &name);
        self.line(2, &self.entry(Keyword::Value));
        self.line(2, &self.entry(Keyword::Source));
    }

    fn column(&mut self, column: &Column) {
        let what = self.words.what(&column.asked);
        let text = Message::new("form-yaml-column").arg("name", visible(&column.name)).arg("what", what);
        let text = self.words.text(&text);
        let lines = Widths { wide_ambiguous: true }.wrap(&text, WIDTH - 6, WIDTH - 8);
        for (number, line) in lines.iter().enumerate() {
            self.line(1, &format!("#   {}{line}", if number == 0 { "" } else { "  " }));
        }
    }

    /// A row to be copied.
    fn row(&mut self, columns: &[Column]) {
        for (number, column) in columns.iter().enumerate() {
            let mark = if number == 0 { "-" } else { " " };
            self.line(2, &format!("# {mark} {}:", self.writing.key(&column.name)));
        }
        self.line(2, &format!("#   {}", self.entry(Keyword::Source)));
    }

    fn place(&mut self, place: &Place) {
        let mut about: Vec<String> = Vec::new();
        if place.due {
            about.push(self.words.word("form-yaml-award-due"));
        }
        if let Some(limit) = &place.limit {
            about.push(self.words.text(&Message::new("form-yaml-award-limit").arg("limit", limit.as_str())));
        }
        if !place.levels.is_empty() {
            let levels = place.levels.join(&self.words.word("form-option-joint"));
            about.push(self.words.text(&Message::new("form-fill-option").arg("options", levels)));
        }
        if !place.rows.is_empty() {
            about.push(self.words.text(&Message::new("form-yaml-award-rows").arg("tables", place.rows.clone())));
        }
        self.blank();
        if !about.is_empty() {
            self.comment(1, &about.join(&self.words.word("form-joint")));
        }
        self.line(1, &format!("# {}:", self.writing.key(&place.path)));
        let scored = if place.levels.is_empty() { Keyword::Score } else { Keyword::Level };
        for keyword in [scored, Keyword::Reason, Keyword::Source] {
            self.line(1, &format!("#   {}", self.entry(keyword)));
        }
    }

    /// `值:`
    fn entry(&self, keyword: Keyword) -> String {
        format!("{}:", self.writing.key(self.words.keyword(keyword)))
    }

    fn comment(&mut self, level: usize, text: &str) {
        let width = WIDTH - 2 * level - 2;
        for line in (Widths { wide_ambiguous: true }).wrap(text, width, width) {
            self.line(level, format!("# {}", line.trim()).trim_end());
        }
    }

    fn line(&mut self, level: usize, text: &str) {
        self.text.push_str(&"  ".repeat(level));
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn blank(&mut self) {
        self.text.push('\n');
    }
}
