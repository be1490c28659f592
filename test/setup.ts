import { afterAll } from "vitest";
import { removeTemporaryFolders } from "./temporary-folder.ts";

/* What runs with each test file: most share a process, so that a helper cannot see where one of them ends. */
afterAll(removeTemporaryFolders);
