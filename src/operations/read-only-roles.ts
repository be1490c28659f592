/*
 * Changes that an extension such as `x-roles` opens to a role of which the API says that it changes nothing: the list is what
 * is built.
 */
import { count, listed, prose, quoted } from "../core/prose.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { readingOf } from "../exposure/reading.ts";
import { statedIn } from "../lexicon/statements.ts";
import { placeOf, type Operation } from "../model/api.ts";
import type { Fault } from "./fault.ts";
import { rolesOf } from "./said-against.ts";

/** Changes that a role may make of which a text says that it only reads, where most other changes leave it out. */
export function* readOnlyRoleFaults(api: AssessedApi, secured: readonly Operation[]): Generator<Fault> {
  const changes = secured.filter((operation) => readingOf(operation) === undefined && rolesOf(operation).length > 0);
  if (changes.length === 0) return;
  const reading = readOnlyRolesIn(api.info.description ?? "", new Set(secured.flatMap((one) => rolesOf(one))));
  const found = changes.filter((operation) => rolesOf(operation).some((role) => reading.has(role)));
  const [first] = found;
  // Where most changes list it, the list is of something else than who may change.
  if (first === undefined || (changes.length > 1 && found.length * 2 > changes.length)) return;
  const role = rolesOf(first).find((one) => reading.has(one))!;
  yield {
    at: placeOf(first),
    cause: `role that only reads ${role}`,
    title: "A role that only reads can call a change (BFLA)",
    rationale: OPENED,
    exploit: "A user with the role that only reads calls the operation, and it is carried out.",
    remediation: LEFT_OUT,
    places: found.map((operation) => ({ at: placeOf(operation), operation })),
    message: `${listed(
      found.map(({ id }) => id),
      3,
    )} ${found.length === 1 ? "accepts" : "accept"} the role ${quoted(role)}, which by the description changes nothing`,
    evidence: [
      `The description lists the role for ${count(found.length, "change")}, and says of it that it only reads.`,
    ],
  };
}

const OPENED = prose`
  The description says that users with the role only read. The list of roles of this operation, which makes a change, names
  that role all the same. What is listed is what the server enforces.
`;
const LEFT_OUT = prose`
  Leave the role out of the list, and test that a user with it is refused. Where the role may make this change, say so in the
  description of the role.
`;

/** The roles of which a text says, between their name and that of the next one, that they only read. */
function readOnlyRolesIn(text: string, roles: ReadonlySet<string>): ReadonlySet<string> {
  const said = text.slice(0, LIMIT);
  const named = [...roles]
    .map((role) => ({ role, at: indexOfWord(said, role) }))
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => a.at - b.at);
  return new Set(
    named
      .filter(({ at }, index) => statedIn(said.slice(at, named[index + 1]?.at).slice(0, BEHIND)).has("reads-only"))
      .map(({ role }) => role),
  );
}

/** Where a text has a name as a word of its own; -1 where it has not. */
function indexOfWord(text: string, name: string): number {
  const at = text.toLowerCase().indexOf(name.toLowerCase());
  const isWithin = /[\p{L}\p{N}]/u;
  return at < 0 || isWithin.test(text[at - 1] ?? "") || isWithin.test(text[at + name.length] ?? "") ? -1 : at;
}

const LIMIT = 4000;
/** So much behind the name of a role is about it. */
const BEHIND = 200;
