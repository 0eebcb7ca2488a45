//! 评定: the evaluator's judgement, each at the place it names, with a reason.

use std::collections::BTreeMap;

use super::context::{Context, scalar};
use super::keys::{IN_AWARD, Keyword};
use super::path::{Lost, Paths, Target};
use super::places::{Place, PlaceKind};
use super::show;
use super::sign::Sign;
use super::text::{folded, nearest, shown};
use super::writing::{BLANK, Writing};
use super::written::{self, Reading};
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::facts::bound::{Award, AwardKind, AwardTarget, Slot};
use crate::facts::tree::{Key, Node, NodeKind};
use crate::model::OptionSetId;
use crate::number::{Number, RoundingMode};
use crate::source::Span;
use crate::unit::{Base, Dimension};

/// Where an award stands and what holds there.
struct Spot<'r> {
    target: AwardTarget,
    /// The name shown.
    name: String,
    /// The declaration.
    span: Span,
    /// The most it may be.
    limit: Option<Number>,
    level: Option<OptionSetId>,
    /// Decimals that its level keeps.
    places: Option<u32>,
    due: bool,
    place: &'r Place<'r>,
}

impl<'r> Context<'r> {
    /// Binds 评定. Rows are found in `slots`.
    pub fn awards(&mut self, node: &Node, slots: &[Slot]) -> Vec<Award> {
        let entries = match &node.kind {
            NodeKind::Mapping(entries) => entries,
            NodeKind::Null => return Vec::new(),
            _ => {
                let first = self.rubric.nodes.iter().find(|node| node.body.children.is_empty());
                let name = first.map_or(BLANK, |node| node.name.as_str());
                let sample = self.writing.entry(name, &self.sample(None));
                let expected = Message::new("fact-shape-awards").arg("sample", sample);
                self.shape(node, self.word(Keyword::Awards), expected, None);
                return Vec::new();
            }
        };
        let paths = Paths::new(self.rubric, slots);
        let mut awards: Vec<Award> = Vec::new();
        let mut at: BTreeMap<AwardTarget, Vec<usize>> = BTreeMap::new();
        for (key, value) in entries {
            let single = std::slice::from_ref(value);
            let items = match &value.kind {
                NodeKind::Sequence(items) => items.as_slice(),
                // A form that lists every indicator leaves most of them blank.
                NodeKind::Null => continue,
                _ => single,
            };
            let spot = self.spot(&paths, key);
            for item in items {
                let whole = if items.len() == 1 { key.span.to(item.span) } else { item.span };
                let Some(award) = self.award(item, whole, key, spot.as_ref()) else { continue };
                let standing = at.entry(award.target.clone()).or_default();
                standing.push(awards.len());
                if let [first, .., _] = standing.as_slice() {
                    // Of two, one may be the score that the rule leaves to the evaluator.
                    let allowed = if spot.as_ref().is_some_and(|spot| spot.due) { 2 } else { 1 };
                    if standing.len() > allowed {
                        let first = awards.get(*first).map(|award| award.span).unwrap_or_default();
                        let problem = Diagnostic::new(Code::AwardTwice, award.span).arg("path", shown(&key.text));
                        self.push(problem.label(first, Message::new("award-first-here")));
                    }
                }
                awards.push(award);
            }
        }
        awards
    }

