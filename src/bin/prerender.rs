//! Writes the site's pages as HTML files, after trunk's build.
//!
//! `prerender --site DIR --public-url https://plan.example.org/x/` (or only `/x/`) takes the
//! page that trunk left in `DIR` as its template and writes into the same folder: a file a
//! route, `404.html`, the shell that offline navigation gets, the published `data/`, what
//! search engines and shared addresses want, and the service worker with the list of files
//! that it keeps.

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    match native::run() {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("prerender: {message}");
            std::process::ExitCode::FAILURE
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::{Path, PathBuf};

    use html_escape::{encode_double_quoted_attribute, encode_text};
    use plan::Plan;
    use plan::publish::{
        ChecksFile, DataPackage, EditionsFile, GlossaryFile, IndicatorsFile, PlacesFile, PlanFile,
        ProjectsFile, PublishedFile, QuestionsFile, TargetsFile, TopicsFile, indicators_csv,
        projects_csv, targets_csv,
    };
    use plan_reader::app::{App, AppProps};
    use plan_reader::data;
    use plan_reader::route::Route;
    use plan_reader::view::head::{head, site_name};
    use plan_reader::view::metadata::{Metadata, PICTURE, SiteAddress, markup_of_no_page};
    use plan_reader::view::policy::{self, integrity, policy, with_one_style};
    use serde::Serialize;
    use sha2::{Digest, Sha256};
    use yew::LocalServerRenderer;

    const TEMPLATE: &str = "index.html";
    const SHELL: &str = "shell.html";
    const MANIFEST: &str = "manifest.webmanifest";
    const SERVICE_WORKER: &str = "sw.js";
    /// What some hosts are to send with the files.
    const HEADERS: &str = "_headers";
    /// The place in the template of what a page tells to others than its readers.
    const METADATA: &str = "<!-- {{metadata}} -->";
    /// The picture of the plan's folder that is shown with shared addresses.
    const SHARED_PICTURE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/share.png"));
    /// The page's script for reading offline, as it comes from `www/`.
    const OFFLINE_SCRIPT: &str = "offline.js";
    /// What is kept for reading offline besides the app's own files: what browsers ask for with
    /// every page. The other icons are for installing the site, which takes a network.
    const KEPT: [&str; 4] = [SHELL, MANIFEST, "icons/icon.svg", "icons/icon-192.png"];

    struct Site {
        dir: PathBuf,
        address: SiteAddress,
        /// A page that lacks only what pages differ in.
        template: String,
    }

    /// # Errors
    ///
    /// What is missing among the arguments, or what could not be read or written.
    pub fn run() -> Result<(), String> {
        let (dir, public_url) = arguments(std::env::args().skip(1))?;
        let template = read(&dir.join(TEMPLATE))?;
        for placeholder in [
            "{{title}}",
            "{{description}}",
            METADATA,
            "{{base}}",
            "{{build}}",
            "{{offline}}",
            "{{digests}}",
            "{{wasm_digest}}",
            policy::PLACE,
            "{{page}}",
            "{{app}}",
        ] {
            if !template.contains(placeholder) {
                return Err(format!("{TEMPLATE}: expected {placeholder}, but found none"));
            }
        }
        let offline_script = named_by_digest(&dir, OFFLINE_SCRIPT)?;
        let address = SiteAddress::new(&public_url);
        let template = completed(&template, &dir, &address.base.file_href(""), &offline_script)?;
        let site = Site { dir, address, template };
        let plan = data::plan();
        for route in Route::all(&plan, &data::concerns()).into_iter().chain([Route::NotFound]) {
            site.write_page(&plan, route)?;
        }
        site.write_shell(&plan)?;
        site.write_manifest(&plan)?;
        site.write_headers()?;
        site.write_for_others(&plan)?;
        site.write_data(&plan)?;
        site.write_service_worker()
    }

    fn arguments(mut arguments: impl Iterator<Item = String>) -> Result<(PathBuf, String), String> {
        let (mut site, mut public_url) = (None, None);
        while let Some(argument) = arguments.next() {
            let value = arguments.next();
            match (argument.as_str(), value) {
                ("--site", Some(value)) => site = Some(PathBuf::from(value)),
                ("--public-url", Some(value)) => public_url = Some(value),
                _ => {
                    return Err(format!(
                        "expected --site DIR --public-url /, but found {argument}"
                    ));
                }
            }
        }
        let site = site.ok_or("expected --site DIR, but found none")?;
        Ok((site, public_url.ok_or("expected --public-url /, but found none")?))
    }

    impl Site {
        fn write_page(&self, plan: &Plan, route: Route) -> Result<(), String> {
            let base = self.address.base.clone();
            let props = AppProps { base, route, is_prerendered: true };
            let app = pollster::block_on(LocalServerRenderer::<App>::with_props(props).render());
            let file = match route {
                Route::NotFound => route.path(),
                _ => format!("{}index.html", route.path()),
            };
            let metadata = self.metadata(plan, |metadata| metadata.markup(route));
            self.write(&file, self.page(plan, route, &metadata, "prerendered", &app))
        }

        /// The page without a body, in which the app renders any route.
        fn write_shell(&self, plan: &Plan) -> Result<(), String> {
            let waiting = r#"<p class="shell-waiting">正在打开…</p>"#;
            let page = self.page(plan, Route::Home, markup_of_no_page(), "shell", waiting);
            self.write(SHELL, &page)
        }

        fn metadata<T>(&self, plan: &Plan, make: impl FnOnce(Metadata<'_>) -> T) -> T {
            make(Metadata {
                plan,
                numbers: &data::numbers(),
                concerns: &data::concerns(),
                address: &self.address,
            })
        }

        fn page(&self, plan: &Plan, route: Route, metadata: &str, page: &str, app: &str) -> String {
            let head = head(plan, &data::numbers(), &data::concerns(), route);
            self.template
                .replace("{{title}}", &encode_text(&head.title))
                .replace("{{description}}", &encode_double_quoted_attribute(&head.description))
                .replace(METADATA, metadata)
                .replace("{{page}}", page)
                .replace("{{app}}", app)
        }

        /// Names the installed app after the plan, and by its address: two sites of one host
        /// are two apps.
        fn write_manifest(&self, plan: &Plan) -> Result<(), String> {
            let manifest = read(&self.dir.join(MANIFEST))?
                .replace("{{base}}", &self.address.base.file_href(""))
                .replace("{{site_name}}", &site_name(plan))
                .replace("{{city}}", &plan.city);
            self.write(MANIFEST, &manifest)
        }

        fn write_headers(&self) -> Result<(), String> {
            let base = self.address.base.file_href("");
            self.write(HEADERS, read(&self.dir.join(HEADERS))?.replace("{{base}}", &base))
        }

        /// Writes what search engines ask for, and the picture of shared addresses.
        fn write_for_others(&self, plan: &Plan) -> Result<(), String> {
            self.write("sitemap.xml", self.metadata(plan, |metadata| metadata.sitemap()))?;
            self.write("robots.txt", self.metadata(plan, |metadata| metadata.robots()))?;
            self.write(PICTURE, SHARED_PICTURE)
        }

        fn write_data(&self, plan: &Plan) -> Result<(), String> {
            let (links, apparatus) = (&data::numbers().links, &data::apparatus());
            let projects = &data::projects();
            let files = [
                ("plan.json", json(&PlanFile::new(plan))?),
                ("indicators.csv", indicators_csv(plan)),
                ("indicators.json", json(&IndicatorsFile::new(plan, links))?),
                ("targets.csv", targets_csv(plan, links)),
                ("targets.json", json(&TargetsFile::new(plan, links))?),
                ("projects.csv", projects_csv(plan, projects)),
                ("projects.json", json(&ProjectsFile::new(plan, projects))?),
                ("qa.json", json(&QuestionsFile::new(plan, apparatus))?),
                ("editions.json", json(&EditionsFile::new(plan, apparatus))?),
                ("checks.json", json(&ChecksFile::new(plan, apparatus))?),
                ("glossary.json", json(&GlossaryFile::new(plan, apparatus))?),
                ("topics.json", json(&TopicsFile::new(plan, &data::concerns()))?),
                ("places.json", json(&PlacesFile::new(plan, &data::concerns()))?),
            ];
            let digests = files.each_ref().map(|(_, text)| hex(&Sha256::digest(text)));
            let published: Vec<_> = files
                .iter()
                .zip(&digests)
                .map(|((name, text), sha256)| PublishedFile { name, n_bytes: text.len(), sha256 })
                .collect();
            for (name, text) in &files {
                self.write(&format!("data/{name}"), text)?;
            }
            self.write("data/datapackage.json", &json(&DataPackage::new(plan, &published))?)
        }

        /// Completes the service worker with the files that it keeps, their sizes and digests.
        fn write_service_worker(&self) -> Result<(), String> {
            let mut kept: Vec<String> = KEPT.map(str::to_owned).into();
            kept.extend(app_files(&self.dir)?);
            let files = kept
                .into_iter()
                .map(|file| {
                    let content = read_bytes(&self.dir.join(&file))?;
                    Ok((file, (content.len(), integrity(&content))))
                })
                .collect::<Result<BTreeMap<_, _>, String>>()?;
            let files = serde_json::to_string_pretty(&files).map_err(|err| err.to_string())?;
            let script = read(&self.dir.join(SERVICE_WORKER))?
                .replace("{{build}}", data::BUILD_ID)
                .replace("{{list}}", &short_digest(files.as_bytes()))
                .replace("{{files}}", &files);
            self.write(SERVICE_WORKER, &script)
        }

        fn write(&self, file: &str, content: impl AsRef<[u8]>) -> Result<(), String> {
            let path = self.dir.join(file);
            let failed = |err| format!("{}: {err}", path.display());
            fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).map_err(failed)?;
            fs::write(&path, content).map_err(failed)
        }
    }

    /// Completes the template with what all pages share. The policy comes last: it tells of
    /// the scripts and styles as they then are.
    fn completed(
        template: &str,
        dir: &Path,
        base: &str,
        offline_script: &str,
    ) -> Result<String, String> {
        let (mut scripts, mut wasm_digest) = (BTreeMap::new(), None);
        for file in app_files(dir)? {
            let digest = integrity(&read_bytes(&dir.join(&file))?);
            if file.ends_with(".wasm") {
                wasm_digest = Some(digest);
            } else {
                scripts.insert(format!("{base}{file}"), digest);
            }
        }
        let wasm_digest = wasm_digest.ok_or("expected a .wasm file, but found none")?;
        let digests = serde_json::json!({ "integrity": scripts });
        let template = with_one_style(template)
            .replace("{{base}}", base)
            .replace("{{build}}", data::BUILD_ID)
            .replace("{{offline}}", offline_script)
            .replace("{{wasm_digest}}", &wasm_digest)
            .replace("{{digests}}", &digests.to_string());
        let policy = policy(&template);
        Ok(template.replace(policy::PLACE, &encode_double_quoted_attribute(&policy)))
    }

    /// The names of the app's own scripts and WASM.
    fn app_files(dir: &Path) -> Result<impl Iterator<Item = String>, String> {
        let entries = fs::read_dir(dir).map_err(|err| format!("{}: {err}", dir.display()))?;
        Ok(entries
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| name.ends_with(".js") || name.ends_with(".wasm"))
            .filter(|name| name != SERVICE_WORKER))
    }

    fn read_bytes(path: &Path) -> Result<Vec<u8>, String> {
        fs::read(path).map_err(|err| format!("{}: {err}", path.display()))
    }

    /// Gives a file a name with a digest in it, so that no copy of another content is taken for
    /// it; returns the name.
    fn named_by_digest(dir: &Path, file: &str) -> Result<String, String> {
        let content = read(&dir.join(file))?;
        let (stem, ending) = file.split_once('.').unwrap_or((file, ""));
        let name = format!("{stem}-{}.{ending}", short_digest(content.as_bytes()));
        fs::rename(dir.join(file), dir.join(&name)).map_err(|err| format!("{file}: {err}"))?;
        Ok(name)
    }

    fn short_digest(content: &[u8]) -> String {
        hex(&Sha256::digest(content))[..16].to_owned()
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn json(value: &impl Serialize) -> Result<String, String> {
        let json = serde_json::to_string_pretty(value).map_err(|err| err.to_string())?;
        Ok(json + "\n")
    }

    fn read(path: &Path) -> Result<String, String> {
        fs::read_to_string(path).map_err(|err| format!("{}: {err}", path.display()))
    }
}
