//! Both languages say the same: the same messages, attributes and arguments, and every message that
//! the program asks for.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use rubric_lang::diagnostic::{Arg, Code, Message};
use rubric_lang::locale::{Language, Locale, files};

/// What one message or attribute draws on: arguments and other messages.
#[derive(Debug, Default, PartialEq, Eq)]
struct Uses {
    arguments: BTreeSet<String>,
    messages: BTreeSet<String>,
}

/// Every message `key` and attribute `key.attribute` of `language`.
fn entries(language: Language) -> BTreeMap<String, Uses> {
    let mut found = BTreeMap::new();
    for (topic, text) in files(language) {
        let place = format!("{}/{topic}.ftl", language.tag());
        let resource = fluent_syntax::parser::parse(*text)
            .unwrap_or_else(|(_, errors)| panic!("{place} is not well formed: {errors:?}"));
        for entry in resource.body {
            let Entry::Message(message) = entry else {
                assert!(!matches!(entry, Entry::Term(_) | Entry::Junk { .. }), "{place}: only messages: {entry:?}");
                continue;
            };
            let key = message.id.name;
            let value = message.value.as_ref().unwrap_or_else(|| panic!("{place}: {key} has no words of its own"));
            let mut add = |key: String, pattern: &Pattern<&str>| {
                let mut uses = Uses::default();
                walk(pattern, &mut uses);
                assert!(found.insert(key.clone(), uses).is_none(), "{place}: {key} stands twice");
            };
            add(key.to_owned(), value);
            for attribute in &message.attributes {
                add(format!("{key}.{}", attribute.id.name), &attribute.value);
            }
        }
    }
    found
}

fn walk(pattern: &Pattern<&str>, uses: &mut Uses) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            walk_expression(expression, uses);
        }
    }
}

fn walk_expression(expression: &Expression<&str>, uses: &mut Uses) {
    match expression {
        Expression::Inline(inline) => walk_inline(inline, uses),
        Expression::Select { selector, variants } => {
            walk_inline(selector, uses);
            variants.iter().for_each(|variant| walk(&variant.value, uses));
        }
    }
}

