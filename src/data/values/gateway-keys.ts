import { memo } from "../../core/memo.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { isHeadedBy } from "../../lexicon/phrases.ts";
import type { Operation } from "../../model/api.ts";
import { gatewayTargetOf, type GatewayLiteral } from "../../model/gateway-target.ts";
import { isMadeUp } from "./secret-shapes.ts";

/** A key by which a gateway calls the service behind it, written into the mapping of its requests. */
export interface GatewayKey extends GatewayLiteral {
  readonly operation: Operation;
}

/** All such keys: a rule tells of them, and what is shown of a description leaves them out. */
export const gatewayKeysOf = memo((operations: readonly Operation[]): readonly GatewayKey[] =>
  operations.flatMap((operation) =>
    (gatewayTargetOf(operation)?.literals ?? [])
      .filter((literal) => isKey(literal, operation))
      .map((literal) => ({ ...literal, operation })),
  ),
);

/** Whether a header or parameter of this name is for a credential, and its value was not made up. */
function isKey({ name, value }: GatewayLiteral, { lexicon }: Operation): boolean {
  const words = wordsOf(name.replace(/^x-/i, ""));
  const isForKey = lexicon.is(words.join(" "), "credential-header") || isHeadedBy(words, lexicon, "secret-word");
  return isForKey && value.length >= 12 && /\d/.test(value) && /[a-z]/i.test(value) && !isMadeUp(value);
}
