//! The filed tables as sheets, their scores as formulas.

use crate::facts::Slot;
use crate::model::{AdjustmentId, FactId, NodeId, Worth};
use crate::number::Number;
use crate::report::{Cell as Filed, Filing, Money, Shows, Table};
use crate::wrap::Widths;

use super::facts::{FIRST_ROW, Places};
use super::grid::{Cell, Content, Live, Look, PERCENT, Role, SCORE, Sheet, Shown, Side};
use super::name::letters;
use super::translate::{ScoreCells, TotalCells, Translator};

/// The narrowest and the widest column of words, in characters of half width.
const WORDS: (usize, usize) = (8, 66);
/// The widest column of numbers.
const NUMBERS: usize = 14;
/// A column as narrow as this is left so where the page is too narrow for all.
const NARROW: usize = 16;
/// How much wider than high a long text stands.
const FLATNESS: usize = 6;
/// All columns together, about what A4 across takes at a size that can be read.
const PAGE: usize = 156;
/// A table of so many columns has no room for names in one line.
const WIDE: usize = 8;
/// The width of a column of names there, and the longest text that is a name.
const NAMES: (usize, usize) = (13, 48);
/// Beside text of more lines than this, everything in the table stands at the top of its cell.
const TALL: usize = 6;
/// Lines that a row of a sheet has room for; of more, the row of the table takes several.
const LINES: usize = 28;
/// A line of this width is not broken for want of more text.
const SHORT_LINE: usize = 18;
/// A short cell stands in the middle.
const SHORT: usize = 20;
/// A value of more letters is shown as the words that it is.
const LONGEST_FORMAT: usize = 60;
/// How far each level of a tree stands in.
const INDENT: &str = "\u{3000}";
/// Decimals of a score that is shown as it is.
const PLACES: u32 = 4;

/// What tables are laid out with.
pub(super) struct Layout<'t, 'a> {
    /// What is filed.
    pub filing: &'t Filing<'a>,
    /// Where the facts stand.
    pub places: &'t Places,
    /// The formulas.
    pub translator: &'t Translator<'a>,
    /// Those of the total.
    pub total: &'t TotalCells,
}

impl Layout<'_, '_> {
    /// A table on a sheet of its own, under a title and a line.
    pub fn sheet(&self, name: String, (title, line): (String, String), table: &Table) -> Sheet {
        let last = table.columns.len().saturating_sub(1) as u16;
        let mut sheet = Sheet { name, widths: widths(table), ..Sheet::default() };
        let plain = |role| Look { role, ..Look::default() };
        sheet.put(0, 0, Cell::text(title, plain(Role::Title)));
        sheet.put(1, 0, Cell::text(line, plain(Role::Subtitle)));
        sheet.join(0, 0, last);
        sheet.join(1, 0, last);
        put_table(&mut sheet, 2, table, &|shows, text, look| self.live(shows, text, look));
        sheet
    }

    /// The cells of an indicator, of an adjustment, or of the whole; of a row that is scored, those beside it.
    fn cells(&self, path: Option<&String>) -> Option<[(String, Shown); 2]> {
        let scores = match path {
            None => self.total.total.as_ref(),
            Some(path) => self.node(path).map(|(_, cells)| cells).or_else(|| self.adjustment(path)),
        };
        if let Some(scores) = scores {
            let of = |address: &str| Some((address.to_owned(), self.translator.steps.shown(address)?));
            return Some([of(scores.rule.formula.as_str())?, of(scores.awarded.formula.as_str())?]);
        }
        self.row(path?)
    }

    fn node(&self, path: &str) -> Option<(NodeId, &ScoreCells)> {
        let index = self.filing.rubric().nodes.iter().position(|node| node.path == path)?;
        let cells = self.translator.nodes.get(index)?.as_ref()?;
        Some((NodeId(index as u32), cells))
    }

    fn adjustment(&self, path: &str) -> Option<&ScoreCells> {
        let index = self.filing.rubric().adjustments.iter().position(|adjustment| adjustment.name == path)?;
        self.translator.adjustments.get(&AdjustmentId(index as u32))
    }

    fn row(&self, path: &str) -> Option<[(String, Shown); 2]> {
        for ((node, fact), (rule, awarded)) in &self.translator.row_scores {
            let of_node = path.strip_prefix(self.filing.rubric().node(*node).path.as_str());
            let Some(name) = of_node.and_then(|rest| rest.strip_prefix('/')) else { continue };
            let Some(Slot::Table(rows)) = self.filing.assessed.facts.slots.get(fact.index()) else { continue };
            let Some(row) = rows.rows.iter().position(|row| row.name == name) else { continue };
            return self.beside(*fact, (*rule, *awarded), row);
        }
        None
    }

