//! What the parser calls a mistake, in the words of the one who made it: its kinds are points of the
//! grammar, ours are what was typed.

mod flow;

use std::ops::Range;

use granit_parser::{ErrorKind as E, ScanError};

use super::super::problem::{Problems, Wide, begins_line, boundary_before, cut, line_around, quoted, shown, trimmed};
use super::{Mend, Piece, PieceKind, look};
use crate::diagnostic::{Arg, Code, Message};

/// Reports `error`. If it can be mended without moving anything, says how.
pub(super) fn report(text: &str, error: &ScanError, pieces: &[Piece<'_>], problems: &mut Problems<'_>) -> Option<Mend> {
    let at = boundary_before(text, error.marker().byte_offset().unwrap_or(text.len()));
    Fault { text, at, pieces, problems }.report(error.kind())
}

struct Fault<'a, 'p, 'f> {
    text: &'a str,
    at: usize,
    pieces: &'a [Piece<'a>],
    problems: &'p mut Problems<'f>,
}

impl Fault<'_, '_, '_> {
    fn report(&mut self, kind: &E) -> Option<Mend> {
        let at = self.at;
        // `*重要 事项`: an alias, and more text.
        if let Some(Piece { kind: PieceKind::Alias(_) | PieceKind::LostAlias, range, .. }) = self.pieces.last()
            && range.end <= at
            && !cut(self.text, range.start..at).contains('\n')
        {
            leading_mark(self.text, range.start, self.problems);
            return Some(Mend { range: range.start..range.start + 1, with: "x".to_owned() });
        }
        match kind {
            E::RecursionLimitExceeded => {
                self.problems.too_deep(first_char(self.text, at));
                None
            }
            E::DirectiveDisallowed => {
                leading_mark(self.text, at, self.problems);
                Some(Mend { range: at..at + 1, with: "#".to_owned() })
            }
            E::MissingAnchorOrAliasName
            | E::InvalidBlockScalarHeader
            | E::ZeroBlockScalarIndent
            | E::PlainScalarStartsWithDashFlowIndicator
            | E::MappingKeyNotAllowed
            | E::ExpectedTagBang
            | E::InvalidGlobalTagCharacter
            | E::InvalidTagTerminator
            | E::MissingTagUri
            | E::UnclosedVerbatimTag
            | E::UndeclaredTagHandle
            | E::InvalidTagEscape
            | E::InvalidTagUtf8
            | E::InvalidTagUtf8LeadingByte
            | E::InvalidTagUtf8TrailingByte
            | E::UnexpectedCharacter { .. } => self.mark(),
            E::TabNotAllowed
            | E::TabInBlockIndentation
            | E::TabInIndentation
            | E::TabInPlainScalar
            | E::TabAtBlockScalarStart
            | E::InvalidBlockEntryWhitespace
            | E::InvalidMappingValueWhitespace => self.tab(),
            E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar | E::InvalidQuotedScalarIndent => {
                self.open_quote(at)
            }
            E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar | E::CommentNotSeparated => {
                self.after_quote()
            }
            E::UnknownQuotedScalarEscape
            | E::InvalidQuotedScalarHexEscape
            | E::InvalidLowSurrogateHexEscape
            | E::InvalidLowSurrogate
            | E::MissingLowSurrogate
            | E::UnpairedLowSurrogate
            | E::InvalidUnicodeEscape => self.escape(),
            E::MappingValueNotAllowed => self.colon(),
            E::SimpleKeyExpected => self.bare_line(at),
            E::CommentInterceptedScalar => self.comment_inside(),
            E::BlockSequenceEntryNotAllowed => self.item(),
            E::ExpectedBlockMappingKey
            | E::ExpectedBlockSequenceEntry
            | E::ExpectedDocumentStart
            | E::InvalidIndentation
            | E::InvalidBlockScalarIndent
            | E::InvalidFlowScalarIndent => self.misplaced_line(),
            _ => self.in_brackets(kind),
        }
    }

    /// The innermost list or mapping that is open at the mistake.
    fn open(&self) -> Option<&Piece<'_>> {
        let mut stack = Vec::new();
        for piece in self.pieces {
            match piece.kind {
                PieceKind::Open { .. } => stack.push(piece),
                PieceKind::Close => drop(stack.pop()),
                _ => {}
            }
        }
        stack.pop()
    }

    /// Where the last scalar before the mistake stands.
    fn last_scalar(&self) -> Option<Range<usize>> {
        let last = self.pieces.last()?;
        matches!(last.kind, PieceKind::Scalar { .. }).then(|| last.range.clone())
    }

    /// Says no more than what was being read.
    fn generic(&mut self) -> Option<Mend> {
        if let Some(open) = flow::unclosed_above(self.text, self.at) {
            return self.unclosed(open);
        }
        let reading = match self.open().map(|p| &p.kind) {
            Some(PieceKind::Open { mapping: true, flow: true }) => "facts-in-braces",
            Some(PieceKind::Open { mapping: true, flow: false }) => "facts-in-mapping",
            Some(PieceKind::Open { flow: true, .. }) => "facts-in-brackets",
            Some(_) => "facts-in-list",
            None => "facts-in-file",
        };
        let range = first_char(self.text, self.at);
        let problem = self.problems.at(Code::FactsSyntax, range).arg("format", "YAML");
        self.problems.push(problem.arg("reading", Arg::Key(reading)));
        None
    }

    /// The full-width character at `at` explains the mistake.
    fn wide(&mut self, at: usize, wide: Wide) -> Option<Mend> {
        self.problems.full_width(self.text, at, wide);
        Some(Mend { range: at..at + wide.written.len_utf8(), with: wide.mended() })
    }

    /// A comment between two lines of one value, as it seems to the parser.
    fn comment_inside(&mut self) -> Option<Mend> {
        let comment = trimmed(self.text, self.at..line_around(self.text, self.at).end);
        let mut next = comment.clone();
        while cut(self.text, next.clone()).is_empty() || cut(self.text, next.clone()).starts_with('#') {
            let Some(offset) = cut(self.text, next.end..self.text.len()).find('\n') else { break };
            next = trimmed(self.text, line_around(self.text, next.end + offset + 1));
        }
        if look::is_entry(cut(self.text, next.clone())) {
            indentation(self.text, next, None, self.problems);
        } else {
            let written = shown(cut(self.text, comment.clone()));
            self.problems.push(self.problems.at(Code::FactsCommentCuts, comment).arg("text", written));
        }
        None
    }

    fn mark(&mut self) -> Option<Mend> {
        let range = first_char(self.text, self.at);
        match range.len() {
            1 => {
                leading_mark(self.text, self.at, self.problems);
                Some(Mend { range, with: "x".to_owned() })
            }
            _ => self.generic(),
        }
    }

    fn tab(&mut self) -> Option<Mend> {
        let before = cut(self.text, 0..self.at);
        let blanks = before.trim_end_matches([' ', '\t']).len();
        let tab = match before.get(blanks..).and_then(|b| b.find('\t')) {
            Some(offset) => blanks + offset,
            None => match cut(self.text, self.at..self.text.len()).find('\t') {
                Some(offset) => self.at + offset,
                None => return self.generic(),
            },
        };
        let rest = cut(self.text, tab..self.text.len());
        let tabs = rest.len() - rest.trim_start_matches('\t').len();
        let span = self.problems.span(tab..tab + tabs);
        self.problems.push(self.problems.at(Code::FactsTab, tab..tab + tabs).fix(span, "  ".repeat(tabs)));
        None
    }

    /// The quote that opens at `open` is never closed.
    fn open_quote(&mut self, open: usize) -> Option<Mend> {
        let line = trimmed(self.text, open..line_around(self.text, open).end);
        if let Some((offset, wide)) = Wide::find(cut(self.text, line.clone()), &['”', '“', '＂', '’', '‘']) {
            return self.wide(line.start + offset, wide);
        }
        let quote = if cut(self.text, line.clone()).starts_with('\'') { "'" } else { "\"" };
        unclosed_quote(line, quote, self.problems);
        None
    }

    /// Something stands behind a closing quote.
    fn after_quote(&mut self) -> Option<Mend> {
        let here = first_char(self.text, self.at);
        let c = cut(self.text, here.clone()).chars().next();
        let inside = matches!(self.open().map(|p| &p.kind), Some(PieceKind::Open { flow: true, .. }));
        let from = self.pieces.last().map_or(0, |p| p.range.end).min(self.at);
        let between = cut(self.text, from..self.at);
        let open = between.find(['"', '\'']).unwrap_or(0);
        // `甲: "乙"：1` would still be wrong with the right colon.
        let key = begins_line(self.text, from + open, &['-']);
        if let Some(wide) = c.and_then(Wide::of).filter(|w| inside || key && w.right == ":") {
            return self.wide(self.at, wide);
        }
        // `"甲”, "` was closed before the comma.
        let inner = between.get(open + 1..).unwrap_or_default();
        if let Some((offset, wide)) =
            Wide::closing_quote(inner).filter(|(at, _)| !inner.get(*at..).is_some_and(|r| r.contains('\n')))
        {
            return self.wide(from + open + 1 + offset, wide);
        }
        if between.get(open..).is_some_and(|b| b.contains('\n')) {
            return self.open_quote(from + open);
        }
        if inside && matches!(c, Some('"' | '\'')) {
            let end = from + between.trim_end().len();
            return self.no_comma(end);
        }
        let line = trimmed(self.text, self.at..line_around(self.text, self.at).end);
        self.problems.push(self.problems.at(Code::FactsTextAfter, line));
        None
    }

    fn escape(&mut self) -> Option<Mend> {
        let rest = cut(self.text, self.at..self.text.len());
        let mut chars = rest.char_indices().skip(1);
        while let Some((offset, c)) = chars.next() {
            if c != '\\' {
                continue;
            }
            let start = self.at + offset;
            let Some((next, letter)) = chars.next() else { break };
            let digits = match letter {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                c if "0abtnvfre \"/\\N_LP\t\n\r".contains(c) => 0,
                _ => usize::MAX,
            };
            let hex =
                rest.get(next + 1..).unwrap_or_default().bytes().take_while(u8::is_ascii_hexdigit).take(digits).count();
            let value = rest.get(next + 1..next + 1 + hex).and_then(|h| u32::from_str_radix(h, 16).ok());
            let fine = digits == 0 || hex == digits && value.is_some_and(|v| char::from_u32(v).is_some());
            if !fine {
                let end = if digits == usize::MAX { next + letter.len_utf8() } else { next + 1 + hex };
                let range = start..self.at + end;
                let written = shown(cut(self.text, range.clone()));
                self.problems.push(self.problems.at(Code::FactsEscape, range).arg("escape", written));
                return Some(Mend { range: start..start + 1, with: "x".to_owned() });
            }
        }
        self.generic()
    }

    /// A `:` where a value is under way.
    fn colon(&mut self) -> Option<Mend> {
        let Some(scalar) = self.last_scalar() else { return self.second_colon() };
        let written = cut(self.text, scalar.clone());
        if written.starts_with(['"', '\'']) || !cut(self.text, scalar.end..self.at).trim().is_empty() {
            return self.second_colon();
        }
        let Some((above, last)) = written.rsplit_once('\n') else {
            // `甲: ｛值: 1｝`
            return match Wide::find(written, &['｛', '［']) {
                Some((offset, wide)) => self.wide(scalar.start + offset, wide),
                None => self.second_colon(),
            };
        };
        // The lines above were not seen as what they are, so this one was read as part of them.
        let mut offset = scalar.start;
        for line in above.split('\n') {
            let start = offset + (line.len() - line.trim_start().len());
            let line = line.trim();
            if let Some((at, wide)) = Wide::find(line, &['：']) {
                return self.wide(start + at, wide);
            }
            if let Some(at) = look::tight_colon(line) {
                return self.tight(start + at);
            }
            offset = line_around(self.text, start).end + 1;
        }
        let line = line_around(self.text, scalar.start);
        let first = trimmed(self.text, scalar.start..line.end);
        if begins_line(self.text, scalar.start, &['-']) {
            return self.no_colon_on(first);
        }
        let key = self.at - last.trim_start().len()..self.at;
        indentation(self.text, key, Some(trimmed(self.text, line)), self.problems);
        None
    }

    /// A colon in a value.
    fn second_colon(&mut self) -> Option<Mend> {
        let at = self.at;
        // `- 甲: 1, 乙: 2 }`: the brace was forgotten, and with it every colon is one too many.
        let line = line_around(self.text, at);
        let end = trimmed(self.text, line.clone()).end;
        if cut(self.text, at..end).ends_with('}') && !cut(self.text, line).contains('{') {
            let problem = self.problems.at(Code::FactsUnopened, end - 1..end).arg("close", "}");
            self.problems.push(problem);
            return Some(Mend { range: at..end, with: "x".repeat(end - at) });
        }
        self.problems.push(self.problems.at(Code::FactsSecondColon, first_char(self.text, at)));
        cut(self.text, at..at + 1).starts_with(':').then(|| Mend { range: at..at + 1, with: "x".to_owned() })
    }

    /// A colon at `at` that no blank follows.
    fn tight(&mut self, at: usize) -> Option<Mend> {
        let next = first_char(self.text, at + 1);
        if let Some((0, wide)) = Wide::find(cut(self.text, next.clone()), &['\u{3000}', '\u{a0}']) {
            return self.wide(at + 1, wide);
        }
        no_blank(at, ":", self.problems);
        Some(Mend { with: " ".repeat(next.len()), range: next })
    }

    /// The line that begins at `start` should be an entry and has no colon.
    fn bare_line(&mut self, start: usize) -> Option<Mend> {
        let line = trimmed(self.text, start..line_around(self.text, start).end);
        let written = cut(self.text, line.clone());
        let wide = Wide::find(written, &['：']).or_else(|| look::wide_dash(written).map(|w| (0, w)));
        if let Some((offset, wide)) = wide {
            return self.wide(line.start + offset, wide);
        }
        if let Some(offset) = look::tight_colon(written) {
            return self.tight(line.start + offset);
        }
        if written.starts_with('-') {
            no_blank(line.start, "-", self.problems);
            let next = first_char(self.text, line.start + 1);
            return Some(Mend { with: " ".repeat(next.len()), range: next });
        }
        self.no_colon_on(line)
    }

    fn no_colon_on(&mut self, line: Range<usize>) -> Option<Mend> {
        no_colon(self.text, line.clone(), self.problems);
        // As a comment it disturbs nothing.
        let with = format!("#{}", "x".repeat(line.len().saturating_sub(1)));
        (!line.is_empty()).then_some(Mend { range: line, with })
    }

    /// A `- ` that cannot stand where it stands.
    fn item(&mut self) -> Option<Mend> {
        let at = self.at;
        if begins_line(self.text, at, &[]) {
            return self.misplaced_line();
        }
        let line = line_around(self.text, at);
        let item = trimmed(self.text, at..line.end);
        self.problems.push(self.problems.at(Code::FactsListPlace, item.clone()));
        if !cut(self.text, item.clone()).starts_with('-') {
            return None;
        }
        // Without the item the lines below are read as they stand; one that goes on below stays.
        let marks = |of: [char; 2]| cut(self.text, item.clone()).matches(of).count();
        let range = if marks(['{', '[']) == marks(['}', ']']) { item } else { at..at + 1 };
        Some(Mend { with: " ".repeat(range.len()), range })
    }

    /// The line is indented otherwise than those it should belong to.
    fn misplaced_line(&mut self) -> Option<Mend> {
        let line = trimmed(self.text, line_around(self.text, self.at));
        if let Some((offset, wide)) = look::wide_colon(cut(self.text, line.clone())) {
            return self.wide(line.start + offset, wide);
        }
        indentation(self.text, line, None, self.problems);
        None
    }

    fn no_comma(&mut self, at: usize) -> Option<Mend> {
        let span = self.problems.span(at..at);
        self.problems.push(self.problems.at(Code::FactsNoComma, at..at).fix(span, ","));
        None
    }
}

