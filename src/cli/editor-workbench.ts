import path from "node:path";
import { UserError } from "../core/user-error.ts";
import type { ChangedFile, FixedFiles, Reviewed, Workbench } from "../lsp/workbench.ts";
import { roughlyDecoded } from "../load/decode.ts";
import { readRegister } from "../gate/register/read-register.ts";
import { acceptanceProblems, unansweredIn } from "../gate/register/unanswered.ts";
import { registerText } from "../gate/register/write-register.ts";
import { filesBelow, withBuffers, type Files } from "../load/files.ts";
import { mayBeDescription } from "../load/may-be-description.ts";
import { isCodeOwnersName } from "../policy/code-owners.ts";
import { configurationFiles, type ConfigurationSearch } from "../policy/configuration-files.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import type { Policy } from "../policy/policy.ts";
import { settingsLayers } from "../policy/settings-layers.ts";
import { REPORT_FORMATS } from "../report/formats/registry.ts";
import { asOfDate } from "./as-of.ts";
import { isMeant, targetOfFinding, withAcceptance } from "./accepted-issues.ts";
import { addClaims, descriptionFixes, type ClaimedRegisters, type ToFix } from "./description-fixes.ts";
import { checkDismissible, settingsFileOf, settingsWithDismissal, type ToDismiss } from "./finding-dismissal.ts";
import { checkedOut } from "./opened-register.ts";
import { registeredReview } from "./registered-review.ts";
import { entryInEditor, folderNamed, type Entry } from "./root.ts";
import { specsOf } from "./specs.ts";
import type { Terminal } from "./terminal.ts";
import { VERSION } from "./version.ts";
import { checkInside, hasLinkOnTheWay, isLink } from "./write-files.ts";

/** What is said to `sallyport lsp` for all that it reviews. */
export interface EditorArguments {
  readonly root: string | undefined;
  readonly config: string | undefined;
  readonly asOf: string | undefined;
}

/** An acceptance that an editor has just written counts once somebody answers for it: until then nothing else waits for it. */
const UNANSWERED = "kept";

/** What the commands of the command line do, for an editor: nothing of it writes, and no ruleset's code runs. */
export function editorWorkbench({ root, config, asOf }: EditorArguments, terminal: Terminal): Workbench {
  const base = root === undefined ? undefined : folderNamed(root, terminal.cwd);
  const today = (): string => asOfDate(asOf, terminal);
  // A dismissal that an editor has just written says why only once somebody does: until then nothing else waits for it.
  const search = { configFile: config, unreasoned: "passed-over" } as const;
  const policyOf = (file: string, files: Files) => loadPolicy(file, files, search);
  const isInParts = (file: string): boolean => {
    try {
      return refersToFiles(entryInEditor(file, [], base));
    } catch (error) {
      if (error instanceof UserError) return false; // it is outside the root
      throw error;
    }
  };
  return {
    placed: (file, folders) => {
      if (folders?.length === 0)
        throw new UserError(`${file} is not reviewed: no folder is open in the editor`, {
          hint: "Open the folder that contains it.",
        });
      const entry = entryInEditor(file, folders ?? [], base);
      return { root: entry.root, file: entry.file };
    },
    review: async (placed, buffers, reads) => {
      const files = withBuffers(filesBelow(placed.root), buffersBelow(placed.root, buffers));
      const settings = noting(files, (name) => reads.settings.add(name));
      const parts = noting(files, (name) => (isCodeOwnersName(name) ? reads.settings : reads.parts).add(name));
      const policy = await policyOf(placed.file, settings);
      const register = await readRegister(policy.register, settings, UNANSWERED);
      const day = today();
      const reviewed = await registeredReview(placed.file, parts, policy, day, { register });
      const problems = acceptanceProblems(register, placed.file, policy.acceptanceDays);
      return { ...placed, files, policy, asOf: day, acceptanceProblems: problems, ...reviewed };
    },
    checkSettings: async ({ root: folder, file }, buffers) => {
      await policyOf(
        path.posix.join(path.posix.dirname(file), "-"),
        withBuffers(filesBelow(folder), buffersBelow(folder, buffers)),
      );
    },
    fixed: async (reviewed, units) => {
      const fixed = await fixedFiles(reviewed, units, policyOf, today());
      checkNotLinked(reviewed.root, fixed.files);
      return fixed;
    },
    dismissed: async (reviewed, finding) => {
      const toDismiss: ToDismiss = {
        entry: reviewed,
        policy: reviewed.policy,
        review: reviewed.review,
        finding,
        places: finding.places.map(({ fingerprint }) => fingerprint),
      };
      checkDismissible(toDismiss);
      // Why it is one is for a person to say: until then it counts for nothing.
      const { name, before, after } = await settingsWithDismissal(toDismiss, {
        because: "",
        by: undefined,
        on: today(),
      });
      return checkNotLinked(reviewed.root, new Map([[name, { before, after }]]));
    },
    accepted: async (reviewed, finding) => {
      const { root: top, files, policy } = reviewed;
      const name = policy.register;
      checkInside(top, name);
      const register = await readRegister(name, files, UNANSWERED);
      const places = finding.places.map(({ fingerprint }) => fingerprint);
      const on = today();
      const target = targetOfFinding(
        { finding, places, entry: reviewed, review: reviewed.review },
        { asOf: on, commit: checkedOut(top, terminal) },
      );
      const begun = register.issues.find(
        (issue) => isMeant(issue, target) && unansweredIn(issue.acceptance).length > 0,
      );
      if (begun !== undefined)
        throw new UserError(`${name} already contains an acceptance of this finding, in line ${begun.line}`, {
          file: name,
          hint: "Write there why the risk is accepted, who is responsible for it, and until when.",
        });
      // Why, who and until when is for a person to say: until then it counts for nothing.
      const accepted = withAcceptance(register, [target], { reason: "", approver: "", until: "", on });
      const { bytes } = files.read(name);
      const before = bytes === undefined ? undefined : Buffer.from(bytes).toString("utf8");
      return checkNotLinked(top, new Map([[name, { before, after: registerText(before, accepted) }]]));
    },
    answered: async (reviewed, { keys, value }) => {
      const { file, files, policy } = reviewed;
      const name = settingsFileOf(policy, file);
      const { bytes } = files.read(name);
      const before = bytes === undefined ? undefined : Buffer.from(bytes).toString("utf8");
      const { withAnswer } = await import("../policy/write-answer.ts");
      const after = withAnswer(before, { keys, value, entry: await entryFor(reviewed, search) });
      return checkNotLinked(reviewed.root, new Map([[name, { before, after }]]));
    },
    descriptionsInParts: async (folder) => {
      try {
        const { specs } = await specsOf(["."], folder);
        return specs.map((spec) => path.resolve(folder, spec)).filter(isInParts);
      } catch (error) {
        if (error instanceof UserError) return []; // it holds none
        throw error;
      }
    },
    isInParts,
    page: async ({ review }) =>
      REPORT_FORMATS.html.render({
        version: 1,
        tool: { name: "sallyport", version: VERSION },
        asOf: today(),
        commit: null,
        refused: [],
        reviews: [review],
      }),
  };
}

