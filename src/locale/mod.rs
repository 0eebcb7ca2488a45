//! The words people read: one set of Fluent files per language, embedded in the binary, and the
//! [`Locale`] that puts values into them.
//!
//! What is to be written into a rubric stands in messages of its own, those of the topic `written`: a reader of
//! Chinese who mends an English rubric is told English keywords. They are in the language of [`Locale::writing`], all
//! others in the reader's.
//!
//! A code with the key `k` has the message `k` as its headline, `k.label` as the words beside the
//! main place where the diagnostic gives none, and `k.help` as the remedy where it gives none.

mod language;

pub use language::Language;

use std::cell::OnceCell;
use std::rc::Rc;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};

use crate::diagnostic::{Arg, Args, Message};

/// Counts beyond this are handed to Fluent as text: it keeps numbers as binary floats.
const EXACT_IN_FLUENT: i64 = 1 << 53;

/// The topic of what is written into a rubric.
const WRITTEN: &str = "written";

/// The topics, one file a language each, those of a stage behind those of the stages before it.
macro_rules! embedded {
    ($language:literal) => {
        embedded!($language:
            "terms"
            "written"
            "render"
            "diagnostics-syntax"
            "diagnostics-check"
            "diagnostics-facts"
            "diagnostics-book"
            "diagnostics-eval"
            "justification"
            "wording"
            "report"
            "page"
            "published"
            "sheets"
            "form"
            "reconcile"
            "cli"
        )
    };
    ($language:literal: $($topic:literal)*) => {
        &[$(($topic, include_str!(concat!($language, "/", $topic, ".ftl"))),)*]
    };
}

/// The message files of `language`: topic and text.
pub fn files(language: Language) -> &'static [(&'static str, &'static str)] {
    match language {
        Language::En => embedded!("en"),
        Language::Zh => embedded!("zh"),
    }
}

/// The messages of one language. Making one is free; the files are parsed when the first message
/// is asked for.
#[derive(Clone)]
pub struct Locale {
    language: Language,
    written: Language,
    overrides: Rc<str>,
    bundles: Rc<Bundles>,
}

/// The messages by the language of what is written.
#[derive(Default)]
struct Bundles {
    english: OnceCell<FluentBundle<FluentResource>>,
    chinese: OnceCell<FluentBundle<FluentResource>>,
}

impl Locale {
    /// The messages of `language`.
    pub fn new(language: Language) -> Locale {
        Locale::with_overrides(language, "")
    }

    /// The messages of `language`, those of the Fluent text `overrides` standing before the
    /// embedded ones of the same keys.
    pub fn with_overrides(language: Language, overrides: &str) -> Locale {
        Locale { language, written: language, overrides: overrides.into(), bundles: Rc::default() }
    }

    /// The same, with what is to be written into a rubric in `written`.
    #[must_use]
    pub fn writing(&self, written: Language) -> Locale {
        Locale { written, ..self.clone() }
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Whether the message `key` is there.
    pub fn has(&self, key: &str) -> bool {
        self.bundle().get_message(key).is_some_and(|m| m.value().is_some())
    }

    /// `message` in words.
    pub fn text(&self, message: &Message) -> String {
        self.format(message.key, &message.args)
    }

    /// The message `key` with `args` put in. A key that is missing yields itself in angle brackets:
    /// a reader of a half-worded report is better off than one of none.
    pub fn format(&self, key: &str, args: &Args) -> String {
        self.fill(key, None, args).unwrap_or_else(|| format!("<{key}>"))
    }

    /// Whether the message `key` begins with a word of its own, not with what is put into it: a sentence of such
    /// words begins with a capital letter where the language has them, a name is left as it is.
    pub fn begins_with_words(&self, key: &str) -> bool {
        // What nobody puts in is shown in braces.
        self.language == Language::En && self.format(key, &Vec::new()).starts_with(|c: char| c.is_ascii_lowercase())
    }

    /// The attribute `attribute` of the message `key` with `args` put in, if there is one.
    pub fn attribute(&self, key: &str, attribute: &str, args: &Args) -> Option<String> {
        self.fill(key, Some(attribute), args)
    }

    fn fill(&self, key: &str, attribute: Option<&str>, args: &Args) -> Option<String> {
        let message = self.bundle().get_message(key)?;
        let pattern = match attribute {
            None => message.value()?,
            Some(name) => message.get_attribute(name)?.value(),
        };
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            match arg {
                Arg::Text(text) => values.set(*name, text.as_str()),
                Arg::Count(count) => values.set(*name, number(*count)),
                Arg::Key(key) => values.set(*name, self.format(key, &Vec::new())),
                Arg::Said(message) => values.set(*name, self.text(message)),
                Arg::List(items) => {
                    values.set(*name, self.list(items, Conjunction::And));
                    values.set(format!("{name}-or"), self.list(items, Conjunction::Or));
                    values.set(format!("{name}-count"), items.len());
                }
            }
        }
        // An argument that the pattern wants and nobody gave is shown as `{$name}`.
        Some(self.bundle().format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned())
    }

