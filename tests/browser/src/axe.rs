//! axe-core, which looks a page over for what bars readers from it.

use std::{env, fs};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::driver::Browser;

/// What axe finds on the page that is open, shadow roots included: each rule that does not hold,
/// with the elements, as markup. An empty list where all is well.
///
/// # Errors
///
/// When the environment does not name the script, as `cargo xtask test` does, or it does not run.
pub async fn findings(browser: &Browser) -> Result<Value> {
    let file = env::var_os("PLAN_READER_AXE").context(
        "expected PLAN_READER_AXE to name axe-core's script, but found nothing; \
         `cargo xtask test` installs it and runs this",
    )?;
    let axe = fs::read_to_string(&file)
        .with_context(|| format!("expected to read {}", file.display()))?;
    let script = format!(
        "{axe}; const [done] = arguments; axe.run(document, {{ runOnly: ['wcag2a', 'wcag2aa', \
         'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }}).then(({{ violations }}) => \
         done(violations.map(({{ id, nodes }}) => [id, nodes.map(node => node.html)])))"
    );
    Ok(browser.client.execute_async(&script, Vec::new()).await?)
}
