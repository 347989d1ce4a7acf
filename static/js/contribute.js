// The form for a passage: what is typed survives a closed tab, in this browser only, until it is
// sent; the credit line is shown as it will read; the checklist ticks off what is filled in.

const KEY = "passage";
// Of this tab: the addresses whose drafts are gone once it is sent.
const SENDING = "passage-sending";
const DAYS = 30;
// Not kept: an address, an agreement, and what belongs to one showing of the page.
const NOT_KEPT = new Set(["form", "terms", "source", "homepage", "email", "consent"]);
// A page that was opened for a film or a source says these better than the draft of another page.
const OF_THE_PAGE = [
  [["about"], /^about$/],
  [["source_title", "source_url"], /^(source_|language$|locator$|voice$)/],
];

// Where storage is switched off, nothing is kept, and that is all.
function stored(act, storage = "localStorage") {
  try {
    return act(window[storage]);
  } catch {
    return null;
  }
}

// Each address has a draft of its own; what is too old is none.
function drafts() {
  const kept = Object.entries(stored((storage) => JSON.parse(storage.getItem(KEY))) ?? {});
  return Object.fromEntries(kept.filter(([, one]) => Date.now() - one.at < DAYS * 864e5));
}

function change(act) {
  const kept = drafts();
  act(kept);
  stored((storage) => Object.keys(kept).length
    ? storage.setItem(KEY, JSON.stringify(kept))
    : storage.removeItem(KEY));
}

const sending = () => stored((storage) => JSON.parse(storage.getItem(SENDING)), "sessionStorage");

function forgetSent() {
  change((kept) => (sending() ?? []).forEach((address) => delete kept[address]));
}

// The draft of the page for any film, if this one has none, begins it; and is left as it is.
function draftOf(form, isAsSent) {
  const whole = location.pathname;
  const [here, begun] = (isAsSent && sending()) || [location.pathname + location.search];
  const own = drafts()[here];
  let from = begun ?? (own ? own.from : here !== whole && drafts()[whole] ? whole : undefined);

  const values = () => Object.fromEntries(
    [...new FormData(form)].filter(([name]) => !NOT_KEPT.has(name)));
  const save = (typed) => change((kept) => {
    kept[here] = { at: Date.now(), values: typed, from };
  });
  const saysItself = OF_THE_PAGE.filter(
    ([names]) => names.some((name) => form.elements[name].defaultValue));
  const isOfThePage = (name) => !own && saysItself.some(([, fields]) => fields.test(name));

  return {
    keep: () => save(values()),
    restore() {
      let found = false;
      for (const [name, value] of Object.entries((own ?? drafts()[from])?.values ?? {})) {
        const field = form.elements[name];
        if (!field || !value || isOfThePage(name)) continue;
        if (field.type === "checkbox") field.checked = true;
        else field.value = value;
        found ||= name !== "kind";
      }
      return found;
    },
    forget() {
      from = undefined;
      save({});
    },
    send() {
      const addresses = JSON.stringify(from ? [here, from] : [here]);
      stored((storage) => storage.setItem(SENDING, addresses), "sessionStorage");
    },
  };
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

if (document.querySelector("[data-sent]")) forgetSent();
document.addEventListener("input", preview);

const form = document.querySelector("[data-draft]");
if (form) {
  const notice = document.querySelector("[data-restored]");
  const isAsSent = form.dataset.draft === "sent";
  change(() => {});
  const draft = draftOf(form, isAsSent);
  notice.hidden = isAsSent || !draft.restore();
  notice.querySelector("button").addEventListener("click", () => {
    draft.forget();
    form.reset();
    notice.hidden = true;
    preview();
    tickOff(form);
  });
  form.addEventListener("input", () => {
    draft.keep();
    tickOff(form);
  });
  form.addEventListener("submit", draft.send);
  tickOff(form);
  preview();
}
