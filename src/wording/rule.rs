//! The forms of rules.

use crate::diagnostic::Message;
use crate::model::{
    Aggregate, Arith, Each, Expr, ExprKind, Key, LookupEntry, LookupRow, MethodId, OptionShare, Rule, RuleKind,
    TableRef, TypeKind, ValueRange,
};
use crate::number::Number;
use crate::print::{Scale, Tight, is_constant, is_leaf, option_names};

use super::Wording;
use super::clause::Clause;
use super::place::{Place, Yields};
use super::range::Kind;

impl<'a> Wording<'a> {
    /// `rule` as clauses.
    pub(super) fn rule_clauses(&self, rule: &'a Rule, place: &Place<'a>) -> Vec<Clause> {
        match &rule.kind {
            RuleKind::Value(expr) => self.value_clauses(expr, place),
            RuleKind::Zero => vec![Clause::text(self.words.get("wording-no-points"))],
            RuleKind::FullWhen(condition) => {
                let condition = self.condition(condition, true, place).0;
                vec![Clause::text(self.say(Message::new("wording-full-when").arg("condition", condition)))]
            }
            RuleKind::Bands { subject, bands } => {
                let bands = bands.iter().map(|band| (&band.range, &band.rule)).collect();
                self.bands(subject, bands, place)
            }
            RuleKind::Cases { cases, otherwise } => {
                let told = cases
                    .iter()
                    .map(|case| (self.condition(&case.condition, true, place).0, self.rule_clauses(&case.rule, place)))
                    .collect();
                self.case_clauses(told, otherwise.as_ref().map(|rule| self.rule_clauses(rule, place)))
            }
            RuleKind::LookupOne { key, entries } => self.lookup(key, entries, place),
            RuleKind::LookupTwo { row, column, columns, rows } => self.grid(row, column, columns, rows, place),
            RuleKind::Interpolate { subject, points } => vec![self.interpolation(subject, points, place)],
            RuleKind::Deduct { base, deduction } => {
                let mut clauses = base.iter().flat_map(|base| self.rule_clauses(base, place)).collect::<Vec<_>>();
                clauses.extend(self.deduction(deduction, base.is_some(), place));
                clauses
            }
            RuleKind::Each(each) => vec![self.each(each, place)],
            RuleKind::ByRating(rating) => vec![self.by_rating(rating, place)],
            RuleKind::Manual(range) => vec![Clause::text(self.manual(range, place))],
            RuleKind::Scaled { base, body } => {
                let inner = place.with_full(self.number_of(base, place));
                let to = match &place.full {
                    Some(full) => self.points(full),
                    None => self.words.get("wording-full"),
                };
                let lead =
                    Message::new("wording-scaled").arg("base", self.amount_of_points(base, place)).arg("full", to);
                vec![Clause::when(self.say(lead), self.body(body, &inner))]
            }
            RuleKind::Method { method, args } => vec![Clause::text(self.call(*method, args, place))],
        }
    }

    /// The number that `expr` is in this place, where it is one: `满分 × 10%` of an indicator of 10 points is 1.
    pub(super) fn number_of(&self, expr: &Expr, place: &Place<'a>) -> Option<Number> {
        match &expr.kind {
            ExprKind::Number(number) => Some(number.clone()),
            ExprKind::Full => place.full.clone(),
            ExprKind::Arith(op, a, b) => {
                let (a, b) = (self.number_of(a, place)?, self.number_of(b, place)?);
                match op {
                    Arith::Add => a.add(&b).ok(),
                    Arith::Sub => a.sub(&b).ok(),
                    Arith::Mul => a.mul(&b).ok(),
                    Arith::Div => a.div(&b).ok(),
                    Arith::Min => Some(a.min(b)),
                    Arith::Max => Some(a.max(b)),
                }
            }
            _ => None,
        }
    }

    /// An amount of points: as a number where it is one, and the share of full marks where it is that.
    pub(super) fn amount_of_points(&self, expr: &'a Expr, place: &Place<'a>) -> String {
        if let Some(number) = self.number_of(expr, place).filter(Number::is_decimal) {
            return self.points(&number);
        }
        match &expr.kind {
            ExprKind::Full => self.words.get("wording-full"),
            ExprKind::Arith(Arith::Mul, a, b) => match (&a.kind, &b.kind) {
                (ExprKind::Full, ExprKind::Number(_)) => self.of_full(self.share(b, place)),
                (ExprKind::Number(_), ExprKind::Full) => self.of_full(self.share(a, place)),
                _ => self.term_in(expr, Tight::Sum, place),
            },
            _ => self.term_in(expr, Tight::Sum, place),
        }
    }

