/* Small comforts. Every page works without this file. */
(function () {
  "use strict";

  /* <form data-confirm="sentence"> or <button data-confirm="sentence">: ask before it is sent. */
  var agreed = new WeakSet();
  document.addEventListener("submit", function (event) {
    var form = event.target, button = event.submitter;
    var question = (button && button.dataset.confirm) || form.dataset.confirm;
    var dialog = document.getElementById("confirm");
    if (!question || agreed.has(form) || !dialog || !dialog.showModal) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    document.getElementById("confirm-question").textContent = question;
    dialog.returnValue = "cancel";
    dialog.addEventListener("close", function () {
      if (dialog.returnValue !== "go") return;
      agreed.add(form);
      form.requestSubmit(button || undefined);
      agreed.delete(form);
    }, { once: true });
    dialog.showModal();
  }, true);

  /* <button data-opens="id"> opens a dialog, <button data-closes> closes the one it stands in, data-print prints. */
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-opens],[data-closes],[data-print]");
    if (!button) return;
    if (button.dataset.opens) document.getElementById(button.dataset.opens).showModal();
    else if ("closes" in button.dataset) button.closest("dialog").close();
    else window.print();
  });

  /* The error summary takes the focus, and its links put it into the field. */
  function intoField(id) {
    var target = id && document.getElementById(id);
    if (!target) return;
    var control = target.matches("input,select,textarea") ? target : target.querySelector("input,select,textarea");
    (control || target).focus({ preventScroll: true });
    (target.closest(".field") || target).scrollIntoView({ block: "center" });
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest(".errors a[href^='#']");
    if (!link) return;
    event.preventDefault();
    intoField(link.hash.slice(1));
  });

  /* A link to what is folded unfolds it: on this page, from another one, and when it was followed before this ran. */
  function unfold(target) { if (target && target.matches("details")) target.open = true; }
  function followed() { unfold(document.querySelector(":target")); }
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[href^='#']");
    unfold(link && document.getElementById(decodeURIComponent(link.hash.slice(1))));
  });
  window.addEventListener("hashchange", followed);
  followed();

  /* <form data-guard>: leaving with unsaved entries asks first; a successful htmx save counts as saved. */
  var unsaved = new Set();
  document.addEventListener("input", function (event) {
    var form = event.target.closest("form[data-guard]");
    if (form) unsaved.add(form);
  });
  document.addEventListener("submit", function (event) { unsaved.delete(event.target); });
  document.addEventListener("htmx:afterRequest", function (event) {
    var form = event.target.closest && event.target.closest("form[data-guard]");
    if (form && event.detail.successful) unsaved.delete(form);
  });
  window.addEventListener("beforeunload", function (event) {
    unsaved.forEach(function (form) { if (!form.isConnected) unsaved.delete(form); });
    if (unsaved.size) event.preventDefault();
  });

  /* <table data-keys>: arrow keys move between the first links of the rows. */
  document.addEventListener("keydown", function (event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    var row = event.target.matches("table[data-keys] a") && event.target.closest("tr");
    if (!row) return;
    var next = event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
    var link = next && next.querySelector("a");
    if (link) { event.preventDefault(); link.focus(); }
  });

  /* What is wider than its place can be scrolled by keyboard; a table says what it is. */
  function scrollers(root) {
    root.querySelectorAll(".scroll,.steps,.tabs").forEach(function (box) {
      var wide = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
      if (!wide) { box.removeAttribute("tabindex"); box.removeAttribute("role"); box.removeAttribute("aria-label"); return; }
      var caption = box.querySelector("caption");
      box.tabIndex = 0;
      if (caption) { box.setAttribute("role", "region"); box.setAttribute("aria-label", caption.textContent.trim()); }
    });
  }

  function ready() {
    scrollers(document);
    document.querySelectorAll(".steps .step-now, .tabs .on").forEach(function (now) {
      now.parentElement.scrollLeft = now.offsetLeft - now.parentElement.offsetLeft - 24;
    });
    var summary = document.getElementById("error-summary");
    if (summary) summary.focus();
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready); else ready();
  window.addEventListener("resize", function () { scrollers(document); });
  document.addEventListener("htmx:afterSettle", function () { scrollers(document); });
})();
