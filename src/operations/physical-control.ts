import { memo } from "../core/memo.ts";
import { fixedSegments } from "../exposure/words.ts";
import type { Concept } from "../lexicon/concept.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { textOfName, wordsOf } from "../lexicon/name-tokens.ts";
import { isHeadedBy } from "../lexicon/phrases.ts";
import type { Operation } from "../model/api.ts";
import { isNumber, requestFields, type RequestField } from "./request-fields.ts";

/**
 * Whether a change makes something move, heat, lock or switch: it commands a machine, writes to an actuator or an output of a
 * controller, sets the value or state of what is switched, or sends a set point.
 */
export const controlsMachine = memo((operation: Operation): boolean => {
  const { method, path, operationId = "", lexicon } = operation;
  const segments = fixedSegments(path).map((segment) => wordsOf(segment));
  const isAbout = (concept: Concept): boolean => segments.some((words) => lexicon.has(words, concept));
  const act = wordsOf(operationId);
  const machines = segments.flatMap((words, step) =>
    words.flatMap((word, at) => (lexicon.lengthAt(words, at, "machine") > 0 ? [{ word, step, at }] : [])),
  );
  // What is locked, as a file is, is no lock: the thing and what is done to it are two words.
  const isMoved = machines.some(
    ({ word, step, at: own }) =>
      (segments.at(-1) ?? []).some(
        (_, at) =>
          !(step === segments.length - 1 && at === own) && lexicon.lengthAt(segments.at(-1)!, at, "sets-in-motion") > 0,
      ) || act.some((one, at) => one !== word && lexicon.lengthAt(act, at, "sets-in-motion") > 0),
  );
  if (isMoved) return true;
  if (method === "DELETE") return false;
  // As it is written: `relayState`.
  const isSwitched = path.split("/").some((part) => !part.includes("{") && isOfSwitchedThing(wordsOf(part), lexicon));
  return isAbout("actuator") || (isSwitched && writesValue(operation)) || sendsSetPoint(operation);
});

/**
 * Whether a segment of a path is of a thing that is switched, and not of one that is named after it: `valves`, `valve-1`,
 * `pump-speed` and `vanne-de-gaz`, but no `motor-insurance`.
 */
function isOfSwitchedThing(words: readonly string[], lexicon: Lexicon): boolean {
  // Who is colour-blind has no blind.
  if (/^colou?r blind$/.test(words.join(" "))) return false;
  const end = words.findLastIndex((word) => !/^\d+$/.test(word) && !BEHIND.some((one) => lexicon.is(word, one)));
  return isHeadedBy(words.slice(0, end + 1), lexicon, "switched-thing");
}

/** What may stand behind such a thing: the value that is written to it, or that it is driven. */
const BEHIND = ["value-written", "sets-in-motion", "identifier-word"] as const;

/**
 * Whether a call says what a thing is to do from now on, by the end of its path or in what it sends: `/valves/{id}/state`,
 * `{ "on": true }`. What describes a thing, such as its name and place, moves nothing.
 */
function writesValue(operation: Operation): boolean {
  const { path, lexicon } = operation;
  const last = path.split("/").findLast((segment) => segment !== "") ?? "";
  return (
    lexicon.is(textOfName(last), "value-written") ||
    requestFields(operation).some((field) => isWritten(field, operation))
  );
}

function isWritten(field: RequestField, { lexicon }: Operation): boolean {
  if (field.in !== "body" && field.in !== "query") return false;
  // A body that is one value is what the path names.
  return field.name === "" ? isSwitchOrNumber(field) : field.depth < 2 && lexicon.is(field.text, "value-written");
}

function isSwitchOrNumber(field: RequestField): boolean {
  return isNumber(field) || field.types.includes("boolean");
}

/** Whether a body holds a number to which a machine is to bring something: `setpoint: 21.5`. */
function sendsSetPoint(operation: Operation): boolean {
  return requestFields(operation).some(
    (field) => field.in === "body" && isNumber(field) && isHeadedBy(field.words, operation.lexicon, "set-point"),
  );
}