    fn of_full(&self, share: String) -> String {
        self.say(Message::new("wording-of-full").arg("share", share))
    }

    /// A formula.
    pub(super) fn value_clauses(&self, expr: &'a Expr, place: &Place<'a>) -> Vec<Clause> {
        match &expr.kind {
            ExprKind::Choose(rule) => return self.rule_clauses(rule, place),
            ExprKind::If(..) => return self.conditional(expr, place),
            _ => {}
        }
        vec![Clause::text(self.value(expr, place))]
    }

    fn value(&self, expr: &'a Expr, place: &Place<'a>) -> String {
        if let TypeKind::Option(_) = expr.ty.kind {
            let key = match (place.yields, &expr.kind) {
                (Yields::Value, _) => "wording-takes",
                (Yields::Score, ExprKind::Option(_)) => "wording-level",
                (Yields::Score, _) => "wording-level-of",
            };
            return self.say(Message::new(key).arg("value", self.term(expr, place)));
        }
        if place.yields == Yields::Value {
            let (value, limit) = if expr.ty.kind == TypeKind::YesNo && !is_constant(expr) {
                (self.condition(expr, true, place).0, String::new())
            } else {
                self.limited(expr, place)
            };
            return self.say(Message::new("wording-takes").arg("value", value)) + &limit;
        }
        match &expr.kind {
            ExprKind::Number(number) if number.is_zero() => self.words.get("wording-no-points"),
            ExprKind::Number(number) => self.earns(self.points(number)),
            ExprKind::Full => self.words.get("wording-full-marks"),
            ExprKind::Arith(Arith::Mul, a, b) => match (&a.kind, &b.kind) {
                (ExprKind::Full, ExprKind::Number(_)) => self.share_of_full(self.share(b, place)),
                (ExprKind::Number(_), ExprKind::Full) => self.share_of_full(self.share(a, place)),
                _ => self.formula(expr, place),
            },
            _ => self.formula(expr, place),
        }
    }

    fn share(&self, expr: &'a Expr, place: &Place<'a>) -> String {
        self.term_in(expr, Tight::Product, place)
    }

    fn earns(&self, points: String) -> String {
        self.say(Message::new("wording-earns").arg("points", points))
    }

    pub(super) fn share_of_full(&self, share: String) -> String {
        self.say(Message::new("wording-share-of-full").arg("share", share))
    }

    /// `得分 = …`
    pub(super) fn formula(&self, expr: &'a Expr, place: &Place<'a>) -> String {
        let (value, limit) = self.limited(expr, place);
        self.say(Message::new("wording-score").arg("value", value)) + &limit
    }

    /// One case after another; each but the first holds where those before do not.
    pub(super) fn case_clauses(
        &self,
        cases: Vec<(String, Vec<Clause>)>,
        otherwise: Option<Vec<Clause>>,
    ) -> Vec<Clause> {
        if let ([(condition, then)], Some(otherwise)) = (cases.as_slice(), &otherwise)
            && let (Some(then), Some(otherwise)) = (Clause::only(then), Clause::only(otherwise))
            && then.chars().chain(otherwise.chars()).count() <= SHORT_CASES
        {
            let message = Message::new("wording-either")
                .arg("condition", condition.clone())
                .arg("then", then)
                .arg("otherwise", otherwise);
            return vec![Clause::text(self.say(message))];
        }
        let mut clauses = Vec::new();
        for (index, (condition, then)) in cases.into_iter().enumerate() {
            let key = if index == 0 { "wording-case" } else { "wording-next-case" };
            clauses.push(Clause::when(self.say(Message::new(key).arg("condition", condition)), then));
        }
        if let Some(otherwise) = otherwise {
            clauses.push(Clause::when(self.words.get("wording-otherwise"), otherwise));
        }
        clauses
    }

