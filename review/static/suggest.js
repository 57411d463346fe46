// Names offered while one types: a combobox with a list, by the ARIA pattern. Enter takes, Escape leaves, arrows move.
const WAIT_MS = 80; // about a key stroke: fewer questions, no visible wait

export function suggesting(box, input, field, ask) {
  const list = document.createElement("ul");
  list.id = "editor-list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.getAttribute("aria-label") ?? field);
  list.hidden = true;
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  box.append(list);
  let timer = null;
  let asked = 0;

  const options = () => [...list.children];
  const active = () => options().find((one) => one.getAttribute("aria-selected") === "true");
  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  function mark(option) {
    for (const one of options()) one.setAttribute("aria-selected", String(one === option));
    if (option) input.setAttribute("aria-activedescendant", option.id);
  }
  function take(option) {
    input.value = option.dataset.value;
    close();
  }
  async function offer() {
    const mine = (asked += 1);
    const { values } = await ask(`/suggest?field=${field}&q=${encodeURIComponent(input.value)}`).catch(() => ({ values: [] }));
    if (mine !== asked) return;
    list.replaceChildren(...values.map(({ value, hint }, index) => {
      const option = document.createElement("li");
      option.id = `editor-option-${index}`;
      option.setAttribute("role", "option");
      option.dataset.value = value;
      option.textContent = value;
      const small = document.createElement("span");
      small.textContent = hint;
      option.append(small);
      return option;
    }));
    mark(null);
    list.hidden = !values.length;
    input.setAttribute("aria-expanded", String(Boolean(values.length)));
  }
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(offer, WAIT_MS);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return void offer();
      const all = options();
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark(all[(all.indexOf(active()) + step + all.length) % all.length]);
    } else if (event.key === "Enter" && !list.hidden && active()) {
      event.preventDefault();
      take(active());
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
  input.addEventListener("blur", close);
}
