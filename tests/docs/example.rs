//! Runs the examples of a page, one after the other.

use std::collections::{BTreeMap, BTreeSet};

use rubric_lang::diagnostic::Diagnostic;
use rubric_lang::eval::{Finding, Outcome};
use rubric_lang::facts::{self, AwardTarget, Facts, Format};
use rubric_lang::locale::{Language, Locale};
use rubric_lang::model::{NodeId, Rubric};
use rubric_lang::render::render_short;
use rubric_lang::source::SourceMap;
use rubric_lang::{Evaluation, Options, Unreadable, bind, evaluate, load};

use super::block::Block;

/// The words that the examples of a page leave out, in its language.
pub struct Frame {
    header: &'static str,
    indicator: &'static str,
    total: &'static str,
    check: &'static str,
    departure: &'static str,
    by_rule: &'static str,
    to: &'static str,
    open: char,
    close: char,
}

pub const ENGLISH: Frame = Frame {
    header: "rubric sample { full 10 points; exact }\n",
    indicator: "indicator sample 10 points {\n",
    total: "total",
    check: "check",
    departure: "departure",
    by_rule: "rule",
    to: " to ",
    open: '(',
    close: ')',
};

pub const CHINESE: Frame = Frame {
    header: "评分表 示例 { 满分 10分　不舍入 }\n",
    indicator: "指标 例 10分 {\n",
    total: "总分",
    check: "校验",
    departure: "超出标准",
    by_rule: "标准",
    to: "～",
    open: '（',
    close: '）',
};

impl Frame {
    /// The whole file that an example stands for.
    fn whole(&self, block: &Block) -> String {
        let text = &block.text;
        if block.has("fragment") {
            format!("{}{}{text}}}\n", self.header, self.indicator)
        } else if block.has("items") {
            format!("{}{text}", self.header)
        } else {
            text.clone()
        }
    }
}

/// An example that comes out with scores.
pub struct Scored {
    /// The line of its scores on the page.
    pub line: usize,
    /// The whole rubric.
    pub rubric: String,
    /// The facts, and what they are written in.
    pub facts: (String, Format),
    /// Files that the page itself holds.
    pub files: BTreeMap<String, String>,
}

/// The examples of a page that come out with scores.
pub fn scored(frame: &Frame, blocks: &[Block]) -> Vec<Scored> {
    let (mut found, mut files) = (Vec::new(), BTreeMap::new());
    let (mut rubric, mut facts) = (String::new(), None);
    for block in blocks {
        match block.kind.as_str() {
            "rubric" => match block.value("file") {
                Some(name) => drop(files.insert(name.to_owned(), block.text.clone())),
                None => rubric = frame.whole(block),
            },
            "facts" => {
                let format = block.tags.first().and_then(|tag| Format::from_extension(tag)).unwrap_or(Format::Yaml);
                facts = Some((block.text.clone(), format));
            }
            _ => {
                if let Some(facts) = facts.clone() {
                    found.push(Scored { line: block.line, rubric: rubric.clone(), facts, files: files.clone() });
                }
            }
        }
    }
    found
}

/// Where the run of a page has got to.
pub struct Run<'p> {
    frame: &'p Frame,
    /// Where the page stands, which 引用 is looked up from: a path within the repository that ends in `/`, or empty.
    folder: &'p str,
    /// Files that the page itself holds.
    files: BTreeMap<String, String>,
    rubric: Option<Rubric>,
    facts: Option<Facts>,
    /// What does not come out as the page says.
    wrong: Vec<String>,
}

impl<'p> Run<'p> {
    pub fn new(frame: &'p Frame, folder: &'p str) -> Self {
        Run { frame, folder, files: BTreeMap::new(), rubric: None, facts: None, wrong: Vec::new() }
    }

