//! Telling what is wrong with a number, and what to write instead, made from the very value.

use super::context::{Context, Declared};
use super::keys::{Keyword, Spelling};
use super::show;
use super::sign::Sign;
use super::text::shown;
use super::writing::BLANK;
use super::written::Fault;
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::facts::tree::Format;
use crate::model::TypeKind;
use crate::number::Number;
use crate::source::Span;
use crate::unit::{Base, Dimension};

/// Tells that `text`, where a number of `declared` is due, is none.
pub fn tell(context: &mut Context<'_>, declared: Declared<'_>, span: Span, text: &str, fault: Fault) {
    let problem = |code| context.problem(code, span, declared).arg("written", shown(text));
    let help = |key, value: &str| Message::new(key).arg("value", value);
    let problem = match fault {
        Fault::Empty | Fault::Marker => marker(context, declared, span, text),
        Fault::Bound(bound, value) => {
            problem(Code::FactImprecise).help(help("fact-help-known", &context.known(bound, &value)))
        }
        Fault::Either(one, other, value) => problem(Code::FactImprecise).help(
            help("fact-help-either", &context.known(one, &value))
                .arg("other", context.known(other, &value))
                .arg("end", value),
        ),
        Fault::Between(low, high) => {
            let known = context.known_between((Keyword::AtLeast, &low), (Keyword::AtMost, &high));
            problem(Code::FactImprecise).help(help("fact-help-known", &known))
        }
        Fault::About(value) => {
            let known = context.known_between((Keyword::AtLeast, BLANK), (Keyword::AtMost, BLANK));
            problem(Code::FactImprecise).help(help("fact-help-about", &known).arg("figure", value))
        }
        Fault::Grouping(value) | Fault::Point(value) => write(context, problem(Code::FactMalformed), span, &value),
        Fault::Exponent => problem(Code::FactMalformed).help(Message::new("fact-help-exponent")),
        Fault::TooLong => problem(Code::FactTooLong),
        Fault::Bracketed(value) => {
            let below = context.writing.value(&format!("-{value}"));
            let above = context.writing.value(&value);
            problem(Code::FactNotNumber).help(help("fact-help-bracketed", &below).arg("other", above))
        }
        // A remark has a column of its own.
        Fault::Words(Some(value)) if context.writing.format == Format::Sheets => {
            problem(Code::FactNotNumber).help(help("fact-help-words-cell", &value))
        }
        Fault::Words(Some(value)) => {
            let entries = [(context.word(Keyword::Value), value.as_str()), (context.word(Keyword::Note), BLANK)];
            let noted = context.writing.entries(entries);
            let value = context.writing.value(&value);
            problem(Code::FactNotNumber).help(help("fact-help-words", &value).arg("noted", noted))
        }
        Fault::Quoted(value) => {
            let value = context.writing.value(&value);
            problem(Code::FactNotNumber).help(help("fact-help-quotes", &value)).fix(span, value)
        }
        Fault::Words(None) => {
            let figure = help("fact-help-figure", &context.writing.value(&sample(context, declared)));
            leave_out(context, declared, problem(Code::FactNotNumber).help(figure))
        }
    };
    context.push(problem);
}

/// `problem` with the remedy to write `value` in the place of what stands at `span`.
fn write(context: &Context<'_>, problem: Diagnostic, span: Span, value: &str) -> Diagnostic {
    let value = context.writing.value(value);
    problem.help(Message::new("fact-help-write").arg("value", value.as_str())).fix(span, value)
}

/// A mark for “does not apply” where a value is due.
pub fn marker(context: &Context<'_>, declared: Declared<'_>, span: Span, text: &str) -> Diagnostic {
    leave_out(context, declared, context.problem(Code::FactMarker, span, declared).arg("written", shown(text)))
}

/// `problem` with how to say that a value is not there.
fn leave_out(context: &Context<'_>, declared: Declared<'_>, problem: Diagnostic) -> Diagnostic {
    let key = match (context.writing.format == Format::Sheets, declared.ty.optional) {
        (false, false) => "fact-help-leave-out",
        (false, true) => "fact-help-leave-out-optional",
        (true, false) => "fact-help-leave-blank",
        (true, true) => "fact-help-leave-blank-optional",
    };
    let problem = problem.help(Message::new(key).arg("name", declared.name));
    match &declared.ty.kind {
        TypeKind::Number { .. } => problem.help(Message::new("fact-help-zero")),
        TypeKind::YesNo => problem.help(Message::new("fact-help-yes-no")),
        _ => problem,
    }
}

/// A value such as `declared` may have.
fn sample(context: &Context<'_>, declared: Declared<'_>) -> String {
    match &declared.ty.kind {
        TypeKind::Number { share: true, .. } => "95%".to_owned(),
        TypeKind::Number { unit: Some(unit), .. } => show::join("12", unit),
        TypeKind::Number { dimension, .. } if *dimension == Dimension::base(Base::MONEY) => {
            match context.writing.spelling {
                Spelling::Chinese => "12.5万元".to_owned(),
                Spelling::English => "125000 yuan".to_owned(),
            }
        }
        TypeKind::Number { dimension, .. } => show::join(
            "12",
            context.units_of(dimension).first().filter(|_| !dimension.is_none()).map_or("", String::as_str),
        ),
        _ => "12".to_owned(),
    }
}

