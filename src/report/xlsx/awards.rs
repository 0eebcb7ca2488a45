//! The evaluator's awards as a sheet: the cells of the points are what formulas read.

use crate::facts::{AwardKind, AwardTarget, Slot};
use crate::report::Filing;

use super::grid::{Cell, Content, Look, Role, Sheet, Side};
use super::name::{Taken, quoted};
use super::words::word;

/// Rows above the first award.
const FIRST_ROW: u32 = 3;

/// Where the awards stand.
#[derive(Debug, Default)]
pub(super) struct AwardPlaces {
    cells: Vec<String>,
}

impl AwardPlaces {
    /// The cell of the points, or the level, of the award numbered `index`.
    pub fn cell(&self, index: usize) -> String {
        self.cells.get(index).cloned().unwrap_or_else(|| "NA()".into())
    }
}

/// The sheet of the awards of `filing`, if there are any, and where they stand.
pub(super) fn sheet(filing: &Filing<'_>, sheet_names: &mut Taken) -> (Option<Sheet>, AwardPlaces) {
    let awards = &filing.assessed.facts.awards;
    let mut places = AwardPlaces::default();
    if awards.is_empty() {
        return (None, places);
    }
    let locale = filing.locale;
    let name = sheet_names.sheet(&word(locale, "sheet-awards"));
    let mut sheet = Sheet { name: name.clone(), widths: vec![40, 26, 9, 9, 12, 48, 34], ..Sheet::default() };
    let plain = |role| Look { role, ..Look::default() };
    sheet.put(0, 0, Cell::text(word(locale, "sheet-awards-title"), plain(Role::Title)));
    sheet.put(1, 0, Cell::text(word(locale, "sheet-awards-hint"), plain(Role::Subtitle)));
    sheet.join(0, 0, 6);
    sheet.join(1, 0, 6);
    let heads = [
        "report-indicator",
        "sheet-award-row",
        "sheet-award-score",
        "sheet-award-less",
        "sheet-award-level",
        "report-reason",
        "report-source",
    ];
    for (column, key) in heads.into_iter().enumerate() {
        sheet.put(2, column as u16, Cell::text(word(locale, key), Look::framed(Role::Head).at(Side::Middle)));
    }
    sheet.repeat = Some((2, 2));
    sheet.freeze = (3, 1);
    for (index, award) in awards.iter().enumerate() {
        let row = FIRST_ROW + index as u32;
        let (path, of_row) = place(filing, &award.target);
        let text = |text: String| Cell::text(text, Look::framed(Role::Plain));
        sheet.put(row, 0, text(path));
        sheet.put(row, 1, text(of_row));
        for column in 2..=4 {
            sheet.put(row, column, Cell::of(Content::Blank, Look::framed(Role::Plain)));
        }
        let (column, content) = match &award.kind {
            AwardKind::Score(score) => (2, Content::Number(score.clone())),
            AwardKind::Less(less) => (3, Content::Number(less.clone())),
            AwardKind::Level(level) => (4, Content::Text(level_name(filing, &award.target, *level))),
        };
        sheet.put(row, column, Cell::of(content, Look::framed(Role::Input).at(Side::Middle)));
        sheet.put(row, 5, text(award.reason.clone()));
        sheet.put(row, 6, text(award.source.clone().unwrap_or_default()));
        let letter = super::name::letters(column);
        places.cells.push(format!("{}!${letter}${}", quoted(&name), row + 1));
    }
    (Some(sheet), places)
}

/// The indicator and the row of an award.
fn place(filing: &Filing<'_>, target: &AwardTarget) -> (String, String) {
    let rubric = filing.rubric();
    match target {
        AwardTarget::Node(node) => (rubric.node(*node).path.clone(), String::new()),
        AwardTarget::Row(node, fact, row) => {
            let name = match filing.assessed.facts.slots.get(fact.index()) {
                Some(Slot::Table(table)) => table.rows.get(*row as usize).map(|row| row.name.clone()),
                _ => None,
            };
            (rubric.node(*node).path.clone(), name.unwrap_or_default())
        }
        AwardTarget::Adjustment(id) => {
            let name = rubric.adjustments.get(id.index()).map(|adjustment| adjustment.name.clone());
            (name.unwrap_or_default(), String::new())
        }
    }
}

fn level_name(filing: &Filing<'_>, target: &AwardTarget, level: u16) -> String {
    let (AwardTarget::Node(node) | AwardTarget::Row(node, ..)) = target else { return String::new() };
    match &filing.rubric().node(*node).worth {
        crate::model::Worth::Level(set) => {
            let option = filing.rubric().options(*set).options.get(usize::from(level));
            option.map(|option| option.name.clone()).unwrap_or_default()
        }
        _ => String::new(),
    }
}
