// API.md 12: workspace, people, roles, custom fields and objects, the trail.
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { answered, holds, query, refused, section } from "./support/contract.mjs";

await section("12 administration", async ({ ada, ana, ben, guest, departments, hire }) => {
  await holds("the workspace is read by all and changed by administrators", async () => {
    const before = answered(await ana.get("/workspace"));
    equal(before.currency, "EUR");
    refused(await ana.patch("/workspace", { name: "Mine" }), 403, "forbidden");
    equal(answered(await ada.patch("/workspace", { name: "Acme AG" })).name, "Acme AG");
    refused(await ada.patch("/workspace", { nothing: 1 }), 400, "bad_request", "nothing:unknown_field");
    refused(await ada.patch("/workspace", { currency: "EURO" }), 422, "invalid");
    refused(await ada.patch("/workspace", { time_zone: "Mars/Base" }), 422, "invalid");
  });
  await holds("people are records without a password", async () => {
    for (const name of ["password", "password_hash", "is_administrator"])
      refused(
        await ada.post("/users", { name: "Eve", email: "eve@acme.test", [name]: "x" }),
        400,
        "bad_request",
        `${name}:unknown_field`,
      );
    const eve = await ada.make("users", {
      name: "Eve",
      email: "eve@acme.test",
      role: "read_only",
      department: departments.two.id,
    });
    equal(eve.role.key, "read_only");
    ok("language" in eve && "time_zone" in eve && "active" in eve);
    refused(
      await ada.post("/users", { name: "Eve 2", email: "EVE@acme.test" }),
      422,
      "invalid",
      "email:not_unique",
    );
  });
  await holds("an invitation is a link that works once", async () => {
    const user = await ada.make("users", {
      name: "Gus",
      email: "gus@acme.test",
      role: "read_only",
      department: departments.two.id,
    });
    const { link } = answered(await ada.post(`/users/${user.id}/invite`));
    const token = /[?#&]token=([^&]+)/.exec(link)?.[1] ?? link.split("/").pop();
    answered(await guest.post("/welcome/password", { token, password: "a long enough password" }));
    equal((await guest.post("/welcome/password", { token, password: "a long enough password" })).status, 422);
    refused(await ana.post(`/users/${user.id}/invite`), 403, "forbidden");
    ok(answered(await ada.post(`/users/${user.id}/reset_password`)).link);
  });
  await holds("who is deactivated hands over and is out at once", async () => {
    const old = await hire("Old", "account_manager", departments.two.id);
    const account = await old.make("accounts", { name: "Old's" });
    answered(await ada.post(`/users/${old.id}/deactivate`, { hand_over_to: ana.id }));
    equal((await old.get("/session")).status, 401);
    equal(answered(await ada.get(`/accounts/${account.id}`)).owner.id, ana.id);
    answered(await ada.post(`/users/${old.id}/activate`));
  });
  await holds("the last administrator stays", async () => {
    refused(
      await ada.post(`/users/${ada.id}/deactivate`, { hand_over_to: ana.id }),
      409,
      "last_administrator",
    );
    refused(await ada.patch(`/users/${ada.id}`, { role: "read_only" }), 409, "last_administrator");
    refused(await ada.remove(`/users/${ada.id}`), 409, "last_administrator");
  });
  await holds("departments are a tree without circles", async () => {
    refused(
      await ada.patch(`/departments/${departments.sales.id}`, { parent: departments.one.id }),
      422,
      "invalid",
    );
    const all = await ada.list("departments");
    equal(all.filter((department) => department.parent === null).length, 1);
  });
  await holds("a role says what its people may do, and acts on the next request", async () => {
    const grants = {
      accounts: {
        read: "all",
        create: "none",
        update: "none",
        delete: "none",
        export: "none",
        fields: { employees: "hidden", industry: "read" },
      },
      "*": { read: "none", create: "none", update: "none", delete: "none", export: "none" },
    };
    const role = await ada.make("roles", {
      key: "watcher",
      name: "Watcher",
      grants,
      rights: ["views.share"],
      limits: { export_rows: 10 },
    });
    const eye = await hire("Eye", "watcher", departments.two.id);
    const account = await ada.make("accounts", { name: "Watched", employees: 5 });
    const seen = answered(await eye.get(`/accounts/${account.id}`));
    ok(!("employees" in seen));
    ok("industry" in seen);
    refused(await eye.patch(`/accounts/${account.id}`, { name: "Mine" }), 403, "forbidden");
    refused(await eye.get("/deals"), 404, "not_found");
    grants.accounts.read = "none";
    answered(await ada.patch(`/roles/${role.id}`, { grants }));
    refused(await eye.get("/accounts"), 404, "not_found");
    equal(
      (await ada.patch(`/roles/${role.id}`, { grants: { accounts: { read: "sometimes" } } })).status,
      422,
    );
    equal((await ada.patch(`/roles/${role.id}`, { grants: { nothing: { read: "all" } } })).status, 422);
  });
  await holds("levels reach own, team and subtree", async () => {
    const own = await ana.make("accounts", { name: "Ana's" });
    answered(await ben.get(`/accounts/${own.id}`));
    answered(await ben.patch(`/accounts/${own.id}`, { employees: 1 }));
    const bens = await ben.make("accounts", { name: "Ben's" });
    refused(await ana.get(`/accounts/${bens.id}`), 404, "not_found");
    refused(await ana.post("/accounts", { name: "For Ben", owner: ben.id }), 403, "forbidden");
  });

  await holds(
    "a custom field is at once in records, lists, filters, meta, search and the document",
    async () => {
      const choices = [
        { value: "low", label: { en: "Low", ru: "Низкий" }, colour: "green" },
        { value: "high", label: "High" },
      ];
      const made = await ada.post("/meta/deals/fields", {
        name: "x_risk",
        type: "choice",
        label: { en: "Risk", ru: "Риск" },
        choices,
      });
      equal(made.status, 201, made.text);
      const deal = await ada.make("deals", { name: "Risky", x_risk: "high" });
      equal(deal.x_risk, "high");
      equal((await ada.list("deals", 'x_risk = "high"', { order_by: "x_risk" })).length, 1);
      const meta = answered(await ada.get("/meta/deals?lang=ru"));
      const field = meta.fields.find((item) => item.name === "x_risk");
      equal(field.label, "Риск");
      equal(field.custom, true);
      ok(answered(await ada.get("/openapi.json")).components.schemas.Deal.properties.x_risk);
      const keys = Object.keys(deal);
      ok(keys.indexOf("x_risk") < keys.indexOf("created_at"));
      ok(keys.indexOf("x_risk") > keys.indexOf("external_id"));
    },
  );
  await holds("a custom field has a sound name, a type and a right", async () => {
    const add = (values, who = ada) => who.post("/meta/deals/fields", values);
    refused(await add({ name: "x_mine", type: "text", label: "Mine" }, ana), 403, "forbidden");
    for (const wrong of [{ name: "risk" }, { name: "x_Risk" }, { name: "x_risk" }, { name: "x_" }])
      equal((await add({ type: "text", label: "L", ...wrong })).status, 422, JSON.stringify(wrong));
    equal((await add({ name: "x_t", type: "nothing", label: "L" })).status, 422);
    equal((await add({ name: "x_t", type: "text", label: "L", nothing: 1 })).status, 400);
    refused(
      await ada.post("/meta/nothing/fields", { name: "x_t", type: "text", label: "L" }),
      404,
      "not_found",
    );
    const dry = await ada.post("/meta/deals/fields?dry_run=true", {
      name: "x_dry",
      type: "text",
      label: "Dry",
    });
    ok(dry.status < 300, dry.text);
    ok(!answered(await ada.get("/meta/deals")).fields.some((field) => field.name === "x_dry"));
  });
  await holds("a field goes and comes back with its values", async () => {
    answered(await ada.remove("/meta/deals/fields/x_risk"));
    const [deal] = await ada.list("deals", 'name = "Risky"');
    ok(!("x_risk" in deal));
    answered(await ada.post("/meta/deals/fields/x_risk/restore"));
    equal((await ada.list("deals", 'x_risk = "high"')).length, 1);
  });
  await holds("types only widen, and what cannot be converted is counted", async () => {
    answered(await ada.post("/meta/accounts/fields", { name: "x_memo", type: "text", label: "Memo" }), 201);
    answered(await ada.patch("/meta/accounts/fields/x_memo", { type: "long_text" }));
    const refusal = await ada.patch("/meta/accounts/fields/x_memo", { type: "whole" });
    refused(refusal, 422, "cannot_convert");
  });
  await holds("a formula and a roll-up compute, and a circle is refused", async () => {
    answered(
      await ada.post("/meta/deals/fields", {
        name: "x_half",
        type: "number",
        label: "Half",
        formula: "round(amount / 2)",
      }),
      201,
    );
    const deal = await ada.make("deals", { name: "Half", amount: "10" });
    equal(Number(deal.x_half), 5);
    refused(await ada.patch(`/deals/${deal.id}`, { x_half: "1" }), 400, "bad_request", "x_half:read_only");
    equal(
      (
        await ada.post("/meta/deals/fields", {
          name: "x_self",
          type: "number",
          label: "Self",
          formula: "x_self + 1",
        })
      ).status,
      422,
    );
    const counted = await ada.post("/meta/accounts/fields", {
      name: "x_won",
      type: "whole",
      label: "Won",
      formula: 'count(deals, status = "won")',
    });
    equal(counted.status, 201, counted.text);
  });
  await holds("a custom object is a collection like any other", async () => {
    const made = await ada.post("/meta/entities", {
      name: "x_projects",
      singular: "x_project",
      label: { one: "Project", many: "Projects" },
      icon: "briefcase",
      traits: ["owned", "timeline"],
    });
    equal(made.status, 201, made.text);
    const project = await ada.make("x_projects", { name: "Move" });
    equal(answered(await ada.get(`/x_projects/${project.id}`)).name, "Move");
    equal((await ada.list("x_projects", 'name : "mov"')).length, 1);
    answered(await ada.get(`/x_projects/${project.id}/timeline`));
    equal(answered(await ada.get("/meta/x_projects")).custom, true);
    answered(await ada.patch("/meta/x_projects", { label: { one: "Venture", many: "Ventures" } }));
    equal(answered(await ada.get("/meta/x_projects")).label.one, "Venture");
    refused(await ana.post("/meta/entities", { name: "x_a", singular: "x_b" }), 403, "forbidden");
    refused(await ada.remove("/meta/deals"), 403, "forbidden");
    answered(await ada.remove("/meta/x_projects"));
    refused(await ada.get("/x_projects"), 404, "not_found");
    answered(await ada.post("/meta/x_projects/restore"));
    answered(await ada.get(`/x_projects/${project.id}`));
  });

  await holds("the trail has who, when, from where, what and its seal", async () => {
    const account = await ana.make("accounts", { name: "Trailed" });
    answered(await ana.patch(`/accounts/${account.id}`, { employees: 9 }));
    refused(await ana.get("/audit"), 403, "forbidden");
    const ask = async (filter, more = {}) =>
      answered(await ada.get(`/audit?${query({ filter, ...more })}`)).items;
    const [entry] = await ask(`record = "${account.id}"`);
    for (const key of [
      "at",
      "by",
      "via",
      "address",
      "request_id",
      "event",
      "entity",
      "record",
      "changes",
      "seal",
    ])
      ok(key in entry, key);
    equal(entry.entity, "accounts");
    equal(entry.record.id, account.id);
    deepEqual(entry.by, { id: ana.id, title: "Ana" });
    deepEqual(entry.changes, [{ field: "employees", from: null, to: 9 }]);
    equal((await ask(`record = "${account.id}" AND event = "created"`)).length, 1);
    equal((await ask(`record = "${account.id}" AND NOT event IN ("created", "updated")`)).length, 0);
    equal((await ask(`record = "${account.id}" AND by = "${ana.id}" AND at >= today()`)).length, 2);
    equal((await ask(`record = "${account.id}" AND by = me()`)).length, 0);
    equal((await ask(`record = "${account.id}" AND by : "an" AND via : "AP"`)).length, 2);
    equal((await ask(`record = "${account.id}" AND by.department = "${departments.one.id}"`)).length, 2);
    equal((await ask(`record = "${account.id}" AND at < days(-1)`)).length, 0);
    equal((await ask(`request_id = "${entry.request_id}"`)).length, 1);
    equal((await ask(`change = "${entry.change}"`)).length >= 1, true);
    ok((await ask('entity = "accounts" OR entity = "deals"')).length > 2);
    for (const [filter, code] of [
      ["nothing = 1", "filter_unknown_field"],
      ["event", "filter_syntax"],
      ["at : 1", "filter_operator"],
      ["event = = 1", "filter_syntax"],
    ])
      equal((await ada.get(`/audit?${query({ filter })}`)).body.code, code, filter);
    const first = answered(await ada.get("/audit?page_size=2"));
    const second = answered(
      await ada.get(`/audit?${query({ page_size: 2, page_token: first.next_page_token })}`),
    );
    ok(second.items[0].at <= first.items[1].at);
    ok(!first.items.some((item) => second.items.some((other) => other.id === item.id)));
    match(entry.at, /Z$/);
  });
});
