import { byCodeUnit } from "../../core/compare.ts";
import { moreSensitive, SENSITIVITIES } from "../../core/exposure-words.ts";
import { fieldName } from "../../core/field-name.ts";
import { grouped } from "../../core/grouped.ts";
import type { ImpactData } from "../../core/impact.ts";
import type { AssessedFlow } from "../../exposure/assessed-api.ts";
import { siteOf, type ImpactSource } from "../source.ts";
import { isOwnForSure } from "../scope/carried.ts";
import { entityOf } from "../scope/entity.ts";

/** What flows carry, by category, owner and way, the most sensitive first. */
export function dataOf(source: ImpactSource, flows: readonly AssessedFlow[]): readonly ImpactData[] {
  const alike = grouped(flows, (flow) =>
    JSON.stringify([flow.direction, flow.field.category, ownerOf(source, flow), entityOf(flow).name ?? ""]),
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
        whose: ownerOf(source, first),
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

/** Who owns the data: what a call names by an identifier may be that of another account than the caller's. */
function ownerOf({ api }: ImpactSource, flow: AssessedFlow): ImpactData["whose"] {
  // Whoever needs no credential has no account that it could be of.
  if (flow.whose === "tenant" && api.assessed(flow.operation).admission === "anonymous") return "population";
  return flow.whose === "caller" && !isOwnForSure(api, flow) ? "tenant" : flow.whose;
}

const DIRECTIONS = ["read", "write"];
