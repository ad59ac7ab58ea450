// The first minute: an empty folder, a link in the terminal, and Today on the screen.
import { ok, equal } from "node:assert/strict";
import { journey, report } from "./support/journey.mjs";
import { expectGuest } from "./support/page.mjs";
import { password } from "./support/workspace.mjs";

const settings = [
  { language: "en", scheme: "light", size: "desktop" },
  { language: "ru", scheme: "dark", size: "phone" },
];

await journey("set-up", settings, async (run) => {
  const { text } = run;
  const workspace = await run.workspace({ administrator: false });
  const page = await run.page(workspace);
  expectGuest(page);

  await run.step("a guest without the link sees the sign-in", async () => {
    await page.goto("/");
    await page.getByRole("heading", { name: text("session.title") }).waitFor();
  });

  await run.step("the link of the first start opens the set-up", async () => {
    ok(workspace.setupLink, "the program printed no link");
    await page.goto(workspace.setupLink);
    await page.getByRole("heading", { name: text("session.setupTitle") }).waitFor();
  });

  const choosePassword = async (where, chosen) => {
    await where.locator("input[name=password]").fill(chosen);
    await where.getByLabel(text("session.passwordAgain"), { exact: false }).first().fill(chosen);
  };
  const field = (name) => page.getByLabel(text(`session.${name}`), { exact: false }).first();
  await run.step("a short password is refused beside its rules", async () => {
    await field("workspace").fill("Acme GmbH");
    await field("name").fill("Ada Moor");
    await field("email").fill("ada@acme.test");
    await choosePassword(page, "short");
    ok(await page.getByRole("button", { name: text("session.setupSubmit") }).isDisabled());
    equal(await page.locator(".gate-rules li[data-kept]").count(), 1, "the same twice, but too short");
  });

  await run.step("a good one leads to Today", async () => {
    await choosePassword(page, password);
    await page.getByRole("button", { name: text("session.setupSubmit") }).click();
    await page.waitForURL("**/today");
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    equal(await page.locator("html").getAttribute("lang"), run.language);
    equal(await page.locator("html").getAttribute("data-mantine-color-scheme"), run.setting.scheme);
  });

  await run.step("the link has died", async () => {
    const again = await run.page(workspace);
    expectGuest(again);
    again.forgiven.push(/status of 404 .*\/api\/v1\/setup$/);
    await again.goto(workspace.setupLink);
    await again.getByLabel(text("session.workspace"), { exact: false }).first().fill("Another");
    await again.getByLabel(text("session.name"), { exact: false }).first().fill("Eve");
    await again.locator("input[name=email]").fill("eve@acme.test");
    await choosePassword(again, password);
    await again.getByRole("button", { name: text("session.setupSubmit") }).click();
    await again.getByRole("alert").getByText(text("session.setupGone")).waitFor();
  });
});

await report();
