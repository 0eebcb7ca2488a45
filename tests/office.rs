//! What needs LibreOffice: these tests are ignored unless asked for, and fail where it is not installed.

mod docx;
mod form;
mod pictures;
mod soffice;
mod workbook;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder for one test, with a profile of LibreOffice of its own; removed at the end.
pub struct Folder(PathBuf);

impl Folder {
    /// A new one.
    pub fn new() -> Folder {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("office-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    /// The path of a file of it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Writes a file into it.
    pub fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.0.join(name), bytes).unwrap();
    }

    /// A file of it.
    #[track_caller]
    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Has LibreOffice convert a file of it, beside it.
    #[track_caller]
    pub fn convert(&self, name: &str, to: &str) {
        let profile = format!("-env:UserInstallation=file://{}", self.0.join("profile").display());
        let mut command = Command::new("soffice");
        command.args(["--headless", &profile, "--convert-to", to, name]).current_dir(&self.0);
        let output = command.output().unwrap_or_else(|error| panic!("LibreOffice (soffice) is needed: {error}"));
        let said = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && !said.to_lowercase().contains("error"), "{said}");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
