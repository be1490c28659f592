import { writeFileSync, mkdirSync, chmodSync } from "node:fs";
mkdirSync("dist", { recursive: true });
writeFileSync("dist/cli.js", "#!/usr/bin/env node\nconsole.log('hi', process.argv.slice(2)); process.exit(1)\n");
