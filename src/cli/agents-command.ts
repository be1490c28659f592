import path from "node:path";
import { agentsOverlay } from "../agents/agents-overlay.ts";
import { decidedWithFindings } from "../agents/decided-with-findings.ts";
import type { DecidedOperation } from "../agents/decided.ts";
import { agentsApiOf } from "../agents/agents-report.ts";
import { declaredForAgents } from "../agents/declared.ts";
import { reducedDescription } from "../agents/reduced-description.ts";
import { fastMcpRouteMaps } from "../agents/route-maps.ts";
import type { AgentDecision } from "../core/agent-reasons.ts";
import type { AgentsApi, AgentsReport } from "../core/agents.ts";
import type { Review } from "../core/review.ts";
import { titleOf } from "../core/review-title.ts";
import { UserError } from "../core/user-error.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { overlayYaml } from "../fix/overlay.ts";
import { budgetOf } from "../load/limits.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import type { Policy } from "../policy/policy.ts";
import { AGENTS_FORMAT_NAMES, AGENTS_FORMATS, type AgentsFormat } from "../report/formats/registry.ts";
import { shownText, withHashWritten } from "../report/words/shown-text.ts";
import { AGENT_RULES } from "../rules/index.ts";
import { maskedByShape, maskFor } from "../review/mask.ts";
import { asOfDate } from "./as-of.ts";
import { hasLinks } from "./hyperlinks.ts";
import { checkOneOutput, wantedOf, writeWanted, writtenLines } from "./outputs.ts";
import { namedSettings } from "../review/unmatched-settings.ts";
import { checkSchemesKnown } from "./known-schemes.ts";
import { registeredReview } from "./registered-review.ts";
import { checkTarget, referenceTo } from "./output-target.ts";
import { entryOf, entryOfInput, type Entry } from "./root.ts";
import { specsOf } from "./specs.ts";
import { EXIT, hasColor, type ExitCode, type Terminal } from "./terminal.ts";
import { secondsOf } from "./timeout.ts";
import { trusted } from "./trusted.ts";
import { writeFiles } from "./write-files.ts";
import { VERSION } from "./version.ts";

export interface AgentsArguments {
  readonly specs: readonly string[];
  readonly format: readonly string[];
  readonly overlay: string | undefined;
  readonly reduced: string | undefined;
  readonly fastmcp: string | undefined;
  readonly withConfirm: boolean;
  readonly root: string | undefined;
  readonly config: string | undefined;
  readonly trustCode: boolean;
  readonly timeout: string | undefined;
  readonly asOf: string | undefined;
  readonly color: boolean | undefined;
}

/** `sallyport agents`: which operations an agent may call, which only once a person has confirmed, and which never. */
export async function agentsCommand(args: AgentsArguments, terminal: Terminal): Promise<ExitCode> {
  const wanted = (args.format.length === 0 ? ["text"] : args.format).map((value) =>
    wantedOf("--format", value, AGENTS_FORMAT_NAMES),
  );
  checkOneOutput([...wanted, ...outputsOf(args).map(({ out }) => ({ file: out }))], terminal);
  const asOf = asOfDate(args.asOf, terminal);
  const { specs } = await specsOf(args.specs, terminal.cwd);
  checkOneDescription(args, specs);
  const apis: AgentsApi[] = [];
  const files = new Map<string, string>();
  const refused: AgentsReport["refused"] = [];
  for (const spec of specs) {
    try {
      apis.push(await agentsApi(spec, args, asOf, files, terminal));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const { message, hint = null, file = spec, line = null } = error;
      refused.push(maskedByShape({ file, line, message, hint }));
      terminal.stderr.write(
        shownText(`error: ${message}`) + (hint === null ? "\n" : `\n${shownText(`hint: ${hint}`)}\n`),
      );
    }
  }
  const report: AgentsReport = {
    version: 1,
    kind: "agents",
    tool: { name: "sallyport", version: VERSION },
    asOf,
    apis,
    refused,
  };
  await writeFiles(files);
  for (const { out } of outputsOf(args)) if (refused.length === 0) terminal.stderr.write(`Wrote ${shownText(out)}\n`);
  await writeWanted(
    wanted,
    async ({ format, file }) => {
      const { render, hash }: AgentsFormat = AGENTS_FORMATS[format];
      const text = await render(report, {
        width: (file === undefined ? terminal.stdout.columns : undefined) ?? 80,
        color: file === undefined && hasColor(terminal.stdout, terminal.env, args.color),
        links: file === undefined && hasLinks(terminal.stdout, terminal.env, args.color),
      });
      return withHashWritten(text, hash);
    },
    terminal,
  );
  terminal.stderr.write(writtenLines(wanted));
  return refused.length > 0 ? EXIT.usage : EXIT.passed;
}

