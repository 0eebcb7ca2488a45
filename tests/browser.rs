//! The page of an assessment in Chromium: nothing leaves it, nothing is wrong on its console, nothing runs out of a
//! narrow window, and it does without its script.
//!
//! `RUBRIC_PICTURES=FOLDER cargo test --test integration pictures -- --ignored` makes pictures to look at.

mod driver;
mod published;
mod server;

use std::path::PathBuf;

use rubric_lang::locale::Language;
use serde_json::json;

use crate::page::{page_of_files, samples};
use driver::Browser;
use server::Server;

const PHONE: u32 = 360;
const DESKTOP: u32 = 1280;
const ALL_WIDTHS: [u32; 7] = [320, PHONE, 600, 830, 850, 1000, DESKTOP];

/// A place on the page where an element reaches beyond the window and does not scroll in a box of its own.
const BEYOND: &str = "const wide = document.documentElement.clientWidth + 0.5;
    const boxed = (e) => e.closest('.code, .hidden, .skip, .cards thead, .groups thead');
    return [...document.querySelectorAll('body *')].filter((e) => !boxed(e) && e.getClientRects().length > 0
        && (e.getBoundingClientRect().right > wide || e.getBoundingClientRect().left < -0.5))
        .map((e) => e.outerHTML.slice(0, 120));";

const UNFOLD: &str = "for (const e of document.querySelectorAll('details')) e.open = true;";

fn department(language: Language) -> String {
    let (rubric, facts) = samples().pop().unwrap();
    page_of_files(&rubric, &facts, language).0
}

/// Goes through the page as a reader does.
fn read_all(browser: &Browser) {
    browser.script("document.getElementById('unfold').click();");
    for filter in ["show-lost", "show-departs", "show-open", "show-all"] {
        browser.script(&format!("document.getElementById('{filter}').click();"));
    }
    browser.script(UNFOLD);
    browser.script("document.querySelector('.cards a').click();");
    browser.script("document.getElementById('fold').click(); scrollTo(0, document.body.scrollHeight);");
    browser.pdf();
}

#[test]
#[ignore = "needs Chromium"]
fn nothing_leaves_the_page_and_nothing_is_wrong() {
    let browser = Browser::new();
    for language in Language::ALL {
        let server = Server::new(department(language));
        browser.open(&server.url());
        read_all(&browser);
        assert_eq!(browser.console(), Vec::<String>::new());
        assert_eq!(browser.requests(), [server.url()], "what the browser asked for");
        assert_eq!(server.asked(), ["/"], "what it was asked for");
    }
}

#[test]
#[ignore = "needs Chromium"]
fn what_is_slipped_into_the_page_neither_runs_nor_reaches_out() {
    let evil = "<script>document.title = 'evil'</script><p id=\"styled\" style=\"color: red\" onclick=\"document.title = 'evil'\">x</p><style>#styled { margin: 77px }</style><img src=\"/leak.png\" alt=\"\"><link rel=\"stylesheet\" href=\"/leak.css\"><script src=\"/leak.js\"></script>";
    let page = department(Language::Zh).replace("</main>", &format!("{evil}</main>"));
    let server = Server::new(page);
    let browser = Browser::new();
    browser.open(&server.url());
    browser.script("document.getElementById('styled').click();");
    let state = "const style = getComputedStyle(document.getElementById('styled'));
        return [document.title === 'evil', style.color === 'rgb(255, 0, 0)', style.marginTop === '77px'];";
    assert_eq!(browser.script(state), json!([false, false, false]));
    assert_eq!(server.asked(), ["/"], "the policy lets nothing out");
    // The console tells of each: what this test's sister holds empty can be filled.
    assert!(browser.console().len() >= 5, "{:?}", browser.console());
}

