//! 评分表: what the head of the file says.

use super::Checker;
use super::scope::FullPoints;
use crate::diagnostic::{Arg, Code, Diagnostic, Edit, Message};
use crate::model::{Round, Rounding};
use crate::number::{Number, RoundingMode};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, HeaderItem, Item, RoundLevel, Statement};
use crate::syntax::keyword::Meaning;

/// What the head says.
#[derive(Default)]
pub(super) struct Head {
    pub name: String,
    pub version: String,
    pub basis: Vec<String>,
    /// First and last day, as day numbers.
    pub valid: Option<(i32, i32)>,
    /// Where they are written.
    pub valid_span: Option<Span>,
    pub rounding: Rounding,
}

impl<'a> Checker<'a> {
    /// Reads the head. 满分 is known from here on.
    pub(super) fn header(&mut self, header: Option<&'a ast::Header>) -> Head {
        let Some(header) = header else {
            let files = self.files;
            let first = files.first().and_then(|file| {
                file.items.iter().find_map(|item| match item {
                    Item::Statement(Statement::Node(node)) => Some(node.name.span),
                    Item::Adjust(adjust) => Some(adjust.name.span),
                    _ => None,
                })
            });
            // It is due where the file begins, above what tells that this is a rubric.
            let place = first.map(|span| Span { start: 0, end: 0, ..span }).unwrap_or_default();
            self.tell(Diagnostic::new(Code::HeaderMissing, place));
            self.set_full(FullPoints::Varies);
            return Head::default();
        };
        let mut head = Head {
            name: header.name.text.clone(),
            version: header.version.as_ref().map_or_else(String::new, |v| v.value.clone()),
            ..Head::default()
        };
        let mut valid: Option<Span> = None;
        let mut full: Option<Span> = None;
        let mut explain: Option<Span> = None;
        let mut exact: Option<Span> = None;
        let mut levels: Vec<(RoundLevel, Span)> = Vec::new();
        for item in &header.items {
            match item {
                HeaderItem::Basis(text) => head.basis.push(text.value.clone()),
                HeaderItem::Valid { from, to } => {
                    let span = from.span.to(to.span);
                    match valid {
                        Some(first) => self.told_twice("check-valid", span, first),
                        None => {
                            valid = Some(span);
                            head.valid = self.period(from, to);
                            head.valid_span = head.valid.map(|_| span);
                        }
                    }
                }
                HeaderItem::Full(points) => match full {
                    Some(first) => self.told_twice("check-full", points.span, first),
                    None => {
                        full = Some(points.span);
                        self.full_places.insert(self.top_full.id, points.span);
                        let points = self.header_full(points);
                        self.set_full(points);
                    }
                },
                HeaderItem::Round(round) => self.round_line(round, &mut levels, &mut head.rounding),
                HeaderItem::Exact(span) => match exact {
                    Some(first) => self.told_twice("check-exact", *span, first),
                    None => {
                        exact = Some(*span);
                        head.rounding.said.exact = exact;
                    }
                },
                HeaderItem::Explain(text) => match explain {
                    Some(first) => self.told_twice("check-explain", text.span, first),
                    None => explain = Some(text.span),
                },
            }
        }
        match (exact, levels.first()) {
            (Some(exact), Some((_, round))) => {
                let label = Message::new("check-rounded-here");
                self.tell(Diagnostic::new(Code::ExactAndRounded, exact).label(*round, label).choice(exact, ""));
            }
            (None, None) => self.rounding_unsaid(header.name.span),
            _ => {}
        }
        head
    }

    /// Tells that the head says nothing of rounding, and what one score would be under each way.
    fn rounding_unsaid(&mut self, head: Span) {
        let mut diagnostic = Diagnostic::new(Code::RoundingUnsaid, head);
        if let Some((name, exact, [half_up, half_even, tenth])) = self.rounded_sample() {
            diagnostic = diagnostic.help(
                Message::new("check-rounding-readings")
                    .arg("name", name)
                    .arg("exact", exact)
                    .arg("up", half_up)
                    .arg("even", half_even)
                    .arg("tenth", tenth),
            );
        }
        self.tell(diagnostic.help(Message::new("check-rounding-write")));
    }

    /// An indicator, a score of it that lies between two hundredths, and that score to two decimals half up, to two
    /// half to even, and to one.
    fn rounded_sample(&self) -> Option<(String, String, [String; 3])> {
        let eighths = Number::ratio(7, 8).ok()?;
        self.nodes.iter().filter(|node| !node.decl.part).find_map(|node| {
            let ast::ExprKind::Number(number, Some(ast::UnitSuffix::Named { .. })) = &node.decl.worth.as_ref()?.kind
            else {
                return None;
            };
            let score = Number::parse(&number.digits).ok()?.sub(&eighths).ok()?;
            let up = score.round(2, RoundingMode::HalfAwayFromZero).ok()?;
            let even = score.round(2, RoundingMode::HalfEven).ok()?;
            let tenth = score.round(1, RoundingMode::HalfAwayFromZero).ok()?;
            let leaf = !node.decl.body.statements.iter().any(|s| matches!(s, Statement::Node(child) if !child.part));
            let parts = leaf && score.is_positive() && up != even && even != score;
            let shown = |number: &Number| number.shown(28).text;
            parts.then(|| (node.decl.name.text.clone(), shown(&score), [shown(&up), shown(&even), shown(&tenth)]))
        })
    }

