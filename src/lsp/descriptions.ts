import path from "node:path";
import { DiagnosticSeverity, type Diagnostic } from "vscode-languageserver";
import { memoOfText } from "../core/memo.ts";
import { UserError } from "../core/user-error.ts";
import { looksLikeDescription } from "../load/api-format.ts";
import { roughlyDecoded } from "../load/decode.ts";
import { isBelow, realFile, realPath } from "../load/files.ts";
import { isConfigurationName } from "../policy/configuration-files.ts";
import { diagnosticsOf } from "./diagnostics.ts";
import { movedLines } from "./moved-lines.ts";
import { refusalDiagnostic } from "./refusal-diagnostic.ts";
import { uriOfPath } from "./uris.ts";
import {
  sourcesOf,
  type Buffers,
  type Placed,
  type Reads,
  type Reviewed,
  type Workbench,
  type WrittenWrongly,
} from "./workbench.ts";

/** The reviews of all descriptions that an editor shows something of, kept as its texts change. */
export interface Descriptions {
  /** A file was opened, or opened under another name. */
  readonly open: (file: string) => void;
  readonly close: (file: string) => void;
  /** A text was changed: what is made of it is reviewed again, a little later. */
  readonly change: (file: string) => void;
  /** Files changed on disk: what asked for them is reviewed again. Where one came or went the folders are looked through anew. */
  readonly changeOnDisk: (changes: readonly ChangeOnDisk[]) => void;
  /** Forgets everything, what is open too: the folders are others. */
  readonly forgetAll: () => void;
  /** The last good review of what a file is part of, once there is one. */
  readonly lastOf: (file: string) => Promise<KnownReview | undefined>;
  /** The review of what a file is part of as its text is now; `undefined` where that cannot be reviewed. */
  readonly currentOf: (file: string) => Promise<KnownReview | undefined>;
  /** All reviews that there are. */
  readonly all: () => readonly Reviewed[];
  /** Nothing is reviewed any more. */
  readonly end: () => void;
}

/** What happened to a file that an editor need not have open. */
export interface ChangeOnDisk {
  /** Absolute. */
  readonly file: string;
  /** Whether it is new, or gone. */
  readonly isOther: boolean;
}

/** A review, and what the file that is asked about is called in it. */
export interface KnownReview {
  readonly reviewed: Reviewed;
  readonly file: string;
  /** The versions of the texts that it was made of, by the absolute paths of those that were open. */
  readonly versions: ReadonlyMap<string, number>;
}

/** What descriptions are kept with. */
export interface DescriptionsContext {
  readonly bench: Pick<Workbench, "placed" | "review" | "descriptionsInParts" | "isInParts">;
  /** Absolute, links resolved; `undefined` where the editor never had one. */
  readonly folders: () => readonly string[] | undefined;
  /** Whether the editor tells what changes on disk. */
  readonly isWatching: () => boolean;
  readonly buffers: () => Buffers;
  readonly versions: () => ReadonlyMap<string, number>;
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
  good: (Pick<KnownReview, "reviewed" | "versions"> & { readonly reads: Reads }) | undefined;
  /** Why there is no newer review. */
  refusal: UserError | undefined;
  /** What its last good review and the last attempt asked for, there or not, absolute. */
  reads: Reads;
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
/** What is shown where a bug of ours left a description without a review. */
const BUG = new UserError("Not reviewed because of an internal error", {
  hint: "The output of the language server has the details.",
});

/** Keeps the reviews of descriptions. */
export function keptDescriptions(context: DescriptionsContext): Descriptions {
  const { bench, folders, isWatching, buffers, versions, show, reviewed: tell, failed } = context;
  const known = new Map<string, Described>();
  const openFiles = new Set<string>();
  /** The descriptions in parts below a folder, and what each that was reviewed asked for. */
  const candidates = new Map<string, Promise<readonly string[]>>();
  const namedCandidates = new Set<string>();
  const readsOfCandidates = new Map<string, Reads>();
  const waiting = new Set<() => void>();
  let turns = 0;
  let isWorking = false;

  const textOf = (file: string): string | undefined => {
    const bytes = buffers().get(file);
    return bytes === undefined ? undefined : roughlyDecoded(bytes);
  };
  const isWanted = (one: Described): boolean => one.isOpen || [...one.reads.parts].some((file) => openFiles.has(file));

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
    if (isWorking) return;
    isWorking = true;
    void drain();
  };
  /** Reviews what is due, the last changed first. In between messages are read, which may change what is due. */
  const drain = async (): Promise<void> => {
    for (;;) {
      const [next] = [...known.values()]
        .filter((one) => one.isStale && one.timer === undefined)
        .toSorted((a, b) => b.turn - a.turn);
      if (next === undefined) break;
      await reviewNow(next);
      await new Promise((resolve) => setImmediate(resolve));
    }
    isWorking = false;
    wake();
  };
  /** Those that wait for a review look again. */
  const wake = (): void => {
    const all = [...waiting];
    waiting.clear();
    for (const resolve of all) resolve();
  };
  const reviewNow = async (one: Described): Promise<void> => {
    clearTimeout(one.timer);
    one.timer = undefined;
    one.isStale = false;
    one.isBusy = true;
    const start = performance.now();
    const names: Reads = { parts: new Set(), settings: new Set() };
    const ofVersions = versions();
    try {
      const reviewed = await bench.review(one.placed, buffers(), names);
      one.good = { reviewed, versions: ofVersions, reads: names };
      one.refusal = undefined;
    } catch (error) {
      one.refusal = error instanceof UserError ? error : BUG;
      if (one.refusal === BUG) failed(one.file, error);
    }
    const before = one.reads.parts;
    try {
      one.reads = readsOf(one, names);
    } catch (error) {
      failed(one.file, error); // what it asked for before is what is known
    }
    one.isBusy = false;
    one.took = performance.now() - start;
    // One that was closed meanwhile is not known any more.
    if (known.get(one.file) === one) publish(one);
    // What is no part of it any more may be one of another.
    for (const file of openFiles) if (before.has(file) && !one.reads.parts.has(file) && !known.has(file)) open(file);
    wake();
  };
  /** Shows what was found, or that a bug of ours is in the way: of no review it looks as if it were the newest. */
  const publish = (one: Described): void => {
    const { file } = one;
    try {
      if (!one.isOpen) readsOfCandidates.set(file, one.reads);
      if (!isWanted(one)) {
        forget(one);
        return;
      }
      show(file, foundIn(one));
      tell(file, one.refusal ?? one.good!.reviewed); // a review that is not refused is there
    } catch (error) {
      failed(file, error);
      one.refusal = BUG;
      try {
        show(file, new Map([[uriOfPath(file), [refusalDiagnostic(BUG, "")]]]));
        tell(file, BUG);
      } catch (again) {
        failed(file, again);
      }
    }
  };
  const forget = (one: Described): void => {
    clearTimeout(one.timer);
    known.delete(one.file);
    wake();
    show(one.file, new Map());
  };
  const sweep = (): void => {
    for (const one of known.values()) if (!isWanted(one)) forget(one);
  };

