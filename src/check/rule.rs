//! Rules that score.

use super::Checker;
use super::choose::Yields;
use super::scope::{FullPoints, Scope, Wanted};
use crate::diagnostic::{Arg, Code, Diagnostic, Edit, Message};
use crate::model::{
    Arith, Deduction, Expr, ExprKind, OptionShare, RangeEnd, Rule, RuleKind, Type, TypeKind, ValueRange,
};
use crate::number::Number;
use crate::number::reach::Bound;
use crate::source::Span;
use crate::syntax::ast::{self, RuleKind as Written};
use crate::syntax::keyword::Meaning;

use super::body::{Kind, Site};

impl<'a> Checker<'a> {
    /// A rule that yields `wanted`.
    pub(super) fn rule(&mut self, rule: &'a ast::Rule, scope: &Scope<'a>, wanted: Wanted) -> Option<Rule> {
        let span = rule.span;
        if let (Wanted::Level(_), Some(name)) = (wanted, points_only(&rule.kind)) {
            self.no_levels(span, name, scope);
            return None;
        }
        let kind = match &rule.kind {
            Written::Value(value) => return self.value_rule(span, value, scope, wanted),
            Written::Zero => RuleKind::Zero,
            Written::FullWhen(condition) => {
                let condition = self.condition(condition, scope);
                let full = self.has_full(span, scope);
                RuleKind::FullWhen(condition.filter(|_| full)?)
            }
            Written::Bands(_) | Written::Cases(_) | Written::Lookup(_) | Written::Interpolate { .. } => {
                return self.choice(rule, scope, &mut Yields::Scores(wanted));
            }
            Written::Deduct { base, clauses } => {
                let base = base.as_ref().map(|base| self.rule(base, scope, wanted));
                let full = base.is_some() || self.has_full(span, scope);
                let deduction = self.deduction(span, clauses, scope);
                let base = match base {
                    Some(base) => Some(Box::new(base?)),
                    None => None,
                };
                RuleKind::Deduct { base, deduction: deduction.filter(|_| full)? }
            }
            Written::Each(each) => RuleKind::Each(Box::new(self.each(each, scope, wanted)?)),
            Written::ByRating(rating) => self.by_rating(span, rating, scope)?,
            Written::Manual(range) => RuleKind::Manual(self.manual(range, scope, wanted)?),
            Written::Scaled { base, body } => self.scaled(span, base, body, scope)?,
        };
        Some(Rule { span, kind })
    }

    /// Whether 满分 means something here; tells if not.
    fn has_full(&mut self, span: Span, scope: &Scope<'a>) -> bool {
        let missing = scope.full.points == FullPoints::Missing;
        if missing {
            self.tell_once(Diagnostic::new(Code::FullMissing, span));
        }
        !missing
    }

    /// Tells that something that yields points stands where a level is due.
    pub(super) fn no_levels(&mut self, span: Span, rule: &'static str, scope: &Scope<'a>) {
        let diagnostic = Diagnostic::new(Code::RuleNoLevels, span).arg("rule", Arg::Key(rule));
        self.tell(match self.full_places.get(&scope.full.id) {
            Some(set) => diagnostic.label(*set, Message::new("check-level-due")),
            None => diagnostic,
        });
    }

    /// A formula, or a method, or a choice written as one.
    fn value_rule(&mut self, span: Span, value: &'a ast::Expr, scope: &Scope<'a>, wanted: Wanted) -> Option<Rule> {
        match &value.kind {
            ast::ExprKind::Choose(rule) => self.rule(rule, scope, wanted),
            ast::ExprKind::Call(name, args) if self.method_index.contains_key(name.text.as_str()) => {
                if wanted != Wanted::Points {
                    self.no_levels(span, "kind-method", scope);
                    return None;
                }
                let kind = self.method_call(value.span, name, args, scope)?;
                Some(Rule { span, kind })
            }
            _ => {
                let mark = self.mark();
                let score = self.score(value, scope, wanted);
                if score.is_none() {
                    self.offer_full_when(mark, span, value.span);
                }
                Some(Rule { span, kind: RuleKind::Value(score?) })
            }
        }
    }

    /// `得分 = 已公开` is mended to `得满分 当 已公开`, where that is what was told since `mark`.
    fn offer_full_when(&mut self, mark: usize, rule: Span, value: Span) {
        for diagnostic in self.diagnostics.split_off(mark) {
            let condition = diagnostic.code == Code::RuleNoPoints
                && diagnostic.span() == value
                && diagnostic.helps.iter().any(|help| help.key == "check-full-when");
            let head = Span { end: value.start, ..rule };
            let words = format!("{} ", self.keyword(Meaning::FullWhen, rule));
            self.tell(if condition { diagnostic.choice(head, words) } else { diagnostic });
        }
    }

