//! Names that need quotes and have none, in the heads of declarations and in lists of options, and points beside a
//! name.

use std::ops::Range;

use super::super::grammar::Rule;
use super::super::keyword::{self, Meaning, is_digit, is_plain_name, is_word_char};
use super::super::lower::Cx;
use super::Case;
use super::special::line;
use super::token::{Kind, Token};
use crate::diagnostic::{Code, Diagnostic, Edit, Message};
use crate::source::Span;

/// The longest text in which the uses of a name are looked for.
const LONGEST_SEARCHED: usize = 1_000_000;
/// The longest line on which they are.
const LONGEST_LINE: usize = 2_000;
/// How many of them are looked at.
const MOST_USES: usize = 1_000;
/// The longest name taken for one.
const LONGEST_NAME: usize = 200;

/// 指标 质量（20分）: the points stand beside the name without parentheses.
pub(super) fn points_in_parens(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let index = case.index();
    let parens = points_between(case, index)?;
    let points = parens.points.as_str();
    let range = parens.range.clone();
    let apart = case.piece(0..range.start).ends_with(char::is_whitespace);
    let right = format!("{}{points}", if apart { "" } else { " " });
    if !case.tries(&[Rule::worth]) || !case.improves(range.clone(), &right) {
        return None;
    }
    let span = case.span(cx, range.clone());
    Some(
        Diagnostic::new(Code::WrongSign, span)
            .arg("sign", case.piece(range))
            .at(Message::new("wrong-sign-points"))
            .fix(span, right),
    )
}

/// 指标 甲 分值 10分: the points need no word before them.
pub(super) fn points_named(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let first = case.tokens.first().and_then(|token| keyword::reserved(case.word(token)))?;
    let index = case.index();
    // The word is read as what the indicator is worth; reading stops at the points.
    let at = [index, index.checked_sub(1)?].into_iter().find(|at| {
        case.tokens.get(*at).is_some_and(|token| matches!(case.word(token), "分值" | "分数" | "标准分" | "满分"))
    })?;
    let (word, points) = (case.tokens.get(at)?, case.tokens.get(at + 1)?);
    let range = word.range.start..points.range.start;
    let node = matches!(first.meaning, Meaning::Indicator | Meaning::Part) && at > 1 && points.kind == Kind::Number;
    if !node || !case.improves(range.clone(), "") {
        return None;
    }
    let whole = case.span(cx, word.range.start..points.range.end);
    let right = case.word(points);
    Some(super::printed::printed_sentence(whole, case.piece(word.range.start..points.range.end), right))
}

/// Points in parentheses.
struct Parens {
    range: Range<usize>,
    points: String,
}

/// The points in the parentheses that the piece `at` opens: （20 分）, （满分20分）.
fn points_between(case: &Case<'_>, at: usize) -> Option<Parens> {
    let open = case.tokens.get(at).filter(|token| matches!(case.word(token), "(" | "（"))?;
    let close = case.tokens.get(at + 1..)?.iter().take(4).find(|token| matches!(case.word(token), ")" | "）"))?;
    let inside = case.piece(open.range.end..close.range.start).trim();
    let inside =
        ["满分", "共", "计", "分值"].iter().find_map(|word| inside.strip_prefix(word)).unwrap_or(inside).trim();
    let digits = inside.find(|c| !is_digit(c) && c != '.').unwrap_or(inside.len());
    let (number, unit) = inside.split_at_checked(digits).filter(|(number, _)| !number.is_empty())?;
    let unit = unit.trim_start();
    if !matches!(unit, "分" | "points" | "point" | "%" | "％") {
        return None;
    }
    let gap = if unit.is_ascii() && unit != "%" { " " } else { "" };
    Some(Parens { range: open.range.start..close.range.end, points: format!("{number}{gap}{unit}") })
}

/// The message for a name without its quotes.
pub(super) fn message(span: Span, name: &str) -> Diagnostic {
    // Within the quotes of a sentence stand single ones.
    let shown: String = name
        .chars()
        .map(|c| match c {
            '“' => '‘',
            '”' => '’',
            c => c,
        })
        .collect();
    Diagnostic::new(Code::UnquotedName, span).arg("name", shown)
}