/// The first character at `at`; the line break is none.
pub(super) fn first_char(text: &str, at: usize) -> Range<usize> {
    let c = cut(text, at..text.len()).chars().next().filter(|c| !matches!(c, '\n' | '\r'));
    at..at + c.map_or(0, char::len_utf8)
}

/// The value at `at` begins with a mark that means something to YAML.
pub(super) fn leading_mark(text: &str, at: usize, problems: &mut Problems<'_>) {
    if problems.full() {
        return;
    }
    let line = line_around(text, at);
    let mark = cut(text, first_char(text, at)).to_owned();
    let inside = cut(text, line.start..at).contains(['[', '{']);
    let rest = cut(text, at..line.end);
    let end = rest.find(" #").unwrap_or(rest.len());
    let key = begins_line(text, at, &['-']);
    let end = rest.find(": ").filter(|_| key).map_or(end, |e| end.min(e));
    let end = rest.get(1..).filter(|_| inside).and_then(|r| r.find([',', ']', '}'])).map_or(end, |e| end.min(e + 1));
    let range = trimmed(text, at..at + end);
    let span = problems.span(range.clone());
    let replacement = quoted(cut(text, range.clone()));
    problems.push(problems.at(Code::FactsLeadingMark, range).arg("mark", mark).fix(span, replacement));
}

