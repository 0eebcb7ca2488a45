//! Findings held against enumeration: random bands, cases, tables and grades over small domains. What is
//! reported is what trying every value finds, no more and no less.

use std::collections::BTreeSet;

use rubric_lang::diagnostic::Code;
use rubric_lang::eval::{Options, Outcome, Plan};
use rubric_lang::facts::{self, Format};
use rubric_lang::source::SourceId;

use super::{Found, region};

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) % sides as u64) as i64
    }

    fn chance(&mut self, in_ten: i64) -> bool {
        self.roll(10) < in_ten
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.roll(list.len() as i64) as usize]
    }
}

/// A range of whole numbers; each end with whether it is in it.
#[derive(Clone, Debug, PartialEq)]
struct Range {
    low: Option<(i64, bool)>,
    high: Option<(i64, bool)>,
}

impl Range {
    fn random(dice: &mut Dice, max: i64) -> Range {
        loop {
            let low = dice.chance(7).then(|| (dice.roll(max + 3) - 1, dice.chance(5)));
            let high = dice.chance(7).then(|| (dice.roll(max + 3) - 1, dice.chance(5)));
            let fits = match (low, high) {
                (None, None) => false,
                (Some((a, x)), Some((b, y))) => a < b || (a == b && x && y),
                _ => true,
            };
            if fits {
                return Range { low, high };
            }
        }
    }

    /// Ranges that lie side by side, with a slip here and there.
    fn tiling(dice: &mut Dice, max: i64) -> Vec<Range> {
        let mut cuts: Vec<i64> = (0..=max).filter(|_| dice.chance(3)).collect();
        cuts.dedup();
        let mut list = Vec::new();
        let mut low: Option<(i64, bool)> = None;
        for cut in cuts {
            let closed = dice.chance(5);
            let range = Range { low, high: Some((cut, closed)) };
            if range.low.is_none_or(|(a, x)| a < cut || (a == cut && x && closed)) {
                list.push(range);
            }
            low = Some((cut, if dice.chance(2) { closed } else { !closed }));
        }
        list.push(Range { low, high: None });
        list.retain(|r| r.low.is_some() || r.high.is_some());
        if dice.chance(5) {
            list.reverse();
        }
        if list.is_empty() || dice.chance(1) {
            list.push(Range::random(dice, max));
        }
        list
    }

    fn holds(&self, value: f64) -> bool {
        self.low.is_none_or(|(a, x)| if x { value >= a as f64 } else { value > a as f64 })
            && self.high.is_none_or(|(b, y)| if y { value <= b as f64 } else { value < b as f64 })
    }

    fn text(&self, show: &dyn Fn(i64) -> String) -> String {
        match (self.low, self.high) {
            (Some((a, true)), Some((b, true))) if a == b => format!("= {}", show(a)),
            (Some((a, x)), Some((b, y))) => {
                format!("{}{}, {}{}", if x { '[' } else { '(' }, show(a), show(b), if y { ']' } else { ')' })
            }
            (Some((a, x)), None) => format!("{} {}", if x { "≥" } else { ">" }, show(a)),
            (None, Some((b, y))) => format!("{} {}", if y { "≤" } else { "<" }, show(b)),
            (None, None) => unreachable!(),
        }
    }
}

/// Whether a region, as it is told, holds `value`. Ends are read by `read`.
fn told_to_hold(region: &str, value: f64, read: &dyn Fn(&str) -> f64) -> bool {
    region.split(" ∪ ").any(|piece| {
        if !piece.starts_with(['[', '(']) {
            return read(piece) == value;
        }
        let inner = piece.trim_matches(['[', ']', '(', ')']);
        let (low, high) = inner.split_once(", ").unwrap();
        let from = low == "-∞" || if piece.starts_with('[') { read(low) <= value } else { read(low) < value };
        let to = high == "+∞" || if piece.ends_with(']') { value <= read(high) } else { value < read(high) };
        from && to
    })
}

