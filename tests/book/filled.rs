//! The facts of a YAML file filled into a workbook as a person would: numbers as numbers with their units beside them
//! or in the head, shares in percent, days as days, a sheet for every table. Written as xlsx or as a folder of csv.

use rubric_lang::facts::{Node, NodeKind};
use rubric_lang::model::Rubric;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook};

/// What is put into a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Blank,
    Text(String),
    /// A number and its decimals.
    Number(String),
    /// A number and its decimals, in percent.
    Percent(String),
    /// A day, `2024-03-07`.
    Date(String),
}

/// A sheet: its name and rows; so many rows at the top are no part of the table.
pub struct Sheet {
    pub name: String,
    pub title: usize,
    pub rows: Vec<Vec<Cell>>,
}

fn text(text: impl Into<String>) -> Cell {
    let text = text.into();
    if text.is_empty() { Cell::Blank } else { Cell::Text(text) }
}

/// `2641.94万元` as its number and its unit.
fn apart(written: &str) -> Option<(String, String)> {
    let length =
        written.bytes().enumerate().take_while(|(at, b)| b.is_ascii_digit() || *b == b'.' || (*at == 0 && *b == b'-'));
    let (number, unit) = written.split_at(length.count());
    let unit = unit.trim();
    let is_date = unit.starts_with(['-', '/', '年']);
    (number.bytes().any(|b| b.is_ascii_digit()) && !is_date).then(|| (number.to_owned(), unit.to_owned()))
}

/// A value as it is put into a cell, and the unit that is put elsewhere.
fn cell(written: &str) -> (Cell, String) {
    let date = written.len() == 10 && written.bytes().filter(|b| *b == b'-').count() == 2;
    if date {
        return (Cell::Date(written.to_owned()), String::new());
    }
    match apart(written) {
        Some((number, unit)) if unit == "%" => (Cell::Percent(number), String::new()),
        Some((number, unit)) => (Cell::Number(number), unit),
        None => (text(written), String::new()),
    }
}

/// A value that is neither a list nor has keys, as written.
pub fn scalar(node: &Node) -> String {
    match &node.kind {
        NodeKind::Text(text) | NodeKind::Number(text) => text.clone(),
        NodeKind::Bool(true) => "是".to_owned(),
        NodeKind::Bool(false) => "否".to_owned(),
        _ => String::new(),
    }
}

/// A value as one text, and where it was found.
pub fn value(node: &Node) -> (String, String) {
    let Some(entries) = node.entries() else { return (scalar(node), String::new()) };
    let source = node.get("来源").map(scalar).unwrap_or_default();
    if let Some(value) = node.get("值") {
        return (scalar(value), source);
    }
    let ends = entries.iter().filter(|(key, _)| key.text != "来源");
    let ends: Vec<String> = ends.map(|(key, value)| format!("{} {}", key.text, scalar(value))).collect();
    (ends.join("，"), source)
}

