import type { Refusal, Review, ReviewEnvelope } from "../core/review.ts";
import { UserError } from "../core/user-error.ts";
import { maskedByShape } from "../review/mask.ts";
import { asOfDate } from "./as-of.ts";
import { bugRefusal, bugTextOf, stackOf } from "./bug.ts";
import { groundsOf, type GateArguments } from "./gate-grounds.ts";
import { gatedDescription } from "./gated-description.ts";
import { checkOneOutput, wantedReports, writeReports, writtenLines } from "./outputs.ts";
import { refusalText } from "./refusal-text.ts";
import { terminalText } from "./terminal-text.ts";
import { secondsOf } from "./timeout.ts";
import { EXIT, type ExitCode, type Terminal } from "./terminal.ts";
import { unnamedRefusal } from "./unnamed-files.ts";
import { vanishedDescriptions } from "./vanished-descriptions.ts";
import { VERSION } from "./version.ts";

/** `sallyport gate`: what a change exposes that the base did not. Exit 1 where it must not be merged. */
export async function gateCommand(args: GateArguments, terminal: Terminal): Promise<ExitCode> {
  const wanted = wantedReports(args.format);
  checkOneOutput(wanted, terminal);
  const asOf = asOfDate(args.asOf, terminal);
  secondsOf(args.timeout); // refused before anything is read
  const grounds = await groundsOf(args, terminal);

  const reviews: Review[] = [];
  const refused: Refusal[] = [];
  let hasBug = false;
  const refuse = (quoting: Refusal): void => {
    const refusal = maskedByShape(quoting);
    // A register that cannot be read is met more than once.
    if (refused.some(({ file, message }) => file === refusal.file && message === refusal.message)) return;
    refused.push(refusal);
    terminal.stderr.write(refusalText(refusal));
  };
  for (const { shown: file } of grounds.unnamed) refuse({ file, line: null, ...unnamedRefusal(file) });
  for (const touched of grounds.touched) {
    try {
      const review = await gatedDescription(touched, grounds, args, asOf, terminal);
      if (review !== undefined) reviews.push(review);
    } catch (error) {
      if (!(error instanceof UserError)) {
        const bug = { file: touched.head ?? "", stack: stackOf(error) };
        hasBug = true;
        refused.push(bugRefusal(bug));
        terminal.stderr.write(bugTextOf(bug.stack, terminalText(bug.file)));
        continue;
      }
      const { file = touched.head ?? "", line = null, message, hint = null } = error;
      refuse({ file, line, message, hint });
    }
  }
  const vanished = await vanishedDescriptions(grounds, args, asOf, (file, { message, hint = null, line = null }) =>
    refuse({ file, line, message, hint }),
  );
  const envelope: ReviewEnvelope = {
    version: 1,
    tool: { name: "sallyport", version: VERSION },
    asOf,
    commit: grounds.commit,
    refused,
    reviews,
    ...(grounds.notShown === 0 ? {} : { notShown: grounds.notShown }),
    ...(vanished.length === 0 ? {} : { vanished: maskedByShape([...vanished]) }),
  };
  const hunksOf = grounds.git?.hunksOf;
  await writeReports(envelope, wanted, hunksOf === undefined ? args : { ...args, hunksOf }, terminal, "gate");
  const written = writtenLines(wanted);
  if (!args.quiet && written !== "") {
    // Where all of it went to files, the outcome and where to read on; standard output is for reports alone.
    const people = { ...terminal, stdout: terminal.stderr };
    await writeReports(envelope, [{ format: "text", file: undefined }], { ...args, quiet: true }, people, "gate");
    terminal.stderr.write(written);
  }
  if (hasBug) return EXIT.bug;
  if (refused.length > 0) return EXIT.usage;
  const isBlocked = vanished.some(({ blocks }) => blocks) || reviews.some(({ gate }) => gate?.decision === "fail");
  return isBlocked ? EXIT.blocked : EXIT.passed;
}
