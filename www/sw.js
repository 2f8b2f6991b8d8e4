// Keeps the app for reading without a network: one cache a build, filled whole or not
// at all. `BUILD` and `FILES` are written in after the build.
const BUILD = "{{build}}";
const FILES = {{files}};
const SHELL = "shell.html";
const PREFIX = "plan-reader ";
const CACHE = PREFIX + BUILD;

self.addEventListener("install", (event) => {
  const requests = FILES.map((file) => new Request(file, { cache: "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(requests)));
});

// Activated once no page of the build before is open, so its files can go. The page of
// the first visit is claimed: some browsers hand a reload to no worker else.
self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => {
        const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
        return Promise.all(old.map((name) => caches.delete(name)));
      })
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const isOurs = request.url.startsWith(self.registration.scope);
  if (request.method !== "GET" || !isOurs) return;
  if (request.mode === "navigate") {
    // A prerendered page is read sooner than the shell; the shell renders any route.
    event.respondWith(fetch(request).catch(() => kept(SHELL)));
  } else {
    event.respondWith(kept(request).then((response) => response ?? fetch(request)));
  }
});

function kept(file) {
  return caches.open(CACHE).then((cache) => cache.match(file));
}
