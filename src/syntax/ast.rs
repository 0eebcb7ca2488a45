//! The syntax tree: what was written, with its place. Nothing here is resolved; a name is a name and a
//! literal keeps its digits. Equality ignores places.

use crate::source::{SourceId, Span, Spanned};

/// A name, quoted or not. Full-width letters and digits are folded to their narrow forms.
#[derive(Clone, Debug)]
pub struct Name {
    /// The folded text.
    pub text: String,
    /// Where it stands, quotes included.
    pub span: Span,
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// A quoted text value: title, explanation, source.
pub type Text = Spanned<String>;

/// One file.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// Which text it was read from.
    pub source: SourceId,
    /// Whether its keywords are mostly English ones.
    pub english: bool,
    /// Its items in order.
    pub items: Vec<Item>,
    /// Every 允许, in whatever block it stands.
    pub allows: Vec<Allow>,
    /// What could not be read. Whatever stands there is missing from the items, and has been told.
    pub unread: Vec<Span>,
}

/// 允许 name: what would be told as suspicious in the block is meant so.
#[derive(Clone, Debug)]
pub struct Allow {
    /// Whole line.
    pub span: Span,
    /// The name of what is allowed; English words with one blank between.
    pub name: Spanned<String>,
    /// The block around it, braces included.
    pub block: Span,
    /// Where it stands.
    pub place: AllowPlace,
}

impl PartialEq for Allow {
    fn eq(&self, other: &Self) -> bool {
        (&self.name, self.place) == (&other.name, other.place)
    }
}

/// Where an 允许 stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllowPlace {
    /// In the head of the rubric: it holds for the whole.
    Header,
    /// In a block.
    Block,
    /// Outside all blocks, where it may not stand.
    Top,
}

/// What may stand at the top of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// 评分表 … { … }
    Header(Header),
    /// 引用 "path"
    Use(Text),
    /// 单位 a、b or 单位 a = n b
    Units(Vec<UnitDecl>),
    /// 选项 S { … }
    Options(OptionsDecl),
    /// 等级 { … }
    Grades(GradesDecl),
    /// 等级 最高 g 当 c
    GradeCap(GradeCap),
    /// 总分 最多 e 当 c
    TotalCap(TotalCap),
    /// 工作日历 year { … }
    Calendar(CalendarDecl),
    /// 计分方法 m(…) { … }
    Method(MethodDecl),
    /// 加减分 n { … }
    Adjust(AdjustDecl),
    /// 数据, 计算, 校验, 指标, 汇总 and whatever else may stand in a block.
    Statement(Statement),
}

/// 评分表 name 版本 "v" { … }
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// Whole declaration.
    pub span: Span,
    /// Name of the rubric.
    pub name: Name,
    /// 版本
    pub version: Option<Text>,
    /// What stands between the braces.
    pub items: Vec<HeaderItem>,
}

/// A line of the header.
#[derive(Clone, Debug, PartialEq)]
pub enum HeaderItem {
    /// 依据 "…"
    Basis(Text),
    /// 适用 a 至 b
    Valid {
        /// First day.
        from: Spanned<Date>,
        /// Last day.
        to: Spanned<Date>,
    },
    /// 满分 e
    Full(Expr),
    /// 舍入 level digits mode
    Round(RoundDecl),
    /// 不舍入
    Exact(Span),
    /// 解释 "…"
    Explain(Text),
}

/// Which scores a 舍入 line rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RoundLevel {
    /// 指标: each indicator at its own node.
    Indicator,
    /// 逐项: each row's score.
    Row,
    /// 总分: the total.
    Total,
}

/// 舍入 指标 2位 四舍五入
#[derive(Clone, Debug, PartialEq)]
pub struct RoundDecl {
    /// Whole line.
    pub span: Span,
    /// What is rounded.
    pub level: Spanned<RoundLevel>,
    /// Number of decimals as written, `2位`.
    pub places: Expr,
    /// The mode's word, resolved by the checker.
    pub mode: Option<Name>,
}

/// A date as written, not yet known to exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    /// Year.
    pub year: u16,
    /// Month.
    pub month: u8,
    /// Day.
    pub day: u8,
}

/// One unit of a 单位 line.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitDecl {
    /// The new unit.
    pub name: Name,
    /// `= 10000 人次`: how many of which unit; a unit without it is a dimension of its own.
    pub equals: Option<(NumberLiteral, Name)>,
}

