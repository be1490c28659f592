import { count, prose, yaml } from "../../core/prose.ts";
import { placeOf, type Api, type Element } from "../../model/api.ts";
import { describedElements } from "../../operations/described-elements.ts";
import type { Rule } from "../rule.ts";
import type { FaultPlace } from "../../operations/fault.ts";

/** Active content in a text that documentation pages show. */
export const xssScriptInDescription: Rule = {
  id: "xss-script-in-description",
  title: "Text of the description contains a script (XSS)",
  alsoKnownAs: ["XSS", "cross-site scripting"],
  owasp: ["API8:2023"],
  cwe: [79],
  asvs: ["V3.2.2"],
  confidence: "certain",

  rationale: prose`
    Descriptions are Markdown, and many documentation pages render the HTML in them unchanged. A script there runs in
    the browser of every developer who reads the page, with the tokens that they use to try the API.
  `,
  exploit: prose`
    An attacker gets a change merged that adds a script to a description, or takes over the host that serves the script. It
    runs for every developer who opens the documentation page. It steals the tokens that they use to try the API,
    including production tokens.
  `,
  remediation: prose`
    Remove the script. If the description has to show code as an example, put it into a code block. Configure the developer portal to strip HTML from descriptions.
  `,

  examples: {
    bad: [
      yaml`
        info:
          title: Stock
          version: "1"
          description: Our stock. <img src="x" onerror="track()"> # ✗
        paths:
          /stock:
            get:
              summary: <script src="https://stats.acme.io/a.js"></script> # ✗
      `,
    ],
    good: [
      yaml`
        info:
          title: Stock
          version: "1"
          description: |
            Our **stock** <br> as a list. Markup is refused, like

            ~~~html
            <script>alert(1)</script>
            ~~~
        paths:
          /stock:
            get:
              summary: If it is on = true and x < y
      `,
    ],
  },

  *check(api) {
    const spots = activeTexts(api);
    if (spots.length === 0) return;
    yield {
      at: spots[0]!.at,
      cause: "",
      places: spots,
      message: `${count(spots.length, "text")} ${spots.length === 1 ? "contains" : "contain"} a script, or code that runs one`,
    };
  },
};

function activeTexts(api: Api): readonly FaultPlace[] {
  const spots = new Map<string, FaultPlace>();
  const look = (element: Element, key: "summary" | "description"): void => {
    const text = element[key];
    if (text === undefined || !isActive(text)) return;
    const at = placeOf(element, key);
    spots.set(`${at.file}${at.pointer}`, { at });
  };
  for (const elements of describedElements(api)) {
    for (const element of elements) {
      look(element, "summary");
      look(element, "description");
    }
  }
  return [...spots.values()];
}

/** Whether a text does something where its HTML is shown as it is. What stands in code is shown, not run. */
function isActive(text: string): boolean {
  if (!text.includes("<") && !/javascript:/i.test(text)) return false;
  return ACTIVE.test(text) && ACTIVE.test(text.replace(CODE, " "));
}

const CODE = /^ {0,3}```[\s\S]*?^ {0,3}```|^ {0,3}~~~[\s\S]*?^ {0,3}~~~|`[^`\n]{1,500}`/gm;
/** A script, a handler of events in a tag, or a link that is one. The lengths are bounded: texts are hostile. */
const ACTIVE =
  /<script\b|<[a-z][^<>]{0,300}[\s"'/]on[a-z]{3,20}\s{0,9}=|\]\(\s{0,9}javascript:|\b(?:href|src|action)\s{0,9}=\s{0,9}["']?\s{0,9}javascript:/i;
