//! `rubric check --fix`: what it changes, what it leaves to the author, and what it never touches.

use std::path::Path;
use std::process::Command;

use rubric_lang::Unreadable;
use rubric_lang::diagnostic::Diagnostic;
use rubric_lang::mend::{Which, mend};
use rubric_lang::source::{SourceId, SourceMap};

use crate::support::root;

const HEAD: &str = "评分表 小表 版本 \"1\" {\n  满分 10分\n  不舍入\n}\n";

/// A folder in which the command changes files.
struct Folder(std::path::PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fix-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.0.join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.join(name)).unwrap()
    }

    /// Exit status, standard output, standard error.
    fn check(&self, args: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rubric"));
        command.arg("check").args(args).current_dir(&self.0).env_clear();
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Two slips that leave no choice, in two rounds, and one that does.
fn slips() -> String {
    format!(
        "{HEAD}指标 出勤 10分 {{\n  数据 出勤率 : 百分比 [0%, 100%]\n  分档 出勤率 {{\n    大于等于 90% : 满分\n    < 90% : 不得分\n  }}\n}}\n校验 出勤律 ≥ 0%\n"
    )
}

#[test]
fn what_leaves_no_choice_is_changed_and_told_and_the_rest_is_offered() {
    let folder = Folder::new("sure");
    folder.write("r.rubric", slips());
    let (status, out, error) = folder.check(&["--fix", "r.rubric", "--lang", "en"]);
    let mended = slips().replace("大于等于", "≥").replace("百分比", "比率");
    assert_eq!((status, folder.read("r.rubric"), error), (1, mended, String::new()));
    let told = "r.rubric: 2 edits made\n  line 6, column 12: `比率` in place of `百分比` (E0211)\n  line 8, column 5: `≥` in place of `大于等于` (E0119)\nr.rubric: one more fix is offered; only the author can say what was meant (--fix-all makes them):\n  line 12, column 4: `出勤率` in place of `出勤律` (E0201)\n";
    assert!(out.starts_with(told), "{out}");
    assert!(out.contains("error[E0201]") && out.ends_with("found 1 error\n"), "{out}");

    let (status, out, _) = folder.check(&["--fix-all", "r.rubric", "--lang", "zh"]);
    assert_eq!((status, folder.read("r.rubric").contains("校验 出勤率")), (0, true), "{out}");
    assert_eq!(
        out,
        "r.rubric：改了 1 处\n  第 12 行第 4 列：“出勤律”改为“出勤率”（E0201）\nr.rubric：没有问题（1 个指标，1 项数据）\n"
    );
    let (status, out, _) = folder.check(&["--fix", "r.rubric", "--lang", "zh"]);
    assert_eq!(
        (status, out.as_str()),
        (0, "r.rubric：没有可以直接改的地方\nr.rubric：没有问题（1 个指标，1 项数据）\n")
    );
}

#[test]
fn a_patch_is_shown_and_nothing_is_written() {
    let folder = Folder::new("diff");
    folder.write("r.rubric", slips());
    let (status, out, error) = folder.check(&["--diff", "r.rubric", "--lang", "en"]);
    assert_eq!((status, folder.read("r.rubric")), (1, slips()));
    assert!(out.starts_with("--- r.rubric\n+++ r.rubric\n@@ "), "{out}");
    let changed: Vec<&str> = out.lines().skip(2).filter(|line| line.starts_with(['-', '+'])).collect();
    assert_eq!(
        changed,
        [
            "-  数据 出勤率 : 百分比 [0%, 100%]",
            "+  数据 出勤率 : 比率 [0%, 100%]",
            "-    大于等于 90% : 满分",
            "+    ≥ 90% : 满分"
        ]
    );
    // What remains is not part of the patch.
    assert!(error.contains("error[E0201]"), "{error}");
    let (_, out, _) = folder.check(&["--diff", "--fix-all", "r.rubric", "--lang", "en"]);
    assert!(out.contains("+校验 出勤率 ≥ 0%"), "{out}");
}

#[test]
fn a_file_that_is_used_is_never_changed() {
    let folder = Folder::new("used");
    let library = "选项 级 { 低 < 中，高 }\n计分方法 按率(率 : 百分比) { 得分 = 率 × 满分 }\n";
    folder.write("lib.rubric", library);
    folder.write("r.rubric", format!("{}引用 \"lib.rubric\"\n", slips()));
    let (status, out, _) = folder.check(&["--fix-all", "r.rubric", "--lang", "en"]);
    assert_eq!((status, folder.read("lib.rubric").as_str()), (1, library));
    assert!(out.contains("lib.rubric:"), "what is wrong with it is told\n{out}");
}

#[test]
fn line_ends_and_the_rest_of_the_text_stay_as_they_are() {
    let folder = Folder::new("crlf");
    let text = slips().replace('\n', "\r\n");
    folder.write("r.rubric", &text);
    folder.check(&["--fix", "r.rubric"]);
    assert_eq!(folder.read("r.rubric"), text.replace("大于等于", "≥").replace("百分比", "比率"));
}

#[test]
fn what_is_no_text_or_has_nothing_to_fix_is_not_written() {
    let folder = Folder::new("kept");
    let bytes = [0xc6, 0xc0, 0xb7, 0xd6, 0xb1, 0xed];
    folder.write("gbk.rubric", bytes);
    assert_eq!(folder.check(&["--fix-all", "gbk.rubric"]).0, 1);
    assert_eq!(std::fs::read(folder.0.join("gbk.rubric")).unwrap(), bytes);
    // A rubric that has nothing to fix keeps its time stamp.
    std::fs::copy(root().join("rubrics/zhanjiang-department-2024.rubric"), folder.0.join("r.rubric")).unwrap();
    let calendars = folder.0.join("calendars");
    std::fs::create_dir_all(&calendars).unwrap();
    for entry in std::fs::read_dir(root().join("rubrics/calendars")).into_iter().flatten().flatten() {
        std::fs::copy(entry.path(), calendars.join(entry.file_name())).unwrap();
    }
    let stamp = || std::fs::metadata(folder.0.join("r.rubric")).unwrap().modified().unwrap();
    let before = stamp();
    folder.check(&["--fix-all", "r.rubric"]);
    assert_eq!(stamp(), before);
}

#[test]
fn the_standard_input_can_only_be_shown_a_patch() {
    let run = |args: &[&str]| crate::support::run(args).input(slips()).output();
    run(&["check", "--fix", "-", "--lang", "zh"]).status(2).complains("标准输入无法写回");
    run(&["check", "--diff", "-", "--lang", "en"]).status(1).says("+    ≥ 90% : 满分");
}

#[test]
fn programs_get_what_remains_and_the_edits_elsewhere() {
    let folder = Folder::new("json");
    folder.write("r.rubric", slips());
    let (status, out, error) = folder.check(&["--fix", "--format", "json", "r.rubric", "--lang", "en"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((status, &json["diagnostics"][0]["code"]), (1, &"E0201".into()));
    assert_eq!(json["diagnostics"][0]["fix"]["chooses"], true);
    assert!(error.starts_with("r.rubric: 2 edits made\n"), "{error}");
}

/// What is wrong with `text`, as `check` tells it.
fn told(text: &str) -> (SourceId, Vec<Diagnostic>) {
    let mut sources = SourceMap::new();
    let mut read = |path: &str| if path == "r" { Ok(text.as_bytes().to_vec()) } else { Err(Unreadable::Missing) };
    let loaded = rubric_lang::load("r", &mut sources, &mut read).unwrap();
    (SourceId(0), rubric_lang::check(loaded, &sources).diagnostics)
}

/// Every rubric under `folder`.
fn rubrics(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rubrics(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rubric") {
            found.push(path);
        }
    }
}

#[test]
fn fixing_ends_wherever_it_begins_and_leaves_nothing_that_it_could_fix() {
    let mut paths = Vec::new();
    rubrics(&root().join("tests/cases"), &mut paths);
    let mut made = 0;
    for path in paths {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        // A case without a head is one with it.
        for text in [format!("评分表 试 {{ 满分 10分  不舍入 }}\n{text}"), text] {
            for which in [Which::Sure, Which::All] {
                let mended = mend(&text, which, &mut told);
                made += mended.made.len();
                assert!(!mended.unfinished, "{}: {which:?} goes on\n{}", path.display(), mended.text);
                assert_eq!(mend(&mended.text, which, &mut told).made, [], "{}", path.display());
                for edit in &mended.made {
                    let there = mended.text.get(edit.at..);
                    assert!(there.is_some(), "{}: {edit:?} is at no place of the text", path.display());
                }
                let changed = mended.text != text;
                assert_eq!(changed, !mended.made.is_empty(), "{}", path.display());
            }
        }
    }
    assert!(made > 100, "only {made} edits were made");
}
