import { memoBy } from "../core/memo.ts";
import { judgementOf, type AssessedApi } from "../exposure/assessed-api.ts";
import { wordsInOrder } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import { agentCallOf } from "./agent-call.ts";
import { ownPowersOf } from "./powers.ts";

/**
 * Whether a whole API is about who is let in and what they may do, as that of an identity provider: whatever else one of its
 * calls changes, it changes how others log in. A third of its changes say so by themselves where the API is called so, and
 * most of them where it is not.
 */
export const isIdentityService = memoBy(judgementOf, (api: AssessedApi): boolean => {
  let changes = 0;
  let about = 0;
  for (const operation of api.operations) {
    if (operation.operationKind !== "path") continue;
    const call = agentCallOf(api, operation);
    if (!call.isChange) continue;
    changes += 1;
    if (ownPowersOf(call).some(({ reason }) => ABOUT.has(reason))) about += 1;
  }
  return isCalledSo(api)
    ? changes >= FEWEST_IF_CALLED_SO && about * 3 >= changes
    : changes >= FEWEST && about * 5 >= changes * 3;
});

/** Whether its title or the first sentence about it says that it lets people in. */
function isCalledSo({ info, lexicon }: AssessedApi): boolean {
  return [info.title, sentencesOf(info.description ?? "")[0]].some((said) =>
    lexicon.has(wordsInOrder(said ?? ""), "identity-service"),
  );
}

const ABOUT: ReadonlySet<string> = new Set(["rights", "accounts", "safeguards", "credentials"]);

/** A few calls say nothing of a whole: most small APIs have users, roles and keys beside what they are for. */
const FEWEST_IF_CALLED_SO = 6;
const FEWEST = 20;
