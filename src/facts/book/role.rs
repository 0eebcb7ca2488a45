//! Which sheet is what: by its name, else by the heads of its columns.

use super::super::conform::text::{nearest, shown};
use super::Reader;
use super::awards::AwardHead;
use super::grid::Grid;
use super::known::{SheetName, plain};
use super::single::FactHead;
use super::table::TableHead;
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::model::FactId;
use crate::source::Span;

/// What a sheet holds.
pub(super) enum Role {
    /// Whom and what the facts are of.
    About,
    /// Single facts.
    Facts(FactHead),
    /// Awards.
    Awards(AwardHead),
    /// The rows of a table.
    Table(FactId, TableHead),
}

impl Role {
    /// The row of the head; 0 where there is none.
    pub(super) fn head(&self) -> u32 {
        match self {
            Role::About => 0,
            Role::Facts(head) => head.row(),
            Role::Awards(head) => head.row(),
            Role::Table(_, head) => head.row(),
        }
    }
}

/// What a sheet is by its name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    Known(SheetName),
    Table(FactId),
}

impl Reader<'_> {
    /// What each of `grids` is; `None` for one that is not read, which is told where it is not meant to be so.
    pub(super) fn roles(&mut self, grids: &[Grid<'_>]) -> Vec<Option<Role>> {
        let named: Vec<Option<Named>> = grids.iter().map(|grid| self.named(grid)).collect();
        let mut seen: Vec<(Named, Span, bool)> = Vec::new();
        let mut roles = Vec::with_capacity(grids.len());
        for (grid, name) in grids.iter().zip(&named) {
            let role = match name {
                Some(Named::Known(SheetName::Notes)) => None,
                _ if grid.is_blank() => None,
                Some(name) => self.role(grid, *name).map(|role| (*name, role)),
                None => self.by_heads(grid, &named),
            };
            let Some((name, role)) = role else {
                roles.push(None);
                continue;
            };
            if let Some((_, first, hidden)) = seen.iter().find(|(other, ..)| *other == name) {
                let problem = Diagnostic::new(Code::BookSheetTwice, grid.start()).arg("name", self.name_of(name));
                // Nobody looks for a sheet that cannot be seen.
                let problem =
                    if grid.sheet.hidden { problem.at(Message::new("book-sheet-second-hidden")) } else { problem };
                let key = if *hidden { "book-sheet-first-hidden" } else { "book-sheet-first" };
                self.push(problem.label(*first, Message::new(key)));
                roles.push(None);
                continue;
            }
            seen.push((name, grid.start(), grid.sheet.hidden));
            roles.push(Some(role));
        }
        roles
    }

    /// What a sheet is by its name, or by the full name of a table in its first cell, for names of sheets are short.
    fn named(&self, grid: &Grid<'_>) -> Option<Named> {
        if grid.is_part() {
            return self.part_named(grid);
        }
        if let Some(known) = SheetName::read(grid.name()) {
            // One sheet may hold it all.
            let facts = known == SheetName::About && FactHead::find(grid).is_some();
            return Some(Named::Known(if facts { SheetName::Facts } else { known }));
        }
        let title = grid.cells().first().map_or("", |cell| cell.content.shown());
        self.table_called(grid.name()).or_else(|| self.table_called(title)).map(Named::Table)
    }

    /// What a part of a sheet is by its title, or by the name of the sheet where its head is that of such a one.
    fn part_named(&self, grid: &Grid<'_>) -> Option<Named> {
        let titles = grid.rows().take_while(|row| row.len() == 1).flatten();
        if let Some(table) = titles.filter_map(|cell| self.table_called(cell.content.shown())).next() {
            return Some(Named::Table(table));
        }
        let named = SheetName::read(grid.name()).map(Named::Known);
        let named = named.or_else(|| self.table_called(grid.name()).map(Named::Table))?;
        let fits = match named {
            Named::Known(SheetName::Facts) => FactHead::find(grid).is_some(),
            Named::Known(SheetName::Awards) => AwardHead::find(grid).is_some(),
            Named::Known(SheetName::About | SheetName::Notes) => false,
            Named::Table(fact) => {
                self.rubric.facts.get(fact.index()).and_then(|fact| fact.ty.table()).is_some_and(|table| {
                    TableHead::find(grid, table).is_some_and(|head| 2 * head.found() >= table.fields.len())
                })
            }
        };
        fits.then_some(named)
    }

    fn table_called(&self, name: &str) -> Option<FactId> {
        let wanted = plain(name);
        let tables = || self.rubric.facts.iter().enumerate().filter(|(_, fact)| fact.ty.table().is_some());
        let exact = tables().find(|(_, fact)| fact.name == name);
        let (index, _) = exact.or_else(|| tables().find(|(_, fact)| plain(&fact.name) == wanted))?;
        u32::try_from(index).ok().map(FactId)
    }

    fn name_of(&self, named: Named) -> String {
        match named {
            Named::Known(SheetName::About) => self.sheet_name("概况", "About"),
            Named::Known(SheetName::Facts) => self.sheet_name("数据", "Facts"),
            Named::Known(SheetName::Awards) => self.sheet_name("评定", "Awards"),
            Named::Known(SheetName::Notes) => self.sheet_name("填写说明", "Notes"),
            Named::Table(fact) => self.rubric.facts.get(fact.index()).map(|f| f.name.clone()).unwrap_or_default(),
        }
    }

    fn sheet_name(&self, chinese: &str, english: &str) -> String {
        if self.rubric.english { english.to_owned() } else { chinese.to_owned() }
    }

    /// The names of all sheets that there may be.
    pub(super) fn sheet_names(&self) -> Vec<String> {
        let tables = self.rubric.facts.iter().filter(|fact| fact.ty.table().is_some()).map(|fact| fact.name.clone());
        let known =
            [SheetName::About, SheetName::Facts, SheetName::Awards].map(|name| self.name_of(Named::Known(name)));
        known.into_iter().chain(tables).collect()
    }

    /// The role of a sheet that is called as `named`; told where its head is not found.
    fn role(&mut self, grid: &Grid<'_>, named: Named) -> Option<Role> {
        let columns = match named {
            Named::Known(SheetName::About) => return Some(Role::About),
            Named::Known(SheetName::Notes) => return None,
            Named::Known(SheetName::Facts) => match FactHead::find(grid) {
                Some(head) => return Some(Role::Facts(head)),
                None => FactHead::sample(self.rubric.english),
            },
            Named::Known(SheetName::Awards) => match AwardHead::find(grid) {
                Some(head) => return Some(Role::Awards(head)),
                None => AwardHead::sample(self.rubric.english),
            },
            Named::Table(fact) => {
                let table = self.rubric.facts.get(fact.index())?.ty.table()?;
                match TableHead::find(grid, table) {
                    Some(head) => return Some(Role::Table(fact, head)),
                    None => table.fields.iter().map(|field| field.name.clone()).collect(),
                }
            }
        };
        let problem = Diagnostic::new(Code::BookNoHead, grid.start()).arg("name", self.name_of(named));
        self.push(problem.arg("columns", columns));
        None
    }

    /// The role of a sheet that is called nothing known, by the heads of its columns.
    fn by_heads(&mut self, grid: &Grid<'_>, named: &[Option<Named>]) -> Option<(Named, Role)> {
        if let Some(head) = AwardHead::find(grid) {
            return Some((Named::Known(SheetName::Awards), Role::Awards(head)));
        }
        if let Some(head) = FactHead::find(grid) {
            return Some((Named::Known(SheetName::Facts), Role::Facts(head)));
        }
        let mut best: Option<(usize, FactId, TableHead)> = None;
        let mut tied: Vec<FactId> = Vec::new();
        for (index, fact) in self.rubric.facts.iter().enumerate() {
            let (Some(table), Ok(index)) = (fact.ty.table(), u32::try_from(index)) else { continue };
            let Some(head) = TableHead::find(grid, table) else { continue };
            // Half of the columns is enough to know a table by, if no other has as many.
            let found = head.found();
            if 2 * found < table.fields.len() || (found < 2 && table.fields.len() > 1) {
                continue;
            }
            match &best {
                Some((most, ..)) if found < *most => {}
                Some((most, ..)) if found == *most => tied.push(FactId(index)),
                _ => {
                    tied = vec![FactId(index)];
                    best = Some((found, FactId(index), head));
                }
            }
        }
        if tied.len() > 1 {
            // Of tables with the same columns, the one that has no sheet of its own.
            tied.retain(|fact| !named.contains(&Some(Named::Table(*fact))));
            if let ([only], Some((.., head))) = (tied.as_slice(), best.take_if(|_| tied.len() == 1)) {
                return Some((Named::Table(*only), Role::Table(*only, head)));
            }
            let names: Vec<String> = tied.iter().map(|fact| self.name_of(Named::Table(*fact))).collect();
            let problem = Diagnostic::new(Code::BookSheetUnclear, grid.start());
            self.push(problem.arg("name", shown(grid.name())).arg("tables", names));
            return None;
        }
        if let Some((_, fact, head)) = best {
            return Some((Named::Table(fact), Role::Table(fact, head)));
        }
        if grid.sheet.hidden {
            return None;
        }
        let taken: Vec<String> = named.iter().flatten().map(|name| self.name_of(*name)).collect();
        let free: Vec<String> = self.sheet_names().into_iter().filter(|name| !taken.contains(name)).collect();
        match nearest(grid.name(), free.iter().map(String::as_str)) {
            Some(near) => {
                let problem = Diagnostic::new(Code::BookSheetUnknown, grid.start());
                self.push(problem.arg("name", shown(grid.name())).arg("near", near));
            }
            None if grid.name().is_empty() => {}
            None => {
                let what = Message::new("not-read-sheet").arg("name", shown(grid.name()));
                self.not_read(grid.start(), what.arg("sheets", self.sheet_names()));
            }
        }
        None
    }
}
