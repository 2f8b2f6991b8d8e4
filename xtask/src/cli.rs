//! The command line: what can be asked for, and clear words for what cannot.

use std::{
    ffi::OsString,
    net::{IpAddr, Ipv4Addr},
    path::PathBuf,
    str::FromStr,
};

use anyhow::{Context, Result, bail};
use lexopt::{
    Arg::{Long, Short, Value},
    Parser, ValueExt,
};

use crate::{
    bench::Subject,
    public_url::PublicUrl,
    suite::{Engine, Extent},
};

/// What `cargo xtask help` prints.
pub const USAGE: &str = "\
Usage: cargo xtask <command>

  serve [--port 8080] [--host 127.0.0.1] [--public-url /]
                 build the site, serve it and print its address;
                 with --host 0.0.0.0 a phone in the same network can read it
  build [--public-url / | --public-url https://plan.example.org/]
                 leave the release site in dist/; with the whole address that it will have,
                 canonical links, pictures of shared pages and the sitemap are absolute
  package [--check]
                 leave the JavaScript package in pkg/, ready for npm; with --check also
                 run its checks, against the data of the site in dist/
  release [--public-url /]
                 leave what a release hands out in target/handed-out/: the site's archive, the
                 JavaScript package's tarball, what both are made of, and checksums
  test [--fast | --browser chromium|firefox|webkit]
                 run every check and test; --fast leaves out what needs a browser
  bless          run the native tests and rewrite their golden files
  screenshots [--engine chromium|firefox|webkit] [--out DIR]
                 take pictures of every page of the built site, in three sizes,
                 light and dark
  bench [--only peers|load|frames]
                 build the site and measure it: beside the same chapters as bare HTML, in mdBook,
                 VitePress and Pagefind; with a thousand readers at once on nginx; how fast it
                 follows a choice or a keystroke
  size           tell how many bytes the built site is, by asset and by crate
  help           print this

Whatever a command needs and the machine lacks is installed first, into a cache
outside the checkout: $PLAN_READER_CACHE, or plan-reader in the user's cache.
";

/// A command with its options.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    /// Prints [`USAGE`].
    Help,
    /// Builds the site.
    Build {
        /// Where the site will live on its host.
        public_url: PublicUrl,
    },
    /// Builds the JavaScript package.
    Package {
        /// Whether to check it too.
        is_checked: bool,
    },
    /// Packs the site and the JavaScript package.
    Release {
        /// Where the site will live on its host.
        public_url: PublicUrl,
    },
    /// Builds and serves the site.
    Serve {
        /// Where the site lives on this server.
        public_url: PublicUrl,
        /// The address to listen on.
        host: IpAddr,
        /// The port to try first.
        port: u16,
    },
    /// Runs checks and tests.
    Test(Extent),
    /// Rewrites golden files.
    Bless,
    /// Measures the site.
    Bench {
        /// What of it; everything where nothing is named.
        only: Option<Subject>,
    },
    /// Tells where the site's bytes are.
    Size,
    /// Takes pictures of the pages.
    Screenshots {
        /// The browser to take them in.
        engine: Engine,
        /// The folder to put them in.
        out_dir: PathBuf,
    },
}

/// Reads the arguments after the program's name.
///
/// # Errors
///
/// For a command, an option or a value that does not exist.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Command> {
    let mut parser = Parser::from_args(args);
    let name = match parser.next()? {
        None | Some(Long("help") | Short('h')) => return Ok(Command::Help),
        Some(Value(name)) => name.string()?,
        Some(option) => bail!("expected a command first, but found: {}", option.unexpected()),
    };
    let mut public_url = PublicUrl::root();
    let mut host = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let mut port = 8080;
    let mut extent = Extent::Everything;
    let mut is_checked = false;
    let mut only = None;
    let mut engine = Engine::Chromium;
    let mut out_dir = PathBuf::from("target/screenshots");
    while let Some(arg) = parser.next()? {
        match (name.as_str(), arg) {
            (_, Long("help") | Short('h')) => return Ok(Command::Help),
            ("build" | "release" | "serve", Long("public-url")) => public_url = value(&mut parser)?,
            ("serve", Long("host")) => host = value(&mut parser)?,
            ("serve", Long("port")) => port = value(&mut parser)?,
            ("package", Long("check")) => is_checked = true,
            ("bench", Long("only")) => only = Some(value(&mut parser)?),
            ("test", Long("fast")) if extent == Extent::Everything => extent = Extent::Native,
            ("test", Long("browser")) if extent == Extent::Everything => {
                extent = Extent::OneEngine(value(&mut parser)?);
            }
            ("screenshots", Long("engine")) => engine = value(&mut parser)?,
            ("screenshots", Long("out")) => out_dir = parser.value()?.into(),
            (_, arg) => bail!(
                "expected options of `{name}` (see `cargo xtask help`), but found: {}",
                arg.unexpected()
            ),
        }
    }
    Ok(match name.as_str() {
        "help" => Command::Help,
        "build" => Command::Build { public_url },
        "serve" => Command::Serve { public_url, host, port },
        "package" => Command::Package { is_checked },
        "release" => Command::Release { public_url },
        "test" => Command::Test(extent),
        "bless" => Command::Bless,
        "bench" => Command::Bench { only },
        "size" => Command::Size,
        "screenshots" => Command::Screenshots { engine, out_dir },
        _ => bail!(
            "expected build, serve, package, release, test, bless, screenshots, bench, size or help, \
             but found `{name}`"
        ),
    })
}

