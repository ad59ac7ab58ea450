import { Button } from "@mantine/core";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post } from "@/api/client";
import { keys } from "@/api/keys";
import { allowed, fieldOf, useEntity } from "@/api/meta";
import { useRecords } from "@/api/records";
import type { ActionMeta, EntityMeta, RecordItem } from "@/api/types";
import { Dialog } from "@/kit/Dialog";
import { ErrorState } from "@/kit/ErrorState";
import { Segments } from "@/kit/Segments";
import { SkeletonLines } from "@/kit/Skeleton";
import { toastError } from "@/kit/toast";
import { ActionDialog } from "@/records/actions/ActionDialog";
import { openCreate } from "@/records/form/createState";
import { useText } from "@/text";
import { EditUserDialog } from "./EditUserDialog";
import { OnceShown } from "./OnceShown";
import { UserRow } from "./UserRow";

type Shown = "all" | "active" | "invited" | "deactivated";
const states: Record<Shown, string[] | null> = {
  all: null,
  active: ["active", "suspended"],
  invited: ["listed", "invited"],
  deactivated: ["deactivated"],
};

export type LinkPurpose = "invite" | "reset_password";

type Question =
  | { kind: "link"; user: RecordItem; link: string; purpose: LinkPurpose }
  | { kind: "edit"; user: RecordItem }
  | { kind: "act"; user: RecordItem; action: ActionMeta };

export function UsersSection() {
  const text = useText();
  const entity = useEntity("users");
  const users = useRecords("users", { order_by: "name", page_size: 500 });
  const [search, setSearch] = useState("");
  const [shown, setShown] = useState<Shown>("all");
  const [question, setQuestion] = useState<Question | null>(null);
  const askForLink = useOneTimeLink(setQuestion);
  if (users.error) return <ErrorState error={users.error} retry={() => void users.refetch()} />;
  if (!users.data || !entity) return <SkeletonLines />;
  const needle = search.trim().toLowerCase();
  const fits = (user: RecordItem) =>
    (states[shown]?.includes(String(user.status)) ?? true) &&
    `${user.name} ${user.email ?? ""}`.toLowerCase().includes(needle);
  const found = users.data.items.filter(fits);

  return (
    <>
      <div className="row settings-bar">
        <label className="row settings-search">
          <IconSearch size={14} className="faint" aria-hidden />
          <input
            type="search"
            aria-label={text("settings.findUser")}
            placeholder={text("settings.findUser")}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        </label>
        <Segments<Shown>
          label={text("settings.userState")}
          value={shown}
          options={(["all", "active", "invited", "deactivated"] as const).map((value) => ({
            value,
            label: text(`settings.users.${value}`),
          }))}
          onChange={setShown}
        />
        <span className="grow" />
        {allowed(entity, "create") && (
          <Button
            leftSection={<IconPlus size={14} />}
            onClick={() =>
              openCreate({ entity: "users", onCreated: (user) => void askForLink(user, "invite") })
            }
          >
            {text("settings.invitePerson")}
          </Button>
        )}
      </div>
      <ul className="card settings-rows">
        {found.map((user) => (
          <UserRow
            key={user.id}
            entity={entity}
            user={user}
            onEdit={() => setQuestion({ kind: "edit", user })}
            onLink={(purpose) => void askForLink(user, purpose)}
            onAct={(action) => setQuestion({ kind: "act", user, action })}
          />
        ))}
        {found.length === 0 && <li className="quiet">{text("field.nothingFound")}</li>}
      </ul>
      {question && <UserQuestion entity={entity} question={question} onClose={() => setQuestion(null)} />}
    </>
  );
}

function useOneTimeLink(setQuestion: (question: Question) => void) {
  const client = useQueryClient();
  return async (user: RecordItem, purpose: LinkPurpose) => {
    try {
      const { link } = await post<{ link: string }>(`/users/${user.id}/${purpose}`);
      setQuestion({ kind: "link", user, link, purpose });
      await client.invalidateQueries({ queryKey: keys.entity("users") });
    } catch (error) {
      toastError(error);
    }
  };
}

interface UserQuestionProps {
  entity: EntityMeta;
  question: Question;
  onClose: () => void;
}

function UserQuestion({ entity, question, onClose }: UserQuestionProps) {
  const text = useText();
  const { user } = question;
  if (question.kind === "edit") {
    const names = ["name", "email", "role", "department", "reports_to", "language"];
    const fields = names.flatMap((name) => fieldOf(entity, name) ?? []);
    return <EditUserDialog entity={entity} user={user} fields={fields} onClose={onClose} />;
  }
  if (question.kind === "act")
    return <ActionDialog entity={entity} record={user} action={question.action} onClose={onClose} />;
  const words = { name: String(user.name) };
  return (
    <Dialog
      title={text(question.purpose === "invite" ? "settings.inviteName" : "settings.resetName", words)}
      onClose={onClose}
    >
      <OnceShown secret={question.link} note={text("settings.linkText", words)} />
    </Dialog>
  );
}
