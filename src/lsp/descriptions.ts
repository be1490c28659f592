import path from "node:path";
import type { Diagnostic } from "vscode-languageserver";
import { UserError } from "../core/user-error.ts";
import { looksLikeDescription } from "../load/api-format.ts";
import { roughlyDecoded } from "../load/decode.ts";
import { isConfigurationName } from "../policy/configuration-files.ts";
import { diagnosticsOf } from "./diagnostics.ts";
import { movedLines } from "./moved-lines.ts";
import { refusalDiagnostic } from "./refusal-diagnostic.ts";
import { uriOfPath } from "./uris.ts";
import { sourcesOf, type Buffers, type Placed, type Reviewed, type Workbench } from "./workbench.ts";

/** The reviews of all descriptions that an editor shows something of, kept as its texts change. */
export interface Descriptions {
  /** A file was opened, or opened under another name. */
  readonly open: (file: string) => void;
  readonly close: (file: string) => void;
  /** A text was changed: what is made of it is reviewed again, a little later. */
  readonly change: (file: string) => void;
  /** A file was saved: of one that no description is made of, such as a ruleset, nobody knows what it changes. */
  readonly save: (file: string) => void;
  /** Files changed that nobody has open, or nobody knows which: everything is reviewed again. */
  readonly refresh: () => void;
  /** The last good review of what a file is part of, once there is one. */
  readonly lastOf: (file: string) => Promise<KnownReview | undefined>;
  /** The review of what a file is part of as its text is now; `undefined` where that cannot be reviewed. */
  readonly currentOf: (file: string) => Promise<KnownReview | undefined>;
  /** All reviews that there are. */
  readonly all: () => readonly Reviewed[];
  /** Nothing is reviewed any more. */
  readonly end: () => void;
}

/** A review, and what the file that is asked about is called in it. */
export interface KnownReview {
  readonly reviewed: Reviewed;
  readonly file: string;
}

/** What descriptions are kept with. */
export interface DescriptionsContext {
  readonly bench: Pick<Workbench, "placed" | "review" | "descriptionsInParts">;
  readonly folders: () => readonly string[];
  readonly buffers: () => Buffers;
  /** Shows what is found in a file by one who finds it; nothing, where it is empty. */
  readonly show: (finder: string, found: ReadonlyMap<string, readonly Diagnostic[]>) => void;
  /** Tells that a description was reviewed, or why not. */
  readonly reviewed: (file: string, outcome: Reviewed | UserError) => void;
  /** Tells of a bug of ours: the server goes on. */
  readonly failed: (file: string, error: unknown) => void;
}

interface Described {
  /** Absolute. */
  readonly file: string;
  readonly placed: Placed;
  isOpen: boolean;
  good: Reviewed | undefined;
  refusal: UserError | undefined;
  /** Whether its texts changed since the last review of it began. */
  isStale: boolean;
  /** Whether it is being reviewed: what is known of it is of before. */
  isBusy: boolean;
  timer: NodeJS.Timeout | undefined;
  /** By which those that were changed last come first. */
  turn: number;
  /** What its last review took, in milliseconds. */
  took: number;
}

/** Between the last key and a review: longer where that takes long, since nothing else is answered during it. */
const LEAST_WAIT = 10;
const MOST_WAIT = 200;
/** As many descriptions are looked through for one that an open file is a part of. */
const MOST_CANDIDATES = 50;

