//! Nothing is rounded but where the rubric says.

use super::{score, scores, ten_points};
use proptest::prelude::*;

#[test]
fn a_third_times_three_is_one() {
    scores("数据 甲、乙 : 整数 [1, 9]\n得满分 当 (甲 ÷ 乙) × 3 ≥ 100%", &[("甲: 1\n乙: 3", "10")]);
}

#[test]
fn powers_beyond_a_decimal_stay_exact() {
    scores("数据 甲 : 数 [0, 2]\n得满分 当 乘方(甲, 60) > 乘方(甲, 60) - 乘方(1 ÷ 10, 60)", &[("甲: 1.1", "10")]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// A quotient that is exactly the edge lands where the bracket says, whatever the edge.
    #[test]
    fn a_quotient_on_an_edge_lands_on_the_side_of_the_bracket(edges in proptest::collection::vec((1i64..1_000_000, 1i64..1_000_000, 1i64..1000), 16)) {
        for (n, d, k) in edges {
            let closed = ten_points(&format!("数据 甲、乙 : 整数 ≥ 1\n分档 甲 ÷ 乙 {{ ≥ {n} ÷ {d} : 10分 < {n} ÷ {d} : 0分 }}"));
            let open = ten_points(&format!("数据 甲、乙 : 整数 ≥ 1\n分档 甲 ÷ 乙 {{ > {n} ÷ {d} : 10分 ≤ {n} ÷ {d} : 0分 }}"));
            let on = format!("甲: {}\n乙: {}", n * k, d * k);
            prop_assert_eq!(score(&closed, &on), "10");
            prop_assert_eq!(score(&open, &on), "0");
            let over = format!("甲: {}\n乙: {}", n * k + 1, d * k);
            prop_assert_eq!(score(&open, &over), "10");
            let under = format!("甲: {}\n乙: {}", n * k, d * k + 1);
            prop_assert_eq!(score(&closed, &under), "0");
        }
    }
}
