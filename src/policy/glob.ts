import { UserError } from "../core/user-error.ts";

/** The longest pattern: more than any path, and an expression of it is still one that can be compiled. */
export const MOST_GLOB = 2000;

/**
 * Whether a text fits a pattern as a whole: `*` stands for any part of one segment between slashes, `**` for any number
 * of segments, `?` for one character. Everything else stands for itself, braces too: path templates have them.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  return globPattern(pattern).test(text);
}

/** As many patterns may one with braces stand for. */
export const MOST_ALTERNATIVES = 100;

/** `{a,b}.yaml` stands for both; once there are more than `MOST_ALTERNATIVES`, those that there are then. */
export function withoutBraces(pattern: string): readonly string[] {
  let patterns: readonly string[] = [pattern];
  while (patterns.length <= MOST_ALTERNATIVES && patterns.some((one) => BRACES.test(one)))
    patterns = patterns.flatMap((one) => {
      const [whole, words] = BRACES.exec(one) ?? [];
      return whole === undefined ? [one] : words!.split(",").map((word) => one.replace(whole, () => word));
    });
  return patterns;
}

const BRACES = /\{([^{},]*,[^{}]*)\}/;

/**
 * The expression for `matchesGlob`; throws a `UserError` where it would be too long. A segment of its own, `**` may also stand for nothing: `/users/**` fits `/users`.
 * It takes time in proportion to the text, never to a power of its wildcards: what follows a wildcard is looked for
 * once, at the first spot where it fits, since a later one never helps.
 */
export function globPattern(glob: string): RegExp {
  if (glob.length > MOST_GLOB)
    throw new UserError(`the pattern "${glob.slice(0, 60)}…" is longer than ${MOST_GLOB} characters`, {
      hint: "Name several shorter patterns.",
    });
  let groups = 0;
  /** What matched here is not tried otherwise (an atomic group, which ECMAScript spells as a lookahead). */
  const once = (source: string): string => {
    groups += 1;
    return `(?=(?<g${groups}>${source}))\\k<g${groups}>`;
  };
  const stretch = (text: string, end: string): string => {
    const [first = "", ...others] = text.split("*");
    if (others.length === 0) return fixed(first) + end;
    return (
      fixed(first) +
      others.map((part, at) => once(`[^/]*?${fixed(part)}${at === others.length - 1 ? end : ""}`)).join("")
    );
  };

  const { stretches, gaps, end } = partsOf(glob);
  const source = stretches.map((text, at) => {
    const rest = stretch(text, at === stretches.length - 1 ? end : "");
    return at === 0 ? rest : once(`${gaps[at - 1]!}${rest}`);
  });
  return new RegExp(`^${source.join("")}`, "u");
}

/**
 * How particular two patterns are, for sorting: the more particular comes first. One without wildcards is, then the one
 * that fixes more characters, then the one with fewer stars.
 */
export function byParticularity(a: string, b: string): number {
  const [wildA, wildB] = [wildcardsIn(a), wildcardsIn(b)];
  if ((wildA === 0) !== (wildB === 0)) return wildA - wildB;
  return b.length - wildB - (a.length - wildA) || wildA - wildB;
}

function wildcardsIn(pattern: string): number {
  return pattern.match(/[*?]/g)?.length ?? 0;
}

interface Parts {
  /** What stands between the `**`, in order. */
  readonly stretches: readonly string[];
  /** The expression of each `**`, one fewer. */
  readonly gaps: readonly string[];
  /** The expression of what may follow. */
  readonly end: string;
}

function partsOf(glob: string): Parts {
  const isOpenEnded = /\/\*\*+$/.test(glob);
  const body = isOpenEnded ? glob.replace(/\/\*\*+$/, "") : glob;
  const stretches: string[] = [];
  const gaps: string[] = [];
  let from = 0;
  for (const { 0: stars, index } of body.matchAll(/\*\*+\/?/g)) {
    const isSegment = stars.endsWith("/") && (index === 0 || body[index - 1] === "/");
    const length = isSegment || !stars.endsWith("/") ? stars.length : stars.length - 1;
    stretches.push(body.slice(from, index));
    gaps.push(isSegment ? "(?:[^]*?/)??" : "[^]*?");
    from = index + length;
  }
  stretches.push(body.slice(from));
  return { stretches, gaps, end: isOpenEnded ? "(?:/[^]*)?$" : "$" };
}

/** The expression of a text without stars. */
function fixed(text: string): string {
  return text.replace(/[\\^$.+()[\]{}|/]/g, "\\$&").replaceAll("?", "[^/]");
}
