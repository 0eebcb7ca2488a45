//! The one table of keywords: meaning, Chinese spelling, English spelling. The grammar's own list is held
//! against it by a test.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::grammar::Rule;

/// In which language a keyword's (first) word is reserved, so that a name spelt like it needs quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reserved {
    /// In both.
    Both,
    /// In Chinese; the English words are read as a phrase where it can stand, and are free elsewhere.
    Chinese,
    /// In none: its place tells it apart.
    Neither,
}

/// What a keyword begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begins {
    /// A declaration that stands at the top of a file only.
    File,
    /// A statement of any block.
    Block,
    /// A line of the header.
    Header,
    /// Nothing: it stands inside.
    Nothing,
}

/// One keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keyword {
    /// What it means; one meaning has one spelling in each language.
    pub meaning: Meaning,
    /// Chinese spelling.
    pub zh: &'static str,
    /// English spelling.
    pub en: &'static str,
    /// Where it is reserved.
    pub reserved: Reserved,
    /// What it begins.
    pub begins: Begins,
}

impl Keyword {
    /// The spelling in English or Chinese.
    pub fn spelling(&self, english: bool) -> &'static str {
        if english { self.en } else { self.zh }
    }
}

macro_rules! keywords {
    ($($meaning:ident = $zh:literal, $en:literal, $reserved:ident, $begins:ident, $($rule:path)|+;)*) => {
        /// What a keyword means. The spellings beside it say it best.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Meaning { $(#[doc = concat!($zh, " / ", $en)] $meaning,)* }

        /// Every keyword, in the order of [`Meaning`].
        pub const KEYWORDS: &[Keyword] = &[$(Keyword {
            meaning: Meaning::$meaning, zh: $zh, en: $en,
            reserved: Reserved::$reserved, begins: Begins::$begins,
        },)*];

        /// The keyword that a rule of the grammar reads.
        pub(super) fn of_rule(rule: Rule) -> Option<&'static Keyword> {
            match rule {
                $($($rule)|+ => Some(Meaning::$meaning.keyword()),)*
                _ => None,
            }
        }
    };
}

