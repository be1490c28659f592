import type { JSX } from "preact";
import { termsOf } from "../../words/terms.ts";
import type { HtmlChapter } from "./chapter.ts";

/** What the page's terms mean, for a reader who decides and is of another field. */
export function TermsSection({ chapter: { review, prefix } }: { readonly chapter: HtmlChapter }): JSX.Element {
  return (
    <section id={`${prefix}terms`}>
      <h2>Terms</h2>
      <dl class="facts terms">
        {termsOf(review).map(({ term, meaning }) => (
          <div>
            <dt>{term}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