    /// An expression that is a score.
    pub(super) fn score(&mut self, expr: &'a ast::Expr, scope: &Scope<'a>, wanted: Wanted) -> Option<Expr> {
        match wanted {
            Wanted::Level(set) => {
                let value = self.expr(expr, scope, Some(set))?;
                let level = Type::plain(TypeKind::Option(set));
                if !self.same_kind(&value.ty, &level) {
                    self.wrong_type(&value, &level);
                    return None;
                }
                Some(value)
            }
            Wanted::Points => {
                let value = self.expr(expr, scope, None)?;
                if !self.same_kind(&value.ty, &Self::points_type()) {
                    self.no_points(&value);
                    return None;
                }
                self.within_full(&value, scope);
                Some(value)
            }
        }
    }

    /// So many points, in the words of the file that `span` is in.
    pub(super) fn points_of(&self, digits: &str, span: Span) -> String {
        match (self.is_english(span), digits) {
            (false, _) => format!("{digits}分"),
            (true, "1") => "1 point".to_owned(),
            (true, _) => format!("{digits} points"),
        }
    }

    /// A share is turned into a score by 满分.
    fn times_full(&self, diagnostic: Diagnostic, value: &Expr) -> Diagnostic {
        let english = self.is_english(value.span);
        let (times, full) = (if english { "*" } else { "×" }, self.keyword(Meaning::Full, value.span));
        let insert =
            |at: u32, replacement: String| Edit { span: Span { start: at, end: at, ..value.span }, replacement };
        let plain = matches!(
            value.kind,
            ExprKind::Number(_) | ExprKind::Fact(_) | ExprKind::Let(_) | ExprKind::Field { .. } | ExprKind::Param(_)
        );
        let edits = if plain || matches!(value.kind, ExprKind::Arith(Arith::Mul | Arith::Div, ..)) {
            vec![insert(value.span.end, format!(" {times} {full}"))]
        } else {
            vec![insert(value.span.start, "(".to_owned()), insert(value.span.end, format!(") {times} {full}"))]
        };
        diagnostic.help(Message::new("check-times-full")).edits(edits).choosing()
    }

    /// Tells that a rule yields something else than points.
    fn no_points(&mut self, value: &Expr) {
        let found = self.type_arg(&value.ty);
        let mut diagnostic = Diagnostic::new(Code::RuleNoPoints, value.span).arg("found", found);
        let is_number = value.ty.dimension().is_some_and(crate::unit::Dimension::is_none);
        diagnostic = match &value.kind {
            ExprKind::Number(number) if is_number => {
                let points = number.shown(28).text;
                match value.ty.kind {
                    TypeKind::Number { share: true, .. } => self.times_full(diagnostic, value),
                    _ => {
                        let right = self.points_of(&points, value.span);
                        let help = Message::new("check-write-unit").arg("right", right.as_str());
                        diagnostic.help(help).choice(value.span, right)
                    }
                }
            }
            _ if is_number => self.times_full(diagnostic, value),
            _ if value.ty.kind == TypeKind::YesNo => diagnostic.help(Message::new("check-full-when")),
            _ => diagnostic,
        };
        self.tell(self.with_derivation(diagnostic, value));
    }

    /// Tells of a constant score that is more than 满分, or less than nothing.
    pub(super) fn within_full(&mut self, value: &Expr, scope: &Scope<'a>) -> bool {
        let Some(linear) = self.linear(value) else { return true };
        if let Some(score) = linear.value(&scope.full.points) {
            if score.is_negative() {
                let score = self.amount(&score, &Self::points_type());
                self.tell(Diagnostic::new(Code::ScoreNegative, value.span).arg("score", score));
                return false;
            }
            if let FullPoints::Known(full) = &scope.full.points
                && score > *full
            {
                let full = self.amount(full, &Self::points_type());
                let score = self.amount(&score, &Self::points_type());
                let label = Message::new("check-full-here").arg("full", full.clone());
                let diagnostic =
                    Diagnostic::new(Code::RuleExceedsPoints, value.span).arg("score", score).arg("full", full);
                self.tell(match self.full_places.get(&scope.full.id) {
                    Some(place) => diagnostic.label(*place, label),
                    None => diagnostic,
                });
                return false;
            }
            return true;
        }
        // A share of a 满分 that is not known yet.
        if linear.constant.is_zero() && (linear.share.is_negative() || linear.share > Number::ONE) {
            let share = linear.share.shown_percent(28).text;
            let code = if linear.share.is_negative() { Code::ScoreNegative } else { Code::RuleExceedsPoints };
            self.tell(Diagnostic::new(code, value.span).arg("score", share).arg("full", "100%"));
            return false;
        }
        true
    }

    /// 扣分 { … }
    pub(super) fn deduction(&mut self, span: Span, clauses: &'a [ast::Clause], scope: &Scope<'a>) -> Option<Deduction> {
        if clauses.is_empty() {
            self.tell(Diagnostic::new(Code::DeductEmpty, span));
            return None;
        }
        let mut checked = Some(Vec::with_capacity(clauses.len()));
        for clause in clauses {
            if clause.plus {
                self.tell(Diagnostic::new(Code::PlusInDeduct, clause.span));
                checked = None;
            }
            let clause = self.clause(clause, scope);
            checked = checked.zip(clause).map(|(mut all, clause)| {
                all.push(clause);
                all
            });
        }
        Some(Deduction { span, clauses: checked? })
    }

