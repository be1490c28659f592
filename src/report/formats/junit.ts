import { decidingBesides } from "../words/assumption-answers.ts";
import { unmarked } from "../words/unmarked.ts";
import { leadingReasons, reasonCounts } from "../words/reason-groups.ts";
import { count } from "../../core/prose.ts";
import type { Finding, Refusal, Review, ReviewEnvelope, VanishedEntry } from "../../core/review.ts";
import { isAtLeast } from "../../core/severity.ts";
import { titleOf } from "../../core/review-title.ts";
import { isOpen } from "../../core/open-findings.ts";
import { verdictAnswer, verdictName } from "../words/decision-words.ts";
import { ended } from "../../core/sentence.ts";
import { backWords, issuesBack } from "../words/blocking-lines.ts";
import { dismissalWords } from "../words/dismissal-words.ts";
import { acceptanceWords } from "../words/waiver-words.ts";
import { element, xmlDocument, type XmlElement } from "./xml.ts";

/**
 * The review as JUnit XML, which every CI server shows: a suite a description, a test for the verdict and one for each
 * finding. What must not pass fails; what is owed or accepted is skipped, with its words.
 */
export function junitReport({ reviews, refused, vanished = [] }: ReviewEnvelope): string {
  const suites = [...reviews.map(suiteOf), ...refused.map(refusedSuite), ...vanished.map(vanishedSuite)];
  const sum = (key: "tests" | "failures" | "errors" | "skipped"): string =>
    String(suites.reduce((total, { attributes }) => total + Number(attributes[key] ?? 0), 0));
  return xmlDocument(
    element(
      "testsuites",
      { name: "sallyport", tests: sum("tests"), failures: sum("failures"), errors: sum("errors") },
      suites,
    ),
  );
}

function suiteOf(review: Review): XmlElement {
  const told = [...review.findings, ...(review.dismissed ?? [])];
  const cases = [verdictCase(review), ...told.map((finding) => findingCase(review, finding))];
  return suite(titleOf(review), review.document.file, cases);
}

function suite(name: string, file: string, cases: readonly XmlElement[]): XmlElement {
  const having = (child: string): string =>
    String(
      cases.filter(({ children }) => children.some((one) => typeof one !== "string" && one.name === child)).length,
    );
  return element(
    "testsuite",
    {
      name,
      tests: String(cases.length),
      failures: having("failure"),
      errors: having("error"),
      skipped: having("skipped"),
    },
    [element("properties", {}, [element("property", { name: "file", value: file })]), ...cases],
  );
}

function verdictCase(review: Review): XmlElement {
  const { verdict, document } = review;
  const { decision } = verdict;
  const isFailed = decision === "reject" || decision === "insufficient-evidence";
  const counts = reasonCounts(verdict, decidingBesides(review));
  const message = `Verdict: ${verdictName(decision)}. ${verdictAnswer(decision)}${counts === undefined ? "" : ` ${counts}.`}`;
  return element(
    "testcase",
    { name: "It may be exposed", classname: document.file },
    isFailed
      ? [
          element("failure", { type: decision, message }, [
            leadingReasons(verdict)
              .map(({ text }) => ended(unmarked(text)))
              .join("\n"),
          ]),
        ]
      : [],
  );
}

function findingCase(review: Review, finding: Finding): XmlElement {
  const { document } = review;
  const { severity, title, message, rule, file, line, operations, remediation, status } = finding;
  const back = backWords({ back: issuesBack(review, finding) });
  const text = [
    ended(`${message}${back}`),
    `${file}:${line}`,
    ...(operations.length === 0
      ? []
      : [`In ${count(operations.length, "operation")}: ${operations.slice(0, 10).join(", ")}`]),
    remediation,
  ].join("\n");
  const said =
    status === "accepted"
      ? acceptanceWords(review, finding)
      : status === "dismissed"
        ? dismissalWords(review, finding)
        : "";
  const why = said === "" ? "" : ` ${said}`;
  const outcome = !isOpen(finding)
    ? element("skipped", { message: `${status}: ${ended(title)}${why}` })
    : isAtLeast(severity, "high")
      ? element("failure", { type: rule, message: `${severity}: ${title}${back}` }, [text])
      : element("skipped", { message: `${severity}: ${ended(title)} ${ended(`${message}${back}`)}` });
  return element("testcase", { name: `${title} (${finding.fingerprint})`, classname: `${document.file}.${rule}` }, [
    outcome,
  ]);
}

function refusedSuite({ file, message, hint }: Refusal): XmlElement {
  const error = element("error", { type: "refused", message }, hint === null ? [] : [hint]);
  return suite(file, file, [element("testcase", { name: "It can be reviewed", classname: file }, [error])]);
}

function vanishedSuite({ file, blocks, text, state }: VanishedEntry): XmlElement {
  const outcome = blocks
    ? element("failure", { type: state, message: ended(text) })
    : element("skipped", { message: ended(text) });
  return suite(file, file, [element("testcase", { name: "It is still described", classname: file }, [outcome])]);
}
