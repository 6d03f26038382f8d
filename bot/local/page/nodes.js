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
  reply: "M10 2.5c4.7 0 8 2.9 8 6.8s-3.3 6.8-8 6.8c-.9 0-1.700-.1-2.500-.3L3 18l1-3.600C2.700 13 2 11.300 2 9.300c0-3.900 3.300-6.800 8-6.800zm0 1.800c-3.700 0-6.200 2.100-6.200 5 0 1.600.6 2.900 1.800 3.900l.5.4-.3 1.300 1.700-.8.6.2c.6.2 1.200.2 1.900.2 3.700 0 6.200-2.100 6.200-5.200s-2.500-5-6.200-5z",
  more: "M10 4.800a1.500 1.500 0 1 0 0-3 1.500 1.500 0 0 0 0 3zm0 6.700a1.500 1.500 0 1 0 0-3 1.500 1.500 0 0 0 0 3zm0 6.700a1.500 1.500 0 1 0 0-3 1.500 1.500 0 0 0 0 3z",
  close: "m4.700 3.300 5.300 5.300 5.300-5.300 1.400 1.400-5.300 5.300 5.300 5.300-1.400 1.400-5.300-5.300-5.300 5.300-1.400-1.400 5.300-5.300-5.300-5.300z",
  back: "M12.500 3 14 4.500 8.500 10l5.500 5.500-1.500 1.500-7-7z",
  down: "M4.500 6.500 10 12l5.500-5.500L17 8l-7 7-7-7z",
  trash: "M7.500 2h5l.8 1.500H17V5.300H3V3.500h3.700zM4.300 6.600h11.400L15 18H5z",
  up: "M7 9 10.600 1.500c1.400 0 2.200 1 2 2.400L12 7.500h4.500c1.200 0 2 1 1.700 2.200l-1.500 6.500c-.2.9-1 1.600-2 1.600H7zM1.800 9h3.400v9H1.800z",
  thumbDown: "M13 11l-3.600 7.500c-1.400 0-2.200-1-2-2.400l.6-3.600H3.500c-1.200 0-2-1-1.700-2.200l1.500-6.500c.2-.9 1-1.600 2-1.600H13zm5.200 0h-3.400V2h3.400z",
  file: "M4 1.500h7.500L16 6v12.500H4zm1.800 1.800v13.400h8.400V7.200h-3.900V3.300z",
};

export function icon(name) {
  return drawing("svg", { viewBox: "0 0 20 20", class: "icon", "aria-hidden": "true" }, drawing("path", { d: ICONS[name] }));
}

export function iconButton(name, label, onclick, attributes = {}) {
  return element("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...attributes }, icon(name));
}
