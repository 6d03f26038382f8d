// Where blocks stand: a message (channel, message_ts) or a view (view_id). What is done there is told with its place.
import { act } from "./api.js";
import { readState } from "./fields.js";

export function buildSurface(root, place) {
  return {
    read: () => readState(root),
    press: (action) => act("action", { ...place, action, state: readState(root) }),
    suggest: (field) => act("suggest", { ...place, ...field }),
  };
}
