import { Button } from "@mantine/core";
import { IconCompass } from "@tabler/icons-react";
import { EmptyState } from "@/kit/EmptyState";
import { useText } from "@/text";

export function NotFound() {
  const text = useText();
  return (
    <EmptyState
      isPage
      icon={<IconCompass size={22} />}
      title={text("error.notFound")}
      text={text("error.notFoundText")}
    >
      <Button component="a" href="/">
        {text("error.home")}
      </Button>
    </EmptyState>
  );
}
