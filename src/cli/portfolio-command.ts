import path from "node:path";
import { encodedPath } from "../core/encoded-path.ts";
import type { ReviewEnvelope } from "../core/review.ts";
import { envelopeIn } from "./envelope-in.ts";
import { UserError } from "../core/user-error.ts";
import { PORTFOLIO_FORMAT_NAMES, PORTFOLIO_FORMATS, type PortfolioFormatName } from "../report/formats/registry.ts";
import { asOfDate } from "./as-of.ts";
import { checkOneOutput, wantedOf, writeWanted, writtenLines } from "./outputs.ts";
import { isThere } from "./root.ts";
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
  checkOneOutput(wanted, terminal);
  const asOf = asOfDate(args.asOf, terminal);
  const envelopes: ReviewEnvelope[] = [];
  const pages = new Map<ReviewEnvelope, string>();
  for (const name of await filesNamed(args.reviews, terminal.cwd)) {
    const envelope = await envelopeIn(name, terminal);
    envelopes.push(envelope);
    // A page of the same reviews stands beside their JSON under the same name, where there is one.
    const page = path.resolve(terminal.cwd, name).replace(/(?:\.json)?$/, ".html");
    if (isThere(page, terminal.cwd)) pages.set(envelope, page);
  }
  await writePortfolios(envelopes, wanted, asOf, terminal, pages);
  terminal.stderr.write(writtenLines(wanted));
  return EXIT.passed;
}

/** Reads values such as `html=portfolio.html` of an option. */
export function wantedPortfolios(option: string, values: readonly string[]): readonly WantedPortfolio[] {
  return values.map((value) => wantedOf(option, value, PORTFOLIO_FORMAT_NAMES));
}

/** Writes what reviews make together to where it was wanted, with links to the `pages` that they stand in. */
export async function writePortfolios(
  envelopes: readonly ReviewEnvelope[],
  wanted: readonly WantedPortfolio[],
  asOf: string,
  terminal: Terminal,
  pages: ReadonlyMap<ReviewEnvelope, string>,
): Promise<void> {
  if (wanted.length === 0) return;
  const { portfolioOf } = await import("../report/formats/portfolio/portfolio.ts");
  const textOf = async ({ format, file }: WantedPortfolio): Promise<string> => {
    const folder = path.dirname(path.resolve(terminal.cwd, file ?? "portfolio"));
    const portfolio = portfolioOf(envelopes, asOf, { name: "sallyport", version: VERSION }, (envelope) => {
      const page = pages.get(envelope);
      return page === undefined ? undefined : addressFrom(folder, page);
    });
    return PORTFOLIO_FORMATS[format](portfolio);
  };
  await writeWanted(wanted, textOf, terminal);
}

/** A file as an address that is relative to a folder: it names no scheme, whatever the file is called. */
function addressFrom(folder: string, file: string): string {
  return `./${encodedPath(path.relative(folder, file).replaceAll(path.sep, "/"))}`;
}

/** The files that words stand for; a glob only where the shell left one. */
export async function filesNamed(words: readonly string[], cwd: string): Promise<readonly string[]> {
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
