import { ADMISSIONS, type Admission } from "../core/exposure-words.ts";
import { grouped } from "../core/grouped.ts";
import type { ImpactAssessment } from "../core/impact.ts";
import { listed, quoted } from "../core/prose.ts";
import type { Assessment } from "../exposure/assessed-api.ts";
import type { Operation } from "../model/api.ts";
import type { Scope } from "./scope/scope.ts";
import { siteOf, type ImpactSource } from "./source.ts";

type Caller = ImpactAssessment["callers"][number];

/** Who could call what was reported, the easiest way in first: by how they get in, and what they had to have. */
export function callersOf({ source, operations }: Scope): readonly Caller[] {
  const assessments = operations.map((operation) => source.api.assessed(operation));
  const alike = grouped(assessments, ({ admission, reach }) => `${admission} ${reach === "internal"}`);
  return [...alike.values()]
    .map((group): Caller => {
      const [{ admission, reach }] = group as [Assessment]; // a group has one
      const schemes = [...new Set(group.flatMap((one) => one.schemes.map(({ scheme }) => scheme)))];
      const isInside = reach === "internal";
      const signUps = admission === "self-registered" ? source.api.signUps : [];
      return {
        admission,
        isInside,
        who: whoIs(admission, isInside),
        needed: neededFor(
          admission,
          schemes.map(({ name }) => name),
          isInside,
        ),
        because: [...new Set(group.flatMap(({ because }) => because))],
        evidence: [
          ...signUps.map((operation) => ({ text: `sign-up: ${operation.id}`, ...siteOf(source, operation) })),
          ...schemes.map((scheme) => ({ text: `credential ${quoted(scheme.name)}`, ...siteOf(source, scheme) })),
          ...(schemes.length > 0 ? [] : group.slice(0, 1)).map(({ operation }) => ({
            text: `${operation.id} asks for no credential`,
            ...siteOf(source, operation),
          })),
        ],
        assumed: group.some(({ assumed }) => assumed),
        operations: group.map(({ operation }) => operation.id),
      };
    })
    .toSorted(
      (a, b) =>
        Number(a.isInside) - Number(b.isInside) || ADMISSIONS.indexOf(a.admission) - ADMISSIONS.indexOf(b.admission),
    );
}

/** Who can call an operation. */
export function callersInWords({ api }: ImpactSource, operation: Operation): string {
  const { admission, reach } = api.assessed(operation);
  return whoIs(admission, reach === "internal");
}

function whoIs(admission: Admission, isInside: boolean): string {
  return `${WHO[admission]}${isInside ? ", on the internal network" : ""}`;
}

/** Who gets in, by how. */
const WHO: Readonly<Record<Admission, string>> = {
  anonymous: "anyone without a credential",
  "self-registered": "anyone who signs up",
  unknown: "holders of a credential (who can get one is not stated)",
  partner: "approved partners",
  own: "the organisation's own staff and systems",
};

function neededFor(admission: Admission, schemes: readonly string[], isInside: boolean): string {
  const credential =
    schemes.length === 0
      ? "a credential"
      : `the credential ${listed(
          schemes.map((name) => quoted(name)),
          3,
        )}`;
  const place = isInside ? "a place on the internal network, and " : "";
  if (admission === "anonymous") return isInside ? "a place on the internal network, and nothing else" : "nothing";
  if (admission === "self-registered") return `${place}an account, which anyone can create`;
  if (admission === "partner") return `${place}${credential} of an approved partner`;
  if (admission === "own") return `${place}${credential} of the organisation's own`;
  return `${place}${credential}; who can get one is not stated`;
}
