//! Texts that show a workbook: one line a row, and for every cell the bytes that show it.

use std::fmt;
use std::ops::Range;

/// Where the cells of a workbook stand in the text that shows it.
#[derive(Clone, Debug, Default)]
pub struct CellMap {
    sheets: Vec<SheetNames>,
    /// In the order of the text, which is that of sheets and rows.
    lines: Vec<CellLine>,
}

/// What a sheet is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetNames {
    /// The file it is in, where that is another than the one that was named: a file of a folder.
    pub file: Option<String>,
    /// Its name; `None` for a file that is but one sheet.
    pub sheet: Option<String>,
}

/// One row of a sheet, which is one line of the text.
#[derive(Clone, Debug)]
struct CellLine {
    sheet: u32,
    row: u32,
    /// Bytes of the line, without its line end.
    bytes: Range<u32>,
    /// In the order of the columns.
    cells: Vec<CellRange>,
}

/// The bytes that show a cell.
#[derive(Clone, Copy, Debug)]
struct CellRange {
    column: u32,
    start: u32,
    end: u32,
}

/// A cell of a sheet; shown as `产出指标!C5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellPlace<'a> {
    /// What its sheet is called.
    pub sheet: &'a SheetNames,
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
}

impl CellMap {
    /// A map without cells.
    pub fn new() -> CellMap {
        CellMap::default()
    }

    /// Begins a sheet.
    pub fn sheet(&mut self, names: SheetNames) {
        self.sheets.push(names);
    }

    /// Adds a line of the sheet begun last: its row, its bytes, and for each cell its column and bytes. Rows come in
    /// their order, and so do columns.
    pub fn line(&mut self, row: u32, bytes: Range<usize>, cells: impl IntoIterator<Item = (u32, Range<usize>)>) {
        let cut = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        let cells = cells.into_iter();
        let cells = cells.map(|(column, bytes)| CellRange { column, start: cut(bytes.start), end: cut(bytes.end) });
        let sheet = u32::try_from(self.sheets.len().saturating_sub(1)).unwrap_or(u32::MAX);
        self.lines.push(CellLine { sheet, row, bytes: cut(bytes.start)..cut(bytes.end), cells: cells.collect() });
    }

    /// The bytes that show a cell. Of one that is not shown, the end of its row; of a row that is not shown, the first
    /// cell of its sheet.
    pub fn bytes(&self, sheet: usize, row: u32, column: u32) -> Range<usize> {
        let at = |line: &CellLine| (line.sheet as usize, line.row);
        let Ok(found) = self.lines.binary_search_by(|line| at(line).cmp(&(sheet, row))) else {
            let first = self.lines.partition_point(|line| (line.sheet as usize) < sheet);
            return match self.lines.get(first).filter(|line| line.sheet as usize == sheet) {
                Some(line) => match line.cells.first() {
                    Some(cell) => cell.start as usize..cell.end as usize,
                    None => line.bytes.start as usize..line.bytes.end as usize,
                },
                None => 0..0,
            };
        };
        let Some(line) = self.lines.get(found) else { return 0..0 };
        let cell = line.cells.binary_search_by_key(&column, |cell| cell.column).ok().and_then(|i| line.cells.get(i));
        match cell {
            Some(cell) => cell.start as usize..cell.end as usize,
            None => line.bytes.end as usize..line.bytes.end as usize,
        }
    }

    /// The cell that the byte at `offset` shows; between two cells the one before.
    pub fn place(&self, offset: usize) -> Option<CellPlace<'_>> {
        let line = self.lines.partition_point(|line| line.bytes.start as usize <= offset);
        let line = self.lines.get(line.saturating_sub(1))?;
        let cell = line.cells.partition_point(|cell| cell.start as usize <= offset).saturating_sub(1);
        let column = line.cells.get(cell).map_or(0, |cell| cell.column);
        Some(CellPlace { sheet: self.sheets.get(line.sheet as usize)?, row: line.row, column })
    }

    /// The row, from 0, that the line `number` of the text, from 0, shows.
    pub fn row(&self, number: usize) -> Option<u32> {
        self.lines.get(number).map(|line| line.row)
    }

    /// The files that its sheets are in, where they are others than the one that was named.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.sheets.iter().filter_map(|sheet| sheet.file.as_deref())
    }

    /// Whether the lines `first` to `last` of the text show rows of one sheet that follow each other.
    pub fn is_run(&self, first: usize, last: usize) -> bool {
        let (Some(one), Some(other)) = (self.lines.get(first), self.lines.get(last)) else { return false };
        one.sheet == other.sheet && (other.row - one.row) as usize == last.saturating_sub(first)
    }
}

impl CellPlace<'_> {
    /// The cell without its sheet: `C5`.
    pub fn name(&self) -> String {
        cell_name(self.row, self.column)
    }
}

impl fmt::Display for CellPlace<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(sheet) = &self.sheet.sheet {
            write!(f, "{sheet}!")?;
        }
        f.write_str(&self.name())
    }
}

/// A cell as spreadsheets name it; `row` and `column` from 0: `C5`.
pub fn cell_name(row: u32, column: u32) -> String {
    format!("{}{}", column_name(column), u64::from(row) + 1)
}

/// A column as spreadsheets name it; `column` from 0: `C`, `AA`.
pub fn column_name(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_their_letters() {
        let names = [0, 1, 25, 26, 51, 701, 702, 16_383].map(column_name);
        assert_eq!(names, ["A", "B", "Z", "AA", "AZ", "ZZ", "AAA", "XFD"]);
        assert_eq!(cell_name(1_048_575, 16_383), "XFD1048576");
    }

    #[test]
    fn cells_are_found_by_place_and_by_byte() {
        let mut map = CellMap::new();
        map.sheet(SheetNames { file: None, sheet: Some("甲".to_owned()) });
        map.line(0, 0..5, [(0, 0..1), (2, 4..5)]);
        map.line(4, 6..9, [(1, 6..9)]);
        map.sheet(SheetNames { file: None, sheet: Some("乙".to_owned()) });
        map.line(0, 10..10, []);
        assert_eq!(map.bytes(0, 0, 2), 4..5);
        assert_eq!(map.bytes(0, 0, 1), 5..5);
        assert_eq!(map.bytes(0, 9, 9), 0..1);
        assert_eq!(map.bytes(1, 3, 0), 10..10);
        assert_eq!(map.bytes(7, 0, 0), 0..0);
        let shown = |at| map.place(at).map(|place| place.to_string());
        assert_eq!(
            [0, 2, 4, 6, 10].map(shown),
            ["甲!A1", "甲!A1", "甲!C1", "甲!B5", "乙!A1"].map(|s| Some(s.to_owned()))
        );
        assert!(map.is_run(0, 0) && !map.is_run(0, 1) && !map.is_run(1, 2) && !map.is_run(2, 3));
    }
}
