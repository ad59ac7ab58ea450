import type { ProblemBody, ProblemField } from "./types";

// A refusal of the server, or the fact that it could not be reached (status 0).
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly fields: ProblemField[];
  readonly requestId: string | null;
  readonly body: ProblemBody;

  constructor(status: number, body: ProblemBody, requestId: string | null) {
    super(body.detail ?? body.title ?? body.code ?? `HTTP ${status}`);
    this.name = "Problem";
    this.status = status;
    this.code = body.code ?? (status === 0 ? "unreachable" : "unknown");
    this.title = body.title ?? "";
    this.fields = body.fields ?? [];
    this.requestId = requestId;
    this.body = body;
  }

  // The message of each named field, as forms want it.
  fieldMessages(): Record<string, string> {
    return Object.fromEntries(this.fields.map((fault) => [fault.field, fault.message]));
  }
}

export function isProblem(error: unknown, code?: string): error is Problem {
  return error instanceof Problem && (code === undefined || error.code === code);
}
