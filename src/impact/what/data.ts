import { byCodeUnit } from "../../core/compare.ts";
import { moreSensitive, SENSITIVITIES } from "../../core/exposure-words.ts";
import { fieldName } from "../../core/field-name.ts";
import { grouped } from "../../core/grouped.ts";
import type { ImpactData } from "../../core/impact.ts";
import { memo } from "../../core/memo.ts";
import type { Place } from "../../core/place.ts";
import type { Review } from "../../core/review.ts";
import type { AssessedFlow } from "../../exposure/assessed-api.ts";
import { placeOf } from "../../model/api.ts";
import { siteOf, type ImpactSource } from "../source.ts";
import { isOwnForSure } from "../scope/carried.ts";
import { entityOf } from "../scope/entity.ts";

/** What flows carry, by category, owner and way, the most sensitive first. */
export function dataOf(source: ImpactSource, flows: readonly AssessedFlow[]): readonly ImpactData[] {
  const owners = ownersOf(source, flows);
  const alike = grouped(flows, (flow) =>
    JSON.stringify([
      flow.direction,
      flow.field.category,
      flow.field.called.singular,
      owners.get(flow),
      entityOf(flow).name ?? "",
    ]),
  );
  return [...alike.values()]
    .map((group): ImpactData => {
      const [first] = group as [AssessedFlow]; // a group has one
      const { field, direction } = first;
      const fields = [...new Set(group.map((flow) => flow.field))];
      return {
        category: field.category,
        called: field.called,
        personalData: field.isPersonal,
        sensitivity: fields.map(({ sensitivity }) => sensitivity).reduce(moreSensitive),
        direction,
        whose: owners.get(first)!, // each flow has an owner
        of: entityOf(first).name ?? null,
        fields: fields.map((one) => ({
          name: fieldName(one),
          ...siteOf(source, one),
        })),
        operations: [...new Set(group.map(({ operation }) => operation.id))],
      };
    })
    .toSorted(
      (a, b) =>
        DIRECTIONS.indexOf(a.direction) - DIRECTIONS.indexOf(b.direction) ||
        SENSITIVITIES.indexOf(b.sensitivity) - SENSITIVITIES.indexOf(a.sensitivity) ||
        b.operations.length - a.operations.length ||
        byCodeUnit(a.category, b.category) ||
        byCodeUnit(a.of ?? "", b.of ?? "") ||
        byCodeUnit(a.whose, b.whose),
    );
}

/**
 * Who owns what each flow carries. What may be that of another account is so for sure where other people's comes back beside it,
 * or where the same field is theirs in another operation: one record has one owner, whatever reads it.
 */
function ownersOf(
  source: ImpactSource,
  flows: readonly AssessedFlow[],
): ReadonlyMap<AssessedFlow, ImpactData["whose"]> {
  const owners = new Map(flows.map((flow) => [flow, ownerOf(source, flow)] as const));
  const read = [...owners].filter(([{ direction }]) => direction === "read");
  const foreign = read.filter(([, owner]) => owner === "population").map(([flow]) => flow);
  const operations = new Set(foreign.map(({ operation }) => operation));
  const fields = new Set(foreign.map(({ field }) => field));
  for (const [flow, owner] of read)
    if (owner === "tenant" && (operations.has(flow.operation) || fields.has(flow.field)))
      owners.set(flow, "population");
  return owners;
}

/**
 * Who owns the data, as the review says it. What is the caller's own as long as the server checks it may be that of another
 * account: a report says that it does not.
 */
function ownerOf({ api, review }: ImpactSource, flow: AssessedFlow): ImpactData["whose"] {
  const owner = ownersIn(review).get(flowKey(placeOf(flow.field), flow.operation.id, flow));
  if (owner === "others") return flow.whose === "counterparty" ? flow.whose : "population";
  if (owner === "unknown" && flow.whose !== "counterparty") return "tenant";
  // Whoever needs no credential has no account that it could be of.
  if (flow.whose === "tenant" && api.assessed(flow.operation).admission === "anonymous") return "population";
  return flow.whose === "caller" && !isOwnForSure(api, flow) ? "tenant" : flow.whose;
}

/** Whose each flow is by a review. */
const ownersIn = memo(
  ({ fields }: Review) =>
    new Map(
      fields.flatMap(({ file, pointer, flows }) =>
        flows.flatMap((flow) =>
          flow.owner === undefined ? [] : [[flowKey({ file, pointer }, flow.operation, flow), flow.owner] as const],
        ),
      ),
    ),
);

function flowKey({ file, pointer }: Place, operation: string, { direction, witness }: Way): string {
  return JSON.stringify([file, pointer, operation, direction, witness]);
}

type Way = Pick<AssessedFlow, "direction" | "witness">;

const DIRECTIONS = ["read", "write"];
