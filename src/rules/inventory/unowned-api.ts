import { prose, yaml } from "../../core/prose.ts";
import { isObject, member } from "../../core/json-value.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { placeOf } from "../../model/api.ts";
import type { Rule } from "../rule.ts";

/** Nobody is named who answers for the API. */
export const unownedApi: Rule = {
  id: "unowned-api",
  title: "No owner or contact is named",
  owasp: ["API9:2023"],
  cwe: [1059],
  asvs: [],
  confidence: "certain",

  rationale: prose`
    People who find a vulnerability do not know where to report it, and people inside the organization may not know who
    owns the API. Reports without an owner are passed on for months while the flaw stays open.
  `,
  exploit: prose`
    Someone finds a vulnerability and wants to report it, but there is no address to write to. The report goes from one
    mailbox to the next for months while the flaw stays open. Others find the flaw in the meantime, and do not report
    it.
  `,
  remediation: prose`
    Name the responsible team in info.contact, with an e-mail address that is monitored, or as owner in sallyport.yaml. For
    external callers, also say in a security.txt (RFC 9116) where to report vulnerabilities.
  `,

  examples: {
    bad: [
      yaml`
        info: # ✗
          title: Orders
          version: "1"
        paths:
          /orders:
            get: {}
      `,
    ],
    good: [
      yaml`
        info:
          title: Orders
          version: "1"
          contact:
            name: Orders team
            email: orders@acme.io
        paths:
          /orders:
            get: {}
      `,
    ],
  },

  *check(api) {
    if (api.operations.length === 0 || isOwned(api)) return;
    yield {
      at: placeOf(api.info),
      cause: "",
      message: "Neither the description nor sallyport.yaml names an owner or a contact",
    };
  },
};

/** Whether anybody is named, wherever descriptions do so. */
function isOwned({ info, extensions, policy, node, lexicon }: AssessedApi): boolean {
  const contact = member(member(node.value, "info"), "contact");
  // Whoever is reached on a network of their own has no field for it: `x-twitter`.
  const elsewhere = isObject(contact) ? Object.entries(contact).filter(([key]) => key.startsWith("x-")) : [];
  const { name, email, url } = info.contact;
  return (
    [policy.owner, name, email, url, ...elsewhere.map(([, value]) => value)].some(
      (text) => typeof text === "string" && !isNobody(text),
    ) ||
    [info.description, ...linksOf(node)].some((text) => text !== undefined && tellsWhere(text, lexicon)) ||
    [...info.extensions, ...extensions].some(
      ([key, { value }]) => OWNERS.test(key) && value !== null && value !== "" && value !== false,
    )
  );
}

/** What the description as a whole links to, and says of that. */
function linksOf(node: AssessedApi["node"]): readonly string[] {
  const docs = member(node.value, "externalDocs");
  return [member(docs, "url"), member(docs, "description")].filter((text) => typeof text === "string");
}

/** Whether a text has an address that is read: an e-mail address, or a link to support, a contact form or a list of issues. */
function tellsWhere(text: string, lexicon: Lexicon): boolean {
  const start = text.slice(0, LIMIT);
  return (
    (start.match(ADDRESS) ?? []).some((address) => !isNobody(address)) ||
    (start.match(LINK) ?? []).some((link) => lexicon.has(wordsOf(link), "reaches-owner"))
  );
}

/** So much of a text is looked at. */
const LIMIT = 20_000;
const ADDRESS = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g;
const LINK = /https?:\/\/[^\s)<>"'\]]{1,200}/g;

/** Whether a text is what generators leave for somebody to fill in. */
function isNobody(text: string): boolean {
  const bare = text.trim();
  const host = bare.includes("@") ? bare.slice(bare.lastIndexOf("@") + 1) : "";
  return bare === "" || PLACEHOLDER.test(bare) || PLACEHOLDER_HOST.test(host);
}

const PLACEHOLDER = /^(?:string|todo|tbd|n\/?a|none|unknown|your (?:name|company|team))$/i;
const PLACEHOLDER_HOST = /^(?:your-?\w*\.\w+|example\.(?:com|org|net))$/i;

const OWNERS =
  /^x-(?:[\w-]+-)?(?:owner|owners|team|contact|maintainer|maintainers|squad|responsible|security-contact)$/i;
