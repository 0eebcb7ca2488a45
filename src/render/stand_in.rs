//! Stand-ins for characters of ambiguous width on terminals that draw them two columns wide.
//!
//! miette takes `≥ — “` for one column and cannot be told otherwise. Where they are two, it is given
//! characters that are always two in their place, and the output has them put back.

use crate::wrap::Widths;

/// Tangut: always two columns, and of no use in a rubric.
const POOL: std::ops::RangeInclusive<char> = '\u{17000}'..='\u{187f7}';

/// Which character stands for which.
#[derive(Debug, Default)]
pub(super) struct StandIns {
    /// The characters stood for, in the order of the pool. Empty where nothing need be replaced.
    replaced: Vec<char>,
}

impl StandIns {
    /// `text` with stand-ins for what is ambiguous. A character of the pool itself gets one too, so
    /// that putting back meets no stranger.
    pub fn replace(&mut self, text: &str, widths: Widths) -> String {
        if !widths.wide_ambiguous {
            return text.to_owned();
        }
        text.chars().map(|c| if Widths::ambiguous(c) || POOL.contains(&c) { self.stand_in(c) } else { c }).collect()
    }

    /// `text` with the original characters.
    pub fn restore(&self, text: &str) -> String {
        if self.replaced.is_empty() {
            return text.to_owned();
        }
        let original = |c: char| {
            let index = (c as usize).checked_sub(*POOL.start() as usize)?;
            self.replaced.get(index).copied()
        };
        text.chars().map(|c| original(c).unwrap_or(c)).collect()
    }

    fn stand_in(&mut self, c: char) -> char {
        let index = self.replaced.iter().position(|r| *r == c).unwrap_or_else(|| {
            self.replaced.push(c);
            self.replaced.len() - 1
        });
        POOL.clone().nth(index).unwrap_or(c)
    }
}
