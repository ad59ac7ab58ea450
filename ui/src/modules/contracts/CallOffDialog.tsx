import { useRecords } from "@/api/records";
import { isLink } from "@/fields/link/LinkView";
import type { ActionDialogProps } from "@/records/handMade";
import { useText } from "@/text";
import { unitOf } from "../catalog/lines/unitOf";
import { QuantitiesDialog } from "../orders/QuantitiesDialog";

// What is ordered under the contract; more than is left is not to be had.
export default function CallOffDialog(props: ActionDialogProps) {
  const text = useText();
  const { data } = useRecords("contract_items", {
    filter: `contract = "${props.record.id}"`,
    order_by: "id",
    page_size: 200,
  });
  return (
    <QuantitiesDialog
      key={data ? "read" : "reading"}
      {...props}
      lines={data?.items
        .filter((item) => item.remaining_quantity === null || Number(item.remaining_quantity) > 0)
        .map((item) => ({
          id: item.id,
          title: String(item.description ?? (isLink(item.product) ? item.product.title : "")),
          unit: unitOf(item.unit),
          left: typeof item.remaining_quantity === "string" ? item.remaining_quantity : null,
          proposed: "0",
        }))}
      lineName="contract_item"
      leftLabel={text("commerce.quantities.left")}
      nothingLeft={text("commerce.quantities.nothingLeft")}
    />
  );
}