    /// Tells that indicators have points and the head says nothing of 满分.
    pub(super) fn head_has_full(&mut self, header: Option<&'a ast::Header>) {
        let Some(header) = header.filter(|_| self.full == FullPoints::Missing) else { return };
        let nodes: Vec<&'a ast::NodeDecl> = self
            .top_statements()
            .filter_map(|statement| match statement {
                Statement::Node(node) => Some(node),
                _ => None,
            })
            .collect();
        let points = |node: &&ast::NodeDecl| match &node.worth {
            Some(ast::Expr {
                kind: ast::ExprKind::Number(number, Some(ast::UnitSuffix::Named { name, per: None })),
                ..
            }) if matches!(name.text.as_str(), "分" | "point" | "points") => Number::parse(&number.digits).ok(),
            _ => None,
        };
        let counted =
            |node: &&&ast::NodeDecl| node.worth.as_ref().is_some_and(|w| !matches!(w.kind, ast::ExprKind::Name(_)));
        let Some(first) = nodes.iter().find(counted) else { return };
        let label = Message::new("check-has-points").arg("name", first.name.text.as_str());
        let place = first.worth.as_ref().map_or(first.name.span, |w| w.span);
        let mut diagnostic = Diagnostic::new(Code::HeaderFullMissing, header.name.span).label(place, label);
        let sum = nodes.iter().map(points).try_fold(Number::ZERO, |sum, own| sum.add(&own?).ok());
        // Before a line of the head whose keyword has a known place.
        let line = header.items.iter().find_map(|item| match item {
            HeaderItem::Round(round) => Some(round.span),
            HeaderItem::Exact(span) => Some(*span),
            _ => None,
        });
        if let (Some(sum), Some(line)) = (sum, line) {
            let full = self.keyword(Meaning::Full, line);
            let semicolon = if self.is_english(line) { ";" } else { "；" };
            let points = self.points_of(&sum.shown(28).text, line);
            let before = Span { end: line.start, ..line };
            diagnostic = diagnostic.choice(before, format!("{full} {points}{semicolon} "));
        }
        self.tell(diagnostic);
        // How much it is, is not known; that it is missing is told.
        self.set_full(FullPoints::Varies);
    }

    fn set_full(&mut self, points: FullPoints) {
        self.full = points.clone();
        self.top_full.points = points;
    }

    fn header_full(&mut self, expr: &'a ast::Expr) -> FullPoints {
        match self.constant_of(expr, &Self::points_type()) {
            Some(points) if points.is_positive() => FullPoints::Known(points),
            Some(_) => {
                self.tell(Diagnostic::new(Code::NotPositive, expr.span));
                FullPoints::Varies
            }
            None => FullPoints::Varies,
        }
    }

    /// Two days, the first not after the last.
    pub(super) fn period(&mut self, from: &Spanned<ast::Date>, to: &Spanned<ast::Date>) -> Option<(i32, i32)> {
        let (first, last) = (self.day(from.span, from.value), self.day(to.span, to.value));
        let (first, last) = (first?, last?);
        if first > last {
            let written = |date: ast::Date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day);
            let edits = vec![
                Edit { span: from.span, replacement: written(to.value) },
                Edit { span: to.span, replacement: written(from.value) },
            ];
            self.tell(Diagnostic::new(Code::PeriodBackwards, from.span.to(to.span)).edits(edits).choosing());
            return None;
        }
        Some((first, last))
    }

    /// 舍入 指标 2位 四舍五入
    fn round_line(&mut self, line: &'a ast::RoundDecl, levels: &mut Vec<(RoundLevel, Span)>, rounding: &mut Rounding) {
        if let Some((_, first)) = levels.iter().find(|(level, _)| *level == line.level.value) {
            let first = *first;
            let level = match line.level.value {
                RoundLevel::Indicator => "kind-indicator",
                RoundLevel::Row => "check-row-rule",
                RoundLevel::Total => "check-total",
            };
            self.tell(
                Diagnostic::new(Code::RoundingTwice, line.span)
                    .arg("level", Arg::Key(level))
                    .label(first, Message::new("check-first-here"))
                    .choice(line.span, ""),
            );
            return;
        }
        levels.push((line.level.value, line.span));
        let places = self.places(&line.places);
        let mode = match &line.mode {
            Some(mode) => self.mode(mode),
            None => {
                self.mode_unsaid(line.span, places.unwrap_or(2), line.places.span, " ");
                None
            }
        };
        let (Some(places), Some(mode)) = (places, mode) else { return };
        let round = Some(Round { places, mode });
        match line.level.value {
            RoundLevel::Indicator => {
                rounding.indicator = round;
                rounding.said.indicator = Some(line.span);
            }
            RoundLevel::Row => {
                rounding.row = round;
                rounding.said.row = Some(line.span);
            }
            RoundLevel::Total => rounding.total = round,
        }
    }
}
