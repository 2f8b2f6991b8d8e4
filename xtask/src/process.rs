//! Running other programs, with one form of error for all of them.

use std::{
    io,
    process::{Command, Output, Stdio},
};

use anyhow::{Result, bail};

use crate::repository;

/// A command that starts in the repository, whatever the current folder is.
pub fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(repository());
    command
}

/// The cargo that runs this program.
pub fn cargo() -> Command {
    command("cargo")
}

/// Runs a command to its end, its output shown as it comes.
///
/// # Errors
///
/// When the program cannot be started or ends with a failure.
pub fn run(command: &mut Command) -> Result<()> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => bail!("expected `{}` to succeed, but found {status}", shown(command)),
        Err(error) => Err(cannot_start(command, &error)),
    }
}

/// Runs a command to its end and returns what it printed.
///
/// # Errors
///
/// When the program cannot be started or ends with a failure; then with what it wrote to its
/// standard error.
pub fn output(command: &mut Command) -> Result<String> {
    match command.output() {
        Ok(Output { status, stdout, .. }) if status.success() => {
            Ok(String::from_utf8_lossy(&stdout).into_owned())
        }
        Ok(Output { status, stderr, .. }) => bail!(
            "expected `{}` to succeed, but found {status}: {}",
            shown(command),
            String::from_utf8_lossy(&stderr).trim()
        ),
        Err(error) => Err(cannot_start(command, &error)),
    }
}

/// Whether a command can be started and succeeds, in silence.
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Whether a program of this name is on PATH.
pub fn is_on_path(program: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|dir| dir.join(program).is_file()))
}

fn cannot_start(command: &Command, error: &io::Error) -> anyhow::Error {
    anyhow::anyhow!("expected to start `{}`, but found: {error}", shown(command))
}

/// The command as one would type it.
fn shown(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}
