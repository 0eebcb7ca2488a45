//! A document as one web page that stands alone: no file, no script and no network beside it, readable on a phone
//! and on paper, in light and dark.

use askama::Template;

use crate::locale::{Language, Locale};

use super::document::{Block, Cell, Document, Item, Table};
use super::policy::policy;

const STYLE: &str = include_str!("webpage.css");

/// `document` as a page: HTML in UTF-8. `narrow` says the same where there is no room for broad tables.
///
/// # Errors
/// Never: it is written to memory.
pub fn webpage(document: &Document, narrow: &Document, locale: &Locale) -> Result<String, std::fmt::Error> {
    let title = document.blocks.iter().find_map(|block| match block {
        Block::Heading(1, words) => Some(words.clone()),
        _ => None,
    });
    let page = Page {
        lang: match locale.language() {
            Language::Zh => "zh-CN",
            Language::En => "en",
        },
        title: title.unwrap_or_default(),
        style: STYLE,
        policy: policy(STYLE, None),
        wide: blocks(document).map_err(|_| std::fmt::Error)?,
        narrow: blocks(narrow).map_err(|_| std::fmt::Error)?,
        tool: format!("rubric {}", env!("CARGO_PKG_VERSION")),
    };
    page.render().map_err(|_| std::fmt::Error)
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<!doctype html>
<html lang="{{ lang }}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ policy|safe }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="{{ tool }}">
<title>{{ title }}</title>
<link rel="icon" href="data:,">
<style>{{ style|safe }}</style>
</head>
<body>
<main class="wide">
{{ wide|safe }}</main>
<main class="narrow">
{{ narrow|safe }}</main>
</body>
</html>
"#
)]
struct Page {
    lang: &'static str,
    title: String,
    style: &'static str,
    policy: String,
    /// Blocks that are escaped already.
    wide: String,
    narrow: String,
    tool: String,
}

fn blocks(document: &Document) -> askama::Result<String> {
    let mut out = String::new();
    for block in &document.blocks {
        out.push_str(&match block {
            Block::Heading(level, words) => Head { level: (*level).clamp(1, 6), words }.render()?,
            Block::Paragraph(words) => Lines { words: words.split('\n').collect() }.render()?,
            Block::Caption(words) => Caption { words }.render()?,
            Block::Fields(fields) => Fields { fields }.render()?,
            Block::Table(table) => Grid { table, rows: rows(table) }.render()?,
            Block::List(items) => list(items)?,
            Block::Code(_, code) => Code { code }.render()?,
        });
        out.push('\n');
    }
    Ok(out)
}

#[derive(Template)]
#[template(ext = "html", source = "<h{{ level }}>{{ words }}</h{{ level }}>")]
struct Head<'a> {
    level: u8,
    words: &'a str,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "<p>{% for line in words %}{% if !loop.first %}<br>{% endif %}{{ line }}{% endfor %}</p>"
)]
struct Lines<'a> {
    words: Vec<&'a str>,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "<dl>{% for (name, value) in fields %}<div><dt>{{ name }}</dt><dd>{{ value }}</dd></div>{% endfor %}</dl>"
)]
struct Fields<'a> {
    fields: &'a [(String, String)],
}

#[derive(Template)]
#[template(ext = "html", source = "<p class=\"caption\">{{ words }}</p>")]
struct Caption<'a> {
    words: &'a str,
}

#[derive(Template)]
#[template(ext = "html", source = "<pre>{{ code }}</pre>")]
struct Code<'a> {
    code: &'a str,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<table{% if table.columns.len() > 5 %} class="broad"{% endif %}>
<thead><tr>{% for column in table.columns %}<th scope="col"{% if column.number %} class="number"{% endif %}>{{ column.head }}</th>{% endfor %}</tr></thead>
<tbody>
{% for row in rows %}<tr{% if row.total %} class="total"{% endif %}>{% for cell in row.cells %}<td{% if cell.down > 1 %} rowspan="{{ cell.down }}"{% endif %}{% if cell.across > 1 %} colspan="{{ cell.across }}"{% endif %}{% if cell.number %} class="number"{% endif %} data-label="{{ cell.head }}">{% for line in cell.lines %}{% if cell.several %}<p>{{ line }}</p>{% else %}{{ line }}{% endif %}{% endfor %}</td>{% endfor %}</tr>
{% endfor %}</tbody>
</table>"#
)]
struct Grid<'a> {
    table: &'a Table,
    rows: Vec<GridRow<'a>>,
}

