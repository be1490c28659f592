import { textOfValue } from "../core/text-of-value.ts";
import type { StructureError } from "./generated/structure-validators.js";
import { structureCaseOf, type JudgedValue, type StructureCase } from "./structure-case.ts";
import { misplacedKey, missingKey, unknownKey, wrongChoice, wrongName } from "./structure-key-faults.ts";
import {
  clashingQuerystring,
  repeatedItem,
  wrongForm,
  wrongSize,
  wrongType,
  wrongValue,
} from "./structure-value-faults.ts";
import { shown } from "./structure-words.ts";
import type { StructureFault } from "./structure.ts";

/** The fault that a compiled validator's error stands for; `undefined` where the error only repeats what others say. */
export function structureFaultOf(error: StructureError, judged: JudgedValue): StructureFault | undefined {
  const it = structureCaseOf(error, judged);
  return error.propertyName === undefined ? FAULTS[error.keyword]?.(it) : wrongName(it, error.propertyName);
}

/** By keyword; the schemas use no others but `if` and `propertyNames`, which repeat. */
const FAULTS: Readonly<Record<string, (it: StructureCase) => StructureFault>> = {
  type: wrongType,
  enum: wrongValue,
  const: wrongValue,
  required: (it) => missingKey(it, [textOfValue(it.error.params["missingProperty"])]),
  exactlyOne: wrongChoice,
  atLeastOne: wrongChoice,
  notTogether: wrongChoice,
  additionalProperties: unknownKey,
  absent: misplacedKey,
  distinctItems: repeatedItem,
  soleQuerystring: clashingQuerystring,
  minProperties: (it) =>
    it.kindName === "responses object" ? missingKey(it, ["default"]) : wrongSize(it, "is empty", "at least one key"),
  maxProperties: (it) => wrongSize(it, `has ${Object.keys(it.value ?? {}).length} keys`, "one"),
  minItems: (it) => wrongSize(it, "is empty", "at least one item"),
  minimum: (it) => wrongSize(it, `is ${shown(it.value)}`, `${textOfValue(it.error.params["limit"])} or more`),
  exclusiveMinimum: (it) =>
    wrongSize(it, `is ${shown(it.value)}`, `more than ${textOfValue(it.error.params["limit"])}`),
  pattern: wrongForm,
};
