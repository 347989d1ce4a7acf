// The page chosen, at the width chosen. Links within lead out into tabs of their own: pages of the
// site refuse to be framed; a link to a place of the same page goes there.
const widths = { full: "", 768: "768px", 360: "360px" };

const choose = () => {
  const place = document.querySelector("[name=place]:checked").value;
  const width = document.querySelector("[name=width]:checked").value;
  for (const frame of document.querySelectorAll("iframe")) {
    frame.hidden = frame.dataset.place !== place;
    frame.style.inlineSize = widths[width];
  }
};

const follow = (event) => {
  const link = event.target.closest("a[href]");
  if (!link) return;
  const address = link.getAttribute("href");
  event.preventDefault();
  if (address.startsWith("#")) {
    link.ownerDocument.getElementById(decodeURIComponent(address.slice(1)))?.scrollIntoView();
  } else {
    window.open(link.href, "_blank", "noopener");
  }
};

const prepare = (frame) => {
  frame.contentDocument.addEventListener("click", follow);
  frame.contentDocument.addEventListener("submit", (event) => event.preventDefault());
};

for (const frame of document.querySelectorAll("iframe")) {
  if (frame.contentDocument?.readyState === "complete") prepare(frame);
  frame.addEventListener("load", () => prepare(frame));
}
document.querySelector(".choices")?.addEventListener("change", choose);
if (document.querySelector(".choices")) choose();
