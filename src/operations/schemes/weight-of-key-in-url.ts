import type { AssessedApi } from "../../exposure/assessed-api.ts";
import type { Operation } from "../../model/api.ts";
import type { Fault } from "../fault.ts";
import { openedByCredential, opensHarmlessReads } from "./opened-by-credential.ts";

/**
 * Whoever reads a key in a log has what it opens: who runs the API, or nothing that could be read. A key that only reads what is
 * no secret costs its owner calls, whether they are paid for or not.
 */
export function weightOfKeyInUrl(
  api: AssessedApi,
  opened: readonly Operation[],
): Pick<Fault, "aggravations" | "mitigations"> {
  const { what, by } = openedByCredential(api, opened);
  switch (what) {
    case "nothing":
      return { mitigations: ["no operation requires it"] };
    case "rule":
      return { aggravations: [`the key gives admin access: ${by?.id}`] };
    case "reads of no user":
      return { mitigations: ["according to its description, the key belongs to no user and only allows reading"] };
    case "the same for all":
      return { mitigations: ["the key only gives access to data that is the same for every caller"] };
    case "messages":
      return { mitigations: ["the key can only send data, not read it"] };
    case "everything":
      // Of a key that writes and deletes a copy is as bad where a header would have taken it.
      return { mitigations: [] };
    case "account":
      return opensHarmlessReads(api, opened)
        ? { mitigations: ["the key only allows reading, and no sensitive data is known to be returned"] }
        : {};
  }
}
