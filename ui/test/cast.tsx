import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from "@tanstack/react-router";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { keys } from "@/api/keys";
import type { EntityMeta, FieldMeta, FieldTypeName, Meta, Value } from "@/api/types";

// The named cast of the tests: acme is an account, ana sells.

export const ana = { id: "5", title: "Ana Lima" };
export const acme = { id: "17", title: "Acme" };

export function field(name: string, type: FieldTypeName, more: Partial<FieldMeta> = {}): FieldMeta {
  return { name, type, label: name[0]?.toUpperCase() + name.slice(1), write: true, ...more };
}

export const deals: EntityMeta = {
  name: "deals",
  singular: "deal",
  label: { one: "Deal", many: "Deals" },
  roles: { title: "name", status: "status", amount: "amount", owner: "owner", card: ["name", "amount"] },
  fields: [
    field("name", "text", { required: true, max: 255 }),
    field("amount", "money", { currency: "currency", aggregates: ["sum", "avg"] }),
    field("currency", "text", { max: 3 }),
    field("closes_on", "day"),
    field("status", "choice", {
      choices: [
        { value: "open", label: "Open", colour: "blue" },
        { value: "won", label: "Won", colour: "green" },
      ],
    }),
    field("owner", "link", { entity: "users" }),
    field("urgent", "flag"),
  ],
  permissions: { read: "all", create: "all", update: "all", delete: "all" },
};

export const users: EntityMeta = {
  name: "users",
  singular: "user",
  label: { one: "User", many: "Users" },
  roles: { title: "name" },
  fields: [field("name", "text")],
  permissions: { read: "all" },
};

export const meta: Meta = {
  version: "1",
  language: "en",
  workspace: { name: "Kontor", currency: "EUR", time_zone: "UTC" },
  me: null,
  entities: [deals, users],
};

// One value of each type, as the server answers it.
export const sampleValues: Record<FieldTypeName, Value> = {
  id: "17",
  text: "Acme renewal",
  long_text: "Two\nlines",
  rich_text: "**bold**",
  whole: 42,
  number: "12.5",
  percent: "12.5",
  money: "1250000.00",
  day: "2026-12-18",
  instant: "2025-11-23T09:15:00.000Z",
  duration: 5400,
  flag: true,
  choice: "large",
  choices: ["large"],
  link: acme,
  links: [acme],
  email: "ana@acme.test",
  phone: "+49 30 1234",
  url: "https://acme.test/about",
  address: {
    street: "Main 1",
    street2: null,
    city: "Berlin",
    region: null,
    postal_code: "10115",
    country: "DE",
  },
  file: { id: "9", name: "plan.pdf", size: 48213, type: "application/pdf" },
  json: { a: [1, 2] },
};

export function newClient(): QueryClient {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(keys.meta, meta);
  client.setQueryData(keys.session, { user: { ...ana, email: "ana@acme.test" }, workspace: meta.workspace });
  return client;
}

// Draws something with all that surrounds it in the page.
export async function draw(content: ReactNode, client = newClient()) {
  const root = createRootRoute();
  const home = createRoute({
    getParentRoute: () => root,
    path: "/",
    component: () => <div data-testid="drawn">{content}</div>,
  });
  const router = createRouter({ routeTree: root.addChildren([home]), history: createMemoryHistory() });
  await router.load();
  return render(
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </MantineProvider>,
  );
}
