//! The documentation is true: every example is run, in both languages.
//!
//! `RUBRIC_UPDATE_DOCS=1 cargo test docs` writes what the commands of the READMEs print into them.

mod block;
mod example;
mod tour;

use std::fs;
use std::path::{Path, PathBuf};

use rubric_lang::diagnostic::{Allowance, Code};
use rubric_lang::syntax::keyword::{KEYWORDS, TYPE_WORDS};

use block::{Block, blocks, headings};
use example::{CHINESE, ENGLISH, Frame, Run, Scored};
use tour::Tour;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn page(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn examples(name: &str, frame: &Frame) {
    let page = page(name);
    let found = blocks(&page);
    assert!(found.len() > 100, "{name}: only {} examples", found.len());
    let wrong = Run::new(frame, "docs/").page(&found);
    assert!(wrong.is_empty(), "{name}: {} examples are wrong\n{}", wrong.len(), wrong.join("\n"));
}

/// The examples of the reference that come out with scores, in both languages.
pub fn scored_examples() -> Vec<Scored> {
    let of = |name, frame| example::scored(frame, &blocks(&page(name)));
    let mut found = of("docs/language.md", &ENGLISH);
    found.extend(of("docs/language.zh.md", &CHINESE));
    found
}

#[test]
fn the_examples_of_the_reference_hold() {
    examples("docs/language.md", &ENGLISH);
}

#[test]
fn the_examples_of_the_chinese_reference_hold() {
    examples("docs/language.zh.md", &CHINESE);
}

/// What the two languages of a page must have in common.
fn shapes(page: &str) -> (Vec<usize>, Vec<String>) {
    (headings(page), blocks(page).iter().map(Block::shape).collect())
}

#[test]
fn the_two_languages_are_in_step() {
    let pages = [
        ("docs/language.md", "docs/language.zh.md"),
        ("README.md", "README.zh.md"),
        ("docs/facts.md", "docs/facts.zh.md"),
        ("docs/reports.md", "docs/reports.zh.md"),
        ("docs/publish.md", "docs/publish.zh.md"),
    ];
    for (english, chinese) in pages {
        let (english_page, chinese_page) = (page(english), page(chinese));
        let ((headings, shapes), (zh_headings, zh_shapes)) = (shapes(&english_page), shapes(&chinese_page));
        assert_eq!(headings, zh_headings, "the headings of {english} and {chinese}");
        let (en_blocks, zh_blocks) = (blocks(&english_page), blocks(&chinese_page));
        for ((shape, zh_shape), (block, zh_block)) in
            shapes.iter().zip(&zh_shapes).zip(en_blocks.iter().zip(&zh_blocks))
        {
            // A file of the tour has a name in each language.
            let same = shape == zh_shape || (block.value("file").is_some() && zh_block.value("file").is_some());
            assert!(same, "{english}:{} `{shape}`, {chinese}:{} `{zh_shape}`", block.line, zh_block.line);
        }
        assert_eq!(shapes.len(), zh_shapes.len(), "{english} and {chinese} have the same number of examples");
    }
}

#[test]
fn the_tables_of_keywords_are_complete() {
    let (english, chinese) = (page("docs/language.md"), page("docs/language.zh.md"));
    for keyword in KEYWORDS {
        let (zh, en) = (keyword.zh, keyword.en);
        assert!(english.contains(&format!("| `{en}` | `{zh}` |")), "{en} in the English table");
        assert!(chinese.contains(&format!("| `{zh}` | `{en}` |")), "{zh} in the Chinese table");
    }
    for code in Code::ALL {
        let Some(Allowance { zh, en }) = code.allowance() else { continue };
        let number = code.code();
        assert!(
            english.contains(&format!("| `{en}` | `{zh}` | `{number}` |")),
            "{en} in the English table of warnings"
        );
        assert!(
            chinese.contains(&format!("| `{zh}` | `{en}` | `{number}` |")),
            "{zh} in the Chinese table of warnings"
        );
    }
    for (zh, en) in TYPE_WORDS {
        assert!(english.contains(&format!("`{en}` `{zh}`")), "the type {en}");
        assert!(chinese.contains(&format!("`{zh}` `{en}`")), "the type {zh}");
    }
}

/// Whether `word` (perhaps of several words) stands in `text` as a word of its own.
fn holds(text: &str, word: &str) -> bool {
    let inside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(word).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + word.len()..]);
        !inside(before.chars().next_back()) && !inside(after.chars().next())
    })
}

