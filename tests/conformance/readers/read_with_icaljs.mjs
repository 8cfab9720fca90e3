// Reads a calendar on stdin with ical.js, from the node_modules folder named as the argument; prints JSON.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const { default: ICAL } = await import(pathToFileURL(join(process.argv[2], "ical.js", "dist", "ical.js")));

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);

const utc = (time) => time.toJSDate().toISOString().slice(0, 16) + "Z";
const sessions = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    title: event.summary,
    description: event.description,
    location: event.location,
    categories: component.getFirstProperty("categories")?.getValues() ?? [],
    status: component.getFirstPropertyValue("status"),
    sequence: event.sequence,
    zone: event.startDate.zone.tzid,
    wall: event.startDate.toString().slice(0, 16),
    starts: utc(event.startDate),
    ends: utc(event.endDate),
  };
});
console.log(JSON.stringify({ description: calendar.getFirstPropertyValue("description"), sessions }));
