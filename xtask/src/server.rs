//! A static file server on a thread of its own, for reading the site and for testing it.
//!
//! It does what any plain web server does with a folder, and no more: a folder's `index.html`, a
//! redirect to the missing last slash, content types, validators, and the site's `404.html` with
//! status 404 for all else. It rewrites nothing, so a site that works here works anywhere.
//!
//! For tests it can also add headers to every answer, hide files, break a file's transfer off, and
//! tell what was requested.
//! `tower-http` does the work on files; this module adds the sub-path, the 404 page and the thread.

use std::{
    convert::Infallible,
    io, mem,
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
    thread::{self, JoinHandle},
    time::Duration,
};

use http_body_util::{BodyExt, Either, Full};
use hyper::{
    Request, Response, StatusCode, Uri,
    body::{Bytes, Frame, Incoming, SizeHint},
    header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use tokio::sync::oneshot;
use tower_http::services::{ServeDir, fs::ServeFileSystemResponseBody};

use crate::public_url::PublicUrl;

type Body = Either<ServeFileSystemResponseBody, Either<Full<Bytes>, BrokenOff>>;

/// A body of which only the first half arrives.
struct BrokenOff {
    n_bytes: u64,
    first_half: Option<Bytes>,
    is_sent: bool,
}

impl hyper::body::Body for BrokenOff {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(first_half) = self.first_half.take() {
            return Poll::Ready(Some(Ok(Frame::data(first_half))));
        }
        // What is ready is sent when more has to be waited for.
        if !mem::replace(&mut self.is_sent, true) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into())))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.n_bytes)
    }
}

/// A folder of files and how to serve it.
#[derive(Clone, Debug)]
pub struct Site {
    folder: PathBuf,
    mount: PublicUrl,
    headers: Vec<(HeaderName, HeaderValue)>,
    hidden_suffix: Option<&'static str>,
    broken_file: Option<String>,
}

impl Site {
    /// This folder, at the root of the host.
    pub fn new(folder: impl AsRef<Path>) -> Self {
        Self {
            folder: folder.as_ref().to_owned(),
            mount: PublicUrl::root(),
            headers: Vec::new(),
            hidden_suffix: None,
            broken_file: None,
        }
    }

    /// Serves the folder under a sub-path only; outside it there is nothing.
    pub fn mounted_at(mut self, mount: PublicUrl) -> Self {
        self.mount = mount;
        self
    }

    /// Sends this header with every answer.
    pub fn with_header(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((HeaderName::from_static(name), HeaderValue::from_static(value)));
        self
    }

    /// Answers 404 for every path that ends so.
    pub fn without_files_ending_in(mut self, suffix: &'static str) -> Self {
        self.hidden_suffix = Some(suffix);
        self
    }

    /// Breaks the transfer of this file off in the middle, each time. Its path is inside the site
    /// and without a slash in front.
    pub fn breaking_off(mut self, file: impl Into<String>) -> Self {
        self.broken_file = Some(file.into());
        self
    }

    async fn respond<B>(&self, request: Request<B>) -> Response<Body> {
        let is_broken = self.broken_file.as_ref().is_some_and(|file| {
            let inner_path = request.uri().path().strip_prefix(self.mount.as_str());
            inner_path.is_some_and(|path| path == file)
        });
        let mut response = match self.file_response(request).await {
            Some(response) if is_broken => broken_off(response).await,
            Some(response) => response.map(Either::Left),
            None => self.not_found(),
        };
        // Ask again each time: a rebuilt site must show at the next reload.
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        for (name, value) in &self.headers {
            response.headers_mut().insert(name, value.clone());
        }
        response
    }

