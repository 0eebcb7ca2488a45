//! Writing files: whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use rubric_lang::diagnostic::Message;
use rubric_lang::locale::Locale;

use super::{Status, usage};

/// Why a file could not be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unwritten {
    /// A folder has the name.
    Folder,
    /// The folder that it should stand in is not there.
    NoFolder,
    /// It may not be written, or another program holds it.
    Forbidden,
    /// Another reason, in the words of the system.
    Other(String),
}

/// Writes `bytes` to the file at `path`, in place of what was there. Until all is written, what was there stays: a
/// file of another name beside it takes its place at the end.
///
/// # Errors
/// It cannot be written.
pub fn save(path: &str, bytes: &[u8]) -> Result<(), Unwritten> {
    write(Path::new(path), bytes).map_err(|error| reason(&error, Path::new(path)))
}

/// As [`save`]; what goes wrong is told.
///
/// # Errors
/// It cannot be written.
pub fn save_or_tell(path: &str, bytes: &[u8], locale: &Locale) -> Result<(), Status> {
    save(path, bytes).map_err(|unwritten| tell(path, &unwritten, locale))
}

/// As [`save_or_tell`], of several files in `folder`, which is made where it is not there yet.
///
/// # Errors
/// One of them cannot be written.
pub fn save_into_or_tell(folder: &str, files: &[(String, Vec<u8>)], locale: &Locale) -> Result<(), Status> {
    let path = Path::new(folder);
    if !path.is_dir() {
        fs::create_dir(path).map_err(|error| tell(folder, &reason(&error, path), locale))?;
    }
    for (name, bytes) in files {
        save_or_tell(&path.join(name).to_string_lossy(), bytes, locale)?;
    }
    Ok(())
}

/// Whether `path` names a folder: one that is there, or one to be made.
pub fn is_folder(path: &str) -> bool {
    path.ends_with(['/', std::path::MAIN_SEPARATOR]) || Path::new(path).is_dir()
}

fn tell(path: &str, unwritten: &Unwritten, locale: &Locale) -> Status {
    let message = Message::new("usage-unwritten").arg("path", path.to_owned());
    let message = message.arg("reason", locale.text(&unwritten.message()));
    let helps = match unwritten {
        Unwritten::Forbidden => vec![Message::new("unwritten-help-open")],
        Unwritten::NoFolder => vec![Message::new("unwritten-help-folder")],
        Unwritten::Folder | Unwritten::Other(_) => Vec::new(),
    };
    usage::complain(&message, helps, None, locale);
    Status::Unusable
}

/// Whether two paths name one file. Of a file that is not there yet none is the same.
pub fn same_file(a: &str, b: &str) -> bool {
    matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}

impl Unwritten {
    fn message(&self) -> Message {
        match self {
            Unwritten::Folder => Message::new("unwritten-folder"),
            Unwritten::NoFolder => Message::new("unwritten-no-folder"),
            Unwritten::Forbidden => Message::new("unwritten-forbidden"),
            Unwritten::Other(reason) => Message::new("unreadable-other").arg("reason", reason.clone()),
        }
    }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // What a link leads to is replaced, not the link.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let before = fs::metadata(&path).ok();
    if before.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(ErrorKind::IsADirectory.into());
    }
    // A terminal, a pipe, `/dev/null`: there is nothing to put in its place.
    if before.as_ref().is_some_and(|before| !before.is_file()) {
        let mut file = OpenOptions::new().write(true).open(&path)?;
        return file.write_all(bytes).and_then(|()| file.flush());
    }
    // A file that is protected stays as it is, though its folder would let it be replaced.
    if before.as_ref().is_some_and(|before| before.permissions().readonly()) {
        return Err(ErrorKind::PermissionDenied.into());
    }
    let (beside, mut file) = beside(&path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    drop(file);
    let written = written.and_then(|()| match before {
        Some(before) => fs::set_permissions(&beside, before.permissions()),
        None => Ok(()),
    });
    let written = written.and_then(|()| fs::rename(&beside, &path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

/// A new file in the folder of `path`.
fn beside(path: &Path) -> io::Result<(PathBuf, File)> {
    let name = path.file_name().ok_or(ErrorKind::InvalidInput)?.to_string_lossy();
    for number in 0..100 {
        // A long name with more behind it may be too long for the file system.
        let short: String = name.chars().take(40).collect();
        let beside = path.with_file_name(format!(".{short}.{}-{number}.tmp", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&beside) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            opened => return opened.map(|file| (beside, file)),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

fn reason(error: &io::Error, path: &Path) -> Unwritten {
    match error.kind() {
        ErrorKind::IsADirectory => Unwritten::Folder,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem | ErrorKind::ResourceBusy => Unwritten::Forbidden,
        ErrorKind::NotFound | ErrorKind::NotADirectory if !path.parent().is_some_and(is_there) => Unwritten::NoFolder,
        _ => Unwritten::Other(error.to_string()),
    }
}

fn is_there(path: &Path) -> bool {
    path.as_os_str().is_empty() || path.is_dir()
}
