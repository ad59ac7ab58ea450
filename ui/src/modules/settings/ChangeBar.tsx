import { Button } from "@mantine/core";
import { useState } from "react";
import { useText } from "@/text";

interface ChangeBarProps {
  count: number;
  onReset: () => void;
  onSave: () => Promise<unknown>;
}

// Stands at the foot of a form for as long as something in it is not saved.
export function ChangeBar({ count, onReset, onSave }: ChangeBarProps) {
  const text = useText();
  const [saving, setSaving] = useState(false);
  if (count === 0) return null;
  const save = async () => {
    setSaving(true);
    await onSave();
    setSaving(false);
  };
  return (
    <div className="change-bar" role="region" aria-label={text("settings.unsaved")}>
      <span className="grow" role="status">
        {text("settings.changes", { count })}
      </span>
      <Button variant="subtle" color="gray" onClick={onReset}>
        {text("view.reset")}
      </Button>
      <Button loading={saving} onClick={() => void save()}>
        {text("common.save")}
      </Button>
    </div>
  );
}