fn value<T>(parser: &mut Parser) -> Result<T>
where
    T: FromStr<Err: Into<anyhow::Error>>,
{
    let text = parser.value()?.string()?;
    text.parse()
        .map_err(Into::into)
        .with_context(|| format!("expected another value than `{text}`"))
}

impl FromStr for Engine {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|engine| engine.name() == text)
            .with_context(|| format!("expected chromium, firefox or webkit, but found `{text}`"))
    }
}

impl FromStr for Subject {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|subject| subject.name() == text)
            .with_context(|| format!("expected peers, load or frames, but found `{text}`"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Command, Subject, parse};
    use crate::suite::{Engine, Extent};

    fn check(line: &str, expected: Result<Command, &str>) {
        let parsed = parse(line.split_whitespace().map(Into::into));
        match (parsed, expected) {
            (Ok(found), Ok(expected)) => assert_eq!(found, expected, "{line}"),
            (Err(error), Err(part)) => {
                let message = format!("{error:#}");
                assert!(message.contains(part), "{line}: {message}");
            }
            (found, expected) => panic!("{line}: expected {expected:?}, but found {found:?}"),
        }
    }

    #[test]
    fn commands_take_their_own_options() {
        check("", Ok(Command::Help));
        check("test --help", Ok(Command::Help));
        check(
            "build --public-url /wuxi/",
            Ok(Command::Build { public_url: "/wuxi/".parse().unwrap() }),
        );
        check(
            "build --public-url https://plan.example.org/wuxi/",
            Ok(Command::Build { public_url: "https://plan.example.org/wuxi/".parse().unwrap() }),
        );
        check(
            "serve --port=9000 --host 0.0.0.0",
            Ok(Command::Serve {
                public_url: "/".parse().unwrap(),
                host: "0.0.0.0".parse().unwrap(),
                port: 9000,
            }),
        );
        check("bench", Ok(Command::Bench { only: None }));
        check("bench --only load", Ok(Command::Bench { only: Some(Subject::Load) }));
        check("size", Ok(Command::Size));
        check("package", Ok(Command::Package { is_checked: false }));
        check("package --check", Ok(Command::Package { is_checked: true }));
        check("release", Ok(Command::Release { public_url: "/".parse().unwrap() }));
        check("test", Ok(Command::Test(Extent::Everything)));
        check("test --fast", Ok(Command::Test(Extent::Native)));
        check("test --browser firefox", Ok(Command::Test(Extent::OneEngine(Engine::Firefox))));
        check(
            "screenshots --engine webkit --out pictures",
            Ok(Command::Screenshots { engine: Engine::Webkit, out_dir: "pictures".into() }),
        );
    }

    #[test]
    fn what_does_not_exist_is_named() {
        check("biuld", Err("found `biuld`"));
        check("--fast", Err("'--fast'"));
        check("build --port 1", Err("'--port'"));
        check("package --fast", Err("'--fast'"));
        check("test --fast --browser firefox", Err("'--browser'"));
        check("test --browser opera", Err("found `opera`"));
        check("serve --port many", Err("`many`"));
        check("bench --only speed", Err("found `speed`"));
        check("build --public-url wuxi", Err("starts and ends with `/`"));
        check("build --public-url https://x.example", Err("a whole address that ends with `/`"));
        check("build now", Err("now"));
    }
}
