import type { AgentsReport } from "../../core/agents.ts";
import type { ImpactAssessment } from "../../core/impact.ts";
import type { ReviewEnvelope } from "../../core/review.ts";
import type { Portfolio } from "./portfolio/portfolio.ts";
import type { TextOptions } from "./text.ts";
import type { PageOptions } from "./text/page.ts";

/** A format that reviews are written in, from how help tells it to how it is made. */
export interface ReportFormat {
  /** What it is for, in help. */
  readonly help: string;
  /** What `docs/ci.md` says of it, in Markdown. */
  readonly documentation: string;
  /**
   * How it may write the first of two signs that begin a command in a pipeline's log, so that what they mean stays the same;
   * left out where the module sees to it itself.
   */
  readonly hash?: string;
  /** The report; only text asks for its style, and suggestions for the diff. Loaded on use. */
  readonly render: (envelope: ReviewEnvelope, style: TextOptions) => Promise<string>;
  /** Shorter or longer editions of it, by name: `--format html=summary.html,edition=executive`. */
  readonly editions?: Readonly<Record<string, ReportFormat["render"]>>;
  /** What the gate writes in its place. The others tell of a change within the review. */
  readonly renderGate?: ReportFormat["render"];
}

/** For formats that have no other way to write the sign, in Markdown's code for one: the two signs are set apart. */
const APART = "# ";

/**
 * Every format. Help, documentation, the checks of `test/report/format-checks.ts` and the tests with hostile text go
 * over this table.
 */
export const REPORT_FORMATS = {
  text: {
    help: "the terminal; the default",
    documentation: "the terminal; the default",
    render: async (envelope, style) => (await import("./text.ts")).textReport(envelope, style),
    renderGate: async (envelope, style) => (await import("./gate-text.ts")).gateTextReport(envelope, style),
  },
  html: {
    help: "for people; add =FILE,edition=executive for a summary",
    documentation:
      "for people: the whole review as one file; with `html=FILE,edition=executive`, a summary on two pages for decision-makers",
    hash: "&#35;",
    render: async (envelope) => (await import("./html.tsx")).htmlReport(envelope),
    editions: { executive: async (envelope) => (await import("./html/executive.tsx")).executiveReport(envelope) },
  },
  markdown: {
    help: "for people: the whole review, for a repository",
    documentation: "for people: the whole review, for a repository",
    hash: APART,
    render: async (envelope) => (await import("./markdown.ts")).markdownReport(envelope),
    renderGate: async (envelope) => (await import("./gate-markdown.ts")).gateMarkdownReport(envelope),
  },
  comment: {
    help: "a comment on a pull request: the decision",
    documentation:
      "a comment on a pull request: the decision, the first actions and the findings, in less than 60,000 characters",
    hash: APART,
    render: async (envelope) => (await import("./comment.ts")).commentReport(envelope),
    renderGate: async (envelope) => (await import("./gate-markdown.ts")).gateMarkdownReport(envelope),
  },
  json: {
    help: "programs and the portfolio",
    documentation: "programs and the portfolio: [review.schema.json](../schemas/review.schema.json)",
    hash: String.raw`\u0023`,
    render: async (envelope) => (await import("./json.ts")).jsonReport(envelope),
  },
  sarif: {
    help: "code scanning",
    documentation:
      "code scanning (SARIF 2.1.0), with remediations, severities, waivers, and fingerprints that stay the same when lines move",
    hash: String.raw`\u0023`,
    render: async (envelope) => (await import("./sarif.ts")).sarifReport(envelope),
  },
  junit: {
    help: "test reports of any CI server",
    documentation:
      "test reports of any CI server. A verdict other than an approval is a failed test, and each open finding of high severity or above is a failed test. Less severe, accepted and dismissed findings are skipped tests",
    hash: "&#35;",
    render: async (envelope) => (await import("./junit.ts")).junitReport(envelope),
  },
  github: {
    help: "annotations of a GitHub Actions run",
    documentation: "annotations of a GitHub Actions run",
    hash: APART,
    render: async (envelope) => (await import("./github.ts")).githubReport(envelope),
  },
  "github-review": {
    help: "fixes as suggestions on a pull request",
    documentation:
      "fixes for the changed lines, as suggestions in a review of a pull request; the output is the body of a request to GitHub's API",
    hash: String.raw`\u0023`,
    render: async (envelope, { hunksOf }) => (await import("./github-review.ts")).githubReviewReport(envelope, hunksOf),
  },
  gitlab: {
    help: "GitLab code quality",
    documentation: "GitLab code quality",
    hash: String.raw`\u0023`,
    render: async (envelope) => (await import("./gitlab.ts")).gitlabReport(envelope),
  },
  csv: {
    help: "the data inventory, for a spreadsheet",
    documentation:
      "the data inventory for a spreadsheet, with a row for each place where a sensitive field is read or written",
    hash: APART,
    render: async (envelope) => (await import("./csv.ts")).csvReport(envelope),
  },
  "csv-findings": {
    help: "the findings as a checklist",
    documentation:
      "the findings, open questions and other conditions as a checklist, with columns for the result and the evidence",
    hash: APART,
    render: async (envelope) => (await import("./csv/findings.ts")).csvFindingsReport(envelope),
  },
  "csv-tests": {
    help: "the authorization tests as a checklist",
    documentation: "the authorization tests as a checklist, with columns for the result and the evidence",
    hash: APART,
    render: async (envelope) => (await import("./csv/tests.ts")).csvTestsReport(envelope),
  },
} satisfies Readonly<Record<string, ReportFormat>>;

