import { childPointer, parentPointer } from "../core/place.ts";
import type { SpecVersion } from "./api-format.ts";
import { structureFaultOf } from "./structure-fault.ts";

/** A fault of a description's structure: what OpenAPI's own JSON Schema says against it. */
export interface StructureFault {
  /**
   * `#` and an RFC 6901 JSON Pointer, not percent-encoded, of the thing at fault: for a missing key the object that lacks
   * it, for an unknown key that key.
   */
  readonly pointer: string;
  /** Whether the fault is in the name under which the thing stands, or in what stands there. A missing key is marked at the name of its object. */
  readonly part: "key" | "value";
  /** What is wrong, naming the key or value; no more than 40 characters of each. */
  readonly message: string;
  /** The same for every fault of the same kind, wherever it stands: `unknown-key operation sumary`. */
  readonly cause: string;
  /** The key that is unknown, missing or misplaced. */
  readonly key?: string;
  /** What was probably meant. */
  readonly meant?: string;
}

/** What a file that is only a part of a description may hold, as the spec names it. 2.0 has fewer. */
export type FragmentKind =
  | "PathItem"
  | "Operation"
  | "Parameter"
  | "RequestBody"
  | "Response"
  | "Header"
  | "MediaType"
  | "Example"
  | "Link"
  | "Callback"
  | "Schema"
  | "SecurityScheme";

/** Whether a version has an object of a kind. */
export function hasKind(version: SpecVersion, kind: FragmentKind): boolean {
  return version !== "2.0" || !KINDS_SINCE_3.has(kind);
}

const KINDS_SINCE_3: ReadonlySet<FragmentKind> = new Set(["RequestBody", "MediaType", "Example", "Link", "Callback"]);

/**
 * The faults in the structure of a description, or of a part of one that stands in another file; none where it is sound.
 * At most 10,000. Throws for a kind that the version does not have. `dialect` is that of schemas which name none.
 */
export type StructureJudge = (
  kind: "OpenAPI" | FragmentKind,
  value: unknown,
  dialect: unknown,
) => readonly StructureFault[];

/**
 * Judges by OpenAPI's own JSON Schema of a version. References are not followed. Schemas are judged too, but not those
 * in another dialect of JSON Schema. Formats (URLs, e-mail addresses, regular expressions) are not: in practice what
 * fails them is a template or another language's expression.
 */
export async function structureJudge(version: SpecVersion): Promise<StructureJudge> {
  const { KINDS, structureErrors } = await import("./generated/structure-validators.js");
  return (kind, value, dialect) => {
    const errors = structureErrors(version, kind, value, dialect);
    if (errors.length === 0) return [];
    const faults = new Map<string, StructureFault>();
    for (const error of errors) {
      const fault = structureFaultOf(error, { version, root: value, kinds: KINDS });
      if (fault !== undefined) faults.set(`${fault.pointer} ${fault.message}`, fault);
    }
    return withoutEchoes([...faults.values()]);
  };
}

/** Without the faults that only follow from another one. */
function withoutEchoes(faults: readonly StructureFault[]): readonly StructureFault[] {
  const found = new Set<string>();
  for (const { pointer, cause, meant } of faults) {
    const what = firstWord(cause);
    const owner = parentPointer(pointer);
    found.add(`${what} ${pointer}`);
    if (what !== "misplaced-key") found.add(`fault ${pointer}`);
    if (what === "unknown-key") found.add(`unknown-key-in ${owner}`);
    if (what === "unknown-key" && meant !== undefined) found.add(`meant ${childPointer(owner, meant)}`);
  }
  return faults.filter((fault) => !isEcho(fault, found));
}

function isEcho({ pointer, cause, key = "" }: StructureFault, found: ReadonlySet<string>): boolean {
  switch (firstWord(cause)) {
    case "missing-key": // it is there, misspelt
      if (cause === "missing-key responses object default") return found.has(`unknown-key-in ${pointer}`);
      // It would be in what the reference leads to.
      if (found.has(`unknown-key ${childPointer(pointer, "$ref")}`)) return true;
      return key.split("|").some((one) => found.has(`meant ${childPointer(pointer, one)}`));
    case "misplaced-key": {
      // what it depends on is itself at fault
      const owner = parentPointer(pointer);
      return ["", "/in", "/type", "/scheme"].some((rest) => found.has(`fault ${owner}${rest}`));
    }
    case "wrong-value":
      return false;
    case "wrong-name":
      return found.has(`misplaced-reference ${pointer}`);
    case "wrong-type": // the values that are allowed say more
      return found.has(`wrong-value ${pointer}`);
    default:
      return found.has(`wrong-type ${pointer}`) || found.has(`wrong-value ${pointer}`);
  }
}

function firstWord(cause: string): string {
  return cause.slice(0, cause.indexOf(" "));
}
