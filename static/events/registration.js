// The form of a registration: questions appear when they are asked. Without this file all are shown, and what was not asked is ignored.
for (const form of document.querySelectorAll("[data-registration]")) {
  const conditional = [...form.querySelectorAll("[data-asked-if]")];
  const colleagues = [...form.querySelectorAll("[data-colleague]")];
  const other = form.querySelector("[data-without-actor]");

  const mode = () => form.querySelector("[name=mode]:checked")?.value ?? form.dataset.mode ?? "";
  const isChosen = (option) => [...form.querySelectorAll("input:checked")].some(
    (input) => /^q\d+$/.test(input.name) && input.value === option && !input.closest("[data-asked-if]")?.hidden,
  );

  const show = () => {
    for (const part of conditional) {
      const { askedIf, askedMode } = part.dataset;
      const fitsMode = !askedMode || !mode() || askedMode === mode();
      part.hidden = !(fitsMode && (!askedIf || isChosen(askedIf)));
    }
    const actor = form.querySelector("[name=actor]");
    if (other && actor) other.hidden = actor.value !== "";
    const last = colleagues.findLastIndex((pair) => [...pair.querySelectorAll("input")].some((input) => input.value));
    colleagues.forEach((pair, number) => { pair.hidden = number > last + 1; });
  };

  form.addEventListener("input", show);
  form.addEventListener("change", show);
  show();
}
