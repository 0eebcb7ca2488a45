//! Exact coverage: what the check finds of gaps, overlaps and entries that nothing reaches, each with its region,
//! with facts that show it, and with an edit that mends it.

mod brute;
mod complete;
mod decided;
mod printed;
mod told;

use rubric_lang::diagnostic::{Arg, Code, Diagnostic, Severity, apply};
use rubric_lang::eval::Plan;
use rubric_lang::facts::{self, Format};
use rubric_lang::model::Rubric;
use rubric_lang::source::{SourceId, SourceMap};
use rubric_lang::{analysis, check, syntax};

/// A rubric, and what is found in it.
pub struct Found {
    pub text: String,
    pub rubric: Option<Rubric>,
    pub sources: SourceMap,
    pub diagnostics: Vec<Diagnostic>,
}

impl Found {
    /// Checks `text`, a rubric that uses no other file.
    pub fn of(text: &str) -> Found {
        let mut sources = SourceMap::new();
        let id = sources.add("test.rubric", text);
        let (file, mut problems) = syntax::parse(text, id);
        let files = [file];
        let (rubric, more) = check::check(&files);
        problems.extend(more);
        if let Some(rubric) = &rubric {
            problems.extend(analysis::analyse(rubric, &sources));
        }
        let diagnostics = check::allowed(&files, problems, rubric.is_some()).into_sorted();
        Found { text: text.to_owned(), rubric, sources, diagnostics }
    }

    /// Those of one kind.
    pub fn all(&self, code: Code) -> Vec<&Diagnostic> {
        self.diagnostics.iter().filter(|d| d.code == code).collect()
    }

    /// The codes of all that was found.
    pub fn codes(&self) -> Vec<&'static str> {
        self.diagnostics.iter().map(|d| d.code.code()).collect()
    }

    /// The place of `diagnostic` as written.
    pub fn place(&self, diagnostic: &Diagnostic) -> &str {
        self.sources.slice(diagnostic.span())
    }

    /// That every finding has facts that show it and an edit that mends it, and that all is well once all
    /// edits are made.
    pub fn holds_good(&self) {
        for diagnostic in self.diagnostics.iter().filter(|d| of_coverage(d.code)) {
            self.witnessed(diagnostic);
            self.mended(diagnostic);
        }
    }

    /// That evaluation on the witness comes to the mistake.
    pub fn witnessed(&self, diagnostic: &Diagnostic) {
        let rubric = self.rubric.as_ref().expect("a rubric");
        let told = format!("{} {}\n{}", diagnostic.code.code(), region(diagnostic), self.text);
        let witness = diagnostic.witness.as_ref().unwrap_or_else(|| panic!("no witness: {told}"));
        let file = analysis::facts_file(rubric, witness).to_string();
        let tree = facts::read(&file, SourceId(7), Format::Json).unwrap_or_else(|d| panic!("{d:?}\n{file}\n{told}"));
        let (facts, problems) = facts::conform(rubric, &tree, Format::Json);
        let problems = problems.into_sorted();
        assert!(problems.is_empty(), "{problems:?}\n{file}\n{told}");
        let expected: &[Code] = match diagnostic.code {
            Code::BandGap => &[Code::NoBand],
            Code::CaseGap => &[Code::NoCase],
            Code::LookupGap => &[Code::NoLookupEntry],
            Code::GradeGap => &[Code::TotalNoGrade],
            Code::LineGap => &[Code::OutsideInterpolation],
            Code::GradeOverlap => return,
            _ => &[Code::SeveralApply],
        };
        let mistakes = Plan::new(rubric).mistakes(&facts);
        let met = mistakes.iter().any(|mistake| {
            expected.contains(&mistake.code)
                && (diagnostic.code == Code::GradeGap
                    || diagnostic.labels.iter().any(|label| touches(self.entry(label.span), mistake.span())))
        });
        assert!(met, "{file}\n{mistakes:?}\n{told}");
    }

    /// The entry whose key is at `key`: up to the end of its line or the next semicolon.
    fn entry(&self, key: rubric_lang::source::Span) -> rubric_lang::source::Span {
        let rest = &self.text[key.end as usize..];
        let length = rest.find([';', '\n']).unwrap_or(rest.len()) as u32;
        rubric_lang::source::Span { end: key.end + length, ..key }
    }

    /// That the edit does away with it and brings no other error.
    pub fn mended(&self, diagnostic: &Diagnostic) {
        let told = format!("{} {}\n{}", diagnostic.code.code(), region(diagnostic), self.text);
        let fix = diagnostic.fix.as_ref().unwrap_or_else(|| panic!("no edit: {told}"));
        let text = apply(&self.text, &fix.edits);
        let after = Found::of(&text);
        let count = |found: &Found, code| found.all(code).len();
        let errors = |found: &Found| found.diagnostics.iter().filter(|d| d.severity() == Severity::Error).count();
        assert!(
            count(&after, diagnostic.code) < count(self, diagnostic.code),
            "{told}\n→\n{text}\n{:?}",
            after.codes()
        );
        assert!(errors(&after) < errors(self), "{told}\n→\n{text}\n{:?}", after.codes());
    }

    /// The text with the edits of all findings, one after the other, and what is found in it then.
    pub fn repaired(&self) -> Found {
        let mut found = Found::of(&self.text);
        for _ in 0..40 {
            let next = found.diagnostics.iter().find_map(|d| d.fix.as_ref().filter(|_| of_coverage(d.code)));
            let Some(fix) = next else { return found };
            found = Found::of(&apply(&found.text, &fix.edits));
        }
        found
    }
}

/// Whether it is a gap or an overlap.
pub fn of_coverage(code: Code) -> bool {
    matches!(
        code,
        Code::BandGap
            | Code::BandOverlap
            | Code::CaseGap
            | Code::LookupGap
            | Code::LineGap
            | Code::LookupOverlap
            | Code::GradeGap
            | Code::GradeOverlap
    )
}

fn touches(a: rubric_lang::source::Span, b: rubric_lang::source::Span) -> bool {
    a.source == b.source && a.start <= b.end && b.start <= a.end
}

/// The region that a diagnostic tells of.
pub fn region(diagnostic: &Diagnostic) -> String {
    let arg = diagnostic.args.iter().find(|(name, _)| *name == "region");
    match arg {
        Some((_, Arg::Text(text))) => text.clone(),
        _ => String::new(),
    }
}

/// The scores beyond the points of a rule that a diagnostic tells of.
pub fn beyond(diagnostic: &Diagnostic) -> String {
    match diagnostic.args.iter().find(|(name, _)| *name == "beyond") {
        Some((_, Arg::Text(text))) => text.clone(),
        _ => String::new(),
    }
}

#[test]
fn a_rubric_of_certain_years_is_shown_by_facts_as_well() {
    let found = Found::of(
        "评分表 例 { 适用 2024-01-01 至 2024-12-31\n满分 10分\n不舍入 }\n指标 甲 10分 {\n数据 率 : 比率 [0%, 100%]\n分档 率 { ≥ 90% : 10分\n< 80% : 0分 }\n}\n",
    );
    let gap = found.diagnostics.iter().find(|diagnostic| diagnostic.code == Code::BandGap).expect("a gap");
    assert!(gap.witness.is_some(), "{gap:?}");
}
