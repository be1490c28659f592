import { AUDIENCES, wider, type Audience } from "../../core/exposure-words.ts";
import { count, listed, prose, quoted, yaml } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { placeOf, type Element } from "../../model/api.ts";
import type { Rule } from "../rule.ts";
import type { Fault, FaultPlace } from "../../operations/fault.ts";

/** What is not for the readers of a document stands in it. */
export const internalOperationInDescription: Rule = {
  id: "internal-operation-in-description",
  title: "Internal operations are described to outside readers",
  owasp: ["API9:2023"],
  cwe: [538],
  asvs: ["V13.4.5"],
  confidence: "certain",

  rationale: prose`
    A description for partners or the public contains operations, objects or fields that are internal. Anyone who reads
    the file itself, not a page generated from it, learns the paths to try and the fields to guess. Extensions such as
    x-internal only affect documentation tools, and each tool supports different ones.
  `,
  exploit: prose`
    An attacker downloads the description instead of reading the portal. The file names internal operations and fields
    that the portal omits. The attacker now knows what to request, and one missing check is enough.
  `,
  remediation: prose`
    Publish a document without the internal parts. Protect the internal operations as if they
    were publicly known.
  `,

  examples: {
    bad: [
      yaml`
        info:
          title: Stock
          version: "1"
          x-audience: external-public
        paths:
          /stock:
            get: {}
          /margins:
            get: # ✗
              x-audience: company-internal
      `,
      yaml`
        info:
          title: Stock
          version: "1"
          x-audience: external-public
        paths:
          /stock:
            get:
              responses:
                "200":
                  description: The stock.
                  content:
                    application/json:
                      schema:
                        properties:
                          item:
                            type: string
                          purchasePrice: # ✗
                            type: number
                            x-internal: true
      `,
    ],
    good: [
      yaml`
        info:
          title: Stock
          version: "1"
          x-audience: company-internal
        paths:
          /margins:
            get:
              x-audience: component-internal
          /stock:
            get:
              parameters:
                - name: dryRun
                  in: query
                  x-internal: true
                  schema:
                    type: boolean
      `,
    ],
  },

  *check(api) {
    const readers = readersOf(api);
    if (readers === undefined || readers === "private") return;
    yield* narrowerOperations(api, readers);
    yield* hiddenParts(api, readers);
  },
};

/** Who the document is for: what is declared of the API, else the widest that is of an operation. */
function readersOf(api: AssessedApi): Audience | undefined {
  if (api.audiences.api !== undefined) return api.audiences.api;
  const declared = api.operations.flatMap((operation) => api.audiences.of(operation).audience ?? []);
  return declared.length === 0 ? undefined : declared.reduce(wider);
}

function* narrowerOperations(api: AssessedApi, readers: Audience): Generator<Fault> {
  const operations = api.operations.filter((operation) => {
    const { audience } = api.audiences.of(operation);
    return audience !== undefined && AUDIENCES.indexOf(audience) < AUDIENCES.indexOf(readers);
  });
  if (operations.length === 0) return;
  yield {
    at: placeOf(operations[0]!),
    cause: "operations",
    places: operations.map((operation) => ({ at: placeOf(operation), operation })),
    message: `The document is ${FOR[readers]}, but ${count(operations.length, "operation")} in it ${operations.length === 1 ? "is" : "are"} not: ${listed(
      operations.map(({ id }) => id),
      3,
    )}`,
  };
}

const FOR: Readonly<Record<Audience, string>> = {
  public: "for the public",
  partner: "for partners",
  private: "for the organization itself",
};

/** Schemas, properties and parameters that are marked as internal. */
function* hiddenParts(api: AssessedApi, readers: Audience): Generator<Fault> {
  const names = new Set<string>();
  const spots = new Map<string, FaultPlace>();
  const note = (element: Element, name: string): void => {
    if (!isHidden(element)) return;
    names.add(name);
    const at = placeOf(element);
    spots.set(`${at.file}${at.pointer}`, { at });
  };
  for (const { parameters } of api.operations) for (const parameter of parameters) note(parameter, parameter.name);
  for (const schema of api.schemas) {
    if (schema.name !== undefined) note(schema, schema.name);
    for (const [name, property] of schema.properties) note(property, name);
  }
  const first = [...spots.values()][0];
  if (first === undefined) return;
  yield {
    at: first.at,
    cause: "parts",
    places: [...spots.values()],
    message: `The document is ${FOR[readers]}, but marks ${listed([...names].map((name) => quoted(name)))} as internal`,
  };
}

function isHidden({ extensions }: Element): boolean {
  return HIDING.some((extension) => extensions.get(extension)?.value === true);
}

const HIDING = ["x-internal", "x-private", "x-ms-internal", "x-hidden", "x-hidden-from-docs"];
