//! Reading without a network, and going from one build to the next.

use std::fs;

use anyhow::{Context, Result, ensure};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use browser_tests::{
    reader::{Reader, Setup},
    site::{self, Built},
};
use fantoccini::wd::WindowHandle;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use xtask::server::Site;

use crate::Suite;

/// Addresses of every kind, each with what the page must then show.
const ADDRESSES: [(&str, &str); 29] = [
    ("", "document.querySelector('.ways') !== null"),
    ("?utm_source=wechat&from=timeline", "document.querySelector('.ways') !== null"),
    ("plan/", "document.querySelector('#outline-filter') !== null"),
    ("plan/4/", "document.getElementById('4.1.3').innerText.length > 40"),
    ("plan/7/#7.1", "document.getElementById('7.1').hasAttribute('data-marked')"),
    ("plan/7/#7.1.1", "document.getElementById('7.1.1').hasAttribute('data-marked')"),
    ("plan/4/?q=创新", "document.querySelector('.hit-bar') !== null"),
    ("plan/2/#b1", "document.getElementById('b1').innerText.length > 100"),
    (
        "indicators/?nature=binding&sort=name",
        "document.querySelectorAll('.entry:not([hidden])').length < 30",
    ),
    ("indicators/?compare=14-6,14-12", "document.querySelector('main svg') !== null"),
    ("indicators/14-6/", "document.querySelector('.chart figcaption') !== null"),
    ("indicators/13-31/#13-31-2", "document.getElementById('13-31-2') !== null"),
    ("targets/?unit=%25", "document.querySelectorAll('.target').length > 0"),
    ("targets/#4.3.4-2", "document.getElementById('4.3.4-2') !== null"),
    ("projects/", "document.querySelectorAll('[id$=\"-p2\"]').length > 0"),
    ("search/?q=养老", "document.querySelectorAll('[data-block]').length > 10"),
    ("topics/", "document.querySelectorAll('a[href*=\"/topics/\"]').length > 5"),
    ("topics/elderly/", "document.querySelector('main h1').innerText.length > 1"),
    ("places/", "document.querySelectorAll('a[href*=\"/places/\"]').length > 5"),
    ("places/jiangyin/", "document.querySelector('main h1').innerText.includes('江阴')"),
    (
        "for-me/?topics=elderly,school&place=jiangyin",
        "document.querySelector('main').innerText.includes('江阴')",
    ),
    ("qa/", "document.querySelectorAll('a[href*=\"/qa/\"]').length > 5"),
    ("qa/6/#q6.1", "document.getElementById('q6.1').innerText.length > 400"),
    ("compare/", "document.querySelector('.edition__text') !== null"),
    ("checks/#physicians-2020", "document.getElementById('physicians-2020') !== null"),
    ("glossary/", "document.querySelector('main h1').innerText.includes('名词')"),
    ("mine/", "document.querySelector('main h1').innerText.length > 1"),
    ("plan/full/#9.1", "document.getElementById('9.1') !== null"),
    ("maps/", "document.querySelector('main h1').innerText.includes('附图')"),
];