keywords! {
    // file heads
    Rubric = "评分表", "rubric", Both, File, Rule::kw_rubric;
    Version = "版本", "version", Both, Nothing, Rule::kw_version;
    Basis = "依据", "basis", Both, Header, Rule::kw_basis;
    Valid = "适用", "valid", Both, Header, Rule::kw_valid;
    To = "至", "to", Chinese, Nothing, Rule::kw_to;
    Full = "满分", "full", Both, Header, Rule::kw_full;
    Round = "舍入", "round", Both, Header, Rule::kw_round;
    Exact = "不舍入", "exact", Both, Header, Rule::kw_exact;
    Each = "逐项", "each", Both, Block, Rule::kw_each;
    Total = "总分", "total", Both, File, Rule::kw_total;
    Use = "引用", "use", Both, File, Rule::kw_use;
    Unit = "单位", "unit", Both, File, Rule::kw_unit;
    Options = "选项", "options", Both, File, Rule::kw_options;
    Grades = "等级", "grades", Both, File, Rule::kw_grades;
    Calendar = "工作日历", "calendar", Both, File, Rule::kw_calendar;
    Off = "休", "off", Neither, Nothing, Rule::kw_off;
    On = "班", "on", Neither, Nothing, Rule::kw_on;
    // facts, names and conditions
    Method = "计分方法", "method", Both, File, Rule::kw_method;
    Fact = "数据", "fact", Both, Block, Rule::kw_fact;
    Source = "来源", "source", Both, Nothing, Rule::kw_source;
    Step = "步长", "step", Both, Nothing, Rule::kw_step;
    AtLeastRows = "至少", "at least", Chinese, Nothing, Rule::kw_at_least_rows;
    Let = "计算", "let", Both, Block, Rule::kw_let;
    If = "若", "if", Both, Nothing, Rule::kw_if;
    Then = "则", "then", Both, Nothing, Rule::kw_then;
    Else = "否则", "else", Both, Nothing, Rule::kw_else;
    When = "当", "when", Both, Block, Rule::kw_when;
    And = "且", "and", Both, Nothing, Rule::kw_and;
    Or = "或", "or", Both, Nothing, Rule::kw_or;
    Not = "非", "not", Both, Nothing, Rule::kw_not;
    Given = "已填", "given", Both, Nothing, Rule::kw_given;
    Absent = "未填", "absent", Both, Nothing, Rule::kw_absent;
    In = "属于", "in", Both, Nothing, Rule::kw_in;
    AtMost = "最多", "at most", Chinese, Nothing, Rule::kw_at_most;
    AtLeast = "最少", "at least", Chinese, Nothing, Rule::kw_at_least;
    Yes = "是", "yes", Both, Nothing, Rule::yes;
    No = "否", "no", Both, Nothing, Rule::no;
    // indicators and rules
    Indicator = "指标", "indicator", Both, Block, Rule::kw_indicator;
    Part = "分项", "part", Both, Block, Rule::kw_part;
    Weight = "权重", "weight", Both, Nothing, Rule::kw_weight;
    Explain = "解释", "explain", Both, Block, Rule::kw_explain;
    Note = "说明", "note", Both, Block, Rule::kw_note;
    Score = "得分", "score", Both, Block, Rule::kw_score;
    FullWhen = "得满分 当", "full when", Chinese, Block, Rule::kw_full_marks | Rule::kw_full_when;
    Zero = "不得分", "zero", Both, Block, Rule::kw_zero;
    Bands = "分档", "bands", Both, Block, Rule::kw_bands;
    Cases = "分情况", "cases", Both, Block, Rule::kw_cases;
    Lookup = "查表", "lookup", Both, Block, Rule::kw_lookup;
    Interpolate = "插值", "interpolate", Both, Block, Rule::kw_interpolate;
    Rate = "按评级", "rate", Both, Block, Rule::kw_rate;
    Manual = "人工评分", "manual", Both, Block, Rule::kw_manual;
    Scaled = "折算", "scaled", Both, Block, Rule::kw_scaled;
    Allow = "允许", "allow", Both, Block, Rule::kw_allow;
    Combine = "汇总", "combine", Both, Block, Rule::kw_combine;
    Children = "各项", "children", Both, Nothing, Rule::kw_children;
    Take = "取", "take", Both, Nothing, Rule::kw_take;
    By = "按", "by", Both, Nothing, Rule::kw_by;
    // deductions and exceptions
    Deduct = "扣分", "deduct", Both, Block, Rule::kw_deduct;
    Adjust = "加减分", "adjust", Both, File, Rule::kw_adjust;
    Per = "每", "per", Both, Nothing, Rule::kw_per;
    Above = "超过", "above", Both, Nothing, Rule::kw_above;
    Below = "低于", "below", Both, Nothing, Rule::kw_below;
    Less = "扣", "less", Both, Nothing, Rule::kw_less;
    Plus = "加", "plus", Both, Nothing, Rule::kw_plus;
    WholeSteps = "不足不计", "whole steps", Chinese, Nothing, Rule::kw_whole_steps;
    StartedSteps = "不足计一", "started steps", Chinese, Nothing, Rule::kw_started_steps;
    InProportion = "按比例", "in proportion", Chinese, Nothing, Rule::kw_in_proportion;
    InAll = "累计最多", "in all at most", Chinese, Nothing, Rule::kw_in_all;
    Discretion = "酌情扣分", "discretion", Both, Block, Rule::kw_discretion;
    Inapplicable = "不适用", "inapplicable", Both, Block, Rule::kw_inapplicable;
    Drop = "剔除", "drop", Both, Nothing, Rule::kw_drop;
    Verify = "校验", "verify", Both, Block, Rule::kw_verify;
    Highest = "最高", "highest", Neither, Nothing, Rule::kw_highest;
    Lowest = "最低", "lowest", Neither, Nothing, Rule::kw_lowest;
    Mean = "平均", "mean", Neither, Nothing, Rule::kw_mean;
    Sum = "合计", "sum", Neither, Nothing, Rule::kw_sum;
    Weighted = "加权平均", "weighted", Neither, Nothing, Rule::kw_weighted;
}

