// The page: a channel, a thread, the bot's Home and a modal, kept up to date by one WebSocket.
import { announce, quieten } from "./announce.js";
import { act, get, setPerson, upload } from "./api.js";
import { buildComposer, takeDrops } from "./composer.js";
import { drawHome, drawTabs, tellOpened } from "./home.js";
import { buildLog } from "./log.js";
import { prepareModal, showTrouble, showViews } from "./modal.js";
import { element } from "./nodes.js";
import { drawSide } from "./side.js";
import { fillWorld, nameChannel, world } from "./world.js";
import { WORDS } from "./words.js";

const $ = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);
let channel, tab = "messages", thread = null, composer, threadComposer;

const notice = (text) => { if (!showTrouble(text)) log.notice(text); };
const log = buildLog($("log"), { reply: openThread, notice });
const threadLog = buildLog($("thread-log"), { reply: null, notice });
const seen = () => ({ user: world.me.id, channel: channel.id });

async function start() {
  fillWorld(await get("state", query.has("user") ? { user: query.get("user") } : {}));
  setPerson(world.me.id, notice);
  prepareModal($("modal"));
  $("back").addEventListener("click", () => document.body.classList.add("choosing"));
  $("thread-close").addEventListener("click", () => { closeThread(); composer?.field.focus(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && thread && !$("modal").open && !event.defaultPrevented) { closeThread(); composer?.field.focus(); } });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) quieten(); });
  takeDrops($("main"), () => composer);
  takeDrops($("thread"), () => threadComposer);
  const [id, ts, parent] = location.hash.slice(1).split("/");
  await openChannel(world.channels.find((entry) => entry.id === id) ?? world.channels[0]);
  if (parent) await openThread(parent);
  if (ts) (parent ? threadLog : log).point(ts);
  showViews(world.views);
  connect(500);
}

const drawChannels = () => drawSide($("side"), channel, openChannel);

async function openChannel(entry) {
  channel = entry;
  world.current = entry.id;
  channel.unread = 0;
  history.replaceState(null, "", "#" + entry.id);
  document.body.classList.remove("choosing");
  quieten();
  closeThread();
  drawChannels();
  $("title").textContent = nameChannel(entry);
  drawInvitation();
  composer = buildComposer($("composer"), { id: "composer-main", label: WORDS.messageTo(nameChannel(entry)), commands: world.commands, send: (text, files) => send(text, files, null) });
  $("tabs").hidden = !(entry.is_im && world.hasHome);
  showTab("messages");
  composer.field.focus();
  if (entry.is_im) tellOpened("messages");
  await drawMessages();
}

function showTab(name) {
  const hadTab = tab;
  tab = name;
  $("talk").hidden = name === "home";
  $("home").hidden = name !== "home";
  drawTabs($("tabs"), name, showTab);
  if (name !== "home") { if (hadTab === "home" && channel.is_im) tellOpened("messages"); return; }
  closeThread();
  drawHome($("home"));
  tellOpened("home");
}

function drawInvitation() {
  const isOut = !channel.is_member;
  $("invitation").hidden = !isOut;
  if (isOut) $("invitation").replaceChildren(element("span", {}, WORDS.notMember(world.app.name)), element("button", { type: "button", class: "button", onclick: () => act("invite", { channel: channel.id }) }, WORDS.invite(world.app.name)));
}

async function send(text, files, thread_ts) {
  const command = /^(\/\S+)\s*([\s\S]*)$/.exec(text);
  if (command && !files.length) return act("command", { channel: channel.id, command: command[1], text: command[2], thread_ts });
  for (const [place, file] of files.entries()) await upload(file, { channel: channel.id, text: place === 0 ? text : "", thread_ts });
  return files.length ? null : act("post", { channel: channel.id, text, thread_ts });
}

async function drawMessages() {
  const { messages } = await get("messages", seen());
  log.fill(channel, messages, WORDS.empty(world.app.name));
}

async function openThread(ts) {
  thread = ts;
  $("thread").hidden = false;
  threadComposer = buildComposer($("thread-composer"), { id: "composer-thread", label: WORDS.replyField, commands: [], send: (text, files) => send(text, files, ts) });
  threadComposer.field.focus();
  await drawThread();
}

async function drawThread() {
  const { messages } = await get("messages", { ...seen(), thread_ts: thread });
  threadLog.fill(channel, messages);
  if (messages.length) threadLog.showFrom(messages.at(-1).ts);
}

function closeThread() { thread = null; $("thread").hidden = true; }

function takeMessage({ channel: id, message }) {
  const entry = world.channels.find((other) => other.id === id);
  const isElsewhere = entry !== channel;
  if (message.user !== world.me.id) announce($("announcer"), message, isElsewhere);
  if (isElsewhere) { if (entry && message.user !== world.me.id) { entry.unread = (entry.unread ?? 0) + 1; drawChannels(); } return; }
  placeMessage(message);
  const isReply = message.thread_ts && message.thread_ts !== message.ts;
  if (isReply && message.bot_id && !thread && tab === "messages") openThread(message.thread_ts);
}

function placeMessage(message) {
  const isReply = message.thread_ts && message.thread_ts !== message.ts;
  if (!isReply || message.subtype === "thread_broadcast") log.place(channel, message);
  if (thread && (message.thread_ts === thread || message.ts === thread)) threadLog.place(channel, message);
}

function takeChannel({ channel: changed }) {
  const entry = world.channels.find((other) => other.id === changed.id);
  if (entry) Object.assign(entry, changed);
  drawInvitation();
}

const HANDLERS = {
  message: takeMessage,
  message_changed: ({ channel: id, message }) => { if (id === channel.id) placeMessage(message); },
  message_deleted: ({ channel: id, ts }) => { if (id === channel.id) { log.remove(ts); threadLog.remove(ts); } },
  channel_changed: takeChannel,
  views_changed: ({ views }) => showViews(views),
  home_published: ({ view }) => { world.home = view; if (tab === "home") drawHome($("home")); },
};

function connect(delay) {
  const socket = new WebSocket(`ws://${location.host}/page/ws?user=${world.me.id}`);
  let wait = delay;
  socket.addEventListener("open", async () => {
    if ($("status").textContent) { $("status").textContent = ""; await drawMessages(); if (thread) await drawThread(); }
    wait = 500;
    document.body.dataset.ready = "yes";
  });
  socket.addEventListener("message", (event) => { const data = JSON.parse(event.data); HANDLERS[data.type]?.(data); });
  socket.addEventListener("close", () => { $("status").textContent = WORDS.lost; setTimeout(() => connect(Math.min(wait * 2, 10000)), wait); });
}

start();