#[test]
#[ignore = "needs Chromium"]
fn nothing_runs_out_of_a_narrow_window() {
    let browser = Browser::new();
    for (rubric, facts) in samples() {
        for language in Language::ALL {
            let server = Server::new(page_of_files(&rubric, &facts, language).0);
            // Widths near those at which the page changes are for pages with long tables.
            let widths: &[u32] = match rubric.as_str() {
                "tests/cases/report/forms.rubric" | "rubrics/zhanjiang-department-2024.rubric" => &ALL_WIDTHS,
                _ => &[PHONE, DESKTOP],
            };
            for &width in widths {
                browser.window(width, 800);
                browser.open(&server.url());
                for unfolded in [false, true] {
                    if unfolded {
                        browser.script(UNFOLD);
                    }
                    assert_eq!(browser.script(BEYOND), json!([]), "{rubric} at {width}");
                    let beyond = "return document.scrollingElement.scrollWidth > document.documentElement.clientWidth;";
                    assert_eq!(browser.script(beyond), json!(false), "{rubric} at {width}: the page scrolls sideways");
                }
            }
        }
    }
    // Indicators that stand very deep, and very long names without a blank.
    let depth = 40;
    let heads: String = (0..depth).map(|i| format!("指标 层{i} 10分 {{\n")).collect();
    let rubric =
        format!("评分表 试 {{ 满分 10分\n不舍入 }}\n数据 完成 : 是否\n{heads}得满分 当 完成\n{}", "}\n".repeat(depth));
    let server = Server::new(crate::page::page_of_texts(&rubric, "对象: 某\n数据: { 完成: 是 }\n", Language::Zh));
    for width in [PHONE, DESKTOP] {
        browser.window(width, 800);
        browser.open(&server.url());
        browser.script(UNFOLD);
        assert_eq!(browser.script(BEYOND), json!([]), "deep at {width}");
    }
    let long = "甲".repeat(60) + &"x".repeat(200);
    let rubric = format!(
        "评分表 {long} {{ 满分 1分\n不舍入 }}\n数据 {long}了 : 是否\n指标 {long}的 1分 {{ 得满分 当 {long}了 }}"
    );
    let facts = format!("对象: {long}\n数据: {{ {long}了: {{ 值: 是, 来源: {long} }} }}\n");
    let server = Server::new(crate::page::page_of_texts(&rubric, &facts, Language::Zh));
    for width in [PHONE, DESKTOP] {
        browser.window(width, 800);
        browser.open(&server.url());
        browser.script(UNFOLD);
        assert_eq!(browser.script(BEYOND), json!([]), "long names at {width}");
    }
}

#[test]
#[ignore = "needs Chromium"]
fn the_reader_unfolds_filters_and_follows_links() {
    let server = Server::new(department(Language::Zh));
    let browser = Browser::new();
    browser.open(&server.url());
    let count = |selector: &str| {
        let script =
            "return [...document.querySelectorAll(arguments[0])].filter((e) => e.getClientRects().length > 0).length;";
        browser.script_with(script, &json!([selector])).as_u64().unwrap()
    };
    let open = || browser.script("return document.querySelectorAll('.node[open]').length;").as_u64().unwrap();
    let groups = open();
    browser.script("document.getElementById('unfold').click();");
    assert_eq!(open(), browser.script("return document.querySelectorAll('.node').length;").as_u64().unwrap());
    assert!(open() > groups);
    browser.script("document.getElementById('fold').click();");
    assert_eq!(open(), 0);
    browser.script("document.getElementById('unfold').click();");
    let leaf = ".node.indicator:not(.group) > summary";
    assert_eq!(count(leaf), 24);
    for (filter, left) in [("show-lost", 17), ("show-departs", 10), ("show-open", 7), ("show-all", 24)] {
        browser.script(&format!("document.getElementById('{filter}').click();"));
        assert_eq!(count(leaf), left, "{filter}");
    }
    // A link from a list unfolds what it points at, also where a filter hides it.
    browser.script("document.getElementById('fold').click(); document.getElementById('show-open').click();");
    browser.script("document.querySelector('#lost a').click();");
    let shown = "const e = document.getElementById(location.hash.slice(1));
        return [e.open, e.getClientRects().length > 0, Math.abs(e.getBoundingClientRect().top) < innerHeight];";
    browser.until(shown, &json!([true, true, true]));
}

#[test]
#[ignore = "needs Chromium"]
fn keys_reach_all_that_can_be_done() {
    let server = Server::new(department(Language::Zh));
    let browser = Browser::new();
    browser.open(&server.url());
    browser.keys(&["\u{e004}"]);
    let focused = "const e = document.activeElement; return [e.tagName, e.className, e.getAttribute('href')];";
    assert_eq!(browser.script(focused), json!(["A", "skip", "#indicators"]));
    // What has the focus shows it.
    let outlined = "return getComputedStyle(document.activeElement).outlineStyle;";
    assert_eq!(browser.script(outlined), json!("solid"));
    // A summary is opened by the key Enter.
    browser.script("document.querySelector('.node:not(.group) > summary').focus();");
    let is_open = "return document.activeElement.parentElement.open;";
    assert_eq!(browser.script(is_open), json!(false));
    browser.keys(&["\u{e007}"]);
    assert_eq!(browser.script(is_open), json!(true));
    // The name of every control and region is there for those who hear the page.
    let nameless = "return [...document.querySelectorAll('nav, section, [role=region], fieldset, input, button, a, table:has(caption)')]
        .filter((e) => !(e.ariaLabel || e.getAttribute('aria-labelledby') || e.textContent.trim() || e.labels?.length)).length;";
    assert_eq!(browser.script(nameless), json!(0));
}

