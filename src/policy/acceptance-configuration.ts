import * as z from "zod";
import { expected, mapping } from "./configuration-parts.ts";

/** `accept:`. */
export const acceptance = mapping({
  days: z
    .int(expected("a number of days"))
    .min(1, expected("a number of days"))
    .exactOptional()
    .describe("The longest time for which the register accepts a risk, in days. Default: 365"),
}).meta({ id: "Accept", description: "The limits for acceptances in the register." });