pub(crate) fn add(suite: &mut Suite) {
    for setup in [Setup::ROOT, Setup::SUB_PATH] {
        let place = setup.built().public_url();
        suite.case(
            setup,
            &format!("after one visit to {place} every kind of page opens in a new window without a server"),
            every_kind_of_page_opens_without_a_server,
        );
        suite.case(
            setup,
            &format!(
                "an update of {place} waits for the reader, and one tap takes it in all windows"
            ),
            one_tap_takes_the_update_in_all_windows,
        );
    }
    suite.case(
        Setup::ROOT,
        "an update leaves a window alone in which somebody writes, and its build's files stay",
        an_update_interrupts_no_writing,
    );
    suite.case(
        Setup::ROOT,
        "an update leaves a window alone that has what the device refused to keep",
        an_update_loses_nothing,
    );
    suite.case(
        // What was fetched once would not be broken off the next time.
        Setup::ROOT
            .with_header("cache-control", "no-store")
            // The browser tells of the page that breaks off.
            .tolerating(&["Connection terminated unexpectedly"]),
        "when the next build breaks off at any of its files, this one stays whole",
        a_broken_update_leaves_the_build_whole,
    );
    suite.chromium_case(
        "when the next build finds no room, this one stays whole",
        an_update_without_room_leaves_the_build_whole,
    );
    suite.case(
        Setup::ROOT.with_header("cache-control", "max-age=600"),
        "where pages may be kept for ten minutes, none starts with another build's files",
        a_kept_page_never_meets_another_build,
    );
    suite.case(
        // The browser tells that the file could not be had.
        Setup::ROOT.tolerating(&["data/plan.json", "Could not connect", "503"]),
        "a data file that is not there offline is said not to be there",
        a_data_file_gets_an_honest_answer,
    );
    suite.case(
        Setup::ROOT,
        "what is said of the offline copy is what is in it, and what it lacks can be fetched",
        the_copy_is_looked_at,
    );
    suite.case(
        Setup::ROOT,
        "the offline copy can be removed, and what the reader entered stays",
        the_copy_can_be_removed,
    );
    suite.case(
        Setup::ROOT,
        "all that the site keeps can be removed, after a question",
        everything_can_be_removed,
    );
}

/// Waits until the page says that it can be read offline.
async fn until_kept(reader: &Reader) -> Result<()> {
    reader
        .until(
            "all to be kept for offline reading",
            "(({ dataset }) => dataset.offline === 'ready' || JSON.stringify(dataset))
             (document.documentElement)",
        )
        .await
}

/// Requires the page to be of this build, whole: its HTML, and what was fetched for it.
async fn is_of_build(reader: &Reader, build: &str) -> Result<()> {
    let found = reader.text("document.documentElement.dataset.build").await?;
    ensure!(found == build, "expected a page of build {build}, but found one of {found}");
    let fetched = reader
        .value(
            "performance.getEntriesByType('resource')
                .map(({ name }) => new URL(name).pathname.split('/').pop())
                .filter((name) => /^(boot|offline|plan-reader|styles)-/.test(name))",
        )
        .await?;
    let mut own = site::files(&reader.setup.built().folder()?)?;
    if build == NextBuild::BUILD {
        for (old, new) in NextBuild::renamed(&own)? {
            own.iter_mut().for_each(|name| *name = name.replace(&old, &new));
        }
    }
    for name in fetched.as_array().context("expected names of files")? {
        let is_own = own.iter().any(|file| name == file);
        ensure!(
            is_own,
            "expected a page of build {build} to fetch its own files, but found {name}"
        );
    }
    reader
        .until(
            "the foot to name the page's build",
            "document.querySelector('.page-foot code').textContent === document.documentElement.dataset.build",
        )
        .await
}

/// Opens every kind of page.
async fn every_page_opens(reader: &Reader, build: &str) -> Result<()> {
    for (address, condition) in ADDRESSES {
        reader.open(address).await?;
        reader.until(format!("/{address} to be shown"), condition).await?;
        is_of_build(reader, build).await.with_context(|| format!("at /{address}"))?;
    }
    for address in ["about/", "nothing/of/the/kind", "plan/99/"] {
        reader.open(address).await?;
        reader
            .until(
                format!("/{address} to have a heading and a way on"),
                "document.querySelector('main h1').innerText.length > 1
                    && document.querySelector('main a, nav a') !== null",
            )
            .await?;
    }
    Ok(())
}

/// Leaves the site in the window that is open, which is returned, and goes to a new one.
async fn change_windows(reader: &Reader) -> Result<WindowHandle> {
    let client = &reader.browser.client;
    let left = client.window().await?;
    client.goto("about:blank").await?;
    let new = client.new_window(true).await?;
    client.switch_to_window(new.handle).await?;
    Ok(left)
}

