/* The scoring room: the evidence of the item one is at opens beside it; Enter goes to the next field, Escape closes.
   Every link works without this file, on a page of its own. */
(function () {
  "use strict";
  var room = document.querySelector(".room-of-scoring"), panel = document.getElementById("evidence");
  if (!room || !panel) return;
  var wide = window.matchMedia("(min-width:901px)"), timer, opener = null;

  function at(item) {
    room.querySelectorAll(".item.at").forEach(function (each) { each.classList.remove("at"); });
    if (item) item.classList.add("at");
  }

  /* Where there is room, being at an item is enough; on a phone its link opens the panel. */
  room.addEventListener("focusin", function (event) {
    var item = event.target.closest(".item"), link = item && item.querySelector(".open-evidence");
    if (!item || item.classList.contains("at") || event.target === link) return;
    at(item);
    item.scrollIntoView({ block: "nearest" });  /* the bar below covers nothing of it */
    clearTimeout(timer);
    if (wide.matches && link) timer = setTimeout(function () { link.click(); }, 250);
  });
  room.addEventListener("click", function (event) {
    var link = event.target.closest(".open-evidence");
    if (link) { opener = document.activeElement; at(link.closest(".item")); }
    if (event.target.closest("[data-shut]")) { event.preventDefault(); shut(); }
  });
  document.body.addEventListener("htmx:afterSwap", function (event) {
    if (event.detail.target !== panel) return;
    panel.scrollTop = 0;
    panel.classList.add("open");
    if (!wide.matches) panel.focus();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && panel.classList.contains("open") && !wide.matches) shut();
  });
  function shut() {
    panel.classList.remove("open");
    if (opener && opener.isConnected) opener.focus();
  }

  /* Enter in a score goes on to what comes next instead of handing in. */
  room.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || !event.target.matches(".item input")) return;
    event.preventDefault();
    var fields = Array.from(room.querySelectorAll(".item input,.item textarea"));
    var next = fields[fields.indexOf(event.target) + 1];
    if (next) next.focus();
  });
  room.addEventListener("click", function (event) {
    var link = event.target.closest("[data-next]"), field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.focus({ preventScroll: true });
    (field.closest(".item") || field).scrollIntoView({ block: "center" });
  });
})();
