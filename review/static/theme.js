// Light, dark or as the system has it: kept in this browser, set before the page is drawn. Classic script on purpose.
(() => {
  const kept = localStorage.getItem("theme") || "auto";
  document.documentElement.dataset.theme = kept;
  addEventListener("DOMContentLoaded", () => {
    const mark = () => document.querySelectorAll("[data-theme-to]").forEach((one) => {
      one.setAttribute("aria-pressed", String(one.dataset.themeTo === document.documentElement.dataset.theme));
    });
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-theme-to]");
      if (!button) return;
      document.documentElement.dataset.theme = button.dataset.themeTo;
      localStorage.setItem("theme", button.dataset.themeTo);
      mark();
    });
    mark();
    document.addEventListener("keydown", (event) => {
      const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (event.key === "/" && !typing && !document.querySelector("dialog[open]")) {
        document.getElementById("find")?.focus();
        event.preventDefault();
      }
    });
  });
})();