/// `name` in quotes, as it is written where a name is due. Quotes within are curly ones, which may stand within.
fn quoted(name: &str) -> String {
    let mut open = false;
    let curly = name.chars().map(|c| match c {
        '"' => {
            open = !open;
            if open { '“' } else { '”' }
        }
        c => c,
    });
    keyword::quote(&curly.collect::<String>())
}

/// Why a name needs quotes, and how it is written.
fn reason(name: &str, quoted: &str) -> Message {
    let sign = name.chars().find(|c| !is_word_char(*c) && !c.is_whitespace());
    let help = match sign {
        Some('"' | '“' | '”') => Message::new("unquoted-name-quote"),
        Some(sign) => Message::new("unquoted-name-sign").arg("sign", sign.to_string()),
        None if name.starts_with(is_digit) => Message::new("unquoted-name-digit"),
        None => Message::new("unquoted-name-blank"),
    };
    help.arg("quoted", quoted)
}

/// A name to be quoted.
struct Unquoted {
    /// Where the name stands.
    range: Range<usize>,
    /// Where the pieces end that are replaced with it; points in parentheses are.
    end: usize,
    /// What stands in its place.
    right: String,
}

/// 指标 甲（一） 10分 {: a name with signs or blanks, or one that begins with a digit.
pub(super) fn unquoted_name(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let first = case.tokens.first()?;
    let keyword = keyword::reserved(case.word(first))?;
    let head = head(case, first);
    let (names, used) = match keyword.meaning {
        Meaning::Rubric | Meaning::Adjust | Meaning::Indicator | Meaning::Part => (vec![node(case, head)?], false),
        Meaning::Options
            if matches!(case.tokens.get(head.len() + 1).map(|token| case.word(token)), Some("{" | "｛")) =>
        {
            (vec![node(case, head)?], true)
        }
        Meaning::Fact => (listed(case, head, &[":", "："])?, true),
        Meaning::Let => (listed(case, head, &["=", "＝"])?, true),
        _ => return None,
    };
    let last = names.last()?.end;
    if names.iter().all(|name| name.right == case.piece(name.range.clone())) {
        return None;
    }
    let changes: Vec<(Range<usize>, &str)> =
        names.iter().map(|name| (name.range.start..name.end, name.right.as_str())).collect();
    case.gets_past(&changes, last)?;
    tell(cx, case, &names, used)
}

/// The pieces of the head that `first` begins: up to its brace or the end of its line.
fn head<'c>(case: &'c Case<'_>, first: &Token) -> &'c [Token] {
    let end = line(case.text, first.range.start).end;
    let on_line = case.tokens.iter().take_while(|token| token.range.start < end).count();
    let tokens = case.tokens.get(1..on_line).unwrap_or_default();
    let brace = tokens.iter().position(|token| matches!(case.word(token), "{" | "｛")).unwrap_or(tokens.len());
    tokens.get(..brace).unwrap_or_default()
}

/// The name of an indicator, a rubric and the like: what stands before its points, its weight or its version.
fn node(case: &Case<'_>, head: &[Token]) -> Option<Unquoted> {
    let word = |at: usize| head.get(at).map(|token| case.word(token)).unwrap_or_default();
    let meaning = |at: usize| keyword::reserved(word(at)).map(|keyword| keyword.meaning);
    let number = |at: usize| head.get(at).is_some_and(|token| token.kind == Kind::Number);
    let mut end = head.len();
    let mut points = None;
    loop {
        let before = |back: usize| end.checked_sub(back);
        if let Some(at) = before(2)
            && (meaning(at) == Some(Meaning::Weight) || meaning(at) == Some(Meaning::Version))
        {
            end = at;
        } else if let Some(at) = before(3)
            && meaning(at) == Some(Meaning::Weight)
        {
            end = at;
        } else if let Some(at) = before(1)
            && at > 0
            && number(at)
        {
            end = at;
        } else if let Some(at) = before(2)
            && at > 0
            && number(at)
            && matches!(word(at + 1), "分" | "points" | "point" | "%")
        {
            end = at;
        } else if points.is_none()
            && end == head.len()
            && let Some(at) = head.iter().rposition(|token| matches!(case.word(token), "(" | "（")).filter(|at| *at > 0)
            && let Some(parens) = points_between(case, at + 1)
            && head.last().is_some_and(|last| last.range.end == parens.range.end)
        {
            end = at;
            points = Some(parens);
        } else {
            break;
        }
    }
    // 指标 甲，20分: a sign between the two is no part of the name.
    let between = |at: usize| matches!(word(at), "，" | "," | ":" | "：" | "=" | "＝" | "；" | ";");
    while let Some(at) = end.checked_sub(1).filter(|at| between(*at)) {
        end = at;
    }
    let start = (0..end).find(|at| !between(*at))?;
    let tokens = head.get(start..end)?;
    // Points within are no part of a name; what stands behind them is the mistake.
    let is_points = |token: &Token| {
        let apart = !case.piece(0..token.range.start).ends_with(|c| is_word_char(c) || c == '（' || c == '(');
        apart && case.word(token).ends_with(['分', '%', '％']) && token.kind != Kind::Quoted
    };
    if tokens.iter().skip(1).any(is_points) {
        return None;
    }
    let mut name = unquoted(case, tokens)?;
    if let Some(parens) = points {
        name.end = parens.range.end;
        name.right = format!("{} {}", name.right, parens.points);
    }
    Some(name)
}

