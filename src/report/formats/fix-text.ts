import type { FixVerification } from "../../core/review.ts";
import { grouped } from "../../core/grouped.ts";
import { count, listed } from "../../core/prose.ts";
import { lastName } from "../../core/field-name.ts";
import { fixName } from "../../core/fix-kinds.ts";
import { attemptWords } from "../words/fix-words.ts";
import { capitalized, ended } from "../../core/sentence.ts";
import { shownText } from "../words/shown-text.ts";
import { specWord } from "../words/spec-word.ts";
import { newPage } from "./text/page.ts";

/** Whether the fix of an issue is a fix, for a terminal: in one line, then place by place, and what is left to do. */
export function fixText(
  { issue, fix, base, description, settings }: FixVerification,
  options: { readonly width: number; readonly color: boolean },
): string {
  const page = newPage(options);
  const verdict = fix.closes
    ? `fixed, ${fixName(fix.kind)}`
    : fix.kind === "unchanged"
      ? "not fixed"
      : attemptWords({ kind: fix.kind });
  page.line(page.paint(["bold", fix.closes ? "green" : "red"], `${issue.id}: ${verdict}`));
  page.paragraph(shownText(ended(capitalized(fix.why))), "  ");
  page.paragraph(
    shownText(`${issue.title} (${issue.severity}, ${issue.status}${issue.due === null ? "" : `, due ${issue.due}`})`),
    "  ",
  );
  page.paragraph(shownText(`${description}, compared with ${base}`), "  ");
  page.line("");
  page.line(page.paint("bold", `Places (${fix.places.length})`));
  for (const [where, places] of grouped(fix.places, ({ words }) => partsOf(words).where)) {
    page.paragraph(shownText(where), "  ");
    // What is told of several fields alike is told once.
    for (const [told, alike] of grouped(places, (place) => toldOf(place, EACH))) {
      const [first] = alike as [Place]; // a group has one at least
      const ways = alike.flatMap(({ words }) => partsOf(words).way ?? []);
      page.paragraph(shownText([fixName(first.kind), listed(ways, ways.length)].filter(Boolean).join(": ")), "  - ");
      if (first.kind !== "unchanged")
        page.paragraph(shownText(ended(alike.length === 1 ? toldOf(first) : told)), "    ");
    }
  }
  page.line("");
  if (settings.length > 0)
    page.paragraph(
      shownText(
        ended(
          `Judged by the settings of the working tree, which differ from those of the base: ${settings.join(", ")}`,
        ),
      ),
      "",
    );
  if (fix.closes)
    page.paragraph(
      issue.status === "fixed" ? "The issue is closed." : "sallyport register update closes the issue.",
      "",
    );
  else if (fix.isFix) {
    page.paragraph(
      `The issue stays open until ${count(fix.tests.length, "test")} ${fix.tests.length === 1 ? "has" : "have"} passed:`,
      "",
    );
    for (const operation of fix.tests)
      page.line(
        shownText(
          `  sallyport register test ${specWord(description)} ${operationWord(operation)} --outcome passed --by "who"`,
        ),
      );
  } else page.paragraph(`The issue stays open${issue.due === null ? "" : `, due ${issue.due}`}.`, "");
  return page.text();
}

type Place = FixVerification["fix"]["places"][number];

/** What stands for the field where the same is told of several. */
const EACH = "each of these";

/** What was done at a place, with another word for its field. Of what is as it was the field is all that there is to tell. */
function toldOf({ words, kind, why, caution, tested }: Place, field?: string): string {
  if (kind === "unchanged") return kind;
  const { way } = partsOf(words);
  const texts = [why, ...(caution === null ? [] : [caution])].map((text) =>
    way === undefined || field === undefined ? text : withField(text, way, field),
  );
  return [capitalized(texts.join("; ")), ...(tested ? ["a test has passed"] : [])].join("; ");
}

/** A text with another word for a field, which it names by its way or by its name alone. */
function withField(text: string, way: string, field: string): string {
  if (text.includes(way)) return text.replace(way, () => field);
  const name = lastName(way);
  return text
    .split(" ")
    .map((word) => (word === name ? field : word))
    .join(" ");
}

/** The operation of a place, and the way to its field, by what a reader knows it by: `GET /users/{id}, 2xx email`. */
function partsOf(words: string): { readonly where: string; readonly way: string | undefined } {
  const at = words.search(/, (?:[0-9]xx|default|request) /);
  return at < 0 ? { where: words, way: undefined } : { where: words.slice(0, at), way: words.slice(at + 2) };
}

/** An operation as a shell takes it. */
function operationWord(operation: string): string {
  return /^[A-Z]+ [\w/{}.~:-]+$/.test(operation) ? `"${operation}"` : "OPERATION";
}
