import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "../../..");
const binary = path.resolve(root, process.env.KONTOR_BINARY ?? "build/release/kontor");
const postgres = process.env.KONTOR_TEST_POSTGRESQL ?? "";
export const password = "a long enough password";

// The program takes KONTOR_* for its settings, and a check must not end up in somebody's database.
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith("KONTOR_")),
);
let made = 0;

function onServer(sql) {
  const ran = spawnSync("psql", [postgres, "-qc", sql], { encoding: "utf8" });
  if (ran.status !== 0) throw new Error(`PostgreSQL refuses: ${ran.stderr}`);
}

// One running program on a folder of its own, as a stranger finds it: all that is known of it is what it prints. With
// KONTOR_TEST_POSTGRESQL its records are in a database of their own on that server.
export class Workspace {
  #process = null;
  #agent = new http.Agent({ keepAlive: true });
  #database = null;
  folder = mkdtempSync(path.join(os.tmpdir(), "kontor-contract-"));
  said = "";
  port = 0;

  static async start(words = []) {
    const workspace = new Workspace();
    if (postgres) {
      workspace.#database = `kontor_contract_${process.pid}_${++made}`;
      onServer(`create database ${workspace.#database}`);
    }
    try {
      await workspace.serve(words);
      return workspace;
    } catch (error) {
      await workspace.stop();
      throw error;
    }
  }

  get where() {
    const own = ["--data", this.folder];
    return this.#database ? [...own, "--database", postgres.replace(/\/[^/]*$/, `/${this.#database}`)] : own;
  }

  // A command of the program on the same data.
  run(words, input = "") {
    const ran = spawnSync(binary, [...words, ...this.where], {
      input,
      encoding: "utf8",
      env: environment,
      timeout: 60_000,
    });
    return { code: ran.status, out: ran.stdout, err: ran.stderr };
  }

  async serve(words = []) {
    this.said = "";
    this.#process = spawn(binary, ["serve", ...this.where, "--listen", "127.0.0.1:0", ...words], {
      env: environment,
    });
    // A section that falls over before its end leaves no server behind.
    process.once("exit", () => this.#process.kill("SIGKILL"));
    this.#process.stderr.on("data", (bytes) => (this.complained = `${this.complained ?? ""}${bytes}`));
    await new Promise((resolve, reject) => {
      this.#process.on("error", reject);
      this.#process.on("exit", (code) =>
        reject(new Error(`kontor serve ended with ${code}: ${this.complained}`)),
      );
      this.#process.stdout.on("data", (bytes) => {
        this.said += bytes;
        const address = /is ready at http:\/\/127\.0\.0\.1:(\d+)\s/.exec(this.said);
        if (!address || !/\n$/.test(this.said)) return;
        this.port = Number(address[1]);
        resolve();
      });
    });
  }

  // The exit code after a signal.
  async end(signal = "SIGTERM") {
    const running = this.#process;
    if (!running || running.exitCode !== null) return running?.exitCode;
    const ended = new Promise((resolve) => running.once("exit", resolve));
    running.kill(signal);
    return ended;
  }

  async stop() {
    await this.end();
    this.#agent.destroy();
    if (this.#database) onServer(`drop database ${this.#database} with (force)`);
    rmSync(this.folder, { recursive: true, force: true });
  }

  // One request as it is said, and its answer as it comes: {status, headers, text, body}.
  request(method, target, headers = {}, body = undefined) {
    return new Promise((resolve, reject) => {
      const bytes = body === undefined ? undefined : Buffer.from(body);
      const more = bytes ? { "Content-Length": bytes.length } : {};
      const call = http.request(
        {
          host: "127.0.0.1",
          port: this.port,
          method,
          path: target,
          headers: { ...more, ...headers },
          agent: this.#agent,
        },
        (answer) => {
          const pieces = [];
          answer.on("data", (piece) => pieces.push(piece));
          answer.on("error", reject);
          answer.on("end", () => {
            const raw = Buffer.concat(pieces);
            resolve(read(answer, raw));
          });
        },
      );
      call.on("error", reject);
      call.end(bytes);
    });
  }
}

function read(answer, raw) {
  const text = raw.toString("utf8");
  let body = null;
  try {
    body = JSON.parse(text);
  } catch {
    // Not everything is JSON: files, exports, metrics.
  }
  return { status: answer.statusCode, headers: answer.headers, text, raw, body };
}
