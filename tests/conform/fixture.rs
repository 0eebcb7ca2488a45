//! A small rubric built by hand, and what came of a facts file held against it.

use rubric_lang::diagnostic::{Arg, Diagnostic};
use rubric_lang::facts::{Facts, Format, Row, Slot, conform, read};
use rubric_lang::locale::{Language, Locale};
use rubric_lang::model::*;
use rubric_lang::number::{Bound, Interval, Number, Reach, RoundingMode};
use rubric_lang::render::{Style, render};
use rubric_lang::source::{SourceMap, Span};
use rubric_lang::unit::{Base, Dimension, UnitTable};
use rubric_lang::value::Value;

pub fn n(text: &str) -> Number {
    Number::parse(text).unwrap()
}

/// What the declarations of the fixture look like; spans are found in it by name.
const SOURCE: &str = "\
数据 年度实际支出 : 金额 ≥ 0元
数据 预算数 : 金额(元)
数据 上级补助 : 金额?
数据 调剂发生率 : 比率 [0%, 100%] 步长 0.01个百分点
数据 问题数 : 个数
数据 在职人数 : 整数 人 ≥ 1人
数据 系数 : 数
数据 人均面积 : 平方米/人
数据 完成量 : 量
数据 批复日期 : 日期
数据 公开日期 : 日期? [2024-01-01, 2024-12-31]
数据 已报目标 : 是否
数据 方向 : 方向
数据 备注 : 文本?
数据 产出指标 : 表 { 名称 : 文本, 符号 : 符号?, 目标值 : 量? ≥ 0, 实际值 : 量 ≥ 0 }
数据 效益指标 : 表 { 名称 : 文本, 度量单位 : 文本, 目标 : 量(度量单位), 实际 : 量(度量单位) }
数据 部门项目 : 表 { 项目 : 文本, 决算数 : 金额(元), 分值 : 分? } 至少 1行
指标 履职效能 70分 { 指标 产出完成情况 50分 指标 支出率 20分 }
指标 管理效率 30分 { 指标 合规性 10分 指标 制度建设 10分 { 分项 本级制度 50% 分项 职责分工 50% } 指标 项目管理 10分 }
指标 支出 5分 { 指标 合规性 5分 }
指标 风险 成熟度
加减分 工作表现
";

/// The rubric and the texts shown beside it.
pub struct Fixture {
    pub rubric: Rubric,
    sources: SourceMap,
}

/// The outcome of a facts file.
pub struct Outcome {
    pub facts: Facts,
    pub problems: Vec<Diagnostic>,
    pub sources: SourceMap,
    names: Vec<String>,
}

/// A day of 2024.
fn day_2024(month: i8, day: i8) -> i32 {
    let since = jiff::civil::date(1970, 1, 1).until(jiff::civil::date(2024, month, day)).unwrap();
    since.get_days()
}

fn span(name: &str) -> Span {
    let at = SOURCE.find(&format!(" {name} ")).map_or(0, |at| at + 1);
    Span::new(Default::default(), at..at + name.len())
}

fn quantity(dimension: Dimension, unit: Option<&str>) -> Type {
    Type {
        kind: TypeKind::Number { dimension, whole: false, share: false, unit: unit.map(str::to_owned), unit_field: None },
        optional: false,
        reach: None,
    }
}

fn whole(dimension: Dimension, unit: Option<&str>, least: i64) -> Type {
    let mut ty = quantity(dimension, unit);
    if let TypeKind::Number { whole, .. } = &mut ty.kind {
        *whole = true;
    }
    ty.reach = Some(Reach::interval(
        Interval::between(Bound::Closed(Number::from_i64(least)), Bound::Unbounded).on_lattice(Number::ZERO, Number::ONE),
    ));
    ty
}

fn optional(ty: Type) -> Type {
    Type { optional: true, ..ty }
}

fn at_least_zero(ty: Type) -> Type {
    Type { reach: Some(Reach::all().above(&Bound::Closed(Number::ZERO))), ..ty }
}

fn field(name: &str, ty: Type) -> Field {
    Field { name: name.to_owned(), span: span(name), ty }
}

