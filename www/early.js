// Runs before the first paint: the reader's theme, type size and mode, whether the site is
// to be kept for reading offline, and the mark that scripts run, on which the style sheet
// relies. The keys are those of src/store.rs.
(function (root) {
  root.setAttribute("data-script", "on");
  var mode;
  try {
    var theme = localStorage.getItem("plan-reader.theme");
    var typeSize = localStorage.getItem("plan-reader.type-size");
    if (theme) root.setAttribute("data-theme", theme);
    if (typeSize) root.setAttribute("data-type-size", typeSize);
    mode = localStorage.getItem("plan-reader.mode");
    if (localStorage.getItem("plan-reader.offline") === "off") {
      root.setAttribute("data-offline", "off");
    }
  } catch (_) {
    // Storage is blocked: the page looks as the system has it.
  }
  // A link may ask for a mode: ?mode=elder. The name is also in src/route.rs.
  var asked = /[?&]mode=(elder|standard)(&|$)/.exec(location.search);
  if (asked) mode = asked[1];
  if (mode) root.setAttribute("data-mode", mode);
})(document.documentElement);
