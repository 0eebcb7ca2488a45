//! Diagnostics as they are seen: the words, the frame, and the underline under the right characters.

use insta::assert_snapshot;
use proptest::prelude::*;
use rubric_lang::diagnostic::{Code, Diagnostic, Message};
use rubric_lang::locale::{Language, Locale};
use rubric_lang::render::{Style, render, render_short};
use rubric_lang::source::{SourceId, SourceMap, Span};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The codes' own messages belong to others; these stay as they are.
const ZH: &str = "
say = { $words }
syntax = “{ $word }”不能写在这里
    .label = 读到这里看不懂
    .help = 请对照语言说明改写
not-text = 文件不是可以读取的文字
limit-exceeded = 下级指标的分值合计不等于上级指标
";
const EN: &str = "
say = { $words }
syntax = `{ $word }` cannot stand here
    .label = not understood
    .help = write it as the language reference says
not-text = the file is not readable text
limit-exceeded = the points of the children do not add up to those of their parent
";

const RUBRIC: &str = "评分表 部门整体支出绩效评价 版本 \"2024\" {
  满分 100分
}

指标 履职效能 70分 {
\t数据 “三公”经费 : 金额 ≥ 0元   来源 \"决算报表 — 财决01-1\"
  指标 产出 50分 {
    得满分 当 已填 产出
  }
  指标 质量 30分 {
  }
}
";
const FACTS: &str = "对象: 湛江经开区党政办公室\n期间: 2024\n数据:\n  年度实际支出: 2641.94\n  “三公”经费: 12人";

struct Case {
    sources: SourceMap,
    rubric: SourceId,
    facts: SourceId,
}

impl Case {
    fn new() -> Case {
        Case::of(RUBRIC, FACTS)
    }

    fn of(rubric: &str, facts: &str) -> Case {
        let mut sources = SourceMap::new();
        let rubric = sources.add("rubrics/评分表.rubric", rubric);
        let facts = sources.add("facts.yaml", facts);
        Case { sources, rubric, facts }
    }

    /// From the first `from` to the end of the first `to` after it.
    fn span(&self, id: SourceId, from: &str, to: &str) -> Span {
        let text = &self.sources.get(id).unwrap().text;
        let start = text.find(from).unwrap();
        let end = start + text[start..].find(to).unwrap() + to.len();
        Span::new(id, start..end)
    }

    fn at(&self, text: &str) -> Span {
        self.span(self.rubric, text, text)
    }

    fn draw(&self, language: Language, style: &Style, diagnostics: &[Diagnostic]) -> String {
        render(diagnostics, &self.sources, &locale(language), style)
    }

    fn zh(&self, diagnostic: Diagnostic) -> String {
        self.draw(Language::Zh, &Style::default(), &[diagnostic])
    }
}

fn locale(language: Language) -> Locale {
    Locale::with_overrides(language, if language == Language::Zh { ZH } else { EN })
}

fn say(words: &str) -> Message {
    Message::new("say").arg("words", words)
}

fn syntax(span: Span, word: &str) -> Diagnostic {
    Diagnostic::new(Code::Syntax, span).arg("word", word)
}

fn two_files(case: &Case) -> Diagnostic {
    syntax(case.span(case.facts, "12人", "12人"), "12人")
        .at(say("这里的单位是“人”"))
        .label(case.at("金额"), say("声明的类型是金额"))
        .help(say("写成“12元”"))
}

#[test]
fn two_files_in_chinese() {
    let case = Case::new();
    assert_snapshot!(case.zh(two_files(&case)));
}

#[test]
fn two_files_in_english() {
    let case = Case::new();
    assert_snapshot!(case.draw(Language::En, &Style::default(), &[two_files(&case)]));
}

#[test]
fn two_files_in_ascii() {
    let case = Case::new();
    let style = Style { unicode: false, ..Style::default() };
    assert_snapshot!(case.draw(Language::Zh, &style, &[two_files(&case)]));
}

