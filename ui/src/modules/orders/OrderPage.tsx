import type { RecordPageProps } from "@/modules/module";
import { RecordFrame } from "@/records/page/RecordPage";
import { LineEditor } from "../catalog/lines/LineEditor";
import { paperKinds } from "../catalog/lines/papers";
import { DeliveryTimeline } from "./DeliveryTimeline";
import "./orders.css";

// What was ordered, and whether it comes on time.
export default function OrderPage({ entity, id }: RecordPageProps) {
  return (
    <RecordFrame
      entity={entity}
      id={id}
      main={(order) => (
        <>
          {order.status !== "draft" && <DeliveryTimeline entity={entity} order={order} />}
          <LineEditor key={order.id} entity={entity} record={order} kind={paperKinds.orders} />
        </>
      )}
      relatedFirst={["invoices"]}
      relatedElsewhere={[paperKinds.orders.lines, "deliveries"]}
    />
  );
}
