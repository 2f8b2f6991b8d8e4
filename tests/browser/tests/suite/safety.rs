//! What comes from outside (addresses, files, what is in the storage, markup that somebody
//! smuggles in) runs nothing, breaks nothing and asks nobody.

use std::{fs, io::Write};

use anyhow::{Context, Result, ensure};
use browser_tests::{
    reader::{Reader, Setup},
    site::{KINDS_OF_PAGES, files},
};
use serde_json::json;
use xtask::server::Site;

use crate::Suite;

pub(crate) fn add(suite: &mut Suite) {
    suite.case(Setup::ROOT, "no page asks another host for anything", no_other_host_is_asked);
    suite.case(
        // The browser tells what it has refused.
        Setup::ROOT.tolerating(&["Content Security Policy", "Content-Security-Policy"]),
        "what is smuggled into a page is not run, not painted and not fetched",
        nothing_smuggled_in_works,
    );
    suite.case(
        Setup::ROOT.tolerating(&[
            "integrity",
            "digest",
            "dynamically imported module",
            "module script",
            "expected the file of",
            "Failed to fetch",
            "NetworkError",
            "Load failed",
            "access control checks",
        ]),
        "a file of the app that is not as it was built is not run, and the page says so",
        altered_files_are_not_run,
    );
    suite.case(Setup::ROOT, "a hostile address opens a page like any other", hostile_addresses);
    suite.case(
        Setup::ROOT,
        "a damaged or hostile storage spoils nothing, and values that were typed are kept aside",
        a_hostile_storage,
    );
    suite.case(
        Setup::ROOT,
        "a hostile file is refused with a reason, and nothing that is there is lost",
        hostile_files,
    );
}

/// What a reader never types. In JavaScript, because a Rust string has no lone surrogates.
const HOSTILE: &str = r#"[
    '<script>window.smuggled = 1</script>',
    '"><img src=x onerror="window.smuggled = 1"><b x="',
    '\'><svg/onload=window.smuggled=1>',
    'javascript:window.smuggled=1',
    '\ud800 lone \udc00',
    '\u202e\u2066 right to left \u2069',
    '\u0000\u0001\ufeff\uffff',
    '__proto__', 'constructor', '[object Object]', 'undefined', 'NaN',
    '-1', '1e309', '99999999999999999999', '4.1.3#q?&=%',
    '%', '%zz', '../../../../etc/passwd',
    '['.repeat(100000), '{"a":'.repeat(50000),
    '"'.repeat(9999), ',\n'.repeat(9999), '养'.repeat(9999),
]"#;

const N_HOSTILE: usize = 24;

/// Nothing of it has run, and the app is there.
const IS_WELL: &str = "window.smuggled === undefined
    && document.documentElement.hasAttribute('data-ready')
    && document.querySelector('main#main h1').textContent.length > 1
    && document.querySelector('main#main script, main#main img[src=x], main#main [onerror]') === null
    && Object.prototype.a === undefined";

