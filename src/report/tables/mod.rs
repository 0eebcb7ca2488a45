//! The tables that are filed, under the names of columns that bureaus use.

pub(super) mod departures;
pub(super) mod figures;
mod performance;
mod scoring;
mod self_evaluation;
mod standard;
mod summary;

pub use departures::departures;
pub(super) use figures::{Figures, inner};
pub use performance::performance;
pub(super) use scoring::flat;
pub use scoring::scoring;
pub(super) use scoring::scoring_in_short;
pub use self_evaluation::self_evaluation;
pub use summary::summary;

use crate::locale::Locale;

use super::document::Table;
use super::filing::Filing;

/// A table that is filed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filed {
    /// 评分表
    Scoring,
    /// 综合得分表
    Summary,
    /// 差异清单
    Departures,
    /// 绩效指标表
    Performance,
    /// 项目支出绩效自评表
    SelfEvaluation,
}

impl Filed {
    /// Every one.
    pub const ALL: [Filed; 5] =
        [Filed::Scoring, Filed::Summary, Filed::Departures, Filed::Performance, Filed::SelfEvaluation];

    /// What the command calls it.
    pub fn name(self) -> &'static str {
        match self {
            Filed::Scoring => "scoring",
            Filed::Summary => "summary",
            Filed::Departures => "departures",
            Filed::Performance => "performance",
            Filed::SelfEvaluation => "self-evaluation",
        }
    }

    /// The one that the command calls `name`.
    pub fn named(name: &str) -> Option<Filed> {
        Filed::ALL.into_iter().find(|filed| filed.name().eq_ignore_ascii_case(name))
    }

    /// What stands over it.
    pub fn title(self, locale: &Locale) -> String {
        let key = match self {
            Filed::Scoring => "table-title-scoring",
            Filed::Summary => "table-title-summary",
            Filed::Departures => "table-title-departures",
            Filed::Performance => "table-title-performance",
            Filed::SelfEvaluation => "table-title-self-evaluation",
        };
        locale.format(key, &Vec::new())
    }

    /// The table; `None` where the rubric has nothing to put into it.
    pub fn table(self, filing: &Filing<'_>) -> Option<Table> {
        match self {
            Filed::Scoring => Some(scoring(filing)),
            Filed::Summary => Some(summary(filing)),
            Filed::Departures => Some(departures(filing)),
            Filed::Performance => performance(filing),
            Filed::SelfEvaluation => self_evaluation(filing),
        }
    }
}
