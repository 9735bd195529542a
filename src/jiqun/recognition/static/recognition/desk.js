/* The roster desk: moving, typing, pasting. What is typed is kept here until the server has it. */
(function () {
  "use strict";
  var form = document.getElementById("desk");
  if (!form) return;
  var words = form.dataset, says = document.getElementById("desk-says"), saved = document.getElementById("desk-saved");
  /* One box a sheet: two windows on two sheets never empty each other's. */
  var box = "desk-" + words.case + "-" + words.account + "-" + words.sheet;
  var pending = new Map(), sending = false, checking = null, timer = null, broken = false, boxed = true;

  function cells() { return Array.from(form.querySelectorAll("input[data-c]")); }
  function row(cell) { return cell.closest("tr"); }
  function name(cell) { return row(cell).dataset.key + "/" + cell.dataset.c; }
  function fill(text, values) { return text.replace(/\{(\w+)\}/g, function (_, key) { return values[key]; }); }
  function tell(text) { if (saved) saved.textContent = text; }

  /* ── moving: arrows, Enter ── */
  function beside(cell, down, across) {
    var line = row(cell), column = cell.dataset.c;
    if (across) {
      var all = cells();
      return all[all.indexOf(cell) + across];
    }
    for (line = step(line, down); line; line = step(line, down)) {
      var there = line.querySelector("input[data-c='" + column + "']") || line.querySelector("input[data-c]");
      if (there) return there;
    }
    return null;
  }
  function step(line, down) { return down > 0 ? line.nextElementSibling : line.previousElementSibling; }
  form.addEventListener("keydown", function (event) {
    var cell = event.target, to = null;
    if (!cell.matches("input[data-c]") || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    var edge = cell.selectionStart === cell.selectionEnd;
    if (event.key === "Enter") to = beside(cell, event.shiftKey ? -1 : 1, 0);
    else if (event.key === "ArrowDown" && !cell.list) to = beside(cell, 1, 0);
    else if (event.key === "ArrowUp" && !cell.list) to = beside(cell, -1, 0);
    else if (event.key === "ArrowRight" && (edge ? cell.selectionEnd === cell.value.length : true)) to = beside(cell, 0, 1);
    else if (event.key === "ArrowLeft" && (edge ? cell.selectionStart === 0 : true)) to = beside(cell, 0, -1);
    else if (event.key === "Escape") { cell.value = cell.dataset.was; return; }
    else return;
    if (event.key === "Enter") event.preventDefault();
    if (to) { event.preventDefault(); to.focus(); to.select(); }
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });

  /* ── what is wrong with the cell one stands in ── */
  form.addEventListener("focusin", function (event) {
    var cell = event.target;
    if (!cell.matches("input[data-c]")) return;
    say(cell);
    var next = document.getElementById("desk-next");
    if (next) {
      var url = new URL(next.href);
      url.searchParams.set("line", row(cell).dataset.line);
      url.searchParams.set("column", cell.dataset.c);
      next.href = url.href;
    }
  });
  function say(cell) {
    var text = cell.title;
    says.hidden = !text;
    says.textContent = text || "";
    says.classList.toggle("error", cell.getAttribute("aria-invalid") === "true");
  }

  /* ── saving ── */
  cells().forEach(function (cell) { cell.dataset.was = cell.value; });
  form.addEventListener("change", function (event) {
    var cell = event.target;
    if (!cell.matches("input[data-c]") || "shut" in words || cell.value === cell.dataset.was) return;
    var key = name(cell), before = pending.get(key);
    pending.set(key, { key: row(cell).dataset.key, column: Number(cell.dataset.c), was: before ? before.was : cell.dataset.was, now: cell.value });
    cell.parentElement.classList.add("waiting");
    keep();
    later(350);
  });
  function keep() {
    try {
      if (pending.size) localStorage.setItem(box, JSON.stringify({ sheet: words.sheet, changes: Array.from(pending.values()) }));
      else localStorage.removeItem(box);
      boxed = true;
    } catch (full) { boxed = false; /* private windows keep nothing */ }
  }
  function later(wait) { clearTimeout(timer); timer = setTimeout(send, wait); }
  function post(url, fields) {
    var data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("account", words.account);
    data.set("sheet", words.sheet);
    Object.keys(fields).forEach(function (key) { data.set(key, fields[key]); });
    return fetch(url, { method: "POST", body: data, headers: { Accept: "application/json" } }).then(function (answer) {
      return answer.json().then(function (said) { return { status: answer.status, said: said }; }, function () {
        if (answer.ok || answer.status >= 500) throw new Error("later");  /* a way-station's page, or a fault that passes */
        return { status: answer.status, said: {} };
      });
    });
  }
  /* Why it was not taken, as a sentence, also where the answer is a page and not ours. */
  function why(got) {
    if (got.said.refusal) return got.said.refusal;
    if (got.status === 401 || got.said.other_account) return words.wOut;
    return got.status === 400 || got.status === 413 ? words.wLarge : words.wStale;
  }
  function send() {
    if (sending || !pending.size) return Promise.resolve();
    var batch = Array.from(pending.entries()).slice(0, 2000);
    sending = true;
    tell(words.wSaving);
    var changes = batch.map(function (each) { return [each[1].key, each[1].column, each[1].was, each[1].now]; });
    return post(words.save, { changes: JSON.stringify(changes) }).then(function (got) {
      sending = false;
      broken = got.status !== 200;
      if (broken && why(got) === words.wOut) later(8000);
      if (broken) { tell(why(got)); return; }  /* what was typed stays in its box for when it may be saved */
      var gone = new Set(got.said.gone.map(function (each) { return each[0] + "/" + each[1]; }));
      var clashed = new Map(got.said.clashes.map(function (each) { return [each[0] + "/" + each[1], each]; }));
      batch.forEach(function (each) {
        var cell = find(each[1].key, each[1].column), clash = clashed.get(each[0]);
        if (cell && gone.has(each[0])) mark(cell, "error", got.said.said, true);
        else if (cell) {
          cell.dataset.was = clash ? clash[2] : each[1].now;
          if (clash) mark(cell, "remark", fill(words.wClash, { by: clash[3], theirs: clash[2], mine: each[1].now }), true);
        }
        if (pending.get(each[0]) === each[1]) drop(each);
      });
      keep();
      var lost = batch.filter(function (each) { return gone.has(each[0]) && each[1].now; }).map(function (each) { return each[1].now; });
      if (lost.length) tell(got.said.said + fill(words.wGone, { values: lost.join("、") }));
      else tell(got.said.said || words.wSaved + " " + new Date().toTimeString().slice(0, 5));
      if (pending.size) later(50); else soon();
    }, function () {
      sending = false;
      broken = true;
      tell(fill(words.wWaiting, { n: pending.size }));
      later(4000);
    });
  }
  function drop(each) {
    pending.delete(each[0]);
    var cell = find(each[1].key, each[1].column);
    if (cell) cell.parentElement.classList.remove("waiting");
  }
  function find(key, column) { return form.querySelector("tr[data-key='" + key + "'] input[data-c='" + column + "']"); }
  window.addEventListener("beforeunload", function (event) { if (pending.size && broken && !boxed) event.preventDefault(); });
  window.addEventListener("online", function () { later(50); });

  /* ── checking: when nothing was typed for a moment ── */
  function soon() { clearTimeout(checking); checking = setTimeout(check, 900); }
  function check() {
    if (pending.size || "shut" in words) return;
    var lines = Array.from(form.querySelectorAll("tr[data-line]")).map(function (line) { return line.dataset.line; });
    post(words.check, { lines: lines.join(",") }).then(function (got) {
      if (got.status !== 200) return;
      if (!got.said.done) { checking = setTimeout(check, 2000); return; }
      cells().forEach(function (cell) { if (!cell.dataset.clash) mark(cell, "", ""); });
      got.said.cells.forEach(function (each) {
        var cell = document.getElementById("c-" + each[0] + "-" + each[1]);
        if (!cell || cell.dataset.clash) return;
        var more = cell.title ? cell.title + " " : "";
        mark(cell, each[2] || cell.parentElement.className === "error" ? "error" : "remark", more + each[3]);
      });
      document.getElementById("desk-summary").innerHTML = got.said.summary;
      document.getElementById("desk-problems").innerHTML = got.said.list;
      document.getElementById("desk-tabs").innerHTML = got.said.tabs;
      var onward = document.activeElement && document.activeElement.id === "desk-next";
      document.getElementById("desk-onward").innerHTML = got.said.onward;
      if (onward) document.getElementById("desk-next").focus();
      if (document.activeElement.matches("input[data-c]")) say(document.activeElement);
    }, function () { soon(); });
  }
  function mark(cell, kind, text, clash) {
    var place = cell.parentElement, id = cell.id.replace("c-", "p-"), there = document.getElementById(id);
    place.className = kind;
    cell.title = text;
    if (clash) cell.dataset.clash = "1"; else delete cell.dataset.clash;
    if (kind === "error") cell.setAttribute("aria-invalid", "true"); else cell.removeAttribute("aria-invalid");
    if (!text) { cell.removeAttribute("aria-describedby"); if (there) there.remove(); return; }
    if (!there) { there = document.createElement("span"); there.id = id; there.className = "vh"; place.appendChild(there); }
    there.textContent = text;
    cell.setAttribute("aria-describedby", id);
    if (cell === document.activeElement) say(cell);
  }
  form.addEventListener("input", function (event) { if (event.target.dataset) delete event.target.dataset.clash; });

  /* ── pasting, lines, taking back ── */
  function doing(fields, focus) {
    var active = document.activeElement;
    if (active && active.matches && active.matches("input[data-c]")) active.blur();
    return send().then(function () { return post(words.step, fields); }).then(function (got) {
      if (got.status !== 200) { tell(why(got)); return; }
      if (focus) sessionStorage.setItem("desk-focus", typeof focus === "function" ? focus(got.said) : focus);
      location.reload();
    }, function () { tell(fill(words.wWaiting, { n: pending.size })); });
  }
  form.addEventListener("paste", function (event) {
    var cell = event.target, text = (event.clipboardData || window.clipboardData).getData("text");
    if (!cell.matches("input[data-c]") || "shut" in words || !/[\t\n]/.test(text.replace(/\s+$/, ""))) return;
    event.preventDefault();
    doing({ do: "paste", key: row(cell).dataset.key, column: cell.dataset.c, text: text }, cell.id);
  });
  var last = null;
  form.addEventListener("focusout", function (event) { if (event.target.matches("input[data-c]")) last = event.target; });
  form.addEventListener("click", function (event) {
    var button = event.target.closest("[data-do]");
    if (!button) return;
    var what = button.dataset.do;
    if (what === "add") {
      var after = last && last.isConnected ? row(last).dataset.key : "";
      doing({ do: "add", key: after }, function (said) { return "key:" + said.keys[0]; });
    } else if (what === "delete") {
      var ticked = Array.from(form.querySelectorAll(".tick input:checked")).map(function (each) { return row(each).dataset.key; });
      if (!ticked.length) { tell(words.wNone); return; }
      doing({ do: "delete", keys: ticked.join(",") });
    } else if (what === "cluster") doing({ do: "paste", text: " \t " });
    else doing({ do: "undo" });
  });
  var pasteForm = document.querySelector("form[data-paste]");
  if (pasteForm) pasteForm.addEventListener("submit", function (event) {
    event.preventDefault();
    doing({ do: "paste", text: document.getElementById("desk-text").value, column: document.getElementById("desk-column").value });
  });

  /* ── coming back: the cell that was meant, and what a broken connection kept ── */
  function into(id) {
    var cell = id.indexOf("key:") === 0 ? form.querySelector("tr[data-key='" + id.slice(4) + "'] input[data-c]") : document.getElementById(id);
    if (cell) { cell.focus(); cell.scrollIntoView({ block: "center", inline: "center" }); }
  }
  var focus = sessionStorage.getItem("desk-focus");
  sessionStorage.removeItem("desk-focus");
  if (focus) into(focus);
  else if (/^#c-\d+-\d+$/.test(location.hash)) into(location.hash.slice(1));
  window.addEventListener("hashchange", function () { into(location.hash.slice(1)); });
  try {
    var kept = JSON.parse(localStorage.getItem(box) || "null");
    if (kept && kept.sheet === words.sheet && !("shut" in words)) {
      kept.changes.forEach(function (each) {
        pending.set(each.key + "/" + each.column, each);
        var cell = find(each.key, each.column);
        if (cell) { cell.value = each.now; cell.parentElement.classList.add("waiting"); }
      });
      later(100);
    }
  } catch (unreadable) { localStorage.removeItem(box); }
  if (words.stale === "1") soon();
})();