    /// The answer from a file, if there is one for this path.
    async fn file_response<B>(
        &self,
        request: Request<B>,
    ) -> Option<Response<ServeFileSystemResponseBody>> {
        let (mut parts, _) = request.into_parts();
        let path = parts.uri.path();
        if self.hidden_suffix.is_some_and(|suffix| path.ends_with(suffix)) {
            return None;
        }
        let inner_path = path.strip_prefix(self.mount.prefix())?;
        if !inner_path.starts_with('/') {
            return None;
        }
        parts.uri = match parts.uri.query() {
            Some(query) => format!("{inner_path}?{query}").parse::<Uri>().ok()?,
            None => inner_path.parse().ok()?,
        };
        let response = ServeDir::new(&self.folder)
            .redirect_path_prefix(self.mount.prefix())
            .try_call(Request::from_parts(parts, Full::<Bytes>::default()))
            .await
            .ok()?;
        (response.status() != StatusCode::NOT_FOUND).then_some(response)
    }

    fn not_found(&self) -> Response<Body> {
        let page = std::fs::read(self.folder.join("404.html")).unwrap_or_default();
        let mut response = Response::new(Either::Right(Either::Left(Full::from(page))));
        *response.status_mut() = StatusCode::NOT_FOUND;
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html"));
        response
    }
}

async fn broken_off(response: Response<ServeFileSystemResponseBody>) -> Response<Body> {
    let (parts, body) = response.into_parts();
    // What could not be read is broken off before its first byte.
    let content = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    let body = BrokenOff {
        n_bytes: content.len() as u64,
        first_half: Some(content.slice(..content.len() / 2)),
        is_sent: false,
    };
    Response::from_parts(parts, Either::Right(Either::Right(body)))
}

/// A running server. It stops when dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    mount: PublicUrl,
    requests: Arc<Mutex<Vec<String>>>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts to serve. Port 0 means any free port.
    ///
    /// # Errors
    ///
    /// When the address cannot be listened on.
    pub fn start(site: Site, address: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let mount = site.mount.clone();
        let requests = Arc::default();
        let (stop, stopped) = oneshot::channel();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let log = Arc::clone(&requests);
        let thread = thread::spawn(move || {
            runtime.spawn(accept(listener, site, log));
            // Dropping the sender is the signal, so the error is what is waited for.
            let _ = runtime.block_on(stopped);
            // The runtime ends here, and with it the listener and every open connection.
        });
        Ok(Self { address, mount, requests, stop: Some(stop), thread: Some(thread) })
    }

    /// The port that is listened on.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The address to listen on to be found again at the same URL after a stop.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The site's first page as this machine reaches it.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}{}", self.port(), self.mount)
    }

    /// The paths asked for until now, queries included, in order.
    pub fn requests(&self) -> Vec<String> {
        locked(&self.requests).clone()
    }

    /// Closes all connections; when this returns, the port refuses new ones.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic in the thread has been printed; there is nothing to add to it here.
            let _ = thread.join();
        }
    }
}

