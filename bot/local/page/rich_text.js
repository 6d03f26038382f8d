// Rich text to nodes: sections, lists in lists, quotes, preformatted text, and the leaves in them.
import { element, link } from "./nodes.js";
import { findName } from "./world.js";

const STYLES = [["bold", "strong"], ["italic", "em"], ["strike", "s"], ["underline", "u"], ["highlight", "mark"], ["code", "code"]];

export function renderRichText(block) {
  const out = document.createDocumentFragment();
  const open = []; // the lists that a deeper one may hang under, by indent
  for (const part of block.elements) {
    if (part.type === "rich_text_list") hang(out, open, part);
    else { open.length = 0; out.append(renderPart(part)); }
  }
  return out;
}

function hang(out, open, part) {
  const indent = part.indent ?? 0;
  open.length = Math.min(open.length, indent + 1);
  const attributes = part.style === "ordered" ? { start: part.offset ? part.offset + 1 : null, "data-indent": indent } : { "data-indent": indent };
  const list = element(part.style === "ordered" ? "ol" : "ul", { ...attributes, class: part.border ? "bordered" : "" }, ...part.elements.map((item) => element("li", {}, ...item.elements.map(renderLeaf))));
  const above = open[indent - 1]?.lastElementChild;
  (above ?? out).append(list);
  open[indent] = list;
}

function renderPart(part) {
  const leaves = part.elements.map(renderLeaf);
  if (part.type === "rich_text_quote") return element("blockquote", {}, ...leaves);
  if (part.type === "rich_text_preformatted") return element("pre", {}, ...leaves);
  return element("div", { class: "rich" }, ...leaves);
}

function renderLeaf(leaf) {
  let node = renderBare(leaf);
  for (const [style, name] of STYLES) if (leaf.style?.[style]) node = element(name, {}, node);
  return node;
}

function renderBare(leaf) {
  switch (leaf.type) {
    case "text": return document.createTextNode(leaf.text);
    case "link": return link(leaf.url, leaf.text ?? leaf.url);
    case "user": return element("span", { class: "mention" }, "@" + (findName(leaf.user_id) ?? leaf.user_id));
    case "channel": return element("span", { class: "mention" }, "#" + (findName(leaf.channel_id) ?? leaf.channel_id));
    case "broadcast": return element("span", { class: "mention ping" }, "@" + leaf.range);
    case "emoji": return document.createTextNode(leaf.unicode ? String.fromCodePoint(...leaf.unicode.split("-").map((code) => parseInt(code, 16))) : `:${leaf.name}:`);
    case "date": return element("time", { datetime: new Date(leaf.timestamp * 1000).toISOString() }, leaf.fallback ?? new Date(leaf.timestamp * 1000).toLocaleString("nl-NL", { dateStyle: "long" }));
    default: return document.createTextNode("");
  }
}
