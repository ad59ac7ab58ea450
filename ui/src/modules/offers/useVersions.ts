import { useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import { keys } from "@/api/keys";
import type { RecordItem, RecordPage } from "@/api/types";
import { isLink } from "@/fields/link/LinkView";
import { broughtRows } from "@/records/related/RelatedTab";

export interface OfferVersion {
  offer: RecordItem;
  lines: RecordItem[];
}

// No offer is revised that often; a ring of links would otherwise never end.
const versionsMax = 30;

async function read(id: string, signal: AbortSignal): Promise<OfferVersion> {
  const offer = await get<RecordItem>(`/offers/${id}`, { include: "offer_lines" }, signal);
  return { offer, lines: broughtRows(offer, "offer_lines") };
}

async function readFollowing(id: string, signal: AbortSignal): Promise<OfferVersion | undefined> {
  const page = await get<RecordPage>(
    "/offers",
    { filter: `previous = "${id}"`, fields: "number", page_size: 1 },
    signal,
  );
  const next = page.items[0];
  return next && read(next.id, signal);
}

// All versions of an offer, the first one first: those it follows and those that follow it.
async function readVersions(id: string, signal: AbortSignal): Promise<OfferVersion[]> {
  const versions = [await read(id, signal)];
  for (let first = versions[0]; first && versions.length < versionsMax; first = versions[0]) {
    const before = first.offer.previous;
    if (!isLink(before)) break;
    versions.unshift(await read(before.id, signal));
  }
  for (let last = versions.at(-1); last && versions.length < versionsMax; last = versions.at(-1)) {
    const next = await readFollowing(last.offer.id, signal);
    if (!next) break;
    versions.push(next);
  }
  return versions;
}

export function useVersions(id: string) {
  return useQuery({
    queryKey: [...keys.one("offers", id), "versions"],
    queryFn: ({ signal }) => readVersions(id, signal),
  });
}
