import { byCodeUnit } from "../../core/compare.ts";
import { isCommonSchemeName } from "../../core/common-scheme-name.ts";
import type { ImpactAssessment } from "../../core/impact.ts";
import { count, listed } from "../../core/prose.ts";
import type { Review } from "../../core/review.ts";
import { titleOf } from "../../core/review-title.ts";
import { isAtLeast } from "../../core/severity.ts";
import { entityOf } from "../scope/entity.ts";
import type { Scope } from "../scope/scope.ts";

type OtherApi = ImpactAssessment["otherApis"][number];

/** So many fields of one name two schemas of one name must share to be taken for the same: all where there are fewer. */
const LEAST_SHARED = 2;

/**
 * What other APIs have of it, by their reviews: a schema of the same name with the same fields, a credential of the same name
 * where that is not everybody's, and the same cause. A review of the description itself is none of another API.
 */
export function otherApisOf(scope: Scope, causes: ImpactAssessment["causes"], reviews: readonly Review[]): OtherApi[] {
  const { document } = scope.source.review;
  return reviews
    .filter((review) => review.document.sha256 !== document.sha256 && review.document.file !== document.file)
    .flatMap((review) => [
      ...sameSchemas(scope, review),
      ...sameCredentials(scope, review),
      ...sameCauses(causes, review),
    ])
    .toSorted(
      (a, b) =>
        KINDS.indexOf(a.relation) - KINDS.indexOf(b.relation) ||
        byCodeUnit(a.file, b.file) ||
        byCodeUnit(a.text, b.text),
    );
}

const KINDS: readonly OtherApi["relation"][] = ["schema", "credential", "cause"];

function sameSchemas({ reads }: Scope, review: Review): readonly OtherApi[] {
  const wanted = new Map<string, Set<string>>();
  for (const flow of reads) {
    const { name } = entityOf(flow);
    if (name !== undefined) (wanted.get(name) ?? wanted.set(name, new Set()).get(name)!).add(flow.field.name);
  }
  return [...wanted].flatMap(([name, names]): OtherApi[] => {
    const alike = review.fields.filter(
      (field) => field.owner === name && names.has(field.name) && field.confidence !== "possible",
    );
    if (new Set(alike.map((field) => field.name)).size < Math.min(LEAST_SHARED, names.size)) return [];
    const operations = new Set(
      alike.flatMap(({ flows }) =>
        flows
          .filter(({ direction, whose }) => direction === "read" && whose !== "caller")
          .map(({ operation }) => operation),
      ),
    );
    if (operations.size === 0) return [];
    return [
      {
        relation: "schema",
        ...apiOf(review),
        text: `${name} is there too, with ${listed([...new Set(alike.map((field) => field.name))], 5)}: ${count(operations.size, "operation")} ${operations.size === 1 ? "returns" : "return"} it.`,
        operations: review.operations.flatMap(({ id }) => (operations.has(id) ? [id] : [])),
      },
    ];
  });
}

function sameCredentials({ items, source, operations }: Scope, review: Review): readonly OtherApi[] {
  const reported = items.flatMap(({ kind, name }) => (kind === "credential" ? [name] : []));
  const used = new Set(
    operations.flatMap((operation) => source.api.assessed(operation).schemes.map(({ scheme }) => scheme.name)),
  );
  return review.schemes.flatMap(({ name, usedBy }): OtherApi[] => {
    if (usedBy.length === 0 || !used.has(name) || (isCommonSchemeName(name) && !reported.includes(name))) return [];
    return [
      {
        relation: "credential",
        ...apiOf(review),
        text: `A credential "${name}" opens ${count(usedBy.length, "operation")} there. If it is the same credential, whoever has it can call them.`,
        operations: [...usedBy],
      },
    ];
  });
}

function sameCauses(causes: ImpactAssessment["causes"], review: Review): readonly OtherApi[] {
  return causes.flatMap(({ rule, title }): OtherApi[] => {
    const alike = review.findings.filter(
      (finding) =>
        finding.rule === rule &&
        (finding.status === "open" || finding.status === "regressed") &&
        isAtLeast(finding.severity, "low"),
    );
    if (alike.length === 0) return [];
    const operations = [...new Set(alike.flatMap((finding) => finding.operations))];
    return [{ relation: "cause", ...apiOf(review), text: `The same cause is open there: ${title}.`, operations }];
  });
}

function apiOf(review: Review): Pick<OtherApi, "api" | "file" | "owner"> {
  const { file, owner } = review.document;
  return { api: titleOf(review), file, owner };
}