/// 选项 S { a, b } / { a = 95%, … } / { a < b }
#[derive(Clone, Debug, PartialEq)]
pub struct OptionsDecl {
    /// Whole declaration.
    pub span: Span,
    /// What goes with it if it is taken out: the mark behind it, and the lines that would be left empty.
    pub whole: Span,
    /// Name of the set.
    pub name: Name,
    /// Its options in order.
    pub options: Vec<OptionDecl>,
    /// Whether `<` stands between them: the first is the least.
    pub ordered: bool,
}

/// One option.
#[derive(Clone, Debug, PartialEq)]
pub struct OptionDecl {
    /// Its name.
    pub name: Name,
    /// What stands beside it.
    pub value: Option<OptionValue>,
}

/// What may stand beside an option.
#[derive(Clone, Debug, PartialEq)]
pub enum OptionValue {
    /// A number or a share.
    Number(Expr),
    /// A range of shares, within which the evaluator scores.
    Range(Range),
}

/// 等级 { 优 : [90分, 100分] … }
#[derive(Clone, Debug, PartialEq)]
pub struct GradesDecl {
    /// Whole declaration.
    pub span: Span,
    /// From the best down.
    pub grades: Vec<(Name, Range)>,
}

/// 等级 最高 良 当 c
#[derive(Clone, Debug, PartialEq)]
pub struct GradeCap {
    /// Whole line.
    pub span: Span,
    /// The highest grade allowed.
    pub grade: Name,
    /// When.
    pub condition: Expr,
}

/// 总分 最多 e 当 c
#[derive(Clone, Debug, PartialEq)]
pub struct TotalCap {
    /// Whole line.
    pub span: Span,
    /// The highest total allowed.
    pub limit: Expr,
    /// When; always where absent.
    pub condition: Option<Expr>,
}

/// 工作日历 2024 { 休 … 班 … }
#[derive(Clone, Debug, PartialEq)]
pub struct CalendarDecl {
    /// Whole declaration.
    pub span: Span,
    /// The year that it covers.
    pub year: Spanned<u16>,
    /// The days that differ from the week.
    pub entries: Vec<CalendarEntry>,
}

/// 休 a 至 b, or 班 a
#[derive(Clone, Debug, PartialEq)]
pub struct CalendarEntry {
    /// Whether the days are worked (班) or off (休).
    pub worked: bool,
    /// First day.
    pub from: Spanned<Date>,
    /// Last day; the same as `from` where one day is written.
    pub to: Spanned<Date>,
}

/// 计分方法 m(p : T, …) { … }
#[derive(Clone, Debug, PartialEq)]
pub struct MethodDecl {
    /// Head of the declaration, up to the brace.
    pub span: Span,
    /// What goes with it if it is taken out: the mark behind it, and the lines that would be left empty.
    pub whole: Span,
    /// Name.
    pub name: Name,
    /// Parameters.
    pub params: Vec<Field>,
    /// The rule and what stands beside it.
    pub body: Block,
}

/// 加减分 n { clauses }
#[derive(Clone, Debug, PartialEq)]
pub struct AdjustDecl {
    /// Head of the declaration, up to the brace.
    pub span: Span,
    /// Name.
    pub name: Name,
    /// Facts, lets and clauses.
    pub body: Block,
}

/// A name with its type: a table's field or a method's parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Name.
    pub name: Name,
    /// Type.
    pub ty: TypeExpr,
}

/// A type with what narrows it.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeExpr {
    /// Whole text.
    pub span: Span,
    /// The type.
    pub kind: TypeKind,
    /// `?`: may rightly be absent; with the place of the mark where it is true.
    pub optional: Spanned<bool>,
    /// `≥ 0元`, `[0%, 100%]`
    pub range: Option<Range>,
    /// 步长 0.01
    pub step: Option<Expr>,
}

/// What a type is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeKind {
    /// A word (数, 金额, a unit, an option set), perhaps with a word before it (整数 人次) and a word in
    /// parentheses after it (金额(万元), 量(度量单位)).
    Named {
        /// 整数 before a unit.
        whole: Option<Name>,
        /// The word; `den` is set for `平方米/人`.
        name: Name,
        /// What the word is divided by.
        per: Option<Name>,
        /// The word in parentheses.
        unit: Option<Name>,
    },
    /// 表 { … } 至少 n行
    Table {
        /// Its columns.
        fields: Vec<Field>,
        /// 至少 n行
        at_least: Option<Expr>,
    },
}

/// A run of statements between braces (or the top of a file).
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Braces included.
    pub span: Span,
    /// In order.
    pub statements: Vec<Statement>,
}

