import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { addressParts, isLoopback, reachOfHost, standsForName } from "../../exposure/reach.ts";
import { placeOf } from "../../model/api.ts";
import type { Server } from "../../model/servers.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import type { Rule } from "../rule.ts";

/** The servers are not those that the API will be served from. */
export const placeholderServer: Rule = {
  id: "placeholder-server",
  title: "Server URL is a placeholder",
  owasp: ["API9:2023"],
  cwe: [1059],
  asvs: [],
  confidence: "certain",

  rationale: prose`
    If the server address is a placeholder or a developer's machine, the description does not show who can reach the API. Clients that use this address may send credentials to a host that belongs to someone else. A listed test environment shows outsiders where the same
    data is less protected.
  `,
  exploit: prose`
    A developer follows the description and sends a real token to the placeholder host. Anyone who owns that name, or
    registers it, gets the token. If a test system is listed, an attacker finds the same data there with weaker
    protection.
  `,
  remediation: prose`
    List only the real servers of one environment. Publish a separate description for each
    audience, and leave developer and test servers out of it.
  `,

  examples: {
    bad: [
      yaml`
        servers:
          - url: http://localhost:8080 # ✗
        paths:
          /orders:
            get: {}
      `,
      yaml`
        servers:
          - url: https://api.acme.io
          - url: https://staging.acme.io # ✗
        paths:
          /orders:
            get: {}
      `,
    ],
    good: [
      yaml`
        servers:
          - url: https://api.acme.io
          - url: https://sandbox.acme.io
        paths:
          /orders:
            get: {}
      `,
    ],
  },

  *check(api) {
    if (api.operations.length === 0) return;
    const servers = api.servers.flatMap((server) =>
      server.addresses.map((address) => ({ server, host: hostOf(address) })),
    );
    const named = servers.filter(({ host }) => host !== undefined);
    const unreal = named.filter(({ host }) => isUnreal(host!));
    const isAll = unreal.length === servers.length;
    const isInside = named.some(({ host }) => reachOfHost(host!).reach === "internal");
    const left = isAll
      ? unreal
      : named.filter(({ server, host }) => isUnreal(host!) || isOfTests(host!, server, isInside));
    if (left.length === 0 || (!isAll && left.length === servers.length)) return;
    const isOfNobody = left.every(({ host }) => isUnreal(host!) && !isLoopback(host!));
    const hosts = [...new Set(left.map(({ host }) => quoted(host!)))];
    yield {
      at: urlOf(left[0]!.server),
      cause: isAll ? "all" : "some",
      ...(isAll ? WHEN_ALL : isOfNobody ? { rationale: WHEN_ALL.rationale } : WHEN_SOME),
      places: [...new Set(left.map(({ server }) => server))].map((server) => ({ at: urlOf(server) })),
      message: isAll
        ? `${listed(hosts, 3)} ${hosts.length === 1 ? "is the only server listed" : "are the only servers listed"}`
        : `${listed(hosts, 3)} ${hosts.length === 1 ? "is" : "are"} ${isOfNobody ? "only an example, " : ""}listed beside the servers of the API`,
      evidence: isAll && unreal.some(({ server }) => CLEARTEXT.test(server.url)) ? [JUDGED_LATER] : [],
      mitigations: isAll ? [] : ["the server may be meant for developers who integrate the API"],
    };
  },
};

const CLEARTEXT = /^(?:http|ws):/i;
const JUDGED_LATER = "One of these servers is called without TLS: this will be a finding once the real host is listed.";

const WHEN_ALL = {
  rationale: prose`
    A placeholder or a developer's machine does not show who can reach the API, and clients that follow the description
    send credentials to a host that may belong to someone else.
  `,
  remediation: "List the servers of the described environment.",
};
const WHEN_SOME = {
  title: "Developer or test server is listed",
  exploit: "An attacker calls the same operations on the listed test server, where they are less protected.",
  rationale: prose`
    A listed test environment shows outsiders where the same operations, and often the same data, are less protected.
  `,
  remediation: prose`
    Exclude developer and test servers from the published description. Publish a separate description for each audience.
  `,
};

function hostOf(address: string): string | undefined {
  const host = addressParts(address)?.host.replace(/:\d+$/, "").toLowerCase();
  return host === "" || host?.includes("{") === true ? undefined : host;
}

/** A host that is the machine of whoever looks, or nobody's. */
function isUnreal(host: string): boolean {
  return (
    isLoopback(host) ||
    standsForName(host) ||
    (reachOfHost(host).reach === "unknown" && /example|test|invalid/.test(host))
  );
}

/**
 * Whether a host is named after an environment that is guarded less than the real one; a sandbox is made for strangers. `int` is
 * one for integration, unless its text or the servers beside it are of the inside.
 */
function isOfTests(host: string, { description = "", lexicon }: Server, isInside: boolean): boolean {
  const isInternal = isInside || lexicon.has(wordsInOrder(description), "inside-network");
  return host.split(/[.-]/).some((part, at, parts) => {
    const name = part.replace(/\d$/, "");
    return (
      lexicon.is(name, "test-environment") ||
      lexicon.is(`${name} ${parts[at + 1] ?? ""}`, "test-environment") ||
      (!isInternal && lexicon.is(name, "integration-or-internal"))
    );
  });
}

function urlOf(server: Server): ReturnType<typeof placeOf> {
  const { value } = server.node;
  return typeof value === "object" && value !== null ? placeOf(server, "url") : placeOf(server);
}
