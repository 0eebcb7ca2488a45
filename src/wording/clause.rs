//! Clauses as a tree, and the tree as lines.

use crate::diagnostic::Message;

use super::Wording;

/// A clause: a sentence, or what leads in others.
#[derive(Clone, Debug, Default)]
pub(super) struct Clause {
    /// What it says.
    pub text: String,
    /// What it leads in.
    pub inner: Vec<Clause>,
    /// Whether it is a condition: `…的，` and not `…：` before the one that it leads in.
    pub condition: bool,
    /// Whether it is one of a numbered list even at the outermost level.
    pub numbered: bool,
}

impl Clause {
    /// A sentence.
    pub fn text(text: impl Into<String>) -> Clause {
        Clause { text: text.into(), ..Clause::default() }
    }

    /// What leads in `inner`.
    pub fn lead(text: impl Into<String>, inner: Vec<Clause>) -> Clause {
        Clause { text: text.into(), inner, ..Clause::default() }
    }

    /// A condition, and what is so where it holds.
    pub fn when(text: impl Into<String>, inner: Vec<Clause>) -> Clause {
        Clause { condition: true, ..Clause::lead(text, inner) }
    }

    /// The sentence, if it is one and no more.
    pub fn only(clauses: &[Clause]) -> Option<&str> {
        match clauses {
            [only] if only.inner.is_empty() => Some(&only.text),
            _ => None,
        }
    }
}

/// A line of a rule in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How many lines lead it in.
    pub depth: usize,
    /// What it says, with its number and what ends it.
    pub text: String,
}

/// What ends a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Clause,
    Lead,
}

impl Wording<'_> {
    /// `clauses` as lines, numbered where several stand under one, each with what ends it.
    pub(super) fn lines(&self, clauses: Vec<Clause>) -> Vec<Line> {
        let mut lines = Vec::new();
        let numbered = clauses.iter().filter(|clause| clause.numbered).count() > 1;
        let mut number = 0;
        for clause in clauses {
            let mark = if numbered && clause.numbered {
                number += 1;
                self.mark(0, number)
            } else {
                String::new()
            };
            self.line(clause, &mark, 1, &mut lines);
        }
        let last = lines.len().saturating_sub(1);
        let ended = lines.into_iter().enumerate().map(|(index, (depth, text, end))| {
            let key = match end {
                End::Lead => "wording-colon",
                End::Clause if index == last => "wording-stop",
                End::Clause => "wording-semicolon",
            };
            let end = self.locale.format(key, &Vec::new());
            Line { depth, text: format!("{}{}", self.tidy(&text), end.trim_end()) }
        });
        ended.collect()
    }

    fn line(&self, mut clause: Clause, mark: &str, depth: usize, lines: &mut Vec<(usize, String, End)>) {
        // One that leads in a single clause stands in a line with it.
        while let [_] = clause.inner.as_slice()
            && let Some(inner) = clause.inner.pop()
        {
            clause.text = self.joined(&clause, &inner.text);
            clause.condition = inner.condition;
            clause.inner = inner.inner;
        }
        let end = if clause.inner.is_empty() { End::Clause } else { End::Lead };
        let text = if mark.is_empty() { self.capital(clause.text) } else { format!("{mark}{}", clause.text) };
        lines.push((depth - 1, text, end));
        for (index, inner) in clause.inner.into_iter().enumerate() {
            let mark = self.mark(depth, index + 1);
            self.line(inner, &mark, depth + 1, lines);
        }
    }

    /// `clause` with `text` behind it in one line.
    pub(super) fn joined(&self, clause: &Clause, text: &str) -> String {
        let key = if clause.condition { "wording-comma" } else { "wording-colon" };
        format!("{}{}{text}", clause.text, self.locale.format(key, &Vec::new()))
    }

    /// The mark of the `number`th in a list, `depth` lists deep.
    fn mark(&self, depth: usize, number: usize) -> String {
        match depth {
            0 => self.say(Message::new("wording-mark-first").arg("number", number)),
            1 => self.say(Message::new("wording-mark-second").arg("number", number)),
            2 => {
                let marks = self.locale.format("wording-marks-third", &Vec::new());
                let mark = marks.split_whitespace().nth(number - 1).map(str::to_owned);
                let mark = mark.unwrap_or_else(|| number.to_string());
                self.say(Message::new("wording-mark-third").arg("mark", mark))
            }
            _ => self.say(Message::new("wording-mark-fourth").arg("number", number)),
        }
    }
}
