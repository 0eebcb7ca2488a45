//! 校验: whether each holds, in a cell of its own. No score reads it.

use crate::model::{TableRef, Type, TypeKind, Verification};
use crate::value::Value;
use crate::wording::Wording;

use super::super::formula::Formula;
use super::super::grid::{Content, Live, Look, Role, Shown, Side as At};
use super::super::words::word;
use super::Translator;
use super::cells::Wanted;
use super::scope::{Home, Scope};
use super::steps::Step;

impl<'a> Translator<'a> {
    /// A cell for each of `verifications`, which see what `scope` sees.
    pub(super) fn checks(&mut self, verifications: &'a [Verification], scope: &Scope<'a>) {
        for verification in verifications {
            // What a check reads is nothing that a score rests on.
            let _ = self.reading(|t| t.check(verification, scope));
        }
    }

    fn check(&mut self, verification: &'a Verification, scope: &Scope<'a>) {
        let locale = self.filing.locale;
        let (holds, fails) = (word(locale, "sheet-check-holds"), word(locale, "sheet-check-fails"));
        // What must hold; the message of a check says the contrary.
        let rows = match scope.home {
            Home::Rows(fact) => vec![TableRef::Fact(fact)],
            Home::Steps | Home::Nowhere => Vec::new(),
        };
        let wording = Wording::new(self.rubric, self.filing.assessed.sources, locale);
        let asked = wording.verification(verification, &rows);
        let label = format!("{}{}{asked}", word(locale, "sheet-check"), word(locale, "joint-colon"));
        let condition = &verification.condition;
        let unscored = self.words.unscored.clone();
        let said = |value: Option<Value>| {
            Shown::Text(match value {
                Some(Value::YesNo(true)) => holds.clone(),
                Some(Value::YesNo(false)) => fails.clone(),
                _ => unscored.clone(),
            })
        };
        let source = self.source(verification.span);
        let shown = said(self.value_at(condition, scope, None));
        match scope.home {
            Home::Steps => {
                let (made, reads) = self.reading(|t| t.expr(condition, scope));
                let live = made.and_then(|made| {
                    let said = Formula::choose(&made, &Formula::text(&holds), &Formula::text(&fails));
                    let otherwise = self.otherwise(&shown, &reads, None);
                    Ok(Formula::or_else(&said, &otherwise).checked()?)
                });
                let why = live.as_ref().err().copied();
                let role = if why.is_some() { Role::Frozen } else { Role::Result };
                let content = match (live, shown) {
                    (Ok(live), shown) => {
                        Content::Live(Live { formula: live.as_str().to_owned(), array: live.array, shown })
                    }
                    (Err(_), Shown::Text(text)) => Content::Text(text),
                    (Err(_), _) => Content::Blank,
                };
                let look = Look::framed(role).at(At::Middle);
                self.steps.rows.push(Step::Cell { label, source, content, look, unit: String::new(), why });
            }
            Home::Rows(fact) => {
                let rows = self.places.tables.get(fact.index()).and_then(Option::as_ref).map_or(0, |t| t.rows);
                let shown_rows = (0..rows).map(|row| said(self.value_at(condition, scope, Some(row)))).collect();
                let wanted = Wanted {
                    label,
                    source,
                    ty: Type::plain(TypeKind::Text),
                    expr: None,
                    shown: None,
                    shown_rows,
                    named: false,
                    scope,
                };
                // Where it can be no formula, the report tells what came of it.
                let _ = self.cell(wanted, |t| {
                    let condition = t.expr(condition, scope)?;
                    Ok(Formula::choose(&condition, &Formula::text(&holds), &Formula::text(&fails)))
                });
            }
            Home::Nowhere => {}
        }
    }
}
