import type { RecordPageProps } from "@/modules/module";
import { RecordFrame } from "@/records/page/RecordPage";
import "./account.css";
import { OpenDeals } from "./OpenDeals";
import { Stakeholders } from "./Stakeholders";

// The whole of a client: what happens, who decides there, and what is in work.
export default function AccountPage({ entity, id }: RecordPageProps) {
  return (
    <RecordFrame
      entity={entity}
      id={id}
      aside={(record) => (
        <>
          <Stakeholders account={record} />
          <OpenDeals account={record} />
        </>
      )}
    />
  );
}
