//! A rubric as a web page in Chromium: nothing leaves it, nothing is wrong on its console, nothing runs out of the window.

use rubric_lang::locale::{Language, Locale};
use rubric_lang::report::{self, Layout};
use serde_json::json;

use super::driver::Browser;
use super::server::Server;
use crate::published::published;

/// Elements that reach beyond the window; heads of tables are hidden where there is no room for them.
const BEYOND: &str = "const wide = document.documentElement.clientWidth + 0.5;
    return [...document.querySelectorAll('body *')].filter((e) => !e.closest('thead') && e.getClientRects().length > 0
        && (e.getBoundingClientRect().right > wide || e.getBoundingClientRect().left < -0.5))
        .map((e) => e.outerHTML.slice(0, 120));";

#[test]
#[ignore = "needs Chromium"]
fn a_published_rubric_fits_the_window_and_asks_for_nothing() {
    let browser = Browser::new();
    let rubrics = [
        "rubrics/zhanjiang-department-2024.rubric",
        "examples/first-rubric/first.en.rubric",
        "tests/cases/accepted/features.rubric",
    ];
    for path in rubrics {
        for language in Language::ALL {
            let (table, outline) =
                (published(path, language, Layout::Table), published(path, language, Layout::Outline));
            let page = report::webpage(&table, &outline, &Locale::new(language)).unwrap();
            let server = Server::new(page);
            for width in [360, 700, 720, 1050, 1062, 1280] {
                browser.window(width, 800);
                browser.open(&server.url());
                assert_eq!(browser.script(BEYOND), json!([]), "{path} at {width}");
                // What is shown is the table, or what stands for it, never both and never none.
                let shown = "return [...document.querySelectorAll('main')].filter((e) => e.getClientRects().length > 0).length;";
                assert_eq!(browser.script(shown), json!(1), "{path} at {width}");
            }
            assert!(server.asked().iter().all(|asked| asked == "/"), "{:?}", server.asked());
        }
    }
    assert_eq!(browser.console(), Vec::<String>::new());
}
