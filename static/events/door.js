// The door of an event: answers at once, keeps scans while there is no connection, and scans by camera where the browser can.
// Without this file every button still works, one page per scan.

const door = document.querySelector("[data-door]");
const answer = door.querySelector("[data-door-answer]");
const waits = door.querySelector("[data-door-waits]");
const code = door.querySelector("input[name=code]");
const KEY = `portal-door-${door.dataset.door}`;

const say = (tone, text) => {
  answer.dataset.tone = tone;
  answer.textContent = text;
};

// Scans that have not reached the portal. They stay on the device until it has answered, also when the page is closed.
const kept = () => {
  try { return JSON.parse(localStorage.getItem(KEY) ?? "[]"); } catch { return []; }
};
const keep = (scans) => {
  try {
    if (scans.length) localStorage.setItem(KEY, JSON.stringify(scans));
    else localStorage.removeItem(KEY);
  } catch { /* storage is off: what is on its way lasts as long as the page */ }
  memory = scans;
  waits.hidden = scans.length === 0;
  waits.textContent = `${door.dataset.waits} ${scans.length}`;
};
let memory = kept();

const number = () => {
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-8$4-$5");
};

const clean = (text) => text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
const personOf = (scan) => [...door.querySelectorAll("[data-door-person]")].find((row) =>
  scan.registration ? row.dataset.doorPerson === String(scan.registration) : row.dataset.code === clean(scan.code));
const nameOf = (row) => row.querySelector("b").textContent;
const mark = (row) => {
  row.dataset.there = "";
  row.querySelector("button:not([data-door-back])")?.remove();
};

// One after the other; the same scan sent twice counts once, for it carries a number.
let sending = false;
const send = async () => {
  if (sending) return;
  sending = true;
  try {
    while (memory.length) {
      const scan = memory[0];
      const response = await fetch(scan.url, {
        method: "POST",
        headers: { Accept: "application/json", "X-CSRFToken": door.querySelector("[name=csrfmiddlewaretoken]").value },
        body: new URLSearchParams(scan.fields),
      });
      const isJson = response.headers.get("Content-Type")?.includes("application/json");
      if (response.ok && isJson) {
        const said = await response.json();
        say(said.tone, said.text);
        const row = said.registration && personOf({ registration: said.registration });
        if (row) mark(row);
      } else if (response.status === 400 || response.status === 404) say("no", door.dataset.bad);
      else {
        say("no", door.dataset.signin);
        break;
      }
      keep(memory.slice(1));
    }
  } catch {
    // no connection: they stay
  } finally {
    sending = false;
  }
};

const take = async (form, given) => {
  const fields = { ...given, scan: number(), at: new Date().toISOString() };
  for (const name of ["mode", "session"]) {
    const field = form.querySelector(`[name=${name}]`);
    if (field) fields[name] = field.value;
  }
  const scan = { url: form.action, fields };
  keep([...memory, scan]);
  await send();
  if (!memory.includes(scan)) return;
  const row = personOf(fields);
  if (row && "there" in row.dataset) {
    say("again", `${door.dataset.again} ${nameOf(row)}`);
  } else if (row) {
    mark(row);
    say("ok", `${door.dataset.kept} ${nameOf(row)}`);
  } else say("again", door.dataset.unknown);
};

for (const form of door.querySelectorAll("[data-door-form]")) {
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button?.dataset.doorBack !== undefined) return;
    event.preventDefault();
    if (button?.name === "registration") take(form, { registration: button.value });
    else if (code.value.trim()) {
      take(form, { code: code.value });
      code.value = "";
      code.focus();
    }
  });
}

// The list answers while one types; Enter asks the portal, which also knows other scripts.
const search = door.querySelector("#q");
search?.addEventListener("input", () => {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const row of door.querySelectorAll("[data-door-person]")) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every((word) => text.includes(word));
  }
});

// The camera, where the browser reads codes itself.
const camera = door.querySelector("[data-door-camera]");
if ("BarcodeDetector" in window && navigator.mediaDevices?.getUserMedia) {
  camera.hidden = false;
  camera.querySelector("button").addEventListener("click", async () => {
    const video = camera.querySelector("video");
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      camera.hidden = true;
      return;
    }
    video.hidden = false;
    await video.play();
    const reader = new BarcodeDetector({ formats: ["qr_code"] });
    let last = "";
    const look = async () => {
      const [found] = await reader.detect(video).catch(() => []);
      if (found && found.rawValue !== last) {
        last = found.rawValue;
        take(code.form, { code: last.slice(0, 40) });
      }
      setTimeout(look, 300);
    };
    look();
  });
}

keep(memory);
addEventListener("online", send);
setInterval(send, 15000);
send();
