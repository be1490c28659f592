import type { Server } from "node:http";
import { listen } from "../../examples/proving-ground/service.mjs";

/** What a server answered. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A request: whose token it has, method and path, the body, and further headers. */
export type Asked = readonly [who: string, what: string, body?: unknown, headers?: Readonly<Record<string, string>>];

/** Starts a server, asks it one thing after another, and stops it. */
export async function ask(
  server: Server,
  tokens: Readonly<Record<string, string>>,
  asked: readonly Asked[],
): Promise<readonly Reply[]> {
  const url = await listen(server);
  const replies: Reply[] = [];
  for (const one of asked) replies.push(await reply(url, tokens, one));
  server.closeAllConnections();
  server.close();
  return replies;
}

async function reply(
  url: string,
  tokens: Readonly<Record<string, string>>,
  [who, what, body, more]: Asked,
): Promise<Reply> {
  const [method = "", path = ""] = what.split(" ");
  const token = tokens[`token${who}`];
  if (token === undefined && who !== "nobody") throw new Error(`There is no token of ${who}`);
  const { status, headers, ...response } = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...more,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).then(async (one) => ({ status: one.status, headers: one.headers, text: await one.text() }));
  return { status, headers, body: response.text === "" ? undefined : JSON.parse(response.text) };
}
