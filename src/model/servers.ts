import { member } from "../core/json-value.ts";
import { textOfValue } from "../core/text-of-value.ts";
import type { Node } from "../load/document.ts";
import type { Element } from "./api.ts";
import { childOf, elementOf, isExpected, itemsOf, mapEntries, textOf, type Reading } from "./reading.ts";

/** An address that an API is said to be called at. */
export interface Server extends Element {
  /** As written, variables in braces. Of Swagger 2.0: put together from scheme, host and base path. */
  readonly url: string;
  readonly variables: ReadonlyMap<string, ServerVariable>;
  /** The addresses that the variables' values give, at most 64; a variable of free choice stays in braces. */
  readonly addresses: readonly string[];
}

export interface ServerVariable {
  readonly default: string | undefined;
  /** The values to choose from; `undefined` where any will do. */
  readonly enum: readonly string[] | undefined;
  readonly description: string | undefined;
}

const MOST_ADDRESSES = 64;

/** The servers in the list under `servers`; `undefined` where there is no such list, or an empty one. */
export function readServers(reading: Reading, holder: Node): readonly Server[] | undefined {
  const servers = itemsOf(reading, holder, "servers").flatMap((node) =>
    isExpected(reading, node, "a server") ? [readServer(reading, node)] : [],
  );
  return servers.length === 0 ? undefined : servers;
}

/** The servers that `host`, `basePath` and `schemes` of Swagger 2.0 make up; `own` may have schemes of its own. */
export function readSwaggerServers(reading: Reading, root: Node, own: Node = root): readonly Server[] {
  const host = textOf(root, "host");
  const base = textOf(root, "basePath") ?? "";
  // It must begin with a slash. Where it does not, it still is no part of the host's name or port.
  const basePath = base === "" || base.startsWith("/") ? base : `/${base}`;
  const holder = member(own.value, "schemes") === undefined ? root : own;
  const schemes = itemsOf(reading, holder, "schemes").filter((node) => typeof node.value === "string");
  if (host === undefined) {
    const at = childOf(root, "basePath");
    return at === undefined ? [] : [serverAt(reading, at, basePath)];
  }
  const at = childOf(root, "host") ?? root;
  // Without schemes it is that of the description itself (Swagger 2.0, section Swagger Object), which nobody knows.
  if (schemes.length === 0) return [serverAt(reading, at, `//${host}${basePath}`, `{scheme}://${host}${basePath}`)];
  return schemes.map((scheme) => serverAt(reading, scheme, `${textOfValue(scheme.value)}://${host}${basePath}`));
}

function serverAt(reading: Reading, node: Node, url: string, address = url): Server {
  const element = elementOf(reading, "server", { ...node, value: {} });
  return { ...element, node, url, variables: new Map(), addresses: [withoutListing(reading, address)] };
}

/**
 * An address without the host that a catalogue made up of the name under which it lists an API that names no host:
 * `http://acme.local` beside `x-providerName: acme.local`. Nobody's network has it.
 */
function withoutListing({ document }: Reading, address: string): string {
  const listed = member(member(document.root.value, "info"), "x-providerName");
  const [start = "", scheme = "", host] = /^((?:https?:|\{scheme\}:)?\/\/)([^/:]{1,253})/i.exec(address) ?? [];
  return typeof listed === "string" && host === listed && listed.endsWith(".local")
    ? `${scheme}{host}${address.slice(start.length)}`
    : address;
}

function readServer(reading: Reading, node: Node): Server {
  const url = textOf(node, "url") ?? "";
  const variables = new Map(
    mapEntries(reading, node, "variables").flatMap(([name, at]) =>
      isExpected(reading, at, "a server variable") ? [[name, readVariable(at)] as const] : [],
    ),
  );
  const addresses = addressesOf(url, variables).map((address) => withoutListing(reading, address));
  return { ...elementOf(reading, "server", node), url, variables, addresses };
}

function readVariable(node: Node): ServerVariable {
  const values = member(node.value, "enum");
  return {
    default: textOf(node, "default"),
    enum: Array.isArray(values) ? values.map(textOfValue) : undefined,
    description: textOf(node, "description"),
  };
}

function addressesOf(url: string, variables: ReadonlyMap<string, ServerVariable>): readonly string[] {
  let addresses: readonly string[] = [url];
  for (const [name, variable] of variables) {
    const values = variable.enum?.slice(0, MOST_ADDRESSES) ?? [];
    if (values.length === 0) continue;
    addresses = addresses
      .flatMap((address) => values.map((value) => address.replaceAll(`{${name}}`, () => value)))
      .slice(0, MOST_ADDRESSES);
  }
  return [...new Set(addresses)];
}
