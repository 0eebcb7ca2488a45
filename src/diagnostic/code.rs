//! The codes: one for each kind of mistake, stable and never reused.

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The rubric or the facts cannot be used.
    Error,
    /// Probably a mistake; the rubric can be used.
    Warning,
    /// A better way to write it.
    Advice,
}

/// The name by which a rubric allows what a warning tells of: `允许 未用数据`, `allow unused fact`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// In Chinese: one word.
    pub zh: &'static str,
    /// In English: words with one blank between.
    pub en: &'static str,
}

impl Allowance {
    /// The name in English or Chinese.
    pub fn name(&self, english: bool) -> &'static str {
        if english { self.en } else { self.zh }
    }
}

/// Declares the codes: variant, stable code, key in the locale files, severity; of a warning also the Chinese and the
/// English name by which a rubric allows it. A code without its two pages does not compile.
macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $key:literal, $severity:ident $(, $zh:literal / $en:literal)?;)*) => {
        /// A kind of mistake.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$doc])* $variant,)* }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The stable code, such as `E0101`.
            pub fn code(self) -> &'static str {
                match self { $(Code::$variant => $code,)* }
            }

            /// The key of its message in the locale files.
            pub fn key(self) -> &'static str {
                match self { $(Code::$variant => $key,)* }
            }

            /// How grave it is.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// The name by which a rubric allows it; only warnings have one.
            pub fn allowance(self) -> Option<Allowance> {
                match self { $(Code::$variant => allowance!($($zh / $en)?),)* }
            }

            /// The code that a rubric allows by `name`, in either language.
            pub fn allowed_by(name: &str) -> Option<Code> {
                let named = |code: &Code| code.allowance().is_some_and(|a| a.zh == name || a.en == name);
                Code::ALL.iter().copied().find(named)
            }

            /// The English page about it, in Markdown.
            pub fn english_page(self) -> &'static str {
                match self {
                    $(Code::$variant => include_str!(concat!("../../docs/diagnostics/en/", $code, ".md")),)*
                }
            }

            /// The Chinese page about it, in Markdown.
            pub fn chinese_page(self) -> &'static str {
                match self {
                    $(Code::$variant => include_str!(concat!("../../docs/diagnostics/zh/", $code, ".md")),)*
                }
            }
        }
    };
}

/// The name of a warning, if one stands beside it.
macro_rules! allowance {
    () => {
        None
    };
    ($zh:literal / $en:literal) => {
        Some(Allowance { zh: $zh, en: $en })
    };
}