#[test]
#[ignore = "needs Chromium"]
fn it_does_without_its_script() {
    let server = Server::new(department(Language::Zh));
    let browser = Browser::new();
    browser.scripting(false);
    browser.open(&server.url());
    let state = "return [document.getElementById('buttons').getClientRects().length,
        document.querySelectorAll('.node[open]').length > 0];";
    // Buttons that would do nothing are not there; the groups are unfolded.
    assert_eq!(browser.evaluate(state), json!([0, true]));
    let hidden = "document.getElementById('show-departs').checked = true;
        return [...document.querySelectorAll('.node:not(.departs)')].filter((e) => e.getClientRects().length > 0).length;";
    assert_eq!(browser.evaluate(hidden), json!(0), "the filter is style alone");
    on_paper(&browser);
}

#[test]
#[ignore = "needs Chromium"]
fn on_paper_nothing_is_folded_away() {
    let server = Server::new(department(Language::Zh));
    let browser = Browser::new();
    browser.open(&server.url());
    on_paper(&browser);
    let closed = "return document.querySelectorAll('.node:not([open])').length > 0;";
    assert_eq!(browser.script(closed), json!(true), "what was folded is folded again");
}

/// Holds that the printed page has what stands in folded parts.
#[track_caller]
fn on_paper(browser: &Browser) {
    let text = browser.pdf_text();
    let told = text.split_whitespace().collect::<String>();
    for words in
        ["支出率=年度实际支出÷财政下达预算数=2641.94万元÷3628.78万元", "计分方法“按完成率”原文", "综上，本项得8分"]
    {
        assert!(told.contains(words), "{words} is not on paper");
    }
    assert!(!told.contains("全部展开"), "no controls on paper");
}

#[test]
#[ignore = "needs Chromium"]
fn it_is_dark_where_the_reader_wants_it_dark() {
    let server = Server::new(department(Language::Zh));
    let browser = Browser::new();
    let colours = "const s = getComputedStyle(document.body); return [s.backgroundColor, s.color];";
    browser.scheme("light");
    browser.open(&server.url());
    assert_eq!(browser.script(colours), json!(["rgb(255, 255, 255)", "rgb(27, 36, 48)"]));
    browser.scheme("dark");
    assert_eq!(browser.script(colours), json!(["rgb(20, 24, 30)", "rgb(228, 232, 237)"]));
}

/// Pictures of the department's page, made where `RUBRIC_PICTURES` says.
#[test]
#[ignore = "needs Chromium"]
fn pictures_are_made() {
    let folder = std::env::var_os("RUBRIC_PICTURES").map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pictures"));
    std::fs::create_dir_all(&folder).unwrap();
    let browser = Browser::new();
    for language in Language::ALL {
        let server = Server::new(department(language));
        for (name, width, scheme) in
            [("phone", PHONE, "light"), ("desktop", DESKTOP, "light"), ("dark", DESKTOP, "dark")]
        {
            browser.window(width, 800);
            browser.scheme(scheme);
            browser.open(&server.url());
            let picture = browser.picture(1800, 1.0);
            assert!(picture.starts_with(b"\x89PNG") && picture.len() > 20_000, "{name}: {} bytes", picture.len());
            std::fs::write(folder.join(format!("page-{name}-{}.png", language.tag())), picture).unwrap();
        }
        // Small ones, as they stand in the documentation.
        for (name, width, height, scale) in [("desktop", DESKTOP, 1240, 0.6), ("phone", PHONE, 1560, 0.7)] {
            browser.window(width, 800);
            browser.scheme("light");
            browser.open(&server.url());
            let picture = browser.picture(height, scale);
            assert!(picture.len() < 150_000, "{name}: {} bytes", picture.len());
            std::fs::write(folder.join(format!("small-{name}-{}.png", language.tag())), picture).unwrap();
        }
        let pdf = browser.pdf();
        assert!(pdf.starts_with(b"%PDF"));
        std::fs::write(folder.join(format!("page-{}.pdf", language.tag())), pdf).unwrap();
    }
}
