import path from "node:path";
import {
  CodeActionKind,
  type CodeAction,
  type CodeActionContext,
  type Range as ProtocolRange,
} from "vscode-languageserver";
import { UserError } from "../core/user-error.ts";
import type { KnownReview } from "./descriptions.ts";
import { fixAll, FIX_ALL, quickFixes, unitsNamed, type FixData } from "./quick-fixes.ts";
import { rangeOfProtocol } from "./ranges.ts";
import { settingsActions, type SettingsData } from "./settings-actions.ts";
import type { ChangedFile, Reviewed, Workbench } from "./workbench.ts";

/** What an action is about, by which its edit is worked out when it is asked for. */
export type ActionData = (FixData | SettingsData) & {
  /** The file that it was offered in, absolute. */
  readonly file: string;
};

/** What makes the edits of actions. */
type Edits = Pick<Workbench, "fixed" | "dismissed" | "accepted" | "answered">;

/** What can be done about the findings in a range of a file. */
export function codeActions(
  { reviewed, file }: KnownReview,
  range: ProtocolRange,
  { diagnostics, only }: CodeActionContext,
): readonly CodeAction[] {
  const isWanted = (kind: string): boolean =>
    only === undefined || only.some((one) => kind === one || kind.startsWith(`${one}.`));
  const at = rangeOfProtocol(range);
  const actions = [
    ...(isWanted(CodeActionKind.QuickFix)
      ? [...quickFixes(reviewed, file, at, diagnostics), ...settingsActions(reviewed, file, at, diagnostics)]
      : []),
    ...(isWanted(FIX_ALL) ? fixAll(reviewed) : []),
  ];
  const absolute = path.join(reviewed.root, file);
  return actions.map((action) =>
    action.data === undefined ? action : { ...action, data: { ...(action.data as object), file: absolute } },
  );
}

/** The changed files of an action, absolute. Throws a `UserError` where it cannot be made. */
export async function filesOfAction(
  data: ActionData,
  reviewed: Reviewed,
  bench: Edits,
): Promise<ReadonlyMap<string, ChangedFile>> {
  const files = await changedFiles(data, reviewed, bench);
  return new Map([...files].map(([name, file]) => [path.join(reviewed.root, name), file]));
}

async function changedFiles(
  data: ActionData,
  reviewed: Reviewed,
  bench: Edits,
): Promise<ReadonlyMap<string, ChangedFile>> {
  if (data.kind === "answer") return bench.answered(reviewed, data);
  if (data.kind === "dismiss" || data.kind === "accept") {
    const finding = reviewed.review.findings.find(({ fingerprint }) => fingerprint === data.fingerprint);
    if (finding === undefined) throw gone();
    return data.kind === "accept" ? bench.accepted(reviewed, finding) : bench.dismissed(reviewed, finding);
  }
  const units = unitsNamed(reviewed, data.units);
  if (units === undefined) throw gone();
  const { result, files } = await bench.fixed(reviewed, units);
  const [left] = [...result.refused, ...result.undone];
  // Of several those that can be made are made, as the command does.
  if (left !== undefined && result.made.length === 0)
    throw new UserError(`${left.unit.name} was not made: ${left.why}`, { hint: left.hint });
  return files;
}

function gone(): UserError {
  return new UserError("It is not found any more", { hint: "Ask for the actions again." });
}

/** Whether what an editor sends back is what an action was given. */
export function isActionData(data: unknown): data is ActionData {
  const { kind, file } = (data ?? {}) as Partial<ActionData>; // read as unknown below
  return typeof file === "string" && KINDS.some((one) => one === kind);
}

const KINDS = ["fix", "dismiss", "accept", "answer"] as const;
