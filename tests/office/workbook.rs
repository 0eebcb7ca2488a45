//! The workbook of an assessment, opened and worked out anew in LibreOffice: the formulas give what we give.

use std::path::PathBuf;

use calamine::{Data, Reader};
use rubric_lang::facts::{AwardTarget, Facts, Slot};
use rubric_lang::locale::{Language, Locale};
use rubric_lang::model::{Rubric, Type, TypeKind};
use rubric_lang::number::Number;
use rubric_lang::report::{self, Filing, Indicator};
use rubric_lang::source::SourceMap;
use rubric_lang::value::Value;
use rubric_lang::{Assessed, Assessment, Options, assess, evaluate};

use super::soffice::{Sheets, folder, recalculated};
use crate::support::department::{Department, department, department_in_docs};
use crate::support::workbook::{opened, set_number, set_text, without_results};

const RUBRIC: &str = "rubrics/zhanjiang-department-2024.rubric";
const FACTS: &str = "examples/zhanjiang-party-office-2024/facts.yaml";
const COMPLETE: &str = "benches/facts-complete.yaml";

/// The assessment of `facts` and its workbook; `None` where the facts bring a mistake to light.
fn filed(department: &Department, facts: &Facts, sources: &SourceMap) -> Option<(Assessment, Vec<u8>)> {
    filed_in(Language::Zh, department, facts, sources)
}

fn filed_in(
    language: Language,
    department: &Department,
    facts: &Facts,
    sources: &SourceMap,
) -> Option<(Assessment, Vec<u8>)> {
    let evaluation = evaluate(&department.rubric, facts, &Options::default());
    if !evaluation.errors.is_empty() {
        return None;
    }
    let locale = Locale::new(language);
    let assessed = Assessed {
        rubric: &department.rubric,
        rubric_texts: &department.rubric_texts,
        facts,
        facts_text: department.facts_text,
        evaluation: &evaluation,
        sources,
    };
    let assessment = assess(&assessed, &locale);
    let bytes = report::xlsx(&Filing { assessed, assessment: &assessment, locale: &locale }).unwrap();
    Some((assessment, bytes))
}

/// Every indicator and part as the sheet of scores lists them: name, rule score, awarded score.
fn listed(assessment: &Assessment) -> Vec<[String; 3]> {
    fn walk(indicator: &Indicator, out: &mut Vec<[String; 3]>) {
        let rule = indicator.rule_score.as_ref().filter(|range| range.is_determined()).map(|range| range.min.clone());
        let only = |levels: &[String]| if let [level] = levels { Some(level.clone()) } else { None };
        let rule = rule.or_else(|| only(&indicator.rule_levels)).unwrap_or_default();
        let awarded = indicator.score.clone().or_else(|| indicator.level.clone()).unwrap_or_default();
        out.push([indicator.name.clone(), rule, awarded]);
        indicator.children.iter().for_each(|child| walk(child, out));
    }
    let mut out = Vec::new();
    assessment.indicators.iter().chain(&assessment.adjustments).for_each(|indicator| walk(indicator, &mut out));
    let rule = assessment.rule_score.as_ref().filter(|range| range.is_determined()).map(|range| range.min.clone());
    if let Some(score) = &assessment.score {
        out.push(["合计".into(), rule.unwrap_or_default(), score.clone()]);
    }
    out
}

/// Whether a number that a spreadsheet worked out is ours, to the digits that it keeps.
fn same(ours: &str, theirs: &str) -> bool {
    match (decimal(ours), theirs.parse::<f64>()) {
        (Some(ours), Ok(theirs)) => (ours - theirs).abs() < 1e-9,
        // A level.
        (None, Err(_)) => ours == theirs,
        _ => false,
    }
}

fn decimal(text: &str) -> Option<f64> {
    match text.split_once('/') {
        Some((above, below)) => Some(above.parse::<f64>().ok()? / below.parse::<f64>().ok()?),
        None => text.parse().ok(),
    }
}

/// Holds the scores of the workbook against ours. What we do not know must be no number there.
fn agree(assessment: &Assessment, sheets: &Sheets, what: &str) {
    let rows = &sheets["得分明细"];
    assert_eq!(rows.len(), listed(assessment).len() + 3, "{what}");
    for (row, [name, rule, awarded]) in rows.iter().skip(3).zip(listed(assessment)) {
        assert_eq!(row[0].trim(), name, "{what}");
        for (ours, theirs) in [(&rule, &row[2]), (&awarded, &row[3])] {
            if ours.is_empty() {
                assert!(theirs.parse::<f64>().is_err(), "{what}: {name} is not known, and shown as {theirs}");
            } else {
                assert!(same(ours, theirs), "{what}: {name} is {ours}, and shown as {theirs}");
            }
        }
    }
}

