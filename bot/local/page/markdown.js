// The Markdown of `markdown` blocks to nodes: paragraphs, headings, lists, quotes, fences, tables and marks in a line.
import { element, link } from "./nodes.js";

export function renderMarkdown(text) {
  const out = document.createDocumentFragment();
  const lines = text.split("\n");
  while (lines.length) out.append(takeBlock(lines));
  return out;
}

const take = (lines, pattern) => { const taken = []; while (lines.length && pattern.test(lines[0])) taken.push(lines.shift()); return taken; };

function takeBlock(lines) {
  const line = lines[0];
  if (!line.trim()) { lines.shift(); return ""; }
  if (/^```/.test(line)) return takeFence(lines);
  const heading = /^(#{1,6})\s+(.*)$/.exec(line);
  if (heading) { lines.shift(); return element(heading[1].length === 1 ? "h3" : "h4", {}, renderLine(heading[2])); }
  if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) { lines.shift(); return element("hr"); }
  if (/^>/.test(line)) return element("blockquote", {}, renderMarkdown(take(lines, /^>/).map((one) => one.replace(/^> ?/, "")).join("\n")));
  if (/^\s*[-*+] /.test(line)) return list("ul", take(lines, /^\s*[-*+] /), /^\s*[-*+] /);
  if (/^\s*\d+[.)] /.test(line)) return list("ol", take(lines, /^\s*\d+[.)] /), /^\s*\d+[.)] /);
  if (/^\|.*\|\s*$/.test(line) && /^\|?[\s:|-]+\|?\s*$/.test(lines[1] ?? "")) return takeTable(lines);
  const paragraph = [lines.shift(), ...take(lines, /^(?!```|#{1,6}\s|>|\s*[-*+] |\s*\d+[.)] |\|.*\|\s*$|\s*$)/)];
  return element("p", {}, renderLine(paragraph.join("\n")));
}

function takeFence(lines) {
  lines.shift();
  const held = take(lines, /^(?!```)/);
  lines.shift();
  return element("pre", {}, held.join("\n"));
}

const list = (name, lines, mark) => element(name, {}, ...lines.map((line) => element("li", {}, renderLine(line.replace(mark, "")))));

function takeTable(lines) {
  const rows = take(lines, /^\|.*\|\s*$/).map((line) => line.trim().slice(1, -1).split("|").map((cell) => cell.trim()));
  const [head, , ...body] = rows;
  const row = (cells, name) => element("tr", {}, ...cells.map((cell) => element(name, {}, renderLine(cell))));
  return element("div", { class: "table-scroll", tabindex: "0" }, element("table", {}, element("thead", {}, row(head, "th")), element("tbody", {}, ...body.map((cells) => row(cells, "td")))));
}

const INLINE = /`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)|\*\*([^*]+)\*\*|__([^_]+)__|~~([^~]+)~~|\*([^*\s][^*]*)\*|(?<![\p{L}\p{N}])_([^_\s][^_]*)_(?![\p{L}\p{N}])|\\([\\`*_{}[\]()#+.!~>|-])/gu;

function renderLine(text) {
  const out = document.createDocumentFragment();
  let last = 0;
  for (const match of text.matchAll(INLINE)) {
    out.append(text.slice(last, match.index));
    last = match.index + match[0].length;
    if (match[1]) out.append(element("code", {}, match[1]));
    else if (match[2]) out.append(link(match[3], match[2]));
    else if (match[4] ?? match[5]) out.append(element("strong", {}, renderLine(match[4] ?? match[5])));
    else if (match[6]) out.append(element("s", {}, renderLine(match[6])));
    else if (match[7] ?? match[8]) out.append(element("em", {}, renderLine(match[7] ?? match[8])));
    else out.append(match[9]);
  }
  out.append(text.slice(last));
  return out;
}
