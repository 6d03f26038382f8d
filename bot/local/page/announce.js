// What a person who does not look hears and sees of a new message: its top-level text, as a notification has it.
import { readAloud } from "./mrkdwn.js";
import { findName } from "./world.js";

const own = document.title;

export function announce(announcer, message, isElsewhere) {
  const text = `${findName(message.user) ?? ""}: ${readAloud(message.text ?? "")}`;
  announcer.textContent = text;
  if (isElsewhere || document.hidden) document.title = `● ${text.slice(0, 120)}`;
}

export function quieten() { document.title = own; }
