// Talks to the desk. Every write carries the person's token; every failure becomes a sentence that can be shown.
const token = document.body.dataset.token;

export class Failed extends Error {}

async function answer(request) {
  let reply;
  try {
    reply = await request;
  } catch (error) {
    throw new Failed(words("offline"), { cause: error });
  }
  const said = await reply.json().catch(() => ({}));
  if (!reply.ok) throw new Failed(said.error || `${words("failed")} (${reply.status})`);
  return said;
}

export const get = (path) => answer(fetch(path, { headers: { accept: "application/json" } }));

export const post = (path, body) =>
  answer(fetch(path, {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/json", "x-desk-token": token },
    body: JSON.stringify(body),
    keepalive: true,
  }));

let said;
export function words(key) {
  said ??= JSON.parse(document.getElementById("desk")?.dataset.words || "{}");
  return said[key] ?? key;
}
