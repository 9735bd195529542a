/* Evidence in pieces: drop or choose, progress per file, retry, cancel, and on where it stopped after a lost
   connection or a closed page. Without this file the page has plain file inputs and a button. */
(function () {
  "use strict";
  var form = document.getElementById("evidence");
  if (!form || !window.fetch || !window.FormData) return;
  var said = form.dataset, row = document.getElementById("sending-row");
  var token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  var AT_ONCE = 2, PATIENCE = [1000, 2000, 4000, 8000, 15000];
  var queue = [], running = 0;
  form.classList.add("live");

  function Stop(text, again) { this.text = text; this.again = again; }

  /* One request; a refusal or an ended session becomes a sentence, a lost connection an error to try again. */
  async function ask(url, options) {
    options.headers = Object.assign({ "X-CSRFToken": token, "Accept": "application/json" }, options.headers);
    options.credentials = "same-origin";
    var answer = await fetch(url, options);
    var kind = answer.headers.get("Content-Type") || "";
    if (answer.redirected || answer.status === 403) throw new Stop(said.signedOut, true);
    if (answer.status === 204) return {};
    if (kind.indexOf("application/json") < 0) throw new Stop(said.failed, true);
    var told = await answer.json();
    if (answer.ok || answer.status === 409) return told;
    throw new Stop(told.error || said.failed, answer.status >= 500);
  }

  /* The same, patiently: a lost connection is waited for, at once again when the machine says it is back. */
  async function insist(job, url, options) {
    for (var tried = 0; ; tried++) {
      if (job.stopped) throw new Stop("", false);
      try {
        return await ask(url, Object.assign({}, options, { signal: job.abort.signal }));
      } catch (wrong) {
        if (wrong instanceof Stop) throw wrong;
        if (job.stopped) throw new Stop("", false);
        show(job, said.lost, "wrong");
        if (tried >= PATIENCE.length) throw new Stop(said.lost, true);
        await rest(PATIENCE[tried]);
        show(job, said.sending, "");
      }
    }
  }

  function rest(milliseconds) {
    return new Promise(function (go) {
      var timer = setTimeout(done, milliseconds);
      function done() { clearTimeout(timer); window.removeEventListener("online", done); go(); }
      window.addEventListener("online", done);
    });
  }

  function show(job, text, tone) {
    job.line.className = tone;
    job.line.querySelector(".how").textContent = text;
  }

  function progress(job) {
    var share = job.file.size ? Math.floor(job.offset * 100 / job.file.size) : 0;
    job.line.querySelector("progress").value = share;
    show(job, said.sending + " " + share + "%", "");
  }

  async function send(job) {
    var file = job.file, mark = [file.name, file.size, file.lastModified].join("/");
    show(job, said.sending, "");
    var begun = await insist(job, said.begin, {
      method: "POST", headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ requirement: job.requirement, name: file.name, size: file.size, mark: mark })
    });
    job.url = begun.url;
    job.offset = begun.offset;
    forgetNotice(begun.url);
    progress(job);
    while (job.offset < file.size) {
      var piece;
      try { piece = await file.slice(job.offset, job.offset + begun.piece).arrayBuffer(); } catch (gone) { throw new Stop(said.unreadable, false); }
      var told = await insist(job, job.url, {
        method: "PUT", headers: { "Content-Type": "application/octet-stream", "Upload-Offset": String(job.offset) }, body: piece
      });
      job.offset = told.offset;
      progress(job);
    }
    show(job, said.checking, "");
    var done = await insist(job, job.url, { method: "POST", headers: { "Content-Type": "application/json" } });
    redraw(job, done);
    job.line.querySelector("progress").value = 100;
    show(job, done.said || said.done, done.said ? "good told" : "good");
    if (done.said) close(job); else setTimeout(function () { drop(job); }, 4000);
  }

  function redraw(job, parts) {
    var box = document.createElement("template");
    box.innerHTML = parts.held;
    job.section.querySelector(".held").replaceWith(box.content);
    box.innerHTML = parts.checklist;
    document.getElementById("checklist").replaceWith(box.content);
  }

  /* The line “half there, choose it again” of a file that is on its way again. */
  function forgetNotice(url) {
    var notice = form.querySelector('[data-upload="' + url.split("/").filter(Boolean).pop() + '"]');
    if (notice) notice.remove();
  }

  function drop(job) {
    var list = job.line.parentElement;
    if (!list) return;
    job.line.remove();
    list.hidden = !list.children.length;
  }

  /* Nothing more to wait for: the line can only be put away. */
  function close(job) {
    var button = job.line.querySelector(".stop");
    button.textContent = said.close;
    button.setAttribute("aria-label", said.close + " " + job.file.name);
    button.onclick = function () { drop(job); };
  }

  function next() {
    while (running < AT_ONCE && queue.length) start(queue.shift());
  }

  function start(job) {
    running++;
    job.abort = new AbortController();
    job.line.querySelector(".again").hidden = true;
    send(job).catch(function (wrong) {
      if (job.stopped) return;
      show(job, wrong instanceof Stop ? wrong.text : said.failed, "wrong");
      if (wrong instanceof Stop && !wrong.again) close(job);
      else job.line.querySelector(".again").hidden = false;
    }).finally(function () { running--; next(); if (!running && !queue.length) renew(); });
  }

  /* What may be done next is worked out on the server: when all is through, the side of the page is read again. */
  async function renew() {
    try {
      var answer = await fetch(location.href);
      if (!answer.ok || answer.redirected) return;
      var fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("aside.side");
      var side = document.querySelector("aside.side");
      if (fresh && side && !side.contains(document.activeElement)) side.replaceWith(fresh);
    } catch (unreachable) { /* the side stays as it was; the next visit draws it anew */ }
  }

  function stop(job) {
    job.stopped = true;
    queue = queue.filter(function (other) { return other !== job; });
    if (job.abort) job.abort.abort();
    if (job.url) ask(job.url, { method: "DELETE" }).catch(function () {});
    var choose = job.section.querySelector("input[type=file]");
    drop(job);
    choose.focus();
  }

  function add(section, file) {
    var line = row.content.firstElementChild.cloneNode(true);
    var job = { section: section, requirement: section.dataset.requirement, file: file, line: line, offset: 0 };
    line.querySelector("b").textContent = file.name;
    line.querySelector("progress").setAttribute("aria-label", file.name);
    var again = line.querySelector(".again"), cancel = line.querySelector(".stop");
    again.textContent = said.retry;
    again.setAttribute("aria-label", said.retry + " " + file.name);
    again.onclick = function () { again.hidden = true; queue.push(job); show(job, said.waiting, ""); cancel.focus(); next(); };
    cancel.textContent = said.cancel;
    cancel.setAttribute("aria-label", said.cancel + " " + file.name);
    cancel.onclick = function () { stop(job); };
    var list = section.querySelector(".sending");
    list.hidden = false;
    list.append(line);
    show(job, said.waiting, "");
    queue.push(job);
  }

  form.addEventListener("change", function (event) {
    var input = event.target, section = input.closest("[data-requirement]");
    if (!section || input.type !== "file") return;
    Array.from(input.files).forEach(function (file) { add(section, file); });
    input.value = "";
    next();
  });

  /* Anywhere on a requirement files may be dropped; beside one they open nothing. */
  function zone(event) { return event.target.closest && event.target.closest("[data-requirement]"); }
  function carriesFiles(event) { return event.dataTransfer && Array.from(event.dataTransfer.types).indexOf("Files") >= 0; }
  function clear() { document.querySelectorAll(".requirement.over").forEach(function (each) { each.classList.remove("over"); }); }
  document.addEventListener("dragover", function (event) {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    var over = zone(event);
    event.dataTransfer.dropEffect = over ? "copy" : "none";
    clear();
    if (over) over.classList.add("over");
  });
  document.addEventListener("dragleave", function (event) { if (!event.relatedTarget) clear(); });
  document.addEventListener("drop", function (event) {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    clear();
    var section = zone(event);
    if (!section) return;
    Array.from(event.dataTransfer.items || []).forEach(function (item) {
      var entry = item.webkitGetAsEntry && item.webkitGetAsEntry(), file = item.getAsFile && item.getAsFile();
      if (!file) return;
      add(section, file);
      if (!entry || !entry.isDirectory) return;
      var job = queue.pop();
      show(job, said.folder, "wrong");
      close(job);
    });
    next();
  });

  window.addEventListener("beforeunload", function (event) { if (running || queue.length) event.preventDefault(); });
})();