fn table(index: u32, at_least: u64, fields: Vec<Field>) -> Type {
    let name_field = fields.iter().position(|field| field.ty.kind == TypeKind::Text);
    Type::plain(TypeKind::Table(Box::new(Table { fields, at_least, name_field, fact: Some(FactId(index)) })))
}

fn options(name: &str, of: &[&str], ordered: bool) -> OptionSet {
    let entry = |name: &&str| OptionEntry { name: (*name).to_owned(), span: span(name), share: OptionShare::None };
    OptionSet { name: name.to_owned(), span: span(name), options: of.iter().map(entry).collect(), ordered }
}

fn node(name: &str, path: &str, parent: Option<u32>, worth: Worth, body: Body) -> Node {
    Node {
        name: name.to_owned(),
        path: path.to_owned(),
        span: span(name),
        part: false,
        parent: parent.map(NodeId),
        worth,
        share: None,
        weight: None,
        explain: None,
        body,
    }
}

fn rule(kind: RuleKind) -> Body {
    Body { rule: Some(Rule { span: Span::default(), kind }), ..Body::default() }
}

fn children(of: &[u32]) -> Body {
    Body { children: of.iter().map(|id| NodeId(*id)).collect(), ..Body::default() }
}

fn manual() -> RuleKind {
    RuleKind::Manual(ValueRange { span: Span::default(), low: None, high: None })
}

fn each(table: u32, full: Option<ExprKind>, body: Body) -> RuleKind {
    let full = full.map(|kind| Expr {
        span: Span::default(),
        ty: Type::quantity(Dimension::base(Base::POINTS)),
        id: ValueId(0),
        kind,
    });
    RuleKind::Each(Box::new(Each {
        span: Span::default(),
        table: FactId(table),
        frame: 0,
        filter: None,
        full,
        aggregate: Aggregate::Mean,
        by: None,
        at_most: None,
        body,
    }))
}

