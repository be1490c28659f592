import { addTo, grouped } from "../../core/grouped.ts";
import { editDistance } from "../../core/nearest.ts";
import type { Place } from "../../core/place.ts";
import { prose, quoted, yaml } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { addressParts, reachOfHost } from "../../exposure/reach.ts";
import { placeOf } from "../../model/api.ts";
import { schemesInUse } from "../../operations/schemes/schemes-in-use.ts";
import type { Rule } from "../rule.ts";

/** A server or a log-in is at a host whose domain differs by one letter from that of the others. */
export const mistypedHost: Rule = {
  id: "mistyped-host",
  title: "Host differs by one letter from the others",
  alsoKnownAs: ["typosquatting", "lookalike domain"],
  owasp: ["API8:2023", "API9:2023"],
  cwe: [923],
  asvs: [],
  confidence: "likely",

  rationale: prose`
    Clients are generated from the description, and send credentials to the hosts that it names. A domain that is one
    letter away from the organization's own may belong to another party, or to anyone who registers it first.
  `,
  exploit: prose`
    An attacker registers the misspelt domain, gets a certificate for it, and answers there. Clients that follow the
    description send passwords, client secrets or tokens to the attacker. The attacker forwards the calls to the real
    service, so the attack goes unnoticed.
  `,
  remediation: prose`
    Correct the host. If both domains are yours, remove the one that clients need not call. If the wrong host was published, replace all credentials that clients may have sent to it.
  `,

  examples: {
    bad: [
      yaml`
        servers:
          - url: https://api.northwind.example
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                clientCredentials:
                  tokenUrl: https://login.nortwind.example/token # ✗
                  scopes: {}
      `,
    ],
    good: [
      yaml`
        servers:
          - url: https://api.northwind.example
          - url: https://api2.northwind.example
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                clientCredentials:
                  tokenUrl: https://login.northwind.example/token
                  scopes: {}
      `,
    ],
  },

  *check(api) {
    const called = calledHosts(api);
    const weights = new Map<string, number>();
    for (const domain of [...called.map((one) => one.domain), ...namedDomains(api)])
      weights.set(domain, (weights.get(domain) ?? 0) + 1);
    if (weights.size < 2) return;
    const nearTo = neighbours([...weights.keys()]);
    for (const [domain, ofDomain] of grouped(called, (one) => one.domain)) {
      const other = nearTo(domain);
      if (other === undefined) continue;
      // The one that stands there less often is the misspelt one; of two alike, that of the log-in.
      const more = weights.get(other)! - weights.get(domain)!;
      const isNoDomain = isDoubled(partsOf(domain)[1], partsOf(other)[1]);
      if (!isNoDomain && (more < 0 || (more === 0 && ofDomain.every(({ key }) => key === "server")))) continue;
      if (isDoubled(partsOf(other)[1], partsOf(domain)[1])) continue;
      yield {
        at: ofDomain[0]!.at,
        cause: domain,
        message: `${quoted(ofDomain[0]!.host)} differs by one letter from ${quoted(other)}`,
        aggravations: ofDomain.some(({ key }) => key === "tokenUrl")
          ? ["passwords, client secrets or tokens are sent there"]
          : [],
        mitigations: isNoDomain ? ["its ending is no top-level domain, so nobody can register the name"] : [],
      };
    }
  },
};

interface CalledHost {
  readonly key: "server" | "tokenUrl" | "authorizationUrl" | "openIdConnectUrl";
  readonly host: string;
  /** The last two labels, or three below a country's second level: `acme.co.uk`. */
  readonly domain: string;
  readonly at: Place;
}

