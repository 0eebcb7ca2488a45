//! A cell as a value: what is blank or known in part has none, so that what reads it has none either.

use crate::model::{OptionSetId, OptionShare, Rubric, Type, TypeKind};
use crate::number::Number;

use super::super::formula::Formula;
use super::super::words::Words;

/// Decimals to which a number in base units is brought back after its unit is multiplied in.
const PLACES: i64 = 8;

/// The value of the type `ty` that stands in `cell`, whose numbers are multiplied by `factor`.
pub(super) fn value(rubric: &Rubric, words: &Words, cell: &Formula, ty: &Type, factor: &Number) -> Formula {
    let none = Formula::none();
    let value = match &ty.kind {
        TypeKind::Number { .. } => {
            let number = if *factor == Number::ONE {
                cell.clone()
            } else {
                let number = Formula::mul(cell, &Formula::number(factor));
                Formula::call("ROUND", &[&number, &Formula::whole(PLACES)]).fixed(true)
            };
            Formula::choose(&Formula::call("ISNUMBER", &[cell]), &number, &none)
        }
        TypeKind::Date => Formula::choose(&Formula::call("ISNUMBER", &[cell]), cell, &none),
        TypeKind::YesNo => {
            let is = |word: &str| Formula::compare(cell, "=", &Formula::text(word));
            let no = Formula::choose(&is(&words.no), &Formula::yes_no(false), &none);
            Formula::choose(&is(&words.yes), &Formula::yes_no(true), &no)
        }
        TypeKind::Option(set) => {
            let options = &rubric.options(*set).options;
            let all = 1u64.checked_shl(options.len() as u32).map_or(u64::MAX, |bit| bit - 1);
            let found = any_of(rubric, cell, *set, all);
            Formula::choose(&found, cell, &none)
        }
        TypeKind::Text | TypeKind::Table(_) => {
            let blank = Formula::compare(cell, "=", &Formula::text(""));
            let text = Formula::choose(&blank, &none, cell);
            return if ty.optional { cell.clone() } else { text };
        }
    };
    if ty.optional {
        let blank = Formula::compare(cell, "=", &Formula::text(""));
        let fixed = value.fixed;
        return Formula::choose(&blank, &Formula::text(""), &value).fixed(fixed);
    }
    value
}

/// Whether two options of the set differ in the case of their letters alone, which a spreadsheet does not tell apart.
fn is_cased(rubric: &Rubric, set: OptionSetId) -> bool {
    let mut names: Vec<String> = rubric.options(set).options.iter().map(|o| o.name.to_lowercase()).collect();
    names.sort();
    names.windows(2).any(|pair| pair[0] == pair[1])
}

/// Whether `option` is the one named so.
pub(super) fn is_option(rubric: &Rubric, option: &Formula, set: OptionSetId, index: usize) -> Formula {
    let name = rubric.options(set).options.get(index).map(|o| o.name.as_str()).unwrap_or_default();
    let name = Formula::text(name);
    if is_cased(rubric, set) { Formula::call("EXACT", &[option, &name]) } else { Formula::compare(option, "=", &name) }
}

/// Whether `option` is one of those whose bit is set.
pub(super) fn any_of(rubric: &Rubric, option: &Formula, set: OptionSetId, bits: u64) -> Formula {
    let chosen: Vec<usize> =
        (0..rubric.options(set).options.len()).filter(|index| bits >> (*index).min(63) & 1 == 1).collect();
    match chosen.as_slice() {
        [] => Formula::yes_no(false),
        [one] => is_option(rubric, option, set, *one),
        several => {
            let terms = several.iter().map(|index| is_option(rubric, option, set, *index));
            let sum = terms.reduce(|a, b| Formula::add(&a, &b));
            Formula::compare(&sum.unwrap_or_else(Formula::none), ">", &Formula::whole(0))
        }
    }
}

/// A sum of what stands beside each option: the one that holds counts.
fn weighed(rubric: &Rubric, option: &Formula, set: OptionSetId, of: impl Fn(usize) -> Option<Formula>) -> Formula {
    let mut sum: Option<Formula> = None;
    for index in 0..rubric.options(set).options.len() {
        let Some(weight) = of(index) else { continue };
        let holds = is_option(rubric, option, set, index);
        let term = Formula::call("IF", &[&holds, &weight, &Formula::whole(0)]);
        sum = Some(match sum {
            None => term,
            Some(sum) => Formula::add(&sum, &term),
        });
    }
    sum.unwrap_or_else(|| Formula::whole(0))
}

/// The place of `option` among those of its set, from 1.
pub(super) fn rank(rubric: &Rubric, option: &Formula, set: OptionSetId) -> Formula {
    weighed(rubric, option, set, |index| Some(Formula::whole(index as i64 + 1))).fixed(true)
}

/// The option at the place `rank` of the set, from 1.
pub(super) fn ranked(rubric: &Rubric, rank: &Formula, set: OptionSetId) -> Formula {
    let mut args = vec![rank.clone()];
    args.extend(rubric.options(set).options.iter().map(|option| Formula::text(&option.name)));
    Formula::call("CHOOSE", &args.iter().collect::<Vec<_>>())
}

/// The number beside `option`; none for one that has a range.
pub(super) fn number(rubric: &Rubric, option: &Formula, set: OptionSetId) -> Formula {
    let options = &rubric.options(set).options;
    weighed(rubric, option, set, |index| match options.get(index).map(|o| &o.share) {
        Some(OptionShare::Number(number)) if number.is_zero() => None,
        Some(OptionShare::Number(number)) => Some(Formula::number(number)),
        _ => Some(Formula::none()),
    })
    .fixed(true)
}
