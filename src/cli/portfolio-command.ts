import path from "node:path";
import { encodedPath } from "../core/encoded-path.ts";
import type { ReviewEnvelope } from "../core/review.ts";
import { keepHeapSmall } from "./compiled-program.ts";
import { envelopeIn } from "./envelope-in.ts";
import { UserError } from "../core/user-error.ts";
import {
  PORTFOLIO_FORMAT_NAMES,
  PORTFOLIO_FORMATS,
  type PortfolioFormat,
  type PortfolioFormatName,
} from "../report/formats/registry.ts";
import { withHashWritten } from "../report/words/shown-text.ts";
import { asOfDate } from "./as-of.ts";
import { matchedFiles } from "./matched-files.ts";
import { checkOneOutput, wantedOf, writeWanted, writtenLines } from "./outputs.ts";
import { isThere } from "./root.ts";
import type { Extract } from "../report/formats/portfolio/portfolio.ts";
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

/** So many reviews fill a memory that nobody has to spare, where each is dropped once its extract is taken. */
const MANY = 200;

/** `sallyport portfolio`: joins reviews, as JSON, that were made anywhere. */
export async function portfolioCommand(args: PortfolioArguments, terminal: Terminal): Promise<ExitCode> {
  const wanted = wantedPortfolios("--format", args.format.length === 0 ? ["markdown"] : args.format);
  checkOneOutput(wanted, terminal);
  const asOf = asOfDate(args.asOf, terminal);
  const { extractOf } = await import("../report/formats/portfolio/portfolio.ts");
  const extracts: Extract[] = [];
  const names = await filesNamed(args.reviews, terminal.cwd);
  if (names.length > MANY) keepHeapSmall();
  for (const name of names) {
    const envelope = await envelopeIn(name, terminal);
    // A page of the same reviews stands beside their JSON under the same name, where there is one.
    const page = path.resolve(terminal.cwd, name).replace(/(?:\.json)?$/, ".html");
    extracts.push(extractOf(envelope, asOf, isThere(page, terminal.cwd) ? page : undefined));
  }
  await writePortfolios(extracts, wanted, asOf, terminal);
  terminal.stderr.write(writtenLines(wanted));
  return EXIT.passed;
}

/** Reads values such as `html=portfolio.html` of an option. */
export function wantedPortfolios(option: string, values: readonly string[]): readonly WantedPortfolio[] {
  return values.map((value) => wantedOf(option, value, PORTFOLIO_FORMAT_NAMES));
}

/** Writes what reviews make together to where it was wanted, with links to the files that their pages are. */
async function writePortfolios(
  extracts: readonly Extract[],
  wanted: readonly WantedPortfolio[],
  asOf: string,
  terminal: Terminal,
): Promise<void> {
  const { joined } = await import("../report/formats/portfolio/portfolio.ts");
  const textOf = async ({ format, file }: WantedPortfolio): Promise<string> => {
    const folder = path.dirname(path.resolve(terminal.cwd, file ?? "portfolio"));
    const portfolio = joined(extracts, asOf, { name: "sallyport", version: VERSION }, (page) =>
      addressFrom(folder, page),
    );
    const { hash, render }: PortfolioFormat = PORTFOLIO_FORMATS[format];
    return withHashWritten(await render(portfolio), hash);
  };
  await writeWanted(wanted, textOf, terminal);
}

/** Writes what the reviews of one run make together to where it was wanted; `page` is the file that they are a page in. */
export async function writePortfoliosOf(
  envelope: ReviewEnvelope,
  page: string | undefined,
  wanted: readonly WantedPortfolio[],
  asOf: string,
  terminal: Terminal,
): Promise<void> {
  if (wanted.length === 0) return;
  const { extractOf } = await import("../report/formats/portfolio/portfolio.ts");
  await writePortfolios([extractOf(envelope, asOf, page)], wanted, asOf, terminal);
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
      const found = await matchedFiles(word, { cwd });
      if (found.length === 0) throw new UserError(`${word} matches no file`, { hint: "Name reviews, as JSON." });
      return found;
    }),
  );
  return [...new Set(named.flat())];
}
