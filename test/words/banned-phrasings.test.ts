import { describe, expect, test } from "vitest";
import { textsForUsers } from "./texts-for-users.ts";

/** What no text for users says: riddles, home-made words, archaic or foreign turns; and what is said in its place. */
const BANNED: readonly (readonly [RegExp, string])[] = [
  // Titles that said nothing to a security engineer
  [/\bdoor of a\b|\blocked room\b/i, "unauthenticated operation among authenticated ones"],
  [/\bthan these callers may read\b/i, "excessive data exposure"],
  [/\bmust not decide\b/i, "mass assignment"],
  [/\bin whose name\b/i, "client-supplied owner ID"],
  [/\btakes? the same credential as everything\b/i, "not separately authorized (BFLA)"],
  [/\bscripts attack\b/i, "sensitive operation without rate limiting"],
  [/\btakes? forever\b/i, "ReDoS"],
  [/\btext of a request is run\b/i, "injection"],
  [/\bowner is to get\b|\bcomes? back to whoever\b|\bwhoever asks\b/i, "anyone who sends a request"],
  [/\bany token will do\b/i, "no scope is required"],
  [/\bby asking for (?:it|them)\b|\bread by asking\b/i, "by ID (BOLA)"],
  [/\bread changes something\b/i, "state-changing GET"],
  // Riddles
  [/\bmilder\b|\bgrave[rs]t?\b/i, "less severe, more severe; Severity reduced: …"],
  [/\bshortest way\b/i, "reached via …"],
  [/\bowner is not said\b|\bis not said (?:which|who|what)\b|\bnobody said\b/i, "not stated"],
  [/\bstands? against\b|\bspeaks against\b/i, "contradicts; no findings"],
  [/\bwhom (?:they|it) (?:are|is) for\b|\ball really\b|\breally public\b/i, "declared audience; effective exposure"],
  [/\bmend(?:s|ed|ing)?\b/i, "fix"],
  [/\bsettle:|\*\*settle\b/i, "answer"],
  [/\bhand(?:s|ed|ing)? out\b/i, "returns, issues"],
  [/\blets? out\b/i, "exposes"],
  [
    /\bhold(?:s|ing)? (?:the|a|an|one|that|it) (?:\w+ )?against\b|\bheld against\b|\bto hold .{1,12} against\b/i,
    "compares with",
  ],
  [/\btells? of\b|\bis told once\b/i, "reports, describes"],
  [/\bwithout end\b/i, "without limit"],
  [/\bstands? (?:there|beside|below|above|under)\b/i, "is there, next to, below, above"],
  [/\bnot known whose\b|\bof which it is not known\b/i, "whose owner is not known"],
  [/\bmeets a condition\b/i, "needed for the release: nothing is met yet"],
  [/\bcan anyone get\b/i, "who can get: a question that the listed answers answer"],
  [/\b(?:high|medium) or above\b/i, "of high severity or above"],
  // One spelling: that of the standards' "authorization"
  [
    /(?:(?<=\s)|\b(?=\w+\s))(?:un|de)?(?:anonym|author|capital|categor|custom|general|initial|minim|normal|optim|organ|prior|recogn|sanit|serial|special|standard|summar|token)(?:it)?is(?:e[sd]?|ers?|ing|ations?|ational)\b/i,
    "-ize, -ization",
  ],
  // Home-made words
  [/\b(?:taker|junction)s?\b|\bstakes\b/i, "consumer, state, what is at risk"],
  [/\bis standing\b|\bof standing\b/i, "exposure"],
  // Archaic words
  [
    /(?<![-\w])(?:anew|albeit|aught|betwixt|forthwith|hence(?:forth)?|hereby|herein|heretofore|hitherto|lest|nought|ought|shall|thence|thereby|therein|thereof|thereto|thereupon|thither|unto|wherefore|wherein|whereof|whereupon|whence|whomever|whomsoever|whosoever)\b/i,
    "again, before, from where, must, will",
  ],
];

const TEXTS = textsForUsers();

test("there are texts of each kind", () => {
  const files = new Set(TEXTS.map(({ file }) => file));
  for (const one of [
    "README.md",
    "action.yml",
    "editors/vscode/README.md",
    "editors/vscode/package.json",
    "editors/vscode/src/extension.ts",
    "rulesets/lexicon.yaml",
    "rulesets/recommended.yaml",
    "docs/rules/basic-auth.md",
    "src/cli/slips.ts",
    "src/report/formats/html.tsx",
  ])
    expect(files).toContain(one);
  expect(TEXTS.length).toBeGreaterThan(10_000);
});

describe("no text for users says", () => {
  test.each(BANNED)("%s, but: %s", (banned) => {
    const found = TEXTS.flatMap(({ file, line, text }) => {
      const at = text.search(banned);
      return at < 0 ? [] : [`${file}:${line} …${text.slice(Math.max(0, at - 40), at + 50)}…`];
    });
    expect(found).toEqual([]);
  });
});

test.each([
  "One door of a locked room is open",
  "More is handed out than these callers may read",
  "Callers can set what they must not decide",
  "Callers say in whose name they act",
  "Administration takes the same credential as everything else",
  "What scripts attack first is not limited",
  "A pattern takes forever to refuse some texts",
  "Text of a request is run by an interpreter",
  "What only the owner is to get comes back to whoever asks",
  "Any token will do",
  "Milder because it is internal",
  "the shortest way is GET /users",
  "records whose owner is not said",
  "Nothing that was found stands against it",
  "Mend",
  "Settle: answer it",
  "Other people's data can be read by asking for it",
  "A read changes something",
  "do not say whom they are for: all really public",
])("%s is noticed", (text) => {
  expect(BANNED.some(([banned]) => banned.test(text))).toBe(true);
});
