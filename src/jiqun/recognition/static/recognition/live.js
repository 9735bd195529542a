/* The live pre-check: folded on a small screen, and what a reader has unfolded stays so when it is refreshed. */
(function () {
  "use strict";
  var narrow = window.matchMedia("(max-width: 900px)");
  var chosen = {};

  function panels(root) { return Array.from((root || document).querySelectorAll("details.live, details.live details[id]")); }

  function settle(root) {
    panels(root).forEach(function (each) {
      if (each.id in chosen) each.open = chosen[each.id];
      else if (each.matches(".live")) each.open = !narrow.matches;
    });
  }

  /* Only what a person does is remembered: a click or a key on the summary. */
  document.addEventListener("click", function (event) {
    var summary = event.target.closest(".live summary");
    if (summary) chosen[summary.parentElement.id] = !summary.parentElement.open;
  });
  document.addEventListener("htmx:afterSwap", function (event) { settle(event.target); });
  narrow.addEventListener("change", function () { settle(); });
  settle();
})();
