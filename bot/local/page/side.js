// The side: the workspace, its channels, and who the person is.
import { element } from "./nodes.js";
import { colourOf, nameChannel, world } from "./world.js";
import { WORDS } from "./words.js";

export function drawSide(side, current, open) {
  const channel = (entry) => element("button", { type: "button", "aria-current": entry === current ? "page" : null, class: entry.unread ? "unread" : "", onclick: () => open(entry) },
    entry.is_im ? avatar(world.app.bot_user_id, world.app.name) : element("span", { class: "hash", "aria-hidden": "true" }, "#"),
    element("span", { class: "name" }, entry.is_im ? world.app.name : entry.name), entry.unread ? element("span", { class: "count" }, String(entry.unread)) : null);
  const person = (user) => element("a", { href: `?user=${user.id}`, "aria-label": WORDS.become(user.real_name) }, avatar(user.id, user.real_name), element("span", { class: "name" }, WORDS.become(user.real_name)));
  const group = (title, entries) => [element("h2", {}, title), ...entries.map(channel)];
  side.replaceChildren(
    element("p", { class: "workspace" }, world.team.name),
    ...group(WORDS.channels, world.channels.filter((entry) => !entry.is_im)),
    ...group(WORDS.direct, world.channels.filter((entry) => entry.is_im)),
    element("div", { class: "self" }, element("p", {}, avatar(world.me.id, world.me.real_name), element("span", { class: "name" }, WORDS.you(world.me.real_name))), ...world.people.filter((user) => user.id !== world.me.id).map(person)));
  side.querySelectorAll("button").forEach((button, place) => {
    const entries = [...world.channels.filter((entry) => !entry.is_im), ...world.channels.filter((entry) => entry.is_im)];
    button.setAttribute("aria-label", nameChannel(entries[place]));
  });
}

const avatar = (id, name) => element("span", { class: `avatar small colour-${colourOf(id)}`, "aria-hidden": "true" }, name.slice(0, 1).toUpperCase());
