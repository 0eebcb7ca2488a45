//! The text of a spreadsheet formula, made of its parts. Nothing of a rubric is known here.

use crate::number::Number;

/// Characters that a formula may have; Excel takes 8192 with the sign of equality.
const LONGEST: usize = 8000;
/// Characters of a text in a cell.
const LONGEST_TEXT: usize = 32_767;
/// Functions within functions; Excel takes 64.
const DEEPEST: u32 = 60;
/// Stands for the number of the row in the formula of a column, which is the same in every row.
pub(super) const ROW: char = '\u{E000}';

/// How tightly a formula is bound together, from the loosest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Bond {
    Comparison,
    Sum,
    Product,
    Power,
    Atom,
}

/// A formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Formula {
    text: String,
    bond: Bond,
    depth: u32,
    /// Whether its number is the machine's nearest to the exact one, so that it compares as that does.
    pub fixed: bool,
    /// Whether it works on whole ranges cell by cell, so that it must stand in its cell as an array formula.
    pub array: bool,
    /// Whether it may be the word for 剔除.
    pub drops: bool,
    /// The number that it is, if it is a constant.
    pub constant: Option<Number>,
}

/// A formula is beyond what a spreadsheet takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLong;

impl Formula {
    fn plain(text: String, bond: Bond, depth: u32) -> Formula {
        Formula { text, bond, depth, fixed: false, array: false, drops: false, constant: None }
    }

    /// A reference or a defined name, whose number is fixed.
    pub fn name(text: impl Into<String>) -> Formula {
        Formula { fixed: true, ..Formula::plain(text.into(), Bond::Atom, 0) }
    }

    /// A number.
    pub fn number(number: &Number) -> Formula {
        let text = number.to_string();
        let bond = match (text.contains('/'), number.is_negative()) {
            (true, _) => Bond::Product,
            (false, true) => Bond::Sum,
            (false, false) => Bond::Atom,
        };
        Formula { fixed: true, constant: Some(number.clone()), ..Formula::plain(text, bond, 0) }
    }

    /// A small whole number.
    pub fn whole(n: i64) -> Formula {
        Formula::number(&Number::from_i64(n))
    }

    /// A text.
    pub fn text(text: &str) -> Formula {
        // Excel takes literals of up to 255 characters; longer ones are joined.
        let pieces: Vec<String> = clean(text)
            .chars()
            .collect::<Vec<_>>()
            .chunks(250)
            .map(|piece| format!("\"{}\"", piece.iter().collect::<String>().replace('"', "\"\"")))
            .collect();
        match pieces.as_slice() {
            [] => Formula::plain("\"\"".into(), Bond::Atom, 0),
            [one] => Formula::plain(one.clone(), Bond::Atom, 0),
            several => Formula::plain(format!("({})", several.join("&")), Bond::Atom, 0),
        }
    }

    /// TRUE or FALSE.
    pub fn yes_no(yes: bool) -> Formula {
        Formula::plain(if yes { "TRUE" } else { "FALSE" }.into(), Bond::Atom, 0)
    }

    /// No value: whatever reads it has none either.
    pub fn none() -> Formula {
        Formula::plain("NA()".into(), Bond::Atom, 1)
    }

    /// A function of these.
    pub fn call(function: &str, args: &[&Formula]) -> Formula {
        let texts: Vec<&str> = args.iter().map(|arg| arg.text.as_str()).collect();
        let depth = args.iter().map(|arg| arg.depth).max().unwrap_or(0) + 1;
        let array = args.iter().any(|arg| arg.array);
        Formula { array, ..Formula::plain(format!("{function}({})", texts.join(",")), Bond::Atom, depth) }
    }

    /// If, then, else. What it yields may be dropped, and is fixed, if both are.
    pub fn choose(condition: &Formula, yes: &Formula, no: &Formula) -> Formula {
        let none = |f: &Formula| f.text == "NA()";
        Formula {
            fixed: (yes.fixed || none(yes)) && (no.fixed || none(no)),
            drops: yes.drops || no.drops,
            ..Formula::call("IF", &[condition, yes, no])
        }
    }

    /// The second where the first has no value.
    pub fn or_else(value: &Formula, otherwise: &Formula) -> Formula {
        Formula { drops: value.drops || otherwise.drops, ..Formula::call("IFERROR", &[value, otherwise]) }
    }

    fn binary(a: &Formula, sign: &str, b: &Formula, bond: Bond, right: Bond) -> Formula {
        let text = format!("{}{sign}{}", a.within(bond), b.within(right));
        let array = a.array || b.array;
        Formula { array, ..Formula::plain(text, bond, a.depth.max(b.depth)) }
    }

    /// a + b
    pub fn add(a: &Formula, b: &Formula) -> Formula {
        Formula::binary(a, "+", b, Bond::Sum, Bond::Product)
    }

    /// a − b
    pub fn sub(a: &Formula, b: &Formula) -> Formula {
        Formula::binary(a, "-", b, Bond::Sum, Bond::Product)
    }

    /// a × b
    pub fn mul(a: &Formula, b: &Formula) -> Formula {
        // Also by 1: a share times one point is points, and LibreOffice would go on to write it with %.
        Formula::binary(a, "*", b, Bond::Product, Bond::Power)
    }

