import * as ibm from "./ibm.mjs";
import * as redocly from "./redocly.mjs";
import * as sallyport from "./sallyport.mjs";
import * as spectral from "./spectral.mjs";

/**
 * The tools of the benchmark, ours first. Each has `tool` (its id, title, packages with their versions), `TABLE` (what each
 * of its rules is about), `run` (one description in, a result out that is kept) and `read` (what a kept result says).
 */
export const ADAPTERS = [sallyport, spectral, redocly, ibm];
