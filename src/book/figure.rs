//! A binary number of a spreadsheet as the decimal that a person typed or reads. The only room where such numbers are.

/// Digits that spreadsheet programs keep and show.
const DIGITS: usize = 15;
/// Beyond this many places before or behind the point, nothing that is counted has a value.
const FURTHEST: i32 = 40;

/// `value` as a decimal of at most 15 digits, which is what spreadsheet programs hold a number to be.
///
/// # Errors
/// The number as far as it can be shown, where it has more digits than are kept: nobody knows what was meant.
pub(super) fn decimal(value: f64) -> Result<String, String> {
    if !value.is_finite() {
        return Err(value.to_string());
    }
    if value == 0.0 {
        return Ok("0".to_owned());
    }
    let rounded = format!("{value:.places$e}", places = DIGITS - 1);
    let Some((mantissa, exponent)) = rounded.split_once('e') else { return Err(rounded) };
    let Ok(exponent) = exponent.parse::<i32>() else { return Err(rounded) };
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    let exact = || rounded.parse::<f64>().is_ok_and(|back| back == value);
    // Whole numbers beyond 15 digits lose their last ones.
    if exponent.abs() > FURTHEST || (exponent >= DIGITS as i32 && !exact()) {
        return Err(format!("{sign}{value:e}"));
    }
    let point = exponent + 1;
    let text = if point <= 0 {
        format!("0.{}{digits}", "0".repeat(point.unsigned_abs() as usize))
    } else {
        let point = point as usize;
        match digits.split_at_checked(point) {
            Some((whole, "")) => whole.to_owned(),
            Some((whole, places)) => format!("{whole}.{places}"),
            None => format!("{digits}{}", "0".repeat(point - digits.len())),
        }
    };
    Ok(format!("{sign}{text}"))
}

/// The decimal `text` times a hundred: its point two places further.
pub(super) fn times_hundred(text: &str) -> String {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let (whole, places) = digits.split_once('.').unwrap_or((digits, ""));
    let padded = format!("{places:0<2}");
    let (moved, rest) = padded.split_at_checked(2).unwrap_or((padded.as_str(), ""));
    let joined = format!("{whole}{moved}");
    let whole = joined.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let rest = if rest.is_empty() { String::new() } else { format!(".{rest}") };
    format!("{sign}{whole}{rest}")
}

/// The decimal `text` with at least `places` digits behind its point.
pub(super) fn with_places(text: &str, places: usize) -> String {
    let behind = text.split_once('.').map_or(0, |(_, places)| places.len());
    if places <= behind {
        return text.to_owned();
    }
    let point = if behind == 0 { "." } else { "" };
    format!("{text}{point}{}", "0".repeat(places - behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_decimal_that_was_typed() {
        let read = |value: f64| decimal(value).unwrap_or_else(|long| format!("too long: {long}"));
        for (value, text) in [
            (2641.94, "2641.94"),
            (2641.94 + 1e-13, "2641.94"),
            (0.1 + 0.2, "0.3"),
            (-299.78, "-299.78"),
            (1.0, "1"),
            (100.0, "100"),
            (0.000_001, "0.000001"),
            (1.0 / 3.0, "0.333333333333333"),
            (123_456_789_012_345.0, "123456789012345"),
            (1e20, "100000000000000000000"),
            (0.0, "0"),
            (-0.0, "0"),
        ] {
            assert_eq!(read(value), text);
        }
        assert!(decimal(12_345_678_901_234_567.0).is_err());
        assert!(decimal(1e300).is_err());
        assert!(decimal(1e-300).is_err());
        assert!(decimal(f64::NAN).is_err());
        assert!(decimal(f64::INFINITY).is_err());
    }

    #[test]
    fn a_share_is_shown_by_its_digits() {
        let shown = ["0.8", "0.131", "1.316", "1", "-0.005", "0.0001", "12.3456"].map(times_hundred);
        assert_eq!(shown, ["80", "13.1", "131.6", "100", "-0.5", "0.01", "1234.56"]);
    }

    #[test]
    fn places_are_added_and_never_taken() {
        assert_eq!(
            ["20000", "7930.1", "7930.126"].map(|text| with_places(text, 2)),
            ["20000.00", "7930.10", "7930.126"]
        );
        assert_eq!(with_places("5", 0), "5");
    }
}