    fn bands(&self, subject: &'a Expr, bands: Vec<(&'a ValueRange, &'a Rule)>, place: &Place<'a>) -> Vec<Clause> {
        let kind = Kind::of(subject);
        let name = self.term(subject, place);
        let mut clauses = Vec::new();
        for (index, (range, rule)) in bands.into_iter().enumerate() {
            // The name stands in the first line; those that follow go on with it.
            let text = if index == 0 && is_leaf(subject) {
                let is = self.within(range, kind, place);
                self.say(Message::new("wording-band-of").arg("subject", name.clone()).arg("is", is))
            } else {
                self.say(Message::new("wording-band").arg("is", self.span(range, kind, place)))
            };
            clauses.push(Clause::when(text, self.rule_clauses(rule, place)));
        }
        if is_leaf(subject) {
            return clauses;
        }
        let lead = self.say(Message::new("wording-by").arg("subject", name));
        vec![Clause::lead(lead, clauses)]
    }

    /// That `subject` is what a key of a lookup says.
    fn key(&self, subject: &'a Expr, key: &'a Key, place: &Place<'a>) -> String {
        match key {
            Key::Range(range) => {
                let name = self.subject(subject, place);
                let is = self.within(range, Kind::of(subject), place);
                self.say(Message::new("wording-is").arg("subject", name).arg("is", is))
            }
            Key::Options(mask, _) => {
                let names = match subject.ty.kind {
                    TypeKind::Option(set) => option_names(self.rubric, set, *mask),
                    _ => Vec::new(),
                };
                self.one_of(subject, &names, true, place).0
            }
            Key::YesNo(yes, _) => self.condition(subject, *yes, place).0,
        }
    }

    fn lookup(&self, subject: &'a Expr, entries: &'a [LookupEntry], place: &Place<'a>) -> Vec<Clause> {
        let entries = entries.iter().map(|entry| {
            let key = self.key(subject, &entry.key, place);
            let text = self.say(Message::new("wording-case").arg("condition", key));
            Clause::when(text, self.rule_clauses(&entry.rule, place))
        });
        entries.collect()
    }

    /// A lookup by two keys: a line a row.
    fn grid(
        &self,
        row: &'a Expr,
        column: &'a Expr,
        columns: &'a [Key],
        rows: &'a [LookupRow],
        place: &Place<'a>,
    ) -> Vec<Clause> {
        let comma = self.words.get("wording-comma-list");
        let rows = rows.iter().map(|line| {
            let condition = self.key(row, &line.key, place);
            let cells: Vec<String> = columns
                .iter()
                .zip(&line.values)
                .map(|(key, value)| {
                    let condition = self.key(column, key, place);
                    let cell =
                        Message::new("wording-cell").arg("condition", condition).arg("value", self.value(value, place));
                    self.say(cell)
                })
                .collect();
            let lead = self.say(Message::new("wording-case").arg("condition", condition));
            Clause::when(lead, vec![Clause::text(cells.join(&comma))])
        });
        rows.collect()
    }

    fn interpolation(&self, subject: &'a Expr, points: &'a [(Expr, Expr)], place: &Place<'a>) -> Clause {
        let comma = self.words.get("wording-comma-list");
        let told: Vec<String> = points
            .iter()
            .map(|(x, y)| {
                let corner =
                    Message::new("wording-corner").arg("x", self.term(x, place)).arg("y", self.value(y, place));
                self.say(corner)
            })
            .collect();
        let end = |point: Option<&'a (Expr, Expr)>| point.map(|(x, _)| self.term(x, place)).unwrap_or_default();
        let lead = Message::new("wording-interpolated")
            .arg("subject", self.term(subject, place))
            .arg("first", end(points.first()))
            .arg("last", end(points.last()));
        Clause::lead(self.say(lead), vec![Clause::text(told.join(&comma))])
    }

