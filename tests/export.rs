//! Diagnostics for other programs: everything that any page's example brings about has the published form.

use serde_json::Value;

use rubric_lang::diagnostic::{Code, Diagnostic, Edit, Witness, WitnessValue};
use rubric_lang::export::{Found, listing, sarif, schema};
use rubric_lang::locale::{Language, Locale};
use rubric_lang::source::{SourceMap, Span};

use crate::diagnostics::wrong_examples;
use crate::support::{root, run};

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// To renew the file: `UPDATE_SCHEMA=1 cargo test schema`.
#[test]
fn the_published_schema_of_diagnostics_is_current() {
    let path = root().join("docs/diagnostics.schema.json");
    let schema = schema().unwrap();
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&path, &schema).unwrap();
    }
    let published = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(published == schema, "docs/diagnostics.schema.json is out of date; renew it with UPDATE_SCHEMA=1");
}

#[test]
fn every_listing_is_as_the_schema_says() {
    let validator = jsonschema::validator_for(&parsed(&schema().unwrap())).unwrap();
    for language in Language::ALL {
        let locale = Locale::new(language);
        for (code, told) in wrong_examples(language) {
            let found = Found { sources: &told.sources, diagnostics: &told.diagnostics };
            let value = parsed(&listing(&[found], &locale).unwrap());
            if let Err(error) = validator.validate(&value) {
                panic!("{}: {error}", code.code());
            }
            assert_eq!(value["diagnostics"].as_array().unwrap().len(), told.diagnostics.len());
            let count = |name: &str| value["summary"][name].as_u64().unwrap() as usize;
            assert_eq!(count("errors") + count("warnings") + count("advice"), told.diagnostics.len());
        }
    }
}

/// One diagnostic with all that one can have, about a text with wide characters.
fn full() -> (SourceMap, Vec<Diagnostic>) {
    let mut sources = SourceMap::new();
    let rubric = sources.add("评 分.rubric", "指标\n得分 = 率\n");
    let facts = sources.add("facts.yaml", "率: 1\n");
    let edits = vec![
        Edit { span: Span::new(rubric, 7..13), replacement: "扣分".into() },
        Edit { span: Span::new(facts, 0..3), replacement: String::new() },
    ];
    let witness = Witness {
        facts: vec![
            ("率".into(), WitnessValue::Written("101%".into())),
            ("项目".into(), WitnessValue::Rows(vec![vec![("金额".into(), WitnessValue::Absent)]])),
        ],
        ..Witness::default()
    };
    let diagnostic = Diagnostic::new(Code::BandGap, Span::new(rubric, 16..19))
        .arg("region", "(100%, +∞)")
        .label(Span::new(facts, 0..3), rubric_lang::diagnostic::Message::new("check-declared-here"))
        .edits(edits)
        .choosing()
        .witness(witness);
    (sources, vec![diagnostic])
}

#[test]
fn json_tells_places_in_characters_and_in_bytes_with_fix_and_witness() {
    let (sources, diagnostics) = full();
    let found = Found { sources: &sources, diagnostics: &diagnostics };
    let value = parsed(&listing(&[found], &Locale::new(Language::Zh)).unwrap());
    assert_eq!(value["files"], serde_json::json!(["评 分.rubric", "facts.yaml"]));
    let entry = &value["diagnostics"][0];
    assert_eq!((&entry["code"], &entry["severity"]), (&"E1102".into(), &"error".into()));
    assert_eq!(
        entry["place"],
        serde_json::json!({
            "file": "评 分.rubric", "line": 2, "column": 6, "end_line": 2, "end_column": 7,
            "start_byte": 16, "end_byte": 19,
        })
    );
    assert_eq!(entry["labels"][1]["file"], "facts.yaml");
    assert_eq!((&entry["fix"]["chooses"], &entry["fix"]["edits"][0]["replacement"]), (&true.into(), &"扣分".into()));
    assert_eq!(entry["witness"], serde_json::json!({ "率": "101%", "项目": [{ "金额": null }] }));
    assert_eq!(value["summary"], serde_json::json!({ "errors": 1, "warnings": 0, "advice": 0 }));
}

