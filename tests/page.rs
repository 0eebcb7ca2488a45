//! The web page of an assessment: what stands in it, that it stands alone, and that nothing written by others is markup.

mod html;
mod sample;

use std::collections::{BTreeMap, BTreeSet};

use rubric_lang::locale::{Language, Locale};
use rubric_lang::report::{Assessment, Indicator};

use crate::support::root;
use html::Parsed;
use sample::{page, page_of, page_of_named};
pub use sample::{page as page_of_texts, page_of_files, samples};

fn leaves<'a>(indicators: &'a [Indicator], found: &mut Vec<&'a Indicator>) {
    for indicator in indicators {
        if indicator.is_leaf() {
            found.push(indicator);
        }
        leaves(&indicator.children, found);
    }
}

fn all(assessment: &Assessment) -> Vec<&Indicator> {
    fn walk<'a>(indicators: &'a [Indicator], found: &mut Vec<&'a Indicator>) {
        for indicator in indicators {
            found.push(indicator);
            walk(&indicator.children, found);
        }
    }
    let mut found = Vec::new();
    walk(&assessment.indicators, &mut found);
    walk(&assessment.adjustments, &mut found);
    found
}

#[test]
fn every_page_is_well_formed_and_stands_alone() {
    for (rubric, facts) in samples() {
        for language in Language::ALL {
            let (text, _) = page_of_files(&rubric, &facts, language);
            let parsed = Parsed::new(&text);
            let lang = if language == Language::En { "en" } else { "zh-CN" };
            assert_eq!(parsed.attributes("html", "lang"), [lang], "{rubric}");
            let policy = parsed.attributes("meta", "content").join("\n");
            assert!(policy.contains("default-src 'none'; style-src 'sha256-"), "{policy}");
            assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"), "{policy}");
            stands_alone(&text, &parsed);
            links_lead_somewhere(&parsed);
            headings_in_order(&parsed);
            for missing in ["&lt;page-", "&lt;report-", "&lt;word-", "&lt;joint-", "{$", "{ $"] {
                assert!(!text.contains(missing), "{rubric}: {missing}");
            }
        }
    }
}

/// Nothing is fetched, nothing but its own style and script is there.
#[track_caller]
fn stands_alone(text: &str, parsed: &Parsed) {
    let tags: BTreeSet<&str> = parsed.elements.iter().map(|element| element.name.as_str()).collect();
    for tag in ["img", "iframe", "object", "embed", "base", "form", "audio", "video", "use", "image", "foreignobject"] {
        assert!(!tags.contains(tag), "<{tag}>");
    }
    assert_eq!(parsed.elements.iter().filter(|e| e.name == "script").count(), 1);
    assert_eq!(parsed.elements.iter().filter(|e| e.name == "style").count(), 1);
    for element in &parsed.elements {
        for (name, value) in &element.attributes {
            assert!(!name.starts_with("on") && name != "style" && name != "src" && name != "srcset", "{element:?}");
            let own = value.starts_with('#') || value == "data:,";
            assert!(name != "href" || own, "{element:?}");
        }
    }
    for raw in &parsed.raw {
        for fetches in ["@import", "url(", "http", "fetch(", "import(", "XMLHttpRequest", "eval("] {
            assert!(!raw.contains(fetches), "{fetches} in the style or the script");
        }
    }
    assert!(text.starts_with("<!doctype html>"));
}

#[track_caller]
fn links_lead_somewhere(parsed: &Parsed) {
    let mut ids = BTreeSet::new();
    for id in parsed.elements.iter().filter_map(|element| element.attributes.get("id")) {
        assert!(ids.insert(id.as_str()), "the id {id} is given twice");
    }
    let named = |attribute: &'static str| parsed.elements.iter().filter_map(move |e| e.attributes.get(attribute));
    for link in
        named("href").filter_map(|href| href.strip_prefix('#')).chain(named("aria-labelledby").map(String::as_str))
    {
        assert!(ids.contains(link), "nothing is called {link}");
    }
}