    /// Runs every example of a page and yields what does not come out as it says.
    pub fn page(mut self, blocks: &[Block]) -> Vec<String> {
        for block in blocks {
            let told = match block.kind.as_str() {
                "rubric" => self.rubric(block),
                "facts" => self.facts(block),
                "score" => self.score(block),
                other => Err(format!("a block `{other}` that no test runs")),
            };
            if let Err(told) = told {
                self.wrong.push(format!("line {}, `{}`: {told}", block.line, block.shape()));
            }
        }
        self.wrong
    }

    fn rubric(&mut self, block: &Block) -> Result<(), String> {
        (self.rubric, self.facts) = (None, None);
        if let Some(name) = block.value("file") {
            self.files.insert(name.to_owned(), block.text.clone());
            return Ok(());
        }
        let (rubric, told, sources) = self.check(&self.frame.whole(block));
        self.rubric = rubric;
        expected(block, &told, &sources)
    }

    /// Checks `text` with the files that it uses, and tells every error.
    fn check(&self, text: &str) -> (Option<Rubric>, Vec<Diagnostic>, SourceMap) {
        let mut sources = SourceMap::new();
        let example = format!("{}example.rubric", self.folder);
        let mut read = |path: &str| {
            let own = path.strip_prefix(self.folder).and_then(|name| self.files.get(name));
            match own {
                _ if path == example => Ok(text.to_owned().into_bytes()),
                Some(text) => Ok(text.clone().into_bytes()),
                None => std::fs::read(super::root().join(path)).map_err(|_| Unreadable::Missing),
            }
        };
        let loaded = load(&example, &mut sources, &mut read).expect("the example itself is there");
        let checked = rubric_lang::check(loaded, &sources);
        (checked.rubric, checked.diagnostics, sources)
    }

    fn facts(&mut self, block: &Block) -> Result<(), String> {
        self.facts = None;
        let rubric = self.rubric.as_ref().ok_or("there is no rubric to hold these facts against")?;
        let mut sources = SourceMap::new();
        let id = sources.add("facts", block.text.as_str());
        let format = block.tags.first().and_then(|tag| Format::from_extension(tag)).unwrap_or(Format::Yaml);
        let (bound, mut told) = bind(&block.text, id, format, rubric);
        if let Some(bound) = &bound {
            told.extend(evaluate(rubric, bound, &Options::default()).errors);
        }
        self.facts = bound;
        expected(block, &told, &sources)
    }

    fn score(&mut self, block: &Block) -> Result<(), String> {
        let rubric = self.rubric.as_ref().ok_or("there is no rubric")?;
        let facts = self.facts.as_ref().ok_or("there are no facts")?;
        let evaluation = evaluate(rubric, facts, &Options::default());
        let scores = Scores { frame: self.frame, rubric, facts, evaluation: &evaluation };
        let mut findings = scores.findings();
        let mut wrong = Vec::new();
        for line in block.text.lines() {
            if findings.remove(line) {
                continue;
            }
            let Some((path, said)) = line.split_once(": ") else {
                return Err(format!("`{line}` is no line of the form `path: score`"));
            };
            match scores.of(path) {
                None => wrong.push(format!("nothing is called `{path}`")),
                Some(found) if found != said => wrong.push(format!("{path}: {found}, not {said}")),
                Some(_) => {}
            }
        }
        wrong.extend(findings.into_iter().map(|finding| format!("not said: {finding}")));
        if wrong.is_empty() { Ok(()) } else { Err(wrong.join("; ")) }
    }
}

/// Holds what was told against the code that the block announces; an example that announces none is clean.
fn expected(block: &Block, told: &[Diagnostic], sources: &SourceMap) -> Result<(), String> {
    let announced = block.value("error").or(block.value("warning"));
    if announced.is_some_and(|code| !block.text.contains(code)) {
        return Err("the code stands behind the fence alone, where a reader does not see it".to_owned());
    }
    let as_announced = match announced {
        None => told.is_empty(),
        Some(code) => !told.is_empty() && told.iter().all(|d| d.code.code() == code),
    };
    if as_announced {
        return Ok(());
    }
    Err(format!("reported\n{}", render_short(told, sources, &Locale::new(Language::En))))
}

