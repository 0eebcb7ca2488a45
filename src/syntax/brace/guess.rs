//! Slips that explain why braces do not match: a head without its brace, another bracket in a brace's place, a brace
//! written twice. Each is told for itself and put right in the marks, before what is left is read off the layout.

use std::ops::Range;

use super::super::scan::Edit;
use super::layout::Layout;
use super::{Mark, MarkKind, Mended, imbalance};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Message};
use crate::source::{SourceId, Span};

/// The most slips told. Each moves the marks behind it.
const MOST_SLIPS: usize = 500;
/// How many braces the rest of the text is searched for, each, to learn which is one too many.
const MOST_LOOKED_AT: usize = 64;

/// Tells the slips and mends `marks`.
pub(super) fn mend(
    marks: &mut Vec<Mark>,
    layout: Layout<'_>,
    source: SourceId,
    diagnostics: &mut Diagnostics,
    mended: &mut Mended,
) {
    let mut guess = Guess { layout, source, diagnostics, mended };
    guess.doubled_openers(marks);
    guess.wrong_closers(marks);
    guess.missing_openers(marks);
    guess.doubled_closers(marks);
}

struct Guess<'t, 'd> {
    layout: Layout<'t>,
    source: SourceId,
    diagnostics: &'d mut Diagnostics,
    mended: &'d mut Mended,
}

/// A head that lacks its brace.
struct Headless {
    /// The closing brace on its line that was meant to open.
    instead: Option<usize>,
    /// The closing brace of its block.
    close: usize,
}

