//! The XML of a sheet, looked through before a library reads it: what that would trip over is refused or mended here.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};

use super::cell::is_error;

/// The text of a sheet's XML with every place sound and every error value one that can be read; `None` where a place is
/// none that a sheet can have: `A1` to `XFD1048576`, areas from their first cell to their last. The library multiplies
/// and subtracts them as they come.
///
/// Spreadsheet programs go on inventing error values (`#SPILL!`, `#BUSY!`), and the library gives up a whole sheet for one
/// that it does not know. They become texts, which [`is_error`] knows.
pub(super) fn sound(sheet: &[u8]) -> Option<Cow<'_, [u8]>> {
    let Ok(text) = std::str::from_utf8(sheet) else { return Some(Cow::Borrowed(sheet)) };
    let mut reader = quick_xml::Reader::from_str(text);
    // What is to be put in place of which bytes.
    let mut edits: Vec<(std::ops::Range<usize>, &str)> = Vec::new();
    let mut cell: Option<std::ops::Range<usize>> = None;
    let mut in_value = false;
    loop {
        let start = position(&reader);
        let event = match reader.read_event() {
            // What is no XML is told by who reads it.
            Ok(Event::Eof) | Err(_) => break,
            Ok(event) => event,
        };
        let end = position(&reader);
        match &event {
            Event::Start(element) | Event::Empty(element) => {
                if !has_sound_places(element) {
                    return None;
                }
                match element.local_name().as_ref() {
                    "c" => cell = error_type(text, start..end),
                    "v" => in_value = matches!(event, Event::Start(_)),
                    _ => {}
                }
            }
            Event::Text(value) if in_value => {
                if let Some(kind) = cell.take() {
                    edits.push((kind, "str"));
                    if !is_error(&value.xml10_content()) {
                        edits.push((start..end, "#VALUE!"));
                    }
                }
            }
            Event::End(element) if element.local_name().as_ref() == "v" => in_value = false,
            _ => {}
        }
    }
    if edits.is_empty() {
        return Some(Cow::Borrowed(sheet));
    }
    let mut mended = String::with_capacity(text.len() + 2 * edits.len());
    let mut at = 0;
    for (range, instead) in edits {
        mended.push_str(text.get(at..range.start).unwrap_or_default());
        mended.push_str(instead);
        at = range.end;
    }
    mended.push_str(text.get(at..).unwrap_or_default());
    Some(Cow::Owned(mended.into_bytes()))
}

fn position(reader: &quick_xml::Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// Where in `text` the cell whose tag stands at `tag` says that it holds an error; `None` where it does not say so.
fn error_type(text: &str, tag: std::ops::Range<usize>) -> Option<std::ops::Range<usize>> {
    let written = text.get(tag.clone())?;
    [" t=\"e\"", " t='e'"].iter().find_map(|kind| {
        let at = tag.start + written.find(kind)? + " t=\"".len();
        Some(at..at + 1)
    })
}

fn has_sound_places(element: &BytesStart<'_>) -> bool {
    let local = element.local_name();
    let name = local.as_ref();
    element.attributes().with_checks(false).flatten().all(|attribute| match (name, attribute.key.as_ref()) {
        ("c", "r") => place(&attribute.value).is_some(),
        ("row", "r") => attribute.value.len() <= 7,
        ("dimension" | "mergeCell" | "f", "ref") => match attribute.value.split_once(':') {
            Some((first, last)) => {
                place(first).zip(place(last)).is_some_and(|(first, last)| first.0 <= last.0 && first.1 <= last.1)
            }
            None => place(&attribute.value).is_some(),
        },
        _ => true,
    })
}

/// Column and row that a place names, if a sheet can have it.
fn place(text: &str) -> Option<(u32, u32)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (column, row) = text.split_at_checked(letters)?;
    if column.is_empty() || column.len() > 3 || row.len() > 7 || !row.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let column = column.bytes().fold(0, |sum, b| sum * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1);
    let row = row.parse().ok().filter(|row| *row > 0)?;
    Some((column, row))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn mended(sheet: &str) -> String {
        String::from_utf8(sound(sheet.as_bytes()).unwrap().into_owned()).unwrap()
    }

    #[test]
    fn errors_become_texts_that_are_known_as_errors() {
        let sheet = "<row r=\"1\"><c r=\"A1\" s='1' t=\"e\"><f>x</f><v>#SPILL!</v></c><c r=\"B1\" t='e'><v>?</v></c>\
                     <c r=\"C1\" t=\"e\"/><c r=\"D1\"><v>1</v></c></row>";
        let expected = "<row r=\"1\"><c r=\"A1\" s='1' t=\"str\"><f>x</f><v>#SPILL!</v></c><c r=\"B1\" t='str'>\
                        <v>#VALUE!</v></c><c r=\"C1\" t=\"e\"/><c r=\"D1\"><v>1</v></c></row>";
        assert_eq!(mended(sheet), expected);
        let plain = "<c r=\"A1\" t=\"s\"><v>3</v></c>";
        assert!(matches!(sound(plain.as_bytes()), Some(Cow::Borrowed(_))));
        assert!(sound(b"<c r=\"XFDA1\"/>").is_none());
    }
}
