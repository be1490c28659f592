import { cwePage, owaspPage } from "../../words/standards.ts";
import { code, linkOut, type Inline } from "./nodes.ts";

/** A link to the category of the OWASP API Security Top 10 2023, such as `API1:2023`. */
export function owaspLink(category: string): Inline {
  const page = owaspPage(category);
  return page === undefined ? code(category) : linkOut(page, category);
}

/** A link to an entry of the Common Weakness Enumeration. */
export function cweLink(id: number): Inline {
  return linkOut(cwePage(id), `CWE-${id}`);
}
