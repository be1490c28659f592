import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { statedIn } from "../../lexicon/statements.ts";
import { placeOf, type Header, type Operation, type Response } from "../../model/api.ts";
import { headerTexts } from "../../model/header-texts.ts";
import { targetOf } from "../../model/schema.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import type { FaultPlace } from "../../operations/fault.ts";
import type { Rule } from "../rule.ts";

/** Responses that let pages of any origin read them with the visitor's cookies (Fetch standard, CORS protocol). */
export const corsReflectedOrigin: Rule = {
  id: "cors-reflected-origin",
  title: "Any website can read responses with the visitor's cookies (CORS)",
  alsoKnownAs: ["CORS misconfiguration"],
  owasp: ["API8:2023"],
  cwe: [942],
  asvs: ["V3.4.2"],
  confidence: "likely",

  rationale: prose`
    If a response has Access-Control-Allow-Credentials and its Access-Control-Allow-Origin names the page's origin,
    the browser lets the page read the response to a request with the visitor's cookies. A server that copies the
    origin of the request into this header allows every page to do so.
  `,
  exploit: prose`
    A logged-in user opens a page of the attacker. Its script calls the operation, the browser sends the
    session cookie, and the server allows the page's origin. The script reads the user's data and sends it to the
    attacker.
  `,
  remediation: prose`
    Return one fixed origin, or compare the request's origin with a list of complete origins. Do not accept null. Leave
    out Access-Control-Allow-Credentials where no page needs cookies.
  `,

  examples: {
    bad: [
      yaml`
        security:
          - session: []
        paths:
          /me:
            get:
              responses:
                "200":
                  description: The caller.
                  headers:
                    Access-Control-Allow-Origin: # ✗
                      description: The Origin of the request is sent back.
                      schema:
                        type: string
                    Access-Control-Allow-Credentials:
                      schema:
                        enum: ["true"]
        components:
          securitySchemes:
            session:
              type: apiKey
              in: cookie
              name: session
      `,
    ],
    good: [
      yaml`
        security:
          - session: []
        paths:
          /me:
            get:
              responses:
                "200":
                  description: The caller.
                  headers:
                    Access-Control-Allow-Origin:
                      schema:
                        enum: [https://app.acme.io]
                    Access-Control-Allow-Credentials:
                      schema:
                        enum: ["true"]
        components:
          securitySchemes:
            session:
              type: apiKey
              in: cookie
              name: session
      `,
      yaml`
        security:
          - session: []
        paths:
          /prices:
            get:
              responses:
                "200":
                  description: The prices, without cookies.
                  headers:
                    Access-Control-Allow-Origin:
                      schema:
                        enum: ["*"]
        components:
          securitySchemes:
            session:
              type: apiKey
              in: cookie
              name: session
      `,
    ],
  },

  *check(api) {
    const spots = api.operations
      .filter(({ operationKind }) => operationKind === "path")
      .flatMap((operation) => operation.responses.flatMap((response) => allowed(operation, response)));
    if (spots.length === 0) return;
    const operations = [...new Set(spots.map(({ operation }) => operation.id))];
    yield {
      at: spots[0]!.at,
      cause: "",
      places: spots,
      message: `Pages of ${spots[0]!.which} can read responses of ${listed(operations, 3)} with the visitor's cookies`,
      evidence: [...new Set(spots.flatMap(({ by }) => by ?? []))],
      mitigations: usesCookies(api) ? [] : ["browsers send none of the declared credentials on their own"],
    };
  },
};

interface Allowed extends FaultPlace {
  readonly operation: Operation;
  readonly which: string;
  /** The description that says it. */
  readonly by?: string;
}

/** What a response allows to pages of other origins, cookies included. */
function allowed(operation: Operation, { headers, statusClass }: Response): readonly Allowed[] {
  const origin = headers.find(({ name }) => /^access-control-allow-origin$/i.test(name));
  const credentials = headers.find(({ name }) => /^access-control-allow-credentials$/i.test(name));
  if (origin === undefined || credentials === undefined || !valuesOf(credentials).includes("true")) return [];
  const spot = { at: placeOf(origin), operation, witness: `${statusClass} header ${origin.name}` };
  const values = valuesOf(origin);
  if (values.includes("*")) return [{ ...spot, which: "any origin" }];
  if (values.includes("null")) return [{ ...spot, which: 'the origin "null", which any page can have,' }];
  if (isFixed(origin)) return [];
  const { description = "" } = origin;
  const schema = origin.schema === undefined ? "" : (targetOf(origin.schema).description ?? "");
  const sentence = statedIn(description).get("origin-echoed") ?? statedIn(schema).get("origin-echoed");
  return sentence === undefined
    ? []
    : [{ ...spot, which: "any origin", by: `The description of the header says: ${quoted(sentence)}.` }];
}

function isFixed({ schema }: Header): boolean {
  return schema !== undefined && targetOf(schema).enum !== undefined;
}

function valuesOf(header: Header): readonly string[] {
  return headerTexts(header).map((text) => text.trim().toLowerCase());
}

/** Whether some credential is one that browsers send on their own. */
function usesCookies({ securitySchemes }: AssessedApi): boolean {
  return (
    securitySchemes.length === 0 ||
    securitySchemes.some(
      ({ in: place, schemeKind, scheme }) => place === "cookie" || schemeKind === "mutualTLS" || scheme === "basic",
    )
  );
}