/// The build of a site.
fn build_of(site: &Built) -> Result<String> {
    let page = fs::read_to_string(site.folder()?.join("index.html"))?;
    let (_, rest) = page.split_once("data-build=\"").context("expected a page with its build")?;
    Ok(rest.split('"').next().unwrap_or_default().to_owned())
}

/// The next build of a site, made from it: another build id, another name and content of the app,
/// and the digests that go with them.
struct NextBuild {
    folder: TempDir,
    build: String,
    /// The files that it keeps for reading offline.
    kept: Vec<String>,
    built: Built,
}

impl NextBuild {
    const BUILD: &str = "0123456789ab";

    /// The digests in the names of scripts, as they are and as they are in the next build.
    fn renamed(files: &[String]) -> Result<Vec<(String, String)>> {
        let scripts = ["boot-", "plan-reader-", "offline-"].into_iter();
        let renamed = scripts.map(|script| {
            let digest = files
                .iter()
                .find_map(|file| file.strip_prefix(script)?.strip_suffix(".js"))
                .with_context(|| format!("expected a script {script}…"))?;
            Ok((digest.to_owned(), digest.chars().rev().collect()))
        });
        renamed.collect()
    }

    fn of(built: Built) -> Result<Self> {
        let from = built.folder()?;
        let old_build = build_of(&built)?;
        let files = site::files(&from)?;
        let mut renamed = vec![(old_build, Self::BUILD.to_owned())];
        renamed.extend(Self::renamed(&files)?);
        let folder = tempfile::tempdir()?;
        // What others name by its digest comes before them.
        let mut files: Vec<_> = files.iter().collect();
        let is_own =
            |file: &str| file.ends_with(".wasm") || file.ends_with(".js") && file != "sw.js";
        files.sort_by_key(|file| (!is_own(file), file.starts_with("boot-")));
        for file in files {
            let old_content = fs::read(from.join(file))?;
            let mut content = old_content.clone();
            let mut path = file.clone();
            for (old, new) in &renamed {
                content = replaced(content, old.as_bytes(), new.as_bytes());
                path = path.replace(old, new);
            }
            if is_own(file) {
                renamed.push((integrity(&old_content), integrity(&content)));
            } else if let Some(old) = start_script(&old_content) {
                let new = integrity(start_script(&content).context("expected a script")?);
                content = replaced(content, integrity(old).as_bytes(), new.as_bytes());
            }
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().context("expected a file in a folder")?)?;
            fs::write(path, content)?;
        }
        let worker = fs::read_to_string(folder.path().join("sw.js"))?;
        let (before, list, after) = file_list(&worker)?;
        let mut kept = Vec::new();
        let mut new_list = serde_json::Map::new();
        for file in list.keys() {
            let content = fs::read(folder.path().join(file))?;
            new_list.insert(file.clone(), json!([content.len(), integrity(&content)]));
            kept.push(file.clone());
        }
        let worker = format!("{before}{}{after}", Value::Object(new_list));
        fs::write(folder.path().join("sw.js"), worker)?;
        Ok(Self { folder, build: Self::BUILD.to_owned(), kept, built })
    }

    fn site(&self) -> Site {
        Site::new(self.folder.path()).mounted_at(self.built.public_url())
    }
}

/// The service worker's list of files, and what stands before and after it.
fn file_list(worker: &str) -> Result<(&str, serde_json::Map<String, Value>, &str)> {
    let start = worker.find("{\n").context("expected a list of files")?;
    let end = start + worker[start..].find("\n}").context("expected the list to end")? + 2;
    Ok((&worker[..start], serde_json::from_str(&worker[start..end])?, &worker[end..]))
}

