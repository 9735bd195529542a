/* Saves while people type, field by field. What the server has not confirmed is kept on this computer and comes back
   after a crash, a lost connection or the end of a session. Without this file the page is a plain form. */
import { Inputs, offerRows, touched } from "./inputs.js";
import { Kept } from "./keeping.js";
import * as say from "./saying.js";

const PAUSE = 900, LONGEST_WAIT = 5000;       /* after the last key; while somebody never stops typing */
const HEAR = 20000, STILL_THERE = 300000;     /* how often the others are asked for; only while somebody is there */
const SAY_SO = 5000;                          /* a change is told to the others at once, but not more often than this */
const BACKOFF = [2000, 4000, 8000, 15000, 30000], PATIENCE = 15000;
const BEYOND_THE_PAGE = 60000;                /* bytes a browser still sends for a page that is being left */

class Autosave {
  constructor(form) {
    this.form = form;
    this.inputs = new Inputs(form);
    this.kept = new Kept(form.dataset.account, form.dataset.key);
    this.pending = new Map();   /* field → { version, typed: how often, held: why it is not sent } */
    this.mode = "on";           /* on, offline, trouble, signed_out, other_account, refused */
    this.failures = 0;
    this.active = Date.now();
    this.lastField = "";
    this.heard = 0;
    this.savedAt = "";
  }