async fn accept(listener: TcpListener, site: Site, log: Arc<Mutex<Vec<String>>>) {
    let listener = tokio::net::TcpListener::from_std(listener)
        .expect("the listener is non-blocking and the runtime runs");
    let site = Arc::new(site);
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file descriptors, most likely; they come back as connections end.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let site = Arc::clone(&site);
        let log = Arc::clone(&log);
        let service = service_fn(move |request: Request<Incoming>| {
            locked(&log).push(request.uri().to_string());
            let site = Arc::clone(&site);
            async move { Ok::<_, Infallible>(site.respond(request).await) }
        });
        tokio::spawn(async move {
            // Browsers drop connections at any time; that is no failure of the server.
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

fn locked(requests: &Mutex<Vec<String>>) -> std::sync::MutexGuard<'_, Vec<String>> {
    requests.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::{
        fs,
        io::{Read, Write},
        net::{Ipv4Addr, SocketAddr, TcpStream},
    };

    use super::{Server, Site};

    /// Asks once and returns the whole answer, head and body.
    fn get(server: &Server, path: &str) -> String {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, server.port())).unwrap();
        write!(stream, "GET {path} HTTP/1.0\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn start(site: Site) -> Server {
        Server::start(site, SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).unwrap()
    }

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("plan")).unwrap();
        for (name, content) in [
            ("index.html", "home"),
            ("404.html", "missing"),
            ("plan/index.html", "outline"),
            ("app.wasm", "\0asm"),
            ("manifest.webmanifest", "{}"),
        ] {
            fs::write(folder.path().join(name), content).unwrap();
        }
        folder
    }

    fn check(server: &Server, path: &str, status: &str, parts: &[&str]) {
        let answer = get(server, path);
        assert!(answer.starts_with(&format!("HTTP/1.0 {status}")), "{answer}");
        for part in parts {
            assert!(answer.contains(part), "expected `{part}`, but found {answer}");
        }
    }

    #[test]
    fn answers_as_a_plain_web_server_does() {
        let folder = folder();
        let server = start(Site::new(folder.path()));
        check(&server, "/", "200", &["content-type: text/html", "etag: ", "\r\n\r\nhome"]);
        check(&server, "/plan/?q=1", "200", &["\r\n\r\noutline"]);
        check(&server, "/plan", "307", &["location: /plan/\r\n"]);
        check(&server, "/app.wasm", "200", &["content-type: application/wasm"]);
        check(
            &server,
            "/manifest.webmanifest",
            "200",
            &["content-type: application/manifest+json"],
        );
        check(&server, "/nothing", "404", &["text/html", "\r\n\r\nmissing"]);
        check(&server, "/../Cargo.toml", "404", &["missing"]);
        assert_eq!(server.requests()[..2], ["/", "/plan/?q=1"]);
    }

    #[test]
    fn a_mounted_site_is_found_below_its_mount_only() {
        let folder = folder();
        let server = start(Site::new(folder.path()).mounted_at("/wuxi/".parse().unwrap()));
        check(&server, "/wuxi/", "200", &["home"]);
        check(&server, "/wuxi/plan", "307", &["location: /wuxi/plan/\r\n"]);
        check(&server, "/wuxi/nothing", "404", &["missing"]);
        check(&server, "/plan/", "404", &[]);
        check(&server, "/wuxiplan/", "404", &[]);
    }

    #[test]
    fn headers_are_added_and_files_hidden() {
        let folder = folder();
        let site = Site::new(folder.path())
            .with_header("content-security-policy", "script-src 'none'")
            .without_files_ending_in(".wasm");
        let server = start(site);
        let header = "content-security-policy: script-src 'none'\r\n";
        check(&server, "/", "200", &[header]);
        check(&server, "/app.wasm", "404", &[header]);
    }

    #[test]
    fn a_transfer_is_broken_off_in_the_middle() {
        let folder = folder();
        let server = start(Site::new(folder.path()).breaking_off("plan/index.html"));
        check(&server, "/plan/index.html", "200", &["content-length: 7\r\n"]);
        let answer = get(&server, "/plan/index.html");
        assert!(answer.ends_with("\r\n\r\nout"), "{answer}");
        check(&server, "/app.wasm", "200", &["\0asm"]);
    }

    #[test]
    fn stops_fully_and_starts_again_on_the_same_port() {
        let folder = folder();
        let site = Site::new(folder.path());
        let server = start(site.clone());
        let address = server.address();
        let mut open = TcpStream::connect(address).unwrap();
        write!(open, "GET / HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
        assert_ne!(open.read(&mut [0; 512]).unwrap(), 0);

        server.stop();
        assert!(TcpStream::connect(address).is_err());
        let mut rest = Vec::new();
        let _ = open.read_to_end(&mut rest);
        assert!(open.write(b"GET / HTTP/1.1\r\n").is_err() || open.read(&mut [0; 1]).unwrap() == 0);

        let server = Server::start(site, address).unwrap();
        check(&server, "/", "200", &["home"]);
    }
}