/// The script in a page that names the one that starts the app, and is allowed there by its digest.
fn start_script(page: &[u8]) -> Option<&[u8]> {
    const OPENING: &[u8] = b"<script>";
    const CLOSING: &[u8] = b"</script>";
    let start = page.windows(OPENING.len()).rposition(|run| run == OPENING)? + OPENING.len();
    let len = page[start..].windows(CLOSING.len()).position(|run| run == CLOSING)?;
    Some(&page[start..start + len])
}

fn integrity(content: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(content)))
}

fn replaced(content: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut replaced = Vec::with_capacity(content.len());
    let mut rest = &content[..];
    while let Some(at) = rest.windows(from.len()).position(|run| run == from) {
        replaced.extend_from_slice(&rest[..at]);
        replaced.extend_from_slice(to);
        rest = &rest[at + from.len()..];
    }
    replaced.extend_from_slice(rest);
    replaced
}

/// Lets the page become visible again, an hour later. On a busy machine WebKit takes a window's
/// second tab for hidden.
const AN_HOUR_LATER: &str = "((now) => {
    Date.now = () => now + 3_600_000;
    Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true });
    return document.dispatchEvent(new Event('visibilitychange'));
})(Date.now())";

const IS_OFFERED: &str = "document.documentElement.dataset.update === 'offered'";

/// Comes back to the page an hour later, and again where the server was just being replaced: what
/// could not be asked for is asked for again then.
async fn until_offered(reader: &Reader) -> Result<()> {
    reader.value(AN_HOUR_LATER).await?;
    let again = "document.dispatchEvent(new Event('visibilitychange'))";
    reader.until("the update to be offered", &format!("({again}, {IS_OFFERED})")).await
}

async fn every_kind_of_page_opens_without_a_server(reader: &mut Reader) -> Result<()> {
    let build = build_of(&reader.setup.built())?;
    reader.open("plan/4/?utm_source=wechat").await?;
    until_kept(reader).await?;
    reader.stop_server();
    let left = change_windows(reader).await?;
    every_page_opens(reader, &build).await?;
    until_kept(reader).await?;
    // A reload stays where it was, too.
    reader.open("plan/7/#7.1.1").await?;
    reader.value("document.getElementById('7.3').scrollIntoView()").await?;
    reader.until("to be scrolled down", "scrollY > 1000").await?;
    reader.reload().await?;
    reader
        .until(
            "the same place to be in view",
            "Math.abs(document.getElementById('7.3').getBoundingClientRect().top) < 200",
        )
        .await?;
    reader.open("search/?q=太湖#main").await?;
    reader.reload().await?;
    ensure!(reader.path().await?.ends_with("#main"));
    reader
        .until(
            "the search to be there again",
            "document.querySelectorAll('[data-block]').length > 3",
        )
        .await?;
    Ok(reader.browser.client.switch_to_window(left).await?)
}

