//! A small rubric with one fact of each type, and what came of a facts file held against it.

use std::path::Path;
use std::sync::LazyLock;

use rubric_lang::check::check;
use rubric_lang::diagnostic::{Arg, Diagnostic};
use rubric_lang::facts::{AwardTarget, Facts, Format, Row, Slot, conform, read};
use rubric_lang::locale::{Language, Locale};
use rubric_lang::model::{AdjustmentId, FactId, NodeId, Rubric};
use rubric_lang::number::Number;
use rubric_lang::render::{Style, render};
use rubric_lang::source::SourceMap;
use rubric_lang::syntax::parse;
use rubric_lang::value::Value;

/// The rubric that most tests hold facts against.
const RUBRIC: &str = include_str!("rubric.txt");

/// One that yields levels.
const LEVELS: &str = r#"评分表 成熟度评估 { 舍入 指标 2位 四舍五入 }
选项 成熟度 { 初级 < 中级 < 高级 }
数据 有制度 : 是否
指标 风险 成熟度 { 分情况 { 当 有制度 : 中级　否则 : 初级 } }
"#;

pub fn n(text: &str) -> Number {
    Number::parse(text).unwrap()
}

/// The outcome of a facts file.
pub struct Outcome {
    pub rubric: &'static Rubric,
    pub facts: Facts,
    pub problems: Vec<Diagnostic>,
    pub sources: SourceMap,
}

/// The rubric in `texts` (name and text), the first being the one that uses the others.
fn checked(texts: &[(&str, &str)], sources: &mut SourceMap) -> Rubric {
    let mut problems = Vec::new();
    let mut files = Vec::new();
    for (name, text) in texts {
        let (file, found) = parse(text, sources.add(*name, *text));
        problems.extend(found.into_sorted());
        files.push(file);
    }
    let (rubric, found) = check(&files);
    problems.extend(found.into_sorted());
    rubric.unwrap_or_else(|| panic!("{}", render(&problems, sources, &Locale::new(Language::Zh), &Style::default())))
}

/// The main rubric, checked once for all tests.
pub static MAIN: LazyLock<Rubric> = LazyLock::new(|| checked(&[(NAME, RUBRIC)], &mut SourceMap::new()));
static OF_LEVELS: LazyLock<Rubric> = LazyLock::new(|| checked(&[(NAME, LEVELS)], &mut SourceMap::new()));

const NAME: &str = "整体支出.rubric";

/// Holds `facts` against `rubric`, whose text is `text`.
fn held(rubric: &'static Rubric, text: &str, facts: &str, format: Format) -> Outcome {
    let mut sources = SourceMap::new();
    sources.add(NAME, text);
    bound(rubric, facts, format, sources)
}

fn bound(rubric: &'static Rubric, facts: &str, format: Format, mut sources: SourceMap) -> Outcome {
    let name = format!("facts.{}", format.name().to_lowercase());
    let id = sources.add(name, facts);
    let root = read(facts, id, format).unwrap_or_else(|problems| panic!("{facts}\n{problems:?}"));
    let (facts, problems) = conform(rubric, &root, format);
    Outcome { rubric, facts, problems: problems.into_sorted(), sources }
}

/// Binds a whole facts file.
pub fn bind(yaml: &str) -> Outcome {
    held(&MAIN, RUBRIC, yaml, Format::Yaml)
}

/// Binds a whole facts file of another format.
pub fn bind_as(format: Format, text: &str) -> Outcome {
    held(&MAIN, RUBRIC, text, format)
}

fn indented(lines: &str) -> String {
    lines.lines().map(|line| format!("  {line}\n")).collect()
}

/// Binds the lines under 数据.
pub fn facts(lines: &str) -> Outcome {
    bind(&format!("期间: 2024\n数据:\n{}", indented(lines)))
}

/// Binds the lines under 评定, beside facts with tables to be awarded.
pub fn awards(lines: &str) -> Outcome {
    bind(&format!(
        "期间: 2024
数据:
  产出指标:
    - {{ 名称: 助学人数, 目标值: 110人, 实际值: 600人 }}
    - {{ 名称: 会议/培训场次, 实际值: 12场 }}
    - {{ 名称: 助学人数, 实际值: 3人 }}
  检查: [{{ 事项: 满意度 }}]
  部门项目:
    - {{ 项目: 宣传, 决算数: 100, 分值: 4分 }}
    - {{ 项目: 助学人数, 决算数: 100, 分值: 6分 }}
评定:
{}",
        indented(lines)
    ))
}

/// Binds the lines under 评定 of a rubric that yields levels.
pub fn levels(lines: &str) -> Outcome {
    held(&OF_LEVELS, LEVELS, &format!("评定:\n{}", indented(lines)), Format::Yaml)
}

