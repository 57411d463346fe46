// Select words of the original, and say which field rests on them.
import { post } from "./server.js";
import { fields } from "./fields.js";

const bar = document.getElementById("chosen");
const field = document.getElementById("chosen-field");
let replace, say, shown;
let held = null;

function offset(original, node, at) {
  const before = document.createRange();
  before.setStart(original, 0);
  before.setEnd(node, at);
  return Number(original.dataset.start) + [...before.toString()].length;
}

// Offsets count characters, as Python does; the page counts UTF-16 units, which differ for letters beyond the first plane.
function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const of = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".original");
  const first = of(range.startContainer);
  const last = of(range.endContainer);
  if (!first || !last || first.dataset.field !== last.dataset.field || !shown()?.contains(first)) return null;
  const start = offset(first, range.startContainer, range.startOffset);
  const end = offset(last, range.endContainer, range.endOffset);
  return start < end ? { where: first.dataset.field, start, end, box: range.getBoundingClientRect() } : null;
}

export const evidence = {
  start(...given) {
    [replace, say, shown] = given;
    if (document.getElementById("desk").dataset.role === "reader") return;
    document.addEventListener("selectionchange", () => {
      const now = selected();
      if (!now) {
        if (!bar.contains(document.activeElement)) bar.hidden = true;
        return;
      }
      held = now;
      bar.hidden = false;
      bar.style.setProperty("--x", `${Math.min(Math.max(now.box.left, 8), innerWidth - bar.offsetWidth - 8)}px`);
      bar.style.setProperty("--y", `${Math.max(now.box.top - bar.offsetHeight - 8, 8)}px`);
    });
    document.getElementById("chosen-set").addEventListener("click", () => evidence.set());
  },
  async set() {
    if (!held || bar.hidden) return;
    const item = shown();
    const { where, start, end } = held;
    try {
      const got = await post("/evidence", {
        article: item.dataset.id, sha: item.dataset.sha, version: item.dataset.version,
        ordinal: fields.place().report, field: field.value, where, start, end,
      });
      getSelection().removeAllRanges();
      bar.hidden = true;
      replace(got.html);
      fields.choose(shown().querySelector(`.card:not([hidden]) [data-field="${field.value}"].field`));
    } catch (error) {
      say(error.message);
    }
  },
};
