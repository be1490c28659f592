import { UserError } from "../core/user-error.ts";
import {
  exposureHistory,
  unknownHistory,
  type ExposureHistory,
  type HistoryQuestion,
} from "../gate/history/exposure-history.ts";
import type { ExposurePeak } from "../gate/history/exposure-peaks.ts";
import { judgedVersion } from "../gate/history/version-search.ts";
import { repositoryAt } from "../gate/git/repository.ts";
import { budgetOf } from "../load/limits.ts";
import type { Policy } from "../policy/policy.ts";
import type { Judgements } from "../review/assumptions.ts";
import { judgeDescription, judgeExposure } from "../review.ts";
import { keepHeapSmall } from "./compiled-program.ts";
import { prefixBelow } from "./root.ts";
import type { Terminal } from "./terminal.ts";

/** What is asked of the history of a description that was reviewed. */
export interface ReviewedDescription extends Pick<
  HistoryQuestion,
  "exposed" | "also" | "credential" | "carried" | "places" | "asOf" | "isWhole" | "alikeIn"
> {
  readonly root: string;
  /** Relative to the root. */
  readonly file: string;
  readonly policy: Policy;
  /** As it is today, where it was judged by that policy: not judged again where the last commit has the same. */
  readonly today?: Judgements | undefined;
  /** How long each version may be reviewed; by default as long as any review. */
  readonly seconds?: number | undefined;
}

/** A description as it was judged at the time of a peak of its history; `undefined` where that can no longer be read. */
export async function judgedAtPeak(
  { root, policy, seconds }: Pick<ReviewedDescription, "root" | "policy" | "seconds">,
  { commit, file }: ExposurePeak,
  { env }: Pick<Terminal, "env">,
): Promise<Judgements | undefined> {
  const judged = await judgedVersion(
    {
      repository: repositoryAt(root, env),
      judge: async (name, files) => judgeDescription(name, files, policy, budgetOf(seconds)),
    },
    commit,
    file,
  );
  return "why" in judged ? undefined : judged;
}

/** Since when something that a description exposes is so, by git; where there is none it says so. */
export async function historyOf(
  { root, file, policy, today, seconds, ...question }: ReviewedDescription,
  { env }: Pick<Terminal, "env">,
): Promise<ExposureHistory> {
  keepHeapSmall();
  try {
    const repository = repositoryAt(root, env);
    const prefix = prefixBelow(repository.top, root);
    return await exposureHistory({
      repository,
      file: `${prefix}${file}`,
      // Of nothing but findings rules have to be asked.
      judge: async (name, files) =>
        (question.places.length > 0 ? judgeDescription : judgeExposure)(name, files, policy, budgetOf(seconds)),
      // Names of files are those below the top there.
      today: prefix === "" ? today : undefined,
      ...question,
    });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return unknownHistory([`It is not known since when it has been exposed: ${error.message.split("\n")[0]!}`]);
  }
}
