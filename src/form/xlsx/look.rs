//! How cells look, and what fits into them.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Note};

use crate::form::asked::{Asked, Kind};
use crate::wrap::Widths;

/// Most characters of a cell.
pub const CELL: usize = 32_000;
/// Most characters of a note; longer ones nobody reads in one.
const NOTE: usize = 2_000;
/// Columns of text in a note.
const NOTE_COLUMNS: usize = 44;
/// Height of a line of text, in points.
const LINE: f64 = 14.5;
/// Height of a row of one line.
pub const ROW: f64 = 21.0;
/// The most that a row may be high.
const TALLEST: f64 = 400.0;

/// The formats of the form.
pub struct Look {
    /// A head, or a key.
    pub head: Format,
    /// The head of what may be left out.
    pub optional_head: Format,
    /// The title of a table.
    pub title: Format,
    /// What a table is, below its title.
    pub about: Format,
    /// What is not to be changed.
    pub fixed: Format,
    /// The same for every second group.
    pub fixed_tinted: Format,
    /// Free text.
    pub text_input: Format,
    /// A heading of the notes.
    pub heading: Format,
    /// A paragraph of the notes, and an entry of a list.
    pub paragraph: Format,
    base: Format,
}

const INPUT: Color = Color::RGB(0x00FF_F8E1);
const OPTIONAL: Color = Color::RGB(0x00F2_F2F2);
const HEAD: Color = Color::RGB(0x00D9_E2F0);
const TINT: Color = Color::RGB(0x00F6_F8FC);
const LINES: Color = Color::RGB(0x00A6_A6A6);

impl Look {
    /// The formats for text in Chinese or English.
    pub fn new(english: bool) -> Look {
        let font = if english { "Calibri" } else { "宋体" };
        let plain = Format::new().set_font_name(font).set_font_size(10.5).set_align(FormatAlign::VerticalCenter);
        let base = plain.clone().set_text_wrap().set_border(FormatBorder::Thin).set_border_color(LINES);
        let head = base.clone().set_bold().set_background_color(HEAD).set_align(FormatAlign::Center);
        let title = plain.clone().set_bold().set_font_size(14).set_align(FormatAlign::Left);
        Look {
            optional_head: head.clone().set_bold().set_italic().set_background_color(OPTIONAL),
            head,
            title,
            about: plain.clone().set_text_wrap().set_align(FormatAlign::Left).set_align(FormatAlign::Top),
            fixed: base.clone(),
            fixed_tinted: base.clone().set_background_color(TINT),
            text_input: base.clone().set_background_color(INPUT).set_num_format("@"),
            heading: plain.clone().set_bold(),
            paragraph: plain.clone().set_text_wrap().set_align(FormatAlign::Top),
            base,
        }
    }

    /// A cell to be filled in with words.
    pub fn word_input(&self, optional: bool) -> Format {
        if optional { self.text_input.clone().set_background_color(OPTIONAL) } else { self.text_input.clone() }
    }

    /// A cell to be filled in with what is `asked`.
    pub fn input(&self, asked: &Asked) -> Format {
        let color = if asked.optional { OPTIONAL } else { INPUT };
        self.kept(asked, self.base.clone().set_background_color(color))
    }

    /// The same further down, where no frame is drawn yet.
    pub fn input_below(&self, asked: &Asked) -> Format {
        self.kept(asked, Format::new().set_align(FormatAlign::VerticalCenter).set_text_wrap())
    }

    /// Words and options stay as they are typed, a date shows as one; of a number only its program knows how
    /// `80%` or `2,641.94 万元` is typed.
    fn kept(&self, asked: &Asked, format: Format) -> Format {
        match asked.kind {
            Kind::Text | Kind::Option(_) | Kind::YesNo => format.set_num_format("@"),
            Kind::Date => format.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            _ => format.set_align(FormatAlign::Right),
        }
    }
}

/// `text` as the note of a cell.
pub fn note(text: &str) -> Note {
    let lines = wrapped(text, NOTE_COLUMNS);
    let height = u32::try_from(lines).unwrap_or(u32::MAX).saturating_mul(17).saturating_add(12).min(400);
    Note::new(cut(text, NOTE)).add_author_prefix(false).set_font_size(9).set_width(300).set_height(height)
}

/// How many lines `text` takes in `columns`.
pub fn wrapped(text: &str, columns: usize) -> usize {
    Widths { wide_ambiguous: true }.wrap(text, columns, columns).len().max(1)
}

/// The height of a row in which these texts stand in columns of these widths, in points.
pub fn height<'t>(cells: impl Iterator<Item = (&'t str, f64)>) -> f64 {
    let lines = cells.map(|(text, width)| wrapped(text, (width as usize).saturating_sub(1).max(2))).max();
    (lines.unwrap_or(1) as f64 * LINE + 5.0).clamp(ROW, TALLEST)
}

/// Columns that `text` takes.
pub fn columns(text: &str) -> usize {
    Widths { wide_ambiguous: true }.of(text)
}

/// Units of UTF-16, in which Excel counts.
pub fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// `text`, cut off where it is longer than `most`.
pub fn cut(text: &str, most: usize) -> String {
    if units(text) <= most {
        return text.to_owned();
    }
    format!("{}…", super::cut_units(text, most.saturating_sub(1)))
}
