// Block Kit to nodes. A surface tells the app what is pressed (`press`), asks it for choices (`suggest`), reads its fields (`read`).
import { renderElement } from "./elements.js";
import { buildField } from "./inputs.js";
import { renderMarkdown } from "./markdown.js";
import { decode, renderMrkdwn } from "./mrkdwn.js";
import { element, makeId } from "./nodes.js";
import { renderPicture, renderPictureBlock } from "./pictures.js";
import { renderRichText } from "./rich_text.js";
import { renderChart, renderDataTable, renderTable } from "./tables.js";
import { WORDS } from "./words.js";

export function renderBlocks(blocks, surface) {
  const out = document.createDocumentFragment();
  for (const block of blocks) {
    const node = renderBlock(block, surface);
    node.dataset.blockId = block.block_id;
    out.append(node);
  }
  return out;
}

export function renderText(text) {
  return text.type === "mrkdwn" ? renderMrkdwn(text.text) : document.createTextNode(decode(text.text));
}

const RENDERERS = {
  section: renderSection, context: renderContext, actions: renderActions, context_actions: renderActions, input: renderInput,
  card: renderCard, container: renderContainer, table: renderTable, data_table: renderDataTable, data_visualization: renderChart, image: renderPictureBlock,
  header: (block) => element("h3", { class: "block" }, renderText(block.text)),
  divider: () => element("hr"),
  rich_text: (block) => element("div", { class: "block rich-text" }, renderRichText(block)),
  markdown: (block) => element("div", { class: "block markdown" }, renderMarkdown(block.text)),
  alert: (block) => element("div", { class: `block alert ${block.level ?? "default"}`, role: "note" }, renderText(block.text)),
  carousel: (block, surface) => element("div", { class: "block carousel", role: "group", tabindex: "0" }, ...block.elements.map((card) => renderCard(card, surface))),
};

function renderBlock(block, surface) {
  return RENDERERS[block.type]?.(block, surface) ?? element("div", { class: "block context" }, `[${block.type}]`);
}

function renderSection(block, surface) {
  const body = element("div", { class: "body" });
  if (block.text) body.append(element("div", { class: "words" }, renderText(block.text)));
  if (block.fields) body.append(element("div", { class: "pairs" }, ...block.fields.map((field) => element("div", {}, renderText(field)))));
  return element("div", { class: "block section" }, body, block.accessory ? element("div", { class: "accessory" }, renderElement(block.accessory, block, surface)) : null);
}

function renderContext(block) {
  return element("div", { class: "block context" }, ...block.elements.map((part) => (part.type === "image" ? renderPicture(part) : element("span", {}, renderText(part)))));
}

function renderActions(block, surface) {
  return element("div", { class: `block ${block.type}` }, ...block.elements.map((part) => renderElement(part, block, surface)));
}

function renderInput(block, surface) {
  const label = makeId("label"), note = makeId("note");
  const part = block.element;
  const dispatches = block.dispatch_action;
  const use = dispatches ? (value) => surface.press({ block_id: block.block_id, action_id: part.action_id, ...(value ?? surface.read().values[block.block_id][part.action_id]) }) : null;
  const field = buildField(dispatches ? { ...part, dispatching: true } : part, block, { labelledBy: label, describedBy: note, suggest: surface.suggest, use });
  return element("div", { class: "block input" },
    element("div", { id: label, class: "label" }, decode(block.label.text), block.optional ? element("small", {}, ` ${WORDS.optional}`) : null),
    field,
    element("div", { id: note, class: "hint" }, block.hint ? decode(block.hint.text) : null),
    element("div", { class: "error", role: "alert" }));
}

function renderCard(block, surface) {
  const head = [block.title ? element("strong", {}, renderText(block.title)) : null, block.subtitle ? element("span", { class: "soft" }, renderText(block.subtitle)) : null];
  return element("section", { class: "block card", "data-block-id": block.block_id },
    block.hero_image ? renderPicture(block.hero_image) : null,
    element("div", { class: "card-head" }, block.icon ? renderPicture(block.icon) : null, element("div", {}, ...head)),
    block.body ? element("div", { class: "card-body" }, renderText(block.body)) : null,
    block.subtext ? element("div", { class: "context" }, renderText(block.subtext)) : null,
    block.actions ? element("div", { class: "actions" }, ...block.actions.map((part) => renderElement(part, block, surface))) : null);
}

function renderContainer(block, surface) {
  const title = block.rich_text_title ? renderRichText(block.rich_text_title) : renderText(block.title);
  const head = [element("strong", {}, title), block.subtitle ? element("span", { class: "soft" }, renderText(block.subtitle)) : null];
  const children = renderBlocks(block.child_blocks, surface);
  if (!block.is_collapsible) return element("section", { class: "block container" }, element("div", { class: "container-head" }, ...head), children);
  return element("details", { class: "block container", open: !block.default_collapsed }, element("summary", {}, ...head), children);
}
