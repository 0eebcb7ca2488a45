//! What children are worth, and whether it adds up to what their parent is worth.

use super::Checker;
use super::body::Site;
use super::each::aggregate_key;
use super::node::Written;
use super::scope::{FullPoints, Scope, Wanted};
use crate::diagnostic::{Arg, Code, Diagnostic, Edit, Message};
use crate::model::{Aggregate, OptionSetId, Worth};
use crate::number::Number;
use crate::source::Span;
use crate::syntax::ast;
use crate::syntax::keyword::Meaning;

/// The children of one parent, as written.
pub(super) struct Worths<'w, 'a> {
    pub decls: &'w [&'a ast::NodeDecl],
    pub written: &'w [Written],
    pub combine: Option<&'a ast::CombineDecl>,
    pub scope: &'w Scope<'a>,
    pub site: Site,
}

/// What a child is worth, the share that was written, and its 满分.
pub(super) type ChildWorth = Option<(Worth, Option<Number>, FullPoints)>;

impl<'a> Checker<'a> {
    /// What each child is worth; none where that has a mistake.
    pub(super) fn worths(&mut self, children: &Worths<'_, 'a>) -> Vec<ChildWorth> {
        let levels = children.written.iter().any(|w| matches!(w, Written::Level(_)));
        match children.site.wanted {
            Wanted::Level(set) => self.level_worths(children, Some(set)),
            Wanted::Points if levels => self.level_worths(children, None),
            Wanted::Points => self.point_worths(children),
        }
    }

    /// Children that yield levels, of a parent that yields one of `set`, or points.
    fn level_worths(&mut self, children: &Worths<'_, 'a>, set: Option<OptionSetId>) -> Vec<ChildWorth> {
        let how = children.combine.map(|c| &c.how);
        let head = children.combine.map_or(children.site.head, |c| c.span);
        let formula = matches!(how, Some(ast::Combine::Formula(_)));
        let top_without_total = children.scope.full.points == FullPoints::Missing && children.combine.is_none();
        match (set, how) {
            (_, Some(ast::Combine::Formula(_))) => {}
            (Some(set), Some(ast::Combine::Aggregate(how))) => drop(self.level_aggregate(how.value, how.span, set)),
            (Some(set), None) => drop(self.level_aggregate(Aggregate::Sum, head, set)),
            // Without 满分 the top indicators stand side by side, and nothing is made of them.
            (None, None) if top_without_total => {}
            (None, _) => {
                let level = children.decls.iter().zip(children.written).find(|(_, w)| matches!(w, Written::Level(_)));
                let span = level.and_then(|(d, _)| d.worth.as_ref()).map_or(head, |w| w.span);
                let diagnostic = Diagnostic::new(Code::LevelInPoints, span);
                self.tell(match self.full_places.get(&children.scope.full.id) {
                    Some(place) => diagnostic.label(*place, Message::new("check-points-due")),
                    None => diagnostic,
                });
                // They are levels all the same, and read as such.
                let level = |written: &Written| match written {
                    Written::Level(own) => Some((Worth::Level(*own), None, FullPoints::Level)),
                    _ => None,
                };
                return children.written.iter().map(level).collect();
            }
        }
        let mut worths = Vec::with_capacity(children.decls.len());
        for (decl, written) in children.decls.iter().zip(children.written) {
            let span = decl.worth.as_ref().map_or(decl.name.span, |w| w.span);
            worths.push(match (written, set) {
                (Written::Mistake, _) => None,
                // That a set has no order is told already.
                (Written::Level(own), Some(set))
                    if *own != set && !formula && self.set(*own).is_some_and(|own| own.ordered) =>
                {
                    let wanted = self.set(set).map_or_else(String::new, |s| s.name.clone());
                    let diagnostic = Diagnostic::new(Code::LevelOfOther, span).arg("set", wanted);
                    self.tell(match self.full_places.get(&children.scope.full.id) {
                        Some(place) => diagnostic.label(*place, Message::new("check-level-due")),
                        None => diagnostic,
                    });
                    Some((Worth::Level(*own), None, FullPoints::Level))
                }
                (Written::Level(own), _) => Some((Worth::Level(*own), None, FullPoints::Level)),
                (Written::Nothing, Some(set)) => Some((Worth::Level(set), None, FullPoints::Level)),
                (_, own) => {
                    let level = |(d, w): (&&ast::NodeDecl, &Written)| match w {
                        Written::Level(_) => d.worth.as_ref().map(|worth| worth.span),
                        _ => None,
                    };
                    let sibling = children.decls.iter().zip(children.written).find_map(level);
                    let diagnostic = Diagnostic::new(Code::WorthsMixed, span).arg("name", decl.name.text.as_str());
                    self.tell(match sibling.or(self.full_places.get(&children.scope.full.id).copied()) {
                        Some(place) => diagnostic.label(place, Message::new("check-level-here")),
                        None => diagnostic,
                    });
                    // It is read as what is written.
                    let points = FullPoints::Varies;
                    own.filter(|_| matches!(written, Written::Nothing))
                        .map_or(Some((Worth::Share(Number::ONE), None, points)), |set| {
                            Some((Worth::Level(set), None, FullPoints::Level))
                        })
                }
            });
        }
        worths
    }

