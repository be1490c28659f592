import { isIPv4, isIPv6 } from "node:net";
import { REACHES, type Reach } from "../core/exposure-words.ts";
import { memo, memoOfText } from "../core/memo.ts";
import type { Server } from "../model/servers.ts";
import { globIndex } from "../policy/glob-index.ts";
import type { Policy } from "../policy/policy.ts";

/** Where a host can be called from, by its name, and why; a name that proves nothing is `unknown`. */
export interface HostReach {
  readonly reach: Reach;
  readonly because: string;
  /** The name stands for a real one, which shows nothing that is worth saying beside another reason. */
  readonly isStandIn?: true;
}

/** Names that are not for real use (RFC 2606, RFC 6761). */
const PLACEHOLDER = /(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid)$/;

/**
 * A name below `.example` that names an organisation, `api.acme.example`: whoever writes it means a real host, and has put the
 * reserved domain in place of the real one (RFC 2606, section 2). What names nothing, `api.example`, stays a placeholder.
 */
export const standsForName = memoOfText((host): boolean => {
  if (!/\.example$/i.test(host)) return false;
  return host
    .toLowerCase()
    .split(".")
    .slice(0, -1)
    .some((label) => label !== "" && !label.split("-").every((part) => NAMES_NOTHING.test(part)));
});

const NAMES_NOTHING =
  /^(?:\d*|api|www|host|hostname|server|service|domain|company|app|application|my|your|the|some|foo|bar|baz|test|tests|demo|sample|example|name|prod|production|dev|stage|staging|v\d+|web|auth|login)$/;

/** Endings that no public name has: RFC 6762 (.local), RFC 8375, ICANN's .internal, Kubernetes, and what companies use. */
const INTERNAL_ENDING =
  /\.(?:internal|local|localdomain|svc|cluster\.local|corp|lan|intranet|intra|private|home\.arpa|home)$/;

/** Judges a host without its port: a name, an IPv4 address, or an IPv6 address with or without brackets. */
export const reachOfHost = memoOfText((written): HostReach => {
  const host = written
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "");
  if (host === "" || /[{}<>$%\s]/.test(host)) return { reach: "unknown", because: "its host is not stated" };
  if (isLoopback(host))
    return { reach: "unknown", because: `${host} is a developer's machine, not the server that will be exposed` };
  // The pattern of an IPv6 address takes Node longer to make than all that is asked of most hosts.
  if (isIPv4(host) || (host.includes(":") && isIPv6(host)))
    return isPrivateAddress(host)
      ? { reach: "internal", because: `${host} is a private address` }
      : { reach: "external", because: `${host} is a public address` };
  if (standsForName(host))
    return {
      reach: "external",
      because: `${host} stands for a name on the internet (Sallyport did not connect to it)`,
      isStandIn: true,
    };
  if (PLACEHOLDER.test(host)) return { reach: "unknown", because: `${host} is a placeholder` };
  if (!host.includes(".")) return { reach: "internal", because: `${host} is a name without a domain` };
  const ending = INTERNAL_ENDING.exec(host)?.[0];
  if (ending !== undefined) return { reach: "internal", because: `${ending} is not a public domain` };
  return { reach: "external", because: `${host} looks like a host on the internet (Sallyport did not connect to it)` };
});

/** Where an operation with these servers can be called from: the widest of them counts; without any nobody knows. */
export function reachOfServers(servers: readonly Server[], network: Policy["network"]): HostReach {
  let widest: HostReach | undefined;
  for (const server of servers) {
    for (const address of server.addresses) {
      const parts = addressParts(address);
      const known = parts === undefined ? RELATIVE : reachOfKnownHost(parts.host.replace(/:\d+$/, ""), network);
      const one = parts?.scheme === "" && isByName(known) ? INSTALLED : known;
      if (widest === undefined || REACHES.indexOf(one.reach) > REACHES.indexOf(widest.reach)) widest = one;
    }
  }
  return widest ?? { reach: "unknown", because: "no server is named" };
}

/** Whether only the name of a host says that it is inside. */
function isByName({ reach, because }: HostReach): boolean {
  return reach === "internal" && !because.startsWith("sallyport.yaml") && !because.endsWith("private address");
}

/** `//product.local`: who installs a product names another host, and says there how it is reached. */
const INSTALLED: HostReach = {
  reach: "unknown",
  because: "its server URL has no scheme, so its host is wherever the API is installed",
};

const RELATIVE: HostReach = { reach: "unknown", because: "its server is a relative URL" };

/** Judges a host by what `sallyport.yaml` says of the network, else by its name. */
function reachOfKnownHost(host: string, { internal, external }: Policy["network"]): HostReach {
  const name = host.toLowerCase();
  if (globsOf(external).first(name) !== undefined)
    return { reach: "external", because: `sallyport.yaml says that ${name} is external` };
  if (globsOf(internal).first(name) !== undefined)
    return { reach: "internal", because: `sallyport.yaml says that ${name} is internal` };
  return reachOfHost(host);
}

/** Made once, asked for each address. */
const globsOf = memo(globIndex);

/** Whether a host is the machine itself (RFC 6761, section 6.3; RFC 1122; RFC 4291). */
export function isLoopback(host: string): boolean {
  return (
    host === "localhost" ||
    host.endsWith(".localhost") ||
    host === "::1" ||
    host === "0.0.0.0" ||
    host === "::" ||
    host === "host.docker.internal" ||
    (isIPv4(host) && host.startsWith("127."))
  );
}

/** RFC 1918, RFC 6598 (carrier-grade NAT), RFC 3927 and RFC 4291 (link-local), RFC 4193 (unique local). */
function isPrivateAddress(address: string): boolean {
  if (isIPv4(address)) {
    const [a = 0, b = 0] = address.split(".").map(Number);
    return (
      a === 10 ||
      (a === 172 && b >= 16 && b <= 31) ||
      (a === 192 && b === 168) ||
      (a === 169 && b === 254) ||
      (a === 100 && b >= 64 && b <= 127)
    );
  }
  return /^(?:fe[89ab]|f[cd])/.test(address);
}

/** Scheme and host of an address as a server or OAuth flow writes it; `undefined` for a relative one. */
export function addressParts(url: string): { readonly scheme: string; readonly host: string } | undefined {
  const match = /^([a-z{][\w+.{}-]*:)?\/\/(?:[^/@?#]*@)?(\[[^\]]*\]|[^/:?#]*)/i.exec(url.trim());
  if (match === null) return undefined;
  return { scheme: (match[1] ?? "").replace(/:$/, "").toLowerCase(), host: match[2] ?? "" };
}
