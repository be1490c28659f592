import type { CommandUnknownOpts } from "@commander-js/extra-typings";

/**
 * A script by which bash and zsh complete commands, options and their choices; everything else is a file. All the words
 * stand in it, so that completing does not start the program.
 */
export function completionScript(program: CommandUnknownOpts): string {
  const name = program.name();
  return `# Completes ${name} in bash and zsh: ${name} completion >> ~/.bashrc (or ~/.zshrc)
if [ -n "$ZSH_VERSION" ]; then autoload -U +X bashcompinit && bashcompinit; fi
_${name}() {
  local word="\${COMP_WORDS[COMP_CWORD]}" last="\${COMP_WORDS[COMP_CWORD-1]}" words="" options=""
  case "\${COMP_WORDS[*]:1:$((COMP_CWORD - 1))} " in
${casesOf(program, "").join("\n")}
  esac
  case "$word" in -*) words="$options" ;; esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _${name} ${name}
`;
}

/** What may follow a command and those below it; `path` is the words that lead to them. */
function casesOf(command: CommandUnknownOpts, path: string): readonly string[] {
  const help = command.createHelp();
  const commands = help.visibleCommands(command);
  const options = help.visibleOptions(command);
  const choices = options
    .filter(({ argChoices }) => argChoices !== undefined)
    .map(({ long, argChoices = [] }) => `${long}) words="${argChoices.join(" ")}" ;;`);
  return [
    `  "${path} "${commands.length === 0 ? "*" : ""})`,
    `    options="${options.map(({ long }) => long).join(" ")}"`,
    ...(commands.length === 0 ? [] : [`    words="${commands.map((one) => one.name()).join(" ")}"`]),
    ...(choices.length === 0 ? [] : [`    case "$last" in ${choices.join(" ")} esac`]),
    "    ;;",
    ...commands.flatMap((one) => casesOf(one, path === "" ? one.name() : `${path} ${one.name()}`)),
  ];
}