/// Holds what is found of `entries`, ranges over the values `all`, against enumeration.
fn hold_against(
    found: &Found,
    gap: Code,
    overlap: Code,
    entries: &[(Range, String)],
    all: &[f64],
    read: &dyn Fn(&str) -> f64,
) {
    let text = &found.text;
    let undecided = found.all(Code::CoverageUndecided);
    assert!(undecided.is_empty(), "{text}");
    let missing: Vec<f64> = all.iter().copied().filter(|v| !entries.iter().any(|(r, _)| r.holds(*v))).collect();
    let gaps = found.all(gap);
    assert_eq!(gaps.len(), usize::from(!missing.is_empty()), "missing {missing:?}, {:?}\n{text}", found.codes());
    for told in gaps {
        let region = region(told);
        let held: Vec<f64> = all.iter().copied().filter(|v| told_to_hold(&region, *v, read)).collect();
        assert_eq!(held, missing, "{region}\n{text}");
    }
    let mut twice = BTreeSet::new();
    for (j, (second, written)) in entries.iter().enumerate() {
        if entries.iter().take(j).any(|(first, _)| all.iter().any(|v| first.holds(*v) && second.holds(*v))) {
            twice.insert((j, written.clone()));
        }
    }
    let told = found.all(overlap);
    assert_eq!(told.len(), twice.len(), "{twice:?}, {:?}\n{text}", found.codes());
    for told in &told {
        let place = found.place(told);
        let (first, second) = (found.sources.slice(told.labels[1].span), place);
        let range =
            |written: &str| entries.iter().filter(|(_, w)| w == written).map(|(r, _)| r.clone()).collect::<Vec<_>>();
        let region = region(told);
        let held: Vec<f64> = all.iter().copied().filter(|v| told_to_hold(&region, *v, read)).collect();
        let fits = range(first).iter().any(|a| {
            range(second)
                .iter()
                .any(|b| held == all.iter().copied().filter(|v| a.holds(*v) && b.holds(*v)).collect::<Vec<_>>())
        });
        assert!(fits, "{region} {held:?}\n{text}");
    }
    if twice.is_empty() {
        let idle: Vec<&str> =
            entries.iter().filter(|(r, _)| !all.iter().any(|v| r.holds(*v))).map(|(_, w)| w.as_str()).collect();
        let mut told: Vec<&str> = found.all(Code::EntryUnreachable).iter().map(|d| found.place(d)).collect();
        told.sort_unstable();
        let mut idle_sorted = idle.clone();
        idle_sorted.sort_unstable();
        assert_eq!(told, idle_sorted, "{text}");
    }
    found.holds_good();
    let after = found.repaired();
    let left: Vec<&str> = after.codes().into_iter().filter(|c| c.starts_with('E')).collect();
    assert!(left.is_empty(), "{left:?}\n{text}\n→\n{}", after.text);
}

const HEAD: &str = "评分表 试 版本 \"1\" { 满分 6分 不舍入 }\n";

#[test]
fn bands_over_whole_numbers_steps_and_quotients() {
    let mut dice = Dice(0x5eed_0001);
    for round in 0..600 {
        let entries = if round % 3 == 0 {
            (0..=dice.roll(3)).map(|_| Range::random(&mut dice, 6)).collect()
        } else {
            Range::tiling(&mut dice, 6)
        };
        let (declared, subject, all): (&str, &str, Vec<f64>) = match round % 5 {
            0 => ("数据 甲 : 整数 [0, 6]", "甲", (0..=6).map(f64::from).collect()),
            1 => ("数据 甲 : 数 [0, 6] 步长 0.5", "甲", (0..=12).map(|n| f64::from(n) / 2.0).collect()),
            2 => ("数据 甲、乙 : 整数 [0, 3]", "甲 + 乙", (0..=6).map(f64::from).collect()),
            3 => ("数据 甲 : 数 [0, 6]", "甲", (0..=24).map(|n| f64::from(n) / 4.0).collect()),
            _ => {
                ("数据 甲 : 数 [0, 6]\n数据 乙 : 数 (0, 1]", "甲 ÷ 乙", (0..=40).map(|n| f64::from(n) / 4.0).collect())
            }
        };
        let plain = |n: i64| n.to_string();
        let entries: Vec<(Range, String)> = entries.into_iter().map(|r: Range| (r.clone(), r.text(&plain))).collect();
        let lines: String = entries.iter().map(|(_, text)| format!("    {text} : 不得分\n")).collect();
        let text = format!("{HEAD}指标 某 6分 {{\n  {declared}\n  分档 {subject} {{\n{lines}  }}\n}}\n");
        let found = Found::of(&text);
        hold_against(&found, Code::BandGap, Code::BandOverlap, &entries, &all, &|end| end.parse().unwrap());
    }
}

