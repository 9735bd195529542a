/* Says at once how far a figure seen lies from the one stated: whole numbers of the smallest unit, no fractions lost. */
(function () {
  "use strict";
  var words = document.getElementById("figure-words");
  if (!words) return;
  var said = words.dataset;

  /* What was typed in the smallest unit; null for nothing, undefined for what is no number. */
  function read(text, digits) {
    text = text.trim().replace(/[，,]/g, "").replace(/[０-９．]/g, function (c) { return String.fromCharCode(c.charCodeAt(0) - 0xfee0); });
    if (!text) return null;
    var found = /^(\d{1,18})(?:\.(\d+))?$/.exec(text);
    if (!found || (found[2] || "").replace(/0+$/, "").length > digits) return undefined;
    return BigInt(found[1] + (found[2] || "").slice(0, digits).padEnd(digits, "0"));
  }

  function written(value, digits) {
    var text = value.toString().padStart(digits + 1, "0");
    var whole = text.slice(0, text.length - digits).replace(/\B(?=(\d{3})+$)/g, ",");
    var rest = digits ? text.slice(-digits).replace(/0+$/, "") : "";
    return rest ? whole + "." + rest : whole;
  }

  function percent(part, whole) {
    var scaled = part * 100000n / whole, rounded = (scaled + 5n) / 10n;
    return rounded / 100n + "." + (rounded % 100n).toString().padStart(2, "0") + "%";
  }

  document.querySelectorAll(".sampled").forEach(function (row) {
    var input = row.querySelector("input.figures"), line = row.querySelector("[data-deviation]");
    var stated = BigInt(row.dataset.stated), digits = Number(row.dataset.digits), limit = BigInt(row.dataset.threshold);
    input.addEventListener("input", function () {
      var seen = read(input.value, digits);
      line.classList.remove("marked");
      if (seen === null || seen === undefined) { line.textContent = ""; return; }
      var over = seen > stated, difference = over ? seen - stated : stated - seen;
      if (!difference) { line.textContent = said.same; return; }
      var share = stated ? "（" + (over ? "+" : "-") + percent(difference, stated) + "）" : "";
      line.textContent = (over ? said.more : said.less) + " " + written(difference, digits) + " " + row.dataset.unit + share;
      line.classList.toggle("marked", difference * 1000n > limit * stated);
    });
  });
})();