struct GridRow<'a> {
    total: bool,
    cells: Vec<GridCell<'a>>,
}

struct GridCell<'a> {
    down: usize,
    across: usize,
    number: bool,
    head: &'a str,
    several: bool,
    lines: Vec<&'a str>,
}

/// The rows with the cells that stand for themselves.
fn rows(table: &Table) -> Vec<GridRow<'_>> {
    let cell = |(index, cell): (usize, &'_ Cell)| -> Option<(usize, usize, usize)> {
        (cell.down > 0 && cell.across > 0).then_some((index, cell.down, cell.across))
    };
    let row = |row: &'_ super::document::Row| -> Vec<(usize, usize, usize)> {
        row.cells.iter().enumerate().filter_map(cell).collect()
    };
    table
        .rows
        .iter()
        .map(|from| GridRow {
            total: from.total,
            cells: row(from)
                .into_iter()
                .filter_map(|(index, down, across)| {
                    let column = table.columns.get(index)?;
                    let lines: Vec<&str> = from.cells.get(index)?.text.split('\n').collect();
                    let several = lines.len() > 1;
                    Some(GridCell { down, across, number: column.number, head: &column.head, several, lines })
                })
                .collect(),
        })
        .collect()
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "<ul>{% for (words, inner) in items %}<li>{{ words }}{{ inner|safe }}</li>{% endfor %}</ul>"
)]
struct Items<'a> {
    items: Vec<(&'a str, String)>,
}

/// A list with the lists in it.
fn list(items: &[Item]) -> askama::Result<String> {
    if items.is_empty() {
        return Ok(String::new());
    }
    let mut told = Vec::with_capacity(items.len());
    for item in items {
        told.push((item.text.as_str(), list(&item.items)?));
    }
    Items { items: told }.render()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::document::{Column, Row};

    #[test]
    fn what_others_wrote_stays_text() {
        let nasty = "<script>alert(1)</script>&\"'";
        let mut document = Document::default();
        document.heading(1, nasty);
        document.paragraph(nasty);
        document.list(vec![Item { text: nasty.into(), items: vec![Item::text(nasty)] }]);
        document.blocks.push(Block::Fields(vec![(nasty.into(), nasty.into())]));
        document.blocks.push(Block::Code(1, nasty.into()));
        document
            .blocks
            .push(Block::Table(Table { columns: vec![Column::words(nasty)], rows: vec![Row::new([nasty])] }));
        let page = webpage(&document, &Document::default(), &Locale::new(Language::En)).unwrap_or_default();
        assert!(!page.contains("<script"), "{page}");
        assert!(!page.contains("&\"'"), "{page}");
        assert_eq!(page.matches("&#60;script").count() + page.matches("&lt;script").count(), 11, "{page}");
    }

    #[test]
    fn merged_cells_reach_over_others() {
        let table = Table {
            columns: vec![Column::words("甲"), Column::numbers("乙"), Column::words("丙")],
            rows: vec![
                Row::new([Cell::from("一").down(2), Cell::from("1"), Cell::from("a\nb")]),
                Row::new([Cell::covered(), Cell::from("2").across(2), Cell::covered()]),
            ],
        };
        let mut document = Document::default();
        document.blocks.push(Block::Table(table));
        let page = webpage(&document, &Document::default(), &Locale::new(Language::Zh)).unwrap_or_default();
        assert!(page.contains("<td rowspan=\"2\" data-label=\"甲\">一</td>"), "{page}");
        assert!(page.contains("<td colspan=\"2\" class=\"number\" data-label=\"乙\">2</td></tr>"), "{page}");
        assert!(page.contains("<p>a</p><p>b</p>"), "{page}");
    }
}
