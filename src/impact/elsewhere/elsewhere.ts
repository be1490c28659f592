import type { ImpactAssessment, ImpactElsewhere } from "../../core/impact.ts";
import { byCodeUnit } from "../../core/compare.ts";
import { RELATIONS } from "../../core/impact-relations.ts";
import type { Operation } from "../../model/api.ts";
import { siteOf, type ImpactSource } from "../source.ts";
import { callersInWords } from "../callers.ts";
import { listed, quoted } from "../../core/prose.ts";
import { asksForLess, isNarrower, widthOf, type Scope } from "../scope/scope.ts";
import type { Found } from "./found.ts";
import { issuersOf } from "./issuers.ts";
import { otherVersions } from "./other-versions.ts";
import { acceptsToo } from "./accepts-too.ts";
import { alikeBySchema } from "./alike.ts";
import { sameData } from "./same-data.ts";
import { sameObject } from "./same-object.ts";
import { waysRound } from "./ways-round.ts";
import { sameWeakness } from "./same-weakness.ts";

/** What else of a description is affected, each operation once, by what it has most in common with what was reported. */
export function foundElsewhere(scope: Scope, causes: ImpactAssessment["causes"]): readonly Found[] {
  const all = [
    ...sameData(scope),
    ...alikeBySchema(scope),
    ...acceptsToo(scope),
    ...issuersOf(scope),
    ...waysRound(scope),
    ...sameObject(scope),
    ...otherVersions(scope),
    ...sameWeakness(scope, causes),
  ].toSorted((a, b) => RELATIONS.indexOf(a.relation) - RELATIONS.indexOf(b.relation));
  const found = new Map<Operation, Found>();
  for (const one of all) {
    const before = found.get(one.operation);
    if (before === undefined) found.set(one.operation, one);
    else if (one.isFinding === true) found.set(one.operation, { ...before, why: `${before.why}; ${one.why}` });
  }
  return [...found.values()];
}

/** What was found, as the assessment has it: by relation, then as the description has it. */
export function elsewhereEntries(
  found: readonly Found[],
  source: ImpactSource,
  reported: Scope,
  api: string | null,
): readonly ImpactElsewhere[] {
  const widest = Math.min(...reported.operations.map((operation) => widthOf(reported.source, operation)));
  return found
    .map(({ relation, operation, way, why, isForReported = false }): ImpactElsewhere => {
      // In another description the same names need not be the same credentials.
      const less = source === reported.source ? asksForLess(operation, reported) : undefined;
      const alone =
        less === undefined
          ? ""
          : `, with ${listed(
              less.map((name) => quoted(name)),
              3,
            )} alone`;
      return {
        relation,
        operation: operation.id,
        api,
        ...siteOf(source, operation),
        who: `${callersInWords(source, operation)}${alone}`,
        // Who else may call it is not the question where the reported credential may open it.
        callers: isForReported
          ? "same"
          : isNarrower(source, operation, reported)
            ? "narrower"
            : widthOf(source, operation) < widest || less !== undefined
              ? "wider"
              : "same",
        way,
        why,
      };
    })
    .toSorted(
      (a, b) =>
        RELATIONS.indexOf(a.relation) - RELATIONS.indexOf(b.relation) ||
        byCodeUnit(a.file, b.file) ||
        a.line - b.line ||
        byCodeUnit(a.operation, b.operation),
    );
}
