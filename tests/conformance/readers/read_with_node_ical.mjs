// Reads a calendar on stdin with node-ical, from the node_modules folder named as the argument; prints JSON.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createRequire } from "node:module";

const ical = createRequire(join(process.argv[2], "here.js"))("node-ical");

const utc = (at) => at.toISOString().slice(0, 16) + "Z";
const events = Object.values(ical.sync.parseICS(readFileSync(0, "utf8"))).filter((each) => each.type === "VEVENT");
console.log(
  JSON.stringify(
    events.map((each) => [each.uid, utc(each.start), utc(each.end), each.summary, each.status, Number(each.sequence)]),
  ),
);
