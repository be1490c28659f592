import { optionsByName } from "./plain-call.ts";
import type { Command, Option } from "./command-table.ts";
import { UserError } from "../core/user-error.ts";

/** The script of a shell, bash's where none is named. Throws a `UserError` for a shell that has none. */
export function completionOf(shell: string | undefined, commands: readonly Command[]): string {
  if (shell === "fish") return fishScript(commands);
  if (shell === undefined || shell === "bash" || shell === "zsh") return completionScript(commands);
  throw new UserError(`there is no completion for ${shell}`, { hint: "There are bash, zsh and fish." });
}

/** A script by which fish completes the same: one line a command and option. */
function fishScript(commands: readonly Command[]): string {
  const firsts = new Set(commands.map(({ words }) => words[0]!));
  const lines = commands.flatMap((command) => {
    const [first = "", second] = command.words;
    const here = [
      "__fish_seen_subcommand_from " + first,
      ...(second === undefined ? [] : [`__fish_seen_subcommand_from ${second}`]),
    ].join("; and ");
    return [
      ...(second === undefined
        ? []
        : [`complete -c sallyport -n '__fish_seen_subcommand_from ${first}' -a ${second} -d ${quoted(command.help)}`]),
      ...[...optionsByName(command)].map(
        ([name, { help, takesValue, choices }]) =>
          `complete -c sallyport -n '${here}' -l ${name}${takesValue ? " -r" : ""}${choices === undefined ? "" : ` -f -a ${quoted(choices.join(" "))}`} -d ${quoted(help)}`,
      ),
    ];
  });
  return `# Completes sallyport in fish: sallyport completion fish > ~/.config/fish/completions/sallyport.fish
${[...firsts].map((word) => `complete -c sallyport -n __fish_use_subcommand -a ${word} -d ${quoted(commands.find(({ words }) => words[0] === word)!.help)}`).join("\n")}
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
export function completionScript(commands: readonly Command[]): string {
  return `# Completes sallyport in bash and zsh: sallyport completion >> ~/.bashrc (or ~/.zshrc)
if [ -n "$ZSH_VERSION" ]; then autoload -U +X bashcompinit && bashcompinit; fi
_sallyport() {
  local word="\${COMP_WORDS[COMP_CWORD]}" last="\${COMP_WORDS[COMP_CWORD-1]}" words="" options=""
  case "\${COMP_WORDS[*]:1:$((COMP_CWORD - 1))} " in
${[...groupCases(commands), ...commands.flatMap(commandCase)].join("\n")}
  esac
  case "$word" in -*) words="$options" ;; esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _sallyport sallyport
`;
}

/** Where a command is still to be named: behind the program, and behind each word that several begin with. */
function groupCases(commands: readonly Command[]): readonly string[] {
  const next = new Map<string, Set<string>>();
  for (const { words } of commands)
    for (const [index, word] of words.entries()) {
      const before = words.slice(0, index).join(" ");
      next.set(before, (next.get(before) ?? new Set<string>()).add(word));
    }
  return [...next].flatMap(([before, words]) => [
    `  "${before} ")`,
    `    options="${[before === "" ? ["--version"] : [], "--help"].flat().join(" ")}"`,
    `    words="${[...words].join(" ")}"`,
    "    ;;",
  ]);
}

/** What may follow a command that is named. */
function commandCase(command: Command): readonly string[] {
  const options = [...optionsByName(command)];
  const choices = options.flatMap(([name, option]) => choiceCase(name, option));
  return [
    `  "${command.words.join(" ")} "*)`,
    `    options="${[...options.map(([name]) => `--${name}`), "--help"].join(" ")}"`,
    ...(choices.length === 0 ? [] : [`    case "$last" in ${choices.join(" ")} esac`]),
    "    ;;",
  ];
}

function choiceCase(name: string, { choices }: Option<unknown>): readonly string[] {
  return choices === undefined ? [] : [`--${name}) words="${choices.join(" ")}" ;;`];
}
