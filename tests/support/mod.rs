//! Runs the command from outside: files in a folder of their own, arguments, an environment that says nothing,
//! and all that comes out.

pub mod department;
pub mod filing;
pub mod workbook;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// The folder of the package.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A run of the command that is being set up.
pub struct Run {
    folder: PathBuf,
    args: Vec<String>,
    env: Vec<(String, String)>,
    input: Option<Vec<u8>>,
    wanted: Vec<String>,
}

/// What came out.
#[derive(Debug)]
pub struct Output {
    /// Exit status.
    pub status: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub error: String,
    /// The files asked for by [`Run::gives`], in that order; `None` for one that is not there.
    pub files: Vec<Option<Vec<u8>>>,
    /// The names of all files in the folder afterwards, in order.
    pub folder: Vec<String>,
}

/// A run with `args`, in a new folder.
pub fn run(args: &[&str]) -> Run {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("run-{}-{number}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    Run {
        folder,
        args: args.iter().map(|arg| (*arg).to_owned()).collect(),
        env: Vec::new(),
        input: None,
        wanted: Vec::new(),
    }
}

impl Run {
    /// Puts a file into the folder.
    pub fn file(self, path: &str, content: impl AsRef<[u8]>) -> Run {
        let path = self.folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        self
    }

    /// Sets a variable of the environment.
    pub fn env(mut self, name: &str, value: &str) -> Run {
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Keeps the file `path`, which the command is to write: see [`Output::files`].
    pub fn gives(mut self, path: &str) -> Run {
        self.wanted.push(path.to_owned());
        self
    }

    /// Gives the standard input.
    pub fn input(mut self, content: impl AsRef<[u8]>) -> Run {
        self.input = Some(content.as_ref().to_vec());
        self
    }

    /// Runs it.
    pub fn output(self) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rubric"));
        command.args(&self.args).current_dir(&self.folder).env_clear().envs(self.env);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // It may end without reading it all.
        let _ = stdin.write_all(&self.input.unwrap_or_default());
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        let files = self.wanted.iter().map(|path| std::fs::read(self.folder.join(path)).ok()).collect();
        let entries = std::fs::read_dir(&self.folder).unwrap();
        let mut folder: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        folder.sort();
        std::fs::remove_dir_all(&self.folder).unwrap();
        Output {
            files,
            folder,
            status: output.status.code().unwrap(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            error: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Output {
    /// Holds the exit status against `status`.
    #[track_caller]
    pub fn status(self, status: i32) -> Output {
        assert_eq!(self.status, status, "status; standard output:\n{}\nstandard error:\n{}", self.out, self.error);
        self
    }

    /// The first file asked for, as text.
    #[track_caller]
    pub fn text(&self) -> String {
        let file = self.files.first().and_then(Clone::clone).unwrap_or_else(|| panic!("not written: {self:?}"));
        String::from_utf8(file).unwrap()
    }

    /// Holds that there is nothing on the standard error stream.
    #[track_caller]
    pub fn quiet(self) -> Output {
        assert_eq!(self.error, "", "standard error");
        self
    }

    /// Holds that the standard output has `text` in it.
    #[track_caller]
    pub fn says(self, text: &str) -> Output {
        assert!(self.out.contains(text), "standard output lacks {text:?}:\n{}", self.out);
        self
    }

    /// Holds that the standard error stream has `text` in it.
    #[track_caller]
    pub fn complains(self, text: &str) -> Output {
        assert!(self.error.contains(text), "standard error lacks {text:?}:\n{}", self.error);
        self
    }
}