async fn no_other_host_is_asked(reader: &mut Reader) -> Result<()> {
    for page in KINDS_OF_PAGES {
        reader.open(page).await?;
        reader
            .expect(
                format!("{page} to be from one host, its policy in it"),
                "performance.getEntriesByType('resource').length > 1
                 && performance.getEntriesByType('resource')
                    .every(({ name }) => /^(data|blob):/.test(name) || new URL(name).origin === location.origin)
                 && document.querySelector('meta[http-equiv=Content-Security-Policy]').content
                    .startsWith(\"default-src 'none'; \")
                 && !/unsafe-inline|'unsafe-eval'|https?:/.test(
                    document.querySelector('meta[http-equiv=Content-Security-Policy]').content)",
            )
            .await?;
    }
    Ok(())
}

/// Each file that the app is made of, with something behind it that was not built.
async fn altered_files_are_not_run(reader: &mut Reader) -> Result<()> {
    let built = reader.setup.built().folder()?;
    let all = files(&built)?;
    let is_altered = "window.altered !== undefined
        || getComputedStyle(document.documentElement).getPropertyValue('--altered') !== ''";
    for start in ["boot-", "styles-", "plan-reader-", "offline-"] {
        for file in all.iter().filter(|it| it.starts_with(start)) {
            let folder = tempfile::tempdir()?;
            for other in &all {
                let path = folder.path().join(other);
                fs::create_dir_all(path.parent().context("expected a file in a folder")?)?;
                fs::copy(built.join(other), path)?;
            }
            let mut altered = fs::OpenOptions::new().append(true).open(folder.path().join(file))?;
            altered.write_all(match file.rsplit_once('.') {
                Some((_, "css")) => b":root{--altered:1}",
                Some((_, "js")) => b"\nwindow.altered = 1;",
                _ => b"\0",
            })?;
            reader.move_to(Site::new(folder.path()))?;
            reader.visit("plan/4/").await?;
            if start == "offline-" {
                reader.until_ready().await?;
                let asked = "performance.getEntriesByType('resource')
                    .some(({ name, responseEnd }) => name.includes('/offline-') && responseEnd > 0)";
                reader.until("the altered script to have come", asked).await?;
                // It would run before the frame after next.
                let frames = "new Promise((ok) => requestAnimationFrame(() => requestAnimationFrame(() => ok(true))))";
                reader.expect("two frames to pass", frames).await?;
            } else {
                let told = "!document.querySelector('#script-notice').hidden";
                reader.until(format!("the page to say that {file} is not there"), told).await?;
                let is_started = "document.documentElement.hasAttribute('data-ready')";
                reader.expect("no app to have started", &format!("!{is_started}")).await?;
            }
            reader.expect(format!("{file} not to be run"), &format!("!({is_altered})")).await?;
        }
    }
    Ok(())
}

async fn nothing_smuggled_in_works(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/").await?;
    reader
        .value(
            "(() => {
                window.refused = [];
                document.addEventListener('securitypolicyviolation', (event) => {
                    window.refused.push(event.effectiveDirective.replace(/-(elem|attr)$/, ''));
                });
                const box = document.body.appendChild(document.createElement('div'));
                box.id = 'box';
                box.innerHTML = '<img src=\"http://127.0.0.2:8765/x.png\">'
                    + '<iframe src=\"http://127.0.0.2:8765/\"></iframe>'
                    + '<style>#box { width: 7px }</style>'
                    + '<button id=handler onclick=\"window.smuggled = 1\">x</button>';
                const script = document.createElement('script');
                script.textContent = 'window.smuggled = 1';
                box.append(script);
                document.getElementById('handler').click();
                fetch('http://127.0.0.2:8765/').catch(() => { window.isFetchRefused = true; });
                const base = document.createElement('base');
                base.href = 'http://127.0.0.2:8765/';
                document.head.append(base);
            })() === undefined",
        )
        .await?;
    reader
        .until(
            "all of it to be refused",
            "window.isFetchRefused && window.smuggled === undefined
                && getComputedStyle(document.getElementById('box')).width !== '7px'
                && document.baseURI === location.href
                && ['img-src', 'frame-src', 'script-src', 'connect-src', 'base-uri', 'style-src']
                    .every((directive) => window.refused.some((it) =>
                        it === directive || it === 'default-src' || it === 'child-src'))",
        )
        .await
}

async fn hostile_addresses(reader: &mut Reader) -> Result<()> {
    // A server refuses lines that are much longer, before the page is there.
    let hostile = format!(
        "{HOSTILE}.map((it) => it.slice(0, 2000).toWellFormed?.() ?? it.slice(0, 60).replace(/[\\ud800-\\udfff]/g, '\u{fffd}'))"
    );
    let addresses = format!(
        "{hostile}.map((it) => encodeURIComponent(it)).concat(['%ED%A0%80', '%', '%zz%', '%00'])"
    );
    reader.open("about/").await?;
    let addresses = reader.value(&addresses).await?;
    let addresses: Vec<String> = serde_json::from_value(addresses)?;
    ensure!(addresses.len() == N_HOSTILE + 4, "expected the whole corpus, but found {addresses:?}");
    for (at, address) in addresses.iter().enumerate() {
        let page = match at % 6 {
            0 => format!("search/?q={address}&chapter={address}&kind={address}&hit={address}"),
            1 => format!("indicators/?group={address}&sort={address}&compare={address},{address}"),
            2 => format!("plan/4/?q={address}&hit={address}#{address}"),
            3 => format!("for-me/?topics={address}&place={address}"),
            4 => format!("targets/?chapter={address}&unit={address}&q={address}#{address}"),
            _ => format!("?mode={address}&{address}={address}#{address}"),
        };
        reader.open(&page).await?;
        reader.until(format!("{page} to be well"), IS_WELL).await?;
        reader.open(&format!("search/?q={address}")).await?;
        reader.until(format!("the search for {address} to be well"), IS_WELL).await?;
    }
    Ok(())
}

