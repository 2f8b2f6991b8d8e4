// Starts the app once the page is loaded, so that the text comes first, and then what keeps
// it for reading offline. The names of the built files stand in the page's head.
const named = (name) => document.querySelector(`meta[name="${name}"]`).content;

// A page that was built without its host's name gets its whole address here.
const canonical = document.querySelector("link[rel='canonical']");
if (canonical) canonical.href = canonical.href;

// Browsers may keep a page for minutes after its app has gone from the server for the next
// build's. Asking for it anew also replaces the kept one; a reload that did not help is not
// tried again.
async function isOld() {
  try {
    if (performance.getEntriesByType("navigation")[0].type === "reload") return false;
    const page = await (await fetch(location.href, { cache: "reload" })).text();
    return !page.includes(`data-build="${document.documentElement.dataset.build}"`);
  } catch {
    return false;
  }
}

async function start() {
  if (typeof WebAssembly !== "object") return;
  try {
    const app = await import(named("plan-reader-module"));
    const integrity = named("plan-reader-wasm-digest");
    await app.default({ module_or_path: fetch(named("plan-reader-wasm"), { integrity }) });
    window.planReader = { search: app.search };
  } catch (error) {
    if (await isOld()) return location.reload();
    console.warn(error);
    planReaderCannotStart("阅读程序没有下载成功，或者浏览器不支持它。");
  }
}

// The browser's offer to install the site: it comes when it likes, and is made by the page
// where the reader looks for it.
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  window.planReaderInstall = event;
});

function begin() {
  // Without a network, and not kept yet: reading goes on.
  start().then(() => import(named("plan-reader-offline")).catch(() => {}));
}

if (document.readyState === "complete") begin();
else addEventListener("load", begin);
