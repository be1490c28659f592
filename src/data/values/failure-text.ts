/**
 * What the text of an example shows of a failure inside: a stack trace, or a database's own message; `undefined` for any
 * other value.
 */
export function failureIn(value: unknown): string | undefined {
  const text =
    typeof value === "string" ? value : typeof value === "object" && value !== null ? JSON.stringify(value) : "";
  const looked = text.slice(0, MOST_LOOKED);
  return FAILURES.find(([, pattern]) => pattern.test(looked))?.[0];
}

const MOST_LOOKED = 20_000;

const FAILURES: readonly (readonly [string, RegExp])[] = [
  [
    "a stack trace",
    /\bat [\w.$<>]{1,200}\([\w$]{1,100}\.(?:java|kt|scala|groovy):\d{1,6}\)|Traceback \(most recent call last\)|\bFile \\?"[^"\\]{1,200}\\?", line \d|\bat [\w.<> ]{1,100} \(?(?:\/|file:|[A-Z]:\\)[^\s:)]{1,200}:\d{1,6}:\d|\bin [A-Z]:\\[^\s:]{1,200}:line \d|#\d{1,2} \/[^\s(]{1,200}\.php\(\d/,
  ],
  [
    "a database's own message",
    /SQLSTATE\[|\bORA-\d{5}\b|You have an error in your SQL syntax|\bPSQLException\b|\bSqlException\b|syntax error at or near|\bviolates (?:unique|foreign key|check|not-null|exclusion) constraint\b|\bDuplicate entry '[^']{1,200}' for key\b|\bE11000 duplicate key\b|\bViolation of (?:UNIQUE|PRIMARY) KEY constraint\b|\bUNIQUE constraint failed:|\bcould not serialize access due to\b|\brelation "[\w.]{1,100}" does not exist\b|\bSELECT [\w*.,"'` ]{1,200} FROM [\w".`]{1,100} (?:(?:AS )?\w{1,30} )?(?:(?:INNER |LEFT |RIGHT )?JOIN|WHERE)\b/,
  ],
  [
    "the exception of a library",
    /\b(?:java\.lang|java\.util|javax?|org\.(?:springframework|hibernate|postgresql)|System(?:\.\w{1,40}){0,3}|Illuminate(?:\\{1,2}\w{1,40}){1,5})(?:[.\\]{1,2}\w{1,80}){0,6}[.\\]{1,2}\w{1,80}(?:Exception|Error)\b/,
  ],
];