#[test]
fn bands_over_dates_and_plain_values() {
    let mut dice = Dice(0x5eed_0002);
    for round in 0..200 {
        let entries: Vec<Range> = Range::tiling(&mut dice, 6);
        let date = |n: i64| format!("2024-03-{:02}", n + 10);
        let plain = |n: i64| n.to_string();
        let dates = round % 2 == 0;
        let show: &dyn Fn(i64) -> String = if dates { &date } else { &plain };
        let read_date = |end: &str| end.strip_prefix("2024-03-").unwrap().parse::<f64>().unwrap() - 10.0;
        let read_plain = |end: &str| end.parse::<f64>().unwrap();
        let read: &dyn Fn(&str) -> f64 = if dates { &read_date } else { &read_plain };
        let entries: Vec<(Range, String)> = entries.into_iter().map(|r| (r.clone(), r.text(show))).collect();
        let all: Vec<f64> = (0..=6).map(f64::from).collect();
        let text = if dates {
            let lines: String = entries.iter().map(|(_, text)| format!("    {text} : 不得分\n")).collect();
            format!("{HEAD}指标 某 6分 {{\n  数据 甲 : 日期 [2024-03-10, 2024-03-16]\n  分档 甲 {{\n{lines}  }}\n}}\n")
        } else {
            let lines: String = entries.iter().map(|(_, text)| format!("{text} : 1; ")).collect();
            format!(
                "{HEAD}指标 某 6分 {{\n  数据 甲 : 整数 [0, 6]\n  计算 乙 = 查表 甲 {{ {lines} }}\n  得分 = 乙 × 满分\n}}\n"
            )
        };
        let found = Found::of(&text);
        let (gap, overlap) =
            if dates { (Code::BandGap, Code::BandOverlap) } else { (Code::LookupGap, Code::LookupOverlap) };
        hold_against(&found, gap, overlap, &entries, &all, read);
    }
}

#[test]
fn grades_over_whole_totals() {
    let mut dice = Dice(0x5eed_0003);
    for _ in 0..120 {
        let entries: Vec<Range> = Range::tiling(&mut dice, 6);
        let points = |n: i64| format!("{n}分");
        let mut entries: Vec<Range> = entries;
        // Grades stand from the best down.
        entries.sort_by_key(|r| std::cmp::Reverse(r.low.map_or(-9, |(a, _)| a)));
        let entries: Vec<(Range, String)> = entries.into_iter().map(|r| (r.clone(), r.text(&points))).collect();
        let lines: String = entries.iter().enumerate().map(|(i, (_, t))| format!("  级{i} : {t}\n")).collect();
        let text =
            format!("{HEAD}等级 {{\n{lines}}}\n指标 某 6分 {{\n  数据 甲 : 整数 [0, 6]\n  得分 = 甲 × 1分\n}}\n");
        let found = Found::of(&text);
        if found.codes().contains(&"E0606") {
            continue;
        }
        let missing: Vec<i64> = (0..=6).filter(|v| !entries.iter().any(|(r, _)| r.holds(*v as f64))).collect();
        let gaps = found.all(Code::GradeGap);
        assert_eq!(gaps.len(), usize::from(!missing.is_empty()), "{missing:?} {:?}\n{text}", found.codes());
        for told in gaps {
            let region = region(told);
            let held: Vec<i64> =
                (0..=6).filter(|v| told_to_hold(&region, *v as f64, &|end| end.parse().unwrap())).collect();
            assert_eq!(held, missing, "{region}\n{text}");
            found.witnessed(told);
        }
        for told in found.diagnostics.iter().filter(|told| told.code != Code::GradeUnreachable) {
            found.mended(told);
        }
        if missing.is_empty() {
            // A gap is told first: what closes it moves the ends of the grades.
            let idle = |r: &Range| !(0..=6).any(|v| r.holds(v as f64));
            let idle = entries.iter().filter(|(r, _)| idle(r)).count();
            assert_eq!(found.all(Code::GradeUnreachable).len(), idle, "{:?}\n{text}", found.codes());
        }
        let after = found.repaired();
        let left: Vec<&str> = after.codes().into_iter().filter(|code| *code != "W0722").collect();
        assert_eq!(left, [""; 0], "{text}\n→\n{}", after.text);
    }
}

/// Facts of the cases: two whole numbers, a yes or no, one of three options, perhaps left out.
#[derive(Clone, Copy, Debug)]
struct Point {
    a: i64,
    b: i64,
    c: bool,
    d: Option<u8>,
}

const OPTIONS: [&str; 3] = ["东", "西", "南"];
const SIGNS: [&str; 6] = ["=", "≠", "<", "≤", ">", "≥"];

fn compare(sign: usize, x: i64, y: i64) -> bool {
    [x == y, x != y, x < y, x <= y, x > y, x >= y][sign]
}

/// A condition.
#[derive(Clone, Debug)]
enum Condition {
    /// x·甲 + y·乙 sign n
    Linear(i64, i64, usize, i64),
    /// 甲 sign 乙
    Both(usize),
    /// n ≤ 甲 < m
    Chain(i64, i64),
    /// 甲 属于 range
    Within(Range),
    /// 丙
    Yes,
    /// 已填 丁
    Given,
    /// 已填 丁 且 丁 属于 { … }
    Among(u8),
    Not(Box<Condition>),
    And(Box<Condition>, Box<Condition>),
    Or(Box<Condition>, Box<Condition>),
}

