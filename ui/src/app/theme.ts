import { createTheme, type MantineColorsTuple } from "@mantine/core";

const brand: MantineColorsTuple = [
  "#eef2ff",
  "#dfe5fb",
  "#bcc8f5",
  "#96a8ee",
  "#778ee8",
  "#637de4",
  "#5873e3",
  "#4862ca",
  "#3f57b5",
  "#334aa0",
];

// Popovers take their surfaces from this tuple, so it must match the tokens of the dark page.
const dark: MantineColorsTuple = [
  "#ececee",
  "#c9c9cf",
  "#a5a5ae",
  "#7d7d87",
  "#4b4c55",
  "#3a3b42",
  "#2a2b30",
  "#1d1e22",
  "#17181b",
  "#121316",
];

export const theme = createTheme({
  primaryColor: "brand",
  // White text on a lighter shade would miss the contrast that WCAG asks for.
  primaryShade: { light: 7, dark: 7 },
  colors: { brand, dark },
  autoContrast: true,
  luminanceThreshold: 0.35,
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, monospace",
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  defaultRadius: "md",
  radius: { xs: "3px", sm: "5px", md: "7px", lg: "10px", xl: "14px" },
  spacing: { xs: "6px", sm: "10px", md: "14px", lg: "20px", xl: "28px" },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: "xs" }, styles: { root: { fontWeight: 550 } } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray" } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false, fz: 12 } },
    Menu: { defaultProps: { shadow: "md", transitionProps: { duration: 80 } } },
    Popover: { defaultProps: { transitionProps: { duration: 80 } } },
    Modal: {
      defaultProps: { transitionProps: { duration: 120 }, overlayProps: { backgroundOpacity: 0.28 } },
    },
    Drawer: {
      defaultProps: { transitionProps: { duration: 140 }, overlayProps: { backgroundOpacity: 0.2 } },
    },
    Checkbox: { defaultProps: { size: "xs", radius: 4 } },
  },
});