#[test]
#[ignore = "needs LibreOffice"]
fn the_source_case_worked_out_anew_is_what_was_published() {
    let department = department(RUBRIC, FACTS);
    let (assessment, bytes) = filed(&department, &department.facts, &department.sources).unwrap();
    assert_eq!(assessment.score.as_deref(), Some("78.26"));
    let folder = folder("source");
    let file = folder.join("source.xlsx");
    std::fs::write(&file, without_results(&bytes)).unwrap();
    let books = recalculated(&folder, &[file]);
    agree(&assessment, &books["source"], "source");
    let grade: Vec<&Vec<String>> = books["source"]["计算过程"].iter().filter(|row| row[0] == "等级").collect();
    assert_eq!(grade[0][2], "中");
}

#[test]
#[ignore = "needs LibreOffice"]
fn a_fact_changed_in_the_workbook_changes_the_score_as_it_changes_ours() {
    let department = department(RUBRIC, COMPLETE);
    let mut facts = copy(&department.facts);
    // The award on this indicator would hide what the rule gives.
    facts.awards.retain(|award| match award.target {
        AwardTarget::Node(node) => department.rubric.node(node).name != "部门预算资金支出率",
        _ => true,
    });
    let (before, bytes) = filed(&department, &facts, &department.sources).unwrap();
    let folder = folder("changed");
    let mut files = vec![folder.join("as-it-was.xlsx")];
    std::fs::write(&files[0], without_results(&bytes)).unwrap();
    let spent = slot(&department.rubric, "年度实际支出");
    let mut wanted = vec![before];
    // On the edges of the bands, and a hair beside them.
    for (at, ten_thousands) in ["3628.78", "3265.902", "3265.9019", "2903.024", "2903.0239", "100"].iter().enumerate() {
        let value = Number::parse(ten_thousands).unwrap();
        facts.slots[spent] = Slot::Value(Value::Number(value.mul(&Number::from_i64(10_000)).unwrap()));
        wanted.push(filed(&department, &facts, &department.sources).unwrap().0);
        let changed = set_number(&bytes, "数据", "年度实际支出", 4, ten_thousands);
        let file = folder.join(format!("changed-{at}.xlsx"));
        std::fs::write(&file, without_results(&changed)).unwrap();
        files.push(file);
    }
    let books = recalculated(&folder, &files);
    let mut totals = Vec::new();
    for (file, assessment) in files.iter().zip(&wanted) {
        let stem = file.file_stem().unwrap().to_str().unwrap();
        agree(assessment, &books[stem], stem);
        totals.push(assessment.score.clone().unwrap());
    }
    totals.dedup();
    assert!(totals.len() >= 4, "the change must change the total: {totals:?}");
}

#[test]
#[ignore = "needs LibreOffice"]
fn fifty_random_departments_worked_out_anew_score_as_we_score_them() {
    let department = department(RUBRIC, COMPLETE);
    let folder = folder("random");
    let mut random = Random(20_240_701);
    let (mut files, mut wanted): (Vec<PathBuf>, Vec<Assessment>) = (Vec::new(), Vec::new());
    let mut tried = 0;
    while files.len() < 50 {
        tried += 1;
        assert!(tried < 5000, "too few of the random facts can be scored");
        let facts = varied(&department.rubric, &department.facts, &mut random);
        let Some((assessment, bytes)) = filed(&department, &facts, &department.sources) else { continue };
        let file = folder.join(format!("random-{}.xlsx", files.len()));
        std::fs::write(&file, without_results(&bytes)).unwrap();
        files.push(file);
        wanted.push(assessment);
    }
    let mut totals: Vec<_> = wanted.iter().map(|assessment| assessment.score.clone()).collect();
    totals.sort();
    totals.dedup();
    assert!(totals.len() > 40, "the facts hardly differ: {totals:?}");
    let books = recalculated(&folder, &files);
    for (file, assessment) in files.iter().zip(&wanted) {
        let stem = file.file_stem().unwrap().to_str().unwrap();
        agree(assessment, &books[stem], stem);
    }
}

#[test]
#[ignore = "needs LibreOffice"]
fn every_scoring_form_worked_out_anew_scores_as_we_score_it() {
    let cases = ["forms", "levels", "weights", "open"];
    let folder = folder("forms");
    let (mut files, mut wanted) = (Vec::new(), Vec::new());
    let of_case =
        |name: &&str| (format!("tests/cases/report/{name}.rubric"), format!("tests/cases/report/{name}.yaml"));
    let mut pairs: Vec<(String, String)> = cases.iter().map(of_case).collect();
    pairs.push(("examples/first-rubric/first.rubric".into(), "examples/first-rubric/facts.yaml".into()));
    pairs.push(("examples/contract-dates/contracts.rubric".into(), "examples/contract-dates/facts.yaml".into()));
    for (at, (rubric, facts)) in pairs.iter().enumerate() {
        let department = department(rubric, facts);
        let (assessment, bytes) = filed(&department, &department.facts, &department.sources).unwrap();
        let file = folder.join(format!("case-{at}.xlsx"));
        std::fs::write(&file, without_results(&bytes)).unwrap();
        files.push(file);
        wanted.push(assessment);
    }
    let books = recalculated(&folder, &files);
    for ((file, assessment), (rubric, _)) in files.iter().zip(&wanted).zip(&pairs) {
        agree(assessment, &books[file.file_stem().unwrap().to_str().unwrap()], rubric);
    }
}

