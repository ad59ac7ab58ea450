import type { RecordPageProps } from "@/modules/module";
import { RecordFrame } from "@/records/page/RecordPage";
import { LineEditor } from "../catalog/lines/LineEditor";
import { paperKinds } from "../catalog/lines/papers";
import { Settlement } from "./Settlement";

// What we charge, and what has come of it.
export default function InvoicePage({ entity, id }: RecordPageProps) {
  return (
    <RecordFrame
      entity={entity}
      id={id}
      main={(invoice) => (
        <>
          {invoice.status !== "draft" && invoice.status !== "cancelled" && <Settlement invoice={invoice} />}
          <LineEditor key={invoice.id} entity={entity} record={invoice} kind={paperKinds.invoices} />
        </>
      )}
      relatedElsewhere={[paperKinds.invoices.lines, "payment_allocations"]}
    />
  );
}
