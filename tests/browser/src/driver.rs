//! Starting a browser with its WebDriver server, and ending both.
//!
//! The drivers give each session a profile of its own and delete it when the session is closed;
//! WebKitGTK keeps its in memory.

use std::{
    fs,
    net::{Ipv4Addr, TcpListener},
    path::PathBuf,
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use fantoccini::{
    Client, ClientBuilder,
    wd::{Capabilities, WebDriverCompatibleCommand},
};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    net::TcpStream,
    process::{Child, Command},
};

use crate::{Engine, bidi::Bidi, console::Console, inspector};

/// How long a browser may take for anything. It is met in a second; the rest is for a machine that
/// is busy with something else.
pub const DEADLINE: Duration = Duration::from_secs(30);

/// How often a condition is looked at again.
pub const POLL_PERIOD: Duration = Duration::from_millis(20);

/// The inner size of a browser window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewport {
    /// In CSS pixels.
    pub width: u32,
    /// In CSS pixels.
    pub height: u32,
}

impl Viewport {
    /// A small phone, upright.
    pub const PHONE: Self = Self { width: 360, height: 740 };
}

/// A running browser.
pub struct Browser {
    /// The session in it.
    pub client: Client,
    console: Console,
    /// The driver, and whatever else had to be started for this session.
    processes: Vec<Child>,
}

impl Browser {
    /// Starts a browser.
    ///
    /// # Errors
    ///
    /// When the driver or the browser does not start.
    pub async fn open(engine: Engine, viewport: Viewport) -> Result<Self> {
        let port = free_port()?;
        let port_option = format!("--port={port}");
        let capabilities = capabilities(engine, viewport);
        match engine {
            Engine::Chromium => {
                let driver = start(Command::new("chromedriver").arg(port_option))?;
                let client = connect(port, capabilities).await?;
                Ok(Self { client, console: Console::OnRequest, processes: vec![driver] })
            }
            Engine::Firefox => {
                let driver = start(
                    Command::new("geckodriver")
                        .arg(port_option)
                        .arg(format!("--websocket-port={}", free_port()?)),
                )?;
                let client = connect(port, capabilities).await?;
                let mut bidi = Bidi::connect(&client).await?;
                bidi.set_viewport(&client, viewport).await?;
                let console = Console::Live(bidi.listen().await?);
                Ok(Self { client, console, processes: vec![driver] })
            }
            Engine::Webkit => {
                let inspector_address = format!("127.0.0.1:{}", free_port()?);
                let (display, display_name) = start_display().await?;
                let mini_browser = start(
                    Command::new(mini_browser()?)
                        .arg("--automation")
                        .env("DISPLAY", display_name)
                        .env("WEBKIT_INSPECTOR_SERVER", &inspector_address),
                )?;
                wait_for(&inspector_address).await?;
                let page = inspector::Page::find(&inspector_address).await?;
                let driver = start(
                    Command::new("WebKitWebDriver")
                        .arg(port_option)
                        .arg(format!("--target={inspector_address}")),
                )?;
                let client = connect(port, capabilities).await?;
                client.set_window_size(viewport.width, viewport.height).await?;
                let console = Console::Live(page.listen().await?);
                Ok(Self { client, console, processes: vec![driver, mini_browser, display] })
            }
        }
    }

    /// Takes the errors and warnings in the console since the last call.
    ///
    /// # Errors
    ///
    /// When the console cannot be read to its end.
    pub async fn take_complaints(&self) -> Result<Vec<String>> {
        self.console.take_complaints(&self.client).await
    }

    /// Sends a command that is no part of WebDriver, below the session's own path.
    ///
    /// # Errors
    ///
    /// When the driver does not know it or it fails.
    pub async fn vendor_command(&self, path: &'static str, body: Value) -> Result<Value> {
        vendor_command(&self.client, path, body).await
    }

