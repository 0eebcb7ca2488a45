//! Chromium, driven by chromedriver as the W3C's WebDriver says, with the commands of DevTools where that has none.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// A window of Chromium with a profile of its own.
pub struct Browser {
    driver: Child,
    agent: ureq::Agent,
    session: String,
    profile: PathBuf,
}

impl Browser {
    /// Starts it. `chromedriver` and `chromium` must be on the path.
    pub fn new() -> Browser {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("browser-{}-{number}", std::process::id());
        let profile = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&profile).unwrap();
        let mut driver = Command::new("chromedriver");
        let driver = driver.arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).stdin(Stdio::null()).spawn();
        let mut driver = driver.expect("chromedriver is on the path");
        let said = BufReader::new(driver.stdout.take().unwrap()).lines().map_while(Result::ok);
        let port = said
            .filter_map(|line| line.rsplit_once("on port ").map(|(_, port)| port.trim_end_matches('.').to_owned()))
            .find(|port| port.parse::<u16>().is_ok_and(|port| port != 0));
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(PATIENCE))
            .proxy(None)
            .build();
        let base = format!("http://127.0.0.1:{}", port.expect("chromedriver says its port"));
        let mut browser = Browser { driver, agent: agent.into(), session: format!("{base}/session"), profile };
        let session = browser.post("", &json!({ "capabilities": { "alwaysMatch": capabilities(&browser.profile) } }));
        browser.session = format!("{base}/session/{}", session["sessionId"].as_str().unwrap());
        browser
    }

    #[track_caller]
    fn post(&self, path: &str, body: &Value) -> Value {
        let answer = self.agent.post(format!("{}{path}", self.session)).send_json(body).unwrap();
        let (status, mut body) = (answer.status(), answer.into_body());
        // Pictures come as text.
        let value: Value = body.with_config().limit(1 << 28).read_json().unwrap();
        assert!(status.is_success(), "{path}: {value}");
        value["value"].clone()
    }

    #[track_caller]
    fn devtools(&self, command: &str, parameters: &Value) -> Value {
        self.post("/goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// Opens `url` anew, and forgets what was noted before.
    #[track_caller]
    pub fn open(&self, url: &str) {
        self.post("/url", &json!({ "url": "about:blank" }));
        self.console();
        self.requests();
        self.post("/url", &json!({ "url": url }));
    }

    /// Runs `script` in the page; what it returns.
    #[track_caller]
    pub fn script(&self, script: &str) -> Value {
        self.script_with(script, &json!([]))
    }

    /// As [`Self::script`], with `arguments`.
    #[track_caller]
    pub fn script_with(&self, script: &str, arguments: &Value) -> Value {
        self.post("/execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// Waits until `script` returns `wanted`.
    #[track_caller]
    pub fn until(&self, script: &str, wanted: &Value) {
        let start = Instant::now();
        loop {
            let value = self.script(script);
            if value == *wanted {
                return;
            }
            assert!(start.elapsed() < Duration::from_secs(10), "{value} is not {wanted}");
        }
    }

    /// As [`Self::script`], also where the page may not run scripts.
    #[track_caller]
    pub fn evaluate(&self, script: &str) -> Value {
        let expression = format!("(() => {{ {script} }})()");
        let parameters = json!({ "expression": expression, "returnByValue": true });
        let result = self.devtools("Runtime.evaluate", &parameters);
        assert!(result.get("exceptionDetails").is_none(), "{result}");
        result["result"]["value"].clone()
    }

    /// Whether the page may run scripts.
    pub fn scripting(&self, may: bool) {
        self.devtools("Emulation.setScriptExecutionDisabled", &json!({ "value": !may }));
    }

    /// Makes the window so wide and high.
    pub fn window(&self, width: u32, height: u32) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500 });
        self.devtools("Emulation.setDeviceMetricsOverride", &metrics);
    }

    /// Whether the reader wants it `light` or `dark`.
    pub fn scheme(&self, scheme: &str) {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.devtools("Emulation.setEmulatedMedia", &json!({ "features": features }));
    }

    /// Types `keys`.
    pub fn keys(&self, keys: &[&str]) {
        let typed = keys
            .iter()
            .flat_map(|key| [json!({ "type": "keyDown", "value": key }), json!({ "type": "keyUp", "value": key })]);
        let actions = json!([{ "type": "key", "id": "keys", "actions": typed.collect::<Vec<_>>() }]);
        self.post("/actions", &json!({ "actions": actions }));
    }

    fn log(&self, kind: &str) -> Vec<String> {
        let entries = self.post("/se/log", &json!({ "type": kind }));
        let entries = entries.as_array().cloned().unwrap_or_default();
        entries.iter().filter_map(|entry| entry["message"].as_str().map(str::to_owned)).collect()
    }

    /// What stands on the console since the page was opened or this was asked last.
    pub fn console(&self) -> Vec<String> {
        self.log("browser")
    }

    /// The addresses that the page asked for since it was opened or this was asked last.
    pub fn requests(&self) -> Vec<String> {
        let events = self.log("performance");
        let events = events.iter().filter_map(|event| serde_json::from_str::<Value>(event).ok());
        let sent = events.filter(|event| event["message"]["method"] == "Network.requestWillBeSent");
        let urls = sent.filter_map(|event| event["message"]["params"]["request"]["url"].as_str().map(str::to_owned));
        urls.filter(|url| !url.starts_with("data:") && url != "about:blank").collect()
    }

    /// A picture of the page from its top, of so much of its height, at `scale`.
    pub fn picture(&self, height: u64, scale: f64) -> Vec<u8> {
        let size = self.devtools("Page.getLayoutMetrics", &json!({}))["cssContentSize"].clone();
        let clip = json!({ "x": 0, "y": 0, "width": size["width"], "height": height, "scale": scale });
        let picture = self.devtools("Page.captureScreenshot", &json!({ "captureBeyondViewport": true, "clip": clip }));
        unbase64(picture["data"].as_str().unwrap())
    }

    /// The page as it is printed.
    pub fn pdf(&self) -> Vec<u8> {
        let printed = json!({ "preferCSSPageSize": true, "printBackground": true });
        let pdf = self.devtools("Page.printToPDF", &printed);
        unbase64(pdf["data"].as_str().unwrap())
    }

    /// The text of the page as it is printed. `pdftotext` must be on the path.
    pub fn pdf_text(&self) -> String {
        let path = self.profile.join("page.pdf");
        std::fs::write(&path, self.pdf()).unwrap();
        let output = Command::new("pdftotext").arg("-raw").arg(&path).arg("-").output();
        let output = output.expect("pdftotext is on the path");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.agent.delete(&self.session).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}

fn capabilities(profile: &std::path::Path) -> Value {
    let mut args: Vec<String> = [
        "--headless",
        // In a container there is nothing to make a sandbox with.
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--no-proxy-server",
    ]
    .map(str::to_owned)
    .to_vec();
    args.push(format!("--user-data-dir={}", profile.display()));
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": { "args": args },
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
    })
}

fn unbase64(text: &str) -> Vec<u8> {
    let value = |c: u8| match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => panic!("no Base64: {c}"),
    };
    let digits: Vec<u8> = text.bytes().filter(|c| *c != b'=').map(value).collect();
    let bytes = digits.chunks(4).flat_map(|chunk| {
        let bits = chunk.iter().fold(0_u32, |bits, digit| bits << 6 | u32::from(*digit)) << (6 * (4 - chunk.len()));
        bits.to_be_bytes()[1..chunk.len()].to_vec()
    });
    bytes.collect()
}