/// A real rubric and its facts, from the folder of the repository.
pub fn example(rubric: &str, uses: &[&str], facts: &str) -> Outcome {
    let read_file = |name: &str| std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap();
    let texts: Vec<(&str, String)> = [rubric].iter().chain(uses).map(|name| (*name, read_file(name))).collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let mut sources = SourceMap::new();
    let rubric = checked(&texts, &mut sources);
    bound(Box::leak(Box::new(rubric)), &read_file(facts), Format::Yaml, sources)
}

impl Outcome {
    /// The codes of the problems.
    pub fn codes(&self) -> Vec<&'static str> {
        self.problems.iter().map(|problem| problem.code.code()).collect()
    }

    /// The problems as a reader sees them.
    pub fn text(&self, language: Language) -> String {
        render(&self.problems, &self.sources, &Locale::new(language), &Style::default())
    }

    /// Code, place, headline and remedies of each problem, one a line, in Chinese.
    pub fn brief(&self) -> String {
        let locale = Locale::new(Language::Zh);
        let line = |problem: &Diagnostic| {
            let helps: Vec<String> = problem.helps.iter().map(|help| locale.text(help)).collect();
            let place = self.sources.slice(problem.span());
            let headline = locale.format(problem.code.key(), &problem.args);
            format!("{} 「{place}」 {headline}｜{}", problem.code.code(), helps.join("｜"))
        };
        self.problems.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// Every problem in words: headline, what is said beside each place, remedies. The drawing is not
    /// shown; the renderer has tests of its own.
    pub fn words(&self, language: Language) -> String {
        let locale = Locale::new(language);
        let mut words = String::new();
        for problem in &self.problems {
            let (key, args) = (problem.code.key(), &problem.args);
            words += &format!("{} {}\n", problem.code.code(), locale.format(key, args));
            for (number, label) in problem.labels.iter().enumerate() {
                let own = || locale.attribute(key, "label", args).filter(|_| number == 0);
                let beside =
                    label.message.as_ref().map(|message| locale.text(message)).or_else(own).unwrap_or_default();
                words += &format!("  {} ── {beside}\n", self.sources.slice(label.span).replace('\n', "⏎"));
            }
            let mut helps: Vec<String> = problem.helps.iter().map(|help| locale.text(help)).collect();
            if helps.is_empty() {
                helps.extend(locale.attribute(key, "help", args));
            }
            words.extend(helps.iter().map(|help| format!("  ⇒ {help}\n")));
        }
        words
    }

    fn index(&self, name: &str) -> usize {
        self.rubric.facts.iter().position(|fact| fact.name == name).unwrap()
    }

    /// The value of a fact.
    pub fn value(&self, name: &str) -> Value {
        assert_eq!(self.brief(), "");
        match &self.facts.slots[self.index(name)] {
            Slot::Value(value) => value.clone(),
            other => panic!("{name}: {other:?}"),
        }
    }

    /// What a number is, in base units.
    pub fn number(&self, name: &str) -> String {
        match self.value(name) {
            Value::Number(number) => number.to_string(),
            other => panic!("{name}: {other:?}"),
        }
    }

    /// The slot of a fact.
    pub fn slot(&self, name: &str) -> &Slot {
        &self.facts.slots[self.index(name)]
    }

    /// Value as written, unit and source of a fact.
    pub fn origin(&self, name: &str) -> (String, Option<String>, Option<String>) {
        let origin = self.facts.origins[self.index(name)].clone().unwrap();
        (origin.written, origin.unit, origin.source)
    }

    /// The rows of a table.
    pub fn rows(&self, name: &str) -> &[Row] {
        match self.slot(name) {
            Slot::Table(table) => &table.rows,
            other => panic!("{name}: {other:?}"),
        }
    }

    /// The argument `name` of the only problem.
    pub fn arg(&self, name: &str) -> String {
        let [problem] = self.problems.as_slice() else { panic!("{}", self.brief()) };
        match problem.args.iter().find(|(key, _)| *key == name) {
            Some((_, Arg::Text(text))) => text.clone(),
            other => panic!("{other:?}"),
        }
    }

    /// The text under the labels of the first problem.
    pub fn labels(&self) -> Vec<&str> {
        self.problems[0].labels.iter().map(|label| self.sources.slice(label.span)).collect()
    }

    /// What an award stands at: a path of names, for a row with `[table 3]` behind it.
    pub fn at(&self, target: &AwardTarget) -> String {
        let node = |id: &NodeId| self.rubric.node(*id).path.clone();
        match target {
            AwardTarget::Node(id) => node(id),
            AwardTarget::Row(id, FactId(table), row) => {
                format!("{}[{} {row}]", node(id), self.rubric.facts[*table as usize].name)
            }
            AwardTarget::Adjustment(AdjustmentId(id)) => {
                format!("+{}", self.rubric.adjustments[*id as usize].name)
            }
        }
    }
}
