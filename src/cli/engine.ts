/*
 * Tells V8 to take its time before it optimises. A review is a second of work that is spread over much code: optimised
 * at V8's usual pace, two fifths of the processor's time go into code that is hardly run again. Imported first, so that
 * it holds for everything behind it. A version of V8 that does not know the flag goes on as it is.
 */
import { setFlagsFromString } from "node:v8";

setFlagsFromString("--interrupt-budget=1000000");
