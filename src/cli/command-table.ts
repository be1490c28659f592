import type { ExitCode, Terminal } from "./terminal.ts";

/** A command as the table has it: the words that call it, what may follow, and what it does. */
export interface Command {
  /** `["register", "list"]` for `sallyport register list`. */
  readonly words: readonly string[];
  readonly help: string;
  /** A call that shows how it is meant, below its help. */
  readonly example?: string;
  /** What help says behind everything else: words and what they mean. */
  readonly notes?: { readonly title: string; readonly lines: readonly (readonly [string, string])[] };
  /** What follows without a name, in order: only the last may be left out or given several times. */
  readonly operands: Readonly<Record<string, Operand<unknown>>>;
  /** By the names of their values: `failOn` is said `--fail-on`. */
  readonly options: Readonly<Record<string, Option<unknown>>>;
  /** Runs it with the values of operands and options by their names. */
  readonly run: (values: Readonly<Record<string, unknown>>, terminal: Terminal) => Promise<ExitCode>;
}

/** A word of a command line that has no name: `given` of them make its value. */
export interface Operand<Value> {
  /** As the usage shows it. */
  readonly name: string;
  readonly help: string;
  readonly isRequired: boolean;
  readonly isRepeatable: boolean;
  /** Words that are offered for it; what else is given is for the command to refuse. */
  readonly choices?: readonly string[];
  readonly valueOf: (given: readonly string[]) => Value;
}

/** A named part of a command line, whose value is made of what is given behind its name each time. */
export interface Option<Value> {
  readonly help: string;
  /** Whether a value follows its name. */
  readonly takesValue: boolean;
  readonly isRequired: boolean;
  readonly isRepeatable: boolean;
  readonly choices?: readonly string[];
  /** A value that it has when it is not given, as help shows it. */
  readonly usual?: string;
  /** The name of an option that cannot be given with it. */
  readonly against?: string;
  /** What a value has to be, of one that it cannot be. */
  readonly expected?: (value: string) => string | undefined;
  readonly valueOf: (given: readonly string[]) => Value;
}

type ValuesOf<Parts extends Readonly<Record<string, Operand<unknown> | Option<unknown>>>> = {
  readonly [Name in keyof Parts]: ReturnType<Parts[Name]["valueOf"]>;
};

/** A command whose `run` gets the values that its own operands and options have. */
export function command<
  const Operands extends Readonly<Record<string, Operand<unknown>>>,
  const Options extends Readonly<Record<string, Option<unknown>>>,
>(
  definition: Omit<Command, "operands" | "options" | "run"> & {
    readonly operands: Operands;
    readonly options: Options;
    readonly run: (values: ValuesOf<Operands> & ValuesOf<Options>, terminal: Terminal) => Promise<ExitCode>;
  },
): Command {
  return { ...definition, run: definition.run as Command["run"] }; // `valuesOf` makes them of these operands and options
}

/** The values of a command by the names of its operands and options, of what was given for each. */
export function valuesOf(
  { operands, options }: Command,
  operandsGiven: readonly string[],
  optionsGiven: (name: string) => readonly string[],
): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  let next = 0;
  for (const [name, operand] of Object.entries(operands)) {
    const end = operand.isRepeatable ? operandsGiven.length : next + 1;
    values[name] = operand.valueOf(operandsGiven.slice(next, end));
    next = end;
  }
  for (const [name, option] of Object.entries(options)) values[name] = option.valueOf(optionsGiven(optionName(name)));
  return values;
}

/** How an option is said, without its dashes. */
export function optionName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** How a command is called: its words, then its operands as usages show them. */
export function usageOf({ words, operands }: Command): string {
  const shown = Object.values(operands).map(({ name, isRequired, isRepeatable }) => {
    const inside = isRepeatable ? `${name}..` : name;
    return isRequired ? `<${inside}>` : `[${inside}]`;
  });
  return [...words, ...shown].join(" ");
}

const ONCE = { isRequired: false, isRepeatable: false } as const;

/** An operand that must be there. */
export function oneOperand(name: string, help: string): Operand<string> {
  return { name, help, ...ONCE, isRequired: true, valueOf: ([value]) => value! }; // no call is accepted without it
}

/** An operand that may be left out. */
export function optionalOperand(name: string, help: string, choices?: readonly string[]): Operand<string | undefined> {
  return { name, help, ...ONCE, ...(choices === undefined ? {} : { choices }), valueOf: ([value]) => value };
}

/** As many operands as one likes, and at least one. */
export function someOperands(name: string, help: string): Operand<readonly string[]> {
  return { name, help, isRequired: true, isRepeatable: true, valueOf: (given) => given };
}

/** As many operands as one likes. */
export function anyOperands(name: string, help: string): Operand<readonly string[]> {
  return { ...someOperands(name, help), isRequired: false };
}

/** An option that is given or not. */
export function flag(help: string, { against }: { readonly against?: string } = {}): Option<boolean> {
  return {
    help,
    takesValue: false,
    ...ONCE,
    ...(against === undefined ? {} : { against }),
    valueOf: (given) => given.length > 0,
  };
}

/** An option with a text. */
export function text(help: string): Option<string | undefined> {
  return { help, takesValue: true, ...ONCE, valueOf: ([value]) => value };
}

/** An option with a text that must be given. */
export function requiredText(help: string): Option<string> {
  return { help, takesValue: true, ...ONCE, isRequired: true, valueOf: ([value]) => value! }; // no call is accepted without it
}

/** An option that may be given several times. */
export function texts(help: string): Option<readonly string[]> {
  return { help, takesValue: true, ...ONCE, isRepeatable: true, valueOf: (given) => given };
}

/** An option with names, several at once or behind commas: `--skip a,b`. A comma too many names nothing. */
export function ruleNames(help: string): Option<readonly string[]> {
  return {
    ...texts(help),
    expected: (value) => (namesIn(value).length > 0 ? undefined : "the name of a rule"),
    valueOf: (given) => given.flatMap(namesIn),
  };
}

function namesIn(given: string): readonly string[] {
  return given
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** An option with one of a few words. */
export function choice<const Choice extends string>(
  help: string,
  choices: readonly Choice[],
): Option<Choice | undefined> {
  return { ...requiredChoice(help, choices), isRequired: false };
}

/** An option with one of a few words that must be given. */
export function requiredChoice<const Choice extends string>(help: string, choices: readonly Choice[]): Option<Choice> {
  return {
    help,
    takesValue: true,
    ...ONCE,
    isRequired: true,
    choices,
    valueOf: ([value]) => value as Choice, // no call is accepted with another
  };
}

/** An option with a whole number, and the one that it is when nothing is given. */
export function wholeNumber(help: string, usual: number): Option<number> {
  return {
    help,
    takesValue: true,
    ...ONCE,
    usual: String(usual),
    expected: (value) => (/^\d{1,6}$/.test(value) ? undefined : "a whole number"),
    valueOf: ([value]) => (value === undefined ? usual : Number(value)),
  };
}
