//! What an expression reads like: formulas with their names, and the rest in prose.

use crate::diagnostic::{Arg, Message};
use crate::model::{AggregateFn, Arith, DateStep, Expr, ExprKind, FactId, LetId, Round, Rubric, TableRef, TypeKind};
use crate::number::{Number, RoundingMode};
use crate::print::{Printed, Printer, Scale, Tight, Words, base_scale, fold, literal};
use crate::source::SourceMap;
use crate::unit::{Base, Dimension};

use super::Wording;
use super::clause::Clause;
use super::place::Place;

/// Writes expressions in one place.
pub(super) struct Terms<'w, 'p, 'a> {
    wording: &'w Wording<'a>,
    place: &'p Place<'a>,
}

impl<'a> Wording<'a> {
    /// `expr` as it stands alone.
    pub(super) fn term(&self, expr: &'a Expr, place: &Place<'a>) -> String {
        Terms { wording: self, place }.text(expr, Tight::Choice)
    }

    /// `expr` where what stands around it binds as `around` does.
    pub(super) fn term_in(&self, expr: &'a Expr, around: Tight, place: &Place<'a>) -> String {
        Terms { wording: self, place }.text(expr, around)
    }

    /// What the rows of `table` that meet `filter` are called.
    pub(super) fn rows(&self, table: &TableRef, filter: Option<&'a Expr>, place: &Place<'a>) -> String {
        let rows = self.table(table);
        match filter {
            None => rows,
            Some(filter) => {
                let condition = self.condition(filter, true, &place.inside(table)).0;
                self.say(Message::new("wording-rows").arg("condition", condition).arg("rows", rows))
            }
        }
    }

    pub(super) fn table(&self, table: &TableRef) -> String {
        match table {
            TableRef::Fact(fact) => self.fact(*fact),
            TableRef::Children => self.words.get("wording-children"),
        }
    }

    fn fact(&self, fact: FactId) -> String {
        self.called(&self.rubric.fact(fact).name)
    }

    /// What `id` stands for.
    pub(super) fn definition(&self, id: LetId, place: &Place<'a>) -> Clause {
        let binding = self.rubric.binding(id);
        let name = self.kept(&binding.name);
        let place = &place.for_values();
        match &binding.value.kind {
            ExprKind::Choose(_) | ExprKind::If(..) => {
                let lead = self.say(Message::new("wording-defined-by").arg("name", name));
                Clause::lead(lead, self.value_clauses(&binding.value, place))
            }
            _ if binding.value.ty.kind == TypeKind::YesNo => {
                let condition = self.condition(&binding.value, true, place).0;
                Clause::text(
                    self.say(Message::new("wording-defined-yes").arg("name", name).arg("condition", condition)),
                )
            }
            _ => {
                let (value, limit) = self.limited(&binding.value, place);
                Clause::text(self.say(Message::new("wording-equation").arg("name", name).arg("value", value)) + &limit)
            }
        }
    }

    /// `expr`, and the limit that is set to all of it, if there is one.
    pub(super) fn limited(&self, expr: &'a Expr, place: &Place<'a>) -> (String, String) {
        let (key, e, limit) = match &expr.kind {
            ExprKind::Arith(Arith::Min, e, limit) => ("wording-no-more", e, limit),
            ExprKind::Arith(Arith::Max, e, limit) => ("wording-no-less", e, limit),
            _ => return (self.term(expr, place), String::new()),
        };
        let (inner, before) = self.limited(e, place);
        let limit = match &limit.kind {
            ExprKind::Full => self.words.get("wording-full"),
            _ => self.term_in(limit, Tight::Sum, place),
        };
        (inner, before + &self.say(Message::new(key).arg("limit", limit)))
    }

    /// The digits and unit of a constant.
    pub(super) fn constant(&self, expr: &Expr, number: &Number) -> String {
        let TypeKind::Number { dimension, share, .. } = &expr.ty.kind else { return number.shown(28).text };
        if *dimension == Dimension::base(Base::POINTS) {
            return self.points(number);
        }
        if let Some((digits, unit)) = literal(self.sources, expr) {
            if unit.is_empty() || matches!(unit.as_str(), "%" | "‰") {
                return format!("{digits}{unit}");
            }
            if matches!(unit.as_str(), "个百分点" | "pp") {
                let hundred = number.mul(&Number::from_i64(100)).unwrap_or_else(|_| number.clone());
                return self.counted_unit("wording-percentage-points", &hundred);
            }
            if unit == "工作日" && !self.english() {
                return format!("{digits}{}", self.words.get("unit-workdays"));
            }
            let letters = unit.is_ascii();
            if !self.rubric.units.is_built_in(&unit) || letters == self.english() {
                return format!("{digits} {unit}");
            }
            if dimension.is_none() {
                return format!("{}{}", number.shown(28).text, self.words.get("wording-unit-item"));
            }
        } else if *share {
            return Scale::percent().show_all(number).text;
        }
        let scale = base_scale(&self.rubric.units, &self.words, dimension);
        let figure = scale.show_all(number).text;
        // One of what the language has a plural for.
        match dimension.bases() {
            [(Base::DAY, 1)] => self.counted_unit("wording-unit-days", number),
            [(Base::MONTH, 1)] => self.counted_unit("wording-unit-months", number),
            [(Base::WORKDAY, 1)] => self.counted_unit("wording-unit-workdays", number),
            _ => figure,
        }
    }

