//! An empty form for the facts that a rubric asks for: what is to be filled in as data, made from the model,
//! and its writers.

mod asked;
mod words;
mod xlsx;
mod yaml;

use crate::facts::{AwardPlace, award_places};
use crate::model::{Fact, FactId, NodeId, Rubric};

pub use asked::{Asked, Column, Ends, Kind, Limit, Steps};
pub use xlsx::{XlsxError, xlsx};
pub use yaml::yaml;

/// The form of one rubric.
#[derive(Clone, Debug)]
pub struct Form {
    /// Whether it is worded in English, as the rubric's keywords are.
    pub english: bool,
    /// The rubric's name.
    pub rubric: String,
    /// Its version; empty where none is written.
    pub version: String,
    /// The first and the last day of the periods it may be used for, as `2024-01-01`.
    pub valid: Option<(String, String)>,
    /// The facts, by the indicators they are declared in, in the order of the rubric.
    pub groups: Vec<Group>,
    /// Where an award may stand.
    pub places: Vec<Place>,
}

/// The facts of one indicator or 加减分, or of the whole rubric.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The path of the indicator, or the name of the 加减分; none for facts declared outside.
    pub owner: Option<String>,
    /// What it is about, in the rubric's words.
    pub explain: Option<String>,
    /// The facts in the order of their declaration.
    pub entries: Vec<Entry>,
}

/// A fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// What is to be filled in.
    pub asked: Asked,
    /// 解释
    pub explain: Option<String>,
    /// 来源: where it is expected to be found.
    pub source: Option<String>,
}

/// A place where an award may stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// How an award names it.
    pub path: String,
    /// Its points as they would be written; none for a level and a 加减分.
    pub limit: Option<String>,
    /// The levels it may be awarded; empty where it is scored by points.
    pub levels: Vec<String>,
    /// The tables whose rows may be awarded one by one.
    pub rows: Vec<String>,
    /// Whether the rules may leave a score to the evaluator.
    pub due: bool,
    /// Whether it is a 加减分.
    pub adjustment: bool,
}

/// Whose facts a group holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    None,
    Node(NodeId),
    Adjustment(usize),
}

impl Form {
    /// The form for the facts of `rubric`.
    pub fn new(rubric: &Rubric) -> Form {
        let day = crate::facts::day_written;
        Form {
            english: rubric.english,
            rubric: rubric.name.clone(),
            version: rubric.version.clone(),
            valid: rubric.valid.map(|(first, last)| (day(first), day(last))),
            groups: groups(rubric),
            places: award_places(rubric).into_iter().map(|place| Place::new(rubric, place)).collect(),
        }
    }

    /// The entries of all groups.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.groups.iter().flat_map(|group| &group.entries)
    }
}

/// The facts of `rubric` by their owners. An owner comes where its first fact is declared; facts outside all
/// indicators come in the runs in which they are declared, for they belong to what stands around them.
fn groups(rubric: &Rubric) -> Vec<Group> {
    let mut groups: Vec<(Owner, Group)> = Vec::new();
    for fact in &rubric.facts {
        let owner = owner(rubric, fact);
        let entry = Entry {
            name: fact.name.clone(),
            asked: Asked::new(rubric, &fact.ty),
            explain: fact.explain.clone(),
            source: fact.source.clone(),
        };
        let last = groups.len().checked_sub(1);
        let standing = match owner {
            Owner::None => last.filter(|last| groups.get(*last).is_some_and(|(of, _)| *of == Owner::None)),
            _ => groups.iter().position(|(of, _)| *of == owner),
        };
        match standing.and_then(|at| groups.get_mut(at)) {
            Some((_, group)) => group.entries.push(entry),
            None => {
                let (name, explain) = match owner {
                    Owner::None => (None, None),
                    Owner::Node(id) => {
                        let node = rubric.node(id);
                        (Some(node.path.clone()), node.explain.clone())
                    }
                    Owner::Adjustment(index) => {
                        let adjustment = rubric.adjustments.get(index);
                        (adjustment.map(|a| a.name.clone()), adjustment.and_then(|a| a.explain.clone()))
                    }
                };
                groups.push((owner, Group { owner: name, explain, entries: vec![entry] }));
            }
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// The indicator that `fact` is declared in, in a part of it as well.
fn owner(rubric: &Rubric, fact: &Fact) -> Owner {
    if let Some(adjustment) = fact.adjustment {
        return Owner::Adjustment(adjustment.index());
    }
    let mut node = fact.node;
    while let Some(id) = node {
        let found = rubric.node(id);
        match found.parent {
            Some(parent) if found.part => node = Some(parent),
            _ => return Owner::Node(id),
        }
    }
    Owner::None
}

impl Place {
    fn new(rubric: &Rubric, place: AwardPlace) -> Place {
        let name = |fact: &FactId| rubric.facts.get(fact.index()).map(|fact| fact.name.clone());
        let levels = place.level.map(|set| rubric.options(set));
        Place {
            limit: place.limit.map(|points| asked::points_written(&points, rubric.english)),
            levels: levels.map(|set| set.options.iter().map(|o| o.name.clone()).collect()).unwrap_or_default(),
            due: place.due || place.rows.iter().any(|(_, due)| *due),
            rows: place.rows.iter().filter_map(|(fact, _)| name(fact)).collect(),
            adjustment: place.adjustment,
            path: place.path,
        }
    }
}
