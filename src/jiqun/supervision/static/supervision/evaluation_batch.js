/* Goes on with the reports step by step until none is left. Without this file the button makes one step. */
const box = document.querySelector("[data-batch]"), form = box?.querySelector("form");

async function run() {
  const status = box.querySelector("[data-status]"), bar = box.querySelector("progress"), button = form.querySelector("button");
  const body = new FormData(form);
  button.disabled = true;
  status.textContent = status.dataset.running;
  let before = -1;
  try {
    for (;;) {
      const answer = await fetch("", { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
      const told = await answer.json();
      bar.value = told.done;
      box.querySelector("[data-done]").textContent = told.done;
      if (told.done >= told.total) break;
      if (told.done === before) {   /* the rest was refused: say why, and stop */
        box.querySelector("[data-refused]").replaceChildren(...told.refused.map((said) => {
          const line = document.createElement("li");
          line.textContent = said;
          return line;
        }));
        status.textContent = status.dataset.stopped;
        button.disabled = false;
        return;
      }
      before = told.done;
    }
    location.reload();
  } catch {
    status.textContent = status.dataset.stopped;
    button.disabled = false;
  }
}

form?.addEventListener("submit", (event) => { event.preventDefault(); run(); });