/// What came out, in the words of the page.
struct Scores<'r> {
    frame: &'r Frame,
    rubric: &'r Rubric,
    facts: &'r Facts,
    evaluation: &'r Evaluation<'r>,
}

impl Scores<'_> {
    /// The awarded score at `path` and, where it differs, that of the rule.
    fn of(&self, path: &str) -> Option<String> {
        if path == self.frame.total {
            let total = self.evaluation.total.as_ref()?;
            let grade = total.grade.and_then(|g| self.rubric.grades.get(g)).map(|g| format!(" {}", g.name));
            return Some(self.scores(&total.awarded, &total.rule, None, &grade.unwrap_or_default()));
        }
        let nodes = &self.rubric.nodes;
        let mut named = nodes.iter().enumerate().filter(|(_, node)| node.path == path || node.name == path);
        let by_path = nodes.iter().position(|node| node.path == path);
        if let Some(index) = by_path.or_else(|| named.next().filter(|_| named.next().is_none()).map(|(i, _)| i)) {
            let result = self.evaluation.nodes.get(index)?;
            return Some(self.scores(&result.awarded, &result.rule, Some(NodeId(index as u32)), ""));
        }
        let index = self.rubric.adjustments.iter().position(|a| a.name == path)?;
        let result = self.evaluation.adjustments.get(index)?;
        Some(self.scores(&result.awarded, &result.rule, None, ""))
    }

    fn scores(&self, awarded: &Outcome, rule: &Outcome, node: Option<NodeId>, grade: &str) -> String {
        let Frame { by_rule, open, close, .. } = self.frame;
        let shown = self.outcome(awarded, node) + grade;
        if awarded == rule {
            return shown;
        }
        let rule = self.outcome(rule, node);
        let blank = if *open == '(' { " " } else { "" };
        format!("{shown}{blank}{open}{by_rule} {rule}{close}")
    }

    fn outcome(&self, outcome: &Outcome, node: Option<NodeId>) -> String {
        match outcome {
            Outcome::Points(points) => points.to_string(),
            Outcome::Range(reach) => {
                let end = |end: rubric_lang::number::reach::Bound| match end.value() {
                    Some(value) => value.to_string(),
                    None => "?".to_owned(),
                };
                format!("{}{}{}", end(reach.lo()), self.frame.to, end(reach.hi()))
            }
            Outcome::Level(level) => node
                .and_then(|id| match self.rubric.node(id).worth {
                    rubric_lang::model::Worth::Level(set) => {
                        self.rubric.options(set).options.get(usize::from(*level)).map(|option| option.name.clone())
                    }
                    _ => None,
                })
                .unwrap_or_default(),
            other => format!("{other:?}"),
        }
    }

    /// Checks that fail and awards that part from the rule, as lines of the page.
    fn findings(&self) -> BTreeSet<String> {
        let mut lines = BTreeSet::new();
        for finding in &self.evaluation.findings {
            match finding {
                Finding::Check { verification, held: Some(false), .. } => {
                    lines.insert(format!("{}: {}", self.frame.check, verification.message));
                }
                Finding::Departure { target, .. } => {
                    lines.insert(format!("{}: {}", self.frame.departure, self.place(target)));
                }
                _ => {}
            }
        }
        lines
    }

    fn place(&self, target: &AwardTarget) -> String {
        match target {
            AwardTarget::Node(id) => self.rubric.node(*id).path.clone(),
            AwardTarget::Row(id, fact, row) => {
                let rows = match self.facts.slots.get(fact.index()) {
                    Some(facts::Slot::Table(table)) => table.rows.as_slice(),
                    _ => &[],
                };
                let row = rows.get(*row as usize).map_or("", |row| row.name.as_str());
                format!("{}/{row}", self.rubric.node(*id).path)
            }
            AwardTarget::Adjustment(id) => {
                self.rubric.adjustments.get(id.index()).map(|a| a.name.clone()).unwrap_or_default()
            }
        }
    }
}