/// The line at `line` does not fit those above, of which `above` is one.
pub(super) fn indentation(text: &str, line: Range<usize>, above: Option<Range<usize>>, problems: &mut Problems<'_>) {
    let mut problem = problems.at(Code::FactsIndentation, line.clone());
    if let Some(above) = above {
        problem = problem.label(problems.span(above), Message::new("facts-joined-to"));
    } else if let Some((level, blanks)) = nearest_level(text, line.start) {
        let own = line.start - line_around(text, line.start).start;
        problem = problem.at(Message::new("facts-level-own").arg("blanks", own));
        problem = problem.label(problems.span(level), Message::new("facts-level-here").arg("blanks", blanks));
    }
    problems.push(problem);
}

/// The line above the one that `at` is on whose indentation is nearest to its own, and how many blanks that is.
fn nearest_level(text: &str, at: usize) -> Option<(Range<usize>, usize)> {
    const LINES: usize = 50;
    let own = line_around(text, at);
    let blanks = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let wanted = blanks(cut(text, own.clone()));
    let mut nearest: Option<(Range<usize>, usize)> = None;
    let mut start = own.start;
    for _ in 0..LINES {
        let Some(end) = start.checked_sub(1) else { break };
        let line = line_around(text, end);
        start = line.start;
        let found = blanks(cut(text, line.clone()));
        let range = trimmed(text, line);
        if range.is_empty() || cut(text, range.clone()).starts_with('#') || found == wanted {
            continue;
        }
        if nearest.as_ref().is_none_or(|(_, best)| found.abs_diff(wanted) < best.abs_diff(wanted)) {
            nearest = Some((range, found));
        }
    }
    nearest
}

