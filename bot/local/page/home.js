// The bot's Home tab, beside the direct messages with it.
import { act } from "./api.js";
import { renderBlocks } from "./blocks.js";
import { redraw } from "./fields.js";
import { element } from "./nodes.js";
import { buildSurface } from "./surface.js";
import { world } from "./world.js";
import { WORDS } from "./words.js";

export function drawTabs(tabs, chosen, choose) {
  const tab = (name, label) => element("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-selected": String(name === chosen), "aria-controls": name === "home" ? "home" : "talk", tabindex: name === chosen ? "0" : "-1", onclick: () => choose(name) }, label);
  tabs.replaceChildren(tab("home", WORDS.home), tab("messages", WORDS.messages));
  tabs.onkeydown = (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    choose(chosen === "home" ? "messages" : "home");
    tabs.querySelector("[aria-selected=true]").focus();
  };
}

export const tellOpened = (tab) => act("home_open", { tab });

export function drawHome(root) {
  const view = world.home;
  if (!view) { root.replaceChildren(element("p", { class: "empty" }, WORDS.homeEmpty(world.app.name))); return; }
  redraw(root, () => root.replaceChildren(element("div", { class: "home-blocks" }, renderBlocks(view.blocks, buildSurface(root, { view_id: view.id })))));
}