    fn point_worths(&mut self, children: &Worths<'_, 'a>) -> Vec<ChildWorth> {
        match children.combine.map(|c| &c.how) {
            None => self.summed(children),
            Some(ast::Combine::Aggregate(how)) if how.value == Aggregate::Sum => self.summed(children),
            Some(ast::Combine::Aggregate(how)) => {
                let how = Message::new("check-aggregated-by").arg("how", Arg::Key(aggregate_key(how.value)));
                self.held(children, false, how)
            }
            Some(ast::Combine::Formula(_)) => self.held(children, true, Message::new("check-combined-by-formula")),
        }
    }

    /// Children whose points add up.
    fn summed(&mut self, children: &Worths<'_, 'a>) -> Vec<ChildWorth> {
        let parent = &children.scope.full.points;
        let mut worths: Vec<ChildWorth> = Vec::with_capacity(children.decls.len());
        let (mut points, mut shares) = (None, None);
        let mut missing: Vec<&'a ast::NodeDecl> = Vec::new();
        let mut fixed: Vec<(Span, &Number)> = Vec::new();
        for (decl, written) in children.decls.iter().zip(children.written) {
            let span = decl.worth.as_ref().map_or(decl.name.span, |w| w.span);
            worths.push(match written {
                Written::Nothing => {
                    missing.push(*decl);
                    None
                }
                Written::Points(own) => {
                    points.get_or_insert(span);
                    let worth = of_points(own, parent, children.site.fixed);
                    if worth.is_none() {
                        fixed.push((span, own));
                    }
                    worth
                }
                Written::Share(share) => {
                    shares.get_or_insert(span);
                    of_share(share, parent, children.site.fixed)
                }
                Written::Level(_) | Written::Mistake => None,
            });
        }
        self.worths_missing(&missing, children);
        if !fixed.is_empty() {
            let all = fixed.len() == children.written.len();
            self.fixed_points(&fixed, all, children);
            return worths;
        }
        if let (Some(points), Some(shares)) = (points, shares) {
            let (later, earlier) = if points > shares { (points, shares) } else { (shares, points) };
            let label = Message::new("check-other-kind-here");
            self.tell(Diagnostic::new(Code::PointsAndShares, later).label(earlier, label));
            return worths;
        }
        if worths.iter().any(Option::is_none) {
            return worths;
        }
        if points.is_some() {
            self.add_up_points(children);
        } else {
            self.add_up_shares(children);
        }
        worths
    }