export type FormatName = keyof typeof REPORT_FORMATS;
export const FORMAT_NAMES = Object.keys(REPORT_FORMATS) as readonly FormatName[]; // its own keys

/** A format that a portfolio is written in. */
export interface PortfolioFormat {
  /** As of a format of reviews. */
  readonly hash: string;
  readonly render: (portfolio: Portfolio) => Promise<string>;
}

/** What a portfolio can be written as, each loaded on use. */
export const PORTFOLIO_FORMATS = {
  markdown: {
    hash: APART,
    render: async (portfolio) => (await import("./portfolio/markdown.ts")).portfolioMarkdown(portfolio),
  },
  html: {
    hash: "&#35;",
    render: async (portfolio) => (await import("./portfolio/html.tsx")).portfolioHtml(portfolio),
  },
  json: {
    hash: String.raw`\u0023`,
    render: async (portfolio) => (await import("./json.ts")).portfolioJson(portfolio),
  },
} satisfies Readonly<Record<string, PortfolioFormat>>;

export type PortfolioFormatName = keyof typeof PORTFOLIO_FORMATS;
export const PORTFOLIO_FORMAT_NAMES = Object.keys(PORTFOLIO_FORMATS) as readonly PortfolioFormatName[]; // its own keys

/** A format that an impact assessment is written in. */
export interface ImpactFormat {
  readonly help: string;
  /** As of a format of reviews. */
  readonly hash?: string;
  readonly render: (impact: ImpactAssessment, style: PageOptions) => Promise<string>;
}

/** What an impact assessment can be written as, each loaded on use. */
export const IMPACT_FORMATS = {
  text: {
    help: "the terminal; the default",
    render: async (impact, style) => (await import("./impact/text.ts")).impactText(impact, style),
  },
  markdown: {
    help: "people: a ticket, a repository",
    hash: APART,
    render: async (impact) => (await import("./impact/markdown.ts")).impactMarkdown(impact),
  },
  html: {
    help: "people: one page, also for print",
    hash: "&#35;",
    render: async (impact) => (await import("./impact/html.tsx")).impactHtml(impact),
  },
  json: {
    help: "programs, such as sallyport register open",
    hash: String.raw`\u0023`,
    render: async (impact) => (await import("./json.ts")).impactJson(impact),
  },
} satisfies Readonly<Record<string, ImpactFormat>>;

type ImpactFormatName = keyof typeof IMPACT_FORMATS;
export const IMPACT_FORMAT_NAMES = Object.keys(IMPACT_FORMATS) as readonly ImpactFormatName[]; // its own keys

/** A format that the decisions on agents are written in. */
export interface AgentsFormat {
  readonly help: string;
  /** As of a format of reviews. */
  readonly hash?: string;
  readonly render: (report: AgentsReport, style: PageOptions) => Promise<string>;
}

/** What the decisions on agents can be written as, each loaded on use. */
export const AGENTS_FORMATS = {
  text: {
    help: "the terminal; the default",
    render: async (report, style) => (await import("./agents/text.ts")).agentsText(report, style),
  },
  markdown: {
    help: "people: a repository, a pull request",
    hash: APART,
    render: async (report) => (await import("./agents/markdown.ts")).agentsMarkdown(report),
  },
  html: {
    help: "people: one page, also for print",
    hash: "&#35;",
    render: async (report) => (await import("./agents/html.tsx")).agentsHtml(report),
  },
  json: {
    help: "programs",
    hash: String.raw`\u0023`,
    render: async (report) => (await import("./json.ts")).agentsJson(report),
  },
} satisfies Readonly<Record<string, AgentsFormat>>;

type AgentsFormatName = keyof typeof AGENTS_FORMATS;
export const AGENTS_FORMAT_NAMES = Object.keys(AGENTS_FORMATS) as readonly AgentsFormatName[]; // its own keys