impl Condition {
    fn random(dice: &mut Dice, depth: u32) -> Condition {
        let part = |dice: &mut Dice| Box::new(Condition::random(dice, depth - 1));
        if depth > 0 && dice.chance(5) {
            return match dice.roll(3) {
                0 => Condition::Not(part(dice)),
                1 => Condition::And(part(dice), part(dice)),
                _ => Condition::Or(part(dice), part(dice)),
            };
        }
        match dice.roll(8) {
            0 | 1 => Condition::Linear(
                *dice.pick(&[0, 1, 2]),
                *dice.pick(&[0, 1, -1, 3]),
                dice.roll(6) as usize,
                dice.roll(7),
            ),
            2 => Condition::Both(dice.roll(6) as usize),
            3 => Condition::Chain(dice.roll(4), dice.roll(6)),
            4 => Condition::Within(Range::random(dice, 4)),
            5 => Condition::Yes,
            6 => Condition::Given,
            _ => Condition::Among(1 + dice.roll(6) as u8),
        }
    }

    fn holds(&self, p: &Point) -> bool {
        match self {
            Condition::Linear(x, y, sign, n) => compare(*sign, x * p.a + y * p.b, *n),
            Condition::Both(sign) => compare(*sign, p.a, p.b),
            Condition::Chain(low, high) => *low <= p.a && p.a < *high,
            Condition::Within(range) => range.holds(p.a as f64),
            Condition::Yes => p.c,
            Condition::Given => p.d.is_some(),
            Condition::Among(bits) => p.d.is_some_and(|d| bits >> d & 1 == 1),
            Condition::Not(inner) => !inner.holds(p),
            Condition::And(x, y) => x.holds(p) && y.holds(p),
            Condition::Or(x, y) => x.holds(p) || y.holds(p),
        }
    }

    fn text(&self) -> String {
        match self {
            Condition::Linear(x, y, sign, n) => format!("{x} × 甲 + ({y}) × 乙 {} {n}", SIGNS[*sign]),
            Condition::Both(sign) => format!("甲 {} 乙", SIGNS[*sign]),
            Condition::Chain(low, high) => format!("{low} ≤ 甲 < {high}"),
            Condition::Within(Range { low: Some((a, true)), high: Some((b, true)) }) if a == b => format!("甲 = {a}"),
            Condition::Within(range) => format!("甲 属于 {}", range.text(&|n| n.to_string())),
            Condition::Yes => "丙".to_owned(),
            Condition::Given => "已填 丁".to_owned(),
            Condition::Among(bits) => {
                let names: Vec<&str> = (0..3).filter(|i| bits >> i & 1 == 1).map(|i| OPTIONS[i]).collect();
                format!("(已填 丁 且 丁 属于 {{{}}})", names.join("、"))
            }
            Condition::Not(inner) => format!("非 ({})", inner.text()),
            Condition::And(x, y) => format!("({} 且 {})", x.text(), y.text()),
            Condition::Or(x, y) => format!("({} 或 {})", x.text(), y.text()),
        }
    }
}

fn points() -> Vec<Point> {
    let mut all = Vec::new();
    for a in 0..=4 {
        for b in 0..=4 {
            for c in [false, true] {
                for d in [None, Some(0), Some(1), Some(2)] {
                    all.push(Point { a, b, c, d });
                }
            }
        }
    }
    all
}

const DECLARED: &str = "选项 方位 { 东, 西, 南 }\n数据 甲、乙 : 整数 [0, 4]\n数据 丙 : 是否\n数据 丁 : 方位?\n";

/// For which points a condition of the language holds, by evaluation.
fn evaluated(condition: &str, all: &[Point]) -> Vec<bool> {
    if condition == "任何数据" {
        return vec![true; all.len()];
    }
    let text = format!("{HEAD}{DECLARED}指标 某 6分 {{ 得满分 当 {condition} }}\n");
    let found = Found::of(&text);
    let Some(rubric) = &found.rubric else { panic!("{:?}\n{text}", found.diagnostics) };
    let plan = Plan::new(rubric);
    all.iter()
        .map(|p| {
            let yes = if p.c { "是" } else { "否" };
            let option = p.d.map_or(String::new(), |d| format!(", 丁: {}", OPTIONS[usize::from(d)]));
            let file = format!("数据: {{ 甲: {}, 乙: {}, 丙: {yes}{option} }}", p.a, p.b);
            let tree = facts::read(&file, SourceId(5), Format::Yaml).unwrap();
            let (bound, _) = facts::conform(rubric, &tree, Format::Yaml);
            let options = Options { trace: false, deny_departures: false };
            let result = plan.evaluate(&bound, &options);
            assert!(result.errors.is_empty(), "{:?}\n{text}{file}", result.errors);
            result.nodes[0].rule != Outcome::Points(rubric_lang::number::Number::ZERO)
        })
        .collect()
}

