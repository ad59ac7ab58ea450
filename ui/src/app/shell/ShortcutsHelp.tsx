import { Dialog } from "@/kit/Dialog";
import { Keys } from "@/kit/keyboard/Keys";
import { useAllShortcuts } from "@/kit/keyboard/useShortcuts";
import { useText } from "@/text";

export default function ShortcutsHelp({ onClose }: { onClose: () => void }) {
  const text = useText();
  const shortcuts = useAllShortcuts();
  const sections = [...new Set(shortcuts.map((shortcut) => shortcut.section))];
  return (
    <Dialog onClose={onClose} title={text("keyboard.title")} size="lg">
      <div className="shortcut-sections">
        {sections.map((section) => (
          <section key={section}>
            <h2>{section}</h2>
            <dl>
              {shortcuts
                .filter((shortcut) => shortcut.section === section)
                .map((shortcut) => (
                  <div key={shortcut.scope + shortcut.keys}>
                    <dt>{shortcut.label}</dt>
                    <dd>
                      <Keys keys={shortcut.keys} />
                      <span className="unseen">{shortcut.keys}</span>
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
