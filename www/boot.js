// Starts the app, and then what keeps it for reading offline. start.js brings it once the page
// is loaded. The files that it starts are named after the build, each with its digest.
const { module, wasm, styles, offline } = {{files}};

// A page that was built without its host's name gets its whole address here.
const canonical = document.querySelector("link[rel='canonical']");
if (canonical) canonical.href = canonical.href;

// Adds an element that brings a file, whose digest the browser checks.
function add(name, properties) {
  const element = Object.assign(document.createElement(name), properties);
  return new Promise((resolve, reject) => {
    element.onload = resolve;
    element.onerror = () => reject(new Error(`expected the file of ${element.outerHTML}`));
    document.head.append(element);
  });
}

// A module that an element has brought, and only that one, is what an import then gets.
async function load({ href, integrity }) {
  await add("script", { type: "module", src: href, integrity });
  return import(href);
}

async function start() {
  // A page holds the styles that it is shown with at first. All others come in one file.
  const added = add("link", { rel: "stylesheet", ...styles });
  try {
    if (typeof WebAssembly !== "object") return await added;
    const { href, integrity } = wasm;
    const program = fetch(href, { integrity });
    // Told of below, where it is waited for.
    program.catch(() => {});
    const [app] = await Promise.all([load(module), added]);
    await app.default({ module_or_path: program });
    window.planReader = { search: app.search };
  } catch (error) {
    console.warn(error);
    planReaderIsMissing();
  }
}

// The browser's offer to install the site: it comes when it likes, and is made by the page
// where the reader looks for it.
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  window.planReaderInstall = event;
});

// Without a network, and not kept yet: reading goes on.
start().then(() => load(offline).catch(() => {}));