/// What may stand in a block. Which of them may stand in which block is the checker's to say.
#[derive(Clone, Debug, PartialEq)]
pub enum Statement {
    /// 数据 a、b : T 来源 "…"
    Fact(FactDecl),
    /// 计算 n = e
    Let(LetDecl),
    /// 校验 c 否则 "…"
    Verify(VerifyDecl),
    /// 指标 or 分项
    Node(NodeDecl),
    /// 解释 "…"
    Explain(Text),
    /// 说明 "… {name} …"
    Note(Text),
    /// 不适用 当 c 则 …
    Inapplicable(InapplicableDecl),
    /// 不得分 当 c
    ZeroWhen {
        /// Whole line.
        span: Span,
        /// When.
        condition: Expr,
    },
    /// The rule; a 扣分 that stands alone after another rule is a `Rule` too.
    Rule(Rule),
    /// A clause that stands bare, as in 加减分.
    Clause(Clause),
    /// 酌情扣分 最多 p
    Discretion {
        /// Whole line.
        span: Span,
        /// The most that may be deducted.
        at_most: Expr,
    },
    /// 汇总 …
    Combine(CombineDecl),
}

/// 数据 …
#[derive(Clone, Debug, PartialEq)]
pub struct FactDecl {
    /// Whole line.
    pub span: Span,
    /// The facts declared together.
    pub names: Vec<Name>,
    /// Their type.
    pub ty: TypeExpr,
    /// 来源
    pub source: Option<Text>,
    /// 解释
    pub explain: Option<Text>,
}

/// 计算 n = e
#[derive(Clone, Debug, PartialEq)]
pub struct LetDecl {
    /// Whole line.
    pub span: Span,
    /// What goes with it if it is taken out: the mark behind it, and the lines that would be left empty.
    pub whole: Span,
    /// Name.
    pub name: Name,
    /// Value.
    pub value: Expr,
}

/// 校验 c 否则 "…"
#[derive(Clone, Debug, PartialEq)]
pub struct VerifyDecl {
    /// Whole line.
    pub span: Span,
    /// What must hold.
    pub condition: Expr,
    /// What is told if it does not.
    pub message: Option<Text>,
}

/// 指标 or 分项
#[derive(Clone, Debug, PartialEq)]
pub struct NodeDecl {
    /// Head, up to the brace.
    pub span: Span,
    /// Whether it is a 分项.
    pub part: bool,
    /// Name.
    pub name: Name,
    /// Points (20分), a share of the parent's (40%), or the name of an ordered option set.
    pub worth: Option<Expr>,
    /// 权重 w
    pub weight: Option<Expr>,
    /// What stands in it.
    pub body: Block,
}

/// 不适用 当 c 则 …
#[derive(Clone, Debug, PartialEq)]
pub struct InapplicableDecl {
    /// Whole line.
    pub span: Span,
    /// When.
    pub condition: Expr,
    /// What then.
    pub then: Inapplicable,
}

/// What an inapplicable node yields.
#[derive(Clone, Debug, PartialEq)]
pub enum Inapplicable {
    /// 则 e; 满分 is such an expression.
    Score(Expr),
    /// 则 剔除
    Drop(Span),
}

/// 汇总 …
#[derive(Clone, Debug, PartialEq)]
pub struct CombineDecl {
    /// Whole line.
    pub span: Span,
    /// How.
    pub how: Combine,
}

/// How children are combined.
#[derive(Clone, Debug, PartialEq)]
pub enum Combine {
    /// 平均, 合计, 最低, 最高, 加权平均
    Aggregate(Spanned<Aggregate>),
    /// = e over 各项
    Formula(Expr),
}

/// A way to make one score of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Aggregate {
    /// 平均
    Mean,
    /// 合计
    Sum,
    /// 最低
    Lowest,
    /// 最高
    Highest,
    /// 加权平均
    Weighted,
}

/// A rule of the algebra of scoring, or a choice among plain values.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Whole text.
    pub span: Span,
    /// Which rule.
    pub kind: RuleKind,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// The rules.
