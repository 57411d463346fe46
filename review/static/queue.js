// The queue: the story on the stage, the next ones kept ready, one decision a key. Starts everything else on the page.
import { listen } from "./keys.js";
import { get, post, words } from "./server.js";
import { fields } from "./fields.js";
import { editing } from "./edit.js";
import { evidence } from "./evidence.js";

const AHEAD = 2; // stories kept ready: one under the next key, one more while that is fetched
const HOLD_MS = 30_000; // a lock lasts two minutes
const stage = document.getElementById("stage");
const live = document.getElementById("live");
const inQueue = document.getElementById("desk").dataset.queue === "yes";
const mayWrite = document.getElementById("desk").dataset.role !== "reader";

const ready = []; // elements, best first
const skipped = []; // ids that the person passed over in this sitting
const back = []; // what backspace goes back to: {skip: id} or {} for a row of the log
let fetching = null;
let dry = false;
const pending = new Set(); // ids decided here whose answer is still on its way

const shown = () => stage.querySelector(".item");
const id = (item) => item?.dataset.id;

export function say(text) {
  live.textContent = "";
  requestAnimationFrame(() => { live.textContent = text; });
}

function element(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html; // rendered by the desk, which escapes whatever came from the web
  return holder.content.querySelector(".item");
}

function show(item, { focus = true } = {}) {
  stage.replaceChildren(item ?? document.getElementById("empty").content.cloneNode(true));
  scrollTo(0, 0);
  fields.begin(shown());
  if (inQueue) history.replaceState(null, "", "/queue");
  if (focus) (stage.querySelector("h2") || stage).focus({ preventScroll: true });
}

const holding = () => [shown(), ...ready].filter(Boolean).map(id);

async function fill() {
  if (!inQueue || fetching || dry || ready.length >= AHEAD) return;
  const without = [...new Set([...holding(), ...skipped, ...pending])];
  fetching = get(`/next?without=${without.join(",")}`);
  try {
    const next = await fetching;
    if (next.progress) document.getElementById("progress").textContent = next.progress;
    if (!next.id) dry = true;
    else if (!holding().includes(next.id) && !pending.has(next.id)) {
      if (shown()) ready.push(element(next.html));
      else show(element(next.html));
    }
  } catch (error) {
    say(error.message);
    dry = true;
  }
  fetching = null;
  fill();
}

async function advance() {
  if (!inQueue) return void (location.href = "/queue");
  if (!ready.length && !dry) await (fetching ?? Promise.resolve()).catch(() => {});
  show(ready.shift());
  fill();
}

async function decide(decision, every = false) {
  const item = shown();
  if (!item || !mayWrite) return;
  const cards = [...item.querySelectorAll(".card")];
  const here = cards.find((card) => !card.hidden);
  const chosen = every ? cards : [here];
  const open = cards.filter((card) => !chosen.includes(card) && !card.dataset.decision);
  const body = {
    article: id(item), sha: item.dataset.sha, version: item.dataset.version, decision,
    ordinal: chosen.map((card) => Number(card.dataset.report)), event: item.querySelector("[data-proposal=chosen] [name=event]:checked")?.value,
  };
  if (decision !== "accept") delete body.event;
  back.push({});
  const sent = post("/decide", body);
  for (const card of chosen) fields.decided(item, card, decision);
  if (!open.length) {
    pending.add(id(item));
    advance();
  } else fields.report(Number(open[0].dataset.report));
  try {
    const answer = await sent;
    document.getElementById("progress").textContent = answer.progress;
    say(`${words("saved")}: ${words(decision)}`);
  } catch (error) { // it is not saved: bring the story back and say so
    back.pop();
    if (shown() && shown() !== item) ready.unshift(shown());
    for (const card of chosen) fields.decided(item, card, "");
    show(item);
    say(error.message);
    live.classList.add("wrong");
    setTimeout(() => live.classList.remove("wrong"), 6000);
  }
  pending.delete(id(item));
  dry = false;
  fill();
}

function skip() {
  const item = shown();
  if (!item) return;
  skipped.push(id(item));
  back.push({ skip: id(item) });
  say(words("skipped"));
  advance();
}

async function goBack() {
  const last = back.pop();
  if (last?.skip) {
    skipped.splice(skipped.indexOf(last.skip), 1);
    return open(last.skip);
  }
  if (!mayWrite) return;
  try {
    const undone = await post("/undo", {});
    say(undone.said);
    if (undone.article) await open(undone.article, undone.ordinal);
  } catch (error) {
    say(error.message);
  }
}

