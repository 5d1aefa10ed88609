// Blocks are drawn with the mouse into a new order. The buttons beside them do the same, also without this file.
const blocks = document.querySelector("[data-blocks]");
const form = document.querySelector("[data-blocks-order]");
const status = document.querySelector("[data-blocks-status]");
if (blocks && form && blocks.querySelector("button")) {
  let dragged = null;
  const save = async () => {
    const body = new FormData(form);
    body.append("order", JSON.stringify([...blocks.children].map((item) => Number(item.dataset.block))));
    const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
    status.textContent = answer?.ok ? status.dataset.saved : status.dataset.failed;
    status.classList.toggle("kern-sr-only", Boolean(answer?.ok));
  };
  for (const item of blocks.children) {
    item.draggable = true;
    item.addEventListener("dragstart", (event) => {
      dragged = item;
      item.classList.add("is-dragged");
      event.dataTransfer.effectAllowed = "move";
    });
    item.addEventListener("dragover", (event) => {
      if (!dragged || dragged === item) return;
      event.preventDefault();
      const box = item.getBoundingClientRect();
      item[event.clientY < box.top + box.height / 2 ? "before" : "after"](dragged);
    });
    item.addEventListener("dragend", () => {
      item.classList.remove("is-dragged");
      if (dragged) save();
      dragged = null;
    });
  }
}
