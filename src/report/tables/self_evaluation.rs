//! 项目支出绩效自评表
//!
//! The form is filled from facts by their names: a table with the columns 年初预算数, 全年预算数 and 全年执行数 is the
//! block of funds (or three facts of these names are), and the indicator that it stands in scores how much of them was
//! spent. 项目名称, 主管部门, 实施单位, 预期目标 and 实际完成情况 are single facts.

use crate::diagnostic::Message;
use crate::facts::{Origin, Slot};
use crate::model::{Fact, FactId, NodeId, Type, TypeKind};
use crate::number::{Number, RoundingMode};
use crate::report::assessment::Indicator;
use crate::report::document::{Cell, Column, Money, Row, Shows, Table};
use crate::report::filing::Filing;
use crate::value::Value;

use super::figures::{Figures, NONE, inner};
use super::performance::{self, Line, column, is_called};

const INITIAL: &[&str] = &["年初预算数", "年初预算", "initial budget"];
const BUDGET: &[&str] = &["全年预算数", "全年预算数(a)", "全年预算", "budget of the year", "budget"];
const SPENT: &[&str] = &["全年执行数", "全年执行数(b)", "执行数", "spent in the year", "spent"];
const ALL_FUNDS: &[&str] = &["年度资金总额", "资金总额", "合计", "total", "all funds"];

const PROJECT: &[&str] = &["项目名称", "project"];
const DEPARTMENT: &[&str] = &["主管部门", "department", "department in charge"];
const UNIT: &[&str] = &["实施单位", "carried out by"];
const EXPECTED: &[&str] = &["预期目标", "年度总体目标", "expected goals", "goals"];
const ACHIEVED: &[&str] = &["实际完成情况", "总体目标完成情况", "achieved"];

/// Columns of the form.
const COLUMNS: usize = 9;

/// 项目支出绩效自评表, as a form: `None` where the rubric's facts name no funds, or it has no other indicators.
pub fn self_evaluation(filing: &Filing<'_>) -> Option<Table> {
    let figures = Figures::new(filing);
    let funds = Funds::of(filing)?;
    let form = Form { figures, funds };
    let lines = form.lines();
    if lines.is_empty() {
        return None;
    }
    let mut columns = vec![Column::words(""); COLUMNS];
    for column in columns.iter_mut().skip(6).take(2) {
        column.number = true;
    }
    let mut rows = form.head();
    rows.extend(form.money());
    rows.extend(form.goals());
    rows.extend(form.indicators(&lines));
    rows.extend(form.close());
    Some(Table { columns, rows: rows.into_iter().map(|cells| Row { cells, ..Row::default() }).collect() })
}

/// The money of the project.
struct Funds<'a> {
    /// Where it comes from, and the three amounts.
    rows: Vec<(String, [Amount<'a>; 3])>,
    /// The indicator that the fact stands in.
    node: Option<NodeId>,
    /// In what the amounts are shown.
    unit: String,
}

/// Where an amount stands: a fact, or a cell of a table.
#[derive(Clone, Copy)]
enum MoneyAt {
    Single(FactId),
    Cell(FactId, u32, u16),
}

impl MoneyAt {
    fn money(self) -> Money {
        match self {
            MoneyAt::Single(fact) => Money::Single(fact),
            MoneyAt::Cell(fact, row, column) => Money::Cell(fact, row, column),
        }
    }
}

/// An amount: its value, and how it is written where it has none.
#[derive(Clone, Copy)]
struct Amount<'a> {
    /// Where it stands among the facts.
    place: MoneyAt,
    value: Option<&'a Value>,
    origin: Option<&'a Origin>,
}

