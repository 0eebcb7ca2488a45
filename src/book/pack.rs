//! The parts of a workbook that is a zip, unpacked under a limit and packed anew without compression, so that who reads
//! them meets no more than was counted here.

use std::io::{Cursor, Read, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::MAX_UNPACKED;
use super::fault::Fault;
use crate::diagnostic::Message;

/// Parts that hold no cells: pictures, drawings, print settings and the like.
const IDLE: &[&str] = &[
    "xl/media/",
    "xl/drawings/",
    "xl/charts/",
    "xl/theme/",
    "xl/printersettings/",
    "xl/comments",
    "xl/threadedcomments/",
    "xl/persons/",
    "xl/pivot",
    "xl/externallinks/",
    "xl/ctrlprops/",
    "xl/activex/",
    "xl/calcchain",
    "docprops/",
    "customxml/",
    "thumbnails/",
    "pictures/",
    "object",
    "configurations2/",
    "styles.xml",
    "settings.xml",
    "meta.xml",
];

/// The parts of the zip `bytes` that may hold cells, in their order.
pub(super) fn unpack(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, Fault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| fault(&error))?;
    let mut parts = Vec::new();
    let mut left = MAX_UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| fault(&error))?;
        let name = String::from_utf8_lossy(part.name_raw()).into_owned();
        let small = name.to_ascii_lowercase();
        let text = small.ends_with(".xml") || small.ends_with(".rels") || small == "mimetype";
        if !text || IDLE.iter().any(|idle| small.starts_with(idle)) {
            continue;
        }
        if part.encrypted() {
            return Err(Fault::Encrypted);
        }
        let mut content = Vec::new();
        // Not the announced size is trusted but what comes.
        part.take(left as u64 + 1).read_to_end(&mut content).map_err(|_| Fault::Damaged(Some(name.clone())))?;
        left = left.checked_sub(content.len()).ok_or_else(|| {
            Fault::TooLarge(Message::new("book-limit-unpacked").arg("limit", (MAX_UNPACKED >> 20).to_string()))
        })?;
        parts.push((name, content));
    }
    Ok(parts)
}

/// `parts` as a zip without compression.
pub(super) fn pack(parts: &[(String, Vec<u8>)]) -> Result<Vec<u8>, Fault> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        // A name that stands twice is no sound workbook.
        writer.start_file(name.as_str(), options).map_err(|_| Fault::Damaged(Some(name.clone())))?;
        writer.write_all(content).map_err(|_| Fault::Damaged(Some(name.clone())))?;
    }
    writer.finish().map(Cursor::into_inner).map_err(|_| Fault::Damaged(None))
}

fn fault(error: &ZipError) -> Fault {
    match error {
        ZipError::UnsupportedArchive(reason) if *reason == ZipError::PASSWORD_REQUIRED => Fault::Encrypted,
        ZipError::InvalidPassword => Fault::Encrypted,
        _ => Fault::Damaged(None),
    }
}
