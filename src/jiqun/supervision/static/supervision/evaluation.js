/* Saves a sentence while people type. Without this file each sentence has its own button. */
const PAUSE = 1500;

class Sentence {
  constructor(form) {
    this.form = form;
    this.line = form.closest("[data-line]");
    this.status = form.querySelector(".saved");
    this.busy = Promise.resolve();
    this.last = this.written();
    form.addEventListener("input", () => this.soon());
    form.addEventListener("focusout", () => this.save());
    form.addEventListener("submit", (event) => {
      clearTimeout(this.timer);
      if (event.submitter?.name === "take" || this.line.querySelector(".tag.not")) return;  /* the page comes anew */
      event.preventDefault();
      this.save();
    });
    window.addEventListener("beforeunload", (event) => { if (this.written() !== this.last && !this.refused) event.preventDefault(); });
  }

  written() {
    return JSON.stringify([this.form.elements.zh.value, this.form.elements.en.value]);
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  save() {
    clearTimeout(this.timer);
    this.busy = this.busy.then(() => this.send());
    return this.busy;
  }

  async send() {
    const now = this.written();
    if (now === this.last || this.refused) return;
    this.status.textContent = this.form.dataset.saving;
    try {
      const answer = await fetch(this.form.action, {
        method: "POST", body: new FormData(this.form), headers: { "X-Requested-With": "fetch" },
      });
      const told = await answer.json();
      if (told.refused) {
        this.refused = answer.status === 409;
        this.status.textContent = told.refused;
        return;
      }
      this.last = now;
      this.form.elements.seen.value = told.seen;
      this.line.querySelector("[data-text]").textContent = told.text;
      this.line.querySelector("[data-mark]").hidden = !told.edited;
      this.status.textContent = `${this.form.dataset.saved} ${told.at}`;
    } catch {
      this.status.textContent = this.form.dataset.failed;
    }
  }
}

for (const form of document.querySelectorAll("[data-sentence]")) new Sentence(form);
