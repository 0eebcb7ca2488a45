//! Reading files.

use std::fs::File;
use std::io::{ErrorKind, Read};

use rubric_lang::Unreadable;

/// Most bytes of a rubric file. The parser's own limit is lower; this one is for what is no rubric at all.
pub const RUBRIC_BYTES: u64 = 16 << 20;
/// Most bytes of a facts file.
pub const FACTS_BYTES: u64 = 64 << 20;

/// The standard input, which can be read once.
#[derive(Debug, Default)]
pub struct Input {
    read: bool,
}

impl Input {
    /// The bytes of the file at `path`, at most `limit`; `-` is the standard input.
    pub fn read(&mut self, path: &str, limit: u64) -> Result<Vec<u8>, Unreadable> {
        if path == "-" {
            if std::mem::replace(&mut self.read, true) {
                return Err(Unreadable::Other("-".to_owned()));
            }
            return all(&mut std::io::stdin().lock(), limit);
        }
        let about = std::fs::metadata(path).map_err(|error| reason(&error))?;
        if about.is_dir() {
            return Err(Unreadable::Directory);
        }
        let mut file = File::open(path).map_err(|error| reason(&error))?;
        all(&mut file, limit)
    }
}

impl Input {
    /// Whether there is a folder at `path`.
    pub fn is_folder(&self, path: &str) -> bool {
        std::fs::metadata(path).is_ok_and(|about| about.is_dir())
    }

    /// The paths of the files in the folder at `path` that end in `extension`, in the order of their names.
    pub fn folder(&self, path: &str, extension: &str) -> Result<Vec<String>, Unreadable> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(path).map_err(|error| reason(&error))? {
            let file = entry.map_err(|error| reason(&error))?.path();
            let ends = file.extension().is_some_and(|own| own.eq_ignore_ascii_case(extension));
            // What spreadsheet programs leave beside an open file.
            let hidden = file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(['.', '~']));
            if ends && !hidden && file.is_file() {
                found.push(file.to_string_lossy().into_owned());
            }
        }
        found.sort();
        Ok(found)
    }
}

/// All of `source`. Not its announced size is trusted but what comes.
fn all(source: &mut impl Read, limit: u64) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = Vec::new();
    source.take(limit + 1).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    if bytes.len() as u64 > limit {
        return Err(Unreadable::TooLarge(limit));
    }
    Ok(bytes)
}

fn reason(error: &std::io::Error) -> Unreadable {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Unreadable::Missing,
        ErrorKind::PermissionDenied => Unreadable::Forbidden,
        ErrorKind::IsADirectory => Unreadable::Directory,
        _ => Unreadable::Other(error.to_string()),
    }
}
