//! The facts that show a mistake, in words.

use crate::diagnostic::{Message, Witness, WitnessValue};
use crate::locale::Locale;

/// `witness` in one sentence.
pub(super) fn sentence(witness: &Witness, locale: &Locale) -> String {
    let mut parts: Vec<String> = witness.facts.iter().map(|(name, value)| fact(name, value, locale)).collect();
    parts.extend(witness.awards.iter().map(|(path, score)| {
        locale.text(&Message::new("witness-award").arg("path", path.as_str()).arg("score", score.as_str()))
    }));
    let facts = parts.join(&locale.text(&Message::new("witness-comma")));
    match &witness.shows {
        Some((name, value)) if facts.is_empty() => {
            locale.text(&Message::new("witness-fact").arg("name", name.as_str()).arg("value", value.as_str()))
        }
        Some((name, value)) => {
            let message = Message::new("witness-shows").arg("facts", facts);
            locale.text(&message.arg("name", name.as_str()).arg("value", value.as_str()))
        }
        None if facts.is_empty() => locale.text(&Message::new("witness-any")),
        None => facts,
    }
}

fn fact(name: &str, value: &WitnessValue, locale: &Locale) -> String {
    match value {
        WitnessValue::Written(text) => {
            locale.text(&Message::new("witness-fact").arg("name", name).arg("value", text.as_str()))
        }
        WitnessValue::Absent => locale.text(&Message::new("witness-absent").arg("name", name)),
        WitnessValue::Rows(rows) => {
            let message = |key| Message::new(key).arg("name", name).arg("count", rows.len());
            let cells: Vec<String> = rows.iter().map(|row| row_cells(row, locale)).collect();
            match cells.first() {
                None => locale.text(&Message::new("witness-no-rows").arg("name", name)),
                Some(first) if first.is_empty() && cells.iter().all(String::is_empty) => {
                    locale.text(&message("witness-rows-any"))
                }
                Some(first) if cells.len() == 1 => locale.text(&message("witness-rows").arg("rows", first.as_str())),
                Some(first) if cells.iter().all(|other| other == first) => {
                    locale.text(&message("witness-rows-alike").arg("row", first.as_str()))
                }
                Some(_) => {
                    let numbered = cells.iter().enumerate().map(|(index, row)| {
                        let message = Message::new("witness-row").arg("number", (index + 1).to_string());
                        locale.text(&message.arg("row", row.as_str()))
                    });
                    let rows = numbered.collect::<Vec<_>>().join(&locale.text(&Message::new("witness-semicolon")));
                    locale.text(&message("witness-rows").arg("rows", rows))
                }
            }
        }
    }
}

fn row_cells(row: &[(String, WitnessValue)], locale: &Locale) -> String {
    let cells: Vec<String> = row.iter().map(|(name, value)| fact(name, value, locale)).collect();
    cells.join(&locale.text(&Message::new("witness-comma")))
}
