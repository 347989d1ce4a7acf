// Says who else has this record open, and tells the others that this page has.

const place = document.querySelector("[data-presence]");
const EVERY = 15_000; // milliseconds
let shown = "";

function body(entries = {}) {
  const sent = new URLSearchParams(entries);
  sent.set("csrfmiddlewaretoken", place.closest("form").elements.csrfmiddlewaretoken.value);
  return sent;
}

async function ask() {
  if (document.hidden) return;
  const answer = await fetch(place.dataset.presence, { method: "POST", body: body() }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  show(answer.status === 200 ? (await answer.json()).others : []);
}

// Written only when it changed, so that a screen reader says it once.
function show(others) {
  const text = others.join(" ");
  if (text === shown) return;
  shown = text;
  place.className = text ? "also-open" : "";
  place.textContent = text;
}

if (place) {
  ask();
  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
  addEventListener("pagehide", () => navigator.sendBeacon(place.dataset.presence, body({ leave: "on" })));
}
