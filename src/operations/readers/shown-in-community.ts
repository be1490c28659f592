import { member } from "../../core/json-value.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { isCalled } from "../../exposure/people-words.ts";
import { isMeetingPlace } from "../../exposure/open-community.ts";
import { privacyFlag } from "../../exposure/privacy-setting.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { isTown, OF_ONESELF } from "./reduced-profile.ts";

/**
 * Whether all that is handed out of persons is what they show on their profiles and posts, in a service where strangers follow
 * and block each other: several texts of the person's own fields say that it stands on the profile, and the API calls itself
 * nothing but public. An address, a phone number or where somebody was found is none of it, and a credential is needed.
 */
export function isShownInCommunity(api: AssessedApi, operation: Operation, flows: readonly AssessedFlow[]): boolean {
  if (flows.length === 0 || operation.access !== "secured" || !isMeetingPlace(api)) return false;
  const { audience } = api.assessed(operation).declared;
  if (audience === "private" || audience === "partner") return false;
  // A setting by which somebody hides, beside what it ought to hide, would be for the app to obey.
  if (flows.some(({ path }) => path.some(({ schema }) => privacyFlag(schema) !== undefined))) return false;
  return (
    flows.every((flow) => isShown(flow)) && flows.some((flow) => flow.path.some(({ schema }) => isProfile(schema)))
  );
}

function isShown({ field, operation, path }: AssessedFlow): boolean {
  if (field.sensitivity === "restricted" || field.isLevelStated) return false;
  if (OF_ONESELF.has(field.category) || isTown(field)) return true;
  const { lexicon } = operation;
  const isOfPlace = path.some(({ schema }) => lexicon.is(wordsOf(schema.name ?? "").join(" "), "place-looked-up"));
  if (isOfPlace && field.category.startsWith("user.location")) return true;
  // A place that somebody put on a post, by the text of the field or of what it stands in.
  if (!field.category.startsWith("user.location") || isNumber(field)) return false;
  if (!path.some(({ schema, property }) => isCalled(schema.name ?? property ?? "", "published-content", lexicon)))
    return false;
  const holders = path.flatMap(({ property }, at) =>
    property === undefined ? [] : (path[at - 1]?.schema.properties.get(property)?.description ?? []),
  );
  return [member(field.node.value, "description"), ...holders].some(
    (text) => typeof text === "string" && PUT_THERE.test(text),
  );
}

/** Whether it is a coordinate: where a device is, and not what somebody writes. */
function isNumber({ node }: AssessedFlow["field"]): boolean {
  const type = member(node.value, "type");
  return type === "number" || type === "integer";
}

/** Put there by whoever wrote the post. */
const PUT_THERE =
  /\b(?:tagged (?:on|in|by)|(?:if|when) the (?:user|author) (?:has )?(?:provided|added|shared))\b|\b(?:vom Benutzer angegeben)\b|\bindiqué par l'auteur\b|\b(?:indicad[ao]|informad[ao]) (?:por el autor|pelo autor)\b/i;

/** Whether the fields of a person are said to stand on a profile, by more than one of their texts. */
function isProfile(schema: Schema): boolean {
  const whole = targetOf(schema);
  const texts = [...whole.properties.values()].flatMap((property) => property.description ?? []);
  return (
    texts.filter((text) => ON_PROFILE.test(text)).length >= LEAST_TEXTS &&
    !texts.some((text) => schema.lexicon.has(wordsInOrder(text), "held-back"))
  );
}

const ON_PROFILE =
  /\b(?:shown|displayed|specified|visible|found|listed) (?:on|in) (?:their|the|his|her|this) (?:public )?(?:user'?s? )?profile\b|\bpublic profile\b|(?<![a-zà-ÿ])öffentlichen Profil\b|\bprofil public\b|\bperfil público\b/i;
const LEAST_TEXTS = 3;
