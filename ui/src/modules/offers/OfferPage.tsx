import type { RecordPageProps } from "@/modules/module";
import { RecordFrame } from "@/records/page/RecordPage";
import { useText } from "@/text";
import { LineEditor } from "../catalog/lines/LineEditor";
import { paperKinds } from "../catalog/lines/papers";
import "./offers.css";
import { Versions } from "./Versions";

// What we propose, line by line, and how it came to be so.
export default function OfferPage({ entity, id }: RecordPageProps) {
  const text = useText();
  return (
    <RecordFrame
      entity={entity}
      id={id}
      main={(offer) => <LineEditor key={offer.id} entity={entity} record={offer} kind={paperKinds.offers} />}
      tabs={(offer) => [
        {
          name: "versions",
          label: text("commerce.versions.title"),
          content: () => <Versions entity={entity} offer={offer} />,
        },
      ]}
      relatedFirst={["contracts", "orders"]}
      relatedElsewhere={["offers", paperKinds.offers.lines]}
    />
  );
}
