// API.md 8: views, preferences, comments, tags, timeline, history, undo, bin, today, notifications, reports.
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { answered, holds, query, refused, section } from "./support/contract.mjs";

await section("8 views, timeline, history", async ({ ada, ana, ben, carl }) => {
  const account = await ana.make("accounts", { name: "Acme" });
  const deal = await ana.make("deals", { name: "Renewal", account: account.id, amount: "100" });

  await holds("a saved view is checked when it is saved, and a private one is its owner's", async () => {
    const view = await ana.make("views", {
      name: "Closing soon",
      entity: "deals",
      kind: "list",
      filter: "closes_on <= days(30)",
      order_by: "closes_on",
      columns: [{ field: "name" }],
    });
    equal(view.filter, "closes_on <= days(30)");
    equal(view.visibility, "private");
    for (const key of [
      "name",
      "entity",
      "kind",
      "filter",
      "order_by",
      "group_by",
      "columns",
      "aggregates",
      "density",
      "visibility",
      "pinned",
      "position",
    ])
      ok(key in view, key);
    refused(await carl.get(`/views/${view.id}`), 404, "not_found");
    refused(await ben.get(`/views/${view.id}`), 404, "not_found");
    const wrong = await ana.post("/views", {
      name: "Wrong",
      entity: "deals",
      kind: "list",
      filter: "nothing = 1",
    });
    refused(wrong, 422, "invalid", "filter:filter_unknown_field");
    refused(
      await ana.patch(`/views/${view.id}`, { visibility: "shared" }),
      422,
      "invalid",
      "visibility:not_allowed",
    );
    const shared = await ben.make("views", {
      name: "Ours",
      entity: "deals",
      kind: "board",
      visibility: "shared",
    });
    answered(await ana.get(`/views/${shared.id}`));
  });
  await holds("preferences are merged, each person's own, 64 KiB in all", async () => {
    deepEqual(answered(await ana.get("/preferences")), {});
    deepEqual(answered(await ana.patch("/preferences", { "list.deals": { a: 1 } })), {
      "list.deals": { a: 1 },
    });
    const both = answered(await ana.patch("/preferences", { "list.deals": { b: 2 }, density: "compact" }));
    deepEqual(both, { "list.deals": { a: 1, b: 2 }, density: "compact" });
    deepEqual(answered(await ana.patch("/preferences", { "list.deals": { a: null } })), {
      "list.deals": { b: 2 },
      density: "compact",
    });
    deepEqual(answered(await ana.patch("/preferences", { "list.deals": null })), { density: "compact" });
    deepEqual(answered(await carl.get("/preferences")), {});
    refused(await ana.patch("/preferences", { big: "x".repeat(65536) }), 422, "invalid");
    refused(await ana.patch("/preferences", { language: "xx" }), 422, "invalid", "language:no_such_choice");
  });
  await holds("comments are one's own to change", async () => {
    const made = await ana.post(`/deals/${deal.id}/comments`, { text: "Ask @Ben", mentions: [ben.id] });
    const comment = answered(made, 201);
    equal(comment.text, "Ask @Ben");
    equal(answered(await ben.get(`/deals/${deal.id}/comments`)).items.length, 1);
    refused(await ben.patch(`/comments/${comment.id}`, { text: "Mine" }), 403, "forbidden");
    equal(answered(await ana.patch(`/comments/${comment.id}`, { text: "Asked" })).text, "Asked");
    refused(await ana.post(`/deals/${deal.id}/comments`, { nothing: 1 }), 400, "bad_request");
    refused(await ana.post(`/deals/${deal.id}/comments`, { text: "" }), 422, "invalid");
    answered(await ana.remove(`/comments/${comment.id}`));
    equal(answered(await ana.get(`/deals/${deal.id}/comments`)).items.length, 0);
  });
  await holds("who is mentioned is told", async () => {
    answered(await ana.post(`/deals/${deal.id}/comments`, { text: "And @Ben", mentions: [ben.id] }), 201);
    const { items } = answered(await ben.get("/notifications"));
    ok(items.length >= 1, JSON.stringify(items));
    equal(items[0].state, "unread");
    const later = answered(
      await ben.patch(`/notifications/${items[0].id}`, {
        state: "snoozed",
        snooze_until: "2030-01-01T00:00:00Z",
      }),
    );
    equal(later.state, "snoozed");
    refused(await ana.get(`/notifications/${items[0].id}`), 404, "not_found");
    equal(answered(await ana.get("/notifications")).items.length, 0);
  });

  const timeline = async (route, parameters = {}, who = ana) =>
    answered(await who.get(`${route}/timeline?${query(parameters)}`));
  await holds("the timeline tells changes with their words, newest first", async () => {
    const first = answered(await ana.get("/meta/deals")).fields.find(
      (field) => field.name === "stage",
    ).choices;
    const [, second] = first.filter((stage) => stage.status === "open");
    answered(await ana.patch(`/deals/${deal.id}`, { stage: second.id, amount: "2500.5" }));
    const { items } = await timeline(`/deals/${deal.id}`);
    const change = items.find((item) => item.kind === "change" || item.kind === "stage");
    for (const key of ["id", "kind", "weight", "at", "by", "via", "record", "summary", "changes", "change"])
      ok(key in change, key);
    equal(change.weight, "log");
    deepEqual(change.record, { entity: "deals", id: deal.id, title: "Renewal" });
    deepEqual(change.by, { id: ana.id, title: "Ana" });
    for (const item of change.changes) deepEqual(Object.keys(item), ["field", "label", "from", "to"]);
    const named = change.changes.map((item) => item.field);
    ok(named.includes("stage") && named.includes("amount"), named.join());
    for (const computed of ["weighted_amount", "amount_base", "stage_changed_at", "weighted_amount_base"])
      ok(!change.summary.toLowerCase().includes(computed.replaceAll("_", " ")), change.summary);
    match(change.summary, /Stage: .+ to .+/);
    match(change.summary, /2,500\.50/);
    const times = items.map((item) => item.at);
    deepEqual(times, [...times].sort().reverse());
  });
  await holds("notes and comments are told once, with their text", async () => {
    const note = await ana.make("notes", {
      text: "Wants delivery in January.",
      about: { entity: "deals", id: deal.id },
    });
    const { items } = await timeline(`/deals/${deal.id}`);
    const told = items.filter((item) => JSON.stringify(item).includes("Wants delivery"));
    deepEqual(
      told.map((item) => item.kind),
      ["note"],
    );
    equal(told[0].weight, "content");
    equal(told[0].id, note.id);
    equal(told[0].text, "Wants delivery in January.");
    ok(told[0].summary !== told[0].text, told[0].summary);
    deepEqual(told[0].record.entity, "notes");
    equal(items.filter((item) => JSON.stringify(item).includes("And @Ben")).length, 1);
  });
  await holds("kinds, words and planned things can be asked for", async () => {
    await ana.make("activities", {
      subject: "Call Ivan",
      kind: "call",
      about: { entity: "deals", id: deal.id },
      starts_at: "2030-01-01T10:00:00Z",
    });
    await ana.make("activities", {
      subject: "Visit",
      kind: "meeting",
      about: { entity: "deals", id: deal.id },
      starts_at: "2029-01-01T10:00:00Z",
    });
    const kinds = (await timeline(`/deals/${deal.id}`, { kinds: "note,comment" })).items.map(
      (item) => item.kind,
    );
    deepEqual([...new Set(kinds)].sort(), ["comment", "note"]);
    const upcoming = (await timeline(`/deals/${deal.id}`, { part: "upcoming" })).items;
    deepEqual(
      upcoming.map((item) => item.summary),
      ["Visit", "Call Ivan"],
    );
    deepEqual(
      (await timeline(`/deals/${deal.id}`, { q: "DELIVERY" })).items.map((item) => item.kind),
      ["note"],
    );
    refused(await ana.get(`/deals/${deal.id}/timeline?kinds=nothing`), 400, "bad_parameter");
    refused(await ana.get(`/deals/${deal.id}/timeline?part=past`), 400, "bad_parameter");
  });
  await holds("the timeline is paged without gaps or repeats", async () => {
    const whole = (await timeline(`/deals/${deal.id}`)).items.map((item) => item.id);
    const walked = [];
    let page_token;
    do {
      const page = await timeline(`/deals/${deal.id}`, { page_size: 2, page_token });
      walked.push(...page.items.map((item) => item.id));
      page_token = page.next_page_token ?? undefined;
    } while (page_token);
    deepEqual(walked, whole);
  });
  await holds("an account's timeline holds its deals' entries too", async () => {
    const entities = new Set(
      (await timeline(`/accounts/${account.id}`)).items.map((item) => item.record.entity),
    );
    ok(entities.has("deals"));
    ok(entities.has("notes"));
  });

  await holds("history lists changes with before and after", async () => {
    const { items } = answered(await ana.get(`/deals/${deal.id}/history?field=amount`));
    equal(items.length, 2);
    for (const key of ["change", "at", "by", "via", "request_id", "changes"]) ok(key in items[0], key);
    deepEqual(items[0].changes, [{ field: "amount", from: "100.00", to: "2500.50" }]);
    refused(await ana.get(`/deals/${deal.id}/history?field=nothing`), 400, "bad_parameter");
  });
  await holds("revert sets the values from before a change", async () => {
    const [change] = answered(await ana.get(`/deals/${deal.id}/history?field=amount`)).items;
    const back = answered(
      await ana.post(`/deals/${deal.id}/revert`, { change: change.change, fields: ["amount"] }),
    );
    equal(back.amount, "100.00");
    refused(await ana.post(`/deals/${deal.id}/revert`, { change: "12345" }), 404, "not_found");
    refused(await ana.post(`/deals/${deal.id}/revert`, {}), 422, "invalid");
  });
  await holds("a change is undone by its maker, unless something has changed since", async () => {
    const made = await ana.post("/accounts", { name: "Undone" });
    const change = made.headers["kontor-change"];
    refused(await carl.post(`/changes/${change}/undo`), 404, "not_found");
    answered(await ana.post(`/changes/${change}/undo`));
    refused(await ana.get(`/accounts/${made.body.id}`), 404, "in_bin");
    const other = await ana.post("/accounts", { name: "Kept" });
    answered(await ana.patch(`/accounts/${other.body.id}`, { name: "Kept and changed" }));
    const refusal = await ana.post(`/changes/${other.headers["kontor-change"]}/undo`);
    refused(refusal, 409, "changed_since");
    deepEqual(refusal.body.records, [{ entity: "accounts", id: other.body.id }]);
    equal(answered(await ana.get(`/accounts/${other.body.id}`)).name, "Kept and changed");
    const batch = await ana.post("/contacts/batch", {
      operations: [
        { op: "create", values: { name: "A" } },
        { op: "create", values: { name: "B" } },
      ],
    });
    answered(await ana.post(`/changes/${batch.headers["kontor-change"]}/undo`));
    equal((await ana.list("contacts", 'name IN ("A", "B")')).length, 0);
    const removed = await ben.remove(`/accounts/${other.body.id}`);
    answered(await ben.post(`/changes/${removed.headers["kontor-change"]}/undo`));
    answered(await ana.get(`/accounts/${other.body.id}`));
  });
  await holds("a binned record is in_bin for those who could see it, and nothing for others", async () => {
    const gone = await ana.make("accounts", { name: "Gone" });
    answered(await ben.remove(`/accounts/${gone.id}`));
    refused(await ana.get(`/accounts/${gone.id}`), 404, "in_bin");
    refused(await carl.get(`/accounts/${gone.id}`), 404, "not_found");
    refused(await carl.get(`/accounts/${gone.id}?bin=only`), 404, "not_found");
    refused(await carl.post(`/accounts/${gone.id}/restore`), 404, "not_found");
  });

  await holds("today has attention, agenda, tasks and pipeline", async () => {
    const body = answered(await ana.get("/today"));
    for (const key of ["attention", "agenda", "tasks", "pipeline"]) ok(key in body, key);
    ok("groups" in body.pipeline);
    for (const item of body.attention)
      for (const key of ["record", "reason", "since", "action"]) ok(key in item, key);
  });
  await holds("reports have their columns and lead to their records", async () => {
    const columns = {
      pipeline_by_stage: ["stage", "count", "amount", "weighted_amount"],
      "won_lost?period=2026-Q1..2026-Q4&by=month": [
        "month",
        "won_count",
        "won_amount",
        "lost_count",
        "lost_amount",
      ],
      "days_to_win?period=2026&by=owner": ["owner", "count", "average_days"],
      "top_accounts?period=2026&limit=5": ["account", "count", "amount", "share", "cumulative_share"],
    };
    for (const [route, names] of Object.entries(columns)) {
      const report = answered(await ada.get(`/reports/${route}`));
      for (const key of ["name", "label", "parameters", "columns", "rows", "totals", "chart"])
        ok(key in report, `${route} ${key}`);
      deepEqual(
        report.columns.map((column) => column.name),
        names,
      );
      for (const row of report.rows) {
        ok("cells" in row && "filter" in row && "entity" in row);
        if (row.filter !== null) await ada.list(row.entity, row.filter);
      }
      const [name, parameters] = route.split("?");
      const csv = await ada.get(`/reports/${name}.csv?${parameters ?? ""}`);
      equal(csv.status, 200, csv.text);
      match(csv.headers["content-type"], /text\/csv/);
    }
    refused(await ada.get("/reports/nothing"), 404, "not_found");
    refused(await ada.get("/reports/won_lost?by=moon"), 400, "bad_parameter");
    refused(await ada.get("/reports/won_lost?period=soon"), 400, "bad_parameter");
    refused(await ada.get("/reports/pipeline_by_stage?nothing=1"), 400, "unknown_parameter");
  });
});
