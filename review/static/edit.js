// Editing one field: a list to choose from, a day, a number, or text with names from the registers offered below it.
import { get, post } from "./server.js";
import { fields } from "./fields.js";
import { suggesting } from "./suggest.js";

const dialog = document.getElementById("editor");
const body = document.getElementById("editor-body");
const wrong = document.getElementById("editor-wrong");
let replace, say, shown;

const make = (tag, set = {}) => Object.assign(document.createElement(tag), set);

function choices(row, many) {
  const held = JSON.parse(row.dataset.value) ?? [];
  const box = make("fieldset", { className: "choices" });
  box.append(make("legend", { className: "hidden", textContent: document.getElementById("editor-title").textContent }));
  const options = [...document.getElementById(`choices-${row.dataset.field}`).content.children];
  for (const option of many ? options : [make("option", { value: "", textContent: "—" }), ...options]) {
    const label = make("label");
    const input = make("input", { type: many ? "checkbox" : "radio", name: "value", value: option.value });
    input.checked = many ? held.includes(option.value) : (held?.length ? held : "") === option.value;
    label.append(input, " ", option.textContent);
    box.append(label);
  }
  return box;
}

function typed(row) {
  const kind = row.dataset.kind;
  const input = make("input", {
    name: "value", id: "editor-input", value: JSON.parse(row.dataset.value) ?? "", autocomplete: "off",
    type: kind === "date" ? "date" : "text", inputMode: kind === "number" ? "numeric" : "text", maxLength: 300,
  });
  input.setAttribute("aria-labelledby", "editor-title");
  const box = make("div", { className: "typed" });
  box.append(input);
  if (["employer", "place", "region"].includes(kind)) suggesting(box, input, row.dataset.field, (path) => get(path));
  return box;
}

function value(row) {
  const held = [...body.querySelectorAll("[name=value]")];
  if (row.dataset.kind === "choices") return held.filter((one) => one.checked).map((one) => one.value);
  if (row.dataset.kind === "choice") return held.find((one) => one.checked)?.value ?? "";
  return held[0].value;
}

let at = null;

export const editing = {
  start(...given) {
    [replace, say, shown] = given;
    document.getElementById("editor-keep").closest("form").addEventListener("submit", async (event) => {
      if (event.submitter?.value !== "keep") return;
      event.preventDefault();
      const item = shown();
      try {
        const got = await post("/edit", {
          article: item.dataset.id, sha: item.dataset.sha, version: item.dataset.version,
          ordinal: fields.place().report, field: at.dataset.field, value: value(at),
        });
        dialog.close();
        replace(got.html);
      } catch (error) {
        wrong.textContent = error.message;
      }
    });
  },
  open(row) {
    const target = row ?? shown()?.querySelector(".card:not([hidden]) .field");
    if (!target?.querySelector("[data-act=edit]")) return;
    fields.choose(target);
    at = target;
    document.getElementById("editor-title").textContent = [...target.querySelector("dt").childNodes]
      .filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join("").trim();
    wrong.textContent = "";
    const kind = target.dataset.kind;
    body.replaceChildren(kind === "choice" || kind === "choices" ? choices(target, kind === "choices") : typed(target));
    dialog.showModal();
    (body.querySelector("input:checked") ?? body.querySelector("input")).focus();
    body.querySelector("input[type=text]")?.select();
  },
};
