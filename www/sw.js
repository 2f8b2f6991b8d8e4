// Keeps the app for reading without a network: one cache a build, filled whole or not at
// all, every file with the digest that the build wrote down. `BUILD`, `FILES` and the name
// of the cache are completed after the build. Pages talk to it through offline.js.
const BUILD = "{{build}}";
// A file's name → its size in bytes, and its digest as the `integrity` of a request.
const FILES = new Map(Object.entries({{files}}));
const SHELL = "shell.html";
const SCOPE = self.registration.scope;
// A host may have several sites, and they share its caches.
const PREFIX = `plan-reader ${new URL(SCOPE).pathname} `;
const CACHE = `${PREFIX}${BUILD} {{list}}`;
// How long the network may keep a reader waiting who has the page on the device.
const PATIENCE_MS = 5_000;
// How long an open page has to say which build it is of.
const ANSWER_MS = 3_000;

// A new worker waits until its pages say so: no page gets files of two builds.
self.addEventListener("install", (event) => event.waitUntil(install()));

// The page of the first visit is claimed: some browsers hand a reload to no worker else.
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  // Whatever stands in a query, such as a campaign's mark, names no other file.
  const address = origin + pathname;
  if (request.method !== "GET" || !address.startsWith(SCOPE)) return;
  const file = address.slice(SCOPE.length);
  if (file === "sw.js") return;
  if (request.mode === "navigate") {
    const isPage = !/\.[^./]+$/.test(file) || file.endsWith(".html");
    event.respondWith(isPage ? page(request) : download(request));
  } else if (FILES.has(file)) {
    event.respondWith(kept(file).then((response) => response ?? fetch(request)));
  } else if (/\.(css|js|wasm)$/.test(file)) {
    // A page of the build before, which is still open, may ask for its own.
    const ofAnyBuild = caches.match(address, { ignoreVary: true });
    event.respondWith(ofAnyBuild.then((response) => response ?? fetch(request)));
  }
});

const TASKS = new Map([
  ["take-over", () => self.skipWaiting()],
  ["settle", settle],
  ["tidy", tidy],
  // Said at once, where a state takes reading every file.
  ["build", () => BUILD],
  ["state", () => state(false)],
  ["check", () => state(true)],
  ["fill", () => missing(false).then(fill)],
]);

self.addEventListener("message", (event) => {
  const task = TASKS.get(event.data?.type);
  if (!task || !event.source?.url?.startsWith(SCOPE)) return;
  const answer = (what) => event.ports[0]?.postMessage(what);
  event.waitUntil(Promise.resolve(task()).then(answer, (error) => answer({ error: `${error}` })));
});

// All files or none. What a cache of this build has already, and rightly, is not fetched
// again: after a step back to an earlier build its pages may still be open.
async function install() {
  const toFetch = await missing(true);
  try {
    await fill(toFetch);
  } catch (error) {
    if (toFetch.length > 0) await caches.delete(CACHE);
    throw error;
  }
}

async function fill(files) {
  const responses = await Promise.all(files.map(fetched));
  const cache = await caches.open(CACHE);
  await Promise.all(files.map((file, idx) => cache.put(SCOPE + file, responses[idx])));
}

// What the server has under this name and what the build wrote down, or an error.
async function fetched(file) {
  const [, integrity] = FILES.get(file);
  const get = (cache) => fetch(SCOPE + file, { cache, integrity });
  // The page has just fetched what bears a digest in its name. No other file's old copy is
  // asked for, and no copy is taken whose content is another.
  const hasDigest = /-[0-9a-f]{8,}[._]/.test(file);
  const response = hasDigest
    ? await get("force-cache").catch(() => get("reload"))
    : await get("reload");
  if (!response.ok) throw new Error(`expected ${file}, but found status ${response.status}`);
  return whole(response);
}

// The answer once all of it is there. Made anew, it is no redirected one any more, which a
// browser refuses to a page that it opens (some hosts take `.html` off addresses).
async function whole(response) {
  const { status, statusText } = response;
  const headers = new Headers(response.headers);
  // These are about the way here, not about the file.
  for (const name of ["content-encoding", "content-length", "vary"]) headers.delete(name);
  return new Response(await response.blob(), { status, statusText, headers });
}

function kept(file) {
  return caches.match(SCOPE + file, { cacheName: CACHE, ignoreVary: true });
}

async function isKept(file, isThorough) {
  const [nBytes, integrity] = FILES.get(file);
  const content = await (await kept(file))?.blob();
  if (content?.size !== nBytes) return false;
  if (!isThorough) return true;
  const digest = await crypto.subtle.digest("SHA-256", await content.arrayBuffer());
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}` === integrity;
}

async function missing(isThorough) {
  const files = [...FILES.keys()];
  const areKept = await Promise.all(files.map((file) => isKept(file, isThorough)));
  return files.filter((_, idx) => !areKept[idx]);
}

async function state(isThorough) {
  const sizes = [...FILES.values()].map(([nBytes]) => nBytes);
  return {
    build: BUILD,
    nFiles: FILES.size,
    nBytes: sizes.reduce((sum, nBytes) => sum + nBytes, 0),
    missing: await missing(isThorough),
  };
}

// A prerendered page is read sooner than the shell; the shell renders any route. Half a page
// is none. Hosts let browsers keep pages for minutes, and such a page's app may be gone: so
// they are asked again.
async function page(request) {
  // A redirection is the browser's to follow.
  const asked = fetch(request, { cache: "no-cache" });
  const online = asked.then((response) => (response.status ? whole(response) : response));
  online.catch(() => {});
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  const response = await Promise.race([online, patience]).catch(() => undefined);
  if (response && response.status < 500) return response;
  const shell = await kept(SHELL);
  return shell ?? response ?? online.catch(() => sorry("这个网站的离线副本不完整。"));
}

function download(request) {
  return fetch(request).catch(() => sorry("这个文件没有下载，也不在离线副本里。"));
}

function sorry(what) {
  const html = `<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:">
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,"><title>没有网络</title><h1>没有网络</h1><p>${what}请连上网络再打开一次。</p>
<p><a href="${SCOPE}">回到首页</a></p></html>`;
  const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" };
  return new Response(html, { status: 503, headers });
}

// The builds of the open pages; `undefined` for one that does not say.
async function buildsInUse() {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  return Promise.all(pages.filter(({ url }) => url.startsWith(SCOPE)).map(buildOf));
}

function buildOf(page) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    setTimeout(resolve, ANSWER_MS);
    page.postMessage({ type: "build" }, [port2]);
  });
}

// Takes over without being asked where all open pages are of this build already: they came
// from the network.
async function settle() {
  const builds = await buildsInUse();
  if (builds.every((build) => build === BUILD)) await self.skipWaiting();
}

// Removes the caches of builds that no open page is of.
async function tidy() {
  const builds = await buildsInUse();
  if (builds.includes(undefined)) return;
  const isOld = (name) => {
    const [build] = name.slice(PREFIX.length).split(" ");
    return name.startsWith(PREFIX) && name !== CACHE && !builds.includes(build);
  };
  const old = (await caches.keys()).filter(isOld);
  // One of them may be a build's that is to come.
  if (self.registration.installing || self.registration.waiting) return;
  await Promise.all(old.map((name) => caches.delete(name)));
}
