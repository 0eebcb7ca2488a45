//! The tables that stand on the sheets.

use crate::report::compose::Composer;
use crate::report::tables::Filed;
use crate::report::{Cell, Filing, Indicator, Row, Shows, Table};

use super::words::word;

/// The tables of `filing`, each with the name of its sheet.
pub(super) fn tables(filing: &Filing<'_>) -> Vec<(String, Table)> {
    let filed = Filed::ALL.iter().filter_map(|filed| Some((filed.title(filing.locale), filed.table(filing)?)));
    let mut made: Vec<(String, Table)> = filed.filter(|(_, table)| !table.rows.is_empty()).collect();
    made.push((word(filing.locale, "sheet-scores"), detail(filing)));
    made
}

/// Every indicator and part with its points, both scores and the rate.
fn detail(filing: &Filing<'_>) -> Table {
    let composer = Composer { locale: filing.locale, filed: true };
    let mut table = Table { columns: composer.columns(), rows: Vec::new() };
    let assessment = filing.assessment;
    for indicator in assessment.indicators.iter().chain(&assessment.adjustments) {
        rows(&composer, indicator, 0, &mut table.rows);
    }
    if assessment.score.is_some() {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let rule = assessment.rule_score.as_ref().map(|range| composer.range(range)).unwrap_or_default();
        let cells = [
            Cell::from(composer.word("report-sum")),
            Cell::from(text(&assessment.points)).showing(Shows::Points(None)),
            Cell::from(rule).showing(Shows::RuleScore(None)),
            Cell::from(text(&assessment.score)).showing(Shows::Score(None)),
            Cell::from(text(&assessment.rate)).showing(Shows::Rate(None)),
        ];
        table.rows.push(Row { total: true, ..Row::new(cells) });
    }
    table
}

fn rows(composer: &Composer<'_>, indicator: &Indicator, depth: usize, out: &mut Vec<Row>) {
    let mut row = composer.row(indicator, depth);
    let path = || Some(indicator.path.clone());
    let shows = [Shows::Points(path()), Shows::RuleScore(path()), Shows::Score(path()), Shows::Rate(path())];
    for (cell, shows) in row.cells.iter_mut().skip(1).zip(shows) {
        cell.shows = Some(shows);
    }
    out.push(row);
    for child in &indicator.children {
        rows(composer, child, depth + 1, out);
    }
}
