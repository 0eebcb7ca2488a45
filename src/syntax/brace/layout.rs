//! Lines of a text as the eye sees them: where their code ends, how they are indented, which are blank.

use std::ops::Range;

/// A text and its comments, in order.
#[derive(Clone, Copy)]
pub(super) struct Layout<'t> {
    pub text: &'t str,
    pub comments: &'t [Range<usize>],
}

const LINE_ENDS: [char; 2] = ['\n', '\r'];

impl<'t> Layout<'t> {
    /// Where the line of `at` begins.
    fn line_start(self, at: usize) -> usize {
        self.text.get(..at).unwrap_or_default().rfind(LINE_ENDS).map_or(0, |end| end + 1)
    }

    /// The end of the line of `at`, without blanks that end it.
    pub fn line_end(self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        let line = rest.get(..rest.find(LINE_ENDS).unwrap_or(rest.len())).unwrap_or_default();
        at + line.trim_end().len()
    }

    /// The end of the line of `at`, without blanks and a comment that end it.
    pub fn code_end(self, at: usize) -> usize {
        let end = self.line_end(at);
        let after = self.comments.partition_point(|comment| comment.start < at);
        let Some(comment) = self.comments.get(after).filter(|comment| comment.start < end) else { return end };
        at + self.text.get(at..comment.start).unwrap_or_default().trim_end().len()
    }

    /// The blanks that begin the line of `at`.
    pub fn indent(self, at: usize) -> &'t str {
        let line = self.text.get(self.line_start(at)..at).unwrap_or_default();
        line.get(..line.len() - line.trim_start().len()).unwrap_or_default()
    }

    /// The blank line that follows the line that ends at `end`, without its line end; empty at the end of a text that
    /// ends its last line.
    pub fn blank_line_after(self, end: usize) -> Option<Range<usize>> {
        let rest = self.text.get(end..)?;
        let line = rest.find(LINE_ENDS)?;
        // A line end of two characters is one.
        let width = if rest.get(line..)?.starts_with("\r\n") { 2 } else { 1 };
        let start = end + line + width;
        let rest = self.text.get(start..)?;
        let length = rest.find(LINE_ENDS).unwrap_or(rest.len());
        rest.get(..length)?.trim().is_empty().then_some(start..start + length)
    }
}
