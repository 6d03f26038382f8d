// Slack's mrkdwn to nodes: control sequences first, marks next, entities last and never read again.
const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
export const decode = (text) => text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);

export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(key, "");
    else if (value !== undefined && value !== null && value !== false) node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

export function link(url, label) {
  if (!/^https?:\/\//.test(url)) return document.createTextNode(label);
  return element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label);
}

const TOKEN = /<([^<>]+)>|```([\s\S]+?)```|`([^`\n]+)`/g;
const MARKS = { "*": "strong", _: "em", "~": "s" };

export function renderMrkdwn(text, names) {
  const out = document.createDocumentFragment();
  let last = 0;
  for (const match of text.matchAll(TOKEN)) {
    out.append(renderMarks(text.slice(last, match.index)));
    last = match.index + match[0].length;
    if (match[1]) out.append(renderControl(match[1], names));
    else out.append(element(match[2] ? "pre" : "code", {}, decode(match[2] ?? match[3])));
  }
  out.append(renderMarks(text.slice(last)));
  return joinMarks(out);
}

function renderControl(inner, names) {
  const [target, label] = inner.split(/\|(.*)/s);
  if (target.startsWith("@")) return element("span", { class: "mention" }, "@" + (names(target.slice(1)) ?? label ?? target.slice(1)));
  if (target.startsWith("#")) return element("span", { class: "mention" }, "#" + (names(target.slice(1)) ?? label ?? target.slice(1)));
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
