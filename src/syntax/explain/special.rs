//! Mistakes that people often make, each looked for where reading stopped.

use std::ops::Range;

use super::super::lower::Cx;
use super::{Case, between, blank, heading, number, range, reading, sentence, sign, statement, step, types, word};
use crate::diagnostic::Diagnostic;

/// A look for one kind of mistake.
type Look = fn(&Cx<'_>, &Case<'_>) -> Option<Diagnostic>;

/// The message of the first kind of mistake that fits.
pub(super) fn explain(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    // The surest first: what only one mistake can explain.
    const LOOKS: &[Look] = &[
        between::two_bounds,
        word::doubled_word,
        word::statement_behind_another,
        number::split_by_full_stop,
        heading::points_in_parens,
        types::unit_in_name,
        types::unit_behind_mark,
        heading::points_named,
        heading::unquoted_name,
        heading::unquoted_option,
        heading::unquoted_field,
        sentence::chosen,
        sentence::full_marks,
        sentence::points,
        sentence::band,
        sentence::otherwise_nothing,
        sentence::deducted,
        sign::wrong_sign,
        reading::per_beyond,
        step::deduct_line,
        step::per_first,
        step::per_found,
        range::said_both_ends,
        range::unit_behind,
        range::bound_in_words,
        reading::vague_bound,
        range::vague_date,
        word::needless_words,
        number::places_in_words,
        number::rounding_sentence,
        number::grouped_digits,
        number::decimal_point,
        reading::bare_range,
        range::bare_value,
        range::compared_in_band,
        word::blank_before_paren,
        statement::misplaced,
        types::options_as_type,
        types::yes_or_no,
        types::options_listed,
        word::full_without_get,
        word::needless_get,
        statement::printed_heading,
        statement::declaration_forgotten,
        statement::unknown_statement,
        word::printed_word,
        sign::letter_times,
        sign::conditions_side_by_side,
        word::printed_word_within,
        blank::missing_blank,
        word::near_keyword,
        statement::case_without_when,
        number::unit_apart,
        word::keyword_for_name,
        sign::swapped_sign,
        statement::no_statement,
    ];
    LOOKS.iter().find_map(|look| look(cx, case))
}

/// What is wrong with a line that was passed over, if its first word says that it is a statement for itself.
pub(super) fn of_its_own(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    statement::unknown_statement(cx, case).or_else(|| blank::glued_beginning(cx, case))
}

/// The line of `text` around `at`.
pub(super) fn line(text: &str, at: usize) -> Range<usize> {
    let start = text.get(..at).unwrap_or_default().rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let end = text.get(at..).unwrap_or_default().find(['\n', '\r']).map_or(text.len(), |end| at + end);
    start..end
}

/// How many slips two words are apart.
pub(super) fn distance(left: &str, right: &str) -> usize {
    strsim::damerau_levenshtein(left, right)
}
