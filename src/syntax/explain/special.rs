//! Mistakes that people often make, each looked for where reading stopped.

use std::ops::Range;

use super::super::grammar::Rule;
use super::super::keyword::{self, Begins, KEYWORDS, Keyword, Meaning, is_digit};
use super::super::lower::{Cx, keyword_as_name};
use super::printed::{self, UNTIL_NOTHING, WORDS};
use super::token::{Kind, Token};
use super::{Case, attempt, blank, reading};
use crate::diagnostic::{Arg, Code, Diagnostic, Message};

/// A look for one kind of mistake.
type Look = fn(&Cx<'_>, &Case<'_>) -> Option<Diagnostic>;

/// The message of the first kind of mistake that fits.
pub(super) fn explain(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    // The surest first: what only one mistake can explain.
    const LOOKS: &[Look] = &[
        doubled_word,
        wrong_sign,
        reading::per_beyond,
        reading::vague_bound,
        needless_words,
        grouped_digits,
        decimal_point,
        reading::bare_range,
        blank_before_paren,
        misplaced,
        options_as_type,
        yes_or_no,
        points_in_parens,
        full_without_get,
        needless_get,
        unknown_statement,
        printed_word,
        blank::missing_blank,
        near_keyword,
        unit_apart,
        keyword_for_name,
        swapped_sign,
        no_statement,
    ];
    LOOKS.iter().find_map(|look| look(cx, case))
}

/// What is wrong with a line that was passed over, if its first word says that it is a statement for itself.
pub(super) fn of_its_own(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    unknown_statement(cx, case).or_else(|| blank::glued_beginning(cx, case))
}

/// 分档 分档 a { … }: a keyword written twice, at the beginning or where reading stopped.
fn doubled_word(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let stopped = case.index().saturating_sub(1);
    [0, stopped, stopped + 1].into_iter().find_map(|at| {
        let (first, second) = (case.tokens.get(at)?, case.tokens.get(at + 1)?);
        let word = case.word(second);
        let again = first.kind == Kind::Word && case.word(first) == word && case.on_one_line(first, second);
        let range = first.range.end..second.range.end;
        if !again || keyword::reserved(word).is_none() || !case.improves(range.clone(), "") {
            return None;
        }
        Some(
            Diagnostic::new(Code::RepeatedPart, case.span(cx, second.range.clone()))
                .label(case.span(cx, first.range.clone()), Message::new("repeated-part-first"))
                .fix(case.span(cx, range), ""),
        )
    })
}

/// The line of `text` around `at`.
pub(super) fn line(text: &str, at: usize) -> Range<usize> {
    let start = text.get(..at).unwrap_or_default().rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let end = text.get(at..).unwrap_or_default().find(['\n', '\r']).map_or(text.len(), |end| at + end);
    start..end
}