fn walk_inline(inline: &InlineExpression<&str>, uses: &mut Uses) {
    match inline {
        InlineExpression::VariableReference { id } => {
            // One list, joined one way or the other, or counted.
            let name = id.name.strip_suffix("-or").or(id.name.strip_suffix("-count")).unwrap_or(id.name);
            uses.arguments.insert(name.to_owned());
        }
        InlineExpression::MessageReference { id, attribute } => {
            let attribute = attribute.as_ref().map(|a| format!(".{}", a.name)).unwrap_or_default();
            uses.messages.insert(format!("{}{attribute}", id.name));
        }
        InlineExpression::FunctionReference { id, .. } => panic!("no functions are there: {}", id.name),
        InlineExpression::TermReference { id, .. } => panic!("write -{} as a message", id.name),
        InlineExpression::Placeable { expression } => walk_expression(expression, uses),
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
    }
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_arguments() {
    let (en, zh) = (entries(Language::En), entries(Language::Zh));
    let only = |a: &BTreeMap<String, Uses>, b: &BTreeMap<String, Uses>| -> Vec<String> {
        a.keys().filter(|key| !b.contains_key(*key)).cloned().collect()
    };
    assert_eq!((only(&en, &zh), only(&zh, &en)), (vec![], vec![]), "messages only in en, only in zh");
    for (key, uses) in &en {
        assert_eq!(uses.arguments, zh[key].arguments, "arguments of {key} in en and zh");
    }
}

#[test]
fn a_message_stands_in_the_same_file_in_both_languages() {
    let keys = |text: &str| -> BTreeSet<String> {
        let message = |line: &str| line.split_once(" =").map(|(key, _)| key.to_owned());
        text.lines().filter(|l| l.starts_with(|c: char| c.is_ascii_lowercase())).filter_map(message).collect()
    };
    for ((en_topic, en), (zh_topic, zh)) in files(Language::En).iter().zip(files(Language::Zh)) {
        assert_eq!((en_topic, keys(en)), (zh_topic, keys(zh)));
    }
}

#[test]
fn messages_that_messages_refer_to_exist() {
    for language in Language::ALL {
        let entries = entries(language);
        for (key, uses) in &entries {
            for other in &uses.messages {
                assert!(entries.contains_key(other), "{}: {key} refers to {other}", language.tag());
            }
        }
    }
}

#[test]
fn every_code_has_a_message_and_a_help_or_a_label() {
    for language in Language::ALL {
        let entries = entries(language);
        for code in Code::ALL {
            let key = code.key();
            assert!(entries.contains_key(key), "{}: {} ({key}) has no message", language.tag(), code.code());
            let more = ["label", "help"].iter().any(|a| entries.contains_key(&format!("{key}.{a}")));
            assert!(more, "{}: {} ({key}) has neither .label nor .help", language.tag(), code.code());
        }
    }
}

#[test]
fn codes_and_keys_are_given_once() {
    let codes: BTreeSet<_> = Code::ALL.iter().map(|c| c.code()).collect();
    let keys: BTreeSet<_> = Code::ALL.iter().map(|c| c.key()).collect();
    assert_eq!((codes.len(), keys.len()), (Code::ALL.len(), Code::ALL.len()));
}

#[test]
fn every_message_that_the_program_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let entries = entries(Language::En);
    let mut missing = Vec::new();
    for path in sources(&root) {
        let text = std::fs::read_to_string(&path).unwrap();
        // Comments show keys that are not meant.
        let code: String = text.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        for call in ["Message::new(", "Arg::Key(", "locale.format(", "locale.attribute("] {
            for after in code.split(call).skip(1) {
                let Some(key) = after.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next()) else {
                    continue;
                };
                if !entries.contains_key(key) {
                    missing.push(format!("{}: {key}", path.strip_prefix(&root).unwrap().display()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "messages missing in the locale files:\n{}", missing.join("\n"));
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn languages_are_known_by_their_many_names() {
    for name in ["zh", "zh-CN", "zh_CN.UTF-8", "zh-Hans", "zh_Hans_CN", "ZH-hant-TW", "cn", "chinese", "中文"] {
        assert_eq!(Language::parse(name), Some(Language::Zh), "{name}");
    }
    for name in ["en", "en-GB", "en_US.UTF-8", "EN", "English"] {
        assert_eq!(Language::parse(name), Some(Language::En), "{name}");
    }
    for name in ["", "C", "C.UTF-8", "POSIX", "fr_FR", "z", "china-town"] {
        assert_eq!(Language::parse(name), None, "{name}");
    }
    assert_eq!(Language::from_locales(["C", "fr:zh_CN:en", "en"]), Language::Zh);
    assert_eq!(Language::from_locales(["fr_FR.UTF-8"]), Language::En);
    assert_eq!(Language::from_locales([]), Language::En);
}

#[test]
fn values_are_put_in_as_the_language_wants_them() {
    let own = "m = { $a }|{ $a-or }|{ $a-count }\nn = { $n ->\n    [one] one\n   *[other] { $n }\n}\n";
    let (en, zh) = (Locale::with_overrides(Language::En, own), Locale::with_overrides(Language::Zh, own));
    let both = |message: &Message| (en.text(message), zh.text(message));
    let words = |items: Vec<&str>| Message::new("m").arg("a", items);
    assert_eq!(both(&words(vec!["x", "y", "z"])), ("x, y and z|x, y or z|3".into(), "x、y、z|x、y 或 z|3".into()));
    assert_eq!(zh.text(&words(vec!["1分", "2分"])), "1分、2分|1分或2分|2");
    assert_eq!(both(&words(vec!["x"])), ("x|x|1".into(), "x|x|1".into()));
    assert_eq!(both(&words(vec![])), ("||0".into(), "||0".into()));
    let kinds = Arg::List(vec![Arg::Key("kind-indicator"), Arg::Key("kind-part"), Arg::Key("kind-fact")]);
    let kinds = Message::new("m").arg("a", kinds);
    assert_eq!(en.text(&kinds), "indicator, part and fact|indicator, part or fact|3");
    assert_eq!(zh.text(&kinds), "指标、分项和数据|指标、分项或数据|3");
    assert_eq!(both(&Message::new("n").arg("n", 1usize)), ("one".into(), "1".into()));
    assert_eq!(both(&Message::new("n").arg("n", 1_000_000usize)), ("1000000".into(), "1000000".into()));
    // A binary float would round this one.
    let great = Message { key: "n", args: vec![("n", Arg::Count(9_007_199_254_740_993))] };
    assert_eq!(en.text(&great), "9007199254740993");
}

#[test]
fn a_missing_message_shows_its_key() {
    let locale = Locale::new(Language::Zh);
    assert_eq!(locale.text(&Message::new("no-such-key")), "<no-such-key>");
    assert_eq!(locale.attribute("no-such-key", "help", &vec![]), None);
    assert!(!locale.has("no-such-key"));
    assert!(locale.has("kind-indicator"));
    assert_eq!(locale.language(), Language::Zh);
}
