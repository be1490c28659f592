import type { AssessedApi } from "../../exposure/assessed-api.ts";
import type { Operation } from "../../model/api.ts";
import type { Fault } from "../fault.ts";
import { isSold, openedByCredential } from "./opened-by-credential.ts";

/** Whoever reads a key in a log has what it opens: who runs the API, everything, or nothing that could be read. */
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
    case "everything":
      return { aggravations: ["the key allows nearly everything, including writes and deletions"] };
    case "reads of no user":
      return { mitigations: ["according to its description, the key belongs to no user and only allows reading"] };
    case "the same for all":
      return isSold(api) ? {} : { mitigations: ["the key only opens data that is the same for every caller"] };
    case "messages":
      return { mitigations: ["the key can only send data, not read it"] };
    case "account":
      return {};
  }
}