/// The names of a list that ends with one of `closers`.
fn listed(case: &Case<'_>, head: &[Token], closers: &[&str]) -> Option<Vec<Unquoted>> {
    let close = head.iter().position(|token| closers.contains(&case.word(token)))?;
    if head.get(close)?.range.end <= case.at && case.index() > close + 1 {
        return None;
    }
    let mut names = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    let tokens = head.get(..close)?;
    for (at, token) in tokens.iter().enumerate() {
        match case.word(token) {
            "(" | "（" | "[" | "《" => depth += 1,
            ")" | "）" | "]" | "》" => depth = depth.saturating_sub(1),
            ";" | "；" => return None,
            "、" | "," | "，" if depth == 0 => {
                names.push(unquoted(case, tokens.get(start..at)?)?);
                start = at + 1;
            }
            _ => {}
        }
    }
    names.push(unquoted(case, tokens.get(start..)?)?);
    Some(names)
}

/// `tokens` as one name.
fn unquoted(case: &Case<'_>, tokens: &[Token]) -> Option<Unquoted> {
    let (first, last) = (tokens.first()?, tokens.last()?);
    let range = first.range.start..last.range.end;
    let name = case.piece(range.clone());
    // A keyword among them tells that they are no name.
    let keyword = tokens.iter().any(|token| keyword::reserved(case.word(token)).is_some());
    if keyword || name.len() > LONGEST_NAME {
        return None;
    }
    let one = matches!(tokens, [only] if only.kind == Kind::Quoted) || is_plain_name(name);
    let right = if one { name.to_owned() } else { quoted(name) };
    Some(Unquoted { end: range.end, range, right })
}

/// 选项 方式 { 公开 招标, 询价/比选 }: an option that needs quotes.
pub(super) fn unquoted_option(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let first = case.tokens.first()?;
    let options = keyword::reserved(case.word(first)).is_some_and(|keyword| keyword.meaning == Meaning::Options);
    let open = case.tokens.iter().position(|token| matches!(case.word(token), "{" | "｛"))?;
    let index = case.index();
    if !options || index <= open {
        return None;
    }
    const ENDS: &[&str] = &[",", "，", "、", ";", "；", "<", "＜", "=", "＝", ":", "：", "{", "｛", "}", "｝"];
    let ends = |token: &Token| ENDS.contains(&case.word(token));
    // Where a sign stands at the end of what was read, the name before it is meant.
    let stopped = if case.found().is_some_and(ends) { index.checked_sub(1)? } else { index };
    let start = case.tokens.get(..stopped)?.iter().rposition(ends)? + 1;
    let length = case.tokens.get(start..)?.iter().position(ends)?;
    let name = unquoted(case, case.tokens.get(start..start + length)?)?;
    let written = case.piece(name.range.clone());
    // Two words may be two options with no comma between.
    if name.right == written || !written.contains(|c: char| !is_word_char(c) && !c.is_whitespace()) {
        return None;
    }
    case.gets_past(&[(name.range.clone(), name.right.as_str())], name.end)?;
    tell(cx, case, &[name], true)
}

