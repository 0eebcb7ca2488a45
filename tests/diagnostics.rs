//! Every code with its twins: the wrong example of its page yields it and nothing else, the right one is clean, and
//! what is offered mends the wrong one.
//!
//! `RUBRIC_UPDATE_DOCS=1 cargo test diagnostics` writes the lists of codes in `docs/diagnostics`.

mod page;
mod run;
mod unprintable;

use std::fmt::Write as _;
use std::path::PathBuf;

use rubric_lang::diagnostic::{Code, Diagnostic};
use rubric_lang::explain::{Class, Page};
use rubric_lang::locale::{Language, Locale};
use rubric_lang::mend::MAX_ROUNDS;
use rubric_lang::render::{Style, beside, message, remedies, render, severity_word};
use rubric_lang::syntax::keyword::KEYWORDS;

use page::{Parts, parts};
use run::{Run, Told};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every code with its page in each language.
fn pages() -> impl Iterator<Item = (Code, Language)> {
    Code::ALL.iter().flat_map(|code| Language::ALL.map(|language| (*code, language)))
}

/// Holds `test` against every page that has the right form and can be run.
fn each(test: impl Fn(Code, &Parts) -> Result<(), String>) {
    let mut wrong = Vec::new();
    for (code, language) in pages() {
        let told = parts(code, language).and_then(|parts| test(code, &parts));
        if let Err(told) = told {
            wrong.push(format!("{}/{}: {told}", language.tag(), code.code()));
        }
    }
    assert!(wrong.is_empty(), "{} pages are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// What the wrong example of each page in `language` brings about.
pub fn wrong_examples(language: Language) -> impl Iterator<Item = (Code, Told)> {
    Code::ALL.iter().filter_map(move |code| {
        let run = parts(*code, language).and_then(|page| Run::new(&page, &page.wrong)).unwrap()?;
        Some((*code, run.told()))
    })
}

#[test]
fn every_page_has_the_form_of_a_page() {
    each(|code, page| {
        let examples = [&page.wrong, &page.right];
        if examples.iter().any(|e| e.kinds.is_empty()) {
            return Err("a section without an example".to_owned());
        }
        if page.title.ends_with(['.', '。']) || page.title.contains(code.code()) {
            return Err(format!("the title `{}`", page.title));
        }
        if page.meaning.contains("```") || page.meaning.contains("##") {
            return Err("an example among the words".to_owned());
        }
        Ok(())
    });
}

#[test]
fn both_languages_of_a_page_have_the_same_parts() {
    for code in Code::ALL {
        let [en, zh] = Language::ALL.map(|language| parts(*code, language).unwrap());
        let shape = |page: &Parts| {
            let shared = page.shared.as_ref().map(|e| e.kinds.clone());
            (shared, page.wrong.kinds.clone(), page.right.kinds.clone(), page.is_runnable())
        };
        assert_eq!(shape(&en), shape(&zh), "{}", code.code());
    }
}

#[test]
fn every_wrong_example_yields_its_code_and_nothing_else() {
    each(|code, page| match Run::new(page, &page.wrong)? {
        Some(run) => run.told().is_only(code),
        None => Ok(()),
    });
}

#[test]
fn every_right_example_is_clean() {
    each(|_, page| match Run::new(page, &page.right)? {
        Some(run) => run.told().is_clean(),
        None => Ok(()),
    });
}

/// Each fix by itself removes its diagnostic; all together, in rounds as `check --fix-all` goes, remove every error.
#[test]
fn every_offered_fix_mends_the_wrong_example() {
    let mut offered = 0;
    let mut wrong = Vec::new();
    for (code, language) in pages() {
        let Some(run) = parts(code, language).and_then(|page| Run::new(&page, &page.wrong)).unwrap() else { continue };
        let mut told = run.told();
        for diagnostic in told.diagnostics.iter().filter(|d| d.fix.is_some()) {
            offered += 1;
            let after = run.mended(&told.sources, [diagnostic]).told();
            if after.diagnostics.iter().any(|d| d.code == code && d.span() == diagnostic.span()) {
                wrong.push(format!("{}/{}: the same again", language.tag(), code.code()));
            }
        }
        let mut run = run;
        let mut is_mended = false;
        for _ in 0..MAX_ROUNDS {
            let open: Vec<&Diagnostic> = told.diagnostics.iter().filter(|d| d.fix.is_some()).collect();
            if open.is_empty() {
                break;
            }
            run = run.mended(&told.sources, open);
            told = run.told();
            is_mended = true;
        }
        if let (true, Err(still)) = (is_mended, told.is_rid_of(code)) {
            wrong.push(format!("{}/{}: {still}", language.tag(), code.code()));
        }
    }
    assert!(wrong.is_empty(), "{} of {offered} fixes do not mend:\n{}", wrong.len(), wrong.join("\n"));
    assert!(offered >= 90, "only {offered} fixes are offered");
}

/// The codes whose example cannot be printed are brought about here.
#[test]
fn what_no_page_can_show_comes_about_all_the_same() {
    for code in Code::ALL {
        let pages = Language::ALL.map(|language| parts(*code, language).unwrap());
        if pages.iter().all(Parts::is_runnable) {
            continue;
        }
        let told = unprintable::told(*code).unwrap_or_else(|| panic!("nothing brings about {}", code.code()));
        if let Err(told) = told.is_only(*code) {
            panic!("{told}");
        }
    }
}

/// The wrong examples of each class as a reader sees them, 80 columns wide.
#[test]
fn every_wrong_example_is_told_as_recorded() {
    for language in Language::ALL {
        let locale = Locale::new(language);
        for class in Class::all() {
            let mut shown = String::new();
            for code in class.codes() {
                let page = parts(code, language).unwrap();
                let Some(run) = Run::new(&page, &page.wrong).unwrap() else {
                    let _ = writeln!(shown, "===== {} {}\n(no example that runs)\n", code.code(), code.key());
                    continue;
                };
                let told = run.told();
                let text = render(&told.diagnostics, &told.sources, &locale, &Style::default());
                let _ = writeln!(shown, "===== {} {}\n{text}", code.code(), code.key());
            }
            let name = format!("{}-{}", language.tag(), class.digits());
            insta::with_settings!({omit_expression => true}, {
                insta::assert_snapshot!(name, shown);
            });
        }
    }
}

/// A reader of one language is told of a rubric in the other what to write in the language of the rubric.
#[test]
fn what_is_to_be_written_is_in_the_language_of_the_rubric() {
    let mut told_of = 0;
    let mut wrong = Vec::new();
    for (code, language) in pages() {
        let Some(run) = parts(code, language).and_then(|page| Run::new(&page, &page.wrong)).unwrap() else { continue };
        let reader = if language == Language::En { Language::Zh } else { Language::En };
        let locale = Locale::new(reader);
        let told = run.told();
        let written: String = told.sources.iter().map(|(_, source)| source.text.as_ref()).collect();
        for diagnostic in &told.diagnostics {
            let sources = &told.sources;
            let mut said = vec![message(diagnostic, sources, &locale)];
            said.extend((0..diagnostic.labels.len()).filter_map(|at| beside(diagnostic, at, sources, &locale)));
            said.extend(remedies(diagnostic, sources, &locale));
            for sentence in said {
                told_of += 1;
                let foreign = quoted(&sentence, reader).into_iter().find_map(|quote| {
                    // Those of a facts file are told in both languages side by side.
                    let keyword = foreign_keyword(quote, reader)
                        .filter(|_| code != Code::AwardTwoKinds)
                        .filter(|keyword| !written.contains(*keyword))?;
                    Some(format!("{keyword} in “{quote}”"))
                });
                if let Some(foreign) = foreign {
                    wrong.push(format!("{}/{}: {foreign}: {sentence}", language.tag(), code.code()));
                }
            }
        }
    }
    assert!(told_of > 1_000, "only {told_of} sentences");
    assert!(wrong.is_empty(), "{} of {told_of}:\n{}", wrong.len(), wrong.join("\n"));
}

/// What stands in quotes in a sentence of `language`.
fn quoted(sentence: &str, language: Language) -> Vec<&str> {
    let (open, shut) = if language == Language::Zh { ('“', '”') } else { ('`', '`') };
    let mut found = Vec::new();
    let mut rest = sentence;
    while let Some((_, after)) = rest.split_once(open) {
        let Some((quote, after)) = after.split_once(shut) else { break };
        found.push(quote);
        rest = after;
    }
    found
}

/// A keyword of `language` that stands as a word of its own in `quote`.
fn foreign_keyword(quote: &str, language: Language) -> Option<&'static str> {
    // 数（无单位） says what kind of value something is, and `calendars/china.rubric` is a path.
    if quote.contains([' ', '（'])
        && quote.ends_with([')', '）'])
        && quote.contains(['(', '（'])
        && !quote.contains('…')
    {
        return None;
    }
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '/');
    let spellings = KEYWORDS.iter().map(|keyword| keyword.spelling(language == Language::En));
    spellings.into_iter().find(|keyword| {
        quote.match_indices(keyword).any(|(at, _)| {
            let before = quote[..at].chars().next_back().is_some_and(word);
            let after = quote[at + keyword.len()..].chars().next().is_some_and(word);
            !before && !after
        })
    })
}

