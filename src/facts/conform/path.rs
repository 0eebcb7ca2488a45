//! What the key of an award names: an indicator, a part, a 加减分 or a row.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::places::{Place, PlaceKind, places};
use super::text::{folded, nearest};
use crate::facts::bound::{Row, Slot};
use crate::model::{FactId, Rubric};

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A place, by its number.
    Place(usize),
    /// A row: place, which of its tables, row.
    Row(usize, usize, usize),
}

/// Why nothing, or too much, was found. Paths are as they would be written.
#[derive(Debug, PartialEq)]
pub enum Lost {
    /// Several places are meant by it.
    Ambiguous(Vec<String>),
    /// The place scores a table, but no row of that name; the nearest, and the name of the table.
    NoRow { place: usize, row: String, table: FactId, near: Option<String> },
    /// There is a row of that name, but not in a table that the place scores; where it is scored.
    NotScored { row: String, table: FactId, scored: Vec<String> },
    /// Nothing of that name; the path that was probably meant.
    Unknown(Option<String>),
}

/// The rows of a table, and their numbers by name in narrow characters.
type Rows<'s> = (FactId, &'s [Row], BTreeMap<String, Vec<usize>>);

/// All that an award may name.
pub struct Paths<'r, 's> {
    /// Indicators, parts, 加减分.
    pub places: Vec<Place<'r>>,
    /// Their names from the top, in narrow characters.
    names: Vec<Vec<Cow<'r, str>>>,
    rubric: &'r Rubric,
    rows: Vec<Rows<'s>>,
}

impl<'r, 's> Paths<'r, 's> {
    /// The places of `rubric` and the rows of its tables in `slots`.
    pub fn new(rubric: &'r Rubric, slots: &'s [Slot]) -> Paths<'r, 's> {
        let tables = slots.iter().zip(0..).filter_map(|(slot, index)| match slot {
            Slot::Table(table) => {
                let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
                for (number, row) in table.rows.iter().enumerate() {
                    by_name.entry(folded(&row.name).into_owned()).or_default().push(number);
                }
                Some((FactId(index), table.rows.as_slice(), by_name))
            }
            Slot::Missing | Slot::Value(_) => None,
        });
        let places = places(rubric);
        let names = places.iter().map(|place| place.names.iter().map(|name| folded(name)).collect()).collect();
        Paths { places, names, rubric, rows: tables.collect() }
    }

