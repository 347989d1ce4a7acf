// Sets each note beside the line it speaks of, where there is a margin for it. Without this script
// the notes stand in the same margin one under the other; on narrow screens, under the passage.

const GAP = 20;
const passage = document.querySelector("[data-annotated]");
const list = passage.querySelector(".notes-list");
const notes = [...list.children];
const references = notes.map((note) => document.getElementById(`ref-${note.id.slice(5)}`));
const hasMargin = matchMedia("screen and (min-width: 64rem)");

// Where notes would collide they move together, up and down, as little as they can: the mean of
// what each of a block wants (pool adjacent violators, isotonic regression).
function places(wanted, heights) {
  const blocks = [];
  let before = 0;
  wanted.forEach((want, index) => {
    blocks.push({ sum: want - before, size: 1 });
    before += heights[index] + GAP;
    for (let last = blocks.at(-1), prior = blocks.at(-2); prior && prior.sum / prior.size >= last.sum / last.size;) {
      prior.sum += last.sum;
      prior.size += last.size;
      blocks.pop();
      [last, prior] = [blocks.at(-1), blocks.at(-2)];
    }
  });
  const starts = blocks.flatMap(({ sum, size }) => Array(size).fill(Math.max(0, sum / size)));
  let offset = 0;
  return starts.map((start, index) => {
    const place = start + offset;
    offset += heights[index] + GAP;
    return place;
  });
}

// The places are left to the style sheet, which heeds them on wide screens only.
function arrange() {
  list.toggleAttribute("data-placed", hasMargin.matches);
  if (!hasMargin.matches) return;
  const top = list.getBoundingClientRect().top;
  const wanted = references.map((reference) => reference.getBoundingClientRect().top - top);
  const heights = notes.map((note) => note.offsetHeight);
  const tops = places(wanted, heights);
  notes.forEach((note, index) => note.style.setProperty("--top", `${tops[index]}px`));
  list.style.setProperty("--height", `${tops.at(-1) + heights.at(-1)}px`);
}

function pair(event) {
  notes.forEach((note, index) => {
    const isNear = event.type !== "pointerleave" && [note, references[index]].some((one) => one.contains(event.target));
    note.toggleAttribute("data-near", isNear);
    references[index].toggleAttribute("data-near", isNear);
  });
}

// At once, before the first paint, so that nothing is seen to move; later only when sizes change.
arrange();
const watch = new ResizeObserver(() => requestAnimationFrame(arrange));
[passage, ...notes].forEach((part) => watch.observe(part));
for (const name of ["pointerover", "pointerleave", "focusin"]) passage.addEventListener(name, pair);
