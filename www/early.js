// Runs before the first paint: the reader's theme and type size, and the mark that
// scripts run, on which the style sheet relies. The keys are those of src/store.rs.
(function (root) {
  root.setAttribute("data-script", "on");
  try {
    var theme = localStorage.getItem("plan-reader.theme");
    var typeSize = localStorage.getItem("plan-reader.type-size");
    if (theme) root.setAttribute("data-theme", theme);
    if (typeSize) root.setAttribute("data-type-size", typeSize);
  } catch (_) {
    // Storage is blocked: the page looks as the system has it.
  }
})(document.documentElement);
