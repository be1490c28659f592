import { categoryWords } from "../../core/category-words.ts";
import { listed } from "../../core/prose.ts";
import { moreSensitive, SENSITIVITIES, type Admission, type Sensitivity } from "../../core/exposure-words.ts";
import type { Assessment, AssessedFlow } from "../../exposure/assessed-api.ts";
import type { Operation } from "../../model/api.ts";
import { worstFirst } from "../../operations/readers/readers.ts";

/** Operations in a few words: `GET /users/{id}, GET /users and 3 more`. */
export function operationWords(operations: readonly Operation[], most = 4): string {
  return listed([...new Set(operations.map(({ id }) => id))], most);
}

const CALLERS: Readonly<Record<Admission, string>> = {
  anonymous: "anyone without a credential",
  "self-registered": "anyone who signs up",
  unknown: "anyone with the credential (it is not known who gets it)",
  partner: "partners",
  own: "the organization's own callers",
};

/** Who can call, in words. Where nothing says that a credential is needed, nobody is said to get one. */
export function gateCallerWords(
  { admission, reach }: Pick<Assessment, "admission" | "reach">,
  operation?: Pick<Operation, "access">,
): string {
  const who =
    admission === "unknown" && operation?.access === "unstated"
      ? "whoever reaches the API (nothing says whether a credential is needed)"
      : CALLERS[admission];
  return `${who}${reach === "internal" ? ", from inside" : ""}`;
}

/** The worst sensitivity of what an operation hands out; `undefined` where it hands out nothing sensitive. */
export function carriedSensitivity({ exposed }: Assessment): Sensitivity | undefined {
  return worstSensitivity(exposed);
}

/** The worst sensitivity of flows, guesses left out. */
export function worstSensitivity(flows: readonly Pick<AssessedFlow, "field">[]): Sensitivity | undefined {
  const found = flows.filter(({ field }) => field.confidence !== "possible").map(({ field }) => field.sensitivity);
  return SENSITIVITIES.findLast((sensitivity) => sensitivity !== "public" && found.includes(sensitivity));
}

/** The worse of two, either of which may be missing. */
export function worseSensitivity(a: Sensitivity | undefined, b: Sensitivity | undefined): Sensitivity | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return moreSensitive(a, b);
}

/** What operations hand out, with a witness of each category: `e-mail address (2xx data[].email), name (2xx data[].name)`. */
export function handedOutWords(flows: readonly AssessedFlow[], most = 4): string {
  const witnesses = new Map<string, string>();
  const known = flows.filter(({ field }) => field.confidence !== "possible" && field.sensitivity !== "public");
  for (const { field, witness } of worstFirst(known)) {
    const words = categoryWords(field);
    if (!witnesses.has(words)) witnesses.set(words, witness);
  }
  return listed(
    [...witnesses].map(([words, witness]) => `${words} (${witness})`),
    most,
  );
}
