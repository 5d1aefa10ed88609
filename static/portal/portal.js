// Small comforts. Everything works without this file.

// Dark display: the switch appears only where it can work.
const root = document.documentElement;
const night = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (root.dataset.kernTheme ?? (night.matches ? "dark" : "light")) === "dark";

for (const button of document.querySelectorAll("[data-theme-switch]")) {
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  button.hidden = false;
  show();
  night.addEventListener("change", show);
  button.addEventListener("click", () => {
    const next = isDark() ? "light" : "dark";
    root.dataset.kernTheme = next;
    try { localStorage.setItem("portal-theme", next); } catch { /* storage is off: the choice lasts for this page */ }
    show();
  });
}

// On paper it is always day.
let before;
addEventListener("beforeprint", () => {
  before = root.dataset.kernTheme;
  root.dataset.kernTheme = "light";
});
addEventListener("afterprint", () => {
  if (before) root.dataset.kernTheme = before;
  else delete root.dataset.kernTheme;
});

// Menus made of <details>: Escape closes and gives the focus back, a click elsewhere closes.
for (const menu of document.querySelectorAll("details[data-menu]")) {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
}

// A form that came back with errors: the summary is read out first.
document.querySelector("form [data-error-summary]")?.focus();

// The language switch leads to the same page: also after a filter has changed the address without loading a new one.
const showLanguages = () => {
  for (const link of document.querySelectorAll(".pw-lang a")) {
    const here = location.pathname.replace(/^\/[a-z]{2}\//, `/${link.hreflang}/`);
    link.href = here + location.search;
  }
};
for (const name of ["htmx:pushedIntoHistory", "htmx:replacedInHistory", "htmx:historyRestore"]) {
  document.addEventListener(name, showLanguages);
}
