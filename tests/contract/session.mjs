// API.md 2: who is asking.
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { answered, Caller, holds, refused, section } from "./support/contract.mjs";
import { password } from "./support/workspace.mjs";

await section("2 who is asking", async ({ workspace, guest, ada, ana, carl, hire, departments }) => {
  const signIn = (email, word, headers) => guest.post("/session", { email, password: word }, headers);

  await holds("the set-up link works once", async () => {
    refused(await guest.post("/setup", { token: "x", name: "Eve" }), 404, "not_found");
  });
  await holds("signing in answers user, token and expiry, and sets the cookie of plain HTTP", async () => {
    const answer = await signIn("ana@acme.test", password);
    const body = answered(answer);
    deepEqual(Object.keys(body), ["user", "token", "expires_at"]);
    deepEqual(Object.keys(body.user), [
      "id",
      "title",
      "email",
      "role",
      "department",
      "language",
      "time_zone",
    ]);
    ok(body.token.length >= 32);
    match(body.expires_at, /Z$/);
    match(answer.headers["set-cookie"][0], /^kontor=\S+; (?=.*HttpOnly)(?=.*SameSite=Lax)(?=.*Path=\/)/);
    ok(!/Secure/.test(answer.headers["set-cookie"][0]));
  });
  await holds("a browser gets no token", async () => {
    const own = `http://127.0.0.1:${workspace.port}`;
    for (const headers of [
      { "Sec-Fetch-Site": "same-origin" },
      { Origin: own, Host: `127.0.0.1:${workspace.port}` },
    ])
      equal(answered(await signIn("ana@acme.test", password, headers)).token, null);
  });
  await holds("who am I tells user, workspace and way", async () => {
    const body = answered(await ana.get("/session"));
    deepEqual(Object.keys(body), ["user", "workspace", "via"]);
    equal(body.workspace.name, "Acme GmbH");
    equal(body.workspace.currency, "EUR");
    equal(body.workspace.time_zone, "Europe/Berlin");
    equal(body.user.department.title, "Team one");
  });
  await holds("a guest is 401 with a challenge", async () => {
    const answer = await guest.get("/session");
    refused(answer, 401, "not_signed_in");
    equal(answer.headers["www-authenticate"], 'Bearer realm="kontor"');
  });
  await holds("a wrong address, a wrong password and a deactivated person are answered alike", async () => {
    const gone = await hire("Dora", "account_manager", departments.two.id);
    answered(await ada.post(`/users/${gone.id}/deactivate`, { hand_over_to: ada.id }));
    const answers = [
      await signIn("nobody@acme.test", password),
      await signIn("ana@acme.test", "not the password"),
      await signIn("dora@acme.test", password),
    ];
    for (const answer of answers) refused(answer, 401, "sign_in_failed");
    equal(new Set(answers.map((answer) => answer.body.detail)).size, 1);
    refused(await gone.get("/session"), 401, "session_ended");
  });
  await holds("the cookie signs in, the bearer counts when both are there", async () => {
    const cookie = (await signIn("ana@acme.test", password)).headers["set-cookie"][0].split(";")[0];
    equal(answered(await guest.get("/session", { Cookie: cookie })).user.title, "Ana");
    equal(answered(await carl.get("/session", { Cookie: cookie })).user.title, "Carl");
    equal((await guest.get("/session", { Cookie: cookie, Authorization: "Bearer nonsense" })).status, 401);
  });
  await holds("another site may not use the cookie", async () => {
    const cookie = (await signIn("ana@acme.test", password)).headers["set-cookie"][0].split(";")[0];
    const own = `http://127.0.0.1:${workspace.port}`;
    const by = (headers) => ({ Cookie: cookie, ...headers });
    for (const site of ["cross-site", "same-site"])
      refused(await guest.get("/accounts", by({ "Sec-Fetch-Site": site })), 403, "cross_site");
    for (const site of ["same-origin", "none"])
      answered(await guest.get("/accounts", by({ "Sec-Fetch-Site": site })));
    refused(
      await guest.post("/accounts", { name: "x" }, by({ Origin: "http://evil.test" })),
      403,
      "cross_site",
    );
    refused(await guest.post("/accounts", { name: "x" }, by({ Origin: "null" })), 403, "cross_site");
    answered(await guest.post("/accounts", { name: "Mine" }, by({ Origin: own })), 201);
    answered(await guest.post("/accounts", { name: "Mine too" }, by({})), 201);
    refused(
      await guest.post("/accounts", "x", by({ Origin: "http://evil.test", "Content-Type": "text/plain" })),
      403,
      "cross_site",
    );
    refused(await signIn("ana@acme.test", password, { "Sec-Fetch-Site": "cross-site" }), 403, "cross_site");
  });
  await holds("signing out ends the session at once", async () => {
    const session = new Caller(workspace, answered(await signIn("ana@acme.test", password)).token);
    const answer = await session.remove("/session");
    deepEqual(answered(answer), {});
    refused(await session.get("/session"), 401, "session_ended");
  });
  await holds("a new password ends all other sessions and keeps this one", async () => {
    const eva = await hire("Eva", "account_manager", departments.one.id);
    const other = new Caller(workspace, answered(await signIn("eva@acme.test", password)).token);
    refused(
      await eva.post("/session/password", { old: "wrong", new: "another long password" }),
      422,
      "invalid",
    );
    refused(
      await eva.post("/session/password", { old: password, new: "short" }),
      422,
      "invalid",
      "new:too_short",
    );
    refused(await eva.post("/session/password", { old: password, new: "x".repeat(201) }), 422, "invalid");
    answered(await eva.post("/session/password", { old: password, new: "another long password" }));
    answered(await eva.get("/session"));
    refused(await other.get("/session"), 401, "session_ended");
    refused(await signIn("eva@acme.test", password), 401, "sign_in_failed");
  });
  await holds("my sessions have address, browser and last use, and can be ended", async () => {
    const other = new Caller(
      workspace,
      answered(await signIn("carl@acme.test", password, { "User-Agent": "Opera" })).token,
    );
    const { items } = answered(await carl.get("/sessions"));
    const mine = items.find(
      (session) => session.browser?.includes("Opera") || session.user_agent?.includes("Opera"),
    );
    ok(mine, JSON.stringify(items));
    equal(mine.address, "127.0.0.1");
    refused(await ana.remove(`/sessions/${mine.id}`), 404, "not_found");
    answered(await carl.remove(`/sessions/${mine.id}`));
    refused(await other.get("/session"), 401, "session_ended");
  });

  await holds("an API token's secret is said once", async () => {
    const made = await ada.post("/tokens", {
      name: "ERP sync",
      scopes: ["read", "write"],
      expires_on: "2099-06-30",
    });
    answered(made, 201);
    match(made.body.token, /^kont_/);
    equal(made.headers.location, `/api/v1/tokens/${made.body.id}`);
    const { items } = answered(await ada.get("/tokens"));
    const [listed] = items.filter((token) => token.id === made.body.id);
    equal(listed.name, "ERP sync");
    ok(!JSON.stringify(items).includes("kont_"));
    answered(await new Caller(workspace, made.body.token).get("/session"));
    answered(await ada.remove(`/tokens/${made.body.id}`));
    equal((await new Caller(workspace, made.body.token).get("/session")).status, 401);
    refused(await ada.remove(`/tokens/${made.body.id}`), 404, "not_found");
  });
  await holds("a token does what its scopes say, at the entities it names", async () => {
    const token = async (values) => new Caller(workspace, (await ada.make("tokens", values)).token);
    const reader = await token({ name: "r", scopes: ["read"] });
    answered(await reader.get("/accounts"));
    answered(await reader.post("/accounts/query", {}));
    answered(await reader.post("/accounts/aggregate", {}));
    answered(await reader.post("/accounts/duplicates", { values: { name: "x" } }));
    refused(await reader.post("/accounts", { name: "x" }), 403, "scope_missing");
    refused(await reader.get("/exports/accounts.csv"), 403, "scope_missing");
    refused(await reader.patch("/workspace", { name: "x" }), 403, "scope_missing");
    const writer = await token({ name: "w", scopes: ["write"] });
    refused(await writer.get("/accounts"), 403, "scope_missing");
    const some = await token({ name: "s", scopes: ["read", "write"], entities: ["accounts"] });
    answered(await some.get("/accounts"));
    ok([403, 404].includes((await some.get("/deals")).status));
    refused(
      await ada.post("/tokens", { name: "n", scopes: ["nothing"] }),
      422,
      "invalid",
      "scopes:no_such_choice",
    );
    refused(await ada.post("/tokens", { name: "n", scopes: ["read"], expires_on: "soon" }), 422, "invalid");
    const expired = await token({ name: "e", scopes: ["read"], expires_on: "2020-01-01" });
    equal((await expired.get("/accounts")).status, 401);
  });
  await holds("ten failures for one address are followed by 429, and a success clears them", async () => {
    await hire("Gil", "read_only", departments.two.id);
    for (let i = 0; i < 9; i++)
      refused(await signIn("gil@acme.test", "not the password"), 401, "sign_in_failed");
    answered(await signIn("gil@acme.test", password));
    for (let i = 0; i < 10; i++)
      refused(await signIn("gil@acme.test", "not the password"), 401, "sign_in_failed");
    const answer = await signIn("gil@acme.test", password);
    refused(answer, 429, "too_many_attempts");
    ok(Number(answer.headers["retry-after"]) > 0);
    answered(await signIn("ana@acme.test", password));
  });
  await holds(
    "without signing in one reaches the page, health, sign-in and set-up, and nothing else",
    async () => {
      for (const route of ["/", "/healthz", "/readyz"]) equal((await guest.get(route)).status, 200, route);
      equal((await guest.get("/metrics")).status, 401);
      for (const route of ["/openapi.json", "/meta", "/stream", "/files/1/content", "/jobs", "/audit"])
        refused(await guest.get(route), 401, "not_signed_in");
    },
  );
});
