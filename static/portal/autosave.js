// Keeps what is typed into a long form as a draft: some seconds after the last key, and when the page is left.
// Without this file nothing is lost either once the button is pressed: the server keeps a form whose session has ended.

const PAUSE = 4000;

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const status = form.querySelector("[data-autosave-status]");
  let timer;
  let last = typed(form);
  let isSent = false;
  let running;

  const save = async (isLeaving = false) => {
    clearTimeout(timer);
    const now = typed(form);
    if (isSent || now === last) return;
    running = new AbortController();
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body: new URLSearchParams(now),
        headers: { Accept: "application/json" },
        keepalive: isLeaving && now.length < 60000,
        signal: running.signal,
      });
      const told = await answer.json();
      if (answer.ok || answer.status === 401) last = now;
      status.textContent = told.text ?? told.detail ?? form.dataset.savingFailed;
    } catch (error) {
      if (error.name !== "AbortError") status.textContent = form.dataset.savingFailed;
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  // What is on its way must not arrive after the form itself: it would become a draft of what has been sent.
  form.addEventListener("submit", () => {
    isSent = true;
    clearTimeout(timer);
    running?.abort();
  });
  addEventListener("pagehide", () => save(true));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save(true);
  });
  // Back from the browser's memory: the form can be sent again.
  addEventListener("pageshow", () => { isSent = false; });
}

function typed(form) {
  const values = [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
  return new URLSearchParams(values).toString();
}