async fn one_tap_takes_the_update_in_all_windows(reader: &mut Reader) -> Result<()> {
    let next = NextBuild::of(reader.setup.built())?;
    let old_build = build_of(&reader.setup.built())?;
    reader.open("plan/4/").await?;
    until_kept(reader).await?;
    let client = reader.browser.client.clone();
    let first = client.window().await?;
    let second = client.new_window(true).await?;
    client.switch_to_window(second.handle.clone()).await?;
    reader.open("plan/7/").await?;
    until_kept(reader).await?;
    reader.value("document.getElementById('7.2').scrollIntoView()").await?;
    reader.until("to be scrolled down", "scrollY > 500").await?;
    let top = "document.getElementById('7.2').getBoundingClientRect().top";

    reader.move_to(next.site())?;
    until_offered(reader).await?;
    is_of_build(reader, &old_build).await?;
    // A worker listens to what it knows only.
    reader
        .value(
            "navigator.serviceWorker.getRegistration().then(({ waiting }) => [
                null, 'take-over', {}, { type: 'skipWaiting' }, { type: 'constructor' }, [{ type: 'take-over' }],
            ].forEach((message) => waiting.postMessage(message)))",
        )
        .await?;
    client.switch_to_window(first.clone()).await?;
    reader.until("the update to be offered in the other window too", IS_OFFERED).await?;
    is_of_build(reader, &old_build).await?;

    reader.click("[data-update-now]").await?;
    let is_new = format!("document.documentElement.dataset.build === '{}'", next.build);
    reader.until("this window to be of the new build", &is_new).await?;
    reader.until_ready().await?;
    is_of_build(reader, &next.build).await?;
    client.switch_to_window(second.handle).await?;
    reader.until("the other window to be of the new build", &is_new).await?;
    reader.until_ready().await?;
    is_of_build(reader, &next.build).await?;
    until_kept(reader).await?;
    reader.until("the reader to be where they were", &format!("Math.abs({top}) < 200")).await?;
    reader
        .until("no update to be offered", "document.documentElement.dataset.update === 'none'")
        .await?;
    reader.value("void caches.keys().then((names) => { window.caching = names.length })").await?;
    reader
        .until(
            "only the new build to be kept",
            "(caches.keys().then((names) => { window.caching = names.length }), window.caching === 1)",
        )
        .await?;

    reader.stop_server();
    every_page_opens(reader, &next.build).await?;
    Ok(client.switch_to_window(first).await?)
}

/// How the page's own look at every file of the copy ends.
async fn check(reader: &Reader) -> Result<String> {
    match reader.value("planReaderOffline.check()").await? {
        Value::String(report) => Ok(report),
        other => anyhow::bail!("expected a report, but found {other}"),
    }
}

/// Looks for the next build and waits until its worker is installed or given up: whether it waits.
async fn next_build_waits(reader: &Reader) -> Result<bool> {
    let waits = reader
        .value(
            "navigator.serviceWorker.getRegistration().then(async (registration) => {
                await registration.update().catch(() => {});
                const worker = registration.installing;
                while (worker?.state === 'installing') {
                    await new Promise((resolve) => {
                        worker.addEventListener('statechange', resolve, { once: true });
                    });
                }
                return registration.waiting !== null;
            })",
        )
        .await?;
    Ok(waits == true)
}

/// Requires this build to open without a server, and nothing of another to be kept.
async fn stays_whole(reader: &mut Reader, build: &str) -> Result<()> {
    reader.stop_server();
    reader.reload().await?;
    is_of_build(reader, build).await?;
    let report = check(reader).await?;
    ensure!(
        report.starts_with(&format!("ready\n{build}\n")),
        "expected all of {build}, but found {report}"
    );
    let caches = reader.value("caches.keys()").await?;
    ensure!(
        caches.as_array().is_some_and(|names| names.len() == 1),
        "expected the cache of {build} alone, but found {caches}"
    );
    Ok(())
}

async fn a_broken_update_leaves_the_build_whole(reader: &mut Reader) -> Result<()> {
    let next = NextBuild::of(reader.setup.built())?;
    let build = build_of(&reader.setup.built())?;
    reader.open("plan/4/").await?;
    until_kept(reader).await?;
    ensure!(next.kept.len() > 5, "expected more to be kept than {:?}", next.kept);
    for file in next.kept.iter().map(String::as_str).chain(["sw.js"]) {
        let broken = next.site().with_header("cache-control", "no-store").breaking_off(file);
        reader.move_to(broken)?;
        ensure!(!next_build_waits(reader).await?, "expected a build without {file} to be given up");
        stays_whole(reader, &build).await.with_context(|| format!("without {file}"))?;
    }
    // What is not the build's is not taken, whole as it may be.
    let manifest = next.folder.path().join("manifest.webmanifest");
    let content = fs::read(&manifest)?;
    fs::write(&manifest, replaced(content.clone(), b"zh-CN", b"zh-TW"))?;
    reader.move_to(next.site())?;
    ensure!(
        !next_build_waits(reader).await?,
        "expected a build with a foreign file to be given up"
    );
    stays_whole(reader, &build).await.context("with a foreign file")?;
    fs::write(&manifest, content)?;

    // A page of which only a half arrives is none: the copy's is shown.
    reader.move_to(next.site().breaking_off("plan/5/"))?;
    reader.open("plan/5/").await?;
    is_of_build(reader, &build).await?;
    reader.move_to(next.site())?;
    ensure!(next_build_waits(reader).await?, "expected the whole next build to wait");
    reader.until("the update to be offered", IS_OFFERED).await?;
    reader.click("[data-update-now]").await?;
    let is_new = format!("document.documentElement.dataset.build === '{}'", next.build);
    reader.until("the window to be of the new build", &is_new).await?;
    until_kept(reader).await?;
    reader.stop_server();
    reader.open("indicators/14-6/").await?;
    is_of_build(reader, &next.build).await
}

