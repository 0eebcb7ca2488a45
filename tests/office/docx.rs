//! The Word report in LibreOffice.

use rubric_lang::locale::Language;
use rubric_lang::report::{self, Indicator};

use crate::filed::{DEPARTMENT, PROJECT};
use crate::support::filing::of_files;

use super::Folder;

/// Every score and name of `indicators` that stands in a report.
fn told(indicators: &[Indicator], found: &mut Vec<String>) {
    for indicator in indicators.iter().filter(|indicator| indicator.kind == report::NodeEntryKind::Indicator) {
        found.push(indicator.name.clone());
        found.extend(indicator.score.clone());
        told(&indicator.children, found);
    }
}

#[test]
#[ignore = "needs LibreOffice"]
fn libreoffice_opens_the_report_and_finds_every_score() {
    for (language, (rubric, facts)) in
        [(Language::Zh, DEPARTMENT), (Language::En, DEPARTMENT), (Language::Zh, PROJECT), (Language::En, PROJECT)]
    {
        let (file, scores) = of_files(rubric, facts, language, |filing| {
            let mut scores = Vec::new();
            told(&filing.assessment.indicators, &mut scores);
            scores.extend([
                filing.assessment.score.clone().unwrap(),
                filing.assessment.grade.clone().unwrap_or_default(),
            ]);
            scores.extend([filing.assessment.rubric.digest.clone(), filing.assessment.facts_digest.clone()]);
            (report::docx(&report::filed(filing), filing.locale).unwrap(), scores)
        });
        let folder = Folder::new();
        folder.write("report.docx", &file);
        folder.convert("report.docx", "txt:Text (encoded):UTF8");
        let text = String::from_utf8(folder.read("report.txt")).unwrap();
        for score in scores {
            assert!(text.contains(&score), "{score} in {text}");
        }
        folder.convert("report.docx", "pdf");
        let pdf = folder.read("report.pdf");
        assert!(pdf.starts_with(b"%PDF") && pdf.len() > 10_000, "{} bytes", pdf.len());
    }
}
