//! An excerpt of one source with its places underlined, drawn by miette.
//!
//! miette gets a text of its own for each excerpt: the lines to be shown and no others, each ending
//! in a line end, fit to be shown by [`LineCells`]. That mends what it cannot do by itself: it counts
//! columns in bytes, loses an empty label at the end of a file, reads a whole file for each label,
//! lets long lines run over the edge, and never breaks the words beside a place.

use std::fmt;
use std::ops::Range;

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan,
    SpanContents,
};

use crate::diagnostic::Severity;
use crate::source::LineColumn;

use super::line::{LineCells, ShownLine, printable};
use super::place::Place;
use super::stand_in::StandIns;
use super::text::Text;
use crate::wrap::Widths;

/// Lines shown before and after a place.
const CONTEXT: usize = 1;
/// `╰── ` between an underline and its words.
const JOINT: usize = 4;
/// Words beside a place get this many columns before the line is cut at the left to make room.
const WORDS: usize = 20;
/// ` 12 │ ` before the text, less the digits.
const FRAME: usize = 4;
/// The brackets of a place over several lines, which miette draws left of the text.
const GUTTER: usize = 4;

/// How excerpts are drawn.
pub(super) struct Look {
    /// Columns of a line of output.
    pub width: usize,
    /// Frame and colours.
    pub theme: GraphicalTheme,
    /// Widths of characters.
    pub widths: Widths,
    /// Whether there are colours.
    pub color: bool,
    /// Stands for what is cut.
    pub ellipsis: &'static str,
}

/// The places `group` of `text`, which are in the order of the text, as an excerpt. Empty if miette
/// refuses, which it has no reason to.
pub(super) fn draw(text: &Text<'_>, group: &[Place], severity: Severity, look: &Look) -> String {
    let Some(picture) = Picture::new(text, group, look) else { return String::new() };
    let mut theme = look.theme.clone();
    // miette hands out the colours in the order of the text; the main place is to have the message's.
    if look.color {
        let main = match severity {
            Severity::Error => theme.styles.error,
            Severity::Warning => theme.styles.warning,
            Severity::Advice => theme.styles.advice,
        };
        let related = theme.styles.error.blue();
        theme.styles.highlights = group.iter().map(|p| if p.main { main } else { related }.bold()).collect();
    }
    // A text that shows nothing has a name alone.
    if picture.text.trim().is_empty()
        && text.source.shown.is_some()
        && text.cell(0).as_deref() == Some(&text.source.name)
    {
        return format!("  {}\n", printable(&text.source.name));
    }
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(look.width)
        .with_context_lines(CONTEXT)
        .with_wrap_lines(false)
        .with_urls(false)
        .without_cause_chain()
        .without_syntax_highlighting();
    // A cell says by its name where it is.
    let handler = if picture.is_cell { handler.without_primary_span_start() } else { handler };
    let mut out = String::new();
    if handler.render_report(&mut out, &picture).is_err() {
        return String::new();
    }
    // The headline is ours, as miette's has neither our words nor our form: its own is an empty line.
    let mut excerpt = String::with_capacity(out.len());
    for line in out.trim_start_matches('\n').lines() {
        excerpt.push_str(line.trim_end());
        excerpt.push('\n');
    }
    picture.stand_ins.restore(&excerpt)
}

/// What miette is given: one text with labels on it, and nothing else.
#[derive(Debug)]
struct Picture {
    name: String,
    text: String,
    /// The first line of `text`, from 0.
    first_line: usize,
    /// Where the place in the heading stands, as the source map says.
    heading: LineColumn,
    /// Whether that is in the name.
    is_cell: bool,
    labels: Vec<LabeledSpan>,
    stand_ins: StandIns,
}

/// Where a place begins and ends in the picture's text, and the columns its words have there.
#[derive(Clone, Copy, Default)]
struct Edges {
    start: usize,
    end: usize,
    room: usize,
}

