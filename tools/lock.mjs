// Take the addresses of sponsors out of package-lock.json, so that a lock file names no host at all; run by `npm run lock`.

import { readFileSync, writeFileSync } from "node:fs";

const file = "package-lock.json";
const lock = JSON.parse(readFileSync(file, "utf8"));
for (const part of Object.values(lock.packages)) delete part.funding;
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