async fn a_hostile_storage(reader: &mut Reader) -> Result<()> {
    reader.open("about/").await?;
    for at in 0..N_HOSTILE {
        reader
            .value(&format!(
                "((value) => {{
                    localStorage.clear();
                    for (const key of ['theme', 'type-size', 'mode', 'pace', 'actuals',
                        'searches', 'search-key', 'topics', 'place', 'last-chapter', 'position.4',
                        'progress.4', 'note.', 'note.a', 'note.__proto__', 'note.' + value.slice(0, 99)])
                        localStorage.setItem('plan-reader.' + key, value);
                    const draft = {{ id: 'a', kind: 'note', created: '2026-01-31T08:00:00.000Z',
                        text: value, targets: [{{ block: value, exact: value || ' ' }}] }};
                    sessionStorage['plan-reader.left'] = value;
                    sessionStorage['plan-reader.draft'] = {at} % 2 ? value : JSON.stringify(draft);
                }})({HOSTILE}[{at}]) === undefined"
            ))
            .await?;
        let page = ["", "plan/4/", "mine/", "indicators/14-5/", "search/", "for-me/"][at % 6];
        reader.open(page).await?;
        reader.until(format!("{page} to be well with hostile text {at}"), IS_WELL).await?;
    }
    // What an older version may have left, broken off.
    reader
        .value(
            "(localStorage.clear(), sessionStorage.clear(), localStorage.setItem('plan-reader.actuals',
                'indicator,year,value,source\\n14-5,2021,48.9,\\n14-5,20')) === undefined",
        )
        .await?;
    reader.open("indicators/14-5/").await?;
    reader.until("the page to be well", IS_WELL).await?;
    reader
        .until(
            "the value that can be read to be there",
            "document.getElementById('actual-value-14-5-2021').value === '48.9'",
        )
        .await
}

async fn hostile_files(reader: &mut Reader) -> Result<()> {
    const ACTUALS: &str = "(localStorage.getItem('plan-reader.actuals') ?? '')";
    let choose = |input: &str, content: &str| {
        format!(
            "((input, content) => {{
                const files = new DataTransfer();
                files.items.add(new File([content], 'file', {{ type: 'text/plain' }}));
                input.files = files.files;
                input.dispatchEvent(new Event('change', {{ bubbles: true }}));
            }})(document.querySelector({input}), {content}) === undefined",
            input = json!(input)
        )
    };
    reader.open("indicators/14-5/").await?;
    reader
        .value(
            "(localStorage.setItem('plan-reader.actuals', 'indicator,year,value,source\\n14-5,2021,48.9,报表\\n'))
                === undefined",
        )
        .await?;
    reader.reload().await?;
    let n_bytes = 10_000_000;
    let big = [
        format!("'['.repeat({n_bytes})"),
        format!("'x'.repeat({n_bytes})"),
        format!("'indicator,year,value,source\\n' + '14-5,2022,n/a,\\n'.repeat({})", n_bytes / 20),
        "new Uint8Array([0xff, 0xfe, 0x00, 0xd8, 0x80])".to_owned(),
    ];
    let contents: Vec<String> =
        (0..N_HOSTILE).map(|at| format!("{HOSTILE}[{at}]")).chain(big).collect();
    for content in &contents {
        reader.value(&choose(".actuals input[type=file]", content)).await?;
        reader
            .until(
                "something to be said of the file",
                "document.querySelector('.actuals__import-result')?.textContent.length > 4",
            )
            .await?;
        reader.expect("the page to be well", IS_WELL).await?;
        reader
            .expect("nothing to be lost", &format!("{ACTUALS}.includes('14-5,2021,48.9')"))
            .await?;
    }
    // After all of them a right one is taken in as ever.
    let right = json!("indicator,year,value,source\n14-5,2022,49.4,报表\n").to_string();
    reader.value(&choose(".actuals input[type=file]", &right)).await?;
    reader
        .until(
            "the right file to be read",
            "document.querySelector('.actuals__import-result').textContent.includes('1个是新的')",
        )
        .await?;
    reader.open("mine/").await?;
    reader.find("#mine-file").await?;
    for content in &contents {
        reader.value(&choose("#mine-file", content)).await?;
        reader
            .until(
                "something to be said of the file",
                "document.querySelector('.mine__import-result')?.textContent.length > 4",
            )
            .await?;
        reader.expect("the page to be well", IS_WELL).await?;
    }
    reader.expect("nothing to be lost", &format!("{ACTUALS}.includes('14-5,2021,48.9')")).await
}
