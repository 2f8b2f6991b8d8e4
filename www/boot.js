// Starts the app once the page is loaded, so that the text comes first, and registers
// the service worker. The names of the built files stand in the page's head.
const named = (name) => document.querySelector(`meta[name="${name}"]`).content;

async function start() {
  if (typeof WebAssembly !== "object") return;
  try {
    const app = await import(named("plan-reader-module"));
    await app.default({ module_or_path: named("plan-reader-wasm") });
    window.planReader = { search: app.search };
  } catch (error) {
    console.warn(error);
    planReaderCannotStart("阅读程序没有下载成功，或者浏览器不支持它。");
  }
}

async function keepForOffline() {
  if (!("serviceWorker" in navigator)) return;
  try {
    const workers = navigator.serviceWorker;
    await workers.register(document.documentElement.dataset.base + "sw.js");
    await workers.ready;
    if (!workers.controller) {
      await new Promise((resolve) => {
        workers.addEventListener("controllerchange", resolve, { once: true });
      });
    }
    document.documentElement.dataset.offline = "ready";
  } catch (_) {
    // Private windows and plain http refuse service workers; reading goes on online.
  }
}

function begin() {
  start().then(keepForOffline);
}

if (document.readyState === "complete") begin();
else addEventListener("load", begin);
