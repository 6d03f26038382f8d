// The field to type in: completion of slash commands and names, files, and the app's shortcuts.
import { act } from "./api.js";
import { element, icon, iconButton, makeId } from "./nodes.js";
import { openMenu } from "./popup.js";
import { listShortcuts, world } from "./world.js";
import { WORDS } from "./words.js";

// `send(text, files)` posts; `commands` are those that can be given here.
export function buildComposer(place, { id, label, commands, send }) {
  const listId = makeId("completions");
  const list = element("div", { id: listId, class: "list", role: "listbox", "aria-label": WORDS.completions, hidden: true });
  const field = element("textarea", { id, rows: "1", "aria-label": label, placeholder: label, autocomplete: "off", "aria-autocomplete": "list", "aria-controls": listId });
  const held = element("div", { class: "held" });
  const picker = element("input", { type: "file", multiple: true, hidden: true, "aria-label": WORDS.attach, tabindex: "-1" });
  const bar = element("div", { class: "bar" },
    iconButton("plus", WORDS.attach, () => picker.click()),
    iconButton("bolt", WORDS.shortcuts, (event) => openShortcuts(event.currentTarget), { "aria-haspopup": "menu", "aria-expanded": "false" }),
    element("button", { type: "submit", class: "send", "aria-label": WORDS.send, title: WORDS.send }, icon("send")));
  const form = element("form", {}, field, held, picker, bar);
  place.replaceChildren(element("div", { class: "composer" }, list, form));
  let files = [];
  let options = [];
  let chosen = 0;

  function show() {
    options = findCompletions(field.value, commands);
    chosen = Math.min(chosen, Math.max(options.length - 1, 0));
    list.hidden = options.length === 0;
    list.replaceChildren(...options.map((option, at) => {
      const node = element("div", { role: "option", "aria-selected": String(at === chosen) }, option.shown, element("span", {}, option.note));
      node.addEventListener("mousedown", (event) => { event.preventDefault(); take(at); });
      return node;
    }));
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 200)}px`;
    form.classList.toggle("ready", Boolean(field.value.trim() || files.length));
  }
  function take(at) { field.value = options[at].text; chosen = 0; show(); field.focus(); }
  function attach(added) {
    files = [...files, ...added];
    held.replaceChildren(...files.map((file) => element("span", { class: "chip" }, icon("file"), file.name, iconButton("close", WORDS.takeAway(file.name), () => { files = files.filter((other) => other !== file); attach([]); }))));
    show();
    field.focus();
  }
  async function submit() {
    const text = field.value.trim(), taken = files;
    if (!text && !taken.length) return;
    field.value = "";
    files = [];
    attach([]);
    await send(text, taken);
  }
  picker.addEventListener("change", () => { attach([...picker.files]); picker.value = ""; });
  field.addEventListener("paste", (event) => { if (event.clipboardData.files.length) { event.preventDefault(); attach([...event.clipboardData.files]); } });
  field.addEventListener("input", () => { chosen = 0; show(); });
  field.addEventListener("blur", () => { list.hidden = true; });
  field.addEventListener("keydown", (event) => {
    const open = !list.hidden;
    if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      chosen = (chosen + (event.key === "ArrowDown" ? 1 : options.length - 1)) % options.length;
      show(); event.preventDefault();
    } else if (open && (event.key === "Tab" || event.key === "Enter")) { take(chosen); event.preventDefault(); }
    else if (open && event.key === "Escape") { event.stopPropagation(); list.hidden = true; }
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); submit(); }
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  return { field, attach };
}

function findCompletions(value, commands) {
  if (/^\/\S*$/.test(value)) return commands.filter((entry) => entry.command.startsWith(value)).map((entry) => ({ text: entry.command + " ", shown: entry.command, note: [entry.usage_hint, entry.description].filter(Boolean).join(" · ") }));
  const mention = /(?:^|\s)@(\p{L}*)$/u.exec(value);
  if (!mention) return [];
  const before = value.slice(0, value.length - mention[1].length);
  const named = world.users.filter((user) => user.id !== world.me.id && user.real_name.toLowerCase().startsWith(mention[1].toLowerCase()));
  return named.sort((one, other) => Number(other.is_bot) - Number(one.is_bot)).map((user) => ({ text: `${before}${user.real_name} `, shown: "@" + user.real_name, note: user.is_bot ? WORDS.app : "" }));
}

function openShortcuts(anchor) {
  const items = listShortcuts("global").map((shortcut) => ({ label: shortcut.name, note: shortcut.description, run: () => act("shortcut", { callback_id: shortcut.callback_id }) }));
  openMenu(anchor, WORDS.shortcuts, items.length ? items : [{ label: WORDS.noShortcuts }]);
}

// What is dropped on a pane is held by its composer until it is sent.
export function takeDrops(pane, findComposer) {
  const over = (isOver) => pane.classList.toggle("dropping", isOver);
  pane.dataset.drop = WORDS.drop;
  pane.addEventListener("dragover", (event) => { if ([...event.dataTransfer.types].includes("Files")) { event.preventDefault(); over(true); } });
  pane.addEventListener("dragleave", (event) => { if (!pane.contains(event.relatedTarget)) over(false); });
  pane.addEventListener("drop", (event) => {
    over(false);
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    findComposer()?.attach([...event.dataTransfer.files]);
  });
}
