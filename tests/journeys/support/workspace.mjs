import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "../../..");
const binary = path.resolve(root, process.env.KONTOR_BINARY ?? "build/release/kontor");

// The program takes KONTOR_* for its settings, and a journey must not end up in somebody's database.
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("KONTOR_")));

export const password = "a long enough password";

// One running program with a data folder of its own, and what an administrator can do from outside of the page.
export class Workspace {
  #folder = mkdtempSync(path.join(os.tmpdir(), "kontor-journey-"));
  #process = null;
  #token = null;

  // The link that a first start prints, with which the administrator is made.
  setupLink = null;
  address = "";

  // Without demo data the workspace is empty, and without an administrator it waits for one. What `prepare` does with
  // the folder and the commands of the program is there before anybody looks.
  static async start({ accounts = 0, language = "en", administrator = true, prepare = () => {} } = {}) {
    const workspace = new Workspace();
    try {
      if (accounts > 0) workspace.run(["demo", "--accounts", String(accounts), "--language", language]);
      if (administrator) workspace.addUser({ email: "ada@acme.test", name: "Ada Moor", role: "administrator" });
      prepare(workspace.#folder, (words, input) => workspace.run(words, input));
      await workspace.#serve();
      if (administrator) {
        await workspace.#signIn("ada@acme.test");
        if (language !== "en") await workspace.speak("ada@acme.test", language);
      }
      return workspace;
    } catch (error) {
      await workspace.stop();
      throw error;
    }
  }

  // A command of the program on the same data; its output.
  run(words, input = "") {
    const ran = spawnSync(binary, [...words, "--data", this.#folder], { input, encoding: "utf8", env: environment });
    if (ran.status !== 0) throw new Error(`kontor ${words.join(" ")} ended with ${ran.status}: ${ran.stderr}`);
    return ran.stdout;
  }

  addUser({ email, name, role, department }) {
    const words = ["user", "add", "--email", email, "--name", name, "--role", role, "--password-stdin"];
    return this.run([...words, ...(department ? ["--department", department] : [])], password).trim();
  }

  // Lets the journey sign in as somebody whom the demo has made.
  takeOver(email) {
    this.run(["user", "set-password", "--email", email], password);
  }

  async #serve() {
    this.#process = spawn(binary, ["serve", "--data", this.#folder, "--listen", "127.0.0.1:0"], {
      env: environment,
    });
    let said = "";
    const ready = Promise.withResolvers?.() ?? withResolvers();
    this.#process.on("error", ready.reject);
    this.#process.on("exit", (code) => ready.reject(new Error(`kontor serve ended with ${code}: ${said}`)));
    this.#process.stderr.on("data", (bytes) => {
      said += bytes;
    });
    this.#process.stdout.on("data", (bytes) => {
      said += bytes;
      this.setupLink ??= /http:\S+\/setup\?token=\S+(?=\s)/.exec(said)?.[0] ?? null;
      const address = /is ready at (http:\S+)(?=\s)/.exec(said);
      if (address) ready.resolve(address[1]);
    });
    ready.promise.catch(() => undefined);
    this.address = await ready.promise;
  }

  async #signIn(email) {
    this.#token = (await this.send("POST", "/session", { email, password })).token;
  }

  // One request to the API as the administrator, with its JSON.
  async send(method, route, body) {
    const response = await fetch(`${this.address}/api/v1${route}`, {
      method,
      headers: {
        "Content-Type": "application/json",
        ...(this.#token ? { Authorization: `Bearer ${this.#token}` } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  }

  create(entity, values) {
    return this.send("POST", `/${entity}`, values);
  }

  async find(entity, filter, more = {}) {
    return (await this.send("POST", `/${entity}/query`, { filter, page_size: 500, ...more })).items;
  }

  async one(entity, filter) {
    const [record] = await this.find(entity, filter);
    if (!record) throw new Error(`There are no ${entity} with ${filter}`);
    return record;
  }

  async speak(email, language) {
    const user = await this.one("users", `email = "${email}"`);
    await this.send("PATCH", `/users/${user.id}`, { language });
  }

  async stop() {
    const running = this.#process;
    if (running && running.exitCode === null) {
      const ended = new Promise((resolve) => running.once("exit", resolve));
      running.kill("SIGTERM");
      await ended;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

// Node.js 20 has no Promise.withResolvers yet.
function withResolvers() {
  let resolve;
  let reject;
  const promise = new Promise((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
