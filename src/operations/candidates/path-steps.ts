import { memo } from "../../core/memo.ts";
import { withoutRevealing } from "../../data/values/revealing.ts";
import { withoutQuery } from "../../exposure/words.ts";
import type { Operation } from "../../model/api.ts";

/** One step of a path: a fixed text, or what stands for a parameter. */
export interface PathStep {
  readonly text: string;
  /** The name of the parameter; the last one where a step has several. */
  readonly parameter: string | undefined;
}

/** The steps of an operation's path; a verb behind a colon, as in `/cards/{id}:block`, is a step of its own. */
export const pathSteps = memo(({ path }: Pick<Operation, "path">): readonly PathStep[] =>
  // A step alone no longer shows that it is a part of a credential.
  withoutQuery(withoutRevealing(path))
    .split("/")
    .flatMap((segment) => {
      if (segment === "") return [];
      const bare = segment.replace(/\.(?:json|xml|html)$/, "");
      const texts = /[.:]/.test(bare) ? bare.split(isCall(bare) ? "." : /:(?=[a-zA-Z]+$)/) : [bare];
      return texts.map((text) => ({ text, parameter: parameterIn(text) }));
    }),
);

function parameterIn(text: string): string | undefined {
  return text.includes("{") ? /\{([^{}]*)\}[^{}]*$/.exec(text)?.[1] : undefined;
}

/** Whether a segment names a procedure: `users.list`, `oauth.v2.access`. */
function isCall(segment: string): boolean {
  return /^[a-zA-Z]{2,}(?:\.[a-zA-Z]\w+)+$/.test(segment);
}

/** The fixed steps behind the last parameter: `cancel` of `/payments/{id}/cancel`; all of them where there is none. */
export function tailOf(operation: Pick<Operation, "path">): readonly string[] {
  const steps = pathSteps(operation);
  return steps.slice(steps.findLastIndex(({ parameter }) => parameter !== undefined) + 1).map(({ text }) => text);
}

/**
 * One of a collection as the parameter behind it names it, where that is the name without its last letter: `salarie` of
 * `/salaries/{salarie_id}`, for which English has `salary`.
 */
export function namedByParameter(steps: readonly PathStep[], at: number): string | undefined {
  const one = /^(.+?)[-_]?(?:id|uuid)$/i.exec(steps[at + 1]?.parameter ?? "")?.[1];
  return one !== undefined && steps[at]?.text === `${one}s` ? one : undefined;
}

/** The path up to its last parameter: that of the object that an operation is about. */
export function objectPath({ path }: Pick<Operation, "path">): string {
  return path.slice(0, path.lastIndexOf("}") + 1);
}

/** The path of the collection that the last object of a path is in. */
export function collectionPath({ path }: Pick<Operation, "path">): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("{"))).replace(/\/$/, "");
}

/** A path without the slash at its end. */
export function barePath({ path }: Pick<Operation, "path">): string {
  return path.replace(/\/$/, "");
}
