//! The words that stand in expressions, looked up once.

use crate::locale::Locale;
use crate::model::AggregateFn;
use crate::number::RoundingMode;

/// The words of one language.
pub struct Words<'a> {
    locale: &'a Locale,
}

impl<'a> Words<'a> {
    /// The words of `locale`.
    pub fn new(locale: &'a Locale) -> Words<'a> {
        Words { locale }
    }

    /// The word named `key`.
    pub fn get(&self, key: &'static str) -> String {
        self.locale.format(key, &Vec::new())
    }

    /// 是 or 否.
    pub fn yes_no(&self, yes: bool) -> String {
        self.get(if yes { "word-yes" } else { "word-no" })
    }

    /// The name of a function over a table.
    pub fn aggregate(&self, function: AggregateFn) -> String {
        self.get(match function {
            AggregateFn::Count => "word-count",
            AggregateFn::Sum => "word-sum",
            AggregateFn::Mean => "word-mean",
            AggregateFn::Max => "word-largest",
            AggregateFn::Min => "word-smallest",
            AggregateFn::Median => "word-median",
            AggregateFn::CountDistinct => "word-count-distinct",
            AggregateFn::Any => "word-any",
            AggregateFn::All => "word-all",
        })
    }

    /// The name of a rounding mode.
    pub fn rounding(&self, mode: RoundingMode) -> String {
        self.get(match mode {
            RoundingMode::HalfAwayFromZero => "word-half-up",
            RoundingMode::HalfEven => "word-half-even",
            RoundingMode::Up => "word-round-up",
            RoundingMode::Down => "word-round-down",
        })
    }

    /// `items` as a list of which all hold.
    pub fn all_of(&self, items: &[String]) -> String {
        items.join(&self.get("joint-list"))
    }

    /// `items` as a list of which one holds: `a、b 或 c`.
    pub fn one_of(&self, items: &[String]) -> String {
        match items {
            [first @ .., before, last] => {
                let mut head = first.to_vec();
                head.push(before.clone());
                let head = self.all_of(&head);
                // A full-width bracket has its own blank.
                let blank = if head.ends_with('）') { "" } else { " " };
                format!("{head}{blank}{} {last}", self.get("word-or"))
            }
            _ => items.concat(),
        }
    }
}
