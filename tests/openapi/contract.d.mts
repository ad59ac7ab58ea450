export function pageContract(document: unknown): unknown;
export function digestOf(document: unknown): string;
