// Brings boot.js once the page is loaded and painted, so that the text comes first, and says
// so when the app cannot start. Written for browsers too old for the app itself.
function planReaderCannotStart(reason) {
  var notice = document.getElementById("script-notice");
  var hasText = document.getElementById("app").getAttribute("data-page") === "prerendered";
  document.documentElement.removeAttribute("data-script");
  notice.textContent =
    reason +
    (hasText ? "正文可以照常阅读；字号、颜色、查找和离线阅读暂时不能用。" : "请连上网络再打开这一页。");
  notice.hidden = false;
}
// Browsers may keep a page for minutes after its app has gone from the server for the next
// build's. Asking for it anew also replaces the kept one; a reload that did not help is not
// tried again.
function planReaderIsMissing() {
  var tell = planReaderCannotStart.bind(null, "阅读程序没有下载成功，或者浏览器不支持它。");
  var arrival = performance.getEntriesByType("navigation")[0];
  if (!arrival || arrival.type === "reload") return tell();
  fetch(location.href, { cache: "reload" })
    .then(function (response) {
      return response.text();
    })
    .then(function (page) {
      if (page.indexOf(document.documentElement.dataset.build) < 0) location.reload();
      else tell();
    })
    .catch(tell);
}
if (!("noModule" in HTMLScriptElement.prototype)) {
  planReaderCannotStart("这个浏览器版本较旧。");
} else if (typeof WebAssembly !== "object") {
  planReaderCannotStart("这个浏览器版本较旧，缺少 WebAssembly。");
}
function planReaderBoot() {
  var script = document.createElement("script");
  script.type = "module";
  script.src = "{{boot}}";
  script.integrity = "{{boot_digest}}";
  script.onerror = planReaderIsMissing;
  document.head.appendChild(script);
}
addEventListener("load", function () {
  var isBooted = false;
  function boot() {
    if (!isBooted) planReaderBoot();
    isBooted = true;
  }
  // A page may be loaded before it is painted: what is asked for then takes from the text. One
  // that nobody sees is not painted, and not every browser tells.
  try {
    new PerformanceObserver(boot).observe({ type: "paint", buffered: true });
  } catch (error) {}
  setTimeout(boot, document.hidden ? 0 : 500);
});