async fn an_update_without_room_leaves_the_build_whole(reader: &mut Reader) -> Result<()> {
    let next = NextBuild::of(reader.setup.built())?;
    let build = build_of(&reader.setup.built())?;
    reader.open("plan/4/").await?;
    until_kept(reader).await?;
    let origin = reader.text("location.origin").await?;
    let quota = json!({
        "cmd": "Storage.overrideQuotaForOrigin",
        "params": { "origin": origin, "quotaSize": 2_000_000 },
    });
    reader.browser.vendor_command("goog/cdp/execute", quota).await?;
    reader.move_to(next.site())?;
    ensure!(!next_build_waits(reader).await?, "expected a build without room to be given up");
    stays_whole(reader, &build).await
}

async fn a_kept_page_never_meets_another_build(reader: &mut Reader) -> Result<()> {
    let next = NextBuild::of(reader.setup.built())?;
    let build = build_of(&reader.setup.built())?;
    reader.open("plan/5/").await?;
    until_kept(reader).await?;
    reader.open("plan/4/").await?;
    until_kept(reader).await?;
    is_of_build(reader, &build).await?;
    reader.move_to(next.site().with_header("cache-control", "max-age=600"))?;
    // Whatever is wrong with connections that the server has closed is over then.
    let ask = "fetch('../../robots.txt', { cache: 'no-store' }).then(() => true, () => false)";
    reader.until("the server to answer again", ask).await?;
    reader.open("plan/5/").await?;
    // WebKit takes a page that may still be kept without asking the worker: it is the old one,
    // whole. The others ask.
    let found = reader.text("document.documentElement.dataset.build").await?;
    is_of_build(reader, &found).await?;
    reader.reload().await?;
    is_of_build(reader, &next.build).await?;
    // The page is of the new build already: there is nothing to offer, and it is kept.
    reader
        .value(
            "navigator.serviceWorker.getRegistration().then((it) => it.update()).then(() => true)",
        )
        .await?;
    until_kept(reader).await?;
    reader
        .expect("no update to be offered", "document.documentElement.dataset.update === 'none'")
        .await?;
    reader.stop_server();
    reader.open("plan/6/").await?;
    is_of_build(reader, &next.build).await
}

async fn a_data_file_gets_an_honest_answer(reader: &mut Reader) -> Result<()> {
    reader.open("about/").await?;
    until_kept(reader).await?;
    reader.stop_server();
    let is_refused = "fetch('../data/plan.json').then(() => false, () => true)";
    ensure!(reader.value(is_refused).await? == true, "expected no answer to a script");
    reader.visit("data/plan.json").await?;
    reader
        .until(
            "the page to say that there is no network, and to lead back",
            "document.body.innerText.includes('没有网络') && document.querySelector('a') !== null
                && document.getElementById('app') === null",
        )
        .await?;
    reader.click("a").await?;
    reader.until_ready().await
}