#[test]
fn colours() {
    let case = Case::new();
    let style = Style { color: true, ..Style::default() };
    let drawn = case.draw(Language::Zh, &style, &[two_files(&case)]);
    assert_snapshot!(drawn.replace('\u{1b}', "␛"));
}

#[test]
fn ambiguous_characters_drawn_wide() {
    let case = Case::new();
    let style = Style { wide_ambiguous: true, ..Style::default() };
    let diagnostic =
        syntax(case.at("0元"), "0元").label(case.at("“三公”经费"), say("“三公”经费")).label(case.at("财决"), say("—"));
    let drawn = case.draw(Language::Zh, &style, &[diagnostic]);
    let line = |part: &str| drawn.lines().find(|l| l.contains(part)).unwrap();
    let (text, underline) = (line("“三公”经费 :"), line("^^"));
    for (word, part) in [("“三公”经费", 0), ("0元", 1), ("财决", 2)] {
        let at = text[..text.find(word).unwrap()].width_cjk();
        // `|` marks where the words hang, and one stands left of the text.
        let runs = underline.split([' ', ':']).filter(|run| !run.is_empty()).collect::<Vec<_>>();
        let start = underline.match_indices(runs[part]).map(|(i, _)| i).find(|i| *i == at);
        assert_eq!((start, runs[part].len()), (Some(at), word.width_cjk()), "{word} in\n{drawn}");
    }
    assert_snapshot!(drawn);
}

#[test]
fn long_words_beside_a_place_and_long_remedies_are_wrapped() {
    let case = Case::new();
    let long = "左边是金额，右边是人数，两个不同量纲的量不能比较大小，请先写明换算关系再比较";
    let diagnostic = syntax(case.at("≥ 0元"), "≥")
        .at(say(long))
        .label(case.at("“三公”经费"), say("“三公”经费是金额"))
        .help(say(&format!("写成“≥ 0人”；{long}；{long}")))
        .help(say("或者把声明里的类型改为人数"));
    let style = Style { width: 60, ..Style::default() };
    assert_snapshot!(case.draw(Language::Zh, &style, &[diagnostic]));
}

#[test]
fn the_words_of_the_code_serve_where_the_diagnostic_has_none() {
    let case = Case::new();
    assert_snapshot!(case.zh(syntax(case.at("版本"), "版本")));
}

#[test]
fn several_lines() {
    let case = Case::new();
    let span = case.span(case.rubric, "指标 产出", "  }\n");
    assert_snapshot!(case.zh(syntax(span, "指标").at(say("从这里到这里"))));
}

#[test]
fn several_lines_with_places_inside() {
    let case = Case::of("指标 甲 70分 {\n  指标 乙 50分 {\n  }\n  指标 丙 30分 {\n  }\n}\n", "");
    let whole = case.span(case.rubric, "指标 甲", "\n}");
    let diagnostic = Diagnostic::new(Code::LimitExceeded, whole)
        .at(say("合计 80 分，应为 70 分，多 10 分"))
        .label(case.at("50分"), say("50 分"))
        .label(case.at("30分"), say("30 分"));
    assert_snapshot!(case.zh(diagnostic));
}

#[test]
fn a_long_block_is_shown_by_its_first_line() {
    let case = Case::new();
    let span = case.span(case.rubric, "指标 履职效能", "\n}\n");
    assert_snapshot!(case.zh(syntax(span, "指标").label(case.at("30分"), say("这里"))));
}

#[test]
fn places_that_overlap_get_excerpts_of_their_own() {
    let case = Case::new();
    let diagnostic = syntax(case.at("“三公”经费 : 金额"), "数据")
        .at(say("整个声明"))
        .label(case.at("金额"), say("类型"))
        .label(case.at("金额"), say("同一处的第二句话"))
        .label(case.at("“三公”"), say("名称的一部分"));
    assert_snapshot!(case.zh(diagnostic));
}