    /// Closes the browser, and waits until all that was started for it has ended.
    ///
    /// # Errors
    ///
    /// When the browser cannot be closed; its driver is ended all the same.
    pub async fn close(mut self) -> Result<()> {
        let closed = self.client.close().await;
        for process in &mut self.processes {
            process.kill().await?;
        }
        closed.context("expected the browser to close")
    }
}

/// Sends a command that is no part of WebDriver, below the session's own path.
pub(crate) async fn vendor_command(
    client: &Client,
    path: &'static str,
    body: Value,
) -> Result<Value> {
    client
        .issue_cmd(VendorCommand { path, body })
        .await
        .with_context(|| format!("expected the driver to know {path}"))
}

#[derive(Debug)]
struct VendorCommand {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for VendorCommand {
    fn endpoint(
        &self,
        base_url: &url::Url,
        session_id: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        let session = session_id.unwrap_or_default();
        base_url.join(&format!("session/{session}/{}", self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}

fn capabilities(engine: Engine, viewport: Viewport) -> Capabilities {
    let Viewport { width, height } = viewport;
    let wanted = match engine {
        Engine::Chromium => json!({
            "goog:chromeOptions": {
                "args": [
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
                "mobileEmulation": {
                    "deviceMetrics": {
                        "width": width, "height": height, "pixelRatio": 1.0, "touch": true,
                    },
                },
            },
            "goog:loggingPrefs": { "browser": "ALL" },
        }),
        Engine::Firefox => json!({
            "moz:firefoxOptions": { "args": ["-headless"] },
            "webSocketUrl": true,
        }),
        Engine::Webkit => json!({
            // Otherwise the driver would want a browser of this very version.
            "browserName": "MiniBrowser",
        }),
    };
    match wanted {
        Value::Object(capabilities) => capabilities,
        _ => unreachable!("each of the literals above is an object"),
    }
}

/// A port that nobody listens on. Somebody might before we do; the driver would then say so.
fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}

async fn wait_for(address: &str) -> Result<()> {
    let started = Instant::now();
    while let Err(error) = TcpStream::connect(address).await {
        if started.elapsed() > DEADLINE {
            bail!("expected somebody to listen on {address}, but found: {error}");
        }
        tokio::time::sleep(POLL_PERIOD).await;
    }
    Ok(())
}

/// Starts a program of which nothing is read or wanted but that it runs, with the clock of
/// the plan's readers, eight hours ahead of UTC.
fn start(command: &mut Command) -> Result<Child> {
    command
        .env("TZ", "Asia/Shanghai")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .with_context(|| format!("expected to start {}", command.as_std().get_program().display()))
}

/// Creates a session in the driver on this port, once it listens.
async fn connect(port: u16, capabilities: Capabilities) -> Result<Client> {
    wait_for(&format!("127.0.0.1:{port}")).await?;
    ClientBuilder::new(HttpConnector::new())
        .capabilities(capabilities)
        .connect(&format!("http://127.0.0.1:{port}"))
        .await
        .context("expected the browser to start")
}

/// The browser that WebKitGTK comes with. It is no program for users, so it is not on PATH.
fn mini_browser() -> Result<PathBuf> {
    let libraries = fs::read_dir("/usr/lib")?.filter_map(|entry| Some(entry.ok()?.path()));
    libraries
        .chain(["/usr/lib".into(), "/usr/libexec".into()])
        .map(|dir| dir.join("webkit2gtk-4.1/MiniBrowser"))
        .find(|program| program.is_file())
        .context("expected WebKitGTK's MiniBrowser below /usr/lib or /usr/libexec")
}

/// Starts a screen without a monitor, and returns it with its name once it can be drawn on.
async fn start_display() -> Result<(Child, String)> {
    let mut display = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .context("expected to start Xvfb")?;
    let output = display.stdout.take().expect("standard output is piped");
    let number = BufReader::new(output)
        .lines()
        .next_line()
        .await?
        .context("expected Xvfb to name its display, but found that it ended")?;
    Ok((display, format!(":{number}")))
}