#[derive(Clone, Debug, PartialEq)]
pub enum RuleKind {
    /// 得分 = e, or just e after a colon. A method call is such an expression.
    Value(Expr),
    /// 不得分
    Zero,
    /// 得满分 当 c
    FullWhen(Expr),
    /// 分档 e { range : rule … }
    Bands(Bands),
    /// 分情况 { … }
    Cases(Cases),
    /// 查表 a, b { … }
    Lookup(Lookup),
    /// 插值 e { x : p … }
    Interpolate {
        /// What is looked up.
        subject: Expr,
        /// The corners of the line.
        points: Vec<(Expr, Expr)>,
    },
    /// 扣分 { … }, after another rule where `base` is set.
    Deduct {
        /// The rule written directly before it after a colon.
        base: Option<Box<Rule>>,
        /// The clauses.
        clauses: Vec<Clause>,
    },
    /// 逐项 …
    Each(Box<Each>),
    /// 按评级 x
    ByRating(Expr),
    /// 人工评分 range
    Manual(Range),
    /// 折算 10分 { … }
    Scaled {
        /// Out of how many points the inner rule scores.
        base: Expr,
        /// The inner rule.
        body: Block,
    },
}

/// 分档 e { range : rule … 允许 递减 }
#[derive(Clone, Debug, PartialEq)]
pub struct Bands {
    /// What is banded.
    pub subject: Expr,
    /// The bands.
    pub bands: Vec<(Range, Rule)>,
}

/// 分情况 { 当 c : rule … 否则 : rule }
#[derive(Clone, Debug, PartialEq)]
pub struct Cases {
    /// In order.
    pub cases: Vec<(Expr, Rule)>,
    /// 否则
    pub otherwise: Option<Box<Rule>>,
}

/// 查表 …
#[derive(Clone, Debug, PartialEq)]
pub enum Lookup {
    /// By one key.
    One {
        /// The key looked up.
        key: Expr,
        /// `key : rule`
        entries: Vec<(Key, Rule)>,
    },
    /// By two keys: rows by the first, columns by the second.
    Two {
        /// The key of the rows.
        row: Expr,
        /// The key of the columns.
        column: Expr,
        /// Column heads.
        columns: Vec<Key>,
        /// `row key : value, value, …`
        rows: Vec<(Key, Vec<Expr>)>,
    },
}

/// A key of a lookup: a range, or names of options or 是/否 (several with 、).
#[derive(Clone, Debug, PartialEq)]
pub enum Key {
    /// A range of numbers or dates.
    Range(Range),
    /// One or several names or 是/否; each is a `Name` or a `YesNo` expression.
    Names(Vec<Expr>),
}

/// 逐项 T [当 c] [满分 e] 取 agg [最多 p] { … }
#[derive(Clone, Debug, PartialEq)]
pub struct Each {
    /// Head, up to the brace.
    pub span: Span,
    /// The table.
    pub table: Name,
    /// Only rows that meet it.
    pub filter: Option<Expr>,
    /// A row's full marks.
    pub full: Option<Expr>,
    /// How rows are combined.
    pub aggregate: Spanned<Aggregate>,
    /// 按 w
    pub by: Option<Expr>,
    /// 最多 p
    pub at_most: Option<Expr>,
    /// What each row scores.
    pub body: Block,
}

/// A clause of 扣分 or 加减分.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Whole text.
    pub span: Span,
    /// What is counted.
    pub kind: ClauseKind,
    /// Whether points are added (加) or taken (扣).
    pub plus: bool,
    /// How many points, each time.
    pub amount: Expr,
    /// What is done with part of a step.
    pub partial: Option<Spanned<PartialStep>>,
    /// 累计最多 p
    pub at_most: Option<Expr>,
}

impl PartialEq for Clause {
    fn eq(&self, other: &Self) -> bool {
        (&self.kind, self.plus, &self.amount, &self.partial, &self.at_most)
            == (&other.kind, other.plus, &other.amount, &other.partial, &other.at_most)
    }
}

/// What a clause counts.
#[derive(Clone, Debug, PartialEq)]
pub enum ClauseKind {
    /// n 每 1项
    Every {
        /// What is counted.
        count: Expr,
        /// The size of a step.
        step: Expr,
    },
    /// x 超过 t，每 s / x 低于 t，每 s
    Beyond {
        /// What is measured.
        value: Expr,
        /// 超过 or 低于.
        above: bool,
        /// From where on.
        threshold: Expr,
        /// The size of a step.
        step: Expr,
    },
    /// 当 c
    When(Expr),
}

/// What is done with part of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartialStep {
    /// 不足不计
    Whole,
    /// 不足计一
    Started,
    /// 按比例
    Proportional,
}

/// A range of values.
#[derive(Clone, Debug)]
pub struct Range {
    /// Whole text.
    pub span: Span,
    /// Which form.
    pub kind: RangeKind,
}

