import type { Api, Operation } from "../../model/api.ts";
import { placeOf } from "../../model/api.ts";
import type { Server } from "../../model/servers.ts";
import { reachOfServers } from "../../exposure/reach.ts";
import type { Change, Compared } from "../change.ts";
import { operationWords } from "./words.ts";

/** Addresses at which the API can be called now, or no longer. One that differs in its path alone is no new one. */
export function* serverChanges({ base, head }: Compared): Generator<Change> {
  const [before, after] = [addressesIn(base), addressesIn(head)];
  const known = new Set([...before.keys()].map(originOf));
  for (const [address, { server, operations }] of after) {
    const origin = originOf(address);
    if (known.has(origin) || known.has(origin.replace(/^https:/, "http:"))) continue;
    const { reach, because } = reachOfServers([server], head.policy.network);
    yield {
      kind: "server-added",
      direction: reach === "internal" ? "neutral" : "worse",
      operations,
      text: `${address.slice(0, 200)} is new (reach: ${reach}, since ${because}), for ${operationWords(operations)}`,
      base: undefined,
      head: placeOf(server),
    };
  }
  const now = new Set([...after.keys()].map(originOf));
  for (const [address, { server, operations }] of before) {
    if (now.has(originOf(address))) continue;
    yield {
      kind: "server-removed",
      // One that was relative to wherever the file was served named no host.
      direction: /^\/(?!\/)/.test(address) ? "neutral" : "better",
      operations: [],
      text: `${address.slice(0, 200)} is no longer named; it was, for ${operationWords(operations)}`,
      base: placeOf(server),
      head: undefined,
    };
  }
}

interface Named {
  readonly server: Server;
  readonly operations: readonly Operation[];
}

/** Every address by which an operation can be called. */
function addressesIn(api: Api): ReadonlyMap<string, Named> {
  const found = new Map<string, { server: Server; operations: Operation[] }>();
  for (const operation of api.operations) {
    for (const server of operation.servers) {
      for (const address of server.addresses) {
        const named = found.get(address);
        if (named === undefined) found.set(address, { server, operations: [operation] });
        else named.operations.push(operation);
      }
    }
  }
  return found;
}

/** Scheme, host and port of an address as it is written, variables in braces. */
function originOf(address: string): string {
  return (/^(?:[a-z{][\w+.{}-]*:)?\/\/[^/?#]*/i.exec(address)?.[0] ?? "").toLowerCase();
}
