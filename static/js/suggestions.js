// Suggests names and titles under a search field while one types. The field works without it.

const WAIT = 150; // milliseconds after the last key

for (const field of document.querySelectorAll("[data-suggest]")) {
  const list = document.createElement("datalist");
  list.id = `${field.id}-suggestions`;
  field.after(list);
  field.setAttribute("list", list.id);
  let timer, asked;

  async function suggest() {
    const typed = field.value.trim();
    if (typed === asked) return;
    asked = typed;
    if (typed.length < 2) return list.replaceChildren();
    const answer = await fetch(`${field.dataset.suggest}?${new URLSearchParams({ q: typed })}`).catch(() => null);
    if (!answer?.ok || typed !== asked) return;
    const { names } = await answer.json();
    list.replaceChildren(...names.map((name) => Object.assign(document.createElement("option"), { value: name })));
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, WAIT);
  });
}
