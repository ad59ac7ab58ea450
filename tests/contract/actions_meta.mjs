// API.md 6, 7 and 17: actions, meta and the OpenAPI document.
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { answered, holds, refused, section } from "./support/contract.mjs";

const types = [
  "id",
  "text",
  "email",
  "phone",
  "url",
  "long_text",
  "rich_text",
  "whole",
  "number",
  "percent",
  "money",
  "day",
  "instant",
  "duration",
  "flag",
  "choice",
  "choices",
  "link",
  "any_link",
  "links",
  "address",
  "file",
  "json",
];
const reserved =
  "batch bulk query aggregate duplicates restore revert merge history timeline comments files can".split(" ");

await section("6, 7, 17 actions, meta, OpenAPI", async ({ ada, ana, carl, workspace }) => {
  const account = await ada.make("accounts", { name: "Acme", owner: ana.id });
  const open = (more = {}) => ada.make("deals", { name: "Deal", account: account.id, ...more });

  await holds("an action answers the record, what it made and changed, and a sentence", async () => {
    const deal = await open();
    const answer = await ada.post(`/deals/${deal.id}/lose`, { lost_reason: "price" });
    const body = answered(answer);
    for (const key of ["record", "created", "changed", "message", "dry_run"]) ok(key in body, key);
    equal(body.record.status, "lost");
    equal(body.dry_run, false);
    ok(body.message.length > 0);
    match(answer.headers.etag, /^"2-/);
    match(answer.headers["kontor-change"], /^\d+$/);
    const narrow = answered(await ada.post(`/deals/${deal.id}/reopen?fields=status`, { reason: "Again" }));
    deepEqual(Object.keys(narrow.record), ["id", "version", "status"]);
  });
  await holds("a dry run tells everything and leaves nothing", async () => {
    const deal = await open();
    const answer = await ada.post(`/deals/${deal.id}/lose?dry_run=true`, { lost_reason: "price" });
    equal(answered(answer).dry_run, true);
    equal(answer.body.record.status, "lost");
    ok(answer.body.created.every((made) => made.id === undefined));
    equal(answered(await ada.get(`/deals/${deal.id}`)).version, 1);
    equal(answered(await ada.get(`/deals/${deal.id}/history`)).items.length, 1);
    refused(await ada.post(`/deals/${deal.id}/lose?dry_run=perhaps`, {}), 400, "bad_parameter");
  });
  await holds("what is not possible in this state says what is", async () => {
    const deal = await open();
    answered(await ada.post(`/deals/${deal.id}/lose`, { lost_reason: "price" }));
    const answer = await ada.post(`/deals/${deal.id}/lose`, { lost_reason: "price" });
    refused(answer, 409, "not_in_this_state");
    ok(answer.body.allowed.includes("reopen"), answer.text);
  });
  await holds("an action is refused for its input, its right and its name", async () => {
    const deal = await open();
    const lose = (body, who = ada) => who.post(`/deals/${deal.id}/lose`, body);
    refused(await lose({}), 422, "invalid", "lost_reason:required");
    refused(await lose({ lost_reason: "bad luck" }), 422, "invalid", "lost_reason:no_such_choice");
    refused(await lose({ lost_reason: "price", nothing: 1 }), 400, "bad_request", "nothing:unknown_field");
    refused(await lose({ lost_reason: 5 }), 400, "bad_request", "lost_reason:wrong_type");
    refused(await lose({ lost_reason: "price" }, carl), 404, "not_found");
    refused(await ana.post(`/accounts/${account.id}/assign`, { owner: carl.id }), 403, "forbidden");
    refused(await ada.post(`/deals/${deal.id}/fly`, {}), 404, "not_found");
    refused(await ada.post("/deals/123/lose", { lost_reason: "price" }), 404, "not_found");
  });

  const meta = answered(await ada.get("/meta"));
  await holds("meta has its top and all entities", async () => {
    for (const key of ["version", "language", "workspace", "me", "entities", "reports", "limits"])
      ok(key in meta, key);
    for (const key of ["name", "currency", "time_zone", "week_starts", "languages"])
      ok(key in meta.workspace, key);
    for (const report of meta.reports) ok("name" in report && "label" in report && "parameters" in report);
    ok(meta.entities.length > 30);
  });
  await holds("every entity tells its names, roles, fields, actions, views and rights", async () => {
    for (const entity of meta.entities) {
      for (const key of ["name", "singular", "module", "label", "icon", "fields", "permissions"])
        ok(key in entity, `${entity.name}.${key}`);
      ok(entity.label.one && entity.label.many);
      for (const view of entity.views ?? []) match(view.id, /^v_|^\d+$/);
      for (const action of entity.actions ?? [])
        ok(!reserved.includes(action.name), `${entity.name}.${action.name}`);
      for (const layout of entity.layouts?.form ?? [])
        ok(
          entity.fields.some((field) => field.name === layout),
          `${entity.name}: ${layout}`,
        );
    }
  });
  await holds("every field has a type of the contract", async () => {
    const strange = meta.entities.flatMap((entity) =>
      entity.fields
        .filter((field) => !types.includes(field.type))
        .map((field) => `${entity.name}.${field.name} ${field.type}`),
    );
    deepEqual(strange, []);
    const { items } = answered(await ada.get("/meta/deals/fields"));
    deepEqual(
      items.filter((field) => !types.includes(field.type)).map((field) => `${field.name} ${field.type}`),
      [],
    );
  });
  await holds("deals are described as the contract shows them", async () => {
    const deals = answered(await ada.get("/meta/deals"));
    const field = (name) => deals.fields.find((item) => item.name === name);
    equal(deals.singular, "deal");
    equal(deals.label.one, "Deal");
    deepEqual(
      Object.keys(deals.roles).filter((key) =>
        ["title", "status", "amount", "currency", "owner", "closes_on"].includes(key),
      ).length,
      6,
    );
    equal(field("account").entity, "accounts");
    equal(field("amount").base, "amount_base");
    equal(field("amount").currency, "currency");
    ok(field("amount").aggregates.includes("sum"));
    equal(field("status").read_only, true);
    deepEqual(
      field("status").choices.map((choice) => choice.value),
      ["open", "won", "lost"],
    );
    ok(field("stage").choices.every((stage) => stage.id && stage.key && stage.label && stage.pipeline));
    ok(field("name").filter.includes(":"));
    equal(field("name").max, 255);
    const lose = deals.actions.find((action) => action.name === "lose");
    equal(lose.input.find((input) => input.name === "lost_reason").required, true);
    ok(lose.input[0].choices.length > 0);
    deepEqual(Object.keys(deals.permissions), ["read", "create", "update", "delete", "export"]);
    equal(deals.permissions.read, "all");
  });
  await holds("meta holds what the reader may see and nothing else", async () => {
    const own = answered(await ana.get("/meta"));
    const names = own.entities.map((entity) => entity.name);
    ok(!names.includes("roles"));
    ok(names.includes("deals"));
    const products = own.entities.find((entity) => entity.name === "products");
    ok(!products.fields.some((field) => field.name === "cost"));
    const accounts = own.entities.find((entity) => entity.name === "accounts");
    equal(accounts.permissions.create, "own");
    ok(!(accounts.actions ?? []).some((action) => action.name === "assign"));
  });
  await holds("meta's tag changes with language and schema", async () => {
    const english = (await ada.get("/meta/deals")).headers.etag;
    const russian = (await ada.get("/meta/deals?lang=ru")).headers.etag;
    ok(english !== russian);
    equal((await ada.get("/meta/deals", { "If-None-Match": english })).status, 304);
    answered(await ada.post("/meta/deals/fields", { name: "x_tagged", type: "text", label: "Tagged" }), 201);
    equal((await ada.get("/meta/deals", { "If-None-Match": english })).status, 200);
  });
  await holds("an unknown entity has no meta", async () => {
    refused(await ada.get("/meta/nothing"), 404, "not_found");
    refused(await ana.get("/meta/roles"), 404, "not_found");
  });

  await holds("the OpenAPI document names the calls as promised, for the reader alone", async () => {
    const document = answered(await ada.get("/openapi.json"));
    match(document.openapi, /^3\.1/);
    const calls = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map((call) => call.operationId),
    );
    for (const name of [
      "list_accounts",
      "get_account",
      "create_account",
      "update_account",
      "delete_account",
      "lose_deal",
    ])
      ok(calls.includes(name), name);
    equal(new Set(calls.filter(Boolean)).size, calls.filter(Boolean).length);
    const own = answered(await ana.get("/openapi.json"));
    ok(!("/roles" in own.paths));
    ok(!JSON.stringify(own.components.schemas.Product ?? {}).includes('"cost"'));
  });
  await holds(
    "every path of the document answers, and every shape is closed enough to be checked",
    async () => {
      const document = answered(await ada.get("/openapi.json"));
      for (const [path, calls] of Object.entries(document.paths)) {
        if (!calls.get || path.includes("{") || /stream|exports|openapi|metrics/.test(path)) continue;
        const answer = await ada.get(
          path === "/search" ? "/search?q=acme" : path.startsWith("/reports") ? path : path,
        );
        ok(
          [200, 400].includes(answer.status) || path === "/search",
          `${path} ${answer.status} ${answer.text.slice(0, 200)}`,
        );
      }
      const shapes = Object.entries(document.paths).flatMap(([path, calls]) =>
        Object.entries(calls).flatMap(([method, call]) =>
          Object.entries(call.responses ?? {}).map(([status, response]) => [
            `${method} ${path} ${status}`,
            response,
          ]),
        ),
      );
      const isOpen = (schema) =>
        schema && !schema.$ref && !schema.properties && !schema.allOf && !schema.oneOf && !schema.items;
      const open = shapes.filter(([, response]) => isOpen(response.content?.["application/json"]?.schema));
      // Meta describes itself in API.md 7, and preferences are whatever their owner wrote.
      const known = /(meta|openapi\.json|preferences)/;
      deepEqual(
        open.map(([name]) => name).filter((name) => !known.test(name)),
        [],
      );
    },
  );
  void workspace;
});
