//! Hostile facts files are refused, and soon. For tests/main.rs: `mod facts_limits;`

use rubric_lang::facts::{Format, read};
use rubric_lang::source::SourceId;

/// Refuses `text`, in work that grows with its length: anything worse would not end while the tests run.
fn refused(text: &str, format: Format) {
    assert!(read(text, SourceId(0), format).is_err(), "{text:.40}");
}

#[test]
fn deep_nesting_is_refused_at_once() {
    let deep = 10_000;
    let cases = [
        ("[".repeat(deep), Format::Yaml),
        ("{a: ".repeat(deep), Format::Yaml),
        ("- ".repeat(deep), Format::Yaml),
        ("[".repeat(deep), Format::Json),
        ("{\"a\":".repeat(deep), Format::Json),
        (format!("a = {}", "[".repeat(deep)), Format::Toml),
        (format!("a = {}", "{b = ".repeat(deep)), Format::Toml),
        (format!("{}a = 1", "a.".repeat(deep)), Format::Toml),
    ];
    for (text, format) in cases {
        refused(&text, format);
    }
}

#[test]
fn aliases_do_not_multiply_without_end() {
    let mut bomb = String::from("a: &a [x,x,x,x,x,x,x,x,x]\n");
    for (name, before) in ('b'..='z').zip('a'..) {
        bomb.push_str(&format!("{name}: &{name} [{}]\n", vec![format!("*{before}"); 9].join(",")));
    }
    refused(&bomb, Format::Yaml);
}

#[test]
fn a_megabyte_on_one_line_is_read_in_one_go() {
    for (unit, format) in [
        ("甲，乙,", Format::Yaml),
        ("*a,", Format::Yaml),
        ("&a b,", Format::Yaml),
        ("甲，", Format::Json),
        ("“", Format::Json),
        ("a ", Format::Toml),
        ("甲=1,", Format::Toml),
    ] {
        let text = format!("[{}", unit.repeat(1_000_000 / unit.len()));
        refused(&text, format);
    }
}
