// The workbench: selected words go into the form beside the text, which says at once what is found
// of them. Without this script the form takes words that are copied into it.

import { SelectableText } from "./selection.js";

const text = new SelectableText(document.querySelector("[data-captured-text]"));
const form = document.querySelector("[data-passage-form]");
const words = form.elements[form.dataset.words ?? "text"];
const after = [...form.querySelectorAll(form.dataset.next ?? "textarea")];
const finding = form.querySelector("[data-finding]");
const find = document.getElementById("find");

function take() {
  const taken = text.taken;
  if (!taken) return;
  form.elements.start.value = taken.start;
  form.elements.end.value = taken.end;
  words.value = taken.words;
  if (CSS.highlights) CSS.highlights.set("taken", new Highlight(getSelection().getRangeAt(0)));
  look();
  // What is still to be said, or else what comes last.
  focusOn(after.find((field) => !field.value) ?? after.at(-1));
}

// A box with autocompletion stands in for its select.
function focusOn(field) {
  const box = field.classList.contains("admin-autocomplete")
    ? field.parentElement.querySelector(".select2-search__field, .select2-selection") : field;
  (box ?? field).focus();
}

let looking;
async function look() {
  if (!finding) return;
  looking?.abort();
  looking = new AbortController();
  try {
    const answer = await fetch(form.dataset.look, {
      method: "POST", body: new FormData(form), signal: looking.signal,
    });
    if (answer.ok) finding.innerHTML = await answer.text();
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

let waiting;
words.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(look, 300);
});

const KEYS = {
  "]": () => text.step(1),
  "[": () => text.step(-1),
  "}": () => text.stretch(1),
  "{": () => text.stretch(-1),
  e: take,
  Enter: take,
  "/": () => find?.focus(),
};

text.element.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const action = KEYS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

if (find) {
  find.parentElement.hidden = false;
  find.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      find.setCustomValidity(text.find(find.value) ? "" : "These words do not stand in this text.");
      find.reportValidity();
    } else if (event.key === "Escape") {
      text.element.focus();
    } else {
      find.setCustomValidity("");
    }
  });
}

// Before the boxes with autocompletion, which would open at Enter.
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    event.stopPropagation();
    const button = event.shiftKey ? form.querySelector("[name=_publish]") : null;
    form.requestSubmit(button ?? form.querySelector("[name=_save]"));
  } else if (event.key === "Escape" && !form.querySelector(".select2-container--open")) {
    text.element.focus();
  }
}, { capture: true });

// After a passage was taken its words are selected, so that the next ones are a key away. The
// browser goes to the passage too, and takes the focus from where it was; so this waits for it.
function begin() {
  const last = location.hash.length > 1
    && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (last && text.element.contains(last)) {
    const range = document.createRange();
    range.selectNodeContents(last);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    text.select(...text.selected);
  } else if (!form.querySelector(".errorlist")) {
    text.element.focus({ preventScroll: true });
  }
}
if (document.readyState === "complete") begin();
else window.addEventListener("load", () => setTimeout(begin));
if (words.value) look();