/// Where a choice over 甲, 乙, 丙 and 丁 stands.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// In an indicator, over facts.
    Indicator,
    /// In a method, over its parameters.
    Method,
    /// In a row, over its fields.
    Row,
    /// In a band of days.
    Band,
    /// In an entry of a table by options.
    Entry,
    /// In a case, behind another.
    Case,
}

const PLACES: [Place; 6] = [Place::Indicator, Place::Method, Place::Row, Place::Band, Place::Entry, Place::Case];

impl Place {
    /// A rubric with `body`, the statements of the place.
    fn rubric(self, body: &str) -> String {
        let options = "选项 方位 { 东, 西, 南 }\n";
        match self {
            Place::Indicator => format!("{HEAD}{DECLARED}指标 某 6分 {{\n{body}}}\n"),
            Place::Method => format!(
                "{HEAD}{options}计分方法 法(甲 : 整数 [0, 4], 乙 : 整数 [0, 4], 丙 : 是否, 丁 : 方位?) {{\n{body}}}\n指标 某 6分 {{\n  数据 子、丑 : 整数 [0, 4]\n  数据 寅 : 是否\n  数据 卯 : 方位?\n  法(子, 丑, 寅, 卯)\n}}\n"
            ),
            Place::Row => format!(
                "{HEAD}{options}指标 某 6分 {{\n  数据 各表 : 表 {{ 甲、乙 : 整数 [0, 4], 丙 : 是否, 丁 : 方位? }} 至少 1行\n  逐项 各表 取 平均 {{\n{body}  }}\n}}\n"
            ),
            Place::Band => format!(
                "{HEAD}{DECLARED}指标 某 6分 {{\n  数据 戊 : 日期 [2024-03-10, 2024-03-16]\n  分档 戊 {{\n  < 2024-03-12 : 不得分\n  ≥ 2024-03-12 : {}  }}\n}}\n",
                body.trim_start()
            ),
            Place::Entry => format!(
                "{HEAD}{DECLARED}指标 某 6分 {{\n  数据 己 : 方位\n  查表 己 {{\n  西、南 : 不得分\n  东 : {}  }}\n}}\n",
                body.trim_start()
            ),
            Place::Case => format!(
                "{HEAD}{DECLARED}指标 某 6分 {{\n  数据 庚 : 是否\n  分情况 {{\n  当 庚 : 不得分\n  否则 : {}  }}\n}}\n",
                body.trim_start()
            ),
        }
    }

    /// Whether other statements than the choice can stand there.
    fn is_block(self) -> bool {
        matches!(self, Place::Indicator | Place::Method | Place::Row)
    }
}

#[test]
fn cases_over_several_facts() {
    let mut dice = Dice(0x5eed_0004);
    let all = points();
    let (mut with_gap, mut idle, mut regions) = (0, 0, 0);
    for round in 0..1_000 {
        let place = *dice.pick(&PLACES);
        let gate = (place.is_block() && dice.chance(3)).then(|| Condition::random(&mut dice, 0));
        let cases: Vec<Condition> = (0..2 + dice.roll(3)).map(|_| Condition::random(&mut dice, 2)).collect();
        let otherwise = dice.chance(3);
        let open: Vec<Point> =
            all.iter().copied().filter(|p| gate.as_ref().is_none_or(|gate| !gate.holds(p))).collect();
        let gate = gate.map_or(String::new(), |gate| format!("  不得分 当 {}\n", gate.text()));
        let lines: String = cases.iter().map(|c| format!("    当 {} : 不得分\n", c.text())).collect();
        let last = if otherwise { "    否则 : 满分\n" } else { "" };
        let text = place.rubric(&format!("{gate}  分情况 {{\n{lines}{last}  }}\n"));
        let found = Found::of(&text);
        if found.rubric.is_none() {
            // A condition that the checker itself refuses.
            continue;
        }
        assert!(found.all(Code::CoverageUndecided).is_empty(), "{text}");
        let missing: Vec<bool> = open.iter().map(|p| !otherwise && !cases.iter().any(|c| c.holds(p))).collect();
        let gaps = found.all(Code::CaseGap);
        assert_eq!(gaps.len(), usize::from(missing.contains(&true)), "{:?}\n{text}", found.codes());
        // Entries that nothing reaches, where anything comes here at all.
        if !open.is_empty() {
            let mut expected = Vec::new();
            for (index, case) in cases.iter().enumerate() {
                let reached = |p: &&Point| case.holds(p) && !cases.iter().take(index).any(|c| c.holds(p));
                if !open.iter().any(|p| reached(&p)) {
                    expected.push(index);
                }
            }
            let told: Vec<&str> = found.all(Code::EntryUnreachable).iter().map(|d| found.place(d)).collect();
            let mut places: Vec<String> = expected.iter().map(|i| cases[*i].text()).collect();
            if otherwise && open.iter().all(|p| cases.iter().any(|c| c.holds(p))) {
                places.push("满分".to_owned());
            }
            // A condition that never holds is told as such.
            let decided: Vec<&str> = found.all(Code::ConditionDecided).iter().map(|d| found.place(d)).collect();
            let bare = |text: &str| text.trim_start_matches('(').trim_end_matches(')').to_owned();
            for place in &told {
                assert!(places.iter().any(|p| bare(p) == bare(place)), "{place} {places:?}\n{text}");
            }
            for place in &places {
                let is = |told: &&&str| bare(told) == bare(place);
                assert!(
                    told.iter().any(|t| is(&t)) || decided.iter().any(|t| is(&t)),
                    "{place} {:?}\n{text}",
                    found.codes()
                );
            }
            idle += told.len();
        }
        for gap in gaps {
            with_gap += 1;
            found.witnessed(gap);
            found.mended(gap);
            if round % 12 == 0 && !region(gap).ends_with('…') {
                regions += 1;
                assert_eq!(evaluated(&region(gap), &open), missing, "{}\n{text}", region(gap));
            }
        }
    }
    assert!(with_gap > 200 && idle > 50 && regions > 20, "{with_gap} {idle} {regions}");
}

