import type { QueryClient } from "@tanstack/react-query";
import { get, post } from "./client";
import type { Job } from "./types";

const running = new Set<Job["state"]>(["queued", "running"]);

// Follows a job to its end; each answer is held by the server until something happened.
export async function followJob(client: QueryClient, job: Job, onProgress: (job: Job) => void): Promise<Job> {
  let current = job;
  onProgress(current);
  while (running.has(current.state)) {
    current = await get<Job>(`/jobs/${job.id}`, { wait: 1 });
    onProgress(current);
  }
  await client.invalidateQueries({ queryKey: ["records"] });
  return current;
}

export function cancelJob(id: string): Promise<Job> {
  return post<Job>(`/jobs/${id}/cancel`);
}
