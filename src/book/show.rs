//! A workbook as text to be shown: one line a row, its cells apart.

use super::Book;
use crate::source::{CellMap, SheetNames};

/// What stands between two cells.
const BETWEEN: &str = " │ ";
/// So many blank cells in a row are shown one by one; more are shown as one mark.
const BLANKS: u32 = 8;

/// The text that shows `book`, and where its cells stand in it.
pub fn show(book: &Book) -> (String, CellMap) {
    let mut text = String::new();
    let mut map = CellMap::new();
    for sheet in &book.sheets {
        // A folder's file is named by its path; its sheet need not be named again.
        let name = if sheet.file.is_some() { None } else { sheet.name.clone() };
        map.sheet(SheetNames { file: sheet.file.clone(), sheet: name });
        let mut any = false;
        for row in sheet.rows() {
            let Some(number) = row.first().map(|cell| cell.row) else { continue };
            any = true;
            let start = text.len();
            let mut cells = Vec::with_capacity(row.len());
            let mut next = 0;
            for cell in row {
                if cell.column - next > BLANKS {
                    text.push('…');
                    text.push_str(BETWEEN);
                    next = cell.column;
                }
                for column in next..cell.column {
                    cells.push((column, text.len()..text.len()));
                    text.push_str(BETWEEN);
                }
                let at = text.len();
                text.push_str(cell.content.shown());
                cells.push((cell.column, at..text.len()));
                next = cell.column + 1;
                text.push_str(BETWEEN);
            }
            text.truncate(text.len().saturating_sub(BETWEEN.len()));
            map.line(number, start..text.len(), cells);
            text.push('\n');
        }
        if !any {
            map.line(0, text.len()..text.len(), []);
            text.push('\n');
        }
    }
    (text, map)
}

#[cfg(test)]
mod tests {
    use super::super::{Cell, Content, Sheet};
    use super::*;

    fn cell(row: u32, column: u32, text: &str) -> Cell {
        Cell { row, column, content: Content::Text(text.to_owned()) }
    }

    #[test]
    fn a_row_is_a_line_and_far_cells_cost_nothing() {
        let cells = vec![cell(0, 0, "甲"), cell(0, 2, "乙"), cell(1_048_575, 16_383, "丙")];
        let sheet = Sheet { name: Some("表".to_owned()), cells, ..Sheet::default() };
        let (text, map) = show(&Book { sheets: vec![sheet, Sheet::default()] });
        assert_eq!(text, "甲 │  │ 乙\n… │ 丙\n\n");
        assert_eq!(
            map.place(map.bytes(0, 1_048_575, 16_383).start).map(|p| p.to_string()),
            Some("表!XFD1048576".to_owned())
        );
        assert_eq!(text.get(map.bytes(0, 0, 2)), Some("乙"));
    }
}
