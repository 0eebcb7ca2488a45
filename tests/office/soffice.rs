//! LibreOffice without its window, in a profile of its own that works out every formula anew when it opens a file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Always work out formulas anew, whatever the file holds.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"#;

/// Text separated by commas, in UTF-8, numbers with all their digits, every sheet in a file of its own.
const CSV: &str = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1";

/// The sheets of a workbook, by name: rows of cells.
pub type Sheets = BTreeMap<String, Vec<Vec<String>>>;

/// A folder of its own, empty.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("office").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Opens `files` and works out their formulas; the sheets of each, by the stem of its name.
pub fn recalculated(folder: &Path, files: &[PathBuf]) -> BTreeMap<String, Sheets> {
    let profile = folder.join("profile");
    std::fs::create_dir_all(profile.join("user")).unwrap();
    std::fs::write(profile.join("user/registrymodifications.xcu"), SETTINGS).unwrap();
    let out = folder.join("out");
    let output = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--convert-to", CSV, "--outdir"])
        .arg(&out)
        .args(files)
        .output()
        .expect("LibreOffice is installed: soffice is on the path");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut books: BTreeMap<String, Sheets> = BTreeMap::new();
    for file in files {
        let stem = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let prefix = format!("{stem}-");
        let mut sheets = Sheets::new();
        for entry in std::fs::read_dir(&out).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap();
            if let Some(sheet) = name.strip_prefix(&prefix) {
                sheets.insert(sheet.to_owned(), rows(&path));
            }
        }
        assert!(!sheets.is_empty(), "{stem} was not opened: {}", String::from_utf8_lossy(&output.stderr));
        books.insert(stem, sheets);
    }
    books
}

fn rows(path: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(path).unwrap();
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}
