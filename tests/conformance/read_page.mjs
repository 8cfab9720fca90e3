// Open pages in Chromium as people do, and let axe-core look at them: `node read_page.mjs MODULES CHROMIUM ADDRESS ...`.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [modules, executablePath, ...addresses] = process.argv.slice(2);
const { chromium } = await import(pathToFileURL(`${modules}/playwright-core/index.mjs`));
const axe = readFileSync(`${modules}/axe-core/axe.min.js`, "utf8");
const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({ executablePath, args: quiet });
const found = { violations: [], checked: 0, console: [], asked: [], wide: [], filtered: {}, unscripted: {}, printed: {} };

const open = async (address, settings, look) => {
  const context = await browser.newContext(settings);
  const page = await context.newPage();
  page.on("console", (message) => found.console.push(message.text()));
  page.on("pageerror", (error) => found.console.push(String(error)));
  page.on("dialog", async (dialog) => { found.console.push(dialog.message()); await dialog.dismiss(); });
  page.on("request", (request) => found.asked.push(request.url()));
  await page.goto(address);
  await look(page);
  await context.close();
};

const seen = (page) => page.$$eval(".group", (all) => all.filter((each) => each.offsetParent).length);

for (const address of addresses) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [320, 1000]) {
      await open(address, { colorScheme, viewport: { width, height: 800 } }, async (page) => {
        const { violations, passes } = await page.evaluate(`${axe};axe.run(${JSON.stringify({ runOnly })})`);
        found.checked += passes.length;
        for (const each of violations) found.violations.push([address, colorScheme, width, each.id, each.nodes[0].html]);
        const over = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
        if (over > 0) found.wide.push([address, width, over]);
      });
    }
  }
}
await open(addresses[0], {}, async (page) => {
  const counts = [await seen(page)];
  for (const name of await page.$$eval("select", (all) => all.map((each) => each.name))) {
    await page.selectOption(`select[name=${name}]`, { index: 1 });
    counts.push([name, await seen(page), await page.textContent("[role=status]")]);
    await page.selectOption(`select[name=${name}]`, { index: 0 });
  }
  found.filtered = [...counts, await seen(page)];
});
await open(addresses[0], { javaScriptEnabled: false }, async (page) => {
  found.unscripted = [await seen(page), await page.isVisible("form")];
});
await open(addresses[0], {}, async (page) => {
  await page.emulateMedia({ media: "print" });
  found.printed = [await seen(page), await page.isVisible("form"), await page.isVisible(".buttons")];
});
await browser.close();
console.log(JSON.stringify(found));
