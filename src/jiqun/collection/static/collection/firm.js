/* Autosave of a firm's page: every answer is sent as it is left or a moment after typing. What the server has not kept yet
   stays in this browser, in a box of the link's own: nothing is lost to a bad connection, a refusal or a reload.
   Without this file the buttons keep and confirm the whole page. */
(function () {
  "use strict";
  var form = document.getElementById("firm-form"), status = document.getElementById("saved");
  var receipt = document.getElementById("firm-receipt"), handedIn = null;
  try {
    handedIn = sessionStorage.getItem("firm-handed-in");
    sessionStorage.removeItem("firm-handed-in");
    if (receipt && handedIn === receipt.dataset.box) localStorage.removeItem("firm-" + handedIn);
  } catch (none) { handedIn = null; /* private windows keep nothing */ }
  if (!form || !window.fetch) return;
  var waiting = {}, timer = null, busy = false, ended = false, failed = false;
  var box = "firm-" + form.dataset.box, unkept = {}, boxed = true;

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

  function store() {
    try {
      if (Object.keys(unkept).length) localStorage.setItem(box, JSON.stringify(unkept));
      else localStorage.removeItem(box);
      boxed = true;
    } catch (full) { boxed = false; }
  }

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
      if (answer.ok) return answer.json();
      return answer.json().catch(function () { return {}; }).then(function (said) { refused(answer.status, said.refusal, sent); });
    }).then(function (told) {
      busy = false;
      failed = false;
      if (!told) return;
      Object.keys(sent).forEach(function (name) { if (!(name in waiting) && !(name in told.clashes)) delete unkept[name]; });
      store();
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
      again(sent);
      say(form.dataset.failed);
      setTimeout(send, 4000);
    });
  }

  function again(sent) { Object.keys(sent).forEach(function (name) { if (!(name in waiting)) waiting[name] = sent[name]; }); }

  /* Not taken: said why; it is sent again with whatever is typed next. */
  function refused(status, refusal, sent) {
    var words = form.dataset, typed = Object.keys(waiting).length > 0;
    again(sent);
    if (refusal) say(words.refused.replace("{why}", refusal));
    else if (status === 400 || status === 413) say(words.large);
    else say(status === 403 ? words.stale : words.ended);
    if (typed) { clearTimeout(timer); timer = setTimeout(send, 900); }
  }

  function changed(event) {
    var control = event.target;
    if (!control.name || !seen(control.name)) return;
    waiting[control.name] = control.value;
    unkept[control.name] = { text: control.value, seen: seen(control.name).value };
    store();
    note(control.name, "gap", "");
    clearTimeout(timer);
    timer = setTimeout(send, event.type === "change" ? 0 : 900);
  }
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  window.addEventListener("online", function () { if (failed) send(); });
  form.addEventListener("submit", function () {
    ended = true;
    clearTimeout(timer);
    try { sessionStorage.setItem("firm-handed-in", form.dataset.box); } catch (none) { return; }
  });
  window.addEventListener("beforeunload", function (event) {
    if (Object.keys(waiting).length && !ended && !boxed) event.preventDefault();
  });

  /* What the server had not kept when this page was last left: shown again, and judged by what it was typed over. */
  try { unkept = JSON.parse(localStorage.getItem(box)) || {}; } catch (unreadable) { unkept = {}; }
  Object.keys(unkept).forEach(function (name) {
    var control = form.elements[name], left = unkept[name];
    if (!control || !seen(name) || control.value === left.text) { delete unkept[name]; return; }
    control.value = left.text;
    seen(name).value = left.seen;
    waiting[name] = left.text;
  });
  store();
  send();
})();
