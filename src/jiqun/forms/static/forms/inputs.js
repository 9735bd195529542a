/* The inputs of a form by the field they belong to: a field may have many cells, named field-row-column. */
export class Inputs {
  constructor(form) {
    this.form = form;
    this.versions = {};
    for (const hidden of form.querySelectorAll("input[type=hidden][name^='shown-']")) {
      this.versions[hidden.name.slice(6)] = Number(hidden.value);
    }
  }

  /* The field an input belongs to; nothing for what is no answer. */
  fieldOf(name) {
    for (let part = name || ""; part; part = part.slice(0, Math.max(part.lastIndexOf("-"), 0))) {
      if (part in this.versions) return part;
    }
    return null;
  }

  of(field) {
    return [...this.form.elements].filter((input) => input.type !== "hidden" && this.fieldOf(input.name) === field);
  }

  read(field) {
    const given = this.of(field).filter((input) => input.type !== "radio" || input.checked);
    return Object.fromEntries(given.map((input) => [input.name, input.value]));
  }

  /* Puts values in. What stands there and is not `unless` (name → value) was typed since and stays. */
  write(field, values, unless) {
    for (const [name, value] of Object.entries(values)) {
      const input = this.form.elements[name] || this.row(field, name);
      if (!input || input.value === value) continue;
      if (unless && name in unless && input.value !== unless[name]) continue;
      input.value = value;
    }
    if (unless) return;
    for (const input of this.of(field)) if (!(input.name in values) && input.type !== "radio") input.value = "";
  }

  row(field, name) {
    const table = this.of(field)[0]?.closest("table[data-rows]");
    while (table && !this.form.elements[name] && addRow(table));
    return this.form.elements[name];
  }

  seen(field, version) {
    this.versions[field] = version;
    this.form.elements[`shown-${field}`].value = version;
  }
}

/* Whether a person has changed an input since the page came. */
export function touched(input) {
  if (input.type === "hidden") return false;
  if (input.type === "radio") return input.checked && !input.defaultChecked;
  const chosen = [...(input.options || [])].findIndex((option) => option.defaultSelected);
  return input.options ? input.selectedIndex !== Math.max(chosen, 0) : input.value !== input.defaultValue;
}

/* One more line at the end of a table; null when it holds as many as it may. */
export function addRow(table) {
  const body = table.tBodies[0], last = body.rows[body.rows.length - 1], count = body.rows.length;
  if (count >= Number(table.dataset.rows)) return null;
  const row = last.cloneNode(true);
  for (const input of row.querySelectorAll("input")) {
    const column = input.name.split("-").pop(), field = input.name.split("-").slice(0, -2).join("-");
    input.name = `${field}-${count}-${column}`;
    input.id = `id_${input.name}`;
    input.value = "";
    input.setAttribute("aria-label", input.getAttribute("aria-label").replace(/\d+$/, String(count + 1)));
  }
  body.append(row);
  return row;
}

export function offerRows(form, word) {
  for (const table of form.querySelectorAll("table[data-rows]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn small";
    button.textContent = word;
    button.addEventListener("click", () => {
      addRow(table)?.querySelector("input").focus();
      button.disabled = table.tBodies[0].rows.length >= Number(table.dataset.rows);
    });
    (table.closest(".scroll") || table).after(button);
  }
}
