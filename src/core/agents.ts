import type * as z from "zod";
import type { agentsDocument } from "./agents-schema.ts";

/** What agents may call: the JSON contract of `sallyport agents`, and all that its documents may read. */
export type AgentsReport = z.infer<typeof agentsDocument>;

export type AgentsApi = AgentsReport["apis"][number];
export type AgentsOperation = AgentsApi["operations"][number];
