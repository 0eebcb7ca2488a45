//! Texts a slip or two away from right ones: whatever they hold, they are read to their end, and places stay inside.

use proptest::prelude::*;

use super::read;

const SAMPLE: &str = include_str!("../cases/syntax/good/sample.rubric");
const FORMS: &str = include_str!("../cases/syntax/good/spelling-zh.rubric");

/// What is put in at a random place.
const PIECES: &[&str] = &[
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "“",
    "”",
    "\"",
    "：",
    ":",
    "，",
    "、",
    "；",
    "。",
    "当 ",
    "否则",
    "若 ",
    "则 ",
    "每",
    "扣",
    "指标 ",
    "数据 ",
    "分档 ",
    "扣分 {",
    "\n",
    " ",
    "　",
    "//",
    "90%以上",
    "1,000",
    ".5",
    "\0",
    "\u{200B}",
    "＝",
    "==",
    "非 ",
    "-",
    "查表 ",
    "允许",
    "full when ",
    "at most ",
    "‘",
    "「",
    "2024年1月1日",
    "每超过 1% 扣 0.5分",
];

fn check(text: &str) {
    let (_, _, diagnostics) = read("case.rubric", text);
    for diagnostic in &diagnostics {
        let spans = diagnostic
            .labels
            .iter()
            .map(|label| label.span)
            .chain(diagnostic.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span));
        for span in spans {
            assert!(text.get(span.range()).is_some(), "{span:?} of {diagnostic:?} is no place of\n{text}");
        }
    }
}

/// The offset of the character at `share` of the way through.
fn offset(text: &str, share: usize) -> usize {
    let count = text.chars().count();
    text.char_indices().nth(share % count.max(1)).map_or(0, |(at, _)| at)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_piece_put_in(forms: bool, at in any::<prop::sample::Index>(), piece in prop::sample::select(PIECES)) {
        let text = if forms { FORMS } else { SAMPLE };
        let at = offset(text, at.index(10_000));
        check(&format!("{}{piece}{}", &text[..at], &text[at..]));
    }

    #[test]
    fn a_piece_left_out(forms: bool, at in any::<prop::sample::Index>(), length in 1_usize..40) {
        let text = if forms { FORMS } else { SAMPLE };
        let start = offset(text, at.index(10_000));
        let end = text[start..].char_indices().nth(length).map_or(text.len(), |(i, _)| start + i);
        check(&format!("{}{}", &text[..start], &text[end..]));
    }

    #[test]
    fn pieces_thrown_together(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        check(&pieces.concat());
    }
}
