//! System packages: programs that the machine's own package manager provides.
//!
//! With apt and the right to use it they are installed. Anywhere else the command stops and lists
//! what is missing, under Debian's names, and what each is for.

use anyhow::{Result, bail};

use crate::{process, steps::Steps};

/// A system package that a command needs.
pub struct Package {
    /// Debian's name for it.
    name: &'static str,
    /// How to tell that it is there.
    sign: Sign,
    /// What it is for.
    purpose: &'static str,
}

enum Sign {
    /// A program on PATH.
    Program(&'static str),
    /// A font that covers Chinese.
    ChineseFont,
}

/// What building the site takes.
pub const FOR_BUILD: &[Package] = &[
    Package {
        name: "nodejs",
        sign: Sign::Program("node"),
        purpose: "runs wasm-opt, which comes as an npm package",
    },
    Package { name: "npm", sign: Sign::Program("npm"), purpose: "installs wasm-opt" },
];

/// What the browser suite takes beyond that.
pub const FOR_SUITE: &[Package] = &[
    Package { name: "chromium", sign: Sign::Program("chromium"), purpose: "a browser under test" },
    Package {
        name: "chromium-driver",
        sign: Sign::Program("chromedriver"),
        purpose: "drives Chromium",
    },
    Package {
        name: "firefox-esr",
        sign: Sign::Program("firefox"),
        purpose: "a browser under test",
    },
    Package {
        name: "webkit2gtk-driver",
        sign: Sign::Program("WebKitWebDriver"),
        purpose: "a browser under test, with its driver: the engine of every iPhone",
    },
    Package {
        name: "xvfb",
        sign: Sign::Program("Xvfb"),
        purpose: "a screen for WebKitGTK, which has no headless mode",
    },
    Package {
        name: "fontconfig",
        sign: Sign::Program("fc-list"),
        purpose: "tells which fonts there are",
    },
    Package {
        name: "fonts-noto-cjk",
        sign: Sign::ChineseFont,
        purpose: "Chinese text of a real width in layout tests and screenshots",
    },
    Package {
        name: "nginx",
        sign: Sign::Program("nginx"),
        purpose: "a server under test, with the recipe in deploy/",
    },
];

/// What measuring the site under load takes beyond that.
pub const FOR_LOAD: &[Package] = &[Package {
    name: "wrk",
    sign: Sign::Program("wrk"),
    purpose: "asks for pages as a thousand readers would",
}];

impl Package {
    fn is_installed(&self) -> bool {
        match self.sign {
            Sign::Program(program) => process::is_on_path(program),
            Sign::ChineseFont => process::output(process::command("fc-list").arg(":lang=zh-cn"))
                .is_ok_and(|fonts| !fonts.trim().is_empty()),
        }
    }
}

/// Adds a step that installs those of the packages that are missing, if any is.
pub fn add_missing(packages: impl IntoIterator<Item = &'static Package>, steps: &mut Steps<'_>) {
    let missing: Vec<&Package> =
        packages.into_iter().filter(|package| !package.is_installed()).collect();
    if !missing.is_empty() {
        let names = names(&missing);
        steps.add(format!("install system packages: {names}"), move || install(&missing));
    }
}

fn install(missing: &[&Package]) -> Result<()> {
    let is_root =
        process::output(process::command("id").arg("-u")).is_ok_and(|user| user.trim() == "0");
    let may_sudo = || process::succeeds(process::command("sudo").args(["-n", "true"]));
    if !process::is_on_path("apt-get") || !(is_root || may_sudo()) {
        bail!("{}", by_hand(missing));
    }
    let apt_get = || {
        let mut command = if is_root {
            process::command("env")
        } else {
            let mut sudo = process::command("sudo");
            sudo.args(["-n", "env"]);
            sudo
        };
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", "--yes"]);
        command
    };
    process::run(apt_get().arg("update"))?;
    process::run(
        apt_get()
            .args(["install", "--no-install-recommends"])
            .args(missing.iter().map(|package| package.name)),
    )?;
    match missing.iter().find(|package| !package.is_installed()) {
        None => Ok(()),
        Some(package) => bail!(
            "expected the package {} to provide what it is for ({}), but found it lacking after \
             its installation",
            package.name,
            package.purpose
        ),
    }
}

fn names(packages: &[&Package]) -> String {
    packages.iter().map(|package| package.name).collect::<Vec<_>>().join(" ")
}

fn by_hand(missing: &[&Package]) -> String {
    let mut message = format!(
        "expected apt-get and the right to use it, but found that one of them is missing. \
         Install by hand (Debian's names): {}",
        names(missing)
    );
    for package in missing {
        message += &format!("\n  {}: {}", package.name, package.purpose);
    }
    message
}

#[cfg(test)]
mod tests {
    use super::{FOR_SUITE, by_hand};

    #[test]
    fn what_cannot_be_installed_is_listed_with_its_purpose() {
        let message = by_hand(&[&FOR_SUITE[0], &FOR_SUITE[4]]);
        assert!(message.contains("Install by hand (Debian's names): chromium xvfb\n"));
        assert!(message.contains("\n  xvfb: a screen for WebKitGTK"));
    }
}
