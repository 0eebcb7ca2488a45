//! The classes that the codes fall into, by their first two digits.

use crate::diagnostic::{Code, Message};

/// A class of codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Class(&'static str);

/// The classes in the order of a reader's way: files, text, names, …
const CLASSES: &[(&str, &str)] = &[
    ("00", "class-file"),
    ("01", "class-syntax"),
    ("02", "class-names"),
    ("03", "class-facts-text"),
    ("04", "class-types"),
    ("05", "class-points"),
    ("06", "class-header"),
    ("07", "class-suspicious"),
    ("08", "class-facts"),
    ("09", "class-awards"),
    ("10", "class-evaluation"),
    ("11", "class-coverage"),
    ("12", "class-used-files"),
    ("14", "class-workbooks"),
    ("15", "class-published"),
];

impl Class {
    /// Every class that has a code.
    pub fn all() -> impl Iterator<Item = Class> {
        CLASSES.iter().map(|(digits, _)| Class(digits)).filter(|class| class.codes().next().is_some())
    }

    /// Its codes, by their numbers.
    pub fn codes(self) -> impl Iterator<Item = Code> {
        let mut codes: Vec<Code> =
            Code::ALL.iter().copied().filter(|code| code.code().get(1..3) == Some(self.0)).collect();
        codes.sort_by_key(|code| code.code().get(1..));
        codes.into_iter()
    }

    /// What it is called.
    pub fn name(self) -> Message {
        Message::new(CLASSES.iter().find(|(digits, _)| *digits == self.0).map_or("class-file", |(_, key)| key))
    }

    /// The digits that its codes begin with.
    pub fn digits(self) -> &'static str {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_in_a_class() {
        assert_eq!(Class::all().map(|class| class.codes().count()).sum::<usize>(), Code::ALL.len());
    }
}
