// Nodes of the page. Text always goes in as text: nothing here reads markup.
const SVG = "http://www.w3.org/2000/svg";

export function element(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

export function drawing(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== undefined && value !== null && value !== false) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function link(url, label) {
  if (!/^(https?:\/\/|mailto:)/.test(url)) return document.createTextNode(label);
  return element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label);
}

let last = 0;
export const makeId = (stem) => `${stem}-${(last += 1)}`;

const ICONS = {
  send: "M2 3.5 18 10 2 16.5 4.4 10.6 11 10 4.4 9.4z",
  plus: "M9 3h2v6h6v2h-6v6H9v-6H3V9h6z",
  bolt: "M11.5 1.5 4 11.5h5l-1 7 8-10.5h-5z",
  reply: "M10 2.5c4.7 0 8 2.9 8 6.8s-3.3 6.8-8 6.8c-.9 0-1.7-.1-2.5-.3L3 18l1-3.6C2.7 13 2 11.3 2 9.3c0-3.9 3.3-6.8 8-6.8zm0 1.8c-3.7 0-6.2 2.1-6.2 5 0 1.6.6 2.9 1.8 3.9l.5.4-.3 1.3 1.7-.8.6.2c.6.2 1.2.2 1.9.2 3.7 0 6.2-2.1 6.2-5.2s-2.5-5-6.2-5z",
  more: "M10 4.8a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zm0 6.7a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zm0 6.7a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z",
  close: "m4.7 3.3 5.3 5.3 5.3-5.3 1.4 1.4-5.3 5.3 5.3 5.3-1.4 1.4-5.3-5.3-5.3 5.3-1.4-1.4 5.3-5.3-5.3-5.3z",
  back: "M12.5 3 14 4.5 8.5 10l5.5 5.5-1.5 1.5-7-7z",
  down: "M4.5 6.5 10 12l5.5-5.5L17 8l-7 7-7-7z",
  trash: "M7.5 2h5l.8 1.5H17V5.3H3V3.5h3.7zM4.3 6.6h11.4L15 18H5z",
  up: "M7 9 10.6 1.5c1.4 0 2.2 1 2 2.4L12 7.5h4.5c1.2 0 2 1 1.7 2.2l-1.5 6.5c-.2.9-1 1.6-2 1.6H7zM1.8 9h3.4v9H1.8z",
  thumbDown: "M13 11l-3.6 7.5c-1.4 0-2.2-1-2-2.4l.6-3.6H3.5c-1.2 0-2-1-1.7-2.2l1.5-6.5c.2-.9 1-1.6 2-1.6H13zm5.2 0h-3.4V2h3.4z",
  eye: "M10 4c4.2 0 7.3 2.9 8.7 6-1.4 3.1-4.5 6-8.7 6s-7.3-2.9-8.7-6C2.7 6.9 5.8 4 10 4zm0 1.8c-3 0-5.4 1.9-6.7 4.2 1.3 2.3 3.7 4.2 6.7 4.2s5.4-1.9 6.7-4.2c-1.3-2.3-3.7-4.2-6.7-4.2zm0 1.6a2.6 2.6 0 1 1 0 5.2 2.6 2.6 0 0 1 0-5.2z",
  file: "M4 1.5h7.5L16 6v12.5H4zm1.8 1.8v13.4h8.4V7.2h-3.9V3.3z",
};

export function icon(name) {
  return drawing("svg", { viewBox: "0 0 20 20", class: "icon", "aria-hidden": "true" }, drawing("path", { d: ICONS[name] }));
}

export function iconButton(name, label, onclick, attributes = {}) {
  return element("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...attributes }, icon(name));
}
