// The modal on top of the person's stack: drawn, filled in, submitted, closed.
import { act } from "./api.js";
import { renderBlocks } from "./blocks.js";
import { readState, redraw, restore } from "./fields.js";
import { decode } from "./mrkdwn.js";
import { element, iconButton } from "./nodes.js";
import { closeMenu } from "./popup.js";
import { buildSurface } from "./surface.js";
import { WORDS } from "./words.js";

const drafts = new Map(); // what is filled in in the modals below, by id
let shown = null;
let dialog, form, trouble;

export function prepareModal(node) {
  dialog = node;
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); dismiss(true); });
}

export function showViews(views) {
  const view = views.at(-1);
  if (!view) { hide(); return; }
  const isSame = shown?.id === view.id;
  if (shown && !isSame) drafts.set(shown.id, readState(dialog));
  shown = view;
  for (const id of drafts.keys()) if (!views.some((one) => one.id === id)) drafts.delete(id);
  if (isSame) redraw(dialog, draw);
  else { draw(); restore(dialog, drafts.get(view.id) ?? { values: {} }); }
  if (!dialog.open) dialog.showModal();
  if (!isSame || !dialog.contains(document.activeElement) || document.activeElement === dialog) rest();
}

export function showTrouble(text) {
  if (!dialog.open) return false;
  trouble.textContent = text;
  return true;
}

function hide() {
  shown = null;
  drafts.clear();
  if (dialog.open) { closeMenu(false); dialog.close(); }
}

function rest() {
  (dialog.querySelector(".block.input input, .block.input textarea, .block.input select") ?? dialog.querySelector("[data-rest]")).focus();
}

function draw() {
  const view = shown;
  const surface = buildSurface(dialog, { view_id: view.id });
  const close = element("button", { type: "button", class: "button", onclick: () => dismiss(false) }, view.close ? decode(view.close.text) : WORDS.close);
  const submit = view.submit ? element("button", { type: "submit", class: "button primary" }, decode(view.submit.text)) : null;
  trouble = element("p", { class: "error", role: "alert" });
  form = element("form", { class: "modal", novalidate: true, onsubmit: (event) => { event.preventDefault(); send(submit); } },
    element("header", {}, element("h2", { id: "modal-title" }, decode(view.title.text)), iconButton("close", WORDS.dismiss, () => dismiss(true), { class: "icon-button cross" })),
    element("div", { class: "content", tabindex: "-1", "data-rest": true }, renderBlocks(view.blocks, surface)),
    element("footer", {}, trouble, close, submit));
  dialog.setAttribute("aria-labelledby", "modal-title");
  dialog.replaceChildren(form);
}

async function send(submit) {
  if (!submit || submit.disabled) return;
  const id = shown.id;
  showErrors({});
  submit.disabled = true;
  submit.setAttribute("aria-busy", "true");
  const answer = await act("view_submit", { view_id: id, state: readState(dialog) });
  submit.disabled = false;
  submit.removeAttribute("aria-busy");
  if (shown?.id === id && answer.errors) showErrors(answer.errors);
}

function showErrors(errors) {
  trouble.textContent = "";
  let first = null;
  for (const block of dialog.querySelectorAll(".block.input")) {
    const text = errors[block.dataset.blockId] ?? "";
    block.querySelector(".error").textContent = text;
    block.classList.toggle("wrong", Boolean(text));
    const field = block.querySelector("input, textarea, select");
    if (text) { field?.setAttribute("aria-invalid", "true"); first ??= field; } else field?.removeAttribute("aria-invalid");
  }
  first?.focus();
}

function dismiss(isAll) {
  if (shown) act("view_close", { view_id: shown.id, is_cleared: isAll });
}
