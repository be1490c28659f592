import { count, listed } from "../core/prose.ts";
import type { VanishedEntry } from "../core/review.ts";
import { UserError } from "../core/user-error.ts";
import { touchedOverlays } from "../gate/git/overlays.ts";
import { vanished, type Vanished } from "../gate/git/vanished.ts";
import {
  acceptedRemoval,
  isOpenIssue,
  isOverdueIssue,
  removalFingerprint,
  type Register,
} from "../gate/register/register.ts";
import { issuesByThemselves } from "../gate/register/coverage.ts";
import { isOfChanges } from "../gate/register/issue-causes.ts";
import { readRegister } from "../gate/register/read-register.ts";
import type { Files } from "../load/files.ts";
import { mayBeDescription } from "../load/may-be-description.ts";
import { descriptionsNamed } from "../policy/descriptions-named.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import type { GateArguments, GitGrounds, Grounds } from "./gate-grounds.ts";
import { baseSettings } from "./gate-settings.ts";

/**
 * Descriptions that the base has, or that its register or `sallyport.yaml` names, and that the head has not, or not in a form
 * that is read: whatever they exposed may still run, and no review tells of it.
 */
export async function vanishedDescriptions(
  grounds: Grounds,
  args: GateArguments,
  asOf: string,
  refuse: (file: string, error: UserError) => void,
): Promise<readonly VanishedEntry[]> {
  const { git, head: files } = grounds;
  if (git === undefined) return [];
  const policyFiles = args.trustHeadPolicy ? files : grounds.policy;
  const entries: VanishedEntry[] = [];
  const add = async (gone: Vanished | undefined, mayBlock: boolean): Promise<void> => {
    try {
      if (gone !== undefined) entries.push(await entryOf(gone, policyFiles, args, asOf, mayBlock));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      refuse(error.file ?? gone?.file ?? "", error);
    }
  };
  for (const { head, base } of grounds.touched) {
    // What its target has lost by now is no loss of this change.
    if (head === undefined && base !== undefined && grounds.policy.read(base).bytes !== undefined)
      await add(vanished(base, files, git.base, git.working), true);
  }
  if (args.specs.length > 0) return entries;
  const known = new Set(grounds.touched.flatMap(({ head, base }) => [head, base]));
  for (const { description, by, isStillNamed } of await knownElsewhere(files, git, policyFiles, args, (error) =>
    refuse(error.file ?? "", error),
  )) {
    if (known.has(description)) continue;
    await add(goneBefore(description, by, files, git), isStillNamed);
  }
  const overlays = touchedOverlays(git.working, files, git.base);
  return [...entries, ...git.unreadSubmodules.map(unreadSubmodule), ...overlays.map(unappliedOverlay)];
}

/** What it makes of a description is told by the description that is built with it. */
function unappliedOverlay(file: string): VanishedEntry {
  return {
    file,
    state: "unreadable",
    blocks: false,
    text: `${file} is an OpenAPI Overlay, which is not applied here: let the gate look at the description that is built with it`,
    fingerprint: removalFingerprint(file),
    issues: [],
  };
}

/** Nobody knows of descriptions in it, so it is told and no more. */
function unreadSubmodule(folder: string): VanishedEntry {
  return {
    file: folder,
    state: "unreadable",
    blocks: false,
    text: `the submodule ${folder} changed and is not checked out: descriptions in it were not looked at`,
    fingerprint: removalFingerprint(folder),
    issues: [],
  };
}

interface KnownElsewhere {
  readonly description: string;
  readonly by: string;
  /** By the change too. */
  readonly isStillNamed: boolean;
}

/** What register and configuration name and no commit shows: made by a build, or in a submodule. */
async function knownElsewhere(
  head: Files,
  { working, policy }: GitGrounds,
  policyFiles: Files,
  args: GateArguments,
  refuse: (error: UserError) => void,
): Promise<readonly KnownElsewhere[]> {
  const options = args.config === undefined ? {} : { configFile: args.config };
  const namedIn = async (
    files: Files,
    names: readonly string[],
    onError: (error: UserError) => void,
  ): Promise<readonly { readonly description: string; readonly by: string }[]> => {
    const named = await descriptionsNamed(files, names);
    try {
      const { register: file } = await loadPolicy("openapi.yaml", files, { ...options, misnamed: "passed-over" });
      const known = onRecord(await readRegister(file, files));
      return [...known.map((description) => ({ description, by: file })), ...named];
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      onError(error);
      return named;
    }
  };
  const now = await namedIn(head, working, refuse);
  const isNow = new Set(now.map(({ description }) => description));
  // What cannot be read on the base is for the change to put right.
  const before = policyFiles === head ? now : await namedIn(policyFiles, policy.names, () => {});
  return before.map((one) => ({ ...one, isStillNamed: isNow.has(one.description) }));
}

/** The descriptions that a register has something of that is not over. */
function onRecord({ issues, tests, suites, signOffs, attestations }: Register): readonly string[] {
  const open = issues.filter((issue) => issue.status !== "fixed" && !isOfChanges(issue));
  const claims = attestations.filter(({ status }) => status === "open");
  return [
    ...new Set([...open, ...tests, ...suites, ...signOffs, ...claims].map(({ description }) => description)),
  ].toSorted();
}

function goneBefore(file: string, by: string, head: Files, { base, working }: GitGrounds): Vanished | undefined {
  const { bytes } = head.read(file);
  if (bytes !== undefined && mayBeDescription(bytes)) return undefined;
  const gone = vanished(file, head, base, working);
  if (gone === undefined || gone.state === "unreadable") return gone;
  return { file, state: "removed", why: `${by} names ${file}, and there is no such file` };
}

async function entryOf(
  { file, state, why }: Vanished,
  policyFiles: Files,
  args: GateArguments,
  asOf: string,
  mayBlock: boolean,
): Promise<VanishedEntry> {
  const { policy, register } = await baseSettings(file, policyFiles, { names: [file], configFile: args.config });
  const fingerprint = removalFingerprint(file);
  const acceptance = acceptedRemoval(register, file, asOf);
  const open = issuesByThemselves(register.issues, asOf).filter(
    (issue) => issue.description === file && !isOfChanges(issue) && isOpenIssue(issue, asOf),
  );
  const overdue = open.filter((issue) => isOverdueIssue(issue, asOf));
  const isAllowed = state === "removed" && policy.gate.removed === "allow";
  const words = [
    why,
    ...(open.length === 0
      ? []
      : [
          `the register has ${count(open.length, "open issue")} of it${overdue.length === 0 ? "" : `, ${overdue.length} overdue`} (${listed(
            open.map(({ id }) => id),
            4,
          )})`,
        ]),
    acceptance !== undefined
      ? `${acceptance.approver} confirmed that its API is gone, until ${acceptance.until}: ${acceptance.reason}`
      : isAllowed
        ? "gate.removed allows it"
        : mayBlock
          ? "nothing shows whether its API still runs"
          : "the change also removes what names it",
  ];
  return {
    file,
    state,
    blocks: mayBlock && acceptance === undefined && !isAllowed,
    text: words.join("; "),
    fingerprint,
    issues: open.map(({ id }) => id),
  };
}