    /// `arg` in words.
    pub fn arg(&self, arg: &Arg) -> String {
        match arg {
            Arg::Text(text) => text.clone(),
            Arg::Count(count) => count.to_string(),
            Arg::Key(key) => self.format(key, &Vec::new()),
            Arg::Said(message) => self.text(message),
            Arg::List(items) => self.list(items, Conjunction::And),
        }
    }

    fn list(&self, items: &[Arg], conjunction: Conjunction) -> String {
        let words: Vec<String> = items.iter().map(|item| self.arg(item)).collect();
        let [first @ .., last] = words.as_slice() else { return String::new() };
        if first.is_empty() {
            return last.clone();
        }
        let (comma, joint) = match (self.language, conjunction) {
            (Language::En, Conjunction::And) => (", ", " and "),
            (Language::En, Conjunction::Or) => (", ", " or "),
            (Language::Zh, Conjunction::Or) => ("、", "或"),
            // 指标、分项和数据 reads well; between quoted names and numbers 和 could be taken for one of them.
            (Language::Zh, Conjunction::And) if items.iter().all(|i| matches!(i, Arg::Key(_))) => ("、", "和"),
            (Language::Zh, Conjunction::And) => ("、", "、"),
        };
        let first = first.join(comma);
        // Between letters or figures, 或 stands apart: docx 或 xlsx.
        let latin = |end: Option<char>| end.is_some_and(|c| c.is_ascii_alphanumeric());
        let joint = match joint {
            "或" if latin(first.chars().next_back()) && latin(last.chars().next()) => " 或 ",
            joint => joint,
        };
        format!("{first}{joint}{last}")
    }

    fn bundle(&self) -> &FluentBundle<FluentResource> {
        let bundle = match self.written {
            Language::En => &self.bundles.english,
            Language::Zh => &self.bundles.chinese,
        };
        bundle.get_or_init(|| {
            let mut bundle = FluentBundle::new(vec![self.language.tag().parse().unwrap_or_default()]);
            // The isolating marks are invisible in few terminals, and our two languages run one way.
            bundle.set_use_isolating(false);
            let own = files(self.language).iter().filter(|(topic, _)| *topic != WRITTEN);
            let written = files(self.written).iter().filter(|(topic, _)| *topic == WRITTEN);
            for (_, text) in own.chain(written) {
                bundle.add_resource_overriding(resource(text));
            }
            if !self.overrides.is_empty() {
                bundle.add_resource_overriding(resource(&self.overrides));
            }
            bundle
        })
    }
}

/// How a list is joined. A message reads the list `$x` joined by “and” as `$x`, by “or” as `$x-or`,
/// and its length as `$x-count`.
#[derive(Clone, Copy)]
enum Conjunction {
    And,
    Or,
}

/// What can be read of `text`; a test holds that the embedded files have no mistakes.
fn resource(text: &str) -> FluentResource {
    match FluentResource::try_new(text.to_owned()) {
        Ok(resource) | Err((resource, _)) => resource,
    }
}

fn number(count: i64) -> FluentValue<'static> {
    if count.unsigned_abs() <= EXACT_IN_FLUENT.unsigned_abs() {
        FluentValue::from(count)
    } else {
        FluentValue::from(count.to_string())
    }
}
