/*
 * New passwords: what a field of one is called, what proves that it is its owner who sets it, and who sets that of somebody
 * else.
 */
import { memo } from "../core/memo.ts";
import { demandsCredential } from "../model/credential-header.ts";
import { intentOf } from "../exposure/intent.ts";
import { isOwn } from "../exposure/principals.ts";
import { readingOf } from "../exposure/reading.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { isMadeOf } from "../lexicon/phrases.ts";
import type { Operation } from "../model/api.ts";
import { isPerson } from "./acting-as-others.ts";
import { isText, requestFields, segmentWords, type RequestField } from "./request-fields.ts";

/**
 * Whether an operation sets or resets the password of somebody whom the request names: `PUT /users/{id}` with a password,
 * `POST /users/{id}/reset-password`, `POST /set-password` with a user's ID. Who sends the old one, or what was sent to its
 * owner, sets their own.
 */
export const setsPasswordOfOther = memo((operation: Operation): boolean => {
  const { operationKind, method, lexicon } = operation;
  if (operationKind !== "path" || !["POST", "PUT", "PATCH"].includes(method) || isOwn(operation)) return false;
  if (!demandsCredential(operation)) return false;
  const intent = intentOf(operation);
  if ((intent !== undefined && intent !== "password-reset") || readingOf(operation) !== undefined) return false;
  const sent = requestFields(operation).filter(({ in: way }) => way === "body");
  if (sent.some((field) => provesOwner(field, lexicon) || lexicon.has(field.words, "sent-proof"))) return false;
  const last = segmentWords(operation).at(-1) ?? [];
  const isOfIt = lexicon.has(last, "password");
  const named = namedPerson(operation);
  const fields = sent.filter((field) => field.depth <= 1 && isText(field));
  if (isOfIt && named === "part" && fields.length === 0) return lexicon.has(last, "reset");
  const isNew = fields.some(({ words }) => isNewPassword(words, lexicon));
  if (!isNew && !fields.some(({ words }) => isPassword(words, lexicon))) return false;
  // Beside another change a password is the proof of who makes it.
  return (
    named === "whole" || ((isOfIt || isNew) && (named === "part" || sent.some((one) => isIdOfPerson(one, lexicon))))
  );
});

/** Whether a path ends in somebody, or in a part of what it names: `/users/{id}`, `/users/{id}/password`. */
function namedPerson({ path, lexicon }: Operation): "whole" | "part" | undefined {
  const segments = path.split("/").filter((segment) => segment !== "");
  const at = segments.findLastIndex(
    (segment, index) => segment.startsWith("{") && isPerson(wordsOf(segments[index - 1] ?? ""), lexicon),
  );
  if (at < 0) return undefined;
  return at === segments.length - 1 ? "whole" : "part";
}

/** `userId`, `employee_uuid`: not the name, with which somebody logs in as well. */
function isIdOfPerson({ depth, words }: RequestField, lexicon: Lexicon): boolean {
  return depth <= 1 && words.length > 1 && lexicon.is(words.at(-1)!, "identifier-word") && isPerson(words, lexicon);
}

/** `userPassword`, `neues Passwort`. */
export function isPassword(words: readonly string[], lexicon: Lexicon): boolean {
  return lexicon.has(words, "password") && isMadeOf(words, lexicon, "password", "around-password");
}

/** `newPassword`, `nueva contraseña`. */
export function isNewPassword(words: readonly string[], lexicon: Lexicon): boolean {
  return lexicon.has(words, "new") && isMadeOf(words, lexicon, "password-or-pass", "around-password");
}

/**
 * Whether a field is what proves that its sender is the owner: the old password, what was sent to the owner, a second
 * factor. The new password alone is none.
 */
export function provesOwner({ words }: RequestField, lexicon: Lexicon): boolean {
  if (isPassword(words, lexicon) || isNewPassword(words, lexicon)) return lexicon.has(words, "old");
  return lexicon.has(words, "proves-owner");
}
