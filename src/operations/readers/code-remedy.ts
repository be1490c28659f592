import { prose } from "../../core/prose.ts";
import { isCode } from "../../data/taxonomy/codes.ts";
import type { ClassifiedField } from "../../data/flows/flow.ts";
import type { Fault } from "../fault.ts";

/** What to do about codes that come back, where nothing else does: nobody can use a code of which only a hash is kept. */
export function remedyOfCodes(fields: readonly ClassifiedField[]): Pick<Fault, "remediation"> {
  return fields.length > 0 && fields.every(isCode) ? { remediation: CODE_REMEDY } : {};
}

const CODE_REMEDY = prose`
  Return PINs and codes only to those who use them, and only while they are needed. Let them expire, and replace each
  after its use. Leave them out of lists and of responses to all other callers.
`;