#[track_caller]
fn headings_in_order(parsed: &Parsed) {
    let mut last = 0;
    for element in &parsed.elements {
        let Some(level) = element.name.strip_prefix('h').and_then(|level| level.parse::<u32>().ok()) else { continue };
        assert!(level <= last + 1, "a heading of level {level} after one of level {last}");
        last = level;
    }
    assert_eq!(parsed.elements.iter().filter(|e| e.name == "h1").count(), 1);
}

#[test]
fn all_that_the_assessment_says_stands_in_the_page() {
    for (rubric, facts) in samples() {
        for language in Language::ALL {
            let (text, assessment) = page_of_files(&rubric, &facts, language);
            let said = Parsed::new(&text).text;
            let has = |words: &str| {
                let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(said.contains(&words), "{rubric}: {words:?} is not there");
            };
            for words in [&assessment.subject, &assessment.period, &assessment.rubric.name, &assessment.rubric.version]
            {
                has(words);
            }
            has(&assessment.rubric.digest);
            has(&assessment.facts_digest);
            has(concat!("rubric ", env!("CARGO_PKG_VERSION")));
            assessment.justification.iter().for_each(|line| has(line));
            for indicator in all(&assessment) {
                has(&indicator.name);
                [&indicator.explain, &indicator.rate, &indicator.level]
                    .into_iter()
                    .flatten()
                    .for_each(|words| has(words));
            }
            let mut found = Vec::new();
            leaves(&assessment.indicators, &mut found);
            assert!(!found.is_empty());
            for indicator in found.into_iter().chain(&assessment.adjustments) {
                indicator.justification.iter().for_each(|line| has(line));
                for fact in indicator.steps.iter().flat_map(|step| &step.facts) {
                    has(&fact.name);
                    has(&fact.value);
                    fact.source.iter().for_each(|source| has(source));
                }
                indicator.missing.iter().for_each(|missing| has(missing));
                if let Some(award) = &indicator.award {
                    has(&award.reason);
                    has(&award.source);
                }
            }
            for finding in &assessment.findings {
                finding.reason.iter().chain(&finding.source).for_each(|words| has(words));
            }
        }
    }
}

#[test]
fn the_department_is_told_how_far_the_next_grade_is() {
    let (rubric, facts) = samples().pop().unwrap();
    let said = Parsed::new(&page_of_files(&rubric, &facts, Language::Zh).0).text;
    for line in [
        "距“良”（80 分）还差 1.74 分。",
        "比“中”的下限 60 分高 18.26 分，低于下限即降为“差”。",
        "单按标准计算，得 62.91 至 75.5 分，等级为“中”。",
        "17 项指标失分，合计 21.74 分，按失分多少排列。",
        "超出标准（13）",
    ] {
        assert!(said.contains(line), "{line}");
    }
    let said = Parsed::new(&page_of_files(&rubric, &facts, Language::En).0).text;
    assert!(said.contains("1.74 points short of “良” (80)."), "{said}");
}

const GRADES: &str = "等级 { 优 : [90分, 100分]　良 : [80分, 90分)　中 : (60分, 80分)　差 : ≤ 60分 }\n";

/// What is said of the total of `score` out of 100 by a rubric with the statements `more`.
fn distances(score: &str, more: &str) -> Vec<String> {
    let rubric = format!(
        "评分表 试 {{ 满分 100分\n不舍入 }}\n{GRADES}数据 所得 : 分 [0分, 100分]\n数据 次数 : 个数\n数据 违纪 : 是否\n指标 甲 100分 {{ 得分 = 所得 }}\n加减分 乙 {{ 次数 每 1次 扣 1分 }}\n{more}\n"
    );
    let text = page(&rubric, &format!("对象: 某\n数据:\n  所得: {score}分\n  次数: 0次\n  违纪: 是\n"), Language::Zh);
    let parsed = Parsed::new(&text);
    let said = parsed.text_of(|element| element.attributes.get("class").is_some_and(|class| class == "said"));
    let mut lines: Vec<String> = said.split('。').map(|line| line.trim().to_owned()).collect();
    lines.retain(|line| !line.is_empty());
    assert!(lines.pop().unwrap().starts_with("单按标准计算"));
    lines
}