pub fn fixture() -> Fixture {
    let mut units = UnitTable::new();
    let person = Dimension::base(units.declare_base("人").unwrap());
    units.declare_base("人次").unwrap();
    units.declare_alias("万人次", &n("10000"), "人次").unwrap();
    let area = Dimension::base(units.declare_base("平方米").unwrap());
    let money = || Dimension::base(Base::MONEY);
    let any = || Dimension::base(Base::variable(0));
    let day = |month, day| Number::from_i64(i64::from(day_2024(month, day)));
    let share = Type {
        kind: TypeKind::Number { dimension: Dimension::none(), whole: false, share: true, unit: None, unit_field: None },
        optional: false,
        reach: Some(Reach::interval(
            Interval::between(Bound::Closed(Number::ZERO), Bound::Closed(Number::ONE)).on_lattice(Number::ZERO, n("0.0001")),
        )),
    };
    let of_field = |column| Type {
        kind: TypeKind::Number { dimension: any(), whole: false, share: false, unit: None, unit_field: Some(column) },
        optional: false,
        reach: None,
    };
    let in_2024 = Type {
        kind: TypeKind::Date,
        optional: true,
        reach: Some(Reach::interval(
            Interval::between(Bound::Closed(day(1, 1)), Bound::Closed(day(12, 31))).on_lattice(Number::ZERO, Number::ONE),
        )),
    };
    let points = || Type::quantity(Dimension::base(Base::POINTS));
    let outputs = vec![
        field("名称", Type::plain(TypeKind::Text)),
        field("符号", optional(Type::plain(TypeKind::Option(OptionSetId(1))))),
        field("目标值", optional(at_least_zero(quantity(any(), None)))),
        field("实际值", at_least_zero(quantity(any(), None))),
    ];
    let effects = vec![
        field("名称", Type::plain(TypeKind::Text)),
        field("度量单位", Type::plain(TypeKind::Text)),
        field("目标", of_field(1)),
        field("实际", of_field(1)),
    ];
    let projects = vec![
        field("项目", Type::plain(TypeKind::Text)),
        field("决算数", quantity(money(), Some("元"))),
        field("分值", optional(points())),
    ];
    let facts = vec![
        ("年度实际支出", at_least_zero(quantity(money(), None))),
        ("预算数", quantity(money(), Some("元"))),
        ("上级补助", optional(quantity(money(), None))),
        ("调剂发生率", share),
        ("问题数", whole(Dimension::none(), None, 0)),
        ("在职人数", whole(person.clone(), Some("人"), 1)),
        ("系数", Type::number()),
        ("人均面积", quantity(area.div(&person).unwrap(), None)),
        ("完成量", quantity(any(), None)),
        ("批复日期", Type::plain(TypeKind::Date)),
        ("公开日期", in_2024),
        ("已报目标", Type::plain(TypeKind::YesNo)),
        ("方向", Type::plain(TypeKind::Option(OptionSetId(0)))),
        ("备注", optional(Type::plain(TypeKind::Text))),
        ("产出指标", table(14, 0, outputs)),
        ("效益指标", table(15, 0, effects)),
        ("部门项目", table(16, 1, projects)),
    ];
    let facts = facts.into_iter().map(|(name, ty)| Fact {
        name: name.to_owned(),
        span: span(name),
        ty,
        source: None,
        explain: None,
        node: None,
    });
    let worth = |points: &str| Worth::Points(n(points));
    let part = |name: &str, path: &str| Node { part: true, ..node(name, path, Some(5), worth("5"), rule(RuleKind::Zero)) };
    let each_project = each(16, Some(ExprKind::Field { frame: 0, column: 2 }), rule(manual()));
    let nodes = vec![
        node("履职效能", "履职效能", None, worth("70"), children(&[1, 2])),
        node("产出完成情况", "履职效能/产出完成情况", Some(0), worth("50"), rule(each(14, None, rule(manual())))),
        node("支出率", "履职效能/支出率", Some(0), worth("20"), rule(RuleKind::Zero)),
        node("管理效率", "管理效率", None, worth("30"), children(&[4, 5, 8])),
        node("合规性", "管理效率/合规性", Some(3), worth("10"), rule(manual())),
        node("制度建设", "管理效率/制度建设", Some(3), worth("10"), children(&[6, 7])),
        part("本级制度", "管理效率/制度建设/本级制度"),
        part("职责分工", "管理效率/制度建设/职责分工"),
        node("项目管理", "管理效率/项目管理", Some(3), worth("10"), rule(each_project)),
        node("支出", "支出", None, worth("5"), children(&[10])),
        node("合规性", "支出/合规性", Some(9), worth("5"), rule(RuleKind::Zero)),
        node("风险", "风险", None, Worth::Level(OptionSetId(2)), rule(RuleKind::Zero)),
    ];
    let round = |places| Some(Round { places, mode: RoundingMode::HalfAwayFromZero });
    let rubric = Rubric {
        name: "整体支出".to_owned(),
        version: "2024".to_owned(),
        basis: Vec::new(),
        valid: Some((day_2024(1, 1), day_2024(12, 31))),
        full: Some(n("100")),
        rounding: Rounding { indicator: round(2), row: None, total: None },
        units,
        option_sets: vec![
            options("方向", &["正向", "反向"], false),
            options("符号", &["≥", "=", "≤"], false),
            options("成熟度", &["初级", "中级", "高级"], true),
        ],
        facts: facts.collect(),
        lets: Vec::new(),
        methods: Vec::new(),
        nodes,
        roots: [0, 3, 9, 11].map(NodeId).to_vec(),
        combine: Combine::Sum,
        adjustments: vec![Adjustment {
            name: "工作表现".to_owned(),
            span: span("工作表现"),
            clauses: Vec::new(),
            lets: Vec::new(),
            verifications: Vec::new(),
            note: None,
            explain: None,
        }],
        total_caps: Vec::new(),
        grades: Vec::new(),
        grade_caps: Vec::new(),
        verifications: Vec::new(),
        calendar: Calendar::default(),
    };
    let mut sources = SourceMap::new();
    sources.add("整体支出.rubric", SOURCE);
    Fixture { rubric, sources }
}

