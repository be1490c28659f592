/*
 *   node examples/fitness/server/main.mjs [--flaw NAME]… [--flawed] [--port PORT]
 */
import * as fitness from "./fitness.mjs";
import { start } from "../../proving-ground/start.mjs";

await start(fitness);
