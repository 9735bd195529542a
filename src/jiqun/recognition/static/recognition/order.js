/* Moving rows of the candidates' order. Without this file the places are typed. */
(function () {
  "use strict";
  var table = document.querySelector("table[data-order]");
  if (!table) return;
  var body = table.tBodies[0], said = document.querySelector("[data-order-said]");

  function number() {
    Array.prototype.forEach.call(body.rows, function (row, at) {
      row.querySelector("input.place").value = at + 1;
      row.querySelector("[data-move='-1']").disabled = at === 0;
      row.querySelector("[data-move='1']").disabled = at === body.rows.length - 1;
    });
  }

  function move(row, by, focus) {
    var other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    body.insertBefore(by < 0 ? row : other, by < 0 ? other : row);
    number();
    row.querySelector("input.place").dispatchEvent(new Event("input", { bubbles: true }));
    (focus.disabled ? row.querySelector("input.place") : focus).focus();
    said.textContent = row.querySelector("th").innerText.split("\n")[0] + " " +
      said.dataset.words.replace("{n}", Array.prototype.indexOf.call(body.rows, row) + 1);
  }

  Array.prototype.forEach.call(table.querySelectorAll(".moves"), function (moves) { moves.hidden = false; });
  if (!document.querySelector(".errors")) number();
  table.addEventListener("click", function (event) {
    var button = event.target.closest("[data-move]");
    if (button) move(button.closest("tr"), Number(button.dataset.move), button);
  });
  table.addEventListener("keydown", function (event) {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    move(event.target.closest("tr"), event.key === "ArrowUp" ? -1 : 1, event.target);
  });
})();
