import { useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { useSetPreferences } from "@/api/preferences";
import { changeLanguage, currentLanguage } from "@/text";

export function useAppearance() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme();
  const setPreferences = useSetPreferences();
  const client = useQueryClient();
  return {
    toggleTheme: () => setColorScheme(scheme === "dark" ? "light" : "dark"),
    toggleLanguage: async () => {
      const language = currentLanguage() === "ru" ? "en" : "ru";
      await changeLanguage(language);
      // Labels of the meta follow the person's own setting, so it is saved before they are read again.
      await setPreferences({ language }).catch(() => undefined);
      await client.invalidateQueries({ queryKey: keys.meta });
    },
  };
}
