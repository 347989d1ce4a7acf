// Selecting words of a text by mouse or keyboard, and telling where they stand in code points.
//
// The text can be given a caret as in any editor, so that keys and screen readers select in it as
// everywhere; it takes no input. Browsers count in UTF-16, the server in code points.

const PAIRS = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;

export const codePoints = (text) => text.length - (text.match(PAIRS)?.length ?? 0);

export class SelectableText {
  constructor(element) {
    this.element = element;
    this.text = element.textContent;
    element.contentEditable = "true";
    element.setAttribute("role", "textbox");
    element.setAttribute("aria-multiline", "true");
    element.setAttribute("aria-readonly", "true");
    element.spellcheck = false;
    for (const name of ["beforeinput", "drop", "paste", "cut"]) {
      element.addEventListener(name, (event) => event.preventDefault());
    }
    const segmenter = new Intl.Segmenter(element.lang || "en", { granularity: "sentence" });
    this.sentences = [...segmenter.segment(this.text)]
      .map(({ index, segment }) => this.trimmed(index, index + segment.length))
      .filter(([start, end]) => end > start);
  }

  // UTF-16 offsets without the white space at the ends, and with whole words at both.
  trimmed(start, end) {
    while (start < end && /\s/.test(this.text[start])) start += 1;
    while (end > start && /\s/.test(this.text[end - 1])) end -= 1;
    return [start, end];
  }

  wholeWords([start, end]) {
    const inWord = (at) => at > 0 && at < this.text.length
      && /[\p{L}\p{N}]/u.test(this.text[at - 1]) && /[\p{L}\p{N}]/u.test(this.text[at]);
    while (inWord(start)) start -= 1;
    while (inWord(end)) end += 1;
    return [start, end];
  }

  // The selected UTF-16 offsets, or null if nothing in this text is selected.
  get selected() {
    const selection = getSelection();
    if (!selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!this.element.contains(range.commonAncestorContainer)) return null;
    const before = document.createRange();
    before.setStart(this.element, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const start = before.toString().length;
    return [start, start + range.toString().length];
  }

  // What is selected as the server counts it: { start, end, words }, or null.
  get taken() {
    const selected = this.selected;
    if (!selected) return null;
    const [start, end] = this.wholeWords(this.trimmed(...selected));
    if (start >= end) return null;
    const from = Number(this.element.dataset.start ?? 0) + codePoints(this.text.slice(0, start));
    const words = this.text.slice(start, end);
    return { start: from, end: from + codePoints(words), words };
  }

  select(start, end) {
    const range = document.createRange();
    range.setStart(...this.position(start));
    range.setEnd(...this.position(end));
    const selection = getSelection();
    this.element.focus({ preventScroll: true });
    selection.removeAllRanges();
    selection.addRange(range);
    const box = range.getBoundingClientRect();
    const frame = this.element.getBoundingClientRect();
    if (box.top < frame.top || box.bottom > frame.bottom) {
      this.element.scrollTop += box.top - frame.top - frame.height / 3;
    }
  }

  position(offset) {
    const walker = document.createTreeWalker(this.element, NodeFilter.SHOW_TEXT);
    let node = walker.nextNode();
    let left = offset;
    for (let next = node; next; next = walker.nextNode()) {
      node = next;
      if (left <= node.length) return [node, left];
      left -= node.length;
    }
    return node ? [node, node.length] : [this.element, 0];
  }

  // One sentence on or back from the caret.
  step(direction) {
    const [start, end] = this.selected ?? [0, 0];
    const next = direction > 0
      ? this.sentences.find(([from]) => from >= (start === end ? start : end))
        ?? this.sentences.at(-1)
      : this.sentences.findLast(([, to]) => to <= start) ?? this.sentences[0];
    if (next) this.select(...next);
  }

  // One sentence more at the end of what is selected, or one less.
  stretch(direction) {
    const [start, end] = this.selected ?? [0, 0];
    const to = direction > 0
      ? this.sentences.find(([, last]) => last > end)
      : this.sentences.findLast(([, last]) => last < end && last > start);
    if (to) this.select(this.trimmed(start, to[1])[0], to[1]);
  }

  // Selects the next sentence with these words, whatever their case, spaces and quotation marks.
  find(words) {
    const plain = (text) => text.toLowerCase().replace(/[‘’‛′`´]/g, "'").replace(/[“”„″]/g, '"');
    const wanted = plain(words).trim().split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    if (!wanted[0]) return false;
    const pattern = new RegExp(wanted.join("\\s+"), "g");
    const text = plain(this.text);
    pattern.lastIndex = this.selected?.[1] ?? 0;
    const found = pattern.exec(text) ?? pattern.exec(text);
    if (!found) return false;
    const at = found.index + found[0].length;
    this.select(...(this.sentences.find(([from, to]) => from < at && to >= at) ?? [found.index, at]));
    return true;
  }
}
