import type { ImpactAssessment } from "../core/impact.ts";
import { byCodeUnit } from "../core/compare.ts";
import { grouped } from "../core/grouped.ts";
import { isWithin } from "../data/taxonomy/is-within.ts";
import type { AssessedFlow } from "../exposure/assessed-api.ts";
import { nounOf, pluralOf } from "../operations/candidates/nouns.ts";
import { resourcesOf } from "../operations/candidates/resources.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import { resourceOfPath } from "./elsewhere/same-data.ts";
import { entityOf } from "./scope/entity.ts";
import type { Scope } from "./scope/scope.ts";

type People = ImpactAssessment["people"][number];

/** Whom the reported data is about, by kind: what the API itself calls them where it does. */
export function peopleOf({ source, reads }: Pick<Scope, "source" | "reads">): People[] {
  const personal = reads.filter(({ field }) => field.isPersonal);
  const resources = resourcesOf(source.api);
  const about = personal.map((flow) => ({ flow, ...kindOf(flow, resourceOfPath(flow.operation, resources)) }));
  // Followers and friends are members by another name.
  return [...grouped(about, ({ kind, called }) => (kind === "members" ? kind : `${kind} ${called}`)).values()]
    .map((group): People => {
      const names = [...grouped(group, ({ called }) => called)];
      const [called] = names.toSorted(([a, x], [b, y]) => y.length - x.length || byCodeUnit(a, b))[0]!; // a group has one
      return { kind: group[0]!.kind, called, operations: [...new Set(group.map(({ flow }) => flow.operation.id))] };
    })
    .toSorted((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || b.operations.length - a.operations.length);
}

const KINDS: readonly People["kind"][] = ["minors", "patients", "members", "customers", "staff", "people"];

/** What kind of people a flow tells of, by the nouns on its way: the schema, the property, the path. */
function kindOf(flow: AssessedFlow, resource: string | undefined): Pick<People, "kind" | "called"> {
  const { operation, path, field, principal } = flow;
  const { lexicon } = operation;
  const entity = entityOf(flow);
  const names = [
    ...path.toReversed().flatMap(({ property, schema }) => [property, schema.name ?? schema.title]),
    resource,
    entity.noun,
    field.owner,
  ].filter((name) => name !== undefined);
  const nouns = names.flatMap((name) => wordsOf(nounOf(name)));
  const minor = nouns.find((noun) => lexicon.is(noun, "minor"));
  if (minor !== undefined) return { kind: "minors", called: pluralOf(minor) };
  const person = nouns.find((noun) => lexicon.is(noun, "natural-person"));
  const isOfHealth = isWithin(field.category, "user.health_and_medical");
  if (
    person !== undefined &&
    (isOfHealth || lexicon.inEnglish(person, "clientele") === "patient") &&
    lexicon.is(person, "clientele")
  )
    return { kind: "patients", called: pluralOf(person) };
  if (person !== undefined && lexicon.is(person, "staff")) return { kind: "staff", called: pluralOf(person) };
  if (person !== undefined && lexicon.is(person, "clientele")) return { kind: "customers", called: pluralOf(person) };
  if (principal) return { kind: "members", called: pluralOf(person ?? "user") };
  return { kind: "people", called: person === undefined ? "people whose records these are" : pluralOf(person) };
}
