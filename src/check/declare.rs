//! First of all: what is declared, wherever it stands. Units, option sets, methods, facts and indicators
//! may be used before the place where they are declared.

use std::collections::BTreeMap;

use super::type_expr::Owner;
use super::{Checker, FactEntry, MethodEntry, NodeEntry, ParamEntry};
use crate::diagnostic::{Arg, Code, Diagnostic, Message};
use crate::model::{AdjustmentId, FactId, MethodId, NodeId};
use crate::source::Span;
use crate::syntax::ast::{self, Item, RuleKind, Statement};

/// Where a declaration stands.
#[derive(Clone, Default)]
struct Place {
    node: Option<NodeId>,
    adjustment: Option<AdjustmentId>,
    path: String,
    /// In a method or a row: facts may not be declared there.
    inner: Option<&'static str>,
}

impl<'a> Checker<'a> {
    /// Collects every declaration and yields the header, if there is one.
    pub(super) fn declare(&mut self) -> Option<&'a ast::Header> {
        let files = self.files;
        let items = || files.iter().flat_map(|file| &file.items);
        self.declare_units(items().filter_map(|item| match item {
            Item::Units(units) => Some(units),
            _ => None,
        }));
        self.declare_options(items().filter_map(|item| match item {
            Item::Options(options) => Some(options),
            _ => None,
        }));
        let mut header: Option<&'a ast::Header> = None;
        let is_library = files.first().is_none_or(super::is_library);
        let mut roots = BTreeMap::new();
        let mut adjustments = 0;
        for (index, file) in files.iter().enumerate() {
            for item in &file.items {
                if (index > 0 || is_library) && self.refuse_in_library(item) {
                    continue;
                }
                match item {
                    Item::Header(second) => match header {
                        Some(first) => self.told_twice("check-header", second.span, first.span),
                        None => header = Some(second),
                    },
                    Item::Method(method) => self.declare_method(method),
                    Item::Adjust(adjust) => {
                        self.unique(&mut roots, "kind-adjustment", &adjust.name);
                        let adjustment = Some(AdjustmentId(adjustments));
                        adjustments += 1;
                        self.declare_block(&adjust.body, &Place { adjustment, ..Place::default() });
                    }
                    Item::Statement(statement) => {
                        self.declare_statement(statement, &Place::default(), &mut roots);
                    }
                    _ => {}
                }
            }
        }
        self.shadowed_fields();
        header
    }

    /// Takes note of `name`; tells if it was there already.
    pub(super) fn unique(
        &mut self,
        names: &mut BTreeMap<&'a str, Span>,
        kind: &'static str,
        name: &'a ast::Name,
    ) -> bool {
        match names.get(name.text.as_str()) {
            Some(first) => {
                self.twice(kind, name, *first);
                false
            }
            None => {
                names.insert(&name.text, name.span);
                true
            }
        }
    }

    /// `name` is declared though it stood at `first`.
    pub(super) fn twice(&mut self, kind: &'static str, name: &ast::Name, first: Span) {
        self.tell(
            Diagnostic::new(Code::NameTwice, name.span)
                .arg("kind", Arg::Key(kind))
                .arg("name", name.text.as_str())
                .label(first, Message::new("check-first-here")),
        );
    }

    /// Something that may stand once stands again.
    pub(super) fn told_twice(&mut self, what: &'static str, second: Span, first: Span) {
        self.tell(Self::statement_twice(what, second, first));
    }

    pub(super) fn statement_twice(what: &'static str, second: Span, first: Span) -> Diagnostic {
        Diagnostic::new(Code::StatementTwice, second)
            .arg("what", Arg::Key(what))
            .label(first, Message::new("check-first-here"))
    }

    fn declare_method(&mut self, decl: &'a ast::MethodDecl) {
        if let Some(first) = self.method_index.get(decl.name.text.as_str()).and_then(|id| self.method(*id)) {
            let first = first.decl.name.span;
            self.twice("kind-method", &decl.name, first);
            return;
        }
        if super::call::is_function(&decl.name.text) {
            self.tell(
                Diagnostic::new(Code::NameBuiltIn, decl.name.span)
                    .arg("kind", Arg::Key("kind-function"))
                    .arg("name", decl.name.text.as_str()),
            );
        } else {
            self.method_index.insert(&decl.name.text, MethodId(self.methods.len() as u32));
        }
        let variable = self.new_variable();
        let mut names = BTreeMap::new();
        let mut params = Vec::with_capacity(decl.params.len());
        for param in &decl.params {
            self.unique(&mut names, "kind-parameter", &param.name);
            let ty = self.type_of(&param.ty, &Owner::Param { variable });
            params.push(ParamEntry { name: &param.name, ty, read: false });
        }
        self.methods.push(MethodEntry {
            decl,
            params,
            variable,
            calls: Vec::new(),
            uses: Vec::new(),
            body: None,
            called: false,
        });
        let place = Place { path: decl.name.text.clone(), inner: Some("kind-method"), ..Place::default() };
        self.declare_block(&decl.body, &place);
    }

    fn declare_block(&mut self, block: &'a ast::Block, place: &Place) {
        let mut siblings = BTreeMap::new();
        for statement in &block.statements {
            self.declare_statement(statement, place, &mut siblings);
        }
    }

    fn declare_statement(&mut self, statement: &'a Statement, place: &Place, siblings: &mut BTreeMap<&'a str, Span>) {
        match statement {
            Statement::Fact(decl) => self.declare_facts(decl, place),
            Statement::Node(decl) => {
                let kind = if decl.part { "kind-part" } else { "kind-indicator" };
                self.unique(siblings, kind, &decl.name);
                let id = NodeId(self.nodes.len() as u32);
                let path = match place.path.as_str() {
                    "" => decl.name.text.clone(),
                    above => format!("{above}/{}", decl.name.text),
                };
                self.node_ids.insert(std::ptr::from_ref(decl), id);
                self.nodes.push(NodeEntry {
                    decl,
                    parent: place.node,
                    path: path.clone(),
                    worth: None,
                    scored: false,
                    share: None,
                    weight: None,
                    explain: None,
                    body: None,
                });
                self.declare_block(&decl.body, &Place { node: Some(id), path, ..place.clone() });
            }
            Statement::Rule(rule) => self.declare_rule(rule, place),
            _ => {}
        }
    }

    /// Blocks may stand in rules: rows and 折算.
    fn declare_rule(&mut self, rule: &'a ast::Rule, place: &Place) {
        match &rule.kind {
            RuleKind::Each(each) => {
                self.declare_block(&each.body, &Place { inner: Some("kind-row"), ..place.clone() });
            }
            RuleKind::Scaled { body, .. } => self.declare_block(body, place),
            RuleKind::Bands(bands) => {
                for (_, rule) in &bands.bands {
                    self.declare_rule(rule, place);
                }
            }
            RuleKind::Cases(cases) => {
                for (_, rule) in &cases.cases {
                    self.declare_rule(rule, place);
                }
                if let Some(rule) = &cases.otherwise {
                    self.declare_rule(rule, place);
                }
            }
            RuleKind::Lookup(ast::Lookup::One { entries, .. }) => {
                for (_, rule) in entries {
                    self.declare_rule(rule, place);
                }
            }
            RuleKind::Deduct { base: Some(base), .. } => self.declare_rule(base, place),
            _ => {}
        }
    }

    fn declare_facts(&mut self, decl: &'a ast::FactDecl, place: &Place) {
        if let Some(inner) = place.inner {
            self.tell(Diagnostic::new(Code::FactMisplaced, decl.span).arg("place", Arg::Key(inner)));
        }
        let mut ty = None;
        for (index, name) in decl.names.iter().enumerate() {
            let id = FactId(self.facts.len() as u32);
            if let Some(first) = self.fact_index.get(name.text.as_str()).and_then(|id| self.fact(*id)) {
                let first = first.name.span;
                self.twice("kind-fact", name, first);
                // Which of the two was meant, and so its type, is not known.
                self.forget_type(&name.text);
                continue;
            }
            // Facts declared together share a type; each 量 has a dimension of its own, though.
            if index == 0 || self.is_quantity(&decl.ty) {
                ty = self.type_of(&decl.ty, &Owner::Fact);
            }
            let mut own = ty.clone();
            let table = own.as_mut().and_then(|ty| match &mut ty.kind {
                crate::model::TypeKind::Table(table) => {
                    table.fact = Some(id);
                    Some(std::rc::Rc::new((**table).clone()))
                }
                _ => None,
            });
            self.fact_index.insert(&name.text, id);
            self.facts.push(FactEntry {
                name,
                decl,
                ty: own,
                table,
                node: place.node,
                adjustment: place.adjustment,
                read: false,
            });
        }
    }

    fn forget_type(&mut self, name: &str) {
        if let Some(fact) = self.fact_index.get(name).and_then(|id| self.facts.get_mut(id.index())) {
            fact.ty = None;
        }
    }

    /// Whether mistakes in the type would be told again if it were read again; a 量 has none to tell.
    fn is_quantity(&self, ty: &ast::TypeExpr) -> bool {
        matches!(&ty.kind, ast::TypeKind::Named { name, .. } if super::type_expr::is_quantity_word(&name.text))
    }
}
