import type { AgentDecision } from "../../../core/agent-reasons.ts";
import type { AgentsReport } from "../../../core/agents.ts";
import { agentsSections, agentsTally } from "../../words/agents-sections.ts";
import { shownText } from "../../words/shown-text.ts";
import { newPage, type PageOptions, type Style } from "../text/page.ts";

/** What agents may call, as a person reads it on a terminal. */
export function agentsText({ apis, asOf }: AgentsReport, options: PageOptions): string {
  const page = newPage(options);
  for (const [index, api] of apis.entries()) {
    if (index > 0) page.line("");
    page.line(page.paint("bold", shownText(`What agents may call: ${api.title}`)));
    page.paragraph(shownText(`${api.file}, ${agentsTally(api)}, as of ${asOf}`), "");
    for (const { severity, message, evidence, remediation, file, line } of api.findings) {
      page.line("");
      page.paragraph(shownText(`${message}.`), `${page.paint("bold", `Finding (${severity})`)}  `, "  ");
      page.line(shownText(`  ${file}:${line}`));
      for (const text of evidence) page.paragraph(shownText(text), "  ");
      page.paragraph(shownText(remediation), "  Fix: ", "  ");
    }
    for (const { decision, title, meaning, groups } of agentsSections(api)) {
      page.line("");
      page.paragraph(meaning, `${page.paint(STYLES[decision], title)}  `, "  ");
      for (const group of groups) {
        page.line(`  ${group.title}`);
        for (const { operation, because } of group.rows)
          page.paragraph(shownText(because === "" ? operation : `${operation}  ${because}`), "    ", "      ");
      }
    }
  }
  return page.text();
}

const STYLES: Readonly<Record<AgentDecision, Style>> = {
  allow: ["bold", "green"],
  confirm: ["bold", "yellow"],
  deny: ["bold", "red"],
};