/// A sign that the language does not know, and the one that is meant.
fn wrong_sign(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
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

/// 扣完为止: 扣分 stops at zero anyhow.
fn needless_words(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let start = case.tokens.get(case.index().saturating_sub(1)..)?;
    let (place, comma) = start.iter().take(3).enumerate().find_map(|(at, token)| {
        let word = UNTIL_NOTHING.contains(&case.word(token));
        let comma = at.checked_sub(1).and_then(|i| start.get(i)).filter(|t| matches!(case.word(t), "," | "，" | "、"));
        word.then(|| (token.range.clone(), comma.map(|t| t.range.start)))
    })?;
    let whole = comma.unwrap_or(place.start)..place.end;
    Some(
        Diagnostic::new(Code::NeedlessWords, case.span(cx, place.clone()))
            .arg("words", case.piece(place))
            .fix(case.span(cx, whole), ""),
    )
}

/// 1,000
fn grouped_digits(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let range = line(case.text, case.at);
    let text = case.piece(range.clone());
    let found = printed::grouped_numbers(text).into_iter().find(|group| {
        // Where reading stopped, or before it with a group that no number begins with.
        let place = range.start + group.start..range.start + group.end;
        let written = case.piece(place.clone());
        place.contains(&case.at)
            || place.end <= case.at && written.split([',', '，']).skip(1).any(|g| g.starts_with(['0', '０']))
    })?;
    let place = range.start + found.start..range.start + found.end;
    Some(printed::grouped(case.span(cx, place.clone()), case.piece(place)))
}

/// .5
fn decimal_point(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let found = case.found()?;
    let point = case.word(found);
    let rest = case.piece(found.range.end..case.text.len());
    if !matches!(point, "." | "．") || !rest.starts_with(is_digit) {
        return None;
    }
    if !case.improves(found.range.clone(), "0.") {
        return None;
    }
    let span = case.span(cx, found.range.clone());
    Some(Diagnostic::new(Code::DecimalPoint, span).arg("written", point).fix(span, "0."))
}

/// 计数 (项目)
fn blank_before_paren(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let (before, found) = (case.before()?, case.found_on_line()?);
    let is_name =
        before.kind == Kind::Quoted || (before.kind == Kind::Word && keyword::reserved(case.word(before)).is_none());
    let blank = before.range.end..found.range.start;
    if !matches!(case.word(found), "(" | "（") || !is_name || blank.is_empty() || !case.improves(blank.clone(), "") {
        return None;
    }
    Some(
        Diagnostic::new(Code::BlankBeforeParen, case.span(cx, before.range.start..found.range.end))
            .arg("name", case.word(before))
            .fix(case.span(cx, blank), ""),
    )
}

/// A statement that stands elsewhere: 单位 in an indicator, 舍入 outside the header.
fn misplaced(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let first = case.tokens.first()?;
    let keyword = keyword::reserved(case.word(first))?;
    let (elsewhere, place): (Rule, &'static str) = match (keyword.begins, case.alone) {
        (Begins::File, Rule::try_statement | Rule::try_header_item) => (Rule::try_item, "place-file"),
        (Begins::Block, Rule::try_header_item) => (Rule::try_statement, "place-block"),
        (Begins::Header, Rule::try_item | Rule::try_statement) => (Rule::try_header_item, "place-header"),
        _ => return None,
    };
    // 满分 begins values as well: only as a line of the header is it out of place.
    let reads = attempt(case.text, elsewhere).is_none_or(|(at, _)| at > case.at);
    if keyword.meaning == Meaning::Full && !reads {
        return None;
    }
    let span = case.span(cx, first.range.clone());
    Some(Diagnostic::new(Code::Misplaced, span).arg("word", case.word(first)).arg("place", Arg::Key(place)))
}

/// 满分 当 c, for 得满分 当 c.
pub(super) fn full_without_get(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let (before, found) = (case.before()?, case.found()?);
    let meaning = |token: &Token| keyword::reserved(case.word(token)).map(|keyword| keyword.meaning);
    if meaning(before) != Some(Meaning::Full) || meaning(found) != Some(Meaning::When) || case.english {
        return None;
    }
    let span = case.span(cx, before.range.clone());
    Some(printed::printed_word(span, case.word(before), "得满分"))
}

/// `得满分`, `得 20分` after a colon: what stands there is scored anyhow.
fn needless_get(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let from = case.index().saturating_sub(2);
    case.tokens.iter().enumerate().skip(from).take(3).filter(|(_, token)| token.kind == Kind::Word).find_map(
        |(at, token)| {
            let word = case.word(token);
            let rest = word.strip_prefix('得')?;
            // 得满分 is a keyword where a condition follows.
            let next = case.tokens.get(at + 1).filter(|next| case.on_one_line(token, next)).map(|next| case.word(next));
            let full = rest == "满分" && matches!(next, None | Some("}" | "｝"));
            let needless = rest.is_empty() || rest.starts_with(is_digit) || full;
            if !needless || !case.improves(token.range.clone(), rest) {
                return None;
            }
            let get = case.span(cx, token.range.start..token.range.start + '得'.len_utf8());
            let span = case.span(cx, token.range.clone());
            Some(if full {
                super::plain(cx, case).fix(get, "")
            } else {
                printed::printed_word(span, word, rest).fix(get, "")
            })
        },
    )
}

/// How many slips two words are apart.
fn distance(left: &str, right: &str) -> usize {
    strsim::damerau_levenshtein(left, right)
}

/// A line whose first word is nearly a keyword.
fn unknown_statement(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let first = case.tokens.first().filter(|token| token.kind == Kind::Word)?;
    let word = case.word(first);
    if keyword::reserved(word).is_some() || case.index() > 1 {
        return None;
    }
    let mut near: Vec<(usize, &Keyword, &'static str)> = KEYWORDS
        .iter()
        .filter(|keyword| blank::begins(keyword.begins, case.alone))
        .flat_map(|keyword| [(keyword, keyword.zh), (keyword, keyword.en)])
        .filter_map(|(keyword, spelling)| {
            let apart = distance(word, spelling);
            let letters = spelling.chars().count();
            let allowed = if spelling.is_ascii() { letters / 3 } else { letters / 2 };
            (apart <= allowed).then_some((apart, keyword, spelling))
        })
        .collect();
    near.sort_by_key(|(apart, ..)| *apart);
    let (_, _, right) = near.into_iter().find(|(_, _, spelling)| case.improves(first.range.clone(), spelling))?;
    let span = case.span(cx, first.range.clone());
    Some(
        Diagnostic::new(Code::UnknownStatement, span)
            .arg("word", word)
            .help(Message::new("unknown-statement-nearest").arg("nearest", right))
            .choice(span, right),
    )
}

/// A word that is nearly a keyword which could stand there: 否者.
fn near_keyword(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let found = case.found_on_line().filter(|token| token.kind == Kind::Word)?;
    let word = case.word(found);
    if keyword::reserved(word).is_some() {
        return None;
    }
    let mut spellings: Vec<&'static str> =
        case.keywords().into_iter().flat_map(|keyword| [keyword.zh, keyword.en]).collect();
    if case.tries(&[Rule::aggregate]) {
        const AGGREGATES: [Meaning; 5] =
            [Meaning::Mean, Meaning::Sum, Meaning::Lowest, Meaning::Highest, Meaning::Weighted];
        spellings.extend(AGGREGATES.iter().flat_map(|meaning| [meaning.keyword().zh, meaning.keyword().en]));
    }
    let near = |spelling: &&str| {
        let letters = spelling.chars().count();
        letters > 1 && distance(word, spelling) <= if spelling.is_ascii() { letters / 3 } else { letters / 2 }
    };
    let right = spellings.into_iter().filter(near).find(|spelling| case.improves(found.range.clone(), spelling))?;
    Some(printed::printed_word(case.span(cx, found.range.clone()), word, right).choosing())
}

/// A line that begins with a name, where neither a clause nor a rule goes on.
fn no_statement(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let first = case.tokens.first().filter(|token| token.kind == Kind::Word)?;
    let statement = matches!(case.alone, Rule::try_item | Rule::try_statement);
    let value = matches!(case.found().map(|token| case.word(token)), Some(":" | "：" | "=" | "＝"));
    if !statement || case.index() != 1 || keyword::reserved(case.word(first)).is_some() {
        return None;
    }
    let span = case.span(cx, first.range.clone());
    let diagnostic = Diagnostic::new(Code::UnknownStatement, span).arg("word", case.word(first));
    Some(if value { diagnostic.help(Message::new("unknown-statement-declare")) } else { diagnostic })
}

/// A printed word in the place of a keyword or sign: 大于 90%.
fn printed_word(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    for token in [case.found(), case.before()].into_iter().flatten().filter(|token| token.kind == Kind::Word) {
        let word = case.word(token);
        for (written, zh, en) in WORDS {
            let Some(rest) = word.strip_prefix(written).filter(|rest| rest.is_empty() || rest.starts_with(is_digit))
            else {
                continue;
            };
            let right = if case.english { *en } else { *zh };
            let replacement = format!("{right} {rest}");
            let range = token.range.clone();
            if case.improves(range.clone(), &replacement) {
                if keyword::reserved(word).is_some() {
                    // A word of the language, but not the one that belongs here.
                    return Some(super::plain(cx, case).choice(case.span(cx, range), right));
                }
                let span = case.span(cx, range.start..range.start + written.len());
                let spelt = if rest.is_empty() { right.to_owned() } else { format!("{right} ") };
                let mut diagnostic = printed::printed_word(span, written, right);
                diagnostic = diagnostic.fix(span, spelt);
                return Some(diagnostic);
            }
        }
    }
    None
}

/// 20 分
fn unit_apart(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let (before, found) = (case.before()?, case.found_on_line()?);
    let number = before.kind == Kind::Number && case.word(before).ends_with(is_digit);
    let unit = found.kind == Kind::Word || matches!(case.word(found), "%" | "％" | "‰");
    let blank = before.range.end..found.range.start;
    if !number
        || !unit
        || blank.is_empty()
        || keyword::reserved(case.word(found)).is_some()
        || !case.improves(blank.clone(), "")
    {
        return None;
    }
    let whole = before.range.start..found.range.end;
    Some(Diagnostic::new(Code::UnitApart, case.span(cx, whole)).fix(case.span(cx, blank), ""))
}

/// 数据 得分 : 数
fn keyword_for_name(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let found = case.found_on_line()?;
    let word = case.word(found);
    let keyword = keyword::reserved(word)?;
    let infix = keyword::INFIX.contains(&keyword.meaning);
    let name = case.tries(&[
        Rule::name,
        Rule::word,
        Rule::name_list,
        Rule::field_names,
        Rule::field,
        Rule::fields,
        Rule::reference,
        Rule::unit_decl,
        Rule::option,
        Rule::table_type,
        Rule::named_type,
        Rule::type_expr,
        Rule::key,
        Rule::grade,
    ]);
    let value = case.tries(&[
        Rule::sum,
        Rule::condition,
        Rule::arg,
        Rule::colon_rule,
        Rule::plain_sum,
        Rule::kw_children,
        Rule::worth,
        Rule::clause,
        Rule::try_clause,
    ]);
    if !(name || value && !infix) || !case.improves(found.range.clone(), &format!("\"{word}\"")) {
        return None;
    }
    Some(keyword_as_name(word, case.span(cx, found.range.clone())))
}

/// `=` for `:` or the other way round, a sign for a keyword, or one too many.
fn swapped_sign(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    const SIGNS: &[&str] = &[":", "：", "=", "＝", ",", "，", "、", ";", "；"];
    let found = case.found_on_line().filter(|found| SIGNS.contains(&case.word(found)))?;
    let sign = case.word(found);
    // A semicolon that ends a line ends it rightly.
    let mut rights: Vec<&str> = match sign {
        ";" | "；" => vec!["、", ","],
        "、" => vec![","],
        _ => vec!["", ":", "="],
    };
    rights.extend(case.keywords().iter().map(|keyword| keyword.spelling(case.english)));
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

/// 数据 a : 选项 { 甲, 乙 }: a set of options is declared for itself.
fn options_as_type(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let found = case.found_on_line()?;
    let word = case.word(found);
    let options = keyword::reserved(word).is_some_and(|keyword| keyword.meaning == Meaning::Options);
    if !options || !case.tries(&[Rule::named_type, Rule::table_type, Rule::type_expr]) {
        return None;
    }
    Some(
        Diagnostic::new(Code::Misplaced, case.span(cx, found.range.clone()))
            .arg("word", word)
            .arg("place", Arg::Key("place-file"))
            .help(Message::new("misplaced-options")),
    )
}

/// 是/否 as a type: 是否.
fn yes_or_no(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let index = case.index();
    let (yes, sign, no) = (case.tokens.get(index)?, case.tokens.get(index + 1)?, case.tokens.get(index + 2)?);
    let spelt = matches!(case.word(sign), "/" | "／" | "或" | "、" | "or");
    if !matches!((case.word(yes), case.word(no)), ("是", "否") | ("yes", "no")) || !spelt {
        return None;
    }
    let range = yes.range.start..no.range.end;
    let right = if case.english { "yesno" } else { "是否" };
    case.improves(range.clone(), right)
        .then(|| printed::printed_word(case.span(cx, range.clone()), case.piece(range), right))
}

/// 指标 质量（20分）: the points stand beside the name without parentheses.
fn points_in_parens(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let index = case.index();
    let (open, points, close) = (case.tokens.get(index)?, case.tokens.get(index + 1)?, case.tokens.get(index + 2)?);
    if !matches!(case.word(open), "(" | "（") || points.kind != Kind::Number || !matches!(case.word(close), ")" | "）")
    {
        return None;
    }
    let range = open.range.start..close.range.end;
    let right = format!(" {}", case.word(points));
    if !case.tries(&[Rule::worth]) || !case.improves(range.clone(), &right) {
        return None;
    }
    let span = case.span(cx, range.clone());
    Some(Diagnostic::new(Code::WrongSign, span).arg("sign", case.piece(range)).fix(span, right))
}
