import { UserError } from "../core/user-error.ts";
import type { Command, Option } from "./command-table.ts";
import { optionsByName } from "./plain-call.ts";

/** What completion goes by. */
export interface Completable {
  readonly commands: readonly Command[];
  /** What first words of commands that have more than one stand for. */
  readonly groups: Readonly<Record<string, string>>;
  /** The command that a call is which names none. */
  readonly byDefault: Command;
}

/** The script of a shell, bash's where none is named. Throws a `UserError` for a shell that has none. */
export function completionOf(shell: string | undefined, table: Completable): string {
  if (shell === "fish") return fishScript(table);
  if (shell === undefined || shell === "bash" || shell === "zsh") return bashScript(table);
  throw new UserError(`there is no completion for ${shell}`, { hint: "There are bash, zsh and fish." });
}

/** A script by which fish completes the same: one line a command and option. */
function fishScript({ commands, groups, byDefault }: Completable): string {
  const firsts = [...new Set(commands.map(({ words }) => words[0]!))];
  const helpOf = (word: string): string => groups[word] ?? commands.find(({ words }) => words[0] === word)!.help; // it is one of theirs
  const secondsOf = (first: string): readonly string[] =>
    commands.flatMap(({ words }) => (words[0] === first && words[1] !== undefined ? [words[1]] : []));
  const conditionOf = ({ words: [first = "", second] }: Command): string => {
    // A call without a command is one too.
    if (first === byDefault.words[0])
      return `not __fish_seen_subcommand_from ${firsts.filter((word) => word !== first).join(" ")}`;
    const here = `__fish_seen_subcommand_from ${first}`;
    return second === undefined ? here : `${here}; and __fish_seen_subcommand_from ${second}`;
  };
  const lines = commands.flatMap((command) => {
    const [first = "", second] = command.words;
    const here = conditionOf(command);
    return [
      ...(second === undefined
        ? []
        : [
            `complete -c sallyport -n '__fish_seen_subcommand_from ${first}; and not __fish_seen_subcommand_from ${secondsOf(first).join(" ")}' -f -a ${second} -d ${quoted(command.help)}`,
          ]),
      ...Object.values(command.operands).flatMap(({ choices, help }) =>
        choices === undefined
          ? []
          : [`complete -c sallyport -n '${here}' -f -a ${quoted(choices.join(" "))} -d ${quoted(help)}`],
      ),
      ...[...optionsByName(command)].map(
        ([name, { help, takesValue, choices }]) =>
          `complete -c sallyport -n '${here}' -l ${name}${takesValue ? " -r" : ""}${choices === undefined ? "" : ` -f -a ${quoted(choices.join(" "))}`} -d ${quoted(help)}`,
      ),
    ];
  });
  return `# Completes sallyport in fish: sallyport completion fish > ~/.config/fish/completions/sallyport.fish
${firsts.map((word) => `complete -c sallyport -n __fish_use_subcommand -a ${word} -d ${quoted(helpOf(word))}`).join("\n")}
${lines.join("\n")}
complete -c sallyport -l help -d 'show help'
`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

/**
 * A script by which bash and zsh complete commands, options and their choices; everything else is a file. All the words
 * stand in it, so that completing does not start the program.
 */
function bashScript({ commands, byDefault }: Completable): string {
  return `# Completes sallyport in bash and zsh: sallyport completion >> ~/.bashrc (or ~/.zshrc)
if [ -n "$ZSH_VERSION" ]; then autoload -U +X bashcompinit && bashcompinit; fi
_sallyport() {
  local word="\${COMP_WORDS[COMP_CWORD]}" last="\${COMP_WORDS[COMP_CWORD-1]}" words="" options=""
  case "\${COMP_WORDS[*]:1:$((COMP_CWORD - 1))} " in
${[...groupCases(commands, byDefault), ...commands.flatMap((command) => commandCase(command, `"${command.words.join(" ")} "*`)), ...commandCase(byDefault, "*")].join("\n")}
  esac
  case "$word" in -*) words="$options" ;; esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _sallyport sallyport
`;
}

/** Where a command is still to be named: behind the program, and behind each word that several begin with. */
function groupCases(commands: readonly Command[], byDefault: Command): readonly string[] {
  const next = new Map<string, Set<string>>();
  for (const { words } of commands)
    for (const [index, word] of words.entries()) {
      const before = words.slice(0, index).join(" ");
      next.set(before, (next.get(before) ?? new Set<string>()).add(word));
    }
  return [...next].flatMap(([before, words]) => [
    `  "${before} ")`,
    `    options="${before === "" ? `${optionWords(byDefault)} --version` : "--help"}"`,
    `    words="${[...words].join(" ")}"`,
    "    ;;",
  ]);
}

/** What may follow a command that is named, or meant. */
function commandCase(command: Command, pattern: string): readonly string[] {
  const operands = Object.values(command.operands).flatMap(({ choices = [] }) => choices);
  const choices = [...optionsByName(command)].flatMap(([name, option]) => choiceCase(name, option));
  return [
    `  ${pattern})`,
    `    options="${optionWords(command)}"`,
    ...(operands.length === 0 ? [] : [`    words="${operands.join(" ")}"`]),
    ...(choices.length === 0 ? [] : [`    case "$last" in ${choices.join(" ")} esac`]),
    "    ;;",
  ];
}

function optionWords(command: Command): string {
  return [...[...optionsByName(command).keys()].map((name) => `--${name}`), "--help"].join(" ");
}

function choiceCase(name: string, { choices }: Option<unknown>): readonly string[] {
  return choices === undefined ? [] : [`--${name}) words="${choices.join(" ")}" ;;`];
}