    /// The cells of the row `row`, scored by the node `path`.
    fn row_at(&self, path: &str, row: usize) -> Option<[(String, Shown); 2]> {
        let rubric = self.filing.rubric();
        let scored = self.translator.row_scores.iter().find(|((node, _), _)| rubric.node(*node).path == path);
        let ((_, fact), columns) = scored?;
        self.beside(*fact, *columns, row)
    }

    /// The cells of the rule's and the awarded score beside a row of a table.
    fn beside(&self, fact: FactId, (rule, awarded): (usize, usize), row: usize) -> Option<[(String, Shown); 2]> {
        let table = self.places.tables.get(fact.index())?.as_ref()?;
        let of = |column: usize| {
            let letters = letters(table.present + 1 + column as u16);
            let address = format!("{}!${letters}${}", table.quoted, FIRST_ROW as usize + row + 1);
            match self.translator.columns.get(&fact)?.get(column)?.contents.get(row)? {
                Content::Live(live) => Some((address, live.shown.clone())),
                _ => None,
            }
        };
        Some([of(rule)?, of(awarded)?])
    }

    /// Where an amount of the facts stands, as a formula has it, and how many base units one of it is.
    fn money(&self, money: &Money) -> Option<(String, Number)> {
        let column = |fact: &FactId, column: u16| {
            let table = self.places.tables.get(fact.index())?.as_ref()?;
            Some((table, table.columns.get(usize::from(column))?.factor.clone()))
        };
        match money {
            Money::Single(fact) => {
                let single = self.places.singles.get(fact.index())?.as_ref()?;
                Some((single.address.clone(), single.factor.clone()))
            }
            Money::Cell(fact, row, at) => {
                let (table, factor) = column(fact, *at)?;
                Some((format!("{}!${}${}", table.quoted, letters(*at), FIRST_ROW + row + 1), factor))
            }
            Money::Column(fact, at) => {
                let (table, factor) = column(fact, *at)?;
                Some((format!("SUM({})", table.range(*at)), factor))
            }
        }
    }

    /// That an amount is there: in every row that is filled in.
    fn known(&self, money: &Money) -> Option<String> {
        Some(match money {
            Money::Column(fact, at) => {
                let table = self.places.tables.get(fact.index())?.as_ref()?;
                format!("COUNT({})=SUM({})", table.range(*at), table.range(table.present))
            }
            Money::Single(_) | Money::Cell(..) => format!("ISNUMBER({})", self.money(money)?.0),
        })
    }

    fn points(&self, path: Option<&String>) -> Option<Number> {
        let Some(path) = path else { return self.filing.rubric().full.clone() };
        let (id, _) = self.node(path)?;
        match &self.filing.rubric().node(id).worth {
            Worth::Points(points) => Some(points.clone()),
            Worth::Share(_) | Worth::Level(_) => None,
        }
    }

