//! Which facts a step reads, and which are wanting.

use crate::diagnostic::Message;
use crate::eval::Missing;
use crate::model::visit::each_operand;
use crate::model::{Expr, ExprKind, Rule, RuleKind, TableRef};
use crate::value::Value;

use super::show::Told;
use super::sight::{Context, RowAt, Sight};
use super::step::FactRead;
use super::walk::merge_facts;
use crate::print::Scale;

impl<'a> Context<'a> {
    /// The facts that `expr` reads: those of the sides and branches that count.
    pub fn facts_read(&self, sight: &Sight<'a>, expr: &'a Expr) -> Vec<FactRead> {
        let mut facts = Vec::new();
        self.collect_facts(sight, expr, &mut facts);
        facts
    }

    fn collect_facts(&self, sight: &Sight<'a>, expr: &'a Expr, out: &mut Vec<FactRead>) {
        match &expr.kind {
            ExprKind::Fact(_) | ExprKind::Field { .. } => {
                if let Some(fact) = self.fact_read(sight, expr) {
                    merge_facts(out, vec![fact]);
                }
            }
            ExprKind::Let(id) => self.collect_facts(sight, &self.rubric.binding(*id).value, out),
            ExprKind::Param(_) => {
                let (inner, arg) = self.resolve(sight, expr);
                if !matches!(arg.kind, ExprKind::Param(_)) {
                    self.collect_facts(inner, arg, out);
                }
            }
            ExprKind::And(a, b) | ExprKind::Or(a, b) => {
                self.collect_facts(sight, a, out);
                let decided = matches!(expr.kind, ExprKind::Or(..));
                if self.holds(sight, a) != Some(decided) {
                    self.collect_facts(sight, b, out);
                }
            }
            ExprKind::If(c, a, b) => {
                self.collect_facts(sight, c, out);
                match self.holds(sight, c) {
                    Some(true) => self.collect_facts(sight, a, out),
                    Some(false) => self.collect_facts(sight, b, out),
                    None => {}
                }
            }
            ExprKind::Choose(rule) => {
                if let Some(subject) = subject(rule) {
                    self.collect_facts(sight, subject, out);
                }
            }
            ExprKind::Aggregate { table: TableRef::Fact(fact), filter, value, .. } => {
                let declared = self.rubric.fact(*fact);
                let origin = self.facts.origins.get(fact.index()).and_then(Option::as_ref);
                if let Some(rows) = self.rows(*fact) {
                    let count = self.locale.text(&Message::new("rows").arg("count", rows.len()));
                    let table = FactRead {
                        name: declared.name.clone(),
                        value: count,
                        source: origin.and_then(|o| o.source.clone()).or_else(|| declared.source.clone()),
                        place: origin.map(|o| o.span),
                    };
                    merge_facts(out, vec![table]);
                    // What a filter or a value reads besides the rows is read here too.
                    let inner = self.inside(sight, &TableRef::Fact(*fact), 0);
                    for part in filter.iter().chain(value) {
                        let mut read = Vec::new();
                        if !rows.is_empty() {
                            self.collect_facts(&inner, part, &mut read);
                        }
                        let prefix = format!("{}/", declared.name);
                        read.retain(|fact| !fact.name.starts_with(&prefix));
                        merge_facts(out, read);
                    }
                }
            }
            _ => each_operand(expr, &mut |operand| self.collect_facts(sight, operand, out)),
        }
    }

    fn fact_read(&self, sight: &Sight<'a>, expr: &'a Expr) -> Option<FactRead> {
        let cell = self.cell(sight, expr)?;
        let value = match (self.written(sight, expr), cell.value) {
            (Some(figure), _) => figure.text,
            (None, Some(Value::Absent)) => self.words.get("word-absent"),
            (None, Some(_)) => self.words.get("word-unknown"),
            (None, None) => return None,
        };
        let (name, declared) = match &expr.kind {
            ExprKind::Fact(id) => (self.rubric.fact(*id).name.clone(), self.rubric.fact(*id).source.clone()),
            ExprKind::Field { frame, .. } => {
                let RowAt::Row(fact, row) = sight.rows.get(usize::from(*frame))? else { return None };
                let row = &self.row(*fact, *row)?.name;
                let table = self.rubric.fact(*fact);
                let field = self.name(sight, expr)?;
                let field = field.rsplit('.').next().unwrap_or(&field).to_owned();
                (format!("{}/{row}/{field}", table.name), table.source.clone())
            }
            _ => return None,
        };
        let source = cell.origin.and_then(|o| o.source.clone()).or(declared);
        Some(FactRead { name, value, source, place: cell.origin.map(|o| o.span) })
    }

