// A field to type in that offers choices: from the block itself, or from the app as the person types.
import { register } from "./fields.js";
import { decode } from "./mrkdwn.js";
import { element, icon, makeId } from "./nodes.js";
import { WORDS } from "./words.js";

const WAIT = 150; // ms of quiet before the app is asked

export function buildCombobox(part, block, { suggest, changed, labelledBy }) {
  const isMulti = part.type.startsWith("multi_");
  const isExternal = part.type.endsWith("external_select");
  const least = isExternal ? part.min_query_length ?? 3 : 0;
  const listId = makeId("choices");
  const input = element("input", { type: "text", role: "combobox", autocomplete: "off", "aria-expanded": "false", "aria-controls": listId, "aria-autocomplete": "list", "aria-labelledby": labelledBy, "aria-label": labelledBy ? null : part.placeholder?.text ?? WORDS.choose, placeholder: part.placeholder ? decode(part.placeholder.text) : WORDS.choose, "data-action-id": part.action_id });
  const chips = element("span", { class: "chips" });
  const list = element("div", { id: listId, class: "choices", role: "listbox", "aria-label": WORDS.options, hidden: true });
  const node = element("div", { class: "combobox" }, chips, input, icon("down"), list);
  let chosen = [];
  let offered = [];
  let at = 0;
  let asked = 0;
  let timer = 0;

  const labelOf = (option) => decode(option.text.text);
  function show(groups, note) {
    offered = groups.flatMap((group) => group.options);
    at = 0;
    list.replaceChildren(...(note ? [element("div", { class: "note" }, note)] : groups.flatMap((group) => [group.label ? element("div", { class: "group", role: "presentation" }, decode(group.label.text)) : null, ...group.options.map(drawOption)]).filter(Boolean)));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark();
  }
  function drawOption(option) {
    const row = element("div", { role: "option", id: makeId("choice") }, element("span", {}, labelOf(option)), option.description ? element("small", {}, decode(option.description.text)) : null);
    row.addEventListener("pointerdown", (event) => { event.preventDefault(); take(option); });
    return row;
  }
  function mark() {
    const rows = [...list.querySelectorAll("[role=option]")];
    rows.forEach((row, place) => row.setAttribute("aria-selected", String(place === at)));
    rows[at]?.scrollIntoView({ block: "nearest" });
    if (rows[at]) input.setAttribute("aria-activedescendant", rows[at].id); else input.removeAttribute("aria-activedescendant");
  }
  function hide() { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); }

  async function offer() {
    const typed = isMulti || chosen[0] === undefined || input.value !== labelOf(chosen[0]) ? input.value : "";
    if (!isExternal) { show(filter(part, typed, chosen), null); if (!offered.length) show([], WORDS.noOptions); return; }
    if (typed.length < least) { show([], WORDS.typeMore(least)); return; }
    const turn = (asked += 1);
    show([], WORDS.busy);
    const answer = await suggest({ action_id: part.action_id, block_id: block.block_id, value: typed });
    if (turn !== asked || document.activeElement !== input) return;
    const groups = answer.option_groups ?? [{ options: answer.options ?? [] }];
    show(groups, groups.some((group) => group.options.length) ? null : WORDS.noOptions);
  }
  function take(option) {
    const has = chosen.some((one) => one.value === option.value);
    if (isMulti && !has && chosen.length < (part.max_selected_items ?? Infinity)) chosen = [...chosen, option];
    if (!isMulti) chosen = [option];
    draw();
    hide();
    changed();
  }
  function draw() {
    if (!isMulti) { input.value = chosen[0] ? labelOf(chosen[0]) : ""; return; }
    input.value = "";
    chips.replaceChildren(...chosen.map((option) => element("button", { type: "button", class: "chip", "aria-label": WORDS.takeAway(labelOf(option)), onclick: () => { chosen = chosen.filter((one) => one !== option); draw(); input.focus(); changed(); } }, labelOf(option), icon("close"))));
  }
  input.addEventListener("input", () => { if (!isMulti) chosen = []; clearTimeout(timer); if (isExternal) timer = setTimeout(offer, WAIT); else offer(); });
  input.addEventListener("click", () => { if (list.hidden) offer(); });
  input.addEventListener("blur", () => { hide(); asked += 1; if (!isMulti) draw(); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) offer(); else if (offered.length) { at = (at + (event.key === "ArrowDown" ? 1 : offered.length - 1)) % offered.length; mark(); }
      event.preventDefault();
    } else if (event.key === "Enter") { event.preventDefault(); if (!list.hidden && offered[at]) take(offered[at]); }
    else if (event.key === "Escape" && !list.hidden) { event.preventDefault(); event.stopPropagation(); hide(); }
    else if (event.key === "Backspace" && isMulti && !input.value && chosen.length) { chosen = chosen.slice(0, -1); draw(); changed(); }
  });
  chosen = part.initial_options ?? (part.initial_option ? [part.initial_option] : []);
  draw();
  return register(node, {
    blockId: block.block_id, actionId: part.action_id,
    read: () => (isMulti ? { type: part.type, selected_options: chosen } : { type: part.type, selected_option: chosen[0] ?? null }),
    write: (value) => { chosen = value.selected_options ?? (value.selected_option ? [value.selected_option] : []); draw(); },
  });
}

function filter(part, typed, chosen) {
  const fits = (option) => decode(option.text.text).toLowerCase().includes(typed.toLowerCase()) && !chosen.some((one) => part.type.startsWith("multi_") && one.value === option.value);
  return (part.option_groups ?? [{ options: part.options ?? [] }]).map((group) => ({ ...group, options: group.options.filter(fits) })).filter((group) => group.options.length);
}