    /// The row meant by `target`, if it is one.
    pub fn row(&self, target: Target) -> Option<&'s Row> {
        let Target::Row(place, scored, row) = target else { return None };
        let table = self.places.get(place)?.scored.get(scored)?.table;
        self.rows.iter().find(|(fact, ..)| *fact == table)?.1.get(row)
    }

    /// How the path of `target` is written.
    pub fn written(&self, target: Target) -> String {
        let (Target::Place(index) | Target::Row(index, ..)) = target;
        let mut names: Vec<&str> = self.places.get(index).map(|place| place.names.clone()).unwrap_or_default();
        if let Some(row) = self.row(target) {
            names.push(&row.name);
        }
        written(&names)
    }

    /// What `key` names. Where it is nothing, the nearest is looked for only if `wanted`.
    pub fn find(&self, key: &str, wanted: bool) -> Result<Target, Lost> {
        let path: Vec<Step<'_>> = split(key).into_iter().map(Step::new).collect();
        self.find_path(&path, wanted)
    }

    fn find_path(&self, path: &[Step<'_>], wanted: bool) -> Result<Target, Lost> {
        let Some((last, before)) = path.split_last() else { return Err(Lost::Unknown(None)) };
        let mut found: Vec<Target> = Vec::new();
        let mut repeated: Vec<Target> = Vec::new();
        let mut whole: Vec<Target> = Vec::new();
        for (index, (place, names)) in self.places.iter().zip(&self.names).enumerate() {
            if ends_with(names, path) {
                if names.len() == path.len() {
                    whole.push(Target::Place(index));
                }
                let list = if matches!(place.kind, PlaceKind::Repeated(_)) { &mut repeated } else { &mut found };
                list.push(Target::Place(index));
            }
        }
        // A whole path names its place, whatever else ends the same: else nothing would name it.
        if let [only] = whole.as_slice() {
            return Ok(*only);
        }
        self.rows_named(last, before, &mut found);
        if found.is_empty() {
            found = repeated;
        }
        match found.as_slice() {
            [only] => Ok(*only),
            [] if wanted => Err(self.lost(last, before)),
            [] => Err(Lost::Unknown(None)),
            several => {
                Err(Lost::Ambiguous(several.iter().map(|target| self.written_apart(*target, several)).collect()))
            }
        }
    }

    /// Adds the scored rows of the name `last` in places whose names end in `before`.
    fn rows_named(&self, last: &Step<'_>, before: &[Step<'_>], found: &mut Vec<Target>) {
        for (index, (place, names)) in self.places.iter().zip(&self.names).enumerate() {
            for (number, scored) in place.scored.iter().enumerate() {
                let with_table = || {
                    let table = self.rubric.facts.get(scored.table.index()).map_or("", |fact| fact.name.as_str());
                    before.split_last().is_some_and(|(name, rest)| name.is(&folded(table)) && ends_with(names, rest))
                };
                if !ends_with(names, before) && !with_table() {
                    continue;
                }
                found.extend(self.row_of(scored.table, last).map(|row| Target::Row(index, number, row)));
            }
        }
    }

    /// The row of `table` called `name`.
    fn row_of(&self, table: FactId, name: &Step<'_>) -> Option<usize> {
        let (_, rows, by_name) = self.rows.iter().find(|(fact, ..)| *fact == table)?;
        let candidates = by_name.get(name.inside.as_ref()).or_else(|| by_name.get(name.whole.as_ref()))?;
        let exact = candidates.iter().find(|row| rows.get(**row).is_some_and(|row| row.name == name.written));
        exact.or_else(|| candidates.first()).copied()
    }

    /// What can be said of a key that names nothing.
    fn lost(&self, step: &Step<'_>, before: &[Step<'_>]) -> Lost {
        let last = step.written;
        let matching: Vec<usize> = (0..self.places.len())
            .filter(|index| !before.is_empty() && self.names.get(*index).is_some_and(|names| ends_with(names, before)))
            .collect();
        if let [index] = matching.as_slice()
            && let Some(scored) = self.places.get(*index).and_then(|place| place.scored.first())
        {
            let rows = self.rows.iter().find(|(fact, ..)| *fact == scored.table).map(|(_, rows, _)| *rows);
            let near = nearest(last, rows.unwrap_or_default().iter().map(|row| row.name.as_str())).map(str::to_owned);
            return Lost::NoRow { place: *index, row: last.to_owned(), table: scored.table, near };
        }
        for (table, ..) in &self.rows {
            if self.row_of(*table, step).is_some() {
                let mut elsewhere = Vec::new();
                self.rows_named(step, &[], &mut elsewhere);
                let scored = elsewhere.iter().map(|target| self.written(*target)).collect();
                return Lost::NotScored { row: last.to_owned(), table: *table, scored };
            }
        }
        // What stands in a row is scored with it.
        if let Ok(row @ Target::Row(..)) = self.find_path(before, false) {
            return Lost::Unknown(Some(self.written(row)));
        }
        let names = self.places.iter().filter_map(|place| place.names.last().copied());
        let near = nearest(last, names).and_then(|near| self.places.iter().find(|p| p.names.last() == Some(&near)));
        let row = || {
            let scored = self.places.iter().enumerate().flat_map(|(i, place)| {
                place.scored.iter().enumerate().map(move |(number, scored)| (i, number, scored.table))
            });
            scored.into_iter().find_map(|(place, number, table)| {
                let (_, rows, _) = self.rows.iter().find(|(fact, ..)| *fact == table)?;
                let near = nearest(last, rows.iter().map(|row| row.name.as_str()))?;
                let row = rows.iter().position(|row| row.name == near)?;
                Some(self.written(Target::Row(place, number, row)))
            })
        };
        Lost::Unknown(near.map(|place| written(&place.names)).or_else(row))
    }

    /// How `target` is written to set it apart from the others of `among`.
    fn written_apart(&self, target: Target, among: &[Target]) -> String {
        let path = self.written(target);
        let Target::Row(place, number, _) = target else { return path };
        if among.iter().filter(|other| self.written(**other) == path).count() < 2 {
            return path;
        }
        // One place scores two tables that have such a row.
        let Some(place) = self.places.get(place) else { return path };
        let table = place.scored.get(number).and_then(|scored| self.rubric.facts.get(scored.table.index()));
        let mut names = place.names.clone();
        names.extend(table.map(|fact| fact.name.as_str()));
        names.extend(self.row(target).map(|row| row.name.as_str()));
        written(&names)
    }
}

