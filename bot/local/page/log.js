// A list of messages, kept up to date.
import { drawMessage, redrawMessage } from "./message.js";
import { element } from "./nodes.js";
import { world } from "./world.js";

export function buildLog(node, options) {
  let placed = -1; // where the newest message was shown from, as long as nobody scrolls on
  const find = (ts) => node.querySelector(`article[data-ts="${CSS.escape(ts)}"]`);
  return {
    fill(channel, messages, empty) {
      node.replaceChildren(...messages.map((message) => drawMessage(channel, message, options)));
      if (!messages.length && empty) node.append(element("p", { class: "empty" }, empty));
      node.scrollTop = node.scrollHeight;
    },
    place(channel, message) {
      const isFollowing = node.scrollTop === placed || node.scrollHeight - node.scrollTop - node.clientHeight < 60;
      const old = find(message.ts);
      const isLast = !old || old === node.lastElementChild;
      const isOwn = !old && message.user === world.me.id;
      if (old) redrawMessage(old, channel, message, options);
      else { node.querySelector(".empty")?.remove(); node.append(drawMessage(channel, message, options)); }
      if (isOwn || (isFollowing && isLast)) this.showFrom(message.ts);
    },
    remove: (ts) => find(ts)?.remove(),
    // A new message is shown from its first line: an answer may be taller than the window.
    showFrom(ts) {
      const one = find(ts);
      if (!one) return;
      node.scrollTop = Math.min(node.scrollHeight, one.offsetTop - node.offsetTop);
      placed = node.scrollTop;
    },
    point(ts) {
      const one = find(ts);
      one?.scrollIntoView({ block: "center" });
      one?.classList.add("pointed");
    },
    notice(text) {
      node.append(element("p", { class: "notice", role: "alert" }, text));
      node.scrollTop = node.scrollHeight;
    },
  };
}