#[test]
fn distances_between_grades_are_exact_and_heed_the_ends() {
    assert_eq!(
        distances("79.999", ""),
        ["距“良”（80 分）还差 0.001 分", "比“中”的下限 60 分高 19.999 分，低于下限即降为“差”"]
    );
    assert_eq!(distances("60", ""), ["距“中”（高于 60 分）还差 0 分以上"]);
    assert_eq!(distances("80", ""), ["距“优”（90 分）还差 10 分", "比“良”的下限 80 分高 0 分，低于下限即降为“中”"]);
    assert_eq!(distances("95", ""), ["“优”已是最高等级", "比“优”的下限 90 分高 5 分，低于下限即降为“良”"]);
}

#[test]
fn distances_between_grades_heed_what_holds_the_grade_down() {
    let held = distances("95", "等级 最高 良 当 违纪");
    assert_eq!(
        held,
        [
            "总分已达到“优”（90 分），但等级受限",
            "按“等级 最高 良 当 违纪”，等级最高为“良”，再增加得分也不会提高",
            "比“良”的下限 80 分高 15 分，低于下限即降为“中”",
        ]
    );
    // The cap changes nothing yet, and would.
    let held = distances("85", "等级 最高 良 当 违纪");
    assert_eq!(held[1], "按“等级 最高 良 当 违纪”，等级最高为“良”，再增加得分也不会提高");
    // It leaves room for the next grade.
    assert_eq!(distances("70", "等级 最高 良 当 违纪").len(), 2);
    // It does not apply.
    assert_eq!(distances("85", "等级 最高 良 当 非 违纪").len(), 2);
    let capped = distances("95", "总分 最多 75分 当 违纪");
    assert_eq!(
        capped,
        [
            "距“良”（80 分）还差 5 分",
            "按“总分 最多 75分 当 违纪”，总分最高为 75 分，到不了“良”",
            "比“中”的下限 60 分高 15 分，低于下限即降为“差”",
        ]
    );
    assert_eq!(
        distances("40", "总分 最多 55分 当 违纪")[1],
        "按“总分 最多 55分 当 违纪”，总分最高为 55 分，到不了“中”"
    );
    assert_eq!(distances("85", "总分 最多 90分 当 违纪").len(), 2, "90 is enough for the next grade");
}

#[test]
fn what_others_wrote_is_never_markup() {
    let evil = "<script>alert(1)</script><img src=x onerror=alert(2)>\" onload=\"alert(3)&lt;b&gt;'</style></title>";
    // No text that is read has such a character; the name of a file may.
    let hidden = "甲\u{202e}乙'; rm <b>.yaml";
    let rubric = format!(
        "评分表 \"{name}\" 版本 \"<b>1</b>\" {{ 依据 \"<i>令</i>\"\n满分 10分\n不舍入 }}\n指标 \"{name}\" 10分 {{ 解释 \"{name}\"\n数据 项目 : 表 {{ 名称 : 文本, 完成 : 是否 }} 至少 1行\n逐项 项目 取 平均 {{ 得满分 当 完成 }}\n校验 计数(项目) = 0个 否则 \"{name}\" }}\n",
        name = evil.replace('"', "＂").replace("</title>", "<<>>"),
    );
    let json = |text: &str| serde_json::to_string(text).unwrap();
    let facts = format!(
        "对象: {evil}\n期间: {evil}\n数据:\n  项目:\n    - {{ 名称: {evil}, 完成: {{ 值: 是, 来源: {evil} }} }}\n    - {{ 名称: שלום, 完成: 否 }}\n评定:\n  {target}: {{ 得分: 7分, 理由: {evil}, 来源: {evil} }}\n",
        evil = json(evil),
        target = json(&format!("“{}”", evil.replace('"', "＂").replace("</title>", "<<>>"))),
    );
    for language in Language::ALL {
        let (text, _) = page_of_named(["r.rubric", hidden], &rubric, &facts, language);
        let parsed = Parsed::new(&text);
        stands_alone(&text, &parsed);
        links_lead_somewhere(&parsed);
        assert!(!text.contains("<script>alert") && !text.contains("<img") && !text.contains(hidden));
        assert!(parsed.text.contains(evil), "it stands there as it was written");
        assert!(parsed.text.contains("甲[U+202E]乙'; rm <b>.yaml") && parsed.text.contains("שלום"));
    }
}