/// The `mark` at `at` lacks the blank that must follow.
pub(super) fn no_blank(at: usize, mark: &'static str, problems: &mut Problems<'_>) {
    let behind = problems.span(at + mark.len()..at + mark.len());
    problems.push(problems.at(Code::FactsNoBlank, at..at + mark.len()).arg("mark", mark).fix(behind, " "));
}

/// The entry at `range` has no colon.
pub(super) fn no_colon(text: &str, range: Range<usize>, problems: &mut Problems<'_>) {
    let written = cut(text, range.clone());
    let problem = problems.at(Code::FactsNoColon, range.clone()).arg("mark", ":").arg("key", shown(written));
    // `支出数 285万元` can be parted in one place alone.
    let blank = |c: char| matches!(c, ' ' | '\u{3000}');
    let problem = match written.split(blank).filter(|part| !part.is_empty()).collect::<Vec<_>>().as_slice() {
        [name, _] if !name.starts_with(['-', '"', '\'']) => {
            let from = range.start + name.len();
            let blanks = cut(text, from..range.end).len() - cut(text, from..range.end).trim_start_matches(blank).len();
            problem.choice(problems.span(from..from + blanks), ": ")
        }
        _ => problem,
    };
    problems.push(problem);
}

/// The quote that opens the text at `range` is not closed where it should be.
pub(super) fn unclosed_quote(range: Range<usize>, quote: &'static str, problems: &mut Problems<'_>) {
    let problem = problems.at(Code::FactsUnclosed, range).arg("open", quote).arg("close", quote);
    problems.push(problem.help(Message::new("facts-unclosed-text").arg("close", quote)));
}
