//! 计算: worked out where they are first read, each once, in the scope of their own block.
//!
//! What an absent fact does to a 计算 is decided where it is read: it hands on what it needs.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::Checker;
use super::constant::Linear;
use super::given::Given;
use super::scope::{LetBlock, Scope};
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::model::{Expr, ExprKind, LetId, ValueId};
use crate::source::Span;
use crate::syntax::ast::{self, Statement};

/// Most 计算 that may stand on one another.
const MAX_DEPTH: u32 = 64;

/// A declared 计算.
pub(super) struct LetEntry<'a> {
    pub decl: &'a ast::LetDecl,
    scope: Scope<'a>,
    state: State,
    pub value: Option<Expr>,
    /// What it reads that may be absent.
    needs: Vec<Need>,
    /// Whether it reads 满分.
    reads_full: bool,
    /// How many 计算 stand below it.
    depth: u32,
    pub read: bool,
    /// What it tells of optional values, if it is a condition.
    pub given: Given,
    /// Its value, if it is a constant but for 满分.
    pub linear: Option<Linear>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Untouched,
    Begun,
    Done,
}

/// What is found while a 计算 is worked out.
#[derive(Default)]
pub(super) struct Reading {
    id: Option<LetId>,
    needs: Vec<Need>,
    reads_full: bool,
    depth: u32,
}

/// An optional value that is read as if it were there.
#[derive(Clone)]
pub(super) struct Need {
    /// Which.
    pub value: ValueId,
    /// Where it is read.
    pub span: Span,
    /// Its name.
    pub name: String,
    /// Where it is declared.
    pub declared: Span,
}

impl<'a> Checker<'a> {
    /// Declares the 计算 of a block, and yields the scope in which its statements stand.
    pub(super) fn declare_lets(
        &mut self,
        statements: impl Iterator<Item = &'a Statement>,
        outer: &Scope<'a>,
    ) -> (Scope<'a>, Vec<LetId>) {
        let mut names: BTreeMap<&'a str, LetId> = BTreeMap::new();
        let mut ids = Vec::new();
        for statement in statements {
            let Statement::Let(decl) = statement else { continue };
            let id = LetId(self.lets.len() as u32);
            if let Some(first) = self.hidden_by(&decl.name.text, names.get(decl.name.text.as_str()).copied(), outer) {
                self.twice("kind-let", &decl.name, first);
            }
            // A second one of a name is read by none, but still checked.
            names.entry(&decl.name.text).or_insert(id);
            ids.push(id);
            self.lets.push(LetEntry {
                decl,
                scope: outer.clone(),
                state: State::Untouched,
                value: None,
                needs: Vec::new(),
                reads_full: false,
                depth: 0,
                read: false,
                given: Given::default(),
                linear: None,
            });
        }
        let mut scope = outer.clone();
        if !ids.is_empty() {
            scope.lets = Some(Rc::new(LetBlock { names, outer: outer.lets.clone() }));
        }
        for id in &ids {
            if let Some(entry) = self.lets.get_mut(id.index()) {
                entry.scope = scope.clone();
                entry.scope.given.clear();
            }
        }
        (scope, ids)
    }

    /// Where a value stands that a new one of that name would hide.
    fn hidden_by(&self, name: &str, here: Option<LetId>, outer: &Scope<'a>) -> Option<Span> {
        let earlier = here.or_else(|| outer.find_let(name));
        if let Some(earlier) = earlier {
            return self.let_entry(earlier).map(|l| l.decl.name.span);
        }
        if let Some(method) = outer.method {
            return self.method(method)?.params.iter().find(|p| p.name.text == name).map(|p| p.name.span);
        }
        if let Some(row) = outer.frames.iter().find(|row| super::name::column_of(row, name).is_some()) {
            return row.columns.fields.iter().find(|f| f.name == name).map(|f| f.span);
        }
        self.fact_index.get(name).and_then(|id| self.fact(*id)).map(|f| f.name.span)
    }

    /// Works out the 计算 of a block, in the order written.
    pub(super) fn check_lets(&mut self, ids: &[LetId]) {
        for id in ids {
            self.check_let(*id);
        }
    }

