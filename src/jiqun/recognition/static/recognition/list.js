/* Drawing up the list: each field that was changed is kept by itself. Without this file the button keeps them. */
(function () {
  "use strict";
  var says = document.getElementById("list-saved");
  var form = says && says.closest("form"), url = says && says.dataset.keep;
  if (!url) return;
  var waiting = new Map(), crossed = new Set(), timer = null, sending = false;

  form.addEventListener("input", function (event) {
    var field = event.target;
    if (!/^(places|(decision|reserve|reason)_)/.test(field.name)) return;
    waiting.set(field.name, field.value);
    clearTimeout(timer);
    timer = setTimeout(send, 700);
  });

  function send() {
    if (sending || !waiting.size) return;
    var sent = waiting, data = new URLSearchParams();
    waiting = new Map();
    sending = true;
    sent.forEach(function (value, name) { data.set(name, value); });
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("seen", form.elements.seen.value);
    fetch(url, { method: "POST", body: data, headers: { Accept: "application/json" } })
      .then(function (answer) { if (!answer.ok) throw answer; return answer.json(); })
      .then(function (told) {
        told.clashes.forEach(function (said) { crossed.add(said); });  /* stays until the page is loaded anew */
        says.textContent = Array.from(crossed).concat(told.saved).join(" ");
      })
      .catch(function () {
        sent.forEach(function (value, name) { if (!waiting.has(name)) waiting.set(name, value); });
        says.textContent = says.dataset.failed;
        timer = setTimeout(send, 5000);
      })
      .finally(function () { sending = false; if (waiting.size) { clearTimeout(timer); timer = setTimeout(send, 700); } });
  }
  /* What was typed last goes along when the page is left. */
  window.addEventListener("pagehide", function () {
    if (!waiting.size) return;
    var data = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value, seen: form.elements.seen.value });
    waiting.forEach(function (value, name) { data.set(name, value); });
    data.set("leaving", "1");  /* nobody reads the answer: it leaves no message for the page that comes next */
    navigator.sendBeacon(url, data);
  });
})();