impl<'a> Funds<'a> {
    fn of(filing: &Filing<'a>) -> Option<Funds<'a>> {
        let facts = &filing.rubric().facts;
        facts
            .iter()
            .enumerate()
            .find_map(|(i, fact)| Funds::of_table(filing, fact, i))
            .or_else(|| Funds::of_facts(filing))
    }

    fn of_table(filing: &Filing<'a>, fact: &'a Fact, index: usize) -> Option<Funds<'a>> {
        let table = fact.ty.table()?;
        let at = [column(table, INITIAL)?, column(table, BUDGET)?, column(table, SPENT)?];
        let Slot::Table(found) = filing.assessed.facts.slots.get(index)? else { return None };
        let id = FactId(u32::try_from(index).ok()?);
        let amount = |y: u32, row: &'a crate::facts::Row, at: usize| Amount {
            place: MoneyAt::Cell(id, y, at as u16),
            value: row.cells.get(at).and_then(Option::as_ref),
            origin: row.origins.get(at).and_then(Option::as_ref),
        };
        let rows = (0..).zip(&found.rows).map(|(y, row)| (row.name.clone(), at.map(|at| amount(y, row, at)))).collect();
        let ty = at.first().and_then(|at| table.fields.get(*at)).map(|field| &field.ty);
        Some(Funds { rows, node: fact.node, unit: unit(filing, ty) })
    }

    fn of_facts(filing: &Filing<'a>) -> Option<Funds<'a>> {
        let [initial, budget, spent] = [INITIAL, BUDGET, SPENT].map(|names| fact(filing, names));
        let (spent, found) = (spent?, [initial?, budget?, spent?]);
        let amounts = found.map(|id| {
            let value = match filing.assessed.facts.slots.get(id.index()) {
                Some(Slot::Value(value)) => Some(value),
                _ => None,
            };
            Amount {
                place: MoneyAt::Single(id),
                value,
                origin: filing.assessed.facts.origins.get(id.index()).and_then(Option::as_ref),
            }
        });
        let fact = filing.rubric().fact(spent);
        Some(Funds { rows: vec![(String::new(), amounts)], node: fact.node, unit: unit(filing, Some(&fact.ty)) })
    }

    /// Where all money stands: in the row that says so, else in the columns of all rows.
    fn all(&self) -> Option<[Money; 3]> {
        let whole = self.rows.iter().find(|(name, _)| name.is_empty() || is_called(name, ALL_FUNDS));
        if let Some((_, amounts)) = whole {
            return Some(amounts.map(|amount| amount.place.money()));
        }
        let (_, amounts) = self.rows.first()?;
        Some(amounts.map(|amount| match amount.place {
            MoneyAt::Cell(fact, _, column) => Money::Column(fact, column),
            MoneyAt::Single(fact) => Money::Single(fact),
        }))
    }

    /// How many yuan one of the unit is in which amounts are shown.
    fn factor(&self) -> Number {
        match self.unit.as_str() {
            "万元" => Number::from(10_000_i64),
            "亿元" => Number::from(100_000_000_i64),
            _ => Number::ONE,
        }
    }

    /// All money: the row that says so, else the sum of all rows; `None` for what is not known.
    fn total(&self) -> [Option<Number>; 3] {
        let number = |amount: &Amount<'_>| match amount.value {
            Some(Value::Number(number)) => Some(number.clone()),
            _ => None,
        };
        if let Some((_, amounts)) = self.rows.iter().find(|(name, _)| is_called(name, ALL_FUNDS)) {
            return amounts.each_ref().map(number);
        }
        [0, 1, 2].map(|at| {
            self.rows.iter().try_fold(Number::ZERO, |sum, (_, amounts)| sum.add(&number(amounts.get(at)?)?).ok())
        })
    }
}

/// The unit in which money of type `ty` is shown.
fn unit(filing: &Filing<'_>, ty: Option<&Type>) -> String {
    match ty.map(|ty| &ty.kind) {
        Some(TypeKind::Number { unit: Some(unit), .. }) => unit.clone(),
        _ if filing.rubric().english => "yuan".to_owned(),
        _ => "万元".to_owned(),
    }
}

fn fact(filing: &Filing<'_>, names: &[&str]) -> Option<FactId> {
    let at = filing.rubric().facts.iter().position(|fact| is_called(&fact.name, names))?;
    Some(FactId(u32::try_from(at).ok()?))
}

struct Form<'a> {
    figures: Figures<'a>,
    funds: Funds<'a>,
}

