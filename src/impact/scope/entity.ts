import { hasIdentifier } from "../../data/classify/entity.ts";
import type { PassedObject } from "../../data/flows/flow.ts";
import type { AssessedFlow } from "../../exposure/assessed-api.ts";
import { bareNoun } from "../../exposure/principals.ts";

/** The thing or person whose data a flow carries. */
export interface Entity {
  /** By what two flows are known to carry data of one kind of object. */
  readonly key: string;
  /** What the description calls it; `undefined` where it has no name. */
  readonly name: string | undefined;
  /** The noun of that name: `profile` of `PublicProfileDto`. */
  readonly noun: string;
}

/**
 * The object whose data a flow carries: the person whose principal it is, else the innermost with an identifier of its
 * own, else the one that holds the field. An address in a profile is the profile's.
 */
export function entityOf(flow: AssessedFlow): Entity {
  const { path, principalAt, field, operation } = flow;
  const object =
    (principalAt > 0 ? path[principalAt] : undefined) ??
    path.findLast(({ schema }) => hasIdentifier(schema)) ??
    path.findLast((one) => nameOf(one) !== undefined && one.schema.properties.size > 1) ??
    path.at(-1);
  const name = (object === undefined ? undefined : nameOf(object)) ?? field.owner;
  return {
    key: name ?? object?.property ?? field.node.pointer,
    name,
    noun: bareNoun(name ?? object?.property ?? "", operation.lexicon),
  };
}

/** What an object is called; where references were resolved into copies, only their titles tell which are one. */
function nameOf({ schema }: PassedObject): string | undefined {
  return schema.name ?? schema.title;
}
