import { optionsByName } from "./plain-call.ts";
import type { Command, Option } from "./command-table.ts";

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
