import type { AgentsReport } from "../../../core/agents.ts";
import { agentsSections, agentsTally } from "../../words/agents-sections.ts";
import { code, heading, markdownOf, paragraph, table } from "../markdown/nodes.ts";

/** What agents may call, for a repository or a pull request, in GitHub's Markdown. */
export function agentsMarkdown({ apis, asOf }: AgentsReport): string {
  return markdownOf(
    apis.flatMap((api) => [
      heading(1, "What agents may call: ", api.title),
      paragraph(code(api.file), `, ${agentsTally(api)}, as of ${asOf}.`),
      ...(api.findings.length === 0
        ? []
        : [
            heading(2, "Findings"),
            table(
              ["Severity", "Finding", "Where", "Why", "What to do"],
              api.findings.map(({ severity, message, file, line, evidence, remediation }) => [
                severity,
                message,
                code(`${file}:${line}`),
                evidence.join(" "),
                remediation,
              ]),
            ),
          ]),
      ...agentsSections(api).flatMap(({ title, meaning, groups }) => [
        heading(2, title),
        paragraph(meaning),
        ...groups.flatMap((group) => [
          heading(3, group.title),
          table(
            ["Operation", "What it is", ...(group.saysWhy ? ["Why"] : [])],
            group.rows.map(({ operation, summary, because }) => [
              code(operation),
              summary,
              ...(group.saysWhy ? [because] : []),
            ]),
          ),
        ]),
      ]),
    ]),
  );
}
