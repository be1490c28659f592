import { isCalled } from "../../exposure/people-words.ts";
import { isOnPublicPage } from "../../exposure/public-page.ts";
import type { AssessedApi, AssessedFlow, Assessment } from "../../exposure/assessed-api.ts";
import { privacyFlag } from "../../exposure/privacy-setting.ts";
import { statedWithSuccesses } from "../../exposure/said.ts";
import { statedIn } from "../../lexicon/statements.ts";
import { isWithin } from "../../data/taxonomy/is-within.ts";
import type { Flow } from "../../data/flows/flow.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { textOfName, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import { targetOf } from "../../model/schema.ts";
import { composedProperties, heldSchemaOf } from "../../model/schema-parts.ts";
import type { Statement } from "../../lexicon/statement.ts";

/** Whether a flow is of a principal of whom its operation hands out no more than what communities show, or they of themselves. */
export function shownAlone(api: AssessedApi): (flow: AssessedFlow) => boolean {
  const known = new Map<Operation, boolean>();
  return (flow) => {
    if (flow.field.isLevelStated || isOfStaffAccounts(flow.operation)) return false;
    if (isOnPublicPage(flow) || isShownByChoice(api, flow)) return true;
    if (!isOfPrincipal(flow)) return false;
    const { operation } = flow;
    let shown = known.get(operation);
    if (shown === undefined) known.set(operation, (shown = showsNoMore(api.assessed(operation))));
    return shown;
  };
}

/**
 * Whether people stand there because they chose it, under one name of their choice, by the text of the operation, object or field:
 * "only donors who chose to appear". Where more of them comes back than that name, or a setting by which the app is to hide it, they
 * did not choose what is shown.
 */
function isShownByChoice(api: AssessedApi, flow: AssessedFlow): boolean {
  const { field, operation, path } = flow;
  if (field.category !== "user.name" && field.category !== "user.account.username") return false;
  const holder = path.at(-1)?.schema;
  if (holder === undefined || path.some(({ schema }) => privacyFlag(schema) !== undefined)) return false;
  const told = [...api.assessed(operation).over].filter((one) => one.field.confidence !== "possible");
  if (told.some((one) => one.field.name !== field.name)) return false;
  const own = composedProperties(holder).get(field.name);
  return (
    statedWithSuccesses(operation).some((stated) => stated.has(CHOSEN)) ||
    [holder, own, own && targetOf(own)].some((schema) => statedIn(schema?.description ?? "").has(CHOSEN))
  );
}

const CHOSEN = "shown-by-choice" satisfies Statement;

/** Whether an operation is about the accounts of an organization's staff, which no community shows: `/staff_accounts`. */
function isOfStaffAccounts({ path, lexicon }: Operation): boolean {
  return fixedSegments(path).some((segment) => {
    const words = wordsOf(segment);
    return lexicon.has(words, "staff") && lexicon.has(words, "account");
  });
}

/** Whose account name or picture it is has an account: `last_poster_username` stands in a thing. */
function isOfPrincipal({ principal, field }: AssessedFlow): boolean {
  return principal || field.category === "user.account.username" || field.category === "user.content.self_image";
}

function showsNoMore({ over }: Assessment): boolean {
  const all = [...over].filter(
    (flow) => isOfPrincipal(flow) && flow.field.confidence !== "possible" && !isOnPublicPage(flow),
  );
  return all.every(isShownByCommunities);
}

/**
 * Whether a field is of what communities show of their members: what they write of themselves, or publish, is for others to
 * read, unless somebody said how sensitive it is.
 */
export function isShownByCommunities(flow: Pick<Flow, "field" | "operation" | "path">): boolean {
  const { category, name, isLevelStated } = flow.field;
  if (isLevelStated) return false;
  if (SHOWN.some((key) => isWithin(category, key))) return true;
  if (isWithin(category, "user.location")) return isPlaceOnProfile(flow);
  if (category !== "user.content.private") return false;
  return flow.operation.lexicon.is(textOfName(name), "self-description") || isPublished(flow);
}

/** Whether a text is that of a comment, a review or the like, or one of several: `comments.data[]`. */
function isPublished({ field, path, operation: { lexicon } }: Pick<Flow, "field" | "operation" | "path">): boolean {
  const names = path.flatMap(({ schema, property }) => [schema.name ?? "", property ?? ""]);
  return [field.name, ...names].some((one) => isCalled(one, "published-content", lexicon));
}

/**
 * Whether a place is what a member wrote on a profile for others to read: a text that is called just that, in an object that has their
 * account names at two other services and what they say of themselves or their page, and neither a coordinate nor a way to reach them.
 * What the field's own text calls an address is one, whatever stands beside it.
 */
function isPlaceOnProfile({
  field,
  path,
  operation: { lexicon },
}: Pick<Flow, "field" | "operation" | "path">): boolean {
  const object = path.at(-1)?.schema;
  const own = object === undefined ? undefined : composedProperties(object).get(field.name);
  if (object === undefined || own === undefined || !/^location$/i.test(field.name)) return false;
  const held = heldSchemaOf(own);
  if ([own, held].some(({ title, description }) => TO_DOOR.test(`${title ?? ""} ${description ?? ""}`))) return false;
  const { types } = held;
  if (!types.includes("string") || types.some((type) => type !== "string" && type !== "null")) return false;
  const beside = [...composedProperties(object).keys()].filter((name) => name !== field.name).map(wordsOf);
  const handles = beside.filter(
    (words) =>
      words.length > 1 && /^(?:user ?name|handle|account)$/.test(words.slice(1).join(" ")) && NETWORKS.test(words[0]!),
  );
  const isTold = beside.some(
    (words) => lexicon.is(words.join(" "), "self-description") || /^(?:website|homepage|blog)$/.test(words[0]!),
  );
  return (
    handles.length > 1 &&
    isTold &&
    !beside.some((words) => CLOSER.some((concept) => lexicon.has(words, concept)) || COORDINATE.test(words.join(" ")))
  );
}

/** Where people are known by a name that everybody sees. */
const NETWORKS = /^(?:github|gitlab|twitter|mastodon|linkedin|instagram|facebook|youtube|twitch)$/;
const COORDINATE = /\b(?:lat|lng|lon|latitude|longitude|geo|coordinates?|birth\w*|gender|sex)\b/;
/** Where somebody lives, or is sent things. */
const TO_DOOR = /\b(?:street|number|live[sd]?\b|home|shipping|parcel|deliver|address)/i;
const CLOSER = ["contact-address"] as const;

const SHOWN = ["user.name", "user.account.username", "user.content.self_image", "user.contact.url"];

/** Whether a flow shows of somebody within something else no more than communities show of who wrote it. */
export function isByline(flow: AssessedFlow): boolean {
  return flow.via === "embedded" && isOfPrincipal(flow) && isShownOfMembers(flow);
}

/** Whether what a flow tells of somebody is what communities show of their members. */
export function isShownOfMembers(flow: AssessedFlow): boolean {
  return (!flow.field.isLevelStated && isOnPublicPage(flow)) || isShownByCommunities(flow);
}
