//! The facts files of the repository, against their rubrics.

use super::fixture::example;

const CALENDAR: &str = "rubrics/calendars/china-2023-2026.rubric";

#[test]
fn the_example_facts_fit_their_rubrics() {
    for (rubric, uses, facts) in [
        (
            "rubrics/zhanjiang-department-2024.rubric",
            &[CALENDAR][..],
            "examples/zhanjiang-party-office-2024/facts.yaml",
        ),
        ("examples/contract-dates/contracts.rubric", &[CALENDAR][..], "examples/contract-dates/facts.yaml"),
        ("examples/first-rubric/first.rubric", &[][..], "examples/first-rubric/facts.yaml"),
    ] {
        let outcome = example(rubric, uses, facts);
        assert_eq!(outcome.brief(), "", "{facts}");
        assert!(!outcome.facts.subject.is_empty());
        assert_eq!(outcome.facts.period, "2024");
    }
}
