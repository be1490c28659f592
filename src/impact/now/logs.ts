import type { ImpactAssessment } from "../../core/impact.ts";
import { listed } from "../../core/prose.ts";
import { returnsList } from "../../exposure/lists.ts";
import type { Operation } from "../../model/api.ts";
import { targetOf } from "../../model/schema.ts";
import { actionOf } from "../../operations/candidates/action.ts";
import { candidatesOf } from "../../operations/candidates/candidates.ts";
import {
  guessability,
  pathIdentifiers,
  type ObjectIdentifier,
} from "../../operations/candidates/object-identifiers.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { isPaged } from "../../operations/paging.ts";
import type { ImpactSource } from "../source.ts";

/** What to look for in access logs, call by call: which values tell one object from another, and how a collector shows. */
export function logsOf(
  { api }: ImpactSource,
  operations: readonly Operation[],
  since: ImpactAssessment["since"],
  credentials: readonly string[] = [],
): ImpactAssessment["logs"] {
  const withReported =
    credentials.length === 0
      ? ""
      : `calls with the reported credential (${listed(credentials, 3)}) from addresses or clients that are not its owner's; `;
  // A search by credential misses the calls that came without one.
  const wasOpen = ({ id }: Operation): string =>
    (since?.opened ?? [])
      .filter(({ operation, until }) => operation === id && until !== null)
      .map(
        ({ from, until }) =>
          `from ${from} until ${until}, when no credential was needed: one address or client with many successful calls; `,
      )
      .join("");
  const candidates = new Map(candidatesOf(api).map((candidate) => [candidate.operation, candidate] as const));
  return operations.flatMap((operation) => {
    if (operation.operationKind !== "path") return [];
    const identifiers = [
      ...new Map(
        [...pathIdentifiers(operation), ...(candidates.get(operation)?.identifiers ?? [])].map(
          (one) => [`${one.in} ${one.name}`, one] as const,
        ),
      ).values(),
    ];
    const periods = operation.parameters.filter(
      ({ in: place, schema }) => place === "query" && schema !== undefined && isDay(targetOf(schema).format),
    );
    const pages = operation.parameters.filter(
      ({ in: place, name, schema }) =>
        place === "query" &&
        // A switch chooses no page.
        (schema === undefined || !targetOf(schema).types.includes("boolean")) &&
        operation.lexicon.has(wordsOf(name), "paging") &&
        !periods.some((one) => one.name === name),
    );
    const searches = operation.parameters.filter(
      ({ in: place, name, required }) =>
        place === "query" &&
        (required || operation.lexicon.has(wordsOf(name), "search")) &&
        !identifiers.some((one) => one.name === name) &&
        !pages.some((one) => one.name === name) &&
        !periods.some((one) => one.name === name),
    );
    return [
      {
        operation: operation.id,
        ...formerlyOf(operation.id, since),
        parameters: [
          ...identifiers.map((one) => `${one.in} ${one.name}`),
          ...[...pages, ...searches, ...periods].map((one) => `${one.in} ${one.name}`),
        ],
        look: `${wasOpen(operation)}${withReported}${lookFor(
          operation,
          identifiers,
          pages.map(({ name }) => name),
          searches.map(({ name }) => name),
          periods.map(({ name }) => name),
          {
            isLeaked: credentials.length > 0,
            isAnonymous: api.assessed(operation).admission === "anonymous",
            isOwned: OWNED.has(candidates.get(operation)?.kind ?? "people"),
          },
        )}`,
      },
    ];
  });
}

/** What an operation was called before, the latest first. */
function formerlyOf(id: string, since: ImpactAssessment["since"]): Pick<ImpactAssessment["logs"][number], "formerly"> {
  const formerly: { operation: string; until: string }[] = [];
  for (const { renamed = [], date } of since?.events.toReversed() ?? []) {
    const found = renamed.find(({ is }) => is === (formerly.at(-1)?.operation ?? id));
    if (found !== undefined) formerly.push({ operation: found.was, until: date });
  }
  return formerly.length === 0 ? {} : { formerly };
}

function isDay(format: string | undefined): boolean {
  return format === "date" || format === "date-time";
}

/** How an operation comes by what has an owner: what shows people names nothing of the caller's. */
const OWNED: ReadonlySet<string> = new Set(["object", "batch", "filter", "reference", "approval"]);

function lookFor(
  operation: Operation,
  identifiers: readonly ObjectIdentifier[],
  pages: readonly string[],
  searches: readonly string[],
  periods: readonly string[],
  {
    isLeaked,
    isAnonymous,
    isOwned,
  }: { readonly isLeaked: boolean; readonly isAnonymous: boolean; readonly isOwned: boolean },
): string {
  const caller = isAnonymous ? "one IP address or client" : "one credential or IP address";
  const { isReading } = actionOf(operation);
  const last = identifiers.at(-1);
  const parts: string[] = [];
  if (last !== undefined) {
    const order = guessability(last) === "number" ? ", above all consecutive numbers" : "";
    parts.push(
      [
        ...(isReading || !isOwned ? [`${caller} with many different values of ${last.name}${order}`] : []),
        // Whoever has a credential of another has its rights.
        ...(isOwned && !isLeaked ? [`calls whose ${last.name} the caller has no right to`] : []),
        ...(isReading ? [] : ["what these calls changed"]),
      ].join("; "),
    );
  }
  if (searches.length > 0)
    parts.push(
      `${caller} with many different values of ${listed(searches)}, such as every possible first letter or pair of letters`,
    );
  if (periods.length > 0) parts.push(`${caller} with wide or adjoining periods (${listed(periods)})`);
  if (pages.length > 0 || (periods.length === 0 && returnsList(operation) && isPaged(operation)))
    parts.push(`${caller} that reads page after page${pages.length === 0 ? "" : ` (${listed(pages)})`}`);
  if (parts.length === 0)
    parts.push(
      isReading
        ? `${caller} with many successful calls; large responses`
        : `successful calls by ${isAnonymous ? "anyone but the organization's own clients" : "anyone who is not meant to call it"}`,
    );
  return parts.join("; ");
}
