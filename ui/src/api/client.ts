import { Problem } from "./problem";
import type { ProblemBody } from "./types";

export const base = "/api/v1";

export type Query = Record<string, string | number | boolean | null | undefined>;

export interface Request {
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  query?: Query;
  body?: unknown;
  // Raw bytes instead of JSON, for files.
  bytes?: Blob;
  // The version that the writer has seen; another one on the server is 412.
  version?: number;
  signal?: AbortSignal;
  // Makes a write safe to send again.
  idempotencyKey?: string;
}

export interface Answer<Data> {
  data: Data;
  status: number;
  etag: string | null;
  // The id by which this write can be undone.
  change: string | null;
}

let language = "en";

// Labels and messages come in this language, unless the person's own setting says otherwise.
export function speak(next: string): void {
  language = next;
}

type SignedOutListener = () => void;
let onSignedOut: SignedOutListener = () => {};

// Called when an answer says that nobody is signed in any longer.
export function whenSignedOut(listener: SignedOutListener): void {
  onSignedOut = listener;
}

// Asks the person for the password again; true when it was given and right.
type StepUp = (reason: string) => Promise<boolean>;
let stepUp: StepUp = () => Promise.resolve(false);
let steppingUp: Promise<boolean> | null = null;

export function whenStepUpIsRequired(ask: StepUp): void {
  stepUp = ask;
}

// What is refused side by side asks once.
function stepUpOnce(reason: string): Promise<boolean> {
  steppingUp ??= stepUp(reason).finally(() => {
    steppingUp = null;
  });
  return steppingUp;
}

export function urlOf(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return `${base}${path}${text ? `?${text}` : ""}`;
}

async function readBody(response: Response): Promise<unknown> {
  const type = response.headers.get("Content-Type") ?? "";
  if (!type.includes("json")) return {};
  return response.json().catch(() => ({}));
}

// One request, answered with data and the headers that matter; throws a Problem for anything but success.
export async function send<Data>(path: string, request: Request = {}): Promise<Answer<Data>> {
  const headers = new Headers({ Accept: "application/json", "Accept-Language": language });
  if (request.body !== undefined) headers.set("Content-Type", "application/json");
  if (request.bytes !== undefined) headers.set("Content-Type", "application/octet-stream");
  if (request.version !== undefined) headers.set("If-Match", `"${request.version}"`);
  if (request.idempotencyKey !== undefined) headers.set("Idempotency-Key", request.idempotencyKey);

  const response = await fetch(urlOf(path, request.query), {
    method: request.method ?? "GET",
    headers,
    body: request.bytes ?? (request.body === undefined ? undefined : JSON.stringify(request.body)),
    signal: request.signal,
    credentials: "same-origin",
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem(0, { code: "unreachable" }, null);
  });

  const data = await readBody(response);
  if (!response.ok) {
    const problem = new Problem(
      response.status,
      data as ProblemBody,
      response.headers.get("Kontor-Request-Id"),
    );
    if (response.status === 401 && path !== "/session") onSignedOut();
    if (problem.code === "step_up_required" && (await stepUpOnce(problem.message)))
      return send(path, request);
    throw problem;
  }
  return {
    data: data as Data,
    status: response.status,
    etag: response.headers.get("ETag"),
    change: response.headers.get("Kontor-Change"),
  };
}

export async function get<Data>(path: string, query?: Query, signal?: AbortSignal): Promise<Data> {
  return (await send<Data>(path, { query, signal })).data;
}

export async function post<Data>(path: string, body: unknown = {}, query?: Query): Promise<Data> {
  return (await send<Data>(path, { method: "POST", body, query })).data;
}
