// Keeps what is typed into a form in this browser until it is saved, offers it back, and asks before
// it is left. It never leaves this browser, is forgotten after some days and at log-out, and holds
// neither passwords nor files nor the fields that the form names in data-not-kept.

import { PREFIX, entriesOf, put } from "./kept.js";

const note = document.querySelector("[data-record]");
const form = note.closest("form");
const key = `${PREFIX}${note.dataset.user}:${note.dataset.record}`;
const notKept = new Set(["csrfmiddlewaretoken", ...note.dataset.notKept.split(" ")]);
const WAIT = 400; // milliseconds after the last change

const isKept = (name, value) =>
  typeof value === "string" && !notKept.has(name) && form.elements[name]?.type !== "password";

const all = () => [...new FormData(form)].filter(([name]) => name !== "_kept_as");
const kept = () => [...new FormData(form)].filter(([name, value]) => isKept(name, value));
const written = () => JSON.stringify(all().map(([name, value]) => [name, String(value)]));

// --- Keeping ------------------------------------------------------------------------------------

let before;
let isSent = false;
let waiting;
const hasChanged = () => before !== undefined && ("unsaved" in note.dataset || written() !== before);

function keep() {
  clearTimeout(waiting);
  waiting = undefined;
  const keptAs = form.elements._kept_as.value;
  const others = entriesOf(key).filter((entry) => entry.keptAs !== keptAs);
  const mine = hasChanged() ? [{ at: Date.now(), keptAs, fields: kept() }] : [];
  try {
    put(key, [...others, ...mine]);
  } catch {
    say("These changes are too long to be kept in this browser. Save them before you leave.");
  }
}

const soon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(keep, WAIT);
};
for (const name of ["input", "change", "click", "formset:added", "formset:removed"]) {
  document.addEventListener(name, soon);
}
// The boxes with autocompletion tell jQuery only.
window.django?.jQuery(document).on("change", soon);

// --- Leaving ------------------------------------------------------------------------------------

form.addEventListener("submit", ({ submitter }) => {
  keep();
  isSent = submitter?.formTarget !== "_blank"; // a preview leaves this page as it is
});
addEventListener("pageshow", () => { isSent = false; });
addEventListener("pagehide", () => waiting && keep());
addEventListener("beforeunload", (event) => {
  if (!isSent && hasChanged()) event.preventDefault();
});

// --- Offering back ------------------------------------------------------------------------------

const offers = Object.assign(document.createElement("div"), { className: "unsaved-offers" });
offers.setAttribute("role", "status");
form.prepend(offers);

function say(...parts) {
  const offer = Object.assign(document.createElement("div"), { className: "unsaved" });
  offer.append(...parts);
  offers.append(offer);
  return offer;
}

function button(label, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: label });
  made.className = "button";
  made.addEventListener("click", act);
  return made;
}

const timeOf = (at) => {
  const when = new Date(at);
  const time = when.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  if (when.toDateString() === new Date().toDateString()) return time;
  return `${when.toLocaleDateString("en-GB", { day: "numeric", month: "long" })}, ${time}`;
};

function propose({ at, fields, keptAs }) {
  const text = document.createElement("p");
  text.textContent = `You have unsaved changes of ${timeOf(at)}.`;
  if (new Map(fields).get("_opened") !== form.elements._opened.value) {
    text.textContent += " The record has been saved since: you will see both versions and choose.";
  }
  const discard = () => {
    put(key, entriesOf(key).filter((entry) => entry.keptAs !== keptAs));
    offer.remove();
  };
  const offer = say(text, button("Restore", () => restore(fields)), button("Discard", discard));
}

// The server shows the form with it, rows and all, and both versions if the record has changed.
function restore(fields) {
  const sent = Object.assign(document.createElement("form"), { method: "post", hidden: true });
  const here = [...new FormData(form)].filter(([name]) => notKept.has(name));
  for (const [name, value] of [...fields, ...here, ["_restore", "on"]]) {
    sent.append(Object.assign(document.createElement("textarea"), { name, value }));
  }
  document.body.append(sent);
  isSent = true;
  sent.submit();
}

function begin() {
  before = written();
  const isUnsaved = "unsaved" in note.dataset;
  const mine = form.elements._kept_as.value;
  entriesOf(key).filter((entry) => entry.keptAs !== mine).forEach(propose);
  if (isUnsaved) keep();
}

if (document.readyState === "complete") begin();
else addEventListener("load", () => setTimeout(begin));
