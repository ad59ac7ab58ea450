import { useRecord } from "@/api/records";
import type { ActionDialogProps } from "@/records/handMade";
import { broughtRows } from "@/records/related/RelatedTab";
import { useText } from "@/text";
import { decimalOf, exactOf } from "../catalog/lines/exact";
import { paperKinds } from "../catalog/lines/papers";
import { unitOf } from "../catalog/lines/unitOf";
import { QuantitiesDialog } from "./QuantitiesDialog";

// What comes back of what was delivered; nothing is proposed, because most of it stays.
export default function ReturnDialog(props: ActionDialogProps) {
  const text = useText();
  const { data } = useRecord("orders", props.record.id, { include: paperKinds.orders.lines });
  const lines = broughtRows(data, paperKinds.orders.lines);
  return (
    <QuantitiesDialog
      key={data ? "read" : "reading"}
      {...props}
      lines={
        data &&
        lines.flatMap((line) => {
          const came = exactOf(line.delivered_quantity) ?? 0n;
          const left = came - (exactOf(line.returned_quantity) ?? 0n);
          if (left <= 0n) return [];
          return {
            id: line.id,
            title: String(line.description ?? ""),
            unit: unitOf(line.unit),
            left: decimalOf(left),
            proposed: "0",
          };
        })
      }
      lineName="order_line"
      leftLabel={text("commerce.quantities.delivered")}
      nothingLeft={text("commerce.quantities.nothingToReturn")}
    />
  );
}
