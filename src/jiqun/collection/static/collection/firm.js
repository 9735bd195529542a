/* Autosave of a firm's page: every answer is sent as it is left or a moment after typing; nothing is lost to a bad
   connection while the page is open. Without this file the buttons keep and confirm the whole page. */
(function () {
  "use strict";
  var form = document.getElementById("firm-form"), status = document.getElementById("saved");
  if (!form || !window.fetch) return;
  var waiting = {}, timer = null, busy = false, ended = false, failed = false;

  function device() {
    var known = null;
    try { known = sessionStorage.getItem("device"); } catch (none) { known = null; }
    if (!known) {
      var bytes = crypto.getRandomValues(new Uint8Array(12));
      known = Array.prototype.map.call(bytes, function (b) { return b.toString(16).padStart(2, "0"); }).join("");
      try { sessionStorage.setItem("device", known); } catch (none) { return known; }
    }
    return known;
  }
  form.elements.device.value = device();

  function seen(name) { return form.elements["seen-" + name]; }
  function say(text) { status.textContent = text; }

  function note(name, kind, text) {
    var place = document.getElementById("said-" + name);
    if (!place) return;
    var line = place.querySelector("." + kind);
    if (!text) { if (line) line.remove(); return; }
    if (!line) { line = document.createElement("p"); line.className = kind; place.appendChild(line); }
    line.textContent = text;
  }

  function send() {
    if (busy || ended) return;
    busy = true;
    var sent = waiting, body = new URLSearchParams();
    waiting = {};
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set("device", form.elements.device.value);
    Object.keys(sent).forEach(function (name) {
      body.set(name, sent[name]);
      body.set("seen-" + name, seen(name).value);
    });
    say(form.dataset.saving);
    fetch(form.dataset.draft, { method: "POST", body: body, credentials: "same-origin" }).then(function (answer) {
      if (answer.status >= 500) throw new Error("later");
      if (!answer.ok) { ended = true; say(form.dataset.ended); return null; }
      return answer.json();
    }).then(function (told) {
      busy = false;
      if (!told) return;
      failed = false;
      Object.keys(told.kept).forEach(function (name) { seen(name).value = told.kept[name]; note(name, "clash", ""); });
      Object.keys(told.fresher).forEach(function (name) {
        seen(name).value = told.fresher[name].number;
        if (!(name in waiting)) form.elements[name].value = told.fresher[name].text;
      });
      Object.keys(told.clashes).forEach(function (name) {
        seen(name).value = told.clashes[name].number;
        note(name, "clash", told.clashes[name].said);
      });
      document.querySelectorAll(".said").forEach(function (place) {
        var name = place.id.slice("said-".length);
        note(name, "fault", told.faults[name]);
        note(name, "remark", told.remarks[name]);
      });
      if (Object.keys(told.remarks).length) document.getElementById("looked-at").hidden = false;
      say(form.dataset.saved + " " + told.at);
      if (Object.keys(waiting).length) send();
    }).catch(function () {
      busy = false;
      failed = true;
      Object.keys(sent).forEach(function (name) { if (!(name in waiting)) waiting[name] = sent[name]; });
      say(form.dataset.failed);
      setTimeout(send, 4000);
    });
  }

  function changed(event) {
    var control = event.target;
    if (!control.name || !seen(control.name)) return;
    waiting[control.name] = control.value;
    note(control.name, "gap", "");
    clearTimeout(timer);
    timer = setTimeout(send, event.type === "change" ? 0 : 900);
  }
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  window.addEventListener("online", function () { if (failed) send(); });
  form.addEventListener("submit", function () { ended = true; clearTimeout(timer); waiting = {}; });
  window.addEventListener("beforeunload", function (event) {
    if (Object.keys(waiting).length && !ended) event.preventDefault();
  });
  send();
})();
