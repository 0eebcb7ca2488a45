//! Diagnostics as text: headline, excerpts of the sources with the places underlined, remedies. The
//! words are the locale's; miette draws the excerpts, and nothing else uses it.
//!
//! miette's own headline and its `help:` and `Error:` are fixed English, so only its excerpts are
//! taken, and what stands around them is written here.

mod excerpt;
mod line;
mod place;
mod plain;
mod stand_in;
mod text;
mod witness;
mod words;

pub use plain::render_plain;
pub use words::{beside, message, remedies, severity_word};

use miette::{GraphicalTheme, ThemeStyles};

use crate::diagnostic::{Arg, Diagnostic, Message, Severity};
use crate::locale::Locale;
use crate::source::SourceMap;

use crate::wrap::Widths;
use excerpt::Look;
use line::printable;
use text::Texts;

/// How diagnostics are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Columns of the terminal. Lines wider than 100 are hard to read and narrower than 40 hard to
    /// fill, so it is held between the two.
    pub width: usize,
    /// Whether to use colours.
    pub color: bool,
    /// Whether frames may use characters beyond ASCII.
    pub unicode: bool,
    /// Whether the terminal draws characters of ambiguous width, such as `≥ — “`, two columns wide.
    /// Few do by default. Frames are in ASCII then, as their lines are among those characters.
    pub wide_ambiguous: bool,
}

impl Default for Style {
    fn default() -> Self {
        Style { width: 80, color: false, unicode: true, wide_ambiguous: false }
    }
}

impl Style {
    fn look(&self) -> Look {
        let unicode = self.unicode && !self.wide_ambiguous;
        let mut theme = if unicode { GraphicalTheme::unicode() } else { GraphicalTheme::ascii() };
        theme.styles = if self.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
        Look {
            width: self.width.clamp(40, 100),
            theme,
            widths: Widths { wide_ambiguous: self.wide_ambiguous },
            color: self.color,
            ellipsis: if unicode { "…" } else { "..." },
        }
    }
}

/// `diagnostics` as people read them, with a line at the end that counts them. Empty if there are none.
pub fn render(diagnostics: &[Diagnostic], sources: &SourceMap, locale: &Locale, style: &Style) -> String {
    let look = style.look();
    let texts = Texts::of(diagnostics, sources);
    let mut out = String::new();
    for diagnostic in diagnostics {
        one(&mut out, diagnostic, sources, &texts, locale, &look);
        out.push('\n');
    }
    if let Some(summary) = summary(diagnostics, locale) {
        out.push_str(&summary);
        out.push('\n');
    }
    out
}

/// `diagnostics` in one line each, for editors and lists: `file:line:column: error[E0103]: message`.
pub fn render_short(diagnostics: &[Diagnostic], sources: &SourceMap, locale: &Locale) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        if let Some((name, place)) = sources.place(diagnostic.span()) {
            let name = printable(name);
            out.push_str(&match sources.cell(diagnostic.span()) {
                Some(cell) => format!("{name} {}: ", printable(&cell.to_string())),
                None => format!("{name}:{place}: "),
            });
        }
        let (heading, message) = headline(diagnostic, sources, locale);
        out.push_str(&heading);
        out.push_str(&message.lines().map(str::trim).collect::<Vec<_>>().join(" "));
        out.push('\n');
    }
    out
}

/// How many there are of each severity, in words. `None` if there are none.
pub fn summary(diagnostics: &[Diagnostic], locale: &Locale) -> Option<String> {
    let kinds = [
        (Severity::Error, "render-count-errors"),
        (Severity::Warning, "render-count-warnings"),
        (Severity::Advice, "render-count-advice"),
    ];
    let mut counts = Vec::new();
    for (severity, key) in kinds {
        let count = diagnostics.iter().filter(|d| d.severity() == severity).count();
        if count > 0 {
            counts.push(locale.format(key, &vec![("count", Arg::from(count))]));
        }
    }
    (!counts.is_empty()).then(|| locale.text(&Message::new("render-summary").arg("counts", counts)))
}

/// What stands before the message, such as `error[E0103]: `, and the message.
fn headline(diagnostic: &Diagnostic, sources: &SourceMap, locale: &Locale) -> (String, String) {
    let severity = Arg::Key(words::severity_key(diagnostic.severity()));
    let args = vec![("severity", severity), ("code", diagnostic.code.code().into())];
    (locale.format("render-heading", &args), printable(&message(diagnostic, sources, locale)))
}

fn one(
    out: &mut String,
    diagnostic: &Diagnostic,
    sources: &SourceMap,
    texts: &Texts<'_>,
    locale: &Locale,
    look: &Look,
) {
    let severity = diagnostic.severity();
    let styles = &look.theme.styles;
    let (heading, message) = headline(diagnostic, sources, locale);
    let style = match severity {
        Severity::Error => styles.error,
        Severity::Warning => styles.warning,
        Severity::Advice => styles.advice,
    };
    let style = if look.color { style.bold() } else { style };
    hang(out, "", &heading, &style.style(&heading).to_string(), &message, Some(2), look);

    let (places, more) = place::places(diagnostic, sources, texts, locale);
    for group in place::groups(places, texts, look.width, look.widths) {
        if let Some(text) = group.first().and_then(|p| texts.get(p.source)) {
            out.push_str(&excerpt::draw(text, &group, severity, look));
        }
    }
    if more > 0 {
        out.push_str(&format!("  {}\n", locale.text(&Message::new("render-more-places").arg("count", more))));
    }
    if let Some(facts) = &diagnostic.witness {
        let prefix = locale.format("render-witness", &Vec::new());
        let shown_prefix = styles.help.style(&prefix).to_string();
        let sentence = witness::sentence(facts, locale);
        hang(out, "  ", &prefix, &shown_prefix, &printable(&sentence), None, look);
    }
    let prefix = locale.format("render-help", &Vec::new());
    let shown_prefix = styles.help.style(&prefix).to_string();
    for remedy in remedies(diagnostic, sources, locale) {
        hang(out, "  ", &prefix, &shown_prefix, &printable(&remedy), None, look);
    }
}

/// Writes `text` behind `prefix`, which is shown as `shown_prefix`, in lines of the width of `look`;
/// those after the first are indented by `indent`, or to where the text began.
fn hang(
    out: &mut String,
    margin: &str,
    prefix: &str,
    shown_prefix: &str,
    text: &str,
    indent: Option<usize>,
    look: &Look,
) {
    let first = margin.len() + look.widths.of(prefix);
    let indent = indent.unwrap_or(first);
    let lines = look.widths.wrap(text, look.width.saturating_sub(first), look.width.saturating_sub(indent));
    out.push_str(margin);
    out.push_str(shown_prefix);
    for (index, line) in lines.iter().enumerate() {
        if index > 0 && !line.is_empty() {
            out.push_str(&" ".repeat(indent));
        }
        out.push_str(line);
        out.push('\n');
    }
    if lines.is_empty() {
        out.push('\n');
    }
}
