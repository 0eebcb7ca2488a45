//! A rubric of any length without a mistake in it: the indicators of a real scoring table, over and over, each with
//! facts of its own. The same length gives the same text.

/// The templates: `#` stands for the number that tells one indicator from the next.
const INDICATORS: [&str; 8] = [
    include_str!("progress.txt"),
    include_str!("outputs.txt"),
    include_str!("disclosure.txt"),
    include_str!("supervision.txt"),
    include_str!("contracts.txt"),
    include_str!("assets.txt"),
    include_str!("service.txt"),
    include_str!("rating.txt"),
];
const HEAD: &str = include_str!("head.txt");
const TAIL: &str = include_str!("tail.txt");
/// Indicators of one domain, and what each is worth.
const IN_DOMAIN: usize = 10;
const POINTS: usize = 2;

/// A rubric of at least `lines` lines.
pub fn rubric(lines: usize) -> String {
    let count = |text: &str| text.matches('\n').count();
    let mut body = String::new();
    let mut domains = 0;
    let mut number = 0;
    let mut written = count(HEAD) + count(TAIL);
    while written < lines || domains == 0 {
        domains += 1;
        let mut domain = format!("\n指标 领域{domains} {}分 {{\n", IN_DOMAIN * POINTS);
        for _ in 0..IN_DOMAIN {
            number += 1;
            let template = INDICATORS[number % INDICATORS.len()];
            domain.push_str(&template.replace('#', &number.to_string()));
        }
        domain.push_str("}\n");
        written += count(&domain);
        body.push_str(&domain);
    }
    let full = domains * IN_DOMAIN * POINTS;
    let share = |percent: usize| (full * percent / 100).to_string();
    let head = HEAD
        .replace("@full", &full.to_string())
        .replace("@good", &share(90))
        .replace("@fair", &share(80))
        .replace("@poor", &share(60));
    format!("{head}{body}{TAIL}")
}
