import { sentencesOf } from "../lexicon/sentences.ts";
import { listed, prose, quoted } from "../core/prose.ts";
import { memoBy } from "../core/memo.ts";
import { textOfValue } from "../core/text-of-value.ts";
import { judgementOf, type AssessedApi } from "../exposure/assessed-api.ts";
import { isSaidSetByFew } from "../data/classify/said-of-value.ts";
import { namesRole } from "../exposure/said-role.ts";
import { fixedSegments } from "../exposure/words.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import type { Operation } from "../model/api.ts";
import type { Fault } from "./fault.ts";
import { isOrdinaryChange } from "./ordinary-changes.ts";
import { requestFields, type RequestField } from "./request-fields.ts";
import { isKeyOfProgram } from "./schemes/one-key.ts";
import { isStatedOf } from "./stated.ts";

/** A field by which whoever makes a key or token says what that may do. */
export interface RightsOfKey {
  readonly operation: Operation;
  readonly field: RequestField;
  /** The rights that there are, as the description lists them. */
  readonly values: readonly string[];
}

/** The fields by which the rights of new keys and tokens are chosen, from a list that shows that these differ. */
export const rightsOfKeys = memoBy(judgementOf, (api: AssessedApi): readonly RightsOfKey[] =>
  api.operations.flatMap((operation) =>
    operation.operationKind !== "path" || (operation.method !== "POST" && operation.method !== "PUT")
      ? []
      : requestFields(operation).flatMap((field) => {
          const values = [...new Set(field.parts.flatMap(valuesOf))];
          return values.length > 1 && isRightOfKey(field, operation) ? [{ operation, field, values }] : [];
        }),
  ),
);

function valuesOf({ enum: own = [], items }: RequestField["parts"][number]): readonly string[] {
  return [...own, ...(items?.enum ?? [])].filter((value) => value !== null).map(textOfValue);
}

/** Whether a field is a role or right of a key, by its own name, or of what is made where keys are kept: `POST /tokens`. */
function isRightOfKey({ in: place, depth, words }: RequestField, { path, lexicon }: Operation): boolean {
  if (place !== "body" || depth > 1) return false;
  const isRight = endsIn(words, lexicon, "right") || endsIn(words, lexicon, "scope-of-key");
  if (!isRight) return false;
  const last = wordsOf(fixedSegments(path).at(-1) ?? "");
  const isKept =
    endsIn(last, lexicon, "opening-key") || endsIn(last, lexicon, "token") || lexicon.is(last.join(" "), "secret-word");
  return lexicon.has(words, "opening-key") || isKept;
}

/**
 * Whoever has a key makes another and says what that may do, where nothing keeps it to what the first one may: a key that was
 * given to somebody with few rights gets all of them. What a person's session makes has that person's rights at most.
 */
export function* keyRightsFaults(api: AssessedApi): Generator<Fault> {
  const principals = new Map(api.schemes.map(({ scheme, principal }) => [scheme, principal]));
  const takesKey = ({ access, security }: Operation): boolean =>
    access === "secured" &&
    (security?.alternatives ?? []).some(
      ({ schemes: [first, ...more] }) =>
        first !== undefined &&
        more.length === 0 &&
        first.scopes.length === 0 &&
        isKeyOfProgram(first.scheme, principals.get(first.scheme)),
    );
  for (const { operation, field, values } of rightsOfKeys(api)) {
    if (!isOrdinaryChange(api, operation) || !takesKey(operation) || isKeptWithin(operation, field)) continue;
    const weakest = values.find((value) => isOfCustomers(value, api.lexicon));
    yield {
      at: field.at,
      cause: `rights of keys ${operation.method} ${operation.path} ${field.name}`,
      title: "Callers can choose the rights of a new key (privilege escalation)",
      places: [{ at: field.at, operation, witness: field.witness }],
      message: `${quoted(field.name)} of ${operation.id} gives a new key any of ${listed(
        values.map((value) => quoted(value)),
        3,
      )}, and nothing says that a new key cannot have more rights than the caller`,
      rationale: RATIONALE,
      exploit: EXPLOIT,
      remediation: REMEDIATION,
      // That such a key comes back to whoever has less is what nothing denies, and nothing says.
      premises: { caller: "stated", data: "possible", owner: "stated" },
      evidence: weakest === undefined ? [] : [`The value ${quoted(weakest)} suggests that customers hold such keys.`],
      mitigations: weakest === undefined ? ["the service may check the requested rights against the caller's"] : [],
    };
  }
}

/** Whether a right is named after those whom a business serves: such keys stand in what they are given. */
function isOfCustomers(value: string, lexicon: Lexicon): boolean {
  const words = wordsOf(value);
  return lexicon.has(words, "clientele") || lexicon.has(words, "holder-of-licence");
}

/** Whether a text keeps the rights of a new key to a few, or to what the caller's own may. */
function isKeptWithin(operation: Operation, { description }: RequestField): boolean {
  const { lexicon, summary = "", description: text = "" } = operation;
  return (
    isSaidSetByFew(description) ||
    namesRole(operation) ||
    isStatedOf(operation, "reserved") ||
    lexicon.has(wordsInOrder(description), "within-own-rights") ||
    [summary, text]
      .flatMap((said) => sentencesOf(said))
      .map((said) => wordsInOrder(said))
      .some((words) => lexicon.has(words, "within-own-rights") && RIGHTS.some((one) => lexicon.has(words, one)))
  );
}

/** What a sentence must be about to keep the rights of a key within those of another. */
const RIGHTS = ["right", "scope-of-key", "right-of-the-caller"] as const;

const RATIONALE = prose`
  Keys have different rights, and the request that creates a key names them. If the service does not compare them with the
  rights of the key that makes the request, the weakest key is as good as the strongest: it only has to create one.
`;
const EXPLOIT = prose`
  An attacker has a key with few rights, taken from a program or a log. The attacker creates another key with the strongest
  role in the list, and uses that one. Revoking the first key does not end the second.
`;
const REMEDIATION = prose`
  Refuse rights that the caller does not have, with 403. Say so in the description, and test it with the weakest
  key. Let only administrators create keys, or only a person who has logged in.
`;