  /** What is shown of a description: the last good review, where its lines are now, and why there is no newer one. */
  const foundIn = ({ good, refusal, placed, file }: Described): ReadonlyMap<string, readonly Diagnostic[]> => {
    const fileOf = memoOfText((name) => realFile(path.join(placed.root, name)));
    const uriOf = memoOfText((name) => uriOfPath(fileOf(name)));
    const found = new Map<string, readonly Diagnostic[]>();
    if (good !== undefined) {
      const sources = sourcesOf(good.reviewed);
      for (const [name, diagnostics] of diagnosticsOf(good.reviewed, uriOf)) {
        const before = sources.get(name)?.text ?? "";
        const now = textOf(fileOf(name)) ?? before; // it may have changed during the review
        const moved = movedDiagnostics(diagnostics, before, now);
        found.set(uriOf(name), [...(found.get(uriOf(name)) ?? []), ...moved]); // two names may be of one file
      }
    }
    for (const { file: name, line, message, hint } of good === undefined ? [] : writtenWrongly(good.reviewed)) {
      const at = path.join(placed.root, name);
      if (openFiles.has(at) && isConfigurationName(at)) continue; // it shows its own
      const diagnostic = refusalDiagnostic(new UserError(message, { line, hint }), textOf(at) ?? "");
      const uri = uriOfPath(at);
      found.set(uri, [...(found.get(uri) ?? []), { ...diagnostic, severity: DiagnosticSeverity.Warning }]);
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
      if (!isOpen) return;
      show(file, new Map([[uriOfPath(file), [refusalDiagnostic(error, "")]]]));
      tell(file, error);
      return;
    }
    const one: Described = {
      file,
      placed,
      isOpen,
      good: undefined,
      refusal: undefined,
      reads: { parts: new Set([file]), settings: new Set() },
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
    if ([...known.values()].some(({ reads }) => reads.parts.has(file))) return;
    if (!isWatching()) {
      forgetCandidates();
      readsOfCandidates.clear();
    }
    for (const folder of (folders() ?? []).filter((one) => isBelow(one, file))) {
      const nearest = (await candidatesIn(folder))
        .filter((one) => !known.has(one) && readsOfCandidates.get(one)?.parts.has(file) !== false)
        .toSorted((a, b) => stepsTo(a, file) - stepsTo(b, file));
      for (const candidate of nearest.slice(0, MOST_CANDIDATES)) describe(candidate, false);
    }
  };
  const candidatesIn = async (folder: string): Promise<readonly string[]> => {
    const looked = candidates.get(folder) ?? bench.descriptionsInParts(folder);
    candidates.set(folder, looked);
    try {
      const found = await looked;
      for (const one of found) namedCandidates.add(one);
      return found;
    } catch (error) {
      candidates.delete(folder);
      throw error;
    }
  };
  const forgetCandidates = (): void => {
    candidates.clear();
    namedCandidates.clear();
  };
  /** A file may have become a description in parts since the folders were looked through. */
  const noteCandidate = (file: string): void => {
    if (candidates.size > 0 && !namedCandidates.has(file) && bench.isInParts(file)) forgetCandidates();
  };
  /** What is known of candidates that read a file is of before. */
  const outdate = (file: string): void => {
    for (const [candidate, reads] of readsOfCandidates) if (isRead(reads, file)) readsOfCandidates.delete(candidate);
  };

  const open = (file: string): void => {
    openFiles.add(file);
    const text = textOf(file) ?? "";
    if (isConfigurationName(file)) return;
    if (looksLikeDescription(text)) describe(file, true);
    else void findWhole(file).catch((error: unknown) => failed(file, error));
  };
  const affected = (file: string): readonly Described[] =>
    [...known.values()].filter(({ reads }) => isRead(reads, file));

  const stateOf = async (file: string, isSettled: boolean): Promise<Described | undefined> => {
    const isBusy = (): boolean => isWorking || [...known.values()].some(({ isStale }) => isStale);
    for (;;) {
      const of = [...known.values()].filter(({ reads }) => reads.parts.has(file));
      const one = of.find((some) => some.file === file) ?? of[0];
      if (one === undefined && !isBusy()) return undefined;
      const isSettledNow = one?.isStale === false && !one.isBusy;
      if (isSettledNow || (!isSettled && one?.good !== undefined)) return one;
      const changed = new Promise<void>((resolve) => waiting.add(resolve));
      // It is asked for: it waits no longer for further changes.
      if (one !== undefined) {
        clearTimeout(one.timer);
        one.timer = undefined;
        begin();
      }
      await changed;
    }
  };
  const knownOf = (one: Described | undefined, file: string): KnownReview | undefined =>
    one?.good === undefined
      ? undefined
      : {
          reviewed: one.good.reviewed,
          versions: one.good.versions,
          file: path.relative(one.placed.root, file).split(path.sep).join("/"),
        };

  return {
    open,
    close: (file) => {
      openFiles.delete(file);
      outdate(file);
      noteCandidate(file);
      const one = known.get(file);
      if (one === undefined) show(file, new Map());
      else one.isOpen = false;
      sweep();
      for (const other of affected(file)) schedule(other); // by what is on disk
    },
    change: (file) => {
      outdate(file);
      for (const one of affected(file)) schedule(one);
      if (
        !known.has(file) &&
        openFiles.has(file) &&
        !isConfigurationName(file) &&
        looksLikeDescription(textOf(file) ?? "")
      )
        describe(file, true);
    },
    changeOnDisk: (changes) => {
      for (const { file, isOther } of changes) {
        // Descriptions are not looked for in what is installed, nor in the files of Git.
        if (isOther && !/[\\/](?:node_modules|\.git)[\\/]/.test(file)) forgetCandidates();
        else noteCandidate(file);
        outdate(file);
        for (const one of affected(file)) schedule(one);
      }
      for (const file of openFiles) if (!known.has(file)) open(file);
    },
    forgetAll: () => {
      for (const one of known.values()) forget(one);
      for (const file of openFiles) show(file, new Map());
      openFiles.clear();
      forgetCandidates();
      readsOfCandidates.clear();
    },
    lastOf: async (file) => knownOf(await stateOf(file, false), file),
    currentOf: async (file) => {
      const one = await stateOf(file, true);
      return one?.refusal === undefined ? knownOf(one, file) : undefined;
    },
    all: () => [...known.values()].flatMap(({ good }) => good?.reviewed ?? []),
    end: () => {
      for (const { timer } of known.values()) clearTimeout(timer);
      known.clear();
      wake();
    },
  };
}

/** Dismissals and acceptances that an editor began, and nobody has finished. */
function writtenWrongly({ policy, acceptanceProblems }: Reviewed): readonly WrittenWrongly[] {
  const message = "This dismissal has no reason: the finding stays open, and the command line refuses this file";
  const hint = "Say in `because` why the finding is wrong.";
  return [...policy.unreasoned.map(({ file, line }) => ({ file, line, message, hint })), ...acceptanceProblems];
}

function waitFor({ took }: Described): number {
  return Math.min(MOST_WAIT, Math.max(LEAST_WAIT, took / 8));
}

/** What a description was last made of and judged by, absolute: a broken part may be all that a refused review lacks. */
function readsOf({ file, placed: { root }, good }: Described, last: Reads): Reads {
  const absolute = (kind: keyof Reads): Set<string> => {
    const named = new Set([...(good?.reads[kind] ?? []), ...last[kind]].map((name) => path.join(root, name)));
    return new Set([...named].flatMap((one) => [one, realFile(one), realPath(one)]));
  };
  return { parts: absolute("parts").add(file), settings: absolute("settings") };
}

function isRead({ parts, settings }: Reads, file: string): boolean {
  return parts.has(file) || settings.has(file);
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
