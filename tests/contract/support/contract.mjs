import { deepEqual, equal } from "node:assert/strict";
import { Workspace, password } from "./workspace.mjs";

let passed = 0;
let failed = 0;

// One promise, said as a sentence; counted. What breaks one does not stop the others.
export async function holds(sentence, work) {
  try {
    await work();
    passed++;
  } catch (error) {
    failed++;
    const told = String(error.message).split("\n").slice(0, 12).join("\n        ");
    console.log(`    FAILED: ${sentence}\n        ${told}`);
  }
}

export function report() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

// Somebody who calls with a token in his hand, or without one.
export class Caller {
  constructor(workspace, token, id = null) {
    this.workspace = workspace;
    this.token = token;
    this.id = id;
  }

  send(method, route, body = undefined, headers = {}) {
    const own = this.token ? { Authorization: `Bearer ${this.token}` } : {};
    const isJson = body !== undefined && typeof body !== "string" && !Buffer.isBuffer(body);
    const type = body === undefined ? {} : { "Content-Type": "application/json" };
    const target = /^\/($|healthz|readyz|metrics|mcp|api|assets)/.test(route) ? route : `/api/v1${route}`;
    return this.workspace.request(
      method,
      target,
      { ...own, ...type, ...headers },
      isJson ? JSON.stringify(body) : body,
    );
  }

  get = (route, headers) => this.send("GET", route, undefined, headers);
  post = (route, body = {}, headers = {}) => this.send("POST", route, body, headers);
  patch = (route, body = {}, headers = {}) => this.send("PATCH", route, body, headers);
  remove = (route, headers) => this.send("DELETE", route, undefined, headers);

  // What must go well on the way to what is asked.
  async make(collection, values, headers) {
    const answer = await this.post(`/${collection}`, values, headers);
    if (answer.status !== 201) throw new Error(`POST /${collection}: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  async list(collection, filter, more = {}) {
    const answer = await this.get(`/${collection}?${query({ filter, ...more })}`);
    if (answer.status !== 200) throw new Error(`GET /${collection}: ${answer.status} ${answer.text}`);
    return answer.body.items;
  }

  async job(answer) {
    equal(answer.status, 202, answer.text);
    for (;;) {
      const job = await this.get(`/jobs/${answer.body.id}?wait=20`);
      if (!["queued", "running"].includes(job.body.state)) return job.body;
    }
  }
}

export const query = (parameters) =>
  Object.entries(parameters)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");

// A problem document with this status and code; `fields` as "name:code" in their order.
export function refused(answer, status, code, ...fields) {
  equal(`${answer.status} ${answer.body?.code}`, `${status} ${code}`, answer.text);
  equal(answer.headers["content-type"], "application/problem+json");
  for (const key of ["type", "title", "status", "code", "instance"])
    if (!(key in answer.body)) throw new Error(`the problem has no ${key}: ${answer.text}`);
  equal(answer.body.type, `urn:kontor:problem:${code}`);
  if (fields.length > 0)
    deepEqual(
      (answer.body.fields ?? []).map((fault) => `${fault.field}:${fault.code}`),
      fields,
      answer.text,
    );
}

export function answered(answer, status = 200) {
  equal(answer.status, status, answer.text);
  return answer.body;
}

// The house that most sections ask: ada administrates; ben heads sales, ana sells in its team one and carl in team two.
export async function furnish(words = []) {
  const workspace = await Workspace.start(words);
  const guest = new Caller(workspace, null);
  const link = /token=(\S+)/.exec(workspace.said)?.[1];
  const settings = { name: "Acme GmbH", currency: "EUR", language: "en", time_zone: "Europe/Berlin" };
  const ready = await guest.post("/setup", {
    token: link,
    name: "Ada Moor",
    email: "ada@acme.test",
    password,
    workspace: settings,
  });
  const ada = new Caller(workspace, answered(ready, 201).token, ready.body.user.id);
  const [company] = await ada.list("departments");
  const sales = await ada.make("departments", { name: "Sales", parent: company.id });
  const one = await ada.make("departments", { name: "Team one", parent: sales.id });
  const two = await ada.make("departments", { name: "Team two", parent: sales.id });
  const hire = async (name, role, department) => {
    const email = `${name.toLowerCase()}@acme.test`;
    const user = await ada.make("users", { name, email, role, department });
    const { link } = answered(await ada.post(`/users/${user.id}/invite`));
    const invitation = /[?#&]token=([^&]+)/.exec(link)?.[1] ?? link.split("/").pop();
    const welcome = answered(await guest.post("/welcome/password", { token: invitation, password }));
    return new Caller(workspace, welcome.token, user.id);
  };
  const ben = await hire("Ben", "head", sales.id);
  const ana = await hire("Ana", "account_manager", one.id);
  const carl = await hire("Carl", "account_manager", two.id);
  return { workspace, guest, ada, ben, ana, carl, departments: { company, sales, one, two }, hire };
}

export async function section(title, way, words = []) {
  console.log(title);
  const house = await furnish(words);
  try {
    await way(house);
  } catch (error) {
    failed++;
    console.log(`    FAILED: ${error.stack ?? error}`);
  } finally {
    if (failed > 0 && house.workspace.complained) console.log(house.workspace.complained.slice(-4000));
    await house.workspace.stop();
    report();
  }
}