/// The names of a path. A name in quotes may hold a slash.
fn split(key: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let (mut start, mut depth, mut straight) = (0, 0_usize, false);
    for (at, c) in key.char_indices() {
        match c {
            '“' => depth += 1,
            '”' => depth = depth.saturating_sub(1),
            '"' | '＂' => straight = !straight,
            '/' | '／' if depth == 0 && !straight => {
                names.extend(key.get(start..at));
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    if depth > 0 || straight {
        // A quote that is not closed is part of a name.
        return key.split(['/', '／']).map(str::trim).filter(|name| !name.is_empty()).collect();
    }
    names.extend(key.get(start..));
    names.into_iter().map(str::trim).filter(|name| !name.is_empty()).collect()
}

/// A name as a path writes it.
pub fn written(names: &[&str]) -> String {
    let quoted = |name: &&str| if name.contains(['/', '／']) { format!("“{name}”") } else { (*name).to_owned() };
    names.iter().map(quoted).collect::<Vec<_>>().join("/")
}

/// The name without the quotes around the whole of it.
fn unquoted(name: &str) -> &str {
    let inside = |open: char, close: char| name.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    inside('“', '”').or_else(|| inside('"', '"')).unwrap_or(name)
}

/// One name of a path.
#[derive(Debug)]
struct Step<'k> {
    /// As written, without blanks around it.
    written: &'k str,
    /// The same in narrow characters.
    whole: Cow<'k, str>,
    /// Without the quotes around the whole of it.
    inside: Cow<'k, str>,
}

impl<'k> Step<'k> {
    fn new(written: &'k str) -> Step<'k> {
        Step { written, whole: folded(written), inside: folded(unquoted(written)) }
    }

    /// Whether it means `name`, which is in narrow characters.
    fn is(&self, name: &str) -> bool {
        name == self.whole || name == self.inside
    }
}

fn ends_with(names: &[Cow<'_, str>], path: &[Step<'_>]) -> bool {
    let Some(from) = names.len().checked_sub(path.len()) else { return false };
    names.iter().skip(from).zip(path).all(|(name, step)| step.is(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_split_at_slashes_outside_quotes() {
        assert_eq!(split("管理效率/预算编制"), ["管理效率", "预算编制"]);
        assert_eq!(split("管理效率／ 预算编制"), ["管理效率", "预算编制"]);
        assert_eq!(split("产出/“会议/培训场次”"), ["产出", "“会议/培训场次”"]);
        assert_eq!(split("“三公”经费控制情况"), ["“三公”经费控制情况"]);
        assert_eq!(split("“三公/经费"), ["“三公", "经费"]);
        assert_eq!(split(" / "), Vec::<&str>::new());
        assert_eq!(written(&["产出", "会议/培训场次"]), "产出/“会议/培训场次”");
    }

    #[test]
    fn a_path_is_any_end_of_the_names() {
        let names = ["履职效能", "“三公”经费控制情况"].map(folded);
        let ends = |key: &str| ends_with(&names, &split(key).into_iter().map(Step::new).collect::<Vec<_>>());
        assert!(ends("“三公”经费控制情况"));
        assert!(ends("履职效能/\"“三公”经费控制情况\""));
        assert!(!ends("别的/“三公”经费控制情况"));
        assert!(!ends("a/履职效能/“三公”经费控制情况"));
    }
}
