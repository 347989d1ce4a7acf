// Moderation by keys. Everything here is a button or a link of the page; without this script they
// are pressed with the pointer or the tab key.

import { isTyped, onKey } from "./keys.js";

const item = document.querySelector("[data-item]");
const queue = document.querySelector("[data-queue]");

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") leave(event.target);
});
onKey((event) => (item ? itemKey(event) : queue && queueKey(event)) || shared(event.key));

function shared(key) {
  const undo = key === "z" && document.querySelector("[data-undo] button");
  if (undo) undo.click();
  return undo;
}

function leave(target) {
  const open = item?.querySelector("details.decision[open]");
  if (isTyped(target)) target.blur();
  else if (open) open.open = false;
}

// --- An item ------------------------------------------------------------------------------------

const FIELDS = { e: "text", n: "note" };

function itemKey({ key, target }) {
  const open = item.querySelector("details.decision[open]");
  if (open && /^[1-9]$/.test(key)) return choose(open, Number(key) - 1);
  if (open && key === "Enter" && !target.closest("button, summary, a")) return send(open);
  if (FIELDS[key]) return focus(item.elements[FIELDS[key]]);
  if (key === "q") return item.querySelector(".item-head a").click() ?? true;
  const pressed = item.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!pressed) return false;
  if (pressed.matches("details")) toggle(pressed);
  else press(pressed);
  return true;
}

function toggle(decision) {
  decision.open = !decision.open;
  if (!decision.open) return;
  prefill(decision);
  (decision.querySelector("[type=radio]:checked, [type=radio]") ?? lastButton(decision)).focus();
}

function choose(decision, index) {
  const radio = decision.querySelectorAll("[type=radio]")[index];
  if (!radio) return false;
  radio.checked = true;
  radio.focus();
  prefill(decision);
  return true;
}

function send(decision) {
  press(lastButton(decision));
  return true;
}

const lastButton = (decision) => [...decision.querySelectorAll("button[type=submit]")].at(-1);

function focus(field) {
  field.focus();
  return true;
}

let isSent = false;
function press(button) {
  if (!isSent) button.click();
}

// Twice pressed is once sent.
item?.addEventListener("submit", (event) => {
  if (isSent) event.preventDefault();
  isSent = true;
});
addEventListener("pageshow", () => { isSent = false; });

// A reason begins the message, as long as nobody has written another.
const begun = new WeakMap();
function prefill(decision) {
  const message = decision.querySelector("textarea[name$=message]");
  const reason = decision.querySelector("[name$=reason]:checked, [name$=reason][type=hidden]");
  if (!message || !reason) return;
  const isOurs = !message.value || message.value === begun.get(message);
  if (!isOurs || reason.dataset.message === undefined) return;
  message.value = reason.dataset.message;
  begun.set(message, message.value);
}
for (const decision of document.querySelectorAll("details.decision, .queue-bulk details")) {
  decision.addEventListener("toggle", () => decision.open && prefill(decision));
  decision.addEventListener("change", () => prefill(decision));
  decision.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey) send(decision);
  });
}

// --- The queue ----------------------------------------------------------------------------------

function queueKey({ key, target }) {
  const openers = [...queue.querySelectorAll("[data-open]")];
  const at = openers.findIndex((opener) => opener.closest("li").contains(document.activeElement));
  const box = openers[at]?.closest("li").querySelector("[name=chosen]");
  if (key === "j" || key === "k") {
    const next = at < 0 ? 0 : at + (key === "j" ? 1 : -1);
    openers[Math.max(0, Math.min(next, openers.length - 1))]?.focus();
  } else if (key === "x" && box) box.checked = !box.checked;
  else if (key === "o" && at >= 0) openers[at].click();
  else return false;
  return true;
}

for (const group of document.querySelectorAll("[data-tick-group]")) {
  group.addEventListener("change", () => {
    for (const box of group.closest("section").querySelectorAll("[name=chosen]")) {
      box.checked = group.checked;
    }
  });
}

// --- Undo goes when its time is over --------------------------------------------------------------

const undo = document.querySelector("[data-undo]");
if (undo) setTimeout(() => undo.remove(), Number(undo.dataset.undo) * 1000);
