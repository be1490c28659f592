import { code, linkOut, type Inline } from "./nodes.ts";

/** A link to the category of the OWASP API Security Top 10 2023, such as `API1:2023`. */
export function owaspLink(category: string): Inline {
  const page = OWASP_PAGES.get(category);
  return page === undefined
    ? code(category)
    : linkOut(`https://owasp.org/API-Security/editions/2023/en/${page}/`, category);
}

/** A link to an entry of the Common Weakness Enumeration. */
export function cweLink(id: number): Inline {
  return linkOut(`https://cwe.mitre.org/data/definitions/${id}.html`, `CWE-${id}`);
}

const OWASP_PAGES: ReadonlyMap<string, string> = new Map([
  ["API1:2023", "0xa1-broken-object-level-authorization"],
  ["API2:2023", "0xa2-broken-authentication"],
  ["API3:2023", "0xa3-broken-object-property-level-authorization"],
  ["API4:2023", "0xa4-unrestricted-resource-consumption"],
  ["API5:2023", "0xa5-broken-function-level-authorization"],
  ["API6:2023", "0xa6-unrestricted-access-to-sensitive-business-flows"],
  ["API7:2023", "0xa7-server-side-request-forgery"],
  ["API8:2023", "0xa8-security-misconfiguration"],
  ["API9:2023", "0xa9-improper-inventory-management"],
  ["API10:2023", "0xaa-unsafe-consumption-of-apis"],
]);