/// The sheets of a workbook with the facts of `root` for `rubric`.
pub fn sheets(rubric: &Rubric, root: &Node) -> Vec<Sheet> {
    let heads = |names: &[&str]| names.iter().map(|name| text(*name)).collect::<Vec<_>>();
    let about = [("对象", "对象"), ("期间", "期间")]
        .map(|(name, key)| vec![text(name), text(root.get(key).map(scalar).unwrap_or_default())]);
    let mut rows: Vec<Vec<Cell>> = about.to_vec();
    rows.push(vec![text("评分表"), text(&rubric.name)]);
    rows.push(vec![text("版本"), text(&rubric.version)]);
    let mut found = vec![Sheet { name: "概况".to_owned(), title: 0, rows }];

    let facts = root.get("数据").unwrap();
    let mut single = vec![heads(&["名称", "所属指标", "说明", "单位", "值", "来源"])];
    for fact in rubric.facts.iter().filter(|fact| fact.ty.table().is_none()) {
        let (written, source) = facts.get(&fact.name).map(value).unwrap_or_default();
        let (cell, unit) = cell(&written);
        let node = fact.node.map(|id| rubric.node(id).name.clone()).unwrap_or_default();
        let explain = fact.explain.clone().unwrap_or_default();
        single.push(vec![text(&fact.name), text(node), text(explain), text(unit), cell, text(source)]);
    }
    found.push(Sheet { name: "数据".to_owned(), title: 0, rows: single });

    for fact in &rubric.facts {
        let Some(table) = fact.ty.table() else { continue };
        let node = facts.get(&fact.name);
        let (list, whole) = match node {
            Some(node) if node.items().is_some() => (node.items().unwrap().to_vec(), String::new()),
            Some(node) => (node.get("值").and_then(Node::items).unwrap_or_default().to_vec(), value(node).1),
            None => (Vec::new(), String::new()),
        };
        // A unit that all numbers of a column share is put into its head.
        let column = |name: &str| -> Vec<(String, String)> {
            list.iter().map(|row| row.get(name).map(value).unwrap_or_default()).collect()
        };
        let units: Vec<Option<String>> = table
            .fields
            .iter()
            .map(|field| {
                let filled: Vec<_> = column(&field.name).into_iter().filter(|(value, _)| !value.is_empty()).collect();
                let units: Option<Vec<String>> =
                    filled.iter().map(|(value, _)| apart(value).map(|(_, unit)| unit)).collect();
                let units = units.filter(|units| !units.is_empty() && field.ty.dimension().is_some())?;
                let first = units.first()?.clone();
                units.iter().all(|unit| *unit == first && unit != "%").then_some(first)
            })
            .collect();
        let sourced: Vec<&str> = table
            .fields
            .iter()
            .map(|field| field.name.as_str())
            .filter(|name| column(name).iter().any(|(_, source)| !source.is_empty()))
            .collect();
        let mut head: Vec<Cell> = Vec::new();
        for (field, unit) in table.fields.iter().zip(&units) {
            let unit = unit.as_ref().filter(|unit| !unit.is_empty()).map(|unit| format!("（{unit}）"));
            head.push(text(format!("{}{}", field.name, unit.unwrap_or_default())));
        }
        head.extend(sourced.iter().map(|name| text(format!("{name}来源"))));
        head.push(text("来源"));
        let mut rows = vec![vec![text(&fact.name)], vec![text(fact.explain.clone().unwrap_or_default())], head];
        let width = rows[2].len();
        if node.is_some() && list.is_empty() {
            let mut none = vec![Cell::Blank; width];
            none[0] = text("无");
            none[width - 1] = text(whole);
            rows.push(none);
        }
        for (at, row) in list.iter().enumerate() {
            let mut cells = Vec::new();
            for (field, unit) in table.fields.iter().zip(&units) {
                let (written, _) = column(&field.name)[at].clone();
                let (cell, own) = cell(&written);
                // A unit that is not in the head stays with its number.
                let stays = unit.is_none() && !own.is_empty();
                cells.push(if stays || field.ty.dimension().is_none() && matches!(cell, Cell::Number(_)) {
                    text(written)
                } else {
                    cell
                });
            }
            cells.extend(sourced.iter().map(|name| text(column(name)[at].1.clone())));
            cells.push(text(row.get("来源").map(scalar).unwrap_or_default()));
            rows.push(cells);
        }
        found.push(Sheet { name: fact.name.clone(), title: 2, rows });
    }

    let mut awards = vec![heads(&["指标", "行", "得分", "扣", "级", "理由", "来源"])];
    for (key, entry) in root.get("评定").and_then(Node::entries).unwrap_or_default() {
        let of = |name: &str| entry.get(name).map(scalar).unwrap_or_default();
        let points = |name: &str| apart(&of(name)).map_or(Cell::Blank, |(number, _)| Cell::Number(number));
        let (indicator, row) = match key.text.split_once('/') {
            Some((indicator, row)) => (indicator, row),
            None => (key.text.as_str(), ""),
        };
        awards.push(vec![
            text(indicator),
            text(row),
            points("得分"),
            points("扣"),
            text(of("级")),
            text(of("理由")),
            text(of("来源")),
        ]);
    }
    found.push(Sheet { name: "评定".to_owned(), title: 0, rows: awards });
    found
}