impl Guess<'_, '_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source, range)
    }

    /// `wrong` stands where `right` should.
    fn wrong_bracket(&mut self, wrong: Range<usize>, right: &'static str) {
        let sign = self.layout.text.get(wrong.clone()).unwrap_or_default();
        let span = self.span(wrong.clone());
        self.diagnostics.push(Diagnostic::new(Code::WrongSign, span).arg("sign", sign).fix(span, right));
        self.mended.told.push(wrong.start);
        let blanks = " ".repeat(wrong.len().saturating_sub(right.len()));
        self.mended.edits.push(Edit { range: wrong, text: format!("{right}{blanks}") });
    }

    /// Leaves the brace at `range` out.
    fn leave_out(&mut self, range: Range<usize>) {
        self.mended.told.push(range.start);
        let blanks = " ".repeat(range.len());
        self.mended.edits.push(Edit { range, text: blanks });
    }

    /// 指标 a 20分 without its brace, before lines that are indented and a brace that closes them.
    fn missing_openers(&mut self, marks: &mut Vec<Mark>) {
        // The innermost first: with its brace, the block around it is seen to be closed.
        for head in (0..marks.len()).rev() {
            let found = headless(marks, head).filter(|_| self.mended.edits.len() < MOST_SLIPS);
            let Some(Headless { instead, close }) = found else { continue };
            let Some((first, closing)) = marks.get(head).cloned().zip(marks.get(close).cloned()) else { continue };
            if let Some(mark) = instead.and_then(|at| marks.get_mut(at)) {
                mark.kind = MarkKind::Open;
                let range = mark.range.clone();
                self.wrong_bracket(range, "{");
                continue;
            }
            let end = self.layout.code_end(first.range.start);
            let range = match self.unmatched_end(first.range.start, end) {
                Some(range) => {
                    self.wrong_bracket(range.clone(), "{");
                    range
                }
                None => {
                    let span = self.span(end..end);
                    self.diagnostics.push(
                        Diagnostic::new(Code::MissingBrace, span)
                            .label(self.span(closing.range), Message::new("missing-brace-closes"))
                            .fix(span, " {"),
                    );
                    self.mended.told.push(end);
                    self.mended.edits.push(Edit { range: end..end, text: " {".to_owned() });
                    end..end
                }
            };
            let after = marks.partition_point(|mark| mark.range.start < range.start.max(first.range.start + 1));
            let open = Mark { kind: MarkKind::Open, range, line: first.line, indent: first.indent, first: false };
            marks.insert(after, open);
        }
    }

    /// The bracket at the end of `start..end` that matches none there.
    fn unmatched_end(&self, start: usize, end: usize) -> Option<Range<usize>> {
        let line = self.layout.text.get(start..end)?;
        let last = line.chars().next_back()?;
        let range = end - last.len_utf8()..end;
        let opening = |c: char| "([（［".contains(c);
        let closing = |c: char| ")]）］".contains(c);
        if opening(last) {
            return Some(range);
        }
        let count = |of: &dyn Fn(char) -> bool| line.chars().filter(|c| of(*c)).count();
        (closing(last) && count(&closing) > count(&opening)).then_some(range)
    }

    /// `{{`
    fn doubled_openers(&mut self, marks: &mut Vec<Mark>) {
        let mut at = 1;
        while let Some((first, second)) = marks.get(at - 1).zip(marks.get(at)) {
            let between = self.layout.text.get(first.range.end..second.range.start).unwrap_or_default();
            let doubled = first.kind == MarkKind::Open
                && second.kind == MarkKind::Open
                && first.line == second.line
                && between.trim().is_empty();
            if doubled && self.mended.edits.len() < MOST_SLIPS {
                let range = second.range.clone();
                let span = self.span(range.clone());
                self.diagnostics.push(
                    Diagnostic::new(Code::UnclosedBrace, span)
                        .arg("count", 1_usize)
                        .help(Message::new("unclosed-brace-doubled"))
                        .fix(span, ""),
                );
                self.leave_out(range);
                marks.remove(at);
            } else {
                at += 1;
            }
        }
    }

    /// Another bracket where a closing brace should stand: alone on its line, or at the end of a block of one line.
    fn wrong_closers(&mut self, marks: &mut Vec<Mark>) {
        let mut stack: Vec<Mark> = Vec::new();
        let mut at = 0;
        while let Some(mark) = marks.get(at).cloned().filter(|_| self.mended.edits.len() < MOST_SLIPS) {
            at += 1;
            let alone = self.layout.code_end(mark.range.start);
            let lone = self.layout.text.get(mark.range.start..alone).unwrap_or_default();
            let wrong = mark.first && matches!(lone, "(" | ")" | "[" | "]" | "（" | "）" | "［" | "］" | "{" | "｛");
            let closes = |open: &Mark| open.line < mark.line && open.indent == mark.indent;
            if wrong && matches!(mark.kind, MarkKind::Line | MarkKind::Open) && stack.last().is_some_and(closes) {
                // A brace alone on its line opens where nothing before it is indented.
                let inside = at.checked_sub(2).and_then(|before| marks.get(before));
                if mark.kind == MarkKind::Line || inside.is_some_and(|inside| inside.indent > mark.indent) {
                    self.wrong_bracket(mark.range.start..alone, "}");
                    if let Some(mark) = marks.get_mut(at - 1) {
                        (mark.kind, mark.range.end) = (MarkKind::Close, alone);
                    }
                    stack.pop();
                    continue;
                }
            }
            // So is one at the end of a block of one line: it would open a block of which no line is indented.
            if mark.first
                && let [.., outer, inner] = stack.as_slice()
                && (outer.line == inner.line && inner.line < mark.line && mark.indent <= inner.indent)
                && self.layout.code_end(inner.range.start) == inner.range.end
            {
                let range = inner.range.clone();
                let place = marks.partition_point(|mark| mark.range.start < range.start);
                self.wrong_bracket(range, "}");
                if let Some(mark) = marks.get_mut(place) {
                    mark.kind = MarkKind::Close;
                }
                stack.truncate(stack.len() - 2);
            }
            // The line before held a block to its end, which is another bracket.
            if mark.first
                && let Some(open) = stack.last().filter(|open| open.line < mark.line && open.indent >= mark.indent)
                && marks.get(at.wrapping_sub(2)).is_some_and(|before| before.line == open.line)
            {
                let end = self.layout.code_end(open.range.start);
                if let Some(range) = self.unmatched_end(open.range.end, end) {
                    self.wrong_bracket(range.clone(), "}");
                    let (line, indent) = (open.line, open.indent);
                    marks.insert(at - 1, Mark { kind: MarkKind::Close, range, line, indent, first: false });
                    stack.pop();
                    // The mark itself is looked at once more, one place further on.
                    continue;
                }
            }
            match mark.kind {
                MarkKind::Open => stack.push(mark),
                MarkKind::Close => drop(stack.pop()),
                MarkKind::Word(_) | MarkKind::Line => {}
            }
        }
    }

    /// `}}` at the end of a line, of which the second closes what a brace further down closes.
    fn doubled_closers(&mut self, marks: &mut Vec<Mark>) {
        let mut stack: Vec<Mark> = Vec::new();
        let mut looked_at = 0;
        let mut at = 0;
        let (_, mut surplus) = imbalance(marks);
        while surplus > 0
            && let Some(mark) = marks.get(at).cloned()
        {
            match mark.kind {
                MarkKind::Open => stack.push(mark),
                MarkKind::Close => {
                    let open = stack.last().filter(|open| !mark.first && open.line != mark.line);
                    if let Some(open) = open
                        && looked_at < MOST_LOOKED_AT
                    {
                        looked_at += 1;
                        let second = marks.get(at + 1).filter(|next| {
                            next.kind == MarkKind::Close && next.line == mark.line && next.range.start > mark.range.end
                        });
                        let after = at + 1 + usize::from(second.is_some());
                        let closing = marks.get(after..).and_then(closing);
                        let closed = closing.is_some_and(|closing| closing.first && closing.indent == open.indent);
                        if closed && second.is_some() {
                            // 表 } a : 数 }
                            self.wrong_bracket(mark.range.clone(), "{");
                            if let Some(mark) = marks.get_mut(at) {
                                mark.kind = MarkKind::Open;
                            }
                            surplus = surplus.saturating_sub(2);
                            continue;
                        }
                        if closed {
                            let span = self.span(mark.range.clone());
                            self.diagnostics.push(Diagnostic::new(Code::StrayBrace, span).fix(span, ""));
                            self.leave_out(mark.range);
                            marks.remove(at);
                            surplus -= 1;
                            continue;
                        }
                    }
                    stack.pop();
                }
                MarkKind::Word(_) | MarkKind::Line => {}
            }
            at += 1;
        }
    }
}

