import { UserError } from "../core/user-error.ts";
import { LIMITS } from "../load/limits.ts";
import type { SpectralAnswer, SpectralJob } from "./job.ts";
import { spectralThread } from "./spectral-thread.ts";

/** What Spectral may use up: a ruleset that needs more is refused. */
interface SpectralLimits {
  readonly milliseconds: number;
  readonly megabytes: number;
}

const MEGABYTES = 2048;

/** What Spectral may use up of what is left of a review's time. */
export function spectralLimits(milliseconds: number = LIMITS.milliseconds): SpectralLimits {
  return { milliseconds, megabytes: MEGABYTES };
}

/**
 * Runs Spectral in a thread of its own, which ends when its time is up. Throws a `UserError` for a ruleset that cannot
 * be used, or that takes too long.
 */
export function runSpectral(
  job: SpectralJob,
  limits: SpectralLimits = spectralLimits(),
): Promise<Exclude<SpectralAnswer, { readonly refused: string }>> {
  return new Promise((resolve, reject) => {
    const worker = spectralThread({
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
      end(() => reject(new TooSlowError(limits.milliseconds)));
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

/** Rules of Spectral's format took longer than they may. */
export class TooSlowError extends UserError {
  constructor(milliseconds: number) {
    super(`the rules of Spectral's format run longer than ${Math.round(milliseconds / 1000)} s`, { hint: HINT });
  }
}