async function agentsApi(
  spec: string,
  args: AgentsArguments,
  asOf: string,
  files: Map<string, string>,
  terminal: Terminal,
): Promise<AgentsApi> {
  const { root, config, trustCode, timeout, withConfirm } = args;
  const entry =
    spec === "-" ? entryOfInput(await terminal.stdin(), terminal.cwd, root) : entryOf(spec, terminal.cwd, root);
  const budget = budgetOf(secondsOf(timeout));
  const loading = { configFile: config, trusted: trusted(entry.root, trustCode), budget };
  const known = await loadPolicy(entry.file, entry.files, loading);
  // Who asks what agents may call means the API for them.
  const policy: Policy = { ...known, agents: { ...known.agents, isDeclared: known.agents.isDeclared ?? true } };
  const { review, judgements } = await registeredReview(entry.file, entry.files, policy, asOf, { budget });
  const { api } = judgements.stated;
  await checkSchemesKnown(namedSettings(api), entry);
  const decided = decidedWithFindings(api, review.findings);
  for (const { kind, out } of outputsOf(args)) {
    const target = path.resolve(terminal.cwd, out);
    const sources = api.document.sources().map(({ file }) => path.join(entry.root, file));
    checkTarget(target, out, sources, "the output");
    const decisions = new Set<AgentDecision>(withConfirm ? ["allow", "confirm"] : ["allow"]);
    files.set(target, outputOf(kind, api, { decided, decisions }, target, entry));
  }
  const stated = agentsApiOf(
    api,
    {
      title: titleOf(review),
      sha256: review.document.sha256,
      declared: declaredForAgents({ ...api, policy: known }) ?? null,
      findings: findingsOn(review),
      operations: review.operations,
    },
    decided,
  );
  return maskFor(api).review(stated);
}

/** What a review finds of agents alone. */
function findingsOn({ findings }: Review): AgentsApi["findings"] {
  return findings
    .filter(({ rule, status }) => IDS_OF_AGENT_RULES.has(rule) && status !== "accepted")
    .map(({ rule, severity, title, message, remediation, evidence, file, line }) => ({
      rule,
      severity,
      title,
      message,
      remediation,
      evidence: [...evidence],
      file,
      line,
    }));
}

const IDS_OF_AGENT_RULES: ReadonlySet<string> = new Set(AGENT_RULES.map(({ id }) => id));

type OutputKind = "overlay" | "reduced" | "fastmcp";

/** The files that are written beside the decisions. */
function outputsOf({ overlay, reduced, fastmcp }: AgentsArguments): readonly { kind: OutputKind; out: string }[] {
  const named = { overlay, reduced, fastmcp };
  return (["overlay", "reduced", "fastmcp"] as const).flatMap((kind) => {
    const out = named[kind];
    return out === undefined ? [] : [{ kind, out }];
  });
}

function checkOneDescription(args: AgentsArguments, specs: readonly string[]): void {
  const [first] = outputsOf(args);
  if (first !== undefined && specs.length > 1)
    throw new UserError(`--${first.kind} is for one description, and ${specs.length} were given`, {
      hint: "Run the command once for each description.",
    });
}

/** What was decided, and which decisions are written of. */
interface Wanted {
  readonly decided: readonly DecidedOperation[];
  readonly decisions: ReadonlySet<AgentDecision>;
}

/** What is written of a description for programs: an overlay, what is left of it for agents, or route maps. */
function outputOf(
  kind: OutputKind,
  api: AssessedApi,
  { decided, decisions }: Wanted,
  target: string,
  { file, root }: Entry,
): string {
  if (kind === "fastmcp") return fastMcpRouteMaps(api, decisions, decided);
  const extended = file === "-" ? undefined : referenceTo(path.join(root, file), path.dirname(target));
  const value =
    kind === "overlay"
      ? agentsOverlay(api, api.info.title ?? file, extended, decided)
      : reducedDescription(api, decisions, decided);
  return /\.json$/i.test(target) ? `${JSON.stringify(value, undefined, 2)}\n` : overlayYaml(value);
}
