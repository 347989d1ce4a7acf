// Keys of the whole desk, and the list of them behind "?". One place decides when a key is ours:
// never with Ctrl, Alt or Command, never in a field, a box with autocompletion or a dialog, and not
// at all when they are switched off. Letters count as typed, so that every layout has them.

const ON = "desk-keys";
const PAUSE = 1500; // milliseconds in which "g" waits for the second key

const list = document.querySelector("dialog[data-keys]");
const keysOn = list?.querySelector("[data-keys-on]");

export const isTyped = (target) => target.isContentEditable || target.closest(
  "textarea, select, input:not([type=checkbox], [type=radio], [type=submit], [type=button]), .select2-container",
);

const bound = [];
// A function that is given the event and says whether it was for it; the last bound is asked first.
export const onKey = (act) => bound.unshift(act);

if (list) {
  keysOn.checked = localStorage.getItem(ON) !== "off";
  keysOn.addEventListener("change", () => localStorage.setItem(ON, keysOn.checked ? "on" : "off"));
  for (const button of document.querySelectorAll("[data-show-keys]")) {
    button.hidden = false;
    button.addEventListener("click", () => list.showModal());
  }
  document.addEventListener("keydown", press);
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (isTyped(event.target) || document.querySelector("dialog[open], .select2-container--open")) return;
  if (event.key === "?") {
    event.preventDefault();
    list.showModal();
  } else if (keysOn.checked && bound.some((act) => act(event))) {
    event.preventDefault();
  }
}

// --- Going elsewhere, and the rows of lists -----------------------------------------------------

let goes = -PAUSE;

onKey(({ key, timeStamp }) => {
  const place = timeStamp - goes < PAUSE && list.querySelector(`[data-go="${CSS.escape(key)}"]`);
  goes = key === "g" && !place ? timeStamp : -PAUSE;
  if (place) place.click();
  return place || key === "g";
});

onKey(({ key }) => {
  const search = key === "/" ? document.querySelector("#searchbar, [data-search]") : null;
  search?.focus();
  return search;
});

const rows = () => [...document.querySelectorAll("#result_list tbody tr")];
const linkOf = (row) => row.querySelector("th a, td a");

onKey(({ key, target }) => {
  const all = rows();
  const at = all.findIndex((row) => row.contains(target));
  const box = all[at]?.querySelector(".action-select");
  if (key === "j" || key === "k") {
    const next = at < 0 ? 0 : Math.max(0, Math.min(at + (key === "j" ? 1 : -1), all.length - 1));
    if (!all[next]) return false;
    linkOf(all[next]).focus();
  } else if (key === "x" && box) box.click();
  else if (key === "o" && at >= 0) linkOf(all[at]).click();
  else return false;
  return true;
});

// --- Buttons of forms ---------------------------------------------------------------------------

// The browser's own access keys, which clash with nothing of its own and work inside fields too.
const BUTTONS = {
  s: "[name=_save]", c: "[name=_continue]", p: "[data-preview]", h: ".historylink",
};

function setAccessKeys() {
  for (const [key, selector] of Object.entries(BUTTONS)) {
    const button = document.querySelector(`#content ${selector}`);
    if (button) button.accessKey = keysOn.checked ? key : "";
  }
}
if (list) {
  setAccessKeys();
  keysOn.addEventListener("change", setAccessKeys);
}
