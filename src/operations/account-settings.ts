/*
 * Settings that hold for a whole account, of which there is one: `PUT /settings`, `POST /RecordingSettings/Default`,
 * `PATCH /organizations/{id}`. Who changes them decides where data is kept and how it is protected, for everybody in the account.
 */
import { memo } from "../core/memo.ts";
import { isOwn } from "../exposure/principals.ts";
import { readingOf } from "../exposure/reading.ts";
import { textOfName, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import type { Operation } from "../model/api.ts";
import { pathIdentifiers } from "./candidates/object-identifiers.ts";
import { pathSteps } from "./candidates/path-steps.ts";
import { requestFields, type RequestField } from "./request-fields.ts";

/** A field of such settings, and what follows where somebody changes it. */
export interface AccountSetting {
  readonly field: RequestField;
  /** Data is kept elsewhere, a protection is off, others log in, or events go elsewhere. */
  readonly effect: "stores-elsewhere" | "unprotected" | "lets-in" | "reports-elsewhere";
}

/** What an operation changes that holds for a whole account; empty where it changes no settings of one. */
export const accountSettingsOf = memo((operation: Operation): readonly AccountSetting[] => {
  if (!changesSettings(operation)) return [];
  return requestFields(operation).flatMap((field) => {
    const effect = field.in === "body" && field.depth < 3 ? effectOf(field, operation) : undefined;
    return effect === undefined ? [] : [{ field, effect }];
  });
});

/** Whether a path ends in settings of which an account has one, or in the account itself, and the call changes them. */
function changesSettings(operation: Operation): boolean {
  const { operationKind, method, lexicon } = operation;
  if (operationKind !== "path" || !WRITES.has(method) || isOwn(operation) || readingOf(operation) !== undefined)
    return false;
  // Settings of a device or a project are that one's.
  if (!pathIdentifiers(operation).every(({ name }) => isOfTenant(name, operation))) return false;
  const steps = pathSteps(operation);
  if (steps.at(-1)?.parameter !== undefined) return pathIdentifiers(operation).length === 1;
  const named = steps.filter(
    ({ parameter, text }) => parameter === undefined && !lexicon.is(textOfName(text), "the-one-of-all"),
  );
  const last = wordsOf(named.at(-1)?.text ?? "");
  return endsIn(last, lexicon, "set-up") || (method !== "POST" && endsIn(last, lexicon, "tenant"));
}

const WRITES: ReadonlySet<string> = new Set(["PUT", "PATCH", "POST"]);

/** Whether a parameter of a path names an account: `accountId`, or `id` behind `/workspaces`. */
function isOfTenant(name: string, operation: Operation): boolean {
  const { lexicon } = operation;
  const steps = pathSteps(operation);
  const at = steps.findIndex(({ parameter }) => parameter === name);
  return [...wordsOf(name), ...wordsOf(steps[at - 1]?.text ?? "")].some((word) => lexicon.is(word, "tenant"));
}

function effectOf({ words, types }: RequestField, { lexicon }: Operation): AccountSetting["effect"] | undefined {
  const isSwitch = types.includes("boolean");
  const isText = types.length === 0 || types.includes("string");
  if (isSwitch && lexicon.has(words, "account-protection")) return "unprotected";
  if (!isText) return undefined;
  const isAddress = lexicon.is(words.at(-1) ?? "", "location-word") || lexicon.is(words[0] ?? "", "location-word");
  if (lexicon.has(words, "single-sign-on")) return "lets-in";
  if (isAddress && lexicon.has(words, "data-store")) return "stores-elsewhere";
  return isAddress && lexicon.has(words, "hook-word") ? "reports-elsewhere" : undefined;
}
