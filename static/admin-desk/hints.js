// Shows under a text field, or a field of a timecode, what the desk would say of it, while one types, with a button that goes
// to the place. Without this script the same is said after saving.

const note = document.querySelector("[data-hints]");
const form = note.closest("form");
const WAIT = 700; // milliseconds after the last key

// The server counts in code points, the browser in UTF-16.
const offset = (text, points) => [...text].slice(0, points).join("").length;

const lists = new WeakMap();
function listOf(field) {
  if (!lists.has(field)) {
    const list = Object.assign(document.createElement("ul"), { className: "hints" });
    list.setAttribute("role", "status");
    (field.closest(".flex-container") ?? field).after(list);
    lists.set(field, list);
  }
  return lists.get(field);
}

function item(field, { start, end, place, message, hint }) {
  const go = Object.assign(document.createElement("button"), { type: "button", textContent: place });
  go.addEventListener("click", () => {
    field.focus();
    field.setSelectionRange(offset(field.value, start), offset(field.value, end));
  });
  const made = document.createElement("li");
  made.append(go, ` ${message} ${hint}`);
  return made;
}

// What a timecode is looked at beside, of the same row or record.
const NEAR = [
  "film", "version", "start", "end", "locator_label", "locator_from", "locator_to",
];

async function look(field) {
  const text = field.value;
  const body = new URLSearchParams({
    csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value,
    field: field.name,
    language: form.elements.language?.value ?? "",
    runtime_minutes: form.elements.runtime_minutes?.value ?? "",
    text,
  });
  const row = field.name.replace(/[^-]*$/, "");
  for (const name of NEAR) body.set(name, form.elements[row + name]?.value ?? "");
  const answer = await fetch(note.dataset.hints, { method: "POST", body }).catch(() => null);
  if (!answer?.ok || answer.redirected || field.value !== text) return;
  const { hints } = await answer.json();
  listOf(field).replaceChildren(...hints.map((hint) => item(field, hint)));
}

const waiting = new WeakMap();
form.addEventListener("input", ({ target }) => {
  if (!target.matches("textarea, [data-timecode]")) return;
  clearTimeout(waiting.get(target));
  waiting.set(target, setTimeout(look, WAIT, target));
});
