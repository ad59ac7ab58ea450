import { IconChevronRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Fragment, useState } from "react";
import { HiddenLinkView } from "@/fields/link/LinkView";
import { Monogram } from "@/kit/Avatar";
import { useText } from "@/text";
import { formatMoneyExact } from "@/text/format";
import { type Age, ageFilter, ages } from "./ages";
import { CreditBar } from "./CreditBar";
import { DebtorInvoices } from "./DebtorInvoices";
import type { Credit, Debtor } from "./useReceivables";

interface DebtorsProps {
  debtors: Debtor[];
  total: Record<Age, number>;
  credit: Map<string, Credit>;
  currency: string;
  // Only what is so old.
  age: Age | null;
}

// Clients by what they owe; each opens to its invoices.
export function Debtors({ debtors, total, credit, currency, age }: DebtorsProps) {
  const text = useText();
  const [open, setOpen] = useState<string | null>(null);
  const shown = age
    ? debtors.filter(({ byAge }) => byAge[age] !== 0).sort((one, other) => other.byAge[age] - one.byAge[age])
    : debtors;
  const columns = age ? [age] : [...ages];
  const hasCredit = credit.size > 0;
  const money = (amount: number) => (amount === 0 ? "" : formatMoneyExact(String(amount), currency));
  const sum = columns.reduce((whole, one) => whole + total[one], 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus
    <section className="card debtor-scroll" tabIndex={0} aria-label={text("commerce.receivables.clients")}>
      <table className="debtors">
        <thead>
          <tr>
            <th scope="col">{text("commerce.receivables.client")}</th>
            {hasCredit && <th scope="col">{text("commerce.receivables.credit")}</th>}
            {columns.map((one) => (
              <th key={one} scope="col" data-side="end">
                {text(`commerce.receivables.age.${one}`)}
              </th>
            ))}
            {!age && (
              <th scope="col" data-side="end">
                {text("commerce.receivables.open")}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ account, byAge, open: owed, filter }, index) => {
            const key = account?.id ?? `hidden ${index}`;
            const own = account && credit.get(account.id);
            const isOpen = open === key;
            return (
              <Fragment key={key}>
                <tr data-open={isOpen || undefined}>
                  <th scope="row">
                    <span className="row">
                      {account && filter && (
                        <button
                          type="button"
                          className="icon-button plain"
                          aria-expanded={isOpen}
                          aria-label={text("commerce.receivables.show", { name: account.title })}
                          onClick={() => setOpen(isOpen ? null : key)}
                        >
                          <IconChevronRight size={14} className="debtor-fold" aria-hidden />
                        </button>
                      )}
                      {account ? (
                        <Link
                          to="/$entity/$id"
                          params={{ entity: "accounts", id: account.id }}
                          className="row link-face"
                        >
                          <Monogram name={account.title} size={22} />
                          <bdi className="truncate">{account.title}</bdi>
                        </Link>
                      ) : (
                        <HiddenLinkView />
                      )}
                    </span>
                  </th>
                  {hasCredit && <td>{own && <CreditBar credit={own} currency={currency} />}</td>}
                  {columns.map((one) => (
                    <td key={one} data-side="end" data-age={byAge[one] > 0 ? one : undefined} className="num">
                      {money(byAge[one])}
                    </td>
                  ))}
                  {!age && (
                    <td data-side="end" className="num debtor-sum">
                      {money(owed)}
                    </td>
                  )}
                </tr>
                {isOpen && filter && (
                  <tr className="debtor-inside">
                    <td colSpan={columns.length + (hasCredit ? 1 : 0) + (age ? 1 : 2)}>
                      <DebtorInvoices filter={age ? `(${filter}) AND ${ageFilter(age)}` : filter} />
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={hasCredit ? 2 : 1}>
              {text("reports.total")}
            </th>
            {columns.map((one) => (
              <td key={one} data-side="end" className="num">
                {money(total[one])}
              </td>
            ))}
            {!age && (
              <td data-side="end" className="num">
                {money(sum)}
              </td>
            )}
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
