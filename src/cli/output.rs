//! Where results go: standard output, or a file that is written whole or not at all.

use super::gather::reason;
use super::record;
use crate::error::{Error, Result};
use std::fs::{self, File, Permissions};
use std::io::{self, ErrorKind, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// A place for a result, known to be usable before the work starts.
pub(super) enum Target {
    Standard,
    File(PathBuf),
    /// A timeline with one file an event.
    Folder(PathBuf),
}

impl Target {
    /// `None` and `-` are standard output. Refuses a folder, a missing folder, a write-protected file, and a file that `may_replace` says
    /// should not be overwritten.
    pub(super) fn new(path: Option<&Path>, may_replace: impl Fn(&[u8]) -> std::result::Result<(), String>) -> Result<Target> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else { return Ok(Target::Standard) };
        let error = |message: &str| Err(Error::in_file(path.display(), message));
        // A link is written through, not replaced.
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        match fs::metadata(&real) {
            Ok(kind) if kind.is_dir() && record::is_folder(&real) => Ok(Target::Folder(real)),
            Ok(kind) if kind.is_dir() => error("is a folder; name a file, such as timeline.yaml in it"),
            Ok(kind) if kind.permissions().readonly() => error("is write-protected; choose another name or change its permissions"),
            Ok(kind) if kind.is_file() => {
                let old = fs::read(&real).map_err(|e| Error::in_file(path.display(), format!("cannot be read: {}", reason(&e))))?;
                may_replace(&old).map_err(|why| Error::in_file(path.display(), why))?;
                Ok(Target::File(real))
            }
            Ok(_) => Ok(Target::File(real)),
            Err(_) if !folder_of(&real).is_dir() => error("its folder does not exist; create it first"),
            Err(_) => Ok(Target::File(real)),
        }
    }

    /// Whether what is written can be read again: not a terminal, a device or a pipe.
    pub(super) fn is_kept(&self) -> bool {
        match self {
            Target::Standard => false,
            Target::File(path) => path.is_file() || !path.exists(),
            Target::Folder(_) => true,
        }
    }

    pub(super) fn write(&self, text: &str) -> Result<()> {
        match self {
            Target::Standard => print(text).map(|_| ()),
            Target::Folder(path) => record::put(path, text, true),
            Target::File(path) => replace(path, text.as_bytes()).map_err(|error| unwritable(path, &error)),
        }
    }
}

impl Target {
    /// Writes what is made in parts, each forgotten when it is written.
    pub(super) fn write_parts<I: Iterator<Item = String>>(&self, parts: impl Fn() -> I) -> Result<()> {
        match self {
            Target::Standard => {
                for part in parts() {
                    if print(&part)?.is_break() {
                        break;
                    }
                }
                Ok(())
            }
            Target::File(path) if !path.exists() => {
                let write = |out: &mut File| parts().try_for_each(|part| out.write_all(part.as_bytes()));
                put(path, None, write).map_err(|error| unwritable(path, &error))
            }
            _ => self.write(&parts().collect::<String>()),
        }
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Error {
    Error::in_file(path.display(), format!("cannot be written: {}; choose another place with -o", reason(error)))
}

/// Writes to standard output. A reader that has gone away (`| head`) is no error: `Break` says that nobody reads on.
pub(super) fn print(text: &str) -> Result<ControlFlow<()>> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(ControlFlow::Continue(())),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(ControlFlow::Break(())),
        Err(error) => Err(Error::new(format!("standard output cannot be written: {}", reason(&error)))),
    }
}

/// A temporary file beside the old one takes its place in one step, with its permissions. What is already as it should be is not touched.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let old = fs::metadata(path).ok();
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        // A device or a pipe cannot be replaced, only written to.
        return File::options().write(true).open(path)?.write_all(bytes);
    }
    if old.as_ref().is_some_and(|old| old.len() == bytes.len() as u64) && fs::read(path)? == bytes {
        return Ok(());
    }
    put(path, old.map(|old| old.permissions()), |file| file.write_all(bytes))
}

/// What `write` writes, under its name when all of it is there.
fn put(path: &Path, old: Option<Permissions>, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".annals-");
    if let Some(permissions) = permissions(old) {
        builder.permissions(permissions);
    }
    let mut file = builder.tempfile_in(folder_of(path))?;
    write(file.as_file_mut())?;
    file.as_file().sync_all()?;
    if let Ok(old) = fs::metadata(path) {
        fs::set_permissions(file.path(), old.permissions())?;
    }
    file.persist(path).map(|_| ()).map_err(|error| error.error)
}

/// Those of the old file, else what the user's umask leaves of "everyone may read and write", as for any new file.
#[cfg(unix)]
fn permissions(old: Option<Permissions>) -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(old.unwrap_or_else(|| Permissions::from_mode(0o666)))
}

#[cfg(not(unix))]
fn permissions(_old: Option<Permissions>) -> Option<Permissions> {
    None
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_keeps_its_permissions() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.yaml");
        replace(&path, b"one").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"one");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
            replace(&path, b"two").unwrap();
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file stays");
        assert!(replace(&folder.path().join("no/x.yaml"), b"three").is_err());
    }
}
