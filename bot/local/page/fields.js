// The fields of a surface: each can be read as Slack's state, and be given a value back when it is drawn anew.
const fields = new WeakMap();

export function register(node, { blockId, actionId, read, write }) {
  node.dataset.field = `${blockId} ${actionId}`;
  fields.set(node, { blockId, actionId, read, write });
  return node;
}

const list = (root) => [...root.querySelectorAll("[data-field]")].map((node) => fields.get(node));

export function readState(root) {
  const values = {};
  for (const field of list(root)) (values[field.blockId] ??= {})[field.actionId] = field.read();
  return { values };
}

export function restore(root, state) {
  for (const field of list(root)) {
    const value = state.values[field.blockId]?.[field.actionId];
    if (value) field.write(value);
  }
}

// Draw anew what is in a surface, keeping what was filled in and where the person was.
export function redraw(root, draw, saved = readState(root)) {
  const held = document.activeElement;
  const place = root.contains(held) && held !== root ? { action: held.closest("[data-action-id]")?.dataset.actionId, field: held.closest("[data-field]")?.dataset.field } : null;
  draw();
  restore(root, saved);
  if (!place) return;
  const again = place.field ? root.querySelector(`[data-field="${CSS.escape(place.field)}"]`) : place.action && root.querySelector(`[data-action-id="${CSS.escape(place.action)}"]`);
  (again?.matches("input, select, textarea, button, a") ? again : again?.querySelector("input, select, textarea, button") ?? root.querySelector("[data-rest]") ?? root).focus();
}