/// The brace that closes what is open where `marks` begin.
fn closing(marks: &[Mark]) -> Option<&Mark> {
    let mut depth = 0_usize;
    marks.iter().find(|mark| match mark.kind {
        MarkKind::Open => {
            depth += 1;
            false
        }
        MarkKind::Close if depth == 0 => true,
        MarkKind::Close => {
            depth -= 1;
            false
        }
        _ => false,
    })
}

/// Whether `head` begins a line that should hold an opening brace and does not: lines that are indented follow, and a
/// brace that closes them.
fn headless(marks: &[Mark], head: usize) -> Option<Headless> {
    let first = marks.get(head)?;
    if first.kind != MarkKind::Line {
        return None;
    }
    let (mut depth, mut instead, mut deeper) = (0_usize, None, false);
    for (at, mark) in marks.iter().enumerate().skip(head + 1) {
        let here = mark.line == first.line;
        match mark.kind {
            MarkKind::Open if here && depth == 0 => return None,
            MarkKind::Open => depth += 1,
            MarkKind::Close if depth > 0 => depth -= 1,
            MarkKind::Close if here => instead = Some(at),
            MarkKind::Close => {
                let closes = deeper && mark.first && mark.indent == first.indent;
                return closes.then_some(Headless { instead, close: at });
            }
            MarkKind::Word(_) | MarkKind::Line if here => {}
            MarkKind::Word(_) | MarkKind::Line if mark.indent <= first.indent => return None,
            MarkKind::Word(_) | MarkKind::Line => deeper = true,
        }
    }
    None
}
