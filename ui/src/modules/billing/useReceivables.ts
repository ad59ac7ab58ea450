import { useQuery } from "@tanstack/react-query";
import { post } from "@/api/client";
import { fieldOf, useEntity } from "@/api/meta";
import type { LinkValue, RecordItem, RecordPage } from "@/api/types";
import { isLink } from "@/fields/link/LinkView";
import { type ReportAnswer, useReport } from "../reports/reportData";
import { type Age, ages } from "./ages";

export interface Debtor {
  // Nothing where the reader may not see the client.
  account: LinkValue | null;
  byAge: Record<Age, number>;
  open: number;
  filter: string | null;
}

export interface Credit {
  limit: number | null;
  used: number;
  isOnHold: boolean;
}

function byAgeOf(cells: Record<string, unknown>): Record<Age, number> {
  return Object.fromEntries(ages.map((age) => [age, Number(cells[age] ?? 0)])) as Record<Age, number>;
}

export function debtorsOf(answer: ReportAnswer | undefined): Debtor[] {
  return (answer?.rows ?? []).map(({ cells, filter }) => ({
    account: isLink(cells.account) ? cells.account : null,
    byAge: byAgeOf(cells),
    open: Number(cells.open_amount ?? 0),
    filter,
  }));
}

export function overdueOf({ byAge }: Pick<Debtor, "byAge">): number {
  return ages.reduce((sum, age) => (age === "current" ? sum : sum + byAge[age]), 0);
}

// What everybody owes, by age, in the currency of the company.
export function useReceivables() {
  const report = useReport("receivables", { by: "account" });
  const debtors = debtorsOf(report.data);
  const total = byAgeOf(report.data?.totals ?? {});
  return { ...report, debtors, total };
}

const creditFields = ["credit_limit", "credit_limit_base", "credit_used", "credit_hold"];
// A filter takes no more values at once.
const accountsMax = 400;

// How much of their credit the clients have used, for those who may know it.
export function useCredit(ids: string[]): Map<string, Credit> {
  const accounts = useEntity("accounts");
  const fields = accounts ? creditFields.filter((name) => fieldOf(accounts, name)) : [];
  const wanted = ids.slice(0, accountsMax);
  const { data } = useQuery({
    queryKey: ["records", "accounts", "credit", wanted.join(" ")],
    queryFn: () =>
      post<RecordPage>("/accounts/query", {
        filter: `id IN (${wanted.map((id) => `"${id}"`).join(", ")})`,
        fields: fields.join(","),
        page_size: 500,
      }),
    enabled: fields.includes("credit_used") && wanted.length > 0,
  });
  return new Map(data?.items.map((account) => [account.id, creditOf(account)]));
}

export function creditOf(account: RecordItem): Credit {
  const limit = account.credit_limit_base ?? account.credit_limit;
  return {
    limit: limit === null || limit === undefined ? null : Number(limit),
    used: Number(account.credit_used ?? 0),
    isOnHold: account.credit_hold === true,
  };
}
