//! The checker: syntax trees in, a checked rubric out, or what is wrong with it.
//!
//! Names are collected first (units, option sets, facts, methods, indicators), then every block is read
//! once from the outside in. A mistake is told where it is made; what it spoils yields nothing, so that
//! no other mistake follows from it.

mod aggregate;
mod allow;
mod arithmetic;
mod block;
mod body;
mod calendar;
mod call;
mod choose;
mod clause;
mod compare;
mod constant;
mod declare;
mod describe;
mod each;
mod expr;
mod gather;
mod given;
mod grade;
mod header;
mod lets;
mod library;
mod literal;
mod method;
mod name;
mod nearest;
mod node;
mod options;
pub mod partial;
mod points;
mod range;
mod reading;
mod rule;
mod scope;
mod shadow;
pub mod sound;
mod suspect;
mod total;
mod type_expr;
mod units;
mod unknown;
mod unused;
mod value_id;

pub use allow::allowed;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Label, Message, Severity};
use crate::model::{
    self, AdjustmentId, Body, Calendar, Expr, ExprKind, FactId, Field, LetId, MethodId, NodeId, OptionSet, OptionSetId,
    Rubric, Table, Type, ValueId, Worth,
};
use crate::number::Number;
use crate::source::Span;
use crate::syntax::ast::{self, File};
use crate::syntax::keyword::Meaning;
use crate::unit::{Base, UnitTable};

use lets::{LetEntry, Reading};
use scope::{Full, FullPoints, Scope};
use value_id::ValueIds;

/// The stack given to the checker. Expressions nest, and 计算 stand on one another; both are limited, but
/// the two together need more than a caller may have left.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// Checks a rubric: `files` begins with it and goes on with the files it uses (引用), each once. The
/// rubric is there unless there is an error.
pub fn check(files: &[File]) -> (Option<Rubric>, Diagnostics) {
    let (rubric, diagnostics) = check_but_sums(files);
    (rubric.filter(|_| !diagnostics.has_errors()), diagnostics)
}

/// The same, but the rubric is there also where all that is wrong are points that do not add up. It is not to be
/// scored with; what else is wrong with its rules can be found all the same, and be told together.
pub fn check_but_sums(files: &[File]) -> (Option<Rubric>, Diagnostics) {
    with_stack(|| {
        let mut checker = Checker::new(files);
        let rubric = checker.rubric();
        let diagnostics = checker.finish();
        let sound = diagnostics.iter().all(|d| d.severity() != Severity::Error || is_sum(d.code));
        (rubric.filter(|_| sound), diagnostics)
    })
}

/// Whether `code` tells of points that do not add up.
pub fn is_sum(code: Code) -> bool {
    matches!(code, Code::PointsSum | Code::TotalSum | Code::SharesSum)
}

/// Checks a file that holds no rubric but units, options, methods and calendars for others to use, with
/// the files that it uses itself.
pub fn check_library(files: &[File]) -> Diagnostics {
    with_stack(|| {
        let mut checker = Checker::new(files);
        checker.library();
        checker.finish()
    })
}

/// Runs `check` on a stack of its own.
fn with_stack<T: Send>(check: impl Fn() -> T + Sync) -> T {
    std::thread::scope(|scope| {
        let spawned = std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, &check);
        // Where no thread is to be had the caller's stack must do.
        match spawned.map(|thread| thread.join()) {
            Ok(Ok(checked)) => checked,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => check(),
        }
    })
}

/// Whether a file is there for others to use: it has neither a head nor an indicator.
pub fn is_library(file: &File) -> bool {
    !file.items.iter().any(|item| {
        matches!(item, ast::Item::Header(_) | ast::Item::Adjust(_) | ast::Item::Statement(ast::Statement::Node(_)))
    })
}

/// A declared fact.
struct FactEntry<'a> {
    name: &'a ast::Name,
    decl: &'a ast::FactDecl,
    /// None where its type has a mistake.
    ty: Option<Type>,
    /// Its columns, if it is a table.
    table: Option<Rc<Table>>,
    node: Option<NodeId>,
    adjustment: Option<AdjustmentId>,
    read: bool,
}

