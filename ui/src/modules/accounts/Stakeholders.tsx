import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { allowed, fieldOf, titleOf, useEntity } from "@/api/meta";
import { useRecords } from "@/api/records";
import type { EntityMeta, FieldMeta, RecordItem } from "@/api/types";
import { findChoice } from "@/fields/choice/options";
import { isLink } from "@/fields/link/LinkView";
import { Avatar } from "@/kit/Avatar";
import { Pill } from "@/kit/Pill";
import { openCreate } from "@/records/form/createState";
import { useText } from "@/text";

const shownMax = 8;

// The people who have a say at the client, the weightiest first.
export function Stakeholders({ account }: { account: RecordItem }) {
  const positions = useEntity("positions");
  return positions ? <StakeholderList positions={positions} account={account} /> : null;
}

function StakeholderList({ positions, account }: { positions: EntityMeta; account: RecordItem }) {
  const text = useText();
  const { data } = useRecords(positions.name, {
    filter: `account = "${account.id}" AND (ends_on = null OR ends_on >= today())`,
    order_by: "decision_power desc,title",
    fields: "title,contact,buying_role",
    page_size: shownMax,
    count: "exact",
  });
  if (!data) return null;
  const role = fieldOf(positions, "buying_role");
  const add = () =>
    openCreate({
      entity: positions.name,
      values: { account: { id: account.id, title: titleOf(undefined, account) } },
      onCreated: () => {},
    });
  return (
    <section className="section" aria-label={text("account.stakeholders")}>
      <header className="row">
        <h2 className="grow">
          {text("account.stakeholders")} <span className="faint num">{data.total ?? data.items.length}</span>
        </h2>
        {allowed(positions, "create") && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            leftSection={<IconPlus size={12} />}
            onClick={add}
          >
            {text("common.add")}
          </Button>
        )}
      </header>
      {data.items.length === 0 && <p className="faint section-note">{text("account.noStakeholders")}</p>}
      <ul className="short-list">
        {data.items.map((position) => (
          <Stakeholder key={position.id} position={position} role={role} />
        ))}
      </ul>
    </section>
  );
}

function Stakeholder({ position, role }: { position: RecordItem; role: FieldMeta | undefined }) {
  const text = useText();
  const person = isLink(position.contact) ? position.contact : null;
  const name = person?.title ?? text("account.unknownPerson");
  const choice = role && typeof position.buying_role === "string" && findChoice(role, position.buying_role);
  return (
    <li className="row">
      <Avatar name={name} size={28} />
      <span className="grow short-words">
        {person ? (
          <Link to="/$entity/$id" params={{ entity: "contacts", id: person.id }} className="truncate reach">
            <bdi>{name}</bdi>
          </Link>
        ) : (
          <span className="faint">{name}</span>
        )}
        <bdi className="faint truncate">{titleOf(undefined, { id: "", title: position.title })}</bdi>
      </span>
      {choice && (
        <span className="stakeholder-role">
          <Pill colour={choice.colour} dot={false}>
            {choice.label}
          </Pill>
        </span>
      )}
    </li>
  );
}
