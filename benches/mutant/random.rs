//! Numbers that look like chance and are the same in every run (SplitMix64).

/// A row of numbers.
pub struct Random(u64);

impl Random {
    /// The row that `seed` begins.
    pub fn new(seed: u64) -> Self {
        Random(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// One of `list`, if there is any.
    pub fn pick<'l, T>(&mut self, list: &'l [T]) -> Option<&'l T> {
        list.get(self.below(list.len()))
    }

    /// At most `most` of `list`, in its order.
    pub fn sample<T>(&mut self, mut list: Vec<T>, most: usize) -> Vec<T> {
        while list.len() > most {
            list.remove(self.below(list.len()));
        }
        list
    }
}
