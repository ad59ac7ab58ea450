import path from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const source = path.resolve(import.meta.dirname, "src");

// The parts of the kit that the shell and the sign-in are made of.
const shellKit =
  /node_modules[\\/](@mantine[\\/](hooks|notifications|store|core[\\/]esm[\\/](core|utils|components[\\/](AccordionChevron|Accordion|ActionIcon|Button|Checkbox|CloseButton|Floating|FocusTrap|InlineInput|Input|InputBase|Loader|Menu|Notification|Overlay|Paper|PasswordInput|Popover|Portal|Radio|RemoveScroll|TextInput|Tooltip|Transition|UnstyledButton|VisuallyHidden)[\\/]))|@floating-ui|clsx|tabbable|react-remove-scroll|use-sidecar|react-style-singleton)/;

// Small modules that every page shares; by themselves each would be a request.
const shellRooms =
  /src[\\/](api[\\/]|text[\\/](index|format)|fields[\\/]contexts|modules[\\/](\w+[\\/])?(index|module)\.|kit[\\/](?!grid|chart|picker|Dialog|Segments|ErrorState|EmptyState))/;

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": source } },
  server: {
    // The server compares Origin with Host, so the proxy must leave Host as the browser sent it.
    proxy: { "/api": { target: process.env.KONTOR_URL ?? "http://127.0.0.1:8080", changeOrigin: false } },
  },
  build: {
    target: "es2022",
    manifest: true,
    cssCodeSplit: true,
    // Inlined assets would need data: in more places of the content security policy.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 30 },
            {
              name: "data",
              test: /node_modules[\\/]@tanstack[\\/](query|react-query|router|react-router|history|store|react-store)/,
              priority: 20,
            },
            { name: "text", test: /node_modules[\\/](i18next|react-i18next)/, priority: 20 },
            // What the first page needs of the kit, apart from what only forms need.
            { name: "kit", test: shellKit, priority: 20 },
            { name: "forms", test: /node_modules[\\/]@mantine[\\/]core[\\/]esm/, priority: 10 },
            { name: "base", test: shellRooms, priority: 10 },
            { name: "fields", test: /src[\\/]fields[\\/](?!contexts|day[\\/]Calendar)/, priority: 10 },
          ],
        },
      },
    },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["test/setup.ts"],
    restoreMocks: true,
  },
});
