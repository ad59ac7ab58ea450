import { Button, Menu } from "@mantine/core";
import { IconBell, IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import type { ActionMeta, EntityMeta, RecordItem } from "@/api/types";
import { actionsFor } from "@/records/actions/ActionButtons";
import { ActionDialog } from "@/records/actions/ActionDialog";
import { useText } from "@/text";

// What one does about an invoice that is not paid: reminding first, the rest in a menu.
const deeds = ["promise", "dispute", "settle_dispute", "write_off"];

export function InvoiceDeeds({ entity, invoice }: { entity: EntityMeta; invoice: RecordItem }) {
  const text = useText();
  const [asking, setAsking] = useState<ActionMeta | null>(null);
  const actions = actionsFor(entity, invoice);
  const remind = actions.find(({ name }) => name === "remind");
  const rest = actions.filter(({ name }) => deeds.includes(name));
  const number = String(invoice.number ?? "");
  return (
    <span className="row debt-deeds">
      {remind && (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconBell size={13} aria-hidden />}
          aria-label={`${remind.label}: ${number}`}
          onClick={() => setAsking(remind)}
        >
          {remind.label}
        </Button>
      )}
      {rest.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <button
              type="button"
              className="plain icon-button"
              aria-label={`${text("common.more")}: ${number}`}
            >
              <IconChevronDown size={14} aria-hidden />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {rest.map((action) => (
              <Menu.Item key={action.name} onClick={() => setAsking(action)}>
                {action.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {asking && (
        <ActionDialog entity={entity} record={invoice} action={asking} onClose={() => setAsking(null)} />
      )}
    </span>
  );
}
