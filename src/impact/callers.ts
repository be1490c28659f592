import { callerBy, callerWords, type Caller } from "../core/caller-words.ts";
import { ADMISSIONS } from "../core/exposure-words.ts";
import { grouped } from "../core/grouped.ts";
import type { ImpactAssessment } from "../core/impact.ts";
import { listed, quoted } from "../core/prose.ts";
import type { Assessment } from "../exposure/assessed-api.ts";
import type { Operation } from "../model/api.ts";
import { isOfCredential, type Scope } from "./scope/scope.ts";
import { siteOf, type ImpactSource } from "./source.ts";

type CallerEntry = ImpactAssessment["callers"][number];

/** Who could call what was reported, the easiest way in first: by how they get in, and what they had to have. */
export function callersOf(scope: Scope): readonly CallerEntry[] {
  const { source, operations } = scope;
  if (isOfCredential(scope) && !scope.items.some(({ isNotAskedFor }) => isNotAskedFor)) return [holderOf(scope)];
  const assessments = operations.map((operation) => source.api.assessed(operation));
  const alike = grouped(assessments, (assessment) => JSON.stringify(callerOf(assessment)));
  return [...alike.values()]
    .map((group): CallerEntry => {
      const caller = callerOf(group[0]!); // a group has one
      const { admission, isInside } = caller;
      const schemes = [...new Set(group.flatMap((one) => one.schemes.map(({ scheme }) => scheme)))];
      const signUps = admission === "self-registered" ? source.api.signUps : [];
      return {
        admission,
        isInside,
        who: callerWords(caller),
        needed: neededFor(
          caller,
          schemes.map(({ name }) => name),
        ),
        because: [...new Set(group.flatMap(({ because }) => because))],
        evidence: [
          ...signUps.map((operation) => ({ text: `sign-up: ${operation.id}`, ...siteOf(source, operation) })),
          ...schemes.map((scheme) => ({ text: `credential ${quoted(scheme.name)}`, ...siteOf(source, scheme) })),
          ...(schemes.length > 0 ? [] : group.slice(0, 1)).map(({ operation }) => ({
            text: evidenceWithoutScheme(operation, caller),
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

/** Who has the credential that was reported: whoever else can call what it opens was not reported. */
function holderOf({ source, items, operations }: Scope): CallerEntry {
  const names = listed(
    items.map(({ name }) => quoted(name)),
    3,
  );
  return {
    admission: "unknown",
    isInside: operations.length > 0 && operations.every((one) => source.api.assessed(one).reach === "internal"),
    who: `whoever has the reported credential (${names})`,
    needed: `the credential ${names}`,
    because: ["it was reported"],
    evidence: items.map(({ name, file, line }) => ({ text: `credential ${quoted(name)}`, file, line })),
    assumed: false,
    operations: operations.map(({ id }) => id),
  };
}

/** Who can call an operation. */
export function callersInWords({ api }: Pick<ImpactSource, "api">, operation: Operation): string {
  return callerWords(callerOf(api.assessed(operation)));
}

function callerOf({ operation, admission, reach, statesCredential }: Assessment): Caller {
  const isUnstated = operation.access === "unstated" && !statesCredential;
  return callerBy(admission, { kind: operation.operationKind, reach, isUnstated });
}

/** What tells that no credential is asked for, or that nobody said whether one is. */
function evidenceWithoutScheme({ id }: Operation, { unknown }: Caller): string {
  if (unknown === "subscribers") return `${id} does not say who can subscribe`;
  return unknown === "unstated" ? `${id} does not say whether a credential is needed` : `${id} asks for no credential`;
}

function neededFor({ admission, isInside, unknown }: Caller, schemes: readonly string[]): string {
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
  if (admission === "own") return `${place}${credential} of the organization's own callers`;
  if (unknown === "subscribers") return `${place}a subscription; it is not stated who can get one`;
  if (unknown === "unstated") return `${place}perhaps a credential: it is not stated whether one is needed`;
  return `${place}${credential}; it is not stated who can get one`;
}