codes! {
    // 01xx: text and syntax
    /// The text is not valid UTF-8, or holds control characters.
    NotText = "E0101", "not-text", Error;
    /// A limit on size, depth or length is exceeded.
    LimitExceeded = "E0102", "limit-exceeded", Error;
    /// Something stands where the grammar allows it not.
    Syntax = "E0103", "syntax", Error;
    /// A number with more digits than can be held exactly.
    NumberTooLong = "E0104", "number-too-long", Error;
    /// A quote that does not close on its line.
    UnclosedQuote = "E0105", "unclosed-quote", Error;
    /// An opening brace without its closing one.
    UnclosedBrace = "E0106", "unclosed-brace", Error;
    /// A closing brace without its opening one.
    StrayBrace = "E0107", "stray-brace", Error;
    /// A keyword glued to a name or number.
    MissingBlank = "E0108", "missing-blank", Error;
    /// A keyword where a name is due.
    KeywordAsName = "E0109", "keyword-as-name", Error;
    /// A line that begins with no keyword of a statement.
    UnknownStatement = "E0110", "unknown-statement", Error;
    /// A statement that belongs elsewhere.
    Misplaced = "E0111", "misplaced", Error;
    /// 90%以上: is 90% in it?
    VagueBound = "E0112", "vague-bound", Error;
    /// A date that is not written 2024-01-01.
    DateForm = "E0113", "date-form", Error;
    /// 1,000
    GroupedDigits = "E0114", "grouped-digits", Error;
    /// Quotes of another kind.
    WrongQuote = "E0115", "wrong-quote", Error;
    /// A sign that the language does not know.
    WrongSign = "E0116", "wrong-sign", Error;
    /// A blank between a name and the parenthesis of its call.
    BlankBeforeParen = "E0117", "blank-before-paren", Error;
    /// Words of printed tables that say nothing here, such as 扣完为止.
    NeedlessWords = "E0118", "needless-words", Error;
    /// Words of printed tables for which there is a keyword or sign.
    PrintedWord = "E0119", "printed-word", Error;
    /// A blank between a number and its unit.
    UnitApart = "E0120", "unit-apart", Error;
    /// A part written twice.
    RepeatedPart = "E0121", "repeated-part", Error;
    /// Options joined by `<` and by commas.
    MixedOrder = "E0122", "mixed-order", Error;
    /// A case after 否则.
    AfterOtherwise = "E0123", "after-otherwise", Error;
    /// 每超过 1% 扣 0.5 分
    PerBeyond = "E0124", "per-beyond", Error;
    /// `0。5` or `.5`
    DecimalPoint = "E0125", "decimal-point", Error;
    /// 60%～70% without brackets.
    BareRange = "E0126", "bare-range", Error;
    /// `""` as a name.
    EmptyName = "E0127", "empty-name", Error;
    /// 至少 n行 after a type that is no table.
    RowsOfNoTable = "E0128", "rows-of-no-table", Error;
    /// A block that is closed and was not opened.
    MissingBrace = "E0129", "missing-brace", Error;
    /// A name with signs or blanks, or one that begins with a digit, without quotes.
    UnquotedName = "E0130", "unquoted-name", Error;

    // 02xx: names
    /// A name that nothing declares.
    NameUnknown = "E0201", "name-unknown", Error;
    /// A name is declared twice.
    NameTwice = "E0202", "name-twice", Error;
    /// A name stands for several things in sight.
    NameAmbiguous = "E0203", "name-ambiguous", Error;
    /// Several words have run together.
    BlankMissing = "E0204", "blank-missing", Error;
    /// A name is declared, but not seen from here.
    NameOutOfSight = "E0205", "name-out-of-sight", Error;
    /// A name that is compared is both an option and a value in sight.
    OptionOrValue = "E0206", "option-or-value", Error;
    /// A name that is no option of the set that is due.
    OptionUnknown = "E0207", "option-unknown", Error;
    /// An option stands where nothing tells of which set.
    OptionAlone = "E0208", "option-alone", Error;
    /// A unit that nothing declares.
    UnitUnknown = "E0209", "unit-unknown", Error;
    /// What stands after / is no unit but a fact.
    UnitIsName = "E0210", "unit-is-name", Error;
    /// A word that is no type.
    TypeUnknown = "E0211", "type-unknown", Error;
    /// A word that is called and is neither function nor method.
    FunctionUnknown = "E0212", "function-unknown", Error;
    /// A declared name is a built-in one.
    NameBuiltIn = "E0213", "name-built-in", Error;
    /// A computed value that stands on itself.
    LetCyclic = "E0215", "let-cyclic", Error;
    /// Too many computed values stand on one another.
    LetTooDeep = "E0216", "let-too-deep", Error;
    /// A method that calls itself.
    MethodCyclic = "E0217", "method-cyclic", Error;
    /// A unit that stands on itself.
    UnitCyclic = "E0218", "unit-cyclic", Error;
    /// A column has the name of a fact.
    ColumnIsFact = "E0219", "column-is-fact", Error;
    /// A column is read where no row of its table is in sight.
    RowNotInSight = "E0220", "row-not-in-sight", Error;
    /// A table is due and a name is none.
    NotATable = "E0221", "not-a-table", Error;
    /// The name of an indicator is due.
    IndicatorNeeded = "E0222", "indicator-needed", Error;
    /// A word beside an indicator that is no option set.
    WorthUnknown = "E0223", "worth-unknown", Error;
    /// A word that is no way to round.
    RoundingModeUnknown = "E0224", "rounding-mode-unknown", Error;

    // 04xx: types and dimensions
    /// A value is not of the type that is due.
    TypeMismatch = "E0401", "type-mismatch", Error;
    /// Quantities of different dimensions are added or compared.
    DimensionMismatch = "E0402", "dimension-mismatch", Error;
    /// Values of different types are compared.
    ComparedUnlike = "E0403", "compared-unlike", Error;
    /// The branches of a choice are of different types.
    BranchesDiffer = "E0404", "branches-differ", Error;
    /// A condition is due.
    NotACondition = "E0405", "not-a-condition", Error;
    /// A number is due.
    NotANumber = "E0406", "not-a-number", Error;
    /// Values that have no order are compared by it.
    NoOrder = "E0407", "no-order", Error;
    /// Options that have no order are compared by it.
    OptionsUnordered = "E0408", "options-unordered", Error;
    /// An option is due.
    OptionNeeded = "E0409", "option-needed", Error;
    /// A table stands where a value is due.
    TableAsValue = "E0410", "table-as-value", Error;
    /// A function over a table is given something else.
    TableNeeded = "E0411", "table-needed", Error;
    /// A method reads a table.
    TableInMethod = "E0412", "table-in-method", Error;
    /// The table of children stands outside 汇总.
    ChildrenMisplaced = "E0413", "children-misplaced", Error;
    /// 得分率 is read before everything is scored.
    RateMisplaced = "E0414", "rate-misplaced", Error;
    /// A method is calculated with.
    MethodAsValue = "E0415", "method-as-value", Error;
    /// Too few or too many arguments.
    ArgumentCount = "E0416", "argument-count", Error;
    /// An argument is not of the type of its parameter.
    ArgumentType = "E0417", "argument-type", Error;
    /// An argument may lie outside the declared range of its parameter.
    ArgumentRange = "E0418", "argument-range", Error;
    /// The quantities handed to one method are of different dimensions.
    QuantitiesDiffer = "E0419", "quantities-differ", Error;
    /// A filter stands behind something that is no table.
    FilterMisplaced = "E0420", "filter-misplaced", Error;
    /// 计数 is given a value.
    CountOfValue = "E0421", "count-of-value", Error;
    /// A condition for each row is missing.
    ConditionArgument = "E0422", "condition-argument", Error;
    /// A value for each row is missing.
    ValueArgument = "E0423", "value-argument", Error;
    /// Rows whose units differ are aggregated.
    RowsOfManyUnits = "E0424", "rows-of-many-units", Error;
    /// A date is moved by something that is no time.
    DateStep = "E0425", "date-step", Error;
    /// Two dates are added.
    DatesAdded = "E0426", "dates-added", Error;
    /// There is no such day.
    DateUnknown = "E0427", "date-unknown", Error;
    /// A dimension that is too high, or not known.
    DimensionTooHigh = "E0428", "dimension-too-high", Error;
    /// The exponent of 乘方 is no whole number.
    PowerExponent = "E0429", "power-exponent", Error;
    /// The divisor is always zero.
    ConstantZeroDivisor = "E0430", "constant-zero-divisor", Error;
    /// A constant grows beyond what is computed with.
    ConstantTooLarge = "E0431", "constant-too-large", Error;
    /// A constant is due.
    ConstantNeeded = "E0432", "constant-needed", Error;
    /// A constant must be more than zero.
    NotPositive = "E0433", "not-positive", Error;
    /// A value that may be absent is read as if it were there.
    OptionalUnguarded = "E0434", "optional-unguarded", Error;
    /// Something is asked for that is always there.
    NeverAbsent = "E0435", "never-absent", Error;
    /// No value lies in a range.
    RangeEmpty = "E0436", "range-empty", Error;
    /// ≠ makes no range.
    RangeNotEqual = "E0437", "range-not-equal", Error;
    /// What is banded is neither number nor date.
    BandedSubject = "E0438", "banded-subject", Error;
    /// What is looked up cannot be a key.
    LookupSubject = "E0439", "lookup-subject", Error;
    /// A key of another kind than what is looked up.
    KeyKind = "E0440", "key-kind", Error;
    /// A key stands twice.
    KeyTwice = "E0441", "key-twice", Error;
    /// A row of a grid has too few or too many values.
    GridRow = "E0442", "grid-row", Error;
    /// A line needs two points.
    InterpolatePoints = "E0443", "interpolate-points", Error;
    /// The points of a line do not rise.
    InterpolateOrder = "E0444", "interpolate-order", Error;
    /// 值 of a set in which an option has no number.
    OptionWithoutNumber = "E0445", "option-without-number", Error;
    /// 按评级 by a set in which an option has no share.
    OptionWithoutShare = "E0446", "option-without-share", Error;
    /// 按评级 by a set in which a share is not within 0 and 100%.
    OptionShareRange = "E0447", "option-share-range", Error;
    /// A quantity is rounded and it is not said in which unit.
    RoundingUnitUnsaid = "E0448", "rounding-unit-unsaid", Error;
    /// A number of decimals is no small whole number.
    RoundingPlaces = "E0449", "rounding-places", Error;
    /// A rounding does not say which way.
    RoundingModeUnsaid = "E0450", "rounding-mode-unsaid", Error;
    /// A brace of 说明 is not closed.
    NoteBrace = "E0451", "note-brace", Error;
    /// 满分 where a level is yielded.
    FullInLevel = "E0452", "full-in-level", Error;
    /// 满分 where the rubric has none.
    FullMissing = "E0453", "full-missing", Error;
    /// A computed value that reads 满分 is read where 满分 is another.
    LetOtherFull = "E0454", "let-other-full", Error;

    // 05xx: points and placement
    /// A rule yields something else than points.
    RuleNoPoints = "E0501", "rule-no-points", Error;
    /// A rule that can only yield points stands where a level is due.
    RuleNoLevels = "E0502", "rule-no-levels", Error;
    /// A rule that scores stands among plain values.
    ScoreAmongValues = "E0503", "score-among-values", Error;
    /// A constant score is more than 满分.
    RuleExceedsPoints = "E0504", "rule-exceeds-points", Error;
    /// A constant score is less than zero.
    ScoreNegative = "E0505", "score-negative", Error;
    /// The points of the children do not add up to the parent's.
    PointsSum = "E0506", "points-sum", Error;
    /// The points of the top indicators do not add up to 满分.
    TotalSum = "E0507", "total-sum", Error;
    /// The shares of the children do not add up to 100%.
    SharesSum = "E0508", "shares-sum", Error;
    /// One parent mixes points and shares.
    PointsAndShares = "E0509", "points-and-shares", Error;
    /// An indicator or part has no points.
    WorthMissing = "E0510", "worth-missing", Error;
    /// What stands beside a name is neither points nor a share.
    WorthKind = "E0511", "worth-kind", Error;
    /// A child has points of its own though each holds the parent's.
    WorthUnderCombine = "E0512", "worth-under-combine", Error;
    /// One parent mixes levels and points.
    WorthsMixed = "E0513", "worths-mixed", Error;
    /// A part has points where 满分 is not known.
    PartPointsUnknown = "E0514", "part-points-unknown", Error;
    /// A level stands among points.
    LevelInPoints = "E0515", "level-in-points", Error;
    /// A level of another set than the parent's.
    LevelOfOther = "E0516", "level-of-other", Error;
    /// Levels are added or averaged.
    LevelsNotSummed = "E0517", "levels-not-summed", Error;
    /// A child of a weighted mean has no weight.
    ChildWeightMissing = "E0518", "child-weight-missing", Error;
    /// A weight that nothing uses.
    ChildWeightUnused = "E0519", "child-weight-unused", Error;
    /// A weighted mean of rows does not say by what.
    WeightMissing = "E0520", "weight-missing", Error;
    /// 按 that nothing uses.
    WeightUnused = "E0521", "weight-unused", Error;
    /// A sum of rows that nothing bounds.
    SumUnbounded = "E0522", "sum-unbounded", Error;
    /// A block has neither rule nor children.
    RuleMissing = "E0523", "rule-missing", Error;
    /// A block has two rules.
    RuleTwice = "E0524", "rule-twice", Error;
    /// A rule stands beside children.
    RuleBesideChildren = "E0525", "rule-beside-children", Error;
    /// What may stand once stands twice.
    StatementTwice = "E0526", "statement-twice", Error;
    /// A statement may not stand in such a block.
    StatementMisplaced = "E0527", "statement-misplaced", Error;
    /// An indicator stands where only parts may.
    IndicatorMisplaced = "E0528", "indicator-misplaced", Error;
    /// A part stands at the top of the file.
    PartAtTop = "E0529", "part-at-top", Error;
    /// A fact is declared in a method or row.
    FactMisplaced = "E0530", "fact-misplaced", Error;
    /// A clause stands outside 扣分 and 加减分.
    ClauseMisplaced = "E0531", "clause-misplaced", Error;
    /// 加 in 扣分.
    PlusInDeduct = "E0532", "plus-in-deduct", Error;
    /// 扣分 without clauses.
    DeductEmpty = "E0533", "deduct-empty", Error;
    /// 加减分 without clauses.
    AdjustEmpty = "E0534", "adjust-empty", Error;
    /// 酌情扣分 above other indicators.
    DiscretionAboveIndicators = "E0535", "discretion-above-indicators", Error;
    /// 汇总 without children.
    CombineWithoutChildren = "E0536", "combine-without-children", Error;
    /// A step is of another dimension than what is counted.
    StepMismatch = "E0537", "step-mismatch", Error;
    /// It is not said what part of a step costs.
    PartialStepUnsaid = "E0538", "partial-step-unsaid", Error;
    /// A rubric without indicators.
    NoIndicators = "E0539", "no-indicators", Error;
    /// What may not stand in a file that others use.
    NotInLibrary = "E0540", "not-in-library", Error;

    /// 允许 a name that no warning has.
    AllowUnknown = "E0560", "allow-unknown", Error;
    /// 允许 outside all blocks.
    AllowMisplaced = "E0561", "allow-misplaced", Error;

    // 06xx: header and declarations
    /// A rubric without a head.
    HeaderMissing = "E0601", "header-missing", Error;
    /// Indicators have points, the head no 满分.
    HeaderFullMissing = "E0602", "header-full-missing", Error;
    /// The last day is before the first.
    PeriodBackwards = "E0603", "period-backwards", Error;
    /// One level is rounded twice.
    RoundingTwice = "E0604", "rounding-twice", Error;
    /// 不舍入 beside 舍入.
    ExactAndRounded = "E0605", "exact-and-rounded", Error;
    /// Grades do not go from the best down.
    GradesOrder = "E0606", "grades-order", Error;
    /// Grades where there is no total.
    GradesWithoutTotal = "E0607", "grades-without-total", Error;
    /// A set of too many options.
    TooManyOptions = "E0608", "too-many-options", Error;
    /// A unit that is none or less of another.
    UnitFactor = "E0609", "unit-factor", Error;
    /// The column that is to hold the unit is not there.
    UnitFieldUnknown = "E0610", "unit-field-unknown", Error;
    /// The column that is to hold the unit is no text.
    UnitFieldText = "E0611", "unit-field-text", Error;
    /// 量(…) outside a table.
    UnitFieldMisplaced = "E0612", "unit-field-misplaced", Error;
    /// A unit that does not measure the type before it.
    UnitOfOther = "E0613", "unit-of-other", Error;
    /// A unit behind a type that takes none.
    UnitOnType = "E0614", "unit-on-type", Error;
    /// A word before a type that does not go with it.
    TypeModifier = "E0615", "type-modifier", Error;
    /// A built-in type is divided.
    TypePer = "E0616", "type-per", Error;
    /// A table in a table or a method.
    TableMisplaced = "E0617", "table-misplaced", Error;
    /// A table that may be absent.
    TableOptional = "E0618", "table-optional", Error;
    /// A table without columns.
    TableFields = "E0619", "table-fields", Error;
    /// A number of rows is no whole number.
    RowCount = "E0620", "row-count", Error;
    /// A range or step on a type that has none.
    RangeOnType = "E0621", "range-on-type", Error;
    /// The step of a whole type is no whole number.
    StepNotWhole = "E0622", "step-not-whole", Error;
    /// Two calendars for one year.
    CalendarTwice = "E0623", "calendar-twice", Error;
    /// There is no such year.
    CalendarYear = "E0624", "calendar-year", Error;
    /// A day outside the year of its calendar.
    CalendarOtherYear = "E0625", "calendar-other-year", Error;
    /// A day stands twice in a calendar.
    CalendarDayTwice = "E0626", "calendar-day-twice", Error;
    /// A day is both worked and off.
    CalendarDayBoth = "E0627", "calendar-day-both", Error;
    /// Working days are counted and no calendar is there.
    CalendarMissing = "E0628", "calendar-missing", Error;
    /// A table of too many columns.
    TooManyColumns = "E0629", "too-many-columns", Error;

    // 07xx: suspicious or ambiguous
    /// A step of percent: points of percent, or hundredths?
    AmbiguousStep = "W0701", "ambiguous-step", Warning, "百分步长" / "percent step";
    /// The head says nothing of rounding.
    RoundingUnsaid = "W0702", "rounding-unsaid", Warning, "未写舍入" / "unsaid rounding";
    /// A share is rounded to places that may be meant of percent.
    ShareRounding = "W0703", "share-rounding", Warning, "比率舍入" / "share rounding";
    /// A fact that nothing reads.
    FactUnused = "W0704", "fact-unused", Warning, "未用数据" / "unused fact";
    /// A computed value that nothing reads.
    LetUnused = "W0705", "let-unused", Warning, "未用计算" / "unused let";
    /// A method that nothing calls.
    MethodUnused = "W0706", "method-unused", Warning, "未用方法" / "unused method";
    /// A parameter that its method does not read.
    ParameterUnused = "W0707", "parameter-unused", Warning, "未用参数" / "unused parameter";
    /// An option set that nothing uses.
    OptionsUnused = "W0708", "options-unused", Warning, "未用选项" / "unused options";
    /// Years of 适用 that no calendar covers.
    CalendarYears = "W0709", "calendar-years", Warning, "日历缺年" / "uncovered years";
    /// A bare number beside a share, too large to be one.
    PercentMissing = "W0710", "percent-missing", Warning, "缺百分号" / "missing percent";

    // 03xx: reading facts files
    /// Something stands where the format of the facts file allows it not.
    FactsSyntax = "E0301", "facts-syntax", Error;
    /// A full-width character stands where the format wants an ASCII one.
    FactsFullWidth = "E0302", "facts-full-width", Error;
    /// A tab indents a line of YAML.
    FactsTab = "E0303", "facts-tab", Error;
    /// A bracket or quote is not closed.
    FactsUnclosed = "E0304", "facts-unclosed", Error;
    /// A bracket closes nothing, or not the one that is open.
    FactsUnopened = "E0305", "facts-unopened", Error;
    /// A value of YAML begins with a mark that has a meaning of its own.
    FactsLeadingMark = "E0306", "facts-leading-mark", Error;
    /// What follows a `#` was left out as a comment.
    FactsCommentCuts = "E0307", "facts-comment-cuts", Error;
    /// A line of YAML is indented so that it fits nothing above.
    FactsIndentation = "E0308", "facts-indentation", Error;
    /// A key is not followed by its colon or equals sign.
    FactsNoColon = "E0309", "facts-no-colon", Error;
    /// A colon or dash of YAML is not followed by a blank.
    FactsNoBlank = "E0310", "facts-no-blank", Error;
    /// Two items have no comma between them.
    FactsNoComma = "E0311", "facts-no-comma", Error;
    /// A comma has no item.
    FactsSpareComma = "E0312", "facts-spare-comma", Error;
    /// A value of YAML has a colon in it.
    FactsSecondColon = "E0313", "facts-second-colon", Error;
    /// A value is finished and the line goes on.
    FactsTextAfter = "E0314", "facts-text-after", Error;
    /// A backslash in a quoted text is followed by something unknown.
    FactsEscape = "E0315", "facts-escape", Error;
    /// A control character or another that cannot be seen.
    FactsControl = "E0316", "facts-control", Error;
    /// A comment of a kind that the format does not have.
    FactsCommentForm = "E0317", "facts-comment-form", Error;
    /// A key or text lacks the quotes that JSON or TOML wants.
    FactsUnquoted = "E0318", "facts-unquoted", Error;
    /// A text of JSON stands between single quotes.
    FactsSingleQuotes = "E0319", "facts-single-quotes", Error;
    /// A number of JSON or TOML is written in a way that is not read.
    FactsNumberForm = "E0320", "facts-number-form", Error;
    /// A date of TOML that the calendar does not have.
    FactsDateForm = "E0321", "facts-date-form", Error;
    /// A value is missing.
    FactsNoValue = "E0322", "facts-no-value", Error;
    /// A key stands twice.
    FactsDuplicateKey = "E0323", "facts-duplicate-key", Error;
    /// A key of TOML is a value here and a table there.
    FactsKeyClash = "E0324", "facts-key-clash", Error;
    /// The merge key `<<` of YAML.
    FactsMergeKey = "E0325", "facts-merge-key", Error;
    /// A key is empty, a list or a mapping.
    FactsKeyNotText = "E0326", "facts-key-not-text", Error;
    /// An alias of YAML stands inside what it refers to.
    FactsAliasLoop = "E0327", "facts-alias-loop", Error;
    /// A `- ` stands behind its key or elsewhere where no item can begin.
    FactsListPlace = "E0328", "facts-list-place", Error;
    /// A second document begins.
    FactsSecondDocument = "E0329", "facts-second-document", Error;
    /// There is nothing in the file.
    FactsEmpty = "E0330", "facts-empty", Error;
    /// The whole file is no mapping.
    FactsNotMapping = "E0331", "facts-not-mapping", Error;
    /// Lists and mappings stand too deep in one another.
    FactsTooDeep = "E0332", "facts-too-deep", Error;
    /// There are too many values.
    FactsTooMany = "E0333", "facts-too-many", Error;
    /// The file is too large.
    FactsTooLarge = "E0334", "facts-too-large", Error;
    /// `true`, `false` or `null` with capital letters.
    FactsLetterCase = "E0335", "facts-letter-case", Error;

    /// A higher value earns less.
    FallingScore = "W0711", "falling-score", Warning, "递减" / "falling";
    /// Points that no deduction can ever take.
    DeductionShort = "W0712", "deduction-short", Warning, "扣不到零" / "short deduction";
    /// One step of a clause takes more than there is.
    DeductionExcess = "W0713", "deduction-excess", Warning, "超额扣分" / "excess deduction";
    /// A denominator that the declarations let be zero.
    ZeroDivisor = "W0714", "zero-divisor", Warning, "分母为零" / "zero divisor";
    /// A mean, extreme or median of rows that may be none.
    RowsMayLack = "W0715", "rows-may-lack", Warning, "无行" / "no rows";
    /// Two indicators deduct for the same thing.
    DeductedTwice = "W0716", "deducted-twice", Warning, "重复扣分" / "double deduction";
    /// A condition that holds always or never, whatever the facts.
    ConditionDecided = "W0717", "condition-decided", Warning, "恒定条件" / "constant condition";
    /// The cap of a clause is more than there is to take.
    CapExcess = "W0719", "cap-excess", Warning, "超额上限" / "excess cap";
    /// A unit that nothing is measured in.
    UnitUnused = "W0718", "unit-unused", Warning, "未用单位" / "unused unit";
    /// A value is held against a number between two of its steps.
    StepMissed = "W0720", "step-missed", Warning, "步长之间" / "between steps";
    /// The step of a clause is finer than those of what it counts.
    FineStep = "W0721", "fine-step", Warning, "步长过细" / "fine step";
    /// A grade that no total falls into.
    GradeUnreachable = "W0722", "grade-unreachable", Warning, "无用等级" / "idle grade";
    /// More may be taken at discretion than there is.
    DiscretionExcess = "W0723", "discretion-excess", Warning, "超额酌情" / "excess discretion";

    // 075x: remarks on what a rubric allows
    /// What is allowed does not occur there.
    AllowNeedless = "A0751", "allow-needless", Advice;

    // 08xx: facts, held against the rubric
    /// A key that a facts file does not have at this place.
    FactUnknownKey = "E0801", "fact-unknown-key", Error;
    /// A value, list or mapping stands where one of the others is due.
    FactShape = "E0802", "fact-shape", Error;
    /// One thing is named twice, in two spellings.
    FactTwice = "E0803", "fact-twice", Error;
    /// A period that is none.
    FactPeriodUnclear = "E0804", "fact-period-unclear", Error;
    /// A period outside 适用.
    FactPeriodOutside = "E0805", "fact-period-outside", Error;
    /// A fact that the rubric does not declare.
    FactUnknown = "E0806", "fact-unknown", Error;
    /// A column that the table does not have.
    FactUnknownColumn = "E0807", "fact-unknown-column", Error;
    /// Text where a number is due.
    FactNotNumber = "E0808", "fact-not-number", Error;
    /// A figure that is not exact: `1000余人`.
    FactImprecise = "E0809", "fact-imprecise", Error;
    /// A mark such as `/` or `—` where a value is due.
    FactMarker = "E0810", "fact-marker", Error;
    /// Digits, separators or point not as a number is written.
    FactMalformed = "E0811", "fact-malformed", Error;
    /// More digits than can be held exactly.
    FactTooLong = "E0812", "fact-too-long", Error;
    /// A quantity without its unit.
    FactUnitMissing = "E0813", "fact-unit-missing", Error;
    /// A 比率 without its %.
    FactBareShare = "E0814", "fact-bare-share", Error;
    /// A unit that nobody declared.
    FactUnknownUnit = "E0815", "fact-unknown-unit", Error;
    /// A unit of another dimension than declared.
    FactWrongDimension = "E0816", "fact-wrong-dimension", Error;
    /// A whole number is due.
    FactNotWhole = "E0817", "fact-not-whole", Error;
    /// Outside the declared range.
    FactOutOfRange = "E0818", "fact-out-of-range", Error;
    /// Between the declared steps.
    FactOffStep = "E0819", "fact-off-step", Error;
    /// 量 of one row that measure different things.
    FactMixedRow = "E0820", "fact-mixed-row", Error;
    /// % beside a bare number in one row.
    FactPercentBesideNumber = "E0821", "fact-percent-beside-number", Error;
    /// Text where a date is due.
    FactNotDate = "E0822", "fact-not-date", Error;
    /// A date that no calendar has.
    FactNoSuchDay = "E0823", "fact-no-such-day", Error;
    /// Text where 是 or 否 is due.
    FactNotYesNo = "E0824", "fact-not-yes-no", Error;
    /// None of the options.
    FactUnknownOption = "E0825", "fact-unknown-option", Error;
    /// A sign written with a value where no field takes it.
    FactSign = "E0826", "fact-sign", Error;
    /// A sign written with a value, and another in the field of signs.
    FactTwoSigns = "E0827", "fact-two-signs", Error;
    /// A partly known value for which nothing is left.
    FactNothingPossible = "E0828", "fact-nothing-possible", Error;
    /// A value of this type cannot be known in part.
    FactNotPartly = "E0829", "fact-not-partly", Error;
    /// Something is said about a value, but not the value.
    FactNoValue = "E0830", "fact-no-value", Error;
    /// A value and bounds for it.
    FactValueAndBound = "E0831", "fact-value-and-bound", Error;
    /// Fewer rows than the table must have.
    FactTooFewRows = "E0832", "fact-too-few-rows", Error;
    /// A unit with the value, and another in the field of units.
    FactTwoUnits = "E0833", "fact-two-units", Error;
    /// The field that should hold the unit is empty.
    FactUnitField = "E0834", "fact-unit-field", Error;
    /// More problems than are shown.
    FactMoreProblems = "E0835", "fact-more-problems", Error;
    /// The file does not say of what period it is, and the rubric is for certain years.
    FactPeriodMissing = "E0836", "fact-period-missing", Error;
    /// Facts stand at the top of the file, without the line under which they belong.
    FactNoSection = "E0837", "fact-no-section", Error;

    // 09xx: the evaluator's judgement
    /// An award without a reason.
    AwardNoReason = "E0901", "award-no-reason", Error;
    /// An award that says both what is given and what is taken.
    AwardTwoKinds = "E0902", "award-two-kinds", Error;
    /// A reason without an award.
    AwardNoValue = "E0903", "award-no-value", Error;
    /// An award for something that is not there.
    AwardUnknownPath = "E0904", "award-unknown-path", Error;
    /// A name that several places have.
    AwardAmbiguous = "E0905", "award-ambiguous", Error;
    /// An award on an indicator that has indicators below it.
    AwardOnParent = "E0906", "award-on-parent", Error;
    /// Less than nothing.
    AwardNegative = "E0907", "award-negative", Error;
    /// More than the place holds.
    AwardTooMuch = "E0908", "award-too-much", Error;
    /// More decimals than the level keeps.
    AwardTooFine = "E0909", "award-too-fine", Error;
    /// Two awards at one place.
    AwardTwice = "E0910", "award-twice", Error;
    /// An award that is not written in points.
    AwardNotPoints = "E0911", "award-not-points", Error;
    /// A row of a table that the indicator does not score.
    AwardRowNotScored = "E0912", "award-row-not-scored", Error;
    /// A level where points are due.
    AwardLevelOnPoints = "E0913", "award-level-on-points", Error;
    /// Points where a level is due.
    AwardPointsOnLevel = "E0914", "award-points-on-level", Error;
    /// An award on a part that is scored for every row anew.
    AwardOnRepeated = "E0915", "award-on-repeated", Error;
    /// A level that the set does not have.
    AwardUnknownLevel = "E0916", "award-unknown-level", Error;
    /// A row that the table does not have.
    AwardNoRow = "E0917", "award-no-row", Error;

    // 00xx: the file as a whole
    /// A file that declares nothing.
    NothingToCheck = "E0001", "nothing-to-check", Error;

    // 10xx: what only facts bring to light
    /// A denominator is zero.
    DivisionByZero = "E1001", "division-by-zero", Error;
    /// A number grows beyond what is computed with.
    NumberTooLarge = "E1002", "number-too-large", Error;
    /// A date outside the years 1 to 9999.
    DateOutOfRange = "E1003", "date-out-of-range", Error;
    /// No working-day calendar for a year.
    CalendarYearMissing = "E1004", "calendar-year-missing", Error;
    /// The exponent of 乘方 is no whole number, or too large.
    ExponentNotWhole = "E1005", "exponent-not-whole", Error;
    /// A date is moved by part of a day, month or working day.
    DateStepNotWhole = "E1006", "date-step-not-whole", Error;
    /// A mean, extreme or median of no rows.
    NoRows = "E1007", "no-rows", Error;
    /// A value that no band holds.
    NoBand = "E1008", "no-band", Error;
    /// No case holds and there is no 否则.
    NoCase = "E1009", "no-case", Error;
    /// A key that the table does not hold.
    NoLookupEntry = "E1010", "no-lookup-entry", Error;
    /// A value outside the corners of an 插值.
    OutsideInterpolation = "E1011", "outside-interpolation", Error;
    /// No way that the rule can take yields a score.
    NothingApplies = "E1012", "nothing-applies", Error;
    /// What a clause counts is negative.
    NegativeCount = "E1013", "negative-count", Error;
    /// Weights that add up to zero.
    WeightsZero = "E1014", "weights-zero", Error;
    /// Rows' full marks do not add up to the indicator's.
    RowPointsSum = "E1015", "row-points-sum", Error;
    /// A row's full marks are missing.
    RowFullMissing = "E1016", "row-full-missing", Error;
    /// 得分率 of an indicator that was left out.
    RateOfDropped = "E1017", "rate-of-dropped", Error;
    /// A fact that the rule needs is missing.
    FactMissing = "E1018", "fact-missing", Error;
    /// A fact is known only in part, and that is not enough.
    FactPartlyKnown = "E1019", "fact-partly-known", Error;
    /// A field that the rule needs is missing in a row.
    CellMissing = "E1020", "cell-missing", Error;
    /// A field is known only in part, and that is not enough.
    CellPartlyKnown = "E1021", "cell-partly-known", Error;
    /// The evaluator's score is due and missing.
    ManualMissing = "E1022", "manual-missing", Error;
    /// The evaluator's score is not within the range allowed.
    ManualOutOfRange = "E1023", "manual-out-of-range", Error;
    /// 扣 from a score that is not determined.
    AwardLessUndetermined = "E1024", "award-less-undetermined", Error;
    /// An award outside the points of its place.
    AwardOutOfPoints = "E1025", "award-out-of-points", Error;
    /// An award that parts from the rule, where that is refused.
    DepartureDenied = "E1026", "departure-denied", Error;
    /// A total that no decimal holds.
    TotalNotDecimal = "E1027", "total-not-decimal", Error;
    /// A total that no grade holds.
    TotalNoGrade = "E1028", "total-no-grade", Error;
    /// Two bands or entries hold one value.
    SeveralApply = "E1029", "several-apply", Error;
    /// One award where the evaluator's score is due several times.
    AwardServesTwice = "E1030", "award-serves-twice", Error;

    // 11xx: what a rubric can yield over all facts that its declarations allow
    /// A rule may give more than its place holds, or less than zero.
    RuleBeyondPoints = "E1101", "rule-beyond-points", Error;
    /// Values that no band holds.
    BandGap = "E1102", "band-gap", Error;
    /// Values that two bands hold.
    BandOverlap = "E1103", "band-overlap", Error;
    /// Totals that no grade holds.
    GradeGap = "E1104", "grade-gap", Error;
    /// Totals that two grades hold.
    GradeOverlap = "E1105", "grade-overlap", Error;
    /// Facts for which no case holds.
    CaseGap = "E1106", "case-gap", Error;
    /// Keys that no entry of a table holds.
    LookupGap = "E1107", "lookup-gap", Error;
    /// Keys that two entries of a table hold.
    LookupOverlap = "E1108", "lookup-overlap", Error;
    /// An entry that no facts reach.
    EntryUnreachable = "W1109", "entry-unreachable", Warning, "无用之项" / "idle entry";
    /// Whether a choice covers everything could not be decided.
    CoverageUndecided = "W1110", "coverage-undecided", Warning, "未断定" / "undecided coverage";
    /// A value that may lie outside the corners of an 插值.
    LineGap = "E1111", "line-gap", Error;

    // 12xx: the files that a rubric uses
    /// A used file is not there.
    UseMissing = "E1201", "use-missing", Error;
    /// A used file cannot be read.
    UseUnreadable = "E1202", "use-unreadable", Error;
    /// More files are used than are read.
    UseTooMany = "E1203", "use-too-many", Error;

    // 14xx: workbooks
    /// The file is something else than its name says.
    BookOther = "E1401", "book-other", Error;
    /// The file is cut off or has been changed.
    BookDamaged = "E1402", "book-damaged", Error;
    /// The file needs a password.
    BookEncrypted = "E1403", "book-encrypted", Error;
    /// There is more in the file than is read.
    BookTooLarge = "E1404", "book-too-large", Error;
    /// The file has no bytes.
    BookEmpty = "E1405", "book-empty", Error;
    /// Text in no encoding that is known.
    BookNotText = "E1406", "book-not-text", Error;
    /// A quote that no other closes.
    BookOpenQuote = "E1407", "book-open-quote", Error;
    /// A folder without a table in it.
    BookEmptyFolder = "E1408", "book-empty-folder", Error;
    /// No sheet holds anything that is read.
    BookNoFacts = "E1410", "book-no-facts", Error;
    /// A sheet whose name is nearly one that is known.
    BookSheetUnknown = "E1411", "book-sheet-unknown", Error;
    /// Two sheets for one thing.
    BookSheetTwice = "E1412", "book-sheet-twice", Error;
    /// A sheet that may be any of several tables.
    BookSheetUnclear = "E1413", "book-sheet-unclear", Error;
    /// No row names the columns.
    BookNoHead = "E1414", "book-no-head", Error;
    /// Two columns with one name.
    BookColumnTwice = "E1415", "book-column-twice", Error;
    /// One merged head over several columns of values.
    BookMergedHead = "E1416", "book-merged-head", Error;
    /// A unit in a head that nobody declared.
    BookHeadUnit = "E1417", "book-head-unit", Error;
    /// A value without the name of what it is.
    BookNoName = "E1418", "book-no-name", Error;
    /// The workbook says that it is for another rubric.
    BookOtherRubric = "E1419", "book-other-rubric", Error;
    /// A formula that went wrong.
    CellError = "E1421", "cell-error", Error;
    /// A formula whose value the file does not hold.
    CellUncomputed = "E1422", "cell-uncomputed", Error;
    /// A number that its format shows as another one.
    CellMasked = "E1423", "cell-masked", Error;
    /// A number with more digits than spreadsheets keep.
    CellTooLong = "E1424", "cell-too-long", Error;
    /// Something of the workbook is not read.
    BookNotRead = "W1431", "book-not-read", Warning;

    // 15xx: published score tables
    /// A published table that is not written as one.
    PrintedShape = "E1501", "printed-shape", Error;
    /// A name that a published table does not have.
    PrintedKey = "E1502", "printed-key", Error;
    /// Text where a published number is due.
    PrintedNotNumber = "E1503", "printed-not-number", Error;
    /// A sum or quotient behind a published number that cannot be read.
    PrintedFrom = "E1504", "printed-from", Error;
    /// A file without a score table in it.
    PrintedEmpty = "E1505", "printed-empty", Error;
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_warning_and_nothing_else_can_be_allowed_by_a_name_of_its_own() {
        let mut names = BTreeSet::new();
        for code in Code::ALL {
            let allowance = code.allowance();
            // What is told of a workbook is not the rubric's to allow.
            let of_rubric = code.severity() == Severity::Warning && !code.code().starts_with("W14");
            assert_eq!(allowance.is_some(), of_rubric, "{}", code.code());
            let Some(Allowance { zh, en }) = allowance else { continue };
            assert!(names.insert(zh) && names.insert(en), "{zh} / {en} stands twice");
            assert_eq!((Code::allowed_by(zh), Code::allowed_by(en)), (Some(*code), Some(*code)));
        }
    }
}