/// What SARIF 2.1.0 asks for of a log such as ours.
fn hold_sarif(log: &Value, found: &Found<'_>) {
    assert_eq!(log["version"], "2.1.0");
    let [run] = log["runs"].as_array().unwrap().as_slice() else { panic!("one run") };
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "rubric");
    let rules = driver["rules"].as_array().unwrap();
    let artifacts = run["artifacts"].as_array().unwrap();
    for rule in rules {
        for field in ["id", "name"] {
            assert!(!rule[field].as_str().unwrap().is_empty());
        }
        assert!(!rule["shortDescription"]["text"].as_str().unwrap().is_empty());
        assert!(!rule["help"]["text"].as_str().unwrap().is_empty());
        assert!(rule["help"]["markdown"].as_str().unwrap().starts_with("# "));
    }
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), found.diagnostics.len());
    for (result, diagnostic) in results.iter().zip(found.diagnostics) {
        let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!((&rule["id"], &result["ruleId"]), (&result["ruleId"], &diagnostic.code.code().into()));
        assert_eq!(result["level"], rule["defaultConfiguration"]["level"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let place = |location: &Value| hold_place(&location["physicalLocation"], artifacts, found);
        let locations = result["locations"].as_array().unwrap();
        assert!(locations.len() <= 1);
        locations.iter().for_each(place);
        let related = result["relatedLocations"].as_array().cloned().unwrap_or_default();
        assert_eq!(locations.len() + related.len(), diagnostic.labels.len());
        let ids: std::collections::BTreeSet<u64> = related.iter().map(|l| l["id"].as_u64().unwrap()).collect();
        assert_eq!(ids.len(), related.len(), "each id once");
        related.iter().for_each(place);
        let fixes = result["fixes"].as_array().cloned().unwrap_or_default();
        assert_eq!(fixes.len(), usize::from(diagnostic.fix.is_some()));
        for change in fixes.iter().flat_map(|fix| fix["artifactChanges"].as_array().unwrap()) {
            for replacement in change["replacements"].as_array().unwrap() {
                assert!(replacement["insertedContent"]["text"].is_string());
                let place = serde_json::json!({
                    "artifactLocation": change["artifactLocation"], "region": replacement["deletedRegion"],
                });
                hold_place(&place, artifacts, found);
            }
        }
    }
}

/// A place names an artifact of the run, and its lines and columns are the place that its bytes are.
fn hold_place(place: &Value, artifacts: &[Value], found: &Found<'_>) {
    let location = &place["artifactLocation"];
    let uri = location["uri"].as_str().unwrap();
    assert!(uri.bytes().all(|b| b.is_ascii_graphic()), "{uri}");
    let index = location["index"].as_u64().unwrap() as usize;
    assert_eq!(artifacts[index]["location"]["uri"], uri);
    let number = |name: &str| place["region"][name].as_u64().unwrap() as usize;
    // A cell has no bytes.
    if place["region"]["byteOffset"].is_null() {
        assert!(number("startLine") >= 1 && number("endColumn") > number("startColumn"));
        return;
    }
    let (start, end) = (number("byteOffset"), number("byteOffset") + number("byteLength"));
    let (_, source) = found.sources.iter().nth(index).unwrap();
    assert!(source.text.get(start..end).is_some(), "{start}..{end} cuts a character");
    // Counted anew, by code points.
    let position = |line: usize, column: usize| -> usize {
        let before: usize = source.text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        before + source.text[before..].chars().take(column - 1).map(char::len_utf8).sum::<usize>()
    };
    assert_eq!(position(number("startLine"), number("startColumn")), start);
    assert_eq!(position(number("endLine"), number("endColumn")), end);
}

#[test]
fn every_sarif_log_is_well_formed() {
    for language in Language::ALL {
        let locale = Locale::new(language);
        for (_, told) in wrong_examples(language) {
            let found = Found { sources: &told.sources, diagnostics: &told.diagnostics };
            hold_sarif(&parsed(&sarif(&[found], &locale).unwrap()), &found);
        }
    }
}

#[test]
fn sarif_tells_related_places_and_fixes_of_several_files() {
    let (sources, diagnostics) = full();
    let found = Found { sources: &sources, diagnostics: &diagnostics };
    let log = parsed(&sarif(&[found], &Locale::new(Language::Zh)).unwrap());
    hold_sarif(&log, &found);
    let run = &log["runs"][0];
    assert_eq!(run["artifacts"][0]["location"]["uri"], "%E8%AF%84%20%E5%88%86.rubric");
    let result = &run["results"][0];
    assert_eq!(result["relatedLocations"][0]["message"]["text"], "在这里声明");
    assert_eq!(result["fixes"][0]["artifactChanges"].as_array().unwrap().len(), 2);
    assert_eq!(result["fixes"][0]["properties"]["chooses"], true);
    assert_eq!(result["properties"]["witness"]["率"], "101%");
}

#[test]
fn the_command_writes_one_object_for_all_files() {
    let good = "单位 人\n";
    let check = |format: &str| {
        run(&["check", "good.rubric", "bad.rubric", "--format", format, "--lang", "en"])
            .file("good.rubric", good)
            .file("bad.rubric", "单位 人\n单位 人\n")
            .output()
            .status(1)
            .quiet()
    };
    let json = parsed(&check("json").out);
    assert_eq!(json["files"], serde_json::json!(["good.rubric", "bad.rubric"]));
    assert_eq!(json["diagnostics"][0]["place"]["file"], "bad.rubric");
    let log = parsed(&check("sarif").out);
    assert_eq!(log["runs"][0]["artifacts"].as_array().unwrap().len(), 2);
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 1);
}