  start() {
    this.form.removeAttribute("data-guard");  /* nothing is lost by leaving */
    offerRows(this.form, say.word("add_row"));
    for (const [field, entry] of Object.entries(this.kept.all())) {
      if (!(field in this.inputs.versions)) continue;
      this.inputs.write(field, entry.inputs);
      this.pending.set(field, { version: entry.version, typed: 0 });
      say.beside(field, say.word("field_back"), "waiting");
    }
    if (this.form.dataset.refused) this.refuse(this.form.dataset.refused, false);
    this.form.addEventListener("input", (event) => this.typed(event.target));
    this.form.addEventListener("compositionstart", () => { this.composing = true; });
    this.form.addEventListener("compositionend", (event) => { this.composing = false; this.typed(event.target); });
    this.form.addEventListener("focusout", (event) => this.left(event.target, event.relatedTarget));
    this.form.addEventListener("submit", (event) => this.submit(event));
    for (const input of this.form.elements) if (touched(input)) this.typed(input);  /* before this file had come */
    window.addEventListener("online", () => this.again());
    window.addEventListener("focus", () => this.again());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.send(true) : this.again()));
    window.addEventListener("pagehide", () => this.send(true));
    window.addEventListener("beforeunload", (event) => { if (this.pending.size && !this.kept.works) event.preventDefault(); });
    for (const name of ["pointermove", "keydown", "scroll"]) {
      document.addEventListener(name, () => { this.active = Date.now(); }, { passive: true, capture: true });
    }
    setInterval(() => this.hear(), HEAR);
    this.send().then(() => this.hear());
    this.tell();
  }

  /* ── typing ── */

  typed(input) {
    const field = this.inputs.fieldOf(input.name);
    if (!field) return;
    const entry = this.pending.get(field) || { version: this.inputs.versions[field], typed: 0 };
    entry.typed += 1;
    if (entry.held === "fault") delete entry.held;
    this.pending.set(field, entry);
    this.kept.put(field, { version: entry.version, inputs: this.inputs.read(field) });
    if (entry.held !== "clash") say.beside(field, this.waitingWord(), "waiting");
    this.soon();
    this.tell();
  }

  left(input, to) {
    const field = this.inputs.fieldOf(input.name), entry = field && this.pending.get(field);
    if (to && this.inputs.fieldOf(to.name) === field) return;
    if (entry?.held === "fault" && entry.faults) say.faults(field, entry.faults, this.inputs);
    if (entry && !entry.held) this.soon(0);
  }

  soon(wait = PAUSE) {
    clearTimeout(this.timer);
    this.since ??= Date.now();
    const left = Math.max(0, this.since + LONGEST_WAIT - Date.now());
    this.timer = setTimeout(() => this.send(), Math.min(wait, left));
  }

  ready() {
    return [...this.pending].filter(([, entry]) => !entry.held);
  }

  /* ── sending ── */

  async send(leaving = false) {
    clearTimeout(this.timer);
    this.since = undefined;
    const fields = this.ready();
    if (!fields.length || this.busy || this.mode === "refused") return;
    if (this.composing && !leaving) { this.soon(); return; }  /* half a word in an input method is no word */
    const sent = new Map(fields.map(([field, entry]) => [field, { typed: entry.typed, inputs: this.inputs.read(field) }]));
    const body = this.envelope();
    for (const [field, { inputs }] of sent) {
      body.set(`shown-${field}`, this.pending.get(field).version);
      for (const [name, value] of Object.entries(inputs)) body.set(name, value);
    }
    this.busy = this.saving = true;
    this.tell();
    const answer = await this.post(this.form.dataset.autosave, body);
    this.busy = this.saving = false;
    if (answer) this.confirmed(answer, sent);
    if (answer && this.ready().length) this.soon();
    this.tell();
    if (answer && Date.now() - this.heard > SAY_SO) this.hear();
  }

  envelope() {
    const body = new URLSearchParams({ account: this.form.dataset.account });
    for (const [field, version] of Object.entries(this.inputs.versions)) body.set(`shown-${field}`, version);
    return body;
  }

  /* The answer, or nothing; then `mode` says why, and it is tried again by itself. */
  async post(address, body, renewed = false) {
    const keepalive = body.toString().length < BEYOND_THE_PAGE;
    const stop = new AbortController(), timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const response = await fetch(address, {
        method: "POST", body, keepalive, redirect: "manual", signal: stop.signal, credentials: "same-origin",
        headers: { "X-CSRFToken": token(), Accept: "application/json" },
      });
      if (response.type === "opaqueredirect" || response.status === 401) return this.fail("signed_out");
      const told = await response.json().catch(() => ({}));
      if (response.status === 403) {
        if (told.other_account) return this.fail("other_account");
        if (renewed) return this.fail("signed_out");
        await fetch(this.form.dataset.token, { credentials: "same-origin", signal: stop.signal });
        return this.post(address, body, true);
      }
      if (told.refusal) { this.refuse(told.refusal); return null; }
      if (!response.ok) return this.fail("trouble");
      this.well();
      return told;
    } catch {
      return this.fail(navigator.onLine ? "trouble" : "offline");
    } finally {
      clearTimeout(timer);
    }
  }

  fail(mode) {
    this.mode = mode;
    const wait = BACKOFF[Math.min(this.failures, BACKOFF.length - 1)];
    this.failures += 1;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.again(), mode === "signed_out" || mode === "other_account" ? 5000 : wait);
    for (const [field] of this.ready()) say.beside(field, this.waitingWord(), "waiting");
    const more = mode === "signed_out" ? [say.link(this.form.dataset.signIn, say.word("sign_in"))] : [];
    say.notice(say.word(mode), "warning", ...more);
    this.form.hidden = mode === "other_account";
    return null;
  }

  well() {
    if (this.mode === "refused") return;
    this.mode = "on";
    this.failures = 0;
    this.form.hidden = false;
    clearTimeout(this.retry);
    say.notice(this.kept.works ? "" : say.word("nowhere"));
  }

  again() {
    if (this.mode === "refused") return;
    if (this.mode === "on") { this.hear(); return; }
    if (this.ready().length) this.send(); else this.hear(true);
  }

  refuse(sentence, alert = true) {
    this.mode = "refused";
    const fields = [...this.pending.keys()];
    for (const input of this.form.elements) if (input.type !== "hidden" && "readOnly" in input) input.readOnly = true;
    for (const input of this.form.querySelectorAll("select,button")) input.disabled = true;
    for (const field of fields) say.beside(field, say.word("field_here"), "fault");
    const more = fields.length ? [say.copyable(say.word("refused"), fields, this.inputs)] : [];
    if (alert || more.length) say.notice(sentence, "error", ...more);
  }

  /* ── what became of it ── */

  confirmed(answer, sent) {
    this.savedAt = answer.at;
    for (const [field, { typed, inputs }] of sent) {
      const entry = this.pending.get(field), saved = answer.saved[field], other = answer.others[field];
      if (!entry) continue;
      const still = entry.typed === typed;
      if (answer.faults[field]) {
        if (still) this.hold(field, entry, "fault", answer.faults[field]);
      } else if (answer.clashes[field]) {
        this.clash(field, answer.clashes[field]);
      } else if (saved || other) {
        if (other) this.inputs.write(field, other.inputs, inputs);
        this.inputs.seen(field, saved ? saved.version : other.version);
        say.faults(field, [], this.inputs);
        if (still) this.done(field, inputs); else this.base(field, entry);
        const kind = !saved ? "field_fresh" : other ? "field_merged" : "field_saved";
        if (still) say.beside(field, say.word(kind, { ...other, at: saved ? saved.at : other.at }), other ? "fresh" : "saved");
        if (saved) this.lastField = field;
      }
    }
    this.refresh(answer.others, sent);
  }

  hold(field, entry, why, faults) {
    entry.held = why;
    entry.faults = faults;
    const inField = this.inputs.of(field).includes(document.activeElement);
    if (!inField) say.faults(field, faults, this.inputs);  /* nobody is told off in the middle of a number */
    say.beside(field, say.word("field_fault"), "fault");
  }

  base(field, entry) {
    entry.version = this.inputs.versions[field];
    this.kept.put(field, { version: entry.version, inputs: this.inputs.read(field) });
  }

  done(field, inputs) {
    this.pending.delete(field);
    this.kept.drop(field, inputs);
  }

  clash(field, told) {
    const entry = this.pending.get(field);
    entry.held = "clash";
    say.beside(field, say.word("field_clash"), "fault");
    say.clash(field, told, (side) => {
      say.clash(field, null);
      this.inputs.seen(field, told.version);
      if (side === "mine") {
        delete entry.held;
        this.base(field, entry);
        this.send();
      } else {
        this.done(field, this.inputs.read(field));
        this.inputs.write(field, told.inputs);
        say.beside(field, say.word("field_theirs", told), "saved");
      }
      this.inputs.of(field)[0]?.focus();
      this.tell();
    });
  }

  /* What others changed goes into the fields nobody touched here, and is marked. */
  refresh(others, sent = new Map()) {
    for (const [field, other] of Object.entries(others)) {
      if (this.pending.has(field) || sent.has(field) || other.version <= this.inputs.versions[field]) continue;
      this.inputs.write(field, other.inputs);
      this.inputs.seen(field, other.version);
      say.faults(field, [], this.inputs);
      say.beside(field, say.word("field_fresh", other), "fresh");
    }
    document.body.dispatchEvent(new CustomEvent("jiqun:saved", { detail: { fields: [...sent.keys(), ...Object.keys(others)] } }));
  }

  /* ── the others ── */

  async hear(whatever = false) {
    const there = !document.hidden && Date.now() - this.active < STILL_THERE;
    if (this.busy || this.mode === "refused" || (!whatever && (!there || this.mode !== "on"))) return;
    const body = this.envelope();
    body.set("changed", this.lastField);
    this.busy = true;
    this.heard = Date.now();
    const answer = await this.post(this.form.dataset.watch, body);
    this.busy = false;
    if (answer) {
      say.present(answer.present);
      if (Object.keys(answer.others).length) this.refresh(answer.others);
      if (this.ready().length) this.soon();
    }
    this.tell();
  }

  /* ── the buttons, and the line for the whole ── */

  async submit(event) {
    event.preventDefault();
    this.form.setAttribute("aria-busy", "true");
    for (const entry of this.pending.values()) if (entry.held === "fault") delete entry.held;
    while (this.busy) await new Promise((go) => setTimeout(go, 50));
    await this.send();
    this.form.removeAttribute("aria-busy");
    if (this.pending.size || this.mode !== "on") {
      const [field, entry] = [...this.pending].find(([, each]) => each.held) || [];
      if (entry?.faults) say.faults(field, entry.faults, this.inputs);
      if (field) this.inputs.of(field)[0]?.focus();
      return;
    }
    const button = event.submitter;
    if (button?.name) {
      const chosen = document.createElement("input");
      chosen.type = "hidden";
      chosen.name = button.name;
      chosen.value = button.value;
      this.form.append(chosen);
    }
    this.form.elements.csrfmiddlewaretoken.value = token();
    this.form.submit();
  }

  waitingWord() {
    return say.word(this.mode === "on" ? "field_waiting" : "field_here");
  }

  tell() {
    const held = [...this.pending.values()].filter((entry) => entry.held).length, n = this.pending.size;
    if (held) say.whole(say.word("attention", { n: held }));
    else if (n && this.mode !== "on") say.whole(say.word("unsaved_here", { n }));
    else if (this.saving) say.whole(say.word("saving"));
    else if (n) say.whole(say.word("unsaved", { n }));
    else say.whole(this.savedAt ? say.word("all_saved", { at: this.savedAt }) : say.word("nothing_yet"));
  }
}

/* The token of the session as it is now: signing in again changes it. */
function token() {
  const found = document.cookie.split("; ").find((each) => each.startsWith("csrftoken="));
  return found ? found.slice(10) : "";
}

const form = document.querySelector("form[data-autosave]");
if (form) new Autosave(form).start();
