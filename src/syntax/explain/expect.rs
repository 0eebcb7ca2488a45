//! From the rules that pest tried in vain to the words of the author: what was expected.

use super::super::grammar::Rule;
use super::super::keyword::{self, Keyword, Meaning};
use crate::diagnostic::Arg;

/// What was expected at a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Want {
    /// A keyword.
    Word(&'static Keyword),
    /// A sign, shown as it is written.
    Sign(&'static str),
    /// Something that the locale files have words for.
    Phrase(&'static str),
    /// The end of the line: nothing more may come.
    End,
}

/// The most alternatives shown.
const MOST: usize = 4;

/// The keywords that begin a value.
const VALUE_WORDS: &[Meaning] = &[
    Meaning::Full,
    Meaning::Children,
    Meaning::Score,
    Meaning::If,
    Meaning::Given,
    Meaning::Absent,
    Meaning::Yes,
    Meaning::No,
    Meaning::Bands,
    Meaning::Cases,
    Meaning::Lookup,
    Meaning::Interpolate,
];

/// What `rule` reads, in the author's words; nothing for what may always follow (an operator, a unit).
fn wants(rule: Rule, after_condition_word: bool) -> Vec<Want> {
    let words = |meanings: &[Meaning]| meanings.iter().map(|m| Want::Word(m.keyword())).collect();
    if let Some(keyword) = keyword::of_rule(rule) {
        return vec![Want::Word(keyword)];
    }
    vec![match rule {
        Rule::clause_tail => return words(&[Meaning::Per, Meaning::Above, Meaning::Below]),
        Rule::effect => return words(&[Meaning::Less, Meaning::Plus]),
        Rule::every => return words(&[Meaning::Per]),
        Rule::full_when => return words(&[Meaning::FullWhen]),
        Rule::case | Rule::otherwise => return words(&[Meaning::When, Meaning::Else]),
        Rule::round_level => return words(&[Meaning::Indicator, Meaning::Each, Meaning::Total]),
        Rule::calendar_entry => return words(&[Meaning::Off, Meaning::On]),
        Rule::name
        | Rule::word
        | Rule::name_list
        | Rule::field_names
        | Rule::reference
        | Rule::unit_decl
        | Rule::option => Want::Phrase("expect-name"),
        Rule::fields | Rule::field => Want::Phrase("expect-field"),
        Rule::condition if after_condition_word => Want::Phrase("expect-condition"),
        Rule::condition
        | Rule::comparison
        | Rule::sum
        | Rule::plain_sum
        | Rule::arg
        | Rule::named
        | Rule::option_value => Want::Phrase("expect-value"),
        Rule::colon_rule => Want::Phrase("expect-rule"),
        Rule::bound | Rule::interval | Rule::band | Rule::at_or_beyond => Want::Phrase("expect-range"),
        Rule::key | Rule::lookup_entry | Rule::grid_row | Rule::column_key => Want::Phrase("expect-key"),
        Rule::number | Rule::digits | Rule::unit_amount | Rule::round_how => Want::Phrase("expect-number"),
        Rule::worth => Want::Phrase("expect-points"),
        Rule::date | Rule::iso_date | Rule::day_span => Want::Phrase("expect-date"),
        Rule::year => Want::Phrase("expect-year"),
        Rule::text | Rule::plain_quote | Rule::curly_quote => Want::Phrase("expect-text"),
        Rule::type_expr | Rule::named_type | Rule::table_type => Want::Phrase("expect-type"),
        Rule::aggregate => Want::Phrase("expect-aggregate"),
        Rule::option_set => Want::Sign("{"),
        Rule::columns => Want::Sign(":"),
        Rule::block
        | Rule::header_body
        | Rule::bands_body
        | Rule::cases_body
        | Rule::deduct_body
        | Rule::brace_open => Want::Sign("{"),
        Rule::table_body | Rule::grid_body | Rule::interpolate_body | Rule::adjust_body => Want::Sign("{"),
        Rule::brace_close => Want::Sign("}"),
        Rule::params => Want::Sign("("),
        Rule::paren_close => Want::Sign(")"),
        Rule::bracket_close => Want::Sign("]"),
        Rule::colon => Want::Sign(":"),
        Rule::comma => Want::Sign(","),
        Rule::equal => Want::Sign("="),
        Rule::EOI | Rule::statement_end => Want::End,
        _ => return Vec::new(),
    }]
}

/// Everything that `rules` stand for, without repetition, in an order fit for reading.
pub(super) fn all(rules: &[Rule], after_condition_word: bool) -> Vec<Want> {
    let mut all: Vec<Want> = Vec::new();
    // After a value an operator may always follow: not worth saying where anything else may, too.
    let after_value = rules.contains(&Rule::add);
    let operator = |rule: Rule| {
        let words = [Rule::kw_and, Rule::kw_or, Rule::kw_in, Rule::kw_at_most, Rule::kw_at_least];
        after_value && (words.contains(&rule) || rule == Rule::equal && rules.contains(&Rule::not_equal))
    };
    for rule in rules.iter().filter(|rule| !operator(**rule)) {
        for want in wants(*rule, after_condition_word) {
            if !all.contains(&want) {
                all.push(want);
            }
        }
    }
    if after_value && all.iter().all(|want| *want == Want::End) {
        all.insert(0, Want::Phrase("expect-operator"));
    }
    // What a value may begin with is one thing to the reader: a value.
    if rules.contains(&Rule::kw_children) {
        let piece = |want: &Want| match want {
            Want::Phrase(key) => matches!(*key, "expect-name" | "expect-number" | "expect-date"),
            Want::Word(keyword) => VALUE_WORDS.contains(&keyword.meaning),
            Want::Sign(_) | Want::End => false,
        };
        all.retain(|want| !piece(want));
        all.insert(0, Want::Phrase("expect-value"));
    }
    // A comma joins what may be left out as well; it is worth saying in a list only.
    if !all.iter().any(|want| matches!(want, Want::Sign(sign) if *sign != ",")) && all.len() > 1 {
        all.retain(|want| *want != Want::Sign(","));
    }
    // An interval's end is one thing to the reader.
    if all.contains(&Want::Sign("]")) {
        all.retain(|want| *want != Want::Sign(")"));
        for want in &mut all {
            if *want == Want::Sign("]") {
                *want = Want::Phrase("expect-interval-end");
            }
        }
    }
    all
}

/// The alternatives as an argument of a message.
pub(super) fn argument(mut wants: Vec<Want>, english: bool) -> (Arg, usize) {
    if wants.len() > 1 && wants.first() != Some(&Want::Phrase("expect-operator")) {
        wants.retain(|want| *want != Want::End);
    }
    wants.truncate(MOST);
    if wants.is_empty() {
        wants.push(Want::End);
    }
    let count = wants.len();
    let items = wants
        .into_iter()
        .map(|want| match want {
            Want::Word(keyword) => Arg::Text(format!("“{}”", keyword.spelling(english))),
            Want::Sign(sign) => Arg::Text(format!("“{sign}”")),
            Want::Phrase(key) => Arg::Key(key),
            Want::End => Arg::Key("expect-end"),
        })
        .collect();
    (Arg::List(items), count)
}

/// What an entry of 扣分 is, as an argument of a message.
pub(super) fn clause() -> Arg {
    Arg::List(vec![Arg::Key("expect-clause")])
}
