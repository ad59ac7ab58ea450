import { useRecord } from "@/api/records";
import type { ActionDialogProps } from "@/records/handMade";
import { broughtRows } from "@/records/related/RelatedTab";
import { useText } from "@/text";
import { paperKinds } from "../catalog/lines/papers";
import { unitOf } from "../catalog/lines/unitOf";
import { QuantitiesDialog } from "../orders/QuantitiesDialog";

// What is taken back of an invoice: all of it, unless somebody says less.
export default function CreditDialog(props: ActionDialogProps) {
  const text = useText();
  const { data } = useRecord("invoices", props.record.id, { include: paperKinds.invoices.lines });
  return (
    <QuantitiesDialog
      key={data ? "read" : "reading"}
      {...props}
      lines={
        data &&
        broughtRows(data, paperKinds.invoices.lines).map((line) => ({
          id: line.id,
          title: String(line.description ?? ""),
          unit: unitOf(line.unit),
          left: String(line.quantity),
          proposed: String(line.quantity),
        }))
      }
      lineName="invoice_line"
      leftLabel={text("commerce.quantities.invoiced")}
      nothingLeft={text("commerce.quantities.nothingInvoiced")}
    />
  );
}
