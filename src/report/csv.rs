//! A table as comma-separated values, for spreadsheets.

use super::document::Table;

/// What a spreadsheet takes for the beginning of a formula.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// `table` in UTF-8 with the mark by which Excel knows it, a record a row. Every record says all that it is about:
/// a cell that reaches down is repeated in each of its rows.
///
/// Behind the table, a row apart, stand `notes`, each in the first cell of its row: no part of what is sorted and filtered,
/// and no number that anything could be taken for.
///
/// Words that a spreadsheet would take for a formula stand behind `'`, which makes them text; numbers stay numbers.
///
/// # Errors
/// Never: it is written to memory.
pub fn csv(table: &Table, notes: &[String]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer("\u{feff}".into());
    if table.has_heads() {
        writer.write_record(table.columns.iter().map(|column| guarded(&column.head)))?;
    }
    let owners = table.owners();
    for (y, row) in table.rows.iter().enumerate() {
        let cells = (0..table.columns.len()).map(|x| {
            let here = owners.get(y).and_then(|row| row.get(x)).copied().unwrap_or((y, x));
            // What reaches across says it once.
            let (from, at) = if here.1 == x { here } else { (y, x) };
            let cell = table.rows.get(from).unwrap_or(row).cells.get(at);
            cell.map(|cell| guarded(&cell.text)).unwrap_or_default()
        });
        writer.write_record(cells)?;
    }
    let width = table.columns.len().max(2);
    let alone = |note: &str| std::iter::once(guarded(note)).chain(std::iter::repeat_n(String::new(), width - 1));
    if !notes.is_empty() {
        writer.write_record(alone(""))?;
    }
    for note in notes {
        writer.write_record(alone(note))?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

/// `text` so that no spreadsheet takes it for a formula.
fn guarded(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    let number = text.trim_start_matches(['+', '-']).trim_end_matches('%');
    // A stroke alone says that there is nothing.
    let harmless = number.is_empty() || number.chars().all(|c| c.is_ascii_digit() || c == '.');
    if text.starts_with(FORMULA) && !harmless { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::document::{Cell, Column, Row};

    #[test]
    fn formulas_become_text_and_numbers_stay() {
        let kept = ["-", "-0.5", "+1", "78.26", "95%", "-1.5%", "评分", "≥ 5", "'x", ""];
        for text in kept {
            assert_eq!(guarded(text), text);
        }
        for text in [
            "=1+1",
            "@SUM(A1)",
            "+cmd|' /C calc'!A0",
            "-2+3",
            "＝1",
            "\t=1",
            "=",
            "+1～+2",
            "1\r\n=2".trim_start_matches("1\r\n"),
        ] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
    }

    #[test]
    fn a_record_repeats_what_reaches_over_it() {
        let table = Table {
            columns: vec![Column::words("指标"), Column::words("说明"), Column::numbers("得分")],
            rows: vec![
                Row {
                    cells: vec![Cell::from("甲").down(2), "一，\"二\"\n三".into(), "1".into()], ..Row::default()
                },
                Row { cells: vec![Cell::covered(), Cell::from("=四").across(2), Cell::covered()], ..Row::default() },
            ],
        };
        let text = String::from_utf8(csv(&table, &["期间：2024".into()]).unwrap()).unwrap();
        let rows = "\u{feff}指标,说明,得分\r\n甲,\"一，\"\"二\"\"\n三\",1\r\n甲,'=四,\r\n";
        assert_eq!(text, format!("{rows},,\r\n期间：2024,,\r\n"));
    }
}
