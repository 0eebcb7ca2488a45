//! What a file really is, by its first bytes and, in a zip, by the names of its parts.

use std::io::Cursor;

use super::BookFormat;
use crate::diagnostic::Message;

/// What a file looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looks {
    /// Nothing.
    Empty,
    /// A workbook of Excel since 2007.
    Xlsx,
    /// A binary workbook of Excel since 2007.
    Xlsb,
    /// A workbook of Excel before.
    Xls,
    /// An OpenDocument workbook.
    Ods,
    /// A workbook behind a password.
    Encrypted,
    /// A document of Word.
    Word,
    /// A zip of other things.
    Zip,
    /// The beginning of a zip and no end.
    BrokenZip,
    /// A web page, as platforms export tables under the name of Excel.
    Html,
    /// A workbook as XML of Excel 2003.
    Xml,
    /// A PDF.
    Pdf,
    /// A picture.
    Picture,
    /// Text, or what could be.
    Text,
    /// None of these.
    Unknown,
}

impl Looks {
    /// Key of the word for it in the locale files.
    pub fn key(self) -> &'static str {
        match self {
            Looks::Empty | Looks::Unknown => "looks-unknown",
            Looks::Xlsx => "looks-xlsx",
            Looks::Xlsb => "looks-xlsb",
            Looks::Xls => "looks-xls",
            Looks::Ods => "looks-ods",
            Looks::Encrypted => "looks-encrypted",
            Looks::Word => "looks-word",
            Looks::Zip | Looks::BrokenZip => "looks-zip",
            Looks::Html => "looks-html",
            Looks::Xml => "looks-xml",
            Looks::Pdf => "looks-pdf",
            Looks::Picture => "looks-picture",
            Looks::Text => "looks-text",
        }
    }

    /// What to do with such a file that is named as one in `format`.
    pub fn remedy(self, format: BookFormat) -> Message {
        match self {
            Looks::Xlsx => Message::new("book-help-rename").arg("extension", "xlsx"),
            // One that is rightly named is of an Excel older still.
            Looks::Xls if format != BookFormat::Xls => Message::new("book-help-rename").arg("extension", "xls"),
            Looks::Ods => Message::new("book-help-rename").arg("extension", "ods"),
            Looks::Text if format != BookFormat::Csv => Message::new("book-help-text"),
            Looks::Xls | Looks::Html | Looks::Xml | Looks::Xlsb => Message::new("book-help-save-as"),
            Looks::Word => Message::new("book-help-word"),
            Looks::Pdf | Looks::Picture => Message::new("book-help-pdf"),
            Looks::Zip => Message::new("book-help-unpack"),
            _ => Message::new("book-help-open"),
        }
    }
}

/// What `bytes` look like.
pub fn looks(bytes: &[u8]) -> Looks {
    const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    let begins = |with: &[u8]| bytes.starts_with(with);
    if bytes.is_empty() {
        return Looks::Empty;
    }
    if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
        return zip_looks(bytes);
    }
    if begins(OLE) {
        let names = |name: &str| {
            let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            bytes.windows(wide.len()).any(|window| window == wide)
        };
        return match () {
            () if names("EncryptedPackage") => Looks::Encrypted,
            () if names("WordDocument") => Looks::Word,
            () if names("Workbook") || names("Book") => Looks::Xls,
            () => Looks::Unknown,
        };
    }
    if begins(b"%PDF") {
        return Looks::Pdf;
    }
    if begins(b"\x89PNG") || begins(&[0xff, 0xd8, 0xff]) {
        return Looks::Picture;
    }
    let text = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    let start: String = text
        .iter()
        .skip_while(|b| b.is_ascii_whitespace())
        .take(400)
        .map(|b| char::from(b.to_ascii_lowercase()))
        .collect();
    if start.starts_with("<?xml") && start.contains("excel.sheet") {
        return Looks::Xml;
    }
    if ["<html", "<!doctype html", "<table", "<meta", "<head", "<body"].iter().any(|tag| start.starts_with(tag)) {
        return Looks::Html;
    }
    // What is no text has control characters early on.
    let control = |b: &u8| matches!(b, 0..=8 | 14..=26 | 28..=31);
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || !bytes.iter().take(4096).any(control) {
        return Looks::Text;
    }
    Looks::Unknown
}

/// What a zip is, by the names of its parts.
fn zip_looks(bytes: &[u8]) -> Looks {
    let Ok(archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return Looks::BrokenZip };
    let has = |start: &str| archive.file_names_raw().any(|name| name.starts_with(start.as_bytes()));
    match () {
        () if has("xl/workbook.bin") => Looks::Xlsb,
        () if has("xl/") => Looks::Xlsx,
        () if has("word/") => Looks::Word,
        () if has("content.xml") && has("mimetype") => Looks::Ods,
        () => Looks::Zip,
    }
}