async fn the_copy_is_looked_at(reader: &mut Reader) -> Result<()> {
    const BUTTONS: &str = "[...document.querySelectorAll('.offline-copy button')]";
    let press = |name: &str| {
        format!(
            "{BUTTONS}.find((button) => button.innerText.includes('{name}')).click() === undefined"
        )
    };
    let says = |words: &str| {
        format!("document.querySelector('.offline-copy__said').innerText.includes('{words}')")
    };
    let is_ready_said =
        "getComputedStyle(document.querySelector('.page-foot__offline')).display !== 'none'";
    reader.open("about/#offline").await?;
    until_kept(reader).await?;
    reader.until("the foot to say that all is kept", is_ready_said).await?;
    reader.expect("a button to check", &press("检查")).await?;
    reader.until("all to be found in order", &says("都完好")).await?;

    let change = |change: &str| {
        format!(
            "caches.keys().then(([name]) => caches.open(name)).then((cache) => cache.{change}).then(() => true)"
        )
    };
    let shell = "new URL('shell.html', document.querySelector('link[rel=manifest]').href)";
    reader.value(&change(&format!("delete({shell})"))).await?;
    reader.expect("a button to check", &press("检查")).await?;
    reader.until("the missing file to be named", &says("缺失或损坏：shell.html")).await?;
    reader
        .expect("the foot to say no more that all is kept", &format!("!({is_ready_said})"))
        .await?;
    reader
        .until(
            "a button to fetch it",
            &format!("{BUTTONS}.some(({{ innerText }}) => innerText === '现在就存')"),
        )
        .await?;
    reader.expect("it to be pressed", &press("现在就存")).await?;
    reader.until("all to be kept again", &says("存好了")).await?;

    let size = reader
        .value(&format!("caches.match({shell}).then((it) => it.blob()).then(({{ size }}) => size)"))
        .await?;
    reader.value(&change(&format!("put({shell}, new Response('x'.repeat({size})))"))).await?;
    reader.expect("a button to check", &press("检查")).await?;
    reader.until("the damaged file to be named", &says("缺失或损坏：shell.html")).await?;
    reader.value(&change(&format!("delete({shell})"))).await?;
    reader.reload().await?;
    until_kept(reader).await?;
    ensure!(check(reader).await?.starts_with("ready\n"), "expected the page to have fetched it");
    Ok(())
}

/// What is left of the copy: the caches and the workers.
const N_KEPT: &str = "Promise.all([caches.keys(), navigator.serviceWorker.getRegistrations()])
    .then((lists) => lists.flat().length)";

async fn the_copy_can_be_removed(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/").await?;
    until_kept(reader).await?;
    reader.value("localStorage.setItem('plan-reader.theme', 'dark')").await?;
    reader.open("about/#offline").await?;
    until_kept(reader).await?;
    reader.click(".offline-copy__actions button:last-child").await?;
    reader
        .until(
            "it to be said that the copy is removed",
            "document.querySelector('.offline-copy__said').innerText.includes('删掉了')",
        )
        .await?;
    ensure!(reader.value(N_KEPT).await? == 0, "expected nothing to be left of the copy");
    // It is not kept again unasked, and what the reader chose is still there.
    reader.open("about/#offline").await?;
    reader
        .until(
            "the page to say that there is no copy",
            "document.querySelector('.offline-copy__state').innerText.includes('你删掉了')",
        )
        .await?;
    ensure!(reader.value(N_KEPT).await? == 0, "expected nothing to be kept again unasked");
    reader
        .expect("the theme to be the reader's", "document.documentElement.dataset.theme === 'dark'")
        .await?;
    reader.click(".offline-copy__actions button:nth-child(2)").await?;
    until_kept(reader).await?;
    reader.stop_server();
    reader.open("plan/9/").await
}

