/* What was entered and is not saved yet, kept on this computer for one account, one matter and one section.
   An entry: { version: the one it was based on, inputs: { name: value }, at: milliseconds }. */
const PREFIX = "jiqun:draft:";
const MONTH = 30 * 24 * 3600 * 1000;

export class Kept {
  constructor(account, place) {
    this.key = `${PREFIX}${account}:${place}`;
    this.works = true;
    try { forgetOld(); } catch { this.works = false; }
  }

  all() {
    try { return JSON.parse(localStorage.getItem(this.key) || "{}"); } catch { return {}; }
  }

  put(field, entry) {
    this.change((all) => { all[field] = { ...entry, at: Date.now() }; });
  }

  /* Forgets what was saved, unless another window has put something newer there. */
  drop(field, inputs) {
    this.change((all) => { if (all[field] && same(all[field].inputs, inputs)) delete all[field]; });
  }

  change(how) {
    try {
      const all = this.all();
      how(all);
      if (Object.keys(all).length) localStorage.setItem(this.key, JSON.stringify(all));
      else localStorage.removeItem(this.key);
      this.works = true;
    } catch { this.works = false; } /* no room, or a browser that keeps nothing */
  }
}

function same(one, other) {
  return Object.keys({ ...one, ...other }).every((name) => (one[name] || "") === (other[name] || ""));
}

/* Entries nobody came back for in a month go, whoever's they are. */
function forgetOld() {
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(PREFIX)) continue;
    const entries = Object.values(JSON.parse(localStorage.getItem(key) || "{}"));
    if (entries.every((entry) => Date.now() - entry.at > MONTH)) localStorage.removeItem(key);
  }
}