    /// Tells that children have no points, all of a parent at once. What a single one lacks is what the others
    /// leave.
    fn worths_missing(&mut self, missing: &[&'a ast::NodeDecl], children: &Worths<'_, 'a>) {
        let Some((first, others)) = missing.split_first() else { return };
        let names: Vec<&str> = missing.iter().map(|decl| decl.name.text.as_str()).collect();
        let mut diagnostic = Diagnostic::new(Code::WorthMissing, first.name.span).arg("name", names);
        for decl in others {
            diagnostic = diagnostic.label(decl.name.span, Message::new("check-also-here"));
        }
        if others.is_empty()
            && let Some(left) = self.left_over(children, first.name.span)
        {
            let end = Span { start: first.name.span.end, ..first.name.span };
            let right = format!("{} {left}", first.name.text);
            diagnostic =
                diagnostic.help(Message::new("check-worth-left").arg("right", right)).choice(end, format!(" {left}"));
        }
        self.tell(diagnostic);
    }

    /// What the children that are worth something leave of their parent's points or of 100%, as written at `place`.
    fn left_over(&self, children: &Worths<'_, 'a>, place: Span) -> Option<String> {
        let (mut points, mut shares) = (Vec::new(), Vec::new());
        for written in children.written {
            match written {
                Written::Points(own) => points.push(own),
                Written::Share(own) => shares.push(own),
                Written::Nothing => {}
                Written::Level(_) | Written::Mistake => return None,
            }
        }
        let rest = |whole: &Number, parts: Vec<&Number>| {
            parts.into_iter().try_fold(whole.clone(), |left, own| left.sub(own).ok()).filter(Number::is_positive)
        };
        if shares.is_empty() {
            let FullPoints::Known(parent) = &children.scope.full.points else { return None };
            let shown = rest(parent, points)?.shown(28);
            return shown.exact.then(|| self.points_of(&shown.text, place));
        }
        if !points.is_empty() {
            return None;
        }
        let shown = rest(&Number::ONE, shares)?.shown_percent(28);
        shown.exact.then_some(shown.text)
    }

    /// Tells of fixed points where full marks are known only when it is scored, all of a parent at once. Where `all`
    /// children have such, they are the percentages that the points stand to one another in.
    fn fixed_points(&mut self, fixed: &[(Span, &Number)], all: bool, children: &Worths<'_, 'a>) {
        let Some(((first, _), others)) = fixed.split_first() else { return };
        let mut diagnostic = Diagnostic::new(Code::PartPointsUnknown, *first);
        for (span, _) in others {
            diagnostic = diagnostic.label(*span, Message::new("check-also-here"));
        }
        let label = Message::new("check-full-varies");
        if !diagnostic.labels.iter().any(|l| l.span == children.site.head) {
            diagnostic = diagnostic.label(children.site.head, label);
        }
        let sum = fixed.iter().try_fold(Number::ZERO, |sum, (_, own)| sum.add(own).ok());
        let percent = |(span, own): &(Span, &Number)| {
            let shown = own.div(sum.as_ref()?).ok()?.shown_percent(28);
            shown.exact.then_some(Edit { span: *span, replacement: shown.text })
        };
        if all && let Some(edits) = fixed.iter().map(percent).collect::<Option<Vec<_>>>() {
            diagnostic = diagnostic.edits(edits).choosing();
        }
        self.tell(diagnostic);
    }

    fn add_up_points(&mut self, children: &Worths<'_, 'a>) {
        let FullPoints::Known(parent) = &children.scope.full.points else { return };
        let mut sum = Number::ZERO;
        for written in children.written {
            let Written::Points(own) = written else { return };
            let Ok(more) = sum.add(own) else { return };
            sum = more;
        }
        if sum == *parent {
            return;
        }
        let Ok(difference) = parent.sub(&sum) else { return };
        let shown = |n: &Number| n.shown(28).text;
        let code = if children.site.node.is_none() && children.site.fixed { Code::TotalSum } else { Code::PointsSum };
        let direction = if difference.is_negative() { "check-too-much" } else { "check-too-little" };
        let diagnostic = Diagnostic::new(code, self.worth_place(children))
            .arg("sum", shown(&sum))
            .arg("parent", shown(parent))
            .arg("difference", shown(&difference.abs()))
            .arg("direction", Arg::Key(direction));
        self.tell_children(diagnostic, children);
    }

    fn add_up_shares(&mut self, children: &Worths<'_, 'a>) {
        let mut sum = Number::ZERO;
        for written in children.written {
            let Written::Share(own) = written else { return };
            let Ok(more) = sum.add(own) else { return };
            sum = more;
        }
        if sum == Number::ONE {
            return;
        }
        let Ok(difference) = Number::ONE.sub(&sum) else { return };
        let shown = |n: &Number| n.shown_percent(28).text;
        let direction = if difference.is_negative() { "check-too-much" } else { "check-too-little" };
        let diagnostic = Diagnostic::new(Code::SharesSum, self.worth_place(children))
            .arg("sum", shown(&sum))
            .arg("difference", shown(&difference.abs()))
            .arg("direction", Arg::Key(direction));
        self.tell_children(diagnostic, children);
    }

    /// What the parent is worth, be it the whole rubric; or the parent.
    fn worth_place(&self, children: &Worths<'_, 'a>) -> Span {
        self.full_places.get(&children.scope.full.id).copied().unwrap_or(children.site.head)
    }

    fn tell_children(&mut self, mut diagnostic: Diagnostic, children: &Worths<'_, 'a>) {
        for (decl, written) in children.decls.iter().zip(children.written) {
            let (span, worth) = match (written, &decl.worth) {
                (Written::Points(own), Some(worth)) => (worth.span, self.amount(own, &Self::points_type())),
                (Written::Share(own), Some(worth)) => (worth.span, Arg::Text(own.shown_percent(28).text)),
                _ => continue,
            };
            let message = Message::new("check-child-worth").arg("name", decl.name.text.as_str()).arg("worth", worth);
            diagnostic = diagnostic.label(span, message);
        }
        self.tell(diagnostic);
    }

    /// Children that each hold their parent's points. Under a formula they may be worth what they like.
    fn held(&mut self, children: &Worths<'_, 'a>, formula: bool, how: Message) -> Vec<ChildWorth> {
        let parent = &children.scope.full.points;
        let fixed = children.site.fixed;
        let combine = children.combine.map_or(children.site.head, |c| c.span);
        let mut worths = Vec::with_capacity(children.decls.len());
        let weighted = matches!(
            children.combine.map(|c| &c.how),
            Some(ast::Combine::Aggregate(how)) if how.value == Aggregate::Weighted
        );
        let weight = self.keyword(Meaning::Weight, combine);
        let mut fixed_here = Vec::new();
        let mark = self.mark();
        for (decl, written) in children.decls.iter().zip(children.written) {
            let span = decl.worth.as_ref().map_or(decl.name.span, |w| w.span);
            let held = match written {
                Written::Nothing => of_share(&Number::ONE, parent, fixed).map(|(worth, _, full)| (worth, None, full)),
                Written::Points(own) if formula || matches!(parent, FullPoints::Known(full) if full == own) => {
                    let worth = of_points(own, parent, fixed);
                    if worth.is_none() {
                        fixed_here.push((span, own));
                    }
                    worth
                }
                Written::Points(_) | Written::Share(_) => {
                    let diagnostic = Diagnostic::new(Code::WorthUnderCombine, span)
                        .arg("name", decl.name.text.as_str())
                        .label(combine, how.clone());
                    let share = match written {
                        Written::Share(share) if weighted && decl.weight.is_none() => Some(share),
                        _ => None,
                    };
                    let points = share.and_then(|share| share.mul(&Number::from_i64(100)).ok());
                    self.tell(match points.map(|points| points.shown(28)).filter(|shown| shown.exact) {
                        // 60% beside a name was meant for how much it weighs.
                        Some(shown) => {
                            let right = format!("{weight} {}", shown.text);
                            diagnostic
                                .help(Message::new("check-write-weight").arg("right", right.as_str()))
                                .choice(span, right)
                        }
                        None => diagnostic.choice(span, ""),
                    });
                    None
                }
                Written::Level(_) | Written::Mistake => None,
            };
            worths.push(held);
        }
        self.gather(mark, Code::WorthUnderCombine, &[]);
        self.fixed_points(&fixed_here, false, children);
        worths
    }
}

/// So many points of a parent; nothing where the parent's are known only when it is scored.
fn of_points(own: &Number, parent: &FullPoints, fixed: bool) -> ChildWorth {
    let known = FullPoints::Known(own.clone());
    match parent {
        _ if fixed => Some((Worth::Points(own.clone()), None, known)),
        FullPoints::Known(parent) => {
            let share = own.div(parent).ok()?;
            Some((Worth::Share(share), None, known))
        }
        _ => None,
    }
}

/// A share of the parent's points, worked out where those stand fast.
fn of_share(share: &Number, parent: &FullPoints, fixed: bool) -> ChildWorth {
    let own = match parent {
        FullPoints::Known(parent) => FullPoints::Known(parent.mul(share).ok()?),
        _ => FullPoints::Varies,
    };
    let worth = match &own {
        FullPoints::Known(points) if fixed => Worth::Points(points.clone()),
        _ => Worth::Share(share.clone()),
    };
    Some((worth, Some(share.clone()), own))
}