#[test]
#[ignore = "needs LibreOffice"]
fn the_examples_of_the_reference_worked_out_anew_score_as_they_say() {
    let folder = folder("reference");
    let (mut files, mut wanted) = (Vec::new(), Vec::new());
    for (at, example) in crate::docs::scored_examples().iter().enumerate() {
        let department = department_in_docs(&example.rubric, (&example.facts.0, example.facts.1), &example.files);
        let (assessment, bytes) = filed(&department, &department.facts, &department.sources).unwrap();
        let file = folder.join(format!("example-{at}.xlsx"));
        std::fs::write(&file, without_results(&bytes)).unwrap();
        files.push(file);
        wanted.push((assessment, format!("{} line {}", example.rubric, example.line)));
    }
    assert!(files.len() > 100, "only {} examples", files.len());
    let books = recalculated(&folder, &files);
    for (file, (assessment, what)) in files.iter().zip(&wanted) {
        agree(assessment, &books[file.file_stem().unwrap().to_str().unwrap()], what);
    }
}

/// The sheets of `bytes` as the file shows them before anything is worked out: sheet, row and column, and the cell.
fn as_filed(bytes: &[u8]) -> Vec<(String, usize, usize, String)> {
    let mut book = opened(bytes);
    let mut cells = Vec::new();
    for sheet in book.sheet_names().clone() {
        let range = book.worksheet_range(&sheet).unwrap();
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, cell) in range.used_cells() {
            let text = match cell {
                Data::Float(number) => number.to_string(),
                Data::String(text) => text.clone(),
                // Days are told by the sheets of the facts.
                _ => continue,
            };
            cells.push((sheet.clone(), top as usize + row, left as usize + column, text));
        }
    }
    cells
}

#[test]
#[ignore = "needs LibreOffice"]
fn every_cell_of_every_example_worked_out_anew_is_what_the_file_shows() {
    let examples = [
        (RUBRIC, FACTS),
        ("examples/project-self-evaluation/project.rubric", "examples/project-self-evaluation/facts.yaml"),
        ("examples/first-rubric/first.rubric", "examples/first-rubric/facts.yaml"),
        ("examples/first-rubric/first.en.rubric", "examples/first-rubric/facts.en.yaml"),
        ("examples/contract-dates/contracts.rubric", "examples/contract-dates/facts.yaml"),
    ];
    let folder = folder("cells");
    let (mut files, mut wanted) = (Vec::new(), Vec::new());
    for (at, (rubric, facts)) in examples.iter().enumerate() {
        let department = department(rubric, facts);
        for language in Language::ALL {
            let (_, bytes) = filed_in(language, &department, &department.facts, &department.sources).unwrap();
            let file = folder.join(format!("cells-{at}-{}.xlsx", language.tag()));
            std::fs::write(&file, without_results(&bytes)).unwrap();
            wanted.push((as_filed(&bytes), *rubric));
            files.push(file);
        }
    }
    let books = recalculated(&folder, &files);
    for (file, (cells, rubric)) in files.iter().zip(&wanted) {
        let sheets = &books[file.file_stem().unwrap().to_str().unwrap()];
        assert!(cells.len() > 50, "{rubric}");
        for (sheet, row, column, text) in cells {
            let found = sheets[sheet].get(*row).and_then(|row| row.get(*column)).map_or("", String::as_str);
            // Rates are told with their sign, to as many decimals as are shown.
            let rate = found.strip_suffix('%').and_then(|rate| rate.parse::<f64>().ok());
            let near = rate.zip(decimal(text)).is_some_and(|(rate, ours)| (rate / 100.0 - ours).abs() < 1e-4);
            let alike = text == found || same(text, found) || near;
            assert!(alike, "{rubric}: {sheet}!{row},{column}: {text} became {found}");
        }
    }
}

