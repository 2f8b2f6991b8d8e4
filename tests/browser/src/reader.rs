//! A visitor of the site: opens pages, looks, clicks and types.

use std::{fmt::Display, net::SocketAddr, time::Instant};

use anyhow::{Context, Result, bail, ensure};
use fantoccini::{Locator, elements::Element, key::Key};
use serde_json::Value;
use xtask::server::{Server, Site};

use crate::{
    Engine,
    driver::{Browser, DEADLINE, POLL_PERIOD, Viewport},
    site::{self, Built},
};

/// Brings an element to the window's middle and waits until it stays where it is.
const BRING_INTO_VIEW: &str = "
    const [element, done] = arguments;
    let last, n_looks = 0;
    const look = () => {
        element.scrollIntoView({ block: 'center', behavior: 'instant' });
        const { top } = element.getBoundingClientRect();
        n_looks += 1;
        if (top === last || n_looks > 30) return done();
        last = top;
        setTimeout(look, 30);
    };
    look();
";

/// What a case starts from.
#[derive(Clone, Copy, Debug)]
pub struct Setup {
    built: Built,
    header: Option<(&'static str, &'static str)>,
    hidden_suffix: Option<&'static str>,
    tolerated: &'static [&'static str],
    viewport: Viewport,
}

impl Setup {
    /// The site at the root of a host.
    pub const ROOT: Self = Self::of(Built::Root);

    /// The site below a sub-path.
    pub const SUB_PATH: Self = Self::of(Built::SubPath);

    const fn of(built: Built) -> Self {
        Self { built, header: None, hidden_suffix: None, tolerated: &[], viewport: Viewport::PHONE }
    }

    /// The site.
    pub const fn built(&self) -> Built {
        self.built
    }

    /// With a header on every answer of the server.
    pub const fn with_header(mut self, name: &'static str, value: &'static str) -> Self {
        self.header = Some((name, value));
        self
    }

    /// With no file on the server that ends so.
    pub const fn without_files_ending_in(mut self, suffix: &'static str) -> Self {
        self.hidden_suffix = Some(suffix);
        self
    }

    /// With messages in the console that contain one of these, because the case provokes them.
    pub const fn tolerating(mut self, parts: &'static [&'static str]) -> Self {
        self.tolerated = parts;
        self
    }

    /// With a window as narrow as this many CSS pixels.
    pub const fn as_wide_as(mut self, width: u32) -> Self {
        self.viewport.width = width;
        self
    }

    fn site(&self) -> Result<Site> {
        let mut site = self.built.site()?;
        if let Some((name, value)) = self.header {
            site = site.with_header(name, value);
        }
        if let Some(suffix) = self.hidden_suffix {
            site = site.without_files_ending_in(suffix);
        }
        Ok(site)
    }
}

/// A visitor with a browser, and the server that the site is on.
pub struct Reader {
    /// The browser.
    pub browser: Browser,
    /// What the case started from.
    pub setup: Setup,
    site: Site,
    /// Where the site is, also while the server is stopped.
    url: String,
    address: SocketAddr,
    server: Option<Server>,
}

impl Reader {
    /// Runs a case: serves the site, opens a browser, lets `case` do its work, and requires that
    /// nothing has turned up in the console.
    ///
    /// # Errors
    ///
    /// When the case fails, when the console is not empty, or when the browser does not work.
    pub async fn run(
        engine: Engine,
        setup: Setup,
        case: impl AsyncFnOnce(&mut Self) -> Result<()>,
    ) -> Result<()> {
        let mut reader = Self::start(engine, setup).await?;
        let outcome = case(&mut reader).await;
        let complaints = reader.browser.take_complaints().await;
        reader.browser.close().await?;
        let complaints = match (complaints, &outcome) {
            (Ok(complaints), _) => complaints,
            // Where a case breaks off, its window need not be the one that is listened to.
            (Err(_), Err(_)) => Vec::new(),
            (Err(error), Ok(())) => return Err(error),
        };
        let unexpected: Vec<String> = complaints
            .into_iter()
            .filter(|complaint| !setup.tolerated.iter().any(|part| complaint.contains(part)))
            .collect();
        if unexpected.is_empty() {
            return outcome;
        }
        let console = format!("the console says:\n  {}", unexpected.join("\n  "));
        match outcome {
            Ok(()) => bail!("expected an empty console, but {console}"),
            Err(error) => Err(error.context(console)),
        }
    }

