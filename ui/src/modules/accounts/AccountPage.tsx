import type { RecordPageProps } from "@/modules/module";
import { RecordFrame } from "@/records/page/RecordPage";
import { useText } from "@/text";
import { AccountMoney } from "./AccountMoney";
import "./account.css";
import { ChainTimeline } from "./ChainTimeline";
import { OpenDeals } from "./OpenDeals";
import { Stakeholders } from "./Stakeholders";

// The whole of a client: what happens, who decides there, and what is in work.
export default function AccountPage({ entity, id }: RecordPageProps) {
  const text = useText();
  return (
    <RecordFrame
      entity={entity}
      id={id}
      main={(record) => <AccountMoney entity={entity} account={record} />}
      tabs={(record) => [
        {
          name: "chain",
          label: text("commerce.account.chain"),
          content: () => <ChainTimeline account={record} />,
        },
      ]}
      relatedFirst={["contacts", "deals", "offers", "contracts", "orders", "invoices"]}
      aside={(record) => (
        <>
          <Stakeholders account={record} />
          <OpenDeals account={record} />
        </>
      )}
    />
  );
}
