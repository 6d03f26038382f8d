// Pictures: files of the workspace are shown, what stands elsewhere is named: the page asks nothing of other servers.
import { decode } from "./mrkdwn.js";
import { element } from "./nodes.js";
import { world } from "./world.js";
import { WORDS } from "./words.js";

export const fileAddress = (id) => `/page/api/file?${new URLSearchParams({ user: world.me.id, id })}`;

export function renderPicture(part) {
  const file = part.slack_file?.id ?? /\/files-pri\/[^/]+-(F[A-Z0-9]+)\//.exec(part.slack_file?.url ?? "")?.[1];
  const own = file ? fileAddress(file) : part.image_url?.startsWith(location.origin) || part.image_url?.startsWith("data:") ? part.image_url : null;
  if (own) return element("img", { src: own, alt: part.alt_text, class: "picture", loading: "lazy" });
  return element("span", { class: "picture missing", role: "img", "aria-label": part.alt_text, title: part.image_url ?? "" }, part.alt_text || WORDS.picture);
}

export function renderPictureBlock(block) {
  return element("figure", { class: "block" }, block.title ? element("figcaption", {}, decode(block.title.text)) : null, renderPicture(block));
}
