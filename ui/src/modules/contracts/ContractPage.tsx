import type { RecordPageProps } from "@/modules/module";
import { RecordFrame } from "@/records/page/RecordPage";
import { CallOffs } from "./CallOffs";
import "./contracts.css";
import { Obligations } from "./Obligations";
import { Term } from "./Term";

// What both sides agreed: how long it holds, what they owe, and what is left to call off.
export default function ContractPage({ entity, id }: RecordPageProps) {
  return (
    <RecordFrame
      entity={entity}
      id={id}
      main={(contract) => (
        <>
          <Term contract={contract} />
          <Obligations contract={contract} />
          <CallOffs entity={entity} contract={contract} />
        </>
      )}
      relatedFirst={["orders", "invoices"]}
      relatedElsewhere={["contract_items", "obligations"]}
    />
  );
}
