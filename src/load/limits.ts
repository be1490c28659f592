import { UserError } from "../core/user-error.ts";

/** What one review may use up. A description that needs more is refused with an error that names the limit. */
export const LIMITS = {
  /** Bytes of one file. */
  fileBytes: 64 * 1024 * 1024,
  /** Levels of nesting, aliases expanded. */
  depth: 500,
  /** Values that a file holds with its YAML aliases expanded. */
  expandedValues: 5_000_000,
  /** UTF-16 units of a YAML text for which a second, slower parser is asked. */
  secondOpinion: 2 * 1024 * 1024,
  /** References followed in one review. */
  references: 100_000,
  /** Files read for one review. */
  files: 10_000,
  /** What operations share (servers, alternatives, parameters, media types, fields of bodies), counted at each. */
  parts: 500_000,
  /** Path items of callbacks, each with requests of its own. */
  callbacks: 20_000,
  /** Milliseconds for one review, its rulesets included. */
  milliseconds: 60_000,
} as const;

export type Limits = { readonly [Name in keyof typeof LIMITS]: number };

/** Counts what one review uses, and throws a `UserError` once it is too much. */
export interface Budget {
  readonly limits: Limits;
  /** Call before a reference in `file` is followed. */
  spendReference(file: string): void;
  /** Call before a further file is read. */
  spendFile(file: string): void;
  /** Call before an operation takes `count` more of what it may share with others. */
  spendParts(count: number, file: string): void;
  /** Call before the requests of a callback in `file` are read. */
  spendCallback(file: string): void;
  /** Call now and then in every loop whose length the document decides. */
  checkTime(file: string): void;
  /** How many milliseconds are left; none where the time is up. */
  timeLeft(): number;
}

const IN_PARTS = "Split the description, or review the parts one by one.";

/** A fresh budget. `now` gives milliseconds and is there for tests. */
export function newBudget(limits: Limits = LIMITS, now: () => number = milliseconds): Budget {
  const start = now();
  let references = 0;
  let files = 0;
  let parts = 0;
  let callbacks = 0;
  const budget: Budget = {
    limits,
    spendReference(file) {
      references += 1;
      if (references > limits.references) {
        throw tooMuch(file, `more than ${amount(limits.references)} references are followed`, IN_PARTS);
      }
      if (references % 64 === 0) budget.checkTime(file);
    },
    spendFile(file) {
      files += 1;
      if (files > limits.files) {
        throw tooMuch(
          file,
          `it refers to more than ${amount(limits.files)} files`,
          "Split the description, or bundle it into one file.",
        );
      }
      budget.checkTime(file);
    },
    spendParts(count, file) {
      parts += count;
      if (parts > limits.parts) {
        throw tooMuch(
          file,
          `its operations come to more than ${amount(limits.parts)} servers, alternatives, parameters, media types and fields`,
          IN_PARTS,
        );
      }
      budget.checkTime(file);
    },
    spendCallback(file) {
      callbacks += 1;
      if (callbacks > limits.callbacks) {
        throw tooMuch(file, `its operations have more than ${amount(limits.callbacks)} callbacks`, IN_PARTS);
      }
    },
    checkTime(file) {
      if (now() - start > limits.milliseconds) {
        throw tooMuch(
          file,
          `its review takes longer than ${limits.milliseconds / 1000} s`,
          "Split the description, review the parts one by one, or give more time with --timeout.",
        );
      }
    },
    timeLeft: () => Math.max(0, limits.milliseconds - (now() - start)),
  };
  return budget;
}

/** A fresh budget of so many seconds. */
export function budgetOf(seconds: number | undefined): Budget {
  return newBudget(seconds === undefined ? LIMITS : { ...LIMITS, milliseconds: seconds * 1000 });
}

/** The error for a file that exceeds a limit: what it does too much of, and the way out. */
export function tooMuch(file: string, what: string, hint: string): UserError {
  return new UserError(`${file} is beyond a limit: ${what}`, { file, hint });
}

/** A number as people read it: `100,000`. */
export function amount(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A clock that nobody sets. `performance` would load a part of Node that nothing else needs, at every start. */
const milliseconds = (): number => Number(process.hrtime.bigint() / 1_000_000n);