/** The hosts that clients call: servers, and the endpoints of schemes. */
function calledHosts(api: AssessedApi): readonly CalledHost[] {
  const found: CalledHost[] = [];
  const add = (key: CalledHost["key"], url: string | undefined, at: Place): void => {
    const host = hostOf(url);
    if (host !== undefined) found.push({ key, host, domain: domainOf(host), at });
  };
  for (const server of api.servers) add("server", server.url, placeOf(server, "url"));
  for (const scheme of schemesInUse(api)) {
    for (const flow of scheme.flows) {
      if (flow.authorizationUrl !== undefined)
        add("authorizationUrl", flow.authorizationUrl, placeOf(flow, "authorizationUrl"));
      if (flow.tokenUrl !== undefined) add("tokenUrl", flow.tokenUrl, placeOf(flow, "tokenUrl"));
    }
    if (scheme.openIdConnectUrl !== undefined)
      add("openIdConnectUrl", scheme.openIdConnectUrl, placeOf(scheme, "openIdConnectUrl"));
  }
  return found;
}

/** The domains of the organization that the description names elsewhere: contact, terms. */
function namedDomains({ info: { contact, termsOfService } }: AssessedApi): readonly string[] {
  const mail = contact?.email?.split("@").at(-1);
  return [hostOf(contact?.url), hostOf(termsOfService), mail].flatMap((host) =>
    host === undefined || !host.includes(".") ? [] : [domainOf(host.toLowerCase())],
  );
}

/** The host of a URL, where it is one of the Internet, and no address, placeholder or name of a container. */
function hostOf(url: string | undefined): string | undefined {
  const host = url === undefined ? undefined : addressParts(url)?.host.replace(/:\d+$/, "").toLowerCase();
  if (host === undefined || !host.includes(".") || host.includes("{") || /^[\d.]+$/.test(host)) return undefined;
  return reachOfHost(host).reach === "internal" ? undefined : host;
}

function domainOf(host: string): string {
  const labels = host.split(".");
  const isBelow = labels.length > 2 && labels.at(-1)!.length === 2 && SECOND_LEVEL.test(labels.at(-2)!);
  return labels.slice(isBelow ? -3 : -2).join(".");
}

/** Below these names of a country's domain organizations register theirs: `acme.co.uk`. */
const SECOND_LEVEL = /^(?:co|com|ac|edu|gov|gob|gouv|org|net)$/;

/** Gives for each domain another that is one letter away. Two that are share what is left without some one letter. */
function neighbours(domains: readonly string[]): (domain: string) => string | undefined {
  const sharing = new Map<string, string[]>();
  for (const domain of domains) for (const key of keysOf(domain)) addTo(sharing, key, domain);
  return (domain) => {
    for (const key of keysOf(domain)) {
      const other = sharing
        .get(key)!
        .slice(0, MOST_ALIKE)
        .find((one) => isOneLetterOff(domain, one));
      if (other !== undefined) return other;
    }
    return undefined;
  };
}

/** Of names that share the rest so many are compared. */
const MOST_ALIKE = 20;

/** A domain as it is, and without each of its letters. */
function keysOf(domain: string): readonly string[] {
  return [domain, ...Array.from(domain, (_, at) => domain.slice(0, at) + domain.slice(at + 1))];
}

/**
 * Whether one letter differs in the name itself. Digits number hosts, the same name stands below several top-level domains, and
 * short names are alike by chance.
 */
function isOneLetterOff(one: string, other: string): boolean {
  if (one === other || /\d/.test(one + other)) return false;
  const [name, ending] = partsOf(one);
  const [otherName, otherEnding] = partsOf(other);
  if (name === otherName) return isDoubled(ending, otherEnding);
  // A plural or a brand that lost its first letter is another name.
  if (name.startsWith(otherName) || name.endsWith(otherName) || otherName.startsWith(name) || otherName.endsWith(name))
    return false;
  return (
    ending === otherEnding && Math.min(name.length, otherName.length) >= LONG && editDistance(name, otherName, 1) === 1
  );
}

/** Names of fewer letters are alike by chance. */
const LONG = 6;

function partsOf(domain: string): readonly [name: string, ending: string] {
  const at = domain.indexOf(".");
  return [domain.slice(0, at), domain.slice(at)];
}

/** Whether an ending is another with a letter typed twice, which is no top-level domain: `.ioo`, `.comm`. `.foo` is one. */
function isDoubled(one: string, other: string): boolean {
  return !/^\.(?:boo|foo|goo)$/.test(one) && one.length === other.length + 1 && one === other + other.at(-1)!;
}
