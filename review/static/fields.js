// The coded fields: which report and which field the person is at, and the words that each rests on, lit in both texts.
let item = null;
const kept = () => localStorage.getItem("why") === "open";

const cards = () => [...(item?.querySelectorAll(".card") ?? [])];
const card = () => cards().find((one) => !one.hidden);
const rows = () => [...(card()?.querySelectorAll(".field") ?? [])].filter((row) => row.offsetParent !== null);
const chosen = () => card()?.querySelector(".field.at") ?? null;

function light(key, scroll) {
  for (const lit of item.querySelectorAll(".lit")) lit.classList.remove("lit");
  if (!key) return;
  const marks = [...item.querySelectorAll("[data-marks]")].filter((one) => one.dataset.marks.split(" ").includes(key));
  for (const mark of marks) mark.classList.add("lit");
  if (scroll && marks.length) marks[0].scrollIntoView({ block: "nearest", behavior: "auto" });
}

function choose(row, { scroll = true } = {}) {
  for (const one of item.querySelectorAll(".field.at")) one.classList.remove("at");
  if (!row) return light(null);
  row.classList.add("at");
  row.querySelector(".value").focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  light(row.dataset.key, scroll);
  const select = document.getElementById("chosen-field");
  if (select) select.value = row.dataset.field;
}

function report(number) {
  const wanted = cards().find((one) => Number(one.dataset.report) === number);
  if (!wanted) return;
  for (const one of cards()) one.hidden = one !== wanted;
  for (const tab of item.querySelectorAll("[role=tab]")) {
    const here = Number(tab.dataset.report) === number;
    tab.setAttribute("aria-selected", String(here));
    tab.tabIndex = here ? 0 : -1;
    if (here && tab.closest("[role=tablist]").contains(document.activeElement)) tab.focus();
  }
  for (const mark of item.querySelectorAll("[data-marks]")) {
    const keys = mark.dataset.marks.split(" ");
    mark.classList.toggle("here", keys.some((key) => key.startsWith(`${number}-`)));
  }
  choose(null);
  document.dispatchEvent(new Event("report"));
}

export const fields = {
  chosen, choose, report,
  begin(shown, at = { report: 1, field: null }) {
    item = shown;
    if (!item) return;
    report(at.report);
    const why = item.querySelector("[data-keep=why]");
    if (why) {
      why.open = kept();
      why.addEventListener("toggle", () => localStorage.setItem("why", why.open ? "open" : "closed"));
    }
    if (at.rest) fields.rest(card().querySelector("[data-act=rest]"));
    if (at.field) choose(card().querySelector(`[data-field="${at.field}"].field`), { scroll: false });
  },
  place: () => ({
    report: Number(card()?.dataset.report ?? 1), field: chosen()?.dataset.field ?? null,
    rest: card()?.classList.contains("whole") ?? false,
  }),
  step(by) {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(chosen());
    choose(all[Math.min(Math.max(at + by, 0), all.length - 1)]);
  },
  turn(by) {
    report(Number(card()?.dataset.report ?? 1) + by);
  },
  number(number) {
    choose(rows()[number - 1]);
  },
  rest(button) {
    const whole = card().classList.toggle("whole");
    button.setAttribute("aria-expanded", String(whole));
  },
  decided(shown, one, decision) {
    one.dataset.decision = decision;
    const tab = shown.querySelector(`[role=tab][data-report="${one.dataset.report}"]`);
    if (tab) tab.className = decision.replace(" ", "-");
  },
};
