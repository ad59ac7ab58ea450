import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { allowed } from "@/api/meta";
import { lastChange, undoChange } from "@/api/undo";
import { type ShortcutInput, useShortcutListener, useShortcuts } from "@/kit/keyboard/useShortcuts";
import { toastDone, toastError } from "@/kit/toast";
import { ownPages } from "@/modules";
import { openCreate } from "@/records/form/createState";
import { useText } from "@/text";
import { useMenuEntities } from "./menu";
import { foldSidebar, openShell } from "./shellState";
import { useAppearance } from "./useAppearance";

// The keys that work everywhere.
export function useGlobalShortcuts(): void {
  const text = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const entities = useMenuEntities();
  const { toggleTheme } = useAppearance();
  const general = text("keyboard.general");
  const scope = "global" as const;

  const undo = () => {
    const change = lastChange.get();
    if (change) void undoChange(client, change).then(() => toastDone(text("record.undone")), toastError);
  };

  const shortcuts: ShortcutInput[] = [
    {
      keys: "Mod+KeyK",
      label: text("keyboard.palette"),
      section: general,
      scope,
      inText: true,
      run: () => openShell({ palette: true }),
    },
    {
      keys: "Slash",
      label: text("keyboard.search"),
      section: general,
      scope,
      run: () => openShell({ palette: true }),
    },
    {
      keys: "Shift+Slash",
      label: text("keyboard.help"),
      section: general,
      scope,
      run: () => openShell({ help: true }),
    },
    { keys: "Mod+KeyZ", label: text("keyboard.undo"), section: general, scope, run: undo },
    { keys: "BracketLeft", label: text("keyboard.sidebar"), section: general, scope, run: foldSidebar },
    { keys: "Mod+KeyJ", label: text("keyboard.theme"), section: general, scope, run: toggleTheme },
  ];
  for (const { path, menu } of ownPages) {
    if (!menu?.keys) continue;
    shortcuts.push({
      keys: menu.keys,
      label: text(`nav.${menu.label}`),
      section: text("keyboard.goTo"),
      scope,
      run: () => void navigate({ to: path }),
    });
  }
  for (const { entity, goKeys, createKeys } of entities) {
    if (goKeys) {
      shortcuts.push({
        keys: goKeys,
        label: entity.label.many,
        section: text("keyboard.goTo"),
        scope,
        run: () => void navigate({ to: "/$entity", params: { entity: entity.name } }),
      });
    }
    if (createKeys && allowed(entity, "create")) {
      shortcuts.push({
        keys: createKeys,
        label: entity.label.one,
        section: text("keyboard.create"),
        scope,
        run: () => openCreate({ entity: entity.name }),
      });
    }
  }
  useShortcutListener();
  useShortcuts(shortcuts);
}
