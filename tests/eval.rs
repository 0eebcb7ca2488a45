//! Rubric and facts in, scores out: every form, with values on, just under and just over each edge.

mod aggregates;
mod awards;
mod bands;
mod children;
mod dates;
mod deductions;
mod exactness;
mod ranges;
mod rows;
mod told;
mod totals;

use rubric_lang::diagnostic::Diagnostic;
use rubric_lang::eval::{Evaluation, Options, Outcome, Plan};
use rubric_lang::facts::{self, Format};
use rubric_lang::model::Rubric;
use rubric_lang::number::Number;
use rubric_lang::source::{SourceId, SourceMap};
use rubric_lang::{analysis, check, syntax};

/// The rubric in `text`; panics with what is wrong with it.
pub fn rubric(text: &str) -> Rubric {
    match try_rubric(text) {
        Ok(rubric) => rubric,
        Err(codes) => panic!("the rubric has errors {codes:?}:\n{text}"),
    }
}

/// The rubric in `text`, or the codes of its errors.
pub fn try_rubric(text: &str) -> Result<Rubric, Vec<String>> {
    let mut sources = SourceMap::new();
    let id = sources.add("test.rubric", text);
    let (file, mut problems) = syntax::parse(text, id);
    let (rubric, more) = check::check(&[file]);
    problems.extend(more);
    if let Some(rubric) = &rubric {
        problems.extend(analysis::analyse(rubric, &sources));
    }
    let errors = errors(problems.into_sorted());
    match rubric {
        Some(rubric) if errors.is_empty() => Ok(rubric),
        _ => Err(errors),
    }
}

/// The codes of the errors in `diagnostics`.
fn errors(diagnostics: Vec<Diagnostic>) -> Vec<String> {
    use rubric_lang::diagnostic::Severity;
    diagnostics
        .into_iter()
        .filter(|d| d.severity() == Severity::Error)
        .map(|d| format!("{} {}", d.code.code(), d.code.key()))
        .collect()
}

/// Runs `look` on the evaluation of `facts`, given as YAML; panics where the facts do not conform.
pub fn evaluated<T>(rubric: &Rubric, facts: &str, look: impl FnOnce(&Evaluation<'_>) -> T) -> T {
    let node = facts::read(facts, SourceId(9), Format::Yaml).unwrap_or_else(|d| panic!("{d:#?}"));
    let (bound, problems) = facts::conform(rubric, &node, Format::Yaml);
    let problems = errors(problems.into_sorted());
    assert!(problems.is_empty(), "the facts have errors {problems:?}:\n{facts}");
    look(&Plan::new(rubric).evaluate(&bound, &Options::default()))
}

/// The facts file with these lines under 数据.
pub fn facts_file(facts: &str) -> String {
    let mut text = "对象: 某部门\n期间: 2024\n数据:\n".to_owned();
    for line in facts.lines() {
        text.push_str("  ");
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// An outcome as text: `16`, `[12, 20)`, `0 | 2`.
pub fn shown(outcome: &Outcome) -> String {
    use rubric_lang::number::reach::Bound;
    let end = |b: &Bound| match b {
        Bound::Unbounded => "∞".to_owned(),
        Bound::Closed(n) | Bound::Open(n) => n.to_string(),
    };
    match outcome {
        Outcome::Points(points) => points.to_string(),
        Outcome::Range(reach) => match reach.values(8) {
            Some(values) if !values.is_empty() => values.iter().map(Number::to_string).collect::<Vec<_>>().join(" | "),
            _ => reach
                .pieces()
                .iter()
                .map(|p| {
                    if p.lo == p.hi {
                        return end(&p.lo);
                    }
                    let open = if matches!(p.lo, Bound::Closed(_)) { '[' } else { '(' };
                    let close = if matches!(p.hi, Bound::Closed(_)) { ']' } else { ')' };
                    format!("{open}{}, {}{close}", end(&p.lo), end(&p.hi))
                })
                .collect::<Vec<_>>()
                .join(" ∪ "),
        },
        Outcome::Level(level) => format!("level {level}"),
        Outcome::Levels(bits) => format!("levels {bits:b}"),
        Outcome::Dropped => "dropped".to_owned(),
        Outcome::NotScored => "not scored".to_owned(),
        Outcome::Failed => "failed".to_owned(),
    }
}

/// A rubric of one indicator of 10 points, exact, with this body.
pub fn ten_points(body: &str) -> Rubric {
    rubric(&ten_points_text(body))
}

/// Its text.
pub fn ten_points_text(body: &str) -> String {
    format!(
        "评分表 例 版本 \"1\" {{ 满分 10分 不舍入 }}\n单位 人、台\n选项 级别 {{ 甲, 乙, 丙 }}\n选项 评级 {{ 优 = 95%, 良 = 80%, 中 = [50%, 70%] }}\n指标 甲项 10分 {{\n{body}\n}}\n"
    )
}

/// The rule score of that indicator on these facts, or the code of what went wrong.
pub fn score(rubric: &Rubric, facts: &str) -> String {
    evaluated(rubric, &facts_file(facts), |evaluation| match evaluation.errors.first() {
        Some(error) => error.code.key().to_owned(),
        None => shown(&evaluation.nodes[0].rule),
    })
}

/// Checks the rule score for each of `cases`, facts and score.
pub fn scores(body: &str, cases: &[(&str, &str)]) {
    let rubric = ten_points(body);
    let found: Vec<(&str, String)> = cases.iter().map(|(facts, _)| (*facts, score(&rubric, facts))).collect();
    let wanted: Vec<(&str, String)> = cases.iter().map(|(facts, score)| (*facts, (*score).to_owned())).collect();
    assert_eq!(found, wanted, "{body}");
}

/// The codes of the errors of an indicator with this body.
pub fn refused(body: &str) -> Vec<String> {
    match try_rubric(&ten_points_text(body)) {
        Ok(_) => Vec::new(),
        Err(codes) => codes.into_iter().map(|c| c.split(' ').next_back().unwrap_or_default().to_owned()).collect(),
    }
}