impl Picture {
    fn new(text: &Text<'_>, group: &[Place], look: &Look) -> Option<Picture> {
        let headed = group.iter().find(|p| p.main).or(group.first())?;
        let first = group.iter().map(|p| p.lines.0).min()?;
        let last = group.iter().map(|p| p.lines.1).max()?;
        let numbers = (text.shown_number(last) + CONTEXT).to_string().len();
        let gutter = if group.iter().any(Place::is_tall) { GUTTER } else { 0 };
        let budget = look.width.saturating_sub(numbers + FRAME + gutter).max(WORDS);
        let mut stand_ins = StandIns::default();
        let cell = text.cell(headed.range.start);
        let from = (first.saturating_sub(CONTEXT)..=first).find(|from| text.is_run(*from, first)).unwrap_or(first);
        let mut picture = Picture {
            name: stand_ins.replace(&printable(cell.as_deref().unwrap_or(&text.source.name)), look.widths),
            text: String::new(),
            first_line: text.shown_number(from) - 1,
            heading: text.place(headed.range.start),
            is_cell: cell.is_some(),
            labels: Vec::new(),
            stand_ins,
        };
        let mut edges = vec![Edges::default(); group.len()];
        for number in from..=last + CONTEXT {
            let Some(line) = text.line(number) else { break };
            if number > last && !text.is_run(last, number) {
                break;
            }
            // The empty line behind the last line end is shown only for a place that stands there.
            if number > last && line.start >= text.text().len() {
                break;
            }
            let focus = group.iter().find(|p| p.lines.0 == number).map_or(line.start, |p| p.range.start);
            let cells = LineCells::new(text.text(), line, focus, look.widths);
            picture.add_line(number, &cells, group, &mut edges, budget, look);
        }
        for (place, edges) in group.iter().zip(edges) {
            let words = place.words.as_ref().map(|words| {
                let wrapped = look.widths.wrap(words, edges.room, edges.room).join("\n");
                picture.stand_ins.replace(&wrapped, look.widths)
            });
            let span = SourceSpan::from((edges.start, edges.end.saturating_sub(edges.start)));
            picture.labels.push(LabeledSpan::new_with_span(words, span));
        }
        Some(picture)
    }

    /// Adds the line `number`, cut where it is wider than `budget`, and notes in `edges` which places
    /// of `group` begin and end on it.
    fn add_line(
        &mut self,
        number: usize,
        cells: &LineCells,
        group: &[Place],
        edges: &mut [Edges],
        budget: usize,
        look: &Look,
    ) {
        // What must be seen of the line: its places, and room for their words.
        let mut wanted: Option<Range<usize>> = None;
        for place in group.iter().filter(|p| p.lines == (number, number)) {
            let Some(columns) = cells.columns(&place.range) else { continue };
            let words = place.words.as_ref().map_or(0, |w| look.widths.of(w).min(WORDS) + JOINT);
            let end = columns.end.min(columns.start + budget).max((columns.start + columns.end) / 2 + words);
            wanted = Some(match wanted {
                None => columns.start..end,
                Some(before) => before.start.min(columns.start)..before.end.max(end),
            });
        }
        let shown = cells.show(wanted.unwrap_or(0..0), budget, look.ellipsis, look.widths);
        let base = self.text.len();
        let text = self.stand_ins.replace(&shown.text, look.widths);
        let column = |at: usize| look.widths.of(shown.text.get(..shown.byte(at)).unwrap_or_default());
        for (place, edges) in group.iter().zip(edges) {
            if place.lines.0 == number {
                edges.start = base + shifted(&shown, place.range.start, &text);
                // From the middle of an underline, or behind the bracket of a tall place.
                let before = if place.is_tall() {
                    2
                } else {
                    let start = column(place.range.start);
                    (start + column(place.range.end).max(start + 1)) / 2 + JOINT
                };
                edges.room = budget.saturating_sub(before).max(WORDS / 2);
            }
            if place.lines.1 == number {
                edges.end = base + shifted(&shown, place.range.end, &text);
            }
        }
        self.text.push_str(&text);
        self.text.push('\n');
    }
}

/// Where in `replaced`, the shown text with stand-ins, the source's byte `at` is: stand-ins are one
/// for one in characters, and differ in bytes.
fn shifted(shown: &ShownLine, at: usize, replaced: &str) -> usize {
    let characters = shown.text.get(..shown.byte(at)).unwrap_or_default().chars().count();
    replaced.char_indices().nth(characters).map_or(replaced.len(), |(byte, _)| byte)
}

impl SourceCode for Picture {
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        before: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        // Without context miette asks for the heading, with it for the lines.
        let (line, column) = if before == 0 {
            (self.heading.line.saturating_sub(1), self.heading.column.saturating_sub(1))
        } else {
            (self.first_line, 0)
        };
        let data = self.text.as_bytes();
        let span = SourceSpan::from((0, data.len()));
        let lines = self.text.lines().count();
        Ok(Box::new(MietteSpanContents::new_named(self.name.clone(), data, span, line, column, lines)))
    }
}

impl miette::Diagnostic for Picture {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

impl std::error::Error for Picture {}

impl fmt::Display for Picture {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}
