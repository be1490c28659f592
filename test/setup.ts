import { afterAll } from "vitest";
import { tryShareOfTables } from "./share-of-tables.ts";
import { removeTemporaryFolders } from "./temporary-folder.ts";

/* What runs with each test file: most share a process, so that a helper cannot see where one of them ends. */
tryShareOfTables(Number(process.env["ONE_ROW_IN"] ?? 1));
afterAll(removeTemporaryFolders);