    /// a ÷ b
    pub fn div(a: &Formula, b: &Formula) -> Formula {
        if b.constant.as_ref().is_some_and(|n| *n == Number::ONE) {
            return a.clone();
        }
        Formula::binary(a, "/", b, Bond::Product, Bond::Power)
    }

    /// a to the power b
    pub fn power(a: &Formula, b: &Formula) -> Formula {
        Formula::binary(a, "^", b, Bond::Power, Bond::Atom)
    }

    /// −a
    pub fn negate(a: &Formula) -> Formula {
        // Before a power the sign binds tighter in a spreadsheet than in arithmetic.
        Formula {
            array: a.array,
            fixed: a.fixed,
            ..Formula::plain(format!("-{}", a.within(Bond::Atom)), Bond::Sum, a.depth)
        }
    }

    /// a compared with b by `sign`
    pub fn compare(a: &Formula, sign: &str, b: &Formula) -> Formula {
        let text = format!("{}{sign}{}", a.within(Bond::Sum), b.within(Bond::Sum));
        let array = a.array || b.array;
        Formula { array, ..Formula::plain(text, Bond::Comparison, a.depth.max(b.depth)) }
    }

    /// The same, known to be fixed or not.
    #[must_use]
    pub fn fixed(mut self, fixed: bool) -> Formula {
        self.fixed = fixed;
        self
    }

    /// The same, which may be the word for 剔除, or not.
    #[must_use]
    pub fn dropping(mut self, drops: bool) -> Formula {
        self.drops = drops;
        self
    }

    /// The same, worked out over ranges.
    #[must_use]
    pub fn over_ranges(mut self) -> Formula {
        self.array = true;
        self
    }

    /// The text, without the sign of equality.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it is short enough to be written twice.
    pub fn is_short(&self) -> bool {
        self.text.chars().count() <= 60
    }

    /// Whether it is a single name, reference or constant.
    pub fn is_simple(&self) -> bool {
        self.depth == 0 && self.bond == Bond::Atom
    }

    /// The formula, if a spreadsheet takes one of that size.
    ///
    /// # Errors
    /// It is too long or too deep.
    pub fn checked(self) -> Result<Formula, TooLong> {
        if self.text.chars().count() > LONGEST || self.depth > DEEPEST { Err(TooLong) } else { Ok(self) }
    }

    fn within(&self, bond: Bond) -> String {
        if self.bond >= bond { self.text.clone() } else { format!("({})", self.text) }
    }
}

/// `text` without the characters that no spreadsheet holds, and no longer than one holds it: a cell and a formula that
/// looks for what stands in it agree.
pub(super) fn clean(text: &str) -> String {
    text.chars().filter(|c| (!c.is_control() || *c == '\n') && *c != ROW).take(LONGEST_TEXT).collect()
}

/// The text of the formula of a column in the row numbered `row`, from 1.
pub(super) fn in_row(text: &str, row: u32) -> String {
    if text.contains(ROW) { text.replace(ROW, &row.to_string()) } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_stand_where_they_are_needed() {
        let [a, b, c] = ["a", "b", "c"].map(Formula::name);
        let sum = Formula::add(&a, &b);
        assert_eq!(Formula::mul(&sum, &c).as_str(), "(a+b)*c");
        assert_eq!(Formula::sub(&a, &sum).as_str(), "a-(a+b)");
        assert_eq!(Formula::div(&a, &Formula::mul(&b, &c)).as_str(), "a/(b*c)");
        assert_eq!(Formula::power(&Formula::negate(&a), &Formula::whole(2)).as_str(), "(-a)^2");
        assert_eq!(Formula::negate(&Formula::power(&a, &Formula::whole(2))).as_str(), "-(a^2)");
        let third = Number::ratio(1, 3).unwrap();
        assert_eq!(Formula::div(&a, &Formula::number(&third)).as_str(), "a/(1/3)");
        assert_eq!(Formula::sub(&a, &Formula::whole(-2)).as_str(), "a-(-2)");
        let equal = Formula::compare(&sum, "=", &c);
        assert_eq!(Formula::compare(&equal, "=", &Formula::yes_no(true)).as_str(), "(a+b=c)=TRUE");
    }

    #[test]
    fn texts_are_quoted_and_long_ones_joined() {
        assert_eq!(Formula::text("他说“\"好\"”").as_str(), "\"他说“\"\"好\"\"”\"");
        assert_eq!(Formula::text("").as_str(), "\"\"");
        let long = "长".repeat(300);
        let text = Formula::text(&long);
        assert_eq!(text.as_str(), format!("(\"{}\"&\"{}\")", "长".repeat(250), "长".repeat(50)));
    }

    #[test]
    fn what_a_spreadsheet_does_not_take_is_refused() {
        let mut deep = Formula::name("a");
        for _ in 0..70 {
            deep = Formula::call("ABS", &[&deep]);
        }
        assert_eq!(deep.checked(), Err(TooLong));
        assert_eq!(Formula::name("长".repeat(9000)).checked(), Err(TooLong));
    }
}
