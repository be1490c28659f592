import { hasColor, type Output, type Terminal } from "./terminal.ts";

/**
 * Whether an output is a terminal that shows hyperlinks (OSC 8). Terminals do not say so themselves: this goes by the
 * variables that those set which do, and others get none. Who wants no colours wants no links.
 */
export function hasLinks(output: Output, env: Terminal["env"], color: boolean | undefined): boolean {
  if (!output.isTerminal || !hasColor(output, env, color) || isSet(env["CI"])) return false;
  if (isSet(env["FORCE_HYPERLINK"])) return env["FORCE_HYPERLINK"] !== "0";
  // What multiplexers pass on depends on their settings, and on the terminal outside.
  if (isSet(env["TMUX"]) || isSet(env["STY"])) return false;
  return (
    ["WT_SESSION", "KONSOLE_VERSION", "DOMTERM", "KITTY_WINDOW_ID"].some((name) => isSet(env[name])) ||
    PROGRAMS.has(env["TERM_PROGRAM"] ?? "") ||
    TERMINALS.has(env["TERM"] ?? "") ||
    Number(env["VTE_VERSION"] ?? "0") >= FIRST_VTE
  );
}

const PROGRAMS: ReadonlySet<string> = new Set(["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio", "zed"]);
const TERMINALS: ReadonlySet<string> = new Set(["xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm"]);
/** GNOME's terminals show them since VTE 0.50, and crashed on some in 0.50.0. */
const FIRST_VTE = 5001;

function isSet(value: string | undefined): boolean {
  return (value ?? "") !== "";
}