    fn counted_unit(&self, key: &'static str, number: &Number) -> String {
        let shown = number.shown(28).text;
        let count = shown.parse().map_or_else(|_| Arg::Text(shown), Arg::Count);
        self.say(Message::new(key).arg("count", count))
    }

    /// `四舍五入保留 2 位小数`
    pub(super) fn round(&self, round: Round) -> String {
        let mode = match round.mode {
            RoundingMode::HalfAwayFromZero => "wording-round-half-up",
            RoundingMode::HalfEven => "wording-round-half-even",
            RoundingMode::Up => "wording-round-up",
            RoundingMode::Down => "wording-round-down",
        };
        let mode = self.words.get(mode);
        self.say(Message::new("wording-round").arg("mode", mode).arg("places", round.places as usize))
    }

    /// `若 c 则 a 否则 b` as cases, one after another.
    pub(super) fn conditional(&self, expr: &'a Expr, place: &Place<'a>) -> Vec<Clause> {
        let mut cases = Vec::new();
        let mut rest = expr;
        while let ExprKind::If(c, a, b) = &rest.kind {
            cases.push((self.condition(c, true, place).0, self.value_clauses(a, place)));
            rest = b;
        }
        let otherwise = self.value_clauses(rest, place);
        self.case_clauses(cases, Some(otherwise))
    }
}

impl<'a> Printer<'a> for Terms<'_, '_, 'a> {
    fn rubric(&self) -> &'a Rubric {
        self.wording.rubric
    }

    fn sources(&self) -> &'a SourceMap {
        self.wording.sources
    }

    fn words(&self) -> &Words<'a> {
        &self.wording.words
    }

    fn number(&self, expr: &'a Expr, number: &Number) -> String {
        self.wording.constant(expr, number)
    }

    fn row(&self, table: &TableRef, expr: &'a Expr) -> String {
        self.wording.term(expr, &self.place.inside(table))
    }

    fn name(&self, expr: &'a Expr) -> Printed {
        let name = match &expr.kind {
            ExprKind::Fact(id) => self.wording.fact(*id),
            ExprKind::Let(id) => {
                self.wording.name_let(*id);
                self.wording.called(&self.wording.rubric.binding(*id).name)
            }
            ExprKind::Param(index) if matches!(self.place.params.get(usize::from(*index)), Some(Some(_))) => {
                let called = self.place.params.get(usize::from(*index)).cloned().flatten();
                self.wording.kept(&called.unwrap_or_default())
            }
            ExprKind::Param(index) => {
                let param = self.place.method.and_then(|method| method.params.get(usize::from(*index)));
                match param {
                    Some(param) => self.wording.called(&param.name),
                    None => self.wording.called(fold(self.wording.sources.slice(expr.span)).trim()),
                }
            }
            ExprKind::Field { frame, column } => self.field(usize::from(*frame), usize::from(*column)),
            _ => String::new(),
        };
        (name, Tight::Atom)
    }

    fn own(&self, expr: &'a Expr) -> Option<Printed> {
        let wording = self.wording;
        let say = |message: Message| wording.say(message);
        Some(match &expr.kind {
            ExprKind::Full => match &self.place.full {
                Some(full) => (wording.points(full), Tight::Atom),
                None => (wording.words.get("wording-full"), Tight::Atom),
            },
            ExprKind::Option(_) => {
                let (name, tight) = self.common(expr);
                (wording.option(&name), tight)
            }
            ExprKind::Not(_)
            | ExprKind::And(..)
            | ExprKind::Or(..)
            | ExprKind::Compare(..)
            | ExprKind::InRange(..)
            | ExprKind::InOptions(..)
            | ExprKind::Given(..) => wording.condition(expr, true, self.place),
            ExprKind::If(..) => {
                let place = self.place.for_values();
                let clauses = wording.conditional(expr, &place);
                (wording.in_one_line(&clauses), Tight::Choice)
            }
            ExprKind::Choose(rule) => {
                let clauses = wording.rule_clauses(rule, &self.place.for_values());
                (wording.in_one_line(&clauses), Tight::Choice)
            }
            ExprKind::Arith(op @ (Arith::Min | Arith::Max), a, b) => {
                let key = if *op == Arith::Min { "wording-smaller" } else { "wording-larger" };
                let (a, b) = (self.text(a, Tight::Sum), self.text(b, Tight::Sum));
                (say(Message::new(key).arg("first", a).arg("second", b)), Tight::Limit)
            }
            ExprKind::DateDifference(a, b) => {
                let (to, from) = (self.text(a, Tight::Choice), self.text(b, Tight::Choice));
                (say(Message::new("wording-days-between").arg("from", from).arg("to", to)), Tight::Limit)
            }
            ExprKind::DateAdd { date, amount, step, back } => self.moved(date, amount, *step, *back)?,
            ExprKind::Abs(e) => {
                (say(Message::new("wording-absolute").arg("value", self.text(e, Tight::Atom))), Tight::Limit)
            }
            ExprKind::Power(x, n) => {
                let (value, power) = (self.text(x, Tight::Atom), self.text(n, Tight::Atom));
                (say(Message::new("wording-power").arg("value", value).arg("power", power)), Tight::Limit)
            }
            ExprKind::Round(e, round) => {
                let value = self.text(e, Tight::Atom);
                (
                    say(Message::new("wording-rounded").arg("value", value).arg("how", wording.round(*round))),
                    Tight::Atom,
                )
            }
            ExprKind::Default(x, v) => {
                let (value, default) = (self.text(x, Tight::Atom), self.text(v, Tight::Choice));
                (say(Message::new("wording-default").arg("value", value).arg("default", default)), Tight::Atom)
            }
            ExprKind::OptionNumber(e) => {
                (say(Message::new("wording-number-of").arg("option", self.text(e, Tight::Atom))), Tight::Atom)
            }
            ExprKind::Workdays(a, b) => {
                let (from, to) = (self.text(a, Tight::Choice), self.text(b, Tight::Choice));
                (say(Message::new("wording-workdays").arg("from", from).arg("to", to)), Tight::Limit)
            }
            ExprKind::RateOf(node) => {
                // It stands within quotation marks: its own become single ones.
                let name = wording.rubric.node(*node).name.replace('“', "‘").replace('”', "’");
                let name = wording.kept(&name);
                (say(Message::new("wording-rate-of").arg("name", name)), Tight::Atom)
            }
            ExprKind::Aggregate { function, table, filter, value } => {
                self.over_rows(*function, table, filter.as_deref(), value.as_deref())
            }
            _ => return None,
        })
    }
}

