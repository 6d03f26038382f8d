// Fields: text, dates, choices. Each is registered, so that its surface can read it.
import { buildCombobox } from "./combobox.js";
import { register } from "./fields.js";
import { decode } from "./mrkdwn.js";
import { element, makeId } from "./nodes.js";
import { nameChannel, world } from "./world.js";
import { WORDS } from "./words.js";

const KINDS = { plain_text_input: "text", email_text_input: "email", url_text_input: "url", number_input: "text", datepicker: "date", timepicker: "time" };
const NAMES = { datepicker: "selected_date", timepicker: "selected_time", users_select: "selected_user", conversations_select: "selected_conversation", channels_select: "selected_channel" };

export const isField = (part) => part.type in KINDS || /select$|^radio_buttons$|^checkboxes$/.test(part.type);

// `labelledBy` is the id of the label of an input block; `use(value)` tells the app where that is wanted, with
// null where the value is to be read from the surface.
export function buildField(part, block, { labelledBy, describedBy, suggest, use }) {
  const changed = () => use?.(field.read());
  const field = {};
  let node;
  if (part.type === "static_select") node = buildSelect(part, listGroups(part), labelledBy, field, "selected_option", changed);
  else if (NAMES[part.type] && part.type.endsWith("select")) node = buildSelect(part, [{ options: listWorld(part) }], labelledBy, field, NAMES[part.type], changed);
  else if (part.type.endsWith("select")) return buildCombobox(part, block, { suggest, labelledBy, changed: () => use?.(null) });
  else if (part.type === "radio_buttons" || part.type === "checkboxes") node = buildChoices(part, labelledBy, field, changed);
  else node = buildText(part, labelledBy, field, changed, describedBy);
  return register(node, { blockId: block.block_id, actionId: part.action_id, ...field });
}

function buildText(part, labelledBy, field, changed, describedBy) {
  const isLong = part.type === "plain_text_input" && part.multiline;
  const input = element(isLong ? "textarea" : "input", {
    type: isLong ? null : KINDS[part.type], rows: isLong ? "4" : null, inputmode: part.type === "number_input" ? "decimal" : null,
    placeholder: part.placeholder ? decode(part.placeholder.text) : null, maxlength: part.max_length, "aria-labelledby": labelledBy, "aria-describedby": describedBy,
    "aria-label": labelledBy ? null : part.placeholder?.text ?? WORDS.choose, "data-action-id": part.action_id, autocomplete: "off",
  });
  input.value = part.initial_value ?? part.initial_date ?? part.initial_time ?? "";
  const name = NAMES[part.type] ?? "value";
  field.read = () => ({ type: part.type, [name]: input.value || null });
  field.write = (value) => { input.value = value[name] ?? ""; };
  if (KINDS[part.type] === "date" || KINDS[part.type] === "time") input.addEventListener("change", changed);
  else input.addEventListener("keydown", (event) => { if (event.key === "Enter" && !isLong && field.onEnter) { event.preventDefault(); field.onEnter(); } });
  field.onEnter = part.dispatching ? changed : null;
  return input;
}

const listGroups = (part) => part.option_groups ?? [{ options: part.options ?? [] }];

function listWorld(part) {
  const entries = part.type === "users_select" ? world.users.map((user) => [user.id, user.real_name]) : listChannels(part).map((entry) => [entry.id, nameChannel(entry)]);
  return entries.map(([value, text]) => ({ value, text: { type: "plain_text", text } }));
}

// The filter names kinds of conversations; this workspace has public channels and conversations of two.
function listChannels(part) {
  if (part.type === "channels_select") return world.channels.filter((entry) => !entry.is_im);
  return world.channels.filter((entry) => part.filter?.include?.includes(entry.is_im ? "im" : "public") ?? true);
}

function buildSelect(part, groups, labelledBy, field, name, changed) {
  const options = groups.flatMap((group) => group.options);
  const draw = (option) => element("option", { value: option.value }, decode(option.text.text));
  const select = element("select", { "aria-labelledby": labelledBy, "aria-label": labelledBy ? null : part.placeholder?.text ?? WORDS.choose, "data-action-id": part.action_id },
    element("option", { value: "" }, part.placeholder ? decode(part.placeholder.text) : WORDS.choose),
    ...groups.flatMap((group) => (group.label ? [element("optgroup", { label: decode(group.label.text) }, ...group.options.map(draw))] : group.options.map(draw))));
  const find = () => options.find((option) => option.value === select.value) ?? null;
  const isOption = name === "selected_option";
  select.value = part.initial_option?.value ?? part.initial_user ?? part.initial_channel ?? part.initial_conversation ?? (part.default_to_current_conversation && options.some((option) => option.value === world.current) ? world.current : "");
  field.read = () => ({ type: part.type, [name]: isOption ? find() : select.value || null });
  field.write = (value) => { select.value = (isOption ? value[name]?.value : value[name]) ?? ""; };
  select.addEventListener("change", changed);
  return select;
}

function buildChoices(part, labelledBy, field, changed) {
  const isRadio = part.type === "radio_buttons";
  const group = makeId("group");
  const first = isRadio ? [part.initial_option] : part.initial_options ?? [];
  const boxes = part.options.map((option) => element("input", { type: isRadio ? "radio" : "checkbox", name: group, value: option.value, onchange: changed }));
  boxes.forEach((box) => { box.checked = first.some((option) => option?.value === box.value); });
  const rows = part.options.map((option, place) => element("label", { class: "choice" }, boxes[place], element("span", {}, decode(option.text.text), option.description ? element("small", {}, decode(option.description.text)) : null)));
  const chosen = () => part.options.filter((_, place) => boxes[place].checked);
  field.read = () => (isRadio ? { type: part.type, selected_option: chosen()[0] ?? null } : { type: part.type, selected_options: chosen() });
  field.write = (value) => { const values = (value.selected_options ?? [value.selected_option]).map((option) => option?.value); boxes.forEach((box) => { box.checked = values.includes(box.value); }); };
  return element("div", { role: isRadio ? "radiogroup" : "group", class: "choice-list", "aria-labelledby": labelledBy, "data-action-id": part.action_id }, ...rows);
}
