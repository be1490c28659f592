import { memo } from "../../core/memo.ts";
import { count, listed, prose, yaml } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { placeOf, type Element, type Operation } from "../../model/api.ts";
import type { Alternative, SecurityRequirement } from "../../model/security.ts";
import type { Rule } from "../rule.ts";

/** An operation that documentation hides, and that whoever calls the others can call. */
export const hiddenButReachable: Rule = {
  id: "hidden-but-reachable",
  title: "Operation is hidden from the documentation but can be called",
  alsoKnownAs: ["shadow API", "security by obscurity"],
  owasp: ["API9:2023", "API5:2023"],
  cwe: [656],
  asvs: ["V8.2.1"],
  confidence: "likely",

  rationale: prose`
    Hidden operations are on the same hosts as documented ones and require the same credential. Anyone who guesses the
    path, or finds it in an app, an old document or a client library, can call them. Hidden operations are tested and
    monitored the least.
  `,
  exploit: prose`
    An attacker unpacks the app or an older client library and finds undocumented paths. The operations behind them
    accept the same credential as all others. Hidden operations were never tested for public access, so the first one
    already returns more than it should.
  `,
  remediation: prose`
    Require a credential that only the intended callers have. Or serve these operations on a host that
    only those callers can reach. Review them like all others.
  `,

  examples: {
    bad: [
      yaml`
        security:
          - token: []
        paths:
          /stock:
            get: {}
          /stock/rebuild:
            post: # ✗
              x-hidden-from-docs: true
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
    good: [
      yaml`
        security:
          - token: []
        paths:
          /stock:
            get: {}
          /stock/rebuild:
            post:
              x-hidden-from-docs: true
              security:
                - operators: []
        components:
          securitySchemes:
            operators:
              type: mutualTLS
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    const paths = api.operations.filter(({ operationKind }) => operationKind === "path");
    const hidden = new Set(paths.filter(isHidden));
    if (hidden.size === 0) return;
    const doorOf = doors();
    const shown = new Set(paths.filter((operation) => !hidden.has(operation)).map(doorOf));
    const operations = [...hidden].filter((operation) => isOpen(api, operation) && shown.has(doorOf(operation)));
    if (operations.length === 0) return;
    const extensions = new Set(operations.flatMap((operation) => hidingOf(operation)));
    yield {
      at: placeOf(operations[0]!),
      cause: "",
      places: operations.map((operation) => ({ at: placeOf(operation), operation })),
      message: `${listed([...extensions])} ${extensions.size === 1 ? "hides" : "hide"} ${count(operations.length, "operation")}, but any caller of the documented ones can call ${operations.length === 1 ? "it" : "them"}: ${listed(
        operations.map(({ id }) => id),
        3,
      )}`,
    };
  },
};

/** What is declared private and open to strangers has rules of its own. */
function isOpen(api: AssessedApi, operation: Operation): boolean {
  const { declared, judgedAs, assumed, admission } = api.assessed(operation);
  if (judgedAs === "private") return false;
  return declared.audience !== "private" || declared.isHint || (assumed && admission !== "self-registered");
}

/** Gives the hosts and the requirement by which callers get to an operation, as a text. */
function doors(): (operation: Operation) => string {
  // Most operations share one list of servers and one requirement, which may be as long as a document likes.
  const hosts = memo((servers: Operation["servers"]) => JSON.stringify(servers.map(({ url }) => url).toSorted()));
  const asked = memo(({ alternatives }: SecurityRequirement) =>
    JSON.stringify(alternatives.map(alternativeText).toSorted()),
  );
  return ({ servers, security, access }) =>
    `${access} ${hosts(servers)} ${security === undefined ? "" : asked(security)}`;
}

function alternativeText({ schemes }: Alternative): string {
  return schemes
    .map(({ name, scopes }) => `${name} ${scopes.toSorted().join(" ")}`)
    .toSorted()
    .join(" + ");
}

function isHidden({ extensions, pathItem }: Operation): boolean {
  return HIDING.some(
    ([extension, hides]) => hides(extensions.get(extension)?.value) || hides(pathItem.extensions.get(extension)?.value),
  );
}

/** The extensions that hide an operation, at itself or at its path. */
function hidingOf(operation: Operation): readonly string[] {
  return HIDING.filter(([extension, hides]) =>
    [operation, operation.pathItem].some((element: Element) => hides(element.extensions.get(extension)?.value)),
  ).map(([extension]) => extension);
}

const isTrue = (value: unknown): boolean => value === true || value === "true";

/** What makes tools leave an operation out of the pages that they make. */
const HIDING: readonly (readonly [extension: string, hides: (value: unknown) => boolean])[] = [
  ["x-internal", isTrue],
  ["x-private", isTrue],
  ["x-ms-internal", isTrue],
  ["x-hidden", isTrue],
  ["x-hidden-from-docs", isTrue],
  ["x-gitbook-ignore", isTrue],
  ["x-scalar-ignore", isTrue],
  ["x-mint-hidden", isTrue],
  ["x-ms-visibility", (value) => value === "internal"],
  ["x-doc-hidden", isTrue],
  ["x-undocumented", isTrue],
];