impl<'a> Terms<'_, '_, 'a> {
    /// What a field is called; of several rows in sight, that of an outer one has its table before it.
    fn field(&self, frame: usize, column: usize) -> String {
        let Some(table) = self.place.rows.get(frame) else { return String::new() };
        let name = match table {
            TableRef::Children => {
                return self.word(if column == 0 { "wording-child-name" } else { "wording-child-score" });
            }
            TableRef::Fact(fact) => {
                let table = self.wording.rubric.fact(*fact).ty.table();
                table.and_then(|table| table.fields.get(column)).map(|field| self.wording.called(&field.name))
            }
        };
        let name = name.unwrap_or_default();
        if frame + 1 < self.place.rows.len() {
            let table = self.wording.table(table);
            return self.wording.say(Message::new("wording-field-of").arg("table", table).arg("field", name));
        }
        name
    }

    /// A date that lies so far from another.
    fn moved(&self, date: &'a Expr, amount: &'a Expr, step: DateStep, back: bool) -> Option<Printed> {
        let ExprKind::Number(number) = &amount.kind else { return None };
        let (number, back) = if number.is_negative() { (number.neg(), !back) } else { (number.clone(), back) };
        let key = match (step, back) {
            (DateStep::Day, false) => "wording-days-after",
            (DateStep::Day, true) => "wording-days-before",
            (DateStep::Month, false) => "wording-months-after",
            (DateStep::Month, true) => "wording-months-before",
            (DateStep::Workday, false) => "wording-workdays-after",
            (DateStep::Workday, true) => "wording-workdays-before",
        };
        let count = number.to_i64().and_then(|n| usize::try_from(n).ok())?;
        let date = self.text(date, Tight::Sum);
        Some((self.wording.say(Message::new(key).arg("date", date).arg("count", count)), Tight::Limit))
    }

    fn over_rows(
        &self,
        function: AggregateFn,
        table: &TableRef,
        filter: Option<&'a Expr>,
        value: Option<&'a Expr>,
    ) -> Printed {
        let wording = self.wording;
        if let (AggregateFn::Any | AggregateFn::All, Some(_)) = (function, value) {
            return wording.rows_condition(function, table, filter, value, true, self.place);
        }
        let key = match function {
            AggregateFn::Count | AggregateFn::Any | AggregateFn::All => "wording-count",
            AggregateFn::CountDistinct => "wording-count-distinct",
            AggregateFn::Sum => "wording-sum",
            AggregateFn::Mean => "wording-mean",
            AggregateFn::Max => "wording-largest",
            AggregateFn::Min => "wording-smallest",
            AggregateFn::Median => "wording-median",
        };
        let inside = self.place.inside(table);
        let value = value.map(|value| wording.term_in(value, Tight::Atom, &inside)).unwrap_or_default();
        let rows = wording.rows(table, filter, self.place);
        let text = wording.say(Message::new(key).arg("rows", rows).arg("value", value));
        // Several words in a formula stand together by parentheses.
        let tight = if filter.is_some() || wording.english() { Tight::Limit } else { Tight::Atom };
        (text, tight)
    }
}
