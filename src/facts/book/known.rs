//! Words of a workbook that mean the same in every one: names of sheets and of columns.

use super::super::conform::text::folded;

/// Declares words with their spellings, the first Chinese and the first English being those that are written.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$item:meta])* $variant:ident = $($word:literal)|+;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum $name { $($(#[$item])* $variant,)* }

        impl $name {
            /// What `text` says, in any spelling.
            pub fn read(text: &str) -> Option<$name> {
                let plain = plain(text);
                let spelled: &[($name, &[&str])] = &[$(($name::$variant, &[$($word),+]),)*];
                let found = spelled.iter().find(|(_, words)| words.iter().any(|word| self::plain(word) == plain));
                found.map(|(meant, _)| *meant)
            }
        }
    };
}

words! {
    /// The sheets that every facts workbook may have.
    SheetName {
        /// Whom and what the facts are of.
        About = "概况" | "About";
        /// The single facts.
        Facts = "数据" | "Facts";
        /// The evaluator's judgement.
        Awards = "评定" | "Awards";
        /// How to fill it in; never read.
        Notes = "填写说明" | "Notes";
    }
}

words! {
    /// The lines of the sheet about the whole.
    AboutKey {
        /// Whom the facts are of.
        Subject = "对象" | "subject" | "评价对象";
        /// The period they are of.
        Period = "期间" | "period" | "评价期间";
        /// The rubric they are for.
        Rubric = "评分表" | "rubric";
        /// Its version.
        Version = "版本" | "version";
    }
}

words! {
    /// The columns of the single facts.
    FactColumn {
        /// The fact.
        Name = "名称" | "name" | "数据名称" | "数据项" | "fact";
        /// The unit of a bare number.
        Unit = "单位" | "unit" | "计量单位";
        /// The value.
        Value = "值" | "value" | "数值";
        /// Where it was found.
        Source = "来源" | "source" | "数据来源" | "资料来源";
        /// For the reader; never read.
        Idle = "所属指标" | "indicator" | "说明" | "what it is" | "note" | "notes" | "备注" | "remarks" | "序号" | "No." | "编号" | "#";
    }
}

words! {
    /// The columns of the awards.
    AwardColumn {
        /// The indicator.
        Indicator = "指标" | "indicator";
        /// The row of a table that it scores row by row.
        Row = "行" | "row";
        /// Points given.
        Score = "得分" | "score";
        /// Points taken.
        Less = "扣" | "less" | "扣分";
        /// The level given.
        Level = "级" | "level";
        /// Why.
        Reason = "理由" | "reason";
        /// On what evidence.
        Source = "来源" | "source";
        /// For the reader; never read.
        Idle = "分值" | "points" | "说明" | "note" | "备注" | "remarks" | "序号" | "No." | "#";
    }
}

words! {
    /// What may stand beside the columns of a table.
    BesideColumn {
        /// Where the values of the row were found.
        Source = "来源" | "source" | "数据来源" | "资料来源";
        /// For the reader; never read.
        Idle = "序号" | "No." | "编号" | "#" | "备注" | "remarks" | "说明" | "note" | "notes";
    }
}

/// A name as it is compared: narrow, without blanks and joints, in small letters, without the marks of a form.
pub(super) fn plain(text: &str) -> String {
    let text = folded(text);
    let text = text.trim_matches(['*', ':', '＊']);
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-')).flat_map(char::to_lowercase).collect()
}

/// Whether `text` says that there is nothing to be listed.
pub(super) fn is_none(text: &str) -> bool {
    matches!(plain(text).as_str(), "无" | "没有" | "none" | "nil")
}

/// Whether the first cell of a row says that the row sums up others.
pub(super) fn is_total(text: &str) -> bool {
    matches!(plain(text).as_str(), "合计" | "总计" | "小计" | "共计" | "total" | "sum" | "subtotal")
}

/// Whether a cell that stands alone in its row is a note on the table: `注：…`, who filled it in.
pub(super) fn is_remark(text: &str) -> bool {
    const STARTS: &[&str] = &[
        "注:",
        "注1",
        "备注:",
        "说明:",
        "填表说明",
        "填表人",
        "填报人",
        "制表",
        "审核",
        "复核",
        "负责人",
        "经办",
        "联系人",
        "日期:",
        "填表日期",
        "note:",
        "notes:",
    ];
    let text = plain_start(text);
    STARTS.iter().any(|start| text.starts_with(start))
}

/// Whether a cell beside such a note goes on with it: `审核人：`, `联系电话：123`.
pub(super) fn is_label(text: &str) -> bool {
    let text = plain_start(text);
    let label = text.split_once(':').map(|(label, _)| label.chars().count());
    is_remark(&text) || label.is_some_and(|length| (1..=8).contains(&length))
}

fn plain_start(text: &str) -> String {
    folded(text).chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_in_every_spelling() {
        assert_eq!(SheetName::read(" 概况 "), Some(SheetName::About));
        assert_eq!(SheetName::read("ABOUT"), Some(SheetName::About));
        assert_eq!(FactColumn::read("What it is"), Some(FactColumn::Idle));
        assert_eq!(FactColumn::read("数据"), None);
        assert_eq!(plain("last_score"), plain("Last score："));
        assert!(is_total("合　计") && is_total("Total") && !is_total("合计人数"));
        assert!(is_remark("注：金额按决算数填列") && !is_remark("注册登记费"));
    }
}