async function open(article, ordinal) {
  const got = await get(`/item/${article}`);
  if (shown() && id(shown()) !== article) ready.unshift(shown());
  for (let at = ready.length - 1; at >= 0; at -= 1) if (id(ready[at]) === article) ready.splice(at, 1);
  show(element(got.html));
  if (ordinal) fields.report(ordinal);
}

// Puts a story that was rendered anew (after an edit) in the place of the old, without losing the place in it.
export function replace(html) {
  const at = fields.place();
  shown().replaceWith(element(html));
  fields.begin(shown(), at);
  back.push({});
}

async function note() {
  const item = shown();
  const dialog = document.getElementById("note");
  const area = document.getElementById("note-text");
  if (!item || !mayWrite) return;
  area.value = "";
  dialog.returnValue = "";
  dialog.showModal();
  dialog.addEventListener("close", async () => {
    if (dialog.returnValue !== "keep" || !area.value.trim()) return;
    const body = { article: id(item), sha: item.dataset.sha, version: item.dataset.version, ordinal: fields.place().report };
    try {
      say((await post("/note", { ...body, note: area.value })).said);
      back.push({});
    } catch (error) {
      say(error.message);
    }
  }, { once: true });
}

async function more() {
  const item = shown();
  const got = await get(`/item/${id(item)}?more=1`);
  item.replaceWith(element(got.html));
  fields.begin(shown(), { report: shown().querySelectorAll(".card").length, field: 0 });
}

async function story(path, body) {
  const item = shown();
  try {
    const got = await post(path, { article: id(item), ...body });
    item.replaceWith(element(got.html));
    fields.begin(shown());
    say(words("saved"));
  } catch (error) {
    say(error.message);
  }
}

// Where an accepted report would go: asked after the story is on the stage, so that no story waits for it.
async function propose() {
  const item = shown();
  const box = item?.querySelector("[data-proposal]");
  if (!box) return;
  const number = fields.place().report;
  const got = await get(`/proposal/${id(item)}/${number}`).catch(() => null);
  if (!got || shown() !== item || fields.place().report !== number) return;
  box.querySelector("div").innerHTML = got.html;
  box.hidden = false;
}
document.addEventListener("report", propose);
// Only what the person chose is said; otherwise the desk decides when it links, by what it knows then.
stage.addEventListener("change", (event) => {
  if (event.target.name === "event") event.target.closest("[data-proposal]").dataset.proposal = "chosen";
});

const help = () => document.getElementById("help").showModal();
const acts = {
  accept: () => decide("accept"), reject: () => decide("reject"), "reject-all": () => decide("reject", true),
  duplicate: () => decide("duplicate"), unsure: () => decide("unsure"), translation: () => decide("needs translation"),
  skip, undo: goBack, note, more, help,
  edit: () => editing.open(fields.chosen()), evidence: () => evidence.set(),
  why: () => shown()?.querySelector("[data-keep=why] > summary")?.click(),
  up: () => fields.step(-1), down: () => fields.step(1), left: () => fields.turn(-1), right: () => fields.turn(1),
  field: (number) => fields.number(number), report: (number) => fields.report(number),
};
listen(acts);

stage.addEventListener("submit", (event) => {
  if (event.target.matches(".merge")) {
    event.preventDefault();
    return void story("/stories/merge", { other: new FormData(event.target).get("other") });
  }
  if (!event.target.matches(".decide")) return;
  event.preventDefault();
  decide(event.submitter.value);
});
stage.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button?.dataset.act === "split") return void story("/stories/split", { other: button.dataset.other });
  const row = event.target.closest(".field");
  if (row) fields.choose(row, { scroll: Boolean(button) });
  if (button?.dataset.act in acts && button.dataset.act !== "field") acts[button.dataset.act]();
  if (button?.dataset.act === "rest") fields.rest(button);
  const tab = event.target.closest("[role=tab]");
  if (tab) fields.report(Number(tab.dataset.report));
});
document.getElementById("help-open").addEventListener("click", help);
if (mayWrite) setInterval(() => post("/hold", { hold: holding() }).catch(() => {}), HOLD_MS);
addEventListener("pagehide", () => { if (mayWrite && ready.length) post("/hold", { release: ready.map(id) }).catch(() => {}); });

editing.start(replace, say, shown);
evidence.start(replace, say, shown);
fields.begin(shown());
fill();
document.getElementById("desk").dataset.ready = "yes";
