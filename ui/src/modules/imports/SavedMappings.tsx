import { Button, Menu, TextInput } from "@mantine/core";
import { IconBookmark } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useEntity } from "@/api/meta";
import { useRecords } from "@/api/records";
import { useWrites } from "@/api/writes";
import { Dialog } from "@/kit/Dialog";
import { toastDone, toastError } from "@/kit/toast";
import { useText } from "@/text";
import type { ImportMapping } from "./importData";

interface SavedMappingsProps {
  entity: string;
  mapping: ImportMapping;
  onLoad: (mapping: ImportMapping) => void;
}

// What was worked out once is kept for the next file of the same kind.
export function SavedMappings({ entity, mapping, onLoad }: SavedMappingsProps) {
  const text = useText();
  const known = useEntity("import_mappings") !== undefined;
  const [naming, setNaming] = useState(false);
  const saved = useRecords(
    "import_mappings",
    { filter: `entity = "${entity}"`, page_size: 50 },
    { enabled: known },
  );
  if (!known) return null;
  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <Button variant="default" leftSection={<IconBookmark size={14} />}>
            {text("imports.mappings")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {saved.data?.items.map((item) => (
            <Menu.Item key={item.id} onClick={() => onLoad(item.mapping as unknown as ImportMapping)}>
              {String(item.name)}
            </Menu.Item>
          ))}
          {(saved.data?.items.length ?? 0) > 0 && <Menu.Divider />}
          <Menu.Item onClick={() => setNaming(true)}>{text("imports.saveMapping")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {naming && <NameMapping entity={entity} mapping={mapping} onClose={() => setNaming(false)} />}
    </>
  );
}

interface NameMappingProps {
  entity: string;
  mapping: ImportMapping;
  onClose: () => void;
}

function NameMapping({ entity, mapping, onClose }: NameMappingProps) {
  const text = useText();
  const { create } = useWrites();
  const [name, setName] = useState("");
  const save = async (event: FormEvent) => {
    event.preventDefault();
    try {
      // Through JSON, so that what is undefined is not there at all.
      await create("import_mappings", { name, entity, mapping: JSON.parse(JSON.stringify(mapping)) });
      toastDone(text("imports.saved"));
      onClose();
    } catch (error) {
      toastError(error);
    }
  };
  return (
    <Dialog title={text("imports.saveMapping")} onClose={onClose}>
      <form onSubmit={save}>
        <TextInput
          label={text("imports.mappingName")}
          value={name}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div className="row dialog-foot">
          <Button type="submit" disabled={name.trim() === ""}>
            {text("common.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
