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

/**
 * The faults of a description's structure by OpenAPI's own JSON Schema of its version; none where it is sound. References
 * are not followed. Schemas are judged too, but not those that name another dialect of JSON Schema. Formats (URLs, e-mail
 * addresses, regular expressions) are not: in practice what fails them is a template or another language's expression.
 * At most 10,000.
 */
export async function structureFaults(version: SpecVersion, value: unknown): Promise<readonly StructureFault[]> {
  return faultsOf(version, "OpenAPI", value);
}

/** The same for the value of a file that is only a part of a description; throws for a kind that the version does not have. */
export async function structureFaultsOf(
  version: SpecVersion,
  kind: FragmentKind,
  value: unknown,
): Promise<readonly StructureFault[]> {
  return faultsOf(version, kind, value);
}

async function faultsOf(
  version: SpecVersion,
  kind: "OpenAPI" | FragmentKind,
  value: unknown,
): Promise<readonly StructureFault[]> {
  const { KINDS, structureErrors } = await import("./generated/structure-validators.js");
  const errors = structureErrors(version, kind, value);
  if (errors.length === 0) return [];
  const faults = new Map<string, StructureFault>();
  for (const error of errors) {
    const fault = structureFaultOf(error, { version, root: value, kinds: KINDS });
    if (fault !== undefined) faults.set(`${fault.pointer} ${fault.message}`, fault);
  }
  return withoutEchoes([...faults.values()]);
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
