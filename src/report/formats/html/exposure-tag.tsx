import type { JSX } from "preact";
import type { OperationEntry } from "../../../core/review.ts";

/** Who can really call something: `public`; `unknown, judged as partner`. */
export function ExposureTag({ of }: { readonly of: Pick<OperationEntry, "exposure" | "assumed"> }): JSX.Element {
  if (of.exposure === null) return <span class="none">not judged</span>;
  return (
    <>
      {of.assumed ? <span class="assumed">unknown, judged as </span> : null}
      <span class={`tag exposure ${of.exposure}`}>{of.exposure}</span>
    </>
  );
}
