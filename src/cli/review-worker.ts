import { loadProgram } from "./load-program.ts";

/** What a worker of `review-many.ts` runs: a file of its own in `dist/`, since a worker begins with a file. */
export const { reviewOne } = loadProgram();