/// A declared method.
struct MethodEntry<'a> {
    decl: &'a ast::MethodDecl,
    params: Vec<ParamEntry<'a>>,
    /// The dimension of its 量, known only to the caller.
    variable: Base,
    /// The methods it calls, with the place.
    calls: Vec<(MethodId, Span)>,
    /// The arguments of each call of it.
    uses: Vec<Vec<Span>>,
    body: Option<Body>,
    called: bool,
}

/// A parameter.
struct ParamEntry<'a> {
    name: &'a ast::Name,
    ty: Option<Type>,
    read: bool,
}

/// A declared indicator or part.
struct NodeEntry<'a> {
    decl: &'a ast::NodeDecl,
    parent: Option<NodeId>,
    path: String,
    worth: Option<Worth>,
    /// Whether it has one score, in points.
    scored: bool,
    share: Option<Number>,
    weight: Option<Number>,
    explain: Option<String>,
    body: Option<Body>,
}

/// What is known so far.
struct Checker<'a> {
    files: &'a [File],
    diagnostics: Diagnostics,
    /// Blocks that are worth a set of options that is not known.
    leveless: Vec<Span>,
    /// Where options stand beside a comparison, and how they are written: 级别 = 省级 或 市级.
    listed: Vec<(Span, String)>,
    /// Unknown names, told once each with all their places.
    unknown: Vec<((Code, String), Diagnostic)>,
    /// Where each stands in `unknown`.
    unknown_index: BTreeMap<(Code, String), usize>,
    /// Places that have been told about.
    told: BTreeSet<(Code, Span)>,
    units: UnitTable,
    unit_places: BTreeMap<&'a str, Span>,
    /// Units whose declaration has a mistake.
    bad_units: BTreeSet<&'a str>,
    /// Base units of what is measured.
    used_bases: BTreeSet<Base>,
    /// Whether facts may come with any unit.
    open_units: bool,
    option_sets: Vec<OptionSet>,
    set_index: BTreeMap<&'a str, OptionSetId>,
    used_sets: BTreeSet<OptionSetId>,
    facts: Vec<FactEntry<'a>>,
    fact_index: BTreeMap<&'a str, FactId>,
    lets: Vec<LetEntry<'a>>,
    /// The 计算 being worked out, innermost last.
    reading: Vec<Reading>,
    methods: Vec<MethodEntry<'a>>,
    method_index: BTreeMap<&'a str, MethodId>,
    /// The method whose body is being read.
    method: Option<MethodId>,
    nodes: Vec<NodeEntry<'a>>,
    /// Only looked up, never walked.
    node_ids: BTreeMap<*const ast::NodeDecl, NodeId>,
    calendar: Calendar,
    /// Where working days are first counted.
    workdays: Option<Span>,
    /// 适用, as day numbers.
    valid: Option<(i32, i32)>,
    /// The header's 满分.
    full: FullPoints,
    /// 满分 of file-level rules.
    top_full: Full,
    /// Where 满分 of a place, by its number, or the set of its levels is written.
    full_places: BTreeMap<u32, Span>,
    ids: ValueIds,
    /// The columns that fields were read from: name and place.
    columns: BTreeMap<ValueId, (String, Span)>,
    next_full: u32,
    next_variable: u32,
}

impl<'a> Checker<'a> {
    fn new(files: &'a [File]) -> Self {
        Checker {
            files,
            diagnostics: Diagnostics::new(),
            leveless: Vec::new(),
            listed: Vec::new(),
            unknown: Vec::new(),
            unknown_index: BTreeMap::new(),
            told: BTreeSet::new(),
            units: UnitTable::new().naming(files.first().is_some_and(|file| file.english)),
            unit_places: BTreeMap::new(),
            bad_units: BTreeSet::new(),
            used_bases: BTreeSet::new(),
            open_units: false,
            option_sets: Vec::new(),
            set_index: BTreeMap::new(),
            used_sets: BTreeSet::new(),
            facts: Vec::new(),
            fact_index: BTreeMap::new(),
            lets: Vec::new(),
            reading: Vec::new(),
            methods: Vec::new(),
            method_index: BTreeMap::new(),
            method: None,
            nodes: Vec::new(),
            node_ids: BTreeMap::new(),
            calendar: Calendar::default(),
            workdays: None,
            valid: None,
            full: FullPoints::Missing,
            top_full: Full { id: 0, points: FullPoints::Missing },
            full_places: BTreeMap::new(),
            ids: ValueIds::default(),
            columns: BTreeMap::new(),
            next_full: 1,
            next_variable: 0,
        }
    }

