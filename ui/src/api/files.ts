import { send } from "./client";
import type { FileValue } from "./types";

// The bytes travel as they are; the server finds the type from content and name.
export async function uploadFile(file: File): Promise<FileValue> {
  const answer = await send<FileValue>("/files", { method: "POST", bytes: file, query: { name: file.name } });
  return answer.data;
}
