// The page: channels, messages, a thread and a modal, kept up to date by one WebSocket.
import { renderBlocks } from "./blocks.js";
import { buildComposer } from "./composer.js";
import { element, renderMrkdwn } from "./mrkdwn.js";

const $ = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);
let state, channel, thread = null, view = null;

const get = async (path, values) => (await fetch(`/page/api/${path}?${new URLSearchParams(values)}`)).json();
async function act(name, body) {
  try {
    const answer = await (await fetch(`/page/api/${name}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ user: state.me.id, ...body }) })).json();
    if (!answer.ok && answer.error) notice(answer.error);
    return answer;
  } catch { notice("Dat lukte niet. Probeer het nog eens."); return { ok: false }; }
}
const names = (id) => state.users.find((user) => user.id === id)?.real_name ?? state.channels.find((entry) => entry.id === id)?.name;
const nameOf = (entry) => (entry.is_im ? state.app.name : "#" + entry.name);

async function start() {
  state = await get("state", query.has("user") ? { user: query.get("user") } : {});
  channel = state.channels.find((entry) => entry.id === location.hash.slice(1)) ?? state.channels[0];
  $("back").addEventListener("click", () => document.body.classList.add("choosing"));
  $("thread-close").addEventListener("click", closeThread);
  $("modal").addEventListener("cancel", (event) => { event.preventDefault(); closeView(); });
  await openChannel(channel);
  connect(500);
}

function drawSide() {
  const button = (entry) => {
    const node = element("button", { type: "button", "aria-current": entry.id === channel.id ? "page" : null, class: entry.unread ? "unread" : "" }, nameOf(entry));
    node.addEventListener("click", () => openChannel(entry));
    return node;
  };
  const person = (user) => element("a", { href: `?user=${user.id}`, class: "button" }, user.real_name);
  $("side").replaceChildren(
    element("p", {}, state.team.name),
    element("h2", {}, "Kanalen"), ...state.channels.filter((entry) => !entry.is_im).map(button),
    element("h2", {}, "Directe berichten"), ...state.channels.filter((entry) => entry.is_im).map(button),
    element("h2", {}, `Je bent ${state.me.real_name}`), ...state.people.filter((user) => user.id !== state.me.id).map(person));
}

async function openChannel(entry) {
  channel = entry;
  channel.unread = false;
  history.replaceState(null, "", "#" + entry.id);
  document.body.classList.remove("choosing");
  closeThread();
  drawSide();
  $("title").textContent = nameOf(entry);
  buildComposer($("composer"), { id: "composer-main", label: `Bericht aan ${nameOf(entry)}`, commands: state.commands, appName: state.app.name, send: (text) => send(text, null) }).focus();
  await drawMessages();
}

async function send(text, thread_ts) {
  const command = /^(\/\S+)\s*([\s\S]*)$/.exec(text);
  if (command) return act("command", { channel: channel.id, command: command[1], text: command[2], thread_ts });
  return act("post", { channel: channel.id, text, thread_ts });
}

async function drawMessages() {
  const { messages } = await get("messages", { user: state.me.id, channel: channel.id });
  const log = $("log");
  log.replaceChildren(...messages.map((message) => drawMessage(message, false)));
  if (!messages.length) log.append(element("p", { class: "empty" }, `Nog geen berichten. Vraag bijvoorbeeld: @${state.app.name} hoeveel dwangsommen betaalde de IND in 2022?`));
  log.scrollTop = log.scrollHeight;
}

function drawMessage(message, inThread) {
  const author = names(message.user) ?? message.user;
  const when = new Date(Number(message.ts) * 1000);
  const node = element("article", { "data-ts": message.ts, "data-user": message.user, class: message.is_ephemeral ? "ephemeral" : "" });
  const head = element("div", { class: "head" }, element("b", {}, author));
  if (message.bot_id) head.append(element("span", { class: "badge" }, "APP"));
  head.append(element("time", { datetime: when.toISOString() }, when.toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" })));
  if (message.edited) head.append(element("span", { class: "only" }, "(bewerkt)"));
  head.append(drawTools(message, inThread));
  node.append(head);
  if (message.is_ephemeral) node.append(element("div", { class: "only" }, "Alleen zichtbaar voor jou"));
  const press = (action) => act("action", { channel: channel.id, message_ts: message.ts, action });
  node.append(message.blocks?.length ? renderBlocks(message.blocks, names, press) : element("div", { class: "text" }, renderMrkdwn(message.text, names)));
  if (message.reply_count && !inThread) {
    const replies = element("button", { type: "button", class: "replies" }, message.reply_count === 1 ? "1 antwoord" : `${message.reply_count} antwoorden`);
    replies.addEventListener("click", () => openThread(message.ts));
    node.append(replies);
  }
  return node;
}

function drawTools(message, inThread) {
  const tools = element("span", { class: "tools" });
  const add = (label, run) => { const button = element("button", { type: "button" }, label); button.addEventListener("click", run); tools.append(button); };
  if (!inThread && !message.is_ephemeral) add("Antwoord in thread", () => openThread(message.thread_ts ?? message.ts));
  if (message.user === state.me.id) {
    add("Bewerk", () => { const text = prompt("Bewerk je bericht", message.text); if (text) act("edit", { channel: channel.id, ts: message.ts, text }); });
    add("Verwijder", () => act("delete", { channel: channel.id, ts: message.ts }));
  }
  return tools;
}

async function openThread(ts) {
  thread = ts;
  $("thread").hidden = false;
  buildComposer($("thread-composer"), { id: "composer-thread", label: "Antwoord in thread", commands: [], appName: state.app.name, send: (text) => send(text, ts) }).focus();
  await drawThread();
}
async function drawThread() {
  const { messages } = await get("messages", { user: state.me.id, channel: channel.id, thread_ts: thread });
  $("thread-log").replaceChildren(...messages.map((message) => drawMessage(message, true)));
  if (messages.length) showFrom($("thread-log"), messages.at(-1));
}
function closeThread() { thread = null; $("thread").hidden = true; }

function notice(text) { $("log").append(element("p", { class: "notice", role: "alert" }, text)); $("log").scrollTop = $("log").scrollHeight; }

function place(log, message, inThread) {
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  const old = log.querySelector(`article[data-ts="${CSS.escape(message.ts)}"]`);
  if (old) old.replaceWith(drawMessage(message, inThread));
  else { log.querySelector(".empty")?.remove(); log.append(drawMessage(message, inThread)); }
  if (atEnd) showFrom(log, message);
}

// A new message is shown from its first line: an answer may be taller than the window.
function showFrom(log, message) {
  const node = log.querySelector(`article[data-ts="${CSS.escape(message.ts)}"]`);
  log.scrollTop = Math.min(log.scrollHeight, node.offsetTop - log.offsetTop);
}

const HANDLERS = {
  hello: () => {},
  message: ({ channel: id, message }) => {
    const entry = state.channels.find((other) => other.id === id);
    if (entry && entry.id !== channel.id) { entry.unread = true; drawSide(); return; }
    const isReply = message.thread_ts && message.thread_ts !== message.ts;
    if (!isReply) place($("log"), message, false);
    if (thread && (message.thread_ts === thread || message.ts === thread)) place($("thread-log"), message, true);
    else if (isReply && message.bot_id && !thread) openThread(message.thread_ts);
  },
  message_changed: ({ channel: id, message }) => {
    if (id !== channel.id) return;
    if (!message.thread_ts || message.thread_ts === message.ts) place($("log"), message, false);
    if (thread && (message.thread_ts === thread || message.ts === thread)) place($("thread-log"), message, true);
  },
  message_deleted: ({ ts }) => document.querySelectorAll(`article[data-ts="${CSS.escape(ts)}"]`).forEach((node) => node.remove()),
  view_opened: ({ view: opened }) => showView(opened),
  view_updated: ({ view: updated }) => { if (view?.id === updated.id) showView(updated); },
  view_closed: ({ view_id }) => { if (view?.id === view_id) hideView(); },
  notice: ({ text }) => notice(text),
};

function showView(opened) {
  view = opened;
  const press = (action) => act("action", { view_id: view.id, action, state: { values: {} } });
  const close = element("button", { type: "button", class: "button" }, view.close?.text ?? "Sluiten");
  close.addEventListener("click", closeView);
  const dialog = $("modal");
  dialog.setAttribute("aria-label", view.title.text);
  dialog.replaceChildren(element("header", {}, element("h2", {}, view.title.text)), element("div", { class: "content", tabindex: "0" }, renderBlocks(view.blocks, names, press)), element("footer", {}, close));
  if (!dialog.open) dialog.showModal();
  close.focus();
}
function hideView() { view = null; $("modal").close(); }
function closeView() { const id = view?.id; hideView(); if (id) act("view_close", { view_id: id }); }

function connect(delay) {
  const socket = new WebSocket(`ws://${location.host}/page/ws?user=${state.me.id}`);
  socket.addEventListener("open", async () => { if ($("status").textContent) { $("status").textContent = ""; await drawMessages(); if (thread) await drawThread(); } delay = 500; document.body.dataset.ready = "yes"; });
  socket.addEventListener("message", (event) => { const data = JSON.parse(event.data); HANDLERS[data.type]?.(data); });
  socket.addEventListener("close", () => { $("status").textContent = "Verbinding verbroken…"; setTimeout(() => connect(Math.min(delay * 2, 10000)), delay); });
}

start();