/// 表 { 项目 名称 : 文本, 金额（元） : 金额 }: a column that needs quotes.
pub(super) fn unquoted_field(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    const ENDS: &[&str] = &[",", "，", ";", "；", "{", "｛", "}", "｝"];
    let first = case.tokens.first()?;
    let fact = keyword::reserved(case.word(first)).is_some_and(|keyword| keyword.meaning == Meaning::Fact);
    let open = case.tokens.iter().position(|token| matches!(case.word(token), "{" | "｛"))?;
    let index = case.index();
    if !fact || index <= open {
        return None;
    }
    let start = case.tokens.get(..index)?.iter().rposition(|token| ENDS.contains(&case.word(token)))? + 1;
    let colon = case.tokens.get(start..)?.iter().position(|token| matches!(case.word(token), ":" | "："))?;
    let tokens = case.tokens.get(start..start + colon)?;
    if tokens.iter().any(|token| ENDS.contains(&case.word(token))) {
        return None;
    }
    let one_line = tokens.first().zip(tokens.last()).is_some_and(|(first, last)| case.on_one_line(first, last));
    let name = unquoted(case, tokens).filter(|_| one_line && index <= start + colon)?;
    if name.right == case.piece(name.range.clone()) {
        return None;
    }
    case.gets_past(&[(name.range.clone(), name.right.as_str())], name.end)?;
    tell(cx, case, &[name], true)
}

/// The message for the `names` of one head, of which some need quotes; where they are `used` they need them, too.
fn tell(cx: &Cx<'_>, case: &Case<'_>, names: &[Unquoted], used: bool) -> Option<Diagnostic> {
    let wrong: Vec<&Unquoted> = names.iter().filter(|name| name.right != case.piece(name.range.clone())).collect();
    let main = wrong.first()?;
    let written = case.piece(main.range.clone());
    let mut diagnostic = message(case.span(cx, main.range.clone()), written);
    let mut edits = Vec::new();
    let mut elsewhere = false;
    for name in &wrong {
        let span = case.span(cx, name.range.start..name.end);
        edits.push(Edit { span, replacement: name.right.clone() });
        if name.range != main.range {
            let place = case.span(cx, name.range.clone());
            diagnostic = diagnostic.label(place, Message::new("unquoted-name-too"));
        }
        let text = case.piece(name.range.clone());
        // A number is one wherever it stands; a name of signs and words is told apart from them.
        if used && !text.starts_with(is_digit) {
            for place in uses(cx, text, case.base + name.range.start) {
                elsewhere = true;
                edits.push(Edit { span: cx.span(place), replacement: name.right.clone() });
            }
        }
    }
    let right = if main.right.starts_with(['"', '“']) { main.right.as_str() } else { "" };
    diagnostic = diagnostic.help(reason(written, right));
    if elsewhere {
        diagnostic = diagnostic.help(Message::new("unquoted-name-uses"));
    }
    Some(diagnostic.edits(edits))
}

/// Where `name` stands elsewhere than at `declared`, neither in quotes nor in a comment; places in the mended text.
pub(super) fn uses(cx: &Cx<'_>, name: &str, declared: usize) -> Vec<Range<usize>> {
    let text = &cx.survey.text;
    if text.len() > LONGEST_SEARCHED || name.is_empty() {
        return Vec::new();
    }
    let apart = |c: Option<char>, own: Option<char>| !(c.is_some_and(is_word_char) && own.is_some_and(is_word_char));
    let found = text.match_indices(name).take(MOST_USES).filter(|(at, _)| {
        let end = at + name.len();
        let before = text.get(..*at).unwrap_or_default().chars().next_back();
        let after = text.get(end..).unwrap_or_default().chars().next();
        *at != declared
            && apart(before, name.chars().next())
            && apart(after, name.chars().next_back())
            && is_plain(text, *at)
    });
    found.map(|(at, _)| at..at + name.len()).collect()
}

/// Whether what stands at `at` is neither quoted nor a comment.
fn is_plain(text: &str, at: usize) -> bool {
    let range = line(text, at);
    if range.len() > LONGEST_LINE {
        return false;
    }
    let line = text.get(range.clone()).unwrap_or_default();
    let at = at - range.start;
    // The pieces leave comments out; in a quoted piece it stands behind the piece's beginning.
    let pieces = super::token::tokens(line);
    let covers = pieces.iter().find(|token| token.range.contains(&at));
    covers.is_some_and(|token| token.kind != Kind::Quoted || token.range.start == at)
}
