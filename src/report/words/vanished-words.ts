import type { VanishedEntry } from "../../core/review.ts";
import { specWord } from "./spec-word.ts";

/** What to do about a description that vanished and blocks, and the line to type where there is one. */
export function vanishedRemedy({ file, state, fingerprint }: VanishedEntry): {
  readonly text: string;
  readonly line: string | undefined;
} {
  if (state === "unreadable")
    return {
      text: "Restore it as a description. If its API is gone, remove the file and confirm that.",
      line: undefined,
    };
  return {
    text: "Restore it. If its API is gone, whoever is responsible for it confirms that in the register, which must be on the base before it counts.",
    line: `sallyport register accept ${fingerprint} --spec ${specWord(file)} --reason "why" --approver "who" --until YYYY-MM-DD`,
  };
}