/** Keeps the reviews of descriptions. */
export function keptDescriptions(context: DescriptionsContext): Descriptions {
  const { bench, folders, buffers, show, reviewed: tell, failed } = context;
  const known = new Map<string, Described>();
  const openFiles = new Set<string>();
  let turns = 0;
  let work: Promise<void> | undefined;

  const textOf = (file: string): string | undefined => {
    const bytes = buffers().get(file);
    return bytes === undefined ? undefined : roughlyDecoded(bytes);
  };
  const partsOf = ({ file, placed, good }: Described): ReadonlySet<string> =>
    new Set([file, ...(good?.review.document.files ?? []).map((name) => path.join(placed.root, name))]);
  const isWanted = (one: Described): boolean => one.isOpen || [...partsOf(one)].some((file) => openFiles.has(file));

  const schedule = (one: Described, wait = waitFor(one)): void => {
    one.isStale = true;
    turns += 1;
    one.turn = turns;
    clearTimeout(one.timer);
    one.timer = setTimeout(() => {
      one.timer = undefined;
      begin();
    }, wait);
  };
  const begin = (): void => {
    work ??= drain().finally(() => (work = undefined));
  };
  /** Reviews what is due, the last changed first. In between messages are read, which may change what is due. */
  const drain = async (): Promise<void> => {
    for (;;) {
      const [next] = [...known.values()]
        .filter((one) => one.isStale && one.timer === undefined)
        .toSorted((a, b) => b.turn - a.turn);
      if (next === undefined) return;
      await reviewNow(next);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const reviewNow = async (one: Described): Promise<void> => {
    clearTimeout(one.timer);
    one.timer = undefined;
    one.isStale = false;
    one.isBusy = true;
    const start = performance.now();
    try {
      one.good = await bench.review(one.placed, buffers());
      one.refusal = undefined;
    } catch (error) {
      if (!(error instanceof UserError)) {
        failed(one.file, error);
        return;
      }
      one.refusal = error;
    } finally {
      one.isBusy = false;
    }
    one.took = performance.now() - start;
    if (known.get(one.file) !== one) return; // closed meanwhile
    if (!isWanted(one)) {
      forget(one);
      return;
    }
    show(one.file, foundIn(one));
    tell(one.file, one.refusal ?? one.good!); // a review that is not refused is there
  };
  const forget = (one: Described): void => {
    clearTimeout(one.timer);
    known.delete(one.file);
    show(one.file, new Map());
  };
  const sweep = (): void => {
    for (const one of known.values()) if (!isWanted(one)) forget(one);
  };

  /** What is shown of a description: the last good review, where its lines are now, and why there is no newer one. */
  const foundIn = ({ good, refusal, placed, file }: Described): ReadonlyMap<string, readonly Diagnostic[]> => {
    const uriOf = (name: string): string => uriOfPath(path.join(placed.root, name));
    const found = new Map<string, readonly Diagnostic[]>();
    if (good !== undefined) {
      const sources = sourcesOf(good);
      for (const [name, diagnostics] of diagnosticsOf(good, uriOf)) {
        const before = sources.get(name)?.text ?? "";
        const now = refusal === undefined ? before : (textOf(path.join(placed.root, name)) ?? before);
        found.set(uriOf(name), movedDiagnostics(diagnostics, before, now));
      }
    }
    if (refusal === undefined) return found;
    const at = refusal.file === undefined ? file : path.join(placed.root, refusal.file);
    const add = (where: string, error: UserError): void => {
      const uri = uriOfPath(where);
      found.set(uri, [...(found.get(uri) ?? []), refusalDiagnostic(error, textOf(where) ?? "")]);
    };
    if (at === file) add(file, refusal);
    else {
      const { message, hint } = refusal;
      add(file, new UserError(`It is not reviewed: ${message}`, hint === undefined ? {} : { hint }));
      if (!(openFiles.has(at) && isConfigurationName(at))) add(at, refusal); // that of an open one shows its own
    }
    return found;
  };

  const describe = (file: string, isOpen: boolean): void => {
    const before = known.get(file);
    if (before !== undefined) {
      before.isOpen ||= isOpen;
      schedule(before, 0);
      return;
    }
    let placed: Placed;
    try {
      placed = bench.placed(file, folders());
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (isOpen) show(file, new Map([[uriOfPath(file), [refusalDiagnostic(error, "")]]]));
      return;
    }
    const one: Described = {
      file,
      placed,
      isOpen,
      good: undefined,
      refusal: undefined,
      isStale: true,
      isBusy: false,
      timer: undefined,
      turn: 0,
      took: 0,
    };
    known.set(file, one);
    schedule(one, 0);
  };

  /** Looks for the descriptions that an open file is a part of: each that may be one is reviewed, and kept where it is. */
  const findWhole = async (file: string): Promise<void> => {
    if ([...known.values()].some((one) => partsOf(one).has(file))) return;
    const holding = folders().filter((folder) => file.startsWith(`${folder}${path.sep}`));
    for (const folder of holding) {
      const candidates = await bench.descriptionsInParts(folder);
      const nearest = candidates
        .filter((one) => !known.has(one))
        .toSorted((a, b) => stepsTo(a, file) - stepsTo(b, file));
      for (const candidate of nearest.slice(0, MOST_CANDIDATES)) describe(candidate, false);
    }
  };

  const open = (file: string): void => {
    openFiles.add(file);
    const text = textOf(file) ?? "";
    if (isConfigurationName(file)) return;
    if (looksLikeDescription(text)) describe(file, true);
    else void findWhole(file).catch((error: unknown) => failed(file, error));
  };
  const affected = (file: string): readonly Described[] =>
    [...known.values()].filter((one) => partsOf(one).has(file) || isJudgedBy(one, file));

  const stateOf = async (file: string, isSettled: boolean): Promise<Described | undefined> => {
    const isBusy = (): boolean => work !== undefined || [...known.values()].some(({ isStale }) => isStale);
    for (;;) {
      const of = [...known.values()].filter((one) => partsOf(one).has(file));
      const one = of.find((some) => some.file === file) ?? of[0];
      if (one === undefined && !isBusy()) return undefined;
      const isSettledNow = one?.isStale === false && !one.isBusy;
      if (isSettledNow || (!isSettled && one?.good !== undefined)) return one;
      // It is asked for: it waits no longer for further changes.
      if (one !== undefined) {
        clearTimeout(one.timer);
        one.timer = undefined;
        begin();
      }
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  };
  const knownOf = (one: Described | undefined, file: string): KnownReview | undefined =>
    one?.good === undefined
      ? undefined
      : { reviewed: one.good, file: path.relative(one.placed.root, file).split(path.sep).join("/") };

  const refresh = (): void => {
    for (const one of known.values()) schedule(one);
    for (const file of openFiles) if (!known.has(file)) open(file);
  };

  return {
    open,
    close: (file) => {
      openFiles.delete(file);
      const one = known.get(file);
      if (one === undefined) show(file, new Map());
      else one.isOpen = false;
      sweep();
      for (const other of affected(file)) schedule(other); // by what is on disk
    },
    change: (file) => {
      const of = affected(file);
      for (const one of of) schedule(one);
      if (
        !known.has(file) &&
        openFiles.has(file) &&
        !isConfigurationName(file) &&
        looksLikeDescription(textOf(file) ?? "")
      )
        describe(file, true);
    },
    save: (file) => {
      if (![...known.values()].some((one) => partsOf(one).has(file))) refresh();
    },
    refresh,
    lastOf: async (file) => knownOf(await stateOf(file, false), file),
    currentOf: async (file) => {
      const one = await stateOf(file, true);
      return one?.refusal === undefined ? knownOf(one, file) : undefined;
    },
    all: () => [...known.values()].flatMap(({ good }) => good ?? []),
    end: () => {
      for (const { timer } of known.values()) clearTimeout(timer);
      known.clear();
    },
  };
}

function waitFor({ took }: Described): number {
  return Math.min(MOST_WAIT, Math.max(LEAST_WAIT, took / 8));
}

/** Whether a file is one that a description is judged by: settings, the register, who owns files. */
function isJudgedBy({ placed: { root }, good }: Described, file: string): boolean {
  const name = path.relative(root, file).split(path.sep).join("/");
  if (name.startsWith("../")) return false;
  return isConfigurationName(name) || name === good?.policy.register || path.posix.basename(name) === "CODEOWNERS";
}

/** How far one file is from another, in folders. */
function stepsTo(from: string, to: string): number {
  return path.relative(path.dirname(from), to).split(path.sep).length;
}

/** Diagnostics of a text that changed since: where their lines are now; those whose lines are gone are left out. */
function movedDiagnostics(diagnostics: readonly Diagnostic[], before: string, now: string): readonly Diagnostic[] {
  if (before === now) return diagnostics;
  const moved = movedLines(before, now);
  return diagnostics.flatMap((diagnostic) => {
    const { start, end } = diagnostic.range;
    const [line, endLine] = [moved(start.line), moved(end.line)];
    if (line === undefined || endLine === undefined) return [];
    return [{ ...diagnostic, range: { start: { ...start, line }, end: { ...end, line: endLine } } }];
  });
}
