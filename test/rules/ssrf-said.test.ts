import { describe, expect, test } from "vitest";
import { canStop } from "../../src/core/stops-a-release.ts";
import { reviewOf } from "../review/review-of.ts";
