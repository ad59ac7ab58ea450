import { useNetwork } from "@mantine/hooks";
import { useText } from "@/text";

export function OfflineBar() {
  const text = useText();
  const { online } = useNetwork();
  return <div role="status">{!online && <div className="offline">{text("error.offline")}</div>}</div>;
}
