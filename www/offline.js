// The page's part in reading offline and in updates; the worker's is sw.js. It does not need
// the app: a build whose app cannot start must be able to give way to the next one.
//
// What it knows stands on <html>: data-offline ("ready" is said only of a copy of this very
// build in which every file was found), data-update="offered", data-install (how this
// browser installs the site). After a change it sends "offlinechange" to the document.
const root = document.documentElement;
const { base, build } = root.dataset;
const workers = navigator.serviceWorker;
// A page that becomes visible again looks for a new build, but not more often than this.
const UPDATE_PERIOD_MS = 5 * 60_000;
const ANSWER_MS = 5_000;
// For its state a worker opens every file of its copy.
const STATE_MS = 30_000;
// A first page that is left at once keeps nothing. And WebKit loses a worker's `install` event
// when the page that registered it is left in that moment: then no page can register one until
// the browser has stopped that worker.
const SETTLED_MS = 1_000;
const WORK_MS = 120_000;

let registration;
let lastUpdate = Date.now();
let hadWorker = Boolean(workers?.controller);
// The reader of this very page asked for the update.
let isAsked = false;
// Another page's reader did, and here somebody is writing.
let isPutOff = false;
// The reader wants to be asked later.
let isLater = false;
let wasLookedAt = false;

function tell(name, value) {
  if (root.dataset[name] === value) return;
  root.dataset[name] = value;
  document.dispatchEvent(new Event("offlinechange"));
}

// What a worker answers; `undefined` when it does not.
function ask(worker, type, deadlineMs = ANSWER_MS) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    setTimeout(resolve, deadlineMs);
    worker.postMessage({ type }, [port2]);
  });
}

function stateOf(copy) {
  if (!copy?.missing) return "none";
  if (copy.build !== build) return "other";
  return copy.missing.length > 0 ? "partial" : "ready";
}

async function lookNow() {
  if (!registration) return;
  const { active, waiting } = registration;
  const next = waiting && (await ask(waiting, "build"));
  const hasUpdate = isPutOff || (next && next !== build);
  tell("update", !hasUpdate ? "none" : isLater ? "later" : "offered");
  if (next === build) ask(waiting, "settle");
  const copy = active && (await ask(active, "state", STATE_MS));
  tell("offline", stateOf(copy));
  if (copy?.build !== build) return;
  ask(active, "tidy");
  // Once a page, when it opens: what the reader has removed must not come back.
  const isToFill = copy.missing.length > 0 && !wasLookedAt;
  wasLookedAt = true;
  if (!isToFill) return;
  await ask(active, "fill", WORK_MS);
  tell("offline", stateOf(await ask(active, "state", STATE_MS)));
}

let looking = Promise.resolve();
function look() {
  looking = looking.then(lookNow).catch(() => {});
  return looking;
}

function follow(worker) {
  worker?.addEventListener("statechange", look);
}

// Waits until a worker is at work or given up.
function ended(worker) {
  return new Promise((resolve) => {
    const check = () => {
      if (!worker || ["activated", "redundant"].includes(worker.state)) resolve();
    };
    worker?.addEventListener("statechange", check);
    check();
  });
}

// A worker has taken over all pages. Those of another build are loaded anew, each once.
async function give() {
  const isFirst = !hadWorker && !isAsked;
  hadWorker = true;
  const taken = workers.controller && (await ask(workers.controller, "build"));
  if (!taken || taken === build) return look();
  const field = document.activeElement;
  const isWriting = field?.matches("textarea, .actuals input") && field.value !== "";
  // What the device refused to keep is only here.
  const isHeld = isWriting || "unkept" in root.dataset;
  if (isAsked || !(isFirst || isHeld)) return location.reload();
  isPutOff = true;
  return look();
}

function update() {
  if (document.visibilityState !== "visible" || !registration) return;
  if (registration.waiting) look();
  if (Date.now() - lastUpdate < UPDATE_PERIOD_MS) return;
  lastUpdate = Date.now();
  // What could not be asked for is asked for again as soon as the page becomes visible.
  registration.update().catch(() => {
    lastUpdate = 0;
  });
}

async function keep() {
  if (!workers) return tell("offline", "unsupported");
  try {
    registration = await workers.register(`${base}sw.js`);
    registration.addEventListener("updatefound", () => follow(registration.installing));
    follow(registration.installing);
    await look();
  } catch ({ name }) {
    // The worker did not arrive; or this is a private window or plain http, which refuse it.
    tell("offline", name === "TypeError" ? "none" : "unsupported");
  }
}

// All that is kept for reading offline, and the worker; whether nothing is left of it.
async function remove() {
  try {
    const prefix = `plan-reader ${base} `;
    const isOurs = ({ scope }) => scope === new URL(base, location.href).href;
    const ours = (await workers.getRegistrations()).filter(isOurs);
    await Promise.all(ours.map((one) => one.unregister()));
    registration = undefined;
    const caching = async () => (await caches.keys()).filter((name) => name.startsWith(prefix));
    await Promise.all((await caching()).map((name) => caches.delete(name)));
    tell("update", "none");
    tell("offline", "off");
    return (await caching()).length === 0;
  } catch {
    return false;
  }
}

// For the page about the offline copy. A check's answer: a line each for the state, the
// build, the number of files, of bytes, and then for each file that is missing or damaged.
window.planReaderOffline = {
  async check() {
    const { active } = registration ?? (await workers?.getRegistration()) ?? {};
    const copy = active && (await ask(active, "check", WORK_MS));
    if (!copy?.missing) return root.dataset.offline ?? "none";
    tell("offline", stateOf(copy));
    const { nFiles, nBytes, missing } = copy;
    return [stateOf(copy), copy.build, nFiles, nBytes, ...missing].join("\n");
  },
  async keep() {
    await keep();
    if (registration?.active) await ask(registration.active, "fill", WORK_MS);
    else await ended(registration?.installing ?? registration?.waiting);
    await look();
  },
  remove,
};

// How this browser installs the site, if it does and the site is not: its own offer (boot.js
// has caught it), or what the reader has to do there.
function installation() {
  const { userAgent, standalone, maxTouchPoints } = navigator;
  if (standalone || matchMedia("(display-mode: standalone)").matches) return "done";
  if (/MicroMessenger/i.test(userAgent)) return "wechat";
  if (window.planReaderInstall) return "offered";
  return standalone === false && maxTouchPoints > 1 ? "apple" : "none";
}

document.addEventListener("click", async ({ target }) => {
  if (target.closest("[data-update-now]")) {
    isAsked = true;
    if (registration?.waiting) registration.waiting.postMessage({ type: "take-over" });
    else location.reload();
  } else if (target.closest("[data-update-later]")) {
    isLater = true;
    tell("update", "later");
  } else if (target.closest("[data-install-now]") && window.planReaderInstall) {
    const offer = window.planReaderInstall;
    window.planReaderInstall = undefined;
    await offer.prompt();
    tell("install", installation());
  }
});
addEventListener("beforeinstallprompt", () => tell("install", installation()));
addEventListener("appinstalled", () => {
  window.planReaderInstall = undefined;
  tell("install", "done");
});
tell("install", installation());

if (workers) {
  workers.addEventListener("message", ({ data, ports }) => {
    if (data?.type === "build") ports[0]?.postMessage(build);
  });
  workers.startMessages();
  workers.addEventListener("controllerchange", give);
  document.addEventListener("visibilitychange", update);
  addEventListener("online", update);
}
// The reader may remove all in the meantime.
const begin = () => root.dataset.offline === "off" || keep();
setTimeout(begin, workers?.controller ? 0 : SETTLED_MS);
