//! A built site on nginx, with the recipe in `deploy/`.

use std::{
    collections::BTreeMap,
    fs,
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream as StdTcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Instant,
};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use xtask::public_url::PublicUrl;

use crate::{
    driver::{DEADLINE, POLL_PERIOD},
    site::files,
};

/// The recipe, as a publisher takes it.
const RECIPE: &str = include_str!("../../../deploy/nginx.conf");

/// nginx with a built site. It is ended with the value.
pub struct Nginx {
    process: Child,
    address: SocketAddr,
    mount: PublicUrl,
    _folder: TempDir,
}

impl Nginx {
    /// Serves a copy of `site`, which was built for `mount`, on a free port of this machine.
    ///
    /// # Errors
    ///
    /// When the recipe is not as expected, or nginx does not start.
    pub fn start(site: &Path, mount: &PublicUrl) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let root = folder.path().join("root");
        copy(site, &root.join(mount.as_str().trim_matches('/')))?;
        // A port that is free now.
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        // Readers who come in one instant wait in a queue, which by itself holds 511.
        let recipe = changed(RECIPE, "listen 80;", &format!("listen {address} backlog=4096;"))?;
        let recipe = changed(&recipe, "    listen [::]:80;\n", "")?;
        let recipe = changed(&recipe, "/srv/plan-reader;", &format!("{};", root.display()))?;
        let not_found = format!("404 {}404.html;", mount.as_str());
        let recipe = changed(&recipe, "404 /404.html;", &not_found)?;
        let path = folder.path().display();
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|what| format!("{what}_temp_path {path}/{what};\n"))
            .concat();
        let config = format!(
            "daemon off; master_process off; pid {path}/nginx.pid; error_log stderr warn;
             worker_rlimit_nofile 8192;
             events {{ worker_connections 4096; }}
             http {{ include /etc/nginx/mime.types; access_log off; {temporary} {recipe} }}"
        );
        let config_path = folder.path().join("nginx.conf");
        fs::write(&config_path, config)?;
        let process = Command::new("nginx")
            .arg("-p")
            .arg(folder.path())
            .arg("-c")
            .arg(&config_path)
            .args(["-e", "stderr"])
            .stdin(Stdio::null())
            .spawn()
            .context("expected to start nginx")?;
        let nginx = Self { process, address, mount: mount.clone(), _folder: folder };
        let started = Instant::now();
        while StdTcpStream::connect(address).is_err() {
            ensure!(started.elapsed() < DEADLINE, "expected nginx to listen on {address}");
            thread::sleep(POLL_PERIOD);
        }
        Ok(nginx)
    }

    /// The address of a path inside the site.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{}{path}", self.address, self.mount.as_str())
    }

    /// Ends it while the value lives on.
    ///
    /// # Errors
    ///
    /// When it cannot be ended.
    pub fn stop(&mut self) -> Result<()> {
        self.process.kill()?;
        self.process.wait()?;
        Ok(())
    }

    /// The answer to a request for a path inside the site, with these header lines.
    ///
    /// # Errors
    ///
    /// When no whole answer comes.
    pub async fn get(&self, path: &str, headers: &str) -> Result<Answer> {
        let mut stream = TcpStream::connect(self.address).await?;
        let request = format!(
            "GET {}{path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{headers}\r\n",
            self.mount.as_str(),
            self.address
        );
        stream.write_all(request.as_bytes()).await?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await?;
        Answer::read(&bytes).with_context(|| format!("GET {path}"))
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// What a server answered.
pub struct Answer {
    /// The status.
    pub status: u16,
    headers: BTreeMap<String, String>,
    /// The body, as it was sent.
    pub body: Vec<u8>,
    /// How many bytes the whole answer had, its head included.
    pub n_bytes: usize,
}

impl Answer {
    fn read(bytes: &[u8]) -> Result<Self> {
        let end = bytes.windows(4).position(|run| run == b"\r\n\r\n").context("expected a head")?;
        let head = str::from_utf8(&bytes[..end])?;
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1));
        let headers = lines.filter_map(|line| {
            let (name, value) = line.split_once(": ")?;
            Some((name.to_lowercase(), value.to_owned()))
        });
        Ok(Self {
            status: status.context("expected a status")?.parse()?,
            headers: headers.collect(),
            body: bytes[end + 4..].to_vec(),
            n_bytes: bytes.len(),
        })
    }

    /// The value of a header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

/// The recipe with one thing changed, as a publisher would.
fn changed(recipe: &str, from: &str, to: &str) -> Result<String> {
    ensure!(recipe.matches(from).count() == 1, "expected `{from}` once in the recipe");
    Ok(recipe.replace(from, to))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in files(from)? {
        let path = to.join(&file);
        fs::create_dir_all(path.parent().context("expected a file in a folder")?)?;
        fs::copy(from.join(&file), path)?;
    }
    Ok(())
}
