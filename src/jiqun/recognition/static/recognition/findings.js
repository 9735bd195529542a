/* Law beside findings: opening one lights up its words in the clause. Without this file the anchors do the same. */
(function () {
  "use strict";

  function light(finding) {
    var quote = document.getElementById("q-" + finding.id);
    if (quote) quote.classList.toggle("lit", finding.matches(":hover,:focus-within") || finding.matches(".chosen[open]"));
  }

  function start() {
    document.querySelectorAll(".findings details,.findings .flat").forEach(function (finding) {
      ["mouseenter", "mouseleave", "focusin", "focusout"].forEach(function (name) {
        finding.addEventListener(name, function () { requestAnimationFrame(function () { light(finding); }); });
      });
      finding.addEventListener("toggle", function () {
        finding.classList.toggle("chosen", finding.open);
        light(finding);
      });
    });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
