//! The assessment as one page that stands alone: no file and no network beside it, readable on a phone and on paper.
//!
//! All that is said comes from the locale files, all that was written by others goes through [`escape::Words`], and
//! what the page may do is its own style and script, named by their digests in its content security policy.

mod bar;
mod chart;
pub(super) mod escape;
mod fold;
mod geometry;
mod lists;
mod scale;
mod summary;
mod texts;
mod tree;
mod view;

use askama::Template;

use super::filing::Filing;
use super::policy::policy;

use chart::Group;
use lists::{AwardRow, FindingGroup, Lost, OpenRow};
use summary::Summary;
use texts::Texts;
use tree::NodeView;
use view::View;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// `filing` as a page: HTML in UTF-8.
///
/// # Errors
/// Never: it is written to memory.
pub fn html(filing: &Filing<'_>) -> Result<String, std::fmt::Error> {
    let texts = Texts { locale: filing.locale, own: texts::tag(filing.rubric().english) };
    let view = View::new(filing, texts);
    let page = Page::new(&view);
    page.render().map_err(|_| std::fmt::Error)
}

#[derive(Template)]
#[template(path = "page.html", whitespace = "minimize")]
struct Page<'a> {
    texts: Texts<'a>,
    policy: String,
    style: &'static str,
    script: &'static str,
    subject: String,
    rubric: String,
    period: String,
    basis: String,
    summary: Summary,
    groups: Vec<Group>,
    lost: Lost,
    awards: Vec<AwardRow>,
    departures: usize,
    open: Vec<OpenRow>,
    tree: Vec<NodeView<'a>>,
    adjustments: Vec<NodeView<'a>>,
    findings: Vec<FindingGroup>,
    sources: Vec<Filed>,
    tool: String,
    again: String,
}

/// A file that the assessment was made from.
struct Filed {
    what: String,
    /// What it is called, with its version.
    name: Option<String>,
    file: String,
    digest: String,
}

impl<'a> Page<'a> {
    fn new(view: &View<'a>) -> Page<'a> {
        let (assessment, texts) = (view.filing.assessment, view.texts);
        let assessed = &view.filing.assessed;
        let file = |id| assessed.sources.get(id).map(|source| source.name.clone()).unwrap_or_default();
        let rubric_files: Vec<String> = assessed.rubric_texts.iter().map(|id| file(*id)).collect();
        let facts_file = file(assessed.facts_text);
        let version = &assessment.rubric.version;
        let rubric = if version.is_empty() {
            assessment.rubric.name.clone()
        } else {
            let message = crate::diagnostic::Message::new("report-title").arg("name", assessment.rubric.name.clone());
            texts.say(&message.arg("version", version.clone()))
        };
        let awards = lists::awards(view);
        let again = [rubric_files.first().map(String::as_str).unwrap_or_default(), &facts_file].map(shell).join(" ");
        let joint = texts.word("joint-list");
        let sources = vec![
            Filed {
                what: texts.word("report-rubric"),
                name: Some(rubric.clone()),
                file: rubric_files.join(&joint),
                digest: assessment.rubric.digest.clone(),
            },
            Filed {
                what: texts.word("report-facts"),
                name: None,
                file: facts_file,
                digest: assessment.facts_digest.clone(),
            },
        ];
        Page {
            texts,
            policy: policy(STYLE, Some(SCRIPT)),
            style: STYLE,
            script: SCRIPT,
            subject: assessment.subject.clone(),
            rubric,
            period: assessment.period.clone(),
            basis: assessment.rubric.basis.join(&joint),
            summary: Summary::new(view),
            groups: chart::groups(view),
            lost: lists::lost_points(view),
            departures: awards.iter().filter(|award| award.departure).count(),
            awards,
            open: lists::open(view),
            tree: tree::tree(view),
            adjustments: tree::adjustments(view),
            findings: lists::findings(view),
            sources,
            tool: format!("rubric {}", env!("CARGO_PKG_VERSION")),
            again: format!("rubric eval {again} --format json"),
        }
    }
}

/// `word` as a shell takes it.
fn shell(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | ':' | '@' | '%' | '+' | ',');
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_one_word_of_the_shell() {
        assert_eq!(shell("rubrics/湛江-2024.rubric"), "rubrics/湛江-2024.rubric");
        assert_eq!(shell("a b's.yaml"), "'a b'\\''s.yaml'");
        assert_eq!(shell("$(rm).yaml"), "'$(rm).yaml'");
    }
}
