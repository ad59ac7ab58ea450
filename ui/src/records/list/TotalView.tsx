import { useContext } from "react";
import type { AggregateName, FieldMeta } from "@/api/types";
import { WorkspaceCurrency } from "@/fields/contexts";
import { fieldTypeOf } from "@/fields/registry";
import { useText } from "@/text";
import { formatMoneyShort } from "@/text/format";
import type { Totals } from "./useTotals";

interface TotalViewProps {
  label?: string;
  field?: FieldMeta;
  name?: AggregateName;
  totals?: Totals;
}

export function TotalView({ label, field, name, totals }: TotalViewProps) {
  const text = useText();
  const workspace = useContext(WorkspaceCurrency);
  if (label) return <span className="faint">{label}</span>;
  if (!field || !name || !totals) return null;
  const value = totals.valueOf(field.name, name);
  if (value === null || value === undefined) return null;
  const { View } = fieldTypeOf(field);
  // Sums are in the currency of the workspace, whatever the rows are in.
  const shown =
    field.type === "money" ? (
      <span className="num">{formatMoneyShort(String(value), totals.currency ?? workspace)}</span>
    ) : (
      <View value={value} field={field} record={{}} />
    );
  return (
    <span className="total" title={text(`grid.aggregate.${name}`)}>
      {name !== "sum" && <span className="faint">{text(`grid.aggregate.${name}`)}</span>}
      {shown}
    </span>
  );
}