    /// Serves the site and opens a browser, the size of a phone unless the setup says otherwise.
    ///
    /// # Errors
    ///
    /// When the server or the browser does not start.
    async fn start(engine: Engine, setup: Setup) -> Result<Self> {
        let site = setup.site()?;
        let server = site::serve(site.clone())?;
        Ok(Self {
            browser: Browser::open(engine, setup.viewport).await?,
            setup,
            site,
            url: server.url(),
            address: server.address(),
            server: Some(server),
        })
    }

    /// The full address of a path inside the site.
    pub fn url_of(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// The server, as long as it runs.
    ///
    /// # Errors
    ///
    /// When it has been stopped.
    pub fn server(&self) -> Result<&Server> {
        self.server.as_ref().context("expected the server to run, but it has been stopped")
    }

    /// Stops the server: from now on the visitor is offline.
    pub fn stop_server(&mut self) {
        self.server = None;
    }

    /// Starts the server again, at the same address.
    ///
    /// # Errors
    ///
    /// When somebody else has taken the port in the meantime.
    pub fn restart_server(&mut self) -> Result<()> {
        self.server = Some(Server::start(self.site.clone(), self.address)?);
        Ok(())
    }

    /// Serves another site from now on, at the same address.
    ///
    /// # Errors
    ///
    /// When somebody else has taken the port in the meantime.
    pub fn move_to(&mut self, site: Site) -> Result<()> {
        self.stop_server();
        self.site = site;
        self.restart_server()
    }

    /// Opens a path inside the site and waits until the app has taken over the page.
    ///
    /// # Errors
    ///
    /// When it does not.
    pub async fn open(&self, path: &str) -> Result<()> {
        self.visit(path).await?;
        self.until_ready().await
    }

    /// Opens a path inside the site and waits for no more than the browser's `load` event.
    ///
    /// # Errors
    ///
    /// When the page cannot be loaded.
    pub async fn visit(&self, path: &str) -> Result<()> {
        let url = self.url_of(path);
        self.browser.client.goto(&url).await.with_context(|| format!("expected to open {url}"))
    }

    /// Loads the page again, as its reload button does, and waits until the app has taken over.
    ///
    /// WebDriver's own command is a forced reload in Firefox: it passes the service worker by.
    ///
    /// # Errors
    ///
    /// When it does not.
    pub async fn reload(&self) -> Result<()> {
        self.value("window.isBeforeReload = true").await?;
        // The answer may be lost with the page.
        drop(self.value("location.reload()").await);
        self.until("the page to be loaded anew", "window.isBeforeReload === undefined").await?;
        self.until_ready().await
    }

    /// Waits until the app has taken over the page.
    ///
    /// # Errors
    ///
    /// When it does not before the deadline.
    pub async fn until_ready(&self) -> Result<()> {
        self.until(
            "the app to take over the page",
            "document.documentElement.hasAttribute('data-ready')",
        )
        .await
    }

    /// Waits until a JavaScript expression is true.
    ///
    /// # Errors
    ///
    /// When it does not become true before the deadline; `what` then completes "expected …".
    pub async fn until(&self, what: impl Display, expression: &str) -> Result<()> {
        let started = Instant::now();
        loop {
            // While a page is being replaced there may be nothing to run a script in.
            let found = self.value(expression).await;
            if matches!(found, Ok(Value::Bool(true))) {
                return Ok(());
            }
            if started.elapsed() > DEADLINE {
                let place = self.browser.client.current_url().await?;
                bail!("expected {what}, but found `{expression}` to be {found:?} at {place}");
            }
            tokio::time::sleep(POLL_PERIOD).await;
        }
    }

    /// The value of a JavaScript expression in the page.
    ///
    /// # Errors
    ///
    /// When it throws.
    pub async fn value(&self, expression: &str) -> Result<Value> {
        self.browser
            .client
            .execute(&format!("return ({expression})"), Vec::new())
            .await
            .with_context(|| format!("expected `{expression}` to have a value"))
    }

    /// The value of a JavaScript expression that is a string.
    ///
    /// # Errors
    ///
    /// When it throws or is none.
    pub async fn text(&self, expression: &str) -> Result<String> {
        match self.value(expression).await? {
            Value::String(text) => Ok(text),
            value => bail!("expected `{expression}` to be a string, but found {value}"),
        }
    }

    /// Requires a JavaScript expression to be true, at once.
    ///
    /// # Errors
    ///
    /// When it is anything else; `what` then completes "expected …".
    pub async fn expect(&self, what: impl Display, expression: &str) -> Result<()> {
        let found = self.value(expression).await?;
        ensure!(
            found == Value::Bool(true),
            "expected {what}, but found `{expression}` to be {found}"
        );
        Ok(())
    }

    /// Waits for the first element that matches a CSS selector.
    ///
    /// # Errors
    ///
    /// When there is none before the deadline.
    pub async fn find(&self, selector: &str) -> Result<Element> {
        self.browser
            .client
            .wait()
            .at_most(DEADLINE)
            .every(POLL_PERIOD)
            .for_element(Locator::Css(selector))
            .await
            .with_context(|| format!("expected an element `{selector}`"))
    }

    /// Waits until the fragment's block is marked, and lies open below the bars.
    ///
    /// # Errors
    ///
    /// When it does not before the deadline.
    pub async fn until_landed_on(&self, block: &str) -> Result<()> {
        self.until(
            format!(
                "block {block} to be marked and its beginning to be in view, covered by nothing"
            ),
            &format!(
                "((block) => {{
                    if (block === null || !block.hasAttribute('data-marked')) return false;
                    const {{ left, top, width }} = block.getBoundingClientRect();
                    const seen = document.elementFromPoint(left + width / 2, top + 12);
                    return top >= 0 && block.contains(seen);
                }})(document.getElementById('{block}'))"
            ),
        )
        .await
    }

    /// Clicks on an element, or taps where the browser is a phone's.
    ///
    /// # Errors
    ///
    /// When there is no such element, or it is covered.
    pub async fn click(&self, selector: &str) -> Result<()> {
        let element = self.find(selector).await?;
        // By itself WebDriver brings an element just into the window, there maybe below a bar;
        // and lines that are laid out only when they come into view may move it on.
        self.browser
            .client
            .execute_async(BRING_INTO_VIEW, vec![serde_json::to_value(&element)?])
            .await?;
        element.click().await.with_context(|| format!("expected to click on `{selector}`"))
    }

    /// Presses a key where the focus is.
    ///
    /// # Errors
    ///
    /// When no element has it.
    pub async fn press(&self, key: Key) -> Result<()> {
        let focused = self.browser.client.active_element().await?;
        focused
            .send_keys(&char::from(key).to_string())
            .await
            .with_context(|| format!("expected to press {key:?}"))
    }

    /// Presses a key where the focus is, with Shift held.
    ///
    /// # Errors
    ///
    /// When no element has it.
    pub async fn press_with_shift(&self, key: Key) -> Result<()> {
        let focused = self.browser.client.active_element().await?;
        let keys: String = [char::from(Key::Shift), char::from(key)].into_iter().collect();
        focused.send_keys(&keys).await.with_context(|| format!("expected to press Shift+{key:?}"))
    }

    /// The path of the current page inside the site, with query and fragment.
    ///
    /// # Errors
    ///
    /// When the browser is on another site.
    pub async fn path(&self) -> Result<String> {
        let url = self.text("location.href").await?;
        match url.strip_prefix(&self.url) {
            Some(path) => Ok(path.to_owned()),
            None => bail!("expected a page below {}, but found {url}", self.url),
        }
    }
}
