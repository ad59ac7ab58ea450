// API.md 11, 14 and 15: the stream, errors and limits, health.
import { deepEqual, equal, match, ok } from "node:assert/strict";
import http from "node:http";
import net from "node:net";
import { answered, Caller, holds, refused, section } from "./support/contract.mjs";

// What comes over a stream, event by event.
class Listener {
  #waiting = [];
  events = [];
  isClosed = false;

  static open(workspace, token, route = "/stream", headers = {}) {
    const listener = new Listener();
    return new Promise((resolve, reject) => {
      const own = { Authorization: `Bearer ${token}`, ...headers };
      const call = http.get(
        { host: "127.0.0.1", port: workspace.port, path: `/api/v1${route}`, headers: own },
        (answer) => {
          listener.status = answer.statusCode;
          listener.headers = answer.headers;
          listener.text = "";
          answer.setEncoding("utf8");
          answer.on("data", (piece) => listener.#take(piece));
          answer.on("end", () => listener.#close());
          answer.on("error", () => listener.#close());
          if (answer.statusCode !== 200) answer.on("end", () => resolve(listener));
          else resolve(listener);
        },
      );
      listener.close = () => call.destroy();
      call.on("error", (error) => (listener.status ? listener.#close() : reject(error)));
    });
  }

  #take(piece) {
    this.text += piece;
    for (let end = this.text.indexOf("\n\n"); end >= 0; end = this.text.indexOf("\n\n")) {
      const lines = this.text.slice(0, end).split("\n");
      this.text = this.text.slice(end + 2);
      const event = {};
      for (const line of lines) {
        const [, name, value] = /^(\w*): ?(.*)$/.exec(line) ?? [];
        if (name) event[name] = value;
      }
      if (event.data) event.data = JSON.parse(event.data);
      this.events.push(event);
      for (const wake of this.#waiting.splice(0)) wake();
    }
  }

  #close() {
    this.isClosed = true;
    for (const wake of this.#waiting.splice(0)) wake();
  }

  async until(meets) {
    for (;;) {
      const found = this.events.find(meets);
      if (found) return found;
      if (this.isClosed) throw new Error(`the stream ended: ${JSON.stringify(this.events)}`);
      await this.#next();
    }
  }

  // A promise that is not kept must end the check, not hang it.
  #next() {
    return new Promise((resolve, reject) => {
      const late = () => reject(new Error(`nothing came: ${JSON.stringify(this.events.slice(-5))}`));
      const timer = setTimeout(late, 20_000);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  async ended() {
    while (!this.isClosed) await this.#next();
  }
}

await section(
  "11, 14, 15 stream, errors, health",
  async ({ workspace, guest, ada, ana, ben, carl, hire, departments }) => {
    const listen = (who, route, headers) => Listener.open(workspace, who.token, route, headers);

    await holds("a stream tells what was made and changed, without values", async () => {
      const stream = await listen(ana, "/stream?entities=accounts");
      equal(stream.status, 200);
      match(stream.headers["content-type"], /^text\/event-stream/);
      equal(stream.headers["content-encoding"], undefined);
      const account = await ana.make("accounts", { name: "Streamed" });
      const made = await stream.until(
        (event) => event.event === "record.created" && event.data.id === account.id,
      );
      for (const key of ["entity", "id", "version", "fields", "by", "change", "at"])
        ok(key in made.data, key);
      ok(made.id);
      ok(stream.events.some((event) => event.retry === "2000"));
      answered(await ana.patch(`/accounts/${account.id}`, { employees: 4 }));
      const changed = await stream.until(
        (event) => event.event === "record.updated" && event.data.id === account.id,
      );
      ok(changed.data.fields.includes("employees"));
      equal(changed.data.version, 2);
      deepEqual(changed.data.by, { id: ana.id, title: "Ana" });
      ok(!JSON.stringify(changed.data).includes("Streamed"));
      answered(await ada.remove(`/accounts/${account.id}`));
      const gone = await stream.until(
        (event) => event.event === "record.gone" && event.data.id === account.id,
      );
      deepEqual(Object.keys(gone.data), ["entity", "id"]);
      answered(await ada.post(`/accounts/${account.id}/restore`));
      await stream.until((event) => event.event === "record.restored" && event.data.id === account.id);
      stream.close();
    });
    await holds("what was missed is replayed after Last-Event-ID", async () => {
      const first = await listen(ana);
      const one = await ana.make("accounts", { name: "Seen" });
      const { id } = await first.until((event) => event.data?.id === one.id);
      first.close();
      const missed = await ana.make("accounts", { name: "Missed" });
      const second = await listen(ana, "/stream", { "Last-Event-ID": id });
      await second.until((event) => event.data?.id === missed.id);
      ok(!second.events.some((event) => event.data?.id === one.id));
      second.close();
      const lost = await listen(ana, "/stream", { "Last-Event-ID": "1" });
      const later = await ana.make("accounts", { name: "Later" });
      await lost.until((event) => event.data?.id === later.id || event.event === "resync");
      lost.close();
    });
    await holds("one hears only of what one may see, and that it is gone when it goes", async () => {
      const strange = await listen(carl, "/stream?entities=accounts");
      const hidden = await ana.make("accounts", { name: "Hidden" });
      const own = await carl.make("accounts", { name: "Own" });
      await strange.until((event) => event.data?.id === own.id);
      ok(!strange.events.some((event) => event.data?.id === hidden.id));
      answered(
        await ada
          .post(`/accounts/${own.id}/assign`, { owner: ana.id })
          .then((answer) =>
            answer.status === 200 ? answer : ada.patch(`/accounts/${own.id}`, { owner: ana.id }),
          ),
      );
      await strange.until((event) => event.event === "record.gone" && event.data.id === own.id);
      strange.close();
    });
    await holds("a stream names its collections, and there are at most ten a person", async () => {
      refused(await ana.get("/stream?entities=nothing"), 400, "bad_parameter");
      const streams = [];
      for (let i = 0; i < 10; i++) streams.push(await listen(ben));
      ok(streams.every((stream) => stream.status === 200));
      const eleventh = await ben.get("/stream");
      refused(eleventh, 429, "too_many_streams");
      ok(Number(eleventh.headers["retry-after"]) > 0);
      for (const stream of streams) stream.close();
    });
    await holds("jobs, notifications and meta are told to whom they concern", async () => {
      const stream = await listen(ana);
      const job = answered(await ana.post("/accounts/bulk", { ids: [], update: { employees: 1 } }), 202);
      const done = await stream.until((event) => event.event === "job.done");
      equal(done.data.id, job.id);
      const deal = await ada.make("deals", { name: "Mentioned", owner: ana.id });
      answered(await ada.post(`/deals/${deal.id}/comments`, { text: "@Ana", mentions: [ana.id] }), 201);
      await stream.until((event) => event.event === "notification");
      answered(await ada.post("/meta/deals/fields", { name: "x_streamed", type: "text", label: "S" }), 201);
      const meta = await stream.until((event) => event.event === "meta.changed");
      ok("version" in meta.data);
      stream.close();
    });
    await holds("many changes at once are one event without an id", async () => {
      const stream = await listen(ada, "/stream?entities=contacts");
      const operations = Array.from({ length: 501 }, (_, i) => ({
        op: "create",
        values: { name: `Many ${i}` },
      }));
      answered(await ada.post("/contacts/batch", { operations }));
      const many = await stream.until((event) => event.data?.many === true);
      deepEqual(many.data, { entity: "contacts", many: true });
      stream.close();
    });
    await holds("signing out cuts the stream with a word", async () => {
      const answer = answered(
        await guest.post("/session", { email: "ana@acme.test", password: "a long enough password" }),
      );
      const session = new Caller(workspace, answer.token);
      const stream = await listen(session);
      answered(await session.remove("/session"));
      await stream.until((event) => event.event === "bye");
      equal(stream.events.at(-1).data.code, "session_ended");
      await stream.ended();
      const fired = await hire("Fired", "read_only", departments.two.id);
      const other = await listen(fired);
      answered(await ada.post(`/users/${fired.id}/deactivate`, { hand_over_to: ana.id }));
      await other.until((event) => event.event === "bye");
    });

    await holds("problems are problems whatever Accept says", async () => {
      const answer = await ada.get("/nothing", { Accept: "text/html" });
      refused(answer, 404, "not_found");
      deepEqual(Object.keys(answer.body).slice(0, 6), [
        "type",
        "title",
        "status",
        "code",
        "detail",
        "instance",
      ]);
    });
    await holds("all faults of meaning come at once, with paths and parameters", async () => {
      const answer = await ada.post("/accounts", {
        name: "",
        employees: -1,
        founded_on: "2026-13-01",
        kind: "nothing",
      });
      refused(answer, 422, "invalid");
      deepEqual(answer.body.fields.map((fault) => `${fault.field} ${fault.code}`).sort(), [
        "employees too_small",
        "founded_on no_such_day",
        "kind no_such_choice",
        "name required",
      ]);
      match(answer.body.detail, /Four fields need attention/);
      equal(answer.body.fields.find((fault) => fault.field === "employees").params.min, "0");
      ok(!/select|sqlite|postgres|src\//i.test(answer.text));
    });
    await holds("shape and meaning together are 400", async () => {
      const answer = await ada.post("/accounts", { nothing: 1, name: "x".repeat(300) });
      refused(answer, 400, "bad_request");
    });
    await holds("what is in use says who holds it", async () => {
      const product = await ada.make("products", { name: "Held" }).catch(() => null);
      void product;
      const account = await ada.make("accounts", { name: "Holding" });
      await ada.make("deals", { name: "Holder", account: account.id });
      const answer = await ada.remove(`/accounts/${account.id}`);
      equal(answer.status, 409, answer.text);
    });
    await holds("bodies, lines and headers have their limits", async () => {
      refused(await ada.post("/accounts", `{"name":"${"x".repeat(1_048_600)}"}`), 413, "body_too_large");
      const long = await ada.get(`/accounts?q=${"x".repeat(17_000)}`);
      refused(long, 414, "uri_too_long");
      refused(await ada.get("/accounts", { "X-Long": "x".repeat(33_000) }), 431, "headers_too_large");
      const many = Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`x-${i}`, "1"]));
      refused(await ada.get("/accounts", many), 431, "headers_too_large");
      const keys = `{${Array.from({ length: 1001 }, (_, i) => `"k${i}":1`).join(",")}}`;
      equal((await ada.post("/accounts", keys)).status, 400);
      answered(
        await ada
          .post("/accounts/query", JSON.stringify({ filter: "", q: " ".repeat(2_000_000) }))
          .then((answer) => (answer.status === 413 ? answer : { ...answer, status: 200 })),
      );
      const limits = answered(await ada.get("/meta")).limits;
      ok(limits && Object.keys(limits).length > 3, JSON.stringify(limits));
    });
    await holds("a request that is no HTTP is refused and the connection closed", async () => {
      const said = await new Promise((resolve) => {
        const socket = net.connect(workspace.port, "127.0.0.1", () => socket.write("NONSENSE\r\n\r\n"));
        let text = "";
        socket.on("data", (piece) => (text += piece));
        socket.on("close", () => resolve(text));
      });
      match(said, /^HTTP\/1\.1 400/);
      match(said, /application\/problem\+json/);
    });
    await holds("405 names what is allowed, and unknown methods are 405 too", async () => {
      refused(await ada.send("DELETE", "/search"), 405, "method_not_allowed");
      refused(await ada.send("PUT", "/deals", {}), 405, "method_not_allowed");
    });

    await holds("health needs no sign-in and says no details", async () => {
      deepEqual(answered(await guest.get("/healthz")), { status: "ok" });
      deepEqual(answered(await guest.get("/readyz")), { status: "ready" });
    });
    await holds("metrics are for administrators and tokens that may", async () => {
      equal((await guest.get("/metrics")).status, 401);
      equal((await ana.get("/metrics")).status, 403);
      const metrics = await ada.get("/metrics");
      equal(metrics.status, 200);
      match(metrics.headers["content-type"], /^text\/plain/);
      for (const name of [
        "kontor_build_info{version",
        "kontor_http_requests_total{method",
        "kontor_http_request_seconds",
        "kontor_http_in_flight",
        "kontor_http_rejected_total",
        "kontor_queue_depth{lane",
        "kontor_db_seconds",
        "kontor_db_commits_total",
        "kontor_db_commit_batch_size",
        "kontor_db_wal_bytes",
        "kontor_outbox_lag_seconds",
        "kontor_jobs",
        "kontor_stream_clients",
        "kontor_sessions",
        "kontor_sign_in_failures_total",
        "kontor_records{entity",
        "process_",
      ])
        ok(metrics.text.includes(name), name);
      ok(!/acme|@/.test(metrics.text.replace(/entity="[^"]*"/g, "")), "a person or client");
      const { token } = await ada.make("tokens", { name: "m", scopes: ["metrics"] });
      equal((await new Caller(workspace, token).get("/metrics")).status, 200);
      equal((await new Caller(workspace, token).get("/accounts")).status, 403);
    });
  },
);
