/* What the page says: beside each field, in one line for the whole, and above the form when something is amiss. */
const words = JSON.parse(document.getElementById("autosave-words")?.textContent || "{}");

export function word(name, values = {}) {
  return Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, value), words[name] || "");
}

function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

const holder = (field) => document.querySelector(`[data-answer="${CSS.escape(field.replace(/\.reason$/, ""))}"]`);

/* The line beside a field; `kind` is saved, waiting, fault or fresh. */
export function beside(field, text, kind) {
  const line = holder(field)?.querySelector("[data-state]");
  if (!line) return;
  line.textContent = text;
  line.dataset.state = kind;
  holder(field).classList.toggle("fresh", kind === "fresh");
}

export function whole(text) {
  const line = document.querySelector("[data-autosave-state]");
  if (line && line.textContent !== text) line.textContent = text;
}

export function present(sentences) {
  const line = document.querySelector("[data-autosave-present]");
  line.hidden = !sentences.length;
  const text = sentences.join("；");
  if (line.textContent !== text) line.textContent = text;
}

/* The notice above the form; nothing takes it away. */
export function notice(text, kind = "warning", ...more) {
  const place = document.querySelector("[data-autosave-notice]");
  if (place.dataset.text === (text || "")) return;
  place.dataset.text = text || "";
  place.hidden = !text;
  place.replaceChildren();
  if (!text) return;
  const message = element("div", text, `message ${kind}`);
  message.append(...more);
  place.append(message);
}

export function link(href, text) {
  const made = element("a", text, "btn small");
  made.href = href;
  made.target = "_blank";
  made.rel = "noopener";
  return made;
}

/* Entries as text that can be copied. */
export function copyable(lead, fields, inputs) {
  const text = fields.map((field) => {
    const title = holder(field)?.querySelector("label,legend")?.childNodes[0]?.textContent.trim() || field;
    return `${title}\n${Object.values(inputs.read(field)).filter(Boolean).join("\n")}`;
  }).join("\n\n");
  const label = element("label", lead), area = element("textarea");
  area.readOnly = true;
  area.rows = 6;
  area.value = text;
  label.append(area);
  return label;
}

/* Faults of a field in words; an empty list takes them away. */
export function faults(field, sentences, inputs) {
  const controls = inputs.of(field), group = controls[0]?.closest(".field");
  if (!group) return;
  const id = `id_${field}_error`;
  group.querySelector(":scope > .error")?.remove();
  group.classList.toggle("wrong", sentences.length > 0);
  for (const control of controls) {
    if (sentences.length) { control.setAttribute("aria-invalid", "true"); control.setAttribute("aria-describedby", id); }
    else if (control.getAttribute("aria-invalid")) { control.removeAttribute("aria-invalid"); control.removeAttribute("aria-describedby"); }
  }
  if (!sentences.length) return;
  const line = element("p", sentences.join("\n"), "error");
  line.id = id;
  group.append(line);
}

/* Two values of one field, with who and when; the person chooses. */
export function clash(field, told, choose) {
  const place = holder(field);
  place.querySelector(".clash")?.remove();
  if (!told) return;
  const box = element("section", "", "clash");
  box.setAttribute("role", "alert");
  box.append(element("b", word("clash", told)));
  const list = element("dl");
  for (const side of ["theirs", "mine"]) {
    const said = element("dd");
    said.textContent = told[side].join("\n") || word("blank");
    list.append(element("dt", word(side)), said);
  }
  if (told.difference.length) {
    const shown = element("dd", "", "difference");
    for (const [kind, text] of told.difference) {
      shown.append(element({ gone: "del", added: "ins" }[kind] || "span", text));
    }
    list.append(element("dt", word("difference")), shown);
  }
  const buttons = element("div", "", "buttons");
  for (const side of ["mine", "theirs"]) {
    const button = element("button", word(`use_${side}`), "btn small");
    button.type = "button";
    button.addEventListener("click", () => choose(side));
    buttons.append(button);
  }
  box.append(list, buttons);
  place.querySelector(".answer-line").before(box);
}