    /// Whether what stands at `span` is in a file with English keywords.
    fn is_english(&self, span: Span) -> bool {
        self.files.iter().any(|file| file.source == span.source && file.english)
    }

    /// A keyword in the words of the file that `span` is in.
    fn keyword(&self, meaning: Meaning, span: Span) -> &'static str {
        meaning.keyword().spelling(self.is_english(span))
    }

    /// Everything told, in the order of the files.
    fn finish(mut self) -> Diagnostics {
        self.show_suspects();
        for (_, diagnostic) in std::mem::take(&mut self.unknown) {
            self.diagnostics.push(diagnostic);
        }
        self.diagnostics
    }

    /// Tells a mistake.
    fn tell(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Tells a mistake of a kind that is told but once a place.
    fn tell_once(&mut self, diagnostic: Diagnostic) {
        if self.told.insert((diagnostic.code, diagnostic.span())) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Tells that a word is not known, once for all its places.
    fn tell_unknown(&mut self, word: &str, diagnostic: Diagnostic) {
        // A unit or option set that is not declared is missing as a type, behind numbers and beside indicators alike.
        let code = match diagnostic.code {
            Code::UnitUnknown | Code::WorthUnknown => Code::TypeUnknown,
            code => code,
        };
        let key = (code, word.to_owned());
        let span = diagnostic.span();
        let known = self.unknown_index.get(&key).and_then(|at| self.unknown.get_mut(*at));
        match known {
            Some((_, told)) if told.labels.iter().any(|l| l.span == span) => {}
            // Behind a number it can only be a unit, whatever was thought of it as a type.
            Some((_, told))
                if (told.code, diagnostic.code) == (Code::TypeUnknown, Code::UnitUnknown) && told.fix.is_none() =>
            {
                let as_type = std::mem::replace(told, diagnostic);
                let places = as_type.labels.iter().map(|label| label.span);
                told.labels.extend(places.map(|span| Label { span, message: Some(Message::new("check-also-here")) }));
            }
            Some((_, told)) => {
                told.labels.push(Label { span, message: Some(Message::new("check-also-here")) });
                // Mended in one place alone, it would be told again of the others.
                let unit = |code| matches!(code, Code::TypeUnknown | Code::UnitUnknown);
                let alike = told.code == diagnostic.code || unit(told.code) && unit(diagnostic.code);
                if let (Some(fix), Some(other), true) = (&mut told.fix, diagnostic.fix, alike) {
                    let more: Vec<_> = other.edits.into_iter().filter(|edit| !fix.edits.contains(edit)).collect();
                    fix.edits.extend(more);
                }
            }
            None => {
                self.unknown_index.insert(key.clone(), self.unknown.len());
                self.unknown.push((key, diagnostic));
            }
        }
    }

    /// Whether there is a mistake that leaves a hole in the model: any but points that do not add up.
    fn is_broken(&self) -> bool {
        let hole = |d: &Diagnostic| d.severity() == Severity::Error && !is_sum(d.code);
        self.diagnostics.iter().any(hole) || !self.unknown.is_empty()
    }

    /// An expression of this form.
    fn make(&mut self, span: Span, ty: Type, kind: ExprKind) -> Expr {
        let id = self.ids.of(&kind);
        Expr { span, ty, id, kind }
    }

    /// 满分 of a new place.
    fn new_full(&mut self, points: FullPoints) -> Full {
        let id = self.next_full;
        self.next_full += 1;
        Full { id, points }
    }

    /// A dimension that only the facts will tell.
    fn new_variable(&mut self) -> Base {
        let variable = Base::variable(self.next_variable);
        self.next_variable += 1;
        variable
    }

    /// The scope in which only constants may stand, with 满分 of the header.
    fn constants(&self) -> Scope<'a> {
        let mut scope = Scope::top(self.top_full.clone());
        scope.constants = true;
        scope
    }

    fn fact(&self, id: FactId) -> Option<&FactEntry<'a>> {
        self.facts.get(id.index())
    }

    fn method(&self, id: MethodId) -> Option<&MethodEntry<'a>> {
        self.methods.get(id.index())
    }

    fn let_entry(&self, id: LetId) -> Option<&LetEntry<'a>> {
        self.lets.get(id.index())
    }

    fn set(&self, id: OptionSetId) -> Option<&OptionSet> {
        self.option_sets.get(id.index())
    }

    /// The whole of a rubric.
    fn rubric(&mut self) -> Option<Rubric> {
        let header = self.declare();
        self.allows();
        let head = self.header(header);
        self.head_has_full(header);
        self.calendars(head.valid);
        let top = self.top_scope();
        self.check_methods();
        let adjustments_and_caps = self.whole_file(&top);
        let grades = self.grades();
        let grade_caps = self.grade_caps(&grades, &top);
        self.unread();
        if self.is_broken() {
            return None;
        }
        self.assemble(head, adjustments_and_caps, grades, grade_caps)
    }

    /// A library by itself.
    fn library(&mut self) {
        self.declare();
        self.allows();
        self.calendars(None);
        self.check_methods();
    }

    /// All that was found, as the model. None only where a mistake was told.
    fn assemble(
        &mut self,
        head: header::Head,
        file: total::WholeFile,
        grades: Vec<model::Grade>,
        grade_caps: Vec<model::GradeCap>,
    ) -> Option<Rubric> {
        let facts = std::mem::take(&mut self.facts)
            .into_iter()
            .map(|fact| {
                Some(model::Fact {
                    name: fact.name.text.clone(),
                    span: fact.name.span,
                    ty: fact.ty?,
                    source: fact.decl.source.as_ref().map(|s| s.value.clone()),
                    explain: fact.decl.explain.as_ref().map(|s| s.value.clone()),
                    node: fact.node,
                    adjustment: fact.adjustment,
                })
            })
            .collect::<Option<Vec<_>>>()?;
        let lets = std::mem::take(&mut self.lets)
            .into_iter()
            .map(|entry| {
                let name = entry.decl.name.text.clone();
                Some(model::Let { name, span: entry.decl.name.span, value: entry.value? })
            })
            .collect::<Option<Vec<_>>>()?;
        let methods = std::mem::take(&mut self.methods)
            .into_iter()
            .map(|method| {
                let params = method
                    .params
                    .into_iter()
                    .map(|p| Some(Field { name: p.name.text.clone(), span: p.name.span, ty: p.ty? }));
                Some(model::Method {
                    name: method.decl.name.text.clone(),
                    span: method.decl.name.span,
                    params: params.collect::<Option<Vec<_>>>()?,
                    body: method.body?,
                })
            })
            .collect::<Option<Vec<_>>>()?;
        let nodes = std::mem::take(&mut self.nodes)
            .into_iter()
            .map(|node| {
                Some(model::Node {
                    name: node.decl.name.text.clone(),
                    path: node.path,
                    span: node.decl.name.span,
                    part: node.decl.part,
                    parent: node.parent,
                    worth: node.worth?,
                    share: node.share,
                    weight: node.weight,
                    explain: node.explain,
                    body: node.body?,
                })
            })
            .collect::<Option<Vec<_>>>()?;
        Some(Rubric {
            english: self.files.first().is_some_and(|file| file.english),
            name: head.name,
            version: head.version,
            basis: head.basis,
            valid: head.valid,
            valid_span: head.valid_span,
            full: match &self.full {
                FullPoints::Known(points) => Some(points.clone()),
                _ => None,
            },
            rounding: head.rounding,
            units: std::mem::take(&mut self.units),
            option_sets: std::mem::take(&mut self.option_sets),
            facts,
            lets,
            methods,
            nodes,
            roots: file.roots,
            combine: file.combine,
            adjustments: file.adjustments,
            total_caps: file.total_caps,
            grades,
            grade_caps,
            verifications: file.verifications,
            calendar: std::mem::take(&mut self.calendar),
        })
    }
}
