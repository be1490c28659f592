import type { ImpactAssessment } from "../../core/impact.ts";
import { isAtLeast } from "../../core/severity.ts";
import type { AssessedFlow } from "../../exposure/assessed-api.ts";
import type { Operation } from "../../model/api.ts";
import { whatCallersCan, type WidestWay } from "../answers.ts";
import { callersOf } from "../callers.ts";
import { peopleOf } from "../people.ts";
import { ratingOf } from "../rating.ts";
import { isOfCredential, scopeOf, type Scope } from "../scope/scope.ts";
import { siteOf } from "../source.ts";
import { actionsOf } from "../what/actions.ts";
import { dataOf } from "../what/data.ts";

/** The easiest way in to what was reported, as it is open now, where not all of it is open to the same callers. */
export interface WidestNow extends WidestWay {
  readonly rating: ImpactAssessment["rating"];
}

/** `affected`: what was reported, and what gives the same to callers at least as wide; `flows`: what they give of it. */
export function widestNow(
  scope: Scope,
  affected: readonly Operation[],
  flows: readonly AssessedFlow[],
  causes: ImpactAssessment["causes"],
): WidestNow | undefined {
  const { source } = scope;
  if (isOfCredential(scope) || affected.length < 2) return undefined;
  const own = (operations: readonly Operation[]): Scope =>
    scopeOf(source, [
      {
        kind: "field",
        name: "",
        text: "",
        ...siteOf(source, source.api),
        operations,
        flows: flows.filter(({ operation }) => operations.includes(operation)),
      },
    ]);
  const callers = callersOf(own(affected));
  const [first] = callers;
  if (first === undefined || callers.length < 2) return undefined;
  const ids = new Set(first.operations);
  const widest = own(affected.filter(({ id }) => ids.has(id)));
  // What was reported is the widest way itself.
  if (scope.operations.every(({ id }) => ids.has(id))) return undefined;
  const isReported = widest.operations.every((operation) => scope.operations.includes(operation));
  const wide = ratingOf(widest, causes, undefined);
  return {
    isReported,
    rating: {
      ...wide,
      because: isReported ? wide.because : `${wide.because}, by another operation (${widest.operations[0]!.id})`,
    }, // a caller has one
    text: whatCallersCan({
      callers: [first],
      data: [...dataOf(source, widest.flows)],
      actions: isReported ? actionsOf(widest) : [],
      people: peopleOf(widest),
      affected: widest.operations.map(({ id }) => ({ id, understood: true })),
    }),
  };
}

/** What was reported is as severe as the widest way to it, unless somebody says otherwise. */
export function withWidest(
  rating: ImpactAssessment["rating"],
  widest: WidestNow | undefined,
): ImpactAssessment["rating"] {
  return widest === undefined || rating.stated || isAtLeast(rating.severity, widest.rating.severity)
    ? rating
    : widest.rating;
}
