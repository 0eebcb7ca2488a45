//! An assessment as JSON.

use serde::Serialize;

use super::assessment::Assessment;

/// An assessment, or a part of one, as indented JSON with a line end.
///
/// # Errors
/// Never for what is of an assessment: it has no maps with other keys than text.
pub fn json(value: &impl Serialize) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    Ok(text)
}

/// The JSON Schema of an assessment, indented, with a line end.
///
/// # Errors
/// Never.
pub fn schema() -> Result<String, serde_json::Error> {
    let schema = schemars::schema_for!(Assessment);
    let mut text = serde_json::to_string_pretty(&schema)?;
    text.push('\n');
    Ok(text)
}