impl Form<'_> {
    fn word(&self, key: &'static str) -> Cell {
        self.figures.word(key).into()
    }

    /// What a single fact says; nothing where there is none.
    fn said(&self, names: &[&str]) -> String {
        let facts = self.figures.filing.assessed.facts;
        let Some(id) = fact(self.figures.filing, names) else { return String::new() };
        match facts.slots.get(id.index()) {
            Some(Slot::Value(Value::Text(text))) => text.to_string(),
            _ => String::new(),
        }
    }

    fn head(&self) -> Vec<Vec<Cell>> {
        let project = self.said(PROJECT);
        let project = if project.is_empty() { self.figures.filing.assessment.subject.clone() } else { project };
        vec![
            row([self.word("form-project"), Cell::from(project).across(8)]),
            row([
                self.word("form-department"),
                Cell::from(self.said(DEPARTMENT)).across(3),
                self.word("form-unit").across(2),
                Cell::from(self.said(UNIT)).across(3),
            ]),
        ]
    }

    fn money(&self) -> Vec<Vec<Cell>> {
        let unit = Message::new("form-funds").arg("unit", self.funds.unit.clone());
        let title = Cell::from(self.figures.filing.locale.text(&unit));
        let parts: Vec<&(String, [Amount<'_>; 3])> = match self.funds.rows.as_slice() {
            // Single facts are the whole alone.
            [(name, _)] if name.is_empty() => Vec::new(),
            rows => rows.iter().filter(|(name, _)| !is_called(name, ALL_FUNDS)).collect(),
        };
        let mut rows = vec![row([
            title.down(2 + parts.len()),
            Cell::from("").across(2),
            self.word("form-initial"),
            self.word("form-budget"),
            self.word("form-spent"),
            self.word("report-points"),
            self.word("form-rate"),
            self.word("table-result"),
        ])];
        let [initial, budget, spent] = self.funds.total();
        let scored = self.scored();
        let [points, score] = match scored {
            Some(indicator) => [self.figures.points(indicator), self.figures.score(indicator)],
            None => [NONE.into(), NONE.into()],
        };
        let spent_share = rate(budget.as_ref(), spent.as_ref());
        let amounts = [initial, budget, spent].map(|sum| sum.map_or(NONE.to_owned(), |sum| self.money_of(&sum)));
        let [mut initial, mut budget, mut spent] = amounts.map(Cell::from);
        let mut spent_share = Cell::from(spent_share);
        if let Some([a, b, c]) = self.funds.all() {
            spent_share = spent_share.showing(Shows::Share(c.clone(), b.clone()));
            let shows = |money| Shows::Amount(money, self.funds.factor());
            [initial, budget, spent] = [initial.showing(shows(a)), budget.showing(shows(b)), spent.showing(shows(c))];
        }
        rows.push(row([
            Cell::covered(),
            self.word("form-all-funds").across(2),
            initial,
            budget,
            spent,
            points,
            spent_share,
            score,
        ]));
        for (name, amounts) in parts {
            let factor = self.funds.factor();
            let [initial, budget, spent] = amounts.each_ref().map(|amount| {
                let shows = Shows::Amount(amount.place.money(), factor.clone());
                Cell::from(self.amount(*amount)).showing(shows)
            });
            let [_, b, c] = amounts.each_ref().map(|amount| amount.place.money());
            let known = |at: usize| match amounts.get(at).and_then(|amount| amount.value) {
                Some(Value::Number(number)) => Some(number),
                _ => None,
            };
            rows.push(row([
                Cell::covered(),
                Cell::from(name.as_str()).across(2),
                initial,
                budget,
                spent,
                NONE.into(),
                Cell::from(rate(known(1), known(2))).showing(Shows::Share(c, b)),
                NONE.into(),
            ]));
        }
        rows
    }

    fn amount(&self, amount: Amount<'_>) -> String {
        match (amount.value, amount.origin) {
            (Some(Value::Number(number)), _) => self.money_of(number),
            (_, Some(origin)) if !origin.written.is_empty() => origin.written.clone(),
            _ => NONE.to_owned(),
        }
    }

    /// Money without its unit, which stands over the block: all its digits.
    fn money_of(&self, yuan: &Number) -> String {
        yuan.div(&self.funds.factor()).map_or_else(|_| yuan.to_string(), |number| number.shown(6).text)
    }

    /// The indicator that scores how much of the money was spent.
    fn scored(&self) -> Option<&Indicator> {
        fn find<'i>(indicators: &'i [Indicator], path: &str) -> Option<&'i Indicator> {
            indicators.iter().find_map(|indicator| {
                if indicator.path == path { Some(indicator) } else { find(&indicator.children, path) }
            })
        }
        let path = &self.figures.filing.rubric().node(self.funds.node?).path;
        find(&self.figures.filing.assessment.indicators, path)
    }

    fn goals(&self) -> Vec<Vec<Cell>> {
        let (expected, achieved) = (self.said(EXPECTED), self.said(ACHIEVED));
        if expected.is_empty() && achieved.is_empty() {
            return Vec::new();
        }
        vec![
            row([
                self.word("form-goals").down(2),
                self.word("form-expected").across(4),
                self.word("form-achieved").across(4),
            ]),
            row([Cell::covered(), Cell::from(expected).across(4), Cell::from(achieved).across(4)]),
        ]
    }

    /// Every leaf but that of the money: its rows, or it alone.
    fn lines(&self) -> Vec<Line> {
        let scored = self.scored().map(|indicator| indicator.path.clone());
        let mut lines = Vec::new();
        for indicator in &self.figures.filing.assessment.indicators {
            self.lines_of(indicator, &[], scored.as_deref(), &mut lines);
        }
        lines
    }

    fn lines_of(&self, indicator: &Indicator, above: &[&str], scored: Option<&str>, lines: &mut Vec<Line>) {
        if scored == Some(indicator.path.as_str()) {
            return;
        }
        if !indicator.is_leaf() {
            let above: Vec<&str> = above.iter().copied().chain([indicator.name.as_str()]).collect();
            for child in inner(indicator) {
                self.lines_of(child, &above, scored, lines);
            }
            return;
        }
        let nodes = &self.figures.filing.rubric().nodes;
        let node = nodes.iter().position(|node| node.path == indicator.path).and_then(|at| u32::try_from(at).ok());
        let found = node.map(|node| performance::lines(&self.figures, NodeId(node))).unwrap_or_default();
        if !found.is_empty() {
            lines.extend(found);
            return;
        }
        let level = |at: usize| above.get(at).map_or(NONE.to_owned(), |name| (*name).to_owned());
        lines.push(Line {
            levels: [level(0), level(1), indicator.name.clone()],
            target: NONE.into(),
            actual: NONE.into(),
            points: self.figures.points(indicator),
            score: self.figures.score(indicator),
            reason: indicator.award.as_ref().map(|award| award.reason.clone()).unwrap_or_default(),
        });
    }

    fn indicators(&self, lines: &[Line]) -> Vec<Vec<Cell>> {
        let heads = performance::columns(&self.figures).into_iter().map(|column| Cell::from(column.head));
        let title = self.word("form-indicators").down(lines.len() + 1);
        let mut rows: Vec<Vec<Cell>> = vec![std::iter::once(title).chain(heads).collect()];
        for cells in performance::rows(lines) {
            rows.push(std::iter::once(Cell::covered()).chain(cells).collect());
        }
        rows
    }

    /// Points beside the indicators, and the total.
    fn close(&self) -> Vec<Vec<Cell>> {
        let mut rows = Vec::new();
        for adjustment in &self.figures.filing.assessment.adjustments {
            rows.push(row([
                Cell::from(adjustment.name.as_str()).across(6),
                NONE.into(),
                self.figures.score(adjustment),
                "".into(),
            ]));
        }
        if let (Some(points), Some(score)) = (self.figures.total_points(), self.figures.total_score()) {
            rows.push(row([self.word("form-total").across(6), points, score, "".into()]));
        }
        rows
    }
}

/// A row of the form, the cells that others reach over put in.
fn row(cells: impl IntoIterator<Item = Cell>) -> Vec<Cell> {
    let mut row = Vec::new();
    for cell in cells {
        let across = cell.across;
        row.push(cell);
        row.extend(std::iter::repeat_n(Cell::covered(), across.saturating_sub(1)));
    }
    row
}

/// B ÷ A in percent, to two decimals.
fn rate(budget: Option<&Number>, spent: Option<&Number>) -> String {
    let share = budget.zip(spent).and_then(|(budget, spent)| spent.div(budget).ok());
    let share = share.and_then(|share| share.round(4, RoundingMode::HalfAwayFromZero).ok());
    share.map_or(NONE.to_owned(), |share| share.shown_percent(2).text)
}