#[test]
fn the_lists_of_codes_are_current() {
    for (language, name) in [(Language::En, "README.md"), (Language::Zh, "README.zh.md")] {
        let path = root().join("docs/diagnostics").join(name);
        let list = list(language);
        if std::env::var_os("RUBRIC_UPDATE_DOCS").is_some() {
            std::fs::write(&path, &list).unwrap();
        }
        let written = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(written == list, "docs/diagnostics/{name} is out of date; renew it with RUBRIC_UPDATE_DOCS=1");
    }
}

/// `docs/diagnostics/README.md` in `language`.
fn list(language: Language) -> String {
    let locale = Locale::new(language);
    let (title, words, head) = match language {
        Language::En => (
            "Diagnostics",
            "Every code with its page. A code stands for one kind of mistake, is stable, and is never given to another. \
             `rubric explain CODE` prints the same pages.\n\n[中文](README.zh.md)",
            "| code | severity | what is wrong |",
        ),
        Language::Zh => (
            "问题编号",
            "每个编号一页。一个编号只指一种问题，不会改作他用。`rubric explain 编号` 显示同样的内容。\n\n[English](README.md)",
            "| 编号 | 级别 | 问题 |",
        ),
    };
    let mut text = format!("# {title}\n\n{words}\n");
    for class in Class::all() {
        let _ = write!(text, "\n## {}\n\n{head}\n|---|---|---|\n", locale.text(&class.name()));
        for code in class.codes() {
            let severity = severity_word(code.severity(), &locale);
            let headline = Page::of(code, language).headline().replace('|', "\\|");
            let code = code.code();
            let _ = writeln!(text, "| [{code}]({}/{code}.md) | {severity} | {headline} |", language.tag());
        }
    }
    text
}