#[test]
#[ignore = "needs LibreOffice"]
fn what_is_no_number_leaves_open_what_rests_on_it_and_nothing_else() {
    let department =
        department("examples/project-self-evaluation/project.rubric", "examples/project-self-evaluation/facts.yaml");
    let (assessment, bytes) = filed(&department, &department.facts, &department.sources).unwrap();
    let folder = folder("typed");
    let mut files = Vec::new();
    for (at, typed) in ["", "未知", "1,000", "≥500"].iter().enumerate() {
        for (what, sheet, name, column) in [("money", "项目资金", "当年财政拨款", 3), ("row", "产出", "培训人次", 4)]
        {
            let file = folder.join(format!("{what}-{at}.xlsx"));
            std::fs::write(&file, without_results(&set_text(&bytes, sheet, name, column, typed))).unwrap();
            files.push(file);
        }
    }
    let books = recalculated(&folder, &files);
    for (stem, sheets) in &books {
        let score = |name: &str| {
            let row = sheets["得分明细"].iter().find(|row| row[0].trim() == name).unwrap();
            row[3].clone()
        };
        let (open, stays) = if stem.starts_with("money") {
            ("预算执行率", "产出指标")
        } else {
            ("产出指标", "预算执行率")
        };
        assert_eq!((score(open).as_str(), score("合计").as_str()), ("待定", "待定"), "{stem}");
        let was = assessment.indicators.iter().find(|indicator| indicator.name == stays).unwrap();
        assert!(same(was.score.as_ref().unwrap(), &score(stays)), "{stem}: {stays}");
        let all =
            sheets["项目支出绩效自评表"].iter().find(|row| row.iter().any(|cell| cell == "年度资金总额")).unwrap();
        let money = if stem.starts_with("money") { "-" } else { "73.88" };
        assert!(all.iter().any(|cell| cell == money), "{stem}: {all:?}");
    }
}

/// Numbers that look random and are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        // xorshift64*
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % n
    }

    fn once_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }
}

fn slot(rubric: &Rubric, name: &str) -> usize {
    rubric.facts.iter().position(|fact| fact.name == name).unwrap()
}

fn copy(facts: &Facts) -> Facts {
    Facts {
        subject: facts.subject.clone(),
        period: facts.period.clone(),
        slots: facts.slots.clone(),
        origins: facts.origins.clone(),
        blanks: facts.blanks.clone(),
        awards: facts.awards.clone(),
    }
}

/// The facts with some of their values changed, rows left out or said twice, awards taken back.
fn varied(rubric: &Rubric, facts: &Facts, random: &mut Random) -> Facts {
    let mut facts = copy(facts);
    for (at, fact) in rubric.facts.iter().enumerate() {
        match &mut facts.slots[at] {
            Slot::Value(value) if random.once_in(2) => *value = other(value, &fact.ty, rubric, random),
            Slot::Table(table) => {
                let fields = &fact.ty.table().unwrap().fields;
                for row in &mut table.rows {
                    for (cell, field) in row.cells.iter_mut().zip(fields) {
                        if let Some(value) = cell
                            && random.once_in(2)
                        {
                            *value = other(value, &field.ty, rubric, random);
                        }
                    }
                }
                // Awards on rows are named by their place.
                let awarded = facts
                    .awards
                    .iter()
                    .any(|award| matches!(award.target, AwardTarget::Row(_, f, _) if f.index() == at));
                if !awarded && !table.rows.is_empty() && random.once_in(2) {
                    let row = random.below(table.rows.len() as u64) as usize;
                    if random.once_in(2) || table.rows.len() == 1 {
                        let again = table.rows[row].clone();
                        table.rows.push(again);
                    } else {
                        table.rows.remove(row);
                    }
                }
            }
            _ => {}
        }
    }
    facts.awards.retain(|_| !random.once_in(12));
    facts
}

/// Another value of the type, near the one there is and often just on an edge.
fn other(value: &Value, ty: &Type, rubric: &Rubric, random: &mut Random) -> Value {
    if ty.optional && random.once_in(12) {
        return Value::Absent;
    }
    let new = match (value, &ty.kind) {
        (Value::YesNo(_), _) => Value::YesNo(random.once_in(2)),
        (Value::Option(_), TypeKind::Option(set)) => {
            Value::Option(random.below(rubric.options(*set).options.len() as u64) as u16)
        }
        (Value::Date(day), _) => Value::Date(day + random.below(81) as i32 - 40),
        (Value::Number(number), TypeKind::Number { whole, .. }) => {
            let new = match random.below(5) {
                0 => Number::ZERO,
                1 => number.add(&Number::ONE).unwrap(),
                // To four digits, as 10 000 of cents are.
                _ => {
                    let share = Number::ratio(random.below(200) as i64, 100).unwrap();
                    number.mul(&share).unwrap()
                }
            };
            let places = if *whole { 0 } else { 6 };
            Value::Number(new.round(places, rubric_lang::number::RoundingMode::Down).unwrap())
        }
        _ => value.clone(),
    };
    match &new {
        Value::Number(number) if ty.reach.as_ref().is_some_and(|reach| !reach.contains(number)) => value.clone(),
        _ => new,
    }
}
