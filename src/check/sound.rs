//! The part of a rubric that no mistake touches: what its other indicators leave out can be found all the same, and
//! be told in the same run.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Rubric;
use crate::source::Span;
use crate::syntax::ast::{
    AdjustDecl, Bands, Block, Cases, Expr, ExprKind, File, Header, HeaderItem, Item, Name, NodeDecl, NumberLiteral,
    Rule, RuleKind, Statement, UnitDecl, UnitSuffix,
};

/// Each round takes out what stands on what the round before took out.
const MOST_ROUNDS: usize = 12;

/// The model of what is left of `files` once everything is taken out that `broken` touches, and what stands on that.
/// None where nothing is left that could be a rubric. The totals of it say nothing.
pub fn sound(files: &[File], broken: &[Span]) -> Option<Rubric> {
    let mut broken = broken.to_vec();
    for _ in 0..MOST_ROUNDS {
        let left: Vec<File> = files
            .iter()
            .enumerate()
            .map(|(at, file)| Pruning { broken: &broken, lacks_head: at == 0 }.file(file))
            .collect();
        let (rubric, found) = super::check_but_sums(&left);
        if rubric.is_some() {
            return rubric;
        }
        let before = broken.len();
        for span in found.iter().flat_map(places) {
            if !broken.contains(&span) {
                broken.push(span);
            }
        }
        if broken.len() == before {
            return None;
        }
    }
    None
}

/// Where the mistake `told` is: a name that is not known is told once, with all its places.
pub fn places(told: &Diagnostic) -> impl Iterator<Item = Span> {
    let error = told.severity() == Severity::Error && !super::is_sum(told.code) && told.code != Code::HeaderMissing;
    let also = |key: Option<&str>| key == Some("check-also-here");
    told.labels
        .iter()
        .enumerate()
        .filter(move |(at, label)| error && (*at == 0 || also(label.message.as_ref().map(|m| m.key))))
        .map(|(_, label)| label.span)
}

/// Takes out of a tree what mistakes touch.
struct Pruning<'b> {
    broken: &'b [Span],
    /// Whether a head is put where there is none: the text is that of the rubric itself.
    lacks_head: bool,
}

impl Pruning<'_> {
    fn is_touched(&self, place: Span) -> bool {
        self.broken.iter().any(|b| b.source == place.source && b.start <= place.end && place.start <= b.end)
    }

    fn file(&self, file: &File) -> File {
        let mut items = Vec::new();
        let begin = Span { source: file.source, start: 0, end: 0 };
        if self.lacks_head && !file.items.iter().any(|item| matches!(item, Item::Header(_))) {
            let name = Name { text: String::new(), span: begin };
            let items_of_head = vec![HeaderItem::Full(any_points(begin))];
            items.push(Item::Header(Header { span: begin, name, version: None, items: items_of_head }));
        }
        for item in &file.items {
            self.item(item, &mut items);
        }
        File { source: file.source, english: file.english, items, allows: Vec::new(), unread: Vec::new() }
    }

    fn item(&self, item: &Item, left: &mut Vec<Item>) {
        match item {
            Item::Header(header) => left.push(Item::Header(self.header(header))),
            Item::Units(units) => {
                let whole = |unit: &UnitDecl| {
                    unit.equals.as_ref().map_or(unit.name.span, |(_, other)| unit.name.span.to(other.span))
                };
                left.push(Item::Units(units.iter().filter(|unit| !self.is_touched(whole(unit))).cloned().collect()));
            }
            Item::Options(options) if !self.is_touched(options.span) => left.push(item.clone()),
            Item::Calendar(calendar) if !self.is_touched(calendar.span) => left.push(item.clone()),
            Item::Method(method) if !self.is_touched(method.span.to(method.body.span)) => left.push(item.clone()),
            Item::Use(path) if !self.is_touched(path.span) => left.push(item.clone()),
            Item::Adjust(adjust) => self.adjust(adjust, left),
            Item::Statement(statement) => {
                let mut statements = Vec::new();
                let mut facts = Vec::new();
                self.statement(statement, &mut statements, &mut facts);
                left.extend(statements.into_iter().chain(facts).map(Item::Statement));
            }
            // Of the totals nothing can be said.
            _ => {}
        }
    }

    /// The header without the line that is wrong; how scores are rounded is of no matter here.
    fn header(&self, header: &Header) -> Header {
        if !self.is_touched(header.span) {
            return header.clone();
        }
        let sound = |item: &&HeaderItem| matches!(item, HeaderItem::Full(full) if !self.is_touched(full.span));
        let full =
            header.items.iter().find(sound).cloned().unwrap_or_else(|| HeaderItem::Full(any_points(header.span)));
        Header { span: header.span, name: header.name.clone(), version: None, items: vec![full] }
    }

    /// 加减分 itself counts for the total alone; its facts are seen everywhere.
    fn adjust(&self, adjust: &AdjustDecl, left: &mut Vec<Item>) {
        let mut facts = Vec::new();
        self.facts(&adjust.body, &mut facts);
        left.extend(facts.into_iter().map(Item::Statement));
    }

    /// Puts what is left of `statement` into `left`; of what falls, its facts, which are seen everywhere, into `facts`.
    fn statement(&self, statement: &Statement, left: &mut Vec<Statement>, facts: &mut Vec<Statement>) {
        match statement {
            Statement::Node(node) => left.extend(self.node(node, facts).map(Statement::Node)),
            Statement::Rule(rule) => left.extend(self.rule(rule).map(Statement::Rule)),
            other if !self.is_touched(span(other)) => left.push(other.clone()),
            _ => {}
        }
    }

    /// An indicator whose own statements are sound. Where one of them is not, all that stands in it may mean something
    /// else: a guard may be missing.
    fn node(&self, node: &NodeDecl, facts: &mut Vec<Statement>) -> Option<NodeDecl> {
        let inside = |place: &Span| holds(node.body.span, *place);
        let rules = node.body.statements.iter().filter_map(|statement| match statement {
            Statement::Rule(rule) => Some(rule),
            _ => None,
        });
        let covered = |place: &Span| {
            let statements = node.body.statements.iter();
            let mut harmless = statements.filter(|statement| is_harmless(statement) || is_node(statement));
            harmless.any(|statement| holds(whole(statement), *place)) || rules.clone().any(|rule| covers(rule, *place))
        };
        let own = self.broken.iter().filter(|place| inside(place) && !covered(place));
        if self.is_touched(node.span) || own.count() > 0 {
            self.facts(&node.body, facts);
            return None;
        }
        let mut statements = Vec::new();
        for statement in &node.body.statements {
            self.statement(statement, &mut statements, facts);
        }
        Some(NodeDecl { body: Block { span: node.body.span, statements }, ..node.clone() })
    }

    /// `rule` with nothing in the place of what is wrong within a band or case: which values it holds is said beside it.
    fn rule(&self, rule: &Rule) -> Option<Rule> {
        if !self.is_touched(rule.span) {
            return Some(rule.clone());
        }
        let own = self.broken.iter().filter(|place| holds(rule.span, **place));
        if own.clone().count() == 0 || own.clone().any(|place| !covers(rule, *place)) {
            return None;
        }
        let inner = |inner: &Rule| self.rule(inner).unwrap_or(Rule { span: inner.span, kind: RuleKind::Zero });
        let kind = match &rule.kind {
            RuleKind::Bands(bands) => RuleKind::Bands(Bands {
                subject: bands.subject.clone(),
                bands: bands.bands.iter().map(|(range, rule)| (range.clone(), inner(rule))).collect(),
            }),
            RuleKind::Cases(cases) => RuleKind::Cases(Cases {
                cases: cases.cases.iter().map(|(when, rule)| (when.clone(), inner(rule))).collect(),
                otherwise: cases.otherwise.as_ref().map(|rule| Box::new(inner(rule))),
            }),
            _ => return None,
        };
        Some(Rule { span: rule.span, kind })
    }

    /// The facts declared in `block`, however deep.
    fn facts(&self, block: &Block, facts: &mut Vec<Statement>) {
        for statement in &block.statements {
            match statement {
                Statement::Fact(fact) if !self.is_touched(fact.span) => facts.push(statement.clone()),
                Statement::Node(node) => self.facts(&node.body, facts),
                _ => {}
            }
        }
    }
}

