import { useRecord } from "@/api/records";
import type { ActionDialogProps } from "@/records/handMade";
import { broughtRows } from "@/records/related/RelatedTab";
import { useText } from "@/text";
import { todayText } from "@/text/format";
import { paperKinds } from "../catalog/lines/papers";
import { unitOf } from "../catalog/lines/unitOf";
import { invoiceable } from "./invoiceable";
import { QuantitiesDialog } from "./QuantitiesDialog";

// What the client is charged for: what came, unless somebody says otherwise.
export default function InvoiceOrderDialog(props: ActionDialogProps) {
  const text = useText();
  const { data } = useRecord("orders", props.record.id, { include: paperKinds.orders.lines });
  const lines = broughtRows(data, paperKinds.orders.lines);
  const bounds = invoiceable(lines);
  return (
    <QuantitiesDialog
      key={data ? "read" : "reading"}
      {...props}
      lines={
        data &&
        lines.flatMap((line, index) => {
          const bound = bounds[index];
          if (!bound || Number(bound.left) === 0) return [];
          return {
            id: line.id,
            title: String(line.description ?? ""),
            unit: unitOf(line.unit),
            ...bound,
          };
        })
      }
      lineName="order_line"
      leftLabel={text("commerce.quantities.notInvoiced")}
      nothingLeft={text("commerce.quantities.allInvoiced")}
      initial={{ issued_on: todayText() }}
    />
  );
}
