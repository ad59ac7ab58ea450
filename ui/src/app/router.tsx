import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { NotFound } from "@/kit/NotFound";
import { ownPages } from "@/modules";
import { PageCrashed } from "./PageCrashed";
import { SignedIn } from "./session/SignedIn";

type Search = Record<string, string>;

// Search parameters stay plain text: what a person reads in the address is what is meant.
function parseSearch(search: string): Search {
  return Object.fromEntries(new URLSearchParams(search));
}

function writeSearch(search: Record<string, unknown>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== null) parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text ? `?${text}` : "";
}

const root = createRootRoute({ notFoundComponent: NotFound });

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  component: lazyRouteComponent(() => import("./session/Setup")),
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: "/welcome",
  component: lazyRouteComponent(() => import("./session/Welcome")),
});

const signedIn = createRoute({ getParentRoute: () => root, id: "signed-in", component: SignedIn });

const home = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  component: lazyRouteComponent(() => import("./Home")),
});

const list = createRoute({
  getParentRoute: () => signedIn,
  path: "/$entity",
  validateSearch: (search: Search): Search => search,
  component: lazyRouteComponent(() => import("./EntityListPage")),
});

const record = createRoute({
  getParentRoute: () => signedIn,
  path: "/$entity/$id",
  validateSearch: (search: Search): Search => search,
  component: lazyRouteComponent(() => import("./EntityRecordPage")),
});

const own = ownPages.map((page) =>
  createRoute({
    getParentRoute: () => signedIn,
    path: page.path,
    validateSearch: (search: Search): Search => search,
    component: lazyRouteComponent(page.load),
  }),
);

const routeTree = root.addChildren([setup, welcome, signedIn.addChildren([home, list, record, ...own])]);

export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch: writeSearch,
  defaultPreload: "intent",
  defaultPreloadDelay: 40,
  defaultErrorComponent: PageCrashed,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: false,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
