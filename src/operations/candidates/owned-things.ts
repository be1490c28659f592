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
import { actionOf } from "./action.ts";
import { pathSteps } from "./path-steps.ts";
import { callersShown } from "./told-apart.ts";
import { isAskedOfProvider } from "./providers-data.ts";
import type { Surroundings } from "./surroundings.ts";

/**
 * Gives what shows that callers have things of their own where an operation comes by them; `undefined` where nothing does. That B has
 * something there which A must not get at is a premise, and is not true of an advisory, a holiday or the number of a bank because a path
 * names one of them. Any of these shows it: the operation, or another of that kind of thing, changes it; a path, an identifier or a
 * property says whose it is; a text does, or says that not everybody may see it; or it tells what is private of people.
 */
export const ownedThings = memoBy(situationOf, (api): Find => {
  const paths = api.operations.filter(({ operationKind }) => operationKind === "path");
  const reads = plainReadsOf(api);
  const all = new Set(paths.flatMap((one) => [...thingsIn(one), ...writtenNounsIn(one)]));
  const shown = callersShown(api);
  const changed = new Set(
    paths.filter((one) => !reads(one) && !isAskedOfProvider(one) && !isWorkedOut(one)).flatMap(changedNounsIn),
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
  for (const noun of changed) if (isWeak(byNoun.get(noun))) byNoun.set(noun, "changed");
  const find: Find = ({ operation, identifiers, resource, kind }, around) => {
    // What is made is the caller's own: whose that is which it refers to shows elsewhere.
    if (kind === "reference")
      return identifiers
        .flatMap((one) => [thingOf(one, around)?.bare, thingNamed(one.name)])
        .map((noun) => byNoun.get(lastWord(textOfName(noun ?? "")).toLowerCase()))
        .find((one) => one !== undefined);
    // Where people sign up, what nobody describes may be theirs.
    const { unknown } = around.stakesOf(operation);
    if (api.signUps.length > 0 && unknown !== undefined) return "sign-up";
    // A picture or document that a call names may be anybody's, and nothing in it tells.
    if (unknown?.kind === "file" && (kind !== "list" || api.signUps.length > 0)) return "file";
    const own = evidenceIn(operation);
    if (own !== undefined && !isWeak(own)) return own;
    if (around.content.readBy(operation) !== undefined) return "content";
    const named = identifiers.flatMap((one) => thingOf(one, around)?.bare ?? []);
    const nouns = [resource.bare, ...named, ...nounsOfPath(operation)].map((noun) =>
      lastWord(textOfName(noun)).toLowerCase(),
    );
    const found = nouns.flatMap((noun) => byNoun.get(noun) ?? []);
    const strong = found.find((one) => !isWeak(one));
    if (strong !== undefined) return strong;
    const said = new Set([...nouns, ...writtenNounsIn(operation)]);
    if (saysYours(api.info.description ?? "", said, api.lexicon, [])) return "text";
    return own ?? found[0] ?? (!reads(operation) && !isWorkedOut(operation) ? "changed" : undefined);
  };
  return (access, around) => {
    const found = find(access, around);
    const isEnough = isWeak(found) ? shown.areKnown && shown.holdAccounts : shown.areKnown || isOfAccounts(found);
    return found === undefined || isEnough ? found : "doubtful";
  };
});

type Find = (
  access: Pick<ObjectAccess, "operation" | "identifiers" | "resource" | "kind">,
  around: Surroundings,
) => Evidence | undefined;

/** What shows that callers have things of their own only where each of them has an account of such things. */
function isWeak(evidence: Evidence | undefined): boolean {
  return evidence === undefined || evidence === "changed" || evidence === "noun" || evidence === "file";
}

/**
 * What names an account or a person whose something is, in a path, an identifier or a text: an API that knows of accounts knows its
 * callers by them, also where nothing says how.
 */
function isOfAccounts(evidence: Evidence | undefined): boolean {
  return evidence === "nested" || evidence === "owner" || evidence === "text";
}

/** `doubtful`: what would show it, were it shown that callers are told apart, and have accounts there. */
export type Evidence =
  | "nested"
  | "noun"
  | "owner"
  | "text"
  | "people"
  | "changed"
  | "content"
  | "sign-up"
  | "file"
  | "doubtful";

/** The nouns of a path as they are written, which a text in any language says so: `warnungen`. */
function writtenNounsIn(operation: Operation): readonly string[] {
  return pathSteps(operation).flatMap(({ text, parameter }) =>
    parameter === undefined && !namesNoThing(nounOf(text), operation.lexicon) ? [text.toLowerCase()] : [],
  );
}

function lastNounsIn(operation: Operation): readonly string[] {
  return nounsOfPath(operation).map((noun) => lastWord(noun).toLowerCase());
}

/**
 * What an operation changes: of what is made or kept, the thing that comes to be, and not what that is made in: whoever stores a
 * configuration for a market changes no market.
 */
function changedNounsIn(operation: Operation): readonly string[] {
  const nouns = lastNounsIn(operation);
  const { isMaking, part } = actionOf(operation);
  const isAdded = isMaking || (operation.method === "POST" && part !== undefined);
  return isAdded && !operation.path.endsWith("}") ? nouns.slice(-1) : nouns;
}

/** What a name is the identifier of: `article` of `articleId`. */
function thingNamed(name: string): string {
  return wordsOf(name.replace(/[-_ ]?ids?$/i, "")).join(" ");
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
