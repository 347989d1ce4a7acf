// The form for a passage: what is typed survives a closed tab, in this browser only, until it is
// sent; the credit line is shown as it will read; the checklist ticks off what is filled in.

const KEY = "passage";
const DAYS = 30;
// Not kept: an address, an agreement, and what belongs to one showing of the page.
const NOT_KEPT = new Set(["form", "terms", "source", "homepage", "email", "consent"]);
// What a page that was opened for a film or a source says better than an older draft.
const OF_THE_PAGE = /^(source_|about$|language$|locator$|voice$)/;

// Where storage is switched off, nothing is kept, and that is all.
function stored(act) {
  try {
    return act(localStorage);
  } catch {
    return null;
  }
}

const forget = () => stored((storage) => storage.removeItem(KEY));

function draft() {
  const kept = stored((storage) => JSON.parse(storage.getItem(KEY)));
  if (!kept || Date.now() - kept.at < DAYS * 864e5) return kept?.values ?? {};
  forget();
  return {};
}

function keep(form) {
  const values = Object.fromEntries([...new FormData(form)].filter(([name]) => !NOT_KEPT.has(name)));
  stored((storage) => storage.setItem(KEY, JSON.stringify({ at: Date.now(), values })));
}

function restore(form) {
  let found = false;
  for (const [name, value] of Object.entries(draft())) {
    const field = form.elements[name];
    if (!field || !value || (location.search && OF_THE_PAGE.test(name))) continue;
    if (field.type === "checkbox") field.checked = true;
    else field.value = value;
    found ||= name !== "kind";
  }
  return found;
}

function preview() {
  for (const line of document.querySelectorAll("[data-preview]")) {
    const name = document.getElementById(line.dataset.preview).value.trim();
    const bearer = document.createElement("bdi");
    bearer.textContent = name;
    line.replaceChildren(...(name ? ["Offered by ", bearer] : ["Nobody is named"]));
  }
}

function tickOff(form) {
  for (const item of document.querySelectorAll("[data-fields]")) {
    const isDone = item.dataset.fields.split(" ").some((name) => form.elements[name].value.trim());
    item.toggleAttribute("data-done", isDone);
  }
}

// Enter in the field for the credit presses the button below it, also where the field is part of
// the form for the passage.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("[name=credit][form]")) return;
  event.preventDefault();
  document.querySelector("[value=change_credit]").click();
});

if (document.querySelector("[data-sent]")) forget();
document.addEventListener("input", preview);

const form = document.querySelector("[data-draft]");
if (form) {
  const notice = document.querySelector("[data-restored]");
  const isAsSent = form.dataset.draft === "sent";
  notice.hidden = isAsSent || !restore(form);
  notice.querySelector("button").addEventListener("click", () => {
    forget();
    form.reset();
    notice.hidden = true;
    preview();
    tickOff(form);
  });
  form.addEventListener("input", () => {
    keep(form);
    tickOff(form);
  });
  tickOff(form);
  preview();
}
