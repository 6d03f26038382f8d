// Slack's mrkdwn to nodes: control sequences first, marks next, entities last and never read again.
import { element, link } from "./nodes.js";
import { findName } from "./world.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
export const decode = (text) => text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);

const TOKEN = /<([^<>]+)>|```([\s\S]+?)```|`([^`\n]+)`/g;
const MARKS = { "*": "strong", _: "em", "~": "s" };

export function renderMrkdwn(text) {
  const out = document.createDocumentFragment();
  let quoted = [];
  const flush = () => { if (quoted.length) out.append(element("blockquote", {}, renderInline(quoted.join("\n")))); quoted = []; };
  // A line that begins with > is a quote; a fence may hold such lines, and is left whole.
  const lines = text.includes("```") ? [text] : text.split("\n");
  lines.forEach((line, place) => {
    const quote = /^(?:&gt;|>) ?([\s\S]*)$/.exec(line);
    if (quote && !text.includes("```")) { quoted.push(quote[1]); return; }
    const wasQuoted = quoted.length > 0;
    flush();
    out.append(renderInline((place > 0 && !wasQuoted ? "\n" : "") + line));
  });
  flush();
  return out;
}

// What a notification and a screen reader say of a text.
export function readAloud(text) {
  return decode(text.replace(/<([^<>|]+)(?:\|([^<>]*))?>/g, (_, target, label) => label || (/^[@#]/.test(target) ? findName(target.slice(1)) ?? target : target)));
}

function renderInline(text) {
  const out = document.createDocumentFragment();
  let last = 0;
  for (const match of text.matchAll(TOKEN)) {
    out.append(renderMarks(text.slice(last, match.index)));
    last = match.index + match[0].length;
    if (match[1]) out.append(renderControl(match[1]));
    else out.append(element(match[2] ? "pre" : "code", {}, decode(match[2] ?? match[3])));
  }
  out.append(renderMarks(text.slice(last)));
  return joinMarks(out);
}

function renderControl(inner) {
  const [target, label] = inner.split(/\|(.*)/s);
  if (/^[@#]/.test(target)) return element("span", { class: "mention" }, target[0] + (findName(target.slice(1)) ?? label ?? target.slice(1)));
  if (target.startsWith("!date^")) return element("time", {}, decode(label ?? target));
  if (target.startsWith("!")) return element("span", { class: "mention ping" }, "@" + (label ?? target.slice(1)));
  return link(decode(target), decode(label ?? target));
}

// A mark formats where it touches a word on its inner side and none on its outer side.
const MARKED = /(^|[^\p{L}\p{N}_*~])([*_~])(?=[^\s\u200b*_~])([^\n]*?[^\s\u200b])\2(?![\p{L}\p{N}])/u;

function renderMarks(text) {
  const out = document.createDocumentFragment();
  const match = MARKED.exec(text);
  if (!match) { out.append(decode(text)); return out; }
  out.append(decode(text.slice(0, match.index) + match[1]));
  out.append(element(MARKS[match[2]], {}, renderMarks(match[3])));
  out.append(renderMarks(text.slice(match.index + match[0].length)));
  return out;
}

// `*<https://…|title>*`: marks around a link stand in two texts; put the link into one bold node.
function joinMarks(fragment) {
  const nodes = [...fragment.childNodes];
  for (let i = 0; i + 2 < nodes.length; i += 1) {
    const [before, node, after] = nodes.slice(i, i + 3);
    if (before.nodeType === 3 && after.nodeType === 3 && node.nodeType === 1 && before.data.endsWith("*") && after.data.startsWith("*")) {
      before.data = before.data.slice(0, -1);
      after.data = after.data.slice(1);
      const strong = element("strong");
      node.replaceWith(strong);
      strong.append(node);
    }
  }
  return fragment;
}
