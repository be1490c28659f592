import { memo } from "../core/memo.ts";
import type { Operation, Parameter } from "../model/api.ts";
import { targetOf } from "../model/schema.ts";

/**
 * Whether the identifier with which a path begins to name somebody is said to be that of who calls: "The value must be the same
 * as the authenticated user", by the parameter or the schema that it refers to. Whether the server compares the two is what a
 * test is for.
 */
export const namesCallerByText = memo((operation: Operation): boolean => {
  if (operation.operationKind !== "path" || operation.access === "anonymous") return false;
  const name = /\{([^{}]+)\}/.exec(operation.path)?.[1];
  const named = operation.parameters.find((one) => one.in === "path" && one.name === name);
  return named !== undefined && textsOf(named).some((text) => OF_CALLER.test(text.slice(0, LIMIT)));
});

function textsOf({ description, schema }: Parameter): readonly string[] {
  const own = schema === undefined ? [] : [schema.description, targetOf(schema).description];
  return [description, ...own].filter((text) => text !== undefined);
}

/** Who calls, as a text of the identifier has it. What such a user may see is somebody else's. */
const OF_CALLER =
  /\bmust (?:be the same as|be equal to|be that of|equal|match) (?:the )?(?:id of )?(?:the )?(?:authenticated|authenticating|logged[- ]in|signed[- ]in|calling) (?:source )?user\b|\bid of (?:the )?(?:authenticated|authenticating|logged[- ]in|signed[- ]in|calling) (?:source )?user\b(?! (?:can|may|wants?|follows|has))|\bmuss (?:der|die) des angemeldeten Benutzers (?:sein|entsprechen)\b|\bdoit (?:être celui|correspondre à celui) de l'utilisateur (?:authentifié|connecté)|\bdebe (?:ser el|coincidir con el) del usuario autenticado\b|\bdeve (?:ser o|corresponder ao) do usuário autenticado\b/iu;

/** So much of a text is looked at. */
const LIMIT = 300;