#[test]
fn tables_by_options_and_answers() {
    let mut dice = Dice(0x5eed_0005);
    for round in 0..400 {
        let keys: Vec<u8> = (0..1 + dice.roll(4)).map(|_| 1 + dice.roll(7) as u8).collect();
        let name = |bits: u8| {
            let names: Vec<&str> = (0..3).filter(|i| bits >> i & 1 == 1).map(|i| OPTIONS[i]).collect();
            names.join("、")
        };
        let yes_no = round % 4 == 0;
        let (declared, all, text_of): (&str, u8, Box<dyn Fn(u8) -> String>) = if yes_no {
            ("数据 丁 : 是否", 0b11, Box::new(|bits| if bits & 1 == 1 { "是" } else { "否" }.to_owned()))
        } else {
            ("选项 方位 { 东, 西, 南 }\n数据 丁 : 方位", 0b111, Box::new(name))
        };
        let bits = |key: u8| if yes_no { 2 - (key & 1) } else { key };
        let lines: String = keys.iter().map(|k| format!("    {} : 不得分\n", text_of(*k))).collect();
        let text = format!("{HEAD}{declared}\n指标 某 6分 {{\n  查表 丁 {{\n{lines}  }}\n}}\n");
        let found = Found::of(&text);
        if found.rubric.is_none() {
            continue;
        }
        let held = keys.iter().fold(0, |sum, key| sum | bits(*key));
        assert_eq!(found.all(Code::LookupGap).len(), usize::from(held & all != all), "{:?}\n{text}", found.codes());
        let twice =
            keys.iter().enumerate().filter(|(j, key)| keys.iter().take(*j).any(|k| bits(*k) & bits(**key) != 0));
        assert_eq!(found.all(Code::LookupOverlap).len(), twice.count(), "{:?}\n{text}", found.codes());
        found.holds_good();
        let after = found.repaired();
        assert_eq!(after.codes(), [""; 0], "{text}\n→\n{}", after.text);
    }
}

#[test]
fn tables_by_two_keys() {
    let mut dice = Dice(0x5eed_0006);
    for _ in 0..150 {
        let rows: Vec<Range> = Range::tiling(&mut dice, 6);
        let columns: Vec<u8> =
            if dice.chance(5) { vec![0b001, 0b110] } else { vec![1 + dice.roll(7) as u8, 1 + dice.roll(7) as u8] };
        let name = |bits: u8| {
            let names: Vec<&str> = (0..3).filter(|i| bits >> i & 1 == 1).map(|i| OPTIONS[i]).collect();
            names.join("、")
        };
        let head: Vec<String> = columns.iter().map(|c| name(*c)).collect();
        let show = |n: i64| n.to_string();
        let lines: String = rows.iter().map(|r| format!("    {} : 1分, 2分\n", r.text(&show))).collect();
        let text = format!(
            "{HEAD}选项 方位 {{ 东, 西, 南 }}\n数据 丁 : 方位\n数据 甲 : 整数 [0, 6]\n指标 某 6分 {{\n  查表 甲, 丁 {{\n    : {}\n{lines}  }}\n}}\n",
            head.join(", ")
        );
        let found = Found::of(&text);
        if found.rubric.is_none() {
            // One option in two columns is refused before.
            continue;
        }
        let missing = (0..=6).any(|v| !rows.iter().any(|r| r.holds(f64::from(v))));
        let absent = columns.iter().fold(0, |all, c| all | c) != 0b111;
        let gaps = found.all(Code::LookupGap).len();
        assert_eq!(gaps > 0, missing || absent, "{:?}\n{text}", found.codes());
        let row_twice = (0..=6).any(|v| rows.iter().filter(|r| r.holds(f64::from(v))).count() > 1);
        let column_twice = columns[0] & columns[1] != 0;
        let overlaps = found.all(Code::LookupOverlap).len();
        assert_eq!(overlaps > 0, row_twice || column_twice, "{:?}\n{text}", found.codes());
        found.holds_good();
    }
}