    /// What `key` names, if an award may stand there.
    fn spot<'p>(&mut self, paths: &'p Paths<'r, '_>, key: &Key) -> Option<Spot<'p>> {
        let target = match paths.find(&key.text, !self.is_full()) {
            Ok(target) => target,
            Err(lost) => {
                self.lost(paths, key, lost);
                return None;
            }
        };
        let (Target::Place(index) | Target::Row(index, ..)) = target;
        let place = paths.places.get(index)?;
        let name = paths.written(target);
        let rounding = &self.rubric.rounding;
        let spot = |target, limit, places, due| Spot {
            target,
            name: name.clone(),
            span: place.span,
            limit,
            level: place.level,
            places,
            due,
            place,
        };
        if let Target::Row(_, number, row) = target {
            let scored = place.scored.get(number)?;
            let (PlaceKind::Node(id) | PlaceKind::Parent(id) | PlaceKind::Repeated(id)) = place.kind else {
                return None;
            };
            let limit = paths.row(target).and_then(|row| scored.row_full(&row.cells));
            let target = AwardTarget::Row(id, scored.table, u32::try_from(row).ok()?);
            return Some(spot(target, limit, rounding.row.map(|round| round.places), scored.due));
        }
        let places = rounding.indicator.map(|round| round.places);
        let problem = match place.kind {
            PlaceKind::Node(id) => return Some(spot(AwardTarget::Node(id), place.limit.clone(), places, place.due)),
            PlaceKind::Adjustment(id) => return Some(spot(AwardTarget::Adjustment(id), None, None, false)),
            PlaceKind::Parent(id) => {
                let children = &self.rubric.nodes.get(id.index())?.body.children;
                let names = children.iter().filter_map(|child| self.rubric.nodes.get(child.index()));
                let below: Vec<&str> = names.map(|node| node.name.as_str()).collect();
                Diagnostic::new(Code::AwardOnParent, key.span).arg("below", below)
            }
            PlaceKind::Repeated(_) => Diagnostic::new(Code::AwardOnRepeated, key.span),
        };
        self.push(problem.arg("name", name.as_str()).label(place.span, declared(place, &name, self.writing)));
        None
    }

    fn lost(&mut self, paths: &Paths<'r, '_>, key: &Key, lost: Lost) {
        let table_of = |context: &Self, table: crate::model::FactId| {
            context.rubric.facts.get(table.index()).map(|fact| (fact.name.clone(), fact.span)).unwrap_or_default()
        };
        let problem = match lost {
            Lost::Ambiguous(paths) => {
                Diagnostic::new(Code::AwardAmbiguous, key.span).arg("path", shown(&key.text)).arg("paths", paths)
            }
            Lost::NoRow { place, row, table, near } => {
                let (table, span) = table_of(self, table);
                let name = paths.written(Target::Place(place));
                let problem =
                    Diagnostic::new(Code::AwardNoRow, key.span).arg("row", shown(&row)).arg("table", table.as_str());
                let problem = problem.label(span, Message::new("award-table-here").arg("table", table));
                match near {
                    Some(near) => {
                        let near = format!("{name}/{near}");
                        let help = Message::new("fact-help-nearest").arg("near", near.as_str());
                        problem.help(help).choice(key.span, self.writing.key(&near))
                    }
                    None => problem,
                }
            }
            Lost::NotScored { row, table, scored } => {
                let (table, span) = table_of(self, table);
                let problem = Diagnostic::new(Code::AwardRowNotScored, key.span).arg("row", shown(&row));
                let problem = problem.arg("path", shown(&key.text)).arg("table", table.as_str());
                let problem = problem.label(span, Message::new("award-table-here").arg("table", table));
                if scored.is_empty() {
                    problem
                } else {
                    problem.help(Message::new("award-help-scored").arg("paths", scored))
                }
            }
            Lost::Unknown(near) => {
                let problem = Diagnostic::new(Code::AwardUnknownPath, key.span).arg("path", shown(&key.text));
                match near {
                    Some(near) => {
                        let help = Message::new("fact-help-nearest").arg("near", near.as_str());
                        problem.help(help).choice(key.span, self.writing.key(&near))
                    }
                    None => problem,
                }
            }
        };
        self.push(problem);
    }

    /// Reads one entry. `spot` is `None` where its key was told to be wrong; the entry is looked at all the same.
    fn award(&mut self, item: &Node, whole: Span, key: &Key, spot: Option<&Spot<'_>>) -> Option<Award> {
        let NodeKind::Mapping(entries) = &item.kind else {
            let expected = Message::new("fact-shape-award").arg("sample", self.sample(spot));
            self.shape(item, &key.text, expected, None);
            return None;
        };
        let mut seen: Vec<(Keyword, Span)> = Vec::new();
        let mut kinds: Vec<(Keyword, &Key, &Node)> = Vec::new();
        let (mut reason, mut reason_span, mut source) = (None, None, None);
        for (name, value) in entries {
            let Some(keyword) = Keyword::read(&name.text, IN_AWARD) else {
                self.unknown_key(name, IN_AWARD);
                continue;
            };
            if let Some((_, first)) = seen.iter().find(|(earlier, _)| *earlier == keyword) {
                self.twice(name, *first);
                continue;
            }
            seen.push((keyword, name.span));
            match keyword {
                Keyword::Reason => {
                    reason = self.words(value, &name.text);
                    reason_span = Some(name.span.to(value.span));
                }
                Keyword::Source => source = self.words(value, &name.text),
                Keyword::Note => {}
                kind if value.kind != NodeKind::Null => kinds.push((kind, name, value)),
                _ => {}
            }
        }
        // Left blank altogether, as in a form that lists every indicator.
        if kinds.is_empty() && reason.is_none() {
            return None;
        }
        if reason.is_none() {
            let sample = self.writing.keyword(Keyword::Reason, &self.writing.value(BLANK));
            let problem = Diagnostic::new(Code::AwardNoReason, reason_span.unwrap_or(whole));
            self.push(problem.arg("path", shown(&key.text)).arg("sample", sample));
        }
        let (kind, name, value) = match kinds.as_slice() {
            [only] => *only,
            [] => {
                let sample = self.sample(spot);
                self.push(
                    Diagnostic::new(Code::AwardNoValue, whole).arg("path", shown(&key.text)).arg("sample", sample),
                );
                return None;
            }
            [(_, first, _), (_, second, _), ..] => {
                let problem = Diagnostic::new(Code::AwardTwoKinds, second.span);
                let problem = problem.arg("first", shown(&first.text)).arg("second", shown(&second.text));
                self.push(problem.label(first.span, Message::new("fact-named-first")));
                return None;
            }
        };
        let kind = self.award_kind(kind, name, value, spot)?;
        let spot = spot?;
        Some(Award {
            span: whole,
            target: spot.target.clone(),
            kind,
            reason: reason?.to_owned(),
            source: source.map(str::to_owned),
        })
    }

    fn award_kind(&mut self, kind: Keyword, name: &Key, value: &Node, spot: Option<&Spot<'_>>) -> Option<AwardKind> {
        let level = spot.and_then(|spot| spot.level);
        if kind == Keyword::Level {
            return match (level, spot) {
                (Some(set), Some(spot)) => self.level(set, value, spot).map(AwardKind::Level),
                (None, Some(spot)) => {
                    let problem = self.at_spot(Code::AwardLevelOnPoints, name.span, spot);
                    let sample = self.sample(Some(spot));
                    self.push(problem.arg("sample", sample));
                    None
                }
                (_, None) => None,
            };
        }
        if let (Some(_), Some(spot)) = (level, spot) {
            let problem = self.at_spot(Code::AwardPointsOnLevel, name.span, spot).arg("key", shown(&name.text));
            let sample = self.sample(Some(spot));
            self.push(problem.arg("sample", sample));
            return None;
        }
        let points = self.points(value, name, spot)?;
        let less = kind == Keyword::Less;
        let spot = spot?;
        let may_be_negative = matches!(spot.target, AwardTarget::Adjustment(_)) && !less;
        let written = || shown(scalar(value).unwrap_or_default());
        if points.is_negative() && !may_be_negative {
            let positive = self.as_points(&points.neg());
            let sample = self.writing.keyword(Keyword::Less, &self.writing.value(&positive));
            let problem = self.at_spot(Code::AwardNegative, value.span, spot).arg("written", written());
            self.push(problem.arg("sample", sample));
            return None;
        }
        if let Some(limit) = spot.limit.as_ref().filter(|limit| points > **limit) {
            let limit = self.as_points(limit);
            let problem = self.at_spot(Code::AwardTooMuch, value.span, spot).arg("written", written());
            self.push(problem.arg("limit", limit));
            return None;
        }
        if let Some(places) = spot.places {
            let rounded = |mode| points.round(places, mode).unwrap_or_else(|_| points.clone());
            let (low, high) = (rounded(RoundingMode::Down), rounded(RoundingMode::Up));
            if low != points {
                let choices: Vec<String> =
                    [&low, &high].map(|points| self.writing.value(&self.as_points(points))).to_vec();
                let problem = self.at_spot(Code::AwardTooFine, value.span, spot).arg("written", written());
                let said = self.rubric.rounding.said;
                let row = matches!(spot.target, AwardTarget::Row(..));
                let problem = problem.arg("places", places as usize).arg("choices", choices);
                self.push(match if row { said.row } else { said.indicator } {
                    Some(said) => problem.label(said, Message::new("award-too-fine-said")),
                    None => problem,
                });
                return None;
            }
        }
        Some(if less { AwardKind::Less(points) } else { AwardKind::Score(points) })
    }

    /// Reads points, which always carry their unit.
    fn points(&mut self, value: &Node, name: &Key, spot: Option<&Spot<'_>>) -> Option<Number> {
        let Some(text) = scalar(value) else {
            let sample = self.writing.value(&self.as_points(&Number::from_i64(5)));
            self.shape(value, &name.text, Message::new("fact-shape-points").arg("sample", sample), None);
            return None;
        };
        let narrow = folded(text);
        let problem = Diagnostic::new(Code::AwardNotPoints, value.span).arg("written", shown(text));
        let as_points = |points: &Number| self.writing.value(&self.as_points(points));
        let write = |problem: Diagnostic, points: &Number| {
            let help = Message::new("fact-help-write").arg("value", as_points(points));
            problem.help(help).fix(value.span, as_points(points))
        };
        let sample = |points: &Number| Message::new("award-help-points").arg("sample", as_points(points));
        let problem = match written::read(&narrow) {
            Reading::Number(number, unit) => {
                let found = self.units.lookup(unit).filter(|unit| unit.dimension == Dimension::base(Base::POINTS));
                if let Some(points) = found.and_then(|unit| number.mul(&unit.factor).ok()) {
                    return Some(points);
                }
                let full = spot.and_then(|spot| spot.limit.as_ref());
                match (unit, full) {
                    ("", _) => write(problem, &number),
                    ("%", Some(full)) => {
                        let points = number.mul(full).and_then(|n| n.div(&Number::from_i64(100)));
                        points.map_or(problem.clone(), |points| write(problem, &points))
                    }
                    _ => problem.help(sample(&number)),
                }
            }
            Reading::Signed(Sign::Equal, _, number, _) => write(problem, &number),
            Reading::Signed(_, _, number, _) => problem.help(sample(&number)),
            Reading::Not(_) => problem.help(sample(&Number::from_i64(5))),
        };
        self.push(problem);
        None
    }

    fn level(&mut self, set: OptionSetId, value: &Node, spot: &Spot<'_>) -> Option<u16> {
        let options = &self.rubric.option_sets.get(set.index())?.options;
        let Some(text) = scalar(value) else {
            self.shape(value, self.word(Keyword::Level), Message::new("fact-shape-level"), None);
            return None;
        };
        let narrow = folded(text);
        let found = options.iter().position(|o| o.name == text.trim() || folded(&o.name) == narrow);
        if let Some(index) = found {
            return u16::try_from(index).ok();
        }
        let names: Vec<&str> = options.iter().map(|option| option.name.as_str()).collect();
        let problem = self.at_spot(Code::AwardUnknownLevel, value.span, spot).arg("written", shown(text));
        let problem = match nearest(text, names.iter().copied()) {
            Some(near) => {
                let help = Message::new("fact-help-nearest").arg("near", near);
                problem.help(help).choice(value.span, self.writing.value(near))
            }
            None => problem,
        };
        self.push(problem.help(Message::new("fact-help-options").arg("options", names)));
        None
    }

    /// A problem of kind `code` at `span` with an award at `spot`.
    fn at_spot(&self, code: Code, span: Span, spot: &Spot<'_>) -> Diagnostic {
        let words = declared(spot.place, spot.place.names.last().copied().unwrap_or_default(), self.writing);
        Diagnostic::new(code, span).arg("name", spot.name.as_str()).label(spot.span, words)
    }

    /// Points as the file would write them.
    fn as_points(&self, points: &Number) -> String {
        show::points(points, self.writing.is_english())
    }

    /// The award that would stand at `spot`.
    fn sample(&self, spot: Option<&Spot<'_>>) -> String {
        let level = spot.and_then(|spot| spot.level).and_then(|set| self.rubric.option_sets.get(set.index()));
        let (key, value) = match level {
            Some(set) => (Keyword::Level, set.options.last().map_or_else(|| BLANK.to_owned(), |o| o.name.clone())),
            None => {
                let limit = spot.and_then(|spot| spot.limit.clone()).unwrap_or_else(|| Number::from_i64(5));
                (Keyword::Score, self.as_points(&limit))
            }
        };
        self.writing.entries([(self.word(key), value.as_str()), (self.word(Keyword::Reason), BLANK)])
    }
}

/// The words beside the declaration of a place.
fn declared(place: &Place<'_>, name: &str, writing: Writing) -> Message {
    match &place.full {
        Some(full) => {
            let points = show::points(full, writing.is_english());
            Message::new("award-declared-points").arg("name", name).arg("points", points)
        }
        None => Message::new("award-declared").arg("name", name),
    }
}