#[test]
fn every_keyword_and_type_stands_in_an_example() {
    for (name, spelling) in [("docs/language.md", 1), ("docs/language.zh.md", 0)] {
        let examples = blocks(&page(name)).into_iter().filter(|block| block.kind == "rubric");
        let lines: Vec<String> = examples
            .flat_map(|block| block.text.lines().map(str::to_owned).collect::<Vec<_>>())
            .map(|line| line.split("//").next().unwrap_or_default().to_owned())
            .collect();
        let text = lines.join("\n");
        let keywords = KEYWORDS.iter().map(|keyword| [keyword.zh, keyword.en][spelling]);
        let types = TYPE_WORDS.iter().map(|(zh, en)| [*zh, *en][spelling]);
        let missing: Vec<&str> = keywords.chain(types).filter(|word| !holds(&text, word)).collect();
        assert!(missing.is_empty(), "{name} has no example with {missing:?}");
    }
}

fn tour(name: &str, folder: &str, language: &'static str, frame: &Frame) {
    let page_blocks = blocks(&page(name));
    let (examples, steps): (Vec<Block>, Vec<Block>) =
        page_blocks.into_iter().partition(|block| block.kind == "rubric" && block.value("file").is_none());
    let wrong = Run::new(frame, "").page(&examples);
    assert!(wrong.is_empty(), "{name}: {}", wrong.join("\n"));
    let update = std::env::var_os("RUBRIC_UPDATE_DOCS").is_some();
    let mut text = page(name);
    let mut tour = Tour::new(folder, language);
    for block in steps {
        let printed = tour.step(&block).unwrap_or_else(|told| panic!("{name}:{}: {told}", block.line));
        let Some(printed) = printed.filter(|printed| *printed != block.text) else { continue };
        let fenced = |text: &str| format!("```{}\n{text}```\n", block.shape());
        assert!(update, "{name}:{}: the commands print\n{printed}", block.line);
        text = text.replacen(&fenced(&block.text), &fenced(&printed), 1);
    }
    if update {
        fs::write(root().join(name), text).expect("the page cannot be written");
    }
}

#[test]
fn the_tour_holds() {
    tour("README.md", "tour-en", "en_US.UTF-8", &ENGLISH);
}

#[test]
fn the_chinese_tour_holds() {
    tour("README.zh.md", "tour-zh", "zh_CN.UTF-8", &CHINESE);
}

#[test]
fn the_page_on_facts_holds() {
    tour("docs/facts.md", "facts-en", "en_US.UTF-8", &ENGLISH);
}

#[test]
fn the_chinese_page_on_facts_holds() {
    tour("docs/facts.zh.md", "facts-zh", "zh_CN.UTF-8", &CHINESE);
}

#[test]
fn the_pages_on_reports_hold() {
    tour("docs/reports.md", "reports-en", "en_US.UTF-8", &ENGLISH);
    tour("docs/reports.zh.md", "reports-zh", "zh_CN.UTF-8", &CHINESE);
}

#[test]
fn the_page_on_publishing_holds() {
    tour("docs/publish.md", "publish-en", "en_US.UTF-8", &ENGLISH);
}

#[test]
fn the_chinese_page_on_publishing_holds() {
    tour("docs/publish.zh.md", "publish-zh", "zh_CN.UTF-8", &CHINESE);
}

#[test]
fn the_page_on_published_tables_holds() {
    tour("docs/reconcile.md", "reconcile-en", "en_US.UTF-8", &ENGLISH);
}

#[test]
fn the_chinese_page_on_published_tables_holds() {
    tour("docs/reconcile.zh.md", "reconcile-zh", "zh_CN.UTF-8", &CHINESE);
}

#[test]
fn links_lead_somewhere() {
    let pages = [
        "README.md",
        "README.zh.md",
        "docs/language.md",
        "docs/language.zh.md",
        "docs/facts.md",
        "docs/facts.zh.md",
        "docs/reports.md",
        "docs/reports.zh.md",
        "docs/publish.md",
        "docs/publish.zh.md",
    ];
    for name in pages {
        let text = page(name);
        let folder = root().join(Path::new(name).parent().unwrap_or(Path::new("")));
        for link in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link) {
            let path = link.split('#').next().unwrap_or_default();
            assert!(link.contains("://") || folder.join(path).exists(), "{name}: {link}");
        }
    }
}
