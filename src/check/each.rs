//! 逐项: one score for each row of a table, then one of them all.

use super::Checker;
use super::body::{Kind, Site};
use super::scope::{FullPoints, Scope, Wanted};
use crate::diagnostic::{Arg, Code, Diagnostic, Message};
use crate::model::{Aggregate, Each, Expr};
use crate::source::Span;
use crate::syntax::ast;
use crate::syntax::keyword::Meaning;

/// The word for a way to make one score of several.
pub(super) fn aggregate_key(aggregate: Aggregate) -> &'static str {
    match aggregate {
        Aggregate::Mean => "check-aggregate-mean",
        Aggregate::Sum => "check-aggregate-sum",
        Aggregate::Lowest => "check-aggregate-lowest",
        Aggregate::Highest => "check-aggregate-highest",
        Aggregate::Weighted => "check-aggregate-weighted",
    }
}

impl<'a> Checker<'a> {
    /// 逐项 表 [当 c] [满分 e] 取 … { … }
    pub(super) fn each(&mut self, each: &'a ast::Each, scope: &Scope<'a>, wanted: Wanted) -> Option<Each> {
        if scope.method.is_some() {
            self.tell(Diagnostic::new(Code::TableInMethod, each.table.span).arg("name", each.table.text.as_str()));
            return None;
        }
        let table = self.table(&each.table)?;
        let frame = u16::try_from(scope.frames.len()).ok()?;
        let row = self.with_row(table, &each.table.text, scope)?;
        let filter = each.filter.as_ref().map(|filter| self.condition(filter, &row));
        let given = filter.as_ref().and_then(Option::as_ref).map_or_else(Vec::new, |f| self.given_if(f, true));
        let mut row = row.knowing(&given);
        row.certain.extend_from_slice(&given);
        let broken = matches!(filter, Some(None));
        let (full, by, body) = if broken {
            // What the filter would have said of absent facts is not known.
            self.without_needs(|checker| checker.each_row(each, &row, wanted))
        } else {
            self.each_row(each, &row, wanted)
        };
        let at_most = each.at_most.as_ref().map(|cap| self.points(cap, scope));
        self.fitting_aggregate(each, wanted)?;
        Some(Each {
            span: each.span,
            table,
            frame,
            filter: settled(filter)?,
            full: settled(full)?,
            aggregate: each.aggregate.value,
            by: settled(by)?,
            at_most: settled(at_most)?,
            body,
        })
    }

    /// What stands in a row: its 满分, its weight, its rule.
    fn each_row(
        &mut self,
        each: &'a ast::Each,
        row: &Scope<'a>,
        wanted: Wanted,
    ) -> (Option<Option<Expr>>, Option<Option<Expr>>, crate::model::Body) {
        let full = each.full.as_ref().map(|full| self.points(full, row));
        let by = each.by.as_ref().map(|by| self.weight_of_row(by, row));
        // A row without 满分 of its own scores out of that of the place.
        let inner = match &full {
            None => row.clone(),
            Some(_) => {
                let own = self.new_full(FullPoints::Varies);
                row.with_full(own)
            }
        };
        let site = Site { kind: Kind::Row, wanted, node: None, fixed: false, head: each.span };
        let body = self.body(&each.body, &inner, site);
        (full, by, body)
    }

    fn weight_of_row(&mut self, by: &'a ast::Expr, row: &Scope<'a>) -> Option<Expr> {
        let by = self.number_operand(by, row)?;
        if by.ty.dimension().is_some_and(crate::unit::Dimension::has_variables) {
            let diagnostic = Diagnostic::new(Code::RowsOfManyUnits, by.span);
            self.tell(self.with_derivation(diagnostic, &by));
            return None;
        }
        Some(by)
    }

    /// The column of a table that can weigh its rows, if there is but one.
    fn only_weight(&self, table: &str) -> Option<&str> {
        let fact = self.fact_index.get(table).and_then(|id| self.fact(*id))?;
        let points = Self::points_type();
        let weighs = |field: &&crate::model::Field| {
            field.ty.dimension().is_some_and(|d| !d.has_variables()) && !self.same_kind(&field.ty, &points)
        };
        let mut columns = fact.table.as_ref()?.fields.iter().filter(weighs);
        match (columns.next(), columns.next()) {
            (Some(only), None) => Some(&only.name),
            _ => None,
        }
    }

    /// Whether the way to aggregate has all that it needs, and nothing that it has no use for.
    fn fitting_aggregate(&mut self, each: &ast::Each, wanted: Wanted) -> Option<()> {
        let (aggregate, span) = (each.aggregate.value, each.aggregate.span);
        if let Wanted::Level(set) = wanted {
            self.level_aggregate(aggregate, span, set)?;
            let extra = each.full.as_ref().or(each.at_most.as_ref());
            if let Some(extra) = extra {
                self.tell(Diagnostic::new(Code::FullInLevel, extra.span));
                return None;
            }
        }
        match (aggregate, &each.by) {
            (Aggregate::Weighted, None) => {
                let diagnostic = Diagnostic::new(Code::WeightMissing, span);
                let diagnostic = match self.only_weight(&each.table.text) {
                    Some(column) => {
                        let by = format!(" {} {}", self.keyword(Meaning::By, span), super::nearest::spelt(column));
                        diagnostic.choice(Span { start: span.end, ..span }, by)
                    }
                    None => diagnostic,
                };
                self.tell(diagnostic);
                return None;
            }
            (Aggregate::Weighted, Some(_)) | (_, None) => {}
            (_, Some(by)) => {
                self.tell(
                    Diagnostic::new(Code::WeightUnused, by.span).label(
                        span,
                        Message::new("check-aggregated-by").arg("how", Arg::Key(aggregate_key(aggregate))),
                    ),
                );
                return None;
            }
        }
        if aggregate == Aggregate::Sum && each.full.is_none() && each.at_most.is_none() {
            self.tell(Diagnostic::new(Code::SumUnbounded, span));
            return None;
        }
        Some(())
    }

    /// Levels have a least and a greatest, and nothing else.
    pub(super) fn level_aggregate(
        &mut self,
        aggregate: Aggregate,
        span: Span,
        set: crate::model::OptionSetId,
    ) -> Option<()> {
        if matches!(aggregate, Aggregate::Lowest | Aggregate::Highest) {
            return Some(());
        }
        let set = self.set(set).map_or_else(String::new, |set| set.name.clone());
        self.tell(
            Diagnostic::new(Code::LevelsNotSummed, span).arg("set", set).arg("how", Arg::Key(aggregate_key(aggregate))),
        );
        None
    }
}

/// A part that may not be written: none if it is not, nothing at all if it has a mistake.
fn settled<T>(part: Option<Option<T>>) -> Option<Option<T>> {
    match part {
        None => Some(None),
        Some(part) => part.map(Some),
    }
}
