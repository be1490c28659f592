/*
 *   node examples/telematics/server/main.mjs [--flaw NAME]… [--flawed] [--port PORT]
 */
import * as telematics from "./telematics.mjs";
import { start } from "../../proving-ground/start.mjs";

await start(telematics);
