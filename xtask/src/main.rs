//! The `cargo xtask` command: parses the arguments and hands over to the library.

use std::{env, process::ExitCode};

use xtask::cli::{self, Command};

fn main() -> ExitCode {
    match cli::parse(env::args_os().skip(1)).and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Help => {
            print!("{}", cli::USAGE);
            Ok(())
        }
        Command::Build { public_url } => xtask::site::run(&public_url),
        Command::Package { is_checked } => xtask::package::run(is_checked),
        Command::Release { public_url } => xtask::release::run(&public_url),
        Command::Serve { public_url, host, port } => xtask::serve::run(&public_url, host, port),
        Command::Test(extent) => xtask::suite::run(extent),
        Command::Bless => xtask::suite::bless(),
        Command::Size => xtask::size::run(),
        Command::Bench { only } => xtask::bench::run(only),
        Command::Screenshots { engine, out_dir } => xtask::suite::screenshots(engine, &out_dir),
    }
}
