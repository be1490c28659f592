import { count, listed, prose, quoted, yaml } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { addressParts, reachOfServers } from "../../exposure/reach.ts";
import { placeOf, type Element } from "../../model/api.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import type { Rule } from "../rule.ts";
import type { Fault, FaultPlace } from "../../operations/fault.ts";

/** Internal hosts, and single people, in a document that others read. */
export const internalsInDescription: Rule = {
  id: "internals-in-description",
  title: "The description names internal hosts or individual people",
  owasp: ["API9:2023", "API8:2023"],
  cwe: [538],
  asvs: [],
  confidence: "likely",

  rationale: prose`
    Outside readers learn internal details from the description. Internal host names help an attacker take the next
    step, through a server that fetches URLs or from inside the network. The name and address of one person make
    phishing convincing, and messages get no answer when that person has left.
  `,
  exploit: prose`
    An attacker reads internal host names and the name of the responsible engineer in the published file. The attacker
    uses the host names in a request that makes the server fetch a URL, and sends the engineer a message that appears to
    come from a colleague. Both help the attacker into the internal network.
  `,
  remediation: prose`
    Remove internal servers, links and addresses from what is published. Use a team mailbox as the contact.
  `,

  examples: {
    bad: [
      yaml`
        servers:
          - url: https://api.acme.io
          - url: https://orders.prod.acme.internal # ✗
        paths:
          /orders:
            get:
              description: See https://wiki.corp.acme.intranet/orders for the states. # ✗
      `,
      yaml`
        info:
          title: Stock
          version: "1"
          x-audience: external-public
          contact: # ✗
            name: Jane Miller
            email: jane.miller@acme.io
        paths:
          /stock:
            get: {}
      `,
    ],
    good: [
      yaml`
        servers:
          - url: https://api.acme.io
        paths:
          /orders:
            get:
              description: The states are listed at the end of this document.
      `,
      yaml`
        info:
          title: Stock
          version: "1"
          x-audience: external-public
          contact:
            name: API team
            email: api@acme.io
        servers:
          - url: https://api.acme.io
          - url: http://localhost:8080
          - url: https://staging.acme.io
        paths:
          /stock:
            get:
              description: Call it like http://my-host.local:8080/stock or http://192.168.0.1/stock.
      `,
      yaml`
        info:
          title: Stock
          version: "1"
          x-audience: company-internal
          contact:
            name: Jane Miller
            email: jane.miller@acme.io
        servers:
          - url: https://stock.acme.internal
        paths:
          /stock:
            get: {}
      `,
    ],
  },

  *check(api) {
    if (!isReadByOthers(api)) return;
    yield* internalHosts(api);
    yield* people(api);
  },
};

/** Whether the document is for others: declared so, or served where others reach it while nothing is declared. */
function isReadByOthers(api: AssessedApi): boolean {
  const declared = api.audiences.api ?? api.assessed(api.operations[0]!)?.declared.audience;
  if (declared !== undefined) return declared !== "private";
  return api.servers.some((server) => reachOfServers([server], api.policy.network).reach === "external");
}

function* internalHosts(api: AssessedApi): Generator<Fault> {
  const hosts = new Set<string>();
  const spots: FaultPlace[] = [];
  for (const server of api.servers) {
    if (reachOfServers([server], api.policy.network).reach !== "internal") continue;
    const host = addressParts(server.addresses[0] ?? server.url)?.host.replace(/:\d+$/, "") ?? "";
    // A name without a domain, and what multicast DNS finds, is anybody's own.
    if (!host.includes(".") || host.endsWith(".local")) continue;
    hosts.add(host);
    spots.push({ at: placeOf(server, ...(Object.hasOwn(Object(server.node.value) as object, "url") ? ["url"] : [])) });
  }
  for (const element of [api.info, ...api.servers, ...api.tags, ...api.operations] satisfies Element[]) {
    const found = internalLinks(element.description ?? "");
    if (found.length === 0) continue;
    for (const host of found) hosts.add(host);
    spots.push({ at: placeOf(element, "description") });
  }
  if (spots.length === 0) return;
  yield {
    at: spots[0]!.at,
    cause: "hosts",
    places: spots,
    message: `${count(hosts.size, "internal host")} ${hosts.size === 1 ? "is" : "are"} named: ${listed([...hosts].map((host) => quoted(host)))}`,
  };
}

/** The hosts of links that only lead somewhere inside of an organization. Private addresses in texts are examples. */
function internalLinks(text: string): readonly string[] {
  if (!text.includes("://")) return [];
  return [...text.matchAll(LINK)].flatMap(([, host]) => (host === undefined ? [] : [host.toLowerCase()]));
}

const LINK =
  /https?:\/\/([a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){0,6}\.(?:internal|corp|intranet|lan|intra))(?![\w.-]*\w)/gi;

/** A contact that is one person, by name and address. */
function* people(api: AssessedApi): Generator<Fault> {
  const { name, email } = api.info.contact;
  const person = /^([a-z]{2,20})[._-]([a-z]{2,20})@/i.exec(email ?? "");
  const words = new Set((name ?? "").toLowerCase().split(/\s+/));
  // The address says the name of the contact: jane.miller is Jane Miller, and api-support is not the API team.
  if (person === null || !words.has(person[1]!.toLowerCase()) || !words.has(person[2]!.toLowerCase())) return;
  if (wordsOf(name ?? "").some((word) => api.info.lexicon.is(word, "team-mailbox"))) return;
  yield {
    at: placeOf(api.info, "contact"),
    cause: "contact",
    title: "The contact is an individual person",
    exploit: "An attacker writes to the named person about a real system, and asks for access.",
    places: [{ at: placeOf(api.info, "contact") }],
    message: "The API contact is an individual person with name and address",
    mitigations: ["the address is a business address"],
  };
}
