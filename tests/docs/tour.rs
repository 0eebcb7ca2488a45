//! The tour of the README: its files are written, its changes made, its commands run in a folder of their own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::block::Block;

/// A folder in which a tour is taken.
pub struct Tour {
    folder: PathBuf,
    /// What the command takes the reader's language from.
    language: &'static str,
    /// The file written or changed last.
    last: Option<String>,
}

impl Tour {
    pub fn new(name: &str, language: &'static str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("an old tour is in the way");
        }
        fs::create_dir_all(&folder).expect("no folder for the tour");
        Tour { folder, language, last: None }
    }

    /// Does what `block` says. Yields what a console block ought to hold.
    pub fn step(&mut self, block: &Block) -> Result<Option<String>, String> {
        if let Some(name) = block.value("file") {
            self.write(name, &block.text);
            return Ok(None);
        }
        match block.kind.as_str() {
            "diff" => self.change(&block.text).map(|()| None),
            "console" => self.console(&block.text).map(Some),
            // Commands for a fresh machine; the end-to-end tests run them.
            "sh" => Ok(None),
            other => Err(format!("a block `{other}` that no test runs")),
        }
    }

    fn write(&mut self, name: &str, text: &str) {
        fs::write(self.folder.join(name), text).expect("the tour's folder cannot be written to");
        self.last = Some(name.to_owned());
    }

    /// Replaces the lines marked `-` by those marked `+` in the file written last.
    fn change(&mut self, diff: &str) -> Result<(), String> {
        let marked = |mark: char| -> String {
            diff.lines().filter_map(|line| line.strip_prefix(mark)).map(|line| format!("{line}\n")).collect()
        };
        let (old, new) = (marked('-'), marked('+'));
        let name = self.last.clone().ok_or("no file was written yet")?;
        let text = fs::read_to_string(self.folder.join(&name)).map_err(|e| e.to_string())?;
        if text.matches(&old).count() != 1 {
            return Err(format!("`{name}` does not hold these lines once:\n{old}"));
        }
        self.write(&name, &text.replacen(&old, &new, 1));
        Ok(())
    }

    /// Runs the commands of a console block; yields it with what they print.
    fn console(&self, text: &str) -> Result<String, String> {
        let mut shown = String::new();
        for line in text.lines().filter(|line| line.starts_with("$ ")) {
            let mut words = line.trim_start_matches("$ ").split_whitespace();
            if words.next() != Some("rubric") {
                return Err(format!("`{line}` runs something else than `rubric`"));
            }
            let output = Command::new(env!("CARGO_BIN_EXE_rubric"))
                .args(words)
                .current_dir(&self.folder)
                .env_remove("LC_ALL")
                .env_remove("LC_MESSAGES")
                .env_remove("COLUMNS")
                .env("LANG", self.language)
                .env("NO_COLOR", "1")
                .output()
                .map_err(|e| e.to_string())?;
            shown.push_str(line);
            shown.push('\n');
            for stream in [output.stdout, output.stderr] {
                let stream = String::from_utf8(stream).map_err(|e| e.to_string())?;
                shown.extend(stream.lines().map(|line| format!("{}\n", line.trim_end())));
            }
        }
        Ok(shown)
    }
}