    /// What a cell that shows a number of the assessment holds; `text` is what it says in other forms of the report.
    fn live(&self, shows: &Shows, text: &str, look: &mut Look) -> Option<Content> {
        let formula = |formula: String, shown: Shown| Some(Content::Live(Live { formula, array: false, shown }));
        match shows {
            Shows::Points(path) => self.points(path.as_ref()).map(Content::Number),
            Shows::Score(path) | Shows::RuleScore(path) => {
                let [rule, awarded] = self.cells(path.as_ref())?;
                let (cell, shown) = if matches!(shows, Shows::Score(_)) { awarded } else { rule };
                look.format = decimals(&shown);
                formula(cell, shown)
            }
            Shows::RowScore(path, row) => {
                let [_, (cell, shown)] = self.row_at(path, *row as usize)?;
                look.format = decimals(&shown);
                formula(cell, shown)
            }
            Shows::Fact(fact, row, column) => {
                let table = self.places.tables.get(fact.index())?.as_ref()?;
                let held = table.columns.get(usize::from(*column))?.contents.get(*row as usize)?;
                let at = format!("{}!${}${}", table.quoted, letters(*column), FIRST_ROW + row + 1);
                match held {
                    Content::Number(number) => {
                        look.format = as_written(text, number)?;
                        formula(format!("IF({at}=\"\",\"-\",{at})"), Shown::Number(number.clone()))
                    }
                    Content::Day(day) => {
                        look.format = "yyyy-mm-dd".into();
                        formula(format!("IF({at}=\"\",\"-\",{at})"), Shown::Day(*day))
                    }
                    // What is known in part is told in other words than it is written, as long as it stands.
                    Content::Text(was) if was != text => {
                        let was = super::formula::Formula::text(was);
                        let said = super::formula::Formula::text(text);
                        let live = format!("IF({at}={},{},IF({at}=\"\",\"-\",{at}))", was.as_str(), said.as_str());
                        formula(live, Shown::Text(text.to_owned()))
                    }
                    Content::Text(_) | Content::Blank => {
                        formula(format!("IF({at}=\"\",\"-\",{at})"), Shown::Text(text.to_owned()))
                    }
                    Content::Live(_) => None,
                }
            }
            Shows::Amount(money, factor) => {
                let (at, of) = self.money(money)?;
                let value = match of.div(factor).ok()? {
                    by if by == Number::ONE => at,
                    by => format!("{at}*{by}"),
                };
                amount(text, look);
                let known = self.known(money)?;
                formula(format!("IF({known},{value},{})", otherwise(text)), shown(text))
            }
            Shows::Share(spent, budget) => {
                let ((a, of_a), (b, of_b)) = (self.money(spent)?, self.money(budget)?);
                let by = of_a.div(&of_b).ok()?;
                let by = if by == Number::ONE { String::new() } else { format!("*{by}") };
                look.format = PERCENT.into();
                let (known, budgeted) = (self.known(spent)?, self.known(budget)?);
                let share = format!("IFERROR(ROUND({a}/{b}{by},4),\"-\")");
                formula(format!("IF(AND({known},{budgeted}),{share},\"-\")"), shown_share(text))
            }
            Shows::Rate(path) => {
                let points = self.points(path.as_ref())?;
                let [_, (cell, shown)] = self.cells(path.as_ref())?;
                let shown = match shown {
                    Shown::Number(score) => score.div(&points).ok().map(Shown::Number),
                    Shown::Text(_) | Shown::Day(_) => None,
                };
                look.format = PERCENT.into();
                let shown = shown.unwrap_or_else(|| Shown::Text(text.to_owned()));
                formula(format!("IF(ISNUMBER({cell}),{cell}/{points},\"-\")"), shown)
            }
            Shows::Difference(path) => {
                let [(rule, r), (awarded, a)] = self.cells(Some(path))?;
                look.format = "+General;-General;0".into();
                let shown = match (&a, &r) {
                    (Shown::Number(a), Shown::Number(r)) => Shown::Number(a.sub(r).ok()?),
                    _ => Shown::Text(text.to_owned()),
                };
                // Of a range the difference is one as well, as long as the range is the one that was filed.
                let otherwise = match &r {
                    Shown::Text(was) => {
                        let was = super::formula::Formula::text(was);
                        let text = super::formula::Formula::text(text);
                        format!("IF({rule}={},{},\"-\")", was.as_str(), text.as_str())
                    }
                    Shown::Number(_) | Shown::Day(_) => "\"-\"".into(),
                };
                formula(format!("IFERROR(ROUND({awarded}-{rule},10),{otherwise})"), shown)
            }
            Shows::Grade => {
                let cell = self.total.grade.as_ref()?.formula.as_str().to_owned();
                let shown = self.translator.steps.shown(&cell)?;
                formula(cell, shown)
            }
        }
    }
}

