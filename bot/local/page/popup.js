// Menus: of a message, behind the lightning, behind an overflow button.
import { element } from "./nodes.js";

let current = null;

export function closeMenu(isReturning = true) {
  if (!current) return;
  const { node, anchor, forget } = current;
  current = null;
  forget();
  node.remove();
  anchor.setAttribute("aria-expanded", "false");
  if (isReturning && anchor.isConnected) anchor.focus();
}

// Each item has a `label`, perhaps a `note`, and what it does (`run`); "-" is a line between items.
export function openMenu(anchor, label, items) {
  if (current?.anchor === anchor) { closeMenu(); return; }
  closeMenu(false);
  const node = element("div", { class: "menu", role: "menu", "aria-label": label }, ...items.map(drawItem));
  (anchor.closest("dialog") ?? document.body).append(node);
  anchor.setAttribute("aria-expanded", "true");
  place(node, anchor);
  const outside = (event) => { if (!node.contains(event.target) && !anchor.contains(event.target)) closeMenu(false); };
  document.addEventListener("pointerdown", outside, true);
  current = { node, anchor, forget: () => document.removeEventListener("pointerdown", outside, true) };
  node.addEventListener("keydown", (event) => move(event, node));
  node.querySelector("[role=menuitem]")?.focus();
}

function drawItem(item) {
  if (item === "-") return element("div", { role: "separator", class: "separator" });
  if (!item.run) return element("div", { class: "menu-note" }, item.label);
  const run = () => { closeMenu(); item.run(); };
  return element("button", { type: "button", role: "menuitem", tabindex: "-1", class: item.isDangerous ? "danger" : "", onclick: run }, element("span", {}, item.label), item.note ? element("small", {}, item.note) : null);
}

function move(event, node) {
  const items = [...node.querySelectorAll("[role=menuitem]")];
  const at = items.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
  if (next !== undefined && items.length) { items[next % items.length].focus(); event.preventDefault(); }
  else if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); closeMenu(); }
  else if (event.key === "Tab") closeMenu();
}

function place(node, anchor) {
  if (matchMedia("(max-width: 760px)").matches) { node.classList.add("sheet"); return; }
  const box = anchor.getBoundingClientRect();
  const own = node.getBoundingClientRect();
  const left = Math.max(8, Math.min(box.right - own.width, innerWidth - own.width - 8));
  const below = box.bottom + 4 + own.height < innerHeight;
  node.style.left = `${left}px`;
  node.style.top = `${below ? box.bottom + 4 : Math.max(8, box.top - own.height - 4)}px`;
}

// A question with two answers; true where the person said yes.
export function ask({ title, text, yes, no, isDangerous }) {
  return new Promise((resolve) => {
    const dialog = element("dialog", { class: "ask", "aria-label": title });
    const answer = (value) => { dialog.close(); dialog.remove(); resolve(value); };
    const button = (label, value, kind) => element("button", { type: "button", class: `button ${kind}`, onclick: () => answer(value) }, label);
    dialog.append(element("header", {}, element("h2", {}, title)), element("div", { class: "content" }, text), element("footer", {}, button(no, false, ""), button(yes, true, isDangerous ? "danger" : "primary")));
    dialog.addEventListener("cancel", (event) => { event.preventDefault(); answer(false); });
    document.body.append(dialog);
    dialog.showModal();
  });
}
