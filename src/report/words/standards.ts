/** The page of a category of the OWASP API Security Top 10 2023, such as `API1:2023`; none of one that is not there. */
export function owaspPage(category: string): `https://owasp.org/${string}` | undefined {
  const page = OWASP_PAGES.get(category);
  return page === undefined ? undefined : `https://owasp.org/API-Security/editions/2023/en/${page}/`;
}

/** The page of an entry of the Common Weakness Enumeration. */
export function cwePage(id: number): `https://cwe.mitre.org/${string}` {
  return `https://cwe.mitre.org/data/definitions/${id}.html`;
}

/** Where the OWASP Application Security Verification Standard is found, whose requirements have no pages of their own. */
export const ASVS_PAGE = "https://owasp.org/www-project-application-security-verification-standard/";

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