/// Puts `table` on a sheet whose columns it fits, from the row `top` on, its head first. Cells that show a number of the
/// assessment hold what `live` makes of them. Yields the row behind it.
pub(super) fn put_table(
    sheet: &mut Sheet,
    top: u32,
    table: &Table,
    live: &dyn Fn(&Shows, &str, &mut Look) -> Option<Content>,
) -> u32 {
    let mut first = top;
    if table.has_heads() {
        for (at, column) in table.columns.iter().enumerate() {
            let look = Look::framed(Role::Head).at(Side::Middle);
            sheet.put(top, at as u16, Cell::text(column.head.clone(), look));
        }
        if sheet.repeat.is_none() {
            sheet.repeat = Some((top, top));
            sheet.freeze = (top + 1, 0);
        }
        first += 1;
    }
    // Where each row of the table begins; behind the last one, where the table ends.
    let mut begins = vec![first];
    for row in &table.rows {
        let taken = lines(&row.cells, &sheet.widths).div_ceil(LINES).max(1) as u32;
        begins.push(begins.last().copied().unwrap_or(first) + taken);
    }
    let tall = table.rows.iter().any(|row| lines(&row.cells, &sheet.widths) > TALL);
    for (index, row) in table.rows.iter().enumerate() {
        let begin = |index: usize| begins.get(index).or(begins.last()).copied().unwrap_or(first);
        for (column, filed) in row.cells.iter().enumerate() {
            let column_at = column as u16;
            let role = if row.total { Role::Sum } else { Role::Plain };
            let number = table.columns.get(column).is_some_and(|column| column.number);
            let few = filed.text.chars().count() < SHORT;
            // In a form, which has no heads, what is short stands in the middle.
            let form = !table.has_heads() && few;
            let middle = number || form || filed.across > 1 && few || (filed.down > 1 && few);
            let mut look = Look::framed(role).at(if middle { Side::Middle } else { Side::Left });
            look.bold = row.total;
            look.top = tall && !row.total && table.has_heads();
            let covered = filed.down == 0 || filed.across == 0;
            for sheet_row in begin(index)..begin(index + 1) {
                sheet.put(sheet_row, column_at, Cell::of(Content::Blank, look.clone()));
            }
            if covered {
                continue;
            }
            let content = match &filed.shows {
                Some(shows) => live(shows, &filed.text, &mut look).unwrap_or_else(|| content(&filed.text, true)),
                None if column == 0 => content(&format!("{}{}", INDENT.repeat(row.depth), filed.text), number),
                None => content(&filed.text, number),
            };
            let cell = Cell { content, look, note: None, allowed: None };
            sheet.put(begin(index), column_at, cell);
            let bottom = begin(index + filed.down).saturating_sub(1);
            let right = column_at + (filed.across as u16).saturating_sub(1);
            if bottom > begin(index) || right > column_at {
                sheet.merges.push((begin(index), bottom, column_at, right));
            }
        }
    }
    begins.last().copied().unwrap_or(first)
}

/// How a score is written: as it is, or to two decimals where it has many.
fn decimals(shown: &Shown) -> String {
    match shown {
        Shown::Number(number) if !number.shown(PLACES).exact => SCORE.into(),
        _ => String::new(),
    }
}

/// The format by which `number` reads as `text` does, with what stands before and behind it: `"≥"General"人次"`.
fn as_written(text: &str, number: &Number) -> Option<String> {
    let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let from = text.find(digits)?;
    if text.chars().count() > LONGEST_FORMAT {
        return None;
    }
    let (before, rest) = text.split_at(from);
    let (figure, behind) = rest.split_at(rest.find(|c| !digits(c)).unwrap_or(rest.len()));
    let value = Number::parse(&figure.replace(',', "")).ok()?;
    let quoted = |text: &str| match text.replace('"', "").trim() {
        "" => String::new(),
        text => format!("\"{text}\""),
    };
    let percent = behind.strip_prefix('%').filter(|_| value.div(&Number::from(100_i64)).ok().as_ref() == Some(number));
    if let Some(behind) = percent {
        let places = figure.split_once('.').map_or(0, |(_, places)| places.len());
        let places = if places == 0 { String::new() } else { format!(".{}", "0".repeat(places)) };
        return Some(format!("{}0{places}%{}", quoted(before), quoted(behind)));
    }
    (value == *number && !behind.contains(digits)).then(|| format!("{}General{}", quoted(before), quoted(behind)))
}

/// What a cell says, as what a formula comes to.
fn shown(text: &str) -> Shown {
    Number::parse(text).map_or_else(|_| Shown::Text(text.to_owned()), Shown::Number)
}

fn shown_share(text: &str) -> Shown {
    let percent = text.strip_suffix('%').and_then(|number| Number::parse(number).ok());
    let share = percent.and_then(|number| number.div(&Number::from(100_i64)).ok());
    share.map_or_else(|| Shown::Text(text.to_owned()), Shown::Number)
}

/// What an amount shows where its cell holds no number: what it showed when it was filed, where that was none either.
fn otherwise(text: &str) -> String {
    let text = if Number::parse(text).is_ok() { "-" } else { text };
    super::formula::Formula::text(text).as_str().to_owned()
}

