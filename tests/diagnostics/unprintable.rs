//! What no page can show: too much, or what cannot be seen.

use std::fmt::Write as _;

use rubric_lang::Unreadable;
use rubric_lang::diagnostic::Code;
use rubric_lang::facts::Format;

use super::run::{Run, Told};

const RUBRIC: &str = "评分表 例 { 满分 10分 不舍入 }\n指标 甲 10分 {\n  数据 项目 : 表 { 名称 : 文本, 金额 : 金额 } 至少 1行\n  得满分 当 合计(项目, 金额) > 0元\n}\n";

/// What an example of `code` brings about; `None` where there is none.
pub fn told(code: Code) -> Option<Told> {
    let mut run = Run { rubric: RUBRIC.to_owned(), facts: None, files: Vec::new(), deny_departures: false };
    match code {
        Code::NotText => run.rubric.push('\u{200b}'),
        Code::UseUnreadable => {
            run.rubric.push_str("引用 \"库\"\n");
            return Some(run.told_with(&mut |_| Err(Unreadable::Directory)));
        }
        Code::UseTooMany => {
            for i in 0..70 {
                let _ = writeln!(run.rubric, "引用 \"{i}.rubric\"");
                run.files.push((format!("{i}.rubric"), format!("单位 u{i}\n")));
            }
        }
        Code::FactsTooLarge => {
            run.facts = Some((Format::Yaml, format!("对象: 甲\n#{}\n", " ".repeat(64 << 20))));
        }
        Code::FactMoreProblems => {
            let mut facts = "对象: 甲\n期间: 2024\n数据:\n  项目:\n".to_owned();
            for i in 0..600 {
                let _ = writeln!(facts, "    - {{ 名称: 第{i}项, 金额: 100 }}");
            }
            run.facts = Some((Format::Yaml, facts));
            let mut told = run.told();
            // The others are those that it counts.
            told.diagnostics.retain(|d| d.code != Code::FactUnitMissing);
            return Some(told);
        }
        Code::ConstantTooLarge => {
            let nines = "9".repeat(28);
            let mut before = "元".to_owned();
            for i in 0..710 {
                let _ = writeln!(run.rubric, "单位 u{i} = {nines} {before}");
                before = format!("u{i}");
            }
        }
        _ => return None,
    }
    Some(run.told())
}
