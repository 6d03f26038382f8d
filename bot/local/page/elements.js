// What can be pressed or chosen: buttons, menus, feedback, and fields that tell the app at once.
import { buildField, isField } from "./inputs.js";
import { decode } from "./mrkdwn.js";
import { element, icon, iconButton } from "./nodes.js";
import { renderPicture } from "./pictures.js";
import { ask, openMenu } from "./popup.js";
import { WORDS } from "./words.js";

export function renderElement(part, block, surface) {
  if (part.type === "image") return renderPicture(part);
  if (isField(part)) return renderField(part, block, surface);
  switch (part.type) {
    case "button": return renderButton(part, block, surface);
    case "overflow": return renderOverflow(part, block, surface);
    case "feedback_buttons": return renderFeedback(part, block, surface);
    case "icon_button": return iconButton(part.icon, part.accessibility_label ?? decode(part.text.text), (event) => press(event.currentTarget, part, block, surface, pick(part, ["text", "value", "icon"])), { "data-action-id": part.action_id });
    default: return element("span", {}, `[${part.type}]`);
  }
}

const pick = (part, names) => Object.fromEntries(names.filter((name) => part[name] !== undefined).map((name) => [name, part[name]]));

// Tells the app, once, after a question where one is wanted; the button rests meanwhile.
async function press(node, part, block, surface, what) {
  if (part.confirm && !(await ask({ title: part.confirm.title.text, text: decode(part.confirm.text.text), yes: part.confirm.confirm.text, no: part.confirm.deny.text, isDangerous: part.confirm.style === "danger" }))) return false;
  node.setAttribute("aria-busy", "true");
  node.disabled = true;
  const hadFocus = document.activeElement === node || document.activeElement === document.body;
  const answer = await surface.press({ block_id: block.block_id, action_id: part.action_id, type: part.type, ...what });
  node.disabled = false;
  node.removeAttribute("aria-busy");
  if (hadFocus && node.isConnected && document.activeElement === document.body) node.focus();
  return answer?.ok ?? false;
}

function renderButton(part, block, surface) {
  const attributes = { class: `button ${part.style ?? ""}`, "data-action-id": part.action_id, "aria-label": part.accessibility_label, onclick: (event) => press(event.currentTarget, part, block, surface, pick(part, ["text", "value"])) };
  const label = decode(part.text.text);
  if (part.url && /^https?:\/\//.test(part.url)) return element("a", { ...attributes, href: part.url, target: "_blank", rel: "noopener noreferrer" }, label);
  return element("button", { type: "button", ...attributes }, label);
}

function renderOverflow(part, block, surface) {
  const open = (event) => {
    const node = event.currentTarget;
    const choose = (option) => {
      if (option.url) window.open(option.url, "_blank", "noopener");
      press(node, part, block, surface, { selected_option: option });
    };
    openMenu(node, WORDS.moreChoices, part.options.map((option) => ({ label: decode(option.text.text), note: option.description ? decode(option.description.text) : "", run: () => choose(option) })));
  };
  return iconButton("more", WORDS.moreChoices, open, { class: "icon-button overflow", "aria-haspopup": "menu", "aria-expanded": "false", "data-action-id": part.action_id });
}

function renderFeedback(part, block, surface) {
  const sides = [["up", part.positive_button], ["thumbDown", part.negative_button]];
  const nodes = sides.map(([name, side]) => {
    const label = side.accessibility_label ?? decode(side.text.text);
    const node = element("button", { type: "button", class: "feedback", "aria-label": label, title: decode(side.text.text), "aria-pressed": "false", "data-action-id": part.action_id, "data-value": side.value }, icon(name));
    node.addEventListener("click", async () => {
      nodes.forEach((other) => other.setAttribute("aria-pressed", String(other === node)));
      await press(node, part, block, surface, { text: side.text, value: side.value });
    });
    return node;
  });
  return element("span", { class: "feedback-pair", role: "group" }, ...nodes);
}

// In a section or among actions a field tells the app as soon as something is chosen.
function renderField(part, block, surface) {
  const node = buildField(part, block, { suggest: surface.suggest, use: (value) => press(node, part, block, surface, value ?? surface.read().values[block.block_id][part.action_id]) });
  return node;
}