    fn each(&self, each: &'a Each, place: &Place<'a>) -> Clause {
        let table = TableRef::Fact(each.table);
        let rows = self.rows(&table, each.filter.as_ref(), place);
        let inside = place.inside(&table);
        let key = match each.aggregate {
            Aggregate::Mean => "wording-each-mean",
            Aggregate::Sum => "wording-each-sum",
            Aggregate::Lowest => "wording-each-lowest",
            Aggregate::Highest => "wording-each-highest",
            Aggregate::Weighted => "wording-each-weighted",
        };
        let by = each.by.as_ref().map(|by| self.term(by, &inside)).unwrap_or_default();
        let mut lead = self.say(Message::new(key).arg("rows", rows).arg("weight", by));
        if let Some(full) = &each.full {
            lead += &self.say(Message::new("wording-each-full").arg("full", self.term(full, &inside)));
        }
        if let Some(limit) = &each.at_most {
            lead += &self.say(Message::new("wording-no-more").arg("limit", self.amount_of_points(limit, place)));
        }
        let row_full = match &each.full {
            Some(full) => self.number_of(full, place),
            None => place.full.clone(),
        };
        let inside = Place { made_up: each.aggregate == Aggregate::Sum, ..inside.with_full(row_full) };
        Clause::lead(lead, self.body(&each.body, &inside))
    }

    fn by_rating(&self, rating: &'a Expr, place: &Place<'a>) -> Clause {
        let lead = self.say(Message::new("wording-rated").arg("rating", self.term(rating, place)));
        let options = match rating.ty.kind {
            TypeKind::Option(set) => self.rubric.options(set).options.as_slice(),
            _ => &[],
        };
        let told: Vec<String> = options
            .iter()
            .filter_map(|option| {
                let earned = match &option.share {
                    OptionShare::None => return None,
                    OptionShare::Number(share) if share.is_zero() => self.words.get("wording-no-points"),
                    OptionShare::Number(share) if *share == Number::ONE => self.words.get("wording-full-marks"),
                    OptionShare::Number(share) => self.share_of_full(Scale::percent().show_all(share).text),
                    OptionShare::Range(reach) => {
                        let show = |n: &Number| Scale::percent().show_all(n).text;
                        let range = self.reach(reach, Kind::Amount, &show).unwrap_or_default();
                        self.say(Message::new("wording-share-between").arg("range", range))
                    }
                };
                let name = self.called(&option.name);
                Some(self.say(Message::new("wording-rating").arg("option", name).arg("value", earned)))
            })
            .collect();
        Clause::lead(lead, vec![Clause::text(told.join(&self.words.get("wording-comma-list")))])
    }

    /// What the evaluator scores.
    pub(super) fn manual(&self, range: &'a ValueRange, place: &Place<'a>) -> String {
        let end = |bound: Option<&'a Expr>| match bound {
            Some(expr) => match &expr.kind {
                ExprKind::Full => self.words.get("wording-full"),
                _ => self.term(expr, place),
            },
            None => String::new(),
        };
        let (low, high) = (range.low.as_ref(), range.high.as_ref());
        // What is not written is bounded by 0 and full marks.
        let from = low.map_or_else(|| self.points(&Number::ZERO), |low| end(Some(&low.value)));
        let to = high.map_or_else(|| self.words.get("wording-full"), |high| end(Some(&high.value)));
        let closed = |end: Option<&crate::model::RangeEnd>| end.is_none_or(|end| end.closed);
        let range = self.between(from, closed(low), to, closed(high));
        self.say(Message::new("wording-manual").arg("range", range))
    }

    /// A method with what its parameters stand for.
    fn call(&self, method: MethodId, args: &'a [Expr], place: &Place<'a>) -> String {
        let method = self.rubric.method(method);
        let said: Vec<String> = method
            .params
            .iter()
            .zip(args)
            .filter_map(|(param, arg)| {
                let (name, value) = (self.called(&param.name), self.term(arg, place));
                // What is called the same needs no word.
                (name != value)
                    .then(|| self.say(Message::new("wording-argument").arg("name", name).arg("value", value)))
            })
            .collect();
        let name = self.kept(&method.name);
        if said.is_empty() {
            return self.say(Message::new("wording-by-method").arg("method", name));
        }
        let arguments = said.join(&self.words.get("wording-comma-list"));
        self.say(Message::new("wording-by-method-of").arg("method", name).arg("arguments", arguments))
    }

    /// `clauses` without lines: for a formula inside another.
    pub(super) fn in_one_line(&self, clauses: &[Clause]) -> String {
        let said: Vec<String> = clauses
            .iter()
            .map(|clause| match clause.inner.as_slice() {
                [] => clause.text.clone(),
                inner => self.joined(clause, &self.in_one_line(inner)),
            })
            .collect();
        said.join(&self.words.get("wording-comma-list"))
    }
}

/// Two outcomes of so many letters stand in one line.
const SHORT_CASES: usize = 60;
