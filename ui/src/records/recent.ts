// The records that this browser opened last, for the empty command palette.

export interface RecentRecord {
  entity: string;
  id: string;
  title: string;
}

const storageKey = "kontor.recent";
const keptMax = 12;

export const recentRecords = {
  get(): RecentRecord[] {
    try {
      return JSON.parse(localStorage.getItem(storageKey) ?? "[]") as RecentRecord[];
    } catch {
      return [];
    }
  },
  add(record: RecentRecord): void {
    const others = this.get().filter((other) => other.entity !== record.entity || other.id !== record.id);
    localStorage.setItem(storageKey, JSON.stringify([record, ...others].slice(0, keptMax)));
  },
};