/// Money is written with its thousands apart, and with the decimals that it has.
fn amount(text: &str, look: &mut Look) {
    let places = text.split_once('.').map_or(0, |(_, places)| places.len().min(6));
    let whole = text.trim_start_matches('-').split('.').next().map_or(0, str::len);
    if Number::parse(text).is_ok() && whole > 3 {
        look.format = if places == 0 { "#,##0".into() } else { format!("#,##0.{}", "0".repeat(places)) };
    }
}

/// What a cell that is no formula holds: a number where it is one, in a column of numbers.
fn content(text: &str, number: bool) -> Content {
    match Number::parse(text) {
        _ if text.is_empty() => Content::Blank,
        Ok(parsed) if number => Content::Number(parsed),
        _ => Content::Text(text.to_owned()),
    }
}

/// How many lines the text of a row of a table takes, but for what reaches over several rows.
fn lines(cells: &[Filed], columns: &[u16]) -> usize {
    let widths = Widths { wide_ambiguous: true };
    let lines = |(at, cell): (usize, &Filed)| {
        if cell.down != 1 {
            return 1;
        }
        let room: usize = columns.iter().skip(at).take(cell.across.max(1)).map(|width| usize::from(*width)).sum();
        let room = room.saturating_sub(2).max(2);
        widths.wrap(&cell.text, room, room).len()
    };
    cells.iter().enumerate().map(lines).max().unwrap_or(1)
}

/// As wide as the words need, but no wider than the page. A long text gets room as the root of its length, so that it
/// is not much higher than wide.
pub(super) fn widths(table: &Table) -> Vec<u16> {
    let widths = Widths { wide_ambiguous: true };
    let mut wanted: Vec<usize> = Vec::new();
    // How much wider each would be without a break in its longest line.
    let mut lacking: Vec<usize> = Vec::new();
    for (at, column) in table.columns.iter().enumerate() {
        let longest = |text: &str| text.lines().map(|line| widths.of(line)).max().unwrap_or(0);
        let head = widths.of(&column.head) + 2;
        let cells = table.rows.iter().filter_map(|row| row.cells.get(at)).filter(|cell| cell.across <= 1);
        let line = cells.clone().map(|cell| longest(&cell.text)).max().unwrap_or(0);
        if column.number {
            wanted.push((line + 2).clamp(head, NUMBERS.max(head)));
            lacking.push(0);
            continue;
        }
        if table.has_heads() && table.columns.len() >= WIDE && line <= NAMES.1 {
            let words = cells.clone().map(|cell| longest_word(&cell.text)).max().unwrap_or(0);
            wanted.push((line + 1).min(NAMES.0).max(words + 1).max(head));
            lacking.push(0);
            continue;
        }
        let all: usize = cells.map(|cell| widths.of(&cell.text)).max().unwrap_or(0);
        let square = (all * FLATNESS).isqrt();
        let width = (line + 1).min(square.max(SHORT_LINE)).max(head).clamp(WORDS.0, WORDS.1);
        wanted.push(width);
        lacking.push((line + 1).min(WORDS.1).saturating_sub(width));
    }
    let sum: usize = wanted.iter().sum();
    let all_lacking: usize = lacking.iter().sum();
    if sum < PAGE && all_lacking > 0 {
        let spare = (PAGE - sum).min(all_lacking);
        for (width, lacking) in wanted.iter_mut().zip(&lacking) {
            *width += spare * lacking / all_lacking;
        }
    }
    if sum > PAGE {
        let fixed: usize = wanted.iter().filter(|width| **width <= NARROW).sum();
        let room = PAGE.saturating_sub(fixed).max(60);
        // Columns of running text share the room by how much stands in them.
        let share = |at: usize| {
            let cells = table.rows.iter().filter_map(|row| row.cells.get(at)).filter(|cell| cell.across <= 1);
            cells.map(|cell| widths.of(&cell.text)).sum::<usize>().isqrt().max(1)
        };
        let shares: Vec<usize> =
            wanted.iter().enumerate().map(|(at, w)| if *w > NARROW { share(at) } else { 0 }).collect();
        let all: usize = shares.iter().sum();
        for (width, share) in wanted.iter_mut().zip(shares).filter(|(_, share)| *share > 0) {
            *width = (room * share / all.max(1)).clamp(NARROW, WORDS.1 + NARROW);
        }
    }
    wanted.into_iter().map(|width| width as u16 + 1).collect()
}

/// The longest run of letters and digits, in which a line is not broken.
fn longest_word(text: &str) -> usize {
    text.split(|c: char| !c.is_ascii_graphic()).map(str::len).max().unwrap_or(0)
}
