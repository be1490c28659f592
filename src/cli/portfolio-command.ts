import type { ReviewEnvelope } from "../core/review.ts";
import { envelopeIn } from "./envelope-in.ts";
import { UserError } from "../core/user-error.ts";
import { PORTFOLIO_FORMAT_NAMES, PORTFOLIO_FORMATS, type PortfolioFormatName } from "../report/formats/registry.ts";
import { asOfDate } from "./as-of.ts";
import { checkOneOutput, wantedOf, writeWanted } from "./outputs.ts";
import { EXIT, type ExitCode, type Terminal } from "./terminal.ts";
import { VERSION } from "./version.ts";

export interface WantedPortfolio {
  readonly format: PortfolioFormatName;
  readonly file: string | undefined;
}

export interface PortfolioArguments {
  readonly reviews: readonly string[];
  readonly format: readonly string[];
  readonly asOf: string | undefined;
}

/** `sallyport portfolio`: joins reviews, as JSON, that were made anywhere. */
export async function portfolioCommand(args: PortfolioArguments, terminal: Terminal): Promise<ExitCode> {
  const wanted = wantedPortfolios("--format", args.format.length === 0 ? ["markdown"] : args.format);
  checkOneOutput(wanted);
  const asOf = asOfDate(args.asOf, terminal);
  const envelopes: ReviewEnvelope[] = [];
  for (const name of await filesNamed(args.reviews, terminal.cwd)) envelopes.push(await envelopeIn(name, terminal));
  await writePortfolios(envelopes, wanted, asOf, terminal);
  return EXIT.passed;
}

/** Reads values such as `html=portfolio.html` of an option. */
export function wantedPortfolios(option: string, values: readonly string[]): readonly WantedPortfolio[] {
  return values.map((value) => wantedOf(option, value, PORTFOLIO_FORMAT_NAMES));
}

/** Writes what reviews make together to where it was wanted. */
export async function writePortfolios(
  envelopes: readonly ReviewEnvelope[],
  wanted: readonly WantedPortfolio[],
  asOf: string,
  terminal: Terminal,
): Promise<void> {
  if (wanted.length === 0) return;
  const { portfolioOf } = await import("../report/formats/portfolio/portfolio.ts");
  const portfolio = portfolioOf(envelopes, asOf, { name: "sallyport", version: VERSION });
  await writeWanted(wanted, async ({ format }) => PORTFOLIO_FORMATS[format](portfolio), terminal);
}

/** The files that words stand for; a glob only where the shell left one. */
async function filesNamed(words: readonly string[], cwd: string): Promise<readonly string[]> {
  const named = await Promise.all(
    words.map(async (word) => {
      if (!/[*?[\]{}!()]/.test(word)) return [word];
      const { glob } = await import("tinyglobby");
      const found = (await glob(word, { cwd, followSymbolicLinks: false })).toSorted();
      if (found.length === 0) throw new UserError(`${word} matches no file`, { hint: "Name reviews, as JSON." });
      return found;
    }),
  );
  return [...new Set(named.flat())];
}
