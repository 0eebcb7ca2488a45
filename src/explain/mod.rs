//! The pages about the codes: what each means, an example that is wrong and one that is right. They stand in
//! `docs/diagnostics` and are part of the program.

mod class;
mod text;

pub use class::Class;
pub use text::PageStyle;

use crate::diagnostic::Code;
use crate::locale::Language;

/// The page about one code in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    code: Code,
    language: Language,
    text: &'static str,
}

impl Page {
    /// The page about `code`.
    pub fn of(code: Code, language: Language) -> Page {
        let text = match language {
            Language::En => code.english_page(),
            Language::Zh => code.chinese_page(),
        };
        Page { code, language, text }
    }

    /// The code that it is about.
    pub fn code(&self) -> Code {
        self.code
    }

    /// All of it, in Markdown.
    pub fn text(&self) -> &'static str {
        self.text
    }

    /// What its title says of the code.
    pub fn headline(&self) -> &'static str {
        let title = self.text.lines().next().unwrap_or_default().trim_start_matches('#').trim_start();
        title.trim_start_matches(self.code.code()).trim_start_matches([':', '：', ' ']).trim_end()
    }

    /// What stands between its title and its examples, without marks.
    pub fn meaning(&self) -> String {
        let after = self.text.split_once('\n').map_or("", |(_, after)| after);
        let before_examples = after.find("\n## ").and_then(|at| after.get(..at)).unwrap_or(after);
        text::words(before_examples)
    }

    /// All of it for a terminal.
    pub fn render(&self, style: &PageStyle) -> String {
        text::render(self.text, style)
    }
}

/// The code that `written` names in whatever case, with or without blanks around it.
///
/// # Errors
/// There is none; the nearest one is given, if one is near.
pub fn find(written: &str) -> Result<Code, Option<Code>> {
    let wanted = written.trim().to_uppercase();
    if let Some(code) = Code::ALL.iter().find(|code| code.code() == wanted) {
        return Ok(*code);
    }
    // The key, as JSON has it, is a name too.
    if let Some(code) = Code::ALL.iter().find(|code| code.key() == wanted.to_lowercase()) {
        return Ok(*code);
    }
    let distance = |code: &Code| strsim::osa_distance(code.code(), &wanted);
    let nearest = Code::ALL.iter().copied().min_by_key(distance);
    Err(nearest.filter(|code| distance(code) <= 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_in_any_case_and_by_its_name() {
        assert_eq!(find(" e0506 "), find("E0506"));
        assert_eq!(find("points-sum").map(Code::code), Ok("E0506"));
        assert_eq!(find("E506").map_err(|near| near.map(Code::code)), Err(Some("E0506")));
        assert_eq!(find("nothing of the kind"), Err(None));
    }

    #[test]
    fn a_page_has_a_headline_and_a_meaning() {
        for code in Code::ALL {
            for language in Language::ALL {
                let page = Page::of(*code, language);
                let headline = page.headline();
                assert!(!headline.is_empty() && !headline.contains(code.code()), "{headline}");
                let meaning = page.meaning();
                assert!(!meaning.is_empty() && !meaning.contains("```"), "{}: {meaning}", code.code());
            }
        }
    }
}
