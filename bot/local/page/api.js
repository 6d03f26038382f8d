// Asking the local Slack, and telling it what the person does.
import { WORDS } from "./words.js";

let me = null;
let tellFailure = () => {};

export function setPerson(id, onFailure) { me = id; tellFailure = onFailure; }

export async function get(path, values) {
  return (await fetch(`/page/api/${path}?${new URLSearchParams(values)}`)).json();
}

export async function act(name, body) {
  const request = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ user: me, ...body }) };
  return carryOut(`/page/api/${name}`, request);
}

export async function upload(file, values) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ user: me, ...values })) if (value) form.append(name, value);
  form.append("file", file);
  return carryOut("/page/api/upload", { method: "POST", body: form });
}

async function carryOut(address, request) {
  try {
    const answer = await (await fetch(address, request)).json();
    if (!answer.ok && answer.error) tellFailure(answer.error);
    return answer;
  } catch {
    tellFailure(WORDS.failed);
    return { ok: false };
  }
}
