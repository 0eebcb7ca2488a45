//! Widths and line breaks of text that mixes Chinese and Latin.
//!
//! miette wraps through `textwrap`, but never the words beside a place, and by rules that take the
//! Chinese quotes for Latin ones, so that `的“三公”经费` cannot be broken anywhere. One small wrapper
//! serves headline, words beside a place and remedies alike.

use unicode_width::UnicodeWidthChar;

/// How the terminal draws the characters of ambiguous width, such as `≥ — “`.
#[derive(Clone, Copy, Debug)]
pub struct Widths {
    /// Two columns each, as some terminals of the Far East do, not one.
    pub wide_ambiguous: bool,
}

impl Widths {
    /// Columns that `c` takes.
    pub fn of_char(self, c: char) -> usize {
        let width = if self.wide_ambiguous { c.width_cjk() } else { c.width() };
        width.unwrap_or(0)
    }

    /// Columns that `text` takes.
    pub fn of(self, text: &str) -> usize {
        text.chars().map(|c| self.of_char(c)).sum()
    }

    /// Whether `c` is one column wide here and two there.
    pub fn ambiguous(c: char) -> bool {
        c.width() == Some(1) && c.width_cjk() == Some(2)
    }

    /// `text` in lines of at most `first` columns, then `rest` columns. A line end in `text` stays one.
    pub fn wrap(self, text: &str, first: usize, rest: usize) -> Vec<String> {
        let mut lines = Vec::new();
        for paragraph in text.lines() {
            self.wrap_paragraph(paragraph.trim_end(), first, rest, &mut lines);
        }
        lines
    }

    fn wrap_paragraph(self, text: &str, first: usize, rest: usize, lines: &mut Vec<String>) {
        let mut begin = 0;
        let mut width = 0;
        // Where the line may end and how wide it is up to there; the last such place that fits.
        let mut chance: Option<(usize, usize)> = None;
        let (mut before, mut word_end) = (None, None);
        for (at, c) in text.char_indices() {
            let may_break = before.is_some_and(|b| self.may_break(b, c) && !self.is_number_apart(word_end, b, c));
            if may_break && !text[begin..at].trim().is_empty() {
                chance = Some((at, width));
            }
            let own = self.of_char(c);
            // Twice where even what follows the chance is too long.
            while at > begin && !c.is_whitespace() {
                let limit = if lines.is_empty() { first } else { rest };
                if width + own <= limit.max(2) {
                    break;
                }
                // A word longer than the line is broken where the line ends.
                let (end, used) = chance.take().unwrap_or((at, width));
                push_line(lines, &text[begin..end]);
                begin = end;
                width -= used;
            }
            width += own;
            before = Some(c);
            if !c.is_whitespace() {
                word_end = Some(c);
            }
        }
        push_line(lines, &text[begin..]);
    }

    /// Whether the blank `before` stands in 第 5 行, or between a number and its Chinese measure word: `word_end` is
    /// the last character before the blank.
    fn is_number_apart(self, word_end: Option<char>, before: char, after: char) -> bool {
        let wide = |c: char| c.width() == Some(2);
        before.is_whitespace()
            && match word_end {
                Some('第') => after.is_ascii_digit(),
                Some(end) => end.is_ascii_digit() && wide(after),
                None => false,
            }
    }

    /// Whether a line may end between `before` and `after`.
    fn may_break(self, before: char, after: char) -> bool {
        if after.is_whitespace() || "，。、；：？！）】》〉」』”’…—％,.;:?!)]}%‰".contains(after)
        {
            return false;
        }
        if before.is_whitespace() {
            return true;
        }
        if "（【《〈「『“‘([{".contains(before) || before.is_ascii_digit() || before == '%' {
            // A number stays with its unit.
            return false;
        }
        let wide = |c: char| c.width() == Some(2);
        wide(before) || wide(after)
    }
}

fn push_line(lines: &mut Vec<String>, line: &str) {
    lines.push(line.trim_end().to_owned());
}

#[cfg(test)]
mod tests {
    use super::Widths;

    const NARROW: Widths = Widths { wide_ambiguous: false };

    #[test]
    fn chinese_breaks_anywhere_but_before_a_closing_mark() {
        assert_eq!(NARROW.wrap("本级支出率，低于目标值", 10, 10), ["本级支出", "率，低于目", "标值"]);
        assert_eq!(NARROW.wrap("压减“三公”经费", 7, 7), ["压减“三", "公”经费"]);
        assert_eq!(NARROW.wrap("压减“三公”经费", 5, 9), ["压减", "“三公”经", "费"]);
    }

    #[test]
    fn words_and_numbers_with_their_units_stay_whole() {
        assert_eq!(NARROW.wrap("write points here", 9, 9), ["write", "points", "here"]);
        assert_eq!(NARROW.wrap("满分是20分", 8, 8), ["满分是", "20分"]);
        assert_eq!(NARROW.wrap("见 a.yaml 第 12 行）", 14, 14), ["见 a.yaml", "第 12 行）"]);
        assert_eq!(NARROW.wrap("合计得 78.25 分", 13, 13), ["合计得", "78.25 分"]);
    }

    #[test]
    fn what_fits_nowhere_is_cut() {
        assert_eq!(NARROW.wrap("abcdefgh", 3, 3), ["abc", "def", "gh"]);
        assert_eq!(NARROW.wrap("分", 0, 0), ["分"]);
        assert_eq!(NARROW.wrap("", 5, 5), Vec::<String>::new());
    }

    #[test]
    fn given_line_ends_and_first_width_are_kept() {
        assert_eq!(NARROW.wrap("一二三四\n\n五", 4, 8), ["一二", "三四", "", "五"]);
        assert_eq!(NARROW.wrap("一二三四五六", 4, 6), ["一二", "三四五", "六"]);
    }

    #[test]
    fn a_terminal_may_draw_ambiguous_characters_wide() {
        let wide = Widths { wide_ambiguous: true };
        assert_eq!((NARROW.of("“≥”—"), wide.of("“≥”—")), (4, 8));
    }
}
