//! A workbook as data: its sheets with their cells, each with what a person reads in it. What was behind a cell in the
//! file (styles, binary numbers, formulas) ends here.
//!
//! Nothing of a file is trusted: what is unpacked is counted as it comes, cells are counted as they are read, and
//! nothing is laid out by the size that a sheet claims to have.

mod cell;
mod compound;
mod count;
mod delimited;
mod fault;
mod figure;
mod format;
mod ods;
mod pack;
mod sheet_xml;
mod show;
mod sniff;
mod xls;
mod xlsx;

pub use cell::{Cell, Content, Merge, Sheet};
pub use delimited::{DelimitedFile, read_folder};
pub use fault::Fault;
pub use show::show;
pub use sniff::Looks;

/// Most bytes of a file.
pub const MAX_BYTES: u64 = 64 << 20;
/// Most bytes that the parts of a workbook that are read may have together when unpacked.
pub const MAX_UNPACKED: usize = 96 << 20;
/// Most cells with something in them, in all sheets together.
pub const MAX_CELLS: usize = 1_000_000;
/// Most rows of a sheet, as in every spreadsheet program.
pub const MAX_ROWS: u32 = 1_048_576;
/// Most columns of a sheet.
pub const MAX_COLUMNS: u32 = 16_384;
/// Most sheets.
pub const MAX_SHEETS: usize = 1000;
/// Most merged areas, in all sheets together.
pub const MAX_MERGES: usize = 200_000;
/// Most bytes of text in one cell: as many as the 32767 characters of a spreadsheet program can have.
pub const MAX_CELL: usize = 128 << 10;
/// Most bytes of text in all cells together.
pub const MAX_TEXT: usize = 64 << 20;

/// What a workbook is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BookFormat {
    /// Excel since 2007.
    Xlsx,
    /// Excel before.
    Xls,
    /// OpenDocument.
    Ods,
    /// Text with delimiters, one sheet a file.
    Csv,
}

/// A workbook.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// Its sheets in their order.
    pub sheets: Vec<Sheet>,
}

impl BookFormat {
    /// The format that files ending in `extension` are in, with or without the dot, in any case.
    pub fn from_extension(extension: &str) -> Option<BookFormat> {
        match extension.strip_prefix('.').unwrap_or(extension).to_ascii_lowercase().as_str() {
            "xlsx" | "xlsm" | "xltx" => Some(BookFormat::Xlsx),
            "xls" | "xlt" => Some(BookFormat::Xls),
            "ods" => Some(BookFormat::Ods),
            "csv" => Some(BookFormat::Csv),
            _ => None,
        }
    }

    /// How the names of its files end.
    pub fn extension(self) -> &'static str {
        match self {
            BookFormat::Xlsx => "xlsx",
            BookFormat::Xls => "xls",
            BookFormat::Ods => "ods",
            BookFormat::Csv => "csv",
        }
    }
}

/// Reads `bytes`, all of a file that its name says to be in `format`.
///
/// # Errors
/// Why nothing of it can be read.
pub fn read(bytes: &[u8], format: BookFormat) -> Result<Book, Fault> {
    let looks = sniff::looks(bytes);
    match (format, looks) {
        (BookFormat::Csv, Looks::Text) => delimited::read(bytes),
        (_, Looks::Empty) => Err(Fault::Empty),
        (BookFormat::Xlsx, Looks::Xlsx) => xlsx::read(bytes),
        (BookFormat::Ods, Looks::Ods) => ods::read(bytes),
        (BookFormat::Xls, Looks::Xls) => xls::read(bytes),
        (_, Looks::Encrypted) => Err(Fault::Encrypted),
        (_, Looks::BrokenZip) if format != BookFormat::Csv => Err(Fault::Damaged(None)),
        (format, looks) => Err(Fault::Other { format, looks }),
    }
}