    /// The facts of `expr` that are absent or known in part, each with what is known.
    pub fn wanting(&self, sight: &Sight<'a>, expr: &'a Expr) -> Vec<String> {
        let mut out = Vec::new();
        self.collect_wanting(sight, expr, &mut out);
        out
    }

    fn collect_wanting(&self, sight: &Sight<'a>, expr: &'a Expr, out: &mut Vec<String>) {
        match &expr.kind {
            ExprKind::Fact(_) | ExprKind::Field { .. } => {
                let cell = self.cell(sight, expr);
                let value = cell.as_ref().and_then(|cell| cell.value);
                if value.is_some_and(Value::is_known) {
                    return;
                }
                let name = self.name(sight, expr).unwrap_or_default();
                let text = self.known_of(&name, value, expr, &self.scale(sight, expr));
                if !out.contains(&text) {
                    out.push(text);
                }
            }
            ExprKind::Let(id) => self.collect_wanting(sight, &self.rubric.binding(*id).value, out),
            ExprKind::Param(_) => {
                let (inner, arg) = self.resolve(sight, expr);
                if !matches!(arg.kind, ExprKind::Param(_)) {
                    self.collect_wanting(inner, arg, out);
                }
            }
            ExprKind::Aggregate { table: TableRef::Fact(fact), filter, value, .. } => match self.rows(*fact) {
                None => out.push(self.rubric.fact(*fact).name.clone()),
                Some(rows) => {
                    for index in (0..).take(rows.len()) {
                        let inner = self.inside(sight, &TableRef::Fact(*fact), index);
                        for part in filter.iter().chain(value) {
                            self.collect_wanting(&inner, part, out);
                        }
                    }
                }
            },
            _ => each_operand(expr, &mut |operand| self.collect_wanting(sight, operand, out)),
        }
    }

    fn known_of(&self, name: &str, value: Option<&Value>, expr: &'a Expr, scale: &Scale) -> String {
        let told = value.map(|value| self.told(value, &expr.ty, scale));
        match told {
            None | Some(Told::Unknown) => name.to_owned(),
            Some(told) => {
                let known = self.words_for(&told);
                self.locale.text(&Message::new("missing-partly").arg("name", name).arg("known", known))
            }
        }
    }

    /// The facts that would settle a score, each with what is known of it.
    pub fn missing(&self, missing: &[Missing]) -> Vec<String> {
        missing.iter().map(|missing| self.missing_fact(missing)).collect()
    }

    fn missing_fact(&self, missing: &Missing) -> String {
        let fact = self.rubric.fact(missing.fact);
        let Some((row, column)) = missing.cell else {
            let value = match self.facts.slots.get(missing.fact.index()) {
                Some(crate::facts::Slot::Value(value)) => Some(value),
                _ => None,
            };
            let unit = self.facts.origins.get(missing.fact.index()).and_then(Option::as_ref);
            return self.partly(&fact.name, value, &fact.ty, unit.and_then(|o| o.unit.as_deref()));
        };
        let field = fact.ty.table().and_then(|table| table.fields.get(usize::from(column)));
        let row = self.row(missing.fact, row);
        let name = format!(
            "{}/{}/{}",
            fact.name,
            row.map(|row| row.name.as_str()).unwrap_or_default(),
            field.map(|field| field.name.as_str()).unwrap_or_default()
        );
        let (Some(row), Some(field)) = (row, field) else { return name };
        let value = row.cells.get(usize::from(column)).and_then(Option::as_ref);
        let origin = row.origins.get(usize::from(column)).and_then(Option::as_ref);
        self.partly(&name, value, &field.ty, origin.and_then(|o| o.unit.as_deref()))
    }

    fn partly(&self, name: &str, value: Option<&Value>, ty: &crate::model::Type, unit: Option<&str>) -> String {
        let Some(value) = value else { return name.to_owned() };
        let scale = match (unit, ty.dimension()) {
            (Some("%"), _) => Scale::percent(),
            (Some(unit), _) => self.unit_scale(unit),
            (None, Some(dimension)) => self.base_scale(dimension),
            (None, None) => Scale::plain(),
        };
        match self.told(value, ty, &scale) {
            Told::Unknown => name.to_owned(),
            told => {
                let known = self.words_for(&told);
                self.locale.text(&Message::new("missing-partly").arg("name", name).arg("known", known))
            }
        }
    }
}

fn subject(rule: &Rule) -> Option<&Expr> {
    match &rule.kind {
        RuleKind::Bands { subject, .. } | RuleKind::Interpolate { subject, .. } => Some(subject),
        RuleKind::LookupOne { key, .. } => Some(key),
        RuleKind::LookupTwo { row, .. } => Some(row),
        RuleKind::Value(expr) => Some(expr),
        _ => None,
    }
}
