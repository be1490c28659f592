import type { Review } from "./review.ts";

/** Title and version of a description. */
export function titleOf({ document }: Review): string {
  const { title, apiVersion } = document;
  const name = title ?? "(no title)";
  // Some titles end with the version already.
  return apiVersion === null || apiVersion === "" || name.endsWith(` ${apiVersion}`) ? name : `${name} ${apiVersion}`;
}
