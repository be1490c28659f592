import { agentsApiOf } from "../agents/agents-report.ts";
import type { AgentsApi, AgentsReport } from "../core/agents.ts";
import { titleOf } from "../core/review-title.ts";
import { UserError } from "../core/user-error.ts";
import { budgetOf } from "../load/limits.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import { AGENTS_FORMAT_NAMES, AGENTS_FORMATS, type AgentsFormat } from "../report/formats/registry.ts";
import { LOG_COMMAND, shownText } from "../report/words/shown-text.ts";
import { maskedByShape, maskFor } from "../review/mask.ts";
import { asOfDate } from "./as-of.ts";
import { hasLinks } from "./hyperlinks.ts";
import { checkOneOutput, wantedOf, writeWanted, writtenLines } from "./outputs.ts";
import { registeredReview } from "./registered-review.ts";
import { entryOf, entryOfInput } from "./root.ts";
import { specsOf } from "./specs.ts";
import { EXIT, hasColor, type ExitCode, type Terminal } from "./terminal.ts";
import { secondsOf } from "./timeout.ts";
import { trusted } from "./trusted.ts";
import { VERSION } from "./version.ts";

export interface AgentsArguments {
  readonly specs: readonly string[];
  readonly format: readonly string[];
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
  checkOneOutput(wanted);
  const asOf = asOfDate(args.asOf, terminal);
  const { specs } = await specsOf(args.specs, terminal.cwd);
  const apis: AgentsApi[] = [];
  const refused: AgentsReport["refused"] = [];
  for (const spec of specs) {
    try {
      apis.push(await agentsApi(spec, args, asOf, terminal));
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
  await writeWanted(
    wanted,
    async ({ format, file }) => {
      const { render, hash }: AgentsFormat = AGENTS_FORMATS[format];
      const text = await render(report, {
        width: (file === undefined ? terminal.stdout.columns : undefined) || 80, // some terminals say 0
        color: file === undefined && hasColor(terminal.stdout, terminal.env, args.color),
        links: file === undefined && hasLinks(terminal.stdout, terminal.env, args.color),
      });
      return hash === undefined ? text : text.replace(LOG_COMMAND, `${hash}#`);
    },
    terminal,
  );
  terminal.stderr.write(writtenLines(wanted));
  return refused.length > 0 ? EXIT.usage : EXIT.passed;
}

async function agentsApi(
  spec: string,
  { root, config, trustCode, timeout }: AgentsArguments,
  asOf: string,
  terminal: Terminal,
): Promise<AgentsApi> {
  const entry =
    spec === "-" ? entryOfInput(await terminal.stdin(), terminal.cwd, root) : entryOf(spec, terminal.cwd, root);
  const budget = budgetOf(secondsOf(timeout));
  const loading = { configFile: config, trusted: trusted(entry.root, trustCode), budget };
  const policy = await loadPolicy(entry.file, entry.files, loading);
  const { review, judgements } = await registeredReview(entry.file, entry.files, policy, asOf, { budget });
  const { api } = judgements.stated;
  return maskFor(api).review(agentsApiOf(api, titleOf(review), review.document.sha256));
}
