//! Pictures of the workbook and of the Word report as LibreOffice prints them, made where `RUBRIC_PICTURES` says.

use std::path::PathBuf;
use std::process::Command;

use rubric_lang::locale::Language;
use rubric_lang::report;

use crate::filed::DEPARTMENT;
use crate::support::filing::of_files;

use super::Folder;

/// More pages than this are more than an office files for one department.
const MOST_PAGES: usize = 60;

/// A picture of every page of the PDF `name`.
#[track_caller]
fn pages(folder: &Folder, name: &str) -> Vec<Vec<u8>> {
    let mut command = Command::new("pdftoppm");
    command.args(["-r", "70", "-png"]).arg(folder.path(&format!("{name}.pdf"))).arg(folder.path(name));
    let output = command.output().unwrap_or_else(|error| panic!("pdftoppm is needed: {error}"));
    assert!(output.status.success(), "{output:?}");
    let all: Vec<Option<Vec<u8>>> = (1..=MOST_PAGES + 1)
        .map(|page| {
            let written = [format!("{name}-{page}.png"), format!("{name}-{page:02}.png")];
            written.iter().find_map(|written| std::fs::read(folder.path(written)).ok())
        })
        .collect();
    all.into_iter().flatten().collect()
}

/// The width and height that a PNG says it has.
#[track_caller]
fn size(picture: &[u8]) -> (u32, u32) {
    assert!(picture.starts_with(b"\x89PNG\r\n\x1a\n"));
    let number = |at: usize| u32::from_be_bytes(picture[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
#[ignore = "needs LibreOffice"]
fn pictures_are_made() {
    let wanted = std::env::var_os("RUBRIC_PICTURES").map(PathBuf::from);
    let kept = wanted.unwrap_or_else(|| PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pictures"));
    std::fs::create_dir_all(&kept).unwrap();
    for language in Language::ALL {
        let (book, word) = of_files(DEPARTMENT.0, DEPARTMENT.1, language, |filing| {
            (report::xlsx(filing).unwrap(), report::docx(&report::filed(filing), filing.locale).unwrap())
        });
        let folder = Folder::new();
        for (name, ending, bytes) in [("workbook", "xlsx", book), ("report", "docx", word)] {
            folder.write(&format!("{name}.{ending}"), &bytes);
            folder.convert(&format!("{name}.{ending}"), "pdf");
            let pages = pages(&folder, name);
            assert!(!pages.is_empty() && pages.len() <= MOST_PAGES, "{name}: {} pages", pages.len());
            for (number, picture) in (1..).zip(&pages) {
                // A4: one side is as long as the square root of two times the other.
                let (width, height) = size(picture);
                let (long, short) = (width.max(height), width.min(height));
                assert!((long * 100 / short).abs_diff(141) <= 1, "{name}, page {number}: {width} by {height}");
                std::fs::write(kept.join(format!("{name}-{}-{number:02}.png", language.tag())), picture).unwrap();
            }
            // The workbook lies on its side, the report begins upright.
            let (width, height) = size(&pages[0]);
            assert_eq!(width > height, name == "workbook", "{name}: {width} by {height}");
            assert!(pages[0].len() > 10_000, "{name}: the first page is empty");
        }
    }
}