impl Meaning {
    /// Its line of the table.
    pub fn keyword(self) -> &'static Keyword {
        // The table is made of the same list as the enum, so the discriminant is the index.
        &KEYWORDS[self as usize]
    }
}

/// The words for types, Chinese and English. They are no keywords: a fact may bear such a name.
pub const TYPE_WORDS: &[(&str, &str)] = &[
    ("数", "number"),
    ("整数", "whole"),
    ("个数", "tally"),
    ("比率", "share"),
    ("金额", "money"),
    ("分", "points"),
    ("量", "quantity"),
    ("日期", "date"),
    ("是否", "yesno"),
    ("文本", "text"),
    ("表", "table"),
];

static RESERVED: LazyLock<BTreeMap<&'static str, &'static Keyword>> = LazyLock::new(|| {
    let mut words = BTreeMap::new();
    for keyword in KEYWORDS {
        if keyword.reserved != Reserved::Neither
            && let Some(first) = keyword.zh.split(' ').next()
        {
            words.insert(first, keyword);
        }
        if keyword.reserved == Reserved::Both {
            words.insert(keyword.en, keyword);
        }
    }
    words
});

/// The keyword whose reserved word `word` is, in either language.
pub fn reserved(word: &str) -> Option<&'static Keyword> {
    RESERVED.get(word).copied()
}

/// Whether `text` may stand as a name without quotes.
pub fn is_plain_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_letter) && chars.all(is_word_char) && reserved(text).is_none()
}

/// `name` as it is written in a rubric: as it stands, or in quotes.
pub fn spell_name(name: &str) -> String {
    if is_plain_name(name) { name.to_owned() } else { quote(name) }
}

/// `text` in plain quotes, so that it is read as it stands.
pub fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        // A backslash is one unless a quote or another backslash follows.
        if c == '"' || c == '\\' && matches!(chars.peek(), None | Some('"' | '\\')) {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted.push('"');
    quoted
}

/// A letter, as the grammar's rule of that name.
pub fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || (!c.is_ascii() && (pest::unicode::LETTER(c) || pest::unicode::LETTER_NUMBER(c)))
}

/// A digit, narrow or full-width.
pub fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// What may follow the first letter of a word.
pub fn is_word_char(c: char) -> bool {
    is_digit(c) || c == '_' || c == '＿' || is_letter(c)
}

/// Chinese keywords that stand between or before values, so that a blank left out glues them to a name.
/// Longer ones first: 不足不计 before 扣.
pub(super) const INFIX: &[Meaning] = &[
    Meaning::InAll,
    Meaning::WholeSteps,
    Meaning::StartedSteps,
    Meaning::InProportion,
    Meaning::Above,
    Meaning::Below,
    Meaning::Else,
    Meaning::In,
    Meaning::Given,
    Meaning::Absent,
    Meaning::AtMost,
    Meaning::AtLeast,
    Meaning::And,
    Meaning::Or,
    Meaning::Not,
    Meaning::Then,
    Meaning::When,
    Meaning::Per,
    Meaning::Less,
    Meaning::Plus,
];

