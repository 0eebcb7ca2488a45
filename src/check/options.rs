//! 选项: closed sets of names, perhaps in order, perhaps with a number beside each.

use std::collections::BTreeMap;

use super::Checker;
use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::model::{OptionEntry, OptionSet, OptionSetId, OptionShare, Type};
use crate::number::reach::Bound;
use crate::number::{Number, reach::Interval, reach::Reach};
use crate::syntax::ast::{self, OptionValue};

/// Most options that a set may have.
const MAX_OPTIONS: usize = 64;

impl<'a> Checker<'a> {
    /// Declares every option set.
    pub(super) fn declare_options(&mut self, decls: impl Iterator<Item = &'a ast::OptionsDecl>) {
        for decl in decls {
            self.declare_option_set(decl);
        }
    }

    fn declare_option_set(&mut self, decl: &'a ast::OptionsDecl) {
        let name = &decl.name;
        if let Some(first) = self.set_index.get(name.text.as_str()).and_then(|id| self.set(*id)) {
            let first = first.span;
            return self.twice("kind-option-set", name, first);
        }
        if let Some(first) = self.unit_places.get(name.text.as_str()) {
            // Units and option sets are both types.
            let first = *first;
            return self.twice("kind-type", name, first);
        }
        let built_in = self.units.is_built_in(&name.text) || super::type_expr::is_type_word(&name.text);
        if built_in {
            self.tell(
                Diagnostic::new(Code::NameBuiltIn, name.span)
                    .arg("kind", Arg::Key("kind-type"))
                    .arg("name", name.text.as_str()),
            );
        }
        if decl.options.len() > MAX_OPTIONS {
            self.tell(
                Diagnostic::new(Code::TooManyOptions, name.span)
                    .arg("name", name.text.as_str())
                    .arg("count", decl.options.len())
                    .arg("limit", MAX_OPTIONS),
            );
        }
        let mut names = BTreeMap::new();
        let mut options = Vec::with_capacity(decl.options.len());
        for option in &decl.options {
            if !self.unique(&mut names, "kind-option", &option.name) {
                continue;
            }
            let share = option.value.as_ref().map_or(OptionShare::None, |value| self.option_share(value));
            options.push(OptionEntry { name: option.name.text.clone(), span: option.name.span, share });
        }
        let id = OptionSetId(self.option_sets.len() as u32);
        self.set_index.insert(&name.text, id);
        self.option_sets.push(OptionSet { name: name.text.clone(), span: name.span, options, ordered: decl.ordered });
    }

    /// What stands beside an option; nothing where it has a mistake.
    fn option_share(&mut self, value: &'a OptionValue) -> OptionShare {
        match value {
            OptionValue::Number(expr) => match self.constant_of(expr, &Type::number()) {
                Some(number) => OptionShare::Number(number),
                None => OptionShare::None,
            },
            OptionValue::Range(range) => {
                let scope = self.constants();
                let Some(range) = self.range(range, &Type::number(), &scope) else { return OptionShare::None };
                let Some((low, high)) = self.constant_ends(&range) else { return OptionShare::None };
                // A share is never less than nothing, nor more than all.
                let low = if low == Bound::Unbounded { Bound::Closed(Number::ZERO) } else { low };
                let high = if high == Bound::Unbounded { Bound::Closed(Number::ONE) } else { high };
                OptionShare::Range(Reach::interval(Interval::between(low, high)))
            }
        }
    }

    /// The option of that name in a set.
    pub(super) fn find_option(&self, set: OptionSetId, name: &str) -> Option<u16> {
        let index = self.set(set)?.options.iter().position(|option| option.name == name)?;
        u16::try_from(index).ok()
    }
}
