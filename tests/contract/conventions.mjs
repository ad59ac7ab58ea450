// API.md 1: paths, bodies, types, keys, headers, the order of checks.
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { answered, holds, query, refused, section } from "./support/contract.mjs";

await section("1 conventions", async ({ workspace, guest, ada, ana, carl }) => {
  await holds("a trailing slash is 404", async () => {
    refused(await ada.get("/accounts/"), 404, "not_found");
  });
  await holds("an unknown collection is 404", async () => {
    refused(await ada.get("/nothing_here"), 404, "not_found");
    refused(await ada.get("/account"), 404, "not_found");
  });
  await holds("a body of another type is 415", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
      refused(await ada.post("/accounts", "{}", { "Content-Type": type }), 415, "unsupported_media_type");
    refused(await ada.post("/accounts", "{}", { "Content-Type": "" }), 415, "unsupported_media_type");
  });
  await holds("a merge patch has its own type on PATCH and nowhere else", async () => {
    const type = { "Content-Type": "application/merge-patch+json" };
    const account = await ada.make("accounts", { name: "Patched" });
    answered(await ada.patch(`/accounts/${account.id}`, '{"name":"Patched 2"}', type));
    refused(await ada.post("/accounts", '{"name":"x"}', type), 415, "unsupported_media_type");
  });
  await holds("a charset beside the type is fine", async () => {
    const type = { "Content-Type": "application/json; charset=utf-8" };
    answered(await ada.post("/accounts", '{"name":"Charset"}', type), 201);
  });
  await holds("malformed JSON is 400 with line and column", async () => {
    const answer = await ada.post("/accounts", '{"name":\n  "x",}');
    refused(answer, 400, "malformed_json");
    equal(answer.body.at.line, 2);
    ok(answer.body.at.column > 0);
  });
  await holds("broken UTF-8 and lone surrogates are 400 with line and column", async () => {
    const broken = await ada.post("/accounts", Buffer.from([123, 34, 110, 34, 58, 34, 0xff, 34, 125]));
    refused(broken, 400, "bad_utf8");
    equal(broken.body.at.line, 1);
    const lone = await ada.post("/accounts", '{"name":"\\ud800"}');
    equal(lone.status, 400, lone.text);
    ok(lone.body.at.column > 0);
  });
  await holds("a body that is no object is 400", async () => {
    refused(await ada.post("/accounts", "[]"), 400, "bad_request");
    refused(await ada.post("/accounts", '"x"'), 400, "bad_request");
  });
  await holds("JSON that is too deep is 400", async () => {
    refused(await ada.post("/accounts", `{"name":${"[".repeat(40)}${"]".repeat(40)}}`), 400, "too_deep");
  });
  await holds("unknown fields, all of them, are 400 and named", async () => {
    const answer = await ada.post("/accounts", { name: "x", nothing: 1, neither: 2 });
    refused(answer, 400, "bad_request", "nothing:unknown_field", "neither:unknown_field");
    match(answer.body.fields[0].message, /Accounts have no field "nothing"/);
  });
  await holds("an unknown parameter is 400 and named", async () => {
    for (const route of [
      "/accounts?nothing=1",
      "/session?nothing=1",
      "/meta?nothing=1",
      "/search?q=a&nothing=1",
    ]) {
      const answer = await ada.get(route);
      refused(answer, 400, "unknown_parameter");
      ok(answer.text.includes("nothing"), answer.text);
    }
    refused(await ada.post("/accounts?nothing=1", { name: "x" }), 400, "unknown_parameter");
    refused(await ada.post("/accounts/query?nothing=1", {}), 400, "unknown_parameter");
    refused(
      await guest.post("/session?nothing=1", { email: "a@b.test", password: "x" }),
      400,
      "unknown_parameter",
    );
    refused(await ada.remove("/tokens/1?nothing=1"), 400, "unknown_parameter");
    refused(await ada.remove("/sessions/1?nothing=1"), 400, "unknown_parameter");
  });
  await holds("the same field twice in a record is 400", async () => {
    refused(
      await ada.post("/accounts", '{"name":"a","name":"b"}'),
      400,
      "bad_request",
      "name:duplicate_field",
    );
  });
  await holds("system fields are read-only in a body", async () => {
    const account = await ada.make("accounts", { name: "System" });
    for (const name of [
      "id",
      "version",
      "created_at",
      "created_by",
      "updated_at",
      "updated_by",
      "deleted_at",
    ]) {
      refused(
        await ada.patch(`/accounts/${account.id}`, { [name]: "1" }),
        400,
        "bad_request",
        `${name}:read_only`,
      );
    }
  });

  await holds("the keys of a record stand in their order", async () => {
    const account = await ada.make("accounts", { name: "Order" });
    const { body } = await ada.get(`/accounts/${account.id}?include=can`);
    const keys = Object.keys(body);
    deepEqual(keys.slice(0, 3), ["id", "version", "name"]);
    deepEqual(keys.slice(-5), ["created_at", "created_by", "updated_at", "updated_by", "can"]);
    const meta = answered(await ada.get("/meta/accounts"));
    const declared = meta.fields.map((field) => field.name).filter((name) => keys.includes(name));
    const system = ["id", "version", "created_at", "created_by", "updated_at", "updated_by", "can"];
    deepEqual(
      keys.filter((key) => !system.includes(key)),
      declared.filter((name) => !system.includes(name)),
    );
    const binned = answered(await ada.remove(`/accounts/${account.id}`));
    deepEqual(Object.keys(binned).slice(-6), [
      "created_at",
      "created_by",
      "updated_at",
      "updated_by",
      "deleted_at",
      "deleted_by",
    ]);
  });
  await holds("a field that is empty is there as null", async () => {
    const account = await ada.make("accounts", { name: "Empty" });
    const { body } = await ada.get(`/accounts/${account.id}`);
    equal(body.legal_name, null);
    equal(body.parent, null);
  });
  await holds("text comes back as it was sent, and white space alone is null", async () => {
    const said = "  Ёлка & <b>Sons</b>\u00a0é é  ";
    const account = await ada.make("accounts", { name: said, legal_name: "   ", tax_number: "" });
    equal(account.name, said);
    equal(account.legal_name, null);
    equal(account.tax_number, null);
  });
  await holds("control characters and too much text are 422", async () => {
    refused(await ada.post("/accounts", { name: "a\u0007b" }), 422, "invalid", "name:bad_characters");
    refused(await ada.post("/accounts", { name: "a\nb" }), 422, "invalid", "name:bad_characters");
    refused(await ada.post("/accounts", { name: "x".repeat(256) }), 422, "invalid", "name:too_long");
    answered(await ada.post("/accounts", { name: "я".repeat(255) }), 201);
  });
  await holds("whole numbers, decimals, days and flags are what they say", async () => {
    const made = await ada.make("accounts", { name: "Numbers", employees: 12, state_share_percent: "12.5" });
    equal(made.employees, 12);
    equal(made.state_share_percent, "12.5");
    equal(
      (await ada.make("accounts", { name: "N2", state_share_percent: 12.5 })).state_share_percent,
      "12.5",
    );
    refused(
      await ada.post("/accounts", { name: "n", employees: 1.5 }),
      422,
      "invalid",
      "employees:bad_format",
    );
    refused(
      await ada.post("/accounts", { name: "n", employees: "12" }),
      400,
      "bad_request",
      "employees:wrong_type",
    );
    refused(await ada.post("/accounts", '{"name":"n","employees":9007199254740993}'), 422, "invalid");
    refused(await ada.post("/accounts", { name: "n", state_share_percent: "1e2" }), 422, "invalid");
    refused(await ada.post("/accounts", '{"name":"n","state_share_percent":1e1}'), 422, "invalid");
    refused(
      await ada.post("/accounts", { name: "n", founded_on: "2026-02-30" }),
      422,
      "invalid",
      "founded_on:no_such_day",
    );
    refused(
      await ada.post("/accounts", { name: "n", founded_on: 5 }),
      400,
      "bad_request",
      "founded_on:wrong_type",
    );
    equal((await ada.make("accounts", { name: "n", founded_on: "2026-02-28" })).founded_on, "2026-02-28");
    refused(await ada.post("/accounts", { name: "n", is_confidential: "true" }), 400, "bad_request");
  });
  await holds("money has the decimals of its currency, more only when needed", async () => {
    const money = async (amount, currency) =>
      (await ada.make("deals", { name: "M", amount, currency })).amount;
    equal(await money("125000", "EUR"), "125000.00");
    equal(await money(125000.5, "EUR"), "125000.50");
    equal(await money("0.1234", "EUR"), "0.1234");
    equal(await money("1250", "JPY"), "1250");
    equal(await money("922337203685477.5807", "EUR"), "922337203685477.5807");
    refused(await ada.post("/deals", { amount: "1000000000000000" }), 422, "invalid", "amount:bad_decimal");
    refused(await ada.post("/deals", { amount: "1.00001" }), 422, "invalid", "amount:bad_decimal");
    refused(await ada.post("/deals", { amount: "-1" }), 422, "invalid", "amount:too_small");
    refused(await ada.post("/deals", { currency: "EURO" }), 422, "invalid");
  });
  await holds("a money field has a read-only companion in the workspace's currency", async () => {
    const deal = await ada.make("deals", { name: "Base", amount: "100", currency: "EUR" });
    equal(deal.amount_base, "100.00");
    const keys = Object.keys(deal);
    ok(keys.includes("amount_base"));
    refused(
      await ada.patch(`/deals/${deal.id}`, { amount_base: "1" }),
      400,
      "bad_request",
      "amount_base:read_only",
    );
  });
  await holds("an instant is taken with any offset and answered in UTC with milliseconds", async () => {
    const call = await ada.make("activities", {
      subject: "Call",
      kind: "call",
      starts_at: "2026-11-23T12:15:00+03:00",
    });
    equal(call.starts_at, "2026-11-23T09:15:00.000Z");
    match(call.created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });
  await holds("an e-mail is compared in lower case and a phone by its digits", async () => {
    const person = await ada.make("contacts", { name: "Olga", email: "Olga@Acme.test" });
    equal(person.email, "Olga@Acme.test");
    equal((await ada.list("contacts", 'email = "olga@acme.TEST"')).length, 1);
  });
  await holds("what is created without a person is Kontor's", async () => {
    const [company] = await ada.list("departments", "parent = null");
    deepEqual(company.created_by, { id: "1", title: "Kontor" });
  });

  await holds("answers over 1 KiB are compressed when asked for, small ones are not", async () => {
    const big = await ada.get("/meta", { "Accept-Encoding": "gzip" });
    equal(big.headers["content-encoding"], "gzip");
    ok(JSON.parse(gunzipSync(big.raw)).entities.length > 10);
    equal((await ada.get("/session", { "Accept-Encoding": "gzip" })).headers["content-encoding"], undefined);
  });
  await holds("a compressed body is 415", async () => {
    refused(await ada.post("/accounts", "{}", { "Content-Encoding": "gzip" }), 415, "unsupported_encoding");
  });
  await holds("records, lists, search and session are not stored; meta may be asked again", async () => {
    const account = await ada.make("accounts", { name: "Cached" });
    for (const route of ["/accounts", `/accounts/${account.id}`, "/search?q=ca", "/session"])
      equal((await ada.get(route)).headers["cache-control"], "no-store", route);
    for (const route of ["/meta", "/meta/accounts", "/openapi.json"]) {
      const answer = await ada.get(route);
      equal(answer.headers["cache-control"], "private, no-cache", route);
      ok(answer.headers.etag, route);
      equal((await ada.get(route, { "If-None-Match": answer.headers.etag })).status, 304, route);
    }
  });
  await holds("every answer varies, has its id and forbids sniffing, problems too", async () => {
    for (const answer of [
      await ada.get("/accounts"),
      await ada.get("/nothing"),
      await guest.get("/accounts"),
      await guest.get("/healthz"),
      await guest.get("/"),
    ]) {
      match(answer.headers["kontor-request-id"], /^[0-9A-Z]{10,32}$/);
      equal(answer.headers["x-content-type-options"], "nosniff");
    }
    equal(
      (await ada.get("/accounts")).headers.vary,
      "Authorization, Cookie, Accept-Language, Accept-Encoding",
    );
    const problem = await ada.get("/nothing");
    equal(problem.headers.vary, "Authorization, Cookie, Accept-Language, Accept-Encoding");
    equal(problem.body.instance, `urn:kontor:request:${problem.headers["kontor-request-id"]}`);
  });
  await holds("a trace is continued", async () => {
    const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    match(
      (await ada.get("/session", { traceparent })).headers.traceparent,
      /^00-4bf92f3577b34da6a3ce929d0e0e4736-/,
    );
  });
  await holds("HEAD works where GET does", async () => {
    const head = await ada.send("HEAD", "/accounts");
    equal(head.status, 200);
    equal(head.text, "");
    equal((await ada.send("HEAD", "/nothing")).status, 404);
  });
  await holds("OPTIONS and 405 list what is allowed", async () => {
    const options = await ada.send("OPTIONS", "/accounts");
    equal(options.status, 204);
    for (const method of ["GET", "POST", "HEAD", "OPTIONS"])
      ok(options.headers.allow.includes(method), method);
    const refusal = await ada.send("PUT", "/accounts/1", {});
    refused(refusal, 405, "method_not_allowed");
    for (const method of ["GET", "PATCH", "DELETE"]) ok(refusal.headers.allow.includes(method), method);
  });
  await holds("the language is the one asked for, then the person's, then the browser's", async () => {
    const label = async (route, headers) => {
      const answer = await ada.get(route, headers);
      return `${answer.headers["content-language"]} ${answer.body.label.one}`;
    };
    equal(await label("/meta/accounts?lang=ru"), "ru Клиент");
    equal(await label("/meta/accounts", { "Accept-Language": "ru" }), "ru Клиент");
    await ada.patch(`/users/${ada.id}`, { language: "en" });
    equal(await label("/meta/accounts", { "Accept-Language": "ru" }), "en Account");
    equal(await label("/meta/accounts?lang=ru"), "ru Клиент");
    const refusal = await ada.get("/accounts/17?lang=ru");
    equal(refusal.headers["content-language"], "ru");
    match(refusal.body.detail, /[а-я]/);
    equal(refusal.body.code, "not_found");
    match((await guest.get("/accounts", { "Accept-Language": "de, ru;q=0.8" })).body.detail, /[а-я]/);
    refused(await ada.get("/accounts?lang=xx"), 400, "bad_parameter");
  });
  await holds("a plus in a query string is a space", async () => {
    await ada.make("accounts", { name: "A plus B" });
    equal(
      answered(await ada.get(`/accounts?filter=name+=+"A+plus+B"`.replaceAll('"', "%22"))).items.length,
      1,
    );
    await ada.make("accounts", { name: "A+B" });
    equal(answered(await ada.get(`/accounts?filter=name+%3D+%22A%2BB%22`)).items.length, 1);
  });

  await holds("a guest learns nothing about routes", async () => {
    for (const route of ["/accounts", "/nothing", "/accounts/1/2/3/4"])
      refused(await guest.get(route), 401, "not_signed_in");
    refused(await guest.send("PUT", "/accounts", {}), 401, "not_signed_in");
    refused(await guest.get("/mcp"), 401, "not_signed_in");
  });
  await holds("the site is looked at before the media type, and sign-in before the site", async () => {
    const far = { "Sec-Fetch-Site": "cross-site", "Content-Type": "text/plain" };
    refused(await guest.post("/accounts", "{}", far), 401, "not_signed_in");
    refused(await guest.post("/session", "{}", far), 403, "cross_site");
  });
  await holds("a stranger learns nothing about records", async () => {
    const account = await ana.make("accounts", { name: "Ana's own" });
    const route = `/accounts/${account.id}`;
    refused(await carl.get(route), 404, "not_found");
    refused(await carl.patch(route, {}), 404, "not_found");
    refused(await carl.patch(route, { nothing: 1 }), 404, "not_found");
    refused(await carl.patch(route, { name: "x" }, { "If-Match": '"99"' }), 404, "not_found");
    refused(await carl.remove(route), 404, "not_found");
    refused(await carl.post(`${route}/restore`), 404, "not_found");
    refused(await carl.get(`${route}/timeline`), 404, "not_found");
    refused(await carl.get(`${route}/history`), 404, "not_found");
    refused(await carl.get(`${route}/comments`), 404, "not_found");
    refused(await carl.get(`${route}/files`), 404, "not_found");
    equal((await ana.get(route)).body.version, 1);
  });
  await holds(
    "the media type is looked at before the record, and preconditions before the shape of the body",
    async () => {
      const account = await ana.make("accounts", { name: "Order of checks" });
      const route = `/accounts/${account.id}`;
      refused(await carl.patch(route, "{}", { "Content-Type": "text/plain" }), 415, "unsupported_media_type");
      refused(await ana.patch(route, { nothing: 1 }, { "If-Match": '"9"' }), 412, "version_conflict");
      refused(await ana.patch(route, { nothing: 1 }), 400, "bad_request", "nothing:unknown_field");
    },
  );
  await holds("an entity without any read right is 404", async () => {
    refused(await ana.get("/roles"), 404, "not_found");
    refused(await ana.get("/meta/roles"), 404, "not_found");
    refused(await ana.post("/roles", { key: "x" }), 404, "not_found");
  });
  await holds("what one may see and not change is 403", async () => {
    const [segment] = await ana.list("segments");
    refused(await ana.patch(`/segments/${segment.id}`, { name: "Mine" }), 403, "forbidden");
    refused(await ana.post("/segments", { name: "Mine" }), 403, "forbidden");
  });
  await holds("CORS is off", async () => {
    const answer = await ada.get("/session", { Origin: "https://elsewhere.test" });
    equal(answer.status, 200);
    equal(answer.headers["access-control-allow-origin"], undefined);
  });
  await holds("the page's assets live for a year, the page itself does not", async () => {
    const page = await guest.get("/");
    equal(page.status, 200);
    const asset = /assets\/[\w.-]+\.js/.exec(page.text)?.[0];
    ok(asset);
    match((await guest.get(`/${asset}`)).headers["cache-control"], /max-age=31536000.*immutable/);
    const zipped = await guest.get(`/${asset}`, { "Accept-Encoding": "br, gzip" });
    equal(zipped.headers["content-encoding"], "br");
  });
  void workspace;
  void query;
});
