import { memo, memoBy } from "../../core/memo.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { isOwn } from "../../exposure/principals.ts";
import { situationOf } from "../../exposure/situation.ts";
import { namesOrganisation } from "../../exposure/tenancy.ts";
import { textOfName, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import { listsOwn } from "./callers-content.ts";
import { nounsOfPath } from "./catalogue.ts";
import {
  isHeldBack,
  isPrivate,
  isWorkedOut,
  namesNoThing,
  nounOfSomebody,
  ownerIn,
  plainReadsOf,
  saysYours,
  spokenTextsOf,
  THINGS_SAID,
} from "./common-data.ts";
import { thingOf } from "./named-beside.ts";
import { lastWord, nounOf } from "./nouns.ts";
import type { ObjectAccess } from "./object-access.ts";
import { pathSteps } from "./path-steps.ts";
import { isAskedOfProvider } from "./providers-data.ts";
import type { Surroundings } from "./surroundings.ts";

/**
 * Gives what shows that callers have things of their own where an operation comes by them; `undefined` where nothing does. That B has
 * something there which A must not get at is a premise, and is not true of an advisory, a holiday or the number of a bank because a path
 * names one of them. Any of these shows it: the operation, or another of that kind of thing, changes it; a path, an identifier or a
 * property says whose it is; a text does, or says that not everybody may see it; or it tells what is private of people.
 */
export const ownedThings = memoBy(
  situationOf,
  (
    api,
  ): ((
    access: Pick<ObjectAccess, "operation" | "identifiers" | "resource">,
    around: Surroundings,
  ) => Evidence | undefined) => {
    const paths = api.operations.filter(({ operationKind }) => operationKind === "path");
    const reads = plainReadsOf(api);
    const all = new Set(paths.flatMap((one) => [...thingsIn(one), ...writtenNounsIn(one)]));
    const changed = new Set(
      paths.filter((one) => !reads(one) && !isAskedOfProvider(one) && !isWorkedOut(one)).flatMap(lastNounsIn),
    );
    const evidenceIn = memo((operation: Operation): Evidence | undefined => {
      if (namesOrganisation(operation) || isOwn(operation)) return "nested";
      if (nounOfSomebody(operation, undefined) !== undefined || isMadeOfSomebodys(operation)) return "noun";
      if (ownerIn(operation, false) !== undefined) return "owner";
      if (isSaidOwn(api, operation, all)) return "text";
      if (api.assessed(operation).flows.some(isOfSomebody)) return "people";
      return undefined;
    });
    const byNoun = new Map<string, Evidence>();
    for (const one of paths) {
      const found = evidenceIn(one);
      if (found !== undefined) for (const noun of thingsIn(one)) byNoun.set(noun, found);
    }
    for (const noun of changed) byNoun.set(noun, "changed");
    return ({ operation, identifiers, resource }, around) => {
      if (!reads(operation) && !isWorkedOut(operation)) return "changed";
      // Where people sign up, what nobody describes may be theirs.
      const { unknown } = around.stakesOf(operation);
      if (api.signUps.length > 0 && unknown !== undefined) return "sign-up";
      // A picture or document that a call names may be anybody's, and nothing in it tells.
      if (unknown?.kind === "file") return "file";
      const own = evidenceIn(operation);
      if (own !== undefined) return own;
      if (around.content.readBy(operation) !== undefined) return "content";
      const named = identifiers.flatMap((one) => thingOf(one, around)?.bare ?? []);
      const nouns = [resource.bare, ...named, ...nounsOfPath(operation)].map((noun) =>
        lastWord(textOfName(noun)).toLowerCase(),
      );
      const found = nouns.flatMap((noun) => byNoun.get(noun) ?? [])[0];
      if (found !== undefined) return found;
      const said = new Set([...nouns, ...writtenNounsIn(operation)]);
      return saysYours(api.info.description ?? "", said, api.lexicon, []) ? "text" : undefined;
    };
  },
);

export type Evidence = "nested" | "noun" | "owner" | "text" | "people" | "changed" | "content" | "sign-up" | "file";

/** The nouns of a path as they are written, which a text in any language says so: `warnungen`. */
function writtenNounsIn(operation: Operation): readonly string[] {
  return pathSteps(operation).flatMap(({ text, parameter }) =>
    parameter === undefined && !namesNoThing(nounOf(text), operation.lexicon) ? [text.toLowerCase()] : [],
  );
}

function lastNounsIn(operation: Operation): readonly string[] {
  return nounsOfPath(operation).map((noun) => lastWord(noun).toLowerCase());
}

function thingsIn(operation: Operation): readonly string[] {
  return lastNounsIn(operation).filter((noun) => !namesNoThing(noun, operation.lexicon));
}

/**
 * Whether a read tells what is somebody's own: of people such as the caller, or what a work or a directory does not tell of those who are
 * in it. Who wrote a song, and its words, are in a catalogue.
 */
function isOfSomebody(flow: AssessedFlow): boolean {
  return isPrivate(flow) && (flow.principal || !IN_A_CATALOGUE.test(flow.field.category));
}

const IN_A_CATALOGUE = /^user\.(?:name|content|job_title|account\.username|behavior|demographic)(?:$|\.)/;

/** Whether a noun of a path is made of what is somebody's: the payload of an e-mail in `/mime_email_payloads/{id}`. */
function isMadeOfSomebodys(operation: Operation): boolean {
  const { lexicon } = operation;
  return nounsOfPath(operation).some((noun) =>
    wordsOf(noun)
      .slice(0, -1)
      .some((word) => lexicon.is(word, "account-thing") || lexicon.is(word, "user")),
  );
}

/** Whether a text of an operation, or of one of its refusals, says whose the things are, or that not everybody may see them. */
function isSaidOwn(api: AssessedApi, operation: Operation, nouns: ReadonlySet<string>): boolean {
  const { lexicon, summary = "", description = "", responses } = operation;
  const refusals = responses
    .filter(({ status }) => status === "403" || status === "404")
    .map((response) => response.description ?? "");
  return (
    (api.assessed(operation).subject === "caller" && operation.method === "GET") ||
    listsOwn(operation) ||
    [...spokenTextsOf(operation), ...refusals].some((text) => saysYours(text, nouns, lexicon, THINGS_SAID)) ||
    [summary, description].some((text) => isHeldBack(text, lexicon))
  );
}
