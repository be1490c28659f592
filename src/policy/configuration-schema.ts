import * as z from "zod";
import { configuration } from "./configuration.ts";

/** The JSON Schema of `sallyport.yaml`, as it is published. */
export function configurationSchema(): object {
  return z.toJSONSchema(configuration, { target: "draft-2020-12" });
}
