// Which key does what. Keys are known by their place where the layout is not Latin: a is the same key under ф.
const BY_LETTER = {
  a: "accept", x: "reject", d: "duplicate", u: "unsure", t: "translation", e: "edit", n: "note", v: "evidence", w: "why",
};
const BY_KEY = {
  " ": "skip", Backspace: "undo", "?": "help", ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right",
};

const on = document.getElementById("keys-on");
on.checked = localStorage.getItem("keys") !== "off";
on.addEventListener("change", () => localStorage.setItem("keys", on.checked ? "on" : "off"));

function letter(event) {
  if (/^[a-z]$/i.test(event.key)) return event.key.toLowerCase();
  const latin = event.key.charCodeAt(0) < 128;
  return !latin && event.code.startsWith("Key") ? event.code[3].toLowerCase() : null;
}

function wanted(event) {
  if (event.key === "?" || (event.code === "Slash" && event.shiftKey)) return ["help"];
  const digit = /^Digit([1-9])$/.exec(event.code);
  if (digit) return [event.shiftKey ? "report" : "field", Number(digit[1])];
  const held = letter(event);
  if (held === "x" && event.shiftKey) return ["reject-all"];
  return [BY_KEY[event.key] ?? (event.shiftKey ? null : BY_LETTER[held])];
}

// A key that a control needs for itself stays with it: space and arrows on buttons, lists and summaries.
function belongs(event) {
  const at = event.target;
  if (at.closest("input, textarea, select, [contenteditable], dialog")) return true;
  if (event.key === " " && at.closest("button, summary, a")) return true;
  return event.key.startsWith("Arrow") && at.closest("[role=toolbar]");
}

export function listen(acts) {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || belongs(event)) return;
    if (document.querySelector("dialog[open]")) return;
    const [act, number] = wanted(event);
    if (!act || !(act in acts) || (!on.checked && act !== "help")) return;
    if (event.repeat && !["up", "down"].includes(act)) return; // a held key is one decision
    event.preventDefault();
    acts[act](number);
  });
}
