//! Long lists: the first entries at once, the next folded away, the rest counted.

/// So many are shown at once.
pub(super) const AT_ONCE: usize = 20;
/// So many stand in the page at all.
pub(super) const AT_MOST: usize = 1000;

/// A list in its three parts.
pub(super) struct Folded<T> {
    /// Shown at once.
    pub first: Vec<T>,
    /// Folded away.
    pub more: Vec<T>,
    /// How many are not in the page.
    pub left_out: usize,
}

impl<T> Folded<T> {
    /// `items` in their three parts. A last entry is not folded away alone.
    pub fn new(items: Vec<T>) -> Folded<T> {
        let count = items.len();
        let at_once = if count <= AT_ONCE + 1 { count } else { AT_ONCE };
        let mut items = items.into_iter().take(AT_MOST);
        let first = items.by_ref().take(at_once).collect();
        Folded { first, more: items.collect(), left_out: count.saturating_sub(AT_MOST) }
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.first.len() + self.hidden()
    }

    /// How many are not shown at once.
    pub fn hidden(&self) -> usize {
        self.more.len() + self.left_out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_uncounted() {
        for count in [0, 1, AT_ONCE, AT_ONCE + 1, AT_ONCE + 2, AT_MOST, AT_MOST + 1, 3 * AT_MOST] {
            let folded = Folded::new((0..count).collect());
            let shown = folded.first.iter().chain(&folded.more).copied();
            assert!(shown.eq(0..count.min(AT_MOST)), "{count}");
            assert_eq!(folded.first.len() + folded.hidden(), count);
            assert_ne!(folded.more.len(), 1, "{count}: one alone is not worth folding away");
            assert_eq!(folded.is_empty(), count == 0);
        }
    }
}