impl PartialEq for Range {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// The forms of a range.
#[derive(Clone, Debug, PartialEq)]
pub enum RangeKind {
    /// ≥ v, > v, ≤ v, < v, = v
    Compare(CompareOp, Expr),
    /// [a, b), …
    Interval {
        /// Lower end.
        low: Expr,
        /// Whether the lower end is in it.
        low_closed: bool,
        /// Upper end.
        high: Expr,
        /// Whether the upper end is in it.
        high_closed: bool,
    },
}

/// A comparison sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompareOp {
    /// =
    Eq,
    /// ≠
    Ne,
    /// <
    Lt,
    /// ≤
    Le,
    /// >
    Gt,
    /// ≥
    Ge,
}

impl CompareOp {
    /// Its sign, as it is printed.
    pub fn sign(self) -> &'static str {
        match self {
            CompareOp::Eq => "=",
            CompareOp::Ne => "≠",
            CompareOp::Lt => "<",
            CompareOp::Le => "≤",
            CompareOp::Gt => ">",
            CompareOp::Ge => "≥",
        }
    }

    /// The comparison with its sides exchanged.
    pub fn mirrored(self) -> CompareOp {
        match self {
            CompareOp::Lt => CompareOp::Gt,
            CompareOp::Le => CompareOp::Ge,
            CompareOp::Gt => CompareOp::Lt,
            CompareOp::Ge => CompareOp::Le,
            same => same,
        }
    }

    /// The comparison that holds where this does not.
    pub fn negated(self) -> CompareOp {
        match self {
            CompareOp::Eq => CompareOp::Ne,
            CompareOp::Ne => CompareOp::Eq,
            CompareOp::Lt => CompareOp::Ge,
            CompareOp::Le => CompareOp::Gt,
            CompareOp::Gt => CompareOp::Le,
            CompareOp::Ge => CompareOp::Lt,
        }
    }

    /// Whether it holds of two values that stand in `order`.
    #[inline]
    pub fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            CompareOp::Eq => order.is_eq(),
            CompareOp::Ne => order.is_ne(),
            CompareOp::Lt => order.is_lt(),
            CompareOp::Le => order.is_le(),
            CompareOp::Gt => order.is_gt(),
            CompareOp::Ge => order.is_ge(),
        }
    }
}

/// An expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// Whole text.
    pub span: Span,
    /// Which form.
    pub kind: ExprKind,
}

impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// A number as written, folded to narrow digits: `2941.72`. The grammar lets nothing else through.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberLiteral {
    /// The digits.
    pub digits: String,
    /// Where they stand, without the unit.
    pub span: Span,
}

/// What stands right after a number.
#[derive(Clone, Debug, PartialEq)]
pub enum UnitSuffix {
    /// %
    Percent,
    /// ‰
    Permille,
    /// 万元, 平方米/人
    Named {
        /// The unit.
        name: Name,
        /// What it is divided by.
        per: Option<Name>,
    },
}

/// The forms of an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// 20分, 95%, 3
    Number(NumberLiteral, Option<UnitSuffix>),
    /// 2024-01-01
    Date(Date),
    /// 是, 否
    YesNo(bool),
    /// A fact, let, parameter, field or option.
    Name(Name),
    /// 表.字段
    Field(Name, Name),
    /// 满分
    Full,
    /// 各项
    Children,
    /// -e
    Negate(Box<Expr>),
    /// 非 e
    Not(Box<Expr>),
    /// a op b
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// a ≤ b < c; one sign between each two.
    Compare(Box<Expr>, Vec<(CompareOp, Expr)>),
    /// x 属于 range
    InRange(Box<Expr>, Box<Range>),
    /// x 属于 {a, b}
    InOptions(Box<Expr>, Vec<Name>),
    /// 已填 x (true) or 未填 x (false)
    Given(bool, Box<Expr>),
    /// 若 c 则 a 否则 b
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// f(a, b): a function or a method
    Call(Name, Vec<CallArg>),
    /// 分档, 分情况, 查表 or 插值 that chooses a plain value
    Choose(Box<Rule>),
}

/// An argument: an expression, or a table with a filter.
#[derive(Clone, Debug, PartialEq)]
pub struct CallArg {
    /// The expression.
    pub value: Expr,
    /// `当 c` after a table.
    pub filter: Option<Expr>,
}

/// An operator between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    /// +
    Add,
    /// -
    Sub,
    /// ×
    Mul,
    /// ÷
    Div,
    /// 且
    And,
    /// 或
    Or,
    /// a 最多 b: the smaller
    AtMost,
    /// a 最少 b: the larger
    AtLeast,
}
