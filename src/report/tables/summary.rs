//! 综合得分表

use crate::report::assessment::Indicator;
use crate::report::document::{Cell, Column, Row, Table};
use crate::report::filing::Filing;

use super::figures::{Figures, NONE, inner, levels};

/// 综合得分表: a row for every indicator of the second level, with its score and rate; the last row sums up. A rubric
/// of one level has a row for each of its indicators.
pub fn summary(filing: &Filing<'_>) -> Table {
    let figures = Figures::new(filing);
    let assessment = filing.assessment;
    let deep = assessment.indicators.iter().any(|indicator| levels(indicator) > 1);
    let mut columns = vec![Column::words(figures.level(1))];
    if deep {
        columns.push(Column::words(figures.level(2)));
    }
    columns.push(Column::numbers(figures.word("report-points")));
    columns.push(Column::numbers(figures.word("table-score")));
    columns.push(Column::numbers(figures.word("report-rate")));
    let mut rows = Vec::new();
    let all = assessment.indicators.iter().chain(&assessment.adjustments);
    for indicator in all {
        let children: Vec<&Indicator> = inner(indicator).collect();
        if children.is_empty() {
            let name = Cell::from(indicator.name.as_str());
            let names = if deep { vec![name, NONE.into()] } else { vec![name] };
            rows.push(row(&figures, names, indicator));
            continue;
        }
        // What is not just the sum of what stands in it is told by a row of its own.
        let own = indicator.justification.len() > 1;
        let down = children.len() + usize::from(own);
        for (i, child) in children.iter().enumerate() {
            let first = if i == 0 { Cell::from(indicator.name.as_str()).down(down) } else { Cell::covered() };
            rows.push(row(&figures, vec![first, child.name.as_str().into()], child));
        }
        if own {
            let names = vec![Cell::covered(), figures.word("table-own").into()];
            rows.push(Row { total: true, ..row(&figures, names, indicator) });
        }
    }
    if let (Some(points), Some(score)) = (figures.total_points(), figures.total_score()) {
        let name = Cell::from(figures.word("report-sum"));
        let mut cells = if deep { vec![name.across(2), Cell::covered()] } else { vec![name] };
        cells.extend([points, score, figures.total_rate()]);
        rows.push(Row { total: true, ..Row::new(cells) });
    }
    Table { columns, rows }
}

fn row(figures: &Figures<'_>, mut names: Vec<Cell>, indicator: &Indicator) -> Row {
    names.extend([figures.points(indicator), figures.score(indicator), figures.rate(indicator)]);
    Row::new(names)
}