/// The ways in which `word` may be a name with a keyword glued to it: `完成率且达标` is 完成率, 且, 达标. Each way is
/// the text before (perhaps empty), the keyword and the text after (perhaps empty). The caller knows which names
/// there are and so which way is meant.
pub fn glued(word: &str) -> Vec<(&str, &'static Keyword, &str)> {
    let mut ways = Vec::new();
    for meaning in INFIX {
        let keyword = meaning.keyword();
        for (at, _) in word.match_indices(keyword.zh) {
            let (before, rest) = word.split_at(at);
            let after = rest.get(keyword.zh.len()..).unwrap_or_default();
            if !(before.is_empty() && after.is_empty()) {
                ways.push((before, keyword, after));
            }
        }
    }
    ways
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use pest::Parser;

    use super::super::grammar::RubricParser;
    use super::*;

    const GRAMMAR: &str = include_str!("../../grammar/rubric.pest");

    /// The strings of a rule of the grammar.
    fn strings(rule: &str) -> BTreeSet<String> {
        let start = GRAMMAR.find(&format!("\n{rule} ")).map(|at| at + 1).unwrap_or_default();
        let body = &GRAMMAR[start..];
        let end = body.find("\n\n").unwrap_or(body.len());
        let body = body[..end]
            .split("\n}")
            .next()
            .unwrap_or_default()
            .lines()
            .take_while(|l| !l.starts_with("reserved_zh") || rule == "reserved_zh");
        body.flat_map(|line| line.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()).collect()
    }

    #[test]
    fn the_grammar_reserves_what_the_table_reserves() {
        let table: BTreeSet<String> = RESERVED.keys().map(|k| (*k).to_owned()).collect();
        let grammar: BTreeSet<String> = strings("reserved_en").union(&strings("reserved_zh")).cloned().collect();
        assert_eq!(table, grammar);
    }

    #[test]
    fn every_keyword_is_read_in_both_spellings() {
        for keyword in KEYWORDS {
            for spelling in [keyword.zh, keyword.en] {
                let text = spelling.strip_suffix(" 当").unwrap_or(spelling);
                let rules = Rule::all_rules().iter().filter(|rule| of_rule(**rule) == Some(keyword));
                let read = rules.filter_map(|rule| RubricParser::parse(*rule, text).ok());
                assert!(read.into_iter().any(|pairs| pairs.as_str() == text), "{spelling} is not read");
            }
        }
    }

    #[test]
    fn statements_begin_with_what_the_table_says() {
        let begins = |k: &&Keyword| matches!(k.begins, Begins::File | Begins::Block);
        for keyword in KEYWORDS.iter().filter(begins) {
            for spelling in [keyword.zh, keyword.en] {
                let text = spelling.strip_suffix(" 当").unwrap_or(spelling);
                assert!(RubricParser::parse(Rule::start_word, text).is_ok(), "{text} begins nothing");
            }
        }
    }

    #[test]
    fn reserved_words_are_no_names() {
        for word in RESERVED.keys() {
            assert!(!is_plain_name(word));
            assert!(RubricParser::parse(Rule::word, word).is_err(), "{word} is read as a name");
        }
        for word in ["合计", "休", "to", "at", "most", "whole", "steps", "数", "分", "位", "行", "四舍五入", "得分率"]
        {
            assert!(is_plain_name(word), "{word} is refused");
            assert!(RubricParser::parse(Rule::word, word).is_ok_and(|p| p.as_str() == word), "{word} is not read");
        }
    }

    #[test]
    fn what_is_quoted_is_read_as_it_stands() {
        for text in ["", "甲 乙", "“三公”", "含\"引号\"", "尾\\", "\\\"", "\\\\", "a\\b", "\\\\\\\"\\"] {
            let written = format!("解释 {}", quote(text));
            let (file, diagnostics) = super::super::parse(&written, crate::source::SourceId(0));
            assert!(diagnostics.is_empty(), "{written}");
            let read = file.items.first().map(|item| format!("{item:?}")).unwrap_or_default();
            assert!(read.contains(&format!("{text:?}")), "{written} is read as {read}");
        }
        assert_eq!((spell_name("支出率").as_str(), spell_name("得分").as_str()), ("支出率", "\"得分\""));
    }

    #[test]
    fn a_glued_word_is_taken_apart() {
        let ways = glued("完成率且达标");
        assert_eq!(ways.iter().map(|(b, k, a)| (*b, k.zh, *a)).collect::<Vec<_>>(), [("完成率", "且", "达标")]);
        assert_eq!(glued("最多3分").first().map(|(b, k, a)| (*b, k.zh, *a)), Some(("", "最多", "3分")));
        assert!(glued("当").is_empty());
    }
}
