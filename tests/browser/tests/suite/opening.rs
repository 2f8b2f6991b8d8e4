//! Opening pages by their address, at the root of a host and below a sub-path.

use anyhow::{Result, ensure};
use browser_tests::{
    reader::{Reader, Setup},
    site,
};

use crate::Suite;

pub(crate) fn add(suite: &mut Suite) {
    suite.case(Setup::ROOT, "every page opens directly", every_page_opens);
    suite.case(Setup::SUB_PATH, "every page opens directly below a sub-path", every_page_opens);
    for setup in [Setup::ROOT, Setup::SUB_PATH] {
        let place = setup.built().public_url();
        suite.case(
            setup,
            &format!(
                "opening {place}plan/4/#4.1.3 lands on that paragraph, marked, below the bars"
            ),
            a_deep_link_lands,
        );
        suite.case(
            // The browser tells that the page was answered with status 404.
            setup.tolerating(&["404"]),
            &format!("an unknown path below {place} gets a page that leads back"),
            an_unknown_path_leads_back,
        );
        suite.case(
            setup,
            &format!(
                "reading {place} asks no other host, and this one for nothing outside {place}"
            ),
            no_other_host_is_asked,
        );
    }
}

async fn every_page_opens(reader: &mut Reader) -> Result<()> {
    for page in site::pages_of_every_kind(&reader.setup.built().folder()?)? {
        reader.open(&page).await?;
        reader
            .expect(
                format!("/{page} to be titled in Chinese and to have one main heading"),
                "document.documentElement.lang === 'zh-CN'
                    && /\\p{Script=Han}/u.test(document.title)
                    && document.querySelectorAll('main#main h1').length === 1",
            )
            .await?;
        reader
            .expect(
                format!("/{page} to be no wider than the window"),
                "document.documentElement.scrollWidth <= document.documentElement.clientWidth",
            )
            .await?;
    }
    Ok(())
}

async fn a_deep_link_lands(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/#4.1.3").await?;
    reader.until_landed_on("4.1.3").await
}

async fn an_unknown_path_leads_back(reader: &mut Reader) -> Result<()> {
    reader.open("nothing/of/the/kind").await?;
    let status = reader.value("fetch(location.href).then((response) => response.status)").await?;
    ensure!(status == 404, "expected status 404, but found {status}");
    reader.click("main#main a[href$='/plan/']").await?;
    reader.until("the outline", "document.querySelector('#outline-filter') !== null").await?;
    ensure!(reader.path().await? == "plan/");
    Ok(())
}

async fn no_other_host_is_asked(reader: &mut Reader) -> Result<()> {
    let built = reader.setup.built();
    for page in site::pages_of_every_kind(&built.folder()?)? {
        reader.open(&page).await?;
        let others = reader
            .value(
                "performance.getEntriesByType('resource').map((entry) => entry.name)
                    .filter((name) => !name.startsWith(location.origin) && !name.startsWith('data:'))",
            )
            .await?;
        ensure!(
            others.as_array().is_some_and(Vec::is_empty),
            "expected /{page} to ask no other host, but found requests for {others}"
        );
    }
    let public_url = built.public_url();
    for request in reader.server()?.requests() {
        ensure!(
            request.starts_with(public_url.as_str()),
            "expected requests below {public_url} only, but found {request}"
        );
    }
    Ok(())
}