/// An end of a band: a constant, or 甲 or 乙.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    Constant(i64),
    First,
    Second,
}

impl End {
    fn random(dice: &mut Dice) -> End {
        match dice.roll(4) {
            0 => End::First,
            1 => End::Second,
            _ => End::Constant(dice.roll(4)),
        }
    }

    fn at(self, first: i64, second: i64) -> i64 {
        match self {
            End::Constant(n) => n,
            End::First => first,
            End::Second => second,
        }
    }

    fn text(self) -> String {
        match self {
            End::Constant(n) => n.to_string(),
            End::First => "甲".to_owned(),
            End::Second => "乙".to_owned(),
        }
    }
}

/// A band between such ends; each with whether it is in it.
#[derive(Clone, Debug)]
struct Between {
    low: Option<(End, bool)>,
    high: Option<(End, bool)>,
}

impl Between {
    fn random(dice: &mut Dice) -> Between {
        loop {
            let low = dice.chance(6).then(|| (End::random(dice), dice.chance(5)));
            let high = dice.chance(6).then(|| (End::random(dice), dice.chance(5)));
            let constants = match (low, high) {
                (None, None) => continue,
                (Some((End::Constant(a), _)), Some((End::Constant(b), _))) => a < b,
                (Some((a, _)), Some((b, _))) => a != b,
                _ => true,
            };
            if constants {
                return Between { low, high };
            }
        }
    }

    fn holds(&self, value: i64, first: i64, second: i64) -> bool {
        let end = |(end, closed): (End, bool)| (end.at(first, second), closed);
        let range = Range { low: self.low.map(end), high: self.high.map(end) };
        range.holds(value as f64)
    }

    fn text(&self) -> String {
        match (self.low, self.high) {
            (Some((a, x)), Some((b, y))) => {
                format!("{}{}, {}{}", if x { '[' } else { '(' }, a.text(), b.text(), if y { ']' } else { ')' })
            }
            (Some((a, x)), None) => format!("{} {}", if x { "≥" } else { ">" }, a.text()),
            (None, Some((b, y))) => format!("{} {}", if y { "≤" } else { "<" }, b.text()),
            (None, None) => unreachable!(),
        }
    }
}

#[test]
fn bands_between_ends_that_are_facts() {
    let mut dice = Dice(0x5eed_0007);
    let (mut gaps, mut overlaps) = (0, 0);
    for round in 0..250 {
        let bands: Vec<Between> = (0..2 + dice.roll(2)).map(|_| Between::random(&mut dice)).collect();
        let lines: String = bands.iter().map(|band| format!("    {} : 不得分\n", band.text())).collect();
        let word = if round % 2 == 0 { "分档" } else { "查表" };
        let text = format!(
            "{HEAD}指标 某 6分 {{\n  数据 甲、乙、丙 : 整数 [0, 3]\n  允许 未用数据\n  {word} 丙 {{\n{lines}  }}\n}}\n"
        );
        let found = Found::of(&text);
        if found.rubric.is_none() {
            continue;
        }
        assert!(found.all(Code::CoverageUndecided).is_empty(), "{text}");
        let (mut missing, mut twice) = (false, BTreeSet::new());
        for value in 0..=3 {
            for first in 0..=3 {
                for second in 0..=3 {
                    let held: Vec<usize> = (0..bands.len()).filter(|i| bands[*i].holds(value, first, second)).collect();
                    missing |= held.is_empty();
                    twice.extend(held.into_iter().skip(1));
                }
            }
        }
        let (gap, overlap) =
            if round % 2 == 0 { (Code::BandGap, Code::BandOverlap) } else { (Code::LookupGap, Code::LookupOverlap) };
        assert_eq!(found.all(gap).len(), usize::from(missing), "{:?}\n{text}", found.codes());
        assert_eq!(found.all(overlap).len(), twice.len(), "{twice:?} {:?}\n{text}", found.codes());
        gaps += found.all(gap).len();
        overlaps += found.all(overlap).len();
        found.holds_good();
        let after = found.repaired();
        let left: Vec<&str> = after.codes().into_iter().filter(|c| c.starts_with('E')).collect();
        assert!(left.is_empty(), "{left:?}\n{text}\n→\n{}", after.text);
    }
    assert!(gaps > 50 && overlaps > 50, "{gaps} {overlaps}");
}

