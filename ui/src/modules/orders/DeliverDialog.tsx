import { useRecord } from "@/api/records";
import type { ActionDialogProps } from "@/records/handMade";
import { broughtRows } from "@/records/related/RelatedTab";
import { useText } from "@/text";
import { todayText } from "@/text/format";
import { paperKinds } from "../catalog/lines/papers";
import { unitOf } from "../catalog/lines/unitOf";
import { QuantitiesDialog } from "./QuantitiesDialog";

// What has arrived: all that is open, unless somebody says less.
export default function DeliverDialog(props: ActionDialogProps) {
  const text = useText();
  const { data } = useRecord("orders", props.record.id, { include: paperKinds.orders.lines });
  const open = broughtRows(data, paperKinds.orders.lines).filter((line) => Number(line.open_quantity) > 0);
  return (
    <QuantitiesDialog
      key={data ? "read" : "reading"}
      {...props}
      lines={
        data &&
        open.map((line) => ({
          id: line.id,
          title: String(line.description ?? ""),
          unit: unitOf(line.unit),
          left: String(line.open_quantity),
          proposed: String(line.open_quantity),
        }))
      }
      lineName="order_line"
      leftLabel={text("commerce.quantities.open")}
      nothingLeft={text("commerce.quantities.nothingOpen")}
      initial={{ delivered_on: todayText() }}
    />
  );
}
