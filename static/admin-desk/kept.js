// What forms have kept in this browser: forgotten when it was saved, after some days, at log-out.

export const PREFIX = "unsaved:";
const DAYS = 5;

export function entriesOf(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? [];
  } catch {
    return [];
  }
}

export function put(key, entries) {
  if (entries.length) localStorage.setItem(key, JSON.stringify(entries));
  else localStorage.removeItem(key);
}

function forgetWhere(isOver) {
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
    put(key, entriesOf(key).filter((entry) => !isOver(entry)));
  }
}

// The server names in this cookie the forms that it has saved.
const saved = document.cookie.split("; ").find((entry) => entry.startsWith("saved-forms="));
const names = new Set(saved?.slice("saved-forms=".length).split("."));
forgetWhere((entry) => names.has(entry.keptAs) || Date.now() - entry.at > DAYS * 86_400_000);

document.getElementById("logout-form")?.addEventListener("submit", () => forgetWhere(() => true));
