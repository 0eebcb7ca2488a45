//! Indicators and parts: what each is worth, and its block.

use std::rc::Rc;

use super::Checker;
use super::body::{Kind, Site};
use super::each::aggregate_key;
use super::points::Worths;
use super::scope::{FullPoints, Scope, Wanted};
use crate::diagnostic::{Arg, Code, Diagnostic, Message};
use crate::model::{Aggregate, Combine, Field, NodeId, OptionSetId, Table, Type, TypeKind, Worth};
use crate::number::Number;
use crate::source::Span;
use crate::syntax::{ast, keyword};
use crate::unit::Base;

/// What is written beside the name of a child.
#[derive(Clone)]
pub(super) enum Written {
    /// Nothing.
    Nothing,
    /// So many points.
    Points(Number),
    /// A share of the parent's.
    Share(Number),
    /// A level of a set.
    Level(OptionSetId),
    /// Something with a mistake, told already.
    Mistake,
}

impl<'a> Checker<'a> {
    /// The children of a block: their ids and how they are combined.
    pub(super) fn children(
        &mut self,
        decls: &[&'a ast::NodeDecl],
        combine: Option<&'a ast::CombineDecl>,
        scope: &Scope<'a>,
        site: Site,
    ) -> (Vec<NodeId>, Option<Combine>) {
        let written: Vec<Written> = decls.iter().map(|decl| self.written_worth(decl)).collect();
        let how = combine.map(|c| &c.how);
        let aggregate = match how {
            Some(ast::Combine::Aggregate(aggregate)) if aggregate.value != Aggregate::Sum => Some(aggregate),
            _ => None,
        };
        self.weights(decls, &written, aggregate.map(|a| (a.value, a.span)), combine.map(|c| c.span));
        let worths = self.worths(&Worths { decls, written: &written, combine, scope, site });
        let mut ids = Vec::with_capacity(decls.len());
        for (decl, worth) in decls.iter().zip(&worths) {
            ids.extend(self.node(decl, worth.clone(), scope, site));
        }
        let combined = match how {
            None => None,
            Some(ast::Combine::Aggregate(how)) if how.value == Aggregate::Sum => Some(Combine::Sum),
            Some(ast::Combine::Aggregate(how)) => Some(Combine::Aggregate(how.value, how.span)),
            Some(ast::Combine::Formula(formula)) => self.formula(formula, &worths, scope, site),
        };
        (ids, combined)
    }

    /// What is written beside a name.
    fn written_worth(&mut self, decl: &'a ast::NodeDecl) -> Written {
        let Some(worth) = &decl.worth else { return Written::Nothing };
        if let ast::ExprKind::Name(name) = &worth.kind {
            return self.written_level(name, decl);
        }
        let scope = self.constants();
        let Some(value) = self.expr(worth, &scope, None) else { return Written::Mistake };
        let Some(number) = self.folded(&value) else {
            self.not_constant(worth.span);
            return Written::Mistake;
        };
        let shown = match &value.ty.kind {
            TypeKind::Number { dimension, .. } if dimension.bases() == [(Base::POINTS, 1)] => {
                Written::Points(number.clone())
            }
            TypeKind::Number { dimension, share: true, .. } if dimension.is_none() => Written::Share(number.clone()),
            _ => {
                let found = self.type_arg(&value.ty);
                let mut diagnostic = Diagnostic::new(Code::WorthKind, worth.span).arg("found", found);
                if value.ty.dimension().is_some_and(crate::unit::Dimension::is_none) {
                    let right = self.points_of(&number.shown(28).text, worth.span);
                    diagnostic = diagnostic
                        .help(Message::new("check-write-unit").arg("right", right.as_str()))
                        .choice(worth.span, right);
                }
                self.tell(diagnostic);
                return Written::Mistake;
            }
        };
        if !number.is_positive() {
            self.tell(Diagnostic::new(Code::NotPositive, worth.span));
            return Written::Mistake;
        }
        shown
    }

    fn written_level(&mut self, name: &ast::Name, decl: &ast::NodeDecl) -> Written {
        let Some(id) = self.set_index.get(name.text.as_str()).copied() else {
            let diagnostic = Diagnostic::new(Code::WorthUnknown, name.span).arg("name", name.text.as_str());
            let diagnostic = match points_in_words(&name.text) {
                Some(right) => {
                    let help = Message::new("check-write-instead").arg("right", right.as_str());
                    diagnostic.help(help).fix(name.span, right)
                }
                None => {
                    let sets = self.option_sets.iter().map(|set| set.name.as_str());
                    super::nearest::with_nearest(diagnostic, &name.text, name.span, sets)
                }
            };
            let blank = format!("\"{} {}\"", decl.name.text, name.text);
            let guessed = !diagnostic.helps.is_empty();
            let mut diagnostic = diagnostic;
            if !guessed {
                diagnostic = diagnostic.help(Message::new("worth-unknown-set").arg("name", name.text.as_str()));
            }
            if !guessed && keyword::is_plain_name(&decl.name.text) {
                diagnostic = diagnostic.help(Message::new("worth-unknown-name").arg("quoted", blank));
            }
            self.tell_unknown(&name.text, diagnostic);
            // The levels of the set that is missing are not known either.
            self.leveless.push(decl.body.span);
            return Written::Mistake;
        };
        self.used_sets.insert(id);
        if self.set(id).is_some_and(|set| !set.ordered) {
            self.unordered(id, name.span);
        }
        Written::Level(id)
    }

    /// 权重: under 加权平均 each child has one, elsewhere none.
    fn weights(
        &mut self,
        decls: &[&'a ast::NodeDecl],
        written: &[Written],
        aggregate: Option<(Aggregate, Span)>,
        combine: Option<Span>,
    ) {
        let weighted = aggregate.filter(|(how, _)| *how == Aggregate::Weighted);
        let mark = self.mark();
        for (decl, written) in decls.iter().zip(written) {
            let weight = match (&decl.weight, weighted) {
                (Some(weight), Some(_)) => {
                    let scope = self.constants();
                    let value = self.number_operand(weight, &scope);
                    let number = value.as_ref().and_then(|v| self.folded(v));
                    match (&value, &number) {
                        (Some(_), Some(number)) if !number.is_positive() => {
                            self.tell(Diagnostic::new(Code::NotPositive, weight.span));
                        }
                        (Some(_), None) => self.not_constant(weight.span),
                        _ => {}
                    }
                    number
                }
                // A share beside the name is told as a weight written otherwise.
                (None, Some(_)) if matches!(written, Written::Share(_) | Written::Mistake) => None,
                (None, Some((_, span))) => {
                    let message = Message::new("check-aggregated-by").arg("how", Arg::Key("check-aggregate-weighted"));
                    self.tell(
                        Diagnostic::new(Code::ChildWeightMissing, decl.name.span)
                            .arg("name", decl.name.text.as_str())
                            .label(span, message),
                    );
                    None
                }
                (Some(weight), None) => {
                    let diagnostic =
                        Diagnostic::new(Code::ChildWeightUnused, weight.span).arg("name", decl.name.text.as_str());
                    let how = aggregate.map(|(how, span)| {
                        (span, Message::new("check-aggregated-by").arg("how", Arg::Key(aggregate_key(how))))
                    });
                    let how = how.or(combine.map(|span| (span, Message::new("check-combined-here"))));
                    self.tell(match how {
                        Some((span, message)) => diagnostic.label(span, message),
                        None => diagnostic,
                    });
                    None
                }
                (None, None) => None,
            };
            if let Some(node) = self.node_id(decl).and_then(|id| self.nodes.get_mut(id.index())) {
                node.weight = weight;
            }
        }
        self.gather(mark, Code::ChildWeightMissing, &[]);
        self.gather(mark, Code::ChildWeightUnused, &[]);
    }

    pub(super) fn node_id(&self, decl: &ast::NodeDecl) -> Option<NodeId> {
        self.node_ids.get(&std::ptr::from_ref(decl)).copied()
    }

    /// One indicator or part. Its worth is none where that has a mistake.
    fn node(
        &mut self,
        decl: &'a ast::NodeDecl,
        worth: Option<(Worth, Option<Number>, FullPoints)>,
        scope: &Scope<'a>,
        site: Site,
    ) -> Option<NodeId> {
        let id = self.node_id(decl)?;
        let (wanted, points) = match &worth {
            Some((Worth::Level(set), _, _)) => (Wanted::Level(*set), FullPoints::Level),
            Some((_, _, points)) => (Wanted::Points, points.clone()),
            None => (site.wanted, FullPoints::Varies),
        };
        if let (Some(node), Some((worth, share, _))) = (self.nodes.get_mut(id.index()), worth) {
            node.scored = site.fixed && !matches!(worth, Worth::Level(_));
            node.worth = Some(worth);
            node.share = share;
        }
        let full = self.new_full(points);
        if let Some(place) = &decl.worth {
            self.full_places.insert(full.id, place.span);
        }
        let mut inner = scope.with_full(full);
        inner.children = None;
        let kind = Kind::Node { part: decl.part };
        let own = Site { kind, wanted, node: Some(id), fixed: site.fixed, head: decl.name.span };
        let body = self.body(&decl.body, &inner, own);
        if let Some(node) = self.nodes.get_mut(id.index()) {
            node.body = Some(body);
        }
        Some(id)
    }

    /// 汇总 = e
    fn formula(
        &mut self,
        formula: &'a ast::Expr,
        worths: &[Option<(Worth, Option<Number>, FullPoints)>],
        scope: &Scope<'a>,
        site: Site,
    ) -> Option<Combine> {
        let level = worths.iter().flatten().find_map(|(worth, _, _)| match worth {
            Worth::Level(set) => Some(*set),
            _ => None,
        });
        let column = |name: &str, ty: Type| Field { name: name.to_owned(), span: formula.span, ty };
        let score = match level {
            Some(set) => column("级", Type::plain(TypeKind::Option(set))),
            None => column("得分", Self::points_type()),
        };
        let fields = vec![column("名称", Type::plain(TypeKind::Text)), score];
        let table = Table { fields, at_least: worths.len() as u64, name_field: Some(0), fact: None };
        let mut inner = scope.clone();
        inner.children = Some(Rc::new(table));
        let value = self.score(formula, &inner, site.wanted)?;
        Some(Combine::Formula(Box::new(value)))
    }
}

/// 十分, 满分10分: points in other words, as they are written.
fn points_in_words(word: &str) -> Option<String> {
    let points = ["满分", "分值"].iter().find_map(|said| word.strip_prefix(said)).unwrap_or(word).strip_suffix('分')?;
    if !points.is_empty() && points.chars().all(|c| c.is_ascii_digit()) {
        return Some(format!("{points}分"));
    }
    let mut rest = points.chars().peekable();
    let (mut total, mut digit) = (0_u32, None);
    rest.peek()?;
    for c in rest {
        match c {
            '十' => total += 10 * digit.take().unwrap_or(1),
            '百' => total += 100 * digit.take()?,
            _ => {
                let value = "零一二三四五六七八九".chars().position(|known| known == c)?;
                if digit.replace(u32::try_from(value).ok()?).is_some_and(|before| before > 0) {
                    return None;
                }
            }
        }
    }
    Some(format!("{}分", total + digit.unwrap_or(0)))
}