    fn check_let(&mut self, id: LetId) {
        let Some(entry) = self.lets.get_mut(id.index()).filter(|e| e.state == State::Untouched) else { return };
        entry.state = State::Begun;
        let (decl, scope) = (entry.decl, entry.scope.clone());
        self.reading.push(Reading { id: Some(id), ..Reading::default() });
        let value = self.expr(&decl.value, &scope, None);
        let reading = self.reading.pop().unwrap_or_default();
        let deep = reading.depth > MAX_DEPTH;
        if deep {
            self.tell(Diagnostic::new(Code::LetTooDeep, decl.name.span).arg("limit", MAX_DEPTH as usize));
        }
        let given = value.as_ref().map(|value| self.given(value)).unwrap_or_default();
        let linear = value.as_ref().and_then(|value| self.linear(value));
        let Some(entry) = self.lets.get_mut(id.index()) else { return };
        (entry.given, entry.linear) = (given, linear);
        entry.state = State::Done;
        // What stands on one that is too deep is not told again.
        entry.value = value.filter(|_| !deep);
        entry.needs = reading.needs;
        entry.reads_full = reading.reads_full;
        entry.depth = reading.depth;
    }

    /// The value of a 计算, read at `span`.
    pub(super) fn let_value(&mut self, id: LetId, span: Span, scope: &Scope<'a>) -> Option<Expr> {
        if self.let_entry(id)?.state == State::Begun {
            self.cyclic(id, span);
            return None;
        }
        if self.reading.len() > MAX_DEPTH as usize {
            let name = self.let_entry(id)?.decl.name.span;
            self.tell_once(Diagnostic::new(Code::LetTooDeep, name).arg("limit", MAX_DEPTH as usize));
            return None;
        }
        self.check_let(id);
        let entry = self.lets.get_mut(id.index())?;
        entry.read = true;
        let (depth, reads_full, own_full) = (entry.depth, entry.reads_full, entry.scope.full.id);
        let needs = entry.needs.clone();
        let value = entry.value.as_ref()?;
        // A 计算 is what it stands for, so what is known of the one is known of the other.
        let (ty, value_id) = (value.ty.clone(), value.id);
        let name = entry.decl.name.text.clone();
        let declared = entry.decl.name.span;
        if let Some(reading) = self.reading.last_mut() {
            reading.depth = reading.depth.max(depth + 1);
            reading.reads_full |= reads_full;
        }
        if reads_full && own_full != scope.full.id {
            let diagnostic = Diagnostic::new(Code::LetOtherFull, span)
                .arg("name", name.as_str())
                .label(declared, Message::new("check-declared-here"));
            self.tell_unknown(&format!("{name} {}", declared.start), diagnostic);
            return None;
        }
        for need in needs {
            self.needs_through(need, span, scope);
        }
        Some(Expr { span, ty, id: value_id, kind: ExprKind::Let(id) })
    }

    /// The name of the 计算 that is being worked out.
    pub(super) fn let_being_read(&self) -> Option<Span> {
        let id = self.reading.last()?.id?;
        self.let_entry(id).map(|entry| entry.decl.name.span)
    }

    fn cyclic(&mut self, id: LetId, span: Span) {
        let Some(entry) = self.let_entry(id) else { return };
        let mut diagnostic =
            Diagnostic::new(Code::LetCyclic, entry.decl.name.span).arg("name", entry.decl.name.text.as_str());
        let start = self.reading.iter().position(|r| r.id == Some(id)).unwrap_or(0);
        for reading in self.reading.iter().skip(start + 1) {
            if let Some(through) = reading.id.and_then(|id| self.let_entry(id)) {
                diagnostic = diagnostic.label(through.decl.name.span, Message::new("check-through-here"));
            }
        }
        diagnostic = diagnostic.label(span, Message::new("check-back-here"));
        self.tell_once(diagnostic);
    }

    /// An optional value is read; tells so unless it is known to be there.
    pub(super) fn needs(&mut self, need: Need, scope: &Scope<'a>) {
        let place = need.span;
        self.needs_through(need, place, scope);
    }

    fn needs_through(&mut self, need: Need, used: Span, scope: &Scope<'a>) {
        if scope.given.contains(&need.value) {
            return;
        }
        if let Some(reading) = self.reading.last_mut() {
            if !reading.needs.iter().any(|n| n.value == need.value) {
                reading.needs.push(need);
            }
            return;
        }
        let mut diagnostic = Diagnostic::new(Code::OptionalUnguarded, need.span)
            .arg("name", need.name.as_str())
            .label(need.declared, Message::new("check-declared-optional").arg("name", need.name.as_str()));
        if used != need.span {
            diagnostic = diagnostic.label(used, Message::new("check-used-here"));
        }
        self.tell_once(diagnostic);
    }

    /// 满分 is read.
    pub(super) fn full_is_read(&mut self) {
        if let Some(reading) = self.reading.last_mut() {
            reading.reads_full = true;
        }
    }
}