#[test]
fn very_many_rows_are_folded_and_counted() {
    let rubric = "评分表 试 { 满分 10分\n不舍入 }\n指标 甲 10分 {\n数据 任务 : 表 { 名称 : 文本, 完成 : 是否 } 至少 1行\n逐项 任务 取 平均 { 得满分 当 完成 }\n}\n";
    let facts = |rows: usize| {
        let rows: String = (0..rows).map(|i| format!("    - {{ 名称: 任务{i}, 完成: 是 }}\n")).collect();
        format!("对象: 某\n数据:\n  任务:\n{rows}")
    };
    let text = page(rubric, &facts(900), Language::Zh);
    let said = Parsed::new(&text).text;
    // Of 902 lines and 900 facts twenty stand there at once.
    assert!(said.contains("其余 882 条") && said.contains("其余 880 项数据"), "the counts");
    assert!(said.contains("任务899：") && !said.contains("从略"));
    let said = Parsed::new(&page(rubric, &facts(1500), Language::Zh)).text;
    assert!(said.contains("其余 1482 条") && said.contains("其余 502 行从略"));
    let few = page(rubric, &facts(15), Language::Zh);
    assert!(!few.contains("class=\"fold\""), "few are not folded away");
}

#[test]
fn indicators_may_stand_as_deep_as_the_language_allows() {
    let depth = 40;
    let heads: String = (0..depth).map(|i| format!("指标 层{i} 10分 {{\n")).collect();
    let rubric =
        format!("评分表 试 {{ 满分 10分\n不舍入 }}\n数据 完成 : 是否\n{heads}得满分 当 完成\n{}", "}\n".repeat(depth));
    let text = page(&rubric, "对象: 某\n数据: { 完成: 是 }\n", Language::Zh);
    let parsed = Parsed::new(&text);
    headings_in_order(&parsed);
    let deepest = parsed.elements.iter().filter_map(|e| e.name.strip_prefix('h')?.parse::<u32>().ok()).max();
    assert_eq!(deepest, Some(6));
    assert!(parsed.text.contains("层39"));
    // The tree holds all; the chart the first two levels.
    assert_eq!(
        parsed.elements.iter().filter(|e| e.attributes.get("class").is_some_and(|c| c.contains("node"))).count(),
        depth
    );
}

#[test]
fn the_same_assessment_makes_the_same_page() {
    let (rubric, facts) = samples().pop().unwrap();
    assert_eq!(page_of_files(&rubric, &facts, Language::Zh).0, page_of_files(&rubric, &facts, Language::Zh).0);
}

#[test]
fn lengths_are_those_of_the_scores() {
    let (rubric, facts) = samples().pop().unwrap();
    let (text, _) = page_of_files(&rubric, &facts, Language::Zh);
    let parsed = Parsed::new(&text);
    let widths = |class: &str| -> Vec<&str> {
        let of_class = parsed.elements.iter().filter(|e| e.attributes.get("class").is_some_and(|c| c == class));
        of_class.filter_map(|e| e.attributes.get("width").map(String::as_str)).collect()
    };
    // 44.76 of 50 is 89.52%: whole thousandths, rounded down.
    assert_eq!(widths("fill")[..5], ["16", "89.5%", "89.5%", "67.0%", "100.0%"]);
}