#[test]
fn the_end_of_a_file_without_and_with_a_line_end() {
    let case = Case::new();
    let end = |id| {
        let len = case.sources.get(id).unwrap().text.len();
        Span::new(id, len..len)
    };
    let diagnostics = [
        syntax(end(case.facts), "文件结尾").at(say("文件到此结束")),
        syntax(end(case.rubric), "文件结尾").at(say("文件到此结束")),
    ];
    assert_snapshot!(case.draw(Language::Zh, &Style::default(), &diagnostics));
}

#[test]
fn an_empty_file() {
    let case = Case::of("", "");
    assert_snapshot!(case.zh(syntax(Span::new(case.rubric, 0..0), "文件结尾").at(say("文件是空的"))));
}

#[test]
fn empty_places_in_and_at_the_end_of_a_line() {
    let case = Case::new();
    let before = |span: Span| Span::new(span.source, span.start as usize..span.start as usize);
    let after = |span: Span| Span::new(span.source, span.end as usize..span.end as usize);
    let diagnostic = syntax(before(case.at("履职效能")), "履职")
        .at(say("前面少一个空格"))
        .label(after(case.at("满分 100分")), say("行尾"))
        .label(after(case.at("财决01-1\"")), say("制表符之后的行尾"));
    assert_snapshot!(case.zh(diagnostic));
}

#[test]
fn tabs_carriage_returns_and_invisible_characters() {
    let case = Case::of("\u{feff}甲\t乙\tx\r\n\u{202e}丙\u{7}\t丁\r\n戊\r己", "");
    let diagnostic = syntax(case.at("乙"), "乙\u{1b}[31m")
        .at(say("制表符"))
        .label(case.at("\u{7}"), say("响铃\u{7}"))
        .label(case.at("丁"), say("丁"))
        .label(case.at("己"), say("己"));
    assert_snapshot!(case.zh(diagnostic));
}

#[test]
fn a_long_line_is_cut_around_the_place() {
    let before = "左边的内容很多，".repeat(30);
    let after = "，右边的内容也很多".repeat(30);
    let case = Case::of(&format!("解释 “{before}错字{after}”\n{after}\n"), "");
    assert_snapshot!(case.zh(syntax(case.at("错字"), "错字").label(case.at("解释"), say("离得很远"))));
}

#[test]
fn a_place_wider_than_the_terminal() {
    let case = Case::of(&format!("解释 “{}” 尾", "很长的文字".repeat(30)), "");
    let span = case.span(case.rubric, "“", "”");
    assert_snapshot!(case.zh(syntax(span, "解释").at(say("这段文字太长"))));
}

#[test]
fn a_file_of_one_line_and_megabytes() {
    let rows = "{\"名称\":\"助学人数\",\"目标值\":110},".repeat(100_000);
    let case = Case::of("", &format!("{{\"行\":[{rows}{{\"名称\":错}}]}}"));
    let span = case.span(case.facts, "错", "错");
    assert_snapshot!(case.zh(syntax(span, "错").at(say("这里"))));
}

#[test]
fn many_places_are_counted_and_not_all_shown() {
    let rows: String = (1..=30).map(|row| format!("- 分值: {row}\n")).collect();
    let case = Case::of("满分 100分\n", &rows);
    let mut diagnostic = Diagnostic::new(Code::LimitExceeded, case.at("100分"));
    let text = case.sources.get(case.facts).unwrap().text.clone();
    for (at, _) in text.match_indices("分值") {
        diagnostic = diagnostic.label(Span::new(case.facts, at..at + "分值".len()), say("行"));
    }
    let drawn = case.zh(diagnostic);
    assert_eq!(drawn.matches("╰── 行").count(), 19, "{drawn}");
    assert!(drawn.contains("还有 11 处没有在这里列出"), "{drawn}");
}

#[test]
fn an_edit_becomes_a_remedy_where_none_is_given() {
    let case = Case::new();
    let plain = |span| Diagnostic::new(Code::NotText, span);
    let gap = case.at("三公").start as usize;
    let diagnostics = [
        plain(case.at("版本")).fix(case.at("版本"), "标题"),
        plain(case.at("来源")).fix(case.at("来源"), ""),
        plain(case.at("三公")).fix(Span::new(case.rubric, gap..gap), "压减"),
    ];
    assert_snapshot!(case.draw(Language::Zh, &Style::default(), &diagnostics));
}

