import type { ImpactAssessment } from "../../src/core/impact.ts";
import { impactDocument } from "../../src/core/impact-schema.ts";
import type { Review } from "../../src/core/review.ts";
import type { Severity } from "../../src/core/severity.ts";
import { assessImpact } from "../../src/impact/assess-impact.ts";
import type { Selection } from "../../src/impact/scope/select.ts";
import type { ImpactSource } from "../../src/impact/source.ts";
import { filesBelow, withBuffers } from "../../src/load/files.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { composeReview } from "../../src/review/compose.ts";
import { judgeDescription } from "../../src/review.ts";

const AS_OF = "2026-01-31";

/** A description of these paths and components, behind a token that anyone who signs up gets. */
export function description(paths: string, more = ""): string {
  return `openapi: 3.1.0
info: { title: Riders, version: "1", x-owner: Rider Apps }
servers: [{ url: https://api.rides.io }]
security: [{ token: [] }]
paths:
  /accounts:
    post:
      summary: Sign up
      security: []
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { email: { type: string, format: email }, password: { type: string } } }
      responses: { "204": { description: Done. } }
${paths}
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
${more}`;
}

/** A description as it is judged and reviewed. */
export async function sourceOf(text: string, file = "openapi.yaml"): Promise<ImpactSource> {
  const files = withBuffers(filesBelow(import.meta.dirname), new Map([[file, Buffer.from(text)]]));
  const judgements = await judgeDescription(file, files, defaultPolicy());
  return { api: judgements.stated.api, review: composeReview(judgements, AS_OF) };
}

export interface Given {
  readonly others?: readonly ImpactSource[];
  readonly portfolio?: readonly Review[];
  readonly severity?: Severity;
  readonly since?: ImpactAssessment["since"];
}

/** The assessment of what is selected, which its own schema accepts. */
export async function impactOf(
  text: string,
  selected: Partial<Selection>,
  { others = [], portfolio = [], severity, since = null }: Given = {},
): Promise<ImpactAssessment> {
  const impact = await assessImpact(await sourceOf(text), selectionOf(selected), {
    tool: { name: "sallyport", version: "0.0.0" },
    asOf: AS_OF,
    commit: null,
    others,
    portfolio,
    severity,
    issues: [],
    historyOf: async () => (since === null ? "the history was not asked" : { since, peaks: [] }),
  });
  return impactDocument.parse(impact);
}

export function selectionOf(selected: Partial<Selection>): Selection {
  return { operations: [], fields: [], findings: [], credentials: [], schemas: [], ...selected };
}
