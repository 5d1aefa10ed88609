// Place field: suggestions while typing, after the ARIA 1.2 pattern "editable combobox with list autocomplete".
// Without this file the form answers with a list to choose from.

const DELAY = 180;
const SHOWN = 8;
let number = 0;

const element = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
};

class PlaceField {
  constructor(root) {
    this.root = root;
    this.input = root.querySelector("input[type=text]");
    this.chosenFor = root.querySelector("[data-place-for]");
    this.chosen = root.querySelector("[data-place-id]");
    this.id = `place-list-${++number}`;
    this.active = -1;
    this.options = [];
    this.list = element("ul", { class: "pw-place__list", id: this.id, role: "listbox", "aria-label": this.label(), hidden: "" });
    this.status = element("p", { class: "kern-sr-only", role: "status" });
    root.append(this.list, this.status);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", this.id]]) {
      this.input.setAttribute(name, value);
    }
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    // Keep the focus in the text field while an option is pressed.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(this.options.indexOf(option));
    });
  }

  label() {
    return this.input.labels?.[0]?.firstChild?.textContent.trim() || this.input.name;
  }

  typed() {
    this.forget();
    clearTimeout(this.timer);
    this.request?.abort();
    const text = this.input.value.trim();
    if (text.length < 2) { this.close(); this.status.textContent = ""; return; }
    this.timer = setTimeout(() => this.ask(text), DELAY);
  }

  // Another text: neither the earlier choice nor the list of radio buttons belongs to it.
  forget() {
    this.root.querySelector("[data-place-choices]")?.remove();
    if (!this.chosen) {
      this.chosen = element("input", { type: "hidden", name: `${this.input.name}_id` });
      this.root.append(this.chosen);
    }
    this.chosen.value = "";
    this.chosenFor.value = "";
  }

  async ask(text) {
    const query = new URLSearchParams({ q: text, page_size: SHOWN });
    for (const name of ["country", "kind"]) {
      const values = this.root.dataset[name === "country" ? "countries" : "kinds"];
      for (const value of values ? values.split(",") : []) query.append(name, value);
    }
    this.request = new AbortController();
    try {
      const headers = { "Accept-Language": document.documentElement.lang };
      const answer = await fetch(`${this.root.dataset.url}?${query}`, { headers, signal: this.request.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      this.show((await answer.json()).results);
    } catch (error) {
      if (error.name === "AbortError") return;
      this.close();
      this.status.textContent = this.root.dataset.fails;
    }
  }

  show(places) {
    const language = document.documentElement.lang.slice(0, 2);
    this.places = places;
    this.active = -1;
    this.options = places.map((place, index) => {
      const name = place.names[language] || place.name;
      const region = place.region?.[language] ?? "";
      place.label = region && region !== name ? `${name} (${region})` : name;
      const detail = [place.name === name ? "" : place.name, place.kind_label, place.country].filter(Boolean).join(" · ");
      return element("li", { class: "pw-place__option", role: "option", id: `${this.id}-${index}`, "aria-selected": "false" },
        element("span", {}, place.label), element("small", {}, detail));
    });
    this.list.replaceChildren(...this.options);
    this.list.hidden = places.length === 0 || document.activeElement !== this.input;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.input.removeAttribute("aria-activedescendant");
    this.status.textContent = places.length ? `${this.root.dataset.some} ${places.length}` : this.root.dataset.none;
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const last = this.options.length - 1;
    if (event.key === "Escape" && !this.list.hidden) { event.preventDefault(); this.close(); return; }
    if (event.key === "Enter" && !this.list.hidden && this.active >= 0) { event.preventDefault(); this.choose(this.active); return; }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    if (last < 0) return;
    event.preventDefault();
    if (this.list.hidden) { this.list.hidden = false; this.input.setAttribute("aria-expanded", "true"); }
    const step = event.key === "ArrowDown" ? 1 : -1;
    this.mark(this.active < 0 ? (step > 0 ? 0 : last) : (this.active + step + last + 1) % (last + 1));
  }

  mark(index) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = index;
    const option = this.options[index];
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  choose(index) {
    const place = this.places[index];
    this.input.value = place.label;
    this.chosen.value = place.id;
    this.chosenFor.value = place.label;
    this.close();
    this.status.textContent = place.label;
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

const start = (scope) => {
  for (const root of scope.querySelectorAll("[data-place-field]:not([data-ready])")) {
    root.dataset.ready = "";
    new PlaceField(root);
  }
};

start(document);
document.addEventListener("htmx:load", (event) => start(event.target));
