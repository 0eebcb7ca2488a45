//! 单位: units of their own, and units that are so many of another.

use super::Checker;
use super::nearest::with_nearest;
use crate::diagnostic::{Arg, Code, Diagnostic, Message};
use crate::number::Number;
use crate::source::Span;
use crate::syntax::ast;
use crate::syntax::keyword::Meaning;
use crate::unit::AliasError;

/// A unit that is so many of another.
type Waiting<'a> = (&'a ast::UnitDecl, &'a ast::NumberLiteral, &'a ast::Name);

impl<'a> Checker<'a> {
    /// Declares the units of every 单位 line. One may stand on another that comes later.
    pub(super) fn declare_units(&mut self, lines: impl Iterator<Item = &'a Vec<ast::UnitDecl>>) {
        let mut waiting: Vec<Waiting<'a>> = Vec::new();
        for decl in lines.flatten() {
            if self.unit_name_taken(&decl.name) {
                continue;
            }
            self.unit_places.insert(&decl.name.text, decl.name.span);
            match &decl.equals {
                Some((number, of)) => waiting.push((decl, number, of)),
                // A built-in name is told above, so it cannot be taken.
                None => drop(self.units.declare_base(&decl.name.text)),
            }
        }
        while !waiting.is_empty() {
            let before = waiting.len();
            let (ready, later): (Vec<_>, Vec<_>) =
                waiting.into_iter().partition(|(_, _, of)| self.units.lookup(&of.text).is_some());
            for (decl, number, of) in ready {
                self.declare_alias(decl, number, of);
            }
            waiting = later;
            if waiting.len() == before {
                self.unresolved_aliases(&waiting);
                break;
            }
        }
    }

    fn unit_name_taken(&mut self, name: &'a ast::Name) -> bool {
        if let Some(first) = self.unit_places.get(name.text.as_str()) {
            let first = *first;
            self.twice("kind-unit", name, first);
            return true;
        }
        let built_in = if self.units.is_built_in(&name.text) {
            "kind-unit"
        } else if super::type_expr::is_type_word(&name.text) {
            "kind-type"
        } else {
            return false;
        };
        self.tell(
            Diagnostic::new(Code::NameBuiltIn, name.span)
                .arg("kind", Arg::Key(built_in))
                .arg("name", name.text.as_str()),
        );
        true
    }

    fn declare_alias(&mut self, decl: &'a ast::UnitDecl, number: &ast::NumberLiteral, of: &ast::Name) {
        let declared = match Number::parse(&number.digits) {
            Ok(factor) => self.units.declare_alias(&decl.name.text, &factor, &of.text),
            Err(_) => {
                self.bad_units.insert(&decl.name.text);
                return self.tell(Diagnostic::new(Code::NumberTooLong, number.span));
            }
        };
        let code = match declared {
            Ok(()) => return,
            Err(AliasError::NotPositive) => Code::UnitFactor,
            Err(AliasError::Exists | AliasError::Unknown | AliasError::Factor(_)) => Code::ConstantTooLarge,
        };
        self.bad_units.insert(&decl.name.text);
        self.tell(Diagnostic::new(code, number.span).arg("name", decl.name.text.as_str()));
    }

    /// Units that stand on one that is not there, or on one another.
    fn unresolved_aliases(&mut self, waiting: &[Waiting<'a>]) {
        for (decl, _, _) in waiting {
            self.bad_units.insert(&decl.name.text);
        }
        let mut told = Vec::new();
        for (decl, _, of) in waiting {
            if !self.unit_places.contains_key(of.text.as_str()) {
                let diagnostic = self.unknown_unit(of);
                self.tell_unknown(&of.text, diagnostic);
            } else if let Some((first, others)) = circle(decl, waiting).split_first()
                && !told.contains(&first.name.text.as_str())
            {
                let mut diagnostic =
                    Diagnostic::new(Code::UnitCyclic, first.name.span).arg("name", first.name.text.as_str());
                for decl in others {
                    diagnostic = diagnostic.label(decl.name.span, Message::new("check-through-here"));
                    told.push(decl.name.text.as_str());
                }
                told.push(first.name.text.as_str());
                self.tell(diagnostic);
            }
        }
    }

    /// That a unit is not known, with the one that was probably meant.
    pub(super) fn unknown_unit(&self, name: &ast::Name) -> Diagnostic {
        let diagnostic = Diagnostic::new(Code::UnitUnknown, name.span).arg("name", name.text.as_str());
        if let Some(common) = super::nearest::common_unit(&name.text) {
            return diagnostic.help(Message::new("check-write-instead").arg("right", common)).choice(name.span, common);
        }
        let is_unit = |unit: &str| self.units.lookup(unit).is_some();
        if let Some((unit, rest)) = super::nearest::split_unit(&name.text, &is_unit) {
            let right = format!("{unit} {rest}");
            return diagnostic
                .help(Message::new("check-blank-missing").arg("right", right.as_str()))
                .fix(name.span, right);
        }
        let diagnostic = with_nearest(diagnostic, &name.text, name.span, self.units.names());
        match diagnostic.helps.is_empty() {
            true => self.with_declaration(diagnostic, name),
            false => diagnostic,
        }
    }

    /// Offers to declare the unit, behind the head of the file.
    fn with_declaration(&self, diagnostic: Diagnostic, name: &ast::Name) -> Diagnostic {
        let Some(file) = self.files.iter().find(|file| file.source == name.span.source) else { return diagnostic };
        let header = file.items.iter().find_map(|item| match item {
            ast::Item::Header(header) => Some(header.span),
            _ => None,
        });
        let keyword = Meaning::Unit.keyword().spelling(file.english);
        let line = format!("{keyword} {}", super::nearest::spelt(&name.text));
        match header.map(|span| span.range().end) {
            Some(end) => diagnostic.choice(Span::new(file.source, end..end), format!("\n\n{line}")),
            None => diagnostic.choice(Span::new(file.source, 0..0), format!("{line}\n\n")),
        }
    }
}

/// The units that `start` stands on, if they lead back to it.
fn circle<'a>(start: &'a ast::UnitDecl, waiting: &[Waiting<'a>]) -> Vec<&'a ast::UnitDecl> {
    let mut way = vec![start];
    while way.len() <= waiting.len() {
        let Some(last) = way.last() else { break };
        let of = waiting.iter().find(|(decl, ..)| decl.name.text == last.name.text).map(|(.., of)| *of);
        let next =
            of.and_then(|of| waiting.iter().find(|(decl, ..)| decl.name.text == of.text)).map(|(decl, ..)| *decl);
        match next {
            Some(next) if next.name.text == start.name.text => return way,
            Some(next) => way.push(next),
            None => break,
        }
    }
    Vec::new()
}
