import { afterAll } from "vitest";
import { isInShare } from "./in-share.ts";
import { tryShareOfTables } from "./share-of-tables.ts";
import { removeTemporaryFolders } from "./temporary-folder.ts";

/* What runs with each test file: most share a process, so that a helper cannot see where one of them ends. */
if (isInShare) tryShareOfTables(Number(process.env["ONE_ROW_IN"]), Number(process.env["OF_MORE_THAN"]));
afterAll(removeTemporaryFolders);
