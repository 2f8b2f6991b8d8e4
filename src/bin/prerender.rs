//! Writes the site's pages as HTML files, after trunk's build.
//!
//! `prerender --site DIR --public-url https://plan.example.org/x/` (or only `/x/`) takes the
//! page that trunk left in `DIR` as its template and writes into the same folder: a file a
//! route, `404.html`, the shell that offline navigation gets, the published `data/`, what
//! search engines and shared addresses want, the file with all styles, and the service worker
//! with the list of files that it keeps.

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
    use plan_reader::view::policy::{self, integrity, policy};
    use plan_reader::view::styles;
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
    /// The place in the template of the styles.
    const STYLES: &str = "<!-- {{styles}} -->";
    /// The picture of the plan's folder that is shown with shared addresses.
    const SHARED_PICTURE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/share.png"));
    /// The page's script for reading offline, as it comes from `www/`.
    const OFFLINE_SCRIPT: &str = "offline.js";
    /// The script that starts the app.
    const BOOT_SCRIPT: &str = "boot.js";
    /// What the names of the app's module and WASM begin with.
    const APP: &str = "plan-reader-";
    /// What is kept for reading offline besides the app's own files: what browsers ask for with
    /// every page. The other icons are for installing the site, which takes a network.
    const KEPT: [&str; 4] = [SHELL, MANIFEST, "icons/icon.svg", "icons/icon-192.png"];

    struct Site {
        dir: PathBuf,
        address: SiteAddress,
        /// A page that lacks only what pages differ in.
        template: String,
        /// All styles.
        css: String,
        /// The file that holds them.
        styles: BuiltFile,
    }

    /// A file with a digest in its name, which never comes back with another content.
    #[derive(Clone, Debug, Default, Serialize)]
    struct BuiltFile {
        /// Its address.
        href: String,
        /// The digest that requests for it name.
        integrity: String,
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
            STYLES,
            "{{base}}",
            "{{build}}",
            "{{boot}}",
            "{{boot_digest}}",
            policy::PLACE,
            "{{page}}",
            "{{app}}",
        ] {
            if !template.contains(placeholder) {
                return Err(format!("{TEMPLATE}: expected {placeholder}, but found none"));
            }
        }
        let address = SiteAddress::new(&public_url);
        let (template, css) = parted_from_styles(&template);
        let css = styles::all(&css)?;
        let mut site = Site { dir, address, template, css, styles: BuiltFile::default() };
        site.styles = site.write_built("styles", "css", &site.css)?;
        site.complete_template()?;
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
            let page = self.page(plan, route, &metadata, "prerendered", &app);
            self.write(&file, self.styled(&page)?)
        }

        /// The page without a body, in which the app renders any route.
        fn write_shell(&self, plan: &Plan) -> Result<(), String> {
            let waiting = r#"<p class="shell-waiting">正在打开…</p>"#;
            let page = self.page(plan, Route::Home, markup_of_no_page(), "shell", waiting);
            self.write(SHELL, self.styled(&page)?)
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

        /// Completes the template with what all pages share.
        fn complete_template(&mut self) -> Result<(), String> {
            let boot = self.write_boot()?;
            self.template = without_remarks(&self.template)
                .replace("{{base}}", &self.address.base.file_href(""))
                .replace("{{build}}", data::BUILD_ID)
                .replace("{{boot}}", &boot.href)
                .replace("{{boot_digest}}", &boot.integrity);
            Ok(())
        }

        /// Writes the script that starts the app, with the names of what it starts.
        fn write_boot(&self) -> Result<BuiltFile, String> {
            let app = |ending: &str| {
                let mut files = app_files(&self.dir)?;
                let file = files.find(|it| it.starts_with(APP) && it.ends_with(ending));
                let file = file.ok_or(format!("expected {APP}…{ending}, but found none"))?;
                self.built(&file)
            };
            let files = serde_json::json!({
                "module": app(".js")?,
                "wasm": app(".wasm")?,
                "styles": self.styles,
                "offline": self.named_by_digest(OFFLINE_SCRIPT, |script| script)?,
            });
            self.named_by_digest(BOOT_SCRIPT, |script| {
                script.replace("{{files}}", &files.to_string())
            })
        }

        /// Gives a script that came from `www/` a name with a digest in it, `completed`.
        fn named_by_digest(
            &self,
            file: &str,
            completed: impl FnOnce(String) -> String,
        ) -> Result<BuiltFile, String> {
            let path = self.dir.join(file);
            let content = completed(without_remarks(&read(&path)?));
            fs::remove_file(&path).map_err(|err| format!("{}: {err}", path.display()))?;
            let (stem, ending) = file.split_once('.').unwrap_or((file, ""));
            self.write_built(stem, ending, &content)
        }

        fn write_built(
            &self,
            stem: &str,
            ending: &str,
            content: &str,
        ) -> Result<BuiltFile, String> {
            let file = format!("{stem}-{}.{ending}", short_digest(content.as_bytes()));
            self.write(&file, content)?;
            self.built(&file)
        }

        fn built(&self, file: &str) -> Result<BuiltFile, String> {
            let integrity = integrity(&read_bytes(&self.dir.join(file))?);
            Ok(BuiltFile { href: self.address.base.file_href(file).to_string(), integrity })
        }

        /// The page with the styles that it starts with, and the policy that allows just these.
        /// `boot.js` brings all styles; without scripts a link does.
        fn styled(&self, page: &str) -> Result<String, String> {
            let own = styles::of_page(&self.css, page)?;
            let href = &self.styles.href;
            let page = page.replace(
                STYLES,
                &format!(
                    "<style>{own}</style>\n\
                     <noscript><link rel=\"stylesheet\" href=\"{href}\"></noscript>"
                ),
            );
            let policy = policy(&page);
            Ok(page.replace(policy::PLACE, &encode_double_quoted_attribute(&policy)))
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

    /// The template without the styles that trunk put into it, and these.
    fn parted_from_styles(template: &str) -> (String, String) {
        let (mut rest, mut css) = (String::new(), String::new());
        for (idx, part) in template.split("<style>").enumerate() {
            match part.split_once("</style>") {
                Some((style, after)) if idx > 0 => {
                    css += style;
                    rest += after.trim_start();
                }
                _ => rest += part,
            }
        }
        (rest, css)
    }

    /// Pages and scripts without what stands in them for those who write them: remarks on lines
    /// of their own, and the space at lines' starts.
    fn without_remarks(text: &str) -> String {
        let lines = text.replace("<script>//", "<script>\n//");
        let lines = lines.lines().map(str::trim_start);
        let kept = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
        kept.collect::<Vec<_>>().join("\n") + "\n"
    }

    /// The names of the files that the app is made of.
    fn app_files(dir: &Path) -> Result<impl Iterator<Item = String>, String> {
        let entries = fs::read_dir(dir).map_err(|err| format!("{}: {err}", dir.display()))?;
        Ok(entries
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| [".css", ".js", ".wasm"].iter().any(|it| name.ends_with(it)))
            .filter(|name| name != SERVICE_WORKER))
    }

    fn read_bytes(path: &Path) -> Result<Vec<u8>, String> {
        fs::read(path).map_err(|err| format!("{}: {err}", path.display()))
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