/// Some points where those that are written cannot be read: they count for the total alone.
fn any_points(span: Span) -> Expr {
    let name = Name { text: "分".to_owned(), span };
    let digits = NumberLiteral { digits: "100".to_owned(), span };
    Expr { span, kind: ExprKind::Number(digits, Some(UnitSuffix::Named { name, per: None })) }
}

/// Whether `place` stands in what a band or case of `rule` gives.
fn covers(rule: &Rule, place: Span) -> bool {
    match &rule.kind {
        RuleKind::Bands(bands) => bands.bands.iter().any(|(_, rule)| holds(rule.span, place)),
        RuleKind::Cases(cases) => {
            let rules = cases.cases.iter().map(|(_, rule)| rule).chain(cases.otherwise.as_deref());
            rules.into_iter().any(|rule| holds(rule.span, place))
        }
        _ => false,
    }
}

/// Whether a rule means the same without it.
fn is_harmless(statement: &Statement) -> bool {
    use Statement::{Explain, Fact, Let, Note, Verify};
    matches!(statement, Fact(_) | Let(_) | Verify(_) | Explain(_) | Note(_))
}

fn is_node(statement: &Statement) -> bool {
    matches!(statement, Statement::Node(_))
}

/// All of `statement`, the block of an indicator included.
fn whole(statement: &Statement) -> Span {
    match statement {
        Statement::Node(node) => node.span.to(node.body.span),
        other => span(other),
    }
}

/// Where `statement` stands; of an indicator its head.
fn span(statement: &Statement) -> Span {
    match statement {
        Statement::Fact(fact) => fact.span,
        Statement::Let(binding) => binding.span,
        Statement::Verify(verify) => verify.span,
        Statement::Node(node) => node.span,
        Statement::Explain(text) | Statement::Note(text) => text.span,
        Statement::Inapplicable(inapplicable) => inapplicable.span,
        Statement::ZeroWhen { span, .. } | Statement::Discretion { span, .. } => *span,
        Statement::Rule(rule) => rule.span,
        Statement::Clause(clause) => clause.span,
        Statement::Combine(combine) => combine.span,
    }
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.source == inner.source && outer.start <= inner.start && inner.end <= outer.end
}
