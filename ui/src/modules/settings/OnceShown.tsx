import { Button } from "@mantine/core";
import { toastDone } from "@/kit/toast";
import { useText } from "@/text";

// A secret that is shown once, with the way to take it along.
export function OnceShown({ secret, note }: { secret: string; note: string }) {
  const text = useText();
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    toastDone(text("settings.copied"));
  };
  return (
    <div className="once-shown">
      <p>{note}</p>
      <div className="row">
        <code className="grow">{secret}</code>
        <Button onClick={() => void copy()} data-autofocus>
          {text("settings.copy")}
        </Button>
      </div>
    </div>
  );
}
