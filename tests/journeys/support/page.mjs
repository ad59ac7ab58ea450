import { createRequire } from "node:module";
import path from "node:path";
import { servePageFrom } from "./built_page.mjs";
import { password, root } from "./workspace.mjs";

const fromPage = createRequire(path.join(root, "ui/package.json"));
const { chromium } = fromPage("playwright-core");

export const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

let browser = null;

export async function openBrowser() {
  browser ??= await chromium.launch({
    executablePath: process.env.KONTOR_CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  return browser;
}

export async function closeBrowser() {
  await browser?.close();
  browser = null;
}

// A fresh browser profile with one page, and every complaint that it makes.
export async function openPage(workspace, { language = "en", scheme = "light", size = "desktop" } = {}) {
  const context = await (await openBrowser()).newContext({
    baseURL: workspace.address,
    viewport: sizes[size],
    hasTouch: size === "phone",
    isMobile: size === "phone",
    locale: language === "ru" ? "ru-RU" : "en-GB",
    timezoneId: "Europe/Berlin",
    colorScheme: scheme,
    acceptDownloads: true,
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  context.setDefaultTimeout(30_000);
  if (process.env.JOURNEY_PAGE) await servePageFrom(path.resolve(root, process.env.JOURNEY_PAGE), context);
  const page = await context.newPage();
  page.complaints = [];
  page.forgiven = [];
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) =>
      console.error(`content security policy: ${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  page.on("pageerror", (error) => page.complaints.push(String(error.stack ?? error)));
  page.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    const told = `${message.text()} ${message.location().url}`;
    if (!page.forgiven.some((pattern) => pattern.test(told))) page.complaints.push(told);
  });
  return page;
}

// A guest's own page asks who is there, and 401 is the answer; the browser writes it down as an error.
const guestsQuestion = /status of 401 .*\/api\/v1\/session$/;

export function forgive(page, ...patterns) {
  page.forgiven.push(...patterns);
}

export async function signIn(page, email) {
  const answer = await page.context().request.post("/api/v1/session", { data: { email, password } });
  if (!answer.ok()) throw new Error(`${email} cannot sign in: ${answer.status()} ${await answer.text()}`);
}

export function expectGuest(page) {
  forgive(page, guestsQuestion);
}
