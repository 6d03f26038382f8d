// The field to type in, with completion of slash commands and of the bot's name.
import { element } from "./mrkdwn.js";

export function buildComposer(place, { id, label, commands, appName, send }) {
  const list = element("div", { class: "list", role: "listbox", "aria-label": "Aanvullingen", hidden: true });
  const field = element("textarea", { id, rows: "1", "aria-label": label, placeholder: label, autocomplete: "off" });
  const form = element("form", {}, field, element("button", { type: "submit", "aria-label": "Verstuur" }, "➤"));
  place.replaceChildren(element("div", { class: "composer" }, list, form));
  let options = [];
  let chosen = 0;

  function find() {
    const slash = /^\/(\S*)$/.exec(field.value);
    if (slash) return commands.filter((entry) => entry.command.startsWith(field.value)).map((entry) => ({ text: entry.command + " ", note: entry.description }));
    const mention = /(?:^|\s)@(\p{L}*)$/u.exec(field.value);
    if (mention && appName.toLowerCase().startsWith(mention[1].toLowerCase())) return [{ text: field.value.slice(0, field.value.length - mention[1].length - 1) + "@" + appName + " ", shown: "@" + appName, note: "" }];
    return [];
  }
  function show() {
    options = find();
    chosen = Math.min(chosen, Math.max(options.length - 1, 0));
    list.hidden = options.length === 0;
    list.replaceChildren(...options.map((option, place_) => {
      const node = element("div", { role: "option", "aria-selected": String(place_ === chosen) }, option.shown ?? option.text.trim(), element("span", {}, option.note));
      node.addEventListener("mousedown", (event) => { event.preventDefault(); take(place_); });
      return node;
    }));
  }
  function take(place_) { field.value = options[place_].text; chosen = 0; show(); field.focus(); }
  async function submit() {
    const text = field.value.trim();
    if (!text) return;
    field.value = "";
    show();
    await send(text);
  }
  field.addEventListener("input", () => { chosen = 0; show(); });
  field.addEventListener("keydown", (event) => {
    const open = !list.hidden;
    if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      chosen = (chosen + (event.key === "ArrowDown" ? 1 : options.length - 1)) % options.length;
      show(); event.preventDefault();
    } else if (open && (event.key === "Tab" || event.key === "Enter")) { take(chosen); event.preventDefault(); }
    else if (open && event.key === "Escape") list.hidden = true;
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); submit(); }
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  return field;
}
