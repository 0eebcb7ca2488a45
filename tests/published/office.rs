//! What LibreOffice makes of a published rubric.

use std::path::{Path, PathBuf};
use std::process::Command;

use rubric_lang::locale::{Language, Locale};
use rubric_lang::report::{self, Layout};

use super::{DEPARTMENT, published};

/// The text of `bytes`, a file with the ending `ending`, as LibreOffice prints it, page by page.
#[track_caller]
fn printed(name: &str, ending: &str, bytes: &[u8]) -> Vec<String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("published-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(format!("a.{ending}")), bytes).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let said = |command: &mut Command| {
        let output = command.current_dir(&folder).output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        assert!(output.status.success(), "{command:?}: {output:?}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let file = PathBuf::from(format!("a.{ending}"));
    said(Command::new("soffice").args(["--headless", &profile, "--convert-to", "pdf"]).arg(&file));
    let text = said(Command::new("pdftotext").args(["-layout", "a.pdf", "-"]));
    std::fs::remove_dir_all(&folder).unwrap();
    let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    // The last page ends in the mark as well.
    pages.pop();
    pages
}

/// Every page of the table has its head, and every word of it is there.
#[track_caller]
fn holds_the_table(pages: &[String], table_pages: usize) {
    let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    for page in pages.iter().take(table_pages) {
        assert!(squeezed(page).contains("一级指标"), "a page without its head:\n{page}");
    }
    let all: String = pages.iter().map(|page| squeezed(page)).collect();
    for words in ["湛江经开区部门整体支出绩效评价评分表", "评分标准", "得10分", "计分方法", "需要收集的数据"]
    {
        assert!(all.contains(words), "{words} is not printed");
    }
}

#[test]
#[ignore = "needs LibreOffice"]
fn the_word_document_opens() {
    let bytes = report::docx(&published(DEPARTMENT, Language::Zh, Layout::Table), &Locale::new(Language::Zh)).unwrap();
    holds_the_table(&printed("docx", "docx", &bytes), 4);
}

#[test]
#[ignore = "needs LibreOffice"]
fn the_workbook_opens() {
    let bytes = report::workbook(&published(DEPARTMENT, Language::Zh, Layout::Table)).unwrap();
    holds_the_table(&printed("xlsx", "xlsx", &bytes), 3);
}
