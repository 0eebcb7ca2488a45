//! `rubric explain [CODE…]`

use clap::ArgMatches;

use rubric_lang::diagnostic::{Arg, Code, Message};
use rubric_lang::explain::{Class, Page, PageStyle, find};
use rubric_lang::locale::Locale;
use rubric_lang::render::severity_word;
use rubric_lang::wrap::Widths;

use super::output::{Stream, Terminal, print};
use super::{Status, usage};

/// Prints the pages of the codes named, or the list of all codes.
pub fn run(matches: &ArgMatches, locale: &Locale, terminal: &Terminal) -> Status {
    let named: Vec<&String> = matches.get_many("codes").unwrap_or_default().collect();
    if named.is_empty() || matches.get_flag("list") {
        print(&list(locale, terminal));
        return Status::Done;
    }
    let markdown = matches.get_one::<String>("format").is_some_and(|format| format == "markdown");
    let mut status = Status::Done;
    let mut pages = Vec::new();
    for name in named {
        match find(name) {
            Ok(code) => pages.push(page(code, markdown, locale, terminal)),
            Err(nearest) => {
                let message = Message::new("explain-unknown").arg("name", name.clone());
                let near = nearest.map(|code| Message::new("usage-did-you-mean").arg("name", code.code()));
                let helps = near.into_iter().chain([Message::new("explain-see-list")]).collect();
                usage::complain(&message, helps, None, locale);
                status = Status::Unusable;
            }
        }
    }
    print(&pages.join("\n"));
    status
}

fn page(code: Code, markdown: bool, locale: &Locale, terminal: &Terminal) -> String {
    let page = Page::of(code, locale.language());
    if markdown {
        return page.text().to_owned();
    }
    page.render(&PageStyle { width: terminal.page_width(), color: terminal.color(Stream::Out) })
}

/// The codes, class by class, with severity and headline.
fn list(locale: &Locale, terminal: &Terminal) -> String {
    let widths = Widths { wide_ambiguous: false };
    let color = terminal.color(Stream::Out);
    let words: Vec<String> = Code::ALL.iter().map(|code| severity_word(code.severity(), locale)).collect();
    let widest = words.iter().map(|word| widths.of(word)).max().unwrap_or(0);
    let mut out = String::new();
    for class in Class::all() {
        if !out.is_empty() {
            out.push('\n');
        }
        let name = locale.text(&class.name());
        out.push_str(&if color { format!("\u{1b}[1m{name}\u{1b}[0m\n") } else { format!("{name}\n") });
        for code in class.codes() {
            let word = severity_word(code.severity(), locale);
            let blanks = " ".repeat(widest - widths.of(&word));
            let before = format!("  {}  {word}{blanks}  ", code.code());
            let room = terminal.page_width().saturating_sub(widths.of(&before));
            let headline = Page::of(code, locale.language()).headline();
            for (index, line) in widths.wrap(headline, room, room).iter().enumerate() {
                let before = if index == 0 { before.clone() } else { " ".repeat(widths.of(&before)) };
                out.push_str(&format!("{before}{line}\n"));
            }
        }
    }
    out.push('\n');
    out.push_str(&locale.text(&Message::new("explain-count").arg("count", Arg::from(Code::ALL.len()))));
    out.push('\n');
    out
}