/// Binds a whole facts file.
pub fn bind(yaml: &str) -> Outcome {
    let Fixture { rubric, mut sources } = fixture();
    let id = sources.add("facts.yaml", yaml);
    let root = read(yaml, id, Format::Yaml).unwrap_or_else(|problems| panic!("{yaml}\n{problems:?}"));
    let (facts, problems) = conform(&rubric, &root);
    let names = rubric.facts.iter().map(|fact| fact.name.clone()).collect();
    Outcome { facts, problems: problems.into_sorted(), sources, names }
}

/// Binds the lines under 数据.
pub fn facts(lines: &str) -> Outcome {
    let indented: Vec<String> = lines.lines().map(|line| format!("  {line}")).collect();
    bind(&format!("数据:\n{}\n", indented.join("\n")))
}

/// Binds the lines under 评定, beside facts with tables to be awarded.
pub fn awards(lines: &str) -> Outcome {
    let indented: Vec<String> = lines.lines().map(|line| format!("  {line}")).collect();
    bind(&format!(
        "数据:
  产出指标:
    - {{ 名称: 助学人数, 目标值: 110人, 实际值: 600人 }}
    - {{ 名称: 会议/培训场次, 实际值: 12场 }}
    - {{ 名称: 助学人数, 实际值: 3人 }}
  效益指标:
    - {{ 名称: 满意度, 度量单位: '%', 目标: 90, 实际: 80 }}
  部门项目:
    - {{ 项目: 宣传, 决算数: 100, 分值: 4分 }}
    - {{ 项目: 助学人数, 决算数: 100, 分值: 6分 }}
评定:
{}
",
        indented.join("\n")
    ))
}

impl Outcome {
    /// The codes of the problems.
    pub fn codes(&self) -> Vec<&'static str> {
        self.problems.iter().map(|problem| problem.code.code()).collect()
    }

    /// The problems as a reader sees them.
    pub fn text(&self, language: Language) -> String {
        render(&self.problems, &self.sources, &Locale::new(language), &Style::default())
    }

    /// Code, place and remedies of each problem, one a line, in Chinese.
    pub fn brief(&self) -> String {
        let locale = Locale::new(Language::Zh);
        let line = |problem: &Diagnostic| {
            let helps: Vec<String> = problem.helps.iter().map(|help| locale.text(help)).collect();
            let place = self.sources.slice(problem.span());
            let headline = locale.format(problem.code.key(), &problem.args);
            format!("{} 「{place}」 {headline}｜{}", problem.code.code(), helps.join("｜"))
        };
        self.problems.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    fn index(&self, name: &str) -> usize {
        self.names.iter().position(|n| n == name).unwrap()
    }

    /// The value of a fact.
    pub fn value(&self, name: &str) -> Value {
        assert_eq!(self.brief(), "");
        match &self.facts.slots[self.index(name)] {
            Slot::Value(value) => value.clone(),
            other => panic!("{name}: {other:?}"),
        }
    }

    /// What a number is, in base units.
    pub fn number(&self, name: &str) -> String {
        match self.value(name) {
            Value::Number(number) => number.to_string(),
            other => panic!("{name}: {other:?}"),
        }
    }

    /// The slot of a fact.
    pub fn slot(&self, name: &str) -> &Slot {
        &self.facts.slots[self.index(name)]
    }

    /// Value as written, unit and source of a fact.
    pub fn origin(&self, name: &str) -> (String, Option<String>, Option<String>) {
        let origin = self.facts.origins[self.index(name)].clone().unwrap();
        (origin.written, origin.unit, origin.source)
    }

    /// The rows of a table.
    pub fn rows(&self, name: &str) -> &[Row] {
        match self.slot(name) {
            Slot::Table(table) => &table.rows,
            other => panic!("{name}: {other:?}"),
        }
    }

    /// The argument `name` of the only problem.
    pub fn arg(&self, name: &str) -> String {
        let [problem] = self.problems.as_slice() else { panic!("{}", self.brief()) };
        match problem.args.iter().find(|(key, _)| *key == name) {
            Some((_, Arg::Text(text))) => text.clone(),
            other => panic!("{other:?}"),
        }
    }
}
