//! A page of `docs/diagnostics`: what it says in words, and its examples.

use rubric_lang::diagnostic::Code;
use rubric_lang::explain::Page;
use rubric_lang::facts::Format;
use rubric_lang::locale::Language;

/// A page taken apart.
#[derive(Debug)]
pub struct Parts {
    pub title: String,
    /// What stands between the title and the first section.
    pub meaning: String,
    /// Why neither example can be run.
    pub not_runnable: Option<String>,
    pub shared: Option<Example>,
    pub wrong: Example,
    pub right: Example,
}

/// What one section holds.
#[derive(Clone, Debug, Default)]
pub struct Example {
    pub rubric: Option<String>,
    pub facts: Option<(Format, String)>,
    /// The files of a folder of facts: name and text.
    pub sheets: Vec<(String, String)>,
    /// Files beside the rubric.
    pub files: Vec<(String, String)>,
    /// Arguments of `rubric eval`, where it takes any.
    pub flags: Vec<String>,
    /// Why it cannot be run.
    pub not_runnable: Option<String>,
    /// The kinds of its blocks, in order.
    pub kinds: Vec<String>,
}

impl Parts {
    /// Whether its wrong example can be run.
    pub fn is_runnable(&self) -> bool {
        self.not_runnable.is_none() && self.wrong.not_runnable.is_none()
    }
}

/// The headings of a page in `language`: the rubric that both examples share, wrong, right.
fn headings(language: Language) -> [&'static str; 3] {
    match language {
        Language::En => ["Rubric", "Wrong", "Right"],
        Language::Zh => ["评分表", "错误写法", "正确写法"],
    }
}

/// The page about `code`, or what is amiss with its form.
pub fn parts(code: Code, language: Language) -> Result<Parts, String> {
    let text = Page::of(code, language).text();
    let (colon, [shared_heading, wrong_heading, right_heading]) = match language {
        Language::En => (": ", headings(language)),
        Language::Zh => ("：", headings(language)),
    };
    let title = text.lines().next().unwrap_or_default();
    let title = title
        .strip_prefix(&format!("# {}{colon}", code.code()))
        .filter(|title| !title.trim().is_empty())
        .ok_or_else(|| format!("the first line is to be `# {}{colon}…`, not `{title}`", code.code()))?;
    let mut sections = Vec::new();
    let mut inside = false;
    for line in text.lines().skip(1) {
        inside ^= line.starts_with("```");
        match line.strip_prefix("## ").filter(|_| !inside) {
            Some(heading) => sections.push((heading.trim(), Vec::new())),
            None => match sections.last_mut() {
                Some((_, lines)) => lines.push(line),
                None => sections.push(("", vec![line])),
            },
        }
    }
    if inside {
        return Err("a fence is not closed".to_owned());
    }
    let names: Vec<&str> = sections.iter().map(|(name, _)| *name).collect();
    let with_shared = match names.as_slice() {
        ["", wrong, right] if (*wrong, *right) == (wrong_heading, right_heading) => false,
        ["", shared, wrong, right] if [*shared, *wrong, *right] == headings(language) => true,
        _ => return Err(format!("the sections are {names:?}")),
    };
    let meaning = sections[0].1.join("\n").trim().to_owned();
    if meaning.is_empty() {
        return Err("nothing is said about it".to_owned());
    }
    let not_runnable = example(&sections[0].1)?.not_runnable;
    let mut examples = sections[1..].iter().map(|(_, lines)| example(lines));
    let shared = if with_shared { examples.next().transpose()? } else { None };
    let mut next = || examples.next().unwrap_or_else(|| Err(format!("{shared_heading} alone")));
    Ok(Parts { title: title.to_owned(), meaning, not_runnable, shared, wrong: next()?, right: next()? })
}

fn example(lines: &[&str]) -> Result<Example, String> {
    let mut example = Example::default();
    let mut open: Option<(String, String)> = None;
    for line in lines {
        if let Some(info) = line.strip_prefix("```") {
            match open.take() {
                None => open = Some((info.trim().to_owned(), String::new())),
                Some((info, text)) => block(&mut example, &info, text)?,
            }
        } else if let Some((_, text)) = &mut open {
            text.push_str(line);
            text.push('\n');
        } else if let Some(comment) = line.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->")) {
            let comment = comment.trim();
            if let Some(why) = comment.strip_prefix("not runnable:") {
                example.not_runnable = Some(why.trim().to_owned());
            } else if let Some(flags) = comment.strip_prefix("eval") {
                example.flags = flags.split_whitespace().map(str::to_owned).collect();
            } else {
                return Err(format!("a comment that no test reads: {comment}"));
            }
        }
    }
    Ok(example)
}

fn block(example: &mut Example, info: &str, text: String) -> Result<(), String> {
    let mut words = info.split_whitespace();
    let kind = words.next().unwrap_or_default();
    let file = words.next().and_then(|word| word.strip_prefix("file="));
    example.kinds.push(kind.to_owned());
    match (kind, file) {
        ("rubric", Some(name)) => example.files.push((name.to_owned(), text)),
        ("csv", Some(name)) => example.sheets.push((name.to_owned(), text)),
        ("rubric", None) if example.rubric.is_none() => example.rubric = Some(text),
        ("yaml" | "json" | "toml", None) if example.facts.is_none() => {
            example.facts = Format::from_extension(kind).map(|format| (format, text));
        }
        // Shown, and no example of its own.
        ("text", None) => {}
        _ => return Err(format!("a block `{info}` that no test runs, or a second one")),
    }
    Ok(())
}
