import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { UserError } from "../core/user-error.ts";
import { LIMITS } from "../load/limits.ts";
import type { Ruleset } from "../policy/rulesets/ruleset.ts";
import type { SpectralAnswer, SpectralJob } from "./job.ts";

/** What Spectral may use up, beside the time of a review of ours: a ruleset that needs more is refused. */
interface SpectralLimits {
  readonly milliseconds: number;
  readonly megabytes: number;
}

/** Rulesets with code of their own are trusted, and on descriptions of megabytes some make honest use of minutes. */
function limitsFor({ rulesets }: SpectralJob): SpectralLimits {
  const isTrusted = Object.values(rulesets).some(hasModule);
  return { milliseconds: (isTrusted ? 5 : 1) * LIMITS.milliseconds, megabytes: 2048 };
}

function hasModule(ruleset: Ruleset): boolean {
  const others = [...ruleset.extends, ...ruleset.overrides].map((other) => other.ruleset);
  return ruleset.module !== undefined || ruleset.functions !== undefined || others.some(hasModule);
}

/**
 * Runs Spectral in a thread of its own, which ends when its time is up. Throws a `UserError` for a ruleset that cannot
 * be used, or that takes too long.
 */
export function runSpectral(
  job: SpectralJob,
  limits: SpectralLimits = limitsFor(job),
): Promise<Exclude<SpectralAnswer, { readonly refused: string }>> {
  return new Promise((resolve, reject) => {
    // Its own file, which the package names: a thread cannot start in the middle of a bundle.
    const worker = new Worker(createRequire(import.meta.url).resolve("#spectral-worker"), {
      workerData: job,
      env: {},
      stdin: false,
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
    });
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      void worker.terminate();
      settle();
    };
    const timer = setTimeout(() => {
      end(() => reject(tooMuch(`run longer than ${limits.milliseconds / 1000} s`)));
    }, limits.milliseconds);
    worker.on("message", (answer: SpectralAnswer) => {
      end(() => {
        if (!("refused" in answer)) return resolve(answer);
        const { refused, file, hint } = answer;
        return reject(
          new UserError(refused, { ...(file === undefined ? {} : { file }), ...(hint === "" ? {} : { hint }) }),
        );
      });
    });
    worker.on("error", (error: NodeJS.ErrnoException) => {
      end(() =>
        reject(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? tooMuch(`need more than ${limits.megabytes} MB`) : error),
      );
    });
    worker.on("exit", () =>
      end(() => reject(new UserError("a ruleset ended the thread that it runs in", { hint: HINT }))),
    );
  });
}

const HINT =
  "Look in the rulesets for a JSONPath or a pattern that matches in too many ways; leave rules out with --skip.";

function tooMuch(what: string): UserError {
  return new UserError(`the rules of Spectral's format ${what}`, { hint: HINT });
}
