//! What is mutated, and what is told of a mutant.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use rubric_lang::diagnostic::{Diagnostic, Severity};
use rubric_lang::facts::Format;
use rubric_lang::model::Rubric;
use rubric_lang::source::{SourceId, SourceMap, Span};
use rubric_lang::{Unreadable, bind, check, load};

/// A file whose slips are looked at.
pub struct Subject {
    /// The path, from the root of the repository.
    pub path: String,
    pub text: String,
    /// The rubric that it is a facts file of, and how many texts that is made of.
    rubric: Option<(Rubric, usize)>,
    /// What the right file means.
    meaning: String,
    told: Vec<String>,
}

/// What is told of a mutant.
pub struct Verdict {
    pub panicked: bool,
    /// Whether it means what the right file means.
    pub same: bool,
    pub told: Vec<Told>,
}

/// A diagnostic of a mutant.
pub struct Told {
    pub code: &'static str,
    pub error: bool,
    /// Whether its own place is on the edited line.
    pub on_line: bool,
    /// Whether one of its places is.
    pub label_on_line: bool,
    /// Whether all of its places are in the text.
    pub in_text: bool,
    pub shown: String,
}

/// Every rubric and every facts file of `rubrics/` and `examples/` below `root`.
pub fn subjects(root: &Path) -> Vec<Subject> {
    let mut paths = Vec::new();
    for folder in ["rubrics", "examples"] {
        collect(&root.join(folder), &mut paths);
    }
    paths.sort();
    let read = |path: &Path| std::fs::read_to_string(path).unwrap();
    let mut subjects = Vec::new();
    for path in &paths {
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
        let rubric = (path.extension().is_some_and(|e| e == "yaml")).then(|| {
            let beside = beside(path, &paths, root);
            let checked = checked(root, &beside, &read(&root.join(&beside)));
            (checked.rubric.unwrap_or_else(|| panic!("{beside} is wrong")), checked.sources.iter().count())
        });
        let mut subject = Subject { path: name, text: read(path), rubric, meaning: String::new(), told: Vec::new() };
        let run = subject.run(root, &subject.text);
        subject.meaning = run.meaning.unwrap_or_else(|| panic!("{} is wrong", subject.path));
        subject.told = run.told.iter().map(|diagnostic| diagnostic.code.code().to_owned()).collect();
        subjects.push(subject);
    }
    subjects
}

/// The rubric that the facts file at `path` belongs to.
fn beside(path: &Path, paths: &[std::path::PathBuf], root: &Path) -> String {
    let english = path.to_str().unwrap().contains(".en.");
    let rubric = paths
        .iter()
        .filter(|other| other.parent() == path.parent() && other.extension().is_some_and(|e| e == "rubric"))
        .find(|other| other.to_str().unwrap().contains(".en.") == english);
    match rubric {
        Some(rubric) => rubric.strip_prefix(root).unwrap().to_str().unwrap().to_owned(),
        None => "rubrics/zhanjiang-department-2024.rubric".to_owned(),
    }
}

fn collect(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|e| e == "rubric" || e == "yaml") {
            found.push(path);
        }
    }
}

/// A rubric that was checked.
struct Checked {
    rubric: Option<Rubric>,
    /// Whether it holds what others use, and nothing is wrong with it.
    right_library: bool,
    told: Vec<Diagnostic>,
    sources: SourceMap,
    /// The syntax tree of the file itself.
    tree: String,
}

/// Checks the rubric `text` as if it stood at `path`.
fn checked(root: &Path, path: &str, text: &str) -> Checked {
    let mut sources = SourceMap::new();
    let loaded = load(path, &mut sources, &mut |name| {
        if name == path {
            return Ok(text.as_bytes().to_vec());
        }
        std::fs::read(root.join(name)).map_err(|_| Unreadable::Missing)
    });
    let loaded = loaded.unwrap_or_else(|_| panic!("{path} is given"));
    let tree = loaded.files.first().map(|file| format!("{file:?}")).unwrap_or_default();
    let checked = check(loaded, &sources);
    let right = !checked.diagnostics.iter().any(|d| d.severity() == Severity::Error);
    Checked {
        rubric: checked.rubric,
        right_library: checked.library && right,
        told: checked.diagnostics,
        sources,
        tree,
    }
}

/// What came of a text.
struct Run {
    /// What it means, if it can be used.
    meaning: Option<String>,
    told: Vec<Diagnostic>,
    sources: SourceMap,
    /// Which of the sources it is.
    own: SourceId,
}

impl Subject {
    /// How its comments begin.
    pub fn comment(&self) -> &'static str {
        if self.rubric.is_some() { "#" } else { "//" }
    }

    /// What is told of `text` in the place of the file, whose line `line` was edited.
    pub fn verdict(&self, root: &Path, text: &str, line: usize) -> Verdict {
        let Ok(run) = catch_unwind(AssertUnwindSafe(|| self.run(root, text))) else {
            return Verdict { panicked: true, same: false, told: Vec::new() };
        };
        let same = run.meaning.as_ref() == Some(&self.meaning);
        // What the right file is warned of as well says nothing of the slip.
        let told: Vec<Told> = run
            .told
            .iter()
            .filter(|d| d.severity() == Severity::Error || !self.told.iter().any(|code| code == d.code.code()))
            .map(|diagnostic| told_of(diagnostic, &run, line))
            .collect();
        Verdict { panicked: false, same, told }
    }

    fn run(&self, root: &Path, text: &str) -> Run {
        let Some((rubric, texts)) = &self.rubric else {
            let checked = checked(root, &self.path, text);
            let meaning = checked.rubric.map(|rubric| format!("{rubric:?}"));
            let meaning = meaning.or(checked.right_library.then_some(checked.tree));
            let meaning = meaning.map(|meaning| without_places(&meaning));
            return Run { meaning, told: checked.told, sources: checked.sources, own: SourceId(0) };
        };
        let mut sources = SourceMap::new();
        // In the place of the rubric's texts, which nothing is asked of.
        for _ in 0..*texts {
            sources.add("", "");
        }
        let own = sources.add(self.path.as_str(), text);
        let (facts, told) = bind(text, own, Format::Yaml, rubric);
        Run { meaning: facts.map(|facts| without_places(&format!("{facts:?}"))), told, sources, own }
    }
}

fn told_of(diagnostic: &Diagnostic, run: &Run, line: usize) -> Told {
    let sources = &run.sources;
    let on_line = |span: Span| span.source == run.own && sources.place(span).is_some_and(|(_, at)| at.line == line);
    let in_text = |span: Span| {
        span.source != run.own || sources.get(span.source).is_some_and(|source| source.text.get(span.range()).is_some())
    };
    let edits = || diagnostic.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
    let places = || diagnostic.labels.iter().map(|label| label.span);
    Told {
        code: diagnostic.code.code(),
        error: diagnostic.severity() == Severity::Error,
        on_line: on_line(diagnostic.span()),
        label_on_line: places().any(on_line),
        in_text: places().chain(edits()).all(in_text),
        shown: format!(
            "{}@{} {:?}",
            diagnostic.code.code(),
            diagnostic
                .labels
                .iter()
                .filter_map(|label| sources.place(label.span))
                .map(|(_, place)| place.to_string())
                .collect::<Vec<_>>()
                .join(","),
            diagnostic.args.iter().map(|(_, arg)| arg).collect::<Vec<_>>(),
        ),
    }
}

/// The debug text of a tree without the places in it, which shift with every edit.
fn without_places(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("Span { source:") {
        out.push_str(&rest[..at]);
        let end = rest[at..].find('}').map_or(rest.len(), |end| at + end + 1);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}
