import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { post } from "@/api/client";
import { keys } from "@/api/keys";
import { allowed, fieldOf, useEntity } from "@/api/meta";
import { useRecords } from "@/api/records";
import type { ActionMeta, RecordItem } from "@/api/types";
import { ChoicePill } from "@/fields/choice/options";
import { isLink } from "@/fields/link/LinkView";
import { Avatar } from "@/kit/Avatar";
import { Dialog } from "@/kit/Dialog";
import { ErrorState } from "@/kit/ErrorState";
import { SkeletonLines } from "@/kit/Skeleton";
import { toastError } from "@/kit/toast";
import { ActionDialog } from "@/records/actions/ActionDialog";
import { openCreate } from "@/records/form/createState";
import { useText } from "@/text";
import { OnceShown } from "./OnceShown";

interface Asking {
  user: RecordItem;
  action: ActionMeta;
}

export function UsersSection() {
  const text = useText();
  const client = useQueryClient();
  const entity = useEntity("users");
  const users = useRecords("users", { order_by: "name", page_size: 200 });
  const [link, setLink] = useState<{ name: string; link: string } | null>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
  if (users.error) return <ErrorState error={users.error} retry={() => void users.refetch()} />;
  if (!users.data || !entity) return <SkeletonLines />;
  const status = fieldOf(entity, "status");

  const invite = async (user: RecordItem) => {
    try {
      const answer = await post<{ link: string }>(`/users/${user.id}/invite`);
      setLink({ name: String(user.name), link: answer.link });
      await client.invalidateQueries({ queryKey: keys.entity("users") });
    } catch (error) {
      toastError(error);
    }
  };

  return (
    <>
      {allowed(entity, "create") && (
        <Button
          leftSection={<IconPlus size={14} />}
          onClick={() => openCreate({ entity: "users", onCreated: () => {} })}
        >
          {text("settings.newUser")}
        </Button>
      )}
      <ul className="card settings-rows">
        {users.data.items.map((user) => {
          const deed = user.status === "deactivated" ? "activate" : "deactivate";
          const action = entity.actions?.find((candidate) => candidate.name === deed);
          return (
            <li key={user.id}>
              <Avatar name={String(user.name)} size={28} />
              <span className="grow">
                <Link className="reach" to="/$entity/$id" params={{ entity: "users", id: user.id }}>
                  <bdi>{String(user.name)}</bdi>
                </Link>
                <small className="faint">
                  {[
                    user.email,
                    isLink(user.role) && user.role.title,
                    isLink(user.department) && user.department.title,
                  ]
                    .filter((part) => typeof part === "string" && part !== "")
                    .join(" · ")}
                </small>
              </span>
              {status && typeof user.status === "string" && <ChoicePill field={status} value={user.status} />}
              {(user.status === "listed" || user.status === "invited") && (
                <Button
                  variant="light"
                  aria-label={text("settings.inviteName", { name: String(user.name) })}
                  onClick={() => void invite(user)}
                >
                  {text("settings.invite")}
                </Button>
              )}
              {action && (
                <Button
                  variant="default"
                  aria-label={`${action.label}: ${String(user.name)}`}
                  onClick={() => setAsking({ user, action })}
                >
                  {action.label}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {link && (
        <Dialog title={text("settings.link")} onClose={() => setLink(null)}>
          <OnceShown secret={link.link} note={text("settings.linkText", { name: link.name })} />
        </Dialog>
      )}
      {asking && (
        <ActionDialog
          entity={entity}
          record={asking.user}
          action={asking.action}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}
