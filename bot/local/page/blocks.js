// Block Kit to nodes, for the blocks that a bot posts here.
import { decode, element, link, renderMrkdwn } from "./mrkdwn.js";

export function renderBlocks(blocks, names, press) {
  const out = document.createDocumentFragment();
  for (const block of blocks) out.append(renderBlock(block, names, press));
  return out;
}

function renderText(text, names) {
  return text.type === "mrkdwn" ? renderMrkdwn(text.text, names) : document.createTextNode(decode(text.text));
}

function renderBlock(block, names, press) {
  switch (block.type) {
    case "section": {
      const body = element("div", { class: "body" });
      if (block.text) body.append(renderText(block.text, names));
      for (const field of block.fields ?? []) body.append(element("div", {}, renderText(field, names)));
      const node = element("div", { class: "block section" }, body);
      if (block.accessory) node.append(renderElement(block.accessory, block, press));
      return node;
    }
    case "header": return element("h3", { class: "block" }, renderText(block.text, names));
    case "divider": return element("hr");
    case "context": return element("div", { class: "block context" }, ...block.elements.map((part) => renderText(part, names)));
    case "actions": return element("div", { class: "block actions" }, ...block.elements.map((part) => renderElement(part, block, press)));
    case "rich_text": return element("div", { class: "block" }, ...block.elements.map((part) => renderRich(part, names)));
    default: return element("div", { class: "block context" }, `[${block.type}]`);
  }
}

function renderElement(part, block, press) {
  if (part.type !== "button") return element("span", {}, `[${part.type}]`);
  const button = element("button", { type: "button", class: `button ${part.style ?? ""}`, "data-action-id": part.action_id, "aria-label": part.accessibility_label }, decode(part.text.text));
  button.addEventListener("click", async () => {
    button.disabled = true;
    if (part.url) window.open(part.url, "_blank", "noopener");
    await press({ block_id: block.block_id ?? "b", action_id: part.action_id, type: "button", value: part.value, text: part.text });
    button.disabled = false;
  });
  return button;
}

function renderRich(part, names) {
  if (part.type === "rich_text_list") {
    const list = element(part.style === "ordered" ? "ol" : "ul");
    list.append(...part.elements.map((item) => element("li", {}, ...item.elements.map((leaf) => renderLeaf(leaf, names)))));
    return list;
  }
  const kind = { rich_text_quote: "quote", rich_text_preformatted: "pre" }[part.type] ?? "rich";
  return element("div", { class: kind }, ...part.elements.map((leaf) => renderLeaf(leaf, names)));
}

function renderLeaf(leaf, names) {
  switch (leaf.type) {
    case "link": return link(leaf.url, leaf.text ?? leaf.url);
    case "user": return element("span", { class: "mention" }, "@" + (names(leaf.user_id) ?? leaf.user_id));
    case "channel": return element("span", { class: "mention" }, "#" + (names(leaf.channel_id) ?? leaf.channel_id));
    case "broadcast": return element("span", { class: "mention ping" }, "@" + leaf.range);
    case "text": {
      let node = document.createTextNode(leaf.text);
      for (const [style, name] of [["bold", "strong"], ["italic", "em"], ["strike", "s"], ["code", "code"]]) {
        if (leaf.style?.[style]) node = element(name, {}, node);
      }
      return node;
    }
    default: return document.createTextNode("");
  }
}
