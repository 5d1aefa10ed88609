// Comforts of the desk. Everything works without this file.

// J and K go from one thing that waits to the next, while the focus is in the list.
const list = document.querySelector("[data-desk-list]");
if (list) {
  const hint = document.querySelector("[data-desk-keys]");
  if (hint) hint.hidden = false;
  list.addEventListener("keydown", (event) => {
    const step = { j: 1, k: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    const items = [...list.querySelectorAll("[data-desk-item]")];
    const row = event.target.closest("tr");
    const here = items.findIndex((item) => item.closest("tr") === row);
    items[Math.min(items.length - 1, Math.max(0, here + step))]?.focus();
  });
}

// A page that shows progress looks again until the work is done; without this file there is a link for it.
const progress = document.querySelector("[data-desk-refresh]");
if (progress) setTimeout(() => location.reload(), Number(progress.dataset.deskRefresh) * 1000);

// Django's own scripts leave some of what they draw without a name, or with an English one; they draw it whenever they like.
const nameWhatWasDrawn = () => {
  for (const box of document.querySelectorAll(".select2-container:not([data-named])")) {
    const field = box.previousElementSibling;
    const name = field?.labels?.[0]?.textContent.trim() || field?.getAttribute("aria-label");
    if (!name) continue;
    box.dataset.named = "";
    for (const part of box.querySelectorAll(".select2-selection, .select2-selection__rendered, .select2-search__field")) part.setAttribute("aria-label", name);
  }
  for (const link of document.querySelectorAll(".datetimeshortcuts a[aria-label]")) link.removeAttribute("aria-label");
};
if (document.querySelector(".change-form")) {
  nameWhatWasDrawn();
  new MutationObserver(nameWhatWasDrawn).observe(document.body, { childList: true, subtree: true });
}

// On a phone a row of a list is a card: each value gets the name of its column.
const results = document.querySelector("#result_list");
if (results) {
  const names = [...results.querySelectorAll("thead th")].map((head) => head.querySelector(".text")?.textContent.trim() ?? "");
  for (const row of results.querySelectorAll("tbody tr")) {
    [...row.children].forEach((cell, at) => {
      if (cell.tagName !== "TD" || cell.classList.contains("action-checkbox") || !names[at]) return;
      cell.dataset.label = names[at];
      cell.classList.toggle("is-empty", ["-", "–", ""].includes(cell.textContent.trim()) && !cell.querySelector("img"));
    });
  }
}