/// A sign stands with a value where nothing takes it.
pub fn signed(context: &mut Context<'_>, declared: Declared<'_>, span: Span, text: &str, sign: Sign, rest: &str) {
    let problem = context.problem(Code::FactSign, span, declared).arg("written", shown(text));
    let problem = match sign.bound() {
        Some(bound) => problem
            .help(Message::new("fact-help-sign-target").arg("value", context.writing.value(rest)))
            .help(Message::new("fact-help-sign-known").arg("known", context.known(bound, rest))),
        None => write(context, problem, span, rest),
    };
    context.push(problem);
}

/// A 比率 without its %.
pub fn bare_share(context: &mut Context<'_>, declared: Declared<'_>, span: Span, number: &Number, digits: &str) {
    let percent = number.shown_percent(28).text;
    let as_written = format!("{digits}%");
    let problem = context.problem(Code::FactBareShare, span, declared).arg("written", shown(digits));
    // 0.8 may be eight tenths or eight per mille; 95 can hardly be meant as 9500%.
    let problem = if *number >= Number::from_i64(-1) && *number <= Number::ONE {
        let (percent, other) = (context.writing.value(&percent), context.writing.value(&as_written));
        problem.help(Message::new("fact-help-percent").arg("value", percent).arg("other", other))
    } else {
        write(context, problem, span, &as_written)
    };
    context.push(problem);
}

/// A quantity without its unit.
pub fn unit_missing(
    context: &mut Context<'_>,
    declared: Declared<'_>,
    span: Span,
    dimension: &Dimension,
    digits: &str,
) {
    let problem = context.problem(Code::FactUnitMissing, span, declared).arg("written", shown(digits));
    let choices = choices(context, dimension, digits);
    context.push(problem.help(Message::new("fact-help-unit").arg("choices", choices)));
}

/// A unit that nobody declared.
pub fn unknown_unit(
    context: &mut Context<'_>,
    declared: Declared<'_>,
    span: Span,
    dimension: &Dimension,
    digits: &str,
    unit: &str,
) {
    let problem = context.problem(Code::FactUnknownUnit, span, declared).arg("unit", unit).arg("digits", digits);
    let scaled = magnitude(context, dimension, digits, unit);
    // A unit column holds what the value's own place does not.
    let here = !matches!(declared.ty.kind, TypeKind::Number { unit_field: Some(_), .. });
    let problem = if let Some(value) = scaled {
        write(context, problem, span, &value)
    } else if let Some(near) = context.nearest_unit(dimension, unit) {
        let value = context.writing.value(&show::join(digits, &near));
        let problem = problem.help(Message::new("fact-help-unit-near").arg("value", value.as_str()));
        if here { problem.choice(span, value) } else { problem }
    } else if dimension.is_none() {
        problem.help(Message::new("fact-help-unit-none").arg("value", context.writing.value(digits)))
    } else {
        problem.help(Message::new("fact-help-unit").arg("choices", choices(context, dimension, digits)))
    };
    context.push(problem);
}

/// A unit of another dimension.
pub fn wrong_dimension(
    context: &mut Context<'_>,
    declared: Declared<'_>,
    span: Span,
    dimension: &Dimension,
    digits: &str,
    unit: &str,
) {
    let written = show::join(digits, unit);
    let problem = context.problem(Code::FactWrongDimension, span, declared).arg("written", written).arg("unit", unit);
    let share = matches!(declared.ty.kind, TypeKind::Number { share: true, .. });
    let help = if share {
        Message::new("fact-help-write-if").arg("choices", vec![context.writing.value(&format!("{digits}%"))])
    } else if dimension.is_none() {
        Message::new("fact-help-write-if").arg("choices", vec![context.writing.value(digits)])
    } else {
        // The figure may be as wrong as its unit.
        Message::new("fact-help-write-if").arg("choices", choices(context, dimension, digits))
    };
    context.push(problem.help(help));
}

/// The digits with each unit of `dimension`.
fn choices(context: &Context<'_>, dimension: &Dimension, digits: &str) -> Vec<String> {
    context.units_of(dimension).iter().map(|unit| context.writing.value(&show::join(digits, unit))).collect()
}

/// `1.5万人` as `15000人`, where 人 is a unit of the dimension and 万人 is none.
fn magnitude(context: &Context<'_>, dimension: &Dimension, digits: &str, unit: &str) -> Option<String> {
    let (times, rest) = [("亿", 100_000_000), ("万", 10_000), ("千", 1000), ("百", 100)]
        .iter()
        .find_map(|(word, times)| Some((*times, unit.strip_prefix(word)?)))?;
    let known = match context.units.lookup(rest) {
        Some(unit) => unit.dimension == *dimension,
        None => rest.is_empty() && dimension.is_none(),
    };
    let number = Number::parse(&digits.replace(',', "")).ok()?.mul(&Number::from_i64(times)).ok()?;
    known.then(|| show::join(&number.shown(28).text, rest))
}