async fn everything_can_be_removed(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/").await?;
    reader.value("localStorage.setItem('plan-reader.theme', 'dark')").await?;
    reader.open("about/#offline").await?;
    until_kept(reader).await?;
    reader.click("#forget").await?;
    reader
        .until(
            "a question, with the focus on it",
            "document.activeElement.id === 'forget-question'",
        )
        .await?;
    reader.click(".offline-copy__question button:not([data-forget])").await?;
    reader
        .until(
            "the button to be there again, with the focus",
            "document.activeElement.id === 'forget'",
        )
        .await?;
    reader
        .expect("nothing to be removed", "localStorage.getItem('plan-reader.theme') === 'dark'")
        .await?;
    reader.click("#forget").await?;
    reader.click("[data-forget]").await?;
    reader
        .until(
            "it to be said that all is removed",
            "document.querySelector('.offline-copy__said').innerText.includes('都删掉了')",
        )
        .await?;
    ensure!(reader.value(N_KEPT).await? == 0, "expected nothing to be left of the copy");
    reader.expect("nothing to be left in the storage", "localStorage.length === 0").await?;
    reader
        .expect("the page to be as at first", "document.documentElement.dataset.theme === 'auto'")
        .await?;
    reader.click("details.settings summary").await?;
    reader.click("[data-theme-choice=dark]").await?;
    reader
        .until("a choice to be shown", "document.documentElement.dataset.theme === 'dark'")
        .await?;
    reader.expect("it not to be kept", "localStorage.length === 0").await
}

async fn an_update_interrupts_no_writing(reader: &mut Reader) -> Result<()> {
    let write = "((field) => {
        document.body.append(field);
        field.value = '一句话';
        field.focus();
        return document.activeElement === field;
    })(document.createElement('textarea'))";
    an_update_spares(reader, write, "document.querySelector('textarea').value === '一句话'").await
}

async fn an_update_loses_nothing(reader: &mut Reader) -> Result<()> {
    // What the app says of its page; that it does is tried where notes are kept.
    let refuse = "document.documentElement.toggleAttribute('data-unkept', true)";
    an_update_spares(reader, refuse, "'unkept' in document.documentElement.dataset").await
}

/// Requires that an update taken in another window spares the one in which `hold` was done, so
/// that `is_held` is still so.
async fn an_update_spares(reader: &mut Reader, hold: &str, is_held: &str) -> Result<()> {
    let next = NextBuild::of(reader.setup.built())?;
    let build = build_of(&reader.setup.built())?;
    let is_new = format!("document.documentElement.dataset.build === '{}'", next.build);
    let n_builds_kept = |n_builds: usize| {
        format!(
            "(caches.keys().then((names) => {{ window.n = names.length }}), window.n === {n_builds})"
        )
    };
    reader.open("plan/4/").await?;
    until_kept(reader).await?;
    reader.expect("the page to hold something", hold).await?;
    let client = reader.browser.client.clone();
    let held = client.window().await?;
    let other = client.new_window(true).await?;
    client.switch_to_window(other.handle.clone()).await?;
    reader.open("plan/7/").await?;
    until_kept(reader).await?;

    reader.move_to(next.site())?;
    until_offered(reader).await?;
    reader.click("[data-update-now]").await?;
    reader.until("the other window to be of the new build", &is_new).await?;
    until_kept(reader).await?;
    reader.until("both builds to be kept", &n_builds_kept(2)).await?;

    client.switch_to_window(held).await?;
    reader.until("the update to be offered there", IS_OFFERED).await?;
    is_of_build(reader, &build).await?;
    reader.expect("what it holds to stand", is_held).await?;
    let own_script = "fetch(document.querySelector('script[type=module]').src)
        .then(({ ok }) => ok)";
    ensure!(reader.value(own_script).await? == true, "expected its build's script to be there");
    reader.click("[data-update-now]").await?;
    reader.until("this window to be of the new build", &is_new).await?;
    until_kept(reader).await?;
    reader.until("only the new build to be kept", &n_builds_kept(1)).await
}