/** Throws a `UserError` where a changed file is a symbolic link or below one, as `sallyport fix --apply` does. */
function checkNotLinked(root: string, files: ReadonlyMap<string, ChangedFile>): ReadonlyMap<string, ChangedFile> {
  const linked = [...files.keys()].find((name) => hasLinkOnTheWay(root, name));
  if (linked === undefined) return files;
  const what = isLink(path.join(root, linked)) ? "is" : "is below";
  throw new UserError(`${linked} ${what} a symbolic link, and Sallyport does not write through links`, {
    file: linked,
    hint: "Change the file at its real path.",
  });
}

/** `files`, that tells each name that is asked for. */
function noting(files: Files, note: (name: string) => void): Files {
  return {
    read(name) {
      note(name);
      return files.read(name);
    },
  };
}

/** Whether a file is a description that refers to other files, as far as its text shows. */
function refersToFiles({ file, files }: Entry): boolean {
  const { bytes } = files.read(file);
  return (
    bytes !== undefined &&
    mayBeDescription(bytes) &&
    /\$ref["']?\s{0,9}:\s{0,9}["']?[^#"'\s]/.test(roughlyDecoded(bytes))
  );
}

/** The texts that an editor holds of files below a root, by their names there. */
function buffersBelow(root: string, buffers: ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, Uint8Array> {
  return new Map(
    [...buffers].flatMap(([file, bytes]) => {
      const name = path.relative(root, file).split(path.sep).join("/");
      return name.startsWith("../") || path.isAbsolute(name) ? [] : [[name, bytes] as const];
    }),
  );
}

async function fixedFiles(
  reviewed: Reviewed,
  units: Parameters<Workbench["fixed"]>[1],
  policyOf: (file: string, files: Files) => Promise<Policy>,
  asOf: string,
): Promise<FixedFiles> {
  const { policy, files: read } = reviewed;
  const toFix: ToFix = {
    entry: reviewed,
    policy,
    before: reviewed,
    policyOf: (file: string) => policyOf(file, read),
    unanswered: UNANSWERED,
  };
  const { result, claims } = await descriptionFixes(toFix, units, asOf);
  const { document } = reviewed.judgements.stated.api;
  const files = new Map<string, ChangedFile>(
    [...result.texts].map(([name, text]) => [name, { before: document.sourceOf(name).text, after: text }]),
  );
  const registers: ClaimedRegisters = new Map();
  for (const one of claims) await addClaims(registers, reviewed, one, asOf, UNANSWERED);
  for (const { name, before, register } of registers.values())
    files.set(name, { before, after: registerText(before, register) });
  return { result, files };
}

/** Which entry of `apis` of the nearest `sallyport.yaml` is for a description, where one is. */
async function entryFor({ file, files, policy }: Reviewed, search: ConfigurationSearch): Promise<number | undefined> {
  const found = await configurationFiles(file, files, search);
  const layers = settingsLayers(found, file).filter(({ source }) => source.file === policy.file);
  const at = layers.map(({ pointer }) => /^#\/apis\/(\d+)$/.exec(pointer)?.[1]).find((index) => index !== undefined);
  return at === undefined ? undefined : Number(at);
}