/// Every message that a template asks for exists, in both languages.
#[test]
fn the_templates_ask_for_words_that_exist() {
    let folder = root().join("src/report/html/templates");
    let mut asked = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        for call in ["texts.word(\"", "texts.count(\"", "texts.with(\""] {
            for key in text.split(call).skip(1).filter_map(|rest| rest.split('"').next()) {
                asked += 1;
                for language in Language::ALL {
                    assert!(Locale::new(language).has(key), "{}: {key} in {}", path.display(), language.tag());
                }
            }
        }
        // Only the page's own style, script, policy and parts stand there as they are.
        let mut before: Vec<&str> = text.split("|safe").collect();
        before.pop();
        for safe in before.into_iter().filter_map(|before| before.rsplit("{{ ").next()) {
            assert!(matches!(safe, "style" | "script" | "policy" | "node" | "child" | "bar" | "scale"), "{safe}|safe");
        }
    }
    assert!(asked > 50, "{asked}");
}

/// The colours of one scheme, by name.
fn colours(block: &str) -> BTreeMap<&str, [f64; 3]> {
    let pairs = block.split(';').filter_map(|pair| pair.trim().strip_prefix("--")?.split_once(": #"));
    let channel = |digits: &str, at: usize| {
        let digits = if digits.len() == 3 { digits[at..=at].repeat(2) } else { digits[2 * at..2 * at + 2].to_owned() };
        f64::from(u8::from_str_radix(&digits, 16).unwrap()) / 255.0
    };
    pairs.map(|(name, digits)| (name, [channel(digits, 0), channel(digits, 1), channel(digits, 2)])).collect()
}

/// The contrast of two colours as WCAG 2 has it.
fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let linear = |c: f64| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
    let light = |[r, g, b]: [f64; 3]| 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    let (a, b) = (light(a), light(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn text_stands_out_in_light_in_dark_and_on_paper() {
    let style = std::fs::read_to_string(root().join("src/report/html/page.css")).unwrap();
    let blocks: Vec<&str> = style.split(":root {").skip(1).map(|rest| rest.split('}').next().unwrap()).collect();
    assert_eq!(blocks.len(), 3, "light, dark, print");
    for block in blocks {
        let colours = colours(block);
        let texts = [
            ("ink", &["paper", "wash", "bad-wash", "open-wash"][..]),
            ("soft", &["paper", "wash"]),
            ("accent", &["paper", "wash"]),
            ("bad", &["paper", "wash", "bad-wash"]),
            ("open", &["paper", "open-wash", "wash"]),
            ("ink", &["track"]),
            ("on-accent", &["fill", "accent"]),
        ];
        for (text, grounds) in texts {
            for ground in grounds {
                let ratio = contrast(colours[text], colours[ground]);
                assert!(ratio >= 4.5, "{text} on {ground}: {ratio:.2}");
            }
        }
        for drawn in ["fill", "rule"] {
            assert!(contrast(colours[drawn], colours["paper"]) >= 3.0, "{drawn}");
        }
    }
    assert!((contrast([0.0; 3], [1.0; 3]) - 21.0).abs() < 1e-9);
}

#[test]
fn a_page_of_read_texts_is_made_without_files() {
    let (text, assessment) = page_of(
        "评分表 试 { 满分 1分\n不舍入 }\n数据 好 : 是否\n指标 甲 1分 { 得满分 当 好 }",
        "对象: 某\n数据: { 好: 是 }\n",
        Language::Zh,
    );
    assert_eq!(assessment.score.as_deref(), Some("1"));
    let said = Parsed::new(&text).text;
    assert!(
        !said.contains("失分之处") && !said.contains("差异清单") && !said.contains("尚缺的数据"),
        "empty lists are not there"
    );
}