/// `number` with its decimals as a number format.
fn format_of(number: &str) -> String {
    let places = number.split_once('.').map_or(0, |(_, places)| places.len());
    if places == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(places)) }
}

/// The sheets as an xlsx file, the same bytes every time.
pub fn xlsx(sheets: &[Sheet]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2024, 12, 31).unwrap();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let bold =
        Format::new().set_bold().set_background_color("DDEBF7").set_text_wrap().set_align(FormatAlign::VerticalCenter);
    let title = Format::new().set_bold().set_font_size(14);
    for spec in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(&spec.name).unwrap();
        let width = spec.rows.iter().map(Vec::len).max().unwrap_or(1);
        for column in 0..width {
            let widest = spec
                .rows
                .iter()
                .skip(spec.title)
                .filter_map(|row| row.get(column))
                .map(shown)
                .map(|t| t.chars().map(|c| if c.is_ascii() { 1.0 } else { 2.0 }).sum::<f64>());
            let widest = widest.fold(8.0_f64, f64::max).min(48.0);
            sheet.set_column_width(column as u16, widest + 2.0).unwrap();
        }
        let headed = spec.name != "概况";
        for (row, cells) in spec.rows.iter().enumerate() {
            let at = row as u32;
            for (column, cell) in cells.iter().enumerate() {
                let column = column as u16;
                let number = |digits: &str| digits.parse::<f64>().unwrap();
                match cell {
                    Cell::Blank => {}
                    Cell::Text(text) if row == 0 && spec.title > 0 => {
                        sheet.merge_range(0, 0, 0, width.max(2) as u16 - 1, text, &title).unwrap();
                    }
                    Cell::Text(text) if headed && row == spec.title => {
                        sheet.write_with_format(at, column, text, &bold).unwrap();
                    }
                    Cell::Text(text) => {
                        sheet.write(at, column, text).unwrap();
                    }
                    Cell::Number(digits) => {
                        let format = Format::new().set_num_format(format_of(digits));
                        sheet.write_with_format(at, column, number(digits), &format).unwrap();
                    }
                    Cell::Percent(digits) => {
                        let format = Format::new().set_num_format(format!("{}%", format_of(digits)));
                        sheet.write_with_format(at, column, number(digits) / 100.0, &format).unwrap();
                    }
                    Cell::Date(day) => {
                        let format = Format::new().set_num_format("yyyy-mm-dd");
                        let day = ExcelDateTime::parse_from_str(day).unwrap();
                        sheet.write_with_format(at, column, &day, &format).unwrap();
                    }
                }
            }
        }
        if headed {
            sheet.set_freeze_panes(spec.title as u32 + 1, 1).unwrap();
        }
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    }
    workbook.save_to_buffer().unwrap()
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Text(text) | Cell::Date(text) | Cell::Number(text) => text.clone(),
        Cell::Percent(digits) => format!("{digits}%"),
    }
}

/// The sheets as csv files: name and text.
pub fn csv(sheets: &[Sheet]) -> Vec<(String, String)> {
    let field = |cell: &Cell| {
        let text = shown(cell);
        if text.contains([',', '"', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
    };
    let line = |row: &Vec<Cell>| row.iter().map(field).collect::<Vec<_>>().join(",") + "\r\n";
    sheets.iter().map(|sheet| (format!("{}.csv", sheet.name), sheet.rows.iter().map(line).collect())).collect()
}