    /// 按评级 x
    fn by_rating(&mut self, span: Span, rating: &'a ast::Expr, scope: &Scope<'a>) -> Option<RuleKind> {
        let rating = self.expr(rating, scope, None)?;
        if !self.has_full(span, scope) {
            return None;
        }
        let Some(set) = super::compare::option_set(&rating).and_then(|id| self.set(id)) else {
            let diagnostic = Diagnostic::new(Code::OptionNeeded, rating.span).arg("found", self.type_arg(&rating.ty));
            self.tell(self.with_derivation(diagnostic, &rating));
            return None;
        };
        for option in &set.options {
            let code = match &option.share {
                OptionShare::None => Code::OptionWithoutShare,
                OptionShare::Number(share) if share.is_negative() || *share > Number::ONE => Code::OptionShareRange,
                OptionShare::Range(reach) => {
                    let below = matches!(reach.lo(), Bound::Closed(lo) | Bound::Open(lo) if lo.is_negative());
                    let above = matches!(reach.hi(), Bound::Closed(hi) | Bound::Open(hi) if hi > Number::ONE);
                    if !below && !above {
                        continue;
                    }
                    Code::OptionShareRange
                }
                OptionShare::Number(_) => continue,
            };
            let diagnostic =
                Diagnostic::new(code, option.span).arg("set", set.name.as_str()).arg("name", option.name.as_str());
            let word = set.name.clone();
            self.tell_declaration(&word, diagnostic, rating.span);
            return None;
        }
        Some(RuleKind::ByRating(rating))
    }

    /// 人工评分 range, both ends put in: 0 and 满分 where they are not written.
    fn manual(&mut self, range: &'a ast::Range, scope: &Scope<'a>, wanted: Wanted) -> Option<ValueRange> {
        let subject = match wanted {
            Wanted::Points => Self::points_type(),
            Wanted::Level(set) => Type::plain(TypeKind::Option(set)),
        };
        let checked = self.range(range, &subject, scope)?;
        let full = self.has_full(range.span, scope);
        let ValueRange { span, low, high } = checked;
        let (low, high) = match wanted {
            Wanted::Points => {
                let low = low.unwrap_or_else(|| {
                    let zero = self.make(span, subject.clone(), ExprKind::Number(Number::ZERO));
                    RangeEnd { value: zero, closed: true }
                });
                let high = match high {
                    Some(high) => high,
                    None => {
                        self.full_is_read();
                        let id = self.ids.full(scope.full.id);
                        let value = Expr { span, ty: subject, id, kind: ExprKind::Full };
                        RangeEnd { value, closed: true }
                    }
                };
                let within = self.within_full(&low.value, scope) && self.within_full(&high.value, scope);
                if !within || !full {
                    return None;
                }
                (low, high)
            }
            Wanted::Level(set) => {
                let end = |checker: &mut Self, index: u16| {
                    let id = checker.ids.option(set.0, index);
                    let value = Expr { span, ty: subject.clone(), id, kind: ExprKind::Option(index) };
                    RangeEnd { value, closed: true }
                };
                let last = self.set(set).map_or(0, |s| s.options.len().saturating_sub(1));
                let low = match low {
                    Some(low) => low,
                    None => end(self, 0),
                };
                let high = match high {
                    Some(high) => high,
                    None => end(self, u16::try_from(last).unwrap_or(u16::MAX)),
                };
                (low, high)
            }
        };
        Some(ValueRange { span, low: Some(low), high: Some(high) })
    }

    /// 折算 10分 { … }
    fn scaled(&mut self, span: Span, base: &'a ast::Expr, body: &'a ast::Block, scope: &Scope<'a>) -> Option<RuleKind> {
        let outer = self.has_full(span, scope);
        let points = self.points(base, scope);
        let value = points.as_ref().and_then(|p| self.linear(p)).and_then(|l| l.value(&scope.full.points));
        if value.as_ref().is_some_and(|value| !value.is_positive()) {
            self.tell(Diagnostic::new(Code::NotPositive, base.span));
            return None;
        }
        let full = self.new_full(value.map_or(FullPoints::Varies, FullPoints::Known));
        let inner = scope.with_full(full);
        let site = Site { kind: Kind::Scaled, wanted: Wanted::Points, node: None, fixed: false, head: base.span };
        let body = self.body(body, &inner, site);
        Some(RuleKind::Scaled { base: points.filter(|_| outer)?, body: Box::new(body) })
    }
}

/// The name of a rule that can only yield points.
fn points_only(rule: &Written) -> Option<&'static str> {
    Some(match rule {
        Written::Zero => "check-rule-zero",
        Written::FullWhen(_) => "check-rule-full-when",
        Written::Deduct { .. } => "check-rule-deduct",
        Written::ByRating(_) => "check-rule-rating",
        Written::Scaled { .. } => "check-rule-scaled",
        _ => return None,
    })
}
