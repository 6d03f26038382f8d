// One message: who, when, what, what hangs under it, and what can be done with it.
import { act } from "./api.js";
import { renderBlocks } from "./blocks.js";
import { redraw } from "./fields.js";
import { decode, renderMrkdwn } from "./mrkdwn.js";
import { element, icon, iconButton, link } from "./nodes.js";
import { fileAddress } from "./pictures.js";
import { ask, openMenu } from "./popup.js";
import { buildSurface } from "./surface.js";
import { colourOf, findName, listShortcuts, world } from "./world.js";
import { WORDS } from "./words.js";

// `reply` opens the thread of a message; without it the message stands in its thread already.
export function drawMessage(channel, message, options) {
  const node = element("article", { "data-ts": message.ts, "data-user": message.user });
  fillMessage(node, channel, message, options);
  return node;
}

// The node stays, so that what had the focus can have it again, and what was chosen stays chosen.
export function redrawMessage(node, channel, message, options) {
  redraw(node, () => fillMessage(node, channel, message, options));
}

function fillMessage(node, channel, message, { reply, notice }) {
  const author = findName(message.user) ?? message.user;
  const surface = buildSurface(node, { channel: channel.id, message_ts: message.ts });
  const content = element("div", { class: "content" });
  if (message.blocks?.length) content.append(renderBlocks(message.blocks, surface));
  else if (message.text) content.append(element("div", { class: "text" }, renderMrkdwn(message.text)));
  content.append(...(message.files ?? []).map(drawFile), ...(message.attachments ?? []).map((attachment) => drawAttachment(attachment, surface)));
  const only = message.is_ephemeral ? element("div", { class: "only" }, icon("eye"), WORDS.onlyYou) : null;
  const replies = message.reply_count && reply ? element("button", { type: "button", class: "replies", onclick: () => reply(message.ts) }, WORDS.replies(message.reply_count)) : null;
  const avatar = element("span", { class: `avatar colour-${colourOf(message.user)}`, "aria-hidden": "true" }, author.slice(0, 1).toUpperCase());
  node.className = message.is_ephemeral ? "ephemeral" : "";
  node.setAttribute("aria-label", author);
  node.replaceChildren(avatar, element("div", { class: "message" }, drawHead(message, author), ...[only, content, replies].filter(Boolean)), drawTools(channel, message, { reply, notice }, content));
}

function drawHead(message, author) {
  const when = new Date(Number(message.ts) * 1000);
  return element("div", { class: "head" }, element("b", {}, author), message.bot_id ? element("span", { class: "badge" }, WORDS.app) : null,
    element("time", { datetime: when.toISOString(), title: when.toLocaleString("nl-NL") }, when.toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" })),
    message.edited ? element("span", { class: "only" }, WORDS.edited) : null);
}

function drawFile(file) {
  const address = fileAddress(file.id);
  const isPicture = file.mimetype?.startsWith("image/") && file.mimetype !== "image/svg+xml";
  if (isPicture) return element("a", { href: address, target: "_blank", rel: "noopener" }, element("img", { src: address, alt: file.title, class: "picture" }));
  return element("a", { class: "file", href: address, download: file.name }, icon("file"), element("span", {}, element("strong", {}, file.title), element("small", {}, `${file.pretty_type} · ${WORDS.size(file.size)}`)));
}

function drawAttachment(attachment, surface) {
  const node = element("div", { class: "attachment" });
  if (attachment.title) node.append(element("strong", {}, attachment.title_link ? link(attachment.title_link, decode(attachment.title)) : decode(attachment.title)));
  if (attachment.text) node.append(element("div", { class: "text" }, renderMrkdwn(attachment.text)));
  node.append(renderBlocks(attachment.blocks ?? [], surface));
  return node;
}

function drawTools(channel, message, { reply, notice }, content) {
  const tools = element("div", { class: "tools" });
  if (message.is_ephemeral) return tools;
  if (reply) tools.append(iconButton("reply", WORDS.reply, () => reply(message.thread_ts ?? message.ts)));
  const place = { channel: channel.id, message_ts: message.ts };
  const shortcuts = listShortcuts("message").map((shortcut) => ({ label: shortcut.name, note: world.app.name, run: () => act("message_shortcut", { ...place, callback_id: shortcut.callback_id }) }));
  const own = message.user !== world.me.id ? [] : [
    "-",
    { label: WORDS.edit, run: () => edit(channel, message, content) },
    { label: WORDS.remove, isDangerous: true, run: () => remove(channel, message) },
  ];
  const answer = reply ? [{ label: WORDS.reply, run: () => reply(message.thread_ts ?? message.ts) }] : [];
  const copy = { label: WORDS.copyLink, run: () => copyLink(channel, message, notice) };
  tools.append(iconButton("more", WORDS.more, (event) => openMenu(event.currentTarget, WORDS.more, [...shortcuts, ...(shortcuts.length ? ["-"] : []), ...answer, copy, ...own]), { "aria-haspopup": "menu", "aria-expanded": "false" }));
  return tools;
}

async function copyLink(channel, message, notice) {
  const address = `${location.origin}/#${channel.id}/${message.ts}`;
  try { await navigator.clipboard.writeText(address); } catch { notice(address); }
}

async function remove(channel, message) {
  const isSure = await ask({ title: WORDS.removeTitle, text: WORDS.removeText, yes: WORDS.removeYes, no: WORDS.cancel, isDangerous: true });
  if (isSure) act("delete", { channel: channel.id, ts: message.ts });
}

function edit(channel, message, content) {
  const before = [...content.childNodes];
  const field = element("textarea", { "aria-label": WORDS.edit, rows: "2" });
  field.value = decode(message.text.replace(/<(https?:[^<>|]+)>/g, "$1").replace(/<@(\w+)>/g, (_, id) => "@" + (findName(id) ?? id)));
  const stop = () => content.replaceChildren(...before);
  const save = () => { const text = field.value.trim(); stop(); if (text) act("edit", { channel: channel.id, ts: message.ts, text }); };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.preventDefault(); stop(); }
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); save(); }
  });
  content.replaceChildren(element("div", { class: "editor" }, field, element("div", { class: "actions" }, element("button", { type: "button", class: "button", onclick: stop }, WORDS.cancel), element("button", { type: "button", class: "button primary", onclick: save }, WORDS.save))));
  field.focus();
}
