//! Text as a Chinese keyboard types it, made uniform; and the name that was probably meant.

use std::borrow::Cow;

/// The narrow form of a full-width character, of the ideographic blank and of the signs for minus.
fn narrow(c: char) -> char {
    match c {
        '\u{3000}' | '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' => ' ',
        '−' | '﹣' => '-',
        '﹪' => '%',
        '﹥' => '>',
        '﹤' => '<',
        '﹦' => '=',
        // The block from ！ to ～ is ASCII, moved as a whole.
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// `text` in narrow characters, without the blanks around it.
pub fn folded(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.is_ascii() || text.chars().all(|c| narrow(c) == c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(narrow).collect())
}

/// Beyond so many candidates the nearest is not looked for: a file with so many names and a mistake in
/// each of them would take minutes.
const MAX_CANDIDATES: usize = 2000;

/// The one of `names` that `name` was probably meant to be.
pub fn nearest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = folded(name).to_lowercase();
    let length = name.chars().count();
    if length == 0 {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    let mut tied = false;
    for candidate in names.into_iter().take(MAX_CANDIDATES) {
        let other = folded(candidate).to_lowercase();
        let other_length = other.chars().count();
        if other_length == 0 {
            continue;
        }
        let shorter = length.min(other_length);
        // Half of a word of two characters says nothing; a third of a long one is a slip.
        let allowed = if shorter <= 3 { 1 } else { shorter / 3 + 1 };
        let within = shorter >= 2 && (other.contains(&name) || name.contains(other.as_str()));
        let distance = strsim::osa_distance(&name, &other);
        let alike = distance <= allowed && distance < length.max(other_length);
        if alike || within {
            // What merely holds the other comes after what is spelt much the same, another length after the same.
            let rank = 2 * if alike { distance } else { allowed + distance } + usize::from(length != other_length);
            match best {
                Some((least, _)) if rank > least => {}
                Some((least, _)) if rank == least => tied = true,
                _ => (best, tied) = (Some((rank, candidate)), false),
            }
        }
    }
    // Of 初级, 中级 and 高级, none is nearer to 特级 than the others.
    best.filter(|_| !tied || length > 2).map(|(_, candidate)| candidate)
}

/// `text` as messages show it: one line, not too long.
pub fn shown(text: &str) -> String {
    const LONGEST: usize = 40;
    let line: Vec<char> = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if line.len() <= LONGEST {
        return line.into_iter().collect();
    }
    line.into_iter().take(LONGEST - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_becomes_narrow() {
        assert_eq!(folded("　２，６４１．９４　万元 "), "2,641.94 万元");
        assert_eq!(folded("－５％"), "-5%");
        assert!(matches!(folded("年度实际支出"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_slip_is_found_and_another_word_is_not() {
        assert_eq!(nearest("优", ["良", "差"]), None);
        assert_eq!(nearest("优秀", ["良", "优"]), Some("优"));
        assert_eq!(nearest("年度实际支岀", ["年度实际支出", "年初预算数"]), Some("年度实际支出"));
        assert_eq!(nearest("实际支出", ["年度实际支出", "年初预算数"]), Some("年度实际支出"));
        assert_eq!(nearest("正相", ["正向", "反向"]), Some("正向"));
        assert_eq!(nearest("优秀", ["良", "达标"]), None);
        assert_eq!(nearest("表彰", ["问责"]), None);
        assert_eq!(nearest("特级", ["初级", "中级", "高级"]), None);
    }
}