#[test]
fn lines_over_numbers_and_days() {
    let mut dice = Dice(0x5eed_0008);
    for round in 0..80 {
        let mut corners: Vec<i64> = (0..=6).filter(|_| dice.chance(4)).collect();
        if corners.len() < 2 {
            corners = vec![1, 4];
        }
        let days = round % 3 == 0;
        let show = |n: i64| if days { format!("2024-03-{:02}", n + 10) } else { n.to_string() };
        let read = |end: &str| match end.strip_prefix("2024-03-") {
            Some(day) => day.parse::<f64>().unwrap() - 10.0,
            None => end.parse::<f64>().unwrap(),
        };
        let points: String = corners.iter().map(|n| format!("    {} : 3分\n", show(*n))).collect();
        let declared = match round % 3 {
            0 => "日期 [2024-03-10, 2024-03-16]",
            1 => "整数 [0, 6]",
            _ => "数 [0, 6]",
        };
        let text = format!("{HEAD}指标 某 6分 {{\n  数据 甲 : {declared}\n  插值 甲 {{\n{points}  }}\n}}\n");
        let found = Found::of(&text);
        let (first, last) = (corners[0], corners[corners.len() - 1]);
        let all: Vec<f64> = (0..=6).map(f64::from).collect();
        let missing: Vec<f64> = all.iter().copied().filter(|v| *v < first as f64 || *v > last as f64).collect();
        let told = found.all(Code::LineGap);
        assert_eq!(told.len(), usize::from(!missing.is_empty()), "{:?}\n{text}", found.codes());
        for told in told {
            let region = region(told);
            let held: Vec<f64> = all.iter().copied().filter(|v| told_to_hold(&region, *v, &read)).collect();
            assert_eq!(held, missing, "{region}\n{text}");
        }
        found.holds_good();
        assert_eq!(found.repaired().codes(), [""; 0], "{text}\n→\n{}", found.repaired().text);
    }
}

#[test]
fn grades_over_totals_that_deductions_come_to() {
    let mut dice = Dice(0x5eed_0009);
    for round in 0..60 {
        let mut entries: Vec<Range> = Range::tiling(&mut dice, 6);
        entries.sort_by_key(|r| std::cmp::Reverse(r.low.map_or(-9, |(a, _)| a)));
        let lines: String = entries
            .iter()
            .enumerate()
            .map(|(i, range)| format!("  级{i} : {}\n", range.text(&|n| format!("{n}分"))))
            .collect();
        // What the clauses take by count, and how many steps are looked through.
        let (clauses, taken): (&str, fn(i64, i64) -> f64) = match round % 4 {
            0 => ("甲 每 1个 扣 0.5分; 乙 每 1个 扣 2分", |a, b| a as f64 * 0.5 + b as f64 * 2.0),
            1 => ("甲 每 2个 扣 1.5分 不足不计 累计最多 3分; 乙 每 1个 扣 1分", |a, b| {
                ((a / 2) as f64 * 1.5).min(3.0) + b as f64
            }),
            2 => ("甲 超过 2个，每 3个 扣 2分 不足计一; 当 乙 > 1 扣 1.5分", |a, b| {
                ((a - 2).max(0) as f64 / 3.0).ceil() * 2.0 + if b > 1 { 1.5 } else { 0.0 }
            }),
            _ => ("甲 低于 4个，每 2个 扣 1分 按比例; 当 乙 = 0 扣 3分", |a, b| {
                (4 - a).max(0) as f64 / 2.0 + if b == 0 { 3.0 } else { 0.0 }
            }),
        };
        let text = format!(
            "{HEAD}等级 {{\n{lines}}}\n指标 某 6分 {{\n  数据 甲、乙 : 个数 [0, 20]\n  允许 扣不到零、超额扣分\n  扣分 {{ {clauses} }}\n}}\n"
        );
        let found = Found::of(&text);
        if found.rubric.is_none() {
            continue;
        }
        let mut totals: Vec<f64> = Vec::new();
        for a in 0..=20 {
            for b in 0..=20 {
                totals.push((6.0 - taken(a, b)).max(0.0));
            }
        }
        let missing = totals.iter().any(|total| !entries.iter().any(|range| range.holds(*total)));
        let undecided = found.all(Code::CoverageUndecided).len();
        let gaps = found.all(Code::GradeGap);
        // What no facts come to is not told as an error.
        assert!(gaps.is_empty() || missing, "{:?}\n{text}", found.codes());
        assert!(!missing || !gaps.is_empty(), "{undecided} {:?}\n{text}", found.codes());
        found.holds_good();
    }
}
