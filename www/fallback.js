// What the page says when the app cannot start. Written for browsers too old for the
// app itself.
function planReaderCannotStart(reason) {
  var notice = document.getElementById("script-notice");
  var hasText = document.getElementById("app").getAttribute("data-page") === "prerendered";
  document.documentElement.removeAttribute("data-script");
  notice.textContent =
    reason +
    (hasText ? "正文可以照常阅读；字号、颜色、查找和离线阅读暂时不能用。" : "请连上网络再打开这一页。");
  notice.hidden = false;
}
if (!("noModule" in HTMLScriptElement.prototype)) {
  planReaderCannotStart("这个浏览器版本较旧。");
} else if (typeof WebAssembly !== "object") {
  planReaderCannotStart("这个浏览器版本较旧，缺少 WebAssembly。");
}
