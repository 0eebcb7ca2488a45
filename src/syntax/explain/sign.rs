//! Signs: one that the language does not know, or another in its place.

use super::super::keyword::{self, Meaning};
use super::super::lower::Cx;
use super::Case;
use super::expect::Want;
use super::token::Kind;
use crate::diagnostic::{Code, Diagnostic, Message};

/// A sign that the language does not know, and the one that is meant.
pub(super) fn wrong_sign(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    const SIGNS: &[(&str, &str)] = &[
        ("==", "="),
        ("<>", "≠"),
        ("=>", "≥"),
        ("=<", "≤"),
        ("：＝", "="),
        (":=", "="),
        ("&&", "且"),
        ("||", "或"),
        ("&", "且"),
        ("|", "或"),
        ("!", "非"),
        ("！", "非"),
        ("【", "["),
        ("】", "]"),
        ("〔", "["),
        ("〕", "]"),
        ("—", "-"),
        ("–", "-"),
        ("―", "-"),
        ("‐", "-"),
        ("∶", ":"),
        ("︰", ":"),
        ("﹕", ":"),
        ("﹪", "%"),
        ("﹤", "<"),
        ("﹥", ">"),
        ("≮", "≥"),
        ("≯", "≤"),
        ("═", "="),
        ("∗", "×"),
        ("✕", "×"),
        ("✖", "×"),
        ("╳", "×"),
        ("·", "×"),
        ("㎡", "平方米"),
    ];
    const KNOWN: &str = "{}｛｝[]［］()（）:：,，、;；。~～.．?？/／%％‰+＋-－−×*＊÷≥≧⩾≤≦⩽>＞<＜=＝≠\"“”";
    let found = case.found().filter(|token| token.kind == Kind::Sign)?;
    let sign = case.word(found);
    let right = SIGNS.iter().find(|(wrong, _)| *wrong == sign).map(|(_, right)| *right);
    if right.is_none() && sign.chars().all(|c| KNOWN.contains(c)) {
        return None;
    }
    let span = case.span(cx, found.range.clone());
    let diagnostic = Diagnostic::new(Code::WrongSign, span).arg("sign", sign);
    Some(match right {
        Some(right) => {
            let spelt = keyword::reserved(right).map_or(right, |keyword| keyword.spelling(case.english));
            // A keyword is parted from what stands beside it.
            let replacement = if spelt == right && keyword::reserved(right).is_none() {
                spelt.to_owned()
            } else {
                format!(" {spelt} ")
            };
            diagnostic.fix(span, replacement)
        }
        None => diagnostic.help(Message::new("wrong-sign-quote")),
    })
}

/// `=` for `:` or the other way round, a sign for a keyword, or one too many.
pub(super) fn swapped_sign(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    const SIGNS: &[&str] = &[":", "：", "=", "＝", ",", "，", "、", ";", "；"];
    let found = case.found_on_line().filter(|found| SIGNS.contains(&case.word(found)))?;
    let sign = case.word(found);
    // A semicolon that ends a line ends it rightly.
    let mut rights: Vec<&str> = match sign {
        ";" | "；" => vec!["、", ","],
        "、" => vec![","],
        _ => vec![""],
    };
    let wants = case.wants();
    rights.extend([":", "="].into_iter().filter(|right| wants.contains(&Want::Sign(right))));
    // Where one keyword only may stand, it is meant; of several none is surely.
    if let [keyword] = case.keywords().as_slice() {
        rights.push(keyword.spelling(case.english));
    }
    // Of several that would do, the one with which most can be read.
    let right = rights.into_iter().filter_map(|right| {
        let keyword = right.chars().all(char::is_alphabetic) && !right.is_empty();
        let glues = right.is_empty() && !case.piece(found.range.end..case.text.len()).starts_with(char::is_whitespace);
        let parted = match (keyword, glues) {
            (true, _) => format!(" {right} "),
            (false, true) => " ".to_owned(),
            (false, false) => right.to_owned(),
        };
        case.left_after(found.range.clone(), &parted).map(|left| (left, parted))
    });
    let (_, right) = right.min_by_key(|(left, _)| *left)?;
    let span = case.span(cx, found.range.clone());
    Some(Diagnostic::new(Code::WrongSign, span).arg("sign", sign).fix(span, right))
}

/// 得满分 当 甲、乙: conditions side by side, of which nothing says whether all must hold.
pub(super) fn conditions_side_by_side(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let found = case.found_on_line().filter(|found| matches!(case.word(found), "、" | "，" | ","))?;
    let joins = |meaning: Meaning| keyword::KEYWORDS.iter().find(|keyword| keyword.meaning == meaning);
    let (and, or) = (joins(Meaning::And)?.spelling(case.english), joins(Meaning::Or)?.spelling(case.english));
    let begins =
        |meaning: Meaning| matches!(meaning, Meaning::When | Meaning::FullWhen | Meaning::If | Meaning::Verify);
    let of_condition = case.tokens.iter().take_while(|token| token.range.start < found.range.start).any(|token| {
        case.on_one_line(token, found) && keyword::reserved(case.word(token)).is_some_and(|k| begins(k.meaning))
    });
    let replacement = format!(" {and} ");
    if !of_condition || !case.improves(found.range.clone(), &replacement) {
        return None;
    }
    let span = case.span(cx, found.range.clone());
    let help = Message::new("wrong-sign-conditions").arg("and", and).arg("or", or);
    Some(Diagnostic::new(Code::WrongSign, span).arg("sign", case.word(found)).help(help).choice(span, replacement))
}

/// 支出率 X 满分: a letter for the sign of multiplication.
pub(super) fn letter_times(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let found = case.found_on_line()?;
    let letter = case.word(found);
    let right = if case.english { "*" } else { "×" };
    if !matches!(letter, "x" | "X" | "ｘ" | "Ｘ") || !case.improves(found.range.clone(), right) {
        return None;
    }
    let span = case.span(cx, found.range.clone());
    Some(Diagnostic::new(Code::WrongSign, span).arg("sign", letter).fix(span, right))
}
