//! Edits that mend a mistake, and putting them into a text.

use crate::source::Span;

/// One place of a source written anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; an empty range inserts.
    pub span: Span,
    /// What is written there.
    pub replacement: String,
}

/// Edits that together mend the mistake. No two of them overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fix {
    /// The edits, in no particular order.
    pub edits: Vec<Edit>,
    /// Whether they choose what was meant, such as one of two readings or the nearest name: the text would mean
    /// something else with another choice, and only the author knows. Such a fix is offered and not made unasked.
    pub chooses: bool,
}

/// `text` with `edits`, all of its source, put into it. An edit that overlaps one before it in the list is left
/// out; of two that insert at one place the first stands first.
pub fn apply<'a>(text: &str, edits: impl IntoIterator<Item = &'a Edit>) -> String {
    let mut taken: Vec<&Edit> = Vec::new();
    for edit in edits {
        let range = edit.span.range();
        let overlaps = |other: &&Edit| {
            let other = other.span.range();
            range.start < other.end && other.start < range.end
        };
        if text.get(range.clone()).is_some() && !taken.iter().any(overlaps) {
            taken.push(edit);
        }
    }
    taken.sort_by_key(|edit| edit.span.range().start);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in taken {
        let range = edit.span.range();
        out.push_str(text.get(done..range.start).unwrap_or_default());
        out.push_str(&edit.replacement);
        done = range.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    fn edit(start: usize, end: usize, replacement: &str) -> Edit {
        Edit { span: Span::new(SourceId(0), start..end), replacement: replacement.to_owned() }
    }

    #[test]
    fn edits_go_in_wherever_they_stand_in_the_list() {
        let edits = [edit(4, 5, "E"), edit(0, 1, ""), edit(2, 2, "-")];
        assert_eq!(apply("abcde", &edits), "b-cdE");
    }

    #[test]
    fn what_overlaps_an_earlier_edit_or_leaves_the_text_is_left_out() {
        let edits = [edit(1, 3, "X"), edit(2, 4, "Y"), edit(4, 9, "Z"), edit(3, 3, "+")];
        assert_eq!(apply("abcde", &edits), "aX+de");
    }

    #[test]
    fn a_cut_character_is_no_place() {
        assert_eq!(apply("扣分", &[edit(1, 3, "x")]), "扣分");
    }
}
