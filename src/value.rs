//! Values: what a fact holds and an expression yields. Units and types are known from the model; here a
//! quantity is a number in the base unit of its dimension.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use crate::number::{Number, reach::Reach};

/// A value.
#[derive(Debug, PartialEq)]
pub enum Value {
    /// A number or quantity, in base units.
    Number(Number),
    /// A day, since 1970-01-01.
    Date(i32),
    /// 是 or 否
    YesNo(bool),
    /// An option, as index into its set; a level.
    Option(u16),
    /// A text.
    Text(Text),
    /// An optional value that is absent.
    Absent,
    /// Not (fully) known.
    Unknown(Box<Unknown>),
}

// Values are moved more than anything else: none is wider than a number.
const _: () = assert!(size_of::<Value>() <= size_of::<Number>());

/// A text. It is shared, and one word wide.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(Arc<String>);

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Text(Arc::new(text.to_owned()))
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

/// What is known of a value that is not fully known.
#[derive(Clone, Debug, PartialEq)]
pub struct Unknown {
    /// The values it may have.
    pub known: Known,
    /// Whether it may also be absent.
    pub maybe_absent: bool,
}

/// The values that an unknown may have.
#[derive(Clone, Debug, PartialEq)]
pub enum Known {
    /// Numbers.
    Number(Reach),
    /// Days since 1970-01-01.
    Date(Reach),
    /// 是 and 否 are both possible.
    YesNo,
    /// Options: bit i is option i.
    Options(u64),
    /// Any text.
    Text,
}

impl Clone for Value {
    // Numbers are what is copied most, and in place.
    #[inline]
    fn clone(&self) -> Value {
        match self {
            Value::Number(number) => Value::Number(number.clone()),
            Value::Date(day) => Value::Date(*day),
            Value::YesNo(yes) => Value::YesNo(*yes),
            Value::Option(index) => Value::Option(*index),
            other => other.cloned_slowly(),
        }
    }
}

impl Value {
    #[cold]
    fn cloned_slowly(&self) -> Value {
        match self {
            Value::Number(number) => Value::Number(number.clone()),
            Value::Date(day) => Value::Date(*day),
            Value::YesNo(yes) => Value::YesNo(*yes),
            Value::Option(index) => Value::Option(*index),
            Value::Text(text) => Value::Text(text.clone()),
            Value::Absent => Value::Absent,
            Value::Unknown(unknown) => Value::Unknown(unknown.clone()),
        }
    }

    /// A value of which only `known` is known, which is not absent.
    pub fn unknown(known: Known) -> Value {
        Value::Unknown(Box::new(Unknown { known, maybe_absent: false }))
    }

    /// Whether it is fully known.
    #[inline]
    pub fn is_known(&self) -> bool {
        !matches!(self, Value::Unknown(_))
    }
}