#[test]
fn a_place_in_no_source_leaves_the_words() {
    let case = Case::new();
    assert_snapshot!(case.zh(syntax(Span::new(SourceId(9), 3..4), "某")));
}

#[test]
fn short_form_in_both_languages() {
    let case = Case::new();
    let diagnostics = [two_files(&case), Diagnostic::new(Code::NotText, Span::new(SourceId(9), 0..0))];
    let short = |language| render_short(&diagnostics, &case.sources, &locale(language));
    assert_snapshot!(format!("{}{}", short(Language::Zh), short(Language::En)));
}

#[test]
fn nothing_to_report_is_nothing() {
    let case = Case::new();
    assert_eq!(case.draw(Language::Zh, &Style::default(), &[]), "");
}

/// Text of all that is awkward: wide, ambiguous, combining, invisible, tabs, all line ends.
fn awkward() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[a-z一-龥]{1,4}",
        1 => Just("\n".to_owned()),
        1 => Just("\r\n".to_owned()),
        1 => Just("\r".to_owned()),
        1 => Just("\t".to_owned()),
        1 => Just(" 　".to_owned()),
        1 => Just("“≥—…”".to_owned()),
        1 => Just("e\u{301}👨\u{200d}👩\u{1b}[0m\u{feff}\u{17001}".to_owned()),
        1 => "x{1,90}",
    ];
    proptest::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn every_text_and_every_place_is_drawn_within_the_width(
        text in awkward(),
        places in proptest::collection::vec((0usize..400, 0usize..60, awkward()), 1..8),
        width in 40usize..100,
        color: bool,
        unicode: bool,
        wide_ambiguous: bool,
    ) {
        let case = Case::of(&text, "");
        let mut diagnostic = syntax(Span::new(case.rubric, 0..0), &text);
        diagnostic.labels.clear();
        for (start, len, words) in places {
            diagnostic = diagnostic.label(Span::new(case.rubric, start..start + len), say(&words));
        }
        let style = Style { width, color, unicode, wide_ambiguous };
        let drawn = case.draw(Language::Zh, &style, &[diagnostic]);
        let strangers = drawn.contains(['\t', '\r', '\u{feff}', '\u{202e}']);
        prop_assert!(!strangers);
        if !color {
            let escapes = drawn.contains('\u{1b}');
            prop_assert!(!escapes);
            let columns = |c: char| if wide_ambiguous { c.width_cjk() } else { c.width() }.unwrap_or(0);
            for line in drawn.lines() {
                prop_assert!(line.chars().map(columns).sum::<usize>() <= width, "{line}\nin\n{drawn}");
            }
        }
    }

    /// The characters above the underline are the ones that the place covers.
    #[test]
    fn the_underline_is_under_what_is_meant(
        before in "[a-z一-龥“≥— \t]{0,20}", meant in "[a-z一-龥“≥—]{1,6}", after in "[a-z一-龥”≥— \t]{0,60}",
    ) {
        let case = Case::of(&format!("{before}{meant}{after}"), "");
        let span = Span::new(case.rubric, before.len()..before.len() + meant.len());
        let drawn = case.zh(syntax(span, "x").at(say("这里")));
        let lines: Vec<&str> = drawn.lines().collect();
        let row = lines.iter().position(|l| l.trim_start().starts_with("1 │")).unwrap();
        let underline = lines[row + 1];
        let start = underline.find(['─', '┬']).unwrap();
        let columns = underline[..start].width()..underline.width();
        let mut column = 0;
        let mut covered = String::new();
        for c in lines[row].chars() {
            if columns.contains(&column) {
                covered.push(c);
            }
            column += c.width().unwrap_or(0);
        }
        prop_assert_eq!(covered, meant, "{}", drawn);
    }
}
